"""What a password store's exception means: one table from foreign errors to our causes.

Names, numbers and texts are those of keyring's backends: Windows (wincred.h, as raw
``pywintypes.error``), macOS (Security framework ``OSStatus``), Secret Service, libsecret, KWallet.
Nothing of them is imported, so the table is the same on every platform.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class KeyringCause(StrEnum):
    """Why the password store did not do what it was asked: ids of the causes."""

    UNAVAILABLE = "keyring-unavailable"
    LOCKED = "keyring-locked"
    ACCESS_DENIED = "keyring-access-denied"
    TOO_LONG = "keyring-secret-too-long"


class _Row(NamedTuple):
    cause: KeyringCause
    numbers: frozenset[int] = frozenset()
    classes: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


# The first row that fits decides; numbers say more than texts, and texts more than classes.
_TABLE = (
    _Row(KeyringCause.TOO_LONG, numbers=frozenset({1783})),  # RPC_X_BAD_STUB_DATA
    _Row(
        KeyringCause.LOCKED,
        numbers=frozenset(
            {
                -25308,  # errSecInteractionNotAllowed: no session to ask in
                -25315,  # errSecInteractionRequired
                -128,  # userCanceledErr: the prompt was closed
                1312,  # ERROR_NO_SUCH_LOGON_SESSION
            }
        ),
    ),
    _Row(
        KeyringCause.ACCESS_DENIED,
        numbers=frozenset(
            {
                -25293,  # errSecAuthFailed
                -25244,  # errSecInvalidOwnerEdit: the entry belongs to another program
                -25292,  # errSecReadOnly
                -34018,  # errSecMissingEntitlement
                -67030,  # errSecCSInfoPlistFailed: the program's signature
                5,  # ERROR_ACCESS_DENIED
                87,  # ERROR_INVALID_PARAMETER
            }
        ),
    ),
    _Row(
        KeyringCause.UNAVAILABLE,
        numbers=frozenset({-25291, -25294, -25307}),  # no keychain, none by default
    ),
    _Row(KeyringCause.TOO_LONG, words=("stub received bad data",)),
    _Row(
        KeyringCause.LOCKED,
        words=(
            "prompt dismissed",
            "prompt was dismissed",
            "dismissed prompt",
            "cancelled by user",
            "user canceled",
            "org.freedesktop.secret.error.islocked",
        ),
    ),
    _Row(KeyringCause.ACCESS_DENIED, words=("org.freedesktop.dbus.error.accessdenied",)),
    _Row(KeyringCause.UNAVAILABLE, words=("org.freedesktop.", "no such interface")),
    _Row(
        KeyringCause.LOCKED,
        classes=frozenset(
            {
                "KeyringLocked",
                "LockedException",
                "PromptDismissedException",
                # A question on the screen that nobody answered within our limit.
                "TimeoutError",
            }
        ),
    ),
    _Row(KeyringCause.ACCESS_DENIED, classes=frozenset({"PermissionError"})),
)

_NUMBER = re.compile(r"\((-?\d{1,6}),")
_DBUS_NAME = re.compile(r"org\.freedesktop\.[A-Za-z.]{1,60}")


def cause_of(error: BaseException) -> KeyringCause:
    """Name the cause of a password store's exception.

    What the table does not know stands for a store that can't be used.
    """
    chain = tuple(_chain(error))
    numbers = {number for link in chain for number in _numbers(link)}
    classes = {kind.__name__ for link in chain for kind in type(link).__mro__}
    text = " ".join(str(link) for link in chain).lower()
    for row in _TABLE:
        if row.numbers & numbers or row.classes & classes or any(w in text for w in row.words):
            return row.cause
    return KeyringCause.UNAVAILABLE


def summary_of(error: BaseException) -> str:
    """Say which error it was by types, numbers and D-Bus names alone.

    Its text is left out: a store may repeat in it what it was given.
    """
    words: list[str] = []
    for link in _chain(error):
        marks = [str(number) for number in sorted(_numbers(link))]
        marks += _DBUS_NAME.findall(str(link))
        words.append(type(link).__name__ + (f" ({', '.join(marks)})" if marks else ""))
    return ": ".join(words)


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(8):
        if link is None:
            return
        yield link
        link = link.__cause__ or link.__context__


def _numbers(error: BaseException) -> set[int]:
    found = {getattr(error, "winerror", None)}
    if not isinstance(error, OSError):  # its first argument is an errno, another numbering
        found |= set(error.args[:1])
    numbers = {number for number in found if type(number) is int}
    return numbers | {int(digits) for digits in _NUMBER.findall(str(error))}
