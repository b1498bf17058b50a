"""What a scenario of the sandbox can say. The scenarios are in ``scenarios``."""

from enum import StrEnum

import msgspec

from mailadmin.core.account import Route, Security, SignIn
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.discover.found import Source
from mailadmin.core.event import Outcome

MEBIBYTE = 1024 * 1024

ANNA = "anna@sandbox.test"
"""The user of the sandbox: identity, user name and inbox."""
OFFICE = "office@sandbox.test"
"""A second user of the mail server, with a mailbox of its own."""
BERT = "bert@sandbox.test"
"""A colleague to write to."""
RELAY_USER = "relay"
"""The user of the Messenger, who may send as anyone."""
RELAY_ADDRESS = "relay@messenger.sandbox.test"
"""The Messenger's own address."""
NOBODY = "nobody@sandbox.test"
"""An address that the mail server can be told to refuse."""
STRANGER = "anna@quiet.test"
"""An address of a domain that tells nobody what its servers are."""

BY_PASSWORD = ("CRAM-MD5", "LOGIN", "PLAIN")
"""The mechanisms (RFC 4954) of a mail server that wants a password."""


class Certificate(StrEnum):
    """What is right or wrong with the certificate a server shows."""

    GOOD = "good"
    EXPIRED = "expired"
    """Three days past its end."""
    OTHER_NAME = "other-name"
    """Good, but for the server of another company."""
    SELF_SIGNED = "self-signed"
    """The right name, signed by nobody but itself."""
    FUTURE = "future"
    """Good, but it begins only in some weeks."""
    ANTIVIRUS = "antivirus"
    """Made by a security program that this computer does not trust."""


class ServerState(StrEnum):
    """What happens to a connection."""

    UP = "up"
    REFUSING = "refusing"
    """Nothing listens on the ports."""
    SILENT = "silent"
    """Connections are accepted and never answered."""
    SWALLOWED = "swallowed"
    """Nothing comes back, as where a firewall drops what it does not let through."""
    WEB = "web"
    """A web server answers."""


class CutAfterData(StrEnum):
    """The connection is cut after the end of DATA, before the reply."""

    DELIVERED = "delivered"
    """The message had been taken and is in the mailbox."""
    LOST = "lost"
    """The message is gone."""


class Replies(msgspec.Struct, frozen=True, kw_only=True):
    """Replies given instead of the usual ones, as the server writes them: code and text.

    An empty text means the usual reply. ``recipients`` maps an address (lower case) to its reply.
    """

    sign_in: str = ""
    """To a sign-in whose password is right."""
    password: str = ""
    """To a password, right or wrong: it is not even looked at. A token is judged as usual."""
    sender: str = ""
    recipients: dict[str, str] = {}
    end_of_data: str = ""


class RelayBehaviour(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the two relays behaves.

    ``size_limit`` is what it announces and enforces, in bytes (RFC 1870). ``greylisting`` is the
    seconds for which a new pair of sender and recipient is put off; 0 is none. ``dead_ipv6``
    gives its name an IPv6 address where nothing answers.
    """

    state: ServerState = ServerState.UP
    certificate: Certificate = Certificate.GOOD
    starttls: bool = True
    replies: Replies = Replies()
    cut_after_data: CutAfterData | None = None
    size_limit: int = 50 * MEBIBYTE
    greylisting: float = 0.0
    dead_ipv6: bool = False
    overwritten: bool = False
    """Something on the way puts Xs in the place of the upgrade to encryption."""
    signs: bool = True
    """Whether it signs what it sends (DKIM)."""
    mechanisms: tuple[str, ...] = BY_PASSWORD
    """The ways to sign in that it offers."""


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiving server does with a message that it has taken.

    ``folder`` is where it lies in the end; an empty one is nowhere: it is thrown away without a
    word. ``delay`` is in seconds. ``fields`` are header fields of its spam filter, with their line
    ends. ``returned`` is why a message comes back to its sender instead, as a server says it.
    ``only`` are the recipients whose messages fare so, where the others get theirs as usual.
    """

    folder: str = "INBOX"
    delay: float = 0.0
    fields: str = ""
    returned: str = ""
    only: tuple[str, ...] = ()
    spf: str = "pass"
    """What it finds of SPF (RFC 8601 section 2.7.2)."""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for the rest of the internet: another mail server, and a web server."""

    mail: ServerState = ServerState.UP
    web: ServerState = ServerState.UP
    web_certificate: Certificate = Certificate.GOOD


class Issuing(msgspec.Struct, frozen=True, kw_only=True):
    """How the authorization server behaves, at whose page people sign in.

    ``revoked`` says that all it has given out before is worth nothing any more; who signs in anew
    gets a grant that is good. ``needs_admin`` says that nobody but an administrator may allow the
    program in. ``lasts`` is the seconds that a token is good for.
    """

    revoked: bool = False
    needs_admin: bool = False
    lasts: float = 60.0


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What the user has typed in the form of one relay.

    ``port`` names one of the relay's three ports by what it speaks; ``security`` is what the
    account says, None for the same. An empty ``password`` is the right one. For a ``sign_in`` at
    the provider's page nothing is typed; ``signed_in`` says whether the user has been there yet.
    The inbox is opened in the same way as the mail server.
    """

    port: Security
    host: str = ""
    """The server's name; empty for the right one."""
    security: Security | None = None
    user_name: str
    password: str = ""
    time_limit: float = 20.0
    """Seconds one stage may take."""
    sign_in: SignIn = SignIn.PASSWORD
    signed_in: bool = True


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What mailadmin should say, for the end-to-end tests.

    ``check`` and ``cause`` are of the connection test of the mail server: the check that fails or
    warns, and its cause. ``send_cause`` is the cause that sending gives for going to the Messenger,
    where it differs: sending takes no second look. ``copies`` is how many copies of the message are
    in Anna's mailbox after it was sent to :attr:`Scenario.to`. ``arrival`` is the folder in which a
    test message arrives, None for nowhere; ``inbox_problem`` is the id of the finding that keeps
    the program from looking into Anna's own mailbox, empty for none. ``found`` is the source of the
    settings that are offered first for :attr:`Scenario.search`, None where none are found.
    ``sign_in`` is the id of the finding with which signing in at the page fails, empty for none.
    """

    test: Outcome = Outcome.PASSED
    check: str | None = None
    cause: str | None = None
    send_cause: str | None = None
    send: Outcome = Outcome.PASSED
    route: Route | None = Route.MAIL_SERVER
    copies: int = 1
    arrival: Where | None = Where.INBOX
    inbox_problem: str = ""
    found: Source | None = None
    sign_in: str = ""


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """One situation to try.

    ``meaning`` says in one sentence what has happened. ``to`` is whom the message is for.
    ``records`` are lines of a zone file relative to ``sandbox.test``; each replaces the records
    of the same name and type. ``publishes`` says whether the domain tells mail programs what its
    servers are, in a file and in SRV records. ``search`` is the address that settings are looked
    for; it is empty where that is not what the scenario is about.
    """

    id: str
    title: str
    meaning: str
    mail_server: RelayBehaviour = RelayBehaviour()
    messenger: RelayBehaviour = RelayBehaviour()
    elsewhere: Elsewhere = Elsewhere()
    filing: Filing = Filing()
    issuing: Issuing = Issuing()
    publishes: bool = True
    search: str = ""
    typed: Typed = Typed(port=Security.TLS, user_name=ANNA)
    typed_messenger: Typed = Typed(port=Security.STARTTLS, user_name=RELAY_USER)
    to: tuple[str, ...] = (ANNA,)
    records: tuple[str, ...] = ()
    expected: Expected = Expected()
