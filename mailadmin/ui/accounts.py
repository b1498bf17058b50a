"""The accounts as the window sees them: which one is current, what is saved, what is not yet."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial, reduce
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, Signal

from mailadmin.core import blocking
from mailadmin.core.account import Account, SecretRole, Server, Witness
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.tasks import Tasks
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    import asyncio

    from mailadmin.core.forms.account_form import AccountForm
    from mailadmin.core.keys import Key
    from mailadmin.core.oauth.client import OAuthClient
    from mailadmin.core.settings import Loaded, Settings
    from mailadmin.core.workspace import Workspace

Change = Callable[["Settings"], "Settings"]
"""What a change makes of the settings, whatever another program has saved in the meantime."""

LIMIT: Final = 20.0
"""Seconds that reading or writing the settings file may take."""


def blank_form(address: str = "") -> "AccountForm":
    """The form of a new account: an address if there is one, and what suits most servers."""
    from mailadmin.core.forms.account_form import AccountForm

    return AccountForm(
        from_address=address,
        server_user=address,
        server_port="465",
        messenger_port="587",
        messenger_security="starttls",
    )


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the account menu; ``saved`` is False for one that is only a form so far."""

    id: str
    name: str
    address: str
    saved: bool


class Accounts(QObject):
    """Keeps settings and forms. Every change is on disk soon after; ``flush`` waits for it."""

    changed = Signal()
    """Another account is current, or the accounts are no longer the same."""
    told = Signal(object)
    """A :class:`Notice` about the settings file or the keyring."""
    altered = Signal(str)
    """An account has other settings or another password now; carries its id."""

    def __init__(self, workspace: "Workspace", tasks: Tasks) -> None:
        super().__init__()
        self._workspace = workspace
        self._tasks = tasks
        self._reading: blocking.Begun[Loaded] | None = None
        self._settings: Settings | None = None
        self._forms: dict[str, AccountForm] = {}
        self._new: list[str] = []
        self._current: str | None = None
        self._pending: list[Change] = []
        self._storing: set[asyncio.Future[None]] = set()

    # -- reading

    def begin_to_load(self) -> None:
        """Begin to read the settings file; a broken one is set aside and said so."""
        self._reading = blocking.begin(self._workspace.settings_file.load)

    def load_within(self, seconds: float) -> None:
        """Show the settings if they are read in time. Blocks so long, for want of an event loop."""
        if self._reading is not None and self._reading.wait(seconds):
            self._take(self._reading.answer())

    async def load(self) -> None:
        """Show the settings, when they are read."""
        if self._reading is None:
            self.begin_to_load()
        assert self._reading is not None
        self._take(await blocking.run(self._reading.answer, limit=LIMIT))

    def _take(self, loaded: "Loaded") -> None:
        self._reading = None
        self._settings = loaded.settings
        ids = [account.id for account in loaded.settings.accounts]
        wanted = loaded.settings.current
        self._current = wanted if wanted in ids else next(iter(ids), None)
        if loaded.notice is not None:
            self.told.emit(Notice(text=words.say(loaded.notice), tone=Tone.WARNING))
        self.changed.emit()

    @property
    def loaded(self) -> bool:
        """Whether the settings have been read."""
        return self._settings is not None

    @property
    def current_id(self) -> str | None:
        """The account that is shown, saved or not."""
        return self._current

    @property
    def current(self) -> Account | None:
        """The account that is shown, as it is saved."""
        return self.find(self._current)

    def entries(self) -> tuple[Entry, ...]:
        """All accounts, those that are only forms so far last."""
        saved = [
            Entry(id=one.id, name=one.name, address=one.identity.address, saved=True)
            for one in self._accounts
        ]
        unsaved = [
            Entry(id=new, name=form.account_name, address=form.from_address, saved=False)
            for new, form in ((new, self._forms[new]) for new in self._new)
        ]
        return (*saved, *unsaved)

    def entry(self) -> Entry | None:
        """The current one."""
        return next((entry for entry in self.entries() if entry.id == self._current), None)

    # -- forms

    def form(self) -> "AccountForm | None":
        """The form of the current account: with what could not be saved, if there is any."""
        from mailadmin.core.forms.account_form import form_of

        if self._current in self._forms:
            return self._forms[self._current]
        account = self.current
        return None if account is None else form_of(account)

    def keep_form(self, form: "AccountForm") -> None:
        """Remember what was typed although it can't be saved yet."""
        if self._current is not None:
            self._forms[self._current] = form

    def unsaved_forms(self) -> tuple[str, ...]:
        """The ids of accounts whose form says something that is not saved."""
        return tuple(self._forms)

    # -- changing

    def select(self, account_id: str) -> None:
        """Show another account."""
        if account_id == self._current or account_id not in [one.id for one in self.entries()]:
            return
        self._current = account_id
        if self.find(account_id) is not None:
            self._change(partial(_opened_with, account_id))
        self.changed.emit()

    def begin_new(self, address: str = "") -> None:
        """Start an account with nothing but an address; it is saved when its form is complete."""
        self.begin(blank_form(address))

    def begin(self, form: "AccountForm") -> None:
        """Start an account with what has been typed so far."""
        from mailadmin.core.accounts import new_account_id

        new = new_account_id()
        self._new.append(new)
        self._forms[new] = form
        self._current = new
        self.changed.emit()

    def put(self, account: Account) -> None:
        """Save an account in the place of the one with its id, or as the last one."""
        self._forms.pop(account.id, None)
        if account.id in self._new:
            self._new.remove(account.id)
        if self.find(account.id) != account:
            self._change(partial(_with, account))
            self.changed.emit()
            self.altered.emit(account.id)

    def add(self, account: Account) -> None:
        """Save another account and show it."""
        self._current = account.id
        self.put(account)

    def duplicate(self, name: str) -> None:
        """Save a copy of the current account under a new name, with copies of its secrets."""
        from mailadmin.core.accounts import new_account_id

        account = self.current
        if account is None:
            return
        copy = msgspec.structs.replace(account, id=new_account_id(), name=name)
        self._tasks.start(self._copy_secrets(account.id, copy.id), name="copying passwords")
        self.add(copy)

    def rename(self, name: str) -> None:
        """Give the current account another name."""
        account = self.current
        if account is not None and name:
            self.put(msgspec.structs.replace(account, name=name))

    def delete(self) -> None:
        """Remove the current account and its secrets."""
        gone = self._current
        if gone is None:
            return
        self._forms.pop(gone, None)
        if gone in self._new:
            self._new.remove(gone)
        self._change(partial(_without, gone))
        self._current = next((entry.id for entry in self.entries()), None)
        self._tasks.start(self._forget_secrets(gone), name="deleting passwords")
        self.changed.emit()

    # -- witness mailboxes

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """The mailboxes besides the account's own in which test messages are looked for."""
        return () if self._settings is None else self._settings.witnesses

    def put_witness(self, witness: Witness) -> None:
        """Save a witness mailbox in the place of the one with its id, or as the last one."""
        if witness not in self.witnesses:
            self._change(partial(_with_witness, witness))
            self.changed.emit()

    def remove_witness(self, witness_id: str) -> None:
        """Remove a witness mailbox and its password."""
        self._change(partial(_without_witness, witness_id))
        self.forget_secrets(witness_id)
        self.changed.emit()

    # -- registrations of the program at providers

    @property
    def clients(self) -> "tuple[OAuthClient, ...]":
        """The client ids of the program, one an issuer."""
        return () if self._settings is None else self._settings.clients

    def put_client(self, client: "OAuthClient") -> None:
        """Save a registration in the place of the one at its issuer."""
        if client not in self.clients:
            self._change(partial(_with_client, client))
            self.changed.emit()

    # -- secrets

    def forget_secrets(self, owner_id: str) -> None:
        """Remove the passwords of an account or a witness mailbox from the keyring."""
        self._tasks.start(self._forget_secrets(owner_id), name="deleting a password")

    async def secret(self, role: SecretRole) -> Secret | None:
        """The stored secret of the current account; what the keyring says goes to ``told``."""
        from mailadmin.core.credentials import CredentialsError

        if self._current is None:
            return None
        try:
            return await self._workspace.credentials.read(self._current, role)
        except CredentialsError as error:
            self.told.emit(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
            return None

    async def signed_in(self, owner: str, role: SecretRole, issuer: str) -> str | None:
        """Who is signed in at an issuer: ``None`` for nobody, empty where it does not say."""
        from mailadmin.core.credentials import CredentialsError

        try:
            grant = await self._workspace.keys.keeper(owner, role).grant()
        except CredentialsError as error:
            self.told.emit(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
            return None
        return None if grant is None or grant.issuer != issuer else grant.user

    async def key(self, role: SecretRole, server: Server) -> "Key | None":
        """What opens a server of the current account; what the keyring says goes to ``told``."""
        from mailadmin.core.credentials import CredentialsError

        if self._current is None:
            return None
        try:
            return await self._workspace.keys.key(self._current, role, server)
        except CredentialsError as error:
            self.told.emit(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
            return None

    async def store(self, account_id: str, secrets: Mapping[SecretRole, Secret]) -> None:
        """Put secrets into the keyring; a notice says where they could not stay."""
        import asyncio

        from mailadmin.core.credentials import CredentialsError

        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._storing.add(stored)
        try:
            self.altered.emit(account_id)
            for role, secret in secrets.items():
                try:
                    notice = await self._workspace.credentials.write(account_id, role, secret)
                except CredentialsError as error:
                    notice = error.phrase
                if notice is not None:
                    self.told.emit(Notice(text=words.say(notice), tone=Tone.WARNING))
        finally:
            self._storing.discard(stored)
            stored.set_result(None)

    async def all_stored(self) -> None:
        """Wait until every secret on its way to the keyring is there."""
        import asyncio

        while self._storing:
            await asyncio.wait(self._storing)

    async def _copy_secrets(self, source: str, target: str) -> None:
        from mailadmin.core.credentials import CredentialsError

        for role in SecretRole:
            if role.is_grant:
                continue  # the copy signs in for itself
            try:
                secret = await self._workspace.credentials.read(source, role)
            except CredentialsError as error:
                self.told.emit(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
                return
            if secret:
                await self.store(target, {role: secret})

    async def _forget_secrets(self, account_id: str) -> None:
        from mailadmin.core.credentials import CredentialsError
        from mailadmin.core.oauth.sign_out import sign_out, what_is_left

        told = None
        try:
            for role in SecretRole:  # passwords first: signing out may have to wait for others
                if role.is_grant:
                    told = what_is_left(await sign_out(account_id, role, self._workspace)) or told
                else:
                    await self._workspace.credentials.delete(account_id, role)
        except CredentialsError as error:
            told = error.phrase
        if told is not None:
            self.told.emit(Notice(text=words.say(told), tone=Tone.WARNING))

    # -- saving

    async def flush(self) -> None:
        """Write what has changed, now. Raises ``SettingsError`` or ``TimeoutError``."""
        async with self._one_save_at_a_time:
            while self._pending:
                await self._write()

    @cached_property
    def _one_save_at_a_time(self) -> "asyncio.Lock":
        import asyncio  # after the first picture of the window, as everywhere here

        return asyncio.Lock()

    async def _write(self) -> None:
        changes, self._pending = self._pending, []
        try:
            update = self._workspace.settings_file.update
            loaded = await blocking.run(update, partial(_after, changes), limit=LIMIT)
        except BaseException:
            self._pending = [*changes, *self._pending]
            raise
        self._settings = _after(self._pending, loaded.settings)
        if loaded.notice is not None:
            self.told.emit(Notice(text=words.say(loaded.notice), tone=Tone.WARNING))

    async def _save(self) -> None:
        from mailadmin.core.settings import SettingsError

        try:
            await self.flush()
        except SettingsError as error:
            self.told.emit(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        except TimeoutError:
            sentence = self.tr("The settings are not saved yet: the disk does not answer.")
            self.told.emit(Notice(text=sentence, tone=Tone.FAILED))

    def _change(self, change: Change) -> None:
        if self._settings is not None:
            self._settings = change(self._settings)
            self._pending.append(change)
            self._tasks.start(self._save(), name="saving the settings")

    @property
    def _accounts(self) -> tuple[Account, ...]:
        return () if self._settings is None else self._settings.accounts

    def find(self, account_id: str | None) -> Account | None:
        """One account, as it is saved."""
        return None if self._settings is None else self._settings.account(account_id)


def _after(changes: Sequence[Change], settings: "Settings") -> "Settings":
    return reduce(lambda so_far, change: change(so_far), changes, settings)


def _with(account: Account, settings: "Settings") -> "Settings":
    from mailadmin.core.accounts import free_name

    name = free_name(settings, account.name, besides=account.id)
    account = msgspec.structs.replace(account, name=name)
    accounts = tuple(account if one.id == account.id else one for one in settings.accounts)
    if settings.account(account.id) is None:
        accounts = (*accounts, account)
    return msgspec.structs.replace(settings, accounts=accounts, current=account.id)


def _without(account_id: str, settings: "Settings") -> "Settings":
    accounts = tuple(one for one in settings.accounts if one.id != account_id)
    current = next((one.id for one in accounts), None)
    return msgspec.structs.replace(settings, accounts=accounts, current=current)


def _with_witness(witness: Witness, settings: "Settings") -> "Settings":
    witnesses = tuple(witness if one.id == witness.id else one for one in settings.witnesses)
    if witness not in witnesses:
        witnesses = (*witnesses, witness)
    return msgspec.structs.replace(settings, witnesses=witnesses)


def _without_witness(witness_id: str, settings: "Settings") -> "Settings":
    witnesses = tuple(one for one in settings.witnesses if one.id != witness_id)
    return msgspec.structs.replace(settings, witnesses=witnesses)


def _with_client(client: "OAuthClient", settings: "Settings") -> "Settings":
    from mailadmin.core.oauth.registrations import with_client

    return with_client(settings, client)


def _opened_with(account_id: str, settings: "Settings") -> "Settings":
    return msgspec.structs.replace(settings, current=account_id)
