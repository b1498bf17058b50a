"""What the DMARC of a domain means, as a table of zones, and every sentence that comes of it."""

import pytest

from mailadmin.core.dns.dmarc.facts import look_up
from mailadmin.core.dns.dmarc.record import FaultReason, parse
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.judge.dmarc import judge
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.texts.domain.dmarc import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt

OK, INFO, WARNING, FAILED = Status.OK, Status.INFO, Status.WARNING, Status.FAILED
RUA = "rua=mailto:r@d.test"


def dmarc(name: str, *rests: str) -> tuple[str, ...]:
    return txt(f"_dmarc.{name}", *(f"v=DMARC1; {rest}" for rest in rests))


D = "d.test"
LONG = "; ".join(f"x{number}=1" for number in range(300))
CASES = [
    # id, status, domain, zone, mailbox, record to publish
    ("no-record", WARNING, D, (), None, "v=DMARC1; p=none"),
    ("no-record", WARNING, D, (), "ann@d.test", "v=DMARC1; p=none; rua=mailto:ann@d.test"),
    ("misplaced", WARNING, D, txt(D, f"v=DMARC1; p=reject; pct=5; {RUA}"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("misplaced", WARNING, D, dmarc("d.test.d.test", "p=reject"), None, "v=DMARC1; p=reject"),
    ("several-records", FAILED, D, dmarc(D, "p=reject", f"p=none; {RUA}"), None,
     f"v=DMARC1; p=none; {RUA}"),
    ("several-records", FAILED, "m.d.test", dmarc(D, "p=reject; sp=none", "p=reject"), None,
     "v=DMARC1; p=reject; sp=none"),
    ("several-records", FAILED, "m.d.test",
     dmarc("m.d.test", "p=reject", "p=none") + dmarc(D, "p=reject"), None, "v=DMARC1; p=none"),
    ("no-policy", FAILED, D, dmarc(D, "adkim=s"), None, "v=DMARC1; p=none; adkim=s"),
    ("no-policy", FAILED, D, dmarc(D, "sp=none"), "a@d.test",
     "v=DMARC1; p=none; sp=none; rua=mailto:a@d.test"),
    ("broken", FAILED, D, dmarc(D, "p=rejct; pct=100"), None, "v=DMARC1; p=none"),
    ("broken", FAILED, D, dmarc(D, "word; p=reject; sp=x"), None, "v=DMARC1; p=reject"),
    ("broken", FAILED, D, dmarc(D, "p=none; p=none"), None, "v=DMARC1; p=none"),
    ("broken", FAILED, D, dmarc(D, "p=r\u00e9ject"), None, "v=DMARC1; p=none"),
    ("fault.no-tag", WARNING, D, dmarc(D, f"p=reject; {RUA}; word"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("fault.bad-character", WARNING, D, dmarc(D, f"p=reject; {RUA}; fo=\u201c1\u201d"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("fault.too-long", WARNING, D, dmarc(D, f"p=reject; {RUA}; " + LONG), None, None),
    ("fault.repeated", WARNING, D, dmarc(D, f"p=none; {RUA}; rua=mailto:s@d.test"), None,
     f"v=DMARC1; p=none; {RUA},mailto:s@d.test"),
    ("fault.bad-value", WARNING, D, dmarc(D, f"p=reject; {RUA}; adkim=strict"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("fault.bad-address", WARNING, D, dmarc(D, f"p=reject; {RUA},mailto:x"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("fault.no-scheme", WARNING, D, dmarc(D, "p=reject; rua=r@d.test"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("reports-refused", WARNING, D, dmarc(D, f"p=reject; {RUA},mailto:x@r.test"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("reject", OK, D, dmarc(D, "p=reject; rua=mailto:x@r.test")
     + txt("d.test._report._dmarc.r.test", "v=DMARC1"), None, None),
    ("public-suffix", WARNING, "m.bank.test", dmarc("bank.test", "p=reject; psd=y"), None,
     "v=DMARC1; p=none"),
    ("none-without-reports", WARNING, D, dmarc(D, "p=none; ri=1"), "a@d.test",
     "v=DMARC1; p=none; rua=mailto:a@d.test"),
    ("none-without-reports", WARNING, D, dmarc(D, "p=none; rua=https://d.test/"), "a@d.test",
     "v=DMARC1; p=none; rua=mailto:a@d.test"),
    ("none-without-reports.no-mailbox", WARNING, D, dmarc(D, "p=none"), None, None),
    ("none-without-reports.no-mailbox", WARNING, "m.d.test", dmarc(D, "p=reject; sp=none"), None,
     None),
    ("percentage", WARNING, D, dmarc(D, f"p=reject; pct=50; {RUA}"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("none", INFO, D, dmarc(D, f"p=none; pct=50; {RUA}"), None, f"v=DMARC1; p=quarantine; {RUA}"),
    ("none", INFO, D, dmarc(D, f"p=none; t=y; {RUA}"), None, f"v=DMARC1; p=quarantine; t=y; {RUA}"),
    ("none", INFO, D, dmarc(D, RUA), None, f"v=DMARC1; p=quarantine; {RUA}"),
    ("inherited-none", INFO, "m.d.test", dmarc(D, f"p=reject; sp=none; {RUA}"), None, None),
    ("testing", INFO, D, dmarc(D, f"p=quarantine; t=y; {RUA}"), None,
     f"v=DMARC1; p=quarantine; {RUA}"),
    ("subdomains-open", INFO, D, dmarc(D, f"p=reject; sp=none; {RUA}"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("removed-tags", INFO, D, dmarc(D, f"p=reject; pct=100; rf=afrf; {RUA}!10m"), None,
     f"v=DMARC1; p=reject; {RUA}"),
    ("unknown-tags", INFO, D, dmarc(D, f"p=reject; polcy=none; {RUA}"), None, None),
    ("enforced-without-reports", INFO, D, dmarc(D, "p=reject"), "a@d.test",
     "v=DMARC1; p=reject; rua=mailto:a@d.test"),
    ("enforced-without-reports.no-mailbox", INFO, D, dmarc(D, "p=quarantine"), None, None),
    ("quarantine", OK, D, dmarc(D, f"p=quarantine; np=reject; {RUA}"), None, None),
    ("reject", OK, D, dmarc(D, f"p=reject; {RUA}"), "a@d.test", None),
    ("reject", OK, "m.d.test",
     dmarc("m.d.test", f"p=reject; sp=none; {RUA}") + dmarc(D, "p=none"), None, None),
    ("inherited-quarantine", OK, "m.d.test", dmarc(D, f"p=reject; sp=quarantine; {RUA}"), None,
     None),
    ("inherited-reject", OK, "m.d.test", dmarc(D, f"p=reject; {RUA}"), None, None),
]  # fmt: skip


async def verdict_on(domain: str, zone: tuple[str, ...], mailbox: str | None = None) -> Verdict:
    async with serving(*zone) as (resolver, _):
        return judge(await look_up(domain, Questions(resolver), mailbox=mailbox))


@pytest.mark.parametrize(("what", "status", "domain", "zone", "mailbox", "record"), CASES)
async def test_what_needs_to_be_said_is_said(
    what: str,
    status: Status,
    domain: str,
    zone: tuple[str, ...],
    mailbox: str | None,
    record: str | None,
) -> None:
    found = await verdict_on(domain, zone, mailbox)
    assert (found.id, found.status) == (f"domain.dmarc.{what}", status)
    if what != "fault.too-long":
        assert found.params.get("record") == record
    assert found.evidence
    fix = said(found, TEXTS, FIXES)
    assert (fix is not None) == ("record" in found.params or what.endswith("no-mailbox"))
    if fix is not None:
        assert_complete(FIXES[found.id], fix)
    proposed = str(found.params.get("record", "v=DMARC1; p=none"))
    assert not parse(proposed).faults and not parse(proposed).removed


async def test_no_answer_is_unknown() -> None:
    async with WaywardServer() as server:
        resolver = Resolver([f"127.0.0.1:{server.port}"], timeout=3)
        found = judge(await look_up("rcode-servfail.test", resolver))
    assert (found.id, found.status) == ("domain.dmarc.unknown", Status.UNKNOWN)
    assert found.evidence[0].answer == "temporary-failure"  # type: ignore[union-attr]
    assert said(found, TEXTS, FIXES) is None


def test_every_text_and_every_fix_is_reached_by_a_case() -> None:
    reached = {f"domain.dmarc.{case[0]}" for case in CASES} | {"domain.dmarc.unknown"}
    assert set(TEXTS) == reached
    assert set(FIXES) <= reached
    assert {f"domain.dmarc.fault.{reason}" for reason in FaultReason} - reached == {
        "domain.dmarc.fault.no-policy"
    }


async def test_where_the_mistake_is_and_what_stands_there_now() -> None:
    zone = dmarc(D, f"p=reject; {RUA}; adkim=strict")
    found = await verdict_on(D, zone)
    assert found.params["part"] == "adkim=strict"
    text = str(found.params["old_record"])
    assert text[int(found.params["position"]) - 1 :] == "adkim=strict"
    assert (found.params["record_name"], found.params["record_label"]) == (
        "_dmarc.d.test", "_dmarc",
    )  # fmt: skip


async def test_the_record_belongs_to_the_domain_that_has_it() -> None:
    inherited = await verdict_on("m.d.test", dmarc(D, f"p=reject; pct=5; {RUA}"))
    assert (inherited.params["record_name"], inherited.params["record_at"]) == ("_dmarc.d.test", D)
    own = dmarc(D, "p=none") + dmarc("m.d.test", f"p=reject; pct=5; {RUA}")
    below = await verdict_on("m.d.test", own)
    assert (below.params["record_name"], below.params["record_label"]) == (
        "_dmarc.m.d.test", "_dmarc.m",
    )  # fmt: skip
    above = await verdict_on("a.m.bank.test", dmarc("bank.test", "p=reject; psd=y"))
    assert (above.params["record_name"], above.params["record_at"]) == (
        "_dmarc.m.bank.test", "bank.test",
    )  # fmt: skip


async def test_whoever_is_to_get_the_reports_learns_what_to_publish() -> None:
    zone = dmarc(D, "p=reject; rua=mailto:x@r.test,mailto:y@r.test")
    found = await verdict_on("m.d.test", zone)
    assert found.params["target_record_name"] == "d.test._report._dmarc.r.test"
    assert found.params["record"] == "v=DMARC1; p=reject"
    fix = said(found, TEXTS, FIXES)
    assert fix is not None
    assert "d.test._report._dmarc.r.test" in fix.copy[0].text


async def test_nothing_of_a_hostile_record_reaches_the_screen_but_its_letters() -> None:
    zone = dmarc(D, f"p=reject; {RUA}; \x1b[2J{{domain}}\u202e" + "x" * 500 + "; sp=\u0007")
    found = await verdict_on(D, zone)
    assert found.status is WARNING
    shown = [value for value in found.params.values() if isinstance(value, str)]
    assert all(value.isprintable() for value in shown)
    assert len(str(found.params["part"])) < 130
    text = TEXTS[found.id]
    assert text.title.format(**found.params).isprintable()
    assert "{domain}" in text.detail.format(**found.params)
