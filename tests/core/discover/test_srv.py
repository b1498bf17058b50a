"""SRV records of mail services, from a name server on this computer."""

import pytest

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.srv import MOST, look_srv
from mailadmin.core.discover.wish import Wish
from tests.servers.zone_server import serving

NAME = "{}._tcp.d.test. SRV {}"


async def looked(*records: tuple[str, str], failing: tuple[str, ...] = ()) -> Answered:
    zone = [NAME.format(service, value) for service, value in records]
    async with serving(*zone, failing=[f"{name}._tcp.d.test" for name in failing]) as (resolver, _):
        return await look_srv(Wish(address="anna@d.test"), resolver)


def places(found: Answered) -> list[tuple[str, int, Security]]:
    assert isinstance(found, Found)
    return [(server.host, server.port, server.security) for server in found.outgoing]


async def test_servers_come_in_the_order_of_the_records() -> None:
    found = await looked(
        ("_submission", "0 1 587 up.d.test."),
        ("_submissions", "20 1 465 last.d.test."),
        ("_submissions", "10 1 465 light.d.test."),
        ("_submissions", "10 9 465 Heavy.d.test."),
        ("_imap", "0 1 143 inbox.d.test."),
    )
    assert places(found) == [
        ("heavy.d.test", 465, Security.TLS),
        ("light.d.test", 465, Security.TLS),
        ("last.d.test", 465, Security.TLS),
        ("up.d.test", 587, Security.STARTTLS),
    ]
    assert isinstance(found, Found)
    assert found.origin == "_submissions._tcp.d.test"
    assert [(one.kind, one.security) for one in found.incoming] == [("imap", Security.STARTTLS)]
    assert {one.user_name for one in (*found.outgoing, *found.incoming)} == {"anna@d.test"}


@pytest.mark.parametrize(
    ("target", "trust"),
    [
        ("smtp.d.test", Trust.LIKELY),
        ("d.test", Trust.LIKELY),
        ("smtp.gmail.com", Trust.LIKELY),  # a provider's very own server
        ("evil.gmail.com", Trust.DOUBTFUL),
        ("smtp.other.test", Trust.DOUBTFUL),
        ("smtp.d.test.other.test", Trust.DOUBTFUL),
        ("xd.test", Trust.DOUBTFUL),
    ],
)
async def test_a_host_of_somebody_else_is_doubtful(target: str, trust: Trust) -> None:
    found = await looked(("_submissions", f"0 1 465 {target}."))
    assert isinstance(found, Found)
    assert found.trust is trust
    read = await looked(("_submissions", "0 1 465 smtp.d.test."), ("_imaps", f"0 1 993 {target}."))
    assert isinstance(read, Found)
    assert read.trust is trust


@pytest.mark.parametrize(
    ("records", "why", "sentence"),
    [
        ([], Why.NOT_THERE, ""),
        ([("_submissions", "0 0 0 .")], Why.NOT_THERE, "discover.srv.declined"),
        (
            [("_submissions", "0 0 0 ."), ("_submission", "0 0 0 .")],
            Why.NOT_THERE, "discover.srv.declined",
        ),
        ([("_imaps", "0 1 993 imap.d.test.")], Why.NOT_THERE, "discover.srv.inbox-only"),
        ([("_submissions", "0 1 0 smtp.d.test.")], Why.BROKEN, ""),
        ([("_submissions", "0 1 465 192.0.2.1.")], Why.BROKEN, ""),
        ([("_submissions", "0 1 465 a\\032b.d.test.")], Why.BROKEN, ""),
    ],
)  # fmt: skip
async def test_why_there_are_none(records: list[tuple[str, str]], why: Why, sentence: str) -> None:
    found = await looked(*records)
    assert isinstance(found, Nothing)
    assert (found.source, found.why, found.sentence) == (Source.SRV, why, sentence)


async def test_what_is_declined_is_not_used_though_the_other_is() -> None:
    found = await looked(("_submissions", "0 0 0 ."), ("_submission", "0 1 587 smtp.d.test."))
    assert places(found) == [("smtp.d.test", 587, Security.STARTTLS)]


async def test_a_failure_is_not_an_answer() -> None:
    found = await looked(failing=("_submissions", "_submission"))
    assert isinstance(found, Nothing)
    assert found.why is Why.UNREACHABLE


async def test_thousands_of_records_are_bounded_work() -> None:
    many = [("_submissions", f"{number} 1 465 host-{number}.d.test.") for number in range(300)]
    assert len(places(await looked(*many))) == MOST
