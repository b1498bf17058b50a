"""A stand-in until the real one is merged."""

from mailadmin.core.discover.found import Source
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.net import Net


async def look_autoconfig(wish: Wish, net: Net) -> Answered:
    """Nothing."""
    return Nothing(source=Source.AUTOCONFIG, why=Why.NOT_THERE)


async def look_database(wish: Wish, net: Net) -> Answered:
    """Nothing."""
    return Nothing(source=Source.DATABASE, why=Why.NOT_THERE)


async def look_http(wish: Wish, net: Net) -> Answered:
    """Nothing."""
    return Nothing(source=Source.HTTP, why=Why.NOT_THERE)


async def published_for_mx(domains: tuple[str, ...], wish: Wish, net: Net) -> Answered:
    """Nothing."""
    return Nothing(source=Source.MX, why=Why.NOT_THERE)
