"""Setup files: accounts to hand from support to a customer. Never a secret.

JSON with a format name and a version. What comes in is not trusted: it is bounded, read by the
rules of the form, gets ids of its own, and what a user must allow in person (a certificate that
can't be verified, a password without encryption) is left out on both ways. With the accounts go
the registrations at the issuers that they sign in with; a client secret of theirs is in every copy
of the program, and no secret (RFC 8252 section 8.5).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from mailadmin.core.account import Account, SecretRole
from mailadmin.core.accounts import new_account_id
from mailadmin.core.event import Phrase
from mailadmin.core.forms.account_form import form_of
from mailadmin.core.forms.field import FieldProblem, echo
from mailadmin.core.forms.reading import read
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.registrations import problem_of_sent, without_unused
from mailadmin.core.oauth.request import Request, request_for_account

FORMAT: Final = "mailadmin-setup"
VERSION: Final = 1
LARGEST_FILE: Final = 1_000_000
"""Bytes."""

_ALLOWANCES: Final = ("trusted_certificate", "plain_password_allowed")


class SetupFileError(Exception):
    """The file can't be read, written or used; ``problems`` are those of a wrong account."""

    def __init__(self, phrase: Phrase, problems: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase
        self.problems = problems


class SetupFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a setup file holds: accounts as in the settings, without their ids."""

    format: str
    version: int
    accounts: tuple[dict[str, Any], ...]
    clients: tuple[OAuthClient, ...] = ()


class Setup(NamedTuple):
    """What is handed over: accounts, and the registrations that their sign-ins need."""

    accounts: tuple[Account, ...]
    clients: tuple[OAuthClient, ...] = ()


def setup_of(accounts: tuple[Account, ...], clients: Iterable[OAuthClient]) -> Setup:
    """Accounts with those of the registrations that they need."""
    issuers = {request.issuer for account in accounts for request in _sign_ins(account)}
    return Setup(accounts, tuple(one for one in clients if one.issuer in issuers))


def _sign_ins(account: Account) -> Iterator[Request]:
    for role in SecretRole:
        request = request_for_account(account, role)
        if request is not None:
            yield request


def encode(setup: Setup) -> bytes:
    """Write accounts as the text of a setup file."""
    data = SetupFile(
        format=FORMAT,
        version=VERSION,
        accounts=tuple(map(_outward, setup.accounts)),
        clients=setup.clients,
    )
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def decode(data: bytes) -> Setup:
    """Read the text of a setup file: new accounts, not saved yet.

    Raises :class:`SetupFileError`.
    """
    if len(data) > LARGEST_FILE:
        raise SetupFileError(Phrase("setup.too-big"))
    try:
        raw = msgspec.json.decode(data.decode("utf-8-sig"))
        if isinstance(raw, dict) and raw.get("format") == FORMAT:
            version = raw.get("version")
            if type(version) is int and version > VERSION:
                raise SetupFileError(Phrase("setup.newer"))
        found = msgspec.convert(raw, SetupFile)
    except (ValueError, RecursionError):
        raise SetupFileError(Phrase("setup.not-one")) from None
    is_one = found.format == FORMAT and found.version == VERSION
    if not is_one or not (found.accounts or found.clients):
        raise SetupFileError(Phrase("setup.not-one"))
    clients = tuple(map(without_unused, found.clients))
    for client in clients:
        problem = problem_of_sent(client)
        if problem is not None:
            raise SetupFileError(problem)
    if len({client.issuer for client in clients}) < len(clients):
        raise SetupFileError(Phrase("setup.not-one"))
    return Setup(tuple(map(_inward, found.accounts)), tuple(map(_unnamed, clients)))


def read_setup_file(path: Path) -> Setup:
    """Read a setup file. Raises :class:`SetupFileError`."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise SetupFileError(_reason("setup.cannot-read", error)) from error
    return decode(data)


def write_setup_file(path: Path, setup: Setup) -> None:
    """Write a setup file, in place of one that is there. Raises :class:`SetupFileError`."""
    try:
        path.write_bytes(encode(setup))
    except OSError as error:
        raise SetupFileError(_reason("setup.cannot-write", error)) from error


def _outward(account: Account) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(account)
    del data["id"]
    return _without_allowances(data)


def _without_allowances(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _without_allowances(value) if isinstance(value, dict) else value
        for name, value in data.items()
        if name not in _ALLOWANCES
    }


def _inward(data: dict[str, Any]) -> Account:
    """Read one account by the rules of the form, which keeps no allowances of a new account."""
    try:
        given = msgspec.convert(data | {"id": new_account_id()}, Account)
    except msgspec.ValidationError:
        raise SetupFileError(Phrase("setup.not-one")) from None
    reading = read(form_of(given), given.id)
    if reading.account is None:
        phrase = Phrase("setup.wrong-account", {"account": echo(given.name)})
        raise SetupFileError(phrase, reading.problems)
    return reading.account


def _unnamed(client: OAuthClient) -> OAuthClient:
    """Without a name: anybody's page could be called Microsoft's. Its id, a host, is shown then."""
    return msgspec.structs.replace(client, name="")


def _reason(phrase: str, error: OSError) -> Phrase:
    return Phrase(phrase, {"reason": error.strerror or type(error).__name__})
