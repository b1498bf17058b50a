"""Spam filters that can be asked from here: SpamAssassin's server and Rspamd.

Whoever runs one sees what it says of a message before receivers do. The message goes there
unencrypted and is not kept by us.
"""

from typing import TYPE_CHECKING

from mailadmin.core.filters_in_reach import rspamd, spamd
from mailadmin.core.filters_in_reach.answer import (
    RSPAMD_HERE,
    SPAMD_HERE,
    FilterAnswer,
    Kind,
    Place,
    Rule,
    State,
)

if TYPE_CHECKING:
    from mailadmin.core.net import Net

__all__ = [
    "RSPAMD_HERE", "SPAMD_HERE", "FilterAnswer", "Kind", "Place", "Rule", "State", "ask",
]  # fmt: skip


async def ask(raw_message: bytes, place: Place, *, net: "Net", limit: float) -> FilterAnswer:
    """Have the filter at a place look at a message, within ``limit`` seconds. Never raises."""
    asked = spamd.ask if place.kind is Kind.SPAMD else rspamd.ask
    return await asked(raw_message, place, net=net, limit=limit)
