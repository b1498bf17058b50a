"""What every stage of a conversation has in common."""

import asyncio
import time
from contextlib import nullcontext

import pytest

from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages

pytestmark = pytest.mark.both_loops


@pytest.mark.parametrize("status", [Status.OK, Status.FAILED])
async def test_what_the_judge_takes_is_not_shown_as_the_server_s_time(status: Status) -> None:
    heard: list[Event] = []
    stages = Stages(heard.append, subject="mail.example.com", route=None, limit=5)

    async def work() -> str:
        await asyncio.sleep(0)
        return "220 hello"

    loop = asyncio.get_running_loop()
    asked: list[float] = []

    def judge(facts: str | Problem) -> Verdict:
        asked.append(loop.time())
        time.sleep(0.05)
        return Verdict("smtp.greeting.ok", status)

    began = loop.time()
    with pytest.raises(StageFailed) if status is Status.FAILED else nullcontext():
        await stages.run("smtp.greeting", work, judge)
    (found,) = (event.finding for event in heard if isinstance(event, Found))
    assert found.verdict.status is status
    assert found.elapsed_ms <= (asked[0] - began) * 1000 + 0.1  # rounded to tenths
