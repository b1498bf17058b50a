"""A good message and the one that every filter must call spam, asked of real filters."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailadmin.core.account import Identity
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.filters_in_reach import FilterAnswer, Kind, Place, State, ask
from mailadmin.core.finding import Status
from mailadmin.core.net import Net, Trust
from mailadmin.core.reading.judge.filter_answer import judge
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.message import build
from tests.live.daemon import answers
from tests.live.spam_filters import RSPAMD, SPAMD, Rspamd, Spamd

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]

# Spelled in two, so that no filter on the way of this file takes offence.
GTUBE = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD" + "-ANTI-UBE-TEST-EMAIL*C.34X"
ANNA = Identity(address="anna@example.com", name="Anna Berg")


def raw(text: str) -> bytes:
    return build(Draft(to=("bert@example.org",), subject="The meeting", text=text), ANNA).data


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # Not pytest's folder: who serves as nobody can't get there.
    root = Path(tempfile.mkdtemp(prefix="mailadmin-live-"))
    root.chmod(0o755)
    try:
        yield root
    finally:
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def spamd(folder: Path) -> Iterator[Place]:
    if SPAMD is None:
        pytest.skip("SpamAssassin is not installed (package spamd)")
    inner = folder / "spamd"
    inner.mkdir()
    with Spamd(inner) as running:
        yield Place(Kind.SPAMD, "127.0.0.1", running.port)
    assert not answers(running.port)


@pytest.fixture(scope="module")
def rspamd(folder: Path) -> Iterator[Place]:
    if RSPAMD is None:
        pytest.skip("Rspamd is not installed (package rspamd)")
    inner = folder / "rspamd"
    inner.mkdir()
    with Rspamd(inner) as running:
        yield Place(Kind.RSPAMD, "127.0.0.1", running.port)
    assert not answers(running.port)


async def asked(text: str, place: Place) -> FilterAnswer:
    return await ask(raw(text), place, net=Net(Resolver(), Trust()), limit=30)


async def test_spamassassin(spamd: Place) -> None:
    good = await asked("Hello Bert,\n\nthe meeting is on Monday at ten.\n\nAnna\n", spamd)
    assert (good.state, good.limit, good.is_spam) == (State.ANSWERED, 5.0, False)
    assert good.score is not None
    assert good.score < 5
    assert "NO_RELAYS" in [rule.name for rule in good.rules]
    assert judge(good, sent=False)[0].status is Status.OK
    bad = await asked(GTUBE, spamd)
    assert bad.is_spam
    assert (bad.rules[0].name, bad.rules[0].points) == ("GTUBE", 1000)
    assert [verdict.id for verdict in judge(bad)][:2] == [
        "message.content.filter-above",
        "message.rule.test-text",
    ]


async def test_rspamd(rspamd: Place) -> None:
    good = await asked("Hello Bert,\n\nthe meeting is on Monday at ten.\n\nAnna\n", rspamd)
    assert (good.state, good.action, good.is_spam) == (State.ANSWERED, "no action", False)
    assert "MIME_GOOD" in [rule.name for rule in good.rules]
    assert judge(good, sent=False)[0].id == "message.content.filter-passes"
    bad = await asked(GTUBE, rspamd)
    assert (bad.action, bad.is_spam) == ("reject", True)
    assert judge(bad)[0].id == "message.content.filter-refuses"


async def test_neither_takes_the_other_for_itself(spamd: Place, rspamd: Place) -> None:
    for kind, port in ((Kind.SPAMD, rspamd.port), (Kind.RSPAMD, spamd.port)):
        answer = await asked("Hello\n", Place(kind, "127.0.0.1", port))
        assert answer.state in (State.BROKEN, State.REFUSED)
        assert judge(answer)[0].status is Status.UNKNOWN


async def test_a_large_message_arrives_whole(spamd: Place, rspamd: Place) -> None:
    for place in (spamd, rspamd):
        answer = await asked("The meeting is on Monday.\n" * 40_000, place)
        assert answer.state is State.ANSWERED
        assert not answer.is_spam
