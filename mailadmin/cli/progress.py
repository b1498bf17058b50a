"""How far a long run is, on standard error: one line that is rewritten, or one now and then."""

import asyncio
import shutil
import sys
from typing import Final

import click

from mailadmin.core.domain.listing.run import Tally

REWRITTEN_EVERY: Final = 0.25
PRINTED_EVERY: Final = 10.0


class Progress:
    """Says how far ``tally`` is.

    A terminal gets one line that is rewritten; before anything else is printed there, it is taken
    away with :meth:`clear`, so that the two never mix.
    """

    def __init__(self, tally: Tally, *, silent: bool) -> None:
        self._tally = tally
        self._silent = silent
        self._rewrites = sys.stderr.isatty()
        self._shown = 0

    async def tell(self) -> None:
        """Say it again and again, until it is cancelled."""
        while not self._silent:
            await asyncio.sleep(REWRITTEN_EVERY if self._rewrites else PRINTED_EVERY)
            sentence = sentence_of(self._tally)
            if self._rewrites:
                sentence = sentence[: shutil.get_terminal_size().columns - 1]
                click.echo("\r" + sentence.ljust(self._shown), err=True, nl=False)
                self._shown = len(sentence)
            else:
                click.echo(sentence, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r" + " " * self._shown + "\r", err=True, nl=False)
            self._shown = 0


def sentence_of(tally: Tally) -> str:
    """How many of how many, how fast, how long it will take, how many failed."""
    if tally.total is None:
        parts = [f"{tally.done:,} of {tally.entries:,} read so far"]
    else:
        total = max(tally.total, tally.entries)
        parts = [f"{tally.done:,} of {'' if tally.is_exact else 'about '}{total:,}"]
    if tally.answered:
        parts.append(f"{tally.a_second:,.{0 if tally.a_second >= 10 else 1}f} a second")
    if tally.total is not None and tally.answered:
        left = max(max(tally.total, tally.entries) - tally.done, 0)
        parts.append(f"{duration(left / tally.a_second)} left")
    parts.append(f"{tally.statuses['failed']:,} failed")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
