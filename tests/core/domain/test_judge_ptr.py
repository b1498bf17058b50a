"""What the name of an address means, in tables, and that everything meant has its words."""

import msgspec
import pytest

from mailadmin.core.dns.addresses import read_address
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.ptr import HostName, Iprev, PtrFacts
from mailadmin.core.domain.judge.generic_name import looks_generic
from mailadmin.core.domain.judge.ptr import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.ptr import FIXES, TEXTS
from tests.core.domain.saying import said

IP, SIX = "192.0.2.10", "2001:db8::25"
FOUND, NO_DATA = AnswerState.FOUND, AnswerState.NO_DATA
GONE, LOST = AnswerState.NO_SUCH_NAME, AnswerState.TEMPORARY_FAILURE
LINE = "dsl-192-0-2-10.example.net"


def host(name: str, *values: str, state: AnswerState | None = None) -> HostName:
    state = state or (FOUND if values else NO_DATA)
    return HostName(name, Answer(name=name, type="A", state=state, values=values))


def facts(
    result: Iprev | None, *names: HostName, address: str = IP, hosts: tuple[HostName, ...] = ()
) -> PtrFacts:
    ip = read_address(address)
    states = {None: None, Iprev.PERMERROR: NO_DATA, Iprev.TEMPERROR: FOUND if names else LOST}
    state = states.get(result, FOUND)
    return PtrFacts(
        address=str(ip),
        reverse=ip.reverse_pointer,
        answer=None if state is None else Answer(name=ip.reverse_pointer, type="PTR", state=state),
        names=names,
        result=result,
        hosts=hosts,
    )


def within(found: PtrFacts) -> PtrFacts:
    return msgspec.structs.replace(found, internal=True)


GOOD = host("mail.d.test", IP)
FREE = host("mail.d.test", state=GONE)
TAKEN = host("mail.d.test", "198.51.100.1")

CASES = [
    (facts(Iprev.PASS, GOOD), "ok", Status.OK),
    (facts(Iprev.PASS, host("x.d.test"), GOOD), "ok", Status.OK),
    (facts(Iprev.PASS, host(LINE, IP), GOOD), "ok", Status.OK),
    (facts(Iprev.PASS, host(LINE, IP)), "generic", Status.WARNING),
    (facts(Iprev.PASS, host(LINE, IP), hosts=(GOOD,)), "generic", Status.WARNING),
    (facts(Iprev.PERMERROR), "none", Status.FAILED),
    (facts(Iprev.PERMERROR, address=SIX), "none", Status.FAILED),
    (facts(Iprev.PERMERROR, hosts=(TAKEN,)), "none", Status.FAILED),
    (facts(Iprev.PERMERROR, hosts=(FREE,)), "none", Status.FAILED),
    (facts(Iprev.PERMERROR, hosts=(GOOD,)), "none", Status.FAILED),
    (facts(Iprev.FAIL, host("x.d.test")), "leads-nowhere", Status.FAILED),
    (
        facts(Iprev.FAIL, host("x.d.test", state=GONE), hosts=(FREE,)),
        "leads-nowhere",
        Status.FAILED,
    ),
    (facts(Iprev.FAIL, host("x.d.test"), TAKEN), "leads-elsewhere", Status.FAILED),
    (facts(Iprev.TEMPERROR), "temporary-failure", Status.UNKNOWN),
    (facts(Iprev.TEMPERROR, host("x.d.test", state=LOST)), "name-unknown", Status.UNKNOWN),
    (facts(None, address="127.0.0.1"), "inside", Status.INFO),
    (within(facts(Iprev.PERMERROR, address="10.0.0.1")), "inside", Status.INFO),
    (within(facts(Iprev.FAIL, host("x.d.test"), address="10.0.0.1")), "inside", Status.INFO),
    (within(facts(Iprev.PASS, host("x.d.test", "10.0.0.1"), address="10.0.0.1")), "ok", Status.OK),
]


@pytest.mark.parametrize(("given", "what", "status"), CASES)
def test_verdicts_and_their_words(given: PtrFacts, what: str, status: Status) -> None:
    verdict = judge(given)
    assert (verdict.id, verdict.status) == (f"domain.ptr.{what}", status)
    assert (verdict.cause == "sender-ptr-missing") is (status is Status.FAILED)
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) is (status in (Status.FAILED, Status.WARNING))
    if fix is not None:
        assert fix.copy[-1].text.startswith("Hello,")
        assert given.reverse in fix.copy[-1].text


def test_every_text_is_said_and_every_fix_is_needed() -> None:
    ids = {judge(given).id for given, _, _ in CASES}
    assert ids | {"domain.ptr.no-subject"} == set(TEXTS)
    assert set(FIXES) <= ids


@pytest.mark.parametrize(
    ("hosts", "records"),
    [
        ((TAKEN, GOOD), ["10.2.0.192.in-addr.arpa. PTR mail.d.test."]),
        (
            (host("smtp.d.test", "198.51.100.1"), FREE),
            ["10.2.0.192.in-addr.arpa. PTR mail.d.test.", "mail.d.test. A 192.0.2.10"],
        ),
        ((TAKEN,), []),
        ((host("mail.d.test", state=LOST),), []),
    ],
)
def test_the_records_are_exact(hosts: tuple[HostName, ...], records: list[str]) -> None:
    fix = said(judge(facts(Iprev.PERMERROR, hosts=hosts)), TEXTS, FIXES)
    assert fix is not None
    assert [copy.text for copy in fix.copy[:-1]] == records


def test_the_name_that_somebody_chose_is_the_one_that_is_said() -> None:
    assert judge(facts(Iprev.PASS, host(LINE, IP), GOOD)).params["name"] == "mail.d.test"
    assert judge(facts(Iprev.PASS, host("x.d.test"), GOOD)).params["name"] == "mail.d.test"


def test_the_record_of_an_ipv6_address() -> None:
    fix = said(judge(facts(Iprev.PERMERROR, address=SIX, hosts=(FREE,))), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy[0].text == f"5.2.{'0.' * 22}8.b.d.0.1.0.0.2.ip6.arpa. PTR mail.d.test."
    assert fix.copy[1].text == "mail.d.test. AAAA 2001:db8::25"


def test_a_name_that_leads_nowhere_needs_one_record() -> None:
    fix = said(judge(facts(Iprev.FAIL, host("x.d.test"))), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy[0].text == "x.d.test. A 192.0.2.10"


@pytest.mark.parametrize(
    "name",
    [
        "dsl-192-0-2-10.example.net",
        "192.0.2.10.dyn.example.net",
        "host192-0-2-10.dynamic.example.it",
        "10-2-0-192.pool.example.ru",
        "p192.0.2.10.dip.dialin.example.de",
        "cpe-192-000-002-010.example.com",
        "192x0x2x10.static-business.example.ru",
        "static.10.2.0.192.clients.example.de",
        "c000020a.dip0.dhcp.example.net",
        "ip-192-0-2-10.customer.example.cz",
        "dsl192000002010.example.net",
        "dsl1020192.example.net",
    ],
)
def test_names_that_nobody_chose(name: str) -> None:
    assert looks_generic(name, read_address(IP))


@pytest.mark.parametrize(
    "name",
    [
        "mail.example.com",
        "dyn.example.com",
        "192-0-2-10.example.net",
        "mail-192-0-2-10.static.example.net",
        "mx10.pool.example.net",
        "dsl-192-0-2-100.example.net",
        "dsl-1192-0-2-10.example.net",
        "dsl-192-0-3-10.example.net",
        "host10.example.net",
        "a8-31.smtp-out.example.com",
        "o1.ptr123.example.com",
        "vps-1a2b3c4d.vps.example.net",
        "static.example.com",
        "",
        ".",
        "a\\000b.dyn",
        "0" * 1000 + ".dsl",
        "0-" * 500 + "dsl",
    ],
)
def test_names_that_somebody_chose_or_may_have(name: str) -> None:
    assert not looks_generic(name, read_address(IP))


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("2001-db8--25.dyn.example.net", True),
        ("2001-db8-0-0-0-0-0-25.dynamic.example.net", True),
        ("20010db8000000000000000000000025.ip.example.net", True),
        (f"5.2.{'0.' * 22}8.b.d.0.1.0.0.2.pool.example.net", True),
        ("mail.example.net", False),
        ("2001-db8--25.example.net", False),
        ("2001-db8--2.dyn.example.net", False),
    ],
)
def test_names_of_ipv6_addresses(name: str, generic: bool) -> None:
    assert looks_generic(name, read_address(SIX)) is generic
