"""The event loop: what asyncio promises, kept on top of Qt's."""

import asyncio
import gc
import threading
import time

import pytest
from PySide6.QtWidgets import QApplication

from mailadmin.core import blocking
from mailadmin.ui.loop import Loop


def loop() -> Loop:
    running = asyncio.get_running_loop()
    assert isinstance(running, Loop)
    return running


async def test_a_sleep_is_never_early() -> None:
    for delay in (0.0099, 0.0301, 0.05):
        begun = time.monotonic()
        await asyncio.sleep(delay)
        assert time.monotonic() - begun >= delay


async def test_callbacks_run_in_the_order_they_were_given() -> None:
    seen: list[int] = []
    done = asyncio.Event()
    for number in range(200):
        loop().call_soon(seen.append, number)
    loop().call_soon(done.set)
    await done.wait()
    assert seen == list(range(200))


async def test_a_callback_may_be_taken_back_before_it_runs() -> None:
    seen: list[str] = []
    soon = loop().call_soon(seen.append, "soon")
    later = loop().call_later(0.01, seen.append, "later")
    soon.cancel()
    later.cancel()
    await asyncio.sleep(0.05)
    assert seen == []


async def test_a_handle_knows_when_it_is_due() -> None:
    begun = loop().time()
    handle = loop().call_later(5, print)
    assert begun + 5 <= handle.when() <= loop().time() + 5
    handle.cancel()


async def test_a_finished_time_limit_leaves_no_timer_behind() -> None:
    before = len(loop()._timer._later)
    for _ in range(300):
        async with asyncio.timeout(60):
            await asyncio.sleep(0)
    assert len(loop()._timer._later) == before


async def test_busy_tasks_leave_the_window_its_turns() -> None:
    turns = 0

    async def spin() -> None:
        for _ in range(200_000):
            await asyncio.sleep(0)

    async def clock() -> None:
        nonlocal turns
        for _ in range(20):
            await asyncio.sleep(0.001)
            turns += 1

    spinning = [asyncio.create_task(spin()) for _ in range(10)]
    async with asyncio.timeout(5):
        await clock()
    for task in spinning:
        task.cancel()
    await asyncio.wait(spinning)
    assert turns == 20


async def test_threads_call_back_into_the_loop() -> None:
    seen: list[int] = []
    on_threads: set[int] = set()
    done = asyncio.Event()

    def note(number: int) -> None:
        seen.append(number)
        on_threads.add(threading.get_ident())

    def work() -> None:
        for number in range(500):
            loop_.call_soon_threadsafe(note, number)
        loop_.call_soon_threadsafe(done.set)

    loop_ = loop()
    thread = threading.Thread(target=work)
    thread.start()
    async with asyncio.timeout(5):
        await done.wait()
    thread.join()
    assert seen == list(range(500))
    assert on_threads == {threading.get_ident()}


async def test_a_call_from_a_thread_wakes_a_loop_that_has_nothing_else_to_do() -> None:
    begun = time.monotonic()
    assert await blocking.run(time.sleep, 0.05, limit=5) is None
    assert time.monotonic() - begun < 1


def test_what_is_left_when_the_loop_stops_waits_for_the_next_time(app: QApplication) -> None:
    ours = Loop(app)
    ran_in: list[asyncio.AbstractEventLoop] = []

    async def work() -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            ran_in.append(asyncio.get_running_loop())

    async def begin() -> asyncio.Task[None]:
        return asyncio.create_task(work())

    begun = ours.run_until_complete(begin())
    so_far = len(ran_in)
    app.processEvents()
    assert (len(ran_in), begun.done()) == (so_far, False)
    ours.run_until_complete(begun)
    assert ran_in == [ours] * 3
    ours.close()


def test_a_closed_loop_takes_no_calls(app: QApplication) -> None:
    closed = Loop(app)
    closed.close()
    with pytest.raises(RuntimeError):
        closed.call_soon_threadsafe(print)


async def test_tcp_round_trips_work() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for number in range(50):
        line = b"%d\r\n" % number
        writer.write(line)
        assert await reader.readline() == line
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def test_a_task_group_ends_its_tasks_when_one_breaks() -> None:
    ended: list[str] = []

    async def wait_for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async def fail() -> None:
        await asyncio.sleep(0)
        raise ValueError

    with pytest.raises(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(wait_for_ever())
            group.create_task(fail())
    gc.collect()
    assert ended == ["ended"]
