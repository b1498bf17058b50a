"""One GET, from a URL to what came of it."""

import asyncio
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.http.facts import Fetched, HttpProblem, nowhere

if TYPE_CHECKING:
    from mailadmin.core.net import Net


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How far one fetch may go: ``seconds`` in all, ``size`` in bytes, ``redirects`` to follow."""

    seconds: float
    size: int
    redirects: int = 0


async def get(url: str, net: "Net", limits: Limits, *, addresses: Answer | None = None) -> Fetched:
    """Fetch ``url`` (``https://`` or ``http://``). Never raises for what others do.

    ``addresses`` is what is already known of the host; else the resolver is asked.
    """
    known = addresses
    if known is not None and known.state is not AnswerState.FOUND:
        return nowhere(url, known)

    async def find(host: str) -> Answer:
        if known is not None and known.name == host:
            return known
        return await net.resolver.addresses(host)

    try:
        async with asyncio.timeout(limits.seconds):
            client = await loaded()
            context = await net.trust.ready("http/1.1")
            asking = client.Client(find, context)
            try:
                fetched: Fetched = await asking.get(url, limits)
            finally:
                await asking.close()
            return fetched
    except TimeoutError:
        error = f"no answer within {limits.seconds:g} seconds"
        return Fetched(url=url, addresses=known, problem=HttpProblem.TIMED_OUT, error=error)
    except OSError as problem:  # the file of certificates can't be read
        return Fetched(url=url, problem=HttpProblem.OTHER, error=str(problem))


async def loaded() -> Any:
    """The module :mod:`.client`. Loading what it stands on takes too long for the event loop."""
    return await blocking.run(_load, limit=30)


def _load() -> ModuleType:
    from mailadmin.core.http import client

    return client
