"""Which tests and messages of the history to show. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.event import Outcome
from mailadmin.core.history.run import Kind
from mailadmin.core.send.records import State

Moment = tuple[datetime, str]
"""A place in the list: the time and the id of an entry."""


class What(StrEnum):
    """What to show."""

    EVERYTHING = "everything"
    MESSAGES = "messages"
    TESTS = "tests"
    DOMAINS = "domains"
    ARRIVALS = "arrivals"


class Ending(StrEnum):
    """How it has to have ended."""

    ANY = "any"
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    """It could not be found out, or a message may have been sent, or is under way."""


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to show of the history: of one account or, with None, of all."""

    account_id: str | None = None
    what: What = What.EVERYTHING
    ending: Ending = Ending.ANY

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of runs to show."""
        return _KINDS[self.what]

    @property
    def outcomes(self) -> tuple[Outcome, ...] | None:
        """How the runs have to have ended; None for any way, cancelled ones included."""
        return _OUTCOMES.get(self.ending)

    @property
    def messages(self) -> bool:
        """Whether messages are shown."""
        return self.what in (What.EVERYTHING, What.MESSAGES)

    @property
    def states(self) -> tuple[State, ...] | None:
        """Where the messages have to stand; None for anywhere."""
        return _STATES.get(self.ending)


_KINDS: Final = {
    What.EVERYTHING: tuple(Kind),
    What.MESSAGES: (),
    What.TESTS: (Kind.TEST,),
    What.DOMAINS: (Kind.DOMAIN,),
    What.ARRIVALS: (Kind.ARRIVAL,),
}

_OUTCOMES: Final = {
    Ending.GOOD: (Outcome.PASSED,),
    Ending.BAD: (Outcome.FAILED, Outcome.WARNING),
    Ending.OPEN: (Outcome.UNCERTAIN, Outcome.UNKNOWN),
}

_STATES: Final = {
    Ending.GOOD: (State.SENT,),
    Ending.BAD: (State.NOT_SENT,),
    Ending.OPEN: (State.UNCERTAIN, State.WAITING, State.SENDING),
}
