"""What every stage of a conversation has in common."""

import asyncio
import time

import pytest

from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages

pytestmark = pytest.mark.both_loops


@pytest.mark.parametrize("status", [Status.OK, Status.FAILED])
async def test_what_the_judge_takes_is_not_shown_as_the_server_s_time(status: Status) -> None:
    heard: list[Event] = []
    stages = Stages(heard.append, subject="mail.example.com", route=None, limit=0.3)

    async def work() -> str:
        await asyncio.sleep(0)
        return "220 hello"

    def judge(facts: str | Problem) -> Verdict:
        time.sleep(0.5)  # longer than the limit, which is the server's as well
        return Verdict("smtp.greeting.ok", status)

    try:
        assert await stages.run("smtp.greeting", work, judge) == "220 hello"
    except StageFailed as failed:
        assert status is Status.FAILED
        assert failed.finding.verdict.status is Status.FAILED
    (found,) = (event.finding for event in heard if isinstance(event, Found))
    assert found.verdict.status is status
    assert found.elapsed_ms < 500
