"""Whoever takes the domain's mail, from a name server on this computer."""

from pathlib import Path

import pytest

from mailadmin.core.discover.found import Found, Method, Source, Trust
from mailadmin.core.discover.mx import kin_of, look_mx
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.net import Net
from mailadmin.core.net import Trust as TrustOf
from tests.servers.zone_server import serving


async def looked(ca_file: Path, *records: str, failing: tuple[str, ...] = ()) -> Answered:
    async with serving(*records, failing=failing) as (resolver, _):
        wish = Wish(address="anna@d.test", database="")
        return await look_mx(wish, resolver, Net(resolver, TrustOf(ca_file)))


async def test_a_known_provider_has_known_settings(ca_file: Path) -> None:
    found = await looked(ca_file, "d.test. MX 1 d-test.mail.protection.outlook.com.")
    assert isinstance(found, Found)
    assert (found.source, found.trust) == (Source.MX, Trust.LIKELY)
    assert found.origin == "d-test.mail.protection.outlook.com"
    assert found.outgoing[0].host == "smtp.office365.com"
    assert Method.OAUTH in found.outgoing[0].methods
    assert found.outgoing[0].user_name == "anna@d.test"


@pytest.mark.parametrize(
    ("records", "failing", "why", "sentence"),
    [
        ([], (), Why.NOT_THERE, "discover.mx.no-such-domain"),
        (["d.test. MX 0 ."], (), Why.NOT_THERE, "discover.mx.no-mail"),
        (["d.test. A 192.0.2.1"], (), Why.NOT_THERE, ""),
        (["d.test. MX 1 mail.d.test."], (), Why.NOT_THERE, ""),
        (["d.test. MX 1 192.0.2.1."], (), Why.NOT_THERE, ""),
        ([], ("d.test",), Why.UNREACHABLE, ""),
    ],
)
async def test_why_there_are_none(
    ca_file: Path, records: list[str], failing: tuple[str, ...], why: Why, sentence: str
) -> None:
    found = await looked(ca_file, *records, failing=failing)
    assert isinstance(found, Nothing)
    assert (found.source, found.why, found.sentence) == (Source.MX, why, sentence)


async def test_who_belongs_to_a_domain() -> None:
    async with serving("d.test. MX 1 mx.hoster.test.") as (resolver, _):
        kin = await kin_of("d.test", resolver)
    assert kin.knows("smtp.d.test")
    assert kin.knows("smtp.hoster.test")
    assert kin.knows("smtp.gmail.com")
    assert not kin.knows("smtp.other.test")
    assert not kin.knows("hoster.test.other.test")
