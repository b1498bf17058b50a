"""Whose mail a domain's is, and its DKIM looked up with that, over real sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain import dkim, providers
from mailadmin.core.domain.judge.dkim import judge
from mailadmin.core.domain.scene import DomainTarget, Scene
from mailadmin.core.finding import Status
from mailadmin.core.net import Net, Trust
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.core.dns.dkim_keys import in_strings, rsa
from tests.servers.wayward_dns import WaywardServer

Serve = Callable[..., Awaitable[Resolver]]
SPF = 'd.test. TXT "v=spf1 {} -all"'


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*records: str) -> Resolver:
            server = NameServer(Zone("\n".join((". SOA ns h 1 3600 600 86400 0", *records))))
            await server.open()
            stack.push_async_callback(server.close)
            return Resolver(["127.0.0.1"], port=server.number, timeout=3)

        yield start


@pytest.mark.parametrize(
    ("records", "receiving", "sending", "likeliest"),
    [
        (["d.test. MX 0 d-test.mail.protection.outlook.com."], "microsoft-365", [],
         "microsoft-365"),
        (["d.test. MX 20 x.other.test.", "d.test. MX 10 mx1.mailbox.org."], "mailbox-org", [],
         "mailbox-org"),
        (["d.test. MX 10 mail.d.test.", SPF.format("mx include:_spf.google.com")], None,
         ["google-workspace"], "google-workspace"),
        ([SPF.format("include:sendgrid.net include:SPF.protection.outlook.com")], None,
         ["sendgrid", "microsoft-365"], None),
        (["d.test. MX 10 mx1.mailbox.org.", SPF.format("include:sendgrid.net")], "mailbox-org",
         ["sendgrid"], "mailbox-org"),
        (['d.test. TXT "v=spf1 redirect=_spf.google.com"'], None, ["google-workspace"],
         "google-workspace"),
        # Who shares an include with the one that takes the mail is not meant.
        (["d.test. MX 0 x.mail.protection.outlook.com.", SPF.format("include:secureserver.net")],
         "microsoft-365", ["godaddy", "godaddy-m365"], "microsoft-365"),
        (["d.test. MX 0 smtp.secureserver.net.", SPF.format("include:secureserver.net")],
         "godaddy", ["godaddy"], "godaddy"),
        ([SPF.format("include:%{d}._spf.google.com a:sendgrid.net")], None, [], None),
        ([SPF.format("include:_spf.google.com"), SPF.format("mx")], None, [], None),
        ([SPF.format("include:_spf.google.com nonsense")], None, [], None),
        (["d.test. MX 0 ."], None, [], None),
        ([], None, [], None),
    ],
)  # fmt: skip
async def test_whose_mail_it_is(
    serve: Serve,
    records: list[str],
    receiving: str | None,
    sending: list[str],
    likeliest: str | None,
) -> None:
    found = await providers.look_up("d.test", await serve(*records))
    assert (found.receiving.id if found.receiving else None) == receiving
    assert [one.id for one in found.sending] == sending
    assert (found.likeliest.id if found.likeliest else None) == likeliest
    assert not found.sends_nothing


async def test_their_selectors_are_those_that_can_be_asked_for(serve: Serve) -> None:
    records = ("d.test. MX 10 mx1.mailbox.org.", SPF.format("include:spf.mtasv.net include:x.test"))
    found = await providers.look_up("d.test", await serve(*records))
    assert found.selectors == ("MBO0001", "MBO0002", "MBO0003", "MBO0004", "pm")
    assert (await providers.look_up("d.test", await serve())).selectors == ()


@pytest.mark.parametrize(
    ("record", "nothing"), [("v=spf1 -all", True), ("V=SPF1  -ALL", True), ("v=spf1 ~all", False)]
)
async def test_a_domain_that_sends_nothing(serve: Serve, record: str, *, nothing: bool) -> None:
    found = await providers.look_up("d.test", await serve(f'd.test. TXT "{record}"'))
    assert found.sends_nothing is nothing


async def test_no_answer_is_a_state() -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=1)
        found = await providers.look_up("rcode-SERVFAIL.test", resolver)
    assert found.mx.state is found.txt.state is AnswerState.TEMPORARY_FAILURE
    assert found.receiving is None


def scene(resolver: Resolver, *selectors: str) -> Scene:
    net = Net(resolver, Trust())
    target = DomainTarget(domain="d.test", selectors=selectors)
    return Scene(target, Questions(resolver), net)


async def test_a_provider_leads_to_its_keys(serve: Serve) -> None:
    resolver = await serve(
        "d.test. MX 10 mx1.mailbox.org.",
        "MBO0001._domainkey.d.test. CNAME mbo0001._domainkey.mailbox.org.",
        f"mbo0001._domainkey.mailbox.org. TXT {in_strings(f'v=DKIM1; p={rsa(2048)}')}",
        f"seen._domainkey.d.test. TXT {in_strings(f'v=DKIM1; p={rsa(1024)}')}",
    )
    signing = await dkim.look_up(scene(resolver), "d.test")
    verdict = judge(signing)
    assert (verdict.id, verdict.status) == ("domain.dkim.ok", Status.OK)
    assert verdict.params["selectors"] == "mbo0001"
    verdict = judge(await dkim.look_up(scene(resolver, "seen"), "d.test"))
    assert (verdict.id, verdict.params["bits"]) == ("domain.dkim.weak", 1024)


async def test_nothing_at_all(serve: Serve) -> None:
    verdict = judge(await dkim.look_up(scene(await serve("d.test. A 192.0.2.1")), "d.test"))
    assert (verdict.id, verdict.status) == ("domain.dkim.none", Status.WARNING)
    verdict = judge(await dkim.look_up(scene(await serve()), "d.test"))
    assert verdict.id == "domain.dkim.no-such-domain"
