"""Mail settings that are published in the web (draft-ietf-mailmaint-autoconfig).

Only the domain is asked with; the whole address only where the user agrees, and never without
encryption. Each address may take :data:`SECONDS` and answer :data:`~.xml_tree.MOST_BYTES`.
"""

import asyncio
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from mailadmin.core import blocking, http
from mailadmin.core.discover.config_values import secure_place
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.published_answer import Place, answer_of
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.discover.xml_tree import MOST_BYTES
from mailadmin.core.dns.mx import mail_hosts
from mailadmin.core.forms.field import echo
from mailadmin.core.http import Limits
from mailadmin.core.net import Net

SECONDS: Final = 5.0
"""For one address, from the question for its host to the end of the file."""

GRACE: Final = 0.5
"""Seconds that settings in hand wait for better ones of the same source."""

MOST_DOMAINS: Final = 4
"""Domains of a mail provider that are asked; each takes several connections."""

KIN_SECONDS: Final = 2.0
"""Seconds to find out who takes the domain's mail."""

DATABASE_ADDRESS: Final = "discover.web.database-address"

_FILE: Final = "config-v1.1.xml"
_MOST_MAIL_HOSTS: Final = 3
_LIMITS: Final = Limits(seconds=SECONDS, size=MOST_BYTES, redirects=3)
_READING_LIMIT: Final = 10.0
"""Seconds to read a file, on a thread. The first one waits until a list of names is loaded."""

_WORTH: Final = (Why.UNSAFE, Why.BROKEN, Why.UNREACHABLE, Why.NOT_THERE)
"""Of several addresses with nothing, what says most comes first."""

_BELIEVED: Final = tuple(Trust)


async def look_autoconfig(wish: Wish, net: Net) -> Answered:
    """What the domain of the address publishes itself over HTTPS.

    Sure, unless it names a host that nobody connects with the domain or with whoever takes its
    mail: such settings are doubtful.
    """
    return await _best(_own(wish.domain, Source.AUTOCONFIG, wish), wish, net)


async def look_database(wish: Wish, net: Net) -> Answered:
    """What the database of ``wish`` says of the domain. It is asked over HTTPS or not at all."""
    places = _in_database(wish.domain, Source.DATABASE, wish)
    if places:
        return await _best(places, wish, net)
    return Nothing(
        source=Source.DATABASE,
        why=Why.UNSAFE if wish.database else Why.NOT_THERE,
        origin=echo(wish.database),
        sentence=DATABASE_ADDRESS if wish.database else "",
    )


async def look_http(wish: Wish, net: Net) -> Answered:
    """What the domain publishes without encryption; nobody is asked unless ``wish`` allows it.

    Always doubtful, even where it leads to an encrypted page: anybody may have sent us there.
    """
    if not wish.allow_http:
        return Nothing(source=Source.HTTP, why=Why.NOT_THERE, origin=wish.domain)
    return await _best(_own(wish.domain, Source.HTTP, wish), wish, net)


async def published_for_mx(domains: Sequence[str], wish: Wish, net: Net) -> Answered:
    """What ``domains``, those of whoever takes the mail, and the database say over HTTPS.

    ``domains`` are in the order of preference. Whether the hosts found belong to them is for the
    caller to judge.
    """
    places: list[Place] = []
    for domain in domains[:MOST_DOMAINS]:
        places += _own(domain, Source.MX, wish)
        places += _in_database(domain, Source.MX, wish)
    return await _best(places, wish, net)


def _own(domain: str, source: Source, wish: Wish) -> list[Place]:
    scheme, query = "https", ""
    if source is Source.HTTP:
        scheme = "http"
    elif wish.send_address:
        query = "?" + urlencode({"emailaddress": wish.address})
    return [
        Place(url=f"{scheme}://autoconfig.{domain}/mail/{_FILE}{query}", source=source),
        Place(url=f"{scheme}://{domain}/.well-known/autoconfig/mail/{_FILE}{query}", source=source),
    ]


def _in_database(domain: str, source: Source, wish: Wish) -> list[Place]:
    url = wish.database + domain
    return [Place(url=url, source=source)] if secure_place(url) is not None else []


async def _look(place: Place, wish: Wish, net: Net) -> Answered:
    fetched = await http.get(place.url, net, _LIMITS)
    kin = Kin(domain=wish.domain)
    if fetched.problem is None and place.source is Source.AUTOCONFIG:
        kin = await _kin(wish.domain, net)
    return await blocking.run(answer_of, fetched, place, wish.address, kin, limit=_READING_LIMIT)


async def _kin(domain: str, net: Net) -> Kin:
    try:
        async with asyncio.timeout(KIN_SECONDS):
            answer = await net.resolver.query(domain, "MX")
    except TimeoutError:
        return Kin(domain=domain)
    return Kin(domain=domain, mail_hosts=mail_hosts(domain, answer)[:_MOST_MAIL_HOSTS])


async def _best(places: Sequence[Place], wish: Wish, net: Net) -> Answered:
    """The best answer of several places. Settings in hand wait for better ones for a moment."""
    looks = [asyncio.ensure_future(_look(place, wish, net)) for place in places]
    try:
        waiting = set(looks)
        while waiting and not any(_has_settings(look) for look in looks):
            _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if better := _may_be_better(looks):
            await asyncio.wait(better, timeout=GRACE)
        return min((look.result() for look in looks if look.done()), key=_rank)
    finally:
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)


def _may_be_better(
    looks: Sequence[asyncio.Future[Answered]],
) -> Sequence[asyncio.Future[Answered]]:
    """Those before the first with settings; all, where nobody vouches for these."""
    for number, look in enumerate(looks):
        if look.done() and isinstance(found := look.result(), Found):
            return looks if found.trust is Trust.DOUBTFUL else looks[:number]
    return []


def _has_settings(look: asyncio.Future[Answered]) -> bool:
    return look.done() and isinstance(look.result(), Found)


def _rank(answered: Answered) -> tuple[bool, int]:
    if isinstance(answered, Found):
        return False, _BELIEVED.index(answered.trust)
    return True, _WORTH.index(answered.why)
