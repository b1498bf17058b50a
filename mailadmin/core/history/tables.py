"""The history's tables: runs in and out of SQLite. No decisions here."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Params
from mailadmin.core.history.details import UNREADABLE, packed, unpacked
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import About, Kind, Run, Summary, summary_of
from mailadmin.core.history.selection import Moment, Selection, What

MIGRATIONS: Final = (
    (
        """CREATE TABLE runs (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            account_id TEXT NOT NULL,
            account_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            route TEXT,
            domain TEXT,
            ended TEXT NOT NULL,
            outcome TEXT,
            says BLOB,
            cause TEXT,
            params BLOB NOT NULL,
            outdated INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        "CREATE INDEX by_time ON runs (ended, id)",
        # Apart from the runs, so that a list never walks over all of them.
        """CREATE TABLE details (
            number INTEGER PRIMARY KEY REFERENCES runs,
            details BLOB NOT NULL
        ) STRICT""",
    ),
)
"""Numbered steps from an empty file to the newest version; never change one, add one."""

_COLUMNS: Final = (
    "id, account_id, account_name, kind, route, domain, ended, outcome, says, cause, params"
)

_GOOD: Final = (Outcome.PASSED, Outcome.WARNING)

_phrase = msgspec.json.Decoder(Phrase)
_params = msgspec.json.Decoder(Params)

Where = tuple[str, tuple[str | None, ...]]
"""A condition and its values."""

_SAME = "account_id = ? AND kind = ? AND route IS ? AND domain IS ?"


def selected(selection: Selection, before: Moment | None) -> Where:
    """The runs to show, those that ended before a moment."""
    conditions, values = ["1"], list[str | None]()
    if selection.what is not What.EVERYTHING:
        conditions.append(_one_of("kind", selection.kinds))
        values += selection.kinds
    if selection.account_id is not None:
        conditions.append("account_id = ?")
        values.append(selection.account_id)
    if selection.outcomes is not None:
        conditions.append(_one_of("outcome", selection.outcomes))
        values += selection.outcomes
    if before is not None:
        conditions.append("(ended, id) < (?, ?)")
        values += [before[0].isoformat(), before[1]]
    return " AND ".join(conditions), tuple(values)


def named(beginning: str) -> Where:
    """The runs whose id begins so."""
    return "id BETWEEN ? AND ?", (beginning, f"{beginning}~")  # "~" sorts after every letter


def telling(about: About) -> Where:
    """The runs of the same that came to a result and still say something."""
    return f"{_SAME} AND outcome IS NOT NULL AND NOT outdated", _same(about)


def good_before(run: Run) -> Where:
    """The runs of the same before this one that passed."""
    good = _one_of("outcome", _GOOD)
    values = (*_same(run.about), *_GOOD, run.ended.isoformat(), run.id)
    return f"{_SAME} AND {good} AND (ended, id) < (?, ?)", values


def _same(about: About) -> tuple[str | None, ...]:
    return about.account_id, about.kind, about.route, about.domain


def _one_of(column: str, values: Sequence[str]) -> str:
    return f"{column} IN ({', '.join('?' * len(values))})"


# -- runs


def insert(db: sqlite3.Connection, run: Run) -> None:
    """Keep a run."""
    summary, about = summary_of(run), run.about
    number = db.execute(
        f"INSERT INTO runs ({_COLUMNS}) VALUES ({', '.join('?' * 11)})",  # noqa: S608 - constants
        (
            run.id,
            about.account_id,
            about.account_name,
            about.kind,
            about.route,
            about.domain,
            run.ended.isoformat(),
            summary.outcome,
            None if summary.says is None else msgspec.json.encode(summary.says),
            summary.cause,
            msgspec.json.encode(summary.params),
        ),
    ).lastrowid
    db.execute("INSERT INTO details VALUES (?, ?)", (number, packed(run.events, run.result)))


def prune(db: sqlite3.Connection, keep: int) -> None:
    """Remove all but the newest runs."""
    newest = "SELECT number FROM runs ORDER BY number DESC LIMIT 1 OFFSET ?"
    found = db.execute(newest, (keep,)).fetchone()
    if found is not None:
        db.execute("DELETE FROM details WHERE number <= ?", found)
        db.execute("DELETE FROM runs WHERE number <= ?", found)


def clear(db: sqlite3.Connection) -> None:
    """Remove all runs."""
    db.execute("DELETE FROM details")
    db.execute("DELETE FROM runs")


def outdate(db: sqlite3.Connection, account_id: str) -> None:
    """Mark an account's runs: they say nothing of it as it is set up now."""
    db.execute("UPDATE runs SET outdated = 1 WHERE account_id = ? AND NOT outdated", (account_id,))


def summaries(db: sqlite3.Connection, where: Where, limit: int) -> tuple[Summary, ...]:
    """The runs for which the condition holds, the newest first."""
    condition, values = where
    statement = (
        f"SELECT {_COLUMNS} FROM runs WHERE {condition} ORDER BY ended DESC, id DESC LIMIT ?"  # noqa: S608 - conditions are ours, values are bound
    )
    # All at once: a question that is left in the middle would keep the file locked.
    return tuple(map(_summary, db.execute(statement, (*values, limit)).fetchall()))


def recent(db: sqlite3.Connection, limit: int) -> list[tuple[Summary, bool]]:
    """The newest runs, each with whether its account's settings have changed since.

    So many of all, and of each account, kind, route and domain the last that still says something.
    """
    statement = (
        f"SELECT {_COLUMNS}, outdated FROM runs WHERE number IN"  # noqa: S608 - constants
        " (SELECT number FROM runs ORDER BY ended DESC, id DESC LIMIT ?) OR number IN"
        " (SELECT max(number) FROM runs WHERE outcome IS NOT NULL AND NOT outdated"
        " GROUP BY account_id, kind, route, domain ORDER BY max(number) DESC LIMIT ?)"
        " ORDER BY ended DESC, id DESC"
    )
    rows = db.execute(statement, (limit, limit)).fetchall()
    return [(_summary(found), bool(found[-1])) for found in rows]


def newest(db: sqlite3.Connection, account_id: str, domain: str) -> tuple[Summary, ...]:
    """An account's newest run of each kind and route that came to a result, the newest first.

    Of the checks of domains it is that of this domain, and that of the others.
    """
    statement = (
        f"SELECT {_COLUMNS} FROM runs WHERE number IN"  # noqa: S608 - constants
        " (SELECT max(number) FROM runs WHERE account_id = ? AND outcome IS NOT NULL"
        " GROUP BY kind, route, domain IS ?) ORDER BY ended DESC, id DESC"
    )
    return tuple(map(_summary, db.execute(statement, (account_id, domain)).fetchall()))


def whole(db: sqlite3.Connection, summary: Summary) -> Run:
    """The run of this summary. Raises ``HistoryError`` where this version can't read it."""
    statement = "SELECT details FROM details JOIN runs USING (number) WHERE id = ?"
    found = db.execute(statement, (summary.id,)).fetchone()
    if found is None or summary.says == UNREADABLE:
        raise HistoryError(UNREADABLE)
    details = unpacked(found[0])
    return Run(
        id=summary.id,
        about=summary.about,
        events=details.events,
        result=details.result,
        ended=summary.ended,
    )


def _summary(values: tuple[Any, ...]) -> Summary:
    try:
        return _read(values)
    except (ValueError, TypeError, msgspec.DecodeError):
        about = About(account_id=values[1], account_name=values[2], kind=Kind.TEST)
        return Summary(
            id=values[0],
            about=about,
            ended=_time(values[6]),
            outcome=Outcome.UNKNOWN,
            says=UNREADABLE,
            cause=None,
        )


def _time(text: str) -> datetime:
    """When it ended; the beginning of all time where that can't be read either."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _read(values: tuple[Any, ...]) -> Summary:
    return Summary(
        id=values[0],
        about=About(
            account_id=values[1],
            account_name=values[2],
            kind=Kind(values[3]),
            route=Route(values[4]) if values[4] else None,
            domain=values[5],
        ),
        ended=_time(values[6]),
        outcome=Outcome(values[7]) if values[7] else None,
        says=_phrase.decode(values[8]) if values[8] else None,
        cause=values[9],
        params=_params.decode(values[10]),
    )
