"""DMARC of a received message, from its header and a real name server to the last word."""

import pytest

from mailadmin.core.finding import HeaderSeen, Status, Verdict
from mailadmin.core.message import headers
from mailadmin.core.message.authentication_results import trusted
from mailadmin.core.message.border import border_of
from mailadmin.core.message.evaluation import spf_of
from mailadmin.core.message.origin import Origin
from mailadmin.core.message.path import path_of
from mailadmin.core.reading.dmarc import look_up
from mailadmin.core.reading.judge.dmarc import judge
from mailadmin.core.texts.message.dmarc import FIXES, TEXTS
from tests.core.domain.saying import said
from tests.servers.zone_server import serving, txt

OK, INFO, WARNING, FAILED = Status.OK, Status.INFO, Status.WARNING, Status.FAILED
UNKNOWN = Status.UNKNOWN
ZONE = (
    *txt("d.test", "v=spf1 ip4:192.0.2.1 -all"),
    *txt("_dmarc.d.test", "v=DMARC1; p=reject"),
    *txt("_dmarc.junk.test", "v=DMARC1; p=quarantine"),
    *txt("_dmarc.mild.test", "v=DMARC1; p=none"),
    *txt("_dmarc.test-mode.test", "v=DMARC1; p=quarantine; t=y"),
    *txt("_dmarc.two.test", "v=DMARC1; p=none", "v=DMARC1; p=reject"),
    *txt("_dmarc.empty.test", "v=DMARC1; adkim=s"),
    *txt("_dmarc.broken.test", "v=DMARC1; p=rejct"),
)
BORDER = "Received: from h.test ([192.0.2.1]) by mx.r.test\r\n"
OWN = Origin(address="192.0.2.1", helo="h.test", sender="a@d.test")
OTHER = Origin(address="192.0.2.7", helo="h.test", sender="a@d.test")


def wrote(result: str, rest: str = "") -> str:
    return f"Authentication-Results: mx.r.test; dmarc={result} {rest}\r\n{BORDER}"


D, MILD, JUNK = "From: a@d.test\r\n", "From: a@mild.test\r\n", "From: a@junk.test\r\n"
CASES = [
    # id, status, header, origin, good signatures
    ("pass", OK, BORDER + D, OWN, ["d.test"]),
    ("pass.spf", OK, BORDER + D, OWN, []),
    ("pass.spf", OK, BORDER + D, OWN, ["e.test"]),
    ("pass.dkim", OK, BORDER + D, OTHER, ["m.d.test"]),
    ("pass.dkim", OK, BORDER + D, None, ["d.test"]),
    ("pass.dkim", OK, wrote("pass", "(p=REJECT dis=NONE)") + D, OTHER, ["d.test"]),
    ("pass-now", WARNING, wrote("fail", "action=oreject") + D, OWN, []),
    ("pass-now", WARNING, wrote("quarantine") + D, OWN, []),
    ("pass-then", WARNING, wrote("pass") + D, OTHER, []),
    ("fail.nothing.reject", FAILED, BORDER + D, OTHER, []),
    ("fail.nothing.reject", FAILED, wrote("fail", "(p=REJECT dis=REJECT)") + D, OTHER, []),
    ("fail.nothing.quarantine", FAILED, BORDER + JUNK, OTHER, []),
    ("fail.nothing.none", WARNING, BORDER + MILD, OTHER, []),
    ("fail.nothing.none", WARNING, wrote("fail", "action=none") + MILD, OTHER, []),
    ("fail.nothing.none", WARNING, BORDER + "From: a@test-mode.test\r\n", OTHER, []),
    ("fail.nothing.let-through", WARNING, wrote("fail", "action=oreject") + D, OTHER, []),
    ("fail.not-aligned.reject", FAILED, BORDER + D, OTHER, ["e.test"]),
    ("fail.not-aligned.quarantine", FAILED, BORDER + JUNK, OWN, []),
    ("fail.not-aligned.none", WARNING, BORDER + MILD, OWN, ["e.test"]),
    ("fail.not-aligned.let-through", WARNING, wrote("fail", "(p=X dis=NONE)") + JUNK, OWN, []),
    ("no-record", WARNING, BORDER + "From: a@none.test\r\n", OWN, []),
    ("no-record", WARNING, wrote("bestguesspass") + "From: a@none.test\r\n", OWN, []),
    ("several-records", WARNING, BORDER + "From: a@two.test\r\n", OWN, []),
    ("no-policy", WARNING, BORDER + "From: a@empty.test\r\n", OWN, []),
    ("broken-record", WARNING, BORDER + "From: a@broken.test\r\n", OWN, []),
    ("unknown", UNKNOWN, BORDER + D, None, []),
    ("unknown", UNKNOWN, wrote("temperror") + D, None, []),
    ("unknown", UNKNOWN, BORDER + "From: a@silent.test\r\n", OWN, ["silent.test"]),
    ("written-pass", INFO, wrote("pass") + D, None, []),
    ("written-fail", WARNING, wrote("fail", "dis=none") + D, None, []),
    ("no-author", FAILED, BORDER, OWN, ["d.test"]),
    ("no-author", FAILED, BORDER + "From: Bank\r\n", OWN, []),
    ("no-domain", FAILED, BORDER + "From: a@d..test\r\n", OWN, []),
    ("no-domain", FAILED, BORDER + "From: a@localhost\r\n", OWN, []),
    ("several-fields", FAILED, BORDER + D + MILD, OWN, []),
    ("several-domains", WARNING, BORDER + "From: a@d.test, a@mild.test\r\n", OWN, []),
]  # fmt: skip


async def judged(
    header: str, origin: Origin | None, signers: list[str], mailbox: str | None = None
) -> Verdict:
    read = headers.read(f"{header}\r\n".encode())
    async with serving(*ZONE, failing=("_dmarc.silent.test",)) as (resolver, _):
        spf = await spf_of(origin, resolver)
        results = trusted(read, border_of(read, path_of(read)))
        facts = await look_up(read, results, spf, signers, resolver, mailbox=mailbox)
        return judge(facts)


@pytest.mark.parametrize(("what", "status", "header", "origin", "signers"), CASES)
async def test_it_is_judged_and_said(
    what: str, status: Status, header: str, origin: Origin | None, signers: list[str]
) -> None:
    verdict = await judged(header, origin, signers)
    assert (verdict.id, verdict.status) == (f"message.dmarc.{what}", status)
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) is (verdict.id in FIXES)
    assert (verdict.cause is not None) is (what.startswith("fail.") and status is FAILED)


def test_every_text_has_a_case() -> None:
    assert set(TEXTS) == {f"message.dmarc.{case[0]}" for case in CASES}
    assert set(FIXES) <= set(TEXTS)


@pytest.mark.parametrize(
    ("domain", "record"),
    [
        ("none.test", "v=DMARC1; p=none; rua=mailto:a@none.test"),
        ("two.test", "v=DMARC1; p=none"),
        ("empty.test", "v=DMARC1; p=none; adkim=s; rua=mailto:a@empty.test"),
        ("broken.test", "v=DMARC1; p=none; rua=mailto:a@broken.test"),
    ],
)
async def test_the_record_to_publish(domain: str, record: str) -> None:
    header = f"{BORDER}From: a@{domain}\r\n"
    verdict = await judged(header, OWN, [], mailbox=f"a@{domain}")
    assert verdict.params["record"] == record
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None and record in [copy.text for copy in fix.copy]


async def test_who_stands_for_the_message_is_named() -> None:
    verdict = await judged(BORDER + MILD, OWN, ["e.test", "f.test"])
    assert verdict.params["authenticated"] == "e.test, f.test, d.test"
    verdict = await judged(BORDER + D, OTHER, ["e.test", "m.d.test"])
    assert verdict.params["signers"] == "m.d.test"


async def test_what_a_stranger_wrote_stays_short_and_on_one_line() -> None:
    many = ", ".join(f"\x1b[2J{number}{'x' * 500}@d{number}.test" for number in range(200))
    for header in (
        f"{wrote('x' * 5000)}From: {many}\r\n",
        f"{wrote('fail', 'action=' + 'y' * 5000)}{D}",
    ):
        verdict = await judged(header, OTHER, ["z" * 60 + f"{n}.test" for n in range(20)])
        for value in verdict.params.values():
            assert not isinstance(value, str) or (len(value) <= 200 and value.isprintable())
        for seen in verdict.evidence:
            if isinstance(seen, HeaderSeen):
                assert seen.value.isprintable() and len(seen.value) <= 2_100
