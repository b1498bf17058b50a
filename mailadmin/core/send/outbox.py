"""The outbox: every message is here, on disk, before its first byte leaves.

::

    add ──► waiting ──begin──► sending: talking ──handing_over──► sending: handing over
                                  │                                    │
            claim (a retry)       ▼             settle                 ▼
            ┌──────────────── not sent ◄───────────────────────► sent │ may have been sent

Each row that is being sent belongs to one process (:mod:`mailadmin.core.send.owner`). When that
process is gone, ``recover`` settles the row by its phase: before the handing over it was not
sent, after it it may have been.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Route
from mailadmin.core.database import Database
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params
from mailadmin.core.ids import new_id
from mailadmin.core.send import outbox_rows as rows
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.message import Message
from mailadmin.core.send.owner import Owner
from mailadmin.core.send.records import (
    Ending,
    NewRow,
    Phase,
    Reason,
    Row,
    State,
    Wanted,
    interrupted,
    merged,
    state_of,
)
from mailadmin.core.send.routes import RecipientResult
from mailadmin.core.send.undisturbed import undisturbed

Answer = TypeVar("Answer")

LIMIT: Final = 30.0
"""Seconds that one step may take on a slow disk, waiting for other processes included."""

SLOWEST_DISK: Final = 1_000_000
"""Bytes a second that a disk has to write for a big message to be worth waiting for."""

KEEP_SENT_TEXT: Final = timedelta(days=30)
"""How long the text of a sent message is kept; the row itself stays."""


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What a start-up found. ``notice`` says that a broken file was set aside.

    ``rows`` are the messages whose process had ended in the middle, as they stand now.
    """

    rows: tuple[Row, ...] = ()
    notice: Phrase | None = None


class Outbox:
    """The messages of one data folder. Several windows and commands may use it at once.

    Every method raises :class:`OutboxError` where the file can't be used, and takes an id or the
    beginning of one that only one message has.
    """

    def __init__(self, path: Path) -> None:
        self._file = Database(path, rows.MIGRATIONS, _refused)
        self._owner = Owner(path.parent / "outbox-owners")
        self._mine: set[str] = set()

    async def recover(self) -> Recovered:
        """Settle what dead processes left; to be called once at start-up. Resends nothing."""
        try:
            return Recovered(rows=await self._write(self._settle_the_dead))
        except OutboxError as error:
            if error.phrase.id != "outbox.set-aside":
                raise
            return Recovered(rows=await self._write(self._settle_the_dead), notice=error.phrase)

    async def add(self, new: NewRow, message: Message) -> Row:
        """Put a message on the disk and claim it: state *waiting*, nobody else may send it."""
        limit = LIMIT + len(message.data) / SLOWEST_DISK
        return await self._taken(partial(self._add, new, message), limit)

    async def claim(self, row_id: str) -> Row:
        """Take a message to send it again; of several who try at once, one gets it."""
        return await self._taken(partial(self._claim, row_id), LIMIT)

    async def begin(
        self,
        row_id: str,
        route: Route,
        message: Message,
        addresses: Sequence[str],
        results: Sequence[RecipientResult] = (),
    ) -> None:
        """Note before the first byte: this message goes this way to these addresses.

        ``results`` are what the route before has brought.
        """
        await self._write(partial(self._begin, row_id, route, message, addresses, results))

    async def handing_over(self, row_id: str, refused: Sequence[RecipientResult] = ()) -> None:
        """Note, on disk when this returns, that from now on the message may have been sent.

        ``refused`` are recipients whom the server has turned away before; they don't wait for
        its answer to the message.
        """
        await self._write(partial(self._handing_over, row_id, refused))

    async def settle(self, row_id: str, ending: Ending) -> Row:
        """Note how it ended, and let go of it."""
        return await self._write(partial(self._settle, row_id, ending))

    async def rows(self, limit: int | None = None) -> tuple[Row, ...]:
        """The messages, newest first."""
        return await self._read(partial(rows.newest_first, limit=limit))

    async def page(self, wanted: Wanted, limit: int) -> tuple[Row, ...]:
        """The messages of a selection, those that changed last first."""
        return await self._read(partial(rows.page, wanted=wanted, limit=limit))

    async def show(self, row_id: str) -> Row:
        """One message."""
        return await self._read(partial(rows.find, row_id=row_id))

    async def message(self, row_id: str, route: Route = Route.MAIL_SERVER) -> Message:
        """The message as this route carries it, or as it was made where that route never did."""
        return await self._read(partial(self._message, row_id, route))

    async def discard(self, row_id: str) -> Row:
        """Give up a message that was not sent; of a sent one only forget the text."""
        return await self._write(partial(self._discard, row_id))

    def close(self) -> None:
        """Let go of the lock, as the end of the process does. Blocks only for a moment."""
        self._owner.leave()

    # -- what happens inside of the transactions

    def _settle_the_dead(self, db: sqlite3.Connection) -> tuple[Row, ...]:
        settled = tuple(
            self._settle_one(db, row)
            for row, owner in rows.unfinished(db)
            if self._is_dead(row, owner)
        )
        rows.forget_sent_texts(db, before=_now() - KEEP_SENT_TEXT)
        self._owner.sweep()
        return settled

    def _settle_one(self, db: sqlite3.Connection, row: Row) -> Row:
        recipients = interrupted(row)
        maybe = row.phase is Phase.HANDING_OVER
        phrase = Phrase("outbox.interrupted-maybe" if maybe else "outbox.interrupted")
        ending = Ending(recipients=recipients, reason=Reason(phrase=phrase, route=row.route))
        return self._end(db, row, ending)

    def _is_dead(self, row: Row, owner: str | None) -> bool:
        if owner == self._owner.token:
            return row.id not in self._mine
        return owner is None or not self._owner.is_alive(owner)

    def _add(self, new: NewRow, message: Message, db: sqlite3.Connection) -> Row:
        self._owner.appear()
        row_id = new_id()
        while rows.exists(db, row_id):
            row_id = new_id()
        now = _now()
        row = Row(
            id=row_id,
            kind=new.kind,
            account_id=new.account_id,
            account_name=new.account_name,
            created=now,
            changed=now,
            state=State.WAITING,
            phase=None,
            route=None,
            message_id=message.message_id,
            subject=message.subject,
            sender=message.sender,
            recipients=tuple(RecipientResult(address=a) for a in message.recipients),
            in_flight=message.recipients,
            reason=None,
            queue_id=None,
            size=len(message.data),
            has_text=True,
        )
        number = rows.insert(db, row, owner=self._owner.token)
        rows.put_text(db, number, message)
        self._mine.add(row_id)
        return row

    def _claim(self, row_id: str, db: sqlite3.Connection) -> Row:
        self._owner.appear()
        row = rows.find(db, row_id)
        if row.state in (State.WAITING, State.SENDING):
            if not self._is_dead(row, rows.owner_of(db, row.id)):
                raise OutboxError(Phrase("outbox.being-sent", {"id": row.id}))
            row = self._settle_one(db, row)
        if not row.can_be_sent:
            raise OutboxError(Phrase(_why_not(row), {"id": row.id}))
        row = msgspec.structs.replace(
            row, state=State.WAITING, phase=None, changed=_now(), in_flight=()
        )
        rows.update(db, row, owner=self._owner.token)
        self._mine.add(row.id)
        return row

    def _begin(
        self,
        row_id: str,
        route: Route,
        message: Message,
        addresses: Sequence[str],
        results: Sequence[RecipientResult],
        db: sqlite3.Connection,
    ) -> None:
        row = self._own(db, row_id)
        rows.put_header(db, rows.number_of(db, row_id), route, message)
        changed = msgspec.structs.replace(
            row,
            state=State.SENDING,
            phase=Phase.TALKING,
            route=route,
            recipients=merged(row.recipients, results),
            in_flight=tuple(addresses),
            changed=_now(),
        )
        rows.update(db, changed, owner=self._owner.token)

    def _handing_over(
        self, row_id: str, refused: Sequence[RecipientResult], db: sqlite3.Connection
    ) -> None:
        row = self._own(db, row_id)
        if row.phase is not Phase.TALKING:
            raise OutboxError(Phrase("outbox.not-yours", {"id": row_id}))
        out = {result.address for result in refused}
        changed = msgspec.structs.replace(
            row,
            phase=Phase.HANDING_OVER,
            recipients=merged(row.recipients, refused),
            in_flight=tuple(address for address in row.in_flight if address not in out),
            changed=_now(),
        )
        rows.update(db, changed, owner=self._owner.token)

    def _settle(self, row_id: str, ending: Ending, db: sqlite3.Connection) -> Row:
        row = self._own(db, row_id)
        settled = self._end(db, row, ending)
        self._mine.discard(row_id)
        return settled

    def _end(self, db: sqlite3.Connection, row: Row, ending: Ending) -> Row:
        recipients = merged(row.recipients, ending.recipients)
        settled = msgspec.structs.replace(
            row,
            state=state_of(recipients),
            phase=None,
            recipients=recipients,
            in_flight=(),
            reason=ending.reason,
            queue_id=ending.queue_id or row.queue_id,
            changed=_now(),
        )
        rows.update(db, settled, owner=None)
        return settled

    def _own(self, db: sqlite3.Connection, row_id: str) -> Row:
        # Late steps of a try that was given up must not touch the row any more.
        if row_id not in self._mine or rows.owner_of(db, row_id) != self._owner.token:
            raise OutboxError(Phrase("outbox.not-yours", {"id": row_id}))
        return rows.find(db, row_id)

    def _message(self, row_id: str, route: Route, db: sqlite3.Connection) -> Message:
        return rows.text(db, rows.find(db, row_id), route)

    def _discard(self, row_id: str, db: sqlite3.Connection) -> Row:
        row = rows.find(db, row_id)
        busy = row.state in (State.WAITING, State.SENDING)
        if busy and not self._is_dead(row, rows.owner_of(db, row.id)):
            raise OutboxError(Phrase("outbox.being-sent", {"id": row.id}))
        state = row.state if row.state is State.SENT else State.DISCARDED
        discarded = msgspec.structs.replace(
            row, state=state, phase=None, in_flight=(), has_text=False, changed=_now()
        )
        rows.forget_text(db, rows.number_of(db, row.id))
        rows.update(db, discarded, owner=None)
        return discarded

    # -- in a thread

    async def _taken(self, work: Callable[[sqlite3.Connection], Row], limit: float) -> Row:
        """A row that is ours now; let go of again if whoever wanted it was cancelled meanwhile."""
        taking = asyncio.ensure_future(self._write(work, limit=limit))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            with contextlib.suppress(OutboxError, asyncio.CancelledError):
                await undisturbed(taking)
            if not taking.cancelled() and taking.exception() is None:
                row = taking.result()
                reason = Reason(phrase=Phrase("outbox.cancelled"))
                ending = Ending(recipients=interrupted(row), reason=reason)
                with contextlib.suppress(OutboxError, asyncio.CancelledError):
                    await undisturbed(self.settle(row.id, ending))
            raise

    async def _read(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        return await self._in_thread(self._file.read, work, LIMIT)

    async def _write(
        self, work: Callable[[sqlite3.Connection], Answer], *, limit: float = LIMIT
    ) -> Answer:
        return await self._in_thread(self._file.write, work, limit)

    async def _in_thread(
        self,
        transaction: Callable[[Callable[[sqlite3.Connection], Answer]], Answer],
        work: Callable[[sqlite3.Connection], Answer],
        limit: float,
    ) -> Answer:
        try:
            return await blocking.run(transaction, work, limit=limit)
        except TimeoutError as error:
            raise OutboxError(Phrase("outbox.slow", {"path": str(self._file.path)})) from error


def _refused(trouble: str, about: Params) -> OutboxError:
    return OutboxError(Phrase(f"outbox.{trouble}", about))


def _why_not(row: Row) -> str:
    if row.state is State.DISCARDED:
        return "outbox.discarded"
    return "outbox.nothing-left" if not row.unsent else "outbox.no-text"


def _now() -> datetime:
    return datetime.now(UTC)
