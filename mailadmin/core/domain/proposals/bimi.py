"""BIMI records to publish."""

from mailadmin.core.dns import bimi
from mailadmin.core.dns.bimi import BimiRecord


def with_https(record: BimiRecord) -> str | None:
    """The record with ``https`` where it says ``http``; None where that does not mend it."""
    addresses = (record.logo, record.certificate)
    better = record.text
    for address in filter(None, addresses):
        if address.lower().startswith("http://"):
            better = better.replace(address, "https" + address[4:])
    mended = bimi.parse(better)
    return better if better != record.text and not mended.faults else None
