"""Which sentence tells how sending ended. Pure: the sentences are in the table of texts."""

from collections.abc import Sequence
from typing import Final

import msgspec

from mailadmin.core.account import Account, Route
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Finding, Params
from mailadmin.core.send.from_policy import FromDecision
from mailadmin.core.send.routes import (
    Attempt,
    RecipientResult,
    RecipientState,
    TryMessenger,
    reply_in,
)

UNKNOWN: Final = "unknown-generic"
"""The cause that says that none is known."""

_BY_CAUSE: Final = {
    "dns-name-not-found": "name",
    "dns-resolver-failure": "lookup",
    "network-refused": "closed",
    "network-timeout": "silent",
    "network-unreachable": "unreachable",
    "network-reset": "lost",
    "network-port25-blocked": "blocked",
    "network-local-block": "blocked",
    "network-intercepted": "intercepted",
    "limits-sending-quota": "quota",
    "limits-rate": "quota",
    "limits-recipients": "quota",
    "limits-sender-mailbox-full": "quota",
    "temporary-greylisted": "greylisted",
}
_BY_FAMILY: Final = {
    "tls-cert": "certificate",
    "tls": "encryption",
    "auth": "sign-in",
    "sender": "sender",
    "reputation": "reputation",
    "temporary": "later",
    "keyring": "keyring",
}


def reason_of(cause: str | None, failure: Finding | None) -> str:
    """The family of sentences that names why the mail server could not send."""
    if cause in _BY_CAUSE:
        return _BY_CAUSE[cause]
    for family, reason in _BY_FAMILY.items():
        if cause is not None and cause.startswith(f"{family}-"):
            return reason
    if failure is None:
        return "later"
    reply = reply_in(failure)
    if reply is not None and 400 <= reply.code < 500:
        return "later"
    return {"smtp.sender": "sender", "smtp.auth": "sign-in"}.get(failure.check, "other")


def outcome_of(recipients: Sequence[RecipientResult]) -> Outcome:
    """How a run ended, from what became of each recipient."""
    states = {recipient.state for recipient in recipients}
    if RecipientState.UNCERTAIN in states:
        return Outcome.UNCERTAIN
    if RecipientState.SENT not in states:
        return Outcome.FAILED
    return Outcome.PASSED if states == {RecipientState.SENT} else Outcome.WARNING


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to tell of one run: what was tried, and with what end for whom.

    ``fallback`` says why the Messenger stepped in, if it did; ``written_from`` how From was
    written there; ``found_in`` is the folder in which a message in doubt was found.
    """

    account: Account
    recipients: tuple[RecipientResult, ...]
    attempts: tuple[Attempt, ...]
    fallback: TryMessenger | None = None
    written_from: FromDecision | None = None
    found_in: str | None = None

    @property
    def fallback_cause(self) -> str | None:
        """Why the Messenger stepped in; None where that is not known, or where it did not."""
        return self.fallback.cause if self.fallback else None

    @property
    def reason(self) -> str:
        """The family of sentences that names why the Messenger stepped in."""
        failure = self.fallback.failure if self.fallback else None
        return reason_of(self.fallback_cause, failure)

    @property
    def about(self) -> Params:
        """The parameters of every sentence about this run."""
        messenger = self.account.messenger
        sent = sum(recipient.state is RecipientState.SENT for recipient in self.recipients)
        return {
            "host": self.account.mail_server.host,
            "messenger": messenger.server.host if messenger else "",
            "sent": sent,
            "count": len(self.recipients),
            "limit": self.account.mail_server.time_limit,
        }


def title(story: Story, outcome: Outcome) -> Phrase:
    """The one sentence at the end: by which route, and why."""
    by = {r.route for r in story.recipients if r.state is RecipientState.SENT}
    if outcome is Outcome.UNCERTAIN:
        return Phrase("send.uncertain", story.about)
    if outcome is Outcome.FAILED:
        return Phrase(f"send.not-sent.{_why_not_sent(story)}", story.about)
    how = "both" if len(by) > 1 else str(next(iter(by)))
    if outcome is Outcome.WARNING:
        return Phrase(f"send.partly.{how}", story.about)
    if story.fallback is not None and how == Route.MESSENGER:
        how = f"messenger.{story.reason}"
    return Phrase(f"send.sent.{how}", story.about)


def because(story: Story) -> Phrase:
    """Why the Messenger stepped in, as a sentence of its own."""
    return Phrase(f"send.because.{story.reason}", story.about)


def _why_not_sent(story: Story) -> str:
    if {recipient.state for recipient in story.recipients} == {RecipientState.REFUSED}:
        return "refused"
    return "neither" if story.fallback is not None else str(story.attempts[-1].route)


def not_sent_to(recipient: RecipientResult) -> Phrase:
    """What became of one recipient who does not have the message."""
    about: Params = {"address": recipient.address}
    if recipient.state is RecipientState.UNCERTAIN:
        return Phrase("send.recipient.uncertain", about)
    if recipient.reply is None:
        return Phrase("send.recipient.not-sent", about)
    about = {**about, "reply": f"{recipient.reply.code} {recipient.reply.text}"}
    return Phrase("send.recipient.refused", about)
