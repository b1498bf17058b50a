"""Secrets live in the operating system's keyring: the only module that knows the library keyring.

::

    Credentials             four methods, whatever stands behind them
      KeyringCredentials      Windows Credential Manager, macOS Keychain, Secret Service, KWallet
      MemoryCredentials       this run only: the demonstration, and commands that must not store
      UnavailableCredentials  a computer that has none
      SessionCredentials      another one, and this run's memory where that one fails
"""

import importlib.util
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from mailadmin.core.account import SecretRole
from mailadmin.core.blocking import OneAtATime
from mailadmin.core.event import Phrase
from mailadmin.core.finding import ExceptionSeen, Status, Verdict
from mailadmin.core.keyring_causes import KeyringCause, cause_of, summary_of
from mailadmin.core.keyring_entries import Backend, DamagedError, Entries, UnsuitableError
from mailadmin.core.secret import Secret
from mailadmin.core.secret_parts import TooLongError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")

KEYRING_LIMIT: Final = 60.0
"""Seconds one call may take: the keyring may ask the user for a password of its own."""

_PHRASES: Final = {
    KeyringCause.UNAVAILABLE: "keyring.unavailable",
    KeyringCause.LOCKED: "keyring.locked",
    KeyringCause.ACCESS_DENIED: "keyring.access-denied",
    KeyringCause.TOO_LONG: "keyring.secret-too-long",
}
_KEPT_PHRASES: Final = {
    KeyringCause.UNAVAILABLE: "keyring.kept.unavailable",
    KeyringCause.LOCKED: "keyring.kept.locked",
    KeyringCause.ACCESS_DENIED: "keyring.kept.access-denied",
    KeyringCause.TOO_LONG: "keyring.kept.secret-too-long",
    None: "keyring.kept.other",
}


class CredentialsError(Exception):
    """The keyring did not give, take or forget a secret.

    ``cause`` is a cause id, or None where the entry itself is the trouble. ``phrase`` is what to
    tell the user; ``detail`` names the foreign exception by type and number, never by its text,
    which might repeat the secret.
    """

    def __init__(
        self, cause: KeyringCause | None, phrase: Phrase | None = None, detail: str = ""
    ) -> None:
        self.cause = cause
        self.phrase = phrase or Phrase("keyring.damaged" if cause is None else _PHRASES[cause])
        self.detail = detail
        super().__init__(f"{self.phrase.id} {detail}".strip())

    @property
    def kept(self) -> Phrase:
        """What to tell the user when the secret is kept for this run instead."""
        return Phrase(_KEPT_PHRASES[self.cause])

    def verdict(self) -> Verdict:
        """Judge the checks ``keyring.read`` and ``keyring.write``."""
        seen = (ExceptionSeen(type="CredentialsError", text=self.detail),) if self.detail else ()
        return Verdict(self.phrase.id, Status.FAILED, self.phrase.params, seen, self.cause)


class Credentials(Protocol):
    """Where secrets are kept, one for each account (by its id) and role.

    Every method may raise :class:`CredentialsError`, and nothing else.
    """

    async def read(self, account_id: str, role: SecretRole) -> Secret | None:
        """Give the secret, or ``None`` when none is stored."""

    async def write(self, account_id: str, role: SecretRole, secret: Secret) -> Phrase | None:
        """Store a secret; an empty one removes what was stored.

        Returns a notice to show, or ``None`` when there is nothing to tell.
        """

    async def delete(self, account_id: str, role: SecretRole) -> None:
        """Remove a secret; nothing happens when none is stored."""

    async def delete_all(self, account_id: str) -> None:
        """Remove every secret of an account."""


class MemoryCredentials:
    """Secrets for this run only, some of them there from the start."""

    def __init__(self, secrets: Mapping[tuple[str, SecretRole], Secret] | None = None) -> None:
        self._secrets = dict(secrets or {})

    async def read(self, account_id: str, role: SecretRole) -> Secret | None:
        """See :class:`Credentials`."""
        return self._secrets.get((account_id, role))

    async def write(self, account_id: str, role: SecretRole, secret: Secret) -> Phrase | None:
        """See :class:`Credentials`."""
        if secret:
            self._secrets[account_id, role] = secret
        else:
            self._secrets.pop((account_id, role), None)
        return None

    async def delete(self, account_id: str, role: SecretRole) -> None:
        """See :class:`Credentials`."""
        self._secrets.pop((account_id, role), None)

    async def delete_all(self, account_id: str) -> None:
        """See :class:`Credentials`."""
        for role in SecretRole:
            await self.delete(account_id, role)


class KeyringCredentials:
    """The operating system's keyring, found at the first use and asked one call at a time.

    ``find_backend`` gives the backend, or raises. ``limit`` is the seconds one method may take;
    a prompt that nobody answers until then counts as a locked keyring.
    """

    def __init__(
        self, find_backend: Callable[[], Backend] | None = None, limit: float = KEYRING_LIMIT
    ) -> None:
        self._find_backend = find_backend or system_backend
        self._limit = limit
        self._calls = OneAtATime()
        self._entries: Entries | None = None

    async def read(self, account_id: str, role: SecretRole) -> Secret | None:
        """See :class:`Credentials`."""
        return await self._ask(lambda entries: entries.read(account_id, role))

    async def write(self, account_id: str, role: SecretRole, secret: Secret) -> Phrase | None:
        """See :class:`Credentials`."""
        if secret:
            await self._ask(lambda entries: entries.write(account_id, role, secret))
        else:
            await self.delete(account_id, role)
        return None

    async def delete(self, account_id: str, role: SecretRole) -> None:
        """See :class:`Credentials`."""
        await self._ask(lambda entries: entries.delete(account_id, role))

    async def delete_all(self, account_id: str) -> None:
        """See :class:`Credentials`."""
        for role in SecretRole:
            await self.delete(account_id, role)

    async def _ask(self, question: Callable[[Entries], Answer]) -> Answer:
        try:
            return await self._calls.run(self._answer, question, limit=self._limit)
        except TimeoutError as error:
            # Finding a store asks nobody anything; only a store that was found can prompt.
            found = self._entries is not None
            cause = KeyringCause.LOCKED if found else KeyringCause.UNAVAILABLE
            failure = CredentialsError(cause, detail=type(error).__name__)
        except Exception as error:
            failure = _failure_of(error)
        # Raised here, so that no traceback carries the foreign exception and its text along.
        raise failure

    def _answer(self, question: Callable[[Entries], Answer]) -> Answer:
        if self._entries is None:
            self._entries = Entries(self._find())
        return question(self._entries)

    def _find(self) -> Backend:
        try:
            return self._find_backend()
        except CredentialsError:
            raise
        except Exception as error:
            failure = CredentialsError(KeyringCause.UNAVAILABLE, detail=summary_of(error))
        raise failure


class UnavailableCredentials(KeyringCredentials):
    """A computer without a password store: everything is refused with the reason."""

    def __init__(self) -> None:
        super().__init__(find_backend=_no_backend)


class SessionCredentials:
    """Secrets in ``primary``; those it would not take, in memory until the program ends."""

    def __init__(self, primary: Credentials) -> None:
        self._primary = primary
        self._kept = MemoryCredentials()
        self._told: set[KeyringCause | None] = set()

    async def read(self, account_id: str, role: SecretRole) -> Secret | None:
        """See :class:`Credentials`. What was kept in memory is newer and comes first."""
        kept = await self._kept.read(account_id, role)
        return kept or await self._primary.read(account_id, role)

    async def write(self, account_id: str, role: SecretRole, secret: Secret) -> Phrase | None:
        """See :class:`Credentials`. The notice says, once for each reason, why it is not stored.

        Every sign-in gets it, because its result says what became of it.
        Only removing, which is what an empty secret means, can fail.
        """
        if not secret:
            await self.delete(account_id, role)
            return None
        try:
            notice = await self._primary.write(account_id, role, secret)
        except CredentialsError as error:
            await self._kept.write(account_id, role, secret)
            is_told = error.cause in self._told and not role.is_grant
            notice = None if is_told else error.kept
            self._told.add(error.cause)
        else:
            await self._kept.delete(account_id, role)
        return notice

    async def delete(self, account_id: str, role: SecretRole) -> None:
        """See :class:`Credentials`."""
        await self._kept.delete(account_id, role)
        await self._primary.delete(account_id, role)

    async def delete_all(self, account_id: str) -> None:
        """See :class:`Credentials`."""
        await self._kept.delete_all(account_id)
        await self._primary.delete_all(account_id)


def open_credentials() -> SessionCredentials:
    """Give the secrets of this computer's user. Opens nothing yet, so it costs nothing."""
    if importlib.util.find_spec("keyring") is None:
        return SessionCredentials(UnavailableCredentials())
    return SessionCredentials(KeyringCredentials())


def system_backend() -> Backend:
    """Find the operating system's keyring, as the library keyring does or is told to.

    Blocks. Raises :class:`CredentialsError` where only stores are left that would write secrets
    to a file, or nowhere.
    """
    import keyring  # 70 ms that most commands never need
    from keyring.backends.chainer import ChainerBackend

    chosen = keyring.get_keyring()
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else (chosen,)
    usable = [candidate for candidate in candidates if not is_refused(candidate)]
    if not usable:
        name = f"{type(chosen).__module__}.{type(chosen).__qualname__}"
        raise CredentialsError(KeyringCause.UNAVAILABLE, detail=name)
    # Of several, the platform's own come first; others may only answer for a package index.
    usable.sort(key=lambda backend: not type(backend).__module__.startswith("keyring.backends."))
    return usable[0]


def _no_backend() -> Backend:
    raise CredentialsError(KeyringCause.UNAVAILABLE)


def is_refused(backend: "KeyringBackend") -> bool:
    """Whether a backend keeps no secret secret: plain files, nothing at all, or only failures.

    The package keyrings.alt is refused as a whole: files, and questions on a terminal.
    """
    return any(
        kind.__module__ in ("keyring.backends.null", "keyring.backends.fail")
        or kind.__module__.startswith("keyrings.alt")
        or "plaintext" in kind.__name__.lower()
        for kind in type(backend).__mro__
    )


def _failure_of(error: Exception) -> CredentialsError:
    match error:
        case CredentialsError():
            return error
        case TooLongError():
            return CredentialsError(KeyringCause.TOO_LONG)
        case DamagedError():
            return CredentialsError(None, Phrase("keyring.damaged"))
        case UnsuitableError():
            return CredentialsError(None, Phrase("keyring.characters"))
    return CredentialsError(cause_of(error), detail=summary_of(error))
