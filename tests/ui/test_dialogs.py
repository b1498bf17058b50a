"""Questions: awaited, answered, and no other task stands still meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from mailadmin.ui.dialogs import Dialogs
from tests.ui.conftest import OpenStage
from tests.ui.support import find, press, until


@pytest.fixture
async def parent() -> AsyncIterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.hide()


def visible_dialogs() -> list[QDialog]:
    widgets = QApplication.topLevelWidgets()
    return [one for one in widgets if isinstance(one, QDialog) and one.isVisible()]


async def opened() -> QDialog:
    await until(visible_dialogs)
    return visible_dialogs()[0]


@pytest.mark.parametrize(("answer", "expected"), [("keep", "keep"), ("drop", "drop")])
async def test_the_answer_is_the_key_of_the_button(
    parent: QWidget, answer: str, expected: str
) -> None:
    asking = asyncio.ensure_future(
        Dialogs().choose(parent, "Keep it?", "Text", [("keep", "Keep"), ("drop", "Drop")])
    )
    dialog = await opened()
    assert "Text" in dialog.informativeText()  # type: ignore[attr-defined]
    press(dialog, f"answer_{answer}")
    assert await asking == expected


async def test_escape_answers_nothing(parent: QWidget) -> None:
    asking = asyncio.ensure_future(Dialogs().confirm(parent, "Sure?", "Text", "Yes"))
    dialog = await opened()
    dialog.reject()
    assert await asking is False


async def test_other_tasks_go_on_while_a_question_is_open(parent: QWidget) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.ensure_future(tick())
    asking = asyncio.ensure_future(Dialogs().tell(parent, "Read this", "Text"))
    dialog = await opened()
    before = ticks
    await asyncio.sleep(0.1)
    assert ticks > before + 5
    dialog.accept()
    await asking
    after = ticks
    await asyncio.sleep(0.05)
    assert ticks > after
    ticking.cancel()


async def test_a_cancelled_question_disappears(parent: QWidget) -> None:
    asking = asyncio.ensure_future(Dialogs().confirm(parent, "Sure?", "Text", "Yes"))
    await opened()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not visible_dialogs()


async def test_a_line_of_text_is_asked_for(parent: QWidget) -> None:
    asking = asyncio.ensure_future(
        Dialogs().ask_text(parent, "Rename", "Name", "Old", "Give it a name.")
    )
    dialog = await opened()
    edit = find(dialog, "asked_text", QLineEdit)
    assert edit.selectedText() == "Old"
    edit.setText("  New ")
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    box.button(QDialogButtonBox.StandardButton.Ok).click()
    assert await asking == "New"


async def test_no_text_is_none(parent: QWidget) -> None:
    asking = asyncio.ensure_future(Dialogs().ask_text(parent, "Rename", "Name"))
    (await opened()).reject()
    assert await asking is None


async def test_files_are_chosen(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    asking = asyncio.ensure_future(Dialogs().open_files(parent, "Attach", many=True))
    dialog = await opened()
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    # The dialog reads the folder in a thread of its own and refuses what it does not know yet.
    name = find(dialog, "fileNameEdit", QLineEdit)
    await until(lambda: dialog.directory().exists("a.txt"))
    name.setText("a.txt")
    QTimer.singleShot(0, dialog, dialog.accept)
    assert await asking == [tmp_path / "a.txt"]
    asking = asyncio.ensure_future(Dialogs().open_files(parent, "Attach", many=False))
    (await opened()).reject()
    assert await asking == []


async def test_a_place_to_write_is_chosen(parent: QWidget, tmp_path: Path) -> None:
    asking = asyncio.ensure_future(Dialogs().save_file(parent, "Export", "anna.json"))
    dialog = await opened()
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(tmp_path / "anna.json"))
    dialog.accept()
    assert await asking == tmp_path / "anna.json"


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_printer_is_chosen_and_may_be_a_file(
    parent: QWidget, tmp_path: Path, accepted: bool
) -> None:
    asking = asyncio.ensure_future(Dialogs().choose_printer(parent, "Print the check"))
    dialog = await opened()
    assert isinstance(dialog, QPrintDialog)
    assert dialog.windowTitle() == "Print the check"
    await asyncio.sleep(0.05)
    assert not asking.done()
    dialog.printer().setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog.done(QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected)
    printer = await asking
    assert (printer is not None) is accepted
    if printer is not None:
        document = QTextDocument("The check")
        document.print_(printer)
        assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


async def test_a_servers_words_in_a_question_are_plain_text(parent: QWidget) -> None:
    asking = asyncio.ensure_future(Dialogs().tell(parent, "<b>x</b>", "<img src=x>"))
    dialog = await opened()
    assert isinstance(dialog, QMessageBox)
    assert dialog.textFormat().name == "PlainText"
    for button in dialog.findChildren(QAbstractButton):
        assert button.text()
    dialog.accept()
    await asking


async def test_every_situation_is_one_click_away(on_stage: OpenStage) -> None:
    from mailadmin.sandbox.scenarios import SCENARIOS
    from mailadmin.ui.demonstration import Banner, Demonstration

    stage = await on_stage("all-well")
    banner = Banner(stage.sandbox)
    demonstration = Demonstration(stage.desk, stage.sandbox, banner)
    banner.show()
    press(banner, "scenarios")
    actions = {action.objectName(): action for action in find(banner, "scenario_list").actions()}
    assert len(actions) == len(SCENARIOS)
    assert actions["scenario_all-well"].isChecked()
    actions["scenario_server-down"].trigger()
    await until(lambda: stage.sandbox.scenario.id == "server-down")
    await until(lambda: stage.window.notices.text() == "Mail server down")
    assert find(stage.window, "test_connection").isVisible()
    find(banner, "scenario_list").close()
    assert demonstration is not None
