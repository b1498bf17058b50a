"""Which reasons there are for mail that does not arrive, the likeliest first. Pure.

Each reason is a rule of its own. The likelihoods are ours, in words: nearly certain (0.9 and more),
very likely (0.75), likely (0.5), possible (below). They are weighed alone and add up to nothing.
"""

from typing import Final

import msgspec

from mailadmin.core.finding import Params
from mailadmin.core.forms.field import echo
from mailadmin.core.missing import at_receiver, at_sender, stated
from mailadmin.core.missing.case import Case, Reason
from mailadmin.core.missing.moments import exact_moment
from mailadmin.core.missing.questions import relevant

LEAST: Final = 0.1
"""What is less likely is not shown."""

__all__ = ["Case", "Reason", "rank"]


def rank(case: Case) -> tuple[Reason, ...]:
    """The reasons, the likeliest first. Whom to ask where none of them helps is the last."""
    case = msgspec.structs.replace(case, answers=relevant(case.answers))
    rules = (*stated.RULES, *at_sender.RULES, *at_receiver.RULES)
    found = [reason for rule in rules for reason in rule(case) if reason.likelihood >= LEAST]
    found.sort(key=lambda reason: (not reason.stated, -reason.likelihood))
    return (*found, _ask(case))


def _ask(case: Case) -> Reason:
    """Whom to ask, with everything that they need to find the message in their log."""
    evidence, row = case.evidence, case.evidence.row
    told = [case.answers.recipient, evidence.pasted.recipient if evidence.pasted else ""]
    params: Params = {"address": echo(next(filter(None, told), ""))}
    params["sender"] = echo(evidence.sender)
    if row is not None:
        params |= {
            "message_id": echo(row.message_id),
            "at": exact_moment(row.created),
            "subject": echo(row.subject) or "–",
            "sender": echo(row.sender),
            "queue_id": echo(row.queue_id or ""),
        }
    return Reason(id="ask-own" if case.everybody else "ask", likelihood=0.0, params=params)
