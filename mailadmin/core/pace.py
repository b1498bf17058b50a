"""Keeping apart what would hold the event loop if it all came at once."""

import asyncio


class Pace:
    """Lets one begin every ``seconds``. Whoever comes alone does not wait."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until it is one's turn. Who gives up leaves a gap."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self._seconds
        if at > now:
            await asyncio.sleep(at - now)
