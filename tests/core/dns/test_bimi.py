"""BIMI records, read and looked up over real sockets."""

import pytest

from mailadmin.core.dns.bimi import BimiFaultReason, State, is_record, look_up, parse
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt

LOGO = "l=https://d.test/logo.svg"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("v=BIMI1; l=", True),
        ("v = BIMI1;", True),
        ("v=BIMI1", True),
        ("v=bimi1; l=", False),
        ("v=BIMI10; l=", False),
        ("l=; v=BIMI1", False),
    ],
)
def test_only_what_begins_with_the_version_is_a_record(text: str, is_one: bool) -> None:
    assert is_record(text) is is_one


@pytest.mark.parametrize(
    ("rest", "logo", "certificate", "declined"),
    [
        (LOGO, "https://d.test/logo.svg", "", False),
        (f"{LOGO}; a=https://d.test/c.PEM?x=1;", "https://d.test/logo.svg",
         "https://d.test/c.PEM?x=1", False),
        (f"{LOGO}; a=; avp=brand", "https://d.test/logo.svg", "", False),
        ("l=; a=;", "", "", True),
        ("l=", "", "", True),
    ],
)  # fmt: skip
def test_right_records_have_no_faults(
    rest: str, logo: str, certificate: str, declined: bool
) -> None:
    record = parse(f"v=BIMI1; {rest}")
    assert not record.faults
    assert (record.logo, record.certificate, record.declined) == (logo, certificate, declined)


@pytest.mark.parametrize(
    ("rest", "reason", "part"),
    [
        ("", BimiFaultReason.NO_LOGO, "v=BIMI1; "),
        ("a=https://d.test/c.pem", BimiFaultReason.NO_LOGO, "v=BIMI1; a=https://d.test/c.pem"),
        ("l=; a=https://d.test/c.pem", BimiFaultReason.NO_LOGO,
         "v=BIMI1; l=; a=https://d.test/c.pem"),
        ("l=http://d.test/logo.svg", BimiFaultReason.LOGO_ADDRESS, "l=http://d.test/logo.svg"),
        ("l=https:///logo.svg", BimiFaultReason.LOGO_ADDRESS, "l=https:///logo.svg"),
        ("l=https://[x/logo.svg", BimiFaultReason.LOGO_ADDRESS, "l=https://[x/logo.svg"),
        ("l=logo.svg", BimiFaultReason.LOGO_ADDRESS, "l=logo.svg"),
        ("l=https://d.test/logo.png", BimiFaultReason.LOGO_KIND, "l=https://d.test/logo.png"),
        (f"{LOGO}; a=http://d.test/c.pem", BimiFaultReason.CERTIFICATE_ADDRESS,
         "a=http://d.test/c.pem"),
        (f"{LOGO}; a=https://d.test/c.crt", BimiFaultReason.CERTIFICATE_KIND,
         "a=https://d.test/c.crt"),
        (f"{LOGO}; {LOGO}", BimiFaultReason.REPEATED, LOGO),
        (f"{LOGO}; word", BimiFaultReason.NO_TAG, "word"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(rest: str, reason: BimiFaultReason, part: str) -> None:
    (fault,) = parse(f"v=BIMI1; {rest}").faults
    assert (fault.reason, fault.text) == (reason, part)
    assert not parse(f"v=BIMI1; {rest}").declined


RECORD = f"v=BIMI1; {LOGO}"
DMARC = txt("_dmarc.d.test", "v=DMARC1; p=reject")


@pytest.mark.parametrize(
    ("domain", "records", "state", "record_at"),
    [
        ("d.test", txt("default._bimi.d.test", RECORD), State.FOUND, "d.test"),
        ("m.d.test", (*DMARC, *txt("default._bimi.d.test", RECORD)), State.FOUND, "d.test"),
        ("m.d.test", txt("default._bimi.d.test", RECORD), State.NONE, None),
        ("m.d.test", (*DMARC, *txt("default._bimi.m.d.test", "v=BIMI1; l=;"),
                      *txt("default._bimi.d.test", RECORD)), State.FOUND, "m.d.test"),
        ("d.test", txt("default._bimi.d.test", RECORD, "v=BIMI1; l=;"), State.SEVERAL, "d.test"),
        ("d.test", txt("default._bimi.d.test", "v=BIMI2; l=;"), State.NONE, None),
        ("d.test", DMARC, State.NONE, None),
    ],
)  # fmt: skip
async def test_the_record_is_found_at_the_domain_or_its_organization(
    domain: str, records: tuple[str, ...], state: State, record_at: str | None
) -> None:
    async with serving(*records) as (resolver, _):
        found = await look_up(domain, Questions(resolver))
    assert (found.state, found.record_at) == (state, record_at)


async def test_without_the_organization_nothing_is_known() -> None:
    zone = txt("default._bimi.d.test", RECORD) + DMARC
    async with serving(*zone, failing=["_dmarc.test"]) as (resolver, _):
        found = await look_up("m.d.test", resolver)
    assert found.state is State.UNKNOWN


@pytest.mark.parametrize("domain", ["rcode-servfail.test", "rcode-servfail._bimi.test"])
async def test_no_answer_is_not_no_record(domain: str) -> None:
    async with WaywardServer() as server:
        resolver = Resolver([f"127.0.0.1:{server.port}"], timeout=3)
        assert (await look_up(domain, resolver)).state is State.UNKNOWN
