"""Short ways to run a connection test against a scripted server."""

from pathlib import Path

from mailadmin.core.account import Route, Security, Server, SignIn
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found, Result
from mailadmin.core.finding import Finding
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.surroundings import Surroundings

NONE = Surroundings()
PASSWORD = "correct-horse-Battery"
USER = "anna@example.test"


def server(port: int, **changes: object) -> Server:
    """A server on this computer; plain and with a password that may cross, unless changed."""
    values: dict[str, object] = {
        "host": "localhost",
        "port": port,
        "security": Security.NONE,
        "sign_in": SignIn.PASSWORD,
        "user_name": USER,
        "time_limit": 2.0,
        "plain_password_allowed": True,
    }
    return Server(**{**values, **changes})  # type: ignore[arg-type]


class Seen(list[Event]):
    """A listener that keeps everything."""

    __call__ = list.append

    @property
    def findings(self) -> list[Finding]:
        return [event.finding for event in self if isinstance(event, Found)]

    def finding(self, check: str) -> Finding:
        """The last finding of a check."""
        return [finding for finding in self.findings if finding.check == check][-1]


def net(ca_file: Path | None = None, surroundings: Surroundings = NONE) -> Net:
    return Net(Resolver(), Trust(ca_file), surroundings)


async def run_against(
    target: Server,
    seen: Seen,
    ca_file: Path | None = None,
    password: str | None = PASSWORD,
    surroundings: Surroundings = NONE,
) -> Result:
    """Run the connection test of one server."""
    return await run_connection_test(
        ConnectionTarget(
            server=target,
            key=None if password is None else Secret(password),
            route=Route.MAIL_SERVER,
            sender=USER,
            recipient="ben@example.test",
        ),
        net(ca_file, surroundings),
        seen,
    )
