"""Feedback reports (RFC 5965, RFC 6591): a recipient called a message junk, or it was a forgery."""

from mailadmin.core.message.bounce.addresses import addresses_in
from mailadmin.core.message.bounce.facts import Action, Recipient
from mailadmin.core.message.headers import Headers, read
from mailadmin.core.message.parts import Part

_NAMING = ("Original-Rcpt-To", "Removal-Recipient", "Redacted-Address")


def recipients(report: Part, returned: str) -> tuple[Recipient, ...]:
    """Whom the report names, else ``returned``: the recipient of the message itself."""
    fields = read(b"\n" + report.decoded(100_000).lstrip(), 0)
    named = [
        address
        for name in _NAMING
        for value in fields.values(name)
        for address in addresses_in(value)
    ]
    said = _said(fields)
    return tuple(
        Recipient(address=address, action=Action.REPORTED, diagnostic=said)
        for address in dict.fromkeys(named or ([returned] if returned else []))
    )


def _said(fields: Headers) -> str:
    kind = fields.value("Feedback-Type") or ""
    return f"Feedback-Type: {kind[:100]}" if kind else ""
