"""A choice as assistive technology has it: its name, its list, what is chosen by whom."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from mailadmin.ui.accessible import CHOICES_ARE_CALLED_BY_VALUE
from mailadmin.ui.widgets.choice import Choice
from mailadmin.ui.widgets.form import ChoiceField
from tests.ui.support import accessible_name, find

pytestmark = pytest.mark.skipif(
    not CHOICES_ARE_CALLED_BY_VALUE, reason="Qt's own way is left as it is on this platform"
)

CHOICES = [("tls", "Encrypted"), ("starttls", "Encrypted later"), ("none", "Not encrypted")]


@pytest.fixture
def field(app: QApplication) -> Iterator[ChoiceField]:
    made = ChoiceField("Security", "server_security", CHOICES)
    made.show()
    made.editor.setFocus()
    yield made
    made.hide()


def seen(field: ChoiceField) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(field.editor)
    assert interface is not None
    return interface


def read_off(field: ChoiceField) -> list[str]:
    """What is selected in the list, which is how screen readers read a choice."""
    selection = seen(field).child(0).selectionInterface()
    return [item.text(QAccessible.Text.Name) for item in selection.selectedItems()]


def press(field: ChoiceField, action: str = "Press") -> None:
    seen(field).actionInterface().doAction(action)


def test_a_choice_is_called_by_its_label_and_its_value_is_what_is_chosen(
    field: ChoiceField,
) -> None:
    for value, words in CHOICES:
        field.set_value(value)
        assert accessible_name(field.editor) == "Security"
        assert seen(field).text(QAccessible.Text.Value) == words
        assert read_off(field) == [words]
    assert seen(field).role() is QAccessible.Role.ComboBox


def test_it_tells_nothing_less_than_qt_does(field: ChoiceField) -> None:
    plain = QComboBox()
    plain.addItems([words for _, words in CHOICES])
    plain.setParent(field)
    plain.setGeometry(field.editor.geometry())
    plain.show()
    field.label.setBuddy(plain)
    theirs, ours = QAccessible.queryAccessibleInterface(plain), seen(field)
    plain.setFocus()
    of_theirs = look(theirs)
    field.label.setBuddy(field.editor)
    field.editor.setFocus()
    of_ours = look(ours)
    assert of_ours == of_theirs
    assert ours.indexOfChild(ours.child(0)) == 0
    assert ours.indexOfChild(theirs.child(0)) == -1
    assert ours.child(1) is None


def look(choice: QAccessibleInterface) -> object:
    """All that assistive technology is told but the name."""
    state, actions, items = choice.state(), choice.actionInterface(), choice.child(0)
    told = [choice.text(QAccessible.Text.Value), choice.text(QAccessible.Text.Accelerator)]
    told += [choice.text(QAccessible.Text.Description), choice.role(), choice.rect()]
    told += [getattr(state, name) for name in ("focusable", "focused", "expandable", "expanded")]
    told += [getattr(state, name) for name in ("disabled", "invisible", "editable", "hasPopup")]
    names = actions.actionNames()
    told += [names[:2], [actions.localizedActionDescription(name) for name in names[:2]]]
    told += [actions.localizedActionName(name) for name in names[:2]]
    told += [(one.role(), kind) for one, kind in choice.relations()]
    told += [items.role(), choice.childCount(), items.childCount()]
    told += [items.child(n).text(QAccessible.Text.Name) for n in range(items.childCount())]
    told += [items.parent().object() is choice.object()]
    return told


def test_its_action_opens_and_closes_the_list(field: ChoiceField) -> None:
    box = find(field, "server_security", QComboBox)
    for action in ("Press", "ShowMenu"):
        press(field, action)
        assert box.view().isVisible()
        assert seen(field).state().expanded
        press(field, action)
        assert not box.view().isVisible()
        assert not seen(field).state().expanded


@pytest.mark.parametrize("way", ["select", "action", "closed"])
async def test_what_is_selected_in_the_list_is_chosen(field: ChoiceField, way: str) -> None:
    edited: list[str] = []
    field.edited.connect(edited.append)
    items = seen(field).child(0)
    if way != "closed":
        press(field)
    if way == "action":
        items.child(2).actionInterface().doAction("Toggle")
    else:
        items.selectionInterface().select(items.child(2))
    await asyncio.sleep(0.05)
    assert field.value() == "none"
    assert edited == ["server_security"]
    assert not find(field, "server_security", QComboBox).view().isVisible()
    assert read_off(field) == ["Not encrypted"]


async def test_what_is_unselected_stays_chosen(field: ChoiceField) -> None:
    items = seen(field).child(0)
    items.selectionInterface().clear()
    await asyncio.sleep(0.05)
    assert field.value() == "tls"
    assert read_off(field) == ["Encrypted"]


async def test_a_list_left_with_escape_shows_what_is_chosen(field: ChoiceField) -> None:
    view = find(field, "server_security", QComboBox).view()
    press(field)
    QTest.keyClick(view, Qt.Key.Key_Down)
    await asyncio.sleep(0.05)
    assert view.isVisible()
    assert read_off(field) == ["Encrypted later"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    await asyncio.sleep(0.05)
    assert field.value() == "tls"
    assert read_off(field) == ["Encrypted"]


async def test_the_keyboard_chooses_as_ever(field: ChoiceField) -> None:
    box = find(field, "server_security", QComboBox)
    seen(field)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert field.value() == "starttls"
    QTest.keyClicks(box, "N")
    assert field.value() == "none"
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Up)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    await asyncio.sleep(0.05)
    assert field.value() == "starttls"
    assert read_off(field) == ["Encrypted later"]


@pytest.mark.parametrize("end", ["dropped", "collected", "deleted later", "with its window"])
def test_what_qt_is_told_lives_as_long_as_the_choice(app: QApplication, end: str) -> None:
    alive: weakref.WeakSet[QAccessibleInterface] = weakref.WeakSet()
    for _ in range(100):
        page = QWidget()
        choice = Choice()
        choice.setParent(page)
        choice.setAccessibleName("Security")
        choice.addItems(["A", "B"])
        page.show()
        gc.collect(0)
        interface = QAccessible.queryAccessibleInterface(choice)
        assert interface.text(QAccessible.Text.Name) == "Security"
        assert interface.child(0).childCount() == 2
        alive.add(interface)
        del interface
        if end == "collected":
            choice.setParent(None)
            choice.itself = choice  # type: ignore[attr-defined]
        elif end == "deleted later":
            choice.deleteLater()
        elif end == "with its window":
            page.deleteLater()
        assert len(alive) >= 1
        del page, choice
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert len(alive) == 0
