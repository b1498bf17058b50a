"""Steps that a cancel must not tear in two."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


async def undisturbed(work: "Coroutine[Any, Any, Answer] | asyncio.Future[Answer]") -> Answer:
    """Finish this even if the task is cancelled meanwhile; the cancel counts afterwards."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # seen, though the cancel is what the caller hears of
        raise cancelled
    return task.result()
