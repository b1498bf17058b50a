"""Connections that break at every moment: the outbox and the server's mailbox always agree."""

import pytest

from mailadmin.core.account import Route, Security
from mailadmin.core.send.records import State
from tests.live.desk import PATIENT, Desk, Sent, own_server
from tests.servers.cutting_proxy import (
    Action,
    Cut,
    Moment,
    after,
    at_byte,
    before,
    cutting,
    in_body,
)

pytestmark = pytest.mark.live

IMPATIENT = 1.5
"""Seconds until the program gives up on a stalled connection."""

LINES = 400
TEXT = "A line of a message that is long enough to be cut in two.\n" * LINES

COMMANDS = ("EHLO", "AUTH", "MAIL", "RCPT", "DATA")
BEFORE_THE_END: tuple[Moment, ...] = (
    before("CONNECT"),
    after("CONNECT"),
    *(moment(command) for command in COMMANDS for moment in (before, after)),
    *(in_body(count) for count in (0, 1, 500, 12_345)),
)
AROUND_THE_END = (before("END"), after("END"))
AFTER_THE_END = (before("RSET"), after("RSET"), before("QUIT"), after("QUIT"))
MOMENTS = (*BEFORE_THE_END, *AROUND_THE_END, *AFTER_THE_END)

ALWAYS = {
    *(Cut(moment, Action.RESET) for moment in MOMENTS if moment not in (in_body(0), in_body(1))),
    *(Cut(moment, Action.CLOSE) for moment in (after("RCPT"), in_body(500), *AROUND_THE_END)),
    *(Cut(moment, Action.STALL) for moment in (in_body(500), *AROUND_THE_END)),
    *(Cut(moment, Action.GARBAGE) for moment in (after("CONNECT"), after("MAIL"), after("END"))),
}
ALWAYS_WITH_MESSENGER = {
    *(Cut(moment, Action.RESET) for moment in (before("CONNECT"), after("DATA"), in_body(500))),
    *(Cut(moment, Action.RESET) for moment in AROUND_THE_END),
    Cut(before("MAIL"), Action.CLOSE),
    Cut(after("AUTH"), Action.STALL),
    Cut(after("RCPT"), Action.GARBAGE),
}
"""What is tried in every run of the suite; the rest of the matrix is long."""


def cuts(moments: tuple[Moment, ...], always: set[Cut]) -> list[object]:
    every = [Cut(moment, action) for moment in moments for action in Action]
    long = pytest.mark.long
    return [pytest.param(c, id=str(c), marks=[] if c in always else [long]) for c in every]


def agrees(sent: Sent, copies: int) -> None:
    """The rule that every other one follows from."""
    allowed = {State.SENT: {1}, State.NOT_SENT: {0}, State.UNCERTAIN: {0, 1}}
    assert copies in allowed[sent.row.state], f"{sent.row.state}, but {copies} copies"


async def send_through(desk: Desk, cut: Cut, *, messenger: bool = False) -> tuple[Sent, int]:
    """Send with this cut on the way to the own server; the copies count wherever they are."""
    limit = IMPATIENT if cut.action is Action.STALL else PATIENT
    async with cutting(desk.mail.own.plain, cut) as proxy:
        server = own_server(proxy.port, time_limit=limit)
        account = desk.account(server, desk.messenger() if messenger else None)
        sent = await desk.send(account, text=TEXT)
    assert proxy.cut_happened.is_set()
    copies = len(desk.mail.copies(sent.subject))
    agrees(sent, copies)
    return sent, copies


@pytest.mark.parametrize("cut", cuts(MOMENTS, ALWAYS))
async def test_the_outbox_and_the_mailbox_agree(desk: Desk, cut: Cut) -> None:
    sent, copies = await send_through(desk, cut)
    if cut.moment in AFTER_THE_END:
        assert sent.row.state is State.SENT
    elif cut.moment in AROUND_THE_END:
        assert sent.row.state is State.UNCERTAIN
        assert copies == (1 if cut.moment == after("END") else 0)
    elif cut.moment.kind == "in-body":
        # All of it fits into the buffers on the way, so its end may leave before the cut is seen.
        assert sent.row.state in (State.NOT_SENT, State.UNCERTAIN)
        assert copies == 0
    else:
        assert sent.row.state is State.NOT_SENT


@pytest.mark.parametrize("cut", cuts(BEFORE_THE_END, ALWAYS_WITH_MESSENGER))
async def test_cut_before_the_end_the_messenger_carries_it_once(desk: Desk, cut: Cut) -> None:
    sent, copies = await send_through(desk, cut, messenger=True)
    if sent.row.state is State.UNCERTAIN:
        assert cut.moment.kind == "in-body"
        assert copies == 0
    else:
        assert (sent.row.state, sent.result.route) == (State.SENT, Route.MESSENGER)


@pytest.mark.parametrize("cut", cuts(AROUND_THE_END, ALWAYS_WITH_MESSENGER))
async def test_cut_after_the_end_the_messenger_is_not_used(desk: Desk, cut: Cut) -> None:
    sent, copies = await send_through(desk, cut, messenger=True)
    assert sent.row.state is State.UNCERTAIN
    assert sent.row.route is Route.MAIL_SERVER
    assert copies == (1 if cut.moment == after("END") else 0)


@pytest.mark.parametrize("action", [pytest.param(action, id=action) for action in Action])
async def test_a_big_message_cut_half_way_goes_by_the_messenger(desk: Desk, action: Action) -> None:
    """It is longer than all buffers on the way: its end can't have left."""
    async with cutting(desk.mail.own.plain, Cut(in_body(100_000), action)) as proxy:
        account = desk.account(own_server(proxy.port, time_limit=IMPATIENT), desk.messenger())
        sent = await desk.send(account, text=TEXT * 380)
    assert sent.result.route is Route.MESSENGER
    assert len(desk.mail.copies(sent.subject)) == 1


PARTS = 8
"""Into how many pieces each direction of an encrypted conversation is cut."""


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
@pytest.mark.parametrize(
    "action",
    [Action.RESET, *(pytest.param(a, marks=pytest.mark.long) for a in list(Action)[1:])],
)
@pytest.mark.timeout(180)
async def test_inside_the_encryption_the_outbox_and_the_mailbox_agree(
    desk: Desk, action: Action, security: Security
) -> None:
    """The bytes can't be told apart from outside, so the cuts are spread over all of them."""
    own = desk.mail.own
    port = own.submissions if security is Security.TLS else own.submission
    async with cutting(port, Cut(at_byte(10**9), Action.RESET)) as proxy:
        whole = await send_encrypted(desk, proxy.port, security)
    agrees(whole, len(desk.mail.copies(whole.subject)))
    states = set()
    for from_server, total in ((False, proxy.from_client), (True, proxy.from_server)):
        for part in range(PARTS):
            moment = at_byte(total * part // PARTS, from_server=from_server)
            async with cutting(port, Cut(moment, action)) as broken:
                sent = await send_encrypted(desk, broken.port, security)
            assert broken.cut_happened.is_set(), moment
            agrees(sent, len(desk.mail.copies(sent.subject)))
            states.add(sent.row.state)
    assert states >= {State.NOT_SENT}


async def send_encrypted(desk: Desk, port: int, security: Security) -> Sent:
    server = own_server(port, security=security, time_limit=IMPATIENT)
    return await desk.send(desk.account(server), text=TEXT)
