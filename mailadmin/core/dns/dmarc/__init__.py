"""DMARC (RFC 9989): the policy that covers a domain, and what it says of a message."""

from mailadmin.core.dns.dmarc.alignment import Evaluation, Result, aligned, evaluate
from mailadmin.core.dns.dmarc.discovery import DmarcPolicy, Source, State, discover
from mailadmin.core.dns.dmarc.record import Alignment, DmarcRecord, Policy

__all__ = [
    "Alignment",
    "DmarcPolicy",
    "DmarcRecord",
    "Evaluation",
    "Policy",
    "Result",
    "Source",
    "State",
    "aligned",
    "discover",
    "evaluate",
]
