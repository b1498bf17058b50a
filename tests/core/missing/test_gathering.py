"""Finding out what can be found out, on the sandbox: real servers, real outbox."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import Account
from mailadmin.core.arrival.outcome import ArrivalResult, Where
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.event import Event, Found, Outcome, Result, Started, to_nobody
from mailadmin.core.finding import Finding, Status
from mailadmin.core.history.run import Kind as History
from mailadmin.core.missing import looked
from mailadmin.core.missing.answers import After, Answers, Scope
from mailadmin.core.missing.case import Case
from mailadmin.core.missing.evidence import Sought, row_of
from mailadmin.core.missing.gathering import gather
from mailadmin.core.missing.reasons import rank
from mailadmin.core.reading.outcome import Signer
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.records import Kind
from mailadmin.core.send.sending import send
from mailadmin.core.texts import title_of
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.scenario import BERT
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from tests.core.history.samples import about, result, run
from tests.core.missing.samples import BOUNCE, arrived


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox("all-well") as running:
        yield running


@pytest.fixture
def workspace(sandbox: Sandbox, tmp_path: Path) -> Iterator[Workspace]:
    made = sandbox_workspace(sandbox, tmp_path)
    yield made
    made.outbox.close()


def told(events: list[Event]) -> dict[str, Finding]:
    """What each place said."""
    found = (event.finding for event in events if isinstance(event, Found))
    return {one.check: one for one in found if one.check.startswith("missing.")}


async def keep_test(
    workspace: Workspace, account: Account, result: Result, *, days: float = 0
) -> None:
    """A test of this account that ended so many days ago is in the history."""
    kind = History.ARRIVAL if isinstance(result, ArrivalResult) else History.TEST
    whose = about(kind, account=account.id)
    ended = datetime.now(UTC) - timedelta(days=days)
    await workspace.history.add(run(whose, ended=ended, end=result))


def to_bert(subject: str = "Offer") -> Draft:
    return Draft(to=(BERT,), subject=subject, text="Hello.")


async def test_every_place_is_looked_at_and_says_a_sentence(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await send(sandbox.account, to_bert(), workspace, to_nobody)
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.BOUNCE, text="550 5.1.1 unknown")
    events: list[Event] = []
    test = arrived(None)
    test = msgspec.structs.replace(test, title=msgspec.structs.replace(
        test.title, id="arrival.result.not-sent"))  # fmt: skip
    await keep_test(workspace, sandbox.account, test)
    found = await gather(answers, sandbox.account, workspace, events.append)
    planned = looked.places(answers, sandbox.account)
    assert set(told(events)) == set(planned)
    assert {e.check for e in events if isinstance(e, Started)} >= set(planned)
    for finding in told(events).values():
        assert "{" not in title_of(finding)
    assert found.row is not None
    assert found.row.subject == "Offer"
    assert not found.is_it
    assert found.receiver is not None
    assert not found.receiver.takes_no_mail
    assert found.pasted is not None
    assert found.domain is not None
    assert found.sender == sandbox.user
    assert any(isinstance(e, Found) and e.finding.check == "domain.spf" for e in events)


async def test_a_returned_message_is_found_in_the_outbox_by_its_number(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    sent = await send(sandbox.account, to_bert("The one"), workspace, to_nobody)
    await send(sandbox.account, to_bert("Another"), workspace, to_nobody)
    text = BOUNCE.replace("<1@x.test>", str(sent.message_id))
    answers = Answers(scope=Scope.ONE, recipient="", after=After.BOUNCE, text=text)
    found = await gather(answers, sandbox.account, workspace, to_nobody)
    assert found.row is not None
    assert (found.row.subject, found.is_it) == ("The one", True)
    # Whom the report names is asked about, where the user does not know.
    assert found.receiver is not None
    assert found.receiver.domain == "firm.test"


async def test_without_its_number_a_returned_message_is_found_by_subject_and_recipient(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await send(sandbox.account, to_bert("Offer"), workspace, to_nobody)
    await send(sandbox.account, to_bert("Another"), workspace, to_nobody)
    text = BOUNCE.replace("bert@firm.test", BERT).replace("Message-ID: <1@x.test>\n", "")
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.BOUNCE, text=text)
    found = await gather(answers, sandbox.account, workspace, to_nobody)
    assert found.row is not None
    assert (found.row.subject, found.is_it) == ("Offer", True)
    other = msgspec.structs.replace(answers, text=text.replace("Offer", "Not ours"))
    found = await gather(other, sandbox.account, workspace, to_nobody)
    assert found.row is None


async def test_a_message_to_somebody_nobody_names_is_not_guessed(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await send(sandbox.account, to_bert(), workspace, to_nobody)
    silent = Answers(scope=Scope.ONE, recipient="", after=After.SILENCE)
    assert (await gather(silent, sandbox.account, workspace, to_nobody)).row is None
    everybody = msgspec.structs.replace(silent, scope=Scope.ALL)
    assert (await gather(everybody, sandbox.account, workspace, to_nobody)).row is not None


async def test_messages_of_another_account_and_reports_to_support_are_not_in_question(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await send(sandbox.account, to_bert(), workspace, to_nobody)
    (row,) = await workspace.outbox.rows()
    sought = Sought(account_id=sandbox.account.id, recipient=BERT)
    assert row_of([row], sought) == (row, False)
    assert row_of([row], msgspec.structs.replace(sought, account_id="b2")) == (None, False)
    report = msgspec.structs.replace(row, kind=Kind.REPORT)
    assert row_of([report], sought) == (None, False)


async def test_a_typing_mistake_that_is_made_each_time_is_seen(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    for _ in range(2):
        draft = Draft(to=("bert@gmial.com",), subject="Offer", text="Hello.")
        await send(sandbox.account, draft, workspace, to_nobody)
    silent = Answers(scope=Scope.ONE, recipient="bert@gmial.com", after=After.SILENCE)
    found = await gather(silent, sandbox.account, workspace, to_nobody)
    assert found.receiver is not None
    assert found.receiver.meant == "gmail.com"


async def test_the_own_domain_is_looked_at_with_what_the_test_message_has_shown(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    test = arrived(Where.INBOX)
    (box,) = test.mailboxes
    assert box.reading is not None
    signer = Signer(domain="sandbox.test", selector="seen2026")
    reading = msgspec.structs.replace(box.reading, signers=(signer,))
    test = msgspec.structs.replace(
        test,
        title=msgspec.structs.replace(test.title, id="arrival.result.not-sent"),
        mailboxes=(msgspec.structs.replace(box, reading=reading),),
    )
    silent = Answers(scope=Scope.ONE, recipient=BERT, after=After.SILENCE)
    await keep_test(workspace, sandbox.account, test)
    found = await gather(silent, sandbox.account, workspace, to_nobody)
    assert found.domain is not None
    assert "seen2026" in repr(found.domain.findings)


async def test_tests_of_earlier_days_are_known_and_told_with_their_day(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await keep_test(workspace, sandbox.account, result(Outcome.FAILED), days=2)
    everybody = Answers(scope=Scope.ALL, after=After.SILENCE)
    events: list[Event] = []
    found = await gather(everybody, sandbox.account, workspace, events.append)
    assert found.failed_test is not None
    assert "did not work when it was tested on 20" in title_of(told(events)[looked.TEST])
    assert told(events)[looked.ARRIVAL].status is Status.INFO
    reasons = rank(Case(everybody, found, datetime.now(UTC)))
    assert "server-did-not-work" in [reason.id for reason in reasons]


async def test_a_test_that_is_too_old_or_of_other_settings_says_nothing(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    silent = Answers(scope=Scope.ALL, after=After.SILENCE)
    await keep_test(workspace, sandbox.account, result(Outcome.FAILED), days=8)
    assert (await gather(silent, sandbox.account, workspace, to_nobody)).test is None
    await keep_test(workspace, sandbox.account, result(Outcome.FAILED))
    assert (await gather(silent, sandbox.account, workspace, to_nobody)).test is not None
    await workspace.history.outdate(sandbox.account.id)
    assert (await gather(silent, sandbox.account, workspace, to_nobody)).test is None


async def test_what_was_sent_since_speaks_against_a_failed_test(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    await keep_test(workspace, sandbox.account, result(Outcome.FAILED))
    await send(sandbox.account, to_bert(), workspace, to_nobody)
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.SILENCE)
    found = await gather(answers, sandbox.account, workspace, to_nobody)
    assert found.test is not None
    assert found.failed_test is None


async def test_a_broken_history_is_one_place_less(sandbox: Sandbox, workspace: Workspace) -> None:
    (workspace.data_dir / "history.db").mkdir(parents=True)
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.SILENCE)
    events: list[Event] = []
    found = await gather(answers, sandbox.account, workspace, events.append)
    assert found.test is None
    assert told(events)[looked.TEST].status is Status.UNKNOWN
    assert found.domain is not None


async def test_without_account_and_internet_it_says_so_and_goes_on(tmp_path: Path) -> None:
    offline = open_workspace(tmp_path, ("127.0.0.1:9",), None, MemoryCredentials())
    events: list[Event] = []
    answers = Answers(scope=Scope.ONE, recipient="bert@firm.test", after=After.SILENCE)
    try:
        found = await gather(answers, None, offline, events.append)
    finally:
        offline.outbox.close()
    assert found.domain is None
    assert looked.DOMAIN not in told(events)
    assert told(events)[looked.RECIPIENT].status is Status.UNKNOWN
    assert told(events)[looked.OUTBOX].status is Status.INFO
    assert found.receiver is None or not found.receiver.takes_no_mail


async def test_an_outbox_that_cannot_be_read_is_no_reason_to_stop(
    sandbox: Sandbox, workspace: Workspace
) -> None:
    (workspace.data_dir / "outbox.db").mkdir(parents=True)
    events: list[Event] = []
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.SILENCE)
    found = await gather(answers, sandbox.account, workspace, events.append)
    assert found.row is None
    assert told(events)[looked.OUTBOX].status is Status.UNKNOWN
    assert found.domain is not None


async def test_it_can_be_cancelled(sandbox: Sandbox, workspace: Workspace) -> None:
    events: list[Event] = []
    answers = Answers(scope=Scope.ONE, recipient=BERT, after=After.SILENCE)
    task = asyncio.ensure_future(gather(answers, sandbox.account, workspace, events.append))
    while not events:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    begun = {event.check for event in events if isinstance(event, Started)}
    assert begun == {event.finding.check for event in events if isinstance(event, Found)}
