"""A domain with everything around it on this computer: names, mail servers, web pages."""

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import trustme

from mailadmin.core.discover.outcome import DiscoverResult
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Event, Finished, Found, Started
from mailadmin.core.finding import Finding
from mailadmin.core.net import Net, Trust
from mailadmin.core.surroundings import Surroundings
from tests.servers.imap_store import Store
from tests.servers.scripted import Scripted, ehlo, expect, say, scripted, start_tls
from tests.servers.web import WebServer
from tests.servers.zone_server import ZoneServer, serving

ADDRESS = "anna@d.test"
HERE = ("smtp.d.test", "imap.d.test", "mail.d.test")
"""Names of the domain's own servers, for whoever needs them."""


class Heard(list[Event]):
    """A listener that keeps everything."""

    __call__ = list.append

    @property
    def findings(self) -> list[Finding]:
        return [event.finding for event in self if isinstance(event, Found)]

    def ids(self, check: str) -> set[str]:
        """What was said of a check."""
        return {one.verdict.id for one in self.findings if one.check == check}

    def check_it_is_whole(self) -> None:
        """Every beginning has its end, and the result is the last word, if there is one."""
        begun = [event.check for event in self if isinstance(event, Started)]
        assert sorted(begun) == sorted(one.check for one in self.findings)
        assert not [event for event in self[:-1] if isinstance(event, Finished)]


class Neighbourhood:
    """``smtp`` and ``imap`` are encrypted from the start; ``upgrading`` are SMTP and IMAP too."""

    def __init__(self, authority: trustme.CA, ca_file: Path) -> None:
        self.authority = authority
        self.trust = Trust(ca_file)
        self.ports: dict[int, int] = {}
        self.names: ZoneServer
        self.net: Net
        self.web: WebServer
        self.plain_web: WebServer
        self.smtp: Scripted
        self.imap: Scripted
        self.heard = Heard()

    def context(self, *names: str) -> ssl.SSLContext:
        """What a server with a certificate for these names needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*names).configure_cert(context)
        return context

    async def find(self, address: str = ADDRESS, **wishes: object) -> DiscoverResult:
        """Search, without a database unless one is wished for."""
        wish = Wish(**{"address": address, "database": "", **wishes})  # type: ignore[arg-type]
        self.heard = Heard()
        result = await find_settings(wish, self.net, self.heard)
        self.heard.check_it_is_whole()
        assert isinstance(self.heard[-1], Finished)
        return result


def mail_server(*mechanisms: str) -> list[object]:
    """An SMTP server that is encrypted already."""
    offered = (f"AUTH {' '.join(mechanisms)}",) if mechanisms else ()
    return [say("220 hello"), ehlo(*offered)]


def upgrading_server(context: ssl.SSLContext) -> list[object]:
    """An SMTP server that has to be asked for encryption."""
    upgrade = [expect("STARTTLS"), say("220 go"), start_tls(context)]
    return [say("220 hello"), ehlo("STARTTLS"), upgrade, ehlo("AUTH PLAIN")]


@asynccontextmanager
async def neighbourhood(
    authority: trustme.CA,
    ca_file: Path,
    *records: str,
    smtp: Sequence[object] | None = None,
    imap: str = "AUTH=PLAIN",
    failing: Sequence[str] = (),
) -> AsyncIterator[Neighbourhood]:
    """Everything up; whether the domain says so is for ``records`` to say."""
    here = Neighbourhood(authority, ca_file)
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        context = here.context(*HERE, "smtp.other.test", "imap.other.test")
        here.smtp = await enter(scripted(smtp or mail_server("PLAIN", "LOGIN"), tls=context))
        here.imap = await enter(scripted(Store(abilities=imap), tls=context))
        pages = ("d.test", "autoconfig.d.test", "autoconfig.other.test", "database.test")
        here.web = await enter(WebServer(authority, *pages))
        here.plain_web = await enter(WebServer(None))
        filled = [record.format(smtp=here.smtp.port, imap=here.imap.port) for record in records]
        resolver, here.names = await enter(serving(*filled, failing=failing))
        here.ports |= {443: here.web.port, 80: here.plain_web.port}
        here.net = Net(resolver, here.trust, Surroundings(ports=here.ports))
        yield here


def hosts(*names: str) -> tuple[str, ...]:
    """Records that lead names to this computer."""
    return tuple(f"{name}. A 127.0.0.1" for name in names)


SRV = (
    "_submissions._tcp.d.test. SRV 0 1 {smtp} smtp.d.test.",
    "_imaps._tcp.d.test. SRV 0 1 {imap} imap.d.test.",
    *hosts("smtp.d.test", "imap.d.test"),
)
"""What a domain says that names its servers in the DNS."""


def config(here: Neighbourhood, smtp: str = "smtp.d.test", imap: str = "imap.d.test") -> bytes:
    """A file of mail settings with the servers' ports."""
    return f"""<clientConfig version="1.1"><emailProvider id="d.test">
        <domain>d.test</domain><displayName>D Mail</displayName>
        <incomingServer type="imap"><hostname>{imap}</hostname><port>{here.imap.port}</port>
        <socketType>SSL</socketType><authentication>password-cleartext</authentication>
        <username>%EMAILADDRESS%</username></incomingServer>
        <outgoingServer type="smtp"><hostname>{smtp}</hostname><port>{here.smtp.port}</port>
        <socketType>SSL</socketType><authentication>password-cleartext</authentication>
        <username>%EMAILLOCALPART%</username></outgoingServer>
        </emailProvider></clientConfig>""".encode()
