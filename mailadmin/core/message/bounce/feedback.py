"""Feedback reports (RFC 5965, RFC 6591): a recipient called a message junk, or it was a forgery."""

from typing import Final

from mailadmin.core.message import headers
from mailadmin.core.message.bounce.addresses import addresses_in
from mailadmin.core.message.bounce.facts import Action, Bounce, Original, Recipient
from mailadmin.core.message.bounce.fields import server_in
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.parts import Part

LONGEST: Final = 100_000
"""Bytes of a report that are read."""

_NAMING: Final = ("Original-Rcpt-To", "Removal-Recipient", "Redacted-Address")


def read(report: Part, returned: str, about: Original) -> Bounce:
    """What the report says. ``returned`` is the recipient of the message itself, if it tells."""
    fields = headers.read(report.decoded(LONGEST).lstrip())
    values = [value for name in _NAMING for value in fields.values(name)]
    named = [address for value in values for address in addresses_in(value)]
    if not named and returned:
        named = [returned]
    return Bounce(
        kind=Kind.FEEDBACK,
        recipients=tuple(
            Recipient(address=address, action=Action.REPORTED) for address in dict.fromkeys(named)
        ),
        reported_by=server_in(fields.value("Reporting-MTA") or ""),
        original=about,
        feedback=(fields.value("Feedback-Type") or "")[:100].strip().lower(),
    )
