"""What there is to know about a domain's DKIM: its keys, and whom its mail runs through."""

import asyncio

import msgspec

from mailadmin.core.dns import dkim
from mailadmin.core.dns.dkim import DkimFacts
from mailadmin.core.domain import providers
from mailadmin.core.domain.providers import MailProviders
from mailadmin.core.domain.scene import Scene


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """The keys, and the providers whose selectors were looked for."""

    keys: DkimFacts
    providers: MailProviders


async def look_up(scene: Scene, domain: str) -> Signing:
    """Find out who the providers are and look for the keys meanwhile. Never raises."""
    finding = asyncio.ensure_future(providers.look_up(domain, scene.questions))

    async def likely() -> tuple[str, ...]:
        return (await finding).selectors

    try:
        keys = await dkim.look_up(
            domain, scene.questions, given=scene.target.selectors, likely=likely
        )
        return Signing(keys=keys, providers=await finding)
    finally:
        finding.cancel()
