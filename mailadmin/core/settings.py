"""The settings file: the accounts, in one file that a person can read. Never a secret.

JSON with a version, indented, names in their own spelling. What the file holds beyond what this
version knows is carried along when it is rewritten. A file that can't be used is never overwritten:
it is set aside under another name, and a notice says so.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from mailadmin.core.account import Account, Server, Witness
from mailadmin.core.event import Phrase
from mailadmin.core.oauth.client import SAFE_PAGE, OAuthClient
from mailadmin.core.paths import create_private
from mailadmin.core.whole_file import BINARY, put_in_place

VERSION: Final = 1
LARGEST_FILE: Final = 5_000_000
"""Bytes; some thousand accounts."""
LOCK_LIMIT: Final = 5.0
"""Seconds to wait for another process that is saving."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_TENANT = re.compile(r"[A-Za-z0-9.-]{0,100}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All that is set up. ``current`` is the id of the account that the program opens with.

    ``witnesses`` are mailboxes in which every account's test messages are looked for. ``clients``
    are the registrations of this program at those who let people sign in, one an issuer.
    """

    version: int = VERSION
    current: str | None = None
    accounts: tuple[Account, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    clients: tuple[OAuthClient, ...] = ()

    def account(self, account_id: str | None) -> Account | None:
        """Give the account with this id, or ``None``."""
        return next((a for a in self.accounts if a.id == account_id), None)


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What was in the file, and what the user should know about it."""

    settings: Settings
    notice: Phrase | None = None


class SettingsError(Exception):
    """The settings could not be saved; what was saved before is still there."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


class _Unusable(Exception):
    """The file is there but holds no settings of this version."""

    def __init__(self, *, newer: bool = False) -> None:
        super().__init__()
        self.newer = newer


class SettingsFile:
    """The file at ``path``. Its calls block for as long as the disk takes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Loaded:
        """Read the settings. Never fails: a file that can't be used gives a notice instead."""
        try:
            return Loaded(settings=_decode(self._read()))
        except _Unusable:
            pass
        except OSError as error:
            return Loaded(settings=Settings(), notice=self._cannot_read(error))
        try:
            with self._locked():
                return self._load_or_set_aside()[0]
        except SettingsError:
            return Loaded(settings=Settings(), notice=self._cannot_set_aside())

    def save(self, settings: Settings) -> Loaded:
        """Replace all settings. Raises :class:`SettingsError`."""
        return self.update(lambda _: settings)

    def update(self, change: Callable[[Settings], Settings]) -> Loaded:
        """Change the settings as they are in the file now, also when another process wrote it.

        Either the whole new file is there afterwards or the old one. Raises
        :class:`SettingsError`, and whatever ``change`` raises.
        """
        with self._locked():
            try:
                before, raw = self._load_or_set_aside()
            except OSError as error:
                raise SettingsError(self._cannot_read(error)) from error
            settings = change(before.settings)
            tree = _carried_along(raw, msgspec.to_builtins(settings))
            data = msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n"
            if len(data) > LARGEST_FILE:
                raise SettingsError(Phrase("settings.too-big"))
            try:
                self._write(data)
            except OSError as error:
                raise SettingsError(self._cannot_write(error)) from error
        return Loaded(settings=settings, notice=before.notice)

    def _read(self) -> Any:
        """The file's JSON; an empty object when there is no file."""
        try:
            with self.path.open("rb") as file:
                data = file.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            return {}
        except IsADirectoryError:
            raise _Unusable from None
        except PermissionError:
            if self.path.is_dir():  # what Windows calls opening a folder
                raise _Unusable from None
            raise
        if len(data) > LARGEST_FILE:
            raise _Unusable
        try:
            return msgspec.json.decode(data.decode().removeprefix("\ufeff"))
        except (ValueError, RecursionError):
            raise _Unusable from None

    def _load_or_set_aside(self) -> tuple[Loaded, Any]:
        try:
            raw = self._read()
            return Loaded(settings=_decode(raw)), raw
        except _Unusable as unusable:
            kept = self._set_aside()
            name = "settings.newer" if unusable.newer else "settings.set-aside"
            return Loaded(settings=Settings(), notice=Phrase(name, {"kept": str(kept)})), {}

    def _set_aside(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
        number = 1
        while True:
            tail = stamp if number == 1 else f"{stamp}-{number}"
            kept = self.path.with_name(f"{self.path.stem}.broken-{tail}{self.path.suffix}")
            if not kept.exists():
                break
            number += 1
        try:
            self.path.rename(kept)
        except OSError as error:
            raise SettingsError(self._cannot_set_aside()) from error
        return kept

    def _write(self, data: bytes) -> None:
        # The lock makes this name ours; what a crash left under it is simply written over.
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(new, self.path)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink()
            raise

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        import filelock  # 70 ms that reading alone never needs

        lock = filelock.FileLock(f"{self.path}.lock", timeout=LOCK_LIMIT)
        try:
            create_private(self.path.parent)
            lock.acquire()
        except filelock.Timeout as error:
            raise SettingsError(Phrase("settings.busy")) from error
        except OSError as error:
            raise SettingsError(self._cannot_write(error)) from error
        try:
            yield
        finally:
            lock.release()

    def _cannot_read(self, error: OSError) -> Phrase:
        reason = error.strerror or type(error).__name__
        return Phrase("settings.cannot-read", {"reason": reason, "path": str(self.path)})

    def _cannot_set_aside(self) -> Phrase:
        return Phrase("settings.cannot-set-aside", {"path": str(self.path)})

    def _cannot_write(self, error: OSError) -> Phrase:
        if error.errno in _FULL:
            return Phrase("settings.disk-full")
        if error.errno in _FORBIDDEN:
            return Phrase("settings.read-only", {"folder": str(self.path.parent)})
        reason = error.strerror or type(error).__name__
        return Phrase("settings.cannot-write", {"reason": reason})


def _decode(raw: Any) -> Settings:
    version = raw.get("version", VERSION) if isinstance(raw, dict) else None
    if type(version) is not int or version < 1:
        raise _Unusable
    if version > VERSION:
        raise _Unusable(newer=True)
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError:
        raise _Unusable from None
    ids = [one.id for one in settings.accounts] + [one.id for one in settings.witnesses]
    sound = (*map(_is_sound, settings.accounts), *map(_is_sound_witness, settings.witnesses))
    issuers = [client.issuer for client in settings.clients]
    unique = len(set(ids)) == len(ids) and len(set(issuers)) == len(issuers)
    if not unique or not all(sound) or not all(map(is_sound_client, settings.clients)):
        raise _Unusable
    return settings


def _is_sound(account: Account) -> bool:
    """Whether the values are possible ones, so that nothing later stumbles over them."""
    identity, messenger = account.identity, account.messenger
    relay, relay_address = (messenger.server, messenger.address) if messenger else (None, "")
    lines = (
        account.name,
        identity.address,
        identity.name,
        identity.reply_to,
        account.support_address,
        relay_address,
    )
    return (
        _ID.fullmatch(account.id) is not None
        and "@" in identity.address
        and not any(map(_CONTROL.search, lines))
        and all(_is_sound_server(s) for s in (account.mail_server, relay, account.inbox) if s)
    )


def _is_sound_witness(witness: Witness) -> bool:
    return (
        _ID.fullmatch(witness.id) is not None
        and "@" in witness.address
        and not _CONTROL.search(witness.address)
        and _is_sound_server(witness.server)
    )


def _is_sound_server(server: Server) -> bool:
    fingerprint = server.trusted_certificate
    return (
        re.search(r"[\s/@\x00-\x1f\x7f]", server.host) is None
        and server.host != ""
        and 1 <= server.port <= 65535
        and 1 <= server.time_limit <= 600
        and not _CONTROL.search(server.user_name)
        and (fingerprint is None or _FINGERPRINT.fullmatch(fingerprint) is not None)
    )


def is_sound_client(client: OAuthClient) -> bool:
    """Whether the values are possible ones: an id, and pages that nobody on the way can change."""
    lines = (
        client.issuer,
        client.client_id,
        client.client_secret,
        client.tenant,
        client.name,
        *client.scopes,
    )
    pages = (
        client.authorization_endpoint,
        client.token_endpoint,
        client.device_authorization_endpoint,
        client.revocation_endpoint,
    )
    return (
        client.issuer != ""
        and client.client_id != ""
        and not any(map(_CONTROL.search, lines))
        and all(SAFE_PAGE.fullmatch(page) for page in pages if page)
        and _TENANT.fullmatch(client.tenant) is not None
    )


def _carried_along(old: Any, new: Any) -> Any:
    """The new data, with those names of the old that this version does not know.

    Accounts are matched by their id, registrations by their issuer. Those leave out what is empty,
    so that a name of theirs that is missing says something, and the old one does not stay.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        if "client_id" in new:
            old = {name: old[name] for name in old if name not in OAuthClient.__struct_fields__}
        merged = {name: _carried_along(old.get(name), value) for name, value in new.items()}
        return merged | {name: value for name, value in old.items() if name not in new}
    if isinstance(old, list) and isinstance(new, list | tuple):
        by_id = {_name_of(item): item for item in old if isinstance(item, Mapping)}
        return [
            _carried_along(by_id.get(_name_of(item)), item) if isinstance(item, Mapping) else item
            for item in new
        ]
    return new


def _name_of(item: Mapping[str, Any]) -> Any:
    return item.get("id", item.get("issuer"))
