"""The one stream that everything long reports to.

The window, the terminal, the JSON lines and a test are four listeners of the same events.
Every :class:`Started` is followed by at least one :class:`Found` for the same check, also when
the work is cancelled or breaks; one :class:`Finished` ends a run unless it was cancelled.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

import msgspec

from mailadmin.core.account import Route, Server
from mailadmin.core.finding import Finding, Params


class Phrase(msgspec.Struct, frozen=True):
    """A sentence to be: its id in :mod:`mailadmin.core.texts` and its parameters."""

    id: str
    params: Params = {}


class Outcome(StrEnum):
    """How a whole run ended."""

    PASSED = "passed"
    WARNING = "warning"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    """May have been sent."""
    UNKNOWN = "unknown"


class Result(msgspec.Struct, frozen=True, kw_only=True, tag="result"):
    """The end of a run: what it means, what was proven and what was not."""

    command: str
    status: Outcome
    title: Phrase
    proven: tuple[Phrase, ...] = ()
    not_proven: tuple[Phrase, ...] = ()
    route: Route | None = None
    message_id: str | None = None
    elapsed_ms: float
    failure: Finding | None = None
    """The finding that decided a run that did not pass."""
    cause: str | None = None
    """Why it did not pass, with everything considered: it may know more than the finding."""
    about: Params = {}
    """The parameters of the cause's fix, where there is no finding that has them."""
    suggestion: Server | None = None
    """A setting of the same server that works, found without a password."""
    transcript: tuple[str, ...] = ()
    """The conversation, secrets removed as it was recorded."""

    @property
    def fix_params(self) -> Params:
        """What the sentences of the fix are about."""
        return self.failure.verdict.params if self.failure is not None else self.about

    @property
    def day(self) -> date | None:
        """The day of the failure (UTC): what is said of changes to come is seen from there."""
        return self.failure.started.date() if self.failure is not None else None


class SendResult(Result, frozen=True, kw_only=True, tag="send"):
    """The end of sending one message."""

    fallback_cause: str | None = None
    """Cause id of the failure that made the Messenger step in."""
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    queue_id: str | None = None
    """The number the accepting server gave the message, if it named one."""
    outbox_id: str | None = None


class Started(msgspec.Struct, frozen=True, kw_only=True, tag="started"):
    """A check began. ``limit`` is the seconds it may take."""

    check: str
    subject: str
    route: Route | None
    limit: float
    at: datetime


class Found(msgspec.Struct, frozen=True, tag="found"):
    """A check has its answer."""

    finding: Finding


class Finished(msgspec.Struct, frozen=True):
    """The run is over."""

    result: Result


Event = Started | Found | Finished
Listener = Callable[[Event], None]


def to_all(*listeners: Listener) -> Listener:
    """One listener that passes every event on to several, in order."""

    def pass_on(event: Event) -> None:
        for listener in listeners:
            listener(event)

    return pass_on


def to_nobody(event: Event) -> None:
    """A listener for work whose progress nobody watches."""
