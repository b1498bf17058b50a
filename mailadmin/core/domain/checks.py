"""The one list of a domain's checks, in the order in which they are shown.

To add one: what the DNS says of it in ``core/dns``, what that means in ``judge``, its words in
``core/texts/domain``, and a line here.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.dns import bimi, blocklist, dane, dnssec, mta_sts, mx, ptr, tls_rpt
from mailadmin.core.dns.dmarc import facts as dmarc
from mailadmin.core.dns.ptr import PtrFacts
from mailadmin.core.dns.questions import Asker
from mailadmin.core.domain import dkim, outbound, routes
from mailadmin.core.domain.judge import bimi as judge_bimi
from mailadmin.core.domain.judge import blocklist as judge_blocklist
from mailadmin.core.domain.judge import dane as judge_dane
from mailadmin.core.domain.judge import dkim as judge_dkim
from mailadmin.core.domain.judge import dmarc as judge_dmarc
from mailadmin.core.domain.judge import dnssec as judge_dnssec
from mailadmin.core.domain.judge import mta_sts as judge_mta_sts
from mailadmin.core.domain.judge import mx as judge_mx
from mailadmin.core.domain.judge import ptr as judge_ptr
from mailadmin.core.domain.judge import route as judge_route
from mailadmin.core.domain.judge import spf as judge_spf
from mailadmin.core.domain.judge import tls_rpt as judge_tls_rpt
from mailadmin.core.domain.proposals import spf
from mailadmin.core.domain.routes import RouteFacts
from mailadmin.core.domain.scene import Scene, Sender
from mailadmin.core.finding import Status, Verdict


class Subject(msgspec.Struct, frozen=True):
    """One of the things that a check looks at: an address, a server of the account."""

    name: str
    route: Route | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check: what it fetches, and what that means.

    ``subjects``, where there is one, finds what the check looks at one by one; otherwise it looks
    at the domain. ``without`` is said where there are none; nothing is, where it is None.
    """

    name: str
    look_up: Callable[[Scene, Subject], Awaitable[Any]]
    """Fetch the facts of one subject. Never raises for what the DNS or a server says."""
    judge: Callable[[Any], Verdict]
    """Pure: the facts of ``look_up`` to a verdict."""
    subjects: Callable[[Scene], Awaitable[Sequence[Subject]]] | None = None
    without: Verdict | None = None


async def _addresses(scene: Scene) -> list[Subject]:
    """The addresses that mail leaves from, as named or as far as the domain's records tell."""
    known = scene.target.addresses or await outbound.look_up(scene.domain, scene.questions)
    return [Subject(address) for address in known]


async def _routes(scene: Scene) -> list[Subject]:
    return list(map(_subject, _senders(scene)))


def _senders(scene: Scene) -> list[Sender]:
    """The servers of the account, and the addresses that somebody named."""
    envelope = f"postmaster@{scene.domain}"
    named = dict.fromkeys(scene.target.addresses)
    return [
        *scene.target.senders,
        *(Sender(route=None, host=address, envelope=envelope) for address in named),
    ]


def _subject(sender: Sender) -> Subject:
    return Subject(sender.host, sender.route)


async def _route(scene: Scene, subject: Subject) -> RouteFacts:
    [sender] = [each for each in _senders(scene) if _subject(each) == subject]
    return await routes.look_up(scene, sender)


async def _listed(scene: Scene) -> list[Subject]:
    return [*await _addresses(scene), Subject(scene.domain)]


async def _name(scene: Scene, subject: Subject) -> PtrFacts:
    hosts = await outbound.host_names(scene.domain, scene.questions)
    return await ptr.look_up(subject.name, scene.questions, hosts=hosts)


def _asked(
    look_up: Callable[[str, Asker], Awaitable[Any]],
) -> Callable[[Scene, Subject], Awaitable[Any]]:
    """A check that needs nothing but the DNS."""
    return lambda scene, subject: look_up(subject.name, scene.questions)


CHECKS: Final = (
    Check(name="domain.mx", look_up=_asked(mx.look_up), judge=judge_mx.judge),
    Check(
        name="domain.spf",
        look_up=lambda scene, subject: spf.look_up(
            subject.name, scene.questions, spf.known_terms(scene.target)
        ),
        judge=judge_spf.judge,
    ),
    Check(
        name="domain.dkim",
        look_up=lambda scene, subject: dkim.look_up(scene, subject.name),
        judge=judge_dkim.judge,
    ),
    Check(
        name="domain.dmarc",
        look_up=lambda scene, subject: dmarc.look_up(
            subject.name, scene.questions, mailbox=scene.mailbox
        ),
        judge=judge_dmarc.judge,
    ),
    Check(
        name="domain.ptr",
        look_up=_name,
        judge=judge_ptr.judge,
        subjects=_addresses,
        without=Verdict("domain.ptr.no-subject", Status.INFO),
    ),
    Check(
        name="domain.blocklist",
        look_up=_asked(blocklist.look_up),
        judge=judge_blocklist.judge,
        subjects=_listed,
    ),
    Check(
        name="domain.mta-sts",
        look_up=lambda scene, subject: mta_sts.look_up(subject.name, scene.questions, scene.net),
        judge=judge_mta_sts.judge,
    ),
    Check(
        name="domain.tls-rpt",
        look_up=lambda scene, subject: tls_rpt.look_up(
            subject.name, scene.questions, mailbox=scene.mailbox
        ),
        judge=judge_tls_rpt.judge,
    ),
    Check(name="domain.dane", look_up=_asked(dane.look_up), judge=judge_dane.judge),
    Check(name="domain.dnssec", look_up=_asked(dnssec.look_up), judge=judge_dnssec.judge),
    Check(name="domain.bimi", look_up=_asked(bimi.look_up), judge=judge_bimi.judge),
    Check(
        name="domain.route",
        look_up=_route,
        judge=judge_route.judge,
        subjects=_routes,
    ),
)
