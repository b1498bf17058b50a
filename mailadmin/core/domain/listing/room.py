"""How many domains of a list are under way at once."""

import asyncio
import time
from typing import Final

FEW: Final = 3
"""Domains that may always be under way: what one waits for, the others use."""

LOOK: Final = 0.004
"""Seconds over which it is looked whether there is time for one more."""

BUSY: Final = 0.75
"""Share of that time in which this program computed, from which on there is no more."""

LATE: Final = 1.7
"""How much longer that may take where there is time: the event loop's clock is a coarse one."""


class Room:
    """Lets domains in: a few, and up to ``most`` while the processor has time for them.

    Where answers come at once, many side by side only wait for each other, and the computer does a
    quarter more for each of them. Where answers take their time, or servers say nothing for
    seconds, only many side by side keep it busy.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0
        self._left = asyncio.Event()

    async def enter(self) -> None:
        """Wait until there is room for one more."""
        while self._inside >= min(FEW, self._most):
            if self._inside >= self._most:
                self._left.clear()
                await self._left.wait()
            elif await self._has_time() and self._inside < self._most:
                break
        self._inside += 1

    def leave(self) -> None:
        """One of them has ended."""
        self._inside -= 1
        self._left.set()

    async def _has_time(self) -> bool:
        computed, began = time.process_time(), time.monotonic()
        await asyncio.sleep(LOOK)
        took = time.monotonic() - began
        # Where other programs take the processor, it shows in how late this is.
        is_idle = took < LATE * LOOK and time.process_time() - computed < BUSY * took
        return is_idle or self._inside < FEW
