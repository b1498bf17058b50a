"""The window of a sign-in, state by state: what it says, what it offers, where the keyboard is."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT, issuer_of_id
from mailadmin.core.oauth.request import SignInResult
from mailadmin.ui.client_form import ClientForm
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.sign_in_window import Choice, SignInWindow
from tests.ui.support import accessible_name, find, is_shown, press, reachable, until
from tests.ui.test_main_window import Lengthening, untranslated

PAGE = "https://login.example.org/start?state=1"


class Browser(QObject):
    """Stands where the system's browser does, and notes what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("https", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser():
    made = Browser()
    yield made
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
async def dialog(window: MainWindow):
    issuer = issuer_of_id(MICROSOFT)
    assert issuer is not None
    made = SignInWindow(window, issuer, "anna@example.com")
    made.open()
    yield made
    made.end()


def code(seconds: float = 840):
    return SimpleNamespace(
        page="https://example.org/device",
        code="HDF7-KQ2P",
        expires=datetime.now(UTC) + timedelta(seconds=seconds),
    )


def said(dialog: SignInWindow) -> str:
    QApplication.sendPostedEvents()  # what was added a moment ago comes onto the screen
    labels = dialog.findChildren(QLabel)
    return " ".join(label.text() for label in labels if not label.isHidden())


async def test_the_browser_is_open_and_what_to_do_there_is_said(dialog, browser):
    dialog.show_browser(PAGE, opened=True)
    assert "Sign in as anna@example.com" in said(dialog)
    assert "Your password stays with Microsoft" in said(dialog)
    press(dialog, "sign_in_open")
    press(dialog, "sign_in_copy")
    assert browser.opened == [PAGE]
    assert "The address is on the clipboard." in said(dialog)
    assert QGuiApplication.clipboard().text() == PAGE


async def test_where_no_browser_opens_the_address_can_be_copied(dialog):
    dialog.show_browser(PAGE, opened=False)
    assert "The browser did not open." in said(dialog)
    assert not is_shown(dialog, "sign_in_open")
    press(dialog, "sign_in_copy")
    assert QGuiApplication.clipboard().text() == PAGE


async def test_the_code_is_large_can_be_copied_and_says_how_long_it_lasts(dialog, browser):
    dialog.show_code(code())
    shown = find(dialog, "sign_in_user_code", QLabel)
    assert shown.text() == "HDF7-KQ2P"
    assert shown.font().pointSizeF() > 2 * dialog.font().pointSizeF()
    assert accessible_name(shown) == "Code: HDF7-KQ2P"
    assert find(dialog, "sign_in_time_left", QLabel).text() in (
        "Time left: 14:00",
        "Time left: 13:59",
    )
    press(dialog, "sign_in_copy_code")
    assert "The code is on the clipboard." in said(dialog)
    press(dialog, "sign_in_open")
    assert QGuiApplication.clipboard().text() == "HDF7-KQ2P"
    assert browser.opened == ["https://example.org/device"]


async def test_the_time_left_counts_down_to_nothing_and_stays_there(dialog):
    dialog.show_code(code(1.2))
    left = find(dialog, "sign_in_time_left", QLabel)
    await until(lambda: left.text() == "Time left: 0:00", 5)


async def test_a_provider_without_codes_offers_none(window):
    issuer = issuer_of_id(GOOGLE)
    assert issuer is not None
    made = SignInWindow(window, issuer, "anna@gmail.com")
    made.open()
    made.show_browser(PAGE, opened=True)
    assert is_shown(made, "sign_in_code") == bool(issuer.device_authorization_endpoint)
    made.end()


async def test_each_button_says_what_the_user_wants(dialog):
    def browser():
        dialog.show_browser(PAGE, opened=True)

    def other_user():
        dialog.show_other_user("bert@example.com")

    for show, button, choice in (
        (browser, "sign_in_code", Choice.CODE),
        (browser, "sign_in_cancel", Choice.CANCEL),
        (lambda: dialog.show_code(code()), "sign_in_browser", Choice.BROWSER),
        (dialog.show_fetching, "sign_in_cancel", Choice.CANCEL),
        (other_user, "sign_in_again", Choice.AGAIN),
        (other_user, "sign_in_use", Choice.USE),
    ):
        show()
        waiting = asyncio.ensure_future(dialog.choice())
        await asyncio.sleep(0)
        press(dialog, button)
        assert await waiting is choice


async def test_what_is_not_as_it_should_be_is_said_and_the_user_goes_on(dialog):
    about = {"issuer": "Microsoft", "user": "anna@example.com", "signed_in": "anna@example.com"}
    verdict = Verdict("oauth.token.short-lived", Status.WARNING, {**about, "minutes": 60})
    finding = Finding(
        check="oauth.token",
        subject=MICROSOFT,
        route=None,
        verdict=verdict,
        started=datetime.now(UTC),
        elapsed_ms=1,
    )
    result = SignInResult(
        command="sign-in",
        status=Outcome.WARNING,
        title=Phrase("sign-in.done", {"user": "anna@example.com", "expected": ""}),
        elapsed_ms=1,
        failure=finding,
        user="anna@example.com",
    )
    dialog.show_warning(result, ())
    assert find(dialog, "sign_in_use", QAbstractButton).hasFocus()
    assert find(dialog, "sign_in_failure_title", QLabel).text()
    waiting = asyncio.ensure_future(dialog.choice())
    await asyncio.sleep(0.02)
    press(dialog, "sign_in_use")
    assert await waiting is Choice.USE


def refused(verdict: str) -> SignInResult:
    about = {"issuer": "Microsoft", "user": "anna@example.com", "client_id": "1", "scopes": ""}
    finding = Finding(
        check=verdict.rpartition(".")[0],
        subject=MICROSOFT,
        route=None,
        verdict=Verdict(verdict, Status.FAILED, about),
        started=datetime.now(UTC),
        elapsed_ms=1,
    )
    return SignInResult(
        command="sign-in",
        status=Outcome.FAILED,
        title=Phrase("sign-in.failed", {"user": "anna@example.com", "issuer": "Microsoft"}),
        elapsed_ms=1,
        failure=finding,
    )


async def test_a_registration_that_is_not_right_can_be_put_right_at_once(dialog):
    for verdict in ("oauth.page.unknown-client", "oauth.token.wrong-secret"):
        dialog.show_failure(refused(verdict), ())
        button = find(dialog, "sign_in_client", QAbstractButton)
        assert button.text() == "Enter another client id"
        waiting = asyncio.ensure_future(dialog.choice())
        await asyncio.sleep(0.02)
        press(dialog, "sign_in_client")
        assert await waiting is Choice.CLIENT
    dialog.show_failure(refused("oauth.page.denied"), ())
    QApplication.sendPostedEvents()
    assert not is_shown(dialog, "sign_in_client")


async def test_escape_cancels(dialog):
    dialog.show_beginning()
    waiting = asyncio.ensure_future(dialog.choice())
    await asyncio.sleep(0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert await waiting is Choice.CANCEL


async def test_another_user_is_asked_about_with_both_names(dialog):
    dialog.show_other_user("bert@example.com")
    assert "You signed in as bert@example.com" in said(dialog)
    assert "These settings are for anna@example.com" in said(dialog)
    assert find(dialog, "sign_in_again", QAbstractButton).hasFocus()


async def test_everything_in_each_state_is_named_reached_and_on_screen(dialog):
    states = (
        dialog.show_beginning,
        lambda: dialog.show_browser(PAGE, opened=True),
        lambda: dialog.show_code(code()),
        dialog.show_fetching,
        lambda: dialog.show_other_user("bert@example.com"),
    )
    for show in states:
        show()
        await asyncio.sleep(0.02)
        parts = list(reachable(dialog))
        assert parts
        names = [accessible_name(part) for part in parts]
        assert all(names)
        assert len(set(names)) == len(names)
        assert any(name == "Cancel" for name in names)
        area = dialog.findChild(QLabel, "sign_in_title")
        assert area is not None
        assert area.isVisible()
        bar = dialog._area.verticalScrollBar()
        assert bar.maximum() == 0, "it has to be scrolled"


async def test_another_language_leaves_no_english_word(window, app):
    translator = Lengthening()
    app.installTranslator(translator)
    try:
        issuer = issuer_of_id(MICROSOFT)
        made = SignInWindow(window, issuer, "anna@example.com")
        made.open()
        for show in (
            lambda: made.show_browser(PAGE, opened=True),
            lambda: made.show_browser(PAGE, opened=False),
            lambda: made.show_other_user("bert@example.com"),
            made.show_fetching,
        ):
            show()
            await asyncio.sleep(0.02)
            assert untranslated(made) == []
        form = ClientForm(made, issuer, None)
        form.open()
        assert [text for text in untranslated(form) if text != "Microsoft"] == []
        made.end()
    finally:
        app.removeTranslator(translator)


async def test_help_is_one_key_away(dialog, window):
    dialog.show_browser(PAGE, opened=True)
    await until(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    shown = find(dialog, "help_window")
    assert "the password never comes to this program" in " ".join(
        label.text() for label in shown.findChildren(QLabel)
    )
    shown.close()
