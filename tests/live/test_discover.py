"""Settings are found where domains publish them: NSD, nginx, and the mail servers they name."""

import asyncio
from pathlib import Path

import pytest

from mailadmin.core.account import SignIn
from mailadmin.core.arrival.run import run_arrival
from mailadmin.core.discover.account import form_of_offer
from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.discover.outcome import DiscoverResult
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Found, Outcome
from mailadmin.core.finding import Status
from mailadmin.core.forms.account_form import AccountForm
from mailadmin.core.forms.reading import read
from mailadmin.core.net import Net
from mailadmin.core.net import Trust as Authorities
from tests.live.desk import Desk, Seen
from tests.live.oauth_server import ISSUER, OAuthServer
from tests.live.office import Office
from tests.live.postfix import ANNA, MAIL_HOST
from tests.live.program import Program
from tests.live.publishing import DATABASE, Publishing

pytestmark = pytest.mark.live


@pytest.fixture
def net(publishing: Publishing, ca_file: Path) -> Net:
    resolver = Resolver([publishing.nameserver])
    return Net(resolver, Authorities(ca_file), publishing.surroundings)


async def search(net: Net, address: str, **wish: object) -> tuple[DiscoverResult, Seen]:
    seen = Seen()
    values = {"address": address, "database": DATABASE, **wish}
    return await find_settings(Wish(**values), net, seen), seen  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("domain", "source", "trust", "host"),
    [
        ("known.test", Source.AUTOCONFIG, Trust.SURE, "mail.known.test"),
        ("together.test", Source.AUTOCONFIG, Trust.SURE, "mail.together.test"),
        ("slow.test", Source.SRV, Trust.LIKELY, "mail.slow.test"),
        ("listed.test", Source.DATABASE, Trust.LIKELY, "mail.listed.test"),
        ("records.test", Source.SRV, Trust.LIKELY, "mail.records.test"),
        ("rented.test", Source.MX, Trust.LIKELY, "mail.renter.test"),
    ],
)
async def test_what_a_domain_publishes_is_found_and_tried(
    net: Net, publishing: Publishing, domain: str, source: Source, trust: Trust, host: str
) -> None:
    result, seen = await search(net, f"info@{domain}")
    offer = result.offers[0]
    assert (result.status, offer.source, offer.trust) == (Outcome.PASSED, source, trust)
    own, imaps = publishing.mail.own, publishing.mail.imaps
    assert (offer.mail_server.host, offer.mail_server.port) == (host, own.submissions)
    assert (offer.mail_server.security, offer.mail_server.sign_in) == ("tls", "password")
    assert offer.mail_server.user_name == f"info@{domain}"
    assert offer.inbox is not None
    assert (offer.inbox.host, offer.inbox.port, offer.inbox.security) == (host, imaps, "tls")
    assert (offer.answered, offer.consent) == (True, ())
    assert seen.finding(f"discover.{source}").status is Status.OK
    tried = {one.finding.subject: one.finding.status for one in seen if isinstance(one, Found)}
    for server in (offer.mail_server, offer.inbox):
        assert tried[server.subject] is Status.OK


async def test_a_file_that_comes_slowly_holds_nobody_up(net: Net) -> None:
    result, seen = await search(net, "info@slow.test")
    assert result.offers[0].source is Source.SRV
    assert seen.finding("discover.autoconfig").verdict.id == "discover.not-needed"


async def test_only_the_domain_is_told_unless_the_user_agrees(
    net: Net, publishing: Publishing
) -> None:
    before = len(publishing.asked("known.test"))
    await search(net, "quiet@known.test")
    await search(net, "open@known.test", send_address=True)
    asked = publishing.asked("known.test")[before:]
    assert len(asked) == 2
    assert [("quiet" in line, "emailaddress=open%40known.test" in line) for line in asked] == [
        (False, False),
        (False, True),
    ]
    assert all(line.startswith("https ") for line in asked)


async def test_what_comes_without_encryption_needs_consent_twice(
    net: Net, publishing: Publishing
) -> None:
    result, _ = await search(net, "info@plain.test")
    assert Source.HTTP not in {offer.source for offer in result.offers}
    assert publishing.asked("plain.test") == []
    result, seen = await search(net, "info@plain.test", allow_http=True)
    (offer,) = (one for one in result.offers if one.source is Source.HTTP)
    assert (result.status, offer.trust) == (Outcome.WARNING, Trust.DOUBTFUL)
    assert offer.consent == ("discover.consent.http",)
    assert offer.mail_server.host == "mail.plain.test"
    assert seen.finding("discover.http").status is Status.WARNING


async def test_a_page_that_leads_to_an_unencrypted_one_is_not_believed(
    net: Net, publishing: Publishing
) -> None:
    result, seen = await search(net, "info@moved.test")
    assert seen.finding("discover.autoconfig").verdict.id == "discover.web.redirect-to-http"
    assert [line.split()[0] for line in publishing.asked("autoconfig.moved.test")] == ["https"]
    assert [offer.source for offer in result.offers] == [Source.GUESS]


async def test_a_web_server_that_is_not_proven_to_be_the_right_one_is_not_believed(
    net: Net, publishing: Publishing
) -> None:
    result, seen = await search(net, "info@false.test")
    assert seen.finding("discover.autoconfig").verdict.id == "discover.web.certificate"
    assert publishing.asked("autoconfig.false.test") == []
    assert result.offers == ()


async def test_a_mail_server_that_is_not_proven_to_be_the_right_one_is_not_offered_as_good(
    net: Net,
) -> None:
    result, seen = await search(net, "info@wrong.test")
    findings = [event.finding for event in seen if isinstance(event, Found)]
    tried = [one.verdict.id for one in findings if one.check == "discover.server"]
    assert "discover.server.certificate" in tried
    assert not any(offer.answered for offer in result.offers)
    assert result.title.id == "discover.result.no-answer"


async def test_a_file_that_grows_without_end_is_refused(net: Net) -> None:
    result, seen = await search(net, "info@bomb.test")
    assert seen.finding("discover.autoconfig").status is Status.WARNING
    assert result.offers == ()


@pytest.mark.parametrize(
    ("domain", "source", "host"),
    [
        ("strange.test", Source.AUTOCONFIG, MAIL_HOST),
        # Whoever forges an MX record can publish settings as well.
        ("hosted.test", Source.MX, "mail.hoster.test"),
    ],
)
async def test_servers_of_a_stranger_need_consent(
    net: Net, domain: str, source: Source, host: str
) -> None:
    result, seen = await search(net, f"info@{domain}")
    assert seen.finding(f"discover.{source}").status is Status.WARNING
    (offer,) = result.offers
    assert (result.status, offer.mail_server.host) == (Outcome.WARNING, host)
    strangers = ("discover.consent.stranger", "discover.consent.stranger-inbox")
    assert (offer.trust, offer.consent) == (Trust.DOUBTFUL, strangers)


async def test_the_usual_names_are_tried_politely_where_nobody_publishes(
    net: Net, publishing: Publishing
) -> None:
    before = len(publishing.mail.own.log)
    result, _ = await search(net, "info@usual.test")
    said = await asyncio.to_thread(publishing.mail.own.counted_since, before)
    assert "ehlo=" in said
    assert [word for word in ("auth=", "mail=", "unknown=") if word in said] == []
    (offer,) = result.offers
    assert (result.status, offer.source) == (Outcome.WARNING, Source.GUESS)
    assert offer.consent == ("discover.consent.guessed",)
    own = publishing.mail.own
    assert (offer.mail_server.host, offer.mail_server.port) == ("mail.usual.test", own.submissions)
    assert offer.inbox is not None
    assert (offer.inbox.host, offer.inbox.port) == ("mail.usual.test", publishing.mail.imaps)


@pytest.mark.parametrize(
    ("domain", "title"),
    [
        ("nothing.test", "discover.result.nothing"),
        ("absent.test", "discover.result.nothing"),
        ("nowhere.test", "discover.result.no-such-domain"),
    ],
)
async def test_where_nothing_is_nothing_is_found(net: Net, domain: str, title: str) -> None:
    result, seen = await search(net, f"info@{domain}")
    assert (result.status, result.title.id, result.offers) == (Outcome.FAILED, title, ())
    declined = domain == "absent.test"
    assert (seen.finding("discover.srv").verdict.id == "discover.srv.declined") is declined


async def test_the_program_prints_what_it_finds(
    publishing: Publishing, ca_file: Path, tmp_path: Path
) -> None:
    program = Program(data_dir=tmp_path, nameserver=publishing.nameserver, ca_file=ca_file)
    ended = await program.run("discover", "info@records.test", "--database", "")
    assert (ended.status, ended.result["status"]) == (0, "passed"), ended.err
    (settings,) = ended.result["settings"]
    assert (settings["source"], settings["consent"]) == ("srv", [])
    assert settings["mail_server"]["port"] == publishing.mail.own.submissions
    assert settings["inbox"]["port"] == publishing.mail.imaps


async def test_from_the_address_to_a_test_with_a_token(
    net: Net, desk: Desk, publishing: Publishing, oauth_server: OAuthServer, ca_file: Path
) -> None:
    """As at a first start: nothing is typed but an address, and a password at the provider's."""
    result, _ = await search(net, ANNA)
    offer = result.offers[0]
    assert (offer.source, offer.provider) == (Source.AUTOCONFIG, "The Office")
    assert (offer.mail_server.sign_in, offer.mail_server.issuer) == (SignIn.OAUTH, ISSUER)
    assert not offer.password_works
    office = Office(desk, oauth_server, ca_file)
    office.register()
    await office.sign_in(office.person())
    form = form_of_offer(offer, ANNA, AccountForm())
    account = read(form, "anna").account
    assert account is not None
    for server in (account.mail_server, account.inbox):
        assert server is not None
        assert (server.sign_in, server.issuer, server.user_name) == (SignIn.OAUTH, ISSUER, ANNA)
    tested = await run_arrival(account, office.workspace, Seen(), wait=10)
    assert tested.status is Outcome.PASSED
