"""Names, asked of a real name server (the sandbox's) and of the operating system."""

import asyncio
from collections.abc import Iterator

import pytest

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.resolver import AnswerState, Resolver
from mailadmin.sandbox.system import Sandbox

pytestmark = pytest.mark.both_loops


@pytest.fixture(scope="module")
def nameserver() -> Iterator[str]:
    with Sandbox() as sandbox:
        host, port = sandbox.dns_address
        yield f"{host}:{port}"


async def test_an_address_is_its_own_answer() -> None:
    resolver = Resolver()
    assert (await resolver.addresses("192.0.2.7")).values == ("192.0.2.7",)
    assert (await resolver.addresses("[2001:DB8::7]")).values == ("2001:db8::7",)
    assert resolver.queries == 0


async def test_localhost_is_this_computer_whatever_name_server_is_asked(nameserver: str) -> None:
    answer = await Resolver([nameserver]).addresses("localhost")
    assert "127.0.0.1" in answer.values


async def test_a_host_is_found(nameserver: str) -> None:
    answer = await Resolver([nameserver]).addresses("SMTP.sandbox.test.")
    assert (answer.state, answer.values) == (AnswerState.FOUND, ("127.0.0.1",))


async def test_no_such_name_and_no_data_are_told_apart(nameserver: str) -> None:
    resolver = Resolver([nameserver])
    assert (await resolver.query("nothing.sandbox.test", "A")).state is AnswerState.NO_SUCH_NAME
    assert (await resolver.query("sandbox.test", "SRV")).state is AnswerState.NO_DATA
    assert (await resolver.addresses("nothing.sandbox.test")).state is AnswerState.NO_SUCH_NAME


async def test_a_text_record_comes_whole_and_without_quotes(nameserver: str) -> None:
    answer = await Resolver([nameserver]).query("_dmarc.sandbox.test", "TXT")
    (text,) = answer.values
    assert text.startswith("v=DMARC1")


async def test_one_question_is_asked_once(nameserver: str) -> None:
    resolver = Resolver([nameserver])
    answers = await asyncio.gather(*(resolver.query("sandbox.test", "MX") for _ in range(20)))
    assert len({answer.values for answer in answers}) == 1
    assert resolver.queries == 1


async def test_who_gives_up_does_not_take_the_answer_from_the_others(nameserver: str) -> None:
    resolver = Resolver([nameserver])
    first = asyncio.ensure_future(resolver.query("sandbox.test", "MX"))
    second = asyncio.ensure_future(resolver.query("sandbox.test", "MX"))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).state is AnswerState.FOUND


async def test_a_silent_name_server_is_a_temporary_failure_within_the_limit() -> None:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
    )
    port = transport.get_extra_info("sockname")[1]
    began = loop.time()
    answer = await Resolver(["127.0.0.1"], port=port, timeout=0.5).query("a.test", "A")
    assert answer.state is AnswerState.TEMPORARY_FAILURE
    assert loop.time() - began < 2
    transport.close()


@pytest.mark.parametrize("host", ["", "a..b", "a b.test", "-a.test", "a" * 64 + ".test", "ü@x"])
async def test_what_is_no_host_name_is_not_asked_for(host: str) -> None:
    resolver = Resolver(["127.0.0.1:1"])
    assert (await resolver.addresses(host)).state is AnswerState.NO_SUCH_NAME
    assert resolver.queries == 0


async def test_international_names_are_asked_for_in_ascii() -> None:
    assert ascii_host("Bücher.Test.") == "xn--bcher-kva.test"
    assert ascii_host("smtp_1.test") == "smtp_1.test"
