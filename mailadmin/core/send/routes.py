"""Which way now? One pure function: what has been tried decides what happens next.

::

    what the mail server did                           what follows
    -------------------------------------------------  ---------------------------------------
    took the message                                   Done
    could not be used, or failed, before the end       the Messenger, for everybody waiting
    put a recipient off (4xx)                          the Messenger, for that recipient alone
    refused a recipient for its own reasons (relaying) the Messenger, for that recipient alone
    refused a recipient                                that one is refused, the others go on
    refused this content (spam, size, policy)          nobody else is asked
    fell silent after the end                          Uncertain: only the user may go on

The Messenger is the last one: whatever it does ends the run.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.diagnosis import CAUSES, Blame
from mailadmin.core.finding import Finding, ReplySeen
from mailadmin.core.smtp.delivery import Delivery, Moment, Refusal


class RecipientState(StrEnum):
    """What became of the message for one recipient. Exactly one of these, always."""

    WAITING = "waiting"
    """Nothing has been decided yet."""
    SENT = "sent"
    """A server has taken the message for this recipient."""
    REFUSED = "refused"
    """A server has refused this recipient, or the message for it."""
    NOT_SENT = "not-sent"
    """No server could be used; certainly not sent."""
    UNCERTAIN = "uncertain"
    """May have been sent."""


class RecipientResult(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient's state, the route that led to it, and the server's words if there were any."""

    address: str
    state: RecipientState = RecipientState.WAITING
    route: Route | None = None
    reply: ReplySeen | None = None
    cause: str | None = None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery that was tried: by which route, for whom, and what came of it."""

    route: Route
    recipients: tuple[str, ...]
    delivery: Delivery


class _Decision(msgspec.Struct, frozen=True, kw_only=True):
    recipients: tuple[RecipientResult, ...]


class Done(_Decision, frozen=True, kw_only=True):
    """At least one recipient has it, and no route is left that may help the others."""


class TryMessenger(_Decision, frozen=True, kw_only=True):
    """Send to ``addresses`` through the Messenger, because of ``cause``.

    ``failure`` is the finding that stopped the mail server, None where it took the message and
    only turned some recipients away.
    """

    addresses: tuple[str, ...]
    cause: str | None
    failure: Finding | None


class GiveUp(_Decision, frozen=True, kw_only=True):
    """Nobody has it, for certain, and no route is left."""


class Uncertain(_Decision, frozen=True, kw_only=True):
    """Somebody may have it. Nothing may be sent again unless the user says so."""


Decision = Done | TryMessenger | GiveUp | Uncertain


def decide(recipients: Sequence[str], attempts: Sequence[Attempt], *, messenger: bool) -> Decision:
    """What to do after these attempts. ``messenger``: one is set up and may step in.

    ``recipients`` are all who are to get the message in this run, each once.
    """
    results = {address: RecipientResult(address=address) for address in recipients}
    for attempt in attempts:
        results |= {address: _result(address, attempt) for address in attempt.recipients}
    everyone = tuple(results.values())
    states = {result.state for result in everyone}
    if RecipientState.UNCERTAIN in states:
        return Uncertain(recipients=everyone)
    last = attempts[-1] if attempts else None
    if messenger and last is not None and last.route is Route.MAIL_SERVER:
        waiting = _helped_by_another_server(last)
        if waiting:
            cause = next(r.cause for r in everyone if r.address == waiting[0])
            return TryMessenger(
                recipients=everyone,
                addresses=waiting,
                cause=cause,
                failure=last.delivery.failure,
            )
    if RecipientState.SENT in states:
        return Done(recipients=everyone)
    return GiveUp(recipients=everyone)


def _result(address: str, attempt: Attempt) -> RecipientResult:
    delivery, failure = attempt.delivery, attempt.delivery.failure
    refusal = _refusal(address, delivery)
    state, reply, cause = RecipientState.NOT_SENT, None, None
    if refusal is not None:
        state, reply, cause = RecipientState.REFUSED, refusal.reply, refusal.cause
    elif address in delivery.accepted:
        state = RecipientState.SENT
    else:
        if failure is not None:
            reply, cause = reply_in(failure), failure.verdict.cause
        if delivery.moment is Moment.AFTER_END:
            state = RecipientState.UNCERTAIN
        elif failure is not None and not another_server_may_help(failure):
            state = RecipientState.REFUSED
    return RecipientResult(
        address=address, state=state, route=attempt.route, reply=reply, cause=cause
    )


def _helped_by_another_server(attempt: Attempt) -> tuple[str, ...]:
    """Who is to go through the Messenger."""
    delivery = attempt.delivery
    failure = delivery.failure
    # Who refuses this content refuses it for everybody, also for those put off before.
    if failure is not None and _is_about_content(failure):
        return ()
    helped = []
    for address in attempt.recipients:
        refusal = _refusal(address, delivery)
        if refusal is not None:
            if refusal.temporary or _blame(refusal.cause) is Blame.SERVER:
                helped.append(address)
        elif address not in delivery.accepted and failure and another_server_may_help(failure):
            helped.append(address)
    return tuple(helped)


_ENVELOPE_AND_MESSAGE: Final = ("smtp.sender", "smtp.recipient", "smtp.message")
"""Stages where a server speaks of what it was given; before them it speaks of itself."""


def another_server_may_help(failure: Finding) -> bool:
    """Whether a failure is the server's own, not a judgement on this recipient or content."""
    if failure.check not in _ENVELOPE_AND_MESSAGE:
        return True
    reply = reply_in(failure)
    if reply is not None and 400 <= reply.code < 500:
        return True
    blame = _blame(failure.verdict.cause)
    if blame is not None:
        return blame is Blame.SERVER
    # Without a known cause: silence and a refused sender are the server's, the rest is not.
    return reply is None or failure.check == "smtp.sender"


def _is_about_content(failure: Finding) -> bool:
    return failure.check in ("smtp.sender", "smtp.message") and not another_server_may_help(failure)


def reply_in(finding: Finding) -> ReplySeen | None:
    """The server's reply that a finding stands on."""
    replies = (seen for seen in finding.verdict.evidence if isinstance(seen, ReplySeen))
    return next(replies, None)


def _refusal(address: str, delivery: Delivery) -> Refusal | None:
    return next((r for r in delivery.refused if r.address == address), None)


def _blame(cause: str | None) -> Blame | None:
    known = CAUSES.get(cause) if cause not in (None, "unknown-generic") else None
    return known.blame if known else None
