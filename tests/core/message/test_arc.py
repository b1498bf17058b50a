"""Chains of ARC, with keys from a real name server."""

from collections.abc import Sequence

import pytest

from mailadmin.core.message.authentication import Arc, ArcFault, Chain, Reason, Word, verify
from tests.core.message.signed import DOMAIN, KEY_NAME, MESSAGE, record, rsa_key, sealed, signed
from tests.servers.zone_server import serving, txt

pytestmark = pytest.mark.both_loops


async def chain(message: bytes, key: str = record(rsa_key()), failing: Sequence[str] = ()) -> Arc:
    async with serving(*txt(KEY_NAME, key), failing=failing) as (resolver, _):
        return (await verify(message, resolver)).arc


ONE = sealed(signed())
TWO = sealed(b"Received: by list\r\n" + ONE, instance=2)
THREE = sealed(TWO, instance=3)


async def test_a_whole_chain_passes_and_is_told() -> None:
    found = await chain(THREE)
    assert (found.chain, found.fault, found.at) == (Chain.PASS, None, None)
    assert [each.instance for each in found.sets] == [1, 2, 3]
    assert [each.status for each in found.sets] == ["none", "pass", "pass"]
    assert {each.domain for each in found.sets} == {DOMAIN}
    assert found.sets[0].results == f"i=1; {DOMAIN}; dkim=pass"
    for each in found.sets:
        assert each.seal is not None and each.signature is not None
        assert (each.seal.word, each.signature.word) == (Word.PASS, Word.PASS)


async def test_line_ends_do_not_matter() -> None:
    assert (await chain(THREE.replace(b"\r\n", b"\n"))).chain is Chain.PASS


async def test_no_set_is_no_chain() -> None:
    assert await chain(signed()) == Arc()


async def test_a_message_changed_before_the_last_seal_is_still_vouched_for() -> None:
    changed = ONE.replace(b"game", b"bet")
    found = await chain(sealed(changed, instance=2))
    assert found.chain is Chain.PASS
    first = found.sets[0].signature
    assert first is not None
    assert first.reason is Reason.BODY_CHANGED


def without(message: bytes, start: bytes) -> bytes:
    """The message without the field that begins so."""
    begin = message.index(start)
    end = begin + 1
    while message[end - 2 : end] != b"\r\n" or message[end : end + 1] == b" ":
        end += 1
    return message[:begin] + message[end:]


BROKEN = {
    "the body": (THREE.replace(b"game", b"bet"), ArcFault.SIGNATURE, 3),
    "the subject": (THREE.replace(b"dinner", b"lunch"), ArcFault.SIGNATURE, 3),
    "the newest results": (
        THREE.replace(b"i=3; d.test; dkim=pass", b"i=3; d.test; dkim=fail"),
        ArcFault.SEAL,
        3,
    ),
    # Every later seal covers it, and the newest is told.
    "the oldest results": (
        THREE.replace(b"i=1; d.test; dkim=pass", b"i=1; d.test; dkim=fail"),
        ArcFault.SEAL,
        3,
    ),
    "a seal before": (
        sealed(TWO.replace(b"ARC-Seal: i=1; ", b"ARC-Seal: i=1; x=y; "), instance=3),
        ArcFault.SEAL,
        2,
    ),
    "no first set": (sealed(instance=2), ArcFault.FORM, 1),
    "a gap": (sealed(ONE, instance=3), ArcFault.FORM, 2),
    "one twice": (sealed(ONE), ArcFault.FORM, 1),
    "no results": (without(THREE, b"ARC-Authentication-Results: i=2"), ArcFault.FORM, 2),
    "no seal": (without(TWO, b"ARC-Seal: i=2"), ArcFault.FORM, 2),
    "no signature": (without(ONE, b"ARC-Message-Signature"), ArcFault.FORM, 1),
    "results without a number": (
        ONE.replace(b"Results: i=1; d.test", b"Results: d.test; i=1"),
        ArcFault.FORM,
        None,
    ),
    "results without an end of the number": (
        ONE.replace(b"Results: i=1;", b"Results: i=1 "),
        ArcFault.FORM,
        None,
    ),
    "a seal of number 0": (ONE.replace(b"Seal: i=1", b"Seal: i=0"), ArcFault.FORM, None),
    "a seal of number 51": (ONE.replace(b"Seal: i=1", b"Seal: i=51"), ArcFault.FORM, None),
    "a seal without a number": (ONE.replace(b"Seal: i=1; ", b"Seal: "), ArcFault.FORM, None),
    "the first has one before": (sealed(cv="pass"), ArcFault.STATUS, 1),
    "the second has none before": (sealed(ONE, instance=2, cv="none"), ArcFault.STATUS, 2),
    "no status": (sealed(cv=""), ArcFault.STATUS, 1),
    "half a status": (sealed(cv="nonesuch"), ArcFault.STATUS, 1),
    "declared": (sealed(ONE, instance=2, cv="fail"), ArcFault.DECLARED, 2),
    "declared before": (sealed(sealed(cv="fail"), instance=2), ArcFault.DECLARED, 1),
    "a seal with fields": (sealed(h="from:to"), ArcFault.SEAL, 1),
    "a seal with SHA-1": (sealed(a="rsa-sha1"), ArcFault.SEAL, 1),
    "a seal without a domain": (sealed(d=""), ArcFault.SEAL, 1),
    "a seal of no time": (sealed(t="soon"), ArcFault.SEAL, 1),
    "a tag twice": (sealed(**{"s ": "s1"}), ArcFault.SEAL, 1),
    "a seal by nobody": (sealed(d="nobody.test"), ArcFault.SEAL, 1),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_what_breaks_a_chain(what: str) -> None:
    message, fault, at = BROKEN[what]
    found = await chain(message)
    assert (found.chain, found.fault, found.at) == (Chain.FAIL, fault, at)


async def test_a_seal_does_not_sign_a_seal() -> None:
    seal_signed = ONE.replace(b"h=from", b"h=arc-seal:from")
    found = await chain(seal_signed)
    assert found.fault is ArcFault.SIGNATURE
    signature = found.sets[0].signature
    assert signature is not None
    assert (signature.reason, signature.tag) == (Reason.BROKEN_FIELD, "h")


async def test_fifty_sets_and_not_one_more() -> None:
    message = MESSAGE
    for number in range(1, 51):
        message = sealed(message, instance=number)
    assert (await chain(message)).chain is Chain.PASS
    more = await chain(sealed(message, instance=51))
    assert (more.chain, more.fault) == (Chain.FAIL, ArcFault.TOO_MANY)


async def test_what_can_not_be_found_out() -> None:
    lost = await chain(TWO, failing=[KEY_NAME])
    assert (lost.chain, lost.fault, lost.at) == (Chain.UNKNOWN, ArcFault.NO_ANSWER, 2)
    header = TWO.partition(b"\r\n\r\n")[0]
    assert (await chain(header)).fault is ArcFault.NO_BODY
    assert (await chain(header)).chain is Chain.UNKNOWN


async def test_a_short_key_breaks_it() -> None:
    found = await chain(ONE, "v=DKIM1; p=")
    assert (found.chain, found.fault) == (Chain.FAIL, ArcFault.SIGNATURE)


HOSTILE = {
    "seals": b"ARC-Seal: i=1\r\n" * 100_000,
    "numbers": b"".join(b"ARC-Seal: i=%d; a=b\r\n" % number for number in range(1, 51)),
    "no numbers": b"ARC-Authentication-Results: " + b" " * 1_000_000 + b"i=1;\r\n",
    "huge numbers": b"ARC-Seal: i=" + b"9" * 50_000 + b"\r\n",
    "bytes": b"ARC-Seal:" + bytes(range(1, 256)) * 100,
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_chains_fail(what: str) -> None:
    assert (await chain(HOSTILE[what])).chain is Chain.FAIL
