"""One after the other, and nobody waits who comes alone."""

import asyncio

from mailadmin.core.pace import Pace


async def test_who_comes_alone_does_not_wait() -> None:
    pace = Pace(60.0)
    async with asyncio.timeout(1):
        await pace.turn()


async def test_who_come_together_begin_one_after_the_other() -> None:
    pace, began = Pace(0.02), list[float]()
    loop = asyncio.get_running_loop()

    async def begin() -> None:
        await pace.turn()
        began.append(loop.time())

    await asyncio.gather(*(begin() for _ in range(5)))
    assert began == sorted(began)
    assert began[-1] - began[0] > 4 * 0.02 - 0.005


async def test_who_gives_up_holds_nobody_for_longer() -> None:
    pace = Pace(0.05)
    await pace.turn()
    second, third = (asyncio.ensure_future(pace.turn()) for _ in range(2))
    await asyncio.sleep(0)
    second.cancel()
    async with asyncio.timeout(1):
        await third
