"""The program in a network where one kind of address, or both, leads nowhere without a word."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.live.contract import keeps_the_contract
from tests.live.network import DEAD, LIVING, inside_a_network, missing
from tests.live.program import Ended, Json, Program
from tests.servers.scripted import ehlo, expect, say, scripted

pytestmark = pytest.mark.live

FOUR, SIX = LIVING
DEAD_FOUR, OTHER_DEAD_FOUR, DEAD_SIX, OTHER_DEAD_SIX = DEAD

CONVERSATION = (
    say("220 mail.test"), ehlo(), expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok"),
    expect("RSET"), say("250 ok"), expect("QUIT"), say("221 bye"),
)  # fmt: skip


@pytest.fixture(scope="module")
def possible() -> None:
    reason = missing()
    if reason is not None:
        pytest.skip(reason)


@pytest.fixture
def network(possible: None) -> Iterator[None]:
    """The whole test, with its servers and the program, is in this network."""
    with inside_a_network():
        yield


@pytest.fixture
async def program(network: None, ca_file: Path, tmp_path: Path) -> AsyncIterator[Program]:
    """It asks a name server that knows each of these hosts by what is dead about it."""
    hosts = {
        "six-dead": (DEAD_SIX, FOUR),
        "four-dead": (SIX, DEAD_FOUR),
        "most-dead": (DEAD_SIX, OTHER_DEAD_SIX, DEAD_FOUR, FOUR),
        "all-dead": (DEAD_SIX, DEAD_FOUR),
    }
    records = [". SOA ns hostmaster 1 3600 600 86400 0"]
    for host, addresses in hosts.items():
        records += [f"{host}.test. {'AAAA' if ':' in each else 'A'} {each}" for each in addresses]
    server = NameServer(Zone("\n".join(records)))
    await server.open()
    try:
        yield Program(
            data_dir=tmp_path / "data", nameserver=f"127.0.0.1:{server.number}", ca_file=ca_file
        )
    finally:
        await server.close()


async def outcome(program: Program, host: str, port: int, limit: float = 10) -> Ended:
    """The connection test of a server that wants neither encryption nor a password."""
    open_to_all = ("--security", "none", "--auth", "none", "--from", "anna@office.test")
    ended = await program.run(
        "test", "--server", host, "--port", port, *open_to_all, "--timeout", limit
    )
    keeps_the_contract(ended.out, "test")
    return ended


def connections(ended: Ended) -> dict[str, Json]:
    """The finding on each address."""
    found = [line for line in ended.lines if line.get("check") == "net.connect"]
    return {line["evidence"][0]["address"]: line for line in found}


def waited(ended: Ended) -> float:
    """Seconds until one address had answered."""
    return max(line["elapsed_ms"] for line in connections(ended).values()) / 1000


async def test_a_dead_ipv6_costs_a_quarter_second_and_is_told(program: Program) -> None:
    async with scripted(*CONVERSATION, host=FOUR) as there:
        ended = await outcome(program, "six-dead.test", there.port)
        assert len(there.conversations) == 1
    assert (ended.status, ended.result["status"]) == (0, "warning")  # for want of encryption
    seen = connections(ended)
    assert seen[FOUR]["status"] == "ok"
    assert seen[DEAD_SIX]["status"] == "info"
    assert seen[DEAD_SIX]["title"].startswith("IPv6 does not work here")
    assert 0.2 < waited(ended) < 1


async def test_a_dead_ipv4_goes_unnoticed_where_ipv6_works(program: Program) -> None:
    async with scripted(*CONVERSATION, host=SIX) as there:
        ended = await outcome(program, "four-dead.test", there.port)
        assert len(there.conversations) == 1
    assert ended.status == 0
    seen = connections(ended)
    assert seen[SIX]["status"] == "ok"
    assert seen[DEAD_FOUR]["title"] == f"{DEAD_FOUR} was not needed"
    assert waited(ended) < 0.2


async def test_of_many_addresses_the_one_that_lives_is_found_in_a_second(program: Program) -> None:
    async with scripted(*CONVERSATION, host=FOUR) as there:
        ended = await outcome(program, "most-dead.test", there.port)
    assert ended.status == 0
    seen = connections(ended)
    assert set(seen) == {DEAD_SIX, OTHER_DEAD_SIX, DEAD_FOUR, FOUR}
    assert seen[FOUR]["status"] == "ok"
    assert waited(ended) < 1.2


async def test_where_nothing_answers_it_ends_in_time_with_the_cause(program: Program) -> None:
    limit = 1.5
    ended = await outcome(program, "all-dead.test", 587, limit)
    assert (ended.status, ended.result["status"]) == (1, "failed")
    assert ended.result["cause"] == "network-timeout"
    seen = connections(ended)
    assert {line["cause"] for line in seen.values()} == {"network-timeout"}
    assert set(seen) == {DEAD_SIX, DEAD_FOUR}
    assert limit <= waited(ended) < limit + 0.5
    # A second look, at what else can be reached, takes no longer than the first.
    assert ended.result["elapsed_ms"] < 1000 * (2 * limit + 2)
