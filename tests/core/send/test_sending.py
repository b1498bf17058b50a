"""Sending for real, to the sandbox: what arrived, what the outbox says, what the user is told."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import (
    FromPolicy,
    Identity,
    Route,
    SecretRole,
    Security,
    Server,
    SignIn,
)
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Event, Found, Outcome, Started, to_nobody
from mailadmin.core.finding import Status
from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.secret import Secret
from mailadmin.core.send import looking
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.errors import MessageError, OutboxError
from mailadmin.core.send.looking import look_for
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import Kind, Phase, State
from mailadmin.core.send.routes import RecipientState
from mailadmin.core.send.sending import send
from mailadmin.core.texts import say, title_of
from mailadmin.sandbox.scenario import ANNA, BERT, NOBODY, RelayBehaviour, Replies, Scenario
from mailadmin.sandbox.scenarios import SCENARIOS, find_scenario
from tests.core.send.support import Desk, with_parts
from tests.impatience import in_a_hurry
from tests.servers import scripted

DeskAt = Callable[[Scenario | str], Awaitable[Desk]]

STATE_OF = {
    Outcome.PASSED: State.SENT,
    Outcome.WARNING: State.SENT,
    Outcome.FAILED: State.NOT_SENT,
    Outcome.UNCERTAIN: State.UNCERTAIN,
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits fifteen seconds for a message that never comes."""
    monkeypatch.setattr(looking, "LOOK_LIMIT", 1.5)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
async def test_in_every_scenario_mailbox_outbox_and_result_agree(
    desk_at: DeskAt, scenario: Scenario
) -> None:
    desk = await desk_at(in_a_hurry(scenario))
    result = await desk.send(*scenario.to)
    expected = scenario.expected
    assert (result.status, result.route) == (expected.send, expected.route)
    filing = scenario.filing
    at_once = filing.folder and not filing.delay and not filing.returned
    arrived = [one for one in desk.received() if one["Message-ID"] == result.message_id]
    assert len(arrived) == (expected.copies if at_once else 0)
    if at_once:
        assert len(desk.received()) == len(arrived)
    row = await desk.workspace.outbox.show(result.outbox_id or "")
    assert row.state is STATE_OF[expected.send]
    sent = {r.address for r in row.recipients if r.state is RecipientState.SENT}
    assert sent == set(result.accepted)
    for address in result.accepted:
        assert not at_once or len(desk.received(address)) == 1
    assert row.message_id == result.message_id
    assert row.reason is not None and row.reason.phrase == result.title
    desk.heard_everything_out()
    if expected.route is Route.MESSENGER:
        cause = expected.send_cause or expected.cause or "auth-method-unavailable"
        assert result.fallback_cause == cause
    for phrase in (result.title, *result.proven, *result.not_proven):
        assert say(phrase)


# -- what the user is told


async def test_success_says_the_route_and_what_was_not_proven(desk_at: DeskAt) -> None:
    result = await (await desk_at("all-well")).send()
    assert say(result.title) == "Sent through your mail server"
    assert [phrase.id for phrase in result.proven] == ["send.proven.accepted"]
    assert [phrase.id for phrase in result.not_proven] == ["send.not-proven.delivery"]
    assert result.queue_id is not None
    assert result.accepted == (ANNA,) and result.refused == ()
    assert result.failure is None and result.fallback_cause is None


async def test_the_messenger_says_why_it_stepped_in_and_what_recipients_see(
    desk_at: DeskAt,
) -> None:
    result = await (await desk_at("server-down")).send()
    assert say(result.title) == (
        "Sent through the Messenger, because your mail server refused the connection"
    )
    assert result.proven[-1].id == "from.via.reject"
    assert result.failure is None


async def test_when_nobody_sends_the_last_failure_and_both_reasons_are_told(
    desk_at: DeskAt,
) -> None:
    result = await (await desk_at("both-down")).send()
    assert result.title.id == "send.not-sent.neither"
    assert result.failure is not None and result.failure.route is Route.MESSENGER
    assert result.failure.check == "net.connect" and title_of(result.failure)
    assert "send.because.closed" in [phrase.id for phrase in result.not_proven]
    assert result.fallback_cause == "network-refused"


async def test_a_refused_recipient_is_named_with_the_servers_words(desk_at: DeskAt) -> None:
    result = await (await desk_at("one-recipient-refused")).send(ANNA, BERT, NOBODY)
    assert result.accepted == (ANNA, BERT)
    assert result.refused == (NOBODY,)
    assert "User unknown" in say(result.not_proven[0])


async def test_what_was_found_in_the_inbox_was_sent_and_the_user_is_told_where(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("lost-after-data")
    result = await desk.send()
    assert result.status is Outcome.PASSED
    assert [phrase.id for phrase in result.proven] == [
        "send.proven.accepted",
        "send.proven.found",
    ]
    assert result.not_proven == ()
    assert ("inbox.arrival", Status.OK) in desk.checks


# -- may have been sent


async def test_without_a_mailbox_to_look_into_it_stays_uncertain(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data")
    desk.change(inbox=None)
    result = await desk.send()
    assert (result.status, result.route) == (Outcome.UNCERTAIN, Route.MAIL_SERVER)
    assert result.accepted == () and result.refused == ()
    assert len(desk.received()) == 1  # it did arrive, but nobody can know


async def test_a_message_to_others_is_not_looked_for_in_the_inbox(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data")
    result = await desk.send(BERT)
    assert result.status is Outcome.UNCERTAIN


async def test_a_mailbox_that_can_not_be_read_leaves_it_uncertain(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data")
    await desk.workspace.credentials.write(desk.account.id, SecretRole.INBOX, Secret("wrong"))
    result = await desk.send()
    assert result.status is Outcome.UNCERTAIN
    assert ("inbox.auth", Status.FAILED) in desk.checks


async def test_the_messenger_never_follows_an_uncertain_mail_server(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data-undelivered")
    result = await desk.send()
    assert result.status is Outcome.UNCERTAIN
    assert desk.received() == []
    assert not any(e.finding.route is Route.MESSENGER for e in desk.heard if isinstance(e, Found))


async def test_the_user_may_send_an_uncertain_message_again(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data-undelivered")
    first = await desk.send()
    desk.sandbox.switch("all-well")
    desk.heard.clear()
    again = await desk.resend(first.outbox_id or "")
    assert (again.status, again.message_id) == (Outcome.PASSED, first.message_id)
    assert [message["Message-ID"] for message in desk.received()] == [first.message_id]
    desk.heard_everything_out()


async def test_a_later_sure_failure_does_not_undo_that_it_may_have_been_sent(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("lost-after-data-undelivered")
    first = await desk.send()
    desk.sandbox.switch("both-down")
    again = await desk.resend(first.outbox_id or "")
    assert again.status is Outcome.UNCERTAIN
    assert again.title.id == "send.still-uncertain"
    row = await desk.workspace.outbox.show(first.outbox_id or "")
    assert row.state is State.UNCERTAIN


# -- again


async def test_a_retry_reaches_only_those_who_do_not_have_it(desk_at: DeskAt) -> None:
    desk = await desk_at("one-recipient-refused")
    first = await desk.send(ANNA, BERT, NOBODY)
    desk.sandbox.switch("all-well")
    again = await desk.resend(first.outbox_id or "")
    assert again.accepted == (NOBODY,)
    assert [len(desk.received(address)) for address in (ANNA, BERT, NOBODY)] == [1, 1, 1]
    with pytest.raises(OutboxError):
        await desk.resend(first.outbox_id or "")


async def test_a_retry_through_the_messenger_is_written_as_the_messenger_writes(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("both-down")
    first = await desk.send()
    desk.sandbox.switch("all-well")
    again = await desk.resend(first.outbox_id or "", route=Route.MESSENGER)
    assert (again.status, again.route) == (Outcome.PASSED, Route.MESSENGER)
    assert again.title.id == "send.sent.messenger" and again.fallback_cause is None
    (message,) = desk.received()
    assert message["Message-ID"] == first.message_id
    assert message["From"].addresses[0].display_name == "Anna Berg via Messenger"


async def test_a_retry_through_the_mail_server_alone_does_not_use_the_messenger(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("both-down")
    first = await desk.send()
    desk.sandbox.switch("server-down")
    again = await desk.resend(first.outbox_id or "", route=Route.MAIL_SERVER)
    assert (again.status, again.title.id) == (Outcome.FAILED, "send.not-sent.mail-server")
    assert desk.received() == []


async def test_two_retries_at_once_send_once(desk_at: DeskAt, tmp_path: Path) -> None:
    desk = await desk_at("both-down")
    first = await desk.send()
    desk.sandbox.switch("all-well")
    with closing(Outbox(tmp_path / "data" / "outbox.db")) as other_window:
        other = with_parts(desk.workspace, outbox=other_window)
        second = Desk(sandbox=desk.sandbox, account=desk.account, workspace=other)
        results = await asyncio.gather(
            desk.resend(first.outbox_id or ""),
            second.resend(first.outbox_id or ""),
            return_exceptions=True,
        )
    assert sum(isinstance(result, OutboxError) for result in results) == 1
    assert len(desk.received()) == 1


async def test_a_retry_without_a_messenger_says_so(desk_at: DeskAt) -> None:
    desk = await desk_at("both-down")
    first = await desk.send()
    desk.change(messenger=None)
    with pytest.raises(OutboxError) as caught:
        await desk.resend(first.outbox_id or "", route=Route.MESSENGER)
    assert caught.value.phrase.id == "outbox.no-messenger"


# -- the Messenger


async def test_no_fallback_means_none(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down")
    result = await desk.send(fallback=False)
    assert (result.status, result.title.id) == (Outcome.FAILED, "send.not-sent.mail-server")
    assert desk.received() == []
    assert result.fallback_cause is None


async def test_without_a_messenger_the_mail_server_is_the_last(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down")
    desk.change(messenger=None)
    result = await desk.send()
    assert result.title.id == "send.not-sent.mail-server"
    assert result.failure is not None and result.failure.verdict.cause == "network-refused"


async def test_via_the_messenger_names_the_user_and_replies_go_home(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down")
    await desk.send()
    (message,) = desk.received()
    assert str(message["From"]) == "Anna Berg via Messenger <relay@messenger.sandbox.test>"
    assert str(message["Reply-To"]) == "Anna Berg <anna@sandbox.test>"
    assert message["Sender"] is None


async def test_where_dmarc_allows_it_from_stays_the_users(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down-on-behalf")
    await desk.send()
    (message,) = desk.received()
    assert str(message["From"]) == "Anna Berg <anna@sandbox.test>"
    assert str(message["Sender"]) == "relay@messenger.sandbox.test"


async def test_the_users_choice_of_from_counts(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down")
    assert desk.account.messenger is not None
    chosen = FromPolicy.ON_BEHALF_OF
    desk.change(messenger=msgspec.structs.replace(desk.account.messenger, from_policy=chosen))
    result = await desk.send()
    assert str(desk.received()[0]["From"]) == "Anna Berg <anna@sandbox.test>"
    assert result.proven[-1].id == "from.on-behalf-of.chosen"


async def test_one_put_off_goes_through_the_messenger_with_the_same_message_id(
    desk_at: DeskAt,
) -> None:
    put_off = RelayBehaviour(replies=Replies(recipients={BERT: "451 4.7.1 Greylisted"}))
    desk = await desk_at(msgspec.structs.replace(find_scenario("all-well"), mail_server=put_off))
    result = await desk.send(ANNA, BERT)
    assert result.status is Outcome.PASSED and result.title.id == "send.sent.both"
    assert result.fallback_cause == "temporary-greylisted"
    (to_anna,), (to_bert,) = desk.received(ANNA), desk.received(BERT)
    assert to_anna["Message-ID"] == to_bert["Message-ID"] == result.message_id
    assert "via Messenger" in str(to_bert["From"]) and "via" not in str(to_anna["From"])
    row = await desk.workspace.outbox.show(result.outbox_id or "")
    assert [r.route for r in row.recipients] == [Route.MAIL_SERVER, Route.MESSENGER]


async def test_sent_to_some_and_refused_by_both_for_others_is_a_warning(desk_at: DeskAt) -> None:
    put_off = RelayBehaviour(replies=Replies(recipients={BERT: "451 4.7.1 Greylisted"}))
    refusing = RelayBehaviour(replies=Replies(recipients={BERT: "550 5.1.1 User unknown"}))
    scenario = msgspec.structs.replace(
        find_scenario("all-well"), mail_server=put_off, messenger=refusing
    )
    desk = await desk_at(scenario)
    result = await desk.send(ANNA, BERT)
    assert (result.status, result.title.id) == (Outcome.WARNING, "send.partly.mail-server")
    assert result.refused == (BERT,)


async def test_a_locked_keyring_is_said_and_does_not_lose_the_message(desk_at: DeskAt) -> None:
    desk = await desk_at("all-well")

    class Locked:
        async def read(self, account_id: str, role: SecretRole) -> Secret | None:
            raise CredentialsError(KeyringCause.LOCKED)

    locked = with_parts(desk.workspace, credentials=Locked())
    desk.workspace = locked
    result = await desk.send()
    assert result.status is Outcome.FAILED
    assert result.failure is not None
    assert (result.failure.check, result.failure.verdict.cause) == (
        "keyring.read",
        "keyring-locked",
    )
    row = await desk.workspace.outbox.show(result.outbox_id or "")
    assert row.state is State.NOT_SENT and row.can_be_sent


# -- the support address


async def test_support_hears_why_the_messenger_stepped_in_and_nothing_else(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("wrong-password")
    desk.change(support_address="support@sandbox.test")
    draft = Draft(to=(ANNA,), bcc=(BERT,), subject="Top secret", text="Do not tell anybody")
    result = await desk.send(draft=draft)
    assert result.route is Route.MESSENGER
    desk.heard_everything_out()
    (report,) = desk.received("support@sandbox.test")
    text = report.get_content()
    assert report.get_content_type() == "text/plain"
    assert "smtp.auth" in text and "auth-bad-credentials" in text and "535" in text
    assert "S:" in text and "C: EHLO" in text
    assert str(report["Reply-To"]) == "anna@sandbox.test"
    whole = report.as_string()
    for private in ("Top secret", "Do not tell", BERT, "not-the-password"):
        assert private not in whole
    for secret in desk.sandbox.secrets.values():
        assert secret.reveal() not in whole
    rows = await desk.workspace.outbox.rows()
    assert [row.kind for row in rows] == [Kind.REPORT, Kind.MESSAGE]
    assert {row.state for row in rows} == {State.SENT}


async def test_a_report_that_fails_changes_nothing_for_the_users_message(
    desk_at: DeskAt,
) -> None:
    refusing = RelayBehaviour(replies=Replies(recipients={"support@sandbox.test": "550 5.1.1 no"}))
    desk = await desk_at(msgspec.structs.replace(find_scenario("server-down"), messenger=refusing))
    desk.change(support_address="support@sandbox.test")
    result = await desk.send()
    assert result.status is Outcome.PASSED
    report, message = await desk.workspace.outbox.rows()
    assert (report.state, message.state) == (State.NOT_SENT, State.SENT)
    desk.sandbox.switch("all-well")
    again = await desk.resend(report.id)
    assert again.route is Route.MESSENGER
    assert len(desk.received("support@sandbox.test")) == 1


async def test_a_nonsense_support_address_costs_nothing(desk_at: DeskAt) -> None:
    desk = await desk_at("server-down")
    desk.change(support_address="nonsense")
    assert (await desk.send()).status is Outcome.PASSED
    assert len(await desk.workspace.outbox.rows()) == 1


@pytest.mark.parametrize("scenario", ["all-well", "greylisted", "both-down"])
async def test_support_hears_nothing_where_there_is_nothing_to_repair_or_no_way(
    desk_at: DeskAt, scenario: str
) -> None:
    desk = await desk_at(scenario)
    desk.change(support_address="support@sandbox.test")
    await desk.send()
    reports = [r for r in await desk.workspace.outbox.rows() if r.kind is Kind.REPORT]
    assert len(reports) == (1 if scenario == "greylisted" else 0)


# -- before anything is sent


async def test_a_missing_attachment_stops_it_before_it_begins(
    desk_at: DeskAt, tmp_path: Path
) -> None:
    desk = await desk_at("all-well")
    gone = Attachment(path=str(tmp_path / "gone.pdf"))
    with pytest.raises(MessageError) as caught:
        await desk.send(draft=Draft(to=(ANNA,), attachments=(gone,)))
    assert say(caught.value.phrase)
    assert desk.heard == [] and await desk.workspace.outbox.rows() == ()


@pytest.mark.parametrize("field", ["identity", "messenger"])
async def test_an_impossible_own_address_stops_it_before_it_begins(
    desk_at: DeskAt, field: str
) -> None:
    desk = await desk_at("all-well")
    assert desk.account.messenger is not None
    if field == "identity":
        desk.change(identity=Identity(address="nonsense"))
    else:
        desk.change(messenger=msgspec.structs.replace(desk.account.messenger, address="nonsense"))
    with pytest.raises(MessageError):
        await desk.send()
    assert await desk.workspace.outbox.rows() == ()


async def test_an_outbox_that_can_not_be_written_stops_it_before_it_begins(
    desk_at: DeskAt, tmp_path: Path
) -> None:
    desk = await desk_at("all-well")
    blocked = Outbox(Path(__file__) / "outbox.db")
    desk.workspace = with_parts(desk.workspace, outbox=blocked)
    with pytest.raises(OutboxError):
        await desk.send()
    assert desk.received() == []


async def test_a_disk_that_fails_on_the_way_stops_it_and_no_messenger_is_tried(
    desk_at: DeskAt, tmp_path: Path
) -> None:
    desk = await desk_at("all-well")
    file = tmp_path / "data" / "outbox.db"

    def listener(event: Event) -> None:
        desk.heard.append(event)
        if isinstance(event, Started) and event.check == "smtp.sender":
            file.write_bytes(b"the disk is dying" * 1000)

    result = await send(desk.account, Draft(to=(ANNA,), text="x"), desk.workspace, listener)
    assert desk.received() == []
    assert result.status is Outcome.FAILED
    assert result.failure is not None and result.failure.check == "outbox.write"
    assert say(result.failure.verdict and result.title)
    assert result.not_proven[-1].id.startswith("outbox.")
    assert not any(e.finding.route is Route.MESSENGER for e in desk.heard if isinstance(e, Found))


# -- cancelling


async def cancelled_at(desk: Desk, check: str, *, after: float = 0.0) -> None:
    """Begin to send and cancel when a check begins."""
    began = asyncio.Event()

    def listener(event: Event) -> None:
        desk.heard.append(event)
        if isinstance(event, Started) and event.check == check:
            began.set()

    draft = Draft(to=(ANNA,), text="x")
    task = asyncio.create_task(send(desk.account, draft, desk.workspace, listener))
    await began.wait()
    await asyncio.sleep(after)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


CHECKS = (
    "dns.resolve", "net.connect", "tls.handshake", "tls.certificate", "smtp.greeting",
    "smtp.ehlo", "smtp.auth", "smtp.sender", "smtp.recipient",
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
async def test_cancelled_before_the_end_it_was_not_sent(desk_at: DeskAt, check: str) -> None:
    desk = await desk_at("all-well")
    await cancelled_at(desk, check)
    assert desk.received() == []
    (row,) = await desk.workspace.outbox.rows()
    assert (row.state, row.phase) == (State.NOT_SENT, None)
    assert row.reason is not None and row.reason.phrase.id == "outbox.cancelled"
    assert row.can_be_sent
    desk.heard.clear()
    assert (await desk.resend(row.id)).status is Outcome.PASSED
    assert len(desk.received()) == 1


@pytest.mark.parametrize("after", [0.0, 0.002, 0.005, 0.01, 0.02, 0.05])
async def test_cancelled_around_the_end_the_outbox_never_says_less_than_the_truth(
    desk_at: DeskAt, after: float
) -> None:
    desk = await desk_at("all-well")
    task_ended = False
    try:
        await cancelled_at(desk, "smtp.message", after=after)
    except BaseException as error:  # it was faster than the cancel
        assert "DID NOT RAISE" in str(error)
        task_ended = True
    await asyncio.sleep(0.2)
    (row,) = await desk.workspace.outbox.rows()
    copies = len(desk.received())
    if task_ended:
        assert (row.state, copies) == (State.SENT, 1)
    elif row.state is State.NOT_SENT:
        assert copies == 0
    else:
        assert row.state in (State.UNCERTAIN, State.SENT)


async def test_cancelled_while_the_messenger_waits_for_the_dns(desk_at: DeskAt) -> None:
    desk = await desk_at("server-silent")
    await cancelled_at(desk, "smtp.greeting", after=0.1)
    (row,) = await desk.workspace.outbox.rows()
    assert row.state is State.NOT_SENT


async def test_cancelled_while_the_keyring_asks_it_was_not_sent(desk_at: DeskAt) -> None:
    desk = await desk_at("all-well")
    asked = asyncio.Event()

    class Asking:
        async def read(self, account_id: str, role: SecretRole) -> Secret | None:
            asked.set()
            await asyncio.sleep(60)
            return None

    desk.workspace = with_parts(desk.workspace, credentials=Asking())
    task = asyncio.create_task(desk.send())
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (row,) = await desk.workspace.outbox.rows()
    assert row.state is State.NOT_SENT
    assert [r.state for r in row.recipients] == [RecipientState.NOT_SENT]


TAKEN = (
    scripted.say("220 hello"), *scripted.ehlo(), scripted.expect("MAIL"), scripted.say("250 ok"),
    scripted.expect("RCPT"), scripted.say("250 ok"), scripted.expect("RCPT"),
    scripted.say("550 5.1.1 unknown"), scripted.expect("DATA"), scripted.say("354 go"),
    scripted.read_message(),
)  # fmt: skip


def by_script(desk: Desk, port: int) -> None:
    """Let the mail server of the account be one that follows a script."""
    server = Server(
        host="localhost", port=port, security=Security.NONE, sign_in=SignIn.NONE, time_limit=5.0
    )
    desk.change(mail_server=server, messenger=None)


async def test_a_cancel_after_the_servers_yes_does_not_make_it_uncertain(desk_at: DeskAt) -> None:
    desk = await desk_at("all-well")
    accepted = asyncio.Event()

    def listener(event: Event) -> None:
        if isinstance(event, Found) and event.finding.check == "smtp.message":
            accepted.set()

    async with scripted.scripted(*TAKEN, scripted.say("250 queued")) as server:
        by_script(desk, server.port)
        draft = Draft(to=(ANNA, BERT), text="x")
        task = asyncio.create_task(send(desk.account, draft, desk.workspace, listener))
        await accepted.wait()
        await asyncio.sleep(0.1)  # now it only waits for the goodbye, which never comes
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    (row,) = await desk.workspace.outbox.rows()
    assert row.state is State.SENT
    assert row.reason is not None and row.reason.phrase.id == "outbox.cancelled-too-late"
    assert [r.state for r in row.recipients] == [RecipientState.SENT, RecipientState.REFUSED]


async def test_who_was_turned_away_is_not_in_doubt_when_the_end_is(desk_at: DeskAt) -> None:
    desk = await desk_at("all-well")
    async with scripted.scripted(*TAKEN, scripted.wait(30)) as server:
        by_script(desk, server.port)
        draft = Draft(to=(ANNA, BERT), text="x")
        task = asyncio.create_task(send(desk.account, draft, desk.workspace, to_nobody))
        await asyncio.sleep(0.5)
        (row,) = await desk.workspace.outbox.rows()
        assert (row.phase, row.in_flight) == (Phase.HANDING_OVER, (ANNA,))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    (row,) = await desk.workspace.outbox.rows()
    assert row.state is State.UNCERTAIN
    assert [r.state for r in row.recipients] == [RecipientState.UNCERTAIN, RecipientState.REFUSED]
    assert row.recipients[1].reply is not None and row.recipients[1].reply.code == 550


async def test_an_address_in_utf8_is_never_pushed_at_a_server_that_can_not_take_it(
    desk_at: DeskAt,
) -> None:
    desk = await desk_at("all-well")
    async with scripted.scripted(scripted.say("220 hello"), *scripted.ehlo("8BITMIME")) as server:
        by_script(desk, server.port)
        desk.change(identity=Identity(address=ANNA, reply_to="bört@sandbox.test"))
        result = await desk.send()
        assert not any(line.startswith("MAIL") for line in server.heard)
    assert result.status is Outcome.FAILED
    assert result.failure is not None and result.failure.verdict.id == "smtp.sender.smtputf8"


# -- looking again, later


async def test_a_message_in_doubt_can_be_looked_for_later(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data")
    inbox = desk.account.inbox
    desk.change(inbox=None)
    result = await desk.send()
    row_id = result.outbox_id or ""
    looked = await look_for(row_id, desk.account, desk.workspace, to_nobody)
    assert looked.search is None and looked.row.state is State.UNCERTAIN
    desk.change(inbox=inbox)
    looked = await look_for(row_id, desk.account, desk.workspace, to_nobody)
    assert looked.search is not None and looked.search.found
    assert looked.row.state is State.SENT
    assert (await desk.workspace.outbox.show(row_id)).state is State.SENT
    again = await look_for(row_id, desk.account, desk.workspace, to_nobody)
    assert again.search is None


async def test_not_finding_it_proves_nothing(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data-undelivered")
    result = await desk.send()
    looked = await look_for(result.outbox_id or "", desk.account, desk.workspace, to_nobody)
    assert looked.search is not None and not looked.search.found
    assert looked.row.state is State.UNCERTAIN


async def test_a_locked_keyring_leaves_it_in_doubt_and_is_said(desk_at: DeskAt) -> None:
    desk = await desk_at("lost-after-data")
    memory = desk.workspace.credentials

    class LockedInbox:
        async def read(self, account_id: str, role: SecretRole) -> Secret | None:
            if role is SecretRole.INBOX:
                raise CredentialsError(KeyringCause.LOCKED)
            return await memory.read(account_id, role)

    desk.workspace = with_parts(desk.workspace, credentials=LockedInbox())
    result = await desk.send()
    assert result.status is Outcome.UNCERTAIN
    assert ("keyring.read", Status.FAILED) in desk.checks


async def test_a_retry_whose_text_is_lost_leaves_the_row_as_it_was(
    desk_at: DeskAt, tmp_path: Path
) -> None:
    desk = await desk_at("both-down")
    first = await desk.send()
    with closing(sqlite3.connect(tmp_path / "data" / "outbox.db")) as db, db:
        db.execute("DELETE FROM header")
        db.execute("DELETE FROM body")
    before = await desk.workspace.outbox.show(first.outbox_id or "")
    with pytest.raises(OutboxError) as caught:
        await desk.resend(first.outbox_id or "")
    assert caught.value.phrase.id == "outbox.no-text"
    after = await desk.workspace.outbox.show(first.outbox_id or "")
    assert (after.state, after.reason) == (before.state, before.reason)


async def test_a_report_can_not_be_retried_without_a_messenger(desk_at: DeskAt) -> None:
    refusing = RelayBehaviour(replies=Replies(recipients={"support@sandbox.test": "550 5.1.1 no"}))
    desk = await desk_at(msgspec.structs.replace(find_scenario("server-down"), messenger=refusing))
    desk.change(support_address="support@sandbox.test")
    await desk.send()
    report, _ = await desk.workspace.outbox.rows()
    desk.change(messenger=None)
    with pytest.raises(OutboxError) as caught:
        await desk.resend(report.id)
    assert caught.value.phrase.id == "outbox.no-messenger"


async def test_a_bug_on_the_way_leaves_no_row_that_seems_to_be_sent(
    desk_at: DeskAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await desk_at("all-well")

    def broken(event: Event) -> None:
        if isinstance(event, Found) and event.finding.check == "smtp.auth":
            raise KeyError("a listener of ours")

    with pytest.raises(KeyError):
        await send(desk.account, Draft(to=(ANNA,), text="x"), desk.workspace, broken)
    (row,) = await desk.workspace.outbox.rows()
    assert row.state is State.NOT_SENT
    assert row.reason is not None and row.reason.phrase.id == "outbox.interrupted"
    assert await send(desk.account, Draft(to=(ANNA,), text="x"), desk.workspace, to_nobody)
