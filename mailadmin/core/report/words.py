"""A report in words. Pure; English, as it is for support."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

import msgspec

from mailadmin.core.account import Route, SignIn
from mailadmin.core.diagnosis import FixText, explanation_of, how_sure
from mailadmin.core.event import Event, Found, Outcome, Phrase, Result
from mailadmin.core.finding import Finding, RecordSeen, Status, is_repeated, walk
from mailadmin.core.fixes import fix_of, fix_of_sign_in
from mailadmin.core.history.run import Kind
from mailadmin.core.history.words import told as told_difference
from mailadmin.core.report.content import (
    Changes,
    Line,
    MessageLine,
    Report,
    ServerSet,
    Tested,
    TestLine,
)
from mailadmin.core.report.told import (
    Pair,
    State,
    ToldCause,
    ToldChange,
    ToldFinding,
    ToldFix,
    ToldLine,
    ToldReport,
    ToldTest,
)
from mailadmin.core.report_text import evidence_line
from mailadmin.core.smtp.transcript import printable
from mailadmin.core.texts import detail_of, say, title_of
from mailadmin.core.texts.check_names import name_of_check

LONGEST: Final = 100_000
"""Characters of what was seen in one test, in words; the JSON has more."""

LONGEST_LINE: Final = 2_000

_MARKS: Final = {
    "ok": "✔",
    "passed": "✔",
    "sent": "✔",
    "info": "·",
    "warning": "!",
    "failed": "✖",
    "not-sent": "✖",
    "skipped": "–",
    "cancelled": "–",
    "discarded": "–",
}
"""The mark of a state; those that are not known have a question mark."""


def told(report: Report) -> ToldReport:
    """The report in words."""
    made = {"at": when(report.made), "version": report.program, "system": report.system}
    remarks = [
        _word("made", **made),
        _word("contains"),
        _word(f"look.{report.look}"),
        *(_word(problem.removeprefix("report.")) for problem in report.problems),
    ]
    if not report.tests:
        remarks.append(_word("nothing-tested"))
    if not report.recent:
        remarks.append(_word("nothing-recent"))
    return ToldReport(
        title=_shown(_word("title", account=report.account.name)),
        remarks=tuple(map(_shown, remarks)),
        settings=tuple(_settings(report)),
        tests=tuple(map(_test, report.tests)),
        recent=tuple(map(_line, report.recent)),
    )


def when(at: datetime) -> str:
    """A time on the clock of the computer that makes the report, with its zone."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S %z}"


def name_of(kind: Kind, route: Route | None, domain: str | None) -> str:
    """What was tested."""
    if kind is Kind.DOMAIN:
        return _shown(_word("test.domain", domain=domain or ""))
    if kind is Kind.ARRIVAL:
        return _word("test.arrival")
    return _word("test.messenger" if route is Route.MESSENGER else "test.connection")


def _word(name: str, **about: str | float) -> str:
    return say(Phrase(f"report.{name}", about))


def _shown(text: str) -> str:
    """What a stranger may have written, on one line that draws nothing."""
    text = printable(text.replace("\r", "").replace("\n", " | "))
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"


def _state(name: str) -> State:
    return State(name, _MARKS.get(name, "?"), _word(f"state.{name}"))


# -- settings


def _settings(report: Report) -> Iterator[Pair]:
    account = report.account
    sender = f"{account.from_name} <{account.address}>" if account.from_name else account.address
    rows = [
        ("account", account.name),
        ("from", sender),
        ("reply-to", account.reply_to),
        ("mail-server", _server(account.mail_server)),
        ("messenger", _server(account.messenger)),
        ("messenger-from", account.messenger_address),
        ("inbox", _server(account.inbox)),
        *(("witness", f"{one.address}: {_server(one.server)}") for one in account.witnesses),
        ("support", account.support_address),
    ]
    yield from (Pair(_word(f"set.{name}"), _shown(value)) for name, value in rows if value)


def _server(server: ServerSet | None) -> str:
    if server is None:
        return _word("set.none")
    host = f"[{server.host}]" if ":" in server.host else server.host
    signs_in = {
        SignIn.PASSWORD: _word("set.password", user=server.user_name),
        SignIn.OAUTH: _word("set.oauth", user=server.user_name),
        SignIn.NONE: _word("set.no-sign-in"),
    }[server.sign_in]
    issuer = f" ({server.issuer})" if server.issuer else ""
    parts = [
        f"{host}:{server.port}",
        _word(f"set.security.{server.security}"),
        f"{signs_in}{issuer}",
        _word("set.limit", seconds=f"{server.time_limit:g}"),
    ]
    if server.certificate_accepted:
        parts.append(_word("set.certificate"))
    if server.plain_password_allowed:
        parts.append(_word("set.plain"))
    return ", ".join(parts)


# -- tests


def _test(tested: Tested) -> ToldTest:
    name, at = name_of(tested.kind, tested.route, tested.domain), when(tested.ended)
    if tested.kept is None:
        remark = _word("cut" if tested.cut else "unreadable")
        return ToldTest(name=name, when=at, state=_state("unknown"), title=remark)
    result = tested.kept.result
    space = _Space(LONGEST)
    findings = tuple(_findings(tested.kept.events, space))
    transcript = space.lines(() if result is None else result.transcript)
    compared, changes = _changes(tested.changes, space)
    head = ToldTest(name=name, when=at, state=_state("cancelled"), title=_word("state.cancelled"))
    if result is not None:
        head = _head(head, result)
    return msgspec.structs.replace(
        head,
        compared=compared,
        changes=changes,
        findings=findings,
        transcript=transcript,
        remarks=(_word("cut"),) if tested.cut or space.is_full else (),
    )


def _head(head: ToldTest, result: Result) -> ToldTest:
    """What came out, and why."""
    instead = result.suggestion
    return msgspec.structs.replace(
        head,
        state=_state(result.status),
        title=_shown(say(result.title)),
        proven=tuple(_shown(say(phrase)) for phrase in result.proven),
        not_proven=tuple(_shown(say(phrase)) for phrase in result.not_proven),
        cause=_cause(result),
        works_instead=""
        if instead is None
        else _shown(
            _word(
                "works-instead",
                server=instead.subject,
                security=_word(f"set.security.{instead.security}"),
            )
        ),
    )


def _cause(result: Result) -> ToldCause | None:
    if result.status in (Outcome.PASSED, Outcome.WARNING):
        return None
    explained = explanation_of(result)
    if explained is None:
        return None
    # A sign-in at a provider's page knows more than its cause does.
    at_page = fix_of_sign_in(result.failure.verdict) if result.failure is not None else None
    return ToldCause(
        title=_shown(_word("cause", title=explained.title)),
        id=explained.cause,
        meaning=_shown(explained.meaning),
        fix=_fix(at_page or explained.fix),
        also=tuple(
            _shown(_word("possible-too", title=f"{one.title} ({how_sure(one.confidence).lower()})"))
            for one in explained.also
        ),
    )


def _fix(fix: FixText) -> ToldFix:
    notes = [*fix.notes, fix.check, fix.link or ""]
    return ToldFix(
        who=_word("todo", who=_word(f"who.{fix.who}")),
        steps=tuple(map(_shown, fix.steps)),
        notes=tuple(_shown(note) for note in notes if note),
        copies=tuple(
            Pair(_shown(copy.label), "\n".join(map(_shown, copy.text.split("\n"))))
            for copy in fix.copy
        ),
    )


def _findings(events: Iterable[Event], space: "_Space") -> Iterator[ToldFinding]:
    said: list[Finding] = []
    for event in events:
        if isinstance(event, Found) and not is_repeated(event.finding, said):
            said.append(event.finding)
            if not space.is_full:
                yield _finding(event.finding, space)


def _finding(finding: Finding, space: "_Space") -> ToldFinding:
    own = finding.check.startswith(("domain.", "message."))
    wrong = finding.status in (Status.FAILED, Status.WARNING)
    fix = fix_of(finding.verdict, today=finding.started.date()) if own and wrong else None
    sentence, detail = _shown(title_of(finding)), _shown(detail_of(finding))
    space.take(sentence, detail)
    made = finding.status is not Status.SKIPPED
    return ToldFinding(
        state=_state(finding.status),
        name=name_of_check(_shown(finding.check)),
        check=_shown(finding.check),
        subject=_shown(finding.subject),
        sentence=sentence,
        detail=detail,
        took=f"{finding.elapsed_ms:.0f} ms" if made else "",
        evidence=space.lines(_evidence(finding)),
        fix=None if fix is None else _fix(fix),
    )


def _evidence(finding: Finding) -> list[str]:
    lines = []
    for seen in finding.verdict.evidence:
        lines.append(evidence_line(seen))
        if isinstance(seen, RecordSeen):
            lines += [f"{'    ' * level}{term.text} ({term.lookups})" for term, level in walk(seen)]
    return lines


def _changes(changes: Changes | None, space: "_Space") -> tuple[str, tuple[ToldChange, ...]]:
    if changes is None:
        return "", ()
    if changes.since is None:
        return _word("never-good"), ()
    compared = _word("compared", at=when(changes.since))
    if not changes.differences:
        nothing = say(Phrase("history.nothing-changed"))
        return compared, (ToldChange(title=nothing, lines=()),)
    found = []
    for difference in changes.differences:
        words = told_difference(difference)
        title = f"{name_of_check(_shown(difference.check))}: {words.title}"
        found.append(ToldChange(title=title, lines=space.lines(words.lines)))
    return compared, tuple(found)


class _Space:
    """The room for what was seen. What finds none any more is counted."""

    def __init__(self, characters: int) -> None:
        self._left = characters

    @property
    def is_full(self) -> bool:
        """Whether something had to be left out."""
        return self._left < 0

    def take(self, *texts: str) -> None:
        """Use some of it."""
        self._left -= sum(map(len, texts))

    def lines(self, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines that there is room for, made harmless."""
        shown: list[str] = []
        for line in lines:
            if self.is_full:
                shown.append(_word("more-lines", count=len(lines) - len(shown)))
                break
            indent = line[: len(line) - len(line.lstrip(" "))]
            shown.append(f"{indent}{_shown(line.lstrip(' '))}")
            self.take(shown[-1])
        return tuple(shown)


# -- the list


def _line(line: Line) -> ToldLine:
    return _line_of_message(line) if isinstance(line, MessageLine) else _line_of_test(line)


def _line_of_test(line: TestLine) -> ToldLine:
    return ToldLine(
        when=when(line.at),
        what=name_of(line.kind, line.route, line.domain),
        state=_state(line.outcome or "cancelled"),
        title=_shown(line.title),
        more=_shown(line.cause or ""),
    )


def _line_of_message(line: MessageLine) -> ToldLine:
    reply = " ".join(str(part) for part in (line.code, line.enhanced) if part)
    route = _word(f"set.{line.route}").lower() if line.route is not None else ""
    about = (line.message_id, f"[{line.cause}]" if line.cause else "", reply, route)
    return ToldLine(
        when=when(line.at),
        what=_word("message", taken=line.taken, recipients=line.recipients),
        state=_state(line.state),
        title=_shown(line.title),
        more=_shown(" ".join(part for part in about if part)),
    )
