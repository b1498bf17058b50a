"""A test message on its way through the whole sandbox, into two mailboxes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import SecretRole
from mailadmin.core.arrival.deleting import delete_test_messages
from mailadmin.core.arrival.learned import with_learned
from mailadmin.core.arrival.outcome import REFUSED, RETURNED, ArrivalResult, Where
from mailadmin.core.arrival.run import ArrivalError, run_arrival
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.event import Event, Finished, Found, Outcome, Started, to_nobody
from mailadmin.core.finding import Status
from mailadmin.core.secret import Secret
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace
from mailadmin.sandbox.scenario import ANNA, OFFICE, Filing, RelayBehaviour, Replies
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def workspace(sandbox: Sandbox, tmp_path: Path) -> Iterator[Workspace]:
    opened = sandbox_workspace(sandbox, tmp_path)
    yield opened
    opened.outbox.close()


async def run(
    sandbox: Sandbox, workspace: Workspace, events: list[Event] | None = None, wait: float = 15.0
) -> ArrivalResult:
    listener = to_nobody if events is None else events.append
    return await run_arrival(
        sandbox.account, workspace, listener, witnesses=sandbox.witnesses, wait=wait
    )


async def test_it_arrives_everywhere_and_is_read(sandbox: Sandbox, workspace: Workspace) -> None:
    events: list[Event] = []
    result = await run(sandbox, workspace, events)
    assert result.status is Outcome.PASSED
    assert [one.address for one in result.mailboxes] == [ANNA, OFFICE]
    assert {one.folder for one in result.mailboxes} == {Where.INBOX}
    for mailbox in result.mailboxes:
        assert mailbox.seconds is not None
        assert 0 <= mailbox.seconds < 15
        assert mailbox.reading is not None
        statuses = {one.check: one.status for one in mailbox.reading.findings}
        for check in ("message.spf", "message.dkim", "message.dmarc", "domain.ptr"):
            assert statuses[check] is Status.OK, check
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Finished) for event in events) == 1


async def test_every_check_that_begins_ends(sandbox: Sandbox, workspace: Workspace) -> None:
    events: list[Event] = []
    await run(sandbox, workspace, events)
    begun = {(one.check, one.subject) for one in events if isinstance(one, Started)}
    ended = {(one.finding.check, one.finding.subject) for one in events if isinstance(one, Found)}
    in_place = {check for check, _ in ended}
    for check, subject in begun:
        assert (check, subject) in ended or check in in_place


async def test_what_comes_back_is_recognised_for_each_mailbox(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    sandbox.switch("returned")
    events: list[Event] = []
    result = await run(sandbox, workspace, events)
    assert result.status is Outcome.FAILED
    assert {one.failure for one in result.mailboxes} == {RETURNED}
    assert result.cause == "recipient-mailbox-full"
    for mailbox in result.mailboxes:
        assert mailbox.reading is not None
        assert mailbox.address in say(mailbox.reading.title)
    arrivals = [
        e.finding for e in events if isinstance(e, Found) and e.finding.check == "inbox.arrival"
    ]
    assert sorted(one.subject for one in arrivals) == sorted([ANNA, OFFICE])
    assert {one.verdict.id for one in arrivals} == {RETURNED}


async def test_what_comes_back_is_heard_of_after_the_own_copy_has_arrived(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    full = Filing(returned="552 5.2.2 The mailbox is full", only=(OFFICE,), delay=1.0)
    sandbox.switch(msgspec.structs.replace(find_scenario("all-well"), filing=full))
    result = await run(sandbox, workspace)
    own, other = result.mailboxes
    assert (own.folder, own.failure) == (Where.INBOX, None)
    assert (other.folder, other.failure) == (None, RETURNED)
    assert (result.status, result.cause) == (Outcome.FAILED, "recipient-mailbox-full")
    assert result.elapsed_ms < 10_000


async def test_an_address_that_the_server_refuses_is_not_waited_for(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    refusing = RelayBehaviour(replies=Replies(recipients={OFFICE: "550 5.1.1 Nobody here"}))
    sandbox.switch(msgspec.structs.replace(find_scenario("all-well"), mail_server=refusing))
    result = await run(sandbox, workspace)
    own, other = result.mailboxes
    assert (own.folder, own.failure) == (Where.INBOX, None)
    assert (other.folder, other.failure) == (None, REFUSED)
    assert result.status is not Outcome.PASSED


async def test_a_mailbox_that_can_not_be_opened_keeps_the_others_from_nothing(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    witness = sandbox.witnesses[0]
    await workspace.credentials.write(witness.id, SecretRole.INBOX, Secret("wrong"))
    result = await run(sandbox, workspace)
    own, other = result.mailboxes
    assert own.folder is Where.INBOX
    assert other.failure == "inbox.auth.refused"
    assert result.status is Outcome.UNKNOWN
    assert OFFICE not in (result.sending.accepted if result.sending else ())


async def test_the_messenger_steps_in_as_for_every_message(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    sandbox.switch("server-down")
    result = await run(sandbox, workspace)
    assert result.sending is not None
    assert result.route == "messenger"
    assert {one.folder for one in result.mailboxes} == {Where.INBOX}


async def test_without_a_mailbox_nothing_is_begun(sandbox: Sandbox, workspace: Workspace) -> None:
    account = msgspec.structs.replace(sandbox.account, inbox=None)
    with pytest.raises(ArrivalError):
        await run_arrival(account, workspace, to_nobody)
    assert await workspace.outbox.rows() == ()


@pytest.mark.parametrize("check", ["inbox.connect", "smtp.auth", "smtp.message", "inbox.arrival"])
async def test_it_can_be_cancelled_at_every_moment(
    sandbox: Sandbox, workspace: Workspace, check: str
) -> None:
    sandbox.switch("swallowed")
    loop = asyncio.get_running_loop()
    task: asyncio.Task[ArrivalResult] | None = None

    def listen(event: Event) -> None:
        if isinstance(event, Started) and event.check == check and task is not None:
            loop.call_soon(task.cancel)

    task = asyncio.ensure_future(
        run_arrival(sandbox.account, workspace, listen, witnesses=sandbox.witnesses, wait=60)
    )
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(20):
            await task
    assert not [one for one in asyncio.all_tasks() if "atch" in repr(one.get_coro())]


async def test_the_test_message_is_deleted_only_when_asked(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    result = await run(sandbox, workspace)
    phrases = await delete_test_messages(result, sandbox.account, sandbox.witnesses, workspace)
    assert [one.id for one in phrases] == ["arrival.deleted.trash"] * 2
    again = await delete_test_messages(result, sandbox.account, sandbox.witnesses, workspace)
    assert [one.id for one in again] == ["arrival.deleted.not-there"] * 2
    none = await delete_test_messages(
        result, msgspec.structs.replace(sandbox.account, inbox=None), (), workspace
    )
    assert none == ()


async def test_what_was_seen_helps_the_checks_of_the_domain(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    result = await run(sandbox, workspace)
    target = with_learned(DomainTarget(domain="sandbox.test"), result)
    assert target.selectors == ("default",)
    assert target.addresses == ("192.0.2.25",)
    assert with_learned(DomainTarget(domain="other.test"), result) == DomainTarget(
        domain="other.test"
    )
    assert with_learned(target, None) == target
