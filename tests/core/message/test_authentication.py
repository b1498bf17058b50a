"""DKIM signatures, checked with keys from a real name server."""

import asyncio
import time
from collections.abc import Sequence

import pytest

from mailadmin.core.dns.dkim import Flaw
from mailadmin.core.message.authentication import Reason, Signature, Word, verify
from mailadmin.core.message.authentication.keys import LARGEST_RSA
from mailadmin.core.message.authentication.verification import MOST_SIGNATURES
from mailadmin.sandbox.signing import sign
from tests.core.dns.dkim_keys import rsa as rsa_without_private_half
from tests.core.message.signed import (
    DOMAIN,
    KEY_NAME,
    MESSAGE,
    SELECTOR,
    ed25519_key,
    record,
    rsa_key,
    signed,
)
from tests.servers.zone_server import serving, txt

pytestmark = pytest.mark.both_loops

PASS, FAIL, PERMERROR = Word.PASS, Word.FAIL, Word.PERMERROR
RSA = record(rsa_key())


async def results(
    message: bytes, *records: str, failing: Sequence[str] = (), now: float | None = None
) -> tuple[Signature, ...]:
    async with serving(*txt(KEY_NAME, *(records or (RSA,))), failing=failing) as (resolver, _):
        return (await verify(message, resolver, now=now)).signatures


async def the_result(
    message: bytes, *records: str, failing: Sequence[str] = (), now: float | None = None
) -> Signature:
    (only,) = await results(message, *records, failing=failing, now=now)
    return only


# RFC 8463 appendix A.3, signed by its authors.
STANDARD = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
STANDARD_KEYS = (
    *txt(
        "brisbane._domainkey.football.example.com",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    ),
    *txt(
        "test._domainkey.football.example.com",
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3id"
        "Y6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj"
        "+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    ),
)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
async def test_the_message_of_the_standard_passes(line_end: bytes) -> None:
    message = STANDARD.replace(b"\n", line_end)
    async with serving(*STANDARD_KEYS) as (resolver, _):
        found = (await verify(message, resolver)).signatures
        changed = (await verify(message.replace(b"hungry", b"angry"), resolver)).signatures
    assert [each.word for each in found] == [PASS, PASS]
    assert [each.reason for each in found] == [None, None]
    assert [each.bits for each in found] == [256, 1024]
    assert found[0].domain == "football.example.com"
    assert found[0].identity == "@football.example.com"
    assert [each.selector for each in found] == ["brisbane", "test"]
    assert found[1].signed == (
        *("from", "to", "subject", "date", "message-id"),
        *("from", "subject", "date"),
    )
    assert all(each.covers_body for each in found)
    assert {each.reason for each in changed} == {Reason.BODY_CHANGED}
    assert all(each.header_intact for each in changed)


@pytest.mark.parametrize("form", ["simple", "simple/simple", "relaxed", "relaxed/simple", ""])
@pytest.mark.parametrize("key", [rsa_key(), ed25519_key()], ids=["rsa", "ed25519"])
async def test_every_form_and_algorithm_passes(form: str, key: type) -> None:
    found = await the_result(signed(key=key, c=form), record(key))
    assert (found.word, found.reason) == (PASS, None)
    assert found.covers_body and found.header_intact


RESPACED = signed().replace(b"We lost \t the", b"We  lost the").replace(b"To: ", b"tO:\t ")
ADDED = b"Subject: another\r\n"
UNSEALED = signed(h="from:subject")

CHANGES = {
    "white space in relaxed form": (RESPACED, PASS, None),
    "the body": (signed().replace(b"game", b"bet"), FAIL, Reason.BODY_CHANGED),
    "white space in simple form": (
        signed(c="relaxed/simple").replace(b"lost \t", b"lost "),
        FAIL,
        Reason.BODY_CHANGED,
    ),
    "empty lines at the end": (signed() + b"\r\n\r\n", PASS, None),
    "a line at the end": (signed() + b"-- \r\nlist\r\n", FAIL, Reason.BODY_CHANGED),
    "the subject": (signed().replace(b"dinner", b"lunch"), FAIL, Reason.HEADER_CHANGED),
    "both": (
        signed().replace(b"dinner", b"lunch").replace(b"game", b"bet"),
        FAIL,
        Reason.BODY_CHANGED,
    ),
    "a subject more, which was ruled out": (ADDED + signed(), FAIL, Reason.HEADER_CHANGED),
    "a subject more, above": (ADDED + UNSEALED, PASS, None),
    "a subject more, below": (
        UNSEALED.replace(b"\r\n\r\n", b"\r\n" + ADDED + b"\r\n", 1),
        FAIL,
        Reason.HEADER_CHANGED,
    ),
    "an unsigned field": (b"Received: by x\r\n" + signed(), PASS, None),
    "an empty folded line in it": (
        signed(MESSAGE.replace(b"dinner\r\n", b"dinner\r\n \r\n")),
        PASS,
        None,
    ),
    "a line that is no field": (b"From anna Fri Nov 27\r\n" + signed(), PASS, None),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_what_was_changed_on_the_way(what: str) -> None:
    message, word, reason = CHANGES[what]
    found = await the_result(message)
    assert (found.word, found.reason) == (word, reason)


async def test_a_message_with_lf_line_ends_is_read_as_with_crlf() -> None:
    assert (await the_result(signed().replace(b"\r\n", b"\n"))).word is PASS
    assert (await the_result(signed(c="simple/simple").replace(b"\r\n", b"\n"))).word is PASS


BROKEN = {
    "no version": ({"v": ""}, "v"),
    "another version": ({"v": "2"}, "v"),
    "no algorithm": ({"a": ""}, "a"),
    "an unknown algorithm": ({"a": "rsa-sha257"}, "a"),
    "no domain": ({"d": ""}, "d"),
    "a domain of one label": ({"d": "test"}, "d"),
    "a domain that is none": ({"d": "d..test"}, "d"),
    "no selector": ({"s": ""}, "s"),
    "no body hash": ({"bh": ""}, "bh"),
    "a body hash that is no base64": ({"bh": "a*b="}, "bh"),
    "an empty name among the signed": ({"h": "from::to"}, "h"),
    "no length": ({"l": "1.5", "bh": "aaaa"}, "l"),
    "no time": ({"t": "now"}, "t"),
    "an end before the beginning": ({"t": "2000", "x": "1000"}, "x"),
    "another way to keys": ({"q": "http"}, "q"),
    "an identity that is none": ({"i": "anna"}, "i"),
    "an identity of two words": ({"i": "an na@d.test"}, "i"),
    "a tag twice": ({"d ": "d.test"}, "d"),
    "no tag": ({"!": "1"}, ""),
    "a part that is empty": ({"n": "1;"}, ""),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_field_that_breaks_the_rules(what: str) -> None:
    tags, tag = BROKEN[what]
    found = await the_result(signed(**tags))
    assert (found.word, found.reason, found.tag) == (PERMERROR, Reason.BROKEN_FIELD, tag)
    assert found.key is None


@pytest.mark.parametrize(
    ("old", "new", "tag"),
    [
        (b"c=relaxed/relaxed", b"c=nowsp/relaxed", "c"),
        (b" b=", b" b=*", "b"),
        (b" b=", b" b=;y=", "b"),
        (b"h=from", b"H=from", "h"),
    ],
)
async def test_a_field_that_was_damaged(old: bytes, new: bytes, tag: str) -> None:
    found = await the_result(signed().replace(old, new, 1))
    assert (found.word, found.reason, found.tag) == (PERMERROR, Reason.BROKEN_FIELD, tag)


async def test_white_space_behind_the_last_semicolon_is_forgiven() -> None:
    field = signed().removesuffix(MESSAGE)
    found = await the_result(field.removesuffix(b"\r\n") + b"; \r\n" + MESSAGE)
    assert found.reason is Reason.HEADER_CHANGED  # read, and another field than was signed


@pytest.mark.parametrize(
    ("tags", "word", "reason"),
    [
        ({"h": "to:subject"}, PERMERROR, Reason.FROM_NOT_SIGNED),
        ({"h": "FROM:to:x-none:x-none"}, PASS, None),
        ({"h": "from:dkim-signature"}, PASS, None),
        ({"a": "rsa-sha1"}, PERMERROR, Reason.OLD_ALGORITHM),
        ({"i": "anna@d.test"}, PASS, None),
        ({"i": "@news.D.test"}, PASS, None),
        ({"i": "@other.test"}, PERMERROR, Reason.OTHER_IDENTITY),
        ({"i": "@xd.test"}, PERMERROR, Reason.OTHER_IDENTITY),
        ({"q": "x : dns/txt"}, PASS, None),
        ({"z": "From:x|To:y"}, PASS, None),
        ({"unknown": "1"}, PASS, None),
        ({"d": "D.Test", "s": "S1"}, PASS, None),
        ({"l": "0"}, PASS, Reason.PART_OF_BODY),
        ({"l": "26"}, PASS, None),
        ({"l": "27", "bh": "aaaa"}, FAIL, Reason.BODY_CHANGED),
        ({"x": str(int(time.time()) + 3600)}, PASS, None),
        ({"t": "1000", "x": "2000"}, PERMERROR, Reason.EXPIRED),
    ],
)
async def test_what_the_tags_mean(tags: dict[str, str], word: Word, reason: Reason) -> None:
    found = await the_result(signed(**tags))
    assert (found.word, found.reason) == (word, reason)


async def test_time_can_be_given() -> None:
    message = signed(t="1000", x="2000")
    assert (await the_result(message, now=2000)).word is PASS
    assert (await the_result(message, now=2001)).reason is Reason.EXPIRED


async def test_text_behind_the_signed_length_is_counted() -> None:
    found = await the_result(signed(l="5") + b"more")
    assert (found.word, found.reason) == (PASS, Reason.PART_OF_BODY)
    assert found.unsigned_bytes == len(b"\r\nWe lost the game.\r\n\r\n\r\nmore\r\n")
    assert found.body_intact and not found.covers_body


KEYS = {
    "another key": ((record(rsa_key(number=1)),), FAIL, Reason.OTHER_KEY),
    "of another kind": ((record(ed25519_key()),), PERMERROR, Reason.KEY_OF_OTHER_KIND),
    "withdrawn": (("v=DKIM1; p=",), PERMERROR, Reason.KEY_REVOKED),
    "too small": (
        (f"v=DKIM1; p={rsa_without_private_half(512)}",),
        Word.POLICY,
        Reason.KEY_TOO_SMALL,
    ),
    "large": ((f"v=DKIM1; p={rsa_without_private_half(LARGEST_RSA)}",), FAIL, Reason.OTHER_KEY),
    "too large": (
        (f"v=DKIM1; p={rsa_without_private_half(LARGEST_RSA + 8)}",),
        PERMERROR,
        Reason.KEY_TOO_LARGE,
    ),
    "beside something else": (("v=spf1 -all", RSA), PASS, None),
    "two": ((RSA, record(ed25519_key())), PERMERROR, Reason.SEVERAL_KEYS),
    "two that are none": (("v=spf1 -all", "x"), PERMERROR, Reason.SEVERAL_KEYS),
    "for testing": ((record(rsa_key(), "t=y; "),), PASS, Reason.KEY_FOR_TESTING),
    "for this very domain": ((record(rsa_key(), "t=s; "),), PASS, None),
    "for email": ((record(rsa_key(), "s=email; h=sha1:sha256; n=x; "),), PASS, None),
}
USELESS = {
    "not for email": (record(rsa_key(), "s=other; "), Flaw.SERVICE),
    "for SHA-1": (record(rsa_key(), "h=sha1; "), Flaw.HASH),
    "no record of a key": ("bio=a263", Flaw.NO_DATA),
    "no key": ("v=DKIM1; k=rsa; p=BARF", Flaw.NOT_A_KEY),
    "no list": (f"{RSA}; bogus", Flaw.SYNTAX),
    "unknown": (RSA.replace("k=rsa", "k=ed2024"), Flaw.ALGORITHM),
    "endless": (f"{RSA}; n={'x' * 5000}", Flaw.NOT_A_KEY),
}


@pytest.mark.parametrize("what", KEYS)
async def test_what_the_key_is(what: str) -> None:
    records, word, reason = KEYS[what]
    found = await the_result(signed(), *records)
    assert (found.word, found.reason) == (word, reason)
    assert found.key is not None and found.key_name == KEY_NAME


@pytest.mark.parametrize("what", USELESS)
async def test_a_key_that_breaks_the_rules(what: str) -> None:
    text, flaw = USELESS[what]
    found = await the_result(signed(), text)
    assert (found.word, found.reason, found.flaw) == (PERMERROR, Reason.KEY_UNUSABLE, flaw)


async def test_a_key_for_one_domain_does_not_speak_for_a_part_of_it() -> None:
    exact = record(rsa_key(), "t=s; ")
    assert (await the_result(signed(i="@a.d.test"), exact)).reason is Reason.OTHER_IDENTITY
    assert (await the_result(signed(i="@d.test"), exact)).word is PASS


async def test_keys_that_are_not_there_or_not_to_be_had() -> None:
    async with serving() as (resolver, _):
        (missing,) = (await verify(signed(), resolver)).signatures
    assert (missing.word, missing.reason) == (PERMERROR, Reason.NO_KEY)
    lost = await the_result(signed(), failing=[KEY_NAME])
    assert (lost.word, lost.reason) == (Word.TEMPERROR, Reason.NO_ANSWER)
    endless = ".".join(["x" * 60] * 4)
    (nowhere,) = await results(signed(s=endless, d="y" * 60 + ".test"))
    assert nowhere.reason is Reason.NO_KEY


async def test_a_header_alone_is_checked_as_far_as_it_can_be() -> None:
    bare = signed().partition(b"\r\n\r\n")[0]
    for header in (bare, bare + b"\r\n\r\n"):
        found = await the_result(header)
        assert (found.word, found.reason) == (Word.NEUTRAL, Reason.NO_BODY)
        assert found.header_intact and found.body_intact is None and not found.covers_body
        assert (await the_result(header.replace(b"Bert", b"Eve"))).word is Word.NEUTRAL
        changed = await the_result(header.replace(b"dinner", b"lunch"))
        assert (changed.word, changed.reason) == (FAIL, Reason.HEADER_CHANGED)
    empty = MESSAGE.partition(b"Hi")[0]
    assert (await the_result(signed(empty))).word is PASS
    assert (await the_result(signed(empty, c="simple/simple"))).word is PASS


async def test_names_in_other_letters() -> None:
    key = rsa_key()
    tags = {"i": "anna@bücher.test"}
    field = sign(MESSAGE, domain="bücher.test", selector=SELECTOR, key=key, tags=tags)
    async with serving(*txt(f"{SELECTOR}._domainkey.xn--bcher-kva.test", record(key))) as served:
        (found,) = (await verify(field + MESSAGE, served[0])).signatures
    assert (found.word, found.domain) == (PASS, "bücher.test")


async def test_every_key_is_asked_for_once_and_only_so_many_signatures_are_looked_at() -> None:
    one = sign(MESSAGE, domain=DOMAIN, selector=SELECTOR, key=rsa_key())
    other = sign(MESSAGE, domain=DOMAIN, selector="s2", key=rsa_key())
    message = one * 12 + other * 12 + MESSAGE
    async with serving(*txt(KEY_NAME, RSA)) as (resolver, server):
        found = await verify(message, resolver)
    assert len(found.signatures) == MOST_SIGNATURES
    assert found.left_out == 4
    assert [each.word for each in found.signatures] == [PASS] * 12 + [PERMERROR] * 8
    assert dict(server.asked) == {(KEY_NAME, "TXT"): 1, (f"s2._domainkey.{DOMAIN}", "TXT"): 1}


async def test_a_message_without_a_signature_asks_nothing() -> None:
    async with serving() as (resolver, server):
        found = await verify(MESSAGE, resolver)
    assert found.signatures == ()
    assert not server.asked


HOSTILE = {
    "nothing": b"",
    "one byte": b"\0",
    "only line ends": b"\r\n" * 100_000,
    "no line end": b"DKIM-Signature: v=1",
    "a line of megabytes": b"DKIM-Signature: " + b"a=b;" * 1_000_000,
    "spaces": b"DKIM-Signature: v=1; h=" + b" " * 2_000_000,
    "names": b"DKIM-Signature: v=1; a=rsa-sha256; h=" + b"from:" * 15_000,
    "fields": b"Dkim-Signature: b=\r\n" * 50_000,
    "bytes": bytes(range(256)) * 4_000,
    "not text": b"DKIM-Signature: d=\xff\xfe; s=\0\r\n\r\n",
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_messages_come_to_a_result(what: str) -> None:
    async with serving() as (resolver, server):
        found = await verify(HOSTILE[what], resolver)
    assert all(each.word is PERMERROR for each in found.signatures)
    assert len(found.signatures) <= MOST_SIGNATURES
    assert not server.asked


async def test_a_large_message_does_not_hold_the_loop() -> None:
    """Whatever the computer is busy with, others get their turn many times meanwhile."""
    message = signed(MESSAGE + b"Some words \t and others. \r\n" * 400_000)
    turns, ended = 0, asyncio.Event()

    async def count() -> None:
        nonlocal turns
        while not ended.is_set():
            await asyncio.sleep(0.001)
            turns += 1

    counting = asyncio.create_task(count())
    found = await the_result(message)
    ended.set()
    await counting
    assert found.word is PASS
    assert turns > 10
