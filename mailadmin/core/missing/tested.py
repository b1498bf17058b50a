"""The last tests of an account that still tell something."""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from mailadmin.core.account import Account, Route
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.history.run import About, Kind, Run
from mailadmin.core.history.store import History

RECENT: Final = timedelta(days=7)
"""How old a test may be: an older one says little of today."""


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """The last test message and the last connection test of the mail server."""

    arrival_run: Run | None = None
    test: Run | None = None

    @property
    def arrival(self) -> ArrivalResult | None:
        """What became of the test message."""
        result = self.arrival_run.result if self.arrival_run is not None else None
        return result if isinstance(result, ArrivalResult) else None

    @property
    def arrival_at(self) -> datetime | None:
        """When its waiting ended."""
        return None if self.arrival_run is None else self.arrival_run.ended


async def last_test(
    history: History, account: Account, kind: Kind, route: Route | None
) -> Run | None:
    """The last test of this kind, None if it is too old or the settings have changed since.

    Raises :class:`~mailadmin.core.history.errors.HistoryError`.
    """
    about = About(account_id=account.id, account_name=account.name, kind=kind, route=route)
    run = await history.last(about)
    age = None if run is None else run.age(datetime.now(UTC))
    return run if age is not None and age <= RECENT else None
