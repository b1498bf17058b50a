"""What the outbox keeps of a message: plain data, and how one state follows from another."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Phrase
from mailadmin.core.finding import ReplySeen
from mailadmin.core.send.routes import RecipientResult, RecipientState


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    """On disk, and its process is about to send it."""
    SENDING = "sending"
    SENT = "sent"
    """At least one recipient has it; who has not is said recipient by recipient."""
    NOT_SENT = "not-sent"
    """Nobody has it, for certain."""
    UNCERTAIN = "uncertain"
    """May have been sent. Sent again only when the user says so."""
    DISCARDED = "discarded"
    """Given up by the user; its text is gone."""


class Phase(StrEnum):
    """How far a message that is being sent has come."""

    TALKING = "talking"
    """Its end has not been handed over: certainly not sent yet."""
    HANDING_OVER = "handing-over"
    """Its end is being handed over: from here on nobody can know before the reply."""


class Kind(StrEnum):
    """What a message is for."""

    MESSAGE = "message"
    REPORT = "report"
    """A failure report to the support address."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a message is in its state: a sentence, the cause if there is one, the server's words."""

    phrase: Phrase
    route: Route | None = None
    cause: str | None = None
    reply: ReplySeen | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One message in the outbox, without its text.

    ``route`` is the last one tried, ``in_flight`` whom it is being sent to at the moment.
    ``size`` counts the bytes of the message; ``has_text`` says whether they are still kept.
    """

    id: str
    kind: Kind
    account_id: str
    account_name: str
    created: datetime
    changed: datetime
    state: State
    phase: Phase | None
    route: Route | None
    message_id: str
    subject: str
    sender: str
    recipients: tuple[RecipientResult, ...]
    in_flight: tuple[str, ...]
    reason: Reason | None
    queue_id: str | None
    size: int
    has_text: bool

    @property
    def unsent(self) -> tuple[str, ...]:
        """Recipients who don't have it, or of whom nobody knows."""
        return tuple(r.address for r in self.recipients if r.state is not RecipientState.SENT)

    @property
    def can_be_sent(self) -> bool:
        """Whether sending it (again) makes sense, once nobody else is doing so."""
        settled = self.state in (State.NOT_SENT, State.UNCERTAIN, State.SENT)
        return settled and self.has_text and bool(self.unsent)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which messages to list: of one account or, with None, of all; in these states or in any.

    ``before`` is the time of the last change and the id of a message: only what comes after it in
    a list that begins with the latest.
    """

    account_id: str | None = None
    states: tuple[State, ...] | None = None
    before: tuple[datetime, str] | None = None


class NewRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a message when it enters the outbox."""

    account_id: str
    account_name: str
    kind: Kind = Kind.MESSAGE


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """How sending ended, for :meth:`Outbox.settle`."""

    recipients: tuple[RecipientResult, ...]
    reason: Reason | None = None
    queue_id: str | None = None


def state_of(recipients: Sequence[RecipientResult]) -> State:
    """The state of a message that nobody is sending: the most careful word that is true."""
    states = {recipient.state for recipient in recipients}
    if RecipientState.UNCERTAIN in states:
        return State.UNCERTAIN
    return State.SENT if RecipientState.SENT in states else State.NOT_SENT


def merged(
    before: Sequence[RecipientResult], changes: Sequence[RecipientResult]
) -> tuple[RecipientResult, ...]:
    """The recipients with the newer results in place.

    Who has the message keeps it, and who may have it from an earlier try still may, however a
    later try ended: only "sent" is more certain than that.
    """
    newer = {change.address: change for change in changes}
    return tuple(_newest(old, newer.get(old.address, old)) for old in before)


def _newest(old: RecipientResult, new: RecipientResult) -> RecipientResult:
    certain = RecipientState.SENT
    if old.state is certain or (old.state is RecipientState.UNCERTAIN and new.state is not certain):
        return old
    return new


def interrupted(row: Row) -> tuple[RecipientResult, ...]:
    """The recipients of a message whose process ended in the middle (crash, power cut)."""
    handed_over = row.phase is Phase.HANDING_OVER
    state = RecipientState.UNCERTAIN if handed_over else RecipientState.NOT_SENT
    changes = (
        RecipientResult(address=address, state=state, route=row.route) for address in row.in_flight
    )
    return merged(row.recipients, tuple(changes))
