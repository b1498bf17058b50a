"""What has changed between two runs of the same: the world, not the milliseconds. Pure.

Compared are the state of each check, and those of its facts that only a change of the world
changes. Sentences are not: their numbers differ each day.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Found
from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    CertificateSeen,
    Evidence,
    Finding,
    RecordSeen,
    Status,
    TlsSeen,
)
from mailadmin.core.history.run import Kind, Run
from mailadmin.core.ranking import BEST_DECIDES, WORST_DECIDES, decisive


class Change(StrEnum):
    """What is different."""

    OUTCOME = "outcome"
    SUBJECT = "subject"
    """The server or the name that was looked at."""
    ADDRESSES = "addresses"
    CERTIFICATE = "certificate"
    ENCRYPTION = "encryption"
    ABILITIES = "abilities"
    RECORD = "record"


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is different, and the check that saw it.

    ``then`` and ``now`` are the findings of a check that ended otherwise, None for one that did
    not run. For everything else ``gone`` is what was seen then only, ``new`` what only now.
    """

    change: Change
    check: str
    route: Route | None
    then: Finding | None = None
    now: Finding | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


Row = tuple[Route | None, str]
"""A check, as the list of stages has it."""


def compare(then: Run, now: Run) -> tuple[Difference, ...]:
    """What is different now, in the order of the checks."""
    before, after = _rows(then), _rows(now)
    found: list[Difference] = []
    for row in dict.fromkeys((*after, *before)):
        found += _differences(row, before.get(row, []), after.get(row, []), now.about.kind)
    if any(one.now is not None and one.now.status is Status.FAILED for one in found):
        # What was not reached any more follows from the failure, and says nothing by itself.
        found = [one for one in found if one.change is not Change.OUTCOME or _seen(one.now)]
    return tuple(found)


def _rows(run: Run) -> dict[Row, list[Finding]]:
    rows: dict[Row, list[Finding]] = {}
    for event in run.events:
        if isinstance(event, Found):
            finding = event.finding
            rows.setdefault((finding.route, finding.check), []).append(finding)
    return rows


def _differences(
    row: Row, before: list[Finding], after: list[Finding], kind: Kind
) -> Iterator[Difference]:
    rank = BEST_DECIDES if kind is Kind.TEST else WORST_DECIDES
    then, now = decisive(before, rank), decisive(after, rank)
    route, check = row
    if _state(then) != _state(now):
        yield Difference(change=Change.OUTCOME, check=check, route=route, then=then, now=now)
    if not _seen(then) or not _seen(now):
        return  # what a check that did not run has not seen is not gone
    for change, facts in _FACTS.items():
        old, new = facts(before), facts(after)
        gone, come = _without(old, new), _without(new, old)
        # A server that is silent for once has not lost what it did not show.
        if (gone or come) and old and new:
            yield Difference(change=change, check=check, route=route, gone=gone, new=come)


def _state(finding: Finding | None) -> tuple[Status, str] | None:
    """How a check ended; one that was skipped and one that did not run are the same."""
    if not _seen(finding):
        return None
    assert finding is not None
    verdict = finding.verdict
    # Good is good, however it is said.
    return (verdict.status, "" if verdict.status is Status.OK else verdict.id)


def _seen(finding: Finding | None) -> bool:
    return finding is not None and finding.status is not Status.SKIPPED


def _without(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    known = set(those)
    return tuple(dict.fromkeys(one for one in these if one not in known))


# -- the facts


def _evidence(findings: Iterable[Finding]) -> Iterator[Evidence]:
    return (seen for finding in findings for seen in finding.verdict.evidence)


def _subjects(findings: Iterable[Finding]) -> list[str]:
    return [finding.subject for finding in findings if finding.check != "net.connect"]


def _addresses(findings: Iterable[Finding]) -> list[str]:
    return [seen.address for seen in _evidence(findings) if isinstance(seen, AddressSeen)]


def _certificates(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{seen.subject}, {seen.issuer}, {seen.not_after:%Y-%m-%d}"
        for seen in _evidence(findings)
        if isinstance(seen, CertificateSeen)
    ]


def _encryption(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{seen.version} {seen.cipher}" for seen in _evidence(findings) if isinstance(seen, TlsSeen)
    ]


def _abilities(findings: Iterable[Finding]) -> list[str]:
    """What the server offers, as it says under encryption where there is any."""
    seen = [one for one in _evidence(findings) if isinstance(one, CapabilitySeen)]
    shown = [one for one in seen if one.encrypted] or seen
    return [line.upper() for one in shown for line in one.lines]


def _records(findings: Iterable[Finding]) -> list[str]:
    return [
        f"{seen.name} {seen.type} {value}"
        for seen in _evidence(findings)
        if isinstance(seen, RecordSeen)
        for value in seen.values
    ]


_FACTS: Final = {
    Change.SUBJECT: _subjects,
    Change.ADDRESSES: _addresses,
    Change.CERTIFICATE: _certificates,
    Change.ENCRYPTION: _encryption,
    Change.ABILITIES: _abilities,
    Change.RECORD: _records,
}
