"""What the sandbox's domain tells mail programs: its file, its SRV records, and where to ask."""

import dns.message
import dns.query
import dns.rcode
import httpx2
import pytest

from mailadmin.core.account import Security
from mailadmin.core.discover.autoconfig import read_config
from mailadmin.core.discover.found import FoundServer, Method
from mailadmin.core.discover.wish import DATABASE
from mailadmin.core.http import HttpProblem, Limits, get, through
from mailadmin.sandbox.oauth import ISSUER
from mailadmin.sandbox.scenario import ANNA, STRANGER
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace

LIMITS = Limits(seconds=5, size=2**16)
AT_THE_DOMAIN = "https://autoconfig.sandbox.test/mail/config-v1.1.xml"
WELL_KNOWN = "https://sandbox.test/.well-known/autoconfig/mail/config-v1.1.xml"


@pytest.fixture(scope="module")
def running():
    with Sandbox("settings-found") as sandbox:
        yield sandbox


@pytest.fixture
def played(running):
    def play(scenario):
        running.switch(scenario)
        return running

    return play


@pytest.fixture
def fetched(running, tmp_path):
    """Fetches over HTTPS as the program does: at the usual port, by the sandbox's own names."""
    net = sandbox_workspace(running, tmp_path).net

    async def fetch(url):
        return await get(url, net, LIMITS)

    return fetch


def services(sandbox, domain="sandbox.test"):
    """Port and host of each SRV record; None where there is no such name."""
    host, port = sandbox.dns_address
    found = {}
    for service in ("submissions", "submission", "imaps", "imap"):
        query = dns.message.make_query(f"_{service}._tcp.{domain}", "SRV")
        answer = dns.query.udp(query, host, port=port, timeout=5)
        assert (answer.rcode() == dns.rcode.NXDOMAIN) == (not answer.answer)
        records = [(one.port, one.target.to_text()) for rrset in answer.answer for one in rrset]
        found[service] = records or None
    return found


def by_endpoint(sandbox):
    return {(one.name, one.security): one.port for one in sandbox.endpoints}


async def test_the_file_names_every_encrypted_port(played, fetched):
    sandbox = played("settings-found")
    answer = await fetched(AT_THE_DOMAIN)
    assert answer.problem is None
    assert answer.content_type.startswith("text/xml")
    assert (await fetched(WELL_KNOWN)).body == answer.body
    config = read_config(answer.body, ANNA)
    ports = by_endpoint(sandbox)

    def server(kind, host, name, security):
        return FoundServer(
            kind=kind, host=host, port=ports[name, security], security=security,
            methods=(Method.PASSWORD,), user_name=ANNA,
        )  # fmt: skip

    both = (Security.TLS, Security.STARTTLS)
    assert config.outgoing == tuple(
        server("smtp", "smtp.sandbox.test", "Mail server", each) for each in both
    )
    assert config.incoming == tuple(
        server("imap", "imap.sandbox.test", "Inbox", each) for each in both
    )
    assert (config.issuer, config.domains) == ("", ("sandbox.test",))


@pytest.mark.parametrize("scenario", ["oauth-needed", "token-revoked", "admin-approval"])
async def test_where_tokens_are_wanted_the_file_says_whose(played, fetched, scenario):
    played(scenario)
    config = read_config((await fetched(AT_THE_DOMAIN)).body, ANNA)
    assert config.issuer == ISSUER
    for server in (*config.outgoing, *config.incoming):
        assert server.methods == (Method.OAUTH,)


async def test_a_domain_that_publishes_nothing(played, fetched):
    sandbox = played("settings-guessed")
    for url in (AT_THE_DOMAIN, WELL_KNOWN):
        answer = await fetched(url)
        assert (answer.problem, answer.status) == (HttpProblem.STATUS, 404)
    assert set(services(sandbox).values()) == {None}


async def test_a_library_that_speaks_http_by_itself_comes_to_the_same_port(played, tmp_path):
    net = sandbox_workspace(played("settings-found"), tmp_path).net

    async def talk(transport):
        client = httpx2.AsyncClient(transport=transport, trust_env=False)
        headers = {"accept-encoding": "identity"}
        return (await client.get(AT_THE_DOMAIN, headers=headers)).status_code

    assert await through(net, LIMITS, talk) == 200


async def test_nothing_else_is_published(played, fetched):
    played("settings-found")
    for url in (
        "https://sandbox.test/mail/config-v1.1.xml",
        "https://autoconfig.sandbox.test/",
        f"{DATABASE}sandbox.test",
        "https://autoconfig.sandbox.test/.well-known/autoconfig/mail/config-v1.1.xml",
    ):
        assert (await fetched(url)).status == 404
    unencrypted = await fetched(AT_THE_DOMAIN.replace("https", "http"))
    assert (unencrypted.problem, unencrypted.status) == (HttpProblem.STATUS, 404)
    other = await fetched("https://www.elsewhere.test/")
    assert other.problem is HttpProblem.CERTIFICATE


def test_the_srv_records_name_the_ports(played):
    sandbox = played("settings-found")
    ports = by_endpoint(sandbox)
    assert services(sandbox) == {
        "submissions": [(ports["Mail server", Security.TLS], "smtp.sandbox.test.")],
        "submission": [(ports["Mail server", Security.STARTTLS], "smtp.sandbox.test.")],
        "imaps": [(ports["Inbox", Security.TLS], "imap.sandbox.test.")],
        "imap": [(ports["Inbox", Security.STARTTLS], "imap.sandbox.test.")],
    }


def test_the_quiet_domain_says_nothing(played):
    sandbox = played("settings-not-found")
    assert sandbox.scenario.search == STRANGER
    assert set(services(sandbox, STRANGER.partition("@")[2]).values()) == {None}


def test_other_ports_stand_for_the_usual_ones(played):
    sandbox = played("settings-guessed")
    ports = by_endpoint(sandbox)
    around = sandbox.surroundings
    assert {usual: around.port_of(usual) for usual in (465, 587, 993, 143)} == {
        465: ports["Mail server", Security.TLS],
        587: ports["Mail server", Security.STARTTLS],
        993: ports["Inbox", Security.TLS],
        143: ports["Inbox", Security.STARTTLS],
    }
    assert around.port_of(443) != 443
    assert around.port_of(2525) == 2525


@pytest.mark.parametrize("scenario", ["settings-guessed", "settings-not-found"])
def test_every_name_that_is_guessed_is_on_this_computer(played, scenario):
    sandbox = played(scenario)
    host, port = sandbox.dns_address
    domain = find_scenario(scenario).search.partition("@")[2]

    def answers(name, rdtype):
        query = dns.message.make_query(name, rdtype)
        answer = dns.query.udp(query, host, port=port, timeout=5).answer
        return [
            one for rrset in answer for one in rrset if rrset.rdtype == query.question[0].rdtype
        ]

    names = [f"{label}.{domain}" for label in ("smtp", "imap", "mail", "autoconfig")]
    names += [record.exchange.to_text() for record in answers(domain, "MX")]
    addresses = [one.address for name in (domain, *names) for one in answers(name, "A")]
    assert bool(addresses) == (scenario == "settings-guessed")
    assert all(address.startswith("127.0.0.") for address in addresses)
