"""A run over a list: each entry answered once, so many at once, in the memory of those."""

import asyncio
import io
import os
from collections.abc import AsyncIterator

import pytest

from mailadmin.core.domain.listing.entries import Entry
from mailadmin.core.domain.listing.rows import Answered, Table, Written
from mailadmin.core.domain.listing.run import Run, Tally, entries_of
from mailadmin.core.domain.listing.seen import Seen
from mailadmin.core.domain.outcome import DomainResult, result_of


class Watched:
    """Examines a domain by waiting, and notes what was under way at once."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[str] = []
        self.under_way = 0
        self.most = 0
        self.answers: list[Answered] = []
        self.tally = Tally()
        self.seen = Seen()

    async def one(self, domain: str) -> DomainResult:
        self.asked.append(domain)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(self.seconds)
        self.under_way -= 1
        return result_of(domain, (), 1.0)

    def run(self) -> Run:
        return Run(self.one, self.answers.append, self.tally, self.seen, Table().name)


async def given(data: bytes) -> AsyncIterator[Entry]:
    async for entry in entries_of(io.BytesIO(data)):
        yield entry


async def test_each_entry_is_answered_once_whatever_is_wrong_with_others() -> None:
    watched = Watched()
    await watched.run().over(given(b"a.com\nB.com\nfoo bar\na.com.\nfoo bar\nx@b.com\nc.com"))
    assert watched.asked == ["a.com", "b.com", "c.com"]
    assert watched.tally.statuses == {"unknown": 3, "invalid": 1}
    assert (watched.tally.done, watched.tally.total, watched.tally.is_exact) == (4, 4, True)


async def test_only_so_many_are_under_way_and_the_list_is_not_read_ahead() -> None:
    watched, read = Watched(0.2), 0

    async def counted() -> AsyncIterator[Entry]:
        nonlocal read
        for number in range(70):
            read += 1
            assert read <= len(watched.answers) + 7 + 1
            yield Entry(number, "", f"d{number}.com")

    await watched.run().over(counted(), at_once=7)
    assert watched.most == 7
    assert len(watched.answers) == 70


async def test_what_an_earlier_run_answered_is_not_asked_again_whatever_its_order() -> None:
    watched = Watched()
    run = watched.run()
    for written in (
        Written("c.com", "failed"),
        Written("foo bar", "invalid"),
        Written("'=1", "invalid"),
        Written("a.com", "passed"),
        Written("a.com", "passed"),
    ):
        run.known(written)
    await run.over(given(b"a.com\nb.com\nfoo bar\n=1\nc.com\n"))
    assert watched.asked == ["b.com"]
    assert watched.tally.statuses == {"failed": 1, "invalid": 2, "passed": 1, "unknown": 1}
    assert watched.tally.answered == 1


async def test_what_is_no_domain_does_not_stand_for_the_domain_of_the_same_name() -> None:
    watched = Watched()
    # A row without a cell for the domain, which looks like one.
    await watched.run().over(given(b"name,domain\na.com\nA,a.com\n"))
    assert watched.asked == ["a.com"]
    assert watched.tally.done == 2


@pytest.mark.parametrize("wrong", ["one", "take", "entries"])
async def test_what_goes_wrong_ends_the_run_as_it_is(wrong: str) -> None:
    watched = Watched(30)

    async def one(domain: str) -> DomainResult:
        if wrong == "one":
            raise OSError("one")
        return await watched.one(domain) if domain == "a.com" else result_of(domain, (), 1.0)

    def take(_: Answered) -> None:
        raise OSError("take")

    async def entries() -> AsyncIterator[Entry]:
        yield Entry(1, "", "a.com")
        yield Entry(2, "", "b.com")
        if wrong == "entries":
            raise OSError("entries")

    with pytest.raises(OSError, match=wrong):
        await Run(one, take if wrong == "take" else (lambda _: None), Tally(), Seen()).over(
            entries()
        )


async def test_a_pipe_is_read_as_it_comes() -> None:
    inside, outside = os.pipe()
    with os.fdopen(inside, "rb", buffering=0) as source:
        entries = entries_of(source)
        os.write(outside, b"a.com\nb.c")
        assert (await anext(entries)).read == "a.com"
        os.write(outside, b"om\n")
        assert (await anext(entries)).read == "b.com"
        os.close(outside)
        with pytest.raises(StopAsyncIteration):
            await anext(entries)


async def test_others_get_their_turn_while_a_long_list_of_known_ones_is_read() -> None:
    watched, turns, run = Watched(), 0, None

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.ensure_future(other())
    run = watched.run()
    await run.over(given(b"a.com\n" * 5000))
    task.cancel()
    assert turns > 50


def test_what_was_seen_is_known() -> None:
    seen = Seen()
    assert all(seen.add(f"d{number}.example.com") for number in range(20_000))
    assert not any(seen.add(f"d{number}.example.com") for number in range(0, 20_000, 7))
    seen.close()
