"""The Mail server page: typing, saving, testing against the sandbox."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from mailadmin.core.account import SecretRole, Security
from mailadmin.core.credentials import UnavailableCredentials
from mailadmin.core.diagnosis import Who
from mailadmin.core.history.run import Kind
from mailadmin.core.secret import Secret
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.tasks import Tasks
from mailadmin.ui.widgets.text import Text
from tests.ui.conftest import OpenStage
from tests.ui.samples import ACCOUNT
from tests.ui.support import Stage, find, press, type_into, until


async def begun(window: MainWindow, desk: Desk) -> None:
    desk.accounts.begin_new("anna@example.com")
    window.show_page("page_mail_server")
    await asyncio.sleep(0)


def state(window: MainWindow) -> str:
    return find(window, "save_state", Text).text()


def value(window: MainWindow, name: str) -> str:
    return find(window, name, QLineEdit).text()


async def after_test(stage: Stage, limit: float = 20.0) -> str:
    """The title of the result, once the test has ended."""
    stage.window.show_page("page_mail_server")
    press(stage.window, "test_connection")
    button = find(stage.window, "test_connection")
    await until(lambda: not button.isEnabled())
    await until(button.isEnabled, limit)
    return find(stage.window, "test_result_title", Text).text()


async def test_a_complete_form_is_saved_as_the_user_leaves_a_field(
    window: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    await begun(window, desk)
    assert "Not saved yet" in state(window)
    type_into(window, "server_host", "smtp.example.com")
    assert state(window) == "All changes are saved."
    await desk.accounts.flush()
    (account,) = workspace.settings_file.load().settings.accounts
    assert account.mail_server.host == "smtp.example.com"
    assert account.mail_server.security is Security.TLS
    assert account.mail_server.user_name == "anna@example.com"


async def test_what_is_pasted_is_put_where_it_belongs(window: MainWindow, desk: Desk) -> None:
    await begun(window, desk)
    type_into(window, "server_host", " SMTP://Mail.Example.com:587/ ")
    assert value(window, "server_host").lower() == "mail.example.com"
    assert value(window, "server_port") == "587"
    assert find(window, "server_security", QComboBox).currentData() == "starttls"


async def test_nothing_invalid_is_saved_and_nothing_typed_is_lost(
    window: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    type_into(window, "server_port", "ninety")
    assert "Not saved yet" in state(window)
    assert find(window, "server_port").accessibleDescription()
    await desk.accounts.flush()
    assert workspace.settings_file.load().settings.accounts == (ACCOUNT,)
    desk.accounts.begin_new()
    desk.accounts.select(ACCOUNT.id)
    assert value(window, "server_port") == "ninety"


async def test_a_password_goes_to_the_keyring_and_never_into_the_file(
    window: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    type_into(window, "server_password", "correct horse")
    type_into(window, "messenger_password", "battery staple")
    await until(lambda: len(desk.tasks) == 0)
    read = workspace.credentials.read
    assert await read(ACCOUNT.id, SecretRole.MAIL_SERVER) == Secret("correct horse")
    assert await read(ACCOUNT.id, SecretRole.MESSENGER) == Secret("battery staple")
    text = workspace.settings_file.path.read_text(encoding="utf-8")
    assert "horse" not in text
    assert "staple" not in text


async def test_a_stored_password_is_said_to_be_there_and_not_shown(
    window: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    await workspace.credentials.write(ACCOUNT.id, SecretRole.MAIL_SERVER, Secret("secret"))
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    field = find(window, "server_password", QLineEdit)
    await until(lambda: "Stored" in field.placeholderText())
    assert field.text() == ""


async def test_a_computer_without_a_keyring_says_so(tmp_path: Path) -> None:
    from mailadmin.core.credentials import SessionCredentials

    place = open_workspace(tmp_path, (), None, SessionCredentials(UnavailableCredentials()))
    errors: list[tuple[str, BaseException]] = []
    desk = Desk(place, Tasks(lambda name, error: errors.append((name, error))))
    await desk.accounts.load()
    window = MainWindow(desk)
    window.show()
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    await until(lambda: len(desk.tasks) == 0)
    window.notices.clear()
    type_into(window, "server_password", "correct horse")
    await until(lambda: window.notices.text())
    role = SecretRole.MAIL_SERVER
    assert await place.credentials.read(ACCOUNT.id, role) == Secret("correct horse")
    await desk.tasks.close()
    assert errors == []


async def test_a_test_needs_a_complete_form_and_says_what_is_missing(
    window: MainWindow, desk: Desk
) -> None:
    await begun(window, desk)
    press(window, "test_connection")
    await until(lambda: len(desk.tasks) == 0)
    assert find(window, "server_host").accessibleDescription()
    assert not find(window, "test_result_title").isVisible()


async def test_all_is_well(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    title = await after_test(stage)
    assert "works" in title
    assert find(stage.window, "test_send_test_email").isVisible()
    run = stage.desk.latest.last(stage.sandbox.account.id, Kind.TEST)
    assert run is not None
    assert len(stage.sandbox.sign_ins) == 1


async def test_a_wrong_password_is_explained_and_another_one_works(on_stage: OpenStage) -> None:
    stage = await on_stage("wrong-password")
    await after_test(stage)
    assert find(stage.window, "test_failure_title").isVisible()
    type_into(stage.window, "test_new_password", stage.sandbox.password)
    press(stage.window, "test_try_again")
    await until(lambda: "works" in find(stage.window, "test_result_title", Text).text(), 20)
    await until(lambda: len(stage.desk.tasks) == 0)
    stored = await stage.desk.workspace.credentials.read(
        stage.sandbox.account.id, SecretRole.MAIL_SERVER
    )
    assert stored == Secret(stage.sandbox.password)


async def test_a_setting_that_works_is_used_with_one_click(on_stage: OpenStage) -> None:
    stage = await on_stage("wrong-encryption")
    await after_test(stage)
    press(stage.window, "test_use_setting")
    await until(lambda: "works" in find(stage.window, "test_result_title", Text).text(), 20)
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.security is Security.STARTTLS


async def test_a_name_that_was_meant_is_used_with_one_click(on_stage: OpenStage) -> None:
    stage = await on_stage("name-typo")
    await after_test(stage)
    use = find(stage.window, "test_use_setting")
    (steps,) = [
        text for text in stage.window.findChildren(Text) if text.text() == words.whose_job(Who.YOU)
    ]
    bottom, top = use.rect().bottomLeft(), steps.rect().topLeft()
    assert use.mapTo(stage.window, bottom).y() < steps.mapTo(stage.window, top).y()
    press(stage.window, "test_use_setting")
    await until(lambda: "works" in find(stage.window, "test_result_title", Text).text(), 20)
    account = stage.desk.accounts.current
    assert account is not None
    typed = stage.sandbox.account.mail_server
    assert account.mail_server.host != typed.host
    assert account.mail_server.host == "smtp.sandbox.test"
    assert (account.mail_server.port, account.mail_server.security) == (typed.port, typed.security)


@pytest.mark.parametrize("answer", [None, "yes"])
async def test_a_certificate_is_trusted_only_after_a_warning(
    on_stage: OpenStage, answer: str | None
) -> None:
    stage = await on_stage("certificate-self-signed")
    await after_test(stage)
    stage.answers.choice = answer
    press(stage.window, "test_trust_certificate")
    await until(lambda: stage.answers.asked)
    assert "fingerprint" in stage.answers.asked[0]
    await until(lambda: len(stage.desk.tasks) == 0, 20)
    account = stage.desk.accounts.current
    assert account is not None
    assert bool(account.mail_server.trusted_certificate) is (answer == "yes")
    worked = "works" in find(stage.window, "test_result_title", Text).text()
    assert worked is (answer == "yes")


async def test_another_port_takes_the_trust_back(on_stage: OpenStage) -> None:
    stage = await on_stage("certificate-self-signed")
    await after_test(stage)
    stage.answers.choice = "yes"
    press(stage.window, "test_trust_certificate")
    await until(lambda: stage.answers.asked)
    await until(lambda: len(stage.desk.tasks) == 0, 20)
    type_into(stage.window, "server_port", "4650")
    account = stage.desk.accounts.current
    assert account is not None
    assert account.mail_server.trusted_certificate is None


async def test_cancel_stops_a_test_at_once(on_stage: OpenStage) -> None:
    stage = await on_stage("server-silent")
    stage.window.show_page("page_mail_server")
    press(stage.window, "test_connection")
    await until(lambda: find(stage.window, "cancel").isVisible())
    await asyncio.sleep(0.2)
    press(stage.window, "cancel")
    await until(find(stage.window, "test_connection").isEnabled, 2)
    assert find(stage.window, "test_result_title", Text).text() == "The test was cancelled."
    assert not find(stage.window, "cancel").isVisible()


async def test_the_messenger_has_a_test_of_its_own(on_stage: OpenStage) -> None:
    stage = await on_stage("server-down")
    stage.window.show_page("page_mail_server")
    press(stage.window, "messenger_test")
    title = find(stage.window, "messenger_test_result_title", Text)
    await until(lambda: "works" in title.text(), 20)


@pytest.mark.parametrize(
    ("scenario", "seen"),
    [
        ("server-down", "recipients see your name with “via Messenger”"),
        ("server-down-on-behalf", "recipients see anna@sandbox.test, sent by relay@"),
    ],
)
async def test_the_messengers_test_says_whose_name_recipients_will_see(
    on_stage: OpenStage, scenario: str, seen: str
) -> None:
    stage = await on_stage(scenario)
    stage.window.show_page("page_mail_server")
    press(stage.window, "messenger_test")
    title = find(stage.window, "messenger_test_result_title", Text)
    await until(lambda: "works" in title.text(), 20)
    texts = " ".join(text.text() for text in stage.window.findChildren(Text))
    assert seen in texts


async def test_an_account_without_messenger_says_what_its_test_needs(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    stage.window.show_page("page_mail_server")
    for name in ("messenger_host", "messenger_user", "messenger_address"):
        type_into(stage.window, name, "")
    press(stage.window, "messenger_test")
    await until(lambda: len(stage.desk.tasks) == 0)
    assert find(stage.window, "messenger_host").accessibleDescription()


async def test_other_settings_make_an_old_result_worthless(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await after_test(stage)
    account_id = stage.sandbox.account.id
    assert stage.desk.latest.last(account_id, Kind.TEST) is not None
    type_into(stage.window, "server_host", "smtp.elsewhere.test")
    assert stage.desk.latest.last(account_id, Kind.TEST) is None
    assert len(stage.desk.latest.of(account_id)) == 1


async def test_typing_before_there_is_an_account_begins_one(
    window: MainWindow, desk: Desk, workspace: Workspace
) -> None:
    window.show_page("page_mail_server")
    find(window, "server_host", QLineEdit).editingFinished.emit()
    assert desk.accounts.entries() == (), "looking is not typing"
    type_into(window, "from_address", "anna@example.com")
    type_into(window, "server_host", "smtp.example.com")
    await desk.accounts.flush()
    (account,) = workspace.settings_file.load().settings.accounts
    assert account.identity.address == "anna@example.com"
    assert account.mail_server.host == "smtp.example.com"


async def test_a_deleted_account_leaves_an_empty_form(window: MainWindow, desk: Desk) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    assert value(window, "server_host") == ACCOUNT.mail_server.host
    desk.accounts.delete()
    assert value(window, "server_host") == ""
    assert value(window, "server_port") == "465"
