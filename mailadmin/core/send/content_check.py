"""What filters would dislike in a message that is still being written. Nothing is sent or kept."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking, filters_in_reach
from mailadmin.core.account import Identity
from mailadmin.core.filters_in_reach import RSPAMD_HERE, SPAMD_HERE, Place, State
from mailadmin.core.finding import Finding, Verdict
from mailadmin.core.message.content import look_at
from mailadmin.core.net import Net
from mailadmin.core.reading.judge import content as judge_content
from mailadmin.core.reading.judge import filter_answer
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.message import build

CHECK_LIMIT: Final = 60.0
"""Seconds for building the message and looking at it; its attachments may lie on a slow disk."""

FILTER_LIMIT: Final = 15.0


async def check_content(
    draft: Draft,
    identity: Identity,
    net: Net,
    filters: Sequence[Place] = (SPAMD_HERE, RSPAMD_HERE),
) -> tuple[Finding, ...]:
    """Build the message as it would be sent, and have it looked at, also by filters in reach.

    Recipients need not be known yet. Raises :class:`~mailadmin.core.send.errors.MessageError`
    where the message can't be made.
    """
    if not (draft.to or draft.cc or draft.bcc):
        draft = msgspec.structs.replace(draft, to=(identity.address,))
    began = asyncio.get_running_loop().time()
    data = await blocking.run(lambda: build(draft, identity).data, limit=CHECK_LIMIT)
    asking = (filters_in_reach.ask(data, one, net=net, limit=FILTER_LIMIT) for one in filters)
    facts, answers = await asyncio.gather(
        blocking.run(partial(look_at, data), limit=CHECK_LIMIT), asyncio.gather(*asking)
    )
    told = [("message", verdict) for verdict in judge_content.judge(facts)]
    for answer in answers:
        if answer.state is not State.NOT_IN_REACH:
            name = filter_answer.NAMES[answer.place.kind]
            told += [(name, verdict) for verdict in filter_answer.judge(answer, sent=False)]
    elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
    return tuple(_finding(subject, verdict, elapsed_ms) for subject, verdict in told)


def _finding(subject: str, verdict: Verdict, elapsed_ms: float) -> Finding:
    return Finding(
        check="message.content",
        subject=subject,
        route=None,
        verdict=verdict,
        started=datetime.now(UTC),
        elapsed_ms=round(elapsed_ms, 1),
    )
