"""The registrations of this program: what a good one is, and keeping them in the settings."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import msgspec

from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import echo
from mailadmin.core.message.organization import is_same
from mailadmin.core.oauth.client import HOST, OAuthClient, client_of
from mailadmin.core.oauth.issuers import MICROSOFT, issuer_of_id, issuer_of_page
from mailadmin.core.settings import Settings, SettingsFile, is_sound_client

LONGEST: Final = 2000
"""Characters of any value."""

_PAGES: Final = (
    "authorization_endpoint",
    "token_endpoint",
    "device_authorization_endpoint",
    "revocation_endpoint",
)
_WORD: Final = re.compile(r"[!-~]{1,2000}")


def problem_of(client: OAuthClient) -> Phrase | None:
    """What is wrong with a registration that somebody typed or sent, None for nothing."""
    issuer, known = echo(client.issuer), issuer_of_id(client.issuer)
    alone = OAuthClient(issuer="any", client_id="any")
    if not HOST.fullmatch(client.issuer):
        return Phrase("clients.issuer", {"issuer": issuer})
    if not _WORD.fullmatch(client.client_id):
        return Phrase("clients.id")
    if not is_sound_client(msgspec.structs.replace(alone, tenant=client.tenant)):
        return Phrase("clients.tenant", {"tenant": echo(client.tenant)})
    if client.tenant and client.issuer != MICROSOFT:
        return Phrase("clients.no-tenant", {"issuer": known.name if known else issuer})
    if known is not None and without_unused(client) != client:
        return Phrase("clients.known", {"issuer": known.name})
    for page in (getattr(client, name) for name in _PAGES):
        if not is_sound_client(msgspec.structs.replace(alone, token_endpoint=page)):
            return Phrase("clients.page", {"page": echo(page)})
    secret = msgspec.structs.replace(alone, client_secret=client.client_secret)
    if not is_sound_client(secret) or len(client.client_secret) > LONGEST:
        return Phrase("clients.secret")
    words = (client.name, *client.scopes)
    readable = all(map(str.isprintable, words)) and "" not in client.scopes
    if not is_sound_client(client) or sum(map(len, words)) > LONGEST or not readable:
        return Phrase("clients.words")
    borrowed = (problem_of_page(client.issuer, getattr(client, name)) for name in _PAGES)
    if problem := next(filter(None, borrowed), None):
        return problem
    described = client.authorization_endpoint and client.token_endpoint and client.scopes
    if known is None and not described:
        return Phrase("clients.pages", {"issuer": issuer})
    return None


def without_unused(client: OAuthClient) -> OAuthClient:
    """A registration without what the program knows by itself, or has no use for."""
    if client.issuer != MICROSOFT:
        client = msgspec.structs.replace(client, tenant="")
    if issuer_of_id(client.issuer) is None:
        return client
    nothing = dict.fromkeys((*_PAGES, "name"), "")
    return msgspec.structs.replace(client, **nothing, scopes=())


def problem_of_page(issuer: str, page: str) -> Phrase | None:
    """Whether a page is a built-in issuer's own, and the registration is for another.

    Under another name its tokens could go to anybody's servers.
    """
    owner = issuer_of_page(page) if issuer_of_id(issuer) is None else None
    if owner is None:
        return None
    return Phrase("clients.alias", {"issuer": owner.name, "issuer_id": owner.id})


def problem_of_sent(client: OAuthClient) -> Phrase | None:
    """What is wrong with a registration that a stranger may have made up, None for nothing.

    With one issuer's page and another's address for tokens, the code of a sign-in, or its grant,
    would go to somebody else than the page is of; and people are told the issuer's id as the place
    of the page. Loads the list of public suffixes.
    """
    problem = problem_of(client)
    if problem is not None or issuer_of_id(client.issuer) is not None:
        return problem
    pages = filter(None, (getattr(client, name) for name in _PAGES))
    hosts = {urlsplit(page).hostname or "" for page in pages} - {"127.0.0.1"}
    if all(host == client.issuer or is_same(host, client.issuer) for host in hosts):
        return None
    return Phrase("clients.mixed", {"issuer": echo(client.issuer)})


def with_client(settings: Settings, client: OAuthClient) -> Settings:
    """The settings with a registration in the place of the one at the same issuer."""
    others = (one for one in settings.clients if one.issuer != client.issuer)
    return msgspec.structs.replace(settings, clients=(*others, client))


class Registrations:
    """The registrations in the settings file. Its calls block for as long as the disk takes.

    Methods that save raise :class:`~mailadmin.core.settings.SettingsError`, and then nothing has
    changed.
    """

    def __init__(self, settings_file: SettingsFile) -> None:
        self._file = settings_file

    def put(self, client: OAuthClient) -> None:
        """Save a registration, in the place of the one at the same issuer.

        Who has signed in under another client id has to sign in again.
        """
        self._file.update(lambda settings: with_client(settings, client))

    def add(self, clients: Iterable[OAuthClient]) -> tuple[OAuthClient, ...]:
        """Save those of issuers that have none yet, and give the others back.

        For what somebody else has sent: it does not change what works.
        """
        left: list[OAuthClient] = []

        def change(settings: Settings) -> Settings:
            left.clear()
            for client in clients:
                before = client_of(client.issuer, settings.clients)
                if before is None:
                    settings = with_client(settings, client)
                elif before != client:
                    left.append(client)
            return settings

        self._file.update(change)
        return tuple(left)

    def remove(self, issuer: str) -> bool:
        """Remove a registration; whether there was one."""
        found: list[OAuthClient] = []

        def change(settings: Settings) -> Settings:
            found.extend(one for one in settings.clients if one.issuer == issuer)
            left = tuple(one for one in settings.clients if one.issuer != issuer)
            return msgspec.structs.replace(settings, clients=left)

        self._file.update(change)
        return bool(found)
