"""Asking Rspamd: POST /checkv2, as its protocol documentation says (rspamd.com, protocol)."""

from typing import TYPE_CHECKING, Any, Final

import msgspec

from mailadmin.core import http
from mailadmin.core.filters_in_reach.answer import (
    RSPAMD_HERE,
    FilterAnswer,
    Place,
    Rule,
    State,
    heaviest_first,
)
from mailadmin.core.http import Fetched, HttpProblem, Limits

if TYPE_CHECKING:
    from mailadmin.core.net import Net

LONGEST_ANSWER: Final = 1_000_000
"""Bytes of an answer that are read; it has some ten thousand."""
MOST_RULES: Final = 500
LONGEST_SAID: Final = 200

MARKS_AS_SPAM: Final = ("add header", "rewrite subject", "soft reject", "reject", "quarantine")
"""The actions that keep a message from the Inbox, or out."""

_NOT_THERE: Final = (
    HttpProblem.NO_ADDRESS,
    HttpProblem.NAME_UNKNOWN,
    HttpProblem.REFUSED,
    HttpProblem.UNREACHABLE,
    HttpProblem.FORBIDDEN,
)


class _Symbol(msgspec.Struct):
    score: float = 0.0
    description: str = ""
    options: list[Any] = []


class _Answer(msgspec.Struct):
    """The parts of the answer that are used. Without a score it is none."""

    score: float
    required_score: float
    action: str = ""
    symbols: dict[str, _Symbol] = {}
    thresholds: dict[str, float | None] = {}


async def ask(
    raw_message: bytes, place: Place = RSPAMD_HERE, *, net: "Net", limit: float
) -> FilterAnswer:
    """Have a message looked at, within ``limit`` seconds. Never raises for what others do."""
    host = f"[{place.host}]" if ":" in place.host else place.host
    limits = Limits(seconds=limit, size=LONGEST_ANSWER)
    fetched = await http.post(f"http://{host}:{place.port}/checkv2", raw_message, net, limits)
    if fetched.problem is not None:
        state = _state_of(fetched)
        return FilterAnswer(place=place, state=state, code=fetched.status, error=fetched.error)
    try:
        answer = msgspec.json.decode(fetched.body, type=_Answer)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as broken:
        error = str(broken)
        return FilterAnswer(
            place=place, state=State.BROKEN, code=fetched.status, error=error[:LONGEST_SAID]
        )
    marked = answer.thresholds.get("add header")
    return FilterAnswer(
        place=place,
        state=State.ANSWERED,
        score=answer.score,
        limit=answer.required_score if marked is None else marked,
        is_spam=answer.action in MARKS_AS_SPAM,
        action=answer.action[:LONGEST_SAID],
        rules=heaviest_first(_rules(answer)),
        code=fetched.status,
    )


def _rules(answer: _Answer) -> list[Rule]:
    found = list(answer.symbols.items())[:MOST_RULES]
    return [
        Rule(name[:LONGEST_SAID], symbol.score, symbol.description[:LONGEST_SAID])
        for name, symbol in found
    ]


def _state_of(fetched: Fetched) -> State:
    if fetched.problem in _NOT_THERE:
        return State.NOT_IN_REACH
    if fetched.problem is HttpProblem.TIMED_OUT:
        return State.TIMED_OUT
    return State.REFUSED if fetched.problem is HttpProblem.STATUS else State.BROKEN
