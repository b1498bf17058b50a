"""One answer as a row: of a table for Excel (CSV), or a line of JSON. And back, to go on later.

A row is one line of bytes, whatever is in it, so that a file that was cut off anywhere has whole
rows and at most one torn line at its end.
"""

import csv
import io
import re
from typing import Final, Protocol

import msgspec

from mailadmin.core.domain.checks import CHECKS
from mailadmin.core.domain.listing.entries import COLUMN, Entry
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Status
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import Json, finding_json, line, result_json
from mailadmin.core.texts import say, title_of

Answered = DomainResult | Entry
"""A domain that was examined, or an entry of the list that is no domain."""

INVALID: Final = "invalid"
"""What a table says of an entry that is no domain. A line of JSON has a field of this name, and a
status that results have."""

CHECKED: Final = tuple(check.name for check in CHECKS if check.name != "domain.route")
"""The checks of a list's domains. Nobody knows by which servers their mail leaves."""

LONGEST_ROW: Final = 1_000_000
"""Bytes. A row of JSON that would be longer is written without its evidence."""

_LONGEST_CELL: Final = 30_000
"""Excel takes 32,767 characters."""

_BEGINS_A_FORMULA: Final = tuple("=+-@＝＋－＠")
_AFTER_SEMICOLON: Final = re.compile(f"(?<=;)( ?)(?=[{re.escape(''.join(_BEGINS_A_FORMULA))}])")
"""Where Excel's language has decimal commas, it takes semicolons for what divides the cells."""

_STATUSES: Final = frozenset((*Outcome, INVALID))
_WORST_FIRST: Final = (
    Status.FAILED,
    Status.WARNING,
    Status.UNKNOWN,
    Status.INFO,
    Status.OK,
    Status.SKIPPED,
)


class Written(msgspec.Struct, frozen=True):
    """What a row of a file says: which entry it answers, and how."""

    name: str
    status: str

    @property
    def key(self) -> str:
        """Tells this entry from all others: what is no domain may look like one."""
        return f"\n{self.name}" if self.status == INVALID else self.name


class Format(Protocol):
    """How answers are written. ``head`` comes first in a file."""

    head: bytes
    begins: bytes
    """How the first line of a file of ours begins."""

    def row(self, answered: Answered) -> bytes:
        """One answer, with its line end."""

    def name(self, text: str) -> str:
        """A domain, or what stands in its place, as :meth:`read` will find it."""

    def read(self, row: bytes) -> Written:
        """What a row of ours says. ``ValueError`` if it is none."""


class Table:
    """CSV (RFC 4180): commas, CRLF, UTF-8 with the mark without which Excel takes it for ANSI.

    A cell that Excel would calculate gets an apostrophe in front.
    """

    def __init__(self) -> None:
        checks = [check.removeprefix("domain.") for check in CHECKED]
        self._columns = [COLUMN, "status", "title", *checks, "do_first", "milliseconds"]
        self.head = b"\xef\xbb\xbf" + _csv(self._columns)
        self.begins = self.head

    def row(self, answered: Answered) -> bytes:
        """One answer: the worst of each check, and what to do first."""
        if isinstance(answered, Entry):
            cells = [answered.text, INVALID, said_of(answered)]
            return _csv([*cells, *[""] * (len(self._columns) - len(cells))])
        worst = worst_of_each(answered)
        return _csv(
            [
                answered.domain,
                answered.status,
                say(answered.title),
                *(worst.get(check, "") for check in CHECKED),
                what_to_do_first(answered),
                f"{answered.elapsed_ms:.1f}",
            ]
        )

    def name(self, text: str) -> str:
        """The first cell as it is written."""
        return _harmless(text)

    def read(self, row: bytes) -> Written:
        """The domain and its status."""
        try:
            cells = next(csv.reader([row.decode("utf-8")], strict=True), [])
        except csv.Error as error:
            raise ValueError("no row") from error
        if len(cells) != len(self._columns):
            raise ValueError("other columns")
        return _written(cells[0], cells[1])


class JsonLines:
    """One object a line: the result of a domain with its findings."""

    head = b""
    begins = b'{"type":"result","command":"domain","domain":'

    def row(self, answered: Answered) -> bytes:
        """One answer. Where the evidence is longer than anybody wants, it is left out."""
        if isinstance(answered, Entry):
            return _json(invalid_json(answered))
        findings = [finding_json(finding) for finding in answered.findings]
        result = {"type": "", "command": "", "domain": "", **result_json(answered)}
        row = _json({**result, "findings": findings})
        if len(row) <= LONGEST_ROW:
            return row
        brief = [{**finding, "evidence": []} for finding in findings]
        return _json({**result, "findings": brief, "evidence_left_out": True})

    def name(self, text: str) -> str:
        """The text itself."""
        return text

    def read(self, row: bytes) -> Written:
        """The domain and its status."""
        if not row.startswith(self.begins):
            raise ValueError("another object")
        try:
            found = msgspec.json.decode(row, type=_Row)
        except RecursionError:
            raise ValueError("too deep") from None
        return _written(found.domain, INVALID if found.invalid else found.status)


class _Row(msgspec.Struct):
    domain: str
    status: str
    invalid: bool = False


def _written(name: str, status: str) -> Written:
    if status not in _STATUSES:
        raise ValueError("no status of ours")
    return Written(name, status)


def said_of(entry: Entry) -> str:
    """What is wrong with an entry, and in which line."""
    assert isinstance(entry.read, Phrase)
    return say(Phrase("list.line", {"line": entry.line, "problem": say(entry.read)}))


def invalid_json(entry: Entry) -> Json:
    """The result of an entry that is no domain."""
    return {
        "type": "result",
        "command": "domain",
        "domain": entry.text,
        "status": Outcome.FAILED,
        INVALID: True,
        "title": said_of(entry),
        "line": entry.line,
    }


def worst_of_each(result: DomainResult) -> dict[str, Status]:
    """The worst status of each check, which may have looked at several addresses."""
    worst: dict[str, Status] = {}
    for finding in result.findings:
        before = worst.get(finding.check, Status.SKIPPED)
        worst[finding.check] = min(before, finding.status, key=_WORST_FIRST.index)
    return worst


def what_to_do_first(result: DomainResult) -> str:
    """The finding that decided, the steps, and the record to publish; empty if all is well."""
    finding = result.failure
    if finding is None:
        return ""
    said = [f"{title_of(finding)}."]
    fix = fix_of(finding.verdict, today=finding.started.date())
    if fix is not None:
        said += fix.steps
        # Messages to forward have several lines; a record has one.
        said += [f"{copy.label}: {copy.text}" for copy in fix.copy if "\n" not in copy.text]
    return " ".join(said)


def _json(data: Json) -> bytes:
    return line(data).encode() + b"\n"


def _csv(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8", errors="replace")


def _harmless(cell: str) -> str:
    """One line that no program takes for a formula."""
    text = " ".join(cell[:_LONGEST_CELL].split())
    if not text.isprintable():
        text = "".join(letter for letter in text if letter.isprintable()).strip()
    if ";" in text:
        text = _AFTER_SEMICOLON.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
