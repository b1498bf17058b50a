"""The one list of a domain's checks, in the order in which they are shown.

To add one: what the DNS says of it in ``core/dns``, what that means in ``judge``, its words in
``core/texts/domain``, and a line here.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.dns import blocklist, mx, ptr
from mailadmin.core.dns.ptr import PtrFacts
from mailadmin.core.domain import dkim, outbound
from mailadmin.core.domain.judge import blocklist as judge_blocklist
from mailadmin.core.domain.judge import dkim as judge_dkim
from mailadmin.core.domain.judge import mx as judge_mx
from mailadmin.core.domain.judge import ptr as judge_ptr
from mailadmin.core.domain.scene import Scene
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
    look_up: Callable[[Scene, str], Awaitable[Any]]
    """Fetch the facts of one subject. Never raises for what the DNS or a server says."""
    judge: Callable[[Any], Verdict]
    """Pure: the facts of ``look_up`` to a verdict."""
    subjects: Callable[[Scene], Awaitable[Sequence[Subject]]] | None = None
    without: Verdict | None = None


async def _addresses(scene: Scene) -> list[Subject]:
    """The addresses that mail leaves from, as named or as far as the domain's records tell."""
    known = scene.target.addresses or await outbound.look_up(scene.domain, scene.questions)
    return [Subject(address) for address in known]


async def _listed(scene: Scene) -> list[Subject]:
    return [*await _addresses(scene), Subject(scene.domain)]


async def _name(scene: Scene, address: str) -> PtrFacts:
    hosts = await outbound.host_names(scene.domain, scene.questions)
    return await ptr.look_up(address, scene.questions, hosts=hosts)


CHECKS: Final = (
    Check(
        name="domain.mx",
        look_up=lambda scene, domain: mx.look_up(domain, scene.questions),
        judge=judge_mx.judge,
    ),
    Check(name="domain.dkim", look_up=dkim.look_up, judge=judge_dkim.judge),
    Check(
        name="domain.ptr",
        look_up=_name,
        judge=judge_ptr.judge,
        subjects=_addresses,
        without=Verdict("domain.ptr.no-subject", Status.INFO),
    ),
    Check(
        name="domain.blocklist",
        look_up=lambda scene, subject: blocklist.look_up(subject, scene.questions),
        judge=judge_blocklist.judge,
        subjects=_listed,
    ),
)
