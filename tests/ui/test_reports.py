"""Save report, and a report of another computer in the cards of one's own tests."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import to_nobody
from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.report.as_json import decode, encode
from mailadmin.core.report.file import Form
from mailadmin.core.report.saving import render
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.sandbox.scenario import BERT
from mailadmin.ui.dialogs import Dialogs
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.history import HistoryPage
from mailadmin.ui.reports import proposed_name
from mailadmin.ui.widgets.text import Text
from tests.core.report.samples import HOSTILE, NOW, a_test, report
from tests.ui.conftest import OpenStage
from tests.ui.support import (
    Stage,
    accessible_name,
    find,
    press,
    reachable,
    room_for_all,
    shown_texts,
    until,
)


async def make_a_test(stage: Stage) -> None:
    stage.window.show_page("page_home")
    before = len(stage.desk.latest.all())
    press(stage.window, "home_test")
    await until(lambda: len(stage.desk.latest.all()) > before, 20)


async def saved(stage: Stage, path: Path) -> str:
    """Press the button; what the notice says."""
    stage.answers.target = path
    stage.window.notices.clear()
    stage.press("save_report")
    await until(stage.window.notices.text)
    return stage.window.notices.text()


def history(window: MainWindow) -> HistoryPage:
    window.show_page("page_history")
    page = window.page("page_history")
    assert isinstance(page, HistoryPage)
    return page


async def opened(stage: Stage, path: Path) -> HistoryPage:
    page = history(stage.window)
    stage.answers.files = [path]
    press(page, "history_open_report")
    await until(lambda: not page.opened.isHidden())
    return page


@pytest.mark.parametrize("form", Form)
async def test_a_report_is_written_with_the_test_that_has_just_ended(
    on_stage: OpenStage, tmp_path: Path, form: Form
) -> None:
    stage = await on_stage("all-well")
    await make_a_test(stage)
    path = tmp_path / f"r.{form}"
    said = await saved(stage, path)
    assert said == f"The report {path.name} is written. It holds no password."
    assert any(str(tmp_path) in text.text() for text in shown_texts(stage.window.notices))
    assert stage.answers.asked == ["Save report"]
    if form in (Form.HTML, Form.JSON):
        (test,) = decode(path.read_bytes()).tests
        assert test.kept is not None
        assert stage.sandbox.password not in path.read_text(encoding="utf-8")


async def test_who_does_not_choose_a_place_hears_nothing(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    stage.press("save_report")
    await until(lambda: stage.answers.asked)
    await asyncio.sleep(0.05)
    assert stage.window.notices.text() == ""


async def test_without_an_account_there_is_nothing_to_report(window: MainWindow) -> None:
    press(window, "save_report")
    await until(window.notices.text)
    assert "Set up your account first" in window.notices.text()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("r.docx", "ends in .html, .pdf, .json or .txt"),
        ("nowhere/r.html", "does not exist"),
        ("data.html", "is a folder"),
    ],
)
async def test_what_is_wrong_is_a_notice(
    on_stage: OpenStage, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "data.html").mkdir()
    stage = await on_stage("all-well")
    assert said in await saved(stage, tmp_path / name)


async def test_a_locked_keyring_is_said(
    on_stage: OpenStage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = await on_stage("all-well")

    async def locked(*_: object) -> None:
        raise CredentialsError(KeyringCause.LOCKED)

    monkeypatch.setattr(stage.desk.workspace.credentials, "read", locked)
    await saved(stage, tmp_path / "r.txt")
    more = " ".join(text.text() for text in shown_texts(stage.window.notices))
    assert "could not be searched" in more
    assert "could not be searched" in (tmp_path / "r.txt").read_text(encoding="utf-8")


async def test_the_window_goes_on_while_a_report_is_made(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    await make_a_test(stage)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.005)
            turns += 1

    counting = asyncio.ensure_future(count())
    await saved(stage, tmp_path / "r.pdf")
    counting.cancel()
    assert turns > 10


async def test_two_presses_ask_once(on_stage: OpenStage, tmp_path: Path) -> None:
    stage = await on_stage("all-well")
    stage.answers.target = tmp_path / "r.html"
    stage.press("save_report")
    stage.press("save_report")
    await until(stage.window.notices.text)
    assert stage.answers.asked == ["Save report"]


def test_the_name_that_is_offered_leads_nowhere_else() -> None:
    assert proposed_name("anna@example.com", NOW) == "report-anna@example.com-2026-11-28.html"
    for address in ("../../x@example.com", "a/b\\c:d@example.com", "x" * 300 + "@example.com"):
        name = proposed_name(address, NOW)
        assert Path(name).name == name
        assert len(name) < 120
        assert not set(name) & set("/\\:")


async def test_the_buttons_are_reached_in_the_order_of_the_eye(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    for size in ((1000, 700), (800, 560)):
        stage.window.resize(*size)
        await asyncio.sleep(0)
        stage.window.put_in_order()
        names = [part.objectName() for part in reachable(stage.window)]
        place = names.index("copy_report")
        assert names[place : place + 3] == ["copy_report", "save_report", "help"]
        button = find(stage.window, "save_report", QAbstractButton)
        bottom = button.mapTo(stage.window, QPoint(0, button.height())).y()
        assert bottom <= stage.window.height()
        assert button.width() >= button.minimumSizeHint().width()
        assert accessible_name(button) == button.text() == "Save report"


async def test_enter_presses_it(on_stage: OpenStage, tmp_path: Path) -> None:
    stage = await on_stage("all-well")
    stage.answers.target = tmp_path / "r.html"
    button = find(stage.window, "save_report", QAbstractButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    await until(lambda: (tmp_path / "r.html").exists())


@pytest.mark.skipif(sys.platform != "linux", reason="the systems' own dialogs are not driven")
async def test_the_dialog_offers_four_forms_and_the_ending_follows(
    window: MainWindow, tmp_path: Path
) -> None:
    kinds = (("Page", "html"), ("PDF", "pdf"))
    asking = asyncio.ensure_future(Dialogs().save_file(window, "Save report", "r.html", kinds))
    await until(lambda: window.findChildren(QFileDialog))
    (dialog,) = window.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    assert dialog.nameFilters() == ["Page (*.html)", "PDF (*.pdf)"]
    assert Path(dialog.selectedFiles()[0]).name == "r.html"
    dialog.selectNameFilter("PDF (*.pdf)")
    dialog.filterSelected.emit("PDF (*.pdf)")
    assert Path(dialog.selectedFiles()[0]).name == "r.pdf"
    find(dialog, "fileNameEdit", QLineEdit).setText("other")
    dialog.accept()
    assert await asking == tmp_path / "other.pdf"


# -- opening


async def test_a_report_opens_in_the_same_cards_and_is_marked_as_anothers(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    await make_a_test(stage)
    stage.sandbox.switch("app-password-wanted")
    await make_a_test(stage)
    await send(stage.sandbox.account, Draft(to=(BERT,)), stage.desk.workspace, to_nobody)
    await saved(stage, tmp_path / "r.html")
    before = len(stage.desk.latest.all())
    page = await opened(stage, tmp_path / "r.html")
    said = [text.text() for text in shown_texts(page)]
    assert said[1].startswith("Report of ")
    assert "This is what another computer saw, not yours." in said
    assert any(one.startswith("Compared with ") for one in said)
    assert any("recipients have it" in one for one in said)
    names = {one.objectName() for one in page.opened.findChildren(QAbstractButton)}
    assert "past_copy" in names
    for acting in ("past_try_again", "past_use_setting", "past_compare", "past_send_test_email"):
        assert not any(one.isVisible() for one in page.opened.findChildren(QWidget, acting)), acting
    assert len(stage.desk.latest.all()) == before
    press(page, "history_back")
    assert page.opened.isHidden()


async def test_what_changes_here_does_not_open_another_entry(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    await saved(stage, tmp_path / "r.json")
    page = await opened(stage, tmp_path / "r.json")
    stage.desk.outbox_changed.emit()
    await asyncio.sleep(0.05)
    assert any("another computer saw" in text.text() for text in shown_texts(page))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a report"),
        (b"<html></html>", "not a report"),
        (b'{"format": "mailadmin-report", "version": 9}', "newer version"),
    ],
)
async def test_what_is_no_report_is_a_notice(
    on_stage: OpenStage, tmp_path: Path, content: bytes, said: str
) -> None:
    stage = await on_stage("all-well")
    path = tmp_path / "r.html"
    path.write_bytes(content)
    page = history(stage.window)
    stage.answers.files = [path]
    press(page, "history_open_report")
    await until(stage.window.notices.text)
    assert said in stage.window.notices.text()
    assert page.opened.isHidden()


async def test_a_hostile_report_is_shown_as_text(on_stage: OpenStage, tmp_path: Path) -> None:
    stage = await on_stage("all-well")
    path = tmp_path / "r.json"
    data = json.loads(encode(report(a_test(*HOSTILE, transcript=HOSTILE))))
    data["account"]["name"] = "<b>Anna</b>\u202e"
    path.write_text(json.dumps(data), encoding="utf-8")
    page = await opened(stage, path)
    for text in page.opened.findChildren(Text):
        assert text.textFormat() == Qt.TextFormat.PlainText
    texts = " ".join(text.text() for text in shown_texts(page))
    assert "<b>Anna</b>" in texts
    assert "\u202e" not in texts


@pytest.mark.parametrize("size", [(1000, 700), (800, 560)])
async def test_everything_has_its_room(
    on_stage: OpenStage, tmp_path: Path, size: tuple[int, int]
) -> None:
    stage = await on_stage("all-well")
    stage.window.resize(*size)
    path = tmp_path / "r.html"
    path.write_bytes(render(report(a_test("Not accepted " * 50)), Form.HTML).data)
    page = await opened(stage, path)
    QApplication.sendPostedEvents()
    await room_for_all(page)
