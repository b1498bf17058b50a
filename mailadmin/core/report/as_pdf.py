"""A report as PDF: text that can be selected, with an outline. The only place that knows fpdf2.

Only plain text goes in: no HTML, no image, nothing that is loaded from anywhere. A letter that the
fonts lack is drawn as their box.
"""

import contextlib
import logging
import warnings
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from mailadmin.core.event import Phrase
from mailadmin.core.report.told import (
    State,
    ToldCause,
    ToldFinding,
    ToldFix,
    ToldLine,
    ToldReport,
    ToldTest,
)
from mailadmin.core.resources import resource
from mailadmin.core.texts import say

SANS, MONO = "sans", "mono"
_FONTS: Final = {SANS: "fonts/DejaVuSans.ttf", MONO: "fonts/DejaVuSansMono.ttf"}

_BLACK, _QUIET = (0, 0, 0), (85, 85, 85)
_COLOURS: Final = {
    **dict.fromkeys(("ok", "passed", "sent"), (27, 110, 56)),
    **dict.fromkeys(("warning", "uncertain", "unknown"), (138, 83, 0)),
    **dict.fromkeys(("failed", "not-sent"), (179, 38, 30)),
}

_STEP: Final = 6.0
"""Millimetres by which each level stands further in."""


def pdf_of(report: ToldReport, made: datetime) -> bytes:
    """The report as PDF. Blocks for some tenths of a second, mostly for the fonts."""
    with _quiet():
        paper = _Paper(report.title, made)
        _write(paper, report)
        return paper.finished()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without what the libraries say of fonts: a missing letter is drawn as a box, and is known."""
    loggers = [logging.getLogger(name) for name in ("fpdf", "fontTools")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _write(paper: "_Paper", report: ToldReport) -> None:
    paper.heading(report.title, 0)
    for remark in report.remarks:
        paper.line(remark, colour=_QUIET)
    paper.heading(say(Phrase("report.settings")), 1)
    for pair in report.settings:
        paper.line(f"{pair.name}: {pair.value}")
    if report.tests:
        paper.heading(say(Phrase("report.tests")), 1)
    for test in report.tests:
        _test(paper, test)
    if report.recent:
        paper.heading(say(Phrase("report.recent")), 1)
    for line in report.recent:
        _recent(paper, line)


def _test(paper: "_Paper", test: ToldTest) -> None:
    paper.heading(f"{test.name}, {test.when}", 2)
    paper.state(test.state, test.title)
    for remark in test.remarks:
        paper.line(remark, colour=_QUIET)
    for name, sentences in (("proven", test.proven), ("not-proven", test.not_proven)):
        if sentences:
            paper.line(say(Phrase(f"report.{name}")), above=1.5, size=1.1)
        for sentence in sentences:
            paper.line(f"– {sentence}", level=1)
    if test.cause is not None:
        _cause(paper, test.cause)
    if test.works_instead:
        paper.line(test.works_instead, above=1.5)
    if test.compared:
        paper.line(test.compared, above=1.5, size=1.1)
    for change in test.changes:
        paper.line(change.title, level=1)
        for line in change.lines:
            paper.line(line, level=2)
    if test.findings:
        paper.line(say(Phrase("report.findings")), above=1.5, size=1.1)
    for finding in test.findings:
        _finding(paper, finding)
    if test.transcript:
        paper.line(say(Phrase("report.transcript")), above=1.5, size=1.1)
        paper.literal("\n".join(test.transcript), level=0)


def _cause(paper: "_Paper", cause: ToldCause) -> None:
    paper.line(f"{cause.title} [{cause.id}]", above=1.5, size=1.1)
    paper.line(cause.meaning, level=1)
    _fix(paper, cause.fix)
    for other in cause.also:
        paper.line(other, level=1, colour=_QUIET)


def _fix(paper: "_Paper", fix: ToldFix) -> None:
    paper.line(fix.who, level=1, above=1)
    for number, step in enumerate(fix.steps, 1):
        paper.line(f"{number}. {step}", level=2)
    for note in fix.notes:
        paper.line(note, level=2, colour=_QUIET)
    for copy in fix.copies:
        paper.line(f"{copy.name}:", level=2)
        paper.literal(copy.value, level=3)


def _finding(paper: "_Paper", finding: ToldFinding) -> None:
    paper.state(finding.state, f"{finding.name}: {finding.sentence}")
    if finding.detail:
        paper.line(finding.detail, level=1)
    about = " · ".join(part for part in (finding.check, finding.subject, finding.took) if part)
    paper.line(about, level=1, colour=_QUIET)
    if finding.evidence:
        paper.literal("\n".join(finding.evidence), level=1)
    if finding.fix is not None:
        _fix(paper, finding.fix)


def _recent(paper: "_Paper", line: ToldLine) -> None:
    what = f"{line.what}: {line.title}" if line.title else line.what
    paper.state(line.state, f"{line.when}  {what}")
    if line.more:
        paper.line(line.more, level=1, colour=_QUIET)


class _Paper:
    """Pages that are written from top to bottom."""

    SIZE: Final = 9.5
    """Points of the text."""

    def __init__(self, title: str, made: datetime) -> None:
        from fpdf import FPDF  # 0.4 s that only a PDF needs

        class Numbered(FPDF):
            """With the number of each page at its foot."""

            def footer(self) -> None:
                self.set_y(-12)
                self.set_font(SANS, size=8)
                self.set_text_color(*_QUIET)
                self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

        pdf: FPDF = Numbered(format="A4")
        for family, file in _FONTS.items():
            pdf.add_font(family, fname=resource(file))
        pdf.set_title(title)
        pdf.set_lang("en")
        pdf.set_creator("mailadmin")
        pdf.set_creation_date(made)
        pdf.set_margins(18, 16, 18)
        pdf.set_auto_page_break(auto=True, margin=18)
        pdf.add_page()
        self._pdf = pdf

    def heading(self, text: str, level: int) -> None:
        """Write a heading, which is in the outline too."""
        scale = (1.8, 1.4, 1.15)[level]
        self._pdf.ln((0, 5, 4)[level])
        if self._pdf.will_page_break(self.SIZE * scale):
            self._pdf.add_page()
        self._pdf.start_section(text, level=level)
        self.line(text, size=scale, above=0)

    def line(
        self,
        text: str,
        *,
        level: int = 0,
        size: float = 1.0,
        above: float = 0.0,
        colour: tuple[int, int, int] = _BLACK,
    ) -> None:
        """Write a paragraph; ``above`` is the space before it in millimetres."""
        if above:
            self._pdf.ln(above)
        self._put(SANS, text, level, size, colour)

    def state(self, state: State, text: str) -> None:
        """Write a line that says how something ended, by mark and word."""
        self._pdf.ln(1)
        colour = _COLOURS.get(state.id, _QUIET)
        self._put(SANS, f"{state.mark} {state.word}: {text}", 0, 1.0, colour)

    def literal(self, text: str, *, level: int) -> None:
        """Write text as somebody else wrote it."""
        self._put(MONO, text, level, 0.85, _QUIET)

    def finished(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _put(
        self, family: str, text: str, level: int, size: float, colour: tuple[int, int, int]
    ) -> None:
        pdf, points = self._pdf, self.SIZE * size
        pdf.set_font(family, size=points)
        pdf.set_text_color(*colour)
        margin = pdf.l_margin
        pdf.set_left_margin(margin + level * _STEP)
        pdf.set_x(margin + level * _STEP)
        pdf.multi_cell(0, points * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_left_margin(margin)
        pdf.set_x(margin)
