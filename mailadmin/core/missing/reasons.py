"""Which reasons there are for mail that does not arrive, the likeliest first. Pure.

Each reason is a rule of its own. The likelihoods are ours, in words: nearly certain (0.9 and more),
very likely (0.75), likely (0.5), possible (below). They are weighed alone and add up to nothing.
"""

from typing import Final

import msgspec

from mailadmin.core.missing import at_receiver, at_sender, stated
from mailadmin.core.missing.case import Case, Reason
from mailadmin.core.missing.questions import relevant

LEAST: Final = 0.1
"""What is less likely is not shown."""

SURE: Final = 0.9
LIKELY: Final = 0.5
"""Where somebody has stated a reason that is this sure, nobody needs what is less than likely."""

_PERHAPS_ANOTHER: Final = ("not-sent", "refused", "discarded", "being-sent")
"""What the outbox says of the newest message, which may not be the one in question."""

__all__ = ["Case", "Reason", "rank"]


def rank(case: Case) -> tuple[Reason, ...]:
    """The reasons, the likeliest first. Whom to ask where none of them helps is the last."""
    case = msgspec.structs.replace(case, answers=relevant(case.answers))
    rules = (*stated.RULES, *at_sender.RULES, *at_receiver.RULES)
    found = [reason for rule in rules for reason in rule(case)]
    sure = [one for one in found if one.stated and one.likelihood >= SURE]
    if any(_settles(one, case) for one in sure):
        found = [one for one in found if one.stated]
    found = [one for one in found if one.likelihood >= (LIKELY if sure else LEAST)]
    found.sort(key=lambda reason: (not reason.stated, -reason.likelihood))
    last = Reason(id="ask-own" if case.everybody else "ask", likelihood=0.0, params=case.message)
    return (*found, last)


def _settles(reason: Reason, case: Case) -> bool:
    """Whether a stated reason leaves no room for guesses: why it is in Junk is one, though."""
    if reason.id in _PERHAPS_ANOTHER:
        return case.evidence.is_it
    return reason.id != "in-junk"
