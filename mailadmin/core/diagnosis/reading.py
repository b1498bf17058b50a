"""From a text that any program showed to what it says: the innermost reply, its codes, its step.

Mail programs wrap what a server said into sentences of their own, tuples, JSON and log lines, and
relays wrap each other's bounces. Only the innermost reply tells the cause (RFC 5321 section 4.2
for its form, RFC 3463 for the enhanced code in it).
"""

import re
from typing import Final

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.symptom import MOMENTS, Moment, Symptom

LONGEST_READ: Final = 8_000
"""Characters that are read: the beginning and the end of what is longer."""

_ESCAPES: Final = (
    (re.compile(r"\\r?\\n|\\n|\\r"), "\n"),
    (re.compile(r"\\+(['\"/])"), r"\1"),
    (re.compile(r"&lt;"), "<"),
    (re.compile(r"&gt;"), ">"),
    (re.compile(r"&quot;|[“”„«»]"), '"'),
    (re.compile(r"&#0?39;|[‘’`´]"), "'"),
    (re.compile(r"&amp;"), "&"),
    (re.compile(r"[\u200b-\u200f\u2028\u2029\ufeff\x00]"), ""),
)
_ADDRESS: Final = re.compile(r"<?[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w.-]{1,253}>?")

_COPY: Final = re.compile(
    r"^.{0,6}(-{2,}|_{5,}|\*{3,})?[ \t]*(below this line is a copy|(begin )?original message|this is a copy of"
    r"|message headers? follows?|the header of the original|enclosed is a copy|original message follows"
    r"|original message headers|returned message|forwarded message|message header(s)? follow"
    r"|content-type: (message/rfc822|text/rfc822)|reporting-mta: .{0,80}arrival-date).*\Z",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
"""Where a bounce goes over into a copy of the message that came back."""

_SAY_NOTHING: Final = re.compile(
    r"the smtp server requires a secure connection or the client (was|is) not authenticated\.?"
    r"|hi[.!] this is the (qmail-send program|mailer-daemon)[^\n]*|i'm afraid i wasn't able to deliver your"
    r"\s+message to the following\s+addresses\.?|this is a permanent error; i've given up\. sorry it didn't work\s+out\."
    r"|giving up on [\d.]+|this message was created automatically by mail delivery software\."
    r"|please do not reply to this (e-?mail|message)|learn more (at|here)[^\n]*"
    r"|the server may be (unavailable or )?(incorrectly configured|refusing smtp connections)[^\n]*"
    r"|please (verify|check) that your (outgoing|incoming|smtp)[^\n]*|you do not need to re-?send[^\n]*"
    r"|contact your (system|e-?mail|network|mail) ?administrator[^\n]*"
    r"|(the other addresses in the message were syntactically valid)[^\n]*",
    re.IGNORECASE,
)
"""Sentences of mail programs that stand around every failure, whatever it was."""

_QUOTES: Final = re.compile(
    r"(?:the server(?:'s)? (?:response|reply|responded|replied|said|answered|error|message)(?: was| is| with)?"
    r"|server response(?: was| is)?|the response(?: from the remote server)? was|remote server returned"
    r"|response|nested exception is|caused by)\s*[:=]\s*",
    re.IGNORECASE,
)
"""What goes before the words of somebody further in, where they come without a code."""

_NOT_A_REPLY: Final = frozenset({443, 465, 506, 514, 548, 563})
"""Three digits that stand in such texts as ports, not as replies; 587 is none by its middle."""

_CODE: Final = re.compile(
    r"""(?<![\w.:/\[#-])               # not the end of a number, an address, a port or an id
        (?P<code>[45][0-7]\d)
        (?:
            [ \t]*[-][ \t]*(?=\S)      # 550-first line of several
          | [ \t]*[,:][ \t]+b?(?=["'(\[\w<])   # (534, b'5.7.9 …'), code: 550, text
          | [ \t]+(?=[\w<#("'*\[])     # 550 text
          | [ \t]*(?=[\])"'}.;]|$)     # a bare code at the end
        )""",
    re.VERBOSE | re.MULTILINE,
)
_NAMED_CODE: Final = re.compile(
    r"(?:code|status|error|reply|response|answer)(?: was)?[\"']?[ \t]*[:=#]?[ \t]*[\"'(]?"
    r"(?P<code>[45][0-7]\d)\b",
    re.IGNORECASE,
)
_ENHANCED: Final = re.compile(r"(?<![\d.])#?(?P<enhanced>[245]\.[0-7]\.\d{1,3})(?![\d]|\.\d)")

_STEPS: Final[tuple[tuple[Moment, re.Pattern[str]], ...]] = tuple(
    (moment, re.compile(pattern))
    for moment, pattern in (
        (
            Moment.KEYRING,
            r"keyring|keychain|kwallet|credwrite|credread|freedesktop\.secret|libsecret|secret-tool"
            r"|secret ?service|errsec|credential manager|nokeyringerror",
        ),
        (Moment.MESSAGE, r"end.of.(data|message)|after data|data command|(in )?reply to data|text command"),
        (Moment.RECIPIENT, r"rcpt( to| command|:)|recipient command|after rcpt|smtprecipientsrefused"),
        (
            Moment.SENDER,
            r"mail from( command|:)|mail command failed|after mail|during mail from"
            r"|smtpsenderrefused",
        ),
        (Moment.TLS, r"starttls command|reply to starttls|sslhandshakeexception|tls handshake"),
        (
            Moment.SIGN_IN,
            r"\bauth (plain|login|cram|xoauth2|command)|\beauth\b|invalid login|smtpauthenticationerror"
            r"|authenticationfailedexception|could not authenticate|password command failed",
        ),
        (Moment.HELLO, r"(helo|ehlo) command|reply to (helo|ehlo)|smtpheloerror"),
        (Moment.INBOX, r"\bimap|\bpop3|\[authenticationfailed\]|^\w{1,8} no \["),
        (
            Moment.BOUNCE,
            r"diagnostic-code|final-recipient|\bsaid: \d{3}|mailer-daemon|undeliver|delivery (status|failed|has failed)"
            r"|remote server returned|could not be delivered|returned mail|mail system",
        ),
    )
)  # fmt: skip

_VENDORS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (provider, re.compile(pattern))
    for provider, pattern in (
        ("gmail", r"\bgsmtp\b|gimap|google\.com/mail|google\.com/a/answer"),
        ("microsoft-365", r"\.prod\.(protection\.)?outlook\.com|aka\.ms/|smtpclientauth"),
    )
)


def read(
    text: str,
    *,
    host: str = "",
    port: int | None = None,
    security: Security | None = None,
    moment: Moment | None = None,
) -> Symptom:
    """What a text says. What the caller knows of where it came from goes before what it hints at."""
    whole = _plain(text)
    code, said = innermost(whole)
    enhanced = _enhanced(said if code is not None else whole)
    around = _folded(whole)
    return Symptom(
        said=_folded(without_codes(said, code)),
        around=around,
        code=code,
        enhanced=enhanced,
        moment=moment or _moment(around),
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


def innermost(text: str) -> tuple[int | None, str]:
    """The code of the last reply in a text, and everything from its first line on.

    Without a code the text itself is all there is. A reply of several lines repeats its code;
    so may a wrapper in front of it.
    """
    replies = [found for found in _CODE.finditer(text) if int(found["code"]) not in _NOT_A_REPLY]
    if not replies:
        named = _NAMED_CODE.search(text)
        return (int(named["code"]) if named else None), _quoted(text)
    last = replies[-1]
    first = last
    for reply in reversed(replies):
        if reply["code"] != last["code"]:
            break
        first = reply
    return int(last["code"]), text[first.start() :]


def _quoted(text: str) -> str:
    """What somebody further in said, where a wrapper says that it quotes; else the text itself."""
    *_, last = (None, *_QUOTES.finditer(text))
    inner = text[last.end() :] if last is not None else ""
    return inner if len(inner.split()) > 1 else text


def without_codes(said: str, code: int | None) -> str:
    """The words of a reply: its code and enhanced code, repeated in every line, taken out."""
    if code is not None:
        said = re.sub(rf"(?<!\w){code}(?:[ \t]*-[ \t]*|[ \t,:]+|(?=\W)|$)", " ", said)
    return _ENHANCED.sub(" ", said)


def _plain(text: str) -> str:
    if len(text) > LONGEST_READ:
        text = f"{text[: LONGEST_READ // 2]}\n{text[-LONGEST_READ // 2 :]}"
    for escape, plain in _ESCAPES:
        text = escape.sub(plain, text)
    return _SAY_NOTHING.sub(" ", _COPY.sub("", text)).strip() or text.strip()


def _folded(text: str) -> str:
    """One line, lower case, mail addresses out of the way of words."""
    return " ".join(_ADDRESS.sub("<address>", text).lower().split())


def _enhanced(text: str) -> str | None:
    found = _ENHANCED.search(text)
    return found["enhanced"] if found else None


def _moment(text: str) -> Moment | None:
    return next((moment for moment, words in _STEPS if words.search(text)), None)


def symptom_of_reply(symptom: Symptom, code: int, enhanced: str | None, text: str) -> Symptom:
    """The same symptom with a reply that we heard ourselves, so that nothing has to be peeled."""
    words = _folded(without_codes(_plain(text), code))
    return msgspec.structs.replace(symptom, said=words, around=words, code=code, enhanced=enhanced)
