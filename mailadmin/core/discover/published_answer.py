"""What a web address that was asked for mail settings has answered. Pure, but not quick.

Most addresses have nothing, and say so in many ways: no such host, nobody who answers there, no
such page, or the same web page for every address. That is no fault, and is kept apart from what is
broken, from what must not be believed, and from not having been able to ask.
"""

from typing import Final
from urllib.parse import urljoin, urlsplit

import msgspec

from mailadmin.core.discover.autoconfig import AutoconfigError, Config, read_config
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.kin import Kin, strangers
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.forms.field import echo
from mailadmin.core.http import Fetched, HttpProblem
from mailadmin.core.oauth.issuers import may_be_shown_to

TO_HTTP: Final = "discover.web.redirect-to-http"
ASTRAY: Final = "discover.web.redirect"
CERTIFICATE: Final = "discover.web.certificate"
BAD_REPLY: Final = "discover.web.bad-reply"
TROUBLE: Final = "discover.web.trouble"
TOO_BIG: Final = "discover.config.too-big"
PERSONAL: Final = "discover.config.personal-host"
"""Sentences, filled with ``origin``."""

_NOBODY: Final = (HttpProblem.NO_ADDRESS, HttpProblem.REFUSED, HttpProblem.NO_TLS)
"""There is no web server, or none that encrypts."""

_TOO_MANY_REQUESTS: Final = 429
_FIRST_OF_THE_SERVER: Final = 500

_OF_FILES: Final = {
    "discover.config.web-page": Why.NOT_THERE,
    "discover.config.too-big": Why.UNSAFE,
    "discover.config.forbidden": Why.UNSAFE,
}
"""What is wrong with files that are not just broken."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A web address where settings may be, and the source whose word it is."""

    url: str
    source: Source


def answer_of(fetched: Fetched, place: Place, address: str, kin: Kin) -> Answered:
    """What a place's answer comes to for an address. A large file takes some milliseconds."""
    if fetched.problem is not None:
        return _problem(fetched, fetched.problem, place)
    try:
        config = read_config(fetched.body, address)
    except AutoconfigError as refused:
        why = _OF_FILES.get(refused.phrase.id, Why.BROKEN)
        return _nothing(place, why, refused.detail, refused.phrase.id)
    personal = [one.host for one in (*config.outgoing, *config.incoming) if one.personal]
    if personal:
        # To ask for such a name tells it to every name server on the way, and to whoever runs
        # the domain's, without anybody having agreed.
        return _nothing(place, Why.UNSAFE, ", ".join(personal), PERSONAL)
    return _found(config, place.source, shown(fetched.url), kin)


def shown(url: str) -> str:
    """A web address as people are shown it: without a query, which may hold their own address."""
    parts = urlsplit(url)
    return echo(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}")


def _found(config: Config, source: Source, origin: str, kin: Kin) -> Found:
    found = Found(
        source=source,
        trust=Trust.DOUBTFUL,
        origin=origin,
        outgoing=config.outgoing,
        incoming=config.incoming,
        issuer=_issuer(config),
    )
    trust = _trust(found, kin)
    if trust is Trust.DOUBTFUL:
        return found  # nobody vouches for the name and the page either
    return msgspec.structs.replace(
        found, trust=trust, provider=config.provider, help_page=config.help_page
    )


def _trust(found: Found, kin: Kin) -> Trust:
    match found.source:
        case Source.HTTP:
            return Trust.DOUBTFUL
        case Source.AUTOCONFIG:
            # A website may have been broken into: for who has no part in the domain's mail, its
            # word is not enough.
            return Trust.DOUBTFUL if strangers(found, kin) else Trust.SURE
    return Trust.LIKELY


def _issuer(config: Config) -> str:
    """Nobody is sent to sign in where the token may not be shown to the servers."""
    hosts = {server.host for server in (*config.outgoing, *config.incoming)}
    allowed = all(may_be_shown_to(config.issuer, host) for host in hosts)
    return config.issuer if allowed else ""


def _problem(fetched: Fetched, problem: HttpProblem, place: Place) -> Nothing:
    # A database is always there; of a domain it is an answer that nobody is.
    if problem in _NOBODY and place.source is not Source.DATABASE:
        return _nothing(place, Why.NOT_THERE, fetched.error)
    match problem:
        case HttpProblem.STATUS:
            return _status(fetched, place)
        case HttpProblem.REDIRECT:
            return _redirect(fetched, place)
        case HttpProblem.CERTIFICATE:
            return _nothing(place, Why.UNSAFE, fetched.error, CERTIFICATE)
        case HttpProblem.TOO_BIG:
            return _nothing(place, Why.UNSAFE, fetched.error, TOO_BIG)
        case HttpProblem.BAD_REPLY:
            return _nothing(place, Why.BROKEN, fetched.error, BAD_REPLY)
    return _nothing(place, Why.UNREACHABLE, fetched.error)


def _status(fetched: Fetched, place: Place) -> Nothing:
    status = fetched.status or 0
    if status == _TOO_MANY_REQUESTS or status >= _FIRST_OF_THE_SERVER:
        return _nothing(place, Why.UNREACHABLE, fetched.error, TROUBLE)
    return _nothing(place, Why.NOT_THERE, fetched.error)


def _redirect(fetched: Fetched, place: Place) -> Nothing:
    detail = f"{fetched.error} {fetched.location}"
    if place.url.startswith("https:") and _scheme(fetched) == "http":
        return _nothing(place, Why.UNSAFE, detail, TO_HTTP)
    return _nothing(place, Why.BROKEN, detail, ASTRAY)


def _scheme(fetched: Fetched) -> str:
    try:
        return urlsplit(urljoin(fetched.url, fetched.location)).scheme
    except ValueError:
        return ""


def _nothing(place: Place, why: Why, detail: str, sentence: str = "") -> Nothing:
    return Nothing(
        source=place.source,
        why=why,
        origin=shown(place.url),
        detail=echo(detail),
        sentence=sentence,
    )
