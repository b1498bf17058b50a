"""Authentication-Results as standards and providers write them, and as enemies do."""

from collections.abc import Sequence

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.authentication_results import (
    AuthenticationResults,
    FaultKind,
    Trusted,
    read,
    trusted,
)
from mailadmin.core.message.border import border_of
from mailadmin.core.message.path import path_of

K = FaultKind


def kinds(found: AuthenticationResults) -> list[FaultKind]:
    return [fault.kind for fault in found.faults]


def told(found: AuthenticationResults) -> list[str]:
    """Each result on a line: method, result, reason, properties."""
    return [
        " ".join(
            [
                f"{one.method}={one.result}",
                *([f"reason={one.reason}"] if one.reason else []),
                *(f"{each.type}.{each.name}={each.value}" for each in one.properties),
            ]
        )
        for one in found.results
    ]


GOOD = [
    ("mx.test 1; none", "mx.test", []),
    (
        "mx.test;\r\n\tspf=pass smtp.mailfrom=a@d.test;\r\n\tdkim=fail reason=\"bad; (really)\"",
        "mx.test",
        ["spf=pass smtp.mailfrom=a@d.test", "dkim=fail reason=bad; (really)"],
    ),
    ('"mx \\"one\\"" ; auth=pass (a (b) \\) c) smtp.auth="jo do"', 'mx "one"',
     ["auth=pass smtp.auth=jo do"]),
    ("m\u00f8x.test; dkim=pass header.d=m\u00f8x.test", "m\u00f8x.test",
     ["dkim=pass header.d=m\u00f8x.test"]),
    ("mx.test; dkim (a) / (b) 1 (c) = (d) pass (e) header (f) . (g) d (h) = (i) d.test (j)",
     "mx.test", ["dkim=pass header.d=d.test"]),
    ("mx.test; spf=pass smtp.helo=smtp.d.test", "mx.test", ["spf=pass smtp.helo=smtp.d.test"]),
    ("mx.test; spf=pass smtp.helo= smtp.d.test", "mx.test", ["spf=pass smtp.helo=smtp.d.test"]),
    ("mx.test; spf=pass smtp.mailfrom=policy.a=d.test@e.test", "mx.test",
     ["spf=pass smtp.mailfrom=policy.a=d.test@e.test"]),
    ('mx.test; spf=pass smtp.mailfrom="a b"@d.test', "mx.test",
     ['spf=pass smtp.mailfrom="a b"@d.test']),
]  # fmt: skip


@pytest.mark.parametrize(("value", "server", "results"), GOOD)
def test_what_keeps_to_the_standard_has_no_fault(
    value: str, server: str, results: list[str]
) -> None:
    found = read(value)
    assert (found.server, told(found), kinds(found)) == (server, results, [])


CUSTOMARY = [
    (  # Microsoft
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=d.test; dkim=none header.d=none;d.test; "
        "dmarc=fail action=oreject header.from=;compauth=pass reason=130",
        None,
        ["spf=pass smtp.mailfrom=d.test", "dkim=none header.d=none",
         "dmarc=fail .action=oreject header.from=", "compauth=pass reason=130"],
        [K.NO_SERVER, K.STRAY_NAME, K.LOOSE_PROPERTY, K.EMPTY_VALUE],
    ),
    (  # Yahoo, the older form
        "mta.test  from=d.test; domainkeys=neutral (no sig);  from=e.test; dkim=pass (ok)",
        "mta.test",
        ["domainkeys=neutral .from=d.test", "dkim=pass .from=e.test"],
        [K.LOOSE_PROPERTY, K.MISSING_SEMICOLON, K.LOOSE_PROPERTY],
    ),
    (  # Yahoo
        "mta.test; dkim=perm_fail header.s=s; dmarc=success(p=REJECT) header.from=d.test;",
        "mta.test",
        ["dkim=perm_fail header.s=s", "dmarc=success header.from=d.test"],
        [K.UNUSUAL_WORD, K.EMPTY],
    ),
    (  # Amazon
        "mx.test; spf=pass (x) client-ip=192.0.2.1; envelope-from=a@d.test; helo=h.test; dkim=none",
        "mx.test",
        ["spf=pass .client-ip=192.0.2.1 .envelope-from=a@d.test .helo=h.test", "dkim=none"],
        [K.LOOSE_PROPERTY] * 3,
    ),
    ("mx.test", "mx.test", [], [K.NO_RESULTS]),
    ("mx.test 2; spf=none", "mx.test", ["spf=none"], [K.OTHER_VERSION]),
    ("mx.test spf=none", "mx.test", ["spf=none"], [K.MISSING_SEMICOLON]),
    ("mx.test; iprev=pass smtp.remote-ip=2001:db8::1", "mx.test",
     ["iprev=pass smtp.remote-ip=2001:db8::1"], [K.BARE_VALUE]),
    ("mx.test; spf=none smtp.mailfrom= smtp.helo=h.test", "mx.test",
     ["spf=none smtp.mailfrom= smtp.helo=h.test"], [K.EMPTY_VALUE]),
    ("mx.test; gateway.spf=pass policy.d=d.test", "mx.test",
     ["gateway.spf=pass policy.d=d.test"], [K.UNUSUAL_WORD]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "server", "results", "faults"), CUSTOMARY)
def test_what_providers_write_is_read_and_named(
    value: str, server: str | None, results: list[str], faults: list[FaultKind]
) -> None:
    found = read(value)
    assert (found.server, told(found), kinds(found)) == (server, results, faults)
    assert not found.is_damaged


DAMAGED = [
    ("", [], K.UNEXPECTED),
    ("mx.test; spf=pass (cut off", ["spf=pass"], K.OPEN_COMMENT),
    ("mx.test; spf=pass (a; dkim=pass header.d=d.test", ["spf=pass", "dkim=pass header.d=d.test"],
     K.OPEN_COMMENT),
    ('mx.test; spf=pass reason="cut; dkim=none', ['spf=pass reason="cut', "dkim=none"],
     K.OPEN_QUOTE),
    ("mx.test; none; spf=pass", ["spf=pass"], K.NONE_BESIDE_RESULTS),
    ("mx.test; abc def; spf=pass", ["spf=pass"], K.UNEXPECTED),
    ("mx.test; abc spf=pass", ["spf=pass"], K.UNEXPECTED),
    ("mx.test; spf/1.0=pass", ["spf=pass"], K.UNEXPECTED),
    ("mx.test; spf=pass junk smtp.helo=h", ["spf=pass smtp.helo=h"], K.UNEXPECTED),
    ("mx.test; spf=pass smtp.helo=", ["spf=pass smtp.helo="], K.UNEXPECTED),
    ("mx.test; d.test; spf=pass", ["spf=pass"], K.UNEXPECTED),
    ('mx.test; spf=pass smtp.helo=a"b; dkim=fail reason="c"',
     ['spf=pass smtp.helo=a"b', "dkim=fail reason=c"], K.UNEXPECTED),
    ("mx.test; spf=pass (a (b) smtp.helo=h", ["spf=pass smtp.helo=h"], K.OPEN_COMMENT),
    ("mx.test; spf=pass reason=;", ["spf=pass"], K.UNEXPECTED),
    ("mx.test 1 x; spf=pass", ["spf=pass"], K.UNEXPECTED),
    ("mx.test; spf=pass; d.test", ["spf=pass"], K.UNEXPECTED),
    ("i=0; mx.test; spf=pass", ["spf=pass"], K.BAD_INSTANCE),
    ("i=51; mx.test; spf=pass", ["spf=pass"], K.BAD_INSTANCE),
    ("i=1; i=2; mx.test; spf=pass", ["spf=pass"], K.BAD_INSTANCE),
    ("i=1 x; mx.test; spf=pass", ["spf=pass"], K.BAD_INSTANCE),
    ("i=1", [], K.BAD_INSTANCE),
]  # fmt: skip


@pytest.mark.parametrize(("value", "results", "fault"), DAMAGED)
def test_damage_costs_only_where_it_is(value: str, results: list[str], fault: FaultKind) -> None:
    found = read(value)
    assert told(found) == results
    assert found.is_damaged
    assert fault in kinds(found)


def test_a_fault_says_where_it_is() -> None:
    value = "mx.test; spf=pass (c) junk"
    [fault] = read(value).faults
    assert value[fault.at :] == "junk"


def test_the_comments_behind_the_result_are_kept() -> None:
    [result] = read("mx.test; (a) spf (b) = (c) pass ( d  (e) ) smtp.helo=h (f)").results
    assert result.comments == ("d (e)", "f")
    assert result.comment == "d (e)"


def test_an_arc_set_has_its_number() -> None:
    found = read("i=3; mx.test 1; arc=pass")
    assert (found.instance, found.server, found.version) == (3, "mx.test", 1)


@pytest.mark.parametrize(
    ("rest", "disposition"),
    [
        ("(p=NONE sp=QUARANTINE dis=NONE) header.from=d.test", "none"),
        ("action=oreject header.from=d.test", "oreject"),
        ("policy.applied-disposition=quarantine (p=none,d=none) header.from=d.test", "quarantine"),
        ("header.from=d.test (p=reject dis=reject)", "reject"),
        ("(p=reject) header.from=d.test", ""),
        ("(x.dis=none redis=none) header.from=d.test", ""),
    ],
)
def test_what_the_receiver_did_is_found(rest: str, disposition: str) -> None:
    [result] = read(f"mx.test; dmarc=fail {rest}").results
    assert result.disposition == disposition


HOSTILE = [
    "(",
    '"',
    '"\\"',
    "(;",
    "((a)",
    "a=b ",
    "a.b=c;",
    "=;",
    "\\",
    "(\\",
    "\x00",
    'x=" ',
    "i=1;",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_nothing_is_too_much(piece: str) -> None:
    found = read("mx.test; spf=pass; " + piece * (10_000_000 // len(piece)))
    assert told(found)[0].startswith("spf=pass")
    assert K.TOO_LONG in kinds(found) and found.is_damaged
    assert len(found.results) <= 200 and len(found.faults) <= 100


def trusted_in(raw: bytes) -> Trusted:
    header = headers.read(raw)
    return trusted(header, border_of(header, path_of(header)))


GOOGLE = "mx.google.com; spf=pass smtp.mailfrom=d.test"
BORDER = "Received: from h.d.test (h.d.test. [192.0.2.1]) by mx.google.com with ESMTPS id 1"


def ar(value: str) -> str:
    return f"Authentication-Results: {value}"


OUTLOOK = (
    "Received: from A.eur.prod.outlook.com (2001:db8::1) by B.eur.prod.outlook.com (2001:db8::2)",
    "Received: from C.mail.protection.outlook.com (2001:db8::3) by A.eur.prod.outlook.com"
    " (2001:db8::4)",
    ar("spf=fail smtp.mailfrom=d.test; dmarc=fail action=oreject header.from=d.test"),
    "Received: from h.d.test (192.0.2.1) by C.mail.protection.outlook.com (10.0.0.1)",
)
HOUSES = [
    # the header, and what is the receiver's own
    ([ar("mx.test; spf=pass"), "Received: from h.d.test ([192.0.2.1]) by mx.test"], ["mx.test"]),
    # Google always writes right below its Received field.
    (["Received: by 2002:a05:6a10:: with SMTP id 1", BORDER, ar(GOOGLE)], ["mx.google.com"]),
    # So do filters beside Postfix; but where there is none, the sender's own field stands there.
    (["Received: from mx.test ([127.0.0.1]) by mx.test with LMTP",
      "Received: from h.d.test (h.d.test [192.0.2.1]) by mx.test (Postfix)",
      ar("mx.test; dkim=pass"), ar("mx.test; dmarc=pass")], []),
    (["Received: from edge.test (10.1.2.3) by ex.corp.local",
      ar("mx.test; dkim=pass"), "Received: from h.d.test ([192.0.2.1]) by mx.test"], ["mx.test"]),
    (["Received: from localhost (localhost [127.0.0.1]) by ex.corp.local",
      ar("mx.test; dkim=pass"), "Received: from h.d.test ([192.0.2.1]) by mx.test"], ["mx.test"]),
    # A server has several filters, with names of one domain (Apple).
    ([ar("bimi.icloud.com; bimi=skipped"), ar("dmarc.icloud.com; dmarc=pass"),
      ar("evil.test; none"), "Received: from h.d.test ([192.0.2.1]) by p1.icloud.com"],
     ["bimi.icloud.com", "dmarc.icloud.com"]),
    (OUTLOOK, [None]),
    # Strangers: below the border without the border's name, and anything further down.
    ([BORDER, ar("mx.d.test; spf=pass")], []),
    ([BORDER, ar("spf=pass smtp.mailfrom=d.test")], []),
    ([BORDER, "Received: from x ([192.0.2.9]) by h.d.test", ar(GOOGLE)], []),
    ([ar(GOOGLE), BORDER, ar(GOOGLE + "; dmarc=pass")], ["mx.google.com"]),
    ((*OUTLOOK, ar("spf=pass smtp.mailfrom=bank.test")), [None]),
    # Who calls himself by the receiver's name is not its server.
    ((*OUTLOOK[:3],
      "Received: from evil.outlook.com (192.0.2.1) by C.mail.protection.outlook.com (10.0.0.1)",
      "Received: from bank.test (192.0.2.2) by evil.outlook.com", ar("spf=pass")), [None]),
    ((*OUTLOOK[:3],
      "Received: from evil.outlook.com (192.0.2.1) by C.mail.protection.outlook.com (10.0.0.1)",
      ar("spf=pass"), "Received: from bank.test (192.0.2.2) by evil.outlook.com"), [None]),
    (["Received: from e.google.com (h.d.test. [192.0.2.1]) by mx.google.com",
      ar("x.test; none"), "Received: from bank.test by e.google.com", ar(GOOGLE)], []),
    (["Received: from e.co.uk ([192.0.2.1]) by mx.shop.co.uk", ar("mx.evil.co.uk; spf=pass")], []),
    # Only a part of a header was pasted.
    ([ar(GOOGLE), "From: a@d.test"], ["mx.google.com"]),
    (["From: a@d.test"], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "own"), HOUSES)
def test_the_receivers_word_and_a_strangers(lines: Sequence[str], own: list[str | None]) -> None:
    found = trusted_in("\r\n".join((*lines, "", "")).encode())
    assert [each.read.server for each in found.own] == own
    total = sum(line.startswith("Authentication-Results") for line in lines)
    assert len(found.own) + len(found.others) == total


def test_a_hundred_thousand_fields_are_bounded() -> None:
    raw = b"Received: from a by b\r\nAuthentication-Results: a.test; spf=pass\r\n" * 50_000
    found = trusted_in(raw)
    assert len(found.own) + len(found.others) <= 20
