"""The program against a real Unbound: plain, over TLS, over HTTPS, and its word on DNSSEC."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from mailadmin.core.dns import dane, dnssec
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.judge.dane import judge as judge_dane
from mailadmin.core.domain.judge.dnssec import judge as judge_dnssec
from mailadmin.core.net import Trust
from tests.live.unbound import EXPIRED, PROGRAM, SIGNED, UNSIGNED, Unbound

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(PROGRAM is None, reason="Unbound is not installed (package unbound)"),
]

WAYS = ("plain", "tls", "https")


@pytest.fixture(scope="module")
def unbound(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unbound]:
    with Unbound(tmp_path_factory.mktemp("unbound"), authority) as running:
        yield running


def written(unbound: Unbound, way: str) -> str:
    """The server as it is given to the program."""
    return {
        "plain": f"127.0.0.1:{unbound.plain}",
        "tls": f"tls://127.0.0.1:{unbound.tls}#dns.test",
        "https": f"https://127.0.0.1:{unbound.https}/dns-query#dns.test",
    }[way]


def resolver(unbound: Unbound, way: str, ca_file: Path) -> Resolver:
    return Resolver([written(unbound, way)], timeout=10, trust=Trust(ca_file))


@pytest.mark.parametrize("way", WAYS)
async def test_questions_are_answered(unbound: Unbound, way: str, ca_file: Path) -> None:
    asker = resolver(unbound, way, ca_file)
    answers = await asyncio.gather(*(asker.query(f"n{n}.{SIGNED}", "A") for n in range(150)))
    assert {answer.state for answer in answers} == {AnswerState.NO_SUCH_NAME}
    assert all(answer.authentic for answer in answers)
    assert (await asker.query(f"mx.{UNSIGNED}", "A")).values == ("192.0.2.25",)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("domain", "authentic", "state"),
    [
        (SIGNED, True, AnswerState.FOUND),
        (UNSIGNED, False, AnswerState.FOUND),
        (EXPIRED, False, AnswerState.TEMPORARY_FAILURE),
    ],
)
async def test_what_is_verified(
    unbound: Unbound, ca_file: Path, way: str, domain: str, authentic: bool, state: AnswerState
) -> None:
    asker = resolver(unbound, way, ca_file)
    answer = await asker.query(domain, "MX")
    assert (answer.authentic, answer.state) == (authentic, state)
    waived = await asker.query(domain, "MX", unchecked=True)
    assert waived.values == (f"10 mx.{domain}.",)


@pytest.mark.parametrize(
    ("domain", "state"),
    [
        (SIGNED, "ok"),
        (f"mx.{SIGNED}", "ok"),
        (EXPIRED, "broken"),
        (UNSIGNED, "unsigned"),
        (f"mx.{UNSIGNED}", "unsigned"),
    ],
)
async def test_the_state_of_a_zone(
    unbound: Unbound, ca_file: Path, domain: str, state: str
) -> None:
    asker = Questions(resolver(unbound, "plain", ca_file))
    facts = await dnssec.look_up(domain, asker)
    assert judge_dnssec(facts).id == f"domain.dnssec.{state}"
    assert facts.resolver_verifies


async def test_the_records_of_a_mail_server_are_vouched_for(
    unbound: Unbound, ca_file: Path
) -> None:
    asker = Questions(resolver(unbound, "tls", ca_file))
    for domain, state in ((SIGNED, "ok"), (UNSIGNED, "unsigned"), (EXPIRED, "servers-unknown")):
        facts = await dane.look_up(domain, asker)
        assert judge_dane(facts).id == f"domain.dane.{state}"


@pytest.mark.parametrize("way", WAYS)
def test_the_command_line_asks_so(unbound: Unbound, ca_file: Path, way: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mailadmin", "test", "--server", f"mx.{UNSIGNED}"),
            *("--port", "1", "--security", "none", "--auth", "none", "--from", "a@b.test"),
            *("--resolver", written(unbound, way), "--ca-file", str(ca_file)),
            *("--timeout", "5", "--json"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        timeout=50,
    )
    found = json.loads(done.stdout.splitlines()[0])
    assert (found["check"], found["status"]) == ("dns.resolve", "ok")
    assert "192.0.2.25" in found["title"]
