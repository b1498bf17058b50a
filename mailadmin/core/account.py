"""What the user has set up: accounts, identities, servers. Never a secret.

Words follow ``docs/architecture.md``: *mail server* is the user's own submission server
(RFC 6409), *Messenger* the second relay that sends when the mail server can't.
"""

from enum import StrEnum

import msgspec

DEFAULT_TIME_LIMIT = 20.0
"""Seconds one stage may take."""


class Security(StrEnum):
    """How the connection to a server is encrypted."""

    TLS = "tls"
    """Encrypted from the start (RFC 8314)."""
    STARTTLS = "starttls"
    """Plain greeting, then an upgrade that is never skipped (RFC 3207)."""
    NONE = "none"
    AUTO = "auto"
    """TLS on port 465, an upgrade everywhere else; never silently plain."""

    def on_port(self, port: int) -> "Security":
        """What ``AUTO`` means on this port; every other value is itself."""
        if self is not Security.AUTO:
            return self
        return Security.TLS if port in (465, 993) else Security.STARTTLS


DEFAULT_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25, Security.AUTO: 587}


class SignIn(StrEnum):
    """How the program signs in to a server."""

    PASSWORD = "password"
    OAUTH = "oauth"
    """At the provider's own page in a browser; the server gets a token (RFC 6749, RFC 7628)."""
    NONE = "none"


class Route(StrEnum):
    """Which of the two servers carries a message."""

    MAIL_SERVER = "mail-server"
    MESSENGER = "messenger"


class FromPolicy(StrEnum):
    """Whose name a message carries when the Messenger sends it."""

    AUTOMATIC = "automatic"
    """Ask the DMARC policy of the user's domain which of the other two gets through."""
    ON_BEHALF_OF = "on-behalf-of"
    """From stays the user's, Sender is the Messenger's (RFC 5322 section 3.6.2)."""
    VIA = "via"
    """From becomes "Name via Messenger", Reply-To the user's own address."""


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """One server and how to sign in to it.

    ``host`` is a name or an IP address literal, as the user means it (Unicode allowed).
    ``trusted_certificate`` is the SHA-256 fingerprint (64 hex digits, lower case) of the one
    certificate the user has accepted for this host and port although it can't be verified.
    ``plain_password_allowed`` is the user's word that the password may cross an unencrypted
    connection to this server. ``issuer`` names whose page it is that the user signs in at
    (:mod:`mailadmin.core.oauth.issuers`), for a sign-in by OAuth only; empty if that is not known.
    """

    host: str
    port: int
    security: Security
    sign_in: SignIn = SignIn.PASSWORD
    user_name: str = ""
    time_limit: float = DEFAULT_TIME_LIMIT
    trusted_certificate: str | None = None
    plain_password_allowed: bool = False
    issuer: str = ""

    @property
    def subject(self) -> str:
        """The server as findings name it: ``host:port``, IPv6 literals in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Who the recipient sees. ``address`` and ``reply_to`` are bare addresses."""

    address: str
    name: str = ""
    reply_to: str = ""


class Messenger(msgspec.Struct, frozen=True, kw_only=True):
    """The second relay. ``address`` is its own address: Sender and envelope sender."""

    server: Server
    address: str
    from_policy: FromPolicy = FromPolicy.AUTOMATIC


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One sender. ``id`` never changes and names its secrets; ``name`` is for people.

    ``inbox`` is the IMAP server of the user's own mailbox, where a message that may have been
    sent is looked for. ``support_address`` gets a redacted report when the Messenger steps in.
    """

    id: str
    name: str
    identity: Identity
    mail_server: Server
    messenger: Messenger | None = None
    inbox: Server | None = None
    support_address: str = ""


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox that the user can read, at any provider: test messages are looked for there.

    ``id`` names its password in the keyring, as an account's id does, with the role of an inbox.
    """

    id: str
    address: str
    server: Server


class SecretRole(StrEnum):
    """Which secret of an account: one keyring entry each.

    The first three are passwords, the others grants (:mod:`mailadmin.core.oauth.grant`): mail
    server and inbox share one, because a provider's page is asked once for both.
    """

    MAIL_SERVER = "mail-server"
    MESSENGER = "messenger"
    INBOX = "inbox"
    OAUTH = "oauth"
    MESSENGER_OAUTH = "messenger-oauth"

    @property
    def is_grant(self) -> bool:
        """Whether it is a grant. A copy of one would take the right away from the other."""
        return self in (SecretRole.OAUTH, SecretRole.MESSENGER_OAUTH)

    @property
    def of_grant(self) -> "SecretRole":
        """Where the grant is that stands in for this password."""
        messengers = (SecretRole.MESSENGER, SecretRole.MESSENGER_OAUTH)
        return SecretRole.MESSENGER_OAUTH if self in messengers else SecretRole.OAUTH
