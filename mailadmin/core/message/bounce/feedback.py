"""Feedback reports (RFC 5965, RFC 6591): a recipient called a message junk, or it was a forgery.

Microsoft's reports about junk have the complaint only in who sent them and what they return, and
a request to end a subscription, which a mail program sends by itself, is nothing but a header.
"""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.message import headers
from mailadmin.core.message.author import from_domain_of
from mailadmin.core.message.bounce import evidence
from mailadmin.core.message.bounce.addresses import addresses_in
from mailadmin.core.message.bounce.facts import Action, Bounce, Original, Recipient
from mailadmin.core.message.bounce.fields import server_in
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.parts import Part

LONGEST: Final = 100_000
"""Bytes of a report that are read."""

OPT_OUT: Final = "opt-out"
"""The type of a request to end a subscription, as it was called before RFC 5965 left it out."""

_NAMING: Final = ("Original-Rcpt-To", "Removal-Recipient", "Redacted-Address")
_NAMING_IN_RETURNED: Final = "X-HmXmrOriginalRecipient"
"""Where Microsoft puts the recipient: into the header of the message that it returns."""
_OF_MICROSOFT: Final = "staff@hotmail.com"
"""The sender of the Junk Mail Reporting Program."""
_ANSWERS: Final = ("In-Reply-To", "References")


def report_in(own: Sequence[Part], report_type: str) -> Headers | None:
    """The fields of the report among a message's own parts; None where it has none.

    A message that calls itself a feedback report may have them in a part of another type.
    """
    for part in own:
        if part.type == "message/feedback-report":
            return _fields(part)
    if report_type.lower() == "feedback-report":
        for part in own:
            fields = _fields(part)
            if fields.value("Feedback-Type") is not None:
                return fields
    return None


def is_of_microsoft(header: Headers) -> bool:
    """Whether it is from Microsoft's Junk Mail Reporting Program, which returns what was junk."""
    return from_domain_of(header).addresses == (_OF_MICROSOFT,)


def read(fields: Headers, returned: Headers | None, only: str, about: Original) -> Bounce:
    """What the report says, without any field if need be.

    ``only`` is the one recipient that the returned message tells of.
    """
    values = [value for name in _NAMING for value in fields.values(name)]
    named = [address for value in values for address in addresses_in(value)]
    if not named and returned is not None:
        named = list(addresses_in(returned.value(_NAMING_IN_RETURNED) or "", 1))
    if not named and only:
        named = [only]
    return Bounce(
        kind=Kind.FEEDBACK,
        recipients=tuple(
            Recipient(address=address, action=Action.REPORTED) for address in dict.fromkeys(named)
        ),
        reported_by=server_in(fields.value("Reporting-MTA") or ""),
        original=about,
        feedback=(fields.value("Feedback-Type") or "")[:100].strip().lower(),
    )


def opt_out(header: Headers) -> Bounce | None:
    """A request to end a subscription (RFC 2369 section 3.2) that a mail program sent by itself.

    What somebody wrote, or answered, is none: only machines say that they did (RFC 3834 section 5),
    and an answer says what it answers.
    """
    submitted = (header.value("Auto-Submitted") or "").strip().lower()
    author = from_domain_of(header).addresses
    is_request = (
        submitted.startswith("auto-")
        and evidence.subject_of(header) == "unsubscribe"
        and not any(header.value(name) for name in _ANSWERS)
    )
    if not is_request or len(author) != 1:
        return None
    return Bounce(
        kind=Kind.FEEDBACK,
        recipients=(Recipient(address=author[0], action=Action.REPORTED),),
        feedback=OPT_OUT,
    )


def _fields(part: Part) -> Headers:
    return headers.read(part.decoded(LONGEST).lstrip())
