"""Secrets as entries of one keyring backend: reading, writing and removing all their parts.

Every entry has a service name of its own, because Windows keeps one entry a service and shuffles
the others to other names. The calls block, some for as long as a person needs to answer a prompt.
"""

from collections.abc import Iterator
from typing import Protocol

from mailadmin.core import secret_parts
from mailadmin.core.account import SecretRole
from mailadmin.core.secret import Secret
from mailadmin.core.secret_parts import FirstEntry, Generation


class Backend(Protocol):
    """What is used of a backend of the library keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """Give an entry's text, or ``None``."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Write an entry."""

    def delete_password(self, service: str, username: str) -> None:
        """Remove an entry that is there."""


class DamagedError(Exception):
    """What is stored is not a whole secret of ours."""


class NotKeptError(Exception):
    """The backend took an entry without a word and does not have it."""


class UnsuitableError(ValueError):
    """A secret with characters that no password has and no keyring keeps."""


class Entries:
    """The entries of one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def read(self, account_id: str, role: SecretRole) -> Secret | None:
        """Give a secret, or ``None``. Raises :class:`DamagedError`."""
        entry = self._get(account_id, _service(account_id, role))
        # Another process may write a new secret between two of our calls: then look once more.
        for _ in range(3):
            if entry is None:
                return None
            text = self._whole(account_id, role, entry)
            if text is not None:
                return Secret(text)
            before, entry = entry, self._get(account_id, _service(account_id, role))
            if entry == before:
                break
        raise DamagedError

    def write(self, account_id: str, role: SecretRole, secret: Secret) -> None:
        """Store a secret: its further parts first, then the entry that makes them count.

        Raises :class:`UnsuitableError`, :class:`~mailadmin.core.secret_parts.TooLongError` and
        :class:`NotKeptError`.
        """
        text = secret.reveal()
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise UnsuitableError
        service = _service(account_id, role)
        old = secret_parts.read_first(self._get(account_id, service) or "")
        generation = old.generation.other if old else Generation.A
        first, *others = secret_parts.split(text, generation)
        for number, part in enumerate(others, 1):
            self._set(account_id, _service(account_id, role, generation, number), part)
        self._set(account_id, service, first)
        self._sweep(account_id, role, generation.other)
        self._sweep(account_id, role, generation, beyond=len(others))

    def delete(self, account_id: str, role: SecretRole) -> None:
        """Remove a secret and whatever an interrupted write has left of it."""
        service = _service(account_id, role)
        if self._get(account_id, service) is not None:
            self._backend.delete_password(service, account_id)
        for generation in Generation:
            self._sweep(account_id, role, generation)

    def _whole(self, account_id: str, role: SecretRole, entry: str) -> str | None:
        first = secret_parts.read_first(entry)
        if first is None:
            return None
        others = tuple(self._others(account_id, role, first))
        return secret_parts.join(first, others)

    def _others(self, account_id: str, role: SecretRole, first: FirstEntry) -> Iterator[str]:
        for number in range(1, first.parts):
            part = self._get(account_id, _service(account_id, role, first.generation, number))
            if part is None:
                return
            yield part

    def _sweep(
        self, account_id: str, role: SecretRole, generation: Generation, beyond: int = 0
    ) -> None:
        """Remove parts numbered higher than ``beyond``, last first, so that no gap hides any."""
        services = []
        for number in range(beyond + 1, secret_parts.MAX_PARTS):
            service = _service(account_id, role, generation, number)
            if self._get(account_id, service) is None:
                break
            services.append(service)
        for service in reversed(services):
            self._backend.delete_password(service, account_id)

    def _get(self, account_id: str, service: str) -> str | None:
        return self._backend.get_password(service, account_id)

    def _set(self, account_id: str, service: str, text: str) -> None:
        self._backend.set_password(service, account_id, text)
        if self._get(account_id, service) != text:
            raise NotKeptError


def _service(
    account_id: str, role: SecretRole, generation: Generation | None = None, number: int = 0
) -> str:
    name = f"mailadmin/{account_id}/{role}"
    return name if generation is None else f"{name}/{generation}{number}"
