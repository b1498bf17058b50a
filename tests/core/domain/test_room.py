"""How many domains of a list are under way at once, on a real event loop."""

import asyncio
import time

import pytest

from mailadmin.core.domain.listing.room import FEW, Room

pytestmark = pytest.mark.both_loops


async def inside_after(room: Room, seconds: float, work: float) -> int:
    """Come in as often as there is room for so long, computing ``work`` of the time meanwhile."""
    entered = 0

    async def come() -> None:
        nonlocal entered
        while True:
            await room.enter()
            entered += 1

    async def compute() -> None:
        while True:
            until = time.process_time() + 0.002 * work
            while time.process_time() < until:
                pass
            await asyncio.sleep(0 if work == 1 else 0.002)

    tasks = [asyncio.ensure_future(come()), asyncio.ensure_future(compute())]
    await asyncio.sleep(seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return entered


async def test_where_all_wait_for_others_more_come_in_up_to_the_most() -> None:
    assert await inside_after(Room(20), 1.5, work=0) == 20


async def test_where_the_processor_is_busy_a_few_are_enough() -> None:
    assert await inside_after(Room(30), 0.5, work=1) <= FEW + 2


async def test_a_few_come_in_at_once() -> None:
    room = Room(30)
    began = time.monotonic()
    for _ in range(FEW):
        await room.enter()
    assert time.monotonic() - began < 1
    assert await inside_after(room, 0, work=1) == 0


@pytest.mark.parametrize("most", [FEW, 10])
async def test_whoever_leaves_makes_room(most: int) -> None:
    room = Room(most)
    for _ in range(most):
        await room.enter()
    waiting = asyncio.ensure_future(room.enter())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    room.leave()
    async with asyncio.timeout(5):
        await waiting


@pytest.mark.parametrize("most", [1, 2, 4, 10])
async def test_never_more_than_the_most_whoever_comes_at_once(most: int) -> None:
    room, inside, highest = Room(most), 0, 0

    async def come_and_go() -> None:
        nonlocal inside, highest
        await room.enter()
        inside += 1
        highest = max(highest, inside)
        await asyncio.sleep(0.02)
        inside -= 1
        room.leave()

    async with asyncio.timeout(10):
        await asyncio.gather(*(come_and_go() for _ in range(40)))
    assert highest <= most
