"""One GET or POST, from a URL to what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.http.facts import Fetched, HttpProblem, nowhere

if TYPE_CHECKING:
    from mailadmin.core.net import Net


Talk = TypeVar("Talk")


class Failure(msgspec.Struct, frozen=True):
    """Why nothing came of talking over HTTP; ``error`` says it in technical words."""

    problem: HttpProblem
    error: str


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


async def through(
    net: "Net", limits: Limits, talk: Callable[[Any], Awaitable[Talk]]
) -> Talk | Failure:
    """What ``talk`` makes of a transport for httpx2, or why nothing came of it.

    For a library that speaks HTTP by httpx2 itself: the connections are ours, an answer has no more
    than ``limits.size`` bytes, all of it takes no longer than ``limits.seconds``. Of what ``talk``
    raises, a :class:`Failure` is made too.
    """
    try:
        async with asyncio.timeout(limits.seconds):
            client = await loaded()
            context = await net.trust.ready("http/1.1")
            transport = client.bounded_transport(
                net.resolver.addresses, context, limits.size, net.surroundings.port_of
            )
            try:
                return await talk(transport)
            except Exception as error:
                return Failure(*client.problem_with(error))
            finally:
                await transport.aclose()
    except TimeoutError:
        return Failure(HttpProblem.TIMED_OUT, f"no answer within {limits.seconds:g} seconds")
    except OSError as problem:  # the file of certificates can't be read
        return Failure(HttpProblem.OTHER, str(problem))


async def loaded() -> Any:
    """The module :mod:`.client`. Loading what it stands on takes too long for the event loop."""
    return await blocking.run(_load, limit=30)


def _load() -> ModuleType:
    from mailadmin.core.http import client

    return client
