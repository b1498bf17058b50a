"""A report as plain text."""

from collections.abc import Iterable, Iterator

from mailadmin.core.event import Phrase
from mailadmin.core.report.told import (
    ToldCause,
    ToldFinding,
    ToldFix,
    ToldLine,
    ToldReport,
    ToldTest,
)
from mailadmin.core.texts import say


def text_of(report: ToldReport) -> str:
    """The report for a mail or a terminal."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: ToldReport) -> Iterator[str]:
    yield from (report.title, "=" * len(report.title), "")
    yield from report.remarks
    yield from (*heading("settings"), *lines_of_settings(report))
    if report.tests:
        yield from heading("tests")
        for test in report.tests:
            yield from _test(test)
    if report.recent:
        yield from (*heading("recent"), *lines_of_list(report))


def lines_of_settings(report: ToldReport) -> Iterator[str]:
    """The settings, a line each."""
    width = max(len(pair.name) for pair in report.settings)
    return (f"{pair.name:<{width}}  {pair.value}" for pair in report.settings)


def lines_of_list(report: ToldReport) -> Iterator[str]:
    """The tests and messages of the list."""
    for line in report.recent:
        yield from _recent(line)


def heading(name: str) -> Iterator[str]:
    """The title of a part, by its name in the texts, with a line below."""
    title = say(Phrase(f"report.{name}"))
    yield from ("", title, "-" * len(title))


def _test(test: ToldTest) -> Iterator[str]:
    yield from ("", f"## {test.name}, {test.when}")
    yield f"{test.state.mark} {test.state.word}: {test.title}"
    yield from _indented(test.remarks, "  ")
    yield from _listed("proven", test.proven)
    yield from _listed("not-proven", test.not_proven)
    if test.cause is not None:
        yield from _cause(test.cause)
    yield from _indented((test.works_instead,) if test.works_instead else (), "  ")
    yield from _indented((test.compared,) if test.compared else (), "")
    for change in test.changes:
        yield f"  * {change.title}"
        yield from _indented(change.lines, "      ")
    if test.findings:
        yield say(Phrase("report.findings"))
    for finding in test.findings:
        yield from _finding(finding)
    if test.transcript:
        yield say(Phrase("report.transcript"))
        yield from _indented(test.transcript, "  ")


def _listed(name: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield say(Phrase(f"report.{name}"))
        yield from _indented(sentences, "  - ")


def _cause(cause: ToldCause) -> Iterator[str]:
    yield f"{cause.title} [{cause.id}]"
    yield f"  {cause.meaning}"
    yield from _fix(cause.fix)
    yield from _indented(cause.also, "  ")


def _fix(fix: ToldFix) -> Iterator[str]:
    yield f"  {fix.who}"
    yield from (f"    {number}. {step}" for number, step in enumerate(fix.steps, 1))
    yield from _indented(fix.notes, "    ")
    for copy in fix.copies:
        yield f"    {copy.name}:"
        yield from _indented(copy.value.split("\n"), "      ")


def _finding(finding: ToldFinding) -> Iterator[str]:
    took = f" ({finding.took})" if finding.took else ""
    state = f"{finding.state.mark} {finding.state.word}"
    yield f"  {state}: {finding.check} {finding.subject}: {finding.sentence}{took}"
    yield from _indented((finding.detail,) if finding.detail else (), "      ")
    yield from _indented(finding.evidence, "      ")
    if finding.fix is not None:
        yield from _fix(finding.fix)


def _recent(line: ToldLine) -> Iterator[str]:
    title = f": {line.title}" if line.title else ""
    yield f"{line.when}  {line.state.mark} {line.state.word}  {line.what}{title}"
    yield from _indented((line.more,) if line.more else (), "    ")


def _indented(lines: Iterable[str], margin: str) -> Iterator[str]:
    return (f"{margin}{line}".rstrip() for line in lines)
