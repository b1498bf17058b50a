"""The dialog for a client id: what it asks, what it refuses, what it saves."""

import asyncio

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT, Issuer, issuer_of_id
from mailadmin.ui.client_form import ClientForm, ask_for_client
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from tests.ui.support import accessible_name, find, press, reachable, type_into, until

STRANGER = Issuer(
    id="login.example.org",
    name="login.example.org",
    authorization_endpoint="",
    token_endpoint="",
)


async def opened(window: MainWindow) -> ClientForm:
    await until(lambda: window.findChild(ClientForm) is not None)
    form = window.findChild(ClientForm)
    assert form is not None
    return form


async def test_an_id_is_saved_once_an_issuer(window: MainWindow, desk: Desk) -> None:
    issuer = issuer_of_id(MICROSOFT)
    assert issuer is not None
    for before, typed in (("", "11111111-2222"), ("11111111-2222", "33333333-4444")):
        asked = asyncio.ensure_future(ask_for_client(desk, window, issuer))
        form = await opened(window)
        assert find(form, "client_id", QLineEdit).text() == before
        type_into(form, "client_id", typed)
        type_into(form, "client_tenant", "example.com")
        press(form, "client_save")
        assert await asked
        await until(lambda: window.findChild(ClientForm) is None)
    await desk.accounts.flush()
    saved = desk.workspace.settings_file.load().settings.clients
    assert saved == (
        OAuthClient(issuer=MICROSOFT, client_id="33333333-4444", tenant="example.com"),
    )


async def test_enter_saves_and_escape_does_not(window: MainWindow, desk: Desk) -> None:
    issuer = issuer_of_id(GOOGLE)
    assert issuer is not None
    asked = asyncio.ensure_future(ask_for_client(desk, window, issuer))
    form = await opened(window)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not await asked
    assert desk.accounts.clients == ()
    await until(lambda: window.findChild(ClientForm) is None)
    asked = asyncio.ensure_future(ask_for_client(desk, window, issuer))
    form = await opened(window)
    QTest.keyClicks(find(form, "client_id", QLineEdit), "1234-abc")
    QTest.keyClick(find(form, "client_id", QLineEdit), Qt.Key.Key_Return)
    assert await asked
    assert desk.accounts.clients[0].client_id == "1234-abc"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("client_id", "", "This is needed."),
        ("client_id", "hello world", "must be one word"),
        ("client_authorization_endpoint", "http://login.example.org/a", "https://"),
        ("client_token_endpoint", "login.example.org", "https://"),
        ("client_token_endpoint", "https://oauth2.googleapis.com/token", "those of Google"),
        ("client_token_endpoint", "", "This is needed."),
        ("client_scopes", "", "This is needed."),
    ],
)
async def test_what_can_not_be_right_is_said_beside_its_field(
    window: MainWindow, field: str, typed: str, sentence: str
) -> None:
    form = ClientForm(window, STRANGER, None)
    form.open()
    for name, text in (
        ("client_id", "7"),
        ("client_authorization_endpoint", "https://login.example.org/a"),
        ("client_token_endpoint", "https://login.example.org/t"),
        ("client_scopes", "mail offline_access"),
        (field, typed),
    ):
        type_into(form, name, text)
    press(form, "client_save")
    if sentence:
        assert form.client is None
        assert sentence in find(form, field).accessibleDescription()
        assert form.focusWidget() is find(form, field)


async def test_the_addresses_of_a_stranger_are_taken_as_they_are(window: MainWindow) -> None:
    form = ClientForm(window, STRANGER, None)
    form.open()
    type_into(form, "client_id", "7")
    type_into(form, "client_authorization_endpoint", "https://login.example.org/a")
    type_into(form, "client_token_endpoint", "https://login.example.org/t")
    type_into(form, "client_scopes", "mail  offline_access")
    press(form, "client_save")
    assert form.client == OAuthClient(
        issuer="login.example.org",
        client_id="7",
        name="login.example.org",
        authorization_endpoint="https://login.example.org/a",
        token_endpoint="https://login.example.org/t",
        scopes=("mail", "offline_access"),
    )


async def test_what_the_form_does_not_ask_for_stays_as_it_was(window: MainWindow) -> None:
    before = OAuthClient(
        issuer="login.example.org",
        client_id="7",
        name="Example",
        authorization_endpoint="https://login.example.org/a",
        token_endpoint="https://login.example.org/t",
        revocation_endpoint="https://login.example.org/r",
        scopes=("mail",),
    )
    form = ClientForm(window, STRANGER, before)
    form.open()
    type_into(form, "client_id", "8")
    press(form, "client_save")
    assert form.client == msgspec.structs.replace(before, client_id="8")


async def test_the_guide_is_a_click_away_and_everything_is_named(window: MainWindow) -> None:
    form = ClientForm(window, STRANGER, None)
    form.open()
    assert all(accessible_name(part) for part in reachable(form))
    press(form, "client_guide")
    shown = find(form, "help_window")
    text = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "http://127.0.0.1" in text
    assert "app passwords" in text
    shown.close()
