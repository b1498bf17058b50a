"""What a failure and a second look mean together. Pure: no I/O, no clock, no words.

The rules stand in the order of their evidence; the first that fits decides. Where none fits, the
failure stays what it was.
"""

from collections.abc import Callable
from typing import Final

from mailadmin.core.account import Server
from mailadmin.core.finding import Verdict
from mailadmin.core.smtp.crossing.case import Case, control
from mailadmin.core.smtp.crossing.certificates import opened_for_all, waiting_room, wrong_clock
from mailadmin.core.smtp.crossing.looks import Look, worth_a_look
from mailadmin.core.smtp.crossing.reachability import (
    inside_only,
    name_leads_astray,
    one_address_for_all,
    only_ipv6,
    who_is_down,
)
from mailadmin.core.smtp.crossing.settings import (
    name_was_meant,
    no_name_at_all,
    only_this_name,
    other_encryption,
    other_service,
    other_setting,
)
from mailadmin.core.smtp.sightings import Known, Sight

__all__ = ["Look", "control", "cross", "worth_a_look"]

_RULES: Final[tuple[Callable[[Case], Verdict | None], ...]] = (
    wrong_clock,
    other_encryption,
    other_service,
    name_leads_astray,
    one_address_for_all,
    waiting_room,
    opened_for_all,
    only_ipv6,
    inside_only,
    who_is_down,
    no_name_at_all,
    name_was_meant,
    only_this_name,
    other_setting,
)


def cross(
    check: str, failure: Verdict, server: Server, known: Known, sight: Sight
) -> Verdict | None:
    """What the failure really is; None where the second look tells nothing new."""
    case = Case(check=check, failure=failure, server=server, known=known, sight=sight)
    return next((verdict for rule in _RULES if (verdict := rule(case)) is not None), None)
