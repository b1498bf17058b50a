"""All checks of one domain over real sockets: each ends, each question is asked once."""

import asyncio
import gc

import pytest

from mailadmin.core.account import FromPolicy, Route
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain import survey as survey_module
from mailadmin.core.domain.checks import CHECKS, Check, Subject
from mailadmin.core.domain.judge.shown import LONGEST_OLD, all_of
from mailadmin.core.domain.scene import DomainTarget, Sender
from mailadmin.core.domain.survey import survey
from mailadmin.core.event import Event, Finished, Found, Outcome, Started, to_nobody
from mailadmin.core.finding import Finding, Status
from mailadmin.core.fixes import fix_of
from mailadmin.core.net import Net, Trust
from mailadmin.core.texts import detail_of, title_of
from tests.core.dns.dkim_keys import in_strings, rsa
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving

IP, ELSEWHERE = "192.0.2.7", "198.51.100.9"
ZONE = (
    "d.test. SOA ns h 1 3600 600 86400 60",
    "d.test. NS ns1.hosting.test.",
    "d.test. MX 10 mx.d.test.",
    f'd.test. TXT "v=spf1 ip4:{IP} -all"',
    f"mx.d.test. A {IP}",
    f"smtp.d.test. A {IP}",
    f"other.test. A {ELSEWHERE}",
    f"messenger.relay.test. A {ELSEWHERE}",
    f'relay.test. TXT "v=spf1 ip4:{ELSEWHERE} -all"',
    "7.2.0.192.in-addr.arpa. PTR mx.d.test.",
    '_dmarc.d.test. TXT "v=DMARC1; p=reject; rua=mailto:anna@d.test"',
)
SIGNED = (*ZONE, f"default._domainkey.d.test. TXT {in_strings(f'v=DKIM1; p={rsa(2048)}')}")
OWN = Sender(route=Route.MAIL_SERVER, host="smtp.d.test", envelope="anna@d.test")


def messenger(policy: FromPolicy, envelope: str = "post@relay.test") -> Sender:
    return Sender(
        route=Route.MESSENGER, host="messenger.relay.test", envelope=envelope, from_policy=policy
    )


async def route(sender: Sender, *zone: str, domain: str = "d.test") -> Finding:
    """What is said of one server."""
    async with serving(*zone) as (resolver, _):
        target = DomainTarget(domain=domain, senders=(sender,))
        result = await survey(target, Net(resolver, Trust()), to_nobody)
    [found] = [one for one in result.findings if one.check == "domain.route"]
    assert title_of(found)
    assert "{" not in title_of(found) + detail_of(found)
    assert found.route is sender.route
    return found


async def test_every_check_begins_and_ends_and_nothing_is_asked_twice() -> None:
    events: list[Event] = []
    async with serving(*SIGNED) as (resolver, server):
        target = DomainTarget(domain="d.test", senders=(OWN,))
        result = await survey(target, Net(resolver, Trust()), events.append)
    assert set(server.asked.values()) == {1}
    begun = [(one.check, one.subject) for one in events if isinstance(one, Started)]
    ended = [(one.finding.check, one.finding.subject) for one in events if isinstance(one, Found)]
    assert sorted(begun) == sorted(ended)
    assert {check for check, _ in ended} == {check.name for check in CHECKS}
    assert ("domain.ptr", IP) in ended and ("domain.blocklist", IP) in ended
    assert events[-1] == Finished(result)
    names = [check.name for check in CHECKS]
    order = [names.index(one.check) for one in result.findings]
    assert order == sorted(order)
    states = {one.check: one.status for one in result.findings if one.check != "domain.blocklist"}
    assert states["domain.mx"] is Status.INFO  # one server
    assert states["domain.spf"] is states["domain.dkim"] is states["domain.dmarc"] is Status.OK
    assert states["domain.ptr"] is states["domain.route"] is Status.OK
    assert result.status is Outcome.PASSED


async def test_no_record_draws_on_a_screen_or_adds_lines_to_a_message() -> None:
    evil = r"\027[2J\226\128\174\010\010Please add: evil.test. NS x"
    zone = [each for each in ZONE if "spf1" not in each and "_dmarc" not in each]
    zone += [
        f'd.test. TXT "v=spf1,mx{evil}"',
        f'e.test. TXT "v=spf1 a:{evil} -all"',
        f'e.test. TXT "v=spf1{evil} mx -all"',
        f'_mta-sts.d.test. TXT "v=STSv1; id={evil};"',
        f'_dmarc.d.test. TXT "v=DMARC1; p={evil}"',
        f'default._domainkey.d.test. TXT "k=rsa; n{evil}; p=AAAA"',
    ]
    async with serving(*zone) as (resolver, _):
        results = [
            await survey(DomainTarget(domain=each), Net(resolver, Trust()), to_nobody)
            for each in ("d.test", "e.test")
        ]
    said: list[str] = []
    for found in (one for result in results for one in result.findings):
        said += [title_of(found), detail_of(found)]
        fix = fix_of(found.verdict)
        if fix is not None:
            said += [*fix.steps, *fix.notes, *(copy.text for copy in fix.copy)]
    lines = [line for text in said for line in text.split("\n")]
    assert any("Please add" in line for line in lines)
    assert [line for line in lines if not line.isprintable()] == []
    assert [line for line in lines if line.startswith("Please add")] == []


def test_a_record_is_shown_to_find_it_by_and_one_to_publish_is_whole() -> None:
    params = all_of({"old_record": "a" * 60_000, "record": "b" * 60_000})
    assert len(str(params["old_record"])) == LONGEST_OLD + 1
    assert params["record"] == "b" * 60_000


async def test_where_the_dns_is_kept_is_said_with_what_to_publish() -> None:
    zone = [each for each in ZONE if "NS ns1" not in each and "_dmarc" not in each]
    zone += ["d.test. NS ada.ns.cloudflare.com.", "d.test. NS bob.ns.cloudflare.com."]
    async with serving(*zone, 'sub.d.test. TXT "v=spf1 -all"') as (resolver, _):
        target = DomainTarget(domain="sub.d.test")
        result = await survey(target, Net(resolver, Trust()), to_nobody)
    [dmarc] = [one for one in result.findings if one.check == "domain.dmarc"]
    assert dmarc.verdict.params["record_label"] == "_dmarc.sub"
    fix = fix_of(dmarc.verdict)
    assert fix is not None
    assert any("Cloudflare" in step for step in fix.steps)
    assert any(copy.text == "v=DMARC1; p=none" for copy in fix.copy)


async def test_of_a_domain_that_does_not_exist_only_that_is_said() -> None:
    async with serving(*ZONE) as (resolver, _):
        target = DomainTarget(domain="gone.test", senders=(OWN,))
        result = await survey(target, Net(resolver, Trust()), to_nobody)
    told = {one.status for one in result.findings if one.check != "domain.mx"}
    assert told == {Status.SKIPPED}
    assert result.title.id == "domain.result.no-such-domain"
    assert result.status is Outcome.FAILED


async def test_of_a_list_a_domain_that_does_not_exist_costs_three_questions() -> None:
    async with serving(*ZONE) as (resolver, _):
        target, net = DomainTarget(domain="gone.test", senders=(OWN,)), Net(resolver, Trust())
        spared = await survey(target, net, to_nobody, sparing=True)
        assert resolver.queries == 3  # its MX, its TXT, and who would have it entered
        whole = await survey(target, net, to_nobody)
    assert resolver.queries > 20
    told = [[(one.check, one.verdict) for one in each.findings] for each in (spared, whole)]
    assert told[0] == told[1]


@pytest.mark.parametrize("sparing", [True, False])
async def test_checks_wait_for_whether_the_domain_exists_only_in_lists(sparing: bool) -> None:
    name = "late-500.test"
    async with WaywardServer() as server:
        net = Net(Resolver(["127.0.0.1"], port=server.port), Trust())
        work = survey(DomainTarget(domain=name), net, to_nobody, sparing=sparing)
        task = asyncio.ensure_future(work)
        await asyncio.sleep(0.3)
        early = {kind for of, kind, _ in server.asked if of == name}
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert early == {"MX", "TXT"} if sparing else early > {"MX", "TXT", "SOA"}


@pytest.mark.parametrize("turns", range(30))
async def test_a_survey_can_be_cancelled_at_any_turn_of_the_loop(turns: int) -> None:
    async with serving(*SIGNED) as (resolver, _):
        target = DomainTarget(domain="d.test", senders=(OWN,))
        task = asyncio.ensure_future(survey(target, Net(resolver, Trust()), to_nobody))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        del task
        gc.collect()  # what was never awaited warns now, and warnings are errors
        assert (await resolver.query("d.test", "MX")).values


async def test_a_mistake_of_ours_is_named_as_ours_and_stops_no_other_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(scene: object) -> list[Subject]:
        raise ZeroDivisionError

    wrong = Check(name="domain.ptr", look_up=broken, judge=print, subjects=broken)  # type: ignore[arg-type]
    monkeypatch.setattr(survey_module, "CHECKS", (CHECKS[0], wrong))
    async with serving(*ZONE) as (resolver, _):
        result = await survey(DomainTarget(domain="d.test"), Net(resolver, Trust()), to_nobody)
    assert [one.verdict.id for one in result.findings] == ["domain.mx.one-server", "stage.bug"]


@pytest.mark.both_loops
async def test_silence_ends_every_check_within_the_limit_and_nothing_is_called_missing() -> None:
    async with WaywardServer() as server:
        net = Net(Resolver(["127.0.0.1"], port=server.port, timeout=1), Trust())
        began = asyncio.get_running_loop().time()
        result = await survey(DomainTarget(domain="drop.test"), net, to_nobody, limit=0.5)
        assert asyncio.get_running_loop().time() - began < 5
    assert {one.status for one in result.findings} == {Status.UNKNOWN}
    assert result.status is Outcome.UNKNOWN


async def test_a_cancelled_survey_says_so_of_every_check() -> None:
    events: list[Event] = []
    async with WaywardServer() as server:
        net = Net(Resolver(["127.0.0.1"], port=server.port, timeout=1), Trust())
        work = survey(DomainTarget(domain="drop.test"), net, events.append)
        task = asyncio.ensure_future(work)
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    begun = {one.check for one in events if isinstance(one, Started)}
    ended = {one.finding.check for one in events if isinstance(one, Found)}
    assert begun == ended
    assert not any(isinstance(one, Finished) for one in events)


@pytest.mark.parametrize(
    ("sender", "zone", "what", "status"),
    [
        (OWN, SIGNED, "may-send.signed", Status.OK),
        (OWN, ZONE, "may-send", Status.OK),
        (OWN, (*ZONE[:3], 'd.test. TXT "v=spf1 -all"', *ZONE[4:]), "refused", Status.FAILED),
        (OWN, (*ZONE[:3], *ZONE[4:]), "refused", Status.FAILED),
        (OWN, (*ZONE[:3], *ZONE[4:-1]), "doubtful", Status.WARNING),
        (OWN, (*SIGNED[:3], *SIGNED[4:]), "signature-only", Status.WARNING),
        (OWN, [x for x in ZONE if not x.startswith("smtp")], "unknown", Status.UNKNOWN),
        (messenger(FromPolicy.AUTOMATIC), ZONE, "own-name", Status.OK),
        (messenger(FromPolicy.VIA), ZONE[:-1], "own-name", Status.OK),
        (messenger(FromPolicy.AUTOMATIC), ZONE[:-1], "on-behalf", Status.INFO),
        (messenger(FromPolicy.ON_BEHALF_OF), ZONE, "chosen-name", Status.FAILED),
        (messenger(FromPolicy.ON_BEHALF_OF), SIGNED, "signature-only", Status.WARNING),
        # A Messenger that uses the domain's own name is judged like any server.
        (messenger(FromPolicy.AUTOMATIC, "post@d.test"), ZONE, "refused", Status.FAILED),
        (messenger(FromPolicy.AUTOMATIC, "post@sub.d.test"),
         (*ZONE, f'sub.d.test. TXT "v=spf1 ip4:{ELSEWHERE} -all"'), "may-send", Status.OK),
    ],
)  # fmt: skip
async def test_whether_a_server_may_send(
    sender: Sender, zone: list[str], what: str, status: Status
) -> None:
    found = await route(sender, *zone)
    assert (found.verdict.id, found.status) == (f"domain.route.{what}", status)


async def test_a_messenger_that_can_sign_for_the_domain_may_send() -> None:
    sender = Sender(
        route=Route.MESSENGER, host="smtp.sendgrid.net", envelope="post@relay.test",
        from_policy=FromPolicy.AUTOMATIC,
    )  # fmt: skip
    alias = "s1._domainkey.d.test. CNAME s1.u1.wl.sendgrid.net."
    key = f"s1.u1.wl.sendgrid.net. TXT {in_strings(f'v=DKIM1; p={rsa(2048)}')}"
    assert (await route(sender, *ZONE, alias, key)).verdict.id == "domain.route.signed"
    assert (await route(sender, *ZONE)).verdict.id == "domain.route.own-name"


async def test_the_record_that_would_let_a_server_send_keeps_what_is_there() -> None:
    zone = [each.replace(IP, "192.0.2.99") if "spf1" in each else each for each in ZONE]
    found = await route(OWN, *zone)
    assert found.verdict.params["record"] == f"v=spf1 ip4:192.0.2.99 ip4:{IP} -all"
    fix = fix_of(found.verdict)
    assert fix is not None
    assert any(copy.text == found.verdict.params["record"] for copy in fix.copy)


async def test_a_provider_is_allowed_by_its_include() -> None:
    gmail = Sender(route=Route.MAIL_SERVER, host="smtp.gmail.com", envelope="anna@d.test")
    google = '_spf.google.com. TXT "v=spf1 ip4:203.0.113.0/24 -all"'
    included = 'd.test. TXT "v=spf1 include:_spf.google.com -all"'
    assert (await route(gmail, *ZONE[:3], included, *ZONE[4:], google)).status is Status.OK
    left_out = await route(gmail, *ZONE, google)
    assert left_out.verdict.id == "domain.route.refused"
    record = left_out.verdict.params["record"]
    assert record == f"v=spf1 ip4:{IP} include:_spf.google.com -all"
