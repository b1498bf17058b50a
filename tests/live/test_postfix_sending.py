"""Sending through a real Postfix, and through the Messenger where the own server fails."""

import imaplib
import signal
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest

from mailadmin.core.account import FromPolicy, Route, Security, Server
from mailadmin.core.event import Outcome
from mailadmin.core.send.records import State
from tests.live.desk import PATIENT, Desk, own_server
from tests.live.postfix import ANNA, BEN, COURIER, MAIL_HOST, PASSWORD, Mail, Postfix
from tests.servers.cutting_proxy import Action, Cut, after, cutting

pytestmark = pytest.mark.live


@pytest.mark.parametrize("service", ["submission", "submissions", "plain"])
async def test_a_message_is_in_the_right_mailbox_and_nowhere_else(
    desk: Desk, service: str, ca_file: Path
) -> None:
    security = {"submission": Security.STARTTLS, "submissions": Security.TLS}
    server = own_server(
        getattr(desk.mail.own, service), security=security.get(service, Security.NONE)
    )
    sent = await desk.send(desk.account(server), text="Grüße\n.\n..\n. dot\n")
    assert (sent.result.status, sent.result.route) == (Outcome.PASSED, Route.MAIL_SERVER)
    assert sent.row.state is State.SENT
    ((owner, message),) = desk.mail.copies(sent.subject)
    assert owner == BEN
    assert message["From"] == f"Anna Berg <{ANNA}>"
    assert message["Message-ID"] == sent.result.message_id
    assert message["Return-Path"] == f"<{ANNA}>"
    body = message.get_payload(decode=True)
    assert body.decode().splitlines() == ["Grüße", ".", "..", ". dot"]
    assert f"id {sent.result.queue_id}" in received(message)
    assert seen_by_imap(desk.mail, BEN, ca_file, sent.subject) == 1
    assert seen_by_imap(desk.mail, ANNA, ca_file, sent.subject) == 0


def received(message: Message) -> str:
    """The way it came: one field a server."""
    return "\n".join(message.get_all("Received", []))


def seen_by_imap(mail: Mail, user: str, ca_file: Path, subject: str) -> int:
    context = ssl.create_default_context(cafile=str(ca_file))
    with imaplib.IMAP4_SSL("localhost", mail.imaps, ssl_context=context) as client:
        client.login(user, PASSWORD)
        client.select("INBOX", readonly=True)
        _, (found,) = client.search(None, "SUBJECT", f'"{subject}"')
    return len(found.split())


async def test_of_three_recipients_two_get_it_and_the_unknown_one_is_named(desk: Desk) -> None:
    account = desk.account(own_server(desk.mail.own.plain))
    sent = await desk.send(account, to=(BEN, "nobody@office.test", ANNA))
    assert sent.result.status is Outcome.WARNING
    assert set(sent.result.accepted) == {BEN, ANNA}
    assert sent.result.refused == ("nobody@office.test",)
    assert sorted(owner for owner, _ in desk.mail.copies(sent.subject)) == [ANNA, BEN]


@contextmanager
def stopped(server: Postfix) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def silent(server: Postfix) -> Iterator[None]:
    """The system still accepts connections for it, but nobody says a word."""
    server.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.signal(signal.SIGCONT)


@pytest.mark.parametrize("trouble", [stopped, silent])
async def test_the_messenger_carries_it_where_the_own_server_does_not_answer(
    desk: Desk, trouble: object
) -> None:
    server = own_server(desk.mail.own.submission, security=Security.STARTTLS, time_limit=1.0)
    with trouble(desk.mail.own):  # type: ignore[operator]
        sent = await desk.send(desk.account(server, desk.messenger()))
    assert (sent.result.status, sent.result.route) == (Outcome.PASSED, Route.MESSENGER)
    cause = {stopped: "network-refused", silent: "network-timeout"}[trouble]
    assert sent.result.fallback_cause == cause
    ((owner, message),) = desk.mail.copies(sent.subject)
    assert owner == BEN
    assert "by relay.courier.test (Postfix)" in received(message)
    assert MAIL_HOST not in received(message)
    assert message["Message-ID"] == sent.result.message_id


@pytest.mark.parametrize("policy", [FromPolicy.AUTOMATIC, FromPolicy.ON_BEHALF_OF])
async def test_the_recipient_sees_for_whom_the_messenger_sent(
    desk: Desk, policy: FromPolicy
) -> None:
    nobody_listens = own_server(1, time_limit=1.0)
    sent = await desk.send(desk.account(nobody_listens, desk.messenger(policy)))
    ((_, message),) = desk.mail.copies(sent.subject)
    assert message["Return-Path"] == f"<{COURIER}>"
    if policy is FromPolicy.ON_BEHALF_OF:
        assert message["From"] == f"Anna Berg <{ANNA}>"
        assert message["Sender"] == COURIER
    else:  # the domain asks receivers to reject what does not come from its own server
        assert message["From"] == f"Anna Berg via Messenger <{COURIER}>"
        assert ANNA in message["Reply-To"]
        assert message["Sender"] is None


async def test_a_sender_of_somebody_else_goes_by_the_messenger(desk: Desk) -> None:
    server = own_server(
        desk.mail.own.submissions, security=Security.TLS, user_name=BEN, time_limit=PATIENT
    )
    sent = await desk.send(desk.account(server, desk.messenger()))
    assert sent.result.route is Route.MESSENGER
    assert sent.result.fallback_cause == "sender-not-owned"
    assert len(desk.mail.copies(sent.subject)) == 1


async def test_a_reply_that_got_lost_is_found_in_the_own_inbox(desk: Desk) -> None:
    inbox = Server(
        host=MAIL_HOST, port=desk.mail.imaps, security=Security.TLS, user_name=ANNA,
        time_limit=PATIENT,
    )  # fmt: skip
    async with cutting(desk.mail.own.plain, Cut(after("END"), Action.RESET)) as proxy:
        account = desk.account(own_server(proxy.port), desk.messenger(), inbox=inbox)
        sent = await desk.send(account, to=(ANNA, BEN))
    assert (sent.result.status, sent.result.route) == (Outcome.PASSED, Route.MAIL_SERVER)
    assert sent.row.state is State.SENT
    assert sorted(owner for owner, _ in desk.mail.copies(sent.subject)) == [ANNA, BEN]
