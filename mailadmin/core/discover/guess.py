"""The names and ports that mail servers usually have, where nobody says what they are.

Only names that exist are tried, few, each once, and nothing is said to them but EHLO and
CAPABILITY: no user name, no password. What the domain says it does not offer is not tried.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, FoundServer, Method, Source, Trust
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.srv import SrvFacts
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.net import Net

_SENDING: Final = ("smtp", "mail")
_READING: Final = ("imap", "mail")

_SETTINGS: Final = {
    "_submissions": (465, Security.TLS),
    "_submission": (587, Security.STARTTLS),
    "_imaps": (993, Security.TLS),
    "_imap": (143, Security.STARTTLS),
}
"""Ports by the service in the words of SRV records, never unencrypted (RFC 8314 section 3)."""


async def look_guess(wish: Wish, kin: Kin, declined: SrvFacts, net: Net) -> Answered:
    """Servers under the usual names of a domain, as far as those exist; nobody has tried them."""
    domain = wish.domain
    hosts = dict.fromkeys(
        (*(f"{label}.{domain}" for label in (*_SENDING, *_READING)), *kin.mail_hosts[:1])
    )
    answers = await asyncio.gather(*(net.resolver.addresses(host) for host in hosts))
    states = {host: answer.state for host, answer in zip(hosts, answers, strict=True)}
    outgoing = _servers("smtp", _names(_SENDING, kin, states), declined, wish, net)
    incoming = _servers("imap", _names(_READING, kin, states), declined, wish, net)
    if outgoing:
        return Found(
            source=Source.GUESS,
            trust=Trust.DOUBTFUL,
            origin=", ".join(dict.fromkeys(one.host for one in (*outgoing, *incoming))),
            outgoing=outgoing,
            incoming=incoming,
        )
    lost = all(state is AnswerState.TEMPORARY_FAILURE for state in states.values())
    return Nothing(
        source=Source.GUESS, why=Why.UNREACHABLE if lost else Why.NOT_THERE, origin=domain
    )


def _names(labels: Iterable[str], kin: Kin, states: Mapping[str, AnswerState]) -> tuple[str, ...]:
    wanted = (*(f"{label}.{kin.domain}" for label in labels), *kin.mail_hosts[:1])
    return tuple(host for host in dict.fromkeys(wanted) if states.get(host) is AnswerState.FOUND)


def _servers(
    kind: str, hosts: Iterable[str], declined: SrvFacts, wish: Wish, net: Net
) -> tuple[FoundServer, ...]:
    """Every host on the two usual ports, the likeliest and what is encrypted at once first."""
    services = [name for name in _SETTINGS if ("imap" in name) == (kind == "imap")]
    return tuple(
        FoundServer(
            kind=kind,
            host=host,
            port=net.surroundings.port_of(port),
            security=security,
            methods=(Method.PASSWORD,),
            user_name=wish.address,
        )
        for host in hosts
        for port, security in (_SETTINGS[name] for name in services
                               if not declined.is_declined(name))
    )  # fmt: skip
