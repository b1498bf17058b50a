"""From a text that any program showed to a symptom: what was said, and where it came from."""

import re
from typing import Final

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.peeling import enhanced_code, innermost, plain, without_codes
from mailadmin.core.diagnosis.symptom import MOMENTS, Moment, Symptom

_ADDRESS: Final = re.compile(r"<?[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w.-]{1,253}>?")

_STEPS: Final[tuple[tuple[Moment, re.Pattern[str]], ...]] = tuple(
    (moment, re.compile("|".join(patterns)))
    for moment, patterns in (
        (
            Moment.KEYRING,
            (
                r"keyring|keychain|kwallet|credwrite|credread|freedesktop\.secret|libsecret",
                r"secret-tool|secret ?service|errsec|credential manager",
            ),
        ),
        (
            Moment.MESSAGE,
            (r"end.of.(data|message)|after data|data command|reply to data|text command",),
        ),
        (
            Moment.RECIPIENT,
            (r"rcpt( to| command|:)|recipient command|after rcpt|smtprecipientsrefused",),
        ),
        (
            Moment.SENDER,
            (r"mail from( command|:)|mail command failed|after mail|smtpsenderrefused",),
        ),
        (
            Moment.TLS,
            (r"starttls command|reply to starttls|sslhandshakeexception|tls handshake",),
        ),
        (
            Moment.SIGN_IN,
            (
                r"\bauth (plain|login|cram|xoauth2|command)|\beauth\b|invalid login",
                r"smtpauthenticationerror|authenticationfailedexception|could not authenticate",
                r"password command failed",
            ),
        ),
        (Moment.HELLO, (r"(helo|ehlo) command|reply to (helo|ehlo)|smtpheloerror",)),
        (Moment.INBOX, (r"\bimap|\bpop3|\[authenticationfailed\]|^\w{1,8} no \[",)),
        (
            Moment.BOUNCE,
            (
                r"diagnostic-code|final-recipient|\bsaid: \d{3}|mailer-daemon|undeliver",
                r"delivery (status|failed|has failed)|remote server returned|returned mail",
                r"could not be delivered|mail system",
            ),
        ),
    )
)
"""How a text gives away the step that it is about; the surest first."""

_OF_SIGN_IN: Final = (534, 535, 538)
"""Replies that answer nothing but AUTH (RFC 4954 section 6)."""

_VENDORS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (provider, re.compile(pattern))
    for provider, pattern in (
        ("gmail", r"\bgsmtp\b|gimap|google\.com/mail|google\.com/a/answer"),
        ("microsoft-365", r"\.prod\.(protection\.)?outlook\.com|aka\.ms/|smtpclientauth"),
    )
)
"""How a text gives away whose server said it."""


def read(
    text: str,
    *,
    host: str = "",
    port: int | None = None,
    security: Security | None = None,
    moment: Moment | None = None,
) -> Symptom:
    """What a text says. What the caller knows of where it came from counts more than its hints."""
    whole = plain(text)
    code, said = innermost(whole)
    around = folded(whole)
    return Symptom(
        words=" ".join(said.split()),
        said=folded(without_codes(said, code)),
        around=around,
        code=code,
        enhanced=enhanced_code(said),
        moment=moment or _moment(around, code),
        host=host.strip().lower(),
        port=port,
        security=security,
        provider=next((name for name, words in _VENDORS if words.search(around)), None),
    )


def moment_of(stage: str | None) -> Moment | None:
    """The step that a word stands for (``rcpt``, ``smtp.auth``, ``bounce``); None if unknown."""
    return MOMENTS.get((stage or "").strip().lower())


def security_of(word: str | None) -> Security | None:
    """The kind of encryption that a word stands for; None if unknown."""
    name = (word or "").strip().lower().replace("_", "-")
    if name in ("tls", "ssl", "implicit", "implicit-tls", "ssl/tls", "smtps", "imaps"):
        return Security.TLS
    return {"starttls": Security.STARTTLS, "none": Security.NONE, "plain": Security.NONE}.get(name)


def folded(text: str) -> str:
    """One line, lower case, mail addresses out of the way of words."""
    return " ".join(_ADDRESS.sub("<address>", text).lower().split())


def _moment(text: str, code: int | None) -> Moment | None:
    told = next((moment for moment, words in _STEPS if words.search(text)), None)
    return told or (Moment.SIGN_IN if code in _OF_SIGN_IN else None)
