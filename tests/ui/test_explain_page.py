"""The page that explains an error of another program."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.widgets.text import Text
from tests.ui.support import find, press, until

DOUBTFUL = "535 5.7.8 Error: authentication failed: connection closed"
"""It may be one of two causes, each of them weighed alone."""


async def test_how_sure_a_cause_is_stands_there_in_a_word(window: MainWindow) -> None:
    window.show_page("page_explain")
    find(window, "explain_text", QPlainTextEdit).setPlainText(DOUBTFUL)
    press(window, "explain")
    # Qt shows what is added to a page in its next round.
    await until(lambda: any(t.isVisible() for t in window.findChildren(Text, "explain_title")))
    assert find(window, "explain_sure", Text).text() == "Very likely"
    others = [text.text() for text in window.findChildren(Text, "other_cause")]
    assert others
    assert all(text.split(": ")[0] in ("Very likely", "Likely", "Possible") for text in others)
    said = [text.text() for text in window.findChildren(Text) if text.isVisible()]
    assert others[0] in said
    assert not any("%" in text for text in said)
    # Whoever supports the user gets the numbers.
    press(window, "explain_copy_for_support")
    assert QGuiApplication.clipboard().text().count("%") == 1 + len(others)
