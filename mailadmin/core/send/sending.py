"""Send a message, or send one of the outbox again."""

from functools import partial
from typing import Final

from mailadmin.core import blocking
from mailadmin.core.account import Account, Identity, Route
from mailadmin.core.event import Listener, Phrase, SendResult, to_nobody
from mailadmin.core.send.addresses import read_mailbox
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import MessageError, OutboxError, SendError
from mailadmin.core.send.failure_report import report_draft, report_identity
from mailadmin.core.send.message import Message, build
from mailadmin.core.send.records import Ending, Kind, NewRow
from mailadmin.core.send.routes import RecipientState
from mailadmin.core.send.run import Run
from mailadmin.core.send.titles import Story
from mailadmin.core.send.undisturbed import undisturbed
from mailadmin.core.workspace import Workspace

BUILD_LIMIT: Final = 120.0
"""Seconds for reading the attachments; they may lie on a slow network drive."""


async def send(
    account: Account,
    draft: Draft,
    workspace: Workspace,
    listener: Listener,
    *,
    fallback: bool = True,
) -> SendResult:
    """Send a draft through the account's mail server, or its Messenger if ``fallback`` allows.

    Raises :class:`SendError` where nothing could begin: the draft can't become a message, or the
    outbox can't be written. Everything later is in the result, which the listener hears of first.
    Cancelling leaves a row in the outbox that says truly whether the message may have gone.
    """
    _check_messenger(account)
    run = await _new_run(account, draft, account.identity, workspace, listener, Kind.MESSAGE)
    result = await run.to_the_end(Route.MAIL_SERVER, messenger=fallback)
    await _tell_support(run.story, workspace)
    return result


async def resend(
    row_id: str,
    account: Account,
    workspace: Workspace,
    listener: Listener,
    *,
    route: Route | None = None,
    fallback: bool = True,
) -> SendResult:
    """Send a message of the outbox again, to those who don't have it, as the user has asked.

    With a ``route`` only that one is tried. Raises :class:`OutboxError` where the message is
    being sent at this moment, has reached everybody, or has lost its text.
    """
    _check_messenger(account)
    outbox = workspace.outbox
    row = await outbox.show(row_id)
    if row.kind is Kind.REPORT:
        route = Route.MESSENGER
    if route is Route.MESSENGER and account.messenger is None:
        raise OutboxError(Phrase("outbox.no-messenger", {"account": account.name}))
    row = await outbox.claim(row.id)
    try:
        message = await outbox.message(row.id)
    except BaseException:
        unchanged = Ending(recipients=(), reason=row.reason)
        await undisturbed(outbox.settle(row.id, unchanged))
        raise
    run = Run(account, workspace, listener, row, message)
    del message  # the run lets go of it when the Messenger needs another one
    result = await run.to_the_end(route or Route.MAIL_SERVER, messenger=fallback and route is None)
    await _tell_support(run.story, workspace)
    return result


async def _new_run(
    account: Account,
    draft: Draft,
    identity: Identity,
    workspace: Workspace,
    listener: Listener,
    kind: Kind,
) -> Run:
    message = await _built(draft, identity)
    new = NewRow(account_id=account.id, account_name=account.name, kind=kind)
    row = await workspace.outbox.add(new, message)
    return Run(account, workspace, listener, row, message)


async def _built(draft: Draft, identity: Identity) -> Message:
    try:
        return await blocking.run(partial(build, draft, identity), limit=BUILD_LIMIT)
    except TimeoutError as error:
        raise MessageError(Phrase("send.attachment.slow")) from error


async def _tell_support(story: Story, workspace: Workspace) -> None:
    """Send the failure report, if the Messenger stepped in and somebody wants to know.

    It is a message of its own; what becomes of it never changes what became of the user's.
    """
    account, messenger = story.account, story.account.messenger
    failure = story.fallback.failure if story.fallback else None
    carried = any(
        r.state is RecipientState.SENT and r.route is Route.MESSENGER for r in story.recipients
    )
    if not (account.support_address and messenger and failure and carried):
        return
    draft = report_draft(account, story.attempts[0], failure, failure.started.astimezone())
    identity = report_identity(account, messenger)
    try:
        run = await _new_run(account, draft, identity, workspace, to_nobody, Kind.REPORT)
    except SendError:
        return
    await run.to_the_end(Route.MESSENGER, messenger=False)


def _check_messenger(account: Account) -> None:
    """Its address is needed at the worst moment, so it is looked at before anything begins."""
    if account.messenger is not None:
        read_mailbox(account.messenger.address)
