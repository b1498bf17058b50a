"""Whose name a message carries through the Messenger: the policy, the decision, the rewriting."""

import email
import email.policy
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from mailadmin.core.account import FromPolicy, Identity, Messenger, Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.from_policy import (
    DmarcSeen,
    FromDecision,
    Policy,
    choose,
    decide_from,
    find_policy,
    policy_of,
    preflight,
    rewrite,
)
from mailadmin.core.send.message import Message, build
from mailadmin.core.texts import say
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone

RELAY = "relay@messenger.example"
SERVER = Server(host="smtp.messenger.example", port=465, security=Security.TLS)


def messenger(policy: FromPolicy = FromPolicy.AUTOMATIC, address: str = RELAY) -> Messenger:
    return Messenger(server=SERVER, address=address, from_policy=policy)


Serve = Callable[..., "AsyncIterator[Resolver]"]


@pytest.fixture
async def serve() -> AsyncIterator[object]:
    async with AsyncExitStack() as stack:

        async def start(*records: str) -> Resolver:
            zone = "\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records))
            server = NameServer(Zone(zone))
            await server.open()
            stack.push_async_callback(server.close)
            return Resolver(["127.0.0.1"], port=server.number, timeout=2.0)

        yield start


def txt(name: str, *records: str) -> tuple[str, ...]:
    return tuple(f'_dmarc.{name}. TXT "{record}"' for record in records)


@pytest.mark.parametrize(
    ("domain", "records", "policy", "record_at"),
    [
        ("example.com", txt("example.com", "v=DMARC1; p=reject"), Policy.REJECT, "example.com"),
        ("example.com", txt("example.com", "v=DMARC1;p=quarantine;"), Policy.QUARANTINE,
         "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; p=none; rua=mailto:a@b.c"), Policy.NONE,
         "example.com"),
        ("example.com", txt("example.com", "v = DMARC1 ; P = Reject"), Policy.REJECT,
         "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; rua=mailto:a@b.c"), Policy.NONE,
         "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; p=nonsense"), Policy.NONE, "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; p=reject; t=y"), Policy.QUARANTINE,
         "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; p=quarantine; t=y"), Policy.NONE,
         "example.com"),
        ("example.com", txt("example.com", "v=DMARC1; p=reject; sp=none"), Policy.REJECT,
         "example.com"),
        ("mail.example.com", txt("example.com", "v=DMARC1; p=reject; sp=none"), Policy.NONE,
         "example.com"),
        ("mail.example.com", txt("example.com", "v=DMARC1; p=none; sp=reject"), Policy.REJECT,
         "example.com"),
        ("mail.example.com", txt("example.com", "v=DMARC1; p=reject"), Policy.REJECT,
         "example.com"),
        ("mail.example.com",
         txt("mail.example.com", "v=DMARC1; p=none") + txt("example.com", "v=DMARC1; p=reject"),
         Policy.NONE, "mail.example.com"),
        ("example.com", txt("com", "v=DMARC1; p=reject"), None, None),
        ("example.com", txt("example.com", "some other text"), None, None),
        ("example.com", txt("example.com", "other", "v=DMARC1; p=reject"), Policy.REJECT,
         "example.com"),
        ("mail.example.com",
         txt("mail.example.com", "v=DMARC1; p=none", "v=DMARC1; p=reject")
         + txt("example.com", "v=DMARC1; p=quarantine"),
         Policy.QUARANTINE, "example.com"),
        ("example.com", txt("example.com", "v=DMARC12; p=reject"), None, None),
        ("example.com", txt("example.com", "p=reject; v=DMARC1"), None, None),
        ("localhost", (), None, None),
    ],
)  # fmt: skip
async def test_the_policy_that_covers_a_domain_is_found(
    serve: object, domain: str, records: tuple[str, ...], policy: Policy, record_at: str
) -> None:
    resolver = await serve(*records)  # type: ignore[operator]
    found = await find_policy(domain, resolver)
    assert (found.policy, found.record_at, found.known) == (policy, record_at, True)


async def test_a_deep_name_costs_eight_questions_at_most(serve: object) -> None:
    resolver = await serve(*txt("c.d.e.f.g.h.i", "v=DMARC1; p=reject"))  # type: ignore[operator]
    found = await find_policy("x.y.z.a.b.c.d.e.f.g.h.i", resolver)
    assert found.record_at == "c.d.e.f.g.h.i"
    assert resolver.queries == 2
    resolver = await serve()  # type: ignore[operator]
    assert (await find_policy("x.y.z.a.b.c.d.e.f.g.h.i", resolver)).policy is None
    assert resolver.queries == 7


async def test_no_answer_of_the_dns_is_not_no_policy() -> None:
    silent = Resolver(["127.0.0.1"], port=9, timeout=0.2)
    found = await find_policy("example.com", silent)
    assert not found.known and found.policy is None
    decision = await decide_from("anna@example.com", messenger(), silent)
    assert decision.policy is FromPolicy.VIA
    assert decision.why.id == "from.via.unknown"


SEEN = {
    "reject": DmarcSeen(domain="example.com", policy=Policy.REJECT, record_at="example.com"),
    "quarantine": DmarcSeen(
        domain="example.com", policy=Policy.QUARANTINE, record_at="example.com"
    ),
    "none": DmarcSeen(domain="example.com", policy=Policy.NONE, record_at="example.com"),
    "no record": DmarcSeen(domain="example.com"),
    "no answer": DmarcSeen(domain="example.com", known=False),
}
VIA, BEHALF, AUTO = FromPolicy.VIA, FromPolicy.ON_BEHALF_OF, FromPolicy.AUTOMATIC


@pytest.mark.parametrize(
    ("chosen", "address", "seen", "policy", "why"),
    [
        (AUTO, RELAY, "reject", VIA, "from.via.reject"),
        (AUTO, RELAY, "quarantine", VIA, "from.via.quarantine"),
        (AUTO, RELAY, "none", BEHALF, "from.on-behalf-of.none"),
        (AUTO, RELAY, "no record", BEHALF, "from.on-behalf-of.no-record"),
        (AUTO, RELAY, "no answer", VIA, "from.via.unknown"),
        (AUTO, "relay@example.com", "reject", None, "from.same-domain"),
        (AUTO, "relay@EXAMPLE.com", "reject", None, "from.same-domain"),
        (AUTO, "anna@example.com", "reject", None, "from.same-address"),
        (VIA, RELAY, "none", VIA, "from.via.chosen"),
        (VIA, "relay@example.com", "none", VIA, "from.via.chosen"),
        (BEHALF, RELAY, "reject", BEHALF, "from.on-behalf-of.chosen"),
        (BEHALF, "anna@example.com", "reject", None, "from.same-address"),
    ],
)
def test_the_decision_follows_choice_policy_and_domain(
    chosen: FromPolicy, address: str, seen: str, policy: FromPolicy | None, why: str
) -> None:
    decision = choose("anna@example.com", messenger(chosen, address), SEEN[seen])
    assert (decision.policy, decision.why.id) == (policy, why)
    assert ("record_at" in decision.why.params) == (why.rpartition(".")[2] in tuple(Policy))
    assert say(decision.why)


async def test_the_dns_is_asked_only_where_the_answer_depends_on_it(serve: object) -> None:
    resolver = await serve(*txt("example.com", "v=DMARC1; p=reject"))  # type: ignore[operator]
    for there in (
        messenger(VIA),
        messenger(BEHALF),
        messenger(AUTO, "relay@example.com"),
    ):
        await decide_from("anna@example.com", there, resolver)
    assert resolver.queries == 0
    assert (await decide_from("anna@example.com", messenger(), resolver)).policy is VIA
    assert resolver.queries == 1


async def test_choosing_ones_own_name_in_the_messengers_domain_needs_no_warning(
    serve: object,
) -> None:
    resolver = await serve(*txt("example.com", "v=DMARC1; p=reject"))  # type: ignore[operator]
    there = messenger(BEHALF, "relay@example.com")
    phrase = await preflight(Identity(address="anna@example.com"), there, resolver)
    assert phrase.id == "from.on-behalf-of.chosen"
    assert resolver.queries == 0


@pytest.mark.parametrize(
    ("chosen", "record", "why"),
    [
        (AUTO, "v=DMARC1; p=reject", "from.via.reject"),
        (BEHALF, "v=DMARC1; p=reject", "from.on-behalf-of.reject"),
        (BEHALF, "v=DMARC1; p=quarantine", "from.on-behalf-of.quarantine"),
        (BEHALF, "v=DMARC1; p=none", "from.on-behalf-of.chosen"),
        (VIA, "v=DMARC1; p=reject", "from.via.chosen"),
    ],
)
async def test_before_it_matters_the_screen_says_what_recipients_will_see(
    serve: object, chosen: FromPolicy, record: str, why: str
) -> None:
    resolver = await serve(*txt("example.com", record))  # type: ignore[operator]
    identity = Identity(address="anna@example.com", name="Anna")
    phrase = await preflight(identity, messenger(chosen), resolver)
    assert phrase.id == why
    assert say(phrase)


# -- rewriting


def written(decision: FromPolicy | None, **identity: str) -> tuple[Message, Message, object]:
    identity.setdefault("address", "anna@example.com")
    draft = Draft(to=("bert@example.com",), subject="Grüße", html="<p>x</p>")
    message = build(draft, Identity(**identity))
    why = choose("anna@example.com", messenger(), None).why
    made = rewrite(message, messenger(), FromDecision(policy=decision, why=why))
    return message, made, email.message_from_bytes(made.data, policy=email.policy.default)


@pytest.mark.parametrize("decision", [VIA, BEHALF, None])
def test_text_and_message_id_stay_and_bounces_go_to_the_messenger(
    decision: FromPolicy | None,
) -> None:
    before, after, _ = written(decision, name="Anna Berg")
    assert after.body == before.body
    assert after.message_id == before.message_id
    assert after.recipients == before.recipients
    assert (before.sender, after.sender) == ("anna@example.com", RELAY)
    changed = {b"From", b"Sender", b"Reply-To"}
    kept = [
        [line for line in part.header.splitlines() if line.partition(b":")[0] not in changed]
        for part in (before, after)
    ]
    assert kept[0] == kept[1]
    assert after.header.endswith(b"\r\n\r\n") and after.header.count(b"\r\n\r\n") == 1


def test_on_behalf_of_keeps_from_and_names_the_sender() -> None:
    _, _, found = written(BEHALF, name="Anna Berg", reply_to="office@example.com")
    assert found["From"] == "Anna Berg <anna@example.com>"  # type: ignore[index]
    assert found["Sender"] == RELAY  # type: ignore[index]
    assert found["Reply-To"] == "office@example.com"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Anna Berg", "Anna Berg via Messenger"),
        ("Berg, Anna", "Berg, Anna via Messenger"),
        ("Änna Bërg", "Änna Bërg via Messenger"),
        ("", "anna at example.com via Messenger"),
    ],
)
def test_via_names_the_user_and_brings_replies_home(name: str, seen: str) -> None:
    _, _, found = written(VIA, name=name)
    (author,) = found["From"].addresses  # type: ignore[index]
    assert (author.display_name, author.addr_spec) == (seen, RELAY)
    (replies,) = found["Reply-To"].addresses  # type: ignore[index]
    assert (replies.display_name, replies.addr_spec) == (name, "anna@example.com")
    assert found["Sender"] is None  # type: ignore[index]


def test_via_leaves_the_users_own_reply_to() -> None:
    _, _, found = written(VIA, name="Anna", reply_to="office@example.com")
    assert found["Reply-To"] == "office@example.com"  # type: ignore[index]


def test_nothing_changes_where_nothing_needs_to() -> None:
    before, after, _ = written(None, name="Anna")
    assert after.data == before.data


def test_a_name_too_long_for_one_line_survives_both_ways() -> None:
    name = "Ännä Bërg " * 30
    _, after, _ = written(VIA, name=name)
    assert max(map(len, after.header.split(b"\r\n"))) <= 998
    from mailadmin.core.send.header import mailboxes_in

    assert mailboxes_in(after.header, "from")[0].name == f"{name.strip()} via Messenger"


def test_every_policy_word_is_understood() -> None:
    assert policy_of({}, of_parent=False) is Policy.NONE
    assert policy_of({"p": "reject"}, of_parent=True) is Policy.REJECT
