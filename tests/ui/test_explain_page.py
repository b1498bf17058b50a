"""The page that explains an error: pasted, explained, copied; what is missing is said beside it."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.explain import ExplainPage
from mailadmin.ui.widgets.error_text import LONGEST_TEXT
from mailadmin.ui.widgets.form import Field
from mailadmin.ui.widgets.text import Text
from tests.ui.support import find, press, type_into, until

LISTED = "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org"


def paste(window: MainWindow, text: str) -> None:
    window.show_page("page_explain")
    find(window, "explain_text", QPlainTextEdit).setPlainText(text)


async def explained(window: MainWindow, text: str) -> str:
    """The title of the explanation."""
    paste(window, text)
    button = find(window, "explain")
    press(window, "explain")
    assert not button.isEnabled()
    await until(button.isEnabled)
    # Qt shows what is added to a page in its next round.
    await until(lambda: any(t.isVisible() for t in window.findChildren(Text, "explain_title")))
    return find(window, "explain_title", Text).text()


def problem_at(window: MainWindow, name: str) -> str:
    field = find(window, name).parentWidget()
    while not isinstance(field, Field):
        assert field is not None
        field = field.parentWidget()
    return field.problem()


async def test_a_pasted_error_is_explained(window: MainWindow) -> None:
    assert "Spamhaus" in await explained(window, LISTED)
    press(window, "explain_copy_0")
    assert "192.0.2.9" in QGuiApplication.clipboard().text()
    press(window, "explain_copy_for_support")
    copied = QGuiApplication.clipboard().text()
    assert "reputation-blocklisted" in copied
    assert LISTED in copied


async def test_the_next_error_takes_the_place_of_the_last(window: MainWindow) -> None:
    first = await explained(window, LISTED)
    second = await explained(window, "550 5.1.1 User unknown")
    assert first != second
    assert len(window.findChildren(Text, "explain_title")) == 1


async def test_what_says_nothing_is_not_guessed(window: MainWindow) -> None:
    assert await explained(window, "550 Rejected") == "The server gave no reason"


async def test_what_else_is_known_counts(window: MainWindow) -> None:
    paste(window, "Connection unexpectedly closed")
    find(window, "explain_more").click()  # type: ignore[attr-defined]
    type_into(window, "explain_server", "smtps://mail.example.com:465")
    press(window, "explain")
    await until(find(window, "explain").isEnabled)
    assert find(window, "explain_title", Text).text()


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("explain_port", "70000", "65535"), ("explain_server", "not a host", "host")],
)
async def test_what_is_wrong_is_said_beside_the_field(
    window: MainWindow, field: str, value: str, word: str
) -> None:
    paste(window, LISTED)
    find(window, "explain_more").click()  # type: ignore[attr-defined]
    type_into(window, field, value)
    press(window, "explain")
    assert problem_at(window, field)
    assert find(window, "explain").isEnabled()
    assert window.findChildren(QWidget, "explain_title") == []


async def test_without_a_text_there_is_nothing_to_explain(window: MainWindow) -> None:
    paste(window, "  \n ")
    press(window, "explain")
    assert "no text" in problem_at(window, "explain_text")


async def test_a_text_of_any_size_does_not_stop_the_window(window: MainWindow) -> None:
    assert await explained(window, "sender mailbox 550 " * 100_000)


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


async def test_ten_megabytes_in_one_line_do_not_stop_the_window(window: MainWindow) -> None:
    window.show_page("page_explain")
    text = find(window, "explain_text", QPlainTextEdit)
    pasted = QMimeData()
    pasted.setText(f"{'x' * 10_000_000} {LISTED}")
    text.insertFromMimeData(pasted)
    assert len(text.toPlainText()) <= LONGEST_TEXT + 3
    press(window, "explain")
    await until(find(window, "explain").isEnabled)
    assert "Spamhaus" in find(window, "explain_title", Text).text()


async def test_the_keys_do_not_explain_twice_at_once(window: MainWindow) -> None:
    paste(window, LISTED)
    page = window.findChild(ExplainPage)
    assert page is not None
    page.explain()
    page.explain()
    names = [task.get_name() for task in asyncio.all_tasks()]
    assert names.count("explaining an error") == 1
    await until(find(window, "explain").isEnabled)


async def test_a_text_that_takes_too_long_is_said(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailadmin.ui.pages.explain.LIMIT", 0.0)
    paste(window, "550 5.1.1 User unknown")
    press(window, "explain")
    await until(lambda: "takes too long" in problem_at(window, "explain_text"))
    await until(find(window, "explain").isEnabled)


def pasted_file(path: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    data.setText(f"file://{path}")  # file managers give both
    return data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
async def test_a_dropped_file_gives_its_text(
    window: MainWindow, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "returned message.eml"
    file.write_bytes(f"Zurück: {LISTED}".encode(encoding))
    window.show_page("page_explain")
    text = find(window, "explain_text", QPlainTextEdit)
    assert text.canInsertFromMimeData(pasted_file(str(file)))
    text.insertFromMimeData(pasted_file(str(file)))
    await until(lambda: text.toPlainText() == f"Zurück: {LISTED}")


@pytest.mark.parametrize(
    ("content", "said"), [(b"MZ\0\0\x90", "not text"), (None, "can't be read")]
)
async def test_a_dropped_file_that_is_no_text_is_said_to_be_none(
    window: MainWindow, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "message.msg"
    if content is not None:
        file.write_bytes(content)
    window.show_page("page_explain")
    find(window, "explain_text", QPlainTextEdit).insertFromMimeData(pasted_file(str(file)))
    await until(lambda: said in problem_at(window, "explain_text"))


async def test_what_is_pasted_as_a_web_page_only_gives_its_text(window: MainWindow) -> None:
    window.show_page("page_explain")
    text = find(window, "explain_text", QPlainTextEdit)
    data = QMimeData()
    data.setHtml(f"<p>Sorry: <b>{LISTED}</b></p>")
    text.insertFromMimeData(data)
    assert text.toPlainText() == f"Sorry: {LISTED}"
