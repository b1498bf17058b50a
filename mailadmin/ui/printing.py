"""The checks of a domain or a message on paper: black on white, whatever the window's colours."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

import mailadmin
from mailadmin.core.event import Result
from mailadmin.core.finding import Finding, RecordSeen, walk
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY

if TYPE_CHECKING:
    from mailadmin.core.diagnosis import FixText
    from mailadmin.core.domain.outcome import DomainResult
    from mailadmin.core.reading.outcome import MessageResult

SIZE: Final = 10.0
"""Points of the text."""


def document_of(result: "DomainResult") -> QTextDocument:
    """Everything the page says of a domain, with what to publish."""
    paper = _Paper()
    paper.line(words.domain_check(result.domain), size=1.8, bold=True)
    _write(paper, result, result.findings)
    return paper.document


def document_of_message(result: "MessageResult") -> QTextDocument:
    """Everything the page says of a message but its text."""
    from mailadmin.ui.path_words import stops_of

    say_it = QCoreApplication.translate
    paper = _Paper()
    about = result.about_message
    paper.line(about.subject or words.no_subject(), size=1.8, bold=True)
    for template, value in (
        (say_it("Print", "From: {0}"), about.sender),
        (say_it("Print", "Address: {0}"), about.address),
        (say_it("Print", "To: {0}"), about.to),
        (say_it("Print", "Date: {0}"), about.sent),
    ):
        if value:
            paper.line(template.format(value))
    _write(paper, result, result.findings)
    way = stops_of(result.hops)
    if way:
        paper.line(say_it("Print", "The way it came"), size=1.15, bold=True, above=2 * GAP)
    for stop in way:
        paper.line(stop.sentence, level=1)
    return paper.document


def _write(paper: "_Paper", result: Result, findings: Sequence[Finding]) -> None:
    """When, the answer, a line for each check, and what to do."""
    say_it = QCoreApplication.translate
    first = min((one.started for one in findings), default=None)
    moment = words.date_and_time(first or datetime.now(UTC))
    paper.line(say_it("Print", "{0}, mailadmin {1}").format(moment, mailadmin.__version__))
    paper.line(words.say(result.title), size=1.3, bold=True, above=GAP)
    paper.table([_row(one) for one in findings])
    told: set[FixText] = set()
    for finding in findings:
        _tell(paper, finding, told)
    if result.not_proven:
        paper.line(words.not_proven(result.not_proven), above=GAP)


def _row(finding: Finding) -> tuple[str, str, str]:
    name = words.check_name(finding.check, finding.route)
    return name, words.status_word(finding.status), words.title_of(finding)


def _tell(paper: "_Paper", finding: Finding, told: "set[FixText]") -> None:
    """What to do about a finding, once, and the tree of its record, where there is either."""
    fix = words.fix_of(finding)
    fix = None if fix in told else fix
    trees = [
        seen for seen in finding.verdict.evidence if isinstance(seen, RecordSeen) and seen.terms
    ]
    if fix is None and not trees:
        return
    name = words.check_name(finding.check, finding.route)
    title = QCoreApplication.translate("Print", "{0}: {1}").format(name, words.title_of(finding))
    paper.line(title, size=1.15, bold=True, above=2 * GAP)
    if detail := words.detail_of(finding):
        paper.line(detail)
    if fix is not None:
        told.add(fix)
        _advise(paper, fix)
    for seen in trees:
        _draw(paper, seen)


def _advise(paper: "_Paper", fix: "FixText") -> None:
    paper.line(words.whose_job(fix.who), bold=True, above=SMALL)
    for number, step in enumerate(fix.steps, 1):
        text = QCoreApplication.translate("Print", "{0}. {1}").format(number, step)
        paper.line(text, level=1)
    for note in fix.notes:
        paper.line(note, level=1)
    for copy in fix.copy:
        paper.line(copy.label, bold=True, above=SMALL)
        paper.literal(copy.text)
    if fix.check:
        paper.line(words.how_to_check(fix.check), above=SMALL)


def _draw(paper: "_Paper", record: RecordSeen) -> None:
    paper.line(words.tree_title(record.name), bold=True, above=SMALL)
    paper.literal("\n".join(record.values))
    for term, level in walk(record):
        counted = QCoreApplication.translate("Print", "{0}  ({1})").format(
            term.text, words.lookups(term.lookups)
        )
        paper.literal(counted, level=level)
        if term.problem:
            paper.line(words.say_id(term.problem), level=level + 1)


class _Paper:
    """A document that is written from top to bottom. Texts are plain: nothing in them is HTML."""

    def __init__(self) -> None:
        self.document = QTextDocument()
        self.document.setDefaultFont(_font(QFontDatabase.SystemFont.GeneralFont))
        option = QTextOption()
        # A record has no blanks to break at.
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self._cursor = QTextCursor(self.document)
        self._empty = True

    def line(
        self, text: str, *, size: float = 1.0, bold: bool = False, above: int = TINY, level: int = 0
    ) -> None:
        """Write a paragraph; ``above`` is the space before it, ``level`` how far in it stands."""
        look = QTextCharFormat()
        look.setFontPointSize(SIZE * size)
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        self._write(text, look, above, level)

    def literal(self, text: str, *, level: int = 0) -> None:
        """Write text as it is to be typed or copied."""
        look = QTextCharFormat()
        look.setFont(_font(QFontDatabase.SystemFont.FixedFont))
        for line in text.split("\n"):
            self._write(line, look, 0, level + 1)

    def table(self, rows: list[tuple[str, str, str]]) -> None:
        """Write rows in three columns."""
        if not rows:
            return
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(TINY)
        shape.setTopMargin(SMALL)
        kind = QTextLength.Type.PercentageLength
        shape.setColumnWidthConstraints([QTextLength(kind, share) for share in (27, 18, 55)])
        table = self._cursor.insertTable(len(rows), 3, shape)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                cursor = table.cellAt(number, column).firstCursorPosition()
                cursor.insertText(text, bold if column == 1 else QTextCharFormat())
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _write(self, text: str, look: QTextCharFormat, above: int, level: int) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setLeftMargin(level * GAP)
        if self._empty:
            self._cursor.setBlockFormat(shape)
            self._empty = False
        else:
            self._cursor.insertBlock(shape, look)
        # A line separator stays within its paragraph.
        self._cursor.insertText(text.replace("\n", "\u2028"), look)


def _font(kind: QFontDatabase.SystemFont) -> QFont:
    font = QFontDatabase.systemFont(kind)
    font.setPointSizeF(SIZE)
    return font
