"""What the rules look at, and what they say."""

import datetime
from collections.abc import Callable, Sequence

import msgspec

from mailadmin.core.event import Phrase
from mailadmin.core.finding import Guess, Params, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.missing.answers import After, Answers, Before, Scope
from mailadmin.core.missing.evidence import Evidence
from mailadmin.core.missing.moments import exact_moment


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason. Its words are ``missing.reason.ID``, or those of ``verdict`` if it has a fix.

    ``likelihood`` is 0 for what is no reason but a way to find one. ``stated`` says that a server
    or the outbox has said so itself: such a reason comes before all that is only likely.
    ``proof`` is what speaks for it; empty where only the answers do. What to do belongs to its id,
    else to ``cause``; ``also`` is what else the cause may be.
    """

    id: str
    likelihood: float
    stated: bool = False
    proof: tuple[Phrase, ...] = ()
    params: Params = {}
    cause: Guess | None = None
    also: tuple[Guess, ...] = ()
    verdict: Verdict | None = None


class Case(msgspec.Struct, frozen=True):
    """The answers, the evidence, and the time at which the question is asked."""

    answers: Answers
    evidence: Evidence
    now: datetime.datetime

    @property
    def everybody(self) -> bool:
        """Whether nobody at all got it."""
        return self.answers.scope is Scope.ALL

    @property
    def silent(self) -> bool:
        """Whether nothing was heard of the message, or nobody has said what was."""
        return self.answers.after in (After.SILENCE, None)

    @property
    def message(self) -> Params:
        """What somebody needs to find the message in a log; empty where it is not known."""
        evidence, row = self.evidence, self.evidence.row
        told = [self.answers.recipient, evidence.pasted.recipient if evidence.pasted else ""]
        params: Params = {
            "address": echo(next(filter(None, told), "")),
            "sender": echo(evidence.sender),
        }
        if row is not None:
            params |= {
                "message_id": echo(row.message_id),
                "at": exact_moment(row.created),
                "subject": echo(row.subject) or "–",
                "sender": echo(row.sender),
                "queue_id": echo(row.queue_id or ""),
            }
        return params

    @property
    def worked_before(self) -> bool:
        """Whether earlier mail to the same recipients arrived."""
        return self.answers.before is Before.YES


Rule = Callable[[Case], Sequence[Reason]]
"""Looks at a case for one kind of reason, and says how likely it is; nothing if it is not."""
