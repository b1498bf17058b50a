"""From a server's reply to the cause: ordered rules as data, the first that fits wins.

The order of evidence is the field's: the sentence in the reply, then a vendor's own code, then the
enhanced status code (RFC 3463), then the three digits, then the stage. 535, 550, 554, 421 and
5.7.1 decide nothing by themselves. Where no rule fits there is no cause: unknown is an answer.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.finding import ReplySeen


class Moment(StrEnum):
    """Which step of the conversation a reply answered."""

    GREETING = "greeting"
    HELLO = "hello"
    TLS = "tls"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


class Guess(msgspec.Struct, frozen=True):
    """A cause and how sure it is, from 0 to 1."""

    cause: str
    confidence: float


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One way to know a cause. Everything that is given must fit; ``words`` is searched."""

    cause: str
    confidence: float
    words: str | None = None
    enhanced: str | None = None
    codes: tuple[int, ...] = ()
    moments: tuple[Moment, ...] = ()

    def fits(self, reply: ReplySeen, moment: Moment) -> bool:
        """Whether this rule speaks of this reply."""
        return (
            (not self.codes or reply.code in self.codes)
            and (not self.moments or moment in self.moments)
            and (self.enhanced is None or bool(re.fullmatch(self.enhanced, reply.enhanced or "")))
            and (self.words is None or bool(re.search(self.words, reply.text, re.IGNORECASE)))
        )


LONGEST_READ: Final = 2_000
"""Characters of a reply that are searched. Real ones are shorter, and the search in a text made
for it takes time as its square."""

_ENVELOPE: Final = (Moment.SENDER, Moment.RECIPIENT)
_MAIL: Final = (Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE)

RULES: Final[tuple[Rule, ...]] = (
    # -- words
    Rule(
        cause="auth-smtp-auth-disabled",
        confidence=0.98,
        words=r"SmtpClientAuthentication is disabled|smtp_auth_disabled",
    ),
    Rule(
        cause="auth-basic-disabled",
        confidence=0.95,
        words=r"basic authentication is (disabled|not supported)|security defaults|"
        r"conditional access|locked by .* policy",
    ),
    Rule(
        cause="auth-app-password-required",
        confidence=0.97,
        words=r"application-specific password|app(lication)? password|InvalidSecondFactor",
    ),
    Rule(
        cause="auth-web-verification",
        confidence=0.95,
        words=r"log ?in (with|via) your web browser|WebLoginRequired|not a robot",
    ),
    Rule(
        cause="auth-locked-out",
        confidence=0.9,
        words=r"too many (failed |incorrect |invalid )?(login|auth\w*|password)|account (is )?"
        r"(temporarily )?(locked|suspended)|must be changed",
        moments=(Moment.SIGN_IN,),
    ),
    Rule(
        cause="tls-required-by-server",
        confidence=0.98,
        words=r"must issue a? ?STARTTLS|STARTTLS (command )?(is )?(required|first)|"
        r"(encryption|encrypted connection|SSL/TLS|TLS) (is )?required",
    ),
    Rule(
        cause="temporary-greylisted",
        confidence=0.97,
        words=r"gr[ea]y-? ?list",
    ),
    Rule(
        cause="sender-not-owned",
        confidence=0.97,
        words=r"SendAsDenied|not owned by|not allowed to send (as|from)|may not send as|"
        r"sender address rejected: not (owned|logged)|does not have permission to send as|"
        r"sender .{0,60}not (allowed|permitted|authori[sz]ed)",
    ),
    Rule(
        cause="limits-message-size",
        confidence=0.97,
        words=r"(message|size|mail)[^.]{0,40}(too (big|large|long)|exceed)|too large|"
        r"max\w* .{0,20}size",
        moments=_MAIL,
    ),
    Rule(
        cause="auth-required",
        confidence=0.95,
        words=r"authentication (is )?required|not logged in|authenticate first|"
        r"auth\w* (is )?needed|client (was )?not authenticated|sender not authenticated",
    ),
    Rule(
        cause="sender-relay-denied",
        confidence=0.95,
        words=r"relay(ing)? (access )?(denied|not (permitted|allowed))|unable to relay|"
        r"not (permitted|allowed) to relay|cannot relay|we do not relay",
    ),
    Rule(
        cause="limits-sending-quota",
        confidence=0.93,
        words=r"(daily|hourly|monthly|sending)[^.]{0,30}(limit|quota)[^.]{0,20}(exceed|reach)|"
        r"exceeded (its|your|the)?[^.]{0,30}(sending|message|recipient)s?[^.]{0,15}(limit|quota)|"
        r"out of (sending )?credits?",
    ),
    Rule(
        cause="limits-rate",
        confidence=0.9,
        words=r"too many (messages|connections|recipients per|mails)|rate limit|"
        r"sending too fast|slow down|try again later: too much",
    ),
    Rule(
        cause="recipient-mailbox-full",
        confidence=0.95,
        words=r"mailbox (is )?full|over ?quota|quota exceeded|not enough (disk )?space for",
        moments=(Moment.RECIPIENT, Moment.MESSAGE),
    ),
    Rule(
        cause="reputation-blocklisted",
        confidence=0.95,
        words=r"spamhaus|spamcop|barracuda(central)?|sorbs|black ?list|block ?list|dnsbl|\brbl\b",
    ),
    Rule(
        cause="sender-dmarc-fail",
        confidence=0.95,
        words=r"dmarc",
        moments=_MAIL,
    ),
    Rule(
        cause="content-attachment-blocked",
        confidence=0.93,
        words=r"virus|malware|attachment[^.]{0,40}(not allowed|blocked|rejected)|"
        r"file type[^.]{0,30}(not allowed|blocked)",
        moments=(Moment.MESSAGE,),
    ),
    Rule(
        cause="content-spam",
        confidence=0.9,
        words=r"\bspam\b|phish|unsolicited|\bUBE\b",
        moments=(Moment.MESSAGE,),
    ),
    Rule(
        cause="protocol-helo-rejected",
        confidence=0.95,
        words=r"(helo|ehlo|invalid domain name)",
        moments=(Moment.HELLO, *_ENVELOPE),
    ),
    Rule(
        cause="recipient-unknown",
        confidence=0.95,
        words=r"user unknown|unknown (user|recipient|mailbox)|no such (user|recipient|mailbox)|"
        r"(user|recipient|mailbox|address)[^.]{0,40}(does not exist|not found|unknown|"
        r"unavailable)|(no|not a) (valid )?mailbox|invalid recipient",
        moments=(Moment.RECIPIENT, Moment.MESSAGE),
    ),
    Rule(
        cause="recipient-domain-invalid",
        confidence=0.93,
        words=r"(domain|host)[^.]{0,30}not found|null MX|no MX",
        moments=(Moment.RECIPIENT,),
    ),
    Rule(
        cause="sender-unverifiable",
        confidence=0.9,
        words=r"(domain|address|host)[^.]{0,30}(not found|does not exist|could not be verified)",
        moments=(Moment.SENDER,),
    ),
    # -- enhanced codes
    Rule(cause="auth-app-password-required", confidence=0.95, enhanced=r"5\.7\.9"),
    Rule(
        cause="auth-backend-failure",
        confidence=0.95,
        enhanced=r"4\.[37]\.\d+",
        moments=(Moment.SIGN_IN,),
    ),
    Rule(
        cause="auth-bad-credentials",
        confidence=0.9,
        enhanced=r"5\.7\.(8|3|0|1)",
        moments=(Moment.SIGN_IN,),
    ),
    Rule(cause="sender-not-owned", confidence=0.95, enhanced=r"5\.(7\.60|2\.252)"),
    Rule(cause="auth-required", confidence=0.9, enhanced=r"5\.7\.57"),
    Rule(
        cause="recipient-unknown",
        confidence=0.9,
        enhanced=r"5\.1\.(1|6|10)",
        moments=(Moment.RECIPIENT, Moment.MESSAGE),
    ),
    Rule(
        cause="recipient-domain-invalid",
        confidence=0.9,
        enhanced=r"5\.1\.2",
        moments=(Moment.RECIPIENT,),
    ),
    Rule(cause="recipient-address-syntax", confidence=0.9, enhanced=r"5\.1\.3"),
    Rule(cause="sender-malformed", confidence=0.9, enhanced=r"5\.1\.7"),
    Rule(cause="sender-unverifiable", confidence=0.9, enhanced=r"[45]\.1\.8"),
    Rule(cause="recipient-mailbox-disabled", confidence=0.85, enhanced=r"5\.2\.1"),
    Rule(
        cause="recipient-mailbox-full",
        confidence=0.85,
        enhanced=r"[45]\.2\.2",
        moments=(Moment.RECIPIENT, Moment.MESSAGE),
    ),
    Rule(cause="limits-message-size", confidence=0.95, enhanced=r"[45]\.(3\.4|2\.3)"),
    Rule(cause="limits-sending-quota", confidence=0.9, enhanced=r"5\.4\.5"),
    Rule(cause="limits-recipients", confidence=0.9, enhanced=r"[45]\.5\.3"),
    Rule(cause="recipient-mail-loop", confidence=0.9, enhanced=r"5\.4\.6"),
    # -- digits and stage
    Rule(cause="auth-bad-credentials", confidence=0.8, codes=(535,), moments=(Moment.SIGN_IN,)),
    Rule(cause="auth-app-password-required", confidence=0.7, codes=(534,)),
    Rule(cause="tls-required-by-server", confidence=0.8, codes=(538,)),
    Rule(
        cause="auth-method-unavailable",
        confidence=0.85,
        codes=(500, 502, 503, 504),
        moments=(Moment.SIGN_IN,),
    ),
    Rule(
        cause="auth-backend-failure",
        confidence=0.85,
        codes=(421, 432, 435, 451, 454),
        moments=(Moment.SIGN_IN,),
    ),
    Rule(cause="auth-required", confidence=0.8, codes=(530,)),
    Rule(cause="limits-message-size", confidence=0.75, codes=(552,), moments=(Moment.SENDER,)),
    Rule(
        cause="temporary-server-error",
        confidence=0.6,
        codes=(421, 451, 452, 454),
    ),
)


def cause_of_reply(reply: ReplySeen, moment: Moment) -> Guess | None:
    """The cause of a refusal, or None where the reply does not tell."""
    if len(reply.text) > LONGEST_READ:
        reply = msgspec.structs.replace(reply, text=reply.text[:LONGEST_READ])
    for rule in RULES:
        if rule.fits(reply, moment):
            return Guess(rule.cause, rule.confidence)
    return None
