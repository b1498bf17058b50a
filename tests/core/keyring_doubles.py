"""Stores with the habits of the real ones that can't be had on this platform."""

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class PywinError(Exception):
    """The shape of pywin32's error: number, function, text; not a KeyringError."""

    def __init__(self, winerror: int, funcname: str, strerror: str) -> None:
        super().__init__(winerror, funcname, strerror)
        self.winerror = winerror
        self.funcname = funcname


class DictBackend(KeyringBackend):
    """Entries in a dictionary."""

    priority = -1
    """Nobody's choice: the library keyring takes every backend that is loaded into account, and a
    window in another test would wait for one that never answers."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.entries:
            raise PasswordDeleteError("No such password!")
        del self.entries[service, username]


class WindowsLike(DictBackend):
    """Refuses more than 2,560 bytes of UTF-16, as CredWrite does."""

    def set_password(self, service, username, password):
        if not username:
            raise PywinError(87, "CredWrite", "The parameter is incorrect.")
        if len(password.encode("utf-16-le")) > 2560:
            raise PywinError(1783, "CredWrite", "The stub received bad data.")
        super().set_password(service, username, password)


class Forgetful(DictBackend):
    """Takes everything and keeps nothing, without a word."""

    def set_password(self, service, username, password):
        pass


class Breaking(WindowsLike):
    """Works until the given number of further writes and removals is used up."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 10**9

    def _use(self):
        if self.left <= 0:
            raise PywinError(5, "CredWrite", "Access is denied.")
        self.left -= 1

    def set_password(self, service, username, password):
        self._use()
        super().set_password(service, username, password)

    def delete_password(self, service, username):
        self._use()
        super().delete_password(service, username)


class Failing(DictBackend):
    """Raises the same error whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service, username):
        raise self.error

    def set_password(self, service, username, password):
        raise self.error

    def delete_password(self, service, username):
        raise self.error
