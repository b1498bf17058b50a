"""The way of a message: its order, its times, and whose clock is wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from mailadmin.core.message.headers import read
from mailadmin.core.message.path import MOST_HOPS, Path, path_of

BEGIN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def field(number: int, seconds: float | None, protocol: str = "ESMTPS") -> str:
    when = "" if seconds is None else f"; {BEGIN + timedelta(seconds=seconds):%d %b %Y %T} +0000"
    return (
        f"Received: from h{number}.test (h{number}.test [192.0.2.{number % 250}])\r\n"
        f"\tby h{number + 1}.test (Postfix) with {protocol} id Q{number}{when}\r\n"
    )


def way(*seconds: float | None, last: str = "ESMTPS") -> Path:
    fields = [
        field(number, at, last if number == len(seconds) - 1 else "ESMTPS")
        for number, at in enumerate(seconds)
    ]
    return path_of(read(("".join(reversed(fields)) + "Subject: x\r\n\r\n").encode()))


HOUR, DAY = 3600.0, 86400.0

TIMES = [
    # when each hop was, the delays, the errors of the clocks, the whole
    ((), [], [], None),
    ((0,), [None], [None], None),
    ((0, 1, 4), [None, 1, 3], [None] * 3, 4),
    ((0, 900, 901), [None, 900, 1], [None] * 3, 901),
    ((0, None, 4), [None, None, 4], [None] * 3, 4),
    ((None, None), [None, None], [None, None], None),
    ((10, 0), [None, -10], [None, None], -10),
    ((0, 2 * HOUR, 2), [None, None, 2], [None, 2 * HOUR - 2, None], 2),
    ((0, -2 * HOUR, 2), [None, None, 2], [None, -2 * HOUR, None], 2),
    ((2 * HOUR, 0, 2), [None, None, 2], [2 * HOUR, None, None], 2),
    ((0, 1, 2, -2 * HOUR), [None, 1, 1, None], [None, None, None, -2 * HOUR - 2], 2),
    ((0, HOUR, HOUR + 1, 3), [None, None, None, 3], [None, HOUR - 3, HOUR - 2, None], 3),
    ((-9000 * DAY, 0, 1), [None, None, 1], [-9000 * DAY, None, None], 1),
    ((0, 1, 2, 400 * DAY), [None, 1, 1, None], [None, None, None, 400 * DAY - 2], 2),
    ((0, 20 * DAY), [None, 20 * DAY], [None, None], 20 * DAY),
    ((0, HOUR), [None, HOUR], [None, None], HOUR),
]


@pytest.mark.parametrize(("times", "delays", "errors", "whole"), TIMES)
def test_delays_and_clocks(
    times: tuple[float | None, ...],
    delays: list[float | None],
    errors: list[float | None],
    whole: float | None,
) -> None:
    path = way(*times)
    assert [hop.helo for hop in path.hops] == [f"h{number}.test" for number in range(len(times))]
    assert [hop.delay for hop in path.hops] == delays
    assert [hop.clock_error for hop in path.hops] == errors
    assert path.seconds == whole


def test_a_program_may_fetch_a_message_after_months() -> None:
    fetched = way(0, 1, 2, 90 * DAY, last="POP3")
    assert [hop.clock_error for hop in fetched.hops] == [None] * 4
    assert way(0, 1, 2, 90 * DAY).hops[-1].clock_error is not None


def test_time_zones_are_only_ways_of_writing() -> None:
    raw = (
        b"Received: by b.test; Mon, 23 Nov 2026 00:00:03 -0800\n"
        b"Received: by a.test; Mon, 23 Nov 2026 09:00:00 +0100\n"
    )
    assert [hop.delay for hop in path_of(read(raw)).hops] == [None, 3]


def test_a_field_that_is_there_twice_is_one_hop() -> None:
    raw = (field(1, 5) + field(1, 5) + field(0, 0)).encode()
    assert [hop.id for hop in path_of(read(raw)).hops] == ["Q0", "Q1"]


def test_too_many_hops_leave_out_the_first_ones() -> None:
    path = way(*range(MOST_HOPS + 5))
    assert (len(path.hops), path.complete) == (MOST_HOPS, False)
    assert (path.hops[0].id, path.hops[-1].id) == ("Q5", f"Q{MOST_HOPS + 4}")
    assert way(*range(MOST_HOPS)).complete


def test_any_number_of_fields_takes_bounded_time() -> None:
    raw = b"".join(b"Received: by x%d.test; 23 Nov 2026 08:00:00\n" % n for n in range(100_000))
    assert len(path_of(read(raw)).hops) == MOST_HOPS
