"""History: everything that was tested and sent, each as it was, and what has changed since."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.event import Outcome, to_nobody
from mailadmin.core.history.run import Kind, Summary
from mailadmin.core.history.selection import Ending, What
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.sandbox.scenario import BERT
from mailadmin.ui.desk import Desk
from mailadmin.ui.history_list import PAGE_OF
from mailadmin.ui.history_model import Column
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.history import HistoryPage
from mailadmin.ui.widgets.choice import Choice
from mailadmin.ui.widgets.text import Text
from tests.core.history import samples
from tests.core.missing.samples import arrived
from tests.ui.conftest import OpenStage
from tests.ui.support import Stage, find, press, until


def page_of(window: MainWindow) -> HistoryPage:
    """The page, opened."""
    window.show_page("page_history")
    page = window.page("page_history")
    assert isinstance(page, HistoryPage)
    return page


def rows(page: HistoryPage) -> list[tuple[str, str]]:
    """What the table says: what it was, and how it ended."""
    model = page.list.model
    columns = (Column.WHAT, Column.RESULT)
    cells = [[model.data(model.index(row, one)) for one in columns] for row in range(len(model))]
    return [(what, result) for what, result in cells]


async def read(page: HistoryPage) -> None:
    """Wait until the list is read."""
    await until(lambda: page.list._reading is not None and page.list._reading._task is not None)
    reading = page.list._reading
    assert reading is not None
    await reading.ended()


def put_a_folder_in_its_place(data: Path) -> None:
    """So that the history can't be read."""
    (data / "history.db").mkdir()


def choose(page: HistoryPage, name: str, value: str) -> None:
    """Choose what to show, as a person does."""
    choice = find(page, name, Choice)
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


async def press_test(stage: Stage) -> None:
    """Press the test button and wait for its result."""
    before = len(stage.desk.latest.all())
    stage.window.show_page("page_home")
    press(stage.window, "home_test")
    await until(lambda: len(stage.desk.latest.all()) > before, 20)
    await stage.desk.keeping.all_kept()


async def test_an_empty_history_says_what_to_do_first(window: MainWindow, desk: Desk) -> None:
    del desk
    page = page_of(window)
    await read(page)
    assert "Test your connection or send an email" in find(page, "history_empty", Text).text()
    assert page.list.table.isHidden()


async def test_tests_and_messages_stand_in_one_list_and_open_as_they_were(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    await press_test(stage)
    draft = Draft(to=(BERT,), subject="Offer", text="Hello.")
    await send(stage.sandbox.account, draft, stage.desk.workspace, to_nobody)
    page = page_of(stage.window)
    await read(page)
    assert rows(page) == [
        (f"Offer → {BERT}", "Sent: Sent through your mail server"),
        ("Connection test", "Passed: smtp.sandbox.test works"),
    ]
    page.open(page.list.model.entry(1))
    await until(lambda: not page.opened.isHidden())
    assert page.list.isHidden()
    assert find(page, "past_result_title", Text).text() == "smtp.sandbox.test works"
    assert find(page, "history_entry", Text).text().startswith("Connection test, ")
    press(page, "past_copy")
    assert "smtp.sandbox.test works" in QApplication.clipboard().text()
    press(page, "history_back")
    assert not page.list.isHidden()
    page.open(page.list.model.entry(0))
    await until(lambda: not page.opened.isHidden())
    assert find(page, "past_message_title", Text).text() == "Sent"
    page.stop()  # as Esc does
    assert page.opened.isHidden()


async def test_a_failed_test_says_what_has_changed_since_it_went_well(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    await press_test(stage)
    stage.sandbox.switch("app-password-wanted")
    await press_test(stage)
    page = page_of(stage.window)
    await read(page)
    page.open(page.list.model.entry(0))
    await until(lambda: not page.opened.isHidden())
    # What would go on from a new test does not stand here: it is the past.
    names = [one.objectName() for one in page.opened.findChildren(QAbstractButton)]
    assert "past_try_again" not in names
    assert "past_copy_for_support" not in names
    press(page, "past_compare")
    changes = page.opened.findChild(object, "past_changes")  # type: ignore[type-var]
    await until(lambda: not changes.isHidden())  # type: ignore[attr-defined]
    said = [text.text() for text in changes.findChildren(Text)]  # type: ignore[attr-defined]
    assert said[0].startswith("Compared with ")
    assert "Sign-in: It ended otherwise" in said
    assert any(line.startswith("Now: ") for line in said)
    assert not any("Recipient" in line for line in said)


async def test_the_first_good_test_has_nothing_to_be_compared_with(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await press_test(stage)
    page = page_of(stage.window)
    await read(page)
    page.open(page.list.model.entry(0))
    await until(lambda: not page.opened.isHidden())
    press(page, "past_compare")
    await until(lambda: any("no earlier test" in one.text() for one in page.findChildren(Text)))


async def test_every_kind_of_run_opens(on_stage: OpenStage) -> None:
    from mailadmin.core.arrival.run import run_arrival
    from mailadmin.core.domain.own import target_of
    from mailadmin.core.domain.survey import survey

    stage = await on_stage("junked")
    desk, account = stage.desk, stage.sandbox.account
    domain = account.identity.address.rpartition("@")[2]
    found = await survey(target_of(domain, account), desk.workspace.net, to_nobody)
    desk.remember(account.id, Kind.DOMAIN, (), found, domain=domain)
    came = await run_arrival(account, desk.workspace, to_nobody, witnesses=())
    desk.remember(account.id, Kind.ARRIVAL, (), came)
    for kind in Kind:
        desk.remember(account.id, kind, (), None, domain=domain)
    await desk.keeping.all_kept()
    page = page_of(stage.window)
    await read(page)
    runs = [entry for entry in page.list.model._entries if isinstance(entry, Summary)]
    assert len(runs) == 5
    for entry in runs:
        page.open(entry)
        await until(lambda: not page.opened.isHidden())
        texts = [one.text() for one in page.opened.findChildren(Text) if one.text()]
        assert texts
        assert not any("{" in one for one in texts)
        page.back()


async def test_what_is_shown_can_be_chosen(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    account = stage.sandbox.account.id
    stage.desk.remember(account, Kind.TEST, (), samples.result())
    stage.desk.remember(account, Kind.DOMAIN, (), samples.result(Outcome.FAILED), domain="x.test")
    await stage.desk.keeping.all_kept()
    page = page_of(stage.window)
    await read(page)
    assert len(rows(page)) == 2
    choose(page, "history_what", What.DOMAINS)
    await read(page)
    assert [what for what, _ in rows(page)] == ["Check of x.test"]
    choose(page, "history_ending", Ending.GOOD)
    await read(page)
    assert "Choose other things to show" in find(page, "history_empty", Text).text()
    choose(page, "history_what", What.EVERYTHING)
    await read(page)
    assert [what for what, _ in rows(page)] == ["Connection test"]
    assert not page.list.table.isHidden()


async def test_a_long_list_is_read_as_far_as_somebody_scrolls(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    history = stage.desk.workspace.history
    many = PAGE_OF + 30
    for number in range(many):
        whose = samples.about(account=stage.sandbox.account.id)
        await history.add(samples.run(whose, minutes=-number))
    page = page_of(stage.window)
    await read(page)
    assert len(page.list.model) == PAGE_OF
    page.list.table.scrollToBottom()
    await until(lambda: len(page.list.model) == many)
    times = [page.list.model.entry(row).ended for row in range(many)]  # type: ignore[union-attr]
    assert times == sorted(times, reverse=True)


async def test_the_keyboard_opens_and_comes_back(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await press_test(stage)
    page = page_of(stage.window)
    await read(page)
    table = page.list.table
    assert isinstance(table, QTableView)
    table.setFocus()
    flag = QItemSelectionModel.SelectionFlag
    first = page.list.model.index(0, 0)
    table.selectionModel().setCurrentIndex(first, flag.ClearAndSelect | flag.Rows)
    QTest.keyClick(table, Qt.Key.Key_Return)
    await until(lambda: not page.opened.isHidden())
    back = find(page, "history_back", QAbstractButton)
    assert stage.window.focusWidget() is back
    QTest.keyClick(back, Qt.Key.Key_Return)
    assert not page.list.isHidden()
    assert stage.window.focusWidget() is table
    assert table.currentIndex().row() == 0


async def test_clearing_asks_and_leaves_the_messages(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await press_test(stage)
    draft = Draft(to=(BERT,), subject="Offer", text="Hello.")
    await send(stage.sandbox.account, draft, stage.desk.workspace, to_nobody)
    page = page_of(stage.window)
    await read(page)
    stage.answers.choice = None
    press(page, "history_clear")
    await until(lambda: bool(stage.answers.asked))
    assert len(rows(page)) == 2
    stage.answers.choice = "yes"
    press(page, "history_clear")
    await until(lambda: len(rows(page)) == 1)
    assert rows(page)[0][0].startswith("Offer")
    assert stage.desk.latest.all() == ()


async def test_scrolling_while_another_selection_is_read_does_not_stop_it(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    history = stage.desk.workspace.history
    for number in range(PAGE_OF + 5):
        whose = samples.about(account=stage.sandbox.account.id)
        await history.add(samples.run(whose, minutes=-number))
    page = page_of(stage.window)
    await read(page)
    choose(page, "history_what", What.DOMAINS)
    page.list.model.more_wanted.emit()
    await read(page)
    assert rows(page) == []
    assert page.list.table.isHidden()


async def test_the_chosen_entry_stays_chosen_when_another_comes(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    account = stage.sandbox.account.id
    for _ in range(3):
        stage.desk.remember(account, Kind.TEST, (), samples.result())
    await stage.desk.keeping.all_kept()
    page = page_of(stage.window)
    await read(page)
    page.list.table.selectRow(1)
    chosen = page.list.model.entry(1).id
    stage.desk.remember(account, Kind.DOMAIN, (), samples.result(), domain="x.test")
    await stage.desk.keeping.all_kept()
    await until(lambda: len(page.list.model) == 4)
    assert page.list.table.currentIndex().row() == 2
    assert page.list.model.entry(2).id == chosen


async def test_messages_are_listed_though_the_tests_can_not_be_read(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    draft = Draft(to=(BERT,), subject="Offer", text="Hello.")
    await send(stage.sandbox.account, draft, stage.desk.workspace, to_nobody)
    put_a_folder_in_its_place(tmp_path)
    page = page_of(stage.window)
    await read(page)
    assert [what for what, _ in rows(page)] == [f"Offer → {BERT}"]


async def test_the_newer_of_test_and_test_message_says_how_it_is(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    desk, account = stage.desk, stage.sandbox.account
    answer = find(stage.window, "home_answer", Text)
    came = arrived(Where.INBOX)
    came = msgspec.structs.replace(came, route=Route.MAIL_SERVER)
    desk.remember(
        account.id, Kind.TEST, (), samples.result(Outcome.FAILED), route=Route.MAIL_SERVER
    )
    assert "does not work" in answer.text()
    desk.remember(account.id, Kind.ARRIVAL, (), came)
    assert answer.text() == "Your email works"
    desk.remember(
        account.id, Kind.TEST, (), samples.result(Outcome.FAILED), route=Route.MAIL_SERVER
    )
    assert "does not work" in answer.text()


async def test_what_seems_to_be_of_tomorrow_says_nothing(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    whose = samples.about(account=stage.sandbox.account.id)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    await stage.desk.workspace.history.add(samples.run(whose, ended=tomorrow))
    await stage.desk.keeping.load()
    assert find(stage.window, "home_answer", Text).text() == "Your email has not been tested yet"


async def test_settings_that_change_while_the_history_is_read_make_it_old(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    desk, account = stage.desk, stage.sandbox.account
    await desk.workspace.history.add(samples.run(samples.about(account=account.id)))
    loading = asyncio.ensure_future(desk.keeping.load())
    await asyncio.sleep(0)
    desk.keeping.outdate(account.id)
    await loading
    await desk.keeping.all_kept()
    assert desk.latest.last(account.id, Kind.TEST) is None


async def test_a_history_that_can_not_be_read_says_so(on_stage: OpenStage, tmp_path: Path) -> None:
    stage = await on_stage("all-well")
    put_a_folder_in_its_place(tmp_path)
    page = page_of(stage.window)
    await read(page)
    assert "can't be opened" in find(page, "history_empty", Text).text()


async def test_earlier_sessions_are_known_and_told_as_the_past(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    desk, account = stage.desk, stage.sandbox.account
    whose = samples.about(account=account.id)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    await desk.workspace.history.add(samples.run(whose, ended=long_ago))
    await desk.keeping.load()
    stage.window.show_page("page_home")
    answer = find(stage.window, "home_answer", Text).text()
    assert answer == "Your email worked when it was last tested, 3 days ago"
    lights = [one.text() for one in stage.window.findChildren(Text)]
    assert "Mail server: Passed, 3 days ago" in lights
    await desk.workspace.history.add(
        samples.run(whose, ended=long_ago + timedelta(days=1), end=samples.result(Outcome.FAILED))
    )
    await desk.keeping.load()
    stage.window.show_page("page_home")
    answer = find(stage.window, "home_answer", Text).text()
    assert answer == "Your email did not work when it was last tested, 2 days ago"


async def test_runs_whose_settings_have_changed_say_nothing_any_more(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    desk, account = stage.desk, stage.sandbox.account
    await press_test(stage)
    identity = msgspec.structs.replace(account.identity, name="Anna B.")
    desk.accounts.put(msgspec.structs.replace(account, identity=identity))
    await desk.keeping.all_kept()
    (recent,) = await desk.workspace.history.recent(5)
    assert recent.outdated
