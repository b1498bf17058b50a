"""The end of a server of our own on this computer."""

import asyncio
import contextlib
from typing import Final

_TURNS: Final = 5
"""Turns of the loop until what was accepted is a connection, and its protocol knows it."""


async def stop_listening(server: asyncio.Server) -> None:
    """Accept nobody any more; whom it has accepted a moment ago becomes a connection first.

    Python 3.11 accepts in one turn of the loop and makes the connection in the next. A server that
    is closed in between lets that fail, and the socket stays open until somebody collects garbage.
    """
    loop = asyncio.get_running_loop()
    for each in server.sockets:
        # Windows' own loop has nothing to take away: there both happen in one turn.
        with contextlib.suppress(NotImplementedError):
            loop.remove_reader(each)
    try:
        await settle()
    finally:
        server.close()


async def settle() -> None:
    """Let the loop run what is due: an ended connection closes its socket in its callbacks."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)
