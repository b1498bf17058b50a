import asyncio
import subprocess
import sys
import threading
import time

import pytest

from mailadmin.core import blocking


@pytest.mark.both_loops
async def test_a_call_returns_what_its_function_returns():
    assert await blocking.run(divmod, 7, 2, limit=5) == (3, 1)


async def test_a_call_runs_in_another_thread():
    assert await blocking.run(threading.get_ident, limit=5) != threading.get_ident()


@pytest.mark.both_loops
async def test_an_exception_of_the_call_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        await blocking.run(lambda: 1 // 0, limit=5)


async def test_a_call_that_ends_an_iteration_is_an_error_and_not_a_hang():
    with pytest.raises(RuntimeError) as raised:
        await blocking.run(lambda: next(iter(())), limit=5)
    assert isinstance(raised.value.__cause__, StopIteration)


@pytest.mark.both_loops
async def test_a_hung_call_gives_the_caller_back_at_the_limit():
    release = threading.Event()
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await blocking.run(release.wait, limit=0.1)
    assert time.monotonic() - began < 1
    release.set()


@pytest.mark.both_loops
async def test_a_late_answer_is_dropped_without_noise():
    release = threading.Event()

    def late() -> None:
        release.wait()
        raise ValueError("nobody waits any more")

    with pytest.raises(TimeoutError):
        await blocking.run(late, limit=0.05)
    release.set()
    await asyncio.sleep(0.05)


@pytest.mark.both_loops
async def test_cancelling_does_not_wait_for_the_call():
    release = threading.Event()
    task = asyncio.create_task(blocking.run(release.wait, limit=30))
    await asyncio.sleep(0.02)
    task.cancel()
    began = time.monotonic()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - began < 0.5
    release.set()


HUNG = """
import asyncio, threading, time
from mailadmin.core import blocking
async def main():
    try:
        await blocking.run(threading.Event().wait, limit=0.1)
    except TimeoutError:
        pass
    print(time.time(), flush=True)
asyncio.run(main())
"""


def test_a_hung_call_does_not_keep_the_process_alive():
    done = subprocess.run([sys.executable, "-c", HUNG], capture_output=True, text=True, timeout=30)
    lasted = time.time() - float(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert lasted < 1


def test_an_answer_for_a_closed_loop_is_dropped_silently(recwarn):
    release = threading.Event()

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await blocking.run(release.wait, limit=0.02)

    asyncio.run(give_up())
    release.set()
    for thread in threading.enumerate():
        if thread.name == "mailadmin-blocking":
            thread.join(5)
    assert not recwarn.list


async def test_calls_of_one_keeper_run_one_after_another():
    keeper = blocking.OneAtATime()
    inside = []

    def call() -> int:
        inside.append(1)
        time.sleep(0.01)
        together = len(inside)
        inside.pop()
        return together

    assert await asyncio.gather(*(keeper.run(call, limit=5) for _ in range(8))) == [1] * 8


@pytest.mark.both_loops
async def test_a_call_that_could_not_begin_in_time_never_begins():
    keeper = blocking.OneAtATime()
    release = threading.Event()
    begun = threading.Event()
    first = asyncio.create_task(keeper.run(release.wait, limit=5))
    await asyncio.sleep(0.02)
    with pytest.raises(TimeoutError):
        await keeper.run(begun.set, limit=0.05)
    release.set()
    await first
    await asyncio.sleep(0.05)
    assert not begun.is_set()


@pytest.mark.both_loops
async def test_a_call_given_up_while_it_waits_never_begins():
    keeper = blocking.OneAtATime()
    release = threading.Event()
    begun = threading.Event()
    first = asyncio.create_task(keeper.run(release.wait, limit=5))
    await asyncio.sleep(0.02)
    waiting = asyncio.create_task(keeper.run(begun.set, limit=5))
    await asyncio.sleep(0.02)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    release.set()
    await first
    await keeper.run(int, limit=5)
    await asyncio.sleep(0.05)
    assert not begun.is_set()


def test_a_call_begun_gives_its_answer_when_it_is_there():
    release = threading.Event()
    begun = blocking.begin(release.wait, 10)
    assert not begun.ended
    assert not begun.wait(0.01)
    release.set()
    assert begun.wait(10)
    assert begun.ended
    assert begun.answer() is True


def test_a_call_begun_raises_what_its_function_raised():
    begun = blocking.begin(divmod, 1, 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            begun.answer()


async def test_a_call_begun_before_the_event_loop_can_be_awaited():
    assert await blocking.run(blocking.begin(divmod, 7, 2).answer, limit=5) == (3, 1)


def test_threads_that_wait_go_on_sooner_only_as_long_as_it_is_asked_for():
    before = sys.getswitchinterval()
    with pytest.raises(ValueError, match="over"), blocking.switching_often():
        assert sys.getswitchinterval() < before
        raise ValueError("over")
    assert sys.getswitchinterval() == before
