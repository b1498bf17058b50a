"""Which places are looked at, and what each says in a sentence. Pure."""

from typing import Final

from mailadmin.core.account import Account, Route
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.domain.judge import mx as judge_mx
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.history.run import Run
from mailadmin.core.missing.answers import Answers, Scope
from mailadmin.core.missing.moments import moment
from mailadmin.core.missing.pasted import Pasted
from mailadmin.core.missing.questions import relevant
from mailadmin.core.missing.tested import RECENT
from mailadmin.core.send.records import Row, State

TEXT: Final = "missing.text"
OUTBOX: Final = "missing.outbox"
RECIPIENT: Final = "missing.recipient"
DOMAIN: Final = "missing.domain"
ARRIVAL: Final = "missing.arrival"
TEST: Final = "missing.test"
"""The places, as checks are named."""

NOT_POSSIBLE: Final = Verdict("missing.looked.not-possible", Status.UNKNOWN)

_STATUS: Final = {
    Outcome.PASSED: Status.OK,
    Outcome.WARNING: Status.WARNING,
    Outcome.FAILED: Status.FAILED,
    Outcome.UNCERTAIN: Status.UNKNOWN,
    Outcome.UNKNOWN: Status.UNKNOWN,
}


def places(answers: Answers, account: Account | None) -> tuple[str, ...]:
    """The places that make sense, in the order in which they are shown."""
    answers = relevant(answers)
    asked = {
        TEXT: bool(answers.text),
        OUTBOX: True,
        RECIPIENT: bool(answers.recipient) and answers.scope is not Scope.ALL,
        DOMAIN: account is not None,
        ARRIVAL: account is not None,
        TEST: account is not None,
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


def arrival(run: Run | None) -> Verdict:
    """What became of the last test message."""
    return _tested("arrival", run)


def test(run: Run | None) -> Verdict:
    """How the last connection test ended."""
    return _tested("test", run)


def _tested(what: str, run: Run | None) -> Verdict:
    if run is None or run.result is None:
        return Verdict(f"missing.looked.{what}.none", Status.INFO, {"days": RECENT.days})
    outcome = run.result.status
    about: Params = {"at": moment(run.ended)}
    return Verdict(f"missing.looked.{what}.{outcome}", _STATUS[outcome], about)
