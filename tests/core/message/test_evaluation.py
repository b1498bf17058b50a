"""SPF and DMARC of a message, asked of a real name server."""

import pytest

from mailadmin.core.dns.dmarc import Result as DmarcResult
from mailadmin.core.dns.spf import Result
from mailadmin.core.message.evaluation import Identity, SpfSeen, SpfState, dmarc_of, spf_of
from mailadmin.core.message.origin import Origin
from tests.servers.zone_server import serving, txt

ZONE = (
    *txt("d.test", "v=spf1 ip4:192.0.2.1 -all"),
    *txt("h.d.test", "v=spf1 ip4:192.0.2.2 -all"),
    *txt("xn--mx-lka.test", "v=spf1 ip4:192.0.2.1 -all"),
    *txt("_dmarc.d.test", "v=DMARC1; p=reject"),
)
CASES = [
    (Origin(address="192.0.2.1", helo="h.d.test", sender="a@d.test"), Result.PASS, "d.test"),
    (Origin(address="::ffff:192.0.2.1", sender="a@d.test"), Result.PASS, "d.test"),
    (Origin(address="[192.0.2.1]", sender="a@D.TEST"), Result.PASS, "d.test"),
    (Origin(address="192.0.2.1", sender="a@m\u00f8x.test"), Result.PASS, "xn--mx-lka.test"),
    (Origin(address="192.0.2.3", sender="a@d.test"), Result.FAIL, "d.test"),
    (Origin(address="192.0.2.1", sender="a@gone.test"), Result.NONE, "gone.test"),
    (Origin(address="192.0.2.1", sender="root"), Result.NONE, "root"),
    (Origin(address="192.0.2.1", sender="a@silent.test"), Result.TEMPERROR, "silent.test"),
    (Origin(address="192.0.2.1", sender="\x00 @@"), Result.NONE, ""),
]


@pytest.mark.parametrize(("origin", "result", "domain"), CASES)
async def test_spf(origin: Origin, result: Result, domain: str) -> None:
    async with serving(*ZONE, failing=("silent.test",)) as (resolver, _):
        seen = await spf_of(origin, resolver)
    assert seen.result is not None
    assert (seen.result.result, seen.domain) == (result, domain)
    assert seen.identity is Identity.MAIL_FROM
    assert seen.passed == (domain if result is Result.PASS else None)
    assert seen.is_known is (result is not Result.TEMPERROR)


async def test_a_bounce_is_checked_by_the_servers_name() -> None:
    async with serving(*ZONE) as (resolver, server):
        seen = await spf_of(Origin(address="192.0.2.2", helo="h.d.test", sender=""), resolver)
        nameless = await spf_of(Origin(address="192.0.2.2", sender=""), resolver)
    assert (seen.passed, seen.identity, seen.sender) == (
        "h.d.test",
        Identity.HELO,
        "postmaster@h.d.test",
    )
    assert nameless.result is not None and nameless.result.result is Result.NONE
    assert server.asked["d.test", "TXT"] == 0


@pytest.mark.parametrize(
    ("origin", "state"),
    [
        (None, SpfState.NO_ORIGIN),
        (Origin(address="somewhere"), SpfState.NO_ORIGIN),
        (Origin(address="192.0.2.1"), SpfState.NO_SENDER),
        (Origin(address="10.0.0.1", sender="a@d.test"), SpfState.INSIDE),
        (Origin(address="::1", sender="a@d.test"), SpfState.INSIDE),
    ],
)
async def test_what_cannot_be_asked(origin: Origin | None, state: SpfState) -> None:
    async with serving(*ZONE) as (resolver, server):
        seen = await spf_of(origin, resolver)
    assert (seen.state, seen.result, seen.is_known) == (state, None, False)
    assert not server.asked


@pytest.mark.parametrize(
    ("origin", "signers", "known", "result", "complete"),
    [
        (Origin(address="192.0.2.1", sender="a@d.test"), [], True, DmarcResult.PASS, True),
        (Origin(address="192.0.2.2", sender="a@d.test"), [], True, DmarcResult.FAIL, True),
        (Origin(address="192.0.2.2", sender="a@d.test"), [], False, DmarcResult.FAIL, False),
        (Origin(address="192.0.2.2", sender="a@d.test"), ["d.test"], True, DmarcResult.PASS, True),
        (None, [], True, DmarcResult.FAIL, False),
        (None, ["e.test", "e.test"], True, DmarcResult.FAIL, False),
    ],
)
async def test_dmarc(
    origin: Origin | None, signers: list[str], known: bool, result: DmarcResult, complete: bool
) -> None:
    async with serving(*ZONE) as (resolver, _):
        spf = await spf_of(origin, resolver)
        seen = await dmarc_of("d.test", spf, signers, resolver, dkim_known=known)
    assert (seen.evaluation.result, seen.complete) == (result, complete)
    assert len(seen.signers) == len(set(signers))


async def test_spf_that_did_not_pass_stands_for_nothing() -> None:
    async with serving(*ZONE) as (resolver, _):
        seen = await dmarc_of("d.test", SpfSeen(state=SpfState.INSIDE), (), resolver)
    assert seen.spf is None and seen.evaluation.result is DmarcResult.FAIL
