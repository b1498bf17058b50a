"""What is known of mail providers: their servers, how to sign in, their limits, what changes when.

The facts are data, in ``resources/providers.json``: one entry a provider, each with its sources and
the month it was checked in. Whose server a name is, is decided here, by table and nothing else.
"""

import datetime
import functools
import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.resources import table

Kind = Literal["mailbox", "sending-service", "hosting", "software"]


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an entry. A field that nobody reads is a typing mistake, and refused."""


class MailServer(_Fact, frozen=True, kw_only=True):
    """One way in. ``security`` is encryption from the start, or the upgrade to it."""

    host: str
    port: int
    security: Literal["tls", "starttls"]


class OAuth(_Fact, frozen=True, kw_only=True):
    """Where to sign in without a password (RFC 6749), and the scopes that mail needs.

    ``issuer`` is the host that stands for the issuer; ``issuer_identifier`` is that of RFC 9207,
    where the provider has one. ``registration`` says what it asks of a program before it may.
    """

    issuer: str
    issuer_identifier: str | None = None
    authorization_endpoint: str
    token_endpoint: str
    device_authorization_endpoint: str | None = None
    revocation_endpoint: str | None = None
    scopes_smtp: tuple[str, ...]
    scopes_imap: tuple[str, ...]
    registration: str | None = None


class Auth(_Fact, frozen=True, kw_only=True):
    """Whether the usual password works in a mail program, and what does where it does not."""

    password: Literal["yes", "no", "app-password-only", "not-by-default"] | None = None
    password_note: str | None = None
    app_password_url: str | None = None
    oauth: OAuth | None = None


class EnableAccess(_Fact, frozen=True, kw_only=True):
    """A switch that has to be on before a mail program may sign in."""

    what: str
    url: str | None = None


class Limits(_Fact, frozen=True, kw_only=True):
    """How much an account may send. ``recipients`` counts those of one message."""

    per_day: int | None = None
    trial_per_day: int | None = None
    recipients: int | None = None
    recipients_per_day: int | None = None
    messages_per_minute: int | None = None
    size_mb: int | None = None


class Change(_Fact, frozen=True, kw_only=True):
    """Something that changed at a provider, or will.

    ``date`` is only as exact as ``precision``: ``month-end`` was announced for the end of a month,
    ``half-year`` for somewhere in the half-year that begins there. ``coming`` and ``past`` say it
    to a user whose mail failed for one of ``causes``; ``{when}`` stands for the time.
    """

    date: datetime.date
    what: str
    precision: Literal["day", "month-end", "half-year"]
    causes: tuple[str, ...] = ()
    coming: str = ""
    past: str = ""

    def is_past(self, today: datetime.date) -> bool:
        """Whether it is over for certain. Before the last possible day nobody can know."""
        match self.precision:
            case "day":
                return today >= self.date
            case "month-end":
                return today > self.date
            case "half-year":
                half = (self.date.year, self.date.month > 6)
                return (today.year, today.month > 6) > half

    @property
    def when(self) -> str:
        """The time in English, no more exact than it is known."""
        match self.precision:
            case "day":
                return f"on {self.date.day} {self.date:%B %Y}"
            case "month-end":
                return f"at the end of {self.date:%B %Y}"
            case "half-year":
                half = "second" if self.date.month > 6 else "first"
                return f"in the {half} half of {self.date.year}"


class Changes(NamedTuple):
    """The changes of a provider, seen from one day; both in order of time."""

    past: tuple[Change, ...]
    coming: tuple[Change, ...]


class Provider(_Fact, frozen=True, kw_only=True):
    """One provider. Domains are those of its users' addresses, not of their websites.

    ``hosts`` are further names of its servers. ``username`` is ``full-address``, ``local-part`` or
    ``other: …``. ``evidence`` says for each field how well it is known; ``checked`` is a month.
    ``fixes`` are the steps that differ here, by cause id, kept as JSON until somebody needs one
    (:mod:`mailadmin.core.diagnosis.provider_fixes`); ``same_fixes_as`` names the provider whose
    fixes count where this one has none of its own.
    """

    id: str
    name: str
    kind: Kind
    domains: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    mx_suffixes: tuple[str, ...] = ()
    smtp: tuple[MailServer, ...] = ()
    imap: tuple[MailServer, ...] = ()
    username: str | None = None
    auth: Auth | None = None
    enable_access: EnableAccess | None = None
    spf_include: tuple[str, ...] = ()
    dkim_selectors: tuple[str, ...] = ()
    sender_rules: str | None = None
    limits: Limits | None = None
    dated: tuple[Change, ...] = ()
    same_fixes_as: str | None = None
    fixes: dict[str, msgspec.Raw] = {}
    notes: str = ""
    evidence: dict[str, str] = {}
    sources: tuple[str, ...]
    checked: str

    @property
    def hosts_domains(self) -> bool:
        """Whether customers have mail on domains of their own here."""
        return bool(self.spf_include)

    def changes(self, today: datetime.date) -> Changes:
        """What has changed by that day, and what is to come."""
        ordered = sorted(self.dated, key=lambda change: change.date)
        return Changes(
            past=tuple(change for change in ordered if change.is_past(today)),
            coming=tuple(change for change in ordered if not change.is_past(today)),
        )


class _Index(NamedTuple):
    by_id: dict[str, Provider]
    by_host: dict[str, tuple[Provider, ...]]
    by_domain: dict[str, Provider]
    by_mx: dict[str, tuple[Provider, ...]]


@functools.cache
def providers() -> tuple[Provider, ...]:
    """Every provider, in the order of the file: where two share a server, the likelier first."""
    return table("providers.json", Provider)


@functools.cache
def _index() -> _Index:
    by_host: dict[str, list[Provider]] = {}
    by_mx: dict[str, list[Provider]] = {}
    for provider in providers():
        servers = {server.host for server in (*provider.smtp, *provider.imap)}
        for host in servers.union(provider.hosts):
            by_host.setdefault(host, []).append(provider)
        for suffix in provider.mx_suffixes:
            by_mx.setdefault(suffix, []).append(provider)
    return _Index(
        by_id={provider.id: provider for provider in providers()},
        by_host={host: tuple(found) for host, found in by_host.items()},
        by_domain={domain: one for one in providers() for domain in one.domains},
        by_mx={suffix: tuple(found) for suffix, found in by_mx.items()},
    )


_MAIL_LABEL: Final = re.compile(r"(smtp|imap|pop|mail|out|relay)[a-z0-9-]*")
"""The first label of a mail server's name. Other names below a mail domain may be customers'."""

_THIS_COMPUTER: Final = re.compile(r"localhost|[0-9.]+")


def provider_of_id(provider_id: str) -> Provider | None:
    """The provider with this id."""
    return _index().by_id.get(provider_id)


def provider_of_domain(domain: str) -> Provider | None:
    """The provider whose users have addresses on this very domain."""
    name = ascii_host(domain)
    return _index().by_domain.get(name) if name else None


def provider_of_server(host: str, address: str = "") -> Provider | None:
    """The provider whose users sign in at this server.

    ``address`` decides between providers that share the server: the one of its domain, and for
    a domain that is nobody's the one with customers on domains of their own. An IP address is
    nobody's, but for a program of the address's own provider that runs on this computer.
    """
    name = ascii_host(host)
    if name is None:
        return None
    domain = address.rpartition("@")[2] if "@" in address else ""
    own = provider_of_domain(domain) if domain else None
    shared = _sharing(name)
    if own in shared:
        return own
    if _THIS_COMPUTER.fullmatch(name):
        return None
    if domain and own is None:
        shared = tuple(one for one in shared if one.hosts_domains) or shared
    return shared[0] if shared else None


def is_named_for_mail(name: str) -> bool:
    """Whether some label of a name is one of a mail server; what a customer's computer has is not.

    Below the domain of an access provider each of its customers has a name, with an address.
    """
    return any(map(_MAIL_LABEL.fullmatch, name.split(".")))


def _sharing(name: str) -> tuple[Provider, ...]:
    """Everybody whose users sign in at the server; below a mail domain it is the domain's own."""
    exact = _index().by_host.get(name)
    if exact:
        return exact
    if not _MAIL_LABEL.fullmatch(name.split(".")[0]):
        return ()
    by_domain = _index().by_domain
    found = (by_domain[parent] for parent in _parents(name) if parent in by_domain)
    return tuple(found)[:1]


def provider_of_mx(names: Iterable[str]) -> Provider | None:
    """The provider that takes the mail of a domain, by the names of its MX records, best first.

    Where two share their servers, as GoDaddy's customers share Microsoft's, it is the one with
    customers on domains of their own; a provider's own domains are found by
    :func:`provider_of_domain`.
    """
    for name in map(ascii_host, names):
        if name is None:
            continue
        for suffix in (name, *_parents(name)):
            if found := _index().by_mx.get(suffix):
                return next((one for one in found if one.hosts_domains), found[0])
    return None


def provider_of_host(host: str) -> Provider | None:
    """The provider that runs this mail server, for sending, reading or receiving."""
    return provider_of_server(host) or provider_of_mx([host])


def _parents(name: str) -> tuple[str, ...]:
    """The names above this one, nearest first."""
    labels = name.split(".")
    return tuple(".".join(labels[count:]) for count in range(1, len(labels)))
