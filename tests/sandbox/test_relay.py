"""The rules of a relay that depend on time or on size, without a socket."""

import pytest

from mailadmin.sandbox.outgoing import Outgoing
from mailadmin.sandbox.post import Post
from mailadmin.sandbox.receiver import Receiver
from mailadmin.sandbox.relay import Handover, Relay, User
from mailadmin.sandbox.scenario import ANNA, BERT, RelayBehaviour
from mailadmin.sandbox.tokens import TokenStore

ANNA_USER = User(name=ANNA, password="secret-of-anna", addresses=frozenset({ANNA}))


async def hear_nothing(address, message, folder):
    pass


def relay_with(post=None, **more):
    post = post or Post(hear_nothing)
    out = Outgoing(receiver=Receiver(post), host="mx.sandbox.test", address="192.0.2.25")
    return Relay("smtp.sandbox.test", (ANNA_USER,), post, out, TokenStore(), **more)


def message(content=b"Subject: x\r\n\r\n", recipients=(ANNA,)):
    return Handover(
        sender=ANNA,
        recipients=recipients,
        content=content,
        client_name="client.example",
        client_address="127.0.0.1",
        protocol="ESMTPSA",
        user_name=ANNA,
    )


def test_greylisting_ends_after_its_time_for_each_pair_by_itself():
    now = 1000.0
    relay = relay_with(clock=lambda: now)
    relay.behave(RelayBehaviour(greylisting=300.0))
    assert relay.reply_to_recipient(ANNA, BERT, 0).startswith("450")
    now = 1299.0
    assert relay.reply_to_recipient(ANNA, BERT, 0).startswith("450")
    assert relay.reply_to_recipient(ANNA, ANNA, 0).startswith("450")
    now = 1301.0
    assert relay.reply_to_recipient(ANNA, BERT, 0).startswith("250")
    assert relay.reply_to_recipient(ANNA, ANNA, 0).startswith("450")


def test_a_change_of_scenario_forgets_the_greylist():
    now = 1000.0
    relay = relay_with(clock=lambda: now)
    relay.behave(RelayBehaviour(greylisting=300.0))
    relay.reply_to_recipient(ANNA, BERT, 0)
    now = 1400.0
    relay.behave(RelayBehaviour(greylisting=300.0))
    assert relay.reply_to_recipient(ANNA, BERT, 0).startswith("450")


async def test_a_full_post_office_takes_nothing_more():
    post = Post(hear_nothing, limit=1000)
    relay = relay_with(post)
    half = bytes(500)
    assert (await relay.take(message(half))).startswith("250")
    assert await relay.take(message(half)) == "452 4.3.1 Insufficient system storage"
    assert len(post.messages(ANNA)) == 1


async def test_each_message_has_its_own_queue_id():
    relay = relay_with()
    replies = [await relay.take(message()) for _ in range(3)]
    assert [reply.split()[-1] for reply in replies] == ["SANDBOX1", "SANDBOX2", "SANDBOX3"]


def test_a_user_never_shows_its_password():
    assert "secret-of-anna" not in f"{ANNA_USER} {ANNA_USER!r}"


@pytest.mark.parametrize("address", [ANNA, ANNA.upper()])
def test_addresses_are_compared_without_regard_to_case(address):
    assert ANNA_USER.may_send_as(address)
    assert not ANNA_USER.may_send_as(BERT)
