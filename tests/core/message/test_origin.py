"""Where a message came in from outside, and whom that is believed."""

import pytest

from mailadmin.core.message.border import Reach, border_of
from mailadmin.core.message.headers import read
from mailadmin.core.message.organization import is_same, organization
from mailadmin.core.message.origin import Origin, origin_of
from mailadmin.core.message.path import path_of

OUTSIDE = (
    "Received: from mail.a.test (mx7.a.test [192.0.2.7]) by mx.b.test (Postfix) with ESMTPS id 1"
)
FORGED = (
    "Received-SPF: pass client-ip=203.0.113.66; envelope-from=<ceo@bank.test>; helo=bank.test",
    "Authentication-Results: mx.b.test; spf=pass smtp.mailfrom=ceo@bank.test "
    "smtp.remote-ip=203.0.113.66",
    "Return-Path: <ceo@bank.test>",
    "X-Forefront-Antispam-Report: CIP:203.0.113.66;H:bank.test;",
    "Received: from bank.test (bank.test [203.0.113.66]) by mx.b.test (Postfix) with ESMTPS id 2",
)
SENDER_SIDE = (
    "Received: from laptop (unknown [198.51.100.3]) by mail.a.test (Postfix) with ESMTPSA id 3"
)
FOUND = Origin(address="192.0.2.7", helo="mail.a.test", receiver="mx.b.test", told_by="Received")

MICROSOFT = (
    "Received: from AM8PR.eurprd.prod.outlook.com (2603:10a6:20b::1) by "
    "AM0PR.eurprd.prod.outlook.com with HTTPS; Mon, 23 Nov 2026 08:00:03 +0000",
    "Received: from DB5EUR.prod.outlook.com (2603:10a6:10::1) by AM8PR.eurprd.prod.outlook.com "
    "(2603:10a6:20b:2::1) with Microsoft SMTP Server (version=TLS1_2, cipher=X_Y) id 15.20.1",
    "Authentication-Results: spf=pass (sender IP is 40.107.1.2) smtp.mailfrom=a.test; dkim=none",
    "Received-SPF: Pass (protection.outlook.com: domain of a.test designates 40.107.1.2 as "
    "permitted sender) receiver=protection.outlook.com; client-ip=40.107.1.2; "
    "helo=out.protection.outlook.com; pr=C",
    "Received: from out.protection.outlook.com (40.107.1.2) by "
    "DB5EUR03.mail.protection.outlook.com (10.152.20.1) with Microsoft SMTP Server (version=TLS1_2,"
    " cipher=X_Y) id 15.20.1 via Frontend Transport",
    "From: a@a.test",
    "Return-Path: anna@a.test",
)
GOOGLE = (
    "Delivered-To: anna@b.test",
    "Received: by 2002:a05:6402::5cf with SMTP id y18csp1; Mon, 23 Nov 2026 00:00:03 -0800",
    "Return-Path: <bounce@a.test>",
    "Received: from mail-ej1.google.com (mail-ej1.google.com. [209.85.218.43]) by mx.google.com "
    "with SMTPS id x",
    "Received-SPF: pass (google.com: domain of bounce@a.test designates 209.85.218.43 as permitted "
    "sender) client-ip=209.85.218.43;",
    "Authentication-Results: mx.google.com; spf=pass (google.com: domain of bounce@a.test "
    "designates 209.85.218.43 as permitted sender) smtp.mailfrom=bounce@a.test",
)

CASES = {
    "a hop from outside": ((OUTSIDE, SENDER_SIDE), FOUND, Reach.OUTSIDE),
    "what a stranger invents below it": ((OUTSIDE, *FORGED), FOUND, Reach.OUTSIDE),
    "what a stranger says of the right address": (
        (OUTSIDE, "Authentication-Results: a.test; spf=pass smtp.remote-ip=192.0.2.7 "
         "smtp.mailfrom=ceo@bank.test"),
        FOUND,
        Reach.OUTSIDE,
    ),
    "hops inside before it": (
        (
            "Received: from mx.b.test ([127.0.0.1]) by mx.b.test with LMTP id 0",
            "Received: from filter.b.test (filter.b.test [203.0.113.9]) by mx.b.test with ESMTP",
            "Received: from gw.b.test (gw.b.test [10.0.0.1]) by filter.b.test with ESMTP id 0",
            OUTSIDE,
            *FORGED,
        ),
        FOUND,
        Reach.OUTSIDE,
    ),
    "the receiver's own words": (
        (
            "Return-Path: <>",
            "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.7; "
            "helo=mail.a.test; envelope-from=other@a.test; receiver=anna@b.test",
            OUTSIDE,
        ),
        Origin(address="192.0.2.7", helo="mail.a.test", sender="", receiver="mx.b.test",
               told_by="Received-SPF"),
        Reach.OUTSIDE,
    ),
    "results with the sender only": (
        ("Authentication-Results: b.test; spf=pass smtp.mailfrom=x@a.test smtp.helo=mail.a.test",
         OUTSIDE),
        Origin(address="192.0.2.7", helo="mail.a.test", sender="x@a.test", receiver="mx.b.test",
               told_by="Received"),
        Reach.OUTSIDE,
    ),
    "a reverse DNS check": (
        ("Authentication-Results: b.test; iprev=pass policy.iprev=192.0.2.7 (mx7.a.test)", OUTSIDE),
        Origin(address="192.0.2.7", helo="mail.a.test", receiver="mx.b.test",
               told_by="Authentication-Results"),
        Reach.OUTSIDE,
    ),
    "results by the name of the same server right below": (
        (OUTSIDE, "Authentication-Results: mx.b.test; spf=pass smtp.remote-ip=192.0.2.7 "
         "smtp.mailfrom=x@a.test"),
        FOUND,
        Reach.OUTSIDE,
    ),
    "Microsoft to Microsoft": (
        MICROSOFT,
        Origin(address="40.107.1.2", helo="out.protection.outlook.com", sender="anna@a.test",
               receiver="DB5EUR03.mail.protection.outlook.com", told_by="Authentication-Results"),
        Reach.OUTSIDE,
    ),
    "Microsoft's report at the end": (
        (MICROSOFT[4], SENDER_SIDE, "From: a@a.test", "X-Forefront-Antispam-Report: "
         "CIP:40.107.1.2;CTRY:NL;H:out.protection.outlook.com;PTR:x.test;"),
        Origin(address="40.107.1.2", helo="out.protection.outlook.com",
               receiver="DB5EUR03.mail.protection.outlook.com",
               told_by="X-Forefront-Antispam-Report"),
        Reach.OUTSIDE,
    ),
    "Google to Google": (
        (*GOOGLE, "Received: from [10.0.0.4] (laptop.isp.test. [198.51.100.3]) by smtp.gmail.com "
         "with ESMTPSA id z", *FORGED),
        Origin(address="209.85.218.43", helo="mail-ej1.google.com", sender="bounce@a.test",
               receiver="mx.google.com", told_by="Received-SPF"),
        Reach.OUTSIDE,
    ),
    "a name that only claims to be the receiver's": (
        ("Received: from mx.b.test (evil.test [192.0.2.7]) by mx.b.test with ESMTP id 1", *FORGED),
        Origin(address="192.0.2.7", helo="mx.b.test", receiver="mx.b.test", told_by="Received"),
        Reach.OUTSIDE,
    ),
    "the same without a lookup": (
        ("Received: from mx.b.test (192.0.2.7) by ex.b.test (10.0.0.2) with Microsoft SMTP Server",
         *FORGED),
        Origin(address="192.0.2.7", helo="mx.b.test", receiver="ex.b.test", told_by="Received"),
        Reach.OUTSIDE,
    ),
    "a name that may be forged": (
        ("Received: from x (mx.b.test [192.0.2.7] (may be forged)) by mx.b.test with ESMTP id 1",),
        Origin(address="192.0.2.7", helo="x", receiver="mx.b.test", told_by="Received"),
        Reach.OUTSIDE,
    ),
    "a server in a container": (
        ("Received: from mail.a.test (unknown [172.17.0.1]) by mx.b.test with ESMTPS", *FORGED),
        None,
        Reach.HIDDEN,
    ),
    "no address": (("Received: from mail.a.test by mx.b.test with SMTP", *FORGED), None,
                   Reach.HIDDEN),
    "one's own user": ((SENDER_SIDE, *FORGED), None, Reach.OWN_USER),
    "one's own user, whose address was looked up": (
        ("Authentication-Results: a.test; iprev=fail policy.iprev=198.51.100.3", SENDER_SIDE), None,
        Reach.OWN_USER,
    ),
    "webmail": (("Received: from [198.51.100.3] by www.b.test with HTTP; x",), None,
                Reach.OWN_USER),
    "inside": (("Received: from localhost (localhost [127.0.0.1]) by b.test with ESMTP id 1",),
               None, Reach.INSIDE),
    "nothing": (("Subject: x",), None, Reach.INSIDE),
    "fetched": (
        ("Received: from pop.b.test [203.0.113.2] by localhost with POP3 (fetchmail-6.4)", OUTSIDE),
        FOUND, Reach.OUTSIDE,
    ),
    "an address that cannot be": (
        ("Received-SPF: pass client-ip=10.0.0.9; helo=x; envelope-from=<a@a.test>", OUTSIDE),
        Origin(address="192.0.2.7", helo="mail.a.test", sender="a@a.test", receiver="mx.b.test",
               told_by="Received"),
        Reach.OUTSIDE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "origin", "reach"), CASES.values(), ids=CASES.keys())
def test_origins(fields: tuple[str, ...], origin: Origin | None, reach: Reach) -> None:
    headers = read("\r\n".join((*fields, "", "")).encode())
    border = border_of(headers, path_of(headers))
    assert origin_of(headers, border) == origin
    assert border.reach is reach


def test_what_belongs_to_whom() -> None:
    assert organization("mx1.mail.example.co.uk.") == "example.co.uk"
    assert organization("Mail.Example.COM") == "example.com"
    assert organization("a.test") == "a.test"
    for none in ("", "localhost", "mail.office.local", "192.0.2.1", "2001:db8::1", "[192.0.2.1]"):
        assert organization(none) == ""
    assert is_same("a.prod.outlook.com", "b.outlook.office365.com")
    assert not is_same("a.example.co.uk", "a.other.co.uk")
    assert not is_same("localhost", "localhost")


@pytest.mark.parametrize("piece", ["client-ip=", "1.", ":", "domain of ", "a@", "<", "x(", "CIP:"])
def test_hostile_fields_are_read_in_bounds(piece: str) -> None:
    long = piece * 100_000
    names = ("Received-SPF", "Authentication-Results", "Return-Path", "X-Forefront-Antispam-Report")
    headers = read("".join(f"{name}: {long}\n" for name in names).encode())
    origin_of(headers, border_of(headers, path_of(headers)))
