"""From an address to an account that is tested: the whole way, on the sandbox."""

import asyncio
import re

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from mailadmin.core.account import SecretRole, Security, Server, SignIn
from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.discover.outcome import DiscoverResult, Offer
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.ui.demonstration import Banner, Demonstration
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.settings_search import SettingsSearch
from mailadmin.ui.widgets.leaving import let_go
from mailadmin.ui.widgets.text import Text
from tests.ui.conftest import OpenStage
from tests.ui.support import (
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
from tests.ui.test_main_window import Lengthening, untranslated

YAHOO = Offer(
    source=Source.PROVIDER,
    origin="",
    trust=Trust.SURE,
    mail_server=Server(
        host="smtp.mail.yahoo.com",
        port=465,
        security=Security.TLS,
        sign_in=SignIn.OAUTH,
        issuer="login.yahoo.com",
    ),
    provider="Yahoo Mail",
    app_password=True,
)


def enter(window: QWidget, name: str) -> None:
    """Press Enter in a field."""
    QTest.keyClick(find(window, name, QLineEdit), Qt.Key.Key_Return)


async def searched(stage: Stage, address: str, shown: str) -> None:
    """Look for the settings of an address until a part of this name is on screen."""
    type_into(stage.window, "start_address", address)
    press(stage.window, "start_find")
    await until(lambda: is_shown(stage.window, shown), 15)


async def end_of_test(stage: Stage) -> Outcome:
    await until(lambda: stage.desk.latest.newest() is not None, 20)
    run = stage.desk.latest.newest()
    assert run is not None
    assert run.result is not None
    return run.result.status


async def test_an_address_and_a_password_are_enough(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-found", account=False)
    window = stage.window
    await until(lambda: find(window, "start_address").hasFocus())
    QTest.keyClicks(find(window, "start_address", QLineEdit), stage.sandbox.user)
    enter(window, "start_address")
    await until(lambda: is_shown(window, "find_password"), 15)
    assert find(window, "find_password").hasFocus()
    assert "Found in: sandbox.test's" in find(window, "find_found_in", QLabel).text()
    QTest.keyClicks(find(window, "find_password", QLineEdit), stage.sandbox.password)
    enter(window, "find_password")
    assert await end_of_test(stage) is Outcome.PASSED
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.host == "smtp.sandbox.test"
    assert account.inbox is not None
    secret = await stage.desk.workspace.credentials.read(account.id, SecretRole.INBOX)
    assert secret is not None
    assert secret.reveal() == stage.sandbox.password
    assert is_shown(window, "test_result_title")


async def test_no_word_of_protocol_is_said_unless_the_details_are_opened(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("settings-found", account=False)
    await searched(stage, stage.sandbox.user, "find_offer")
    page = stage.window.page("page_home")
    said = " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
    for word in ("SMTP", "IMAP", "TLS", "DNS", "SRV", "MX", "OAuth", "port"):
        assert word not in said


async def test_what_was_guessed_is_used_only_after_the_user_agrees(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-guessed", account=False)
    await searched(stage, stage.sandbox.user, "find_offer")
    window = stage.window
    assert "may be the right ones" in find(window, "find_offer", QLabel).text()
    assert not is_shown(window, "find_password")
    assert find(window, "find_agree").hasFocus()
    press(window, "find_agree")
    await until(lambda: is_shown(window, "find_password"))
    press(window, "find_go_on")
    assert "Type the password first." in find(window, "find_password").accessibleDescription()
    assert stage.sandbox.sign_ins == []
    type_into(window, "find_password", stage.sandbox.password)
    press(window, "find_go_on")
    assert await end_of_test(stage) is Outcome.PASSED


async def test_where_nothing_is_found_it_says_why_and_what_else_there_is(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("settings-not-found", account=False)
    await searched(stage, "anna@quiet.test", "find_nothing")
    window = stage.window
    assert "No settings were found" in find(window, "find_nothing", QLabel).text()
    assert is_shown(window, "find_discover.autoconfig")
    press(window, "find_message_0")
    press(window, "find_copy_0")
    assert "anna@quiet.test" in QGuiApplication.clipboard().text()
    before = find(window, "find_nothing", QLabel)
    find(window, "find_allow_http", QCheckBox).click()
    press(window, "find_again")
    await until(lambda: is_shown(window, "find_discover.http"))
    await until(lambda: is_shown(window, "find_nothing"), 15)
    assert find(window, "find_nothing", QLabel) is not before
    press(window, "find_settings_now")
    await until(lambda: is_shown(window, "server_host"))
    form = stage.desk.accounts.form()
    assert form is not None
    assert form.from_address == "anna@quiet.test"


async def test_another_language_leaves_no_english_word(
    on_stage: OpenStage, app: QApplication
) -> None:
    translator = Lengthening()
    app.installTranslator(translator)
    try:
        stage = await on_stage("settings-guessed", account=False)
        window = stage.window
        await searched(stage, stage.sandbox.user, "find_agree")
        press(window, "find_agree")
        press(window, "find_places")
        await asyncio.sleep(0.05)
        page = window.page("page_home")
        names = ("sandbox.test", "(The|Sandbox)")
        left = [text for text in untranslated(page) if not re.search("|".join(names), text)]
        assert left == []
    finally:
        app.removeTranslator(translator)


@pytest.mark.parametrize(("width", "height", "scale"), [(800, 560, 1), (1000, 700, 2)])
async def test_nothing_is_cut_off_in_small_windows_or_with_large_text(
    on_stage: OpenStage, app: QApplication, width: int, height: int, scale: int
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    app.setFont(font)
    stage = await on_stage("settings-not-found", account=False)
    stage.window.resize(width, height)
    await searched(stage, "anna@quiet.test", "find_nothing")
    await asyncio.sleep(0.1)
    page = stage.window.page("page_home")
    assert page.horizontalScrollBar().maximum() == 0
    for label in page.findChildren(Text):
        if label.isVisibleTo(page) and label.wordWrap() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()


async def search_with(window: MainWindow, desk: Desk, title: str, offer: Offer) -> SettingsSearch:
    """A search in the window that has just found this."""
    page = window.page("page_home")
    for before in page.findChildren(SettingsSearch):
        let_go(before)
    search = SettingsSearch(desk, "found_", "Back")
    page.body.addWidget(search)
    search.begin(Wish(address="anna@yahoo.com"))
    search.finish(
        DiscoverResult(
            command="discover",
            status=Outcome.PASSED if offer.answered else Outcome.FAILED,
            title=Phrase(title, {"address": "anna@yahoo.com", "domain": "yahoo.com", "host": ""}),
            elapsed_ms=1,
            address="anna@yahoo.com",
            offers=(offer,),
        )
    )
    await asyncio.sleep(0.02)
    return search


async def test_who_takes_no_new_programs_wants_an_app_password_and_nothing_else(
    window: MainWindow, desk: Desk
) -> None:
    search = await search_with(window, desk, "discover.result.found", YAHOO)
    assert is_shown(search, "found_password")
    assert not is_shown(search, "found_sign_in")
    desk.accounts.put_client(OAuthClient(issuer="login.yahoo.com", client_id="7"))
    search = await search_with(window, desk, "discover.result.found", YAHOO)
    assert is_shown(search, "found_sign_in")


async def test_settings_whose_servers_did_not_answer_come_with_what_to_do(
    window: MainWindow, desk: Desk
) -> None:
    silent = msgspec.structs.replace(YAHOO, answered=False)
    search = await search_with(window, desk, "discover.result.no-answer", silent)
    said = " ".join(text.text() for text in shown_texts(search))
    assert "These servers did not answer from here." in said
    assert "Connect to another network" in said
    assert find(search, "found_agree").hasFocus()
    press(search, "found_message_0")
    await until(lambda: is_shown(search, "found_copy_0"))
    search = await search_with(window, desk, "discover.result.found", YAHOO)
    assert not is_shown(search, "found_message_0")


async def test_a_search_can_be_cancelled_and_left(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-not-found", account=False)
    window = stage.window
    type_into(window, "start_address", "anna@quiet.test")
    press(window, "start_find")
    await until(lambda: is_shown(window, "find_cancel"))
    assert not find(window, "start_find").isEnabled()
    await until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    await until(lambda: find(window, "start_find").isEnabled(), 3)
    assert "cancelled" in find(window, "find_search", QLabel).text()
    press(window, "find_leave")
    assert not is_shown(window, "find_search")
    assert find(window, "start_address").hasFocus()


async def test_the_settings_can_be_typed_in_the_middle_of_a_search(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-not-found", account=False)
    window = stage.window
    type_into(window, "start_address", "anna@quiet.test")
    press(window, "start_find")
    press(window, "start_settings")
    await until(lambda: is_shown(window, "server_host"))
    assert find(window, "from_address", QLineEdit).text() == "anna@quiet.test"


async def test_an_address_that_is_none_gets_a_sentence(window: MainWindow) -> None:
    field = find(window, "start_address")
    for typed in ("", "anna", "anna@", "anna@@example.com", "anna@exa mple.com"):
        type_into(window, "start_address", typed)
        press(window, "start_find")
        assert field.accessibleDescription(), typed
        assert window.focusWidget() is field
        assert not is_shown(window, "find_search")


@pytest.mark.parametrize(("width", "height"), [(800, 560), (1000, 700)])
async def test_what_is_wrong_with_the_address_can_be_read_to_its_end(
    window: MainWindow, width: int, height: int
) -> None:
    window.resize(width, height)
    QTest.keyClicks(find(window, "start_address", QLineEdit), "anna")
    enter(window, "start_address")
    await room_for_all(window.page("page_home"))
    wrong = find(window, "start_address").accessibleDescription()
    (shown,) = [text for text in shown_texts(window) if text.text() == wrong]
    assert shown.height() > shown.fontMetrics().height() * 1.5


async def test_another_address_takes_what_was_found_away(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-found", account=False)
    await searched(stage, stage.sandbox.user, "find_offer")
    QTest.keyClicks(find(stage.window, "start_address", QLineEdit), "x")
    assert not is_shown(stage.window, "find_offer")


async def test_everything_that_is_found_is_named_and_reached(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-guessed", account=False)
    await searched(stage, stage.sandbox.user, "find_agree")
    press(stage.window, "find_agree")
    press(stage.window, "find_places")
    await asyncio.sleep(0.05)
    stage.window.put_in_order()
    parts = [part for part in reachable(stage.window) if part.isVisible()]
    names = [part.objectName() for part in parts if part.objectName()]
    assert len(names) == len(set(names))
    assert all(accessible_name(part) for part in parts)
    order = ["start_address", "start_settings", "find_password", "find_go_on", "find_leave"]
    assert [name for name in names if name in order] == order


async def test_the_settings_of_an_account_can_be_found_again(on_stage: OpenStage) -> None:
    stage = await on_stage("settings-found")
    window = stage.window
    window.show_page("page_mail_server")
    type_into(window, "server_host", "wrong.sandbox.test")
    press(window, "search_again")
    await until(lambda: is_shown(window, "search_password"), 15)
    type_into(window, "search_password", stage.sandbox.password)
    press(window, "search_go_on")
    assert await end_of_test(stage) is Outcome.PASSED
    assert find(window, "server_host", QLineEdit).text() == "smtp.sandbox.test"
    assert not is_shown(window, "search_search")
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.sign_in is SignIn.PASSWORD
    assert account.messenger is not None


async def test_the_demonstration_finds_the_settings_where_a_situation_is_about_that(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    demonstration = Demonstration(stage.desk, stage.sandbox, Banner(stage.sandbox))
    await demonstration.play("settings-found")
    press(stage.window, "notice_action")
    await until(lambda: is_shown(stage.window, "search_go_on"), 15)
    said = [text.text() for text in shown_texts(stage.window)]
    assert "The demonstration's own password is filled in." in said
    press(stage.window, "search_go_on")
    assert await end_of_test(stage) is Outcome.PASSED
