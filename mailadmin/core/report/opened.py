"""A report of somebody else, opened: its runs as the cards and listeners take them."""

from mailadmin.core.history.run import About, Run
from mailadmin.core.ids import LONG, new_id
from mailadmin.core.report.content import Report, Tested

NOBODYS: str = ""
"""The id of an account that is none here: nothing of it can be mixed up with one of this user's."""


def run_of(report: Report, tested: Tested) -> Run | None:
    """One run, None where this version can't read it. It is kept nowhere."""
    if tested.kept is None:
        return None
    return Run(
        id=new_id(LONG),
        about=About(
            account_id=NOBODYS,
            account_name=report.account.name,
            kind=tested.kind,
            route=tested.route,
            domain=tested.domain,
        ),
        events=tested.kept.events,
        result=tested.kept.result,
        ended=tested.ended,
    )
