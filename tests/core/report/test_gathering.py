"""What a report takes out of settings, history and outbox."""

import sqlite3
from datetime import timedelta

import msgspec
import pytest

from mailadmin.core.account import Route
from mailadmin.core.event import Found, Outcome, Phrase
from mailadmin.core.finding import ReplySeen, Status
from mailadmin.core.history.details import Details
from mailadmin.core.history.run import About, Kind, Run
from mailadmin.core.ids import LONG, new_id
from mailadmin.core.report.as_json import decode
from mailadmin.core.report.content import MessageLine, Report
from mailadmin.core.report.file import Form
from mailadmin.core.report.gathering import RECENT, Sources, gather
from mailadmin.core.report.saving import render
from mailadmin.core.report.trimming import LARGEST, Computer, trimmed
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.message import build
from mailadmin.core.send.records import Ending, NewRow, Reason
from mailadmin.core.send.routes import RecipientResult, RecipientState
from mailadmin.core.workspace import Workspace
from tests.core.history import samples
from tests.core.report.samples import ACCOUNT, NOW, WITNESS, a_test, finding

HERE = Computer(name="annas-laptop", home="/srv/anna")


async def gathered(workspace: Workspace) -> Report:
    sources = Sources(workspace.history, workspace.outbox, HERE)
    return await gather(ACCOUNT, (WITNESS,), sources, NOW)


async def keep(workspace: Workspace, kind: Kind, minutes: float, **more: object) -> Run:
    about = About(
        account_id=ACCOUNT.id,
        account_name=ACCOUNT.name,
        kind=kind,
        route=more.get("route"),  # type: ignore[arg-type]
        domain=more.get("domain"),  # type: ignore[arg-type]
    )
    run = samples.run(about, minutes=minutes, cancelled=bool(more.get("cancelled")))
    if "details" in more:
        details = more["details"]
        assert isinstance(details, Details)
        run = msgspec.structs.replace(run, events=details.events, result=details.result)
    await workspace.history.add(run)
    return run


async def test_the_newest_of_each_kind_and_route_is_in_it(workspace: Workspace) -> None:
    for minutes in (1, 2):
        await keep(workspace, Kind.TEST, minutes, route=Route.MAIL_SERVER)
    await keep(workspace, Kind.TEST, 3, route=Route.MAIL_SERVER, cancelled=True)
    await keep(workspace, Kind.TEST, -9, route=Route.MESSENGER)
    await keep(workspace, Kind.DOMAIN, 4, domain="example.com")
    await keep(workspace, Kind.DOMAIN, 5, domain="stranger.example")
    await keep(workspace, Kind.ARRIVAL, 6)
    await workspace.history.add(samples.run(samples.about(account="bert"), minutes=9))
    found = [
        (one.kind, one.route, one.domain, one.ended) for one in (await gathered(workspace)).tests
    ]
    assert found == [
        (Kind.ARRIVAL, None, None, samples.NOW + timedelta(minutes=6)),
        (Kind.DOMAIN, None, "example.com", samples.NOW + timedelta(minutes=4)),
        (Kind.TEST, Route.MAIL_SERVER, None, samples.NOW + timedelta(minutes=2)),
        (Kind.TEST, Route.MESSENGER, None, samples.NOW - timedelta(minutes=9)),
    ]


async def test_another_domain_is_better_than_none(workspace: Workspace) -> None:
    await keep(workspace, Kind.DOMAIN, 5, domain="stranger.example")
    assert [one.domain for one in (await gathered(workspace)).tests] == ["stranger.example"]


async def test_what_has_changed_since_it_went_well_is_in_it(workspace: Workspace) -> None:
    good = finding(verdict="smtp.auth.ok", status=Status.OK, cause=None)
    good = msgspec.structs.replace(
        good, verdict=msgspec.structs.replace(good.verdict, params={"user": "a", "mechanism": "b"})
    )
    well = Details(events=(Found(good),), result=samples.result())
    await keep(workspace, Kind.TEST, 1, route=Route.MAIL_SERVER, details=well)
    bad = a_test("Not accepted").kept
    await keep(workspace, Kind.TEST, 2, route=Route.MAIL_SERVER, details=bad)
    (test,) = (await gathered(workspace)).tests
    assert test.changes is not None
    assert test.changes.since == samples.NOW + timedelta(minutes=1)
    (difference,) = test.changes.differences
    assert (difference.check, difference.now and difference.now.status) == ("smtp.auth", "failed")
    text = render(await gathered(workspace), Form.TEXT).data.decode()
    assert "What has changed since it went well the last time" in text
    assert "Then: Signed in as a" in text


async def test_nothing_of_a_message_is_in_it_but_what_became_of_it(workspace: Workspace) -> None:
    draft = Draft(
        to=("bert@private.example",), cc=("carl@private.example",), subject="Merger", text="Top."
    )
    message = build(draft, ACCOUNT.identity)
    new = NewRow(account_id=ACCOUNT.id, account_name=ACCOUNT.name)
    await workspace.outbox.add(new, message)
    report = await gathered(workspace)
    (line,) = report.recent
    assert isinstance(line, MessageLine)
    assert (line.recipients, line.taken, line.state) == (2, 0, "waiting")
    assert line.message_id == message.message_id
    for form in (Form.JSON, Form.HTML, Form.TEXT):
        data = render(report, form).data
        for private in (b"private.example", b"bert", b"Merger", b"Top."):
            assert private not in data, (form, private)


@pytest.mark.parametrize(
    ("phrase", "cause", "said"),
    [
        (Phrase("outbox.interrupted"), None, "the program ended before"),
        (Phrase("outbox.interrupted"), "recipient-unknown", "There is no such recipient"),
        (Phrase("history.unknown-id", {"id": "bert@private.example"}), None, None),
        (Phrase("phrase.of-tomorrow"), "cause-of-tomorrow", None),
    ],
)
async def test_why_a_message_stands_so_is_said_without_a_name(
    workspace: Workspace, phrase: Phrase, cause: str | None, said: str | None
) -> None:
    bert = "bert@private.example"
    message = build(Draft(to=(bert,), subject="Merger", text="Top."), ACCOUNT.identity)
    row = await workspace.outbox.add(NewRow(account_id=ACCOUNT.id, account_name="A"), message)
    reply = ReplySeen(code=550, enhanced="5.1.1", text=f"<{bert}>: unknown")
    refused = RecipientResult(address=bert, state=RecipientState.REFUSED, reply=reply)
    reason = Reason(phrase=phrase, cause=cause, reply=reply)
    await workspace.outbox.settle(row.id, Ending(recipients=(refused,), reason=reason))
    report = await gathered(workspace)
    (line,) = report.recent
    assert isinstance(line, MessageLine)
    assert (line.state, line.code, line.enhanced) == ("not-sent", 550, "5.1.1")
    assert (said is None) is (line.title == "")
    assert (said or "") in line.title
    assert b"bert" not in render(report, Form.JSON).data


async def test_a_test_of_another_version_keeps_its_line(workspace: Workspace) -> None:
    await keep(workspace, Kind.TEST, 1, route=Route.MAIL_SERVER)
    spoil(workspace)
    await keep(workspace, Kind.TEST, 2, route=Route.MESSENGER, details=a_test("No").kept)
    first, second = (await gathered(workspace)).tests
    assert (first.route, first.kept is not None) == (Route.MESSENGER, True)
    assert (second.route, second.kept) == (Route.MAIL_SERVER, None)
    text = render(await gathered(workspace), Form.TEXT).data.decode()
    assert "kept by another version" in text


async def test_a_good_test_of_another_version_is_not_compared_with(workspace: Workspace) -> None:
    await keep(workspace, Kind.TEST, 1, route=Route.MAIL_SERVER)
    spoil(workspace)
    await keep(workspace, Kind.TEST, 2, route=Route.MAIL_SERVER, details=a_test("No").kept)
    (test,) = (await gathered(workspace)).tests
    assert test.changes is None
    assert test.kept is not None


def spoil(workspace: Workspace) -> None:
    """As if another version had kept all tests."""
    db = sqlite3.connect(workspace.data_dir / "history.db")
    with db:
        db.execute("UPDATE details SET details = x'00'")
    db.close()


async def test_a_cancelled_test_stands_in_the_list(workspace: Workspace) -> None:
    await keep(workspace, Kind.DOMAIN, 1, domain="example.com", cancelled=True)
    report = await gathered(workspace)
    assert report.tests == ()
    assert "Cancelled  Check of the domain example.com" in render(report, Form.TEXT).data.decode()


async def test_the_list_has_the_last_twenty_of_five_thousand(workspace: Workspace) -> None:
    for number in range(30):
        await keep(workspace, Kind.ARRIVAL, number)
    assert len((await gathered(workspace)).recent) == RECENT


async def test_what_can_not_be_read_is_said_without_a_path(workspace: Workspace) -> None:
    workspace.data_dir.mkdir(parents=True)
    (workspace.data_dir / "history.db").mkdir()
    (workspace.data_dir / "outbox.db").mkdir()
    report = await gathered(workspace)
    assert report.problems == ("report.no-history", "report.no-messages")
    text = render(report, Form.TEXT).data.decode()
    assert "could not be read" in text
    assert str(workspace.data_dir) not in text


LINES = (
    "    1.0 C: EHLO office-pc.lan",
    "    2.0 S: 250 mx Hello OFFICE-PC.lan [192.0.2.9]",
    "    3.0 S: 500 annas-laptop? mail.annas-laptop.example stays, as anna-annas-laptop does",
    "    4.0 *: can't read /srv/anna/cert.pem",
    "    5.0 C: EHLO [192.0.2.9]",
)


def test_nothing_tells_of_this_computer() -> None:
    details = a_test("You are office-pc.lan", transcript=LINES).kept
    assert details is not None
    shorter = trimmed(details, HERE)
    assert shorter.details is not None
    assert shorter.cut is False
    text = msgspec.json.encode(shorter.details).decode()
    for telling in ("office-pc", "OFFICE-PC", "/srv/anna", "500 annas-laptop"):
        assert telling not in text
    for harmless in ("[this computer]", "~/cert.pem", "mail.annas-laptop.example", "[192.0.2.9]"):
        assert harmless in text


@pytest.mark.parametrize("name", ["messenger", "mail-server", "Failed", "found", "reply", "test"])
def test_a_computer_may_be_called_by_a_word_of_ours(name: str) -> None:
    details = a_test("No", transcript=(f"    1.0 C: EHLO {name}",)).kept
    assert details is not None
    shorter = trimmed(details, Computer(name=name))
    assert shorter.details is not None
    assert shorter.details.result == details.result


def test_ten_megabytes_are_cut_and_say_so() -> None:
    details = a_test("z" * 10_000_000, transcript=("S: " + "y" * 9_000,) * 2_001).kept
    assert details is not None
    shorter = trimmed(details, HERE)
    assert shorter.cut
    assert shorter.details is not None
    data = msgspec.json.encode(shorter.details)
    assert len(data) <= LARGEST
    assert b"characters more" in data


def test_what_is_too_much_even_so_is_left_out_and_the_report_says_so() -> None:
    reply = ReplySeen(code=500, enhanced=None, text="x" * 300)
    many = Found(finding(*(reply,) * 50, params={"user": "u", "reply": "r"}))
    details = Details(events=(many,) * 3_000, result=None)
    assert trimmed(details, HERE, largest=10_000) == (None, True)


@pytest.mark.parametrize("form", [Form.HTML, Form.JSON])
async def test_a_report_is_opened_as_it_was_made(workspace: Workspace, form: Form) -> None:
    await keep(workspace, Kind.TEST, 1, route=Route.MAIL_SERVER, details=a_test("No").kept)
    await keep(workspace, Kind.ARRIVAL, 2)
    report = await gathered(workspace)
    assert decode(render(report, form).data) == report


def test_the_file_of_a_report_has_room_in_what_is_opened() -> None:
    from mailadmin.core.report.file import LARGEST as OPENED
    from tests.core.report.samples import report

    details = a_test("z" * 3_900, transcript=("S: " + "ü" * 200,) * 2_001).kept
    assert details is not None
    kept = trimmed(details, HERE).details
    tests = (msgspec.structs.replace(a_test("x"), kept=kept),) * 5
    assert len(render(report(*tests), Form.HTML).data) < OPENED


def test_a_run_that_is_kept_nowhere_belongs_to_nobody() -> None:
    from mailadmin.core.report.opened import run_of
    from tests.core.report.samples import report

    run = run_of(report(), a_test("x"))
    assert run is not None
    assert run.about.account_id == ""
    assert len(new_id(LONG)) == len(run.id)
    assert Outcome.FAILED is (run.result and run.result.status)
    assert run_of(report(), msgspec.structs.replace(a_test("x"), kept=None)) is None
