"""``mailadmin outbox``: what was sent, was not, or may have been; send again, give up."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final, TypeVar

import click
import msgspec

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import InvalidInput, with_limit
from mailadmin.core.account import Account, Route
from mailadmin.core.event import SendResult
from mailadmin.core.json_lines import Json, line, timestamp
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.records import Row, State
from mailadmin.core.send.sending import resend
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace

Answer = TypeVar("Answer")

_STATES: Final = {
    State.WAITING: "waiting",
    State.SENDING: "being sent",
    State.SENT: "sent",
    State.NOT_SENT: "not sent",
    State.UNCERTAIN: "may have been sent",
    State.DISCARDED: "discarded",
}


@click.group()
@global_options
def outbox() -> None:
    """Say what was sent, was not, or may have been; send again, or give up."""


@outbox.command("list")
@global_options
@click.pass_obj
def list_rows(invocation: Invocation) -> None:
    """List the messages, the newest first."""

    async def work(workspace: Workspace) -> tuple[Row, ...]:
        recovered = await workspace.outbox.recover()
        if recovered.notice is not None:
            click.echo(say(recovered.notice), err=True)
        return await workspace.outbox.rows()

    for row in _run(invocation, work):
        if invocation.json:
            click.echo(line(row_json(row)))
        else:
            click.echo(row_line(row))


@outbox.command("show")
@click.argument("row_id", metavar="ID")
@global_options
@click.pass_obj
def show(invocation: Invocation, row_id: str) -> None:
    """Show one message: its state, each recipient, and why."""

    async def work(workspace: Workspace) -> Row:
        await workspace.outbox.recover()
        return await workspace.outbox.show(row_id)

    row = _run(invocation, work)
    if invocation.json:
        click.echo(line(row_json(row)))
    else:
        for text in _row_lines(row):
            click.echo(text)


@outbox.command("retry")
@click.argument("row_id", metavar="ID")
@click.option(
    "--route",
    type=click.Choice([route.value for route in Route]),
    help="Try only this route.",
)
@global_options
@click.pass_obj
def retry(invocation: Invocation, row_id: str, route: str | None) -> None:
    """Send a message again, to those who don't have it."""

    async def work(workspace: Workspace) -> SendResult:
        await workspace.outbox.recover()
        row = await workspace.outbox.show(row_id)
        account = _account(workspace, row, invocation.timeout)
        chosen = None if route is None else Route(route)
        return await resend(row.id, account, workspace, invocation.listener(), route=chosen)

    invocation.leave(_run(invocation, work))


@outbox.command("discard")
@click.argument("row_id", metavar="ID")
@global_options
@click.pass_obj
def discard(invocation: Invocation, row_id: str) -> None:
    """Give a message up; its text is deleted."""

    async def work(workspace: Workspace) -> Row:
        await workspace.outbox.recover()
        return await workspace.outbox.discard(row_id)

    row = _run(invocation, work)
    if invocation.json:
        click.echo(line(row_json(row)))
    else:
        click.echo(row_line(row))


def row_json(row: Row) -> Json:
    """A message of the outbox as JSON, without its text."""
    reason: Json | None = None
    if row.reason is not None:
        reason = {
            "title": say(row.reason.phrase),
            "cause": row.reason.cause,
            "reply": None if row.reason.reply is None else msgspec.to_builtins(row.reason.reply),
        }
    return {
        "type": "message",
        "id": row.id,
        "kind": row.kind,
        "account": row.account_name,
        "status": row.state,
        "route": row.route,
        "message_id": row.message_id,
        "subject": row.subject,
        "sender": row.sender,
        "recipients": [
            {"address": r.address, "status": r.state, "route": r.route} for r in row.recipients
        ],
        "reason": reason,
        "queue_id": row.queue_id,
        "size": row.size,
        "created": timestamp(row.created),
        "changed": timestamp(row.changed),
    }


def _run(
    invocation: Invocation, work: Callable[[Workspace], Coroutine[Any, Any, Answer]]
) -> Answer:
    workspace = invocation.workspace()
    try:
        return invocation.run(work(workspace))
    except OutboxError as error:
        raise InvalidInput(say(error.phrase)) from None
    finally:
        workspace.outbox.close()


def _account(workspace: Workspace, row: Row, limit: float | None) -> Account:
    account = workspace.settings_file.load().settings.account(row.account_id)
    if account is None:
        raise InvalidInput(
            f"The account “{row.account_name}” of this message is not set up any more. "
            "Add it again, or discard the message."
        )
    return account if limit is None else with_limit(account, limit)


def row_line(row: Row) -> str:
    """A message of the outbox on one line."""
    when = row.created.astimezone().strftime("%Y-%m-%d %H:%M")
    to = ", ".join(recipient.address for recipient in row.recipients[:3])
    more = f" (+{len(row.recipients) - 3})" if len(row.recipients) > 3 else ""
    route = f" by the {row.route.replace('-', ' ')}" if row.route and row.state == "sent" else ""
    subject = row.subject or "(no subject)"
    return f"{row.id}  {when}  {_STATES[row.state]}{route}  {subject} → {to}{more}"


def _row_lines(row: Row) -> Iterator[str]:
    yield row_line(row)
    for recipient in row.recipients:
        yield f"  {recipient.address}: {recipient.state}"
    if row.reason is not None:
        yield f"  {say(row.reason.phrase)}"
        if row.reason.reply is not None:
            yield f"  The server said: {row.reason.reply.code} {row.reason.reply.text}"
    yield f"  Message-ID: {row.message_id}"
    if row.queue_id:
        yield f"  Number at the server: {row.queue_id}"
