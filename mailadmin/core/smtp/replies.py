"""SMTP replies: from bytes to facts (RFC 5321 section 4.2, RFC 2034 and RFC 3463)."""

import re
from collections.abc import Iterator
from typing import Final

from mailadmin.core.finding import ReplySeen
from mailadmin.core.problem import ProblemKind, WireError

MAX_REPLY: Final = 64 * 1024
"""Bytes of one reply. RFC 5321 allows 512 a line; real EHLO replies stay under 4 KB."""

_LINE: Final = re.compile(rb"([2-5][0-9][0-9])([ -]?)(.*)", re.DOTALL)
_ENHANCED: Final = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")


class ReplyParser:
    """Assembles replies from what arrives. Strict where a wrong reading could harm.

    A line that is no reply, a multi-line reply whose codes differ, and a reply without end are
    :class:`WireError` of kind ``BAD_REPLY``; bare LF is accepted as a line end.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._lines: list[str] = []
        self._code: bytes | None = None
        self._size = 0

    @property
    def pending(self) -> bool:
        """Whether bytes are waiting that no reply has used."""
        return bool(self._buffer) or bool(self._lines)

    def feed(self, data: bytes) -> Iterator[ReplySeen]:
        """The replies that are complete now, one by one: who has enough of them just stops."""
        self._buffer += data
        while (end := self._buffer.find(b"\n")) >= 0:
            line = bytes(self._buffer[:end]).rstrip(b"\r")
            del self._buffer[: end + 1]
            self._size += end + 1
            reply = self._line(line)
            if reply is not None:
                yield reply
            self._check_size(0)
        self._check_size(len(self._buffer))

    def _check_size(self, waiting: int) -> None:
        if self._size + waiting > MAX_REPLY:
            raise WireError(ProblemKind.BAD_REPLY, f"a reply of more than {MAX_REPLY} bytes")

    def _line(self, line: bytes) -> ReplySeen | None:
        match = _LINE.fullmatch(line)
        if match is None or (not match[2] and match[3]):
            text = line.decode("utf-8", "replace")
            raise WireError(ProblemKind.BAD_REPLY, text or "an empty line")
        if self._code not in (None, match[1]):
            text = line.decode("utf-8", "replace")
            raise WireError(ProblemKind.BAD_REPLY, f"the reply code changed within a reply: {text}")
        self._code = match[1]
        self._lines.append(match[3].decode("utf-8", "replace").rstrip())
        if match[2] == b"-":
            return None
        reply = reply_of(int(match[1]), self._lines)
        self._lines, self._code, self._size = [], None, 0
        return reply


def reply_of(code: int, lines: list[str]) -> ReplySeen:
    """A reply from its code and the text of its lines; the enhanced code stays in the text."""
    match = _ENHANCED.match(lines[0]) if lines else None
    return ReplySeen(code=code, enhanced=match[1] if match else None, text="\n".join(lines))
