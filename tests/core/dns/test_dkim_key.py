"""DKIM key records: what they say, what is wrong and where, and what was meant."""

import random

import pytest

from mailadmin.core.dns.dkim import Flaw, read_key, repaired
from mailadmin.core.dns.dkim.key import LONGEST
from tests.core.dns.dkim_keys import ED25519, rsa

GOOD = rsa(2048)
ED25519_SPKI = "MCowBQYDK2VwAyEA" + ED25519


@pytest.mark.parametrize(
    ("text", "algorithm", "bits"),
    [
        (f"v=DKIM1; k=rsa; p={GOOD}", "rsa", 2048),
        (f"v=DKIM1;p={GOOD};", "rsa", 2048),
        (f"p={GOOD}", "rsa", 2048),
        (f"v=DKIM1; k=RSA; p={GOOD}", "rsa", 2048),
        (f"v=DKIM1; k=rsa; p={rsa(2048, bare=True)}", "rsa", 2048),
        (f"v=DKIM1; k=rsa; p={rsa(4096)}", "rsa", 4096),
        (f"v=DKIM1; k=rsa; p={rsa(1024)}", "rsa", 1024),
        (f"v=DKIM1; k=rsa; p={rsa(2048, exponent=(1 << 2000) + 1)}", "rsa", 2048),
        (f"v=DKIM1; k=ed25519; p={ED25519}", "ed25519", 256),
        (f"v = DKIM1 ; k = rsa ; p = {GOOD[:100]} {GOOD[100:]}", "rsa", 2048),
        (f"v=DKIM1; h=sha1:sha256; s=email; t=y : s; n=hello; x=y; p={GOOD}", "rsa", 2048),
        (f"v=DKIM1; s=*; g=; p={GOOD}", "rsa", 2048),
    ],
)
def test_a_good_key_is_read(text: str, algorithm: str, bits: int) -> None:
    key = read_key(text)
    assert (key.algorithm, key.bits, key.faults) == (algorithm, bits, ())
    assert key.counts and not key.revoked


@pytest.mark.parametrize(
    ("text", "flaw", "where"),
    [
        ("", Flaw.NO_DATA, ""),
        ("ok", Flaw.SYNTAX, "ok"),
        ("v=DKIM1", Flaw.NO_DATA, ""),
        ("v=DKIM1; k=rsa; P=abcd", Flaw.NO_DATA, ""),
        ("v=DKIM1; p=; ", Flaw.UNTIDY, " "),
        (f"v=DKIM1;; p={GOOD}", Flaw.UNTIDY, "; p"),
        (f"v=DKIM1; t=; p={GOOD}", Flaw.UNTIDY, "; p"),
        ("v=DKIM1; p=; p=", Flaw.SYNTAX, "p="),
        (f"v=DKIM1; t=y s; p={GOOD}", Flaw.SYNTAX, "y s"),
        (f"v=DKIM1; n=\u00fc; p={GOOD}", Flaw.SYNTAX, "n="),
        (f"\"v=DKIM1; p={GOOD}\"", Flaw.SYNTAX, '"v'),
        (f"v=DKIM1\\; k=rsa\\; p={GOOD}", Flaw.VERSION, "v="),
        (f"v=DKIM2; p={GOOD}", Flaw.VERSION, "v="),
        (f"v=dkim1; p={GOOD}", Flaw.VERSION, "v="),
        (f"k=rsa; v=DKIM1; p={GOOD}", Flaw.VERSION, "v="),
        (f"v=DKIM1; k=dsa; p={GOOD}", Flaw.ALGORITHM, GOOD),
        (f"v=DKIM1; h=sha1; p={GOOD}", Flaw.HASH, "sha1"),
        (f"v=DKIM1; s=tlsrpt; p={GOOD}", Flaw.SERVICE, "tlsrpt"),
        (f"v=DKIM1; p={GOOD[:50]}\" \"{GOOD[50:]}", Flaw.BASE64, '" "'),
        (f"v=DKIM1; p={GOOD[:50]}={GOOD[50:]}", Flaw.BASE64, "=" + GOOD[50:]),
        (f"v=DKIM1; p={GOOD}===", Flaw.BASE64, "="),
        ("v=DKIM1; p=\u201c", Flaw.SYNTAX, "p="),
        (f"v=DKIM1; p={GOOD[:-1]}", Flaw.CUT, ""),
        (f"v=DKIM1; p={GOOD[:200]}", Flaw.CUT, ""),
        (f"v=DKIM1; p={GOOD[:5]}", Flaw.CUT, ""),
        (f"v=DKIM1; p={rsa(1024, bare=True).rstrip('=')}", Flaw.CUT, ""),
        (f"v=DKIM1; k=ed25519; p={ED25519[:-2]}", Flaw.CUT, ""),
        (f"v=DKIM1; k=ed25519; p={ED25519[:20]}", Flaw.CUT, ""),
        ("v=DKIM1; p=MA==", Flaw.CUT, ""),
        ("v=DKIM1; p=AAAA", Flaw.NOT_A_KEY, "AAAA"),
        ("v=DKIM1; p=MAA=", Flaw.NOT_A_KEY, "MAA="),
        ("v=DKIM1; p=MIX/////", Flaw.NOT_A_KEY, "MIX/////"),
        (f"v=DKIM1; p={GOOD}AAAA", Flaw.BASE64 if GOOD.endswith("=") else Flaw.NOT_A_KEY, None),
        (f"v=DKIM1; k=ed25519; p={'A' * 48}", Flaw.NOT_A_KEY, "A" * 48),
        (f"v=DKIM1; k=ed25519; p={GOOD}", Flaw.WRONG_KIND, GOOD),
        (f"v=DKIM1; k=ed25519; p={ED25519_SPKI}", Flaw.WRONG_KIND, ED25519_SPKI),
        (f"v=DKIM1; p={ED25519_SPKI}", Flaw.WRONG_KIND, ED25519_SPKI),
        (f"v=DKIM1; k=rsa; p={ED25519}", Flaw.WRONG_KIND, ED25519),
        (f"v=DKIM1; p={rsa(1023)}", Flaw.TOO_SHORT, rsa(1023)),
        (f"v=DKIM1; p={rsa(512)}", Flaw.TOO_SHORT, rsa(512)),
        (f"v=DKIM1; p={rsa(4097)}", Flaw.TOO_LONG, rsa(4097)),
        ("p=" + "A" * 5_000_000, Flaw.NOT_A_KEY, "p=" + "A" * 5_000_000),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(text: str, flaw: Flaw, where: str | None) -> None:
    first = read_key(text).faults[0]
    assert first.flaw == flaw
    assert where is None or text[first.at :].startswith(where)
    assert where != "" or first.at == len(text)


def test_everything_that_is_wrong_is_told() -> None:
    key = read_key(f"k=rsa; v=DKIM1; h=sha1; s=other; p={rsa(512)}; ")
    assert [fault.flaw for fault in key.faults] == [
        Flaw.UNTIDY, Flaw.VERSION, Flaw.HASH, Flaw.SERVICE, Flaw.TOO_SHORT,
    ]  # fmt: skip
    assert key.bits == 512


@pytest.mark.parametrize(
    ("text", "revoked", "testing", "exact", "weak", "counts"),
    [
        ("v=DKIM1; p=", True, False, False, False, False),
        (f"v=DKIM1; t=y:s; p={GOOD}", False, True, True, False, True),
        (f"v=DKIM1; t=s; p={GOOD}", False, False, True, False, True),
        (f"v=DKIM1; p={rsa(1024)}", False, False, False, True, True),
        (f"v=DKIM1; p={rsa(2047)}", False, False, False, True, True),
        (f"v=DKIM1; p={rsa(1023)}", False, False, False, False, False),
        (f"v=DKIM1; k=ed25519; p={ED25519}", False, False, False, False, True),
        (f"v=DKIM1; p={rsa(4097)}; ", False, False, False, False, True),
    ],
)
def test_flags_and_strength(
    text: str, *, revoked: bool, testing: bool, exact: bool, weak: bool, counts: bool
) -> None:
    key = read_key(text)
    assert (key.revoked, key.testing, key.exact_domain) == (revoked, testing, exact)
    assert (key.is_weak, key.counts) == (weak, counts)


MEANT = f"v=DKIM1; k=rsa; p={GOOD}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (f"v=DKIM1; t=y; p={GOOD}", MEANT),
        (f"v=DKIM1; t=y:s; p={GOOD}", f"v=DKIM1; k=rsa; t=s; p={GOOD}"),
        (f"v=DKIM1; n=a note; p={GOOD}; ", f"v=DKIM1; k=rsa; n=a note; p={GOOD}"),
        (f"p={GOOD}; v=DKIM1; h=sha1; s=other", MEANT),
        (f"\"v=DKIM1; k=rsa; p={GOOD[:99]}\" \"{GOOD[99:]}\"", MEANT),
        (f"v=DKIM1\\; k=rsa\\; p={GOOD}", MEANT),
        (f"v=DKIM1; k=rsa; p=\u201c{GOOD}\u201d", MEANT),
        (f"v=DKIM1; k=rsa; p={GOOD[:50]}\u200b{GOOD[50:]}", MEANT),
        (f"v=DKIM1; k=ed25519; p={GOOD}", MEANT),
        (f"v=DKIM1; k=ed25519; p={ED25519_SPKI}", f"v=DKIM1; k=ed25519; p={ED25519}"),
        (f"v=DKIM1; p={ED25519.rstrip('=')}", f"v=DKIM1; k=ed25519; p={ED25519}"),
        (f"v=DKIM1; p={GOOD[:200]}", None),
        (f"v=DKIM1; p={GOOD[:50]}!{GOOD[50:]}", None),
        (f"v=DKIM1; p={rsa(512)}", None),
        (f"v=DKIM1; t=y; p={rsa(4097)}", None),
        ("v=DKIM1; p=", None),
        ("ok", None),
        (f"p={GOOD};" + ";" * LONGEST, None),
    ],
)  # fmt: skip
def test_what_was_meant_is_known_or_not_proposed(text: str, meant: str | None) -> None:
    assert repaired(read_key(text)) == meant


def test_no_record_breaks_the_reader() -> None:
    chance = random.Random(6376)
    pieces = [
        "v=DKIM1",
        ";",
        "p=",
        "=",
        " ",
        ":",
        "k=rsa",
        "t=",
        "h=",
        GOOD,
        GOOD[:90],
        "\0",
        "\u00e9",
    ]
    for _ in range(3000):
        text = "".join(chance.choice(pieces) for _ in range(chance.randrange(12)))
        key = read_key(text)
        mended = repaired(key)
        assert mended is None or read_key(mended).counts
        assert all(0 <= fault.at <= len(text) for fault in key.faults)
