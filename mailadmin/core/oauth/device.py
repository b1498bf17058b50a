"""Waiting until a code has been typed on another device (RFC 8628 section 3.5)."""

import asyncio
from typing import Final

from mailadmin.core.net import Net
from mailadmin.core.oauth import exchange
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.core.oauth.tokens import Answer, DeviceGrant, NotAnswered, Refused

SLOWER: Final = 5.0
"""Seconds that ``slow_down`` adds to the time between two questions, for good."""

EXPIRED: Final = "expired_token"
"""What an issuer says of a code whose time is over, and what is said where it does not answer."""


async def wait_for_person(
    issuer: Issuer, client: OAuthClient, device: DeviceGrant, net: Net
) -> Answer:
    """Ask again and again until the person has signed in, or has not, or the code is over."""
    time = asyncio.get_running_loop().time
    ends = time() + device.lasts
    pause: float | None = device.interval
    answer: Answer = Refused(error=EXPIRED)
    while pause is not None and time() + pause < ends:
        await asyncio.sleep(pause)
        answer = await exchange.poll(issuer, client, device.device_code, net)
        pause = pause_after(answer, pause)
    if pause is not None and isinstance(answer, Refused):
        return Refused(error=EXPIRED)  # still pending as the time ran out
    return answer


def pause_after(answer: Answer, pause: float) -> float | None:
    """The seconds until the next question, None where the answer is the last one.

    Where nobody answers the time doubles, as the RFC asks for.
    """
    if isinstance(answer, NotAnswered):
        return pause * 2
    if not isinstance(answer, Refused):
        return None
    return {"authorization_pending": pause, "slow_down": pause + SLOWER}.get(answer.error)
