"""Handing a message over: what was sent, what was not, and what nobody can know."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mailadmin.core.account import Route
from mailadmin.core.finding import Status
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.delivery import Delivery, Moment, deliver, queue_id_of
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop
from mailadmin.core.smtp.replies import reply_of
from mailadmin.core.smtp.session import CHUNK, dot_stuffed
from tests.core.smtp.support import PASSWORD, USER, Seen, net, server
from tests.servers.scripted import (
    HANG_UP,
    RESET,
    Scripted,
    Step,
    ehlo,
    expect,
    read_bytes,
    read_message,
    say,
    scripted,
)

pytestmark = pytest.mark.both_loops

MESSAGE = b"Subject: test\r\n\r\nHello\r\n.\r\n..two\r\nend\r\n"
OPENED: list[Step] = [
    say("220 hi"), *ehlo("AUTH PLAIN"), expect("AUTH"), say("235 ok"),
    expect("MAIL"), say("250 ok"),
]  # fmt: skip
RCPT: list[Step] = [expect("RCPT"), say("250 ok")]
READY: list[Step] = [expect("DATA"), say("354 go on")]


async def _handed_over(
    there: Scripted,
    *recipients: str,
    message: bytes = MESSAGE,
    before_end: Callable[[], Awaitable[None]] | None = None,
    seen: Seen | None = None,
) -> Delivery:
    async def nothing() -> None:
        return None

    hop = Hop(
        server=server(there.port, time_limit=0.6),
        key=Secret(PASSWORD),
        route=Route.MAIL_SERVER,
    )
    return await deliver(
        hop,
        Envelope(USER, recipients or ("ben@example.test",)),
        message,
        net(),
        seen if seen is not None else Seen(),
        before_end=before_end or nothing,
    )


async def test_an_accepted_message_names_its_recipients_and_its_number() -> None:
    script = [OPENED, RCPT, READY, read_message(), say("250 2.0.0 Ok: queued as 4XyZ12")]
    async with scripted(*script) as there:
        delivery = await _handed_over(there)
        (talk,) = there.conversations
    assert delivery.failure is None
    assert (delivery.accepted, delivery.queue_id) == (("ben@example.test",), "4XyZ12")
    assert delivery.moment is Moment.ANSWERED
    assert talk.raw == b"Subject: test\r\n\r\nHello\r\n..\r\n...two\r\nend\r\n.\r\n"


@pytest.mark.parametrize(
    ("script", "moment", "status"),
    [
        ([RESET], Moment.BEFORE_END, Status.FAILED),
        ([*OPENED, RESET], Moment.BEFORE_END, Status.FAILED),
        ([*OPENED, *RCPT, expect("DATA"), RESET], Moment.BEFORE_END, Status.FAILED),
        ([*OPENED, *RCPT, expect("DATA"), say("451 try later")], Moment.BEFORE_END, Status.FAILED),
        ([*OPENED, *RCPT, *READY, read_message(), RESET], Moment.AFTER_END, Status.UNKNOWN),
        ([*OPENED, *RCPT, *READY, read_message(), HANG_UP], Moment.AFTER_END, Status.UNKNOWN),
        ([*OPENED, *RCPT, *READY, read_message()], Moment.AFTER_END, Status.UNKNOWN),
        ([*OPENED, *RCPT, *READY, read_message(), say("garbage")], Moment.AFTER_END,
         Status.UNKNOWN),
        ([*OPENED, *RCPT, *READY, read_message(), say("554 5.7.1 spam")], Moment.ANSWERED,
         Status.FAILED),
        ([*OPENED, *RCPT, *READY, read_message(), say("452 disk full")], Moment.ANSWERED,
         Status.FAILED),
    ],
)  # fmt: skip
async def test_the_moment_of_the_break_decides(
    script: list[Step], moment: Moment, status: Status
) -> None:
    async with scripted(script) as there:
        delivery = await _handed_over(there)
    assert delivery.accepted == ()
    assert delivery.failure is not None
    assert (delivery.moment, delivery.failure.status) == (moment, status)


async def test_a_cut_within_the_message_is_certainly_not_sent() -> None:
    big = b"Subject: big\r\n\r\n" + b"0123456789abcdef\r\n" * 400_000
    async with scripted(OPENED, RCPT, READY, read_bytes(100_000), RESET) as there:
        delivery = await _handed_over(there, message=big)
    assert delivery.moment is Moment.BEFORE_END


async def test_a_connection_lost_while_the_note_is_written_has_not_taken_the_end() -> None:
    async def wait_for_the_reset() -> None:
        await asyncio.sleep(0.1)

    async with scripted(OPENED, RCPT, READY, read_bytes(5), RESET) as there:
        delivery = await _handed_over(there, before_end=wait_for_the_reset)
    assert delivery.failure is not None and delivery.failure.status is Status.FAILED
    assert delivery.moment is Moment.BEFORE_END


async def test_a_refused_recipient_does_not_stop_the_others() -> None:
    script = [
        OPENED, expect("RCPT TO:<no@example.test>"), say("550 5.1.1 no such user"),
        expect("RCPT TO:<yes@example.test>"), say("250 ok"),
        expect("RCPT TO:<later@example.test>"), say("450 4.2.0 greylisted"),
        READY, read_message(), say("250 ok"),
    ]  # fmt: skip
    async with scripted(*script) as there:
        delivery = await _handed_over(
            there, "no@example.test", "yes@example.test", "later@example.test"
        )
    assert delivery.accepted == ("yes@example.test",)
    assert [(r.address, r.temporary, r.cause) for r in delivery.refused] == [
        ("no@example.test", False, "recipient-unknown"),
        ("later@example.test", True, "temporary-greylisted"),
    ]


async def test_when_every_recipient_is_refused_no_message_is_sent() -> None:
    script = [OPENED, expect("RCPT"), say("550 5.1.1 no such user"), expect("RSET")]
    async with scripted(*script) as there:
        delivery = await _handed_over(there)
    assert delivery.moment is Moment.BEFORE_END
    assert delivery.failure is not None
    assert delivery.failure.check == "smtp.recipient"
    assert "DATA" not in there.heard


async def test_the_end_waits_for_the_note_in_the_outbox() -> None:
    async def refuse() -> None:
        raise OSError("disk full")

    async with scripted(OPENED, RCPT, READY) as there:
        with pytest.raises(OSError, match="disk full"):
            await _handed_over(there, before_end=refuse)
        await asyncio.sleep(0.05)
    assert "." not in there.heard


async def test_a_message_beyond_the_announced_size_is_not_begun() -> None:
    script = [say("220 hi"), ehlo("AUTH PLAIN", "SIZE 20"), expect("AUTH"), say("235 ok")]
    async with scripted(*script) as there:
        delivery = await _handed_over(there)
    assert delivery.failure is not None
    assert delivery.failure.verdict.cause == "limits-message-size"
    assert not any(line.startswith("MAIL") for line in there.heard)


@pytest.mark.parametrize("offset", range(-3, 4))
async def test_dots_are_doubled_wherever_a_piece_ends(offset: int) -> None:
    message = b"x" * (CHUNK - 2 + offset) + b"\r\n.dot\r\n"
    sent = b"".join(dot_stuffed(message))
    assert sent == message.replace(b"\r\n.", b"\r\n..")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2.0.0 Ok: queued as 4XyZ12", "4XyZ12"),
        ("OK id=1abcDE-000123-Xy", "1abcDE-000123-Xy"),
        ("2.6.0 <a@b> Queued mail for delivery", None),
        ("2.0.0 OK 1700000000 abc - gsmtp", None),
    ],
)
async def test_the_number_is_read_where_the_server_names_one(text: str, number: str | None) -> None:
    assert queue_id_of(reply_of(250, [text])) == number
