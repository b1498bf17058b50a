"""The list of tests and messages by time, a page after the other."""

from datetime import datetime

import msgspec

from mailadmin.core.event import Phrase
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import Summary
from mailadmin.core.history.selection import Moment, Selection
from mailadmin.core.history.store import History
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import Row, State, Wanted

Entry = Summary | Row
"""A test, or a message of the outbox."""

MOST_UNCERTAIN = 5
"""Messages that may have been sent that stand on top; the others are in the list as well."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some entries, the newest first. ``after`` is where the next page begins, None for no more.

    ``problems`` say which part could not be read; the other one is there all the same.
    """

    entries: tuple[Entry, ...]
    after: Moment | None
    problems: tuple[Phrase, ...] = ()


async def browse(
    history: History,
    outbox: Outbox,
    selection: Selection,
    *,
    after: Moment | None = None,
    limit: int = 100,
) -> Page:
    """The entries of a selection that come after a moment. Never raises."""
    entries: list[Entry] = []
    problems: list[Phrase] = []
    try:
        if selection.kinds:
            entries += await history.summaries(selection, after, limit + 1)
    except HistoryError as error:
        problems.append(error.phrase)
    try:
        if selection.messages:
            wanted = Wanted(account_id=selection.account_id, states=selection.states, before=after)
            entries += await outbox.page(wanted, limit + 1)
    except OutboxError as error:
        problems.append(error.phrase)
    entries.sort(key=moment_of, reverse=True)
    shown = tuple(entries[:limit])
    more = len(entries) > limit
    after = moment_of(shown[-1]) if more else None
    return Page(entries=shown, after=after, problems=tuple(problems))


async def uncertain(outbox: Outbox, account_id: str | None) -> tuple[Row, ...]:
    """The messages that may have been sent: what to do about them is the user's to say.

    Raises :class:`~mailadmin.core.send.errors.OutboxError`.
    """
    wanted = Wanted(account_id=account_id, states=(State.UNCERTAIN,))
    return await outbox.page(wanted, MOST_UNCERTAIN)


def moment_of(entry: Entry) -> Moment:
    """Where an entry stands in the list."""
    return time_of(entry), entry.id


def time_of(entry: Entry) -> datetime:
    """When a test ended, or a message changed for the last time."""
    return entry.ended if isinstance(entry, Summary) else entry.changed
