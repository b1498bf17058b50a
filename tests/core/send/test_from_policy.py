"""Whose name a message carries through the Messenger: the policy, the decision, the rewriting."""

import email
import email.policy
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import msgspec
import pytest

from mailadmin.core.account import FromPolicy, Identity, Messenger, Security, Server
from mailadmin.core.dns.dmarc import DmarcPolicy, Policy, State
from mailadmin.core.dns.dmarc.walk import Walk
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.signing import signs_for
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.from_policy import (
    FromDecision,
    choose,
    decide_from,
    preflight,
    rewrite,
)
from mailadmin.core.send.message import Message, build
from mailadmin.core.texts import say
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.core.dns.dkim_keys import in_strings, rsa

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


async def test_no_answer_of_the_dns_is_not_no_policy() -> None:
    silent = Resolver(["127.0.0.1"], port=9, timeout=0.2)
    decision = await decide_from("anna@example.com", messenger(), silent)
    assert decision.policy is FromPolicy.VIA
    assert decision.why.id == "from.via.unknown"


def seen(state: State, policy: Policy | None = None) -> DmarcPolicy:
    record_at = "example.com" if policy else None
    walk = Walk(domain="example.com")
    return DmarcPolicy(
        domain="example.com", state=state, walk=walk, policy=policy, record_at=record_at
    )


SEEN = {
    "reject": seen(State.FOUND, Policy.REJECT),
    "quarantine": seen(State.FOUND, Policy.QUARANTINE),
    "none": seen(State.FOUND, Policy.NONE),
    "no record": seen(State.NONE),
    "a void record": seen(State.FOUND),
    "no answer": seen(State.UNKNOWN),
}
VIA, BEHALF, AUTO = FromPolicy.VIA, FromPolicy.ON_BEHALF_OF, FromPolicy.AUTOMATIC


@pytest.mark.parametrize(
    ("chosen", "address", "dmarc", "policy", "why"),
    [
        (AUTO, RELAY, "reject", VIA, "from.via.reject"),
        (AUTO, RELAY, "quarantine", VIA, "from.via.quarantine"),
        (AUTO, RELAY, "none", BEHALF, "from.on-behalf-of.none"),
        (AUTO, RELAY, "no record", BEHALF, "from.on-behalf-of.no-record"),
        (AUTO, RELAY, "a void record", BEHALF, "from.on-behalf-of.no-record"),
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
    chosen: FromPolicy, address: str, dmarc: str, policy: FromPolicy | None, why: str
) -> None:
    decision = choose("anna@example.com", messenger(chosen, address), SEEN[dmarc])
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
    assert resolver.queries == 2  # the domain and what is above it


@pytest.mark.parametrize(
    ("policy", "address", "host", "key", "why"),
    [
        ("p=reject", "relay@mail.example.com", "relay.test", "", "from.same-organization"),
        ("p=reject; aspf=s", "relay@mail.example.com", "relay.test", "", "from.via.reject"),
        ("p=reject", RELAY, "smtp.sendgrid.net", "s1.x.u1.wl.sendgrid.net",
         "from.on-behalf-of.signed"),
        ("p=reject", RELAY, "smtp.sendgrid.net", "s1.x.elsewhere.test", "from.via.reject"),
        ("p=reject", RELAY, "smtp.sendgrid.net", "", "from.via.reject"),
        ("p=reject", RELAY, "relay.test", "s1.x.u1.wl.sendgrid.net", "from.via.reject"),
    ],
)  # fmt: skip
async def test_the_own_name_stays_where_dmarc_will_pass(
    serve: object, policy: str, address: str, host: str, key: str, why: str
) -> None:
    zone = [*txt("example.com", f"v=DMARC1; {policy}")]
    if key:
        zone += [
            f"s1._domainkey.example.com. CNAME {key}.",
            f"{key}. TXT {in_strings(f'v=DKIM1; p={rsa(2048)}')}",
        ]
    resolver = await serve(*zone)  # type: ignore[operator]
    there = messenger(AUTO, address)
    there = msgspec.structs.replace(there, server=msgspec.structs.replace(there.server, host=host))
    decision = await decide_from("anna@example.com", there, resolver)
    assert decision.why.id == why
    assert say(decision.why)


async def test_a_withdrawn_key_is_none(serve: object) -> None:
    zone = [
        *txt("example.com", "v=DMARC1; p=reject"),
        "s1._domainkey.example.com. CNAME s1.u1.wl.sendgrid.net.",
        's1.u1.wl.sendgrid.net. TXT "v=DKIM1; p="',
    ]
    resolver = await serve(*zone)  # type: ignore[operator]
    assert not await signs_for("smtp.sendgrid.net", "example.com", resolver)


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
