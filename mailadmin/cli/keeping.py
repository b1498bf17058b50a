"""Puts the run of a command into the history."""

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from mailadmin.core.account import Account, Route
from mailadmin.core.event import Event, Result
from mailadmin.core.history.run import About, Kind, Run
from mailadmin.core.ids import LONG, new_id
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace


def about_account(
    account: Account, kind: Kind, *, route: Route | None = None, domain: str | None = None
) -> About:
    """Whose run it was, and of what."""
    return About(
        account_id=account.id, account_name=account.name, kind=kind, route=route, domain=domain
    )


async def outdate(workspace: Workspace, account_id: str) -> None:
    """The settings of an account have changed: its tests say nothing of it any more."""
    from mailadmin.core.history.errors import HistoryError

    try:
        await workspace.history.outdate(account_id)
    except HistoryError as error:
        click.echo(say(error.phrase), err=True)


async def keep(workspace: Workspace, about: About, events: Iterable[Event], result: Result) -> None:
    """Keep a run that has just ended. That it can't be kept is told, and changes nothing else."""
    from mailadmin.core.history.errors import HistoryError  # only where something is kept

    run = Run(
        id=new_id(LONG),
        about=about,
        events=tuple(events),
        result=result,
        ended=datetime.now(UTC),
    )
    try:
        await workspace.history.add(run)
    except HistoryError as error:
        click.echo(say(error.phrase), err=True)
