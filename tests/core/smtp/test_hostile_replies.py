"""Single replies made to harm: each with a bound that it must not break."""

import asyncio
import time

import pytest

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.own import causes_of_reply
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.event import Finished, Outcome
from mailadmin.core.finding import ReplySeen
from mailadmin.core.smtp.facts import Hello
from tests.core.smtp.support import PASSWORD, Seen, run_against, server
from tests.servers.scripted import ehlo, expect, say, scripted


async def test_a_challenge_that_is_none_is_a_broken_reply_and_no_bug_of_ours() -> None:
    seen = Seen()
    async with scripted(
        say("220 hi"), ehlo("AUTH CRAM-MD5"), expect("AUTH CRAM-MD5"), say("334 é")
    ) as there:
        result = await run_against(server(there.port), seen)
    assert seen.finding("smtp.auth").verdict.id == "stage.bad-reply"
    assert result.status is Outcome.FAILED


def test_a_size_of_a_million_digits_is_no_size() -> None:
    def limit(size: str) -> int | None:
        reply = ReplySeen(code=250, enhanced=None, text=f"x\nSIZE {size}")
        return Hello(reply=reply, encrypted=True).size_limit

    assert limit("35882577") == 35882577
    assert limit("9" * 5_000) is None


async def test_a_secret_echoed_across_the_cut_of_a_broken_line_is_removed_whole() -> None:
    seen = Seen()
    # The line is quoted up to its 200th character, which lies in the middle of the password.
    echo = b"#" * 190 + PASSWORD.encode() + b"#" * 50 + b"\r\n"
    async with scripted(
        say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH PLAIN"), say(echo)
    ) as there:
        result = await run_against(server(there.port), seen)
    shown = repr((list(seen), result.transcript))
    assert seen.finding("smtp.auth").verdict.id == "stage.bad-reply"
    assert PASSWORD[:6] not in shown


@pytest.mark.parametrize("security", [Security.NONE, Security.STARTTLS])
async def test_a_flood_of_replies_nobody_asked_for_ends_the_conversation(
    security: Security,
) -> None:
    seen = Seen()
    flood = b"250 ok\r\n" * 500_000
    longest, task = 0.0, asyncio.ensure_future(_longest_turn())
    async with scripted(say("220 hi"), say(flood)) as there:
        result = await run_against(server(there.port, security=security), seen)
        task.cancel()
        longest = await task
    assert result.status is Outcome.FAILED
    assert isinstance(seen[-1], Finished)
    assert len(result.transcript) < 200
    assert longest < 0.5


async def _longest_turn() -> float:
    """The longest time between two turns of the event loop, until cancelled."""
    longest, last = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(0.001)
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    except asyncio.CancelledError:
        return longest


@pytest.mark.parametrize(
    "word", ["max", "auth", "locked by ", "sender ", "relay", "message size", "too many auth", "("]
)
def test_a_reply_of_64_kilobytes_is_judged_at_once(word: str) -> None:
    reply = ReplySeen(code=550, enhanced=None, text=word * (60_000 // len(word)))
    began = time.perf_counter()
    for moment in Moment:
        causes_of_reply(reply, moment)
    assert time.perf_counter() - began < 1.0


async def test_a_greeting_of_asterisks_does_not_stop_the_program() -> None:
    seen = Seen()
    async with scripted(say("220 " + "*" * 60_000 + "x"), ehlo("SIZE 1")) as there:
        watching = asyncio.ensure_future(_longest_turn())
        result = await run_against(server(there.port, security=Security.STARTTLS), seen)
        watching.cancel()
        longest = await watching
    assert result.status is Outcome.FAILED
    assert longest < 1.0
