"""Which places are looked at, and what each says in a sentence. Pure."""

from typing import Final

from mailadmin.core.account import Account, Route
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.domain.judge import mx as judge_mx
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.missing.answers import Answers, Scope
from mailadmin.core.missing.moments import moment
from mailadmin.core.missing.pasted import Pasted
from mailadmin.core.missing.questions import relevant
from mailadmin.core.send.records import Row, State

TEXT: Final = "missing.text"
OUTBOX: Final = "missing.outbox"
RECIPIENT: Final = "missing.recipient"
DOMAIN: Final = "missing.domain"
ARRIVAL: Final = "missing.arrival"
"""The places, as checks are named."""

NOT_POSSIBLE: Final = Verdict("missing.looked.not-possible", Status.UNKNOWN)

_STATUS: Final = {
    Outcome.PASSED: Status.OK,
    Outcome.WARNING: Status.WARNING,
    Outcome.FAILED: Status.FAILED,
    Outcome.UNCERTAIN: Status.UNKNOWN,
    Outcome.UNKNOWN: Status.UNKNOWN,
}


def places(
    answers: Answers, account: Account | None, arrival: ArrivalResult | None
) -> tuple[str, ...]:
    """The places that make sense, in the order in which they are shown."""
    answers = relevant(answers)
    asked = {
        TEXT: bool(answers.text),
        OUTBOX: True,
        RECIPIENT: bool(answers.recipient) and answers.scope is not Scope.ALL,
        DOMAIN: account is not None,
        ARRIVAL: arrival is not None,
    }
    return tuple(place for place, sensible in asked.items() if sensible)


def text(pasted: Pasted) -> Verdict:
    """What was pasted: whether it tells anything."""
    if pasted.verdict is not None:
        return Verdict("missing.looked.text.report", Status.OK)
    if pasted.guess is not None:
        return Verdict("missing.looked.text.error", Status.OK)
    return Verdict("missing.looked.text.unknown", Status.UNKNOWN)


def outbox(row: Row | None, recipient: str) -> Verdict:
    """The message in question, as this program sent it."""
    if row is None:
        found = "none" if recipient else "none-at-all"
        return Verdict(f"missing.looked.outbox.{found}", Status.INFO, {"address": echo(recipient)})
    about: Params = {"subject": echo(row.subject) or "–", "at": moment(row.created)}
    if row.state is State.SENT:
        by = "messenger" if row.route is Route.MESSENGER else "mail-server"
        return Verdict(f"missing.looked.outbox.sent.{by}", Status.OK, about)
    status = {State.NOT_SENT: Status.FAILED, State.UNCERTAIN: Status.UNKNOWN}
    kind = "being-sent" if row.state in (State.WAITING, State.SENDING) else row.state
    return Verdict(f"missing.looked.outbox.{kind}", status.get(row.state, Status.INFO), about)


def recipient(facts: MxFacts) -> Verdict:
    """Where mail to the recipient's domain goes."""
    return judge_mx.judge(facts)


def domain(result: DomainResult) -> Verdict:
    """The user's own domain as a whole."""
    return Verdict(result.title.id, _STATUS[result.status], result.title.params)


def arrival(result: ArrivalResult) -> Verdict:
    """Where the last test message went."""
    return Verdict(result.title.id, _STATUS[result.status], result.title.params)
