from pathlib import Path

import msgspec
import pytest
from keyring.errors import KeyringLocked, NoKeyringError

from mailadmin.core.account import Account, Identity, SecretRole, Security, Server
from mailadmin.core.accounts import AccountError, Accounts, find_account, new_account_id
from mailadmin.core.credentials import (
    KeyringCredentials,
    MemoryCredentials,
    SessionCredentials,
    UnavailableCredentials,
)
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings, SettingsError, SettingsFile
from mailadmin.core.texts import say
from tests.core.keyring_doubles import Failing

replace = msgspec.structs.replace


def account(account_id: str, name: str, address: str = "anna@example.com") -> Account:
    return Account(
        id=account_id,
        name=name,
        identity=Identity(address=address),
        mail_server=Server(host="smtp.example.com", port=465, security=Security.TLS),
    )


WORK, HOME = account("id1", "Work"), account("id2", "Home", "Anna@home.example")
BOTH = Settings(current="id2", accounts=(WORK, HOME))


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def credentials() -> MemoryCredentials:
    return MemoryCredentials()


@pytest.fixture
def accounts(file: SettingsFile, credentials: MemoryCredentials) -> Accounts:
    return Accounts(file, credentials)


@pytest.mark.parametrize("text", ["Home", " home ", "id2", "ID2", "anna@HOME.example", None])
def test_an_account_is_found_by_name_address_or_id(text: str | None):
    assert find_account(BOTH, text) is HOME


def test_the_only_account_needs_no_name():
    assert find_account(Settings(accounts=(WORK,))) is WORK


@pytest.mark.parametrize(
    ("settings", "text", "words"),
    [
        (Settings(), None, "no account yet"),
        (Settings(), "Work", "no account yet"),
        (replace(BOTH, current=None), None, "Work, Home"),
        (replace(BOTH, current="gone"), None, "Work, Home"),
        (BOTH, "Office", "There are: Work, Home"),
        (
            replace(BOTH, accounts=(WORK, replace(HOME, identity=WORK.identity))),
            "anna@example.com",
            "Work (id1), Home (id2)",
        ),
    ],
)
def test_an_account_that_cannot_be_told_is_said_with_the_choices(
    settings: Settings, text: str | None, words: str
):
    with pytest.raises(AccountError) as raised:
        find_account(settings, text)
    assert words in say(raised.value.phrase)


def test_ids_are_never_the_same():
    assert len({new_account_id() for _ in range(100)}) == 100


def test_the_first_account_is_the_one_to_begin_with(accounts: Accounts, file: SettingsFile):
    accounts.put(WORK)
    accounts.put(HOME)
    assert file.load().settings == Settings(current="id1", accounts=(WORK, HOME))


def test_a_changed_account_keeps_its_place(accounts: Accounts, file: SettingsFile):
    accounts.put(WORK, HOME)
    changed = replace(WORK, identity=Identity(address="other@example.com"))
    assert accounts.put(changed) == (changed,)
    assert file.load().settings.accounts == (changed, HOME)


def test_two_accounts_never_share_a_name(accounts: Accounts):
    accounts.put(WORK)
    names = [accounts.put(account(f"x{n}", "WORK"))[0].name for n in range(2)]
    assert names == ["WORK (2)", "WORK (3)"]
    assert accounts.put(WORK)[0].name == "Work"


def test_another_account_can_be_chosen(accounts: Accounts, file: SettingsFile):
    accounts.put(WORK, HOME)
    accounts.choose("id2")
    assert file.load().settings.current == "id2"


async def test_a_renamed_account_keeps_its_secrets(
    accounts: Accounts, credentials: MemoryCredentials
):
    accounts.put(WORK)
    await credentials.write("id1", SecretRole.MAIL_SERVER, Secret("s"))
    assert accounts.rename(WORK, "Office").name == "Office"
    assert await credentials.read("id1", SecretRole.MAIL_SERVER) == Secret("s")


async def test_a_copy_has_the_same_settings_and_its_own_secrets(
    accounts: Accounts, credentials: MemoryCredentials, file: SettingsFile
):
    accounts.put(WORK)
    await credentials.write("id1", SecretRole.MAIL_SERVER, Secret("first"))
    await credentials.write("id1", SecretRole.INBOX, Secret("third"))
    copy, notice = await accounts.duplicate(WORK)
    assert notice is None
    assert copy == replace(WORK, id=copy.id, name="Work (2)")
    assert file.load().settings.accounts == (WORK, copy)
    await credentials.delete_all("id1")
    assert await credentials.read(copy.id, SecretRole.MAIL_SERVER) == Secret("first")
    assert await credentials.read(copy.id, SecretRole.MESSENGER) is None
    assert await credentials.read(copy.id, SecretRole.INBOX) == Secret("third")


async def test_a_copy_whose_secrets_cannot_be_read_says_so(file: SettingsFile):
    accounts = Accounts(file, SessionCredentials(UnavailableCredentials()))
    accounts.put(WORK)
    copy, notice = await accounts.duplicate(WORK)
    assert copy in file.load().settings.accounts
    assert notice is not None
    assert "without its password" in say(notice)


async def test_a_removed_account_takes_its_secrets_along(
    accounts: Accounts, credentials: MemoryCredentials, file: SettingsFile
):
    accounts.put(WORK, HOME)
    for role in SecretRole:
        await credentials.write("id1", role, Secret("s"))
    assert await accounts.remove("id1") is None
    assert file.load().settings == Settings(current="id2", accounts=(HOME,))
    assert [await credentials.read("id1", role) for role in SecretRole] == [None] * 5
    assert await accounts.remove("id2") is None
    assert file.load().settings == Settings()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyringLocked("locked"), "could not be removed from your computer's password store"),
        (NoKeyringError("none"), "If its password was in a password store, it is still there"),
    ],
)
async def test_secrets_that_stay_behind_are_told(file: SettingsFile, error: Exception, words: str):
    accounts = Accounts(file, KeyringCredentials(lambda: Failing(error)))
    accounts.put(WORK)
    notice = await accounts.remove("id1")
    assert notice is not None
    assert words in say(notice)
    assert file.load().settings.accounts == ()


async def test_where_settings_cannot_be_saved_the_secrets_stay(
    tmp_path: Path, credentials: MemoryCredentials
):
    (tmp_path / "file").touch()
    accounts = Accounts(SettingsFile(tmp_path / "file" / "settings.json"), credentials)
    await credentials.write("id1", SecretRole.MAIL_SERVER, Secret("s"))
    with pytest.raises(SettingsError):
        await accounts.remove("id1")
    assert await credentials.read("id1", SecretRole.MAIL_SERVER) == Secret("s")
