"""How what was found about a domain is printed: for people, and as JSON."""

from collections.abc import Iterator
from typing import Final

import click

from mailadmin.cli.terminal import (
    Print,
    finding_line,
    mending_lines,
    outcome_lines,
    outcome_text,
)
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.domain.listing.entries import Entry
from mailadmin.core.domain.listing.rows import Answered, invalid_json, said_of
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Event, Finished, Found, Listener, Outcome
from mailadmin.core.finding import Finding, RecordSeen, Status
from mailadmin.core.json_lines import finding_json, line, result_json
from mailadmin.core.texts import TEXTS, say
from mailadmin.core.texts.check_names import name_of_check


def domain_listener(out: Print, *, verbose: bool = False) -> Listener:
    """Write every finding as a line for people as it comes, and at the end what to do."""

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                out(finding_line(finding, verbose=verbose))
                if verbose:
                    for text in tree_lines(finding):
                        out(text)
            case Finished(result):
                assert isinstance(result, DomainResult)
                for text in ending_lines(result):
                    out(text)

    return listen


def domain_json_listener(out: Print, domain: str) -> Listener:
    """Write every finding as a line of JSON as it comes, and then the result."""

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                out(line({**finding_json(finding), "domain": domain}))
            case Finished(result):
                out(line(result_json(result)))

    return listen


def ending_lines(result: DomainResult) -> Iterator[str]:
    """What to do about every finding that asks for it, and how it ended."""
    yield from mending_lines(result.findings)
    yield ""
    yield from outcome_lines(result)


def answer_line(answered: Answered) -> str:
    """One answer of many: how it ended, and which checks decided."""
    if isinstance(answered, Entry):
        return outcome_text(Outcome.FAILED, said_of(answered))
    decided = [one for one in answered.findings if one.status is _DECIDES.get(answered.status)]
    checks = ", ".join(dict.fromkeys(name_of_check(one.check) for one in decided))
    title = say(answered.title)
    return outcome_text(answered.status, f"{title}: {checks}" if checks else title)


_DECIDES: Final = {Outcome.FAILED: Status.FAILED, Outcome.WARNING: Status.WARNING}


def json_of_answer(answered: Answered) -> Iterator[str]:
    """One answer of many, a line each: its findings and its result."""
    if isinstance(answered, Entry):
        yield line(invalid_json(answered))
        return
    for finding in answered.findings:
        yield line({**finding_json(finding), "domain": answered.domain})
    yield line(result_json(answered))


def tree_lines(finding: Finding) -> Iterator[str]:
    """The records that were followed to others, each term with the look-ups counted up to it."""
    for seen in finding.verdict.evidence:
        if isinstance(seen, RecordSeen) and seen.terms:
            yield from _record_lines(seen, 0)


def _record_lines(record: RecordSeen, depth: int) -> Iterator[str]:
    margin = " " * 6 + "     " * depth
    name = on_one_line(record.name)
    values = [on_one_line(value) for value in record.values] or [record.answer]
    yield from (click.style(f"{margin}{name}: {value}", dim=True) for value in values)
    for term in record.terms:
        text = f"{margin}{term.lookups:>3}  {on_one_line(term.text)}"
        if term.problem:
            problem = TEXTS.get(term.problem)
            text += f"  ({term.problem if problem is None else problem.title})"
        yield text
        if term.record is not None:
            yield from _record_lines(term.record, depth + 1)
