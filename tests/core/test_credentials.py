import asyncio
import threading
import time
import traceback
from collections.abc import Callable

import keyring
import pytest
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError

from mailadmin.core import secret_parts
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import (
    CredentialsError,
    KeyringCredentials,
    MemoryCredentials,
    SessionCredentials,
    UnavailableCredentials,
    is_refused,
    open_credentials,
    system_backend,
)
from mailadmin.core.finding import Status
from mailadmin.core.keyring_causes import KeyringCause, cause_of
from mailadmin.core.secret import Secret
from mailadmin.core.texts import say
from tests.core.credentials_contract import ROLE, CredentialsContract
from tests.core.keyring_doubles import (
    Breaking,
    DictBackend,
    Failing,
    Forgetful,
    PywinError,
    WindowsLike,
)

CANARY = "canary-7f3b-secret"


class TestMemory(CredentialsContract):
    @pytest.fixture
    def credentials(self):
        return MemoryCredentials()


class TestKeyringWithTheLimitOfWindows(CredentialsContract):
    @pytest.fixture
    def credentials(self):
        return KeyringCredentials(WindowsLike)


class TestSessionOverAKeyring(CredentialsContract):
    @pytest.fixture
    def credentials(self):
        return SessionCredentials(KeyringCredentials(WindowsLike))


class TestUnavailable:
    """The one implementation that keeps nothing: it refuses, and says the same every time."""

    @pytest.mark.parametrize("method", ["read", "write", "delete", "delete_all"])
    async def test_everything_is_refused_with_the_reason(self, method: str):
        arguments = {"read": (ROLE,), "write": (ROLE, Secret("s")), "delete": (ROLE,)}
        store = UnavailableCredentials()
        with pytest.raises(CredentialsError) as raised:
            await getattr(store, method)("a1", *arguments.get(method, ()))
        assert raised.value.cause == "keyring-unavailable"


async def failure(work) -> CredentialsError:
    with pytest.raises(CredentialsError) as raised:
        await work
    return raised.value


# ---- several entries for one secret


async def test_no_entry_is_longer_than_windows_takes():
    backend = WindowsLike()
    await KeyringCredentials(lambda: backend).write("a1", ROLE, Secret("🔑e" * 5000))
    assert len(backend.entries) > 10
    assert max(secret_parts.units(text) for text in backend.entries.values()) <= 1000


async def test_every_entry_has_a_service_name_of_its_own():
    backend = WindowsLike()
    store = KeyringCredentials(lambda: backend)
    for role in SecretRole:
        await store.write("a1", role, Secret("x" * 4000))
    services = [service for service, _ in backend.entries]
    assert len(services) == len(set(services)) > 12


async def test_a_short_secret_after_a_long_one_leaves_one_entry():
    backend = WindowsLike()
    store = KeyringCredentials(lambda: backend)
    await store.write("a1", ROLE, Secret("long" * 2000))
    await store.write("a1", ROLE, Secret("short"))
    assert len(backend.entries) == 1


async def test_deleting_leaves_no_entry():
    backend = WindowsLike()
    store = KeyringCredentials(lambda: backend)
    await store.write("a1", ROLE, Secret("long" * 2000))
    await store.write("a1", ROLE, Secret("other" * 2000))
    await store.delete("a1", ROLE)
    assert backend.entries == {}


@pytest.mark.parametrize("old", ["", "old", "old" * 1500], ids=["none", "short", "long"])
@pytest.mark.parametrize("new", ["new", "new" * 1500], ids=["to short", "to long"])
async def test_a_write_that_breaks_off_anywhere_leaves_the_old_or_the_new_secret(
    old: str, new: str
):
    for moment in range(20):
        backend = Breaking()
        store = KeyringCredentials(lambda backend=backend: backend)
        await store.write("a1", ROLE, Secret(old))
        backend.left = moment
        try:
            await store.write("a1", ROLE, Secret(new))
            finished = True
        except CredentialsError as error:
            assert error.cause == "keyring-access-denied"
            finished = False
        backend.left = 10**9
        kept = await store.read("a1", ROLE)
        assert kept in (Secret(new), Secret(old) if old else None)
        assert kept == Secret(new) or not finished
        # The next write and the next removal clear what was left behind.
        await store.write("a1", ROLE, Secret("last"))
        assert await store.read("a1", ROLE) == Secret("last")
        assert len(backend.entries) == 1
        if finished:
            return
    pytest.fail("the write never finished")


async def test_a_removal_that_breaks_off_is_finished_by_the_next():
    for moment in range(7):
        backend = Breaking()
        store = KeyringCredentials(lambda backend=backend: backend)
        await store.write("a1", ROLE, Secret("long" * 1500))
        backend.left = moment
        with pytest.raises(CredentialsError):
            await store.delete("a1", ROLE)
        backend.left = 10**9
        await store.delete("a1", ROLE)
        assert backend.entries == {}


def lose_a_part(entries: dict[tuple[str, str], str]) -> None:
    del entries[max(entries)]


def mix_parts(entries: dict[tuple[str, str], str]) -> None:
    entries[max(entries)] = "x" * 1000


def overwrite_the_first(entries: dict[tuple[str, str], str]) -> None:
    entries[min(entries)] = "typed in by hand"


@pytest.mark.parametrize("damage", [lose_a_part, mix_parts, overwrite_the_first])
async def test_a_damaged_secret_is_a_clear_error_and_can_be_written_anew(
    damage: Callable[[dict[tuple[str, str], str]], None],
):
    backend = DictBackend()
    store = KeyringCredentials(lambda: backend)
    await store.write("a1", ROLE, Secret("secret" * 500))
    damage(backend.entries)
    error = await failure(store.read("a1", ROLE))
    assert error.cause is None
    assert "again" in say(error.phrase)
    await store.write("a1", ROLE, Secret("new"))
    assert await store.read("a1", ROLE) == Secret("new")


async def test_a_secret_that_another_process_replaces_while_it_is_read_comes_back_whole():
    class Replacing(DictBackend):
        """Lets the other process write between the first entry and the second."""

        other: KeyringCredentials | None = None

        def get_password(self, service, username):
            if self.other is not None and "/a1" in service.removeprefix("mailadmin/a1"):
                other, self.other = self.other, None
                asyncio.run(other.write("a1", ROLE, Secret("new" * 1000)))
            return super().get_password(service, username)

    backend = Replacing()
    store = KeyringCredentials(lambda: backend)
    await store.write("a1", ROLE, Secret("old" * 1000))
    backend.other = KeyringCredentials(lambda: backend)
    assert await store.read("a1", ROLE) == Secret("new" * 1000)


async def test_a_secret_longer_than_anything_sensible_is_refused_before_it_is_written():
    backend = WindowsLike()
    error = await failure(
        KeyringCredentials(lambda: backend).write("a1", ROLE, Secret("x" * 200_000))
    )
    assert error.cause == "keyring-secret-too-long"
    assert backend.entries == {}


@pytest.mark.parametrize("text", ["a\0b", "half a pair \ud83d"])
async def test_characters_that_no_keyring_keeps_are_refused(text: str):
    backend = DictBackend()
    error = await failure(KeyringCredentials(lambda: backend).write("a1", ROLE, Secret(text)))
    assert error.phrase.id == "keyring.characters"
    assert backend.entries == {}


# ---- which stores are taken


class PlaintextKeyring(DictBackend):
    """Named like the one in keyrings.alt."""


PlaintextAlt = type("Keyring", (DictBackend,), {"__module__": "keyrings.alt.file"})
Inherited = type("Harmless", (PlaintextKeyring,), {"priority": 9})


@pytest.mark.parametrize(
    "backend", [null.Keyring, fail.Keyring, PlaintextKeyring, PlaintextAlt, Inherited]
)
def test_stores_that_keep_nothing_secret_are_refused_by_class(backend: type):
    assert is_refused(backend())


@pytest.fixture
def chosen_keyring():
    before = keyring.core._keyring_backend
    yield keyring.set_keyring
    keyring.core._keyring_backend = before


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring, PlaintextKeyring])
async def test_a_refused_store_is_no_store(chosen_keyring, backend: type):
    chosen_keyring(backend())
    error = await failure(KeyringCredentials().write("a1", ROLE, Secret(CANARY)))
    assert error.cause == "keyring-unavailable"
    assert backend.__name__ in error.detail


class Chain(chainer.ChainerBackend):
    backends = ()


def test_of_a_chain_the_first_store_that_is_not_refused_is_taken(chosen_keyring):
    chain, good = Chain(), DictBackend()
    chain.backends = [PlaintextKeyring(), null.Keyring(), good]
    chosen_keyring(chain)
    assert system_backend() is good


def test_of_a_chain_the_platform_s_own_store_comes_before_others(chosen_keyring):
    own = type("Keyring", (DictBackend,), {"__module__": "keyring.backends.SecretService"})()
    chain = Chain()
    chain.backends = [DictBackend(), own]
    chosen_keyring(chain)
    assert system_backend() is own


def test_a_chain_of_refused_stores_is_no_store(chosen_keyring):
    chain = Chain()
    chain.backends = [PlaintextKeyring(), fail.Keyring()]
    chosen_keyring(chain)
    with pytest.raises(CredentialsError) as raised:
        system_backend()
    assert raised.value.cause == "keyring-unavailable"


async def test_a_store_that_cannot_even_be_chosen_is_unavailable():
    def find():
        raise ModuleNotFoundError("No module named 'some.backend'")

    assert (await failure(KeyringCredentials(find).read("a1", ROLE))).cause == "keyring-unavailable"


async def test_a_store_that_forgets_silently_is_found_out():
    error = await failure(KeyringCredentials(Forgetful).write("a1", ROLE, Secret("s")))
    assert error.cause == "keyring-unavailable"


# ---- what goes wrong, and how it is named


class MacError(Exception):
    """The shape of keyring.backends.macOS.api.Error."""


LockedException = type("LockedException", (Exception,), {})
DBusErrorResponse = type("DBusErrorResponse", (Exception,), {})


def wrapped(outer: Exception, inner: Exception) -> Exception:
    try:
        raise outer from inner
    except Exception as error:
        return error


FAILURES = [
    (PywinError(1783, "CredWrite", "The stub received bad data."), "keyring-secret-too-long"),
    (PywinError(87, "CredWrite", "The parameter is incorrect."), "keyring-access-denied"),
    (PywinError(5, "CredRead", "Access is denied."), "keyring-access-denied"),
    (PywinError(1312, "CredRead", "No such logon session."), "keyring-locked"),
    (Exception("(1783, 'CredWrite', 'The stub received bad data.')"), "keyring-secret-too-long"),
    (MacError(-25308, "Unknown Error"), "keyring-locked"),
    (
        wrapped(
            PasswordSetError("Can't store password on keychain: (-25308, 'Unknown Error')"),
            MacError(-25308, "Unknown Error"),
        ),
        "keyring-locked",
    ),
    (KeyringError("Can't get password from keychain: (-25293, 'x')"), "keyring-access-denied"),
    (
        wrapped(PasswordSetError("Can't store password"), MacError(-25244, "Unknown Error")),
        "keyring-access-denied",
    ),
    (
        wrapped(KeyringLocked("Can't get"), MacError(-128, "Keychain Access Denied")),
        "keyring-locked",
    ),
    (MacError(-25307, "Unknown Error"), "keyring-unavailable"),
    (KeyringLocked("Failed to unlock the collection!"), "keyring-locked"),
    (InitError("Failed to create the collection: Prompt dismissed.."), "keyring-locked"),
    (PasswordSetError("Cancelled by user"), "keyring-locked"),
    (LockedException("Item is locked!"), "keyring-locked"),
    (TimeoutError(), "keyring-locked"),
    (NoKeyringError("No recommended backend was available."), "keyring-unavailable"),
    (
        InitError("Failed to open keyring: org.freedesktop.DBus.Error.ServiceUnknown: Could not"),
        "keyring-unavailable",
    ),
    (
        DBusErrorResponse("[org.freedesktop.DBus.Error.AccessDenied] ('no',)"),
        "keyring-access-denied",
    ),
    (
        DBusErrorResponse("No such interface “org.freedesktop.Secret.Collection” on object"),
        "keyring-unavailable",
    ),
    (PermissionError(13, "Permission denied"), "keyring-access-denied"),
    (ConnectionRefusedError(111, "Connection refused"), "keyring-unavailable"),
    (OSError(5, "Input/output error"), "keyring-unavailable"),
    (RuntimeError("something new"), "keyring-unavailable"),
]


@pytest.mark.parametrize(("error", "cause"), FAILURES, ids=lambda value: str(value)[:50])
async def test_a_foreign_error_becomes_one_of_our_causes(error: Exception, cause: str):
    store = KeyringCredentials(lambda: Failing(error))
    for work in (
        store.read("a1", ROLE),
        store.write("a1", ROLE, Secret("s")),
        store.delete_all("a1"),
    ):
        raised = await failure(work)
        assert raised.cause == cause
        assert say(raised.phrase)


async def test_no_exception_text_or_traceback_carries_the_secret():
    echo = wrapped(PasswordSetError(f"can't store {CANARY}"), MacError(-25293, CANARY))
    raised = await failure(
        KeyringCredentials(lambda: Failing(echo)).write("a1", ROLE, Secret(CANARY))
    )
    told = "".join(traceback.format_exception(raised)) + repr(raised) + raised.detail
    assert CANARY not in told
    assert raised.__cause__ is None
    assert raised.__context__ is None
    assert "PasswordSetError: MacError (-25293)" in raised.detail


async def test_a_failure_can_be_shown_as_a_finding():
    raised = await failure(
        KeyringCredentials(lambda: Failing(MacError(-25308, "x"))).read("a1", ROLE)
    )
    verdict = raised.verdict()
    assert (verdict.status, verdict.cause) == (Status.FAILED, "keyring-locked")
    assert verdict.evidence[0].text == "MacError (-25308)"


def test_an_endless_chain_of_causes_is_read_to_a_limit():
    error = RuntimeError("round")
    error.__cause__ = error
    assert cause_of(error) is KeyringCause.UNAVAILABLE


# ---- calls that hang


class Asking(DictBackend):
    """A prompt on the screen that nobody answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service, username):
        self.answered.wait()
        return super().get_password(service, username)


async def test_a_prompt_that_nobody_answers_is_a_locked_keyring_and_ends_in_time():
    backend = Asking()
    store = KeyringCredentials(lambda: backend, limit=0.2)
    began = time.monotonic()
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-locked"
    assert time.monotonic() - began < 1
    backend.answered.set()


async def test_a_store_that_is_not_found_in_time_is_unavailable():
    release = threading.Event()

    def find():
        release.wait()
        return DictBackend()

    store = KeyringCredentials(find, limit=0.1)
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"
    release.set()


async def test_after_the_prompt_is_answered_everything_works_and_nothing_is_done_late():
    backend = Asking()
    store = KeyringCredentials(lambda: backend, limit=0.2)
    await failure(store.read("a1", ROLE))
    await failure(store.write("a1", ROLE, Secret("given up")))
    backend.answered.set()
    await asyncio.sleep(0.05)
    assert await store.read("a1", ROLE) is None
    await store.write("a1", ROLE, Secret("new"))
    assert await store.read("a1", ROLE) == Secret("new")


# ---- secrets for this run only


async def test_where_the_keyring_fails_the_secret_is_kept_for_this_run():
    store = SessionCredentials(UnavailableCredentials())
    notice = await store.write("a1", ROLE, Secret("s"))
    assert notice is not None
    assert "until the program ends" in say(notice)
    assert await store.read("a1", ROLE) == Secret("s")


async def test_the_notice_comes_once():
    store = SessionCredentials(UnavailableCredentials())
    passwords = [role for role in SecretRole if not role.is_grant]
    notices = [await store.write("a1", role, Secret("s")) for role in passwords]
    assert [notice is None for notice in notices] == [False, True, True]
    # The result of a sign-in says what became of it, whatever was said before.
    assert await store.write("a1", SecretRole.OAUTH, Secret("s")) == notices[0]


@pytest.mark.parametrize("cause", [*KeyringCause, None])
def test_every_reason_has_its_own_notice(cause: KeyringCause | None):
    assert "until the program ends" in say(CredentialsError(cause).kept)


async def test_reading_what_is_not_in_memory_says_what_is_wrong_with_the_keyring():
    store = SessionCredentials(UnavailableCredentials())
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"


async def test_once_the_keyring_works_again_the_secret_is_in_it():
    backend = Breaking()
    store = SessionCredentials(KeyringCredentials(lambda: backend))
    backend.left = 0
    await store.write("a1", ROLE, Secret("in memory"))
    backend.left = 10**9
    assert await store.read("a1", ROLE) == Secret("in memory")
    assert await store.write("a1", ROLE, Secret("in the keyring")) is None
    assert await store.read("a1", ROLE) == Secret("in the keyring")
    assert await KeyringCredentials(lambda: backend).read("a1", ROLE) == Secret("in the keyring")


async def test_deleting_forgets_the_memory_even_where_the_keyring_refuses():
    store = SessionCredentials(UnavailableCredentials())
    await store.write("a1", ROLE, Secret("s"))
    await failure(store.delete_all("a1"))
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"
    await store.write("a1", ROLE, Secret("s"))
    await failure(store.delete("a1", ROLE))
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"


async def test_an_empty_secret_that_cannot_be_removed_is_not_called_kept():
    store = SessionCredentials(UnavailableCredentials())
    await store.write("a1", ROLE, Secret("s"))
    assert (await failure(store.write("a1", ROLE, Secret("")))).cause == "keyring-unavailable"
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"


async def test_opening_touches_no_keyring_yet(chosen_keyring):
    chosen_keyring(Failing(RuntimeError("asked")))
    store = open_credentials()
    assert (await failure(store.read("a1", ROLE))).cause == "keyring-unavailable"
