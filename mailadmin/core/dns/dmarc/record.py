"""A DMARC record, read (RFC 9989 sections 4.7 and 4.8). Pure.

An error costs the part it stands in, seldom the whole: what is wrong is kept with its place, and
the rest counts. Records written for RFC 7489 are read the same way; the tags that RFC 9989 dropped
are named.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns import tags
from mailadmin.core.dns.report_uri import ReportUri, UriProblem, parse_uris
from mailadmin.core.dns.tags import Reason, Tag, Tags

REMOVED_TAGS: Final = ("pct", "rf", "ri")
"""Tags of RFC 7489 that receivers do not look at any more (RFC 9989 appendix A.6)."""

_VERSION: Final = re.compile(r"v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)")
_FAILURE_OPTIONS: Final = frozenset("01ds")
_LITERALS: Final = {
    "p": ("none", "quarantine", "reject"),
    "sp": ("none", "quarantine", "reject"),
    "np": ("none", "quarantine", "reject"),
    "adkim": ("r", "s"),
    "aspf": ("r", "s"),
    "psd": ("y", "n", "u"),
    "t": ("y", "n"),
}
_KNOWN: Final = frozenset({"v", "rua", "ruf", "fo", *_LITERALS})


class Policy(StrEnum):
    """What a domain asks receivers to do with mail that fails DMARC."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"

    @property
    def in_test_mode(self) -> "Policy":
        """One step down, as ``t=y`` asks for (section 4.7)."""
        return Policy.QUARANTINE if self is Policy.REJECT else Policy.NONE


class Alignment(StrEnum):
    """How near an authenticated domain must be to the one in From (section 3.2.10)."""

    RELAXED = "r"
    STRICT = "s"


class FaultReason(StrEnum):
    """What is wrong with a part of a record."""

    NO_TAG = "no-tag"
    """Something that is no ``name=value``."""
    BAD_CHARACTER = "bad-character"
    TOO_LONG = "too-long"
    REPEATED = "repeated"
    """A tag that was there before: receivers differ in which one counts, so none does."""
    BAD_VALUE = "bad-value"
    BAD_ADDRESS = "bad-address"
    """An entry of ``rua`` or ``ruf`` that nothing can be sent to."""
    NO_SCHEME = "no-scheme"
    """The same, because the ``mailto:`` in front is missing."""
    NO_POLICY = "no-policy"
    """Neither a policy nor an address for reports: the record asks for nothing."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong part: its ``text``, and ``at`` which character of the record it begins, from 0."""

    reason: FaultReason
    at: int
    text: str
    tag: str = ""


class Policies(msgspec.Struct, frozen=True):
    """What is asked for: for the name itself, for names below it, for such as do not exist."""

    p: Policy
    sp: Policy
    np: Policy


class DmarcRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that begins as one. Values that are missing or wrong have their defaults.

    ``p``, ``sp`` and ``np`` are None where they are missing or wrong. ``policies`` is what
    receivers act on, before test mode; None where they leave the whole record alone
    (section 4.10.1). ``removed`` and ``unknown`` are tags that nobody looks at.
    """

    text: str
    tags: Tags
    p: Policy | None = None
    sp: Policy | None = None
    np: Policy | None = None
    policies: Policies | None = None
    psd: str = "u"
    testing: bool = False
    adkim: Alignment = Alignment.RELAXED
    aspf: Alignment = Alignment.RELAXED
    rua: tuple[ReportUri, ...] = ()
    ruf: tuple[ReportUri, ...] = ()
    faults: tuple[Fault, ...] = ()
    removed: tuple[Tag, ...] = ()
    unknown: tuple[Tag, ...] = ()

    @property
    def percentage(self) -> str:
        """The value of ``pct``, which was to spare a part of the mail; empty if there is none."""
        return next((tag.value for tag in self.removed if tag.name == "pct"), "")


def is_record(text: str) -> bool:
    """Whether a TXT record is a DMARC record at all, right or wrong (section 4.10 step 2)."""
    return text[:1] in ("v", "V") and _VERSION.match("v" + text[1:]) is not None


def parse(text: str) -> DmarcRecord:
    """Read a record for which :func:`is_record` holds. Never raises."""
    read = tags.parse(text, fold_names=True)
    repeated = {tag.name for tag in read.repeated}
    faults = [*_malformed(read), *map(_repeated, read.repeated)]
    values: dict[str, str] = {}
    uris: dict[str, tuple[ReportUri, ...]] = {}
    for tag in read.tags:
        if tag.name in repeated:
            continue
        if tag.name in ("rua", "ruf"):
            uris[tag.name] = parse_uris(tag.value, tag.value_at)
            faults += [_address(tag, uri) for uri in uris[tag.name] if uri.problem is not None]
        elif _is_right(tag):
            values[tag.name] = tag.value.lower()
        else:
            faults.append(_bad_value(tag))
    p, sp, np = (Policy(values[name]) if name in values else None for name in ("p", "sp", "np"))
    wrong = any(read.tag(name) is not None and name not in values for name in ("sp", "np"))
    policies = None
    if p is not None and not wrong:
        policies = Policies(p, sp or p, np or sp or p)
    elif any(uri.problem is None for uri in uris.get("rua", ())):
        policies = Policies(Policy.NONE, Policy.NONE, Policy.NONE)
    elif not wrong and read.tag("p") is None:
        faults.append(Fault(reason=FaultReason.NO_POLICY, at=0, text=text))
    return DmarcRecord(
        text=text,
        tags=read,
        p=p,
        sp=sp,
        np=np,
        policies=policies,
        psd=values.get("psd", "u"),
        testing=values.get("t") == "y",
        adkim=Alignment(values.get("adkim", "r")),
        aspf=Alignment(values.get("aspf", "r")),
        rua=uris.get("rua", ()),
        ruf=uris.get("ruf", ()),
        faults=tuple(sorted(faults, key=lambda fault: fault.at)),
        removed=tuple(tag for tag in read.tags if tag.name in REMOVED_TAGS),
        unknown=tuple(tag for tag in read.tags if tag.name not in _KNOWN | set(REMOVED_TAGS)),
    )


def _is_right(tag: Tag) -> bool:
    """Whether the value is one that the tag may have; a tag that nobody looks at may have any."""
    value = tag.value.lower()
    if tag.name == "fo":
        # As RFC 7489 had it: RFC 9989 allows fewer combinations, and loses nothing by the others.
        return bool(value) and set(map(str.strip, value.split(":"))) <= _FAILURE_OPTIONS
    return tag.name not in _LITERALS or value in _LITERALS[tag.name]


def _malformed(read: Tags) -> list[Fault]:
    reasons = {
        Reason.BAD_CHARACTER: FaultReason.BAD_CHARACTER,
        Reason.TOO_MANY: FaultReason.TOO_LONG,
    }
    return [
        Fault(
            reason=reasons.get(part.reason, FaultReason.NO_TAG),
            at=part.at,
            text=part.text.strip() or ";",
        )
        for part in read.malformed
        if part.reason is not Reason.FINAL_SPACE
    ]


def _repeated(tag: Tag) -> Fault:
    text = f"{tag.name}={tag.value}"
    return Fault(reason=FaultReason.REPEATED, at=tag.at, text=text, tag=tag.name)


def _bad_value(tag: Tag) -> Fault:
    text = f"{tag.name}={tag.value}"
    return Fault(reason=FaultReason.BAD_VALUE, at=tag.at, text=text, tag=tag.name)


def _address(tag: Tag, uri: ReportUri) -> Fault:
    bare = uri.problem is UriProblem.NO_SCHEME
    reason = FaultReason.NO_SCHEME if bare else FaultReason.BAD_ADDRESS
    text = uri.text or f"{tag.name}={tag.value}"
    return Fault(reason=reason, at=uri.at if uri.text else tag.at, text=text, tag=tag.name)
