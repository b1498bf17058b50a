"""Names that others chose are shown as they are, in tool tips too."""

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from mailadmin.ui.widgets.buttons import IconButton
from mailadmin.ui.widgets.chips import Chip
from mailadmin.ui.widgets.text import Elided, plain_tip

EVIL = "<img src='file://evil.test/share/x'> & <b>name</b>"


def tips_of(widget: QWidget) -> list[str]:
    return [one.toolTip() for one in (widget, *widget.findChildren(QWidget)) if one.toolTip()]


def long_line() -> QWidget:
    line = Elided()
    line.resize(50, 20)
    line.set_whole(EVIL)
    return line


@pytest.mark.parametrize("kind", ["chip", "button", "line"])
def test_no_tool_tip_is_html_of_somebody_else(app: QApplication, kind: str) -> None:
    widget = {
        "chip": lambda: Chip(EVIL, "1 kB", 1),
        "button": lambda: IconButton("close", EVIL, "close"),
        "line": long_line,
    }[kind]()
    tips = tips_of(widget)
    assert tips
    for tip in tips:
        assert QtGui.Qt.mightBeRichText(tip) and "<img" not in tip
        document = QTextDocument()
        document.setHtml(tip)
        assert EVIL in document.toPlainText()


def test_an_ordinary_tool_tip_stays_as_it_is() -> None:
    assert plain_tip("Anna & Ben <anna@example.com>") == "Anna & Ben <anna@example.com>"
