"""What the BIMI record of a domain means, and every sentence that comes of it."""

import pytest

from mailadmin.core.dns.bimi import BimiFaultReason, look_up
from mailadmin.core.domain.judge.bimi import judge
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.texts.domain.bimi import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said
from tests.servers.zone_server import serving, txt

OK, INFO, WARNING, UNKNOWN = Status.OK, Status.INFO, Status.WARNING, Status.UNKNOWN
LOGO = "v=BIMI1; l=https://d.test/l.svg"
GOOD = f"{LOGO}; a=https://d.test/c.pem"
CASES = [
    # id, status, records, DMARC, record to publish
    ("no-record", INFO, (), "p=none", None),
    ("declined", INFO, ("v=BIMI1; l=; a=;",), "p=none", None),
    ("several-records", WARNING, ("v=BIMI1; l=x", GOOD), "p=reject", GOOD),
    ("several-records", WARNING, ("v=BIMI1; l=x", "v=BIMI1; l=y"), "p=reject", "v=BIMI1; l=x"),
    ("fault.no-https", WARNING, (GOOD.replace("https", "http"),), "p=reject", GOOD),
    ("fault.logo-address", WARNING, ("v=BIMI1; l=http://d.test/l.png",), "p=reject", None),
    ("fault.logo-address", WARNING, ("v=BIMI1; l=l.svg",), "p=reject", None),
    ("fault.logo-kind", WARNING, ("v=BIMI1; l=https://d.test/l.png",), "p=reject", None),
    ("fault.certificate-address", WARNING, (f"{LOGO}; a=c.pem",), "p=reject", None),
    ("fault.certificate-kind", WARNING, (f"{LOGO}; a=https://d.test/c",), "p=reject", None),
    ("fault.no-logo", WARNING, ("v=BIMI1;",), "p=reject", None),
    ("fault.no-tag", WARNING, (f"{GOOD}; x",), "p=reject", None),
    ("fault.repeated", WARNING, (f"{GOOD}; l=",), "p=reject", None),
    ("dmarc-too-weak", WARNING, (GOOD,), "p=none", None),
    ("dmarc-too-weak", WARNING, (GOOD,), "p=reject; t=y", None),
    ("dmarc-too-weak", WARNING, (GOOD,), "p=reject; sp=none", None),
    ("dmarc-too-weak", WARNING, (GOOD,), "p=quarantine; pct=50", None),
    ("dmarc-too-weak", WARNING, (GOOD,), "p=x", None),
    ("dmarc-too-weak", WARNING, (GOOD,), None, None),
    ("without-certificate", INFO, (LOGO,), "p=quarantine; pct=100", None),
    ("ok", OK, (GOOD,), "p=quarantine", None),
    ("ok", OK, (GOOD,), "p=reject; pct=50", None),
]


async def verdict_on(domain: str, *zone: str) -> Verdict:
    async with serving(*zone) as (resolver, _):
        return judge(await look_up(domain, resolver))


@pytest.mark.parametrize(("what", "status", "texts", "dmarc", "record"), CASES)
async def test_what_needs_to_be_said_is_said(
    what: str, status: Status, texts: tuple[str, ...], dmarc: str | None, record: str | None
) -> None:
    policy = () if dmarc is None else txt("_dmarc.d.test", f"v=DMARC1; {dmarc}")
    found = await verdict_on("d.test", *policy, *txt("default._bimi.d.test", *texts))
    assert (found.id, found.status) == (f"domain.bimi.{what}", status)
    assert found.params.get("record") == record
    assert found.evidence
    fix = said(found, TEXTS, FIXES)
    assert (fix is not None) == (status is WARNING)
    if fix is not None:
        assert_complete(FIXES[found.id], fix)


async def test_the_logo_of_the_organization_needs_its_policy_for_names_below() -> None:
    zone = txt("default._bimi.d.test", GOOD)
    strict = txt("_dmarc.d.test", "v=DMARC1; p=reject")
    open_ = txt("_dmarc.d.test", "v=DMARC1; p=reject; sp=none")
    good, weak = (
        await verdict_on("m.d.test", *zone, *strict),
        await verdict_on("m.d.test", *zone, *open_),
    )
    assert (good.id, good.params["record_at"]) == ("domain.bimi.ok", "d.test")
    assert weak.id == "domain.bimi.dmarc-too-weak"
    several = await verdict_on("m.d.test", *txt("default._bimi.d.test", GOOD, LOGO), *strict)
    assert (several.params["record_name"], several.params["record_label"]) == (
        "default._bimi.d.test", "default._bimi",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "what"),
    [("default._bimi.d.test", "unknown"), ("_dmarc.d.test", "dmarc-unknown")],
)
async def test_no_answer_is_unknown(name: str, what: str) -> None:
    async with serving(*txt("default._bimi.d.test", GOOD), failing=[name]) as (resolver, _):
        found = judge(await look_up("d.test", resolver))
    assert (found.id, found.status) == (f"domain.bimi.{what}", UNKNOWN)
    assert said(found, TEXTS, FIXES) is None


def test_every_text_and_every_fix_is_reached_by_a_case() -> None:
    reached = {case[0] for case in CASES} | {"unknown", "dmarc-unknown"}
    assert {name.removeprefix("domain.bimi.") for name in TEXTS} == reached
    assert {name.removeprefix("domain.bimi.") for name in FIXES} <= reached
    assert {f"fault.{reason}" for reason in BimiFaultReason} <= reached
