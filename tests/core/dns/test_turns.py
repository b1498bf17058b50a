"""Turns for what may be fresh only so many times at once."""

import asyncio

import pytest

from mailadmin.core.dns.turns import Turns

pytestmark = pytest.mark.both_loops

LONG = 60.0


async def taking(turns: Turns, turn: object) -> "asyncio.Task[None]":
    task = asyncio.ensure_future(turns.take(turn))
    await asyncio.sleep(0)
    return task


async def test_so_many_at_once_and_the_others_in_their_order() -> None:
    turns = Turns(2, LONG)
    first, second, third, fourth = [await taking(turns, number) for number in range(4)]
    assert (first.done(), second.done(), third.done(), fourth.done()) == (True, True, False, False)
    turns.give_back(1)
    await third
    assert not fourth.done()
    late = await taking(turns, 4)
    assert not late.done()
    turns.give_back(0)
    await fourth
    assert not late.done()
    turns.give_back(2)
    await late


async def test_a_turn_that_is_not_fresh_any_more_makes_room() -> None:
    turns = Turns(1, 0.02)
    async with asyncio.timeout(LONG):
        for number in range(5):
            await turns.take(number)
    lasting = Turns(1, LONG)
    await lasting.take(0)
    lasting.give_back(1)  # whoever has none makes no room
    assert not (await taking(lasting, 2)).done()


async def test_whoever_gives_up_keeps_no_turn() -> None:
    turns = Turns(1, LONG)
    await turns.take(0)
    before, during, after = [await taking(turns, number) for number in range(1, 4)]
    before.cancel()
    turns.give_back(1)
    turns.give_back(0)
    # Its turn has come, and it is cancelled before it knows.
    during.cancel()
    await asyncio.gather(before, during, return_exceptions=True)
    assert during.cancelled()
    assert not after.done()
    turns.give_back(2)
    async with asyncio.timeout(LONG):
        await after
