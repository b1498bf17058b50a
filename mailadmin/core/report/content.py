"""What a report holds: facts, and no place for a secret.

The structs are the format of the file: what they gain must have a default.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from mailadmin.core.account import FromPolicy, Route, Security, SignIn
from mailadmin.core.event import Outcome
from mailadmin.core.history.comparison import Difference
from mailadmin.core.history.details import Details
from mailadmin.core.history.run import Kind
from mailadmin.core.send.records import State

FORMAT: Final = "mailadmin-report"
VERSION: Final = 1

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time that means the same on every computer."""


class Look(StrEnum):
    """Whether the finished file was searched for secrets."""

    DONE = "done"
    NOT_POSSIBLE = "not-possible"
    """The keyring would not say what to search for."""


class ServerSet(msgspec.Struct, frozen=True, kw_only=True):
    """A server as it is set up."""

    host: str
    port: int
    security: Security
    sign_in: SignIn
    user_name: str = ""
    issuer: str = ""
    time_limit: float = 0.0
    certificate_accepted: bool = False
    """The user has accepted one certificate that can't be verified."""
    plain_password_allowed: bool = False


class MailboxSet(msgspec.Struct, frozen=True, kw_only=True):
    """A witness mailbox as it is set up."""

    address: str
    server: ServerSet


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """An account as it is set up."""

    name: str
    address: str
    from_name: str = ""
    reply_to: str = ""
    support_address: str = ""
    mail_server: ServerSet
    messenger: ServerSet | None = None
    messenger_address: str = ""
    messenger_from: FromPolicy | None = None
    inbox: ServerSet | None = None
    witnesses: tuple[MailboxSet, ...] = ()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is different since it went well; ``since`` is None where it never did."""

    since: Moment | None
    differences: tuple[Difference, ...] = ()


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """The newest run of a kind.

    ``kept`` is None where this version can't read it. ``changes`` is None for a run that can't be
    compared. ``cut``: some of what was seen was left out, because it was far too much.
    """

    kind: Kind
    route: Route | None = None
    domain: str | None = None
    ended: Moment
    kept: Details | None
    changes: Changes | None = None
    cut: bool = False


class TestLine(msgspec.Struct, frozen=True, kw_only=True, tag="run"):
    """A test in the list. ``title`` is what came out; no ``outcome``: it was cancelled."""

    at: Moment
    kind: Kind
    route: Route | None = None
    domain: str | None = None
    outcome: Outcome | None = None
    title: str = ""
    cause: str | None = None


class MessageLine(msgspec.Struct, frozen=True, kw_only=True, tag="message"):
    """A message in the list: nothing of what it says, and not whom it is for.

    ``taken`` of the ``recipients`` have it. ``code`` and ``enhanced`` are the server's answer.
    """

    at: Moment
    state: State
    route: Route | None = None
    cause: str | None = None
    title: str = ""
    recipients: int = 0
    taken: int = 0
    code: int | None = None
    enhanced: str | None = None
    message_id: str = ""


Line = TestLine | MessageLine


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything. ``program`` and ``system`` are versions; ``problems`` are ids of sentences."""

    made: Moment
    program: str
    system: str
    account: Setup
    tests: tuple[Tested, ...] = ()
    recent: tuple[Line, ...] = ()
    problems: tuple[str, ...] = ()
    look: Look = Look.NOT_POSSIBLE
