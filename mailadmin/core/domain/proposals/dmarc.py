"""DMARC records to publish (RFC 9989 section 4.8).

What is there and valid stays, in its order. Wrong parts and the tags that RFC 9989 dropped go.
Nothing that is proposed makes receivers refuse mail that they take today, unless the owner's own
record already asks for it.
"""

import urllib.parse
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from mailadmin.core.dns.dmarc.record import (
    REMOVED_TAGS,
    DmarcRecord,
    FaultReason,
    Policy,
    parse,
)
from mailadmin.core.dns.report_uri import ReportUri, UriProblem, parse_uris

_SAFE: Final = "+=&'*$"
_POLICIES: Final = ("p", "sp", "np")
_REPORTS: Final = ("rua", "ruf")


def first_record(mailbox: str | None) -> str:
    """A record for a domain that has none: it refuses nothing, and asks for reports.

    Without an address that exists it asks for none: a wrong one would only bounce.
    """
    return "v=DMARC1; p=none" if mailbox is None else f"v=DMARC1; p=none; rua={mailto(mailbox)}"


def mailto(mailbox: str) -> str:
    """The address as a URI (RFC 6068), with everything encoded that divides a record."""
    local, _, domain = mailbox.rpartition("@")
    return f"mailto:{urllib.parse.quote(local, safe=_SAFE)}@{domain}"


def corrected(
    record: DmarcRecord,
    *,
    values: Mapping[str, str] | None = None,
    drop: Collection[str] = (),
    without_hosts: Collection[str] = (),
) -> str:
    """The record without what is wrong in it.

    ``values`` are tags to set, where they stand or at the end; ``drop`` are tags to leave out;
    ``without_hosts`` are hosts whose report addresses go. A policy that is missing or can't be
    read becomes ``none``, which is what receivers make of it.
    """
    kept = _valid(record, without_hosts)
    kept = {name: value for name, value in kept.items() if name not in drop}
    if "p" not in kept:
        # Second: readers of RFC 7489 want it there.
        kept = {"p": Policy.NONE, **kept}
    kept |= values or {}
    return "; ".join(["v=DMARC1", *(f"{name}={value}" for name, value in kept.items())])


def merged(texts: Iterable[str]) -> str:
    """One record in place of several: their mildest policy, all their report addresses.

    The mildest, because receivers act on none of several today.
    """
    # Sorted: the DNS gives them in any order, and the same advice should come out each time.
    bodies = [text.partition(";")[2].strip(" ;") for text in sorted(texts)]
    return corrected(parse("; ".join(["v=DMARC1", *filter(None, bodies)])))


def _valid(record: DmarcRecord, without_hosts: Collection[str]) -> dict[str, str]:
    """The values that count, in their order; of repeated tags what all of them have in common."""
    wrong = {fault.at for fault in record.faults if fault.reason is FaultReason.BAD_VALUE}
    kept: dict[str, str] = {}
    for tag in record.tags.tags[1:]:
        name, value = tag.name, " ".join(tag.value.split())
        if name in REMOVED_TAGS or name == "v":
            continue
        if name == "p" and (tag.at in wrong or not value):
            value = Policy.NONE
        elif tag.at in wrong or not value:
            continue
        if name in _REPORTS:
            uris = parse_uris(",".join(filter(None, (kept.get(name), value))))
            value = ",".join(dict.fromkeys(_kept(uris, without_hosts)))
        elif name in _POLICIES:
            value = _mildest(kept.get(name), value)
        elif name in kept:
            continue
        if value:
            kept[name] = value
    return kept


def _kept(uris: Iterable[ReportUri], without_hosts: Collection[str]) -> list[str]:
    readable = (_with_scheme(uri) for uri in uris)
    return [uri.uri for uri in readable if uri.problem is None and uri.host not in without_hosts]


def _with_scheme(uri: ReportUri) -> ReportUri:
    """A bare address with the ``mailto:`` that was forgotten."""
    bare = uri.problem is UriProblem.NO_SCHEME
    return parse_uris(f"mailto:{uri.text}")[0] if bare else uri


def _mildest(known: str | None, value: str) -> str:
    order = list(Policy)
    asked = [Policy(each.lower()) for each in (known, value) if each and each.lower() in order]
    return str(min(asked, key=order.index, default=""))
