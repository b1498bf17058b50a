"""Received fields as the makers write them, with names and addresses of our own."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import astuple

from mailadmin.core.message.dates import read_date
from mailadmin.core.message.received import LONGEST, read

AT = datetime(2026, 11, 23, 8, 41, 4, tzinfo=UTC)
WHEN = "; Mon, 23 Nov 2026 09:41:04 +0100 (CET)"

MAKERS = {
    "Postfix": (
        "from mail.a.test (mx7.a.test [192.0.2.7]) (using TLSv1.3 with cipher "
        "TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature ECDSA (P-256))"
        " (No client certificate requested) by mx.b.test (Postfix) with ESMTPS id 4Xw9Qn2"
        " for <anna@b.test>" + WHEN,
        {"helo": "mail.a.test", "name": "mx7.a.test", "address": "192.0.2.7", "by": "mx.b.test",
         "protocol": "ESMTPS", "tls": "TLSv1.3 TLS_AES_256_GCM_SHA384", "encrypted": True,
         "id": "4Xw9Qn2", "recipient": "anna@b.test"},
    ),
    "Postfix, unknown": (
        "from [10.0.0.5] (unknown [198.51.100.9]) (Authenticated sender: anna@b.test)"
        " by mx.b.test (Postfix) with ESMTPSA id 4Xw" + WHEN,
        {"helo": "[10.0.0.5]", "name": "", "address": "198.51.100.9", "signed_in": True,
         "encrypted": True, "by": "mx.b.test", "id": "4Xw"},
    ),
    "Postfix, IPv6": (
        "from a.test (a.test [IPv6:2001:db8::7]) by mx.b.test (Postfix) with ESMTP id 4" + WHEN,
        {"address": "2001:db8::7", "name": "a.test", "encrypted": False, "protocol": "ESMTP"},
    ),
    "Dovecot": (
        "from mx.b.test ([127.0.0.1]) by mx.b.test with LMTP id 8BlgLaXv (envelope-from "
        "<a@a.test>) for <anna@b.test>" + WHEN,
        {"address": "127.0.0.1", "by": "mx.b.test", "protocol": "LMTP", "id": "8BlgLaXv"},
    ),
    "Exim": (
        "from mx7.a.test ([192.0.2.7]:52313 helo=mail.a.test) by mx.b.test with esmtps (TLS1.3) "
        "tls TLS_AES_256_GCM_SHA384 (Exim 4.98) (envelope-from <a@a.test>) id 1tEabc-00000001-XyZ"
        " for anna@b.test" + WHEN,
        {"helo": "mail.a.test", "name": "mx7.a.test", "address": "192.0.2.7", "by": "mx.b.test",
         "protocol": "esmtps", "tls": "TLS1.3 TLS_AES_256_GCM_SHA384", "encrypted": True,
         "id": "1tEabc-00000001-XyZ", "recipient": "anna@b.test"},
    ),
    "Exim, no name": (
        "from [192.0.2.7] (port=4711 helo=mail.a.test) by mx.b.test with esmtp (Exim 4.98) id 1"
        + WHEN,
        {"helo": "mail.a.test", "name": "", "address": "192.0.2.7", "encrypted": False},
    ),
    "Exim, older": (
        "from mx7.a.test ([192.0.2.7]) by mx.b.test with esmtps (TLS1.2:ECDHE_RSA_AES_256:256) "
        "(Exim 4.90) id 1" + WHEN,
        {"helo": "mx7.a.test", "name": "mx7.a.test", "tls": "TLS1.2 ECDHE_RSA_AES_256"},
    ),
    "Exchange": (
        "from mail.a.test (192.0.2.7) by DB5EUR03FT012.mail.protection.outlook.com (10.152.20.1) "
        "with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)"
        " id 15.20.9160.12 via Frontend Transport; Mon, 23 Nov 2026 08:41:04 +0000",
        {"helo": "mail.a.test", "name": "", "address": "192.0.2.7", "by_address": "10.152.20.1",
         "by": "DB5EUR03FT012.mail.protection.outlook.com", "protocol": "Microsoft SMTP Server",
         "tls": "TLS1_2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "id": "15.20.9160.12"},
    ),
    "Exchange, plain": (
        "from mail.a.test (192.0.2.7) by ex.b.test (10.0.0.2) with Microsoft SMTP Server id "
        "15.2.1544.4 via Frontend Transport" + WHEN,
        {"encrypted": False, "id": "15.2.1544.4"},
    ),
    "Exchange inside": (
        "from EX01.b.test ([fe80::1:2%6]) by EX02.b.test ([fe80::3:4%15]) with mapi id 15.02"
        + WHEN,
        {"helo": "EX01.b.test", "address": "fe80::1:2", "by_address": "fe80::3:4",
         "protocol": "mapi", "encrypted": None, "id": "15.02"},
    ),
    "Google": (
        "from mail-ej1-f43.google.com (mail-ej1-f43.google.com. [209.85.218.43]) by mx.google.com "
        "with ESMTPS id a640c23a62f3a-aa5.1.2026.11.23 for <anna@b.test> (version=TLS1_3 "
        "cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Mon, 23 Nov 2026 00:41:04 -0800 (PST)",
        {"name": "mail-ej1-f43.google.com", "address": "209.85.218.43", "by": "mx.google.com",
         "tls": "TLS1_3 TLS_AES_128_GCM_SHA256", "id": "a640c23a62f3a-aa5.1.2026.11.23"},
    ),
    "Google inside": (
        "by 2002:a05:6402:3592:b0:5cf with SMTP id y18csp123; Mon, 23 Nov 2026 00:41:04 -0800",
        {"address": "", "helo": "", "by": "2002:a05:6402:3592:b0:5cf", "id": "y18csp123",
         "encrypted": None},
    ),
    "qmail": (
        "from unknown (HELO mail.a.test) (anna@192.0.2.7) by b.test with SMTP; 23 Nov 2026 "
        "08:41:04 -0000",
        {"helo": "mail.a.test", "name": "", "address": "192.0.2.7", "by": "b.test"},
    ),
    "qmail, name": (
        "from mx7.a.test (192.0.2.7) by b.test with SMTP; 23 Nov 2026 08:41:04 -0000",
        {"helo": "mx7.a.test", "name": "mx7.a.test", "address": "192.0.2.7", "encrypted": None},
    ),
    "qmail, TLS": (
        "from mx7.a.test (HELO mail.a.test) (192.0.2.7) by b.test with (ECDHE-RSA-AES256-SHA "
        "encrypted) ESMTPS; 23 Nov 2026 08:41:04 -0000",
        {"helo": "mail.a.test", "name": "mx7.a.test", "tls": "ECDHE-RSA-AES256-SHA",
         "encrypted": True, "protocol": "ESMTPS"},
    ),
    "qmail, its queue": (
        "(qmail 4711 invoked by uid 1000); 23 Nov 2026 08:41:04 -0000",
        {"helo": "", "address": "", "by": ""},
    ),
    "Sendmail": (
        "from mail.a.test (mx7.a.test [192.0.2.7] (may be forged)) (authenticated bits=0) by "
        "mx.b.test (8.18.1/8.18.1) with ESMTPSA id 4AN8f4Kx012345 (version=TLSv1.3 "
        "cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NO) for <anna@b.test>" + WHEN,
        {"helo": "mail.a.test", "name": "mx7.a.test", "address": "192.0.2.7", "signed_in": True,
         "tls": "TLSv1.3 TLS_AES_256_GCM_SHA384", "id": "4AN8f4Kx012345"},
    ),
    "Yahoo": (
        "from 192.0.2.7 (EHLO mail.a.test) by 10.253.60.130 with SMTPs (version=TLS1_3 "
        "cipher=TLS_AES_128_GCM_SHA256); Mon, 23 Nov 2026 08:41:04 +0000",
        {"helo": "mail.a.test", "name": "", "address": "192.0.2.7", "by": "10.253.60.130",
         "encrypted": True},
    ),
    "Yahoo inside": (
        "from 10.217.135.1 by atlas-1.omega.yahoo.com pod-id NONE with HTTPS" + WHEN,
        {"helo": "", "address": "10.217.135.1", "by": "atlas-1.omega.yahoo.com"},
    ),
    "Apple": (
        "from mx7.a.test (mx7.a.test [192.0.2.7]) by p00-mta-01.icloud.test (Oracle Communications "
        "Messaging Server 8.1.0.1 64bit (built Jan 1 2020)) with ESMTPS id "
        "<0QAB00X@p00-mta-01.icloud.test> for anna@b.test (ORCPT anna@b.test)" + WHEN,
        {"helo": "mx7.a.test", "address": "192.0.2.7", "id": "0QAB00X@p00-mta-01.icloud.test",
         "recipient": "anna@b.test", "encrypted": True},
    ),
    "MDaemon": (
        "from mail.a.test by b.test (Cipher TLSv1.2:AES-SHA2:256) (MDaemon PRO v21.0.0) with "
        "ESMTPS id md5001000012345.msg for <anna@b.test>" + WHEN,
        {"helo": "mail.a.test", "by": "b.test", "id": "md5001000012345.msg", "encrypted": True},
    ),
    "Courier": (
        "from mail.a.test (mx7.a.test [::ffff:192.0.2.7]) (AUTH: LOGIN anna@b.test, TLS: "
        "TLSv1.3,256bits,TLS_AES_256_GCM_SHA384) by b.test with ESMTPSA" + WHEN
        + " id 0000000000060A1C.61.0001",
        {"helo": "mail.a.test", "name": "mx7.a.test", "address": "192.0.2.7", "signed_in": True,
         "tls": "TLSv1.3 TLS_AES_256_GCM_SHA384", "id": "0000000000060A1C.61.0001"},
    ),
    "fetchmail": (
        "from pop.b.test [192.0.2.9] by localhost with POP3 (fetchmail-6.4.37) for "
        "<anna@localhost> (single-drop)" + WHEN,
        {"address": "192.0.2.9", "by": "localhost", "protocol": "POP3"},
    ),
    "OpenSMTPD": (
        "from mail.a.test (mx7.a.test [192.0.2.7]) by b.test (OpenSMTPD) with ESMTPS id 1a2b3c4d "
        "(TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO) for <anna@b.test>" + WHEN,
        {"tls": "TLSv1.3 TLS_AES_256_GCM_SHA384", "id": "1a2b3c4d"},
    ),
    "CommuniGate": (
        "from [192.0.2.7] (account anna@b.test HELO laptop.b.test) by b.test (CommuniGate Pro SMTP"
        " 6.3.3) with ESMTPSA id 12345 for x@a.test" + WHEN,
        {"helo": "laptop.b.test", "address": "192.0.2.7", "signed_in": True},
    ),
    "CommuniGate, verified": (
        "from mail.a.test ([192.0.2.7] verified) by b.test (CommuniGate Pro SMTP 6.3.3) with "
        "ESMTPS id 12345 for x@a.test" + WHEN,
        {"helo": "mail.a.test", "name": "mail.a.test", "address": "192.0.2.7"},
    ),
    "an address as its name": (
        "from mx7.a.test (HELO 10.0.0.5) (192.0.2.7) by b.test with SMTP" + WHEN,
        {"helo": "10.0.0.5", "name": "mx7.a.test", "address": "192.0.2.7"},
    ),
    "webmail": (
        "from 192.0.2.7 (SquirrelMail authenticated user anna); by www.b.test with HTTP" + WHEN,
        {"helo": "", "address": "192.0.2.7", "by": "www.b.test", "signed_in": True},
    ),
    "webmail in a comment": (
        "from [192.0.2.7] by 3c-app.b.test (via HTTP)" + WHEN,
        {"helo": "", "address": "192.0.2.7", "protocol": "HTTP"},
    ),
    "a date without a semicolon": (
        "by filter1.b.test with SMTP id filter1-5ADB\n  2026-11-23 08:41:04.0287 +0000 UTC",
        {"by": "filter1.b.test", "id": "filter1-5ADB",
         "at": AT.replace(microsecond=28_700)},
    ),
    "without blanks": (
        "from mail.a.test(192.0.2.7), claiming to be \"other.test\"\n via SMTP by b.test, id x"
        + WHEN,
        {"helo": "other.test", "address": "192.0.2.7", "by": "b.test", "id": "x",
         "protocol": "SMTP"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("value", "said"), MAKERS.values(), ids=MAKERS.keys())
def test_what_makers_write(value: str, said: dict[str, object]) -> None:
    hop = read(value)
    assert {name: getattr(hop, name) for name in said} == said
    assert hop.at == said.get("at", AT)
    assert hop.value == value


@pytest.mark.parametrize(
    "value",
    ["", ";", "(", ")", "((((", "from", "by", "from by with id for via", "from ; by ;", "[",
     "from [", "from [999.1.1.1] by x", "from [::::] by x", "; 99 Xxx 9999 99:99", "\0\0",
     "ſ ı İ"],
)  # fmt: skip
def test_fragments_are_hops_that_say_little(value: str) -> None:
    hop = read(value)
    assert (hop.address, hop.at, hop.delay) == ("", None, None)


@pytest.mark.parametrize(
    "piece",
    ["(", ")", "a ", "from ", "[", ":", "1.", "1.2.3.4 ", ";", '"', "a.", "A-A_", "TLS1.2:",
     "HELO ", "id ", "12 ", "cipher=", "::", "(by ", "-"],
)  # fmt: skip
def test_hostile_values_are_read_in_bounds(piece: str) -> None:
    hop = read("from " + piece * 100_000 + "; x")
    assert len(hop.value) <= LONGEST
    for text in (hop.helo, hop.name, hop.by, hop.id, hop.recipient, hop.protocol, hop.tls):
        assert len(text) <= 255


@pytest.mark.parametrize(
    "text",
    ["Mon, 23 Nov 2026 09:41:04 +0100", "23 Nov 26 08:41:04 GMT", "Mon, 23 Nov 2026 00:41:04 PST",
     "Monday, 23 November 2026 09:41:04 CET", "Mon Nov 23 08:41:04 2026", "2026-11-23T08:41:04Z",
     "11/23/2026 8:41:04 AM", "11/23/2026 09:41:04 AM +0100", "2026-11-23 8:41:04 AM",
     "Mon,23 Nov 2026 09:41:04+0100", "23-Nov-2026 09:41:04 +01:00",
     "Mon Nov 23 00:41:04 PST 2026"],
)  # fmt: skip
def test_one_moment_in_many_forms(text: str) -> None:
    assert read_date(text) == AT


def test_noon_and_midnight() -> None:
    assert read_date("11/23/2026 12:41:04 AM") == AT.replace(hour=0)
    assert read_date("11/23/2026 12:41:04 PM") == AT.replace(hour=12)
    assert read_date("11/23/2026 1:41:04 PM") == AT.replace(hour=13)


@pytest.mark.parametrize("text", ["", "soon", "31 Feb 2026 10:00:00", "1 Jan 2026 25:00:00",
                                  "1 Jan 2026 10:00:00 +9999", "1 Jan 0000 00:00:00 +1200",
                                  "13/13/2026 10:00:00 AM"])  # fmt: skip
def test_what_is_no_moment(text: str) -> None:
    assert read_date(text) is None


def test_nothing_in_a_hop_can_draw_on_a_screen() -> None:
    hop = read("from a\x1b[2Jb.example ([192.0.2.1]) by \u202emx\x00.example id \u20281\x07; x")
    assert all(value.isprintable() for value in astuple(hop) if isinstance(value, str))
    assert (hop.address, hop.by) == ("192.0.2.1", "mx.example")
