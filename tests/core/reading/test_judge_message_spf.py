"""SPF of a received message, from its header and a real name server to the last word."""

import pytest

from mailadmin.core.finding import HeaderSeen, RecordSeen, Status, Verdict
from mailadmin.core.message import headers
from mailadmin.core.message.authentication_results import trusted
from mailadmin.core.message.border import border_of
from mailadmin.core.message.origin import Origin
from mailadmin.core.message.path import path_of
from mailadmin.core.reading.judge.spf import judge
from mailadmin.core.reading.spf import look_up
from mailadmin.core.texts.message.spf import FIXES, TEXTS
from tests.core.domain.saying import said
from tests.servers.zone_server import serving, txt

OK, INFO, WARNING, FAILED = Status.OK, Status.INFO, Status.WARNING, Status.FAILED
UNKNOWN = Status.UNKNOWN
LONG = " ".join(f"ip4:198.51.100.{number}" for number in range(20))
ZONE = (
    *txt("d.test", "v=spf1 ip4:192.0.2.1 -all"),
    *txt("soft.test", "v=spf1 ip4:192.0.2.9 ~all"),
    *txt("open.test", "v=spf1 ip4:192.0.2.9 ?all"),
    *txt("broken.test", "v=spf1 ip4:192.0.2.1", "v=spf1 -all"),
    *txt("dead.test", "v=spf1 include:gone.test -all"),
    *txt("odd.test", "v=spf1 what:ever -all"),
    *txt("long.test", f"v=spf1 {LONG} -all"),
    *txt("gmail.com", "v=spf1 ip4:192.0.2.9 ~all"),
    *txt("o.test", "v=spf1 ip4:192.0.2.9 -all"),
    *txt("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.50 -all"),
    *txt("h.test", "v=spf1 ip4:192.0.2.1 -all"),
    *txt("hard.h.test", "v=spf1 -all"),
)
BORDER = "Received: from h.test ([192.0.2.1]) by mx.r.test\r\n"


def wrote(result: str) -> str:
    return f"Authentication-Results: mx.r.test; spf={result} smtp.mailfrom=d.test\r\n{BORDER}"


def came(
    address: str = "192.0.2.1", sender: str | None = "a@d.test", helo: str = "h.test"
) -> Origin:
    return Origin(address=address, helo=helo, sender=sender)


GUESS = wrote("pass (google.com: best guess record for domain of a@d.test)")
SPF_ONLY = f"Received-SPF: Fail (mx.r.test: no) client-ip=192.0.2.1\r\n{BORDER}"
FORGED = f"{BORDER}Authentication-Results: mx.other.test; spf=fail smtp.mailfrom=d.test\r\n"
CASES = [
    ("pass", OK, came(), BORDER),
    ("pass", OK, came(), wrote("pass")),
    ("pass", OK, came(), wrote("Pass")),
    ("pass", OK, came(), FORGED),
    ("pass-now", WARNING, came(), wrote("softfail")),
    ("pass-now", WARNING, came(), wrote("hardfail")),
    ("pass-now", WARNING, came(), SPF_ONLY),
    ("pass-now", WARNING, came(), GUESS),
    ("pass-unanswered", INFO, came(), wrote("temperror")),
    ("pass-then", WARNING, came("192.0.2.2"), wrote("pass")),
    ("pass-then.no-proposal", WARNING, came(sender="a@gmail.com"), wrote("pass")),
    ("differs", FAILED, came("192.0.2.2"), wrote("softfail")),
    ("differs.no-proposal", WARNING, came(sender="a@gmail.com"), wrote("fail")),
    ("fail", FAILED, came("192.0.2.2"), wrote("fail")),
    ("fail", FAILED, came("192.0.2.2"), wrote("temperror")),
    ("fail", FAILED, came("2001:db8::2"), BORDER),
    ("softfail", WARNING, came(sender="a@soft.test"), BORDER),
    ("softfail.no-proposal", WARNING, came(sender="a@gmail.com"), BORDER),
    ("neutral", WARNING, came(sender="a@open.test"), BORDER),
    ("no-record", WARNING, came(sender="a@none.test"), BORDER),
    ("no-record", WARNING, came(sender="a@none.test"), GUESS),
    ("broken-record", FAILED, came(sender="a@broken.test"), BORDER),
    ("broken-record.no-proposal", FAILED, came(sender="a@odd.test"), BORDER),
    ("broken-record.no-proposal", FAILED, came(sender="a@dead.test"), BORDER),
    ("no-domain", WARNING, came(sender="root"), BORDER),
    ("server-pass", OK, came(sender=""), BORDER),
    ("server-none", INFO, came(sender="", helo="x.test"), BORDER),
    ("server-none", INFO, came(sender="", helo="[192.0.2.1]"), wrote("fail")),
    ("server-refused", WARNING, came(sender="", helo="hard.h.test"), BORDER),
    ("no-answer", UNKNOWN, came(sender="a@silent.test"), BORDER),
    ("no-answer", UNKNOWN, came(sender="a@silent.test"), wrote("temperror")),
    ("written-pass", INFO, came(sender="a@silent.test"), wrote("pass")),
    ("written-other", WARNING, came(sender="a@silent.test"), wrote("fail")),
    ("written-pass", INFO, None, wrote("pass")),
    ("written-other", WARNING, None, GUESS),
    ("no-origin", UNKNOWN, None, BORDER),
    ("no-sender", UNKNOWN, came(sender=None), BORDER),
    ("inside", INFO, came("10.0.0.1"), wrote("fail")),
    ("inside", INFO, came("10.0.0.1"), wrote("pass")),
]  # fmt: skip


async def judged(origin: Origin | None, header: str, *, tied: bool = True) -> Verdict:
    read = headers.read(f"{header}From: a@d.test\r\n\r\n".encode())
    border = border_of(read, path_of(read))
    async with serving(*ZONE, failing=("silent.test",)) as (resolver, _):
        facts = await look_up(read, border, trusted(read, border), origin, resolver)
        return judge(facts, tied=tied)


@pytest.mark.parametrize(("what", "status", "origin", "header"), CASES)
async def test_it_is_judged_and_said(
    what: str, status: Status, origin: Origin | None, header: str
) -> None:
    verdict = await judged(origin, header)
    assert (verdict.id, verdict.status) == (f"message.spf.{what}", status)
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) is (verdict.id in FIXES)
    assert (verdict.params.get("record") is not None) is (
        fix is not None and not what.endswith("no-proposal")
    )


def test_every_text_has_a_case() -> None:
    tried = {f"message.spf.{case[0]}" for case in CASES}
    # Each of these needs a record that can't be mended, and looks like its neighbours.
    assert set(TEXTS) - tried == {
        f"message.spf.{what}.no-proposal" for what in ("fail", "neutral", "no-record")
    }
    assert set(FIXES) <= set(TEXTS)


@pytest.mark.parametrize(
    ("origin", "record"),
    [
        (came("192.0.2.2"), "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        (came("2001:db8::2"), "v=spf1 ip4:192.0.2.1 ip6:2001:db8::2 -all"),
        (came(sender="a@none.test"), "v=spf1 ip4:192.0.2.1 ~all"),
        (came(sender="a@broken.test"), "v=spf1 ip4:192.0.2.1 -all"),
        # The provider's own list names the address, so the domain may name the list.
        (
            came("192.0.2.50", "a@o.test", "x.mail.protection.outlook.com"),
            "v=spf1 ip4:192.0.2.9 include:spf.protection.outlook.com -all",
        ),
        # Anybody can call himself so.
        (
            came("192.0.2.51", "a@o.test", "x.mail.protection.outlook.com"),
            "v=spf1 ip4:192.0.2.9 ip4:192.0.2.51 -all",
        ),
    ],
)
async def test_the_record_to_publish(origin: Origin, record: str) -> None:
    verdict = await judged(origin, BORDER)
    assert verdict.params["record"] == record
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None and record in [copy.text for copy in fix.copy]


async def test_a_long_record_is_said_to_be_one() -> None:
    verdict = await judged(came("192.0.2.2", "a@long.test"), BORDER)
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None
    assert any(str(len(str(verdict.params["record"]))) in step for step in fix.steps)


async def test_both_answers_are_evidence() -> None:
    verdict = await judged(came("192.0.2.2"), wrote("softfail"))
    record, header = verdict.evidence
    assert isinstance(record, RecordSeen) and record.values == ("v=spf1 ip4:192.0.2.1 -all",)
    assert isinstance(header, HeaderSeen) and "spf=softfail" in header.value
    assert (verdict.params["result"], verdict.params["written"]) == ("fail", "softfail")


async def test_what_a_stranger_wrote_stays_short_and_on_one_line() -> None:
    origin = came("192.0.2.2", "\x1b[2J" + "a" * 5000 + "\u202e@none.test", "\x07" * 300)
    verdict = await judged(origin, wrote("x" * 5000 + " (\x1b[2J" + "y" * 10_000 + ")"))
    for value in verdict.params.values():
        assert not isinstance(value, str) or (len(value) <= 200 and value.isprintable())
    for seen in verdict.evidence:
        if isinstance(seen, HeaderSeen):
            assert seen.value.isprintable() and len(seen.value) <= 2_100


@pytest.mark.parametrize("what", ["fail", "softfail", "neutral", "no-record"])
async def test_nobody_is_told_to_let_a_strangers_server_send(what: str) -> None:
    domain = {"fail": "d", "softfail": "soft", "neutral": "open", "no-record": "none"}[what]
    stranger = came("203.0.113.66", f"a@{domain}.test")
    verdict = await judged(stranger, BORDER, tied=False)
    assert verdict.id == f"message.spf.{what}.no-proposal"
    assert "record" not in verdict.params
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None and "one of your own" in fix.steps[0]


async def test_a_record_that_is_only_mended_needs_no_proof() -> None:
    verdict = await judged(came(sender="a@broken.test"), BORDER, tied=False)
    assert verdict.params["record"] == "v=spf1 ip4:192.0.2.1 -all"
