"""Accounts in the window: saved, kept, copied, removed."""

import asyncio
from pathlib import Path

import msgspec

from mailadmin.core.account import SecretRole, SignIn
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings
from mailadmin.core.setup_file import Setup, write_setup_file
from mailadmin.core.workspace import Workspace
from mailadmin.ui.account_menu import AccountMenu
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.setup_files import export_account, import_account
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.text import Text
from tests.ui.samples import ACCOUNT
from tests.ui.support import Answers, find, until


def saved(workspace: Workspace) -> Settings:
    return workspace.settings_file.load().settings


def answers(desk: Desk) -> Answers:
    assert isinstance(desk.dialogs, Answers)
    return desk.dialogs


async def test_an_account_is_on_disk_soon_after_it_was_put(
    desk: Desk, workspace: Workspace
) -> None:
    desk.accounts.add(ACCOUNT)
    await desk.accounts.flush()
    assert saved(workspace).accounts == (ACCOUNT,)
    assert saved(workspace).current == ACCOUNT.id


async def test_what_another_program_has_saved_meanwhile_is_kept(
    desk: Desk, workspace: Workspace
) -> None:
    other = msgspec.structs.replace(ACCOUNT, id="other", name="Other")
    workspace.settings_file.save(Settings(accounts=(other,)))
    desk.accounts.add(ACCOUNT)
    await desk.accounts.flush()
    assert {account.id for account in saved(workspace).accounts} == {"other", ACCOUNT.id}


async def test_many_changes_at_once_end_with_the_last(desk: Desk, workspace: Workspace) -> None:
    for number in range(20):
        desk.accounts.add(msgspec.structs.replace(ACCOUNT, name=f"Name {number}"))
    await desk.accounts.flush()
    assert saved(workspace).accounts[0].name == "Name 19"


async def test_a_copy_has_a_name_and_the_passwords_of_its_own(
    desk: Desk, workspace: Workspace
) -> None:
    desk.accounts.add(ACCOUNT)
    await workspace.credentials.write(ACCOUNT.id, SecretRole.MAIL_SERVER, Secret("secret"))
    desk.accounts.duplicate("Copy")
    copy = desk.accounts.current
    assert copy is not None
    assert (copy.name, copy.id != ACCOUNT.id) == ("Copy", True)
    await until(lambda: len(desk.tasks) == 0)
    stored = await workspace.credentials.read(copy.id, SecretRole.MAIL_SERVER)
    assert stored == Secret("secret")


async def test_a_deleted_account_takes_its_passwords_along(
    desk: Desk, workspace: Workspace
) -> None:
    desk.accounts.add(ACCOUNT)
    await workspace.credentials.write(ACCOUNT.id, SecretRole.MAIL_SERVER, Secret("secret"))
    desk.accounts.delete()
    await until(lambda: len(desk.tasks) == 0)
    assert saved(workspace).accounts == ()
    assert desk.accounts.current_id is None
    assert await workspace.credentials.read(ACCOUNT.id, SecretRole.MAIL_SERVER) is None


async def test_a_broken_settings_file_is_told_and_kept(workspace: Workspace, desk: Desk) -> None:
    path = workspace.settings_file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{broken", encoding="utf-8")
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    await desk.accounts.load()
    assert len(notices) == 1
    assert any("broken" in file.name for file in path.parent.iterdir())


async def test_a_disk_that_refuses_is_told_and_nothing_is_forgotten(
    workspace: Workspace, desk: Desk, tmp_path: Path
) -> None:
    notices: list[Notice] = []
    desk.noticed.connect(notices.append)
    # A folder in the place of the file can't be replaced by one, on any platform and as any user.
    (workspace.settings_file.path.parent / "settings.json.new").mkdir(parents=True)
    desk.accounts.add(ACCOUNT)
    await until(lambda: notices)
    assert desk.accounts.current == ACCOUNT
    (workspace.settings_file.path.parent / "settings.json.new").rmdir()
    await desk.accounts.flush()
    assert saved(workspace).accounts == (ACCOUNT,)


async def test_an_account_begun_is_listed_and_kept_until_it_is_complete(desk: Desk) -> None:
    desk.accounts.add(ACCOUNT)
    desk.accounts.begin_new("bert@example.com")
    assert [entry.saved for entry in desk.accounts.entries()] == [True, False]
    assert desk.accounts.current is None
    form = desk.accounts.form()
    assert form is not None
    assert (form.from_address, form.server_user) == ("bert@example.com", "bert@example.com")
    desk.accounts.select(ACCOUNT.id)
    assert desk.accounts.current == ACCOUNT
    desk.accounts.select(desk.accounts.entries()[1].id)
    assert desk.accounts.form() == form


async def test_a_setup_file_goes_out_without_a_password_and_comes_in_as_a_new_account(
    desk: Desk, window: MainWindow, workspace: Workspace, tmp_path: Path
) -> None:
    desk.accounts.add(ACCOUNT)
    await workspace.credentials.write(ACCOUNT.id, SecretRole.MAIL_SERVER, Secret("hush-hush"))
    answers(desk).target = tmp_path / "anna.json"
    await export_account(desk, window)
    assert "hush" not in (tmp_path / "anna.json").read_text(encoding="utf-8")
    answers(desk).files = [tmp_path / "anna.json"]
    await import_account(desk, window)
    names = [entry.name for entry in desk.accounts.entries()]
    assert len(names) == 2
    assert len(set(names)) == 2


async def test_a_registration_goes_along_and_changes_none_that_is_there(
    desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    issuer = "login.microsoftonline.com"
    server = msgspec.structs.replace(
        ACCOUNT.mail_server, host="smtp.office365.com", sign_in=SignIn.OAUTH, issuer=issuer
    )
    desk.accounts.add(msgspec.structs.replace(ACCOUNT, mail_server=server))
    desk.accounts.put_client(OAuthClient(issuer=issuer, client_id="office"))
    answers(desk).target = tmp_path / "anna.json"
    await export_account(desk, window)
    answers(desk).files = [tmp_path / "anna.json"]
    desk.accounts.put_client(OAuthClient(issuer=issuer, client_id="mine"))
    await import_account(desk, window)
    assert [client.client_id for client in desk.accounts.clients] == ["mine"]
    assert "Only the sign-in is missing." in window.notices.text()
    told = " ".join(label.text() for label in window.notices.findChildren(Text))
    assert f"another client id for {issuer}" in told
    await desk.accounts.flush()
    desk.workspace.settings_file.save(Settings())
    await desk.accounts.load()
    await import_account(desk, window)
    assert [client.client_id for client in desk.accounts.clients] == ["office"]


async def test_a_file_with_client_ids_alone_sets_no_account_up(
    desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    setup = Setup((), (OAuthClient(issuer="accounts.google.com", client_id="office"),))
    write_setup_file(tmp_path / "ids.json", setup)
    answers(desk).files = [tmp_path / "ids.json"]
    await import_account(desk, window)
    assert [client.client_id for client in desk.accounts.clients] == ["office"]
    assert "It has client ids, and no account." in window.notices.text()
    assert desk.accounts.entries() == ()


async def test_a_file_that_is_no_setup_file_is_told(
    desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    answers(desk).files = [tmp_path / "x.json"]
    await import_account(desk, window)
    assert window.notices.text()
    assert desk.accounts.entries() == ()


async def test_the_menu_of_accounts_does_what_it_says(desk: Desk, window: MainWindow) -> None:
    desk.accounts.add(ACCOUNT)
    menu = AccountMenu(desk, window)
    menu.open()
    actions = {action.objectName(): action for action in find(window, "account_list").actions()}
    answers(desk).text = "Renamed"
    actions["account_rename"].trigger()
    await until(lambda: desk.accounts.current and desk.accounts.current.name == "Renamed")
    answers(desk).text = "A copy"
    actions["account_duplicate"].trigger()
    await until(lambda: len(desk.accounts.entries()) == 2)
    actions["account_delete"].trigger()
    await asyncio.sleep(0.05)
    assert len(desk.accounts.entries()) == 2, "the user did not confirm"
    answers(desk).choice = "yes"
    actions["account_delete"].trigger()
    await until(lambda: len(desk.accounts.entries()) == 1)
    actions["account_add"].trigger()
    assert desk.accounts.current is None
    assert find(window, "from_address").isVisible()
