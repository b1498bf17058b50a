"""What ``mailadmin history`` does once its options are read; its help page needs none of this."""

import contextlib
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

import click
import msgspec

from mailadmin.cli.domain_words import domain_json_listener, domain_listener
from mailadmin.cli.invocation import Invocation
from mailadmin.cli.message_words import arrival_listener
from mailadmin.cli.option_form import InvalidInput, saved_account
from mailadmin.cli.outbox import row_json, row_line
from mailadmin.cli.terminal import OUTCOMES, json_listener, terminal_listener
from mailadmin.core.account import Route
from mailadmin.core.event import Finished, Listener, Phrase
from mailadmin.core.forms.field import echo
from mailadmin.core.history.browsing import Page, browse
from mailadmin.core.history.comparison import Difference, compare
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import About, Kind, Run, Summary
from mailadmin.core.history.selection import Ending, Selection, What
from mailadmin.core.history.words import difference_json, says, told
from mailadmin.core.json_lines import Json, line, timestamp
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.smtp.transcript import printable
from mailadmin.core.texts import say
from mailadmin.core.texts.check_names import name_of_check
from mailadmin.core.workspace import Workspace

Answer = TypeVar("Answer")

CANCELLED: Final = ("-", "bright_black")
"""The mark of a test that was cancelled."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to list, as the options say."""

    account: str | None
    what: What
    ending: Ending
    limit: int


def listed(invocation: Invocation, order: Order) -> None:
    """Print the entries. Raises :class:`InvalidInput`."""

    async def work(workspace: Workspace) -> Page:
        account = None if order.account is None else saved_account(workspace, order.account)
        selection = Selection(
            account_id=None if account is None else account.id,
            what=order.what,
            ending=order.ending,
        )
        with contextlib.suppress(OutboxError):  # then the list says so
            await workspace.outbox.recover()
        return await browse(workspace.history, workspace.outbox, selection, limit=order.limit)

    page = _run(invocation, work)
    for entry in page.entries:
        if isinstance(entry, Summary):
            click.echo(line(_summary_json(entry)) if invocation.json else _summary_line(entry))
        else:
            click.echo(line(row_json(entry)) if invocation.json else row_line(entry))
    for phrase in page.problems:
        click.echo(say(phrase), err=True)
    if page.problems:
        raise click.exceptions.Exit(2)
    if page.after is not None and not invocation.json:
        click.echo(click.style("There are more: use --limit.", dim=True))


def shown(invocation: Invocation, run_id: str) -> None:
    """Print a test as it was printed when it ran. Raises :class:`InvalidInput`."""
    run = _run(invocation, lambda workspace: workspace.history.run(run_id))
    show(invocation, run)


def show(invocation: Invocation, run: Run) -> None:
    """Print a test as it was printed when it ran."""
    if not invocation.json:
        click.echo(f"{_name(run.about)}, {echo(run.about.account_name)}, {_when(run)}")
    listener = _listener(invocation, run)
    for event in run.events:
        listener(event)
    if run.result is None:
        invocation.say("It was cancelled.")
    else:
        listener(Finished(run.result))


def compared(invocation: Invocation, run_id: str) -> None:
    """Print what has changed since it went well. Raises :class:`InvalidInput`."""

    async def work(workspace: Workspace) -> tuple[Run, Run | None]:
        run = await workspace.history.run(run_id)
        if not run.comparable:
            raise HistoryError(Phrase("history.not-comparable"))
        return run, await workspace.history.last_good(run)

    run, good = _run(invocation, work)
    if good is None:
        raise InvalidInput(say(Phrase("history.no-good-run")))
    differences = compare(good, run)
    tell_differences(invocation, good.ended, differences)


def tell_differences(
    invocation: Invocation, since: datetime, differences: Sequence[Difference]
) -> None:
    """Print what has changed since it went well."""
    if invocation.json:
        for one in differences:
            click.echo(line(difference_json(one)))
        return
    at = since.astimezone().strftime("%Y-%m-%d %H:%M")
    click.echo(say(Phrase("history.compared", {"at": at})))
    if not differences:
        click.echo(say(Phrase("history.nothing-changed")))
    for one in differences:
        words = told(one)
        click.echo(f"\n{click.style(name_of_check(one.check), bold=True)}: {words.title}")
        for text in words.lines:
            click.echo(f"  {printable(text)}")


def cleared(invocation: Invocation) -> None:
    """Remove all tests. Raises :class:`InvalidInput`."""
    _run(invocation, lambda workspace: workspace.history.clear())
    invocation.say("The history is empty now.")


def _run(
    invocation: Invocation, work: Callable[[Workspace], Coroutine[Any, Any, Answer]]
) -> Answer:
    workspace = invocation.workspace()
    try:
        return invocation.run(work(workspace))
    except (HistoryError, OutboxError) as error:
        raise InvalidInput(say(error.phrase)) from None
    finally:
        workspace.outbox.close()


def _listener(invocation: Invocation, run: Run) -> Listener:
    kind, verbose = run.about.kind, invocation.verbose
    if kind is Kind.DOMAIN:
        if invocation.json:
            return domain_json_listener(click.echo, run.about.domain or "")
        return domain_listener(click.echo, verbose=verbose)
    if invocation.json:
        return json_listener(click.echo)
    printer = arrival_listener if kind is Kind.ARRIVAL else terminal_listener
    return printer(click.echo, verbose=verbose)


def _name(about: About) -> str:
    if about.kind is Kind.DOMAIN:
        return f"check of {echo(about.domain or '')}"
    if about.kind is Kind.ARRIVAL:
        return "test message"
    return "messenger test" if about.route is Route.MESSENGER else "connection test"


def _when(entry: Run | Summary) -> str:
    return entry.ended.astimezone().strftime("%Y-%m-%d %H:%M")


def _summary_line(summary: Summary) -> str:
    outcome = summary.outcome
    mark, colour = CANCELLED if outcome is None else OUTCOMES[outcome]
    mark = click.style(mark, fg=colour)
    name = f"{_name(summary.about)} ({echo(summary.about.account_name)})"
    return f"{summary.id}  {_when(summary)}  {mark} {name}: {printable(says(summary))}"


def _summary_json(summary: Summary) -> Json:
    about = summary.about
    return {
        "type": "run",
        "id": summary.id,
        "command": about.kind,
        "account": about.account_name,
        "route": about.route,
        "domain": about.domain,
        "status": summary.outcome or "cancelled",
        "title": says(summary),
        "cause": summary.cause,
        "ended": timestamp(summary.ended),
    }
