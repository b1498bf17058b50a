"""The outbox's tables: rows in and out of SQLite. No decisions here."""

import io
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Phrase
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.message import Message
from mailadmin.core.send.records import Kind, Phase, Reason, Row, State, Wanted
from mailadmin.core.send.routes import RecipientResult

MIGRATIONS: Final = (
    (
        """CREATE TABLE outbox (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            account_id TEXT NOT NULL,
            account_name TEXT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            state TEXT NOT NULL,
            phase TEXT,
            route TEXT,
            message_id TEXT NOT NULL,
            subject TEXT NOT NULL,
            sender TEXT NOT NULL,
            recipients BLOB NOT NULL,
            in_flight BLOB NOT NULL,
            reason BLOB,
            queue_id TEXT,
            size INTEGER NOT NULL,
            has_text INTEGER NOT NULL,
            owner TEXT
        ) STRICT""",
        "CREATE INDEX unfinished ON outbox (state) WHERE state IN ('waiting', 'sending')",
        # Apart from the rows, so that a list never walks over megabytes of messages.
        """CREATE TABLE body (
            number INTEGER PRIMARY KEY REFERENCES outbox,
            body BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE header (
            number INTEGER NOT NULL REFERENCES outbox,
            route TEXT NOT NULL,
            sender TEXT NOT NULL,
            header BLOB NOT NULL,
            PRIMARY KEY (number, route)
        ) STRICT""",
    ),
)
"""Numbered steps from an empty file to the newest version; never change one, add one."""

_COLUMNS: Final = (
    "id, kind, account_id, account_name, created, changed, state, phase, route, message_id,"
    " subject, sender, recipients, in_flight, reason, queue_id, size, has_text"
)

_PIECE: Final = 1 << 20
"""Bytes of a message copied at a time; SQLite would hold a whole one several times over."""

_recipients = msgspec.json.Decoder(tuple[RecipientResult, ...])
_addresses = msgspec.json.Decoder(tuple[str, ...])
_reason = msgspec.json.Decoder(Reason)


def insert(db: sqlite3.Connection, row: Row, *, owner: str) -> int:
    """A new row; returns its number."""
    marks = ", ".join("?" * 19)
    statement = f"INSERT INTO outbox ({_COLUMNS}, owner) VALUES ({marks})"  # noqa: S608 - constants
    number = db.execute(statement, (*_values(row), owner)).lastrowid
    assert number is not None
    return number


def update(db: sqlite3.Connection, row: Row, *, owner: str | None) -> None:
    """Write what may change of a row."""
    db.execute(
        "UPDATE outbox SET changed = ?, state = ?, phase = ?, route = ?, recipients = ?,"
        " in_flight = ?, reason = ?, queue_id = ?, has_text = ?, owner = ? WHERE id = ?",
        (
            row.changed.isoformat(),
            row.state,
            row.phase,
            row.route,
            msgspec.json.encode(row.recipients),
            msgspec.json.encode(row.in_flight),
            msgspec.json.encode(row.reason) if row.reason else None,
            row.queue_id,
            row.has_text,
            owner,
            row.id,
        ),
    )


def newest_first(db: sqlite3.Connection, limit: int | None) -> tuple[Row, ...]:
    """The rows, all or the first few."""
    statement = f"SELECT {_COLUMNS} FROM outbox ORDER BY number DESC LIMIT ?"  # noqa: S608
    rows = db.execute(statement, (-1 if limit is None else limit,)).fetchall()
    return tuple(_row(found) for found in rows)


def page(db: sqlite3.Connection, wanted: Wanted, limit: int) -> tuple[Row, ...]:
    """The first rows of a selection, those that changed last first."""
    conditions, values = ["1"], list[Any]()
    if wanted.account_id is not None:
        conditions.append("account_id = ?")
        values.append(wanted.account_id)
    if wanted.states is not None:
        conditions.append(f"state IN ({', '.join('?' * len(wanted.states))})")
        values += wanted.states
    if wanted.before is not None:
        conditions.append("(changed, id) < (?, ?)")
        values += [wanted.before[0].isoformat(), wanted.before[1]]
    statement = (
        f"SELECT {_COLUMNS} FROM outbox WHERE {' AND '.join(conditions)}"  # noqa: S608 - conditions are ours, values are bound
        " ORDER BY changed DESC, id DESC LIMIT ?"
    )
    return tuple(_row(found) for found in db.execute(statement, (*values, limit)).fetchall())


def unfinished(db: sqlite3.Connection) -> list[tuple[Row, str | None]]:
    """Rows that a process is or was working on, with its token."""
    statement = f"SELECT {_COLUMNS}, owner FROM outbox WHERE state IN ('waiting', 'sending')"  # noqa: S608
    return [(_row(found), found[-1]) for found in db.execute(statement).fetchall()]


def find(db: sqlite3.Connection, row_id: str) -> Row:
    """The row with this id, or the only one whose id begins so. Else :class:`OutboxError`."""
    wanted = row_id.strip().lower()
    statement = f"SELECT {_COLUMNS} FROM outbox WHERE id BETWEEN ? AND ? LIMIT 2"  # noqa: S608
    # "~" sorts after every letter of an id.
    found = [_row(values) for values in db.execute(statement, (wanted, f"{wanted}~")).fetchall()]
    if not found or not wanted:
        raise OutboxError(Phrase("outbox.unknown-id", {"id": row_id}))
    if len(found) > 1:
        raise OutboxError(Phrase("outbox.several", {"id": row_id}))
    return found[0]


def exists(db: sqlite3.Connection, row_id: str) -> bool:
    """Whether the id is taken."""
    return db.execute("SELECT 1 FROM outbox WHERE id = ?", (row_id,)).fetchone() is not None


def number_of(db: sqlite3.Connection, row_id: str) -> int:
    """The row's number, which its text is filed under."""
    number: int = db.execute("SELECT number FROM outbox WHERE id = ?", (row_id,)).fetchone()[0]
    return number


def owner_of(db: sqlite3.Connection, row_id: str) -> str | None:
    """The token of the process that is sending the row."""
    found = db.execute("SELECT owner FROM outbox WHERE id = ?", (row_id,)).fetchone()
    owner: str | None = found[0] if found else None
    return owner


# -- the text of a message


def put_text(db: sqlite3.Connection, number: int, message: Message) -> None:
    """File a new message, as it was made, under the mail server's route."""
    body = message.body
    db.execute("INSERT INTO body VALUES (?, zeroblob(?))", (number, len(body)))
    with db.blobopen("body", "body", number) as blob:
        for start in range(0, len(body), _PIECE):
            blob.write(bytes(body[start : start + _PIECE]))
    put_header(db, number, Route.MAIL_SERVER, message)


def put_header(db: sqlite3.Connection, number: int, route: Route, message: Message) -> None:
    """File the header as this route carries it."""
    db.execute(
        "INSERT OR REPLACE INTO header VALUES (?, ?, ?, ?)",
        (number, route, message.sender, message.header),
    )


def text(db: sqlite3.Connection, row: Row, route: Route) -> Message:
    """The message as a route carries it; as it was made where that route never carried it.

    Raises :class:`OutboxError` where its text is no longer kept.
    """
    number = number_of(db, row.id)
    found = db.execute(
        "SELECT sender, header FROM header JOIN body USING (number) WHERE number = ?"
        " ORDER BY route = ? DESC, route",
        (number, route),
    ).fetchone()
    if not row.has_text or found is None:
        raise OutboxError(Phrase("outbox.no-text", {"id": row.id}))
    header: bytes
    sender, header = found
    out = io.BytesIO()
    out.write(header)
    with db.blobopen("body", "body", number, readonly=True) as blob:
        for piece in _pieces(blob):
            out.write(piece)
    return Message(
        data=out.getvalue(),
        header_size=len(header),
        message_id=row.message_id,
        subject=row.subject,
        sender=sender,
        recipients=tuple(recipient.address for recipient in row.recipients),
    )


def forget_text(db: sqlite3.Connection, number: int) -> None:
    """Remove a message's text."""
    db.execute("DELETE FROM body WHERE number = ?", (number,))
    db.execute("DELETE FROM header WHERE number = ?", (number,))


def forget_sent_texts(db: sqlite3.Connection, *, before: datetime) -> None:
    """Remove the texts of messages that were sent long ago."""
    old = db.execute(
        "SELECT number FROM outbox WHERE state = 'sent' AND has_text AND changed < ?",
        (before.isoformat(),),
    ).fetchall()
    for (number,) in old:
        forget_text(db, number)
        db.execute("UPDATE outbox SET has_text = 0 WHERE number = ?", (number,))


def _pieces(blob: sqlite3.Blob) -> Iterator[bytes]:
    while piece := blob.read(_PIECE):
        yield piece


def _values(row: Row) -> tuple[Any, ...]:
    return (
        row.id,
        row.kind,
        row.account_id,
        row.account_name,
        row.created.isoformat(),
        row.changed.isoformat(),
        row.state,
        row.phase,
        row.route,
        row.message_id,
        row.subject,
        row.sender,
        msgspec.json.encode(row.recipients),
        msgspec.json.encode(row.in_flight),
        msgspec.json.encode(row.reason) if row.reason else None,
        row.queue_id,
        row.size,
        row.has_text,
    )


def _row(values: tuple[Any, ...]) -> Row:
    return Row(
        id=values[0],
        kind=Kind(values[1]),
        account_id=values[2],
        account_name=values[3],
        created=datetime.fromisoformat(values[4]),
        changed=datetime.fromisoformat(values[5]),
        state=State(values[6]),
        phase=Phase(values[7]) if values[7] else None,
        route=Route(values[8]) if values[8] else None,
        message_id=values[9],
        subject=values[10],
        sender=values[11],
        recipients=_recipients.decode(values[12]),
        in_flight=_addresses.decode(values[13]),
        reason=_reason.decode(values[14]) if values[14] else None,
        queue_id=values[15],
        size=values[16],
        has_text=bool(values[17]),
    )
