"""TLS-RPT records to publish (RFC 8460 section 3)."""

from mailadmin.core.dns.tls_rpt import TlsRptRecord
from mailadmin.core.domain.proposals.dmarc import mailto


def first_record(mailbox: str) -> str:
    """A record for a domain that has none. ``mailbox`` exists."""
    return f"v=TLSRPTv1; rua={mailto(mailbox)}"


def corrected(*records: TlsRptRecord) -> str | None:
    """One record with the destinations of all that can be used; None where there is none."""
    in_order = sorted(records, key=lambda record: record.text)
    uris = dict.fromkeys(uri.uri for record in in_order for uri in record.usable)
    return f"v=TLSRPTv1; rua={','.join(uris)}" if uris else None
