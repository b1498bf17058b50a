"""Where DMARC reports may go (RFC 9990 section 4), and records gone astray, over real sockets."""

import pytest

from mailadmin.core.dns.dmarc.facts import look_up
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt

pytestmark = pytest.mark.both_loops

D = "_dmarc.d.test"


@pytest.mark.parametrize(
    ("domain", "records", "destinations"),
    [
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@d.test"), ["own"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@D.TEST"), ["own"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@m.d.test"), ["own"]),
        ("m.d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@d.test"), ["own"]),
        ("m.d.test", txt("_dmarc.m.d.test", "v=DMARC1; rua=mailto:a@d.test")
         + txt(D, "v=DMARC1; p=none"), ["own"]),
        # a part of the organization that declared itself one of its own
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@u.d.test")
         + txt("_dmarc.u.d.test", "v=DMARC1; p=none; psd=n"), ["not-authorised"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test"), ["not-authorised"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test")
         + txt("d.test._report._dmarc.r.test", "v=DMARC1"), ["authorised"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test")
         + txt("d.test._report._dmarc.r.test", "other", "v=DMARC1;"), ["authorised"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test")
         + txt("d.test._report._dmarc.r.test", "v=DMARC2", "yes"), ["not-authorised"]),
        # the name is that of the record, not of the domain that was asked about
        ("m.d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test")
         + txt("d.test._report._dmarc.r.test", "v=DMARC1"), ["authorised"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@r.test,mailto:b@d.test,https://x.test/,"
                       "mailto:c; ruf=mailto:f@r.test,mailto:g@s.test"),
         ["not-authorised", "own", "other-kind", "malformed", "not-authorised", "not-authorised"]),
        ("m.d.test", txt("_dmarc.m.d.test", "v=DMARC1; rua=mailto:a@r.test")
         + txt(D, "v=DMARC1; p=none") + txt("m.d.test._report._dmarc.r.test", "v=DMARC1"),
         ["authorised"]),
        ("m.bank.test", txt("_dmarc.bank.test",
                            "v=DMARC1; p=none; psd=y; rua=mailto:a@m.bank.test"),
         ["not-authorised"]),
        ("m.bank.test", txt("_dmarc.bank.test", "v=DMARC1; p=none; psd=y; rua=mailto:a@bank.test"),
         ["own"]),
        ("d.test", txt(D, "v=DMARC1; p=none; rua=mailto:a@" + "r" * 63 + "." + "r" * 63 + "." +
                       "r" * 63 + "." + "r" * 50 + ".test"), ["not-authorised"]),
        ("d.test", (), []),
    ],
)  # fmt: skip
async def test_an_address_of_somebody_else_has_to_agree(
    domain: str, records: tuple[str, ...], destinations: list[str]
) -> None:
    async with serving(*records) as (resolver, _):
        found = await look_up(domain, Questions(resolver))
    assert [each.destination for each in found.reports.addresses] == destinations


async def test_nobody_is_asked_twice_and_not_everybody_is_asked() -> None:
    hosts = ",".join(f"mailto:{n}@r{n % 40}.test" for n in range(45))
    async with serving(*txt(D, f"v=DMARC1; p=none; rua={hosts}")) as (resolver, _):
        found = await look_up("d.test", resolver)
        assert resolver.queries == 2 + 10
    states = [each.destination for each in found.reports.addresses]
    assert states == ["not-authorised"] * 10 + ["unknown"] * 30 + ["not-authorised"] * 5


async def test_no_answer_about_an_address_is_not_a_refusal() -> None:
    async with WaywardServer() as server:
        server.texts[D] = "v=DMARC1; p=none; rua=mailto:a@rcode-servfail.test"
        found = await look_up("d.test", Resolver([f"127.0.0.1:{server.port}"], timeout=3))
    assert [each.destination for each in found.reports.addresses] == ["unknown"]
    assert [answer.state for answer in found.reports.answers] == ["temporary-failure"]


RECORD = "v=DMARC1; p=reject"


@pytest.mark.parametrize(
    ("records", "name", "asked"),
    [
        (txt("d.test", "v=spf1 -all", RECORD), "d.test", 4),
        (txt("_dmarc.d.test.d.test", RECORD), "_dmarc.d.test.d.test", 4),
        (txt("d.test", "v=spf1 -all"), None, 4),
        (txt(D, RECORD) + txt("d.test", RECORD), None, 2),
        (txt(D, RECORD, RECORD + ";") + txt("d.test", RECORD), None, 2),
    ],
)
async def test_a_record_at_a_wrong_name_is_looked_for_where_one_is_missing(
    records: tuple[str, ...], name: str | None, asked: int
) -> None:
    async with serving(*records) as (resolver, _):
        found = await look_up("d.test", resolver)
        assert resolver.queries == asked
    assert (found.stray and (found.stray.answer.name, found.stray.text)) == (
        (name, RECORD) if name else None
    )
