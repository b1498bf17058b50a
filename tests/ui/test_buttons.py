"""Buttons under the keyboard: Enter presses them as Space does, and a held key presses once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.widgets.buttons import Arrow, IconButton, LinkButton, PlainButton, PrimaryButton
from mailadmin.ui.widgets.choice_button import ChoiceButton
from tests.ui.support import find, is_shown, until

BUTTONS: list[Callable[[], QAbstractButton]] = [
    lambda: PlainButton("Do it", "button"),
    lambda: PrimaryButton("Do it", "button"),
    lambda: LinkButton("Do it", "button"),
    lambda: IconButton("edit", "Do it", "button"),
    lambda: Arrow("Do it", "button"),
    lambda: ChoiceButton("Do it", "button"),
]


@pytest.mark.parametrize("make", BUTTONS)
def test_enter_presses_a_button_as_space_does(
    app: QApplication, make: Callable[[], QAbstractButton]
) -> None:
    button, pressed = make(), []
    button.clicked.connect(lambda: pressed.append(1))
    button.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        pressed.clear()
        QTest.keyClick(button, key)
        assert pressed == [1], key
    pressed.clear()
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    for modifiers, held in ((control, False), (none, True)):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, modifiers, "\r", held)
        QApplication.sendEvent(button, event)
    assert pressed == []


async def test_enter_opens_a_page_of_the_side_bar_and_goes_on_from_there(
    window: MainWindow,
) -> None:
    for name in ("page_domain", "page_home"):
        QTest.keyClick(find(window, name, QAbstractButton), Qt.Key.Key_Return)
        assert find(window, name, QAbstractButton).isChecked()
    QTest.keyClick(find(window, "start_settings"), Qt.Key.Key_Return)
    await until(lambda: is_shown(window, "server_host"))
