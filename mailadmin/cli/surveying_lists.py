"""``mailadmin domain`` for a list: many domains at once, a line or a row each."""

import asyncio
import contextlib
import gc
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from pathlib import Path
from typing import Any, Final

import click

from mailadmin.cli.domain_words import answer_line, json_of_answer
from mailadmin.cli.invocation import EXIT_STATUS, Invocation
from mailadmin.cli.option_form import InvalidInput, NotDone
from mailadmin.cli.progress import Progress
from mailadmin.cli.surveying import Examiner, Order
from mailadmin.core.domain.listing.answers import Answers, AnswersError, begin, go_on
from mailadmin.core.domain.listing.entries import Entry
from mailadmin.core.domain.listing.rows import INVALID, Answered, Written, said_of
from mailadmin.core.domain.listing.run import Run, Source, Tally, entries_of
from mailadmin.core.domain.listing.seen import Seen
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import to_nobody
from mailadmin.core.texts import say

LONGEST_COMPLAINT: Final = 20
"""Lines that are no domain of which standard error speaks; the answers have them all."""

STANDARD_INPUT: Final = Path("-")

YOUNG: Final = 5_000
"""New objects after which Python looks for garbage among them; more often is a waste here."""

_HEAD: Final = 8
_NO_TEXT: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
"""How Excel's own files begin, the new and the old ones, and PDF."""


def surveyed_list(invocation: Invocation, order: Order, examiner: Examiner) -> int:
    """Check the domains of a list and print or write what comes. Gives the exit status.

    Raises :class:`InvalidInput`, and :class:`NotDone` where a file can't be read or written.
    """
    with contextlib.ExitStack() as stack:
        seen = stack.enter_context(contextlib.closing(Seen()))
        source = stack.enter_context(_source(order))
        answers, earlier = _answers(order)
        if answers is not None and order.out is not None:
            stack.enter_context(_kept(answers, order.out))
        tally = Tally(_about_how_many(order))
        progress = Progress(tally, silent=invocation.json and sys.stdout.isatty())
        take = _Taking(invocation, order, answers, progress)

        async def one(domain: str) -> DomainResult:
            return await examiner.examine(domain, to_nobody)

        run = Run(one, take.answer, tally, seen, str if answers is None else answers.form.name)
        with _stopped_well(order, tally, progress), _little_garbage():
            for written in earlier:
                run.known(written)
            tally.begin()
            invocation.run(_with_progress(run.over(_entries(order, source)), progress))
        return take.end(tally)


@contextlib.contextmanager
def _little_garbage() -> Iterator[None]:
    """Have Python look for garbage among what the run makes, and not in the program itself.

    Looking through everything holds the event loop up, by 50 ms again and again.
    """
    _, *older = limits = gc.get_threshold()
    gc.set_threshold(YOUNG, *older)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*limits)


class _Taking:
    """What becomes of an answer: a row of the file, a line of the terminal, JSON."""

    def __init__(
        self, invocation: Invocation, order: Order, answers: Answers | None, progress: Progress
    ) -> None:
        self._json = invocation.json
        self._out = order.out
        self._answers = answers
        self._progress = progress
        self._complaints = 0

    def answer(self, answered: Answered) -> None:
        """Take one answer."""
        if self._answers is not None and self._out is not None:
            try:
                self._answers.write(answered)
            except OSError as error:
                raise _not_written(self._out, error) from None
            self._complain(answered)
        if self._json:
            self._print("\n".join(json_of_answer(answered)))
        elif self._answers is None:
            self._print(answer_line(answered))

    def end(self, tally: Tally) -> int:
        """Say what it came to. Gives the exit status of the worst."""
        self._progress.clear()
        if not tally.done:
            raise InvalidInput("There is no domain in the list.")
        counts = [
            f"{tally.statuses[status]:,} {words}"
            for status, words in _COUNTED.items()
            if tally.statuses[status]
        ]
        where = " For what to do, name one domain: mailadmin domain example.com"
        if self._out is not None:
            where = f" The answers are in {self._out}."
        click.echo(f"{tally.done:,} in all: {', '.join(counts)}.{where}", err=True)
        return max(_STATUS[status] for status in tally.statuses)

    def _complain(self, answered: Answered) -> None:
        if not isinstance(answered, Entry):
            return
        self._complaints += 1
        if self._complaints <= LONGEST_COMPLAINT:
            self._print(said_of(answered), err=True)
        elif self._complaints == LONGEST_COMPLAINT + 1:
            self._print(f"More lines are no domain: see {self._out}.", err=True)

    def _print(self, text: str, *, err: bool = False) -> None:
        self._progress.clear()
        click.echo(text, err=err)


_COUNTED: Final = {
    "passed": "set up well",
    "warning": "should be better",
    "failed": "failed",
    "unknown": "not found out",
    INVALID: "no domain",
}
_STATUS: Final = {**EXIT_STATUS, INVALID: 2}


async def _with_progress(work: Coroutine[Any, Any, None], progress: Progress) -> None:
    telling = asyncio.ensure_future(progress.tell())
    try:
        await work
    finally:
        telling.cancel()


async def _entries(order: Order, source: Source | None) -> AsyncIterator[Entry]:
    for number, domain in enumerate(order.domains, 1):
        yield Entry(number, domain, domain)
    if source is not None:
        try:
            async for entry in entries_of(source):
                yield entry
        except OSError as error:
            raise _not_read(order, error) from None


def _source(order: Order) -> contextlib.AbstractContextManager[Source | None]:
    """The list, unbuffered: nobody may wait for more of a pipe than there is."""
    if order.list_file is None:
        return contextlib.nullcontext(None)
    if order.list_file == STANDARD_INPUT:
        stream = sys.stdin.buffer
        return contextlib.nullcontext(getattr(stream, "raw", stream))
    if order.out is not None and order.out.exists() and order.out.samefile(order.list_file):
        raise InvalidInput("--file and --out are the same file. Name another one for the answers.")
    try:
        source = order.list_file.open("rb", buffering=0)
    except OSError as error:
        raise _not_read(order, error) from None
    if order.list_file.is_file():  # of a pipe nothing may be read twice
        head = source.read(_HEAD)
        source.seek(0)
        if head.startswith(_NO_TEXT):
            source.close()
            raise InvalidInput(
                f"{order.list_file} is not a text file. Of a table in Excel, save the sheet as CSV."
            )
    return source


def _about_how_many(order: Order) -> int | None:
    """The lines of a file, None for a pipe. Some may be remarks, or the same domain again."""
    count = len(order.domains)
    if order.list_file is not None:
        if not order.list_file.is_file():
            return None
        with order.list_file.open("rb", buffering=0) as file:
            last = b"\n"
            while data := file.read(1 << 20):
                count, last = count + data.count(b"\n"), data[-1:]
        count += last != b"\n"
    return count


def _answers(order: Order) -> tuple[Answers | None, Iterator[Written]]:
    """The file for the answers, and what stands in it already."""
    if order.out is None:
        return None, iter(())
    try:
        return go_on(order.out) if order.resume else (begin(order.out), iter(()))
    except AnswersError as error:
        raise InvalidInput(say(error.phrase)) from None
    except OSError as error:
        raise _not_written(order.out, error) from None


@contextlib.contextmanager
def _kept(answers: Answers, out: Path) -> Iterator[None]:
    try:
        yield
    finally:
        try:
            answers.close()
        except OSError as error:
            raise _not_written(out, error) from None


@contextlib.contextmanager
def _stopped_well(order: Order, tally: Tally, progress: Progress) -> Iterator[None]:
    """Say how to go on, where somebody stops the run or the file turns out to be another."""
    try:
        yield
    except AnswersError as error:
        raise InvalidInput(say(error.phrase)) from None
    except (KeyboardInterrupt, NotDone):
        progress.clear()
        if order.out is None:
            said = f"Stopped after {tally.done:,}. With --out FILE a list can be continued later."
        else:
            said = (
                f"Stopped. {tally.done:,} answers are in {order.out}. To go on, give the same"
                " command again with --resume."
            )
        click.echo(said, err=True)
        raise


def _not_read(order: Order, error: OSError) -> NotDone:
    return NotDone(f"{order.list_file} can't be read: {error.strerror or error}.")


def _not_written(out: Path, error: OSError) -> NotDone:
    return NotDone(f"{out} can't be written: {error.strerror or error}.")
