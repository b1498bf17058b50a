"""What can be done with accounts: choose, add, change, rename, duplicate, remove with secrets."""

import uuid

import msgspec

from mailadmin.core.account import Account, SecretRole
from mailadmin.core.credentials import Credentials, CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.settings import Loaded, Settings, SettingsFile


class AccountError(Exception):
    """The account asked for can't be told."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


def new_account_id() -> str:
    """Make the id of a new account: never used before, so no stored secret belongs to it."""
    return uuid.uuid4().hex


def find_account(settings: Settings, text: str | None = None) -> Account:
    """Find an account by its name, address or id; without a text, the one to begin with.

    Raises :class:`AccountError` where none or several fit.
    """
    accounts = settings.accounts
    names = ", ".join(account.name for account in accounts)
    if not accounts:
        raise AccountError(Phrase("accounts.none"))
    if text is None:
        current = settings.account(settings.current)
        if current is None and len(accounts) > 1:
            raise AccountError(Phrase("accounts.which", {"accounts": names}))
        return current or accounts[0]
    wanted = text.strip().casefold()
    for spelling in (_id, _name, _address):
        fitting = [account for account in accounts if spelling(account) == wanted]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            ids = ", ".join(f"{account.name} ({account.id})" for account in fitting)
            raise AccountError(Phrase("accounts.ambiguous", {"account": text, "accounts": ids}))
    raise AccountError(Phrase("accounts.unknown", {"account": text, "accounts": names}))


def _id(account: Account) -> str:
    return account.id.casefold()


def _name(account: Account) -> str:
    return account.name.casefold()


def _address(account: Account) -> str:
    return account.identity.address.casefold()


def free_name(settings: Settings, wanted: str, besides: str = "") -> str:
    """Give ``wanted``, with a number behind it where another account has that name already.

    ``besides`` is the id of the account that the name is for.
    """
    taken = {a.name.casefold() for a in settings.accounts if a.id != besides}
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


class Accounts:
    """The accounts of one user: the settings file and the secrets that belong together.

    Methods that save raise :class:`~mailadmin.core.settings.SettingsError`, and then nothing has
    changed.
    """

    def __init__(self, settings_file: SettingsFile, credentials: Credentials) -> None:
        self._file = settings_file
        self._credentials = credentials

    def put(self, *accounts: Account) -> tuple[Account, ...]:
        """Save new or changed accounts, each under a name of its own, and give them as saved."""
        saved: list[Account] = []

        def change(settings: Settings) -> Settings:
            for account in accounts:
                name = free_name(settings, account.name, besides=account.id)
                saved.append(msgspec.structs.replace(account, name=name))
                settings = _with(settings, saved[-1])
            return settings

        self._file.update(change)
        return tuple(saved)

    def choose(self, account_id: str) -> Loaded:
        """Make an account the one that the program opens with."""
        return self._file.update(lambda s: msgspec.structs.replace(s, current=account_id))

    def rename(self, account: Account, name: str) -> Account:
        """Give an account another name; secrets stay, because they belong to its id."""
        return self.put(msgspec.structs.replace(account, name=name))[0]

    async def duplicate(self, account: Account) -> tuple[Account, Phrase | None]:
        """Save a copy with its passwords. A notice says where they could not be copied."""
        copy = self.put(msgspec.structs.replace(account, id=new_account_id()))[0]
        notice = None
        for role in SecretRole:
            if role.is_grant:
                continue  # the copy signs in for itself
            try:
                secret = await self._credentials.read(account.id, role)
                if secret is not None:
                    notice = await self._credentials.write(copy.id, role, secret) or notice
            except CredentialsError:
                notice = Phrase("accounts.password-not-copied")
        return copy, notice

    async def remove(self, account_id: str) -> Phrase | None:
        """Remove an account and its secrets. A notice says where the secrets could not go."""
        self._file.update(lambda settings: _without(settings, account_id))
        try:
            await self._credentials.delete_all(account_id)
        except CredentialsError as error:
            if error.cause is KeyringCause.UNAVAILABLE:
                return Phrase("accounts.password-maybe-left")
            return Phrase("accounts.password-left")
        return None


def _with(settings: Settings, account: Account) -> Settings:
    """In the old one's place, or at the end; the first account is the one to begin with."""
    if settings.account(account.id) is None:
        accounts = (*settings.accounts, account)
    else:
        accounts = tuple(account if a.id == account.id else a for a in settings.accounts)
    current = settings.current if settings.account(settings.current) else accounts[0].id
    return msgspec.structs.replace(settings, accounts=accounts, current=current)


def _without(settings: Settings, account_id: str) -> Settings:
    accounts = tuple(a for a in settings.accounts if a.id != account_id)
    current = settings.current
    if current == account_id:
        current = accounts[0].id if accounts else None
    return msgspec.structs.replace(settings, accounts=accounts, current=current)
