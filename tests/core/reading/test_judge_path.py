"""What the way of a message means, in tables, and that everything meant has its words."""

from datetime import UTC, datetime, timedelta

import pytest

from mailadmin.core.finding import HeaderSeen, Status
from mailadmin.core.message.border import Reach, border_of
from mailadmin.core.message.headers import read
from mailadmin.core.message.origin import Origin, origin_of
from mailadmin.core.message.path import Path, path_of
from mailadmin.core.reading.judge.path import judge
from mailadmin.core.texts.message.path import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said

BEGIN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
USER = "from laptop (unknown [198.51.100.3]) by mail.a.test with ESMTPSA id 1"
OUT = "from mail.a.test (mail.a.test [192.0.2.7]) by mx.b.test with ESMTPS id 2"
IN = "from mx.b.test (mx.b.test [10.0.0.1]) by store.b.test with LMTP id 3"
PLAIN = OUT.replace("ESMTPS", "ESMTP")
FORWARDED = "from mx.b.test (mx.b.test [203.0.113.9]) by mail.a.test with ESMTPS id 4"
FILTERED = "from mx.b.test (localhost [127.0.0.1]) by mx.b.test with ESMTP id 5"
NAMELESS = "(qmail 4711 invoked by uid 1000)"
FETCHED = "from pop.b.test [203.0.113.2] by localhost with POP3 (fetchmail)"


def way(*hops: tuple[str, float | None]) -> tuple[Path, Origin | None, Reach]:
    """A way, its origin and reach: each hop as written, and the seconds after the beginning."""
    lines = [
        f"Received: {value}"
        + ("" if at is None else f"; {BEGIN + timedelta(seconds=at):%d %b %Y %T} +0000")
        for value, at in reversed(hops)
    ]
    headers = read("\n".join([*lines, "", ""]).encode())
    path = path_of(headers)
    border = border_of(headers, path)
    return path, origin_of(headers, border), border.reach


OK, INFO, WARNING = Status.OK, Status.INFO, Status.WARNING
CASES = {
    "well": (way((USER, 0), (OUT, 2), (IN, 3)), "ok", OK),
    "in minutes": (way((USER, 0), (OUT, 250), (IN, 500)), "ok-minutes", OK),
    "one hop": (way((OUT, 0)), "one-hop", OK),
    "no times": (way((OUT, None), (IN, None)), "untimed", OK),
    "a little back": (way((USER, 3), (OUT, 0)), "ok", OK),
    "inside": (way((USER, 0), (IN, 1)), "inside", OK),
    "nothing": (way(), "none", INFO),
    "kept": (way((USER, 0), (OUT, 300)), "kept-minutes", WARNING),
    "not quite": (way((USER, 0), (OUT, 299)), "ok", OK),
    "kept inside": (way((OUT, 0), (IN, 1500)), "kept-minutes", WARNING),
    "kept for hours": (way((USER, 0), (OUT, 10_000)), "kept-hours", WARNING),
    "kept by nobody": (way((USER, 0), (NAMELESS, 1500)), "kept-somewhere-minutes", WARNING),
    "kept by nobody for hours": (way((USER, 0), (NAMELESS, 9999)), "kept-somewhere-hours", WARNING),
    "an hour": (way((USER, 0), (OUT, 3603)), "time-zone-minutes", WARNING),
    "five hours": (way((USER, 0), (OUT, 17_998)), "time-zone-hours", WARNING),
    "an hour later on": (way((USER, 0), (OUT, 1), (IN, 3603)), "kept-minutes", WARNING),
    "waiting in a mailbox": (way((OUT, 0), (IN, 1), (FETCHED, 90_000)), "ok-minutes", OK),
    "fast": (way((USER, 0), (OUT, 1800), (IN, 2)), "clock-fast-minutes", INFO),
    "fast by hours": (way((USER, 9000), (OUT, 1), (IN, 2)), "clock-fast-hours", INFO),
    "slow": (way((USER, 0), (OUT, -1800), (IN, 2)), "clock-slow-minutes", INFO),
    "slow by hours": (way((USER, 0), (OUT, -9000), (IN, 2)), "clock-slow-hours", INFO),
    "hardly slow": (way((USER, 0), (OUT, -299), (IN, 2)), "ok", OK),
    "plain": (way((USER, 0), (PLAIN, 1), (IN, 2)), "unencrypted", INFO),
    "plain inside": (way((OUT, 0), (FILTERED, 1), (IN, 2)), "ok", OK),
    "plain sign-in": (way((USER.replace("ESMTPSA", "ESMTPA"), 0), (OUT, 1)), "open-sign-in",
                      WARNING),
    "plain sign-in inside": (
        way((USER.replace("ESMTPSA", "ESMTPA").replace("198.51.100.3", "10.0.0.3"), 0), (OUT, 1)),
        "ok", OK,
    ),
    "a loop": (
        way((OUT, 0), (FORWARDED, 1), (OUT + "x", 2), (FORWARDED + "x", 3), (OUT + "y", 4)),
        "loop", WARNING,
    ),
    "there and back": (way((OUT, 0), (FORWARDED, 1), (OUT + "x", 2)), "ok", OK),
    "filters": (way((OUT, 0), (FILTERED, 1), (FILTERED + "x", 2), (IN, 3)), "ok", OK),
}  # fmt: skip


@pytest.mark.parametrize(("found", "what", "status"), CASES.values(), ids=CASES.keys())
def test_verdicts_and_their_words(
    found: tuple[Path, Origin | None], what: str, status: Status
) -> None:
    verdict = judge(*found)
    assert (verdict.id, verdict.status) == (f"message.path.{what}", status)
    assert (verdict.cause == "recipient-mail-loop") is (what == "loop")
    assert bool(verdict.evidence) is bool(found[0].hops)
    words = said(verdict, TEXTS, FIXES)
    assert (words is not None) is (status is WARNING)
    if words is not None:
        assert_complete(FIXES[verdict.id], words)


def test_every_text_is_said_by_a_case() -> None:
    assert {f"message.path.{what}" for _, what, _ in CASES.values()} == set(TEXTS)
    assert set(FIXES) <= set(TEXTS)


def params_of(*hops: tuple[str, float | None]) -> dict[str, object]:
    return dict(judge(*way(*hops)).params)


def test_the_server_that_kept_it_is_the_one_before() -> None:
    assert params_of((USER, 0), (OUT, 1500), (IN, 1501)) == {
        "server": "mail.a.test", "next": "mx.b.test", "minutes": 25, "hours": 0,
    }  # fmt: skip
    verdict = judge(*way((USER, 0), (OUT, 1500)))
    seen = [one.value.partition(";")[0] for one in verdict.evidence if isinstance(one, HeaderSeen)]
    assert seen == [USER, OUT]


def test_the_longest_wait_is_told() -> None:
    assert params_of((USER, 0), (OUT, 400), (IN, 1000))["server"] == "mx.b.test"


def test_the_clock_that_is_wrong_is_named() -> None:
    params = params_of((USER, 0), (OUT, 7202), (IN, 2))
    assert (params["server"], params["hours"]) == ("mx.b.test", 2)


def test_the_hop_from_outside_goes_before_one_that_may_be_made_up() -> None:
    other = "from x.test (x.test [203.0.113.1]) by mail.a.test with ESMTP id 9"
    assert params_of((other, 0), (PLAIN, 1), (IN, 2))["next"] == "mx.b.test"
    assert params_of((other, 0), (OUT, 1), (IN, 2))["next"] == "mail.a.test"


def test_what_strangers_wrote_is_shown_short_and_on_one_line() -> None:
    name = "a\x1b[31m\u202e" + "b" * 200 + ".test"
    verdict = judge(*way((f"from x ([192.0.2.1]) by {name} with ESMTPS", 0), (OUT, 1500)))
    server = verdict.params["server"]
    assert isinstance(server, str)
    assert len(server) <= 80
    assert server.isprintable()
    assert all(len(one.value) <= 1001 for one in verdict.evidence if isinstance(one, HeaderSeen))
