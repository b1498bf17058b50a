"""One GET or POST, from a URL to what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
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
    if addresses is not None and addresses.state is not AnswerState.FOUND:
        return nowhere(url, addresses)

    def ask(asking: Any) -> Awaitable[Fetched]:
        answer: Awaitable[Fetched] = asking.get(url, limits)
        return answer

    return await _fetch(url, net, limits, ask, addresses)


async def post(url: str, body: bytes, net: "Net", limits: Limits) -> Fetched:
    """Send ``body`` to ``url`` and fetch the answer. Never raises for what others do."""

    def ask(asking: Any) -> Awaitable[Fetched]:
        answer: Awaitable[Fetched] = asking.post(url, body, limits)
        return answer

    return await _fetch(url, net, limits, ask, None)


async def _fetch(
    url: str,
    net: "Net",
    limits: Limits,
    ask: Callable[[Any], Awaitable[Fetched]],
    known: Answer | None,
) -> Fetched:
    async def find(host: str) -> Answer:
        if known is not None and known.name == host:
            return known
        return await net.resolver.addresses(host)

    try:
        async with asyncio.timeout(limits.seconds):
            client = await loaded()
            context = await net.trust.ready("http/1.1")
            asking = client.Client(find, context, port_of=net.surroundings.port_of)
            try:
                return await ask(asking)
            finally:
                await asking.close()
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
