"""What an answer of the DNS is, and how long it may be kept."""

import time
from collections import OrderedDict
from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec

LONGEST_KEPT: Final = 900.0
"""Seconds an answer is kept at most, whatever its TTL says: somebody may just be mending it."""

_BYTES_AROUND: Final = 1000
"""About what one kept answer takes besides the text of its records."""

Asked = tuple[str, str, bool]
"""A question: name in lower case, type, and whether it is asked without DNSSEC's check."""


class AnswerState(StrEnum):
    """What became of a question."""

    FOUND = "found"
    NO_SUCH_NAME = "no-such-name"
    """The name does not exist at all (NXDOMAIN), or can't be one."""
    NO_DATA = "no-data"
    """The name exists without a record of this type."""
    TEMPORARY_FAILURE = "temporary-failure"
    """SERVFAIL, a time-out, a broken answer, or no name server at all: nothing is known."""


# Texts are in no circle: Python need not look for garbage among the thousands that are kept.
class Answer(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The answer to one question. ``values`` are records in presentation format.

    TXT values are the joined strings without quotes (RFC 7208 section 3.3). Names inside records
    are in lower case. ``aliases`` are the names that CNAME records led to, in order; ``ttl`` says
    for how many seconds the answer holds. ``authentic`` says that the name server has verified it
    with DNSSEC (its word, RFC 4035 section 3.2.3). ``error`` says in the library's words why there
    was no answer.
    """

    name: str
    type: str
    state: AnswerState
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ttl: int = 0
    authentic: bool = False
    error: str = ""


class AnswerCache:
    """Answers by question, each for its TTL; those not used for longest go first.

    ``size`` bounds the whole in bytes (counted roughly). ``clock`` gives seconds.
    """

    def __init__(self, size: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._clock = clock
        self._kept: OrderedDict[Asked, tuple[float, Answer]] = OrderedDict()
        self.used = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, question: Asked) -> Answer | None:
        """The answer, None where it is not known or too old."""
        kept = self._kept.get(question)
        if kept is None:
            return None
        if kept[0] <= self._clock():
            self._drop(question)
            return None
        self._kept.move_to_end(question)
        return kept[1]

    def put(self, question: Asked, answer: Answer) -> None:
        """Keep an answer as long as it holds.

        A failure is not kept: our askers are people, who want a second try to be one.
        """
        if answer.state is AnswerState.TEMPORARY_FAILURE or answer.ttl <= 0:
            return
        if question in self._kept:
            self._drop(question)
        self._kept[question] = (self._clock() + min(answer.ttl, LONGEST_KEPT), answer)
        self.used += _weight(answer)
        while self.used > self._size:
            self._drop(next(iter(self._kept)))

    def _drop(self, question: Asked) -> None:
        self.used -= _weight(self._kept.pop(question)[1])


def _weight(answer: Answer) -> int:
    return _BYTES_AROUND + sum(100 + len(value) for value in answer.values)
