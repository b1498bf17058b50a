"""Where the receiver's own part of a header ends: at real receivers, and where somebody cheats."""

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.border import Border, Reach, border_of
from mailadmin.core.message.path import path_of

IN_DOVECOT = "Received: from mx.r.test by store.r.test with LMTP id 1 for <a@r.test>"
IN_AMAVIS = (
    "Received: from localhost (localhost [127.0.0.1]) by mx.r.test (Postfix) with ESMTP id 2",
    "Received: from mx.r.test ([127.0.0.1]) by localhost (mx.r.test [127.0.0.1]) (amavis)"
    " with ESMTP id 3",
)
IN_FASTMAIL = (
    "Received: from phl-compute-02.internal (phl-compute-02.internal [10.202.2.42]) by"
    " sloti1.internal (Cyrus) with LMTPA; x",
    "Received: from phl-mx-01.internal ([10.202.2.200]) by phl-compute-02.internal (LMTPProxy)",
)
IN_ICLOUD = (
    "Received: from p00-icloudmta-smtpin-us-central-1k-60 by p57-mailgateway-smtp-6b8"
    " (mailgateway 2432B21) with SMTP id 5 for <a@icloud.com>"
)
IN_GMAIL = "Received: by 2002:a05:6402:5cf:b0:1 with SMTP id y18csp1; x"
IN_MICROSOFT = (
    "Received: from AM8PR.EURPRD05.PROD.OUTLOOK.COM (2603:10a6:20b::1) by"
    " AM0PR.eurprd05.prod.outlook.com with HTTPS; x",
    "Received: from SN6PR.namprd04.prod.outlook.com (2603:10b6:805::12) by"
    " AM8PR.eurprd05.prod.outlook.com (2603:10a6:20b::9) with Microsoft SMTP Server"
    " (version=TLS1_2, cipher=X) id 15.20.1",
    "Received: from SN1NAM.eop-nam02.prod.protection.outlook.com (2603:10b6:805:cafe::41) by"
    " SN6PR.outlook.office365.com (2603:10b6:805::30) with Microsoft SMTP Server id 15.20.2",
)
AT_MICROSOFT = (
    "Received: from {} (192.0.2.9) by SN1NAM.mail.protection.outlook.com (10.152.20.1) with"
    " Microsoft SMTP Server (version=TLS1_3, cipher=X) id 15.20.3"
)
AT_POSTFIX = "Received: from {0} ({0} [192.0.2.9]) by mx.r.test (Postfix) with ESMTPS id 9"
AT_ICLOUD = "Received: from {0} ({0} [192.0.2.9]) by ci74p00im.me.com (Postfix) with ESMTPS id 8"
AT_GOOGLE = "Received: from {0} ({0}. [192.0.2.9]) by mx.google.com with ESMTPS id a; x"
GATEWAY = "mx0a-1.pphosted.com"
BEHIND = (
    "Received: from pps.filterd (m1.ppops.net [127.0.0.1]) by mx0a-1.ppops.net with ESMTP id b",
    "Authentication-Results: ppops.net; spf=pass smtp.mailfrom=bank.test; dmarc=pass",
    "Received: from out.d.test (out.d.test [198.51.100.7]) by mx0a-1.ppops.net with ESMTPS id c",
)
VERDICT = "Authentication-Results: {}; spf=pass smtp.mailfrom=d.test; dmarc=pass"


def border(*lines: str) -> Border:
    read = headers.read("\r\n".join((*lines, "From: a@d.test", "", "")).encode())
    return border_of(read, path_of(read))


REAL = {
    "Dovecot": (IN_DOVECOT, VERDICT.format("mx.r.test"), AT_POSTFIX),
    "Amavis": (IN_DOVECOT, IN_AMAVIS[0], "X-Spam-Flag: YES", IN_AMAVIS[1], AT_POSTFIX),
    "Fastmail": (*IN_FASTMAIL, "X-Spam-score: 0", AT_POSTFIX),
    "iCloud": (IN_ICLOUD, VERDICT.format("spf.icloud.com"), AT_ICLOUD),
    "Gmail": (IN_GMAIL, "X-Received: by 2002:a05 with SMTP id 1", AT_GOOGLE),
    "Microsoft 365": (*IN_MICROSOFT, "Authentication-Results: spf=pass", AT_MICROSOFT),
    "a university": (
        "Received: from relay.uni.test (relay.uni.test [203.0.113.4]) by mail.uni.test with ESMTP",
        "X-Spam-Flag: YES",
        "Received: from {0} ({0} [192.0.2.9]) by relay.uni.test with ESMTPS id 1",
    ),
    "Exchange with addresses of the internet": (
        "Received: from edge.uni.test (203.0.113.4) by hub.uni.test (203.0.113.8) with Microsoft"
        " SMTP Server id 15.2",
        "X-Spam-Flag: YES",
        "Received: from {} (192.0.2.9) by edge.uni.test (203.0.113.4) with Microsoft SMTP Server",
    ),
}
STRANGERS = (GATEWAY, "out.d.test", "lists.d.test", "x.google.test")


@pytest.mark.parametrize("sender", STRANGERS)
@pytest.mark.parametrize("lines", REAL.values(), ids=REAL.keys())
def test_it_ends_where_the_message_came_in(lines: tuple[str, ...], sender: str) -> None:
    came_in = lines[-1].format(sender)
    found = border(*lines[:-1], came_in, *BEHIND)
    assert (found.above, found.reach) == (len(lines), Reach.OUTSIDE)
    assert found.hops[-1].helo == sender
    assert found.hops[-1].address == "192.0.2.9"
    assert not found.below


CHEATS = {
    "a customer by the provider's name": (
        "Received: from c-9.hsd1.isp.test (c-9.hsd1.isp.test [192.0.2.9]) by mx.isp.test with SMTP"
    ),
    "a customer under a suffix of its own": (
        "Received: from a.ddns.net (a.ddns.net [192.0.2.9]) by b.ddns.net with ESMTP"
    ),
    "a greeting": "Received: from mx2.r.test (unknown [192.0.2.9]) by mx.r.test with ESMTP",
    "a name beside, and another greeting": (
        "Received: from x (mx2.r.test [192.0.2.9]) by mx.r.test with ESMTP"
    ),
    "a greeting, the name not looked up": (
        "Received: from mx2.r.test ([192.0.2.9]) by mx.r.test with ESMTP"
    ),
    "a greeting at Exchange": (
        "Received: from mx2.r.test (192.0.2.9) by mx.r.test (10.0.0.1) with Microsoft SMTP Server"
    ),
    "a neighbour of a data centre": (
        "Received: from mx2.r.test (2001:db8:1::9) by mx.r.test (2001:db8:2::1) with Microsoft SMTP"
    ),
    "a greeting at Microsoft": AT_MICROSOFT.format("x.prod.outlook.com"),
    "Microsoft's network elsewhere": (
        "Received: from mx2.r.test (2603:10a6::9) by mx.r.test (2603:10b6::1) with Microsoft SMTP"
    ),
    "webmail elsewhere": "Received: from mx2.r.test (192.0.2.9) by mx.r.test with HTTP",
    "the fake name": (
        "Received: from mx2.r.test (mx2.r.test [192.0.2.9] (may be forged)) by mx.r.test with SMTP"
    ),
    "a container": "Received: from out.d.test (unknown [172.17.0.1]) by mx.r.test with ESMTPS",
    "no address": "Received: from out.d.test by mx.r.test with ESMTPS",
    "a word for a name": "Received: from unknown by mx.r.test with ESMTPS",
    "names of one suffix": "Received: from evil.co.uk by mx.co.uk with ESMTPS",
}


@pytest.mark.parametrize("came_in", CHEATS.values(), ids=CHEATS.keys())
def test_nobody_makes_a_hop_look_like_one_inside(came_in: str) -> None:
    forged = AT_POSTFIX.format("bank.test")
    lines = (came_in, VERDICT.format("r.test"), IN_DOVECOT, "X-Spam-Flag: NO", forged)
    found = border(*lines)
    assert found.above == 1
    assert found.reach is not Reach.INSIDE
    assert not any(found.has_written(number) for number in range(1, len(lines)))


FORGED_BELOW = (
    VERDICT.format("mx.r.test"),
    "Received: from localhost (localhost [127.0.0.1]) by mx.r.test (Postfix) with ESMTP id 2",
)
WORDS = ("with", "by", "id", "for", "via", "from", "a by mx.google.com", "a with LMTP",
         "a via LMTP", "a with LMTPA by b", "mx2.r.test helo=mx2.r.test", "by by by")  # fmt: skip
STYLES = (
    "Received: from {} (unknown [192.0.2.9]) by mx.r.test (Postfix) with ESMTPS id 9; x",
    "Received: from {} (192.0.2.9) by mx.r.test (10.0.0.1) with Microsoft SMTP Server id 15.1; x",
    "Received: from {} (x.d.test [192.0.2.9]) by mx.r.test (8.18.1/8.18.1) with ESMTPS id 4AH; x",
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("greeting", WORDS)
def test_a_greeting_is_no_other_clause(style: str, greeting: str) -> None:
    found = border(style.format(greeting), *FORGED_BELOW)
    assert (found.above, found.reach, found.receiver) == (1, Reach.OUTSIDE, "mx.r.test")
    assert found.hops[0].address == "192.0.2.9"


@pytest.mark.parametrize("greeting", WORDS)
def test_without_an_address_a_greeting_proves_nothing(greeting: str) -> None:
    found = border(f"Received: from {greeting} by mx.r.test with ESMTPS id 9", *FORGED_BELOW)
    assert (found.above, found.reach) == (1, Reach.HIDDEN)


@pytest.mark.parametrize("greeting", ["localhost", "WIN-PC", "foo.local", "[10.0.0.9]", "d.test"])
def test_behind_one_address_for_all_a_greeting_proves_nothing(greeting: str) -> None:
    style = "Received: from {} (unknown [{}]) by mx.r.test (Postfix) with ESMTPS id 9"
    found = border(style.format(greeting, "172.17.0.1"), *FORGED_BELOW)
    assert (found.above, found.reach) == (1, Reach.HIDDEN)
    teredo = border(style.format(greeting, "IPv6:2001:0:4136:e378::1"), *FORGED_BELOW)
    assert (teredo.above, teredo.reach) == (1, Reach.OUTSIDE)
    inside = border(style.format("gw.r.test", "10.0.0.9"), *REAL["Dovecot"])
    assert (inside.above, inside.reach) == (4, Reach.OUTSIDE)


NOT_SIGNED_IN = (
    "from x.d.test (authenticated.d.test [192.0.2.9]) by mx.r.test (Postfix) with ESMTPS id 9",
    "from x.d.test (authenticated [192.0.2.9]) by mx.r.test (8.18.1/8.18.1) with ESMTPS id 9",
    "from [192.0.2.9] (helo=authenticated) by mx.r.test with esmtps (Exim 4.98) id 9",
    "from x.d.test ([192.0.2.9] helo=auth=x) by mx.r.test with esmtps (Exim 4.98) id 9",
    "from x.d.test ([192.0.2.9]) by mx.r.test with esmtp (envelope-from <authenticated@d.test>)",
    "from x.d.test ([192.0.2.9]) by mx.r.test with esmtp (envelope-from <auth=a@d.test>)",
    'from x.d.test (x.d.test [192.0.2.9]) (Client CN "authenticated", Issuer "x" (not verified))'
    " by mx.r.test (Postfix) with ESMTPS id 9",
    'from x.d.test (x.d.test [192.0.2.9]) (Client CN "a) (authenticated sender: x", Issuer "x")'
    " by mx.r.test (Postfix) with ESMTPS id 9",
    "from unknown (HELO authenticated) (auth=a@192.0.2.9) by mx.r.test with SMTP",
)


@pytest.mark.parametrize("came_in", NOT_SIGNED_IN)
def test_no_word_of_a_stranger_makes_it_a_user(came_in: str) -> None:
    found = border("Received: " + came_in, *FORGED_BELOW)
    assert (found.above, found.reach) == (1, Reach.OUTSIDE)


def test_a_certificate_names_no_server() -> None:
    came_in = (
        'Received: from mx2.r.test (unknown [192.0.2.9]) (Client CN "helo=mx2.r.test", Issuer "x")'
        " by mx.r.test (Postfix) with ESMTPS id 9"
    )
    assert border(came_in, *FORGED_BELOW).reach is Reach.OUTSIDE


def test_who_was_checked_as_a_stranger_came_from_outside() -> None:
    beside = "Received: from a.r.test (a.r.test [192.0.2.9]) by mx.r.test with ESMTP"
    forged = AT_POSTFIX.format("bank.test")
    assert border(beside, "X-Spam-Flag: NO", forged).above == 3
    assert border(VERDICT.format("r.test"), beside, "X-Spam-Flag: NO", forged).above == 2
    assert border(beside, VERDICT.format("mx.r.test"), forged).above == 1
    # The results of the server before stand above its own field.
    assert border(beside, VERDICT.format("a.r.test"), forged).above == 3


SPF = "Received-SPF: pass (google.com: domain of d.test designates 192.0.2.9) client-ip=192.0.2.9"
RESULTS = VERDICT.format("mx.google.com")


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ((SPF, RESULTS), {1, 2}),
        ((RESULTS,), {1}),
        # What came with the message stands below.
        ((RESULTS, SPF, RESULTS), {1}),
        ((SPF, SPF, RESULTS), {1, 3}),
        ((VERDICT.format("bank.test"), RESULTS), {2}),
        ((VERDICT.format("mx.google.com.evil.test"),), set()),
        ((*BEHIND, SPF, RESULTS), set()),
    ],
)
def test_google_writes_below_its_received_field(fields: tuple[str, ...], own: set[int]) -> None:
    assert border(AT_GOOGLE.format("out.d.test"), *fields).below == own
    assert border(AT_POSTFIX.format("out.d.test"), *fields).below == set()


RSPAMDS = ("X-Rspamd-Queue-Id: 4Gx1Yz2kQvz9", "X-Spamd-Result: default: False [7.9 / 15.0]; A(1)")
AT_RSPAMD = "Received: from d.test (d.test [192.0.2.9]) by mx.r.test (Postfix) with ESMTPS id "


@pytest.mark.parametrize(
    ("queue_id", "fields", "own"),
    [
        ("4Gx1Yz2kQvz9", RSPAMDS, {1, 2}),
        ("4Gx1Yz2kQvz9", ("Subject: x", *RSPAMDS, "X-Spam-Status: No"), {2, 3}),
        # Somebody else's number, none, or two: the sender may have written all of it.
        ("4Gx1Yz2kQvz8", RSPAMDS, set()),
        ("4Gx1Yz2kQvz9", RSPAMDS[1:], set()),
        ("4Gx1Yz2kQvz9", (*RSPAMDS, RSPAMDS[0]), set()),
        ("4Gx1Yz2kQvz9", (*RSPAMDS, RSPAMDS[1]), {1}),
        ("1", ("X-Rspamd-Queue-Id: 1", RSPAMDS[1]), set()),
        # The number that a server of the sender gave it, and told the receiver.
        ("5", (AT_RSPAMD + "4Gx1Yz2kQvz9", *RSPAMDS), set()),
    ],
)
def test_rspamd_writes_at_the_end_and_names_the_number_of_the_receiver(
    queue_id: str, fields: tuple[str, ...], own: set[int]
) -> None:
    assert border(AT_RSPAMD + queue_id, *fields).below == own


def test_what_was_not_sent_is_all_of_one_hand() -> None:
    found = border("X-Spam-Flag: YES")
    assert (found.above, found.reach, found.receiver) == (2, Reach.INSIDE, "")


def test_what_a_user_wrote_is_the_users() -> None:
    user = "Received: from laptop (unknown [10.0.0.5]) by mx.r.test with ESMTPSA id 1"
    found = border(IN_DOVECOT, user, "X-Spam-Flag: NO")
    assert (found.above, found.reach, found.receiver) == (2, Reach.OWN_USER, "mx.r.test")


@pytest.mark.parametrize("line", [IN_GMAIL, IN_DOVECOT, "Received:", "Authentication-Results: ("])
def test_a_hundred_thousand_fields_are_bounded(line: str) -> None:
    read = headers.read("".join(f"{line}{n}\r\n" for n in range(100_000)).encode())
    found = border_of(read, path_of(read))
    assert found.above <= headers.MOST_FIELDS
