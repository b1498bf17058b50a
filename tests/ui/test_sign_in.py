"""Signing in at the provider's page, from the window, on the sandbox's own page."""

import asyncio
import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import msgspec
import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from mailadmin.core.account import SecretRole, SignIn
from mailadmin.core.event import Outcome
from mailadmin.core.oauth.issuers import MICROSOFT
from mailadmin.core.oauth.request import Request
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings
from mailadmin.sandbox.pages import CANCEL
from mailadmin.sandbox.scenario import ANNA, OFFICE
from mailadmin.ui.client_form import ClientForm
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.sign_in_window import SignInWindow
from tests.ui.conftest import OpenStage
from tests.ui.samples import ACCOUNT
from tests.ui.support import Stage, find, is_shown, press, type_into, until


def ask(url: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """GET an address, or POST a form there: what came back, and where it leads."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}"
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        if form is None:
            connection.request("GET", target)
        else:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", target, urlencode(form), kind)
        response = connection.getresponse()
        return response.read().decode(), response.getheader("Location") or ""
    finally:
        connection.close()


class Browser(QObject):
    """A browser with somebody in front of it, who gives these answers one after the other.

    Without an answer left they do nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[str] = []
        self.opened: list[str] = []
        self.shown: list[str] = []
        self._surfing: set[asyncio.Task[None]] = set()

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if self.answers:
            task = asyncio.ensure_future(self._answer(self.opened[-1], self.answers.pop(0)))
            self._surfing.add(task)
            task.add_done_callback(self._surfing.discard)

    async def _answer(self, url: str, answer: str) -> None:
        await asyncio.to_thread(ask, url)
        _, leads_to = await asyncio.to_thread(ask, url, {"answer": answer})
        page, _ = await asyncio.to_thread(ask, leads_to)
        self.shown.append(page)


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    for scheme in ("http", "https"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def dialog_of(window: QWidget) -> SignInWindow | None:
    return next(iter(window.findChildren(SignInWindow)), None)


async def dialog_with(window: QWidget, name: str) -> SignInWindow:
    """The window of the sign-in, once a part of this name is on it."""
    await until(lambda: dialog_of(window) and is_shown(window, name), 10)
    dialog = dialog_of(window)
    assert dialog is not None
    return dialog


def said(dialog: QWidget) -> str:
    labels = dialog.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


async def passed(stage: Stage) -> None:
    await until(lambda: newest(stage) is Outcome.PASSED, 20)


def newest(stage: Stage) -> Outcome | None:
    run = stage.desk.latest.newest()
    return run.result.status if run is not None and run.result is not None else None


async def refused(stage: Stage) -> None:
    """Test the connection; the server wants no password any more."""
    stage.window.show_page("page_mail_server")
    press(stage.window, "test_connection")
    await until(lambda: is_shown(stage.window, "test_sign_in"), 20)


async def test_the_first_start_needs_no_password_where_the_provider_has_a_page(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed", account=False)
    browser.answers = [ANNA]
    type_into(stage.window, "start_address", ANNA)
    press(stage.window, "start_find")
    await until(lambda: is_shown(stage.window, "find_sign_in"), 15)
    assert find(stage.window, "find_sign_in").hasFocus()
    press(stage.window, "find_sign_in")
    await passed(stage)
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.sign_in is SignIn.OAUTH
    await until(lambda: browser.shown)
    assert len(browser.opened) == 1
    assert dialog_of(stage.window) is None


async def test_a_server_that_takes_no_password_leads_to_the_page_and_is_tested_again(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    browser.answers = [ANNA]
    press(stage.window, "test_sign_in")
    await passed(stage)
    account = stage.desk.accounts.current
    assert account is not None
    assert account.inbox is not None
    assert account.inbox.sign_in is account.mail_server.sign_in is SignIn.OAUTH
    line = find(stage.window, "server_signed_in", QLabel)
    await until(lambda: line.text() == f"Signed in as {ANNA}.")


async def test_who_signs_out_is_signed_out_everywhere(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    browser.answers = [ANNA]
    press(stage.window, "test_sign_in")
    await passed(stage)
    await until(lambda: is_shown(stage.window, "server_sign_out"))
    assert is_shown(stage.window, "test_result_title")
    press(stage.window, "server_sign_out")
    line = find(stage.window, "server_signed_in", QLabel)
    await until(lambda: line.text() == "You are signed out.")
    assert not is_shown(stage.window, "test_result_title")
    assert not is_shown(stage.window, "server_sign_out")
    account = stage.desk.accounts.current
    assert account is not None
    credentials = stage.desk.workspace.credentials
    assert await credentials.read(account.id, SecretRole.OAUTH) is None


async def test_an_account_that_is_deleted_is_signed_out(on_stage: OpenStage) -> None:
    stage = await on_stage("oauth-needed", account=False)
    accounts, credentials = stage.desk.accounts, stage.desk.workspace.credentials
    accounts.add(ACCOUNT)
    for role in SecretRole:
        await credentials.write(ACCOUNT.id, role, Secret("any"))
    accounts.delete()
    roles = list(SecretRole)
    async with asyncio.timeout(10):
        while [role for role in roles if await credentials.read(ACCOUNT.id, role) is not None]:
            await asyncio.sleep(0.01)


async def test_the_second_way_is_a_code(on_stage: OpenStage, browser: Browser) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_code")
    press(dialog, "sign_in_code")
    await dialog_with(stage.window, "sign_in_user_code")
    code = find(dialog, "sign_in_user_code", QLabel).text()
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", code)
    press(dialog, "sign_in_open")
    answer = {"user_code": code, "answer": ANNA}
    await asyncio.to_thread(ask, browser.opened[-1], answer)
    await passed(stage)


async def test_another_user_is_asked_about_and_may_sign_in_again(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    browser.answers = [OFFICE, ANNA]
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_use")
    assert f"You signed in as {OFFICE}" in said(dialog)
    press(dialog, "sign_in_again")
    await passed(stage)


async def test_who_did_not_mean_the_other_user_is_signed_out(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    browser.answers = [OFFICE]
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_use")
    press(dialog, "sign_in_cancel")
    await until(lambda: dialog_of(stage.window) is None)
    account = stage.desk.accounts.current
    assert account is not None
    credentials = stage.desk.workspace.credentials
    assert await credentials.read(account.id, SecretRole.OAUTH) is None
    assert account.mail_server.sign_in is SignIn.PASSWORD


async def test_where_an_admin_has_to_agree_the_message_to_them_is_ready(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("admin-approval")
    browser.answers = [ANNA]
    stage.window.show_page("page_mail_server")
    press(stage.window, "server_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_failure_title")
    title = find(dialog, "sign_in_failure_title", QLabel)
    assert title.text() == "An administrator of your organisation has to approve this program first"
    press(dialog, "sign_in_copy_0")
    assert "has to approve" in QGuiApplication.clipboard().text()
    press(dialog, "sign_in_copy_for_support")
    assert is_shown(dialog, "sign_in_copied")
    assert "oauth.page" in QGuiApplication.clipboard().text()
    press(dialog, "sign_in_cancel")
    await until(lambda: dialog_of(stage.window) is None)


async def test_who_says_no_at_the_page_is_told_so_and_may_try_again(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    browser.answers = [CANCEL, ANNA]
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_failure_title")
    assert "stopped at the page" in find(dialog, "sign_in_failure_title", QLabel).text()
    press(dialog, "sign_in_again")
    await passed(stage)


async def test_a_sign_in_that_is_over_says_so_and_is_made_once_more(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("token-revoked")
    await refused(stage)
    title = find(stage.window, "test_failure_title", QLabel)
    assert title.text() == "The sign-in with Sandbox Mail is no longer valid"
    browser.answers = [ANNA]
    press(stage.window, "test_sign_in")
    await passed(stage)


async def test_cancel_ends_everything_at_once(on_stage: OpenStage, browser: Browser) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_copy")
    await until(lambda: browser.opened)
    waiting_at = re.search(r"127\.0\.0\.1%3A(\d+)", browser.opened[0])
    assert waiting_at is not None
    press(dialog, "sign_in_cancel")
    await until(lambda: dialog_of(stage.window) is None, 3)
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", int(waiting_at[1]))
    assert is_shown(stage.window, "test_sign_in")
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.sign_in is SignIn.PASSWORD
    assert find(stage.window, "server_auth", QComboBox).currentData() == SignIn.PASSWORD


async def test_settings_that_were_found_are_taken_once_somebody_has_signed_in(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    window = stage.window
    before = stage.desk.accounts.current
    window.show_page("page_mail_server")
    press(window, "search_again")
    await until(lambda: is_shown(window, "search_sign_in"), 15)
    press(window, "search_sign_in")
    dialog = await dialog_with(window, "sign_in_copy")
    press(dialog, "sign_in_cancel")
    await until(lambda: dialog_of(window) is None)
    assert stage.desk.accounts.current == before
    assert find(window, "server_auth", QComboBox).currentData() == SignIn.PASSWORD
    browser.answers = [ANNA]
    press(window, "search_sign_in")
    await passed(stage)
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.sign_in is SignIn.OAUTH
    assert not is_shown(window, "search_offer")


async def test_a_second_click_brings_the_one_sign_in_to_the_front(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    await refused(stage)
    press(stage.window, "test_sign_in")
    dialog = await dialog_with(stage.window, "sign_in_copy")
    account = stage.desk.accounts.current
    assert account is not None
    again = stage.desk.signing_in.use_page(stage.window, account, SecretRole.MAIL_SERVER)
    assert not await again
    assert stage.window.findChildren(SignInWindow) == [dialog]
    press(dialog, "sign_in_cancel")
    await until(lambda: dialog_of(stage.window) is None)


async def test_without_a_client_id_it_says_so_and_takes_one(
    window: MainWindow, desk: Desk, browser: Browser
) -> None:
    wanted = Request(
        owner="a1", role=SecretRole.OAUTH, issuer=MICROSOFT, user_name="anna@example.com"
    )
    signing_in = asyncio.ensure_future(desk.signing_in.sign_in(window, wanted))
    dialog = await dialog_with(window, "sign_in_client")
    assert "not registered at Microsoft yet" in said(dialog)
    press(dialog, "sign_in_guide")
    guide = find(dialog, "help_window")
    assert "Entra" in " ".join(label.text() for label in guide.findChildren(QLabel))
    guide.close()
    press(dialog, "sign_in_client")
    await until(lambda: dialog.findChild(ClientForm) is not None)
    form = dialog.findChild(ClientForm)
    assert form is not None
    type_into(form, "client_id", "11111111-2222-3333-4444-555555555555")
    press(form, "client_save")
    await until(lambda: browser.opened)
    assert browser.opened[0].startswith("https://login.microsoftonline.com/")
    assert "11111111-2222" in browser.opened[0]
    press(await dialog_with(window, "sign_in_copy"), "sign_in_cancel")
    assert not await signing_in


async def test_the_composer_sends_once_its_user_has_signed_in(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    account = stage.desk.accounts.current
    assert account is not None
    stage.desk.accounts.put(msgspec.structs.replace(account, messenger=None))
    stage.window.open_composer(None)
    composer = stage.window.composer()
    assert composer is not None
    press(composer, "compose_self")
    press(composer, "compose_send")
    await until(lambda: is_shown(composer, "compose_sign_in"), 20)
    browser.answers = [ANNA]
    press(composer, "compose_sign_in")
    await until(lambda: stage.window.composer() is None, 20)
    assert len(stage.sandbox.mailbox(ANNA)) == 1


async def test_a_mailbox_that_is_closed_leads_to_the_page(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("token-revoked")
    window = stage.window
    window.show_page("page_arrival")
    press(window, "watch_arrival")
    await until(lambda: is_shown(window, "mailbox_0_sign_in"), 20)
    press(window, "cancel")
    await until(lambda: find(window, "watch_arrival").isEnabled())
    assert is_shown(window, "mailbox_0_sign_in")


async def test_a_witness_mailbox_is_opened_at_its_providers_page(
    on_stage: OpenStage, browser: Browser
) -> None:
    stage = await on_stage("oauth-needed")
    window = stage.window
    account = stage.desk.accounts.current
    assert account is not None
    assert account.inbox is not None
    for witness in stage.desk.accounts.witnesses:
        stage.desk.accounts.remove_witness(witness.id)
    window.show_page("page_arrival")
    press(window, "witness_add")
    type_into(window, "witness_address", OFFICE)
    type_into(window, "witness_host", account.inbox.host)
    type_into(window, "witness_port", str(account.inbox.port))
    choose(window, "witness_auth", SignIn.OAUTH)
    await until(lambda: is_shown(window, "witness_sign_in"))
    assert not is_shown(window, "witness_password")
    browser.answers = [OFFICE]
    press(window, "witness_sign_in")
    line = find(window, "witness_signed_in", QLabel)
    await until(lambda: line.text() == f"Signed in as {OFFICE}.", 20)
    (witness,) = stage.desk.accounts.witnesses
    assert witness.server.issuer == "sign-in.sandbox.test"
    press(window, "witness_sign_out")
    await until(lambda: line.text() == "You are signed out.")


def choose(window: QWidget, name: str, value: str) -> None:
    """Choose from a list, as a person does."""
    choice = find(window, name, QComboBox)
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


async def test_the_sign_in_is_chosen_in_the_form(window: MainWindow, desk: Desk) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    choose(window, "server_auth", "microsoft")
    await until(lambda: is_shown(window, "server_sign_in"))
    assert not is_shown(window, "server_password")
    problem = find(window, "server_auth").accessibleDescription()
    assert "Microsoft" in problem, "a token of Microsoft's is for its own servers"
    line = find(window, "server_signed_in", QLabel)
    await until(lambda: problem in line.text())
    press(window, "server_sign_in")
    await until(lambda: window.focusWidget() is find(window, "server_auth"))
    assert not desk.signing_in.running
    assert desk.workspace.settings_file.load().settings in (
        Settings(),
        Settings(accounts=(ACCOUNT,), current=ACCOUNT.id),
    )
