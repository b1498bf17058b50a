"""*Copy for support*: the last result as plain text that is safe to hand on.

It is made of findings and transcripts, which never held a secret, so there is nothing to remove.
"""

import platform
from collections.abc import Iterable, Iterator

import mailadmin
from mailadmin.core.diagnosis import Diagnosis, Explanation, explanation_of
from mailadmin.core.event import Event, Found, Phrase, Result
from mailadmin.core.finding import (
    Evidence,
    Finding,
    RecordSeen,
    evidence_to_builtins,
    is_repeated,
    walk,
)
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import timestamp
from mailadmin.core.texts import detail_of, say, title_of


def support_text(events: Iterable[Event], result: Result | None) -> str:
    """Everything a support person needs to know about one run, as text.

    ``result`` is None for a run that was cancelled. Always English: it is for support.
    """
    return "\n".join(_lines(events, result)) + "\n"


def diagnosis_text(found: Diagnosis) -> str:
    """What an error text means, for support. The text itself is the user's: it is not searched."""
    lines = [
        f"mailadmin {mailadmin.__version__}: an error explained",
        *_explained(found),
        f"Read as: {found.reply}",
    ]
    return "\n".join(lines) + "\n"


def _lines(events: Iterable[Event], result: Result | None) -> Iterator[str]:
    yield f"mailadmin {mailadmin.__version__}, {platform.system()} {platform.release()}"
    if result is None:
        yield "Result: cancelled"
    else:
        yield f"Result: {result.status}. {say(result.title)} ({result.elapsed_ms:.0f} ms)"
        yield from (f"  Proven: {say(phrase)}" for phrase in result.proven)
        yield from (f"  Open: {say(phrase)}" for phrase in result.not_proven)
        yield from _cause(result)
    yield ""
    told: list[Finding] = []
    for event in events:
        if isinstance(event, Found) and not is_repeated(event.finding, told):
            told.append(event.finding)
            yield from _finding(event.finding)
    if result is not None and result.transcript:
        yield from ("", "Transcript (C: this program, S: the server)", *result.transcript)


def _cause(result: Result) -> Iterator[str]:
    explained = explanation_of(result)
    if explained is None or result.cause is None:
        return
    yield from _explained(explained)
    if result.suggestion is not None:
        yield f"  Works instead: {result.suggestion.subject} {result.suggestion.security}"


def _explained(explained: Explanation) -> Iterator[str]:
    sure = "" if explained.confidence is None else f", {explained.confidence:.0%}"
    yield f"  Cause: {explained.title} [{explained.cause}{sure}]"
    yield f"    {explained.meaning}"
    for number, step in enumerate((*explained.fix.steps, *explained.fix.notes), 1):
        yield f"  To do ({explained.fix.who}) {number}. {step}"
    if explained.fix.check:
        yield f"  To check: {explained.fix.check}"
    for other in explained.also:
        yield f"  Possible too: {other.title} [{other.cause}, {other.confidence:.0%}]"


def _finding(finding: Finding) -> Iterator[str]:
    route = f" ({finding.route})" if finding.route else ""
    yield (
        f"{timestamp(finding.started)} {finding.status.upper():8}{finding.check} "
        f"{finding.subject}{route} {finding.elapsed_ms:.0f} ms: {title_of(finding)}"
    )
    if detail := detail_of(finding):
        yield f"    {detail}"
    for seen in finding.verdict.evidence:
        yield f"    {evidence_line(seen)}"
        if isinstance(seen, RecordSeen):
            yield from _tree(seen)
    if finding.check.startswith(("domain.", "message.")):
        yield from _to_do(finding)


def _tree(record: RecordSeen) -> Iterator[str]:
    """What a record leads to, with the questions to the DNS counted so far."""
    for term, level in walk(record):
        problem = f" {say(Phrase(term.problem))}" if term.problem else ""
        yield f"    {'  ' * level}{term.text} ({term.lookups}){problem}"
        if term.record is not None:
            yield f"      {'  ' * level}{evidence_line(term.record)}"


def _to_do(finding: Finding) -> Iterator[str]:
    """What to do about one finding of a domain or a message: there each has its own fix."""
    fix = fix_of(finding.verdict, today=finding.started.date())
    if fix is None:
        return
    for number, step in enumerate((*fix.steps, *fix.notes), 1):
        yield f"  To do ({fix.who}) {number}. {step}"
    for copy in fix.copy:
        yield f"  {copy.label}: {_value(copy.text)}"


def evidence_line(seen: Evidence) -> str:
    """One piece of evidence on one line: what kind, then each thing seen."""
    data = evidence_to_builtins(seen)
    kind = data.pop("kind")
    data.pop("terms", None)  # a tree is not one line
    parts = (f"{name}={_value(value)}" for name, value in data.items() if value not in (None, ""))
    return f"{kind}: {'; '.join(parts)}"


def _value(value: object) -> str:
    text = ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    return text.replace("\n", " | ")
