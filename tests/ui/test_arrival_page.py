"""The Arrival page: the real run on the sandbox, and hand-made events for its looks."""

import asyncio
import re
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from mailadmin.core.account import Identity, SecretRole, Security
from mailadmin.core.arrival.deleting import delete_test_messages
from mailadmin.core.arrival.outcome import REFUSED, Where
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Status
from mailadmin.core.reading.source import LARGEST
from mailadmin.core.settings import SettingsFile
from mailadmin.ui import arrival_words, words
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.arrival import ArrivalPage
from mailadmin.ui.printing import document_of_message
from mailadmin.ui.received_message import MessageText
from mailadmin.ui.widgets.mailbox_row import Mailbox, MailboxRow
from mailadmin.ui.widgets.path_view import SHOWN, PathView
from mailadmin.ui.widgets.reading_card import ReadingCard
from mailadmin.ui.widgets.text import Elided, Text
from tests.ui import arrival_samples as samples
from tests.ui.arrival_samples import ACCOUNT, OTHER, OWN, THIRD, WITNESSES
from tests.ui.conftest import OpenStage
from tests.ui.support import (
    Answers,
    Stage,
    accessible_name,
    find,
    is_shown,
    press,
    reachable,
    room_for_all,
    shown_texts,
    type_into,
    until,
)
from tests.ui.test_domain_page import LongWords
from tests.ui.test_main_window import untranslated

HEADERS = b"""\
Received: from out.example.com (out.example.com [192.0.2.7])
 by mx.example.net with ESMTPS; Fri, 27 Nov 2026 15:00:04 +0000
From: Anna <anna@example.com>
To: Bert <bert@example.net>
Subject: =?utf-8?q?F=C3=BCr_dich?=
Date: Fri, 27 Nov 2026 15:00:00 +0000
Message-ID: <1@example.com>

Hello.
"""


def page_of(window: MainWindow) -> ArrivalPage:
    page = window.page("page_arrival")
    assert isinstance(page, ArrivalPage)
    return page


def opened(window: MainWindow, desk: Desk) -> ArrivalPage:
    """The page of somebody with an inbox and two more mailboxes."""
    desk.accounts.add(ACCOUNT)
    for witness in WITNESSES:
        desk.accounts.put_witness(witness)
    window.show_page("page_arrival")
    return page_of(window)


def played(page: ArrivalPage) -> ArrivalPage:
    """The page after a run in which one of each has happened."""
    page.watch._begin(OWN)
    for event in samples.mixed_run():
        page.watch._listen(event)
    page.watch._finish(samples.mixed())
    return page


def states(page: ArrivalPage) -> dict[str, str]:
    """What each mailbox says in a word."""
    return {row.mailbox.address: row.word.text() for row in page.watch.mailboxes.rows()}


def row_of(page: ArrivalPage, address: str) -> MailboxRow:
    (row,) = [row for row in page.watch.mailboxes.rows() if row.mailbox.address == address]
    return row


# -- the real run


async def arrived(stage: Stage) -> ArrivalPage:
    """Send a test message on a stage, and wait for the end."""
    stage.press("page_arrival")
    stage.press("watch_arrival")
    page = page_of(stage.window)
    await until(lambda: not page.watch.running, 60)
    await asyncio.sleep(0.02)
    return page


async def test_a_test_message_arrives_and_is_read(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    page = await arrived(stage)
    assert set(states(page).values()) == {"Inbox"}
    row = page.watch.mailboxes.rows()[0]
    assert row.time.text().endswith(" s")
    assert row.icon.accessibleName() == "Inbox"
    assert "reached the Inbox" in page.watch.title()
    assert page.watch.reading.isVisible()
    assert page.watch.reading.title()
    assert page.watch.reading.checks.rows()
    assert find(stage.window, "watch_arrival").isEnabled()
    assert not is_shown(stage.window, "cancel")


async def test_the_test_message_is_deleted_when_the_user_asks_for_it(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    page = await arrived(stage)
    shown, account = page.watch._shown, stage.desk.accounts.current
    assert shown is not None
    assert shown.result is not None
    assert account is not None
    stage.press("delete_test_message")
    await until(lambda: stage.window.notices.text(), 20)
    for row in page.watch.mailboxes.rows():
        assert f"{row.mailbox.address}: the test message was" in stage.window.notices.text()
    assert not is_shown(stage.window, "delete_test_message")
    again = await delete_test_messages(shown.result, account, (), stage.desk.workspace)
    assert [phrase.id for phrase in again] == ["arrival.deleted.not-there"]


async def test_home_starts_it_in_one_click_and_says_how_it_ended(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    stage.press("home_arrival")
    page = page_of(stage.window)
    assert page.isVisible()
    await until(lambda: not page.watch.running, 60)
    stage.press("page_home")
    assert (
        "The last test message reached the Inbox in"
        in find(stage.window, "home_arrived", Text).text()
    )
    texts = [text.text() for text in shown_texts(stage.window)]
    assert "Arrival: Passed" in texts or "Arrival: Passed with warnings" in texts
    assert "Test message to yourself" in texts
    assert "Your email works" in texts
    assert any("delivered a test message" in text for text in texts)
    stage.press("copy_report")
    assert "inbox.arrival" in QGuiApplication.clipboard().text()


async def test_a_message_that_comes_back_says_so_and_why(on_stage: OpenStage) -> None:
    stage = await on_stage("returned")
    page = await arrived(stage)
    assert set(states(page).values()) == {"Came back"}
    assert "came back" in page.watch.title()
    assert "did not get the message" in page.watch.reading.title()


async def test_a_server_that_does_not_send_says_what_to_do(on_stage: OpenStage) -> None:
    stage = await on_stage("wrong-password")
    account = stage.desk.accounts.current
    assert account is not None
    stage.desk.accounts.put(msgspec.structs.replace(account, messenger=None))
    page = await arrived(stage)
    assert set(states(page).values()) == {"Nothing to wait for"}
    assert is_shown(stage.window, "arrival_failure_title")
    right = stage.sandbox.password
    find(stage.window, "arrival_new_password", QLineEdit).setText(right)
    stage.press("arrival_try_again")
    await until(lambda: page.watch.running)
    await until(lambda: not page.watch.running, 60)
    assert set(states(page).values()) == {"Inbox"}
    assert not is_shown(stage.window, "arrival_failure_title")


async def test_cancel_and_escape_stop_the_waiting(on_stage: OpenStage) -> None:
    stage = await on_stage("swallowed")
    page = page_of(stage.window)
    stage.press("page_arrival")
    for cancel in (
        lambda: stage.press("cancel"),
        lambda: QTest.keyClick(stage.window, Qt.Key.Key_Escape),
    ):
        await until(stage.window.isActiveWindow)
        stage.press("watch_arrival")
        await until(lambda: is_shown(stage.window, "cancel"))
        await until(lambda: "Waiting" in states(page).values(), 20)
        cancel()
        await until(lambda: not page.watch.running, 5)
        assert "You stopped waiting" in page.watch.title()
        assert not {"Waiting", "Signing in"} & set(states(page).values())
        account_id = stage.desk.accounts.current_id
        assert account_id is not None
        assert stage.desk.latest.of(account_id)[0].result is None


async def test_it_goes_on_while_other_pages_are_open_and_one_runs_at_a_time(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    stage.press("page_arrival")
    page = page_of(stage.window)
    page.start()
    page.start()
    stage.press("page_home")
    names = [task.get_name() for task in asyncio.all_tasks()]
    assert names.count("watching for a message") == 1
    await until(lambda: not page.watch.running, 60)
    stage.press("page_arrival")
    assert "Inbox" in states(page).values()


async def test_another_account_has_its_own_mailboxes_and_results(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    page = await arrived(stage)
    said, account = page.watch.title(), stage.desk.accounts.current
    assert account is not None
    other = msgspec.structs.replace(
        account, id="b2", name="Ben", identity=Identity(address="ben@sandbox.test")
    )
    stage.desk.accounts.add(other)
    assert next(iter(states(page))) == "ben@sandbox.test"
    assert set(states(page).values()) == {"Not tested yet"}
    assert page.watch.title() == ""
    assert not page.watch.reading.isVisible()
    stage.desk.accounts.select(account.id)
    assert page.watch.title() == said
    assert set(states(page).values()) == {"Inbox"}


async def test_a_run_under_way_does_not_reach_another_accounts_page(on_stage: OpenStage) -> None:
    stage = await on_stage("swallowed")
    stage.press("page_arrival")
    stage.press("watch_arrival")
    page = page_of(stage.window)
    await until(lambda: "Waiting" in states(page).values(), 20)
    stage.desk.accounts.begin_new("ben@other.example.org")
    await until(lambda: not page.watch.running, 5)
    assert set(states(page).values()) <= {"Not tested yet", "Not set up"}
    assert page.watch.title() == ""
    assert find(stage.window, "watch_arrival").isEnabled()


async def test_a_mailbox_that_is_added_meanwhile_comes_onto_the_list_afterwards(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    stage.press("page_arrival")
    page = page_of(stage.window)
    before = list(states(page))
    page.start()
    await until(lambda: page.watch.title())
    stage.desk.accounts.put_witness(WITNESSES[0])
    assert list(states(page)) == before
    await until(lambda: not page.watch.running, 60)
    assert list(states(page)) == [*before, OTHER]
    assert states(page)[before[0]] == "Inbox"
    assert states(page)[OTHER] == "Not tested yet"


# -- the mailboxes


async def test_every_ending_has_its_word_and_its_icon(window: MainWindow, desk: Desk) -> None:
    page = played(opened(window, desk))
    assert states(page) == {OWN: "Inbox", OTHER: "Junk", THIRD: "Could not look"}
    for row in page.watch.mailboxes.rows():
        assert row.icon.accessibleName() == row.word.text()
        assert row.word.text() in row.accessibleName()
    assert row_of(page, OWN).time.text() == "4 s"
    assert row_of(page, OTHER).time.text() == "1 min 16 s"
    await asyncio.sleep(0.02)
    shown = [text.text() for text in shown_texts(row_of(page, THIRD))]
    assert "What to do (you)" in shown, "what to do about the sign-in is not open"
    for seen, word in (
        (samples.seen(where=Where.OTHER), "Another folder"),
        (samples.seen(where=None), "Missing"),
        (samples.seen(where=None, failure=REFUSED), "Refused"),
    ):
        page.watch._begin(OWN)
        page.watch._finish(samples.result(seen))
        assert states(page)[OWN] == word


async def test_waiting_counts_the_seconds(window: MainWindow, desk: Desk) -> None:
    page = opened(window, desk)
    page.watch._begin(OWN)
    for event in samples.waiting(OWN, seconds=7.0):
        page.watch._listen(event)
    row = row_of(page, OWN)
    assert row.word.text() == "Waiting"
    assert row.time.text() == "7 s"
    await until(lambda: row.time.text() == "8 s", 3)


async def test_what_breaks_leaves_nothing_running(window: MainWindow, desk: Desk) -> None:
    page = opened(window, desk)
    page.watch._begin(OWN)
    for event in samples.waiting(OWN):
        page.watch._listen(event)
    page.watch._broke()
    assert "could not be finished" in page.watch.title()
    assert not {"Waiting", "Signing in", "Ready"} & set(states(page).values())


async def test_each_copy_can_be_read(window: MainWindow, desk: Desk) -> None:
    page = played(opened(window, desk))
    sources = [text.text() for text in shown_texts(page.watch.reading)]
    assert f"The copy that arrived at {OWN}" in sources
    press(window, "mailbox_1_copy")
    sources = [text.text() for text in shown_texts(page.watch.reading)]
    assert f"The copy that arrived at {OTHER}" in sources
    assert is_shown(window, "mailbox_0_copy")
    assert not is_shown(window, "mailbox_1_copy")


async def test_without_an_inbox_it_leads_to_its_fields(window: MainWindow, desk: Desk) -> None:
    desk.accounts.add(msgspec.structs.replace(ACCOUNT, inbox=None))
    window.show_page("page_arrival")
    page = page_of(window)
    assert states(page) == {OWN: "Not set up"}
    press(window, "watch_arrival")
    assert not page.watch.running
    assert page.watch.title() == "There is no mailbox yet in which the program can look."
    press(window, "mailbox_0_set_up")
    assert window.page("page_mail_server").isVisible()
    assert is_shown(window, "inbox_host")


async def test_without_an_account_it_says_so(window: MainWindow, desk: Desk) -> None:
    window.show_page("page_arrival")
    press(window, "watch_arrival")
    assert "Set up an account first" in page_of(window).watch.title()


# -- a mailbox more, another, one less


async def added(window: MainWindow, desk: Desk) -> ArrivalPage:
    """The page after a mailbox was added by hand."""
    desk.accounts.add(ACCOUNT)
    window.show_page("page_arrival")
    press(window, "witness_add")
    type_into(window, "witness_address", OTHER)
    type_into(window, "witness_host", "imaps://imap.example.net")
    type_into(window, "witness_password", "geheim")
    press(window, "witness_save")
    await desk.accounts.all_stored()
    await desk.accounts.flush()
    return page_of(window)


async def test_a_mailbox_is_added_with_its_password(window: MainWindow, desk: Desk) -> None:
    page = await added(window, desk)
    assert list(states(page)) == [OWN, OTHER]
    assert not is_shown(window, "witness_address")
    file = desk.workspace.settings_file
    (witness,) = SettingsFile(file.path).load().settings.witnesses
    assert witness.address == witness.server.user_name == OTHER
    assert (witness.server.host, witness.server.port) == ("imap.example.net", 993)
    secret = await desk.workspace.credentials.read(witness.id, SecretRole.INBOX)
    assert secret is not None
    assert secret.reveal() == "geheim"
    assert "geheim" not in file.path.read_text()


async def test_a_mailbox_is_changed_in_its_place(window: MainWindow, desk: Desk) -> None:
    page = await added(window, desk)
    (before,) = desk.accounts.witnesses
    press(window, "mailbox_1_change")
    assert find(window, "witness_address", QLineEdit).text() == OTHER
    assert find(window, "witness_password", QLineEdit).text() == ""
    type_into(window, "witness_host", "imap.elsewhere.example")
    press(window, "witness_save")
    (after,) = desk.accounts.witnesses
    assert (after.id, after.server.host) == (before.id, "imap.elsewhere.example")
    await desk.accounts.all_stored()
    assert await desk.workspace.credentials.read(after.id, SecretRole.INBOX)
    assert list(states(page)) == [OWN, OTHER]


async def test_a_mailbox_is_removed_with_its_password_when_the_user_says_so(
    window: MainWindow, desk: Desk
) -> None:
    page = await added(window, desk)
    (witness,) = desk.accounts.witnesses
    answers = desk.dialogs
    assert isinstance(answers, Answers)
    press(window, "mailbox_1_remove")
    await until(lambda: len(desk.tasks) == 0)
    assert desk.accounts.witnesses == (witness,)
    answers.choice = "yes"
    press(window, "mailbox_1_remove")
    await until(lambda: len(desk.tasks) == 0)
    assert desk.accounts.witnesses == ()
    assert await desk.workspace.credentials.read(witness.id, SecretRole.INBOX) is None
    assert list(states(page)) == [OWN]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("witness_address", ""),
        ("witness_address", "not an address"),
        ("witness_host", ""),
        ("witness_host", "not a host"),
        ("witness_port", "70000"),
    ],
)
async def test_nothing_invalid_is_saved_and_nothing_typed_is_lost(
    window: MainWindow, desk: Desk, field: str, value: str
) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_arrival")
    press(window, "witness_add")
    typed = {
        "witness_address": OTHER,
        "witness_host": "imap.example.net",
        "witness_port": "993",
        field: value,
    }
    for name, text in typed.items():
        type_into(window, name, text)
    press(window, "witness_save")
    assert desk.accounts.witnesses == ()
    assert find(window, field).accessibleDescription()
    window.show_page("page_home")
    window.show_page("page_arrival")
    for name, text in typed.items():
        assert find(window, name, QLineEdit).text() == text
    press(window, "witness_close")
    assert is_shown(window, "witness_add")


async def test_the_same_mailbox_is_not_on_the_list_twice(window: MainWindow, desk: Desk) -> None:
    await added(window, desk)
    press(window, "witness_add")
    type_into(window, "witness_address", OTHER.upper())
    type_into(window, "witness_host", "imap.example.net")
    press(window, "witness_save")
    assert len(desk.accounts.witnesses) == 1
    assert "already" in find(window, "witness_address").accessibleDescription()


async def test_the_port_follows_the_security(window: MainWindow, desk: Desk) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_arrival")
    press(window, "witness_add")
    form = page_of(window).watch._form
    security = form._fields["inbox_security"]
    security.set_value(Security.STARTTLS)
    security.edited.emit("witness_security")
    assert find(window, "witness_port", QLineEdit).text() == "143"


# -- messages that somebody received


async def read_in(page: ArrivalPage) -> ReadingCard:
    await until(lambda: page.received._task is None, 30)
    await asyncio.sleep(0.02)
    return page.received.reading


async def test_pasted_headers_are_read(window: MainWindow, desk: Desk) -> None:
    window.show_page("page_arrival")
    find(window, "message_text", QPlainTextEdit).setPlainText(HEADERS.decode())
    press(window, "read_message")
    card = await read_in(page_of(window))
    assert card.isVisible()
    shown = [text.text() for text in shown_texts(card)]
    assert "Für dich" in shown
    assert any("mx.example.net" in text for text in shown)
    words_of_checks = {row.word.text() for row in card.checks.rows()}  # type: ignore[attr-defined]
    assert words_of_checks <= {words.status_word(status) for status in Status}
    press(window, "message_copy_for_support")
    assert "message.path" in QGuiApplication.clipboard().text()
    find(window, "message_text_shown", QAbstractButton).click()
    assert any("Hello." in b.toPlainText() for b in card.findChildren(QPlainTextEdit))


async def test_a_file_is_opened_and_read(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    answers = desk.dialogs
    assert isinstance(answers, Answers)
    file = tmp_path / "message.eml"
    file.write_bytes(HEADERS)
    answers.files = [file]
    window.show_page("page_arrival")
    press(window, "open_message")
    page = page_of(window)
    await until(lambda: page.received._task is not None)
    card = await read_in(page)
    assert "The file message.eml" in [text.text() for text in shown_texts(card)]


def drag(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


async def test_a_file_is_dropped_anywhere_on_the_page(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "dropped.eml"
    file.write_bytes(HEADERS)
    window.show_page("page_arrival")
    page = page_of(window)
    data, copy, left = drag(file), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, keys)
    QApplication.sendEvent(page.viewport(), entered)
    assert entered.isAccepted()
    QApplication.sendEvent(page.viewport(), QDropEvent(QPointF(5, 5), copy, data, left, keys))
    await until(lambda: page.received._task is not None)
    card = await read_in(page)
    assert "The file dropped.eml" in [text.text() for text in shown_texts(card)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "nothing in it"),
        (b" \r\n ", "nothing in it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "Outlook"),
        (b"a" * (LARGEST + 1), "bigger than"),
        (b"550 5.1.1 <bert@example.net>: User unknown\n", "no headers"),
    ],
    ids=["empty", "blank", "picture", "outlook", "big", "an error alone"],
)
async def test_what_is_no_message_is_said_in_a_sentence(
    window: MainWindow, desk: Desk, tmp_path: Path, content: bytes, word: str
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    window.show_page("page_arrival")
    page = page_of(window)
    page.received.read_files([file])
    await read_in(page)
    assert word in find(window, "message_text").accessibleDescription()
    assert not page.received.reading.isVisible()


async def test_a_folder_and_a_missing_file_are_said(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    window.show_page("page_arrival")
    page = page_of(window)
    for path in (tmp_path, tmp_path / "gone.eml"):
        page.received.read_files([path])
        await read_in(page)
        assert "can't be read" in find(window, "message_text").accessibleDescription()


async def test_one_message_is_read_at_a_time_and_reading_can_be_cancelled(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "message.eml"
    file.write_bytes(HEADERS)
    window.show_page("page_arrival")
    page = page_of(window)
    page.received.read_files([file])
    await until(lambda: is_shown(window, "cancel_reading"))
    page.received.read_files([file])
    assert "being read already" in window.notices.text()
    await until(lambda: page.received.reading.isVisible(), 30)
    if page.received._task is not None:  # else it was faster than a hand
        press(window, "cancel_reading")
        card = await read_in(page)
        assert card.title() == "The reading was cancelled."
    assert find(window, "read_message").isEnabled()
    assert not is_shown(window, "cancel_reading")


async def test_nothing_pasted_is_said_beside_the_box(window: MainWindow, desk: Desk) -> None:
    window.show_page("page_arrival")
    press(window, "read_message")
    assert "no text yet" in find(window, "message_text").accessibleDescription()


@pytest.mark.parametrize(
    "text", ["a" * 30_000, "a\n" * 150_000], ids=["an endless line", "many lines"]
)
def test_a_text_too_long_to_show_is_not_put_into_the_box(app: QApplication, text: str) -> None:
    box = MessageText()
    pasted: list[str] = []
    box.much_pasted.connect(pasted.append)
    data = QMimeData()
    data.setText(text)
    box.insertFromMimeData(data)
    assert pasted == [text]
    assert box.toPlainText() == ""


# -- the way


def test_the_way_is_read_stop_by_stop(app: QApplication) -> None:
    view = PathView(samples.HOPS)
    view.resize(600, 900)
    view.show()
    said = [stop.accessibleName() for stop in view.stops]
    assert len(said) == len(samples.HOPS) + 1
    assert said[0] == "Where it set out: [192.168.1.20]"
    assert "Stop 3 of 15: mx2.example.net" in said[3]
    assert "It took 21 min to get here" in said[3]
    assert "clocks is wrong" in said[4]
    assert "Not encrypted" in said[5]
    assert "no time given" in said[6]
    assert "inside one network" in said[7]
    assert "A server without a name" in said[8]
    warned = [text.text() for text in shown_texts(view) if text._tone is not None]
    assert any("It took 21 min" in text for text in warned)
    assert "Not encrypted" in warned
    view.grab()


def test_an_endless_way_is_bounded(app: QApplication) -> None:
    view = PathView([samples.hop(1)] * 500)
    view.show()
    assert len(view.stops) == SHOWN
    assert "441 more are not shown." in [text.text() for text in view.findChildren(Text)]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "less than 1 s"),
        (4.1, "4 s"),
        (76, "1 min 16 s"),
        (120, "2 min"),
        (3605, "1 h"),
        (90000, "1 d 1 h"),
    ],
)
def test_spans_of_time_are_said_in_two_units(app: QApplication, seconds: float, said: str) -> None:
    assert arrival_words.duration(seconds) == said


# -- on paper


async def test_a_reading_is_printed(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    answers = desk.dialogs
    assert isinstance(answers, Answers)
    page = opened(window, desk)
    page.print_all()
    assert "nothing to print" in window.notices.text()
    played(page)
    answers.paper = tmp_path / "paper.pdf"
    press(window, "copy_print")
    await until(lambda: len(desk.tasks) == 0)
    assert answers.paper.read_bytes().startswith(b"%PDF")
    reading = samples.message(*samples.FINDINGS, hops=samples.HOPS)
    text = document_of_message(reading).toPlainText()
    assert reading.about_message.subject in text
    for finding in samples.FINDINGS:
        assert words.title_of(finding) in text
    assert "It took 21 min to get here" in text


# -- looks


async def furnished(window: MainWindow, desk: Desk) -> ArrivalPage:
    """The page with everything on it that can be, all of it open."""
    page = played(opened(window, desk))
    page.watch._failure.show_result(samples.not_sent())
    page.watch._open_form(None)
    page.received.reading.show_result(
        "", samples.message(*samples.FINDINGS, hops=samples.HOPS, status=Outcome.FAILED)
    )
    for card in (page.watch.reading, page.received.reading):
        for row in card.checks.rows():
            row.opener.setChecked(row.opener.isVisibleTo(page))
    for name in ("copy_way", "copy_text_shown", "message_way", "message_text_shown"):
        find(window, name, QAbstractButton).setChecked(True)
    await asyncio.sleep(0.05)
    return page


async def test_everything_the_keyboard_reaches_is_named_and_named_once(
    window: MainWindow, desk: Desk
) -> None:
    page = await furnished(window, desk)
    window.put_in_order()
    parts = [part for part in reachable(window) if page.isAncestorOf(part)]
    assert len(parts) > 20
    for part in parts:
        assert accessible_name(part), f"{part} {part.objectName()} has no name"
    named = [
        part.objectName()
        for part in page.findChildren(QWidget)
        if part.objectName() and not part.objectName().startswith("qt_")
    ]
    assert {name for name in named if named.count(name) > 1} == set()
    for button in page.findChildren(QAbstractButton):
        if button.text():
            assert button.text() in accessible_name(button)


async def test_the_names_that_others_rely_on_are_kept(window: MainWindow, desk: Desk) -> None:
    await furnished(window, desk)
    for name, visible in (
        ("page_arrival", "Arrival"),
        ("watch_arrival", "Send a test email to yourself and watch it arrive"),
        ("cancel", "Cancel"),
        ("witness_add", "Add a mailbox"),
        ("read_message", "Read the message"),
        ("open_message", "Open a file"),
        ("message_text", "Message or headers"),
    ):
        assert accessible_name(find(window, name)) == visible


def test_nothing_a_stranger_wrote_is_taken_for_html(app: QApplication) -> None:
    card = ReadingCard("message_")
    card.resize(700, 900)
    card.show()
    about = msgspec.structs.replace(
        samples.message().about_message, subject="<b>no</b><img src=x>", text="x" * 3_000_000
    )
    card.show_result("", msgspec.structs.replace(samples.message(), about_message=about))
    assert any("<b>no</b>" in line.text() for line in card.findChildren(Elided))
    find(card, "message_text_shown", QAbstractButton).click()
    (block,) = card.findChildren(QPlainTextEdit)
    assert len(block.toPlainText()) < 30_000
    text = document_of_message(
        msgspec.structs.replace(samples.message(), about_message=about)
    ).toPlainText()
    assert "<b>no</b>" in text


def test_a_long_address_does_not_widen_the_page(app: QApplication) -> None:
    row = MailboxRow(Mailbox(address="a" * 200 + "@example.com"), "mailbox_0")
    row.resize(400, 80)
    row.show()
    assert row.minimumSizeHint().width() <= 400


@pytest.mark.parametrize(
    ("width", "height", "scale", "longer"),
    [(1000, 700, 1, False), (800, 560, 1, False), (1000, 700, 2, False), (800, 560, 1, True)],
)
async def test_nothing_is_cut_off(
    desk: Desk, app: QApplication, width: int, height: int, scale: int, longer: bool
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    app.setFont(font)
    translator = LongWords()
    if longer:
        app.installTranslator(translator)
    window = MainWindow(desk)
    window.show()
    window.resize(width, height)
    try:
        page = await furnished(window, desk)
        await room_for_all(page)
        for block in page.findChildren(QPlainTextEdit):
            if block.isVisibleTo(page):
                assert block.horizontalScrollBar().maximum() == 0, block.toPlainText()
        if longer:
            strangers = re.compile(
                r".*(\d\d:\d\d|192\.168|TLS|Hello|MIIB|AUTHENT|berg@|rundschr).*", re.DOTALL
            )
            left = [text for text in untranslated(window) if not strangers.fullmatch(text)]
            assert left == []
    finally:
        app.removeTranslator(translator)


def test_a_long_name_does_not_push_the_address_out(app: QApplication) -> None:
    card = ReadingCard("message_")
    card.resize(500, 900)
    card.show()
    about = msgspec.structs.replace(
        samples.message().about_message, sender="Bank " * 200, address="x@evil.example"
    )
    result = msgspec.structs.replace(samples.message(), about_message=about)
    card.show_result("", result)
    assert "x@evil.example" in [line.text() for line in card.findChildren(Elided)]
    assert "x@evil.example" in document_of_message(result).toPlainText()
