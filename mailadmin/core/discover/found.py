"""What a source says of a domain's mail servers, before anybody has tried them."""

from enum import StrEnum

import msgspec

from mailadmin.core.account import Security


class Source(StrEnum):
    """Where settings come from; the order is the order of preference."""

    PROVIDER = "provider"
    """The providers that the program knows, by the domain of the address."""
    AUTOCONFIG = "autoconfig"
    """What the domain itself publishes over HTTPS."""
    DATABASE = "database"
    """Mozilla's database."""
    SRV = "srv"
    """The domain's SRV records (RFC 6186, RFC 8314)."""
    MX = "mx"
    """Whoever takes the domain's mail: the provider of its MX records, or what that publishes."""
    HTTP = "http"
    """What the domain publishes without encryption: anybody on the way may have written it."""
    GUESS = "guess"
    """Names and ports that are usual, and answer."""


class Trust(StrEnum):
    """How far a source is to be believed."""

    SURE = "sure"
    """Known to the program, or said by the domain itself over HTTPS."""
    LIKELY = "likely"
    """Said by somebody else over HTTPS, or by the DNS of the domain for a host of its own."""
    DOUBTFUL = "doubtful"
    """Whoever is on the way could have said it, or it was guessed: the user has to agree."""


class Method(StrEnum):
    """A way to sign in, in the words of autoconfig files."""

    PASSWORD = "password-cleartext"
    ENCRYPTED_PASSWORD = "password-encrypted"
    OAUTH = "OAuth2"
    GSSAPI = "GSSAPI"
    NTLM = "NTLM"
    CLIENT_CERTIFICATE = "TLS-client-cert"
    NONE = "none"
    OTHER = "other"


class FoundServer(msgspec.Struct, frozen=True, kw_only=True):
    """One server that a source names. ``kind`` is ``smtp``, ``imap``, ``pop3`` or what it says.

    ``methods`` are the ways to sign in that it names, best first, empty where it names none.
    ``user_name`` has its placeholders filled; it is empty where the source does not say.
    ``personal`` says that the host's name has more of the address in it than the domain.
    """

    kind: str
    host: str
    personal: bool = False
    port: int
    security: Security
    methods: tuple[Method, ...] = ()
    user_name: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that one source gives. Servers stand in its own order of preference.

    ``origin`` is where exactly it says so: a URL, the name of a record, a provider's name.
    ``provider`` is what it calls the provider. ``issuer`` is whose page people sign in at, for an
    OAuth sign-in: an id of :mod:`mailadmin.core.oauth.issuers` or a host name of its own.
    ``help_page`` is a page of the provider for people.
    """

    source: Source
    trust: Trust
    origin: str
    outgoing: tuple[FoundServer, ...]
    incoming: tuple[FoundServer, ...]
    provider: str = ""
    issuer: str = ""
    help_page: str = ""
