"""The terminal and JSON listeners, and how results are printed."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

import click

from mailadmin.cli.page_commands import commands_for
from mailadmin.core.account import Route
from mailadmin.core.diagnosis import Explanation, FixText, Who, explanation_of, how_sure
from mailadmin.core.event import Event, Finished, Found, Listener, Outcome, Result
from mailadmin.core.finding import Finding, Status, is_repeated
from mailadmin.core.fixes import fix_of, fix_of_sign_in
from mailadmin.core.json_lines import finding_json, line, result_json
from mailadmin.core.texts import detail_of, say, title_of
from mailadmin.core.texts.check_names import name_of_check

Print = Callable[[str], None]

MARKS: Final = {
    Status.OK: ("✔", "green"),
    Status.INFO: ("·", None),
    Status.WARNING: ("!", "yellow"),
    Status.FAILED: ("✖", "red"),
    Status.UNKNOWN: ("?", "yellow"),
    Status.SKIPPED: ("-", "bright_black"),
}
"""The mark and the colour of each state."""

OUTCOMES: Final = {
    Outcome.PASSED: ("✔", "green"),
    Outcome.WARNING: ("!", "yellow"),
    Outcome.FAILED: ("✖", "red"),
    Outcome.UNCERTAIN: ("?", "yellow"),
    Outcome.UNKNOWN: ("?", "yellow"),
}
"""The mark and the colour of each end of a run."""

_WHO: Final = {
    Who.YOU: "you",
    Who.MAIL_ADMIN: "your mail admin",
    Who.DOMAIN_HOST: "your domain host",
    Who.NETWORK_ADMIN: "your network admin",
    Who.RECIPIENT: "the recipient",
    Who.NOBODY: "nobody, just wait",
}


def json_listener(out: Print) -> Listener:
    """Write every finding and the result as a line of JSON."""

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                out(line(finding_json(finding)))
            case Finished(result):
                out(line(result_json(result)))

    return listen


def terminal_listener(out: Print, *, verbose: bool = False) -> Listener:
    """Write every finding as a line for people, and the result as a paragraph."""
    route: list[Route | None] = []
    said: list[Finding] = []

    def listen(event: Event) -> None:
        match event:
            case Found(finding) if is_repeated(finding, said):
                pass  # a second look that found nothing new
            case Found(finding):
                said.append(finding)
                if finding.route is not None and route != [finding.route]:
                    # A second conversation begins: say whose it is.
                    route[:] = [finding.route]
                    out(f"{_ROUTES[finding.route]} {finding.subject}")
                out(finding_line(finding, verbose=verbose))
            case Finished(result):
                for text in result_lines(result):
                    out(text)

    return listen


_ROUTES: Final = {Route.MAIL_SERVER: "Mail server", Route.MESSENGER: "Messenger"}


def finding_line(finding: Finding, *, verbose: bool = False) -> str:
    """One finding for people: mark, stage, sentence, time; the detail where it helps."""
    mark, colour = MARKS[finding.status]
    head = click.style(f"  {mark} {name_of_check(finding.check):<12}", fg=colour)
    time = f"  ({finding.elapsed_ms:.0f} ms)" if finding.status is not Status.SKIPPED else ""
    text = f"{head}{title_of(finding)}{click.style(time, dim=True)}"
    detail = detail_of(finding)
    wants_detail = finding.status in (Status.FAILED, Status.WARNING, Status.UNKNOWN) or verbose
    if detail and wants_detail:
        text += f"\n      {detail}"
    return text


def outcome_text(outcome: Outcome, sentence: str) -> str:
    """A sentence that ends something, with the mark and colour of how it ended."""
    mark, colour = OUTCOMES[outcome]
    return click.style(f"{mark} {sentence}", fg=colour, bold=True)


def result_lines(result: Result) -> Iterator[str]:
    """The result for people: what it means, what was proven, what to do."""
    yield ""
    yield from outcome_lines(result)
    explained = explanation_of(result)
    at_page = fix_of_sign_in(result.failure.verdict) if result.failure is not None else None
    if at_page is not None:
        yield ""
        assert result.failure is not None
        commands = commands_for(result.failure.verdict, result.failure.route)
        yield from fix_lines(at_page, commands)
    elif explained is not None and result.cause is not None:
        yield ""
        yield f"  {explained.title}."
        yield from explanation_lines(explained)
    if result.suggestion is not None:
        setting = result.suggestion
        yield ""
        yield (
            f"  This setting works: --server {setting.host}, port {setting.port},"
            f" --security {setting.security}"
        )


def outcome_lines(result: Result) -> Iterator[str]:
    """How it ended, and what was proven."""
    yield outcome_text(result.status, say(result.title))
    for phrase in result.proven:
        yield f"  + {say(phrase)}"
    for phrase in result.not_proven:
        yield click.style(f"  – {say(phrase)}", dim=True)


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """A cause for people: what happened, whose job it is, the steps, how to see that it worked."""
    yield f"  {explained.meaning}"
    yield ""
    yield from fix_lines(explained.fix)
    if not explained.is_sure:
        yield ""
        yield f"  How to tell: {explained.tell}"
        yield "  It may also be:"
        for other in explained.also:
            yield f"    – {how_sure(other.confidence)}: {other.title}. {other.tell}"


def mending_lines(findings: Iterable[Finding], sign_in: str = "") -> Iterator[str]:
    """What to do about every finding that asks for it, each thing once.

    ``sign_in`` is the command of the sign-in that they are of.
    """
    mending: dict[FixText, list[Finding]] = {}
    for finding in findings:
        fix = fix_of(finding.verdict, today=finding.started.date())
        if finding.status in (Status.FAILED, Status.WARNING) and fix is not None:
            mending.setdefault(fix, []).append(finding)
    for fix, about in mending.items():
        yield ""
        for finding in about:
            outcome = Outcome.FAILED if finding.status is Status.FAILED else Outcome.WARNING
            said = f"{name_of_check(finding.check)}: {title_of(finding)}"
            yield outcome_text(outcome, said)
        commands = (commands_for(one.verdict, one.route, sign_in) for one in about)
        yield from fix_lines(fix, dict.fromkeys(chain.from_iterable(commands)))


def fix_lines(fix: FixText, commands: Iterable[str] = ()) -> Iterator[str]:
    """Whose job it is, the steps, how to see that it worked, and what there is to copy.

    ``commands`` are those of this program that do what the steps say.
    """
    yield f"  To do ({_WHO[fix.who]}):"
    for number, step in enumerate(fix.steps, 1):
        yield f"    {number}. {step}"
    yield from (f"    Command: {command}" for command in commands)
    if fix.link:
        yield f"    {fix.link}"
    if fix.check:
        yield f"    {fix.check}"
    for note in fix.notes:
        yield click.style(f"    {note}", dim=True)
    for copy in fix.copy:
        yield ""
        yield f"    {copy.label}:"
        yield from (f"      {line}".rstrip() for line in copy.text.splitlines())
