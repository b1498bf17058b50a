"""The other end of the sandbox's mail: the server that receives it, judges it and files it.

It plays a server of somebody else's, so a message comes to it as over the internet: from an address
that is made for examples (RFC 5737), and with the fields that receivers write.
"""

import asyncio
from datetime import datetime
from email.utils import format_datetime, make_msgid
from typing import Final

import msgspec

from mailadmin.sandbox.post import Post
from mailadmin.sandbox.scenario import Filing

RECEIVER: Final = "mx.receiver.test"
"""The name of the receiving server; its word is the one that counts for a reader."""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A message on its last leg. ``host`` and ``address`` are where it comes from.

    ``signer`` is the domain that has signed it, empty for none.
    """

    sender: str
    recipient: str
    content: bytes
    host: str
    address: str
    number: str
    author_domain: str
    signer: str


class Receiver:
    """Takes messages and puts them where the scenario says."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._late: set[asyncio.Task[None]] = set()
        self.filing = Filing()

    async def take(self, message: Sent) -> None:
        """Deliver a message, at once or after the delay."""
        filing = self.filing
        if filing.only and message.recipient not in filing.only:
            filing = Filing()
        if not filing.delay:
            return await self._deliver(message, filing)
        late = asyncio.ensure_future(self._deliver_late(message, filing))
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        return None

    async def _deliver_late(self, message: Sent, filing: Filing) -> None:
        await asyncio.sleep(filing.delay)
        await self._deliver(message, filing)

    async def _deliver(self, message: Sent, filing: Filing) -> None:
        if filing.returned:
            await self._post.deliver(message.sender, _returned(message, filing.returned))
        elif filing.folder:
            await self._post.deliver(message.recipient, _received(message, filing), filing.folder)


def _received(message: Sent, filing: Filing) -> bytes:
    """The message as it lies in the mailbox: what the receiver found stands above it."""
    date = format_datetime(datetime.now().astimezone())
    envelope = message.sender.rpartition("@")[2]
    dkim = f"pass header.d={message.signer}" if message.signer else "none"
    # Both domains ask for the strict comparison (RFC 9989 section 4.10.2).
    own = {message.signer, envelope if filing.spf == "pass" else ""}
    dmarc = "pass" if message.author_domain in own else "fail"
    trace = (
        f"Return-Path: <{message.sender}>\r\n"
        f"{filing.fields}"
        f"Authentication-Results: {RECEIVER};\r\n"
        f"\tdkim={dkim};\r\n"
        f"\tspf={filing.spf} smtp.mailfrom={envelope};\r\n"
        f"\tdmarc={dmarc} header.from={message.author_domain}\r\n"
        f"Received: from {message.host} ({message.host} [{message.address}])\r\n"
        f"\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
        f"\tby {RECEIVER} (mailadmin sandbox) with ESMTPS id R{message.number}\r\n"
        f"\tfor <{message.recipient}>; {date}\r\n"
    )
    return trace.encode("utf-8", "replace") + message.content


def _returned(message: Sent, reply: str) -> bytes:
    """The message that tells the sender that it came back (RFC 3464, RFC 6522)."""
    header = message.content.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    boundary = f"=_returned_{message.number}_="
    lines = (
        f"Date: {format_datetime(datetime.now().astimezone())}",
        f"From: Mail Delivery System <mailer-daemon@{message.host}>",
        f"To: {message.sender}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Message-ID: {make_msgid(domain=message.host)}",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status;",
        f'\tboundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"This is the mail system at {message.host}.",
        "",
        f"Your message could not be delivered to <{message.recipient}>.",
        f"The server {RECEIVER} said: {reply}",
        "",
        f"--{boundary}",
        "Content-Type: message/delivery-status",
        "",
        f"Reporting-MTA: dns; {message.host}",
        "",
        f"Final-Recipient: rfc822; {message.recipient}",
        "Action: failed",
        f"Status: {reply.split()[1]}",
        f"Remote-MTA: dns; {RECEIVER}",
        f"Diagnostic-Code: smtp; {reply}",
        "",
        f"--{boundary}",
        "Content-Type: text/rfc822-headers",
        "",
        header,
        "",
        f"--{boundary}--",
        "",
    )
    return "\r\n".join(lines).encode("utf-8", "replace")
