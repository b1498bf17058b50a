"""Whether this version of the program has the words for what another one has found."""

from collections.abc import Iterable, Iterator

from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.diagnosis import CAUSES, title_of_cause
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Event, Found, Phrase, Result
from mailadmin.core.finding import Finding
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.texts import detail_of, say, title_of


def can_be_said(events: Iterable[Event], result: Result | None) -> bool:
    """Whether every sentence and every cause of a run is known, with its parameters."""
    try:
        for finding in _findings(events, result):
            title_of(finding), detail_of(finding)
            _name(finding.verdict.cause, finding)
            if any(guess.cause not in CAUSES for guess in finding.verdict.also):
                return False
        for one in _results(result):
            for phrase in _phrases(one):
                say(phrase)
            if one.cause is not None:
                title_of_cause(one.cause, one.fix_params)
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    return True


def _name(cause: str | None, finding: Finding) -> None:
    if cause is not None:
        title_of_cause(cause, finding.verdict.params)


def _findings(events: Iterable[Event], result: Result | None) -> Iterator[Finding]:
    for event in events:
        if isinstance(event, Found):
            yield event.finding
    for one in _results(result):
        if one.failure is not None:
            yield one.failure
        if isinstance(one, DomainResult | MessageResult):
            yield from one.findings
        if isinstance(one, ArrivalResult):
            yield from (box.trouble for box in one.mailboxes if box.trouble is not None)


def _results(result: Result | None) -> Iterator[Result]:
    """The result and those inside of it."""
    if result is None:
        return
    yield result
    if isinstance(result, ArrivalResult):
        if result.sending is not None:
            yield result.sending
        yield from (box.reading for box in result.mailboxes if box.reading is not None)


def _phrases(result: Result) -> tuple[Phrase, ...]:
    return (result.title, *result.proven, *result.not_proven)
