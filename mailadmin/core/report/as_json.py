"""A report as JSON, and back.

Each run is there twice: with its words, as the contract has findings and results, and under
``kept`` as the history keeps it, which is what is opened again. What comes in is not trusted.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Finished, Found, Phrase
from mailadmin.core.history.comparison import Difference
from mailadmin.core.history.details import Details
from mailadmin.core.history.run import Kind
from mailadmin.core.history.sayable import can_be_said
from mailadmin.core.history.words import difference_json, told
from mailadmin.core.json_lines import Json, finding_json, line, result_json, timestamp
from mailadmin.core.report.content import (
    FORMAT,
    VERSION,
    Changes,
    Line,
    Look,
    Moment,
    Report,
    Setup,
    Tested,
)
from mailadmin.core.report.errors import ReportError
from mailadmin.core.report.trimming import Computer, trimmed, without_computer
from mailadmin.core.smtp.transcript import printable

MOST_TESTS: Final = 10
MOST_LINES: Final = 100
MOST_EVENTS: Final = 600
"""What is shown of a report that comes in; one of ours has less."""

SCRIPT: Final = '<script type="application/json" id="mailadmin-report">'
"""What stands before the JSON in a report to read."""

_IN_PAGE: Final = re.compile(re.escape(SCRIPT.encode()) + rb"(.*?)</script>", re.DOTALL)

_BEGIN, _END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Times outside of this are a stranger's joke, which some clocks can't show."""


def encode(report: Report) -> str:
    """The report on one line; nothing in it can end the block of a page that it stands in."""
    data = {
        "type": "report",
        "format": FORMAT,
        "version": VERSION,
        "made": timestamp(report.made),
        "program": report.program,
        "system": report.system,
        "look": report.look,
        "account": msgspec.to_builtins(report.account),
        "tests": [_test(one) for one in report.tests],
        "recent": [msgspec.to_builtins(one) for one in report.recent],
        "problems": list(report.problems),
    }
    text = line(data)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def indented(text: str) -> str:
    """The same over several lines, for people who look into it."""
    return msgspec.json.format(text, indent=1) + "\n"


def _test(tested: Tested) -> Json:
    kept = tested.kept
    result = None if kept is None else kept.result
    changes = tested.changes
    return {
        "kind": tested.kind,
        "route": tested.route,
        "domain": tested.domain,
        "ended": timestamp(tested.ended),
        "cut": tested.cut,
        "result": None if result is None else result_json(result),
        "findings": []
        if kept is None
        else [finding_json(one.finding) for one in kept.events if isinstance(one, Found)],
        "transcript": [] if result is None else list(result.transcript),
        "changes": None if changes is None else _changes(changes),
        "kept": None if kept is None else msgspec.to_builtins(kept),
    }


def _changes(changes: Changes) -> Json:
    return {
        "since": None if changes.since is None else timestamp(changes.since),
        "said": [difference_json(one) for one in changes.differences],
        "kept": [msgspec.to_builtins(one) for one in changes.differences],
    }


# -- back


class _Changes(msgspec.Struct, frozen=True, kw_only=True):
    since: Moment | None
    kept: msgspec.Raw


class _Test(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    route: Route | None = None
    domain: Annotated[str, msgspec.Meta(max_length=300)] | None = None
    ended: Moment
    cut: bool = False
    changes: _Changes | None = None
    kept: msgspec.Raw


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    format: str
    version: Annotated[int, msgspec.Meta(ge=1)]


class _File(msgspec.Struct, frozen=True, kw_only=True):
    made: Moment
    program: Annotated[str, msgspec.Meta(max_length=100)]
    system: Annotated[str, msgspec.Meta(max_length=200)]
    look: Look
    account: Setup
    tests: tuple[msgspec.Raw, ...] = ()
    recent: tuple[msgspec.Raw, ...] = ()
    problems: tuple[str, ...] = ()


_HEAD: Final = msgspec.json.Decoder(_Head)


def decode(data: bytes) -> Report:
    """Read a report, as JSON or from the page that has it inside.

    A test or an entry that this version can't read is left out or has nothing to show. Raises
    :class:`ReportError`.
    """
    page = _IN_PAGE.search(data)
    try:
        text = (page[1] if page is not None else data).decode("utf-8-sig")
        file = _file(text)
        made = _sound(file.made)
        return Report(
            made=made,
            program=printable(file.program),
            system=printable(file.system),
            account=without_computer(file.account, Computer()),
            tests=tuple(filter(None, map(_test_of, file.tests[:MOST_TESTS]))),
            recent=tuple(filter(None, map(_line_of, file.recent[:MOST_LINES]))),
            problems=tuple(one for one in file.problems[:MOST_TESTS] if one in _PROBLEMS),
            look=file.look,
        )
    except (ValueError, RecursionError):  # msgspec's errors are such, and those of the decoding
        raise ReportError(Phrase("report.not-one")) from None


def _file(text: str) -> _File:
    # A newer format may look otherwise; that it is newer is the better answer.
    head = _HEAD.decode(text)
    if head.format != FORMAT:
        raise ValueError
    if head.version > VERSION:
        raise ReportError(Phrase("report.newer"))
    return msgspec.json.decode(text, type=_File)


def _sound(at: datetime) -> datetime:
    if not _BEGIN <= at <= _END:
        raise ValueError
    return at


def _test_of(raw: msgspec.Raw) -> Tested | None:
    try:
        test = msgspec.json.decode(raw, type=_Test)
        return Tested(
            kind=test.kind,
            route=test.route,
            domain=test.domain,
            ended=_sound(test.ended),
            kept=_kept_of(test.kept),
            changes=None if test.changes is None else _changes_of(test.changes),
            cut=test.cut,
        )
    except (ValueError, RecursionError):
        return None


def _kept_of(raw: msgspec.Raw) -> Details | None:
    """The run, None where this version has no words for it."""
    try:
        details = msgspec.json.decode(raw, type=Details | None)
        if details is None:
            return None
        shorter = trimmed(details, Computer()).details
        return shorter if shorter is not None and _is_sound(shorter) else None
    except (ValueError, RecursionError):
        return None


def _is_sound(details: Details) -> bool:
    """Whether it can be said, and shown as JSON as well: that has the fixes."""
    if len(details.events) > MOST_EVENTS or not can_be_said(details.events, details.result):
        return False
    events: list[Event] = [*details.events]
    if details.result is not None:
        events.append(Finished(details.result))
    try:
        for event in events:
            if isinstance(event, Found):
                _sound(event.finding.started)
                finding_json(event.finding)
            elif isinstance(event, Finished):
                result_json(event.result)
    except (KeyError, IndexError, ValueError, AttributeError, TypeError, AssertionError):
        return False
    return True


def _changes_of(changes: _Changes) -> Changes | None:
    try:
        differences = msgspec.json.decode(changes.kept, type=tuple[Difference, ...])
        for difference in differences:
            told(difference)
        since = None if changes.since is None else _sound(changes.since)
    except (KeyError, IndexError, ValueError, AttributeError, RecursionError):
        return None
    return without_computer(Changes(since=since, differences=differences), Computer())


def _line_of(raw: msgspec.Raw) -> Line | None:
    try:
        found: Line = without_computer(msgspec.json.decode(raw, type=Line), Computer())
        _sound(found.at)
    except (ValueError, RecursionError):
        return None
    return found


_PROBLEMS: Final = ("report.no-history", "report.no-messages")
