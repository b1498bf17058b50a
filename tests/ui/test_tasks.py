"""The task keeper."""

import asyncio
import gc
import weakref

import pytest

from mailadmin.ui.tasks import Tasks


def keeper() -> tuple[Tasks, list[tuple[str, BaseException]]]:
    errors: list[tuple[str, BaseException]] = []
    return Tasks(lambda name, error: errors.append((name, error))), errors


async def test_a_running_task_survives_the_garbage_collector() -> None:
    tasks, errors = keeper()
    finished: list[bool] = []

    async def wait_on_something_only_the_task_knows() -> None:
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.05, _resolve, weakref.ref(future))
        await future
        finished.append(True)

    tasks.start(wait_on_something_only_the_task_knows(), name="probe")
    await asyncio.sleep(0)
    gc.collect()
    await asyncio.sleep(0.1)
    assert finished == [True]
    assert errors == []
    assert len(tasks) == 0


def _resolve(reference: "weakref.ref[asyncio.Future[None]]") -> None:
    future = reference()
    if future is not None:
        future.set_result(None)


async def test_an_error_is_reported_with_the_name_of_its_task() -> None:
    tasks, errors = keeper()

    async def fail() -> None:
        raise ValueError("no")

    tasks.start(fail(), name="saving")
    await asyncio.sleep(0.01)
    assert [(name, str(error)) for name, error in errors] == [("saving", "no")]


async def test_closing_cancels_and_waits_for_the_clean_up() -> None:
    tasks, errors = keeper()
    seen: list[str] = []

    async def polite() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.02)
            seen.append("said QUIT")

    tasks.start(polite(), name="test")
    await asyncio.sleep(0)
    assert await tasks.close() == ()
    assert seen == ["said QUIT"]
    assert errors == []


async def test_closing_gives_up_on_a_task_that_will_not_end_and_names_it() -> None:
    tasks, _ = keeper()
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    tasks.start(stubborn(), name="stubborn")
    await asyncio.sleep(0)
    assert await tasks.close(grace=0.05) == ("stubborn",)
    release.set()
    await asyncio.sleep(0.01)


async def test_nothing_starts_after_closing() -> None:
    tasks, _ = keeper()
    await tasks.close()
    ran: list[bool] = []

    async def late() -> None:
        ran.append(True)

    assert tasks.start(late(), name="late") is None
    await asyncio.sleep(0.01)
    assert ran == []


async def test_what_is_held_starts_in_order_when_it_is_released() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        done.append(number)

    tasks = Tasks(lambda name, error: None, held=True)
    assert tasks.start(work(1), name="one") is not None
    tasks.start(work(2), name="two")
    await asyncio.sleep(0.01)
    assert done == []
    tasks.release()
    tasks.start(work(3), name="three")
    await asyncio.sleep(0.01)
    assert done == [1, 2, 3]


@pytest.mark.parametrize("held", [False, True])
async def test_what_is_cancelled_before_it_begins_still_comes_to_its_own_end(held: bool) -> None:
    tasks, ends = Tasks(lambda name, error: None, held=held), list[str]()

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ends.append("cancelled")
            raise
        finally:
            ends.append("over")

    work = tasks.start(wait(), name="waiting")
    assert work is not None
    work.cancel()
    tasks.release()
    await asyncio.wait_for(work.ended(), 1)
    assert ends == ["cancelled", "over"]
    assert len(tasks) == 0


async def test_closing_ends_what_has_not_begun_in_the_same_way() -> None:
    tasks, _ = keeper()
    ends: list[str] = []

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ends.append("over")

    tasks.start(wait(), name="waiting")
    assert await tasks.close() == ()
    assert ends == ["over"]


async def test_what_is_held_when_the_window_closes_never_begins() -> None:
    tasks = Tasks(lambda name, error: None, held=True)
    began: list[bool] = []

    async def work() -> None:
        began.append(True)

    tasks.start(work(), name="late")
    assert await tasks.close() == ()
    tasks.release()
    await asyncio.sleep(0.01)
    assert began == []
