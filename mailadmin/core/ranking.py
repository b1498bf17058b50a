"""Which of several findings of one check its row tells."""

from collections.abc import Iterable, Mapping
from typing import Final

from mailadmin.core.finding import Finding, Status

Rank = Mapping[Status, int]

BEST_DECIDES: Final[Rank] = {
    Status.OK: 5,
    Status.WARNING: 4,
    Status.FAILED: 3,
    Status.UNKNOWN: 2,
    Status.INFO: 1,
    Status.SKIPPED: 0,
}
"""Of several findings of one check (addresses raced, EHLO before and after encryption) the row
tells the one that decided."""

WORST_DECIDES: Final[Rank] = {
    Status.FAILED: 5,
    Status.WARNING: 4,
    Status.UNKNOWN: 3,
    Status.OK: 2,
    Status.INFO: 1,
    Status.SKIPPED: 0,
}
"""Where a check looks at several things one by one, none of them makes up for another."""


def decisive(findings: Iterable[Finding], rank: Rank) -> Finding | None:
    """The finding whose sentence and state count; None where there is none.

    Of equals the last: a failure that was looked at again is said as it is understood now.
    """
    return max(
        reversed(tuple(findings)),
        key=lambda finding: (rank[finding.status], finding.started),
        default=None,
    )
