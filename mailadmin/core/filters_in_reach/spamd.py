"""Asking SpamAssassin's server: the SPAMC protocol, as spamd/PROTOCOL describes version 1.5."""

import asyncio
import contextlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.filters_in_reach.answer import (
    SPAMD_HERE,
    FilterAnswer,
    Place,
    Rule,
    State,
    heaviest_first,
)
from mailadmin.core.problem import Problem, ProblemKind, problem_of
from mailadmin.core.smtp.connect import Attempt, race

if TYPE_CHECKING:
    import socket

    from mailadmin.core.net import Net

CONNECT_LIMIT: Final = 10.0
"""Seconds for the connection; it stands in a moment or never."""
LONGEST_ANSWER: Final = 200_000
"""Bytes of an answer that are read; a report has some three thousand."""
MOST_RULES: Final = 500
LONGEST_SAID: Final = 200

_STATUS: Final = re.compile(r"SPAMD/\d{1,3}\.\d{1,3} (\d{1,3}) ?([^\r\n]{0,200})")
_SPAM: Final = re.compile(
    r"^Spam: {0,9}(True|Yes|False|No) {0,9}; {0,9}(-?\d{1,6}(?:\.\d{1,6})?) {0,9}/"
    r" {0,9}(-?\d{1,6}(?:\.\d{1,6})?)",
    re.IGNORECASE | re.MULTILINE,
)
_LENGTH: Final = re.compile(r"^Content-length: {0,9}(\d{1,9})", re.IGNORECASE | re.MULTILINE)
_ROW: Final = re.compile(
    r"^ {0,3}(-?\d{1,4}(?:\.\d{1,4})?) {1,9}([A-Z_][A-Z0-9_]{1,99})(?: (.*))?$"
)
_MORE: Final = re.compile(r"^ {15,60}(\S.*)$")
_RULER: Final = re.compile(r"^ {0,3}-{3,10} {1,9}-{3,60}", re.MULTILINE)
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,99}")


class _Reply(msgspec.Struct, frozen=True):
    code: int
    words: str
    score: float | None
    limit: float | None
    is_spam: bool | None
    body: str


class _BrokenReply(Exception):
    """Not an answer of spamd, or not all of one."""


class _NotConnected(Exception):
    """No address took the connection."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.seen.text)
        self.kind = problem.kind


async def ask(
    raw_message: bytes, place: Place = SPAMD_HERE, *, net: "Net", limit: float
) -> FilterAnswer:
    """Have a message looked at, within ``limit`` seconds. Never raises for what others do."""
    try:
        async with asyncio.timeout(limit):
            found = await net.resolver.addresses(place.host)
            if found.state is not AnswerState.FOUND:
                return FilterAnswer(place=place, state=State.NOT_IN_REACH, error=found.error)
            reply = await _conversation("REPORT", raw_message, found.values, place)
            rules = rules_in(reply.body)
            if not rules and reply.code == 0:
                # The administrator may have changed the report to anything; names are then all.
                named = await _conversation("SYMBOLS", raw_message, found.values, place)
                rules = [Rule(name) for name in _NAME.findall(named.body)[:MOST_RULES]]
    except TimeoutError:
        error = f"no answer within {limit:g} seconds"
        return FilterAnswer(place=place, state=State.TIMED_OUT, error=error)
    except _BrokenReply as broken:
        return FilterAnswer(place=place, state=State.BROKEN, error=str(broken))
    except _NotConnected as closed:
        late = closed.kind is ProblemKind.TIMED_OUT
        state = State.TIMED_OUT if late else State.NOT_IN_REACH
        return FilterAnswer(place=place, state=state, error=str(closed))
    except OSError as trouble:
        return FilterAnswer(place=place, state=State.BROKEN, error=problem_of(trouble).seen.text)
    if reply.code:
        return FilterAnswer(place=place, state=State.REFUSED, code=reply.code, error=reply.words)
    return FilterAnswer(
        place=place,
        state=State.ANSWERED,
        score=reply.score,
        limit=reply.limit,
        is_spam=reply.is_spam,
        rules=heaviest_first(rules),
        code=reply.code,
    )


def rules_in(report: str) -> list[Rule]:
    """The rows of a report's table, as SpamAssassin writes it unless told otherwise.

    What stands above the last ruler is not believed: the report quotes the message there.
    """
    rulers = list(_RULER.finditer(report))
    if not rulers:
        return []
    rules: list[Rule] = []
    for line in report[rulers[-1].end() :].splitlines()[:MOST_RULES]:
        row, more = _ROW.match(line), _MORE.match(line)
        if row is not None:
            rules.append(Rule(row[2], float(row[1]), (row[3] or "").strip()[:LONGEST_SAID]))
        elif more is not None and rules:
            said = f"{rules[-1].said} {more[1].strip()}"[:LONGEST_SAID]
            rules[-1] = msgspec.structs.replace(rules[-1], said=said)
    return rules


async def _conversation(
    command: str, raw_message: bytes, addresses: Sequence[str], place: Place
) -> _Reply:
    connected = await race(addresses, place.port, limit=CONNECT_LIMIT, tried=_unheard)
    if connected.sock is None:
        problems = (attempt.problem for attempt in connected.attempts)
        raise _NotConnected(next(problem for problem in problems if problem is not None))
    return await _talk(command, raw_message, connected.sock)


async def _talk(command: str, raw_message: bytes, sock: "socket.socket") -> _Reply:
    reader, writer = await asyncio.open_connection(sock=sock)
    try:
        head = f"{command} SPAMC/1.5\r\nContent-length: {len(raw_message)}\r\n\r\n"
        # Whoever refuses at once answers before all is said, and may cut the connection then.
        with contextlib.suppress(OSError):
            writer.write(head.encode("ascii"))
            writer.write(raw_message)
            await writer.drain()
            writer.write_eof()
        answer = bytearray()
        while piece := await reader.read(65_536):
            answer += piece
            if len(answer) > LONGEST_ANSWER:
                raise _BrokenReply(f"more than {LONGEST_ANSWER} bytes")
    finally:
        writer.transport.abort()
    return _read(bytes(answer))


def _read(answer: bytes) -> _Reply:
    head, gap, body = answer.partition(b"\r\n\r\n")
    text = head.decode("latin-1")
    status = _STATUS.match(text)
    if status is None:
        raise _BrokenReply(f"not the answer of spamd: {text[:80]!r}")
    code = int(status[1])
    if code:
        return _Reply(code, status[2], None, None, None, "")
    spam, length = _SPAM.search(text), _LENGTH.search(text)
    if spam is None or not gap:
        raise _BrokenReply("an answer without a score")
    if length is not None and len(body) < int(length[1]):
        raise _BrokenReply("an answer that was cut off")
    is_spam = spam[1].lower() in ("true", "yes")
    words = body.decode("utf-8", "replace")
    return _Reply(code, status[2], float(spam[2]), float(spam[3]), is_spam, words)


def _unheard(_attempt: Attempt) -> None:
    """Each attempt is told of at the end."""
