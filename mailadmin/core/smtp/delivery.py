"""Hand one message to one server, and know for certain whether it may have been sent."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from enum import StrEnum
from functools import partial
from typing import Final

import msgspec

from mailadmin.core.diagnosis.own import causes_of_reply
from mailadmin.core.diagnosis.symptom import Moment as Step
from mailadmin.core.event import Listener
from mailadmin.core.finding import Finding, ReplySeen
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.smtp import judge
from mailadmin.core.smtp.facts import Answered, Envelope
from mailadmin.core.smtp.opening import OPENING_CHECKS, Hop, opened
from mailadmin.core.smtp.session import Session
from mailadmin.core.smtp.transcript import Transcript

DELIVERY_CHECKS: Final = (*OPENING_CHECKS, "smtp.sender", "smtp.recipient", "smtp.message")
"""The stages of a delivery in the order a window shows them."""

SLOWEST_UPLOAD: Final = 8 * 1024
"""Bytes a second below which the whole message stage gives up; each piece has its own limit."""

_ACCEPTED: Final = (250, 251, 252)

_QUEUE_ID: Final = re.compile(
    r"queued as *[\[<(]?([\w.@$-]{4,80})|\bid[=:] *<?([\w.@$-]{4,80})",
    re.IGNORECASE,
)


class Moment(StrEnum):
    """How far the message itself came."""

    BEFORE_END = "before-end"
    """Its end was not handed over: it was certainly not sent."""
    AFTER_END = "after-end"
    """Its end was handed over and no reply came: it may have been sent."""
    ANSWERED = "answered"
    """The server answered its end: accepted or refused, for certain."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One recipient the server did not take. ``temporary`` is a 4xx reply."""

    address: str
    reply: ReplySeen
    cause: str | None
    temporary: bool


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message at one server.

    ``accepted`` holds recipients only once the server has taken the message itself. ``failure``
    is the finding that stopped it, None if it was taken. ``transcript`` is free of secrets.
    """

    accepted: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    failure: Finding | None = None
    moment: Moment = Moment.BEFORE_END
    queue_id: str | None = None
    transcript: tuple[str, ...] = ()


async def deliver(
    hop: Hop,
    envelope: Envelope,
    message: bytes,
    net: Net,
    listener: Listener,
    *,
    before_end: Callable[[], Awaitable[None]],
) -> Delivery:
    """Hand a message over. ``message`` has CRLF line ends only and ends with one.

    ``before_end`` is awaited when everything but the end of the message has left; whoever keeps
    the outbox notes there that from now on it may have been sent. If it raises, the end is not
    sent and the exception goes on to the caller. Never retries.
    """
    return await _Delivery(hop, envelope, message, net, listener).run(before_end)


class _Delivery:
    def __init__(
        self, hop: Hop, envelope: Envelope, message: bytes, net: Net, listener: Listener
    ) -> None:
        self._hop = hop
        self._envelope = envelope
        self._message = message
        self._net = net
        server = hop.server
        self._stages = Stages(
            listener, subject=server.subject, route=hop.route, limit=server.time_limit
        )
        self._transcript = Transcript()
        self._moment = Moment.BEFORE_END
        self._taken: list[str] = []
        self._refused: list[Refusal] = []
        self._not_noted: Exception | None = None

    async def run(self, before_end: Callable[[], Awaitable[None]]) -> Delivery:
        try:
            async with opened(self._hop, self._net, self._stages, self._transcript) as session:
                await self._envelope_stages(session)
                reply = await self._message_stage(session, before_end)
                result = self._result(failure=None, queue_id=queue_id_of(reply))
                await session.leave()
                return result
        except StageFailed as stop:
            if self._not_noted is not None:
                raise self._not_noted from None
            done = {finding.check for finding in self._stages.findings}
            self._stages.skip(check for check in DELIVERY_CHECKS if check not in done)
            return self._result(failure=stop.finding, queue_id=None)

    async def _envelope_stages(self, session: Session) -> None:
        """MAIL and every RCPT. A recipient refused singly does not stop the others."""
        server = self._hop.server
        await self._stages.run(
            "smtp.sender", partial(self._sender, session), partial(judge.sender, server)
        )
        last: StageFailed | None = None
        for address in self._envelope.recipients:
            try:
                await self._stages.run(
                    "smtp.recipient",
                    partial(self._recipient, session, address),
                    partial(judge.recipient, server),
                )
            except StageFailed as stop:
                if not self._refused or self._refused[-1].address != address:
                    raise  # not a reply but the end of the conversation
                last = stop
        if not self._taken:
            if last is None:  # every one was only put off, which is no failure of a stage
                last = StageFailed(self._stages.findings[-1])
            await session.leave()
            raise last

    async def _sender(self, session: Session) -> Answered:
        limit, size = session.hello.size_limit if session.hello else None, len(self._message)
        if limit is not None and size > limit:
            # RFC 1870 section 6.1: known before anything is sent.
            return Answered(
                address=self._envelope.sender, unsendable="too-big", size=size, size_limit=limit
            )
        return await session.sender(self._envelope, self._message)

    async def _recipient(self, session: Session, address: str) -> Answered:
        answered = await session.recipient(address)
        reply = answered.reply
        if reply is not None and reply.code in _ACCEPTED:
            self._taken.append(address)
        elif reply is not None:
            guess = causes_of_reply(reply, Step.RECIPIENT, self._hop.server).known
            self._refused.append(
                Refusal(
                    address=address,
                    reply=reply,
                    cause=guess.cause if guess else None,
                    temporary=400 <= reply.code < 500,
                )
            )
        return answered

    async def _message_stage(
        self, session: Session, before_end: Callable[[], Awaitable[None]]
    ) -> ReplySeen:
        """DATA, the message, and the answer to its end. The limit is for each step's silence."""
        limit = self._hop.server.time_limit

        async def noted() -> None:
            try:
                await before_end()
            except Exception as error:
                self._not_noted = error
                raise
            # A connection that broke while the note was written has not taken the end.
            await session.wire.flushed()
            self._moment = Moment.AFTER_END

        async def work() -> ReplySeen:
            async with asyncio.timeout(limit):
                ready = await session.data()
            if ready.code != 354:
                return ready
            await session.body(self._message, noted, limit=limit)
            async with asyncio.timeout(limit):
                reply = await session.wire.reply()
            self._moment = Moment.ANSWERED
            return reply

        return await self._stages.run(
            "smtp.message",
            work,
            lambda facts: judge.message(self._hop.server, facts, self._moment is Moment.AFTER_END),
            limit=3 * limit + len(self._message) / SLOWEST_UPLOAD,
        )

    def _result(self, failure: Finding | None, queue_id: str | None) -> Delivery:
        return Delivery(
            accepted=tuple(self._taken) if failure is None else (),
            refused=tuple(self._refused),
            failure=failure,
            moment=self._moment,
            queue_id=queue_id,
            transcript=self._transcript.lines(),
        )


def queue_id_of(reply: ReplySeen) -> str | None:
    """The number the server gave the message; how it says so is each server's own habit."""
    match = _QUEUE_ID.search(reply.text)
    return (match[1] or match[2]) if match else None
