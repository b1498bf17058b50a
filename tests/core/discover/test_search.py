"""Finding settings as a whole: names, mail servers and web pages are real, on this computer."""

import asyncio
from pathlib import Path

import msgspec
import pytest
import trustme

from mailadmin.core.account import Security, SignIn
from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Finished, Outcome
from mailadmin.core.finding import Status
from mailadmin.core.net import Net
from mailadmin.core.net import Trust as TrustOf
from mailadmin.core.surroundings import Control, Surroundings
from tests.core.discover.neighbourhood import (
    ADDRESS,
    SRV,
    Heard,
    config,
    hosts,
    mail_server,
    neighbourhood,
)
from tests.servers.web import page

OWN_PAGE = "/mail/config-v1.1.xml"
STRANGER = "discover.consent.stranger"


async def forever(path: str, writer: asyncio.StreamWriter) -> None:
    """A page that never comes."""
    await asyncio.sleep(30)


async def test_what_the_domain_publishes_wins_and_is_tried(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = (*SRV, *hosts("autoconfig.d.test"))
    async with neighbourhood(authority, ca_file, *records) as here:
        here.web.says[OWN_PAGE] = page(config(here))
        result = await here.find()
        best = result.offers[0]
        assert (best.source, best.trust, best.consent) == (Source.AUTOCONFIG, Trust.SURE, ())
        assert (best.mail_server.host, best.mail_server.port) == ("smtp.d.test", here.smtp.port)
        assert best.mail_server.user_name == "anna"
        assert best.mail_server.sign_in is SignIn.PASSWORD
        assert best.inbox is not None
        assert (best.inbox.host, best.inbox.user_name) == ("imap.d.test", ADDRESS)
        assert best.provider == "D Mail"
        assert (result.status, result.title.id) == (Outcome.PASSED, "discover.result.found")
        assert [phrase.id for phrase in result.proven] == [
            "discover.proven.mail", "discover.proven.inbox",
        ]  # fmt: skip
        assert here.smtp.heard[0].startswith("EHLO")
        assert not [line for line in here.smtp.heard if line.startswith("AUTH")]
        assert not [line for line in here.imap.heard if "LOGIN" in line or "AUTH" in line]
        assert {status.status for status in here.heard.findings} <= {
            Status.OK, Status.INFO, Status.SKIPPED,
        }  # fmt: skip


async def test_only_the_domain_leaves_the_computer(authority: trustme.CA, ca_file: Path) -> None:
    records = (*SRV, *hosts("autoconfig.d.test", "database.test"))
    async with neighbourhood(authority, ca_file, *records) as here:
        here.web.says[OWN_PAGE] = page(config(here, imap="%EMAILLOCALPART%.d.test"))
        await here.find(database="https://database.test/v1.1/")
        said = [*here.web.asked, *here.smtp.heard, *here.imap.heard, *map(str, here.names.asked)]
        assert any("GET /v1.1/d.test " in line for line in said)
        assert not [line for line in said if "anna" in line]


async def test_records_of_the_domain_are_found(authority: trustme.CA, ca_file: Path) -> None:
    async with neighbourhood(authority, ca_file, *SRV) as here:
        result = await here.find()
        (best,) = result.offers
        assert (best.source, best.trust, best.consent) == (Source.SRV, Trust.LIKELY, ())
        assert best.origin == "_submissions._tcp.d.test"
        assert best.mail_server.security is Security.TLS
        assert best.inbox is not None
        assert here.heard.ids("discover.guess") == set()


async def test_records_that_lead_to_a_stranger_are_not_believed_alone(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = (
        "_submissions._tcp.d.test. SRV 0 1 {smtp} smtp.other.test.",
        "d.test. MX 1 mx.other.test.",  # whoever forges one forges the other
        *hosts("smtp.other.test", "mx.other.test"),
    )
    async with neighbourhood(authority, ca_file, *records) as here:
        result = await here.find()
        (best,) = result.offers
        assert (best.source, best.trust) == (Source.SRV, Trust.DOUBTFUL)
        assert best.consent == (STRANGER,)
        assert result.status is Outcome.WARNING
        assert result.title.id == "discover.result.found-with-consent"


async def test_a_page_that_leads_to_a_stranger_is_not_taken_without_asking(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = hosts("autoconfig.d.test", "smtp.other.test", "imap.other.test")
    async with neighbourhood(authority, ca_file, *records) as here:
        here.web.says[OWN_PAGE] = page(config(here, "smtp.other.test", "imap.other.test"))
        (best,) = (await here.find()).offers
        assert best.consent == (STRANGER, f"{STRANGER}-inbox")
        assert best.provider == ""


async def test_a_page_and_the_mail_records_that_agree_are_believed(
    authority: trustme.CA, ca_file: Path
) -> None:
    names = hosts("autoconfig.d.test", "smtp.other.test", "imap.other.test", "mx.other.test")
    async with neighbourhood(authority, ca_file, "d.test. MX 1 mx.other.test.", *names) as here:
        here.web.says[OWN_PAGE] = page(config(here, "smtp.other.test", "imap.other.test"))
        (best,) = (await here.find()).offers
        assert (best.source, best.consent) == (Source.AUTOCONFIG, ())


async def test_whoever_takes_the_mail_may_publish_settings(
    authority: trustme.CA, ca_file: Path
) -> None:
    names = hosts(
        "autoconfig.other.test", "smtp.other.test", "imap.other.test", "mx.other.test",
        "database.test",
    )  # fmt: skip
    async with neighbourhood(authority, ca_file, "d.test. MX 1 mx.other.test.", *names) as here:
        settings = page(config(here, "smtp.other.test", "imap.other.test"))
        here.web.says["/v1.1/other.test"] = settings
        (best,) = (await here.find(database="https://database.test/v1.1/")).offers
        assert (best.source, best.trust, best.consent) == (Source.MX, Trust.LIKELY, ())
        # Whoever forges the record of the mail has a page as well: so it has to be a known one.
        here.web.says = {OWN_PAGE: settings}
        (best,) = (await here.find(database="https://database.test/v1.1/")).offers
        assert (best.source, best.trust) == (Source.MX, Trust.DOUBTFUL)
        assert best.consent == (STRANGER, f"{STRANGER}-inbox")


async def test_the_usual_names_are_tried_last(authority: trustme.CA, ca_file: Path) -> None:
    async with neighbourhood(
        authority, ca_file, *hosts("d.test", "smtp.d.test", "imap.d.test")
    ) as here:
        here.ports |= {465: here.smtp.port, 587: 1, 993: here.imap.port, 143: 1}
        result = await here.find()
        (best,) = result.offers
        assert (best.source, best.trust) == (Source.GUESS, Trust.DOUBTFUL)
        assert best.consent == ("discover.consent.guessed",)
        assert best.mail_server.host == "smtp.d.test"
        assert best.inbox is not None
        assert best.inbox.host == "imap.d.test"
        assert here.smtp.heard[0].startswith("EHLO")
        assert len(here.smtp.conversations) == 1
        assert here.heard.ids("discover.server") == {
            "discover.server.mail", "discover.server.inbox", "discover.server.no-answer",
        }  # fmt: skip


async def test_a_service_that_the_domain_declines_is_not_tried(
    authority: trustme.CA, ca_file: Path
) -> None:
    declined = [f"_{name}._tcp.d.test. SRV 0 0 0 ." for name in ("submissions", "submission")]
    async with neighbourhood(authority, ca_file, *declined, *hosts("smtp.d.test")) as here:
        here.ports |= {465: here.smtp.port, 587: here.smtp.port}
        result = await here.find()
        assert result.offers == ()
        assert not here.smtp.conversations
        assert here.heard.ids("discover.srv") == {"discover.srv.declined"}
        assert (result.status, result.title.id) == (Outcome.FAILED, "discover.result.nothing")


async def test_nothing_is_found(authority: trustme.CA, ca_file: Path) -> None:
    async with neighbourhood(authority, ca_file, *hosts("d.test")) as here:
        result = await here.find()
        assert result.offers == ()
        assert (result.status, result.title.id) == (Outcome.FAILED, "discover.result.nothing")


async def test_a_domain_that_does_not_exist_is_said_so(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(authority, ca_file) as here:
        result = await here.find("anna@nobody.test")
        assert result.title.id == "discover.result.no-such-domain"


@pytest.mark.parametrize(
    ("there", "title"),
    [
        (("known.test",), "discover.result.no-such-domain"),
        ((), "discover.result.no-network"),  # a network that says of every name that it is none
    ],
)
async def test_no_such_domain_is_said_only_where_names_are_known(
    authority: trustme.CA, ca_file: Path, there: tuple[str, ...], title: str
) -> None:
    async with neighbourhood(authority, ca_file, *hosts(*there)) as here:
        web = (Control("known.test", 443),)
        around = msgspec.structs.replace(here.net.surroundings, web=web)
        here.net = msgspec.structs.replace(here.net, surroundings=around)
        result = await here.find("anna@nobody.test")
        assert result.title.id == title


async def test_no_network_is_not_no_settings(ca_file: Path) -> None:
    heard = Heard()
    net = Net(Resolver(["127.0.0.1"], port=9, timeout=0.5), TrustOf(ca_file), Surroundings())
    result = await find_settings(Wish(address=ADDRESS), net, heard)
    heard.check_it_is_whole()
    assert (result.status, result.title.id) == (Outcome.UNKNOWN, "discover.result.no-network")
    assert result.cause == "network-unreachable"
    known = await find_settings(Wish(address="anna@gmail.com"), net, heard)
    assert (known.status, known.title.id) == (Outcome.UNKNOWN, "discover.result.offline")
    assert known.offers[0].answered is False


async def test_a_source_that_could_not_be_asked_is_told_apart(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(
        authority, ca_file, *hosts("d.test"), failing=("_submissions._tcp.d.test",)
    ) as here:
        result = await here.find()
        assert (result.status, result.title.id) == (
            Outcome.UNKNOWN, "discover.result.nothing-known",
        )  # fmt: skip


async def test_a_slow_source_never_holds_up_a_better_one(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = (*hosts("autoconfig.d.test", "d.test", "database.test"), *SRV)
    async with neighbourhood(authority, ca_file, *records) as here:
        here.web.says[OWN_PAGE] = page(config(here))
        here.web.says["/v1.1/d.test"] = forever
        result = await here.find(database="https://database.test/v1.1/")
        assert result.offers[0].source is Source.AUTOCONFIG
        skipped = [one.check for one in here.heard.findings if one.status is Status.SKIPPED]
        assert "discover.database" in skipped


async def test_a_better_source_is_waited_for_but_not_for_long(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(authority, ca_file, *SRV, *hosts("autoconfig.d.test")) as here:
        settings = page(config(here))

        async def after_a_moment(path: str, writer: asyncio.StreamWriter) -> None:
            while "discover.server.inbox" not in here.heard.ids("discover.server"):
                await asyncio.sleep(0.01)
            writer.write(settings)

        here.web.says[OWN_PAGE] = after_a_moment
        assert (await here.find()).offers[0].source is Source.AUTOCONFIG
        here.web.says[OWN_PAGE] = forever
        assert (await here.find()).offers[0].source is Source.SRV
        assert here.heard.ids("discover.autoconfig") == {"discover.not-needed"}


async def test_a_server_that_cannot_prove_itself_is_not_offered(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = (
        "_submissions._tcp.d.test. SRV 0 1 {smtp} wrong.d.test.",
        "_submissions._tcp.d.test. SRV 9 1 {smtp} smtp.d.test.",
        *hosts("wrong.d.test", "smtp.d.test"),
    )
    async with neighbourhood(authority, ca_file, *records) as here:
        (best,) = (await here.find()).offers
        assert best.mail_server.host == "smtp.d.test"
        assert "discover.server.certificate" in here.heard.ids("discover.server")


async def test_servers_that_do_not_answer_are_said_so(authority: trustme.CA, ca_file: Path) -> None:
    records = ("_submissions._tcp.d.test. SRV 0 1 1 smtp.d.test.", *hosts("smtp.d.test"))
    async with neighbourhood(authority, ca_file, *records) as here:
        result = await here.find()
        (best,) = result.offers
        assert not best.answered
        assert (result.status, result.title.id) == (Outcome.FAILED, "discover.result.no-answer")
        assert result.proven == ()


async def test_without_encryption_nobody_is_asked_unless_allowed(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = hosts("d.test", "smtp.d.test", "imap.d.test", "autoconfig.d.test")
    async with neighbourhood(authority, ca_file, *records) as here:
        here.plain_web.says[OWN_PAGE] = page(config(here))
        assert (await here.find()).offers == ()
        assert not here.plain_web.asked
        (best,) = (await here.find(allow_http=True)).offers
        assert (best.source, best.trust) == (Source.HTTP, Trust.DOUBTFUL)
        assert best.consent == ("discover.consent.http",)
        assert not [asked for asked in here.plain_web.asked if "anna" in asked]


async def test_a_server_for_tokens_alone_is_no_place_for_passwords(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(authority, ca_file, *SRV, smtp=mail_server("XOAUTH2")) as here:
        (best,) = (await here.find()).offers
        assert best.mail_server.sign_in is SignIn.OAUTH
        assert not best.password_works


async def test_a_domain_with_other_letters_is_looked_for_as_the_dns_has_it(
    authority: trustme.CA, ca_file: Path
) -> None:
    records = (
        "_submissions._tcp.xn--bcher-kva.test. SRV 0 1 {smtp} smtp.d.test.",
        *hosts("smtp.d.test"),
    )
    async with neighbourhood(authority, ca_file, *records) as here:
        result = await here.find("anna@Bücher.test")
        (best,) = result.offers
        assert best.mail_server.user_name == "anna@Bücher.test"
        assert best.consent == (STRANGER,)
        assert result.title.params["domain"] == "Bücher.test"


@pytest.mark.both_loops
async def test_a_whole_search_on_the_loop_of_the_window(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(authority, ca_file, *SRV) as here:
        assert (await here.find()).offers


@pytest.mark.parametrize("address", ["anna", "anna@", "anna@-x-.d..test", ""])
async def test_what_is_no_address_ends_at_once(address: str, ca_file: Path) -> None:
    net = Net(Resolver(["127.0.0.1"], port=9), TrustOf(ca_file), Surroundings())
    heard = Heard()
    result = await find_settings(Wish(address=address), net, heard)
    assert result.title.id == "discover.result.no-domain"
    assert [type(event) for event in heard] == [Finished]


async def test_cancelling_ends_everything_at_once(authority: trustme.CA, ca_file: Path) -> None:
    silent = ("_submissions._tcp.d.test. SRV 0 1 {imap} smtp.d.test.", *SRV)
    async with neighbourhood(authority, ca_file, *silent, *hosts("autoconfig.d.test")) as here:
        here.web.says[OWN_PAGE] = forever
        searching = asyncio.ensure_future(here.find())
        while not here.web.asked:
            await asyncio.sleep(0.01)
        searching.cancel()
        with pytest.raises(asyncio.CancelledError):
            async with asyncio.timeout(3):  # nobody who is asked ends by then
                await searching
        here.heard.check_it_is_whole()
        assert "stage.cancelled" in here.heard.ids("discover.autoconfig")
        assert not [event for event in here.heard if isinstance(event, Finished)]
