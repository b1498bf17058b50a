"""What each maker's filter writes, read from messages of our own that look like theirs."""

import pytest

from mailadmin.core.inbox.folders import Place
from mailadmin.core.message import headers
from mailadmin.core.message.border import border_of
from mailadmin.core.message.filters import FilterVerdict, Why, Word, read_filters
from mailadmin.core.message.path import path_of

RECEIVED = "Received: from out.d.test (out.d.test [192.0.2.9]) by mx.r.test with ESMTPS id 7; Fri\n"
"""The receiver took the message from outside."""


def filters_in(message: bytes) -> tuple[FilterVerdict, ...]:
    read = headers.read(message)
    return read_filters(read, border_of(read, path_of(read)))


def read(*lines: str, received: str = RECEIVED) -> tuple[FilterVerdict, ...]:
    """The verdicts of a message whose filter wrote these lines above the receiver's own."""
    text = "\n".join(lines) + "\n" + received + "From: anna@d.test\nSubject: Invoice\n\nHello\n"
    return filters_in(text.encode())


def only(*lines: str) -> FilterVerdict:
    found = read(*lines)
    assert len(found) == 1, found
    return found[0]


def report(fields: str) -> str:
    return f"X-Forefront-Antispam-Report: CIP:2001:db8::9;CTRY:DE;LANG:en;{fields};H:out.d.test;"


MICROSOFT = [
    ("SCL:1;SFV:NSPM;CAT:NONE", Word.CLEAN, None),
    ("SCL:5;SFV:SPM;CAT:SPM", Word.SPAM, None),
    ("SCL:9;SFV:SPM;CAT:HSPM", Word.SPAM, None),
    ("SCL:-1;SFV:SKN", Word.ALLOWED, Why.ADMIN_RULE),
    ("SCL:6;SFV:SKS;CAT:SPM", Word.SPAM, Why.ADMIN_RULE),
    ("SCL:6;SFV:SKS", Word.SPAM, Why.ADMIN_RULE),
    ("SCL:-1;SFV:SKA", Word.ALLOWED, Why.ADMIN_LIST),
    ("SCL:6;SFV:SKB;CAT:SPM", Word.BLOCKED, Why.ADMIN_LIST),
    ("SCL:1;SFV:SKQ", Word.ALLOWED, None),
    ("SCL:-1;SFV:SFE", Word.ALLOWED, Why.USER_LIST),
    ("SCL:6;SFV:BLK", Word.BLOCKED, Why.USER_LIST),
    ("SCL:-1;SFV:SKI", Word.ALLOWED, None),
    ("SCL:8;SFV:SPM;CAT:HPHISH", Word.PHISHING, None),
    ("SCL:8;SFV:SPM;CAT:HPHSH", Word.PHISHING, None),
    ("SCL:5;SFV:SPM;CAT:PHSH", Word.PHISHING, None),
    ("SCL:6;SRV:BULK;CAT:BULK;SFV:SPM", Word.BULK, None),
    ("SCL:6;SRV:BULK", Word.BULK, None),
    ("SCL:5;SFV:SPM;CAT:SPOOF", Word.PHISHING, Why.SPOOF),
    ("SCL:5;SFV:SPM;CAT:UIMP;SFTY:9.20", Word.PHISHING, Why.IMPERSONATION),
    ("SCL:1;SFV:NSPM;SFTY:9.19", Word.SUSPICIOUS, Why.IMPERSONATION),
    ("SCL:1;SFV:NSPM;SFTY:9.25", Word.CLEAN, None),
    ("CAT:MALW", Word.MALWARE, None),
    ("CAT:FTBP", Word.MALWARE, Why.ATTACHMENT_TYPE),
    ("IPV:CAL;SCL:-1;SFV:NSPM", Word.ALLOWED, Why.ADMIN_LIST),
    ("SCL:-1", Word.ALLOWED, None),
    ("(null)SCL:5;(null)SFV:SPM", Word.SPAM, None),
    ("SRV:;IPV:NLI;PTR:", Word.SCANNED, None),
    ("SCL:loud;SFV:;CAT:WHATEVER", Word.SCANNED, None),
]


@pytest.mark.parametrize(("fields", "word", "why"), MICROSOFT)
def test_microsofts_report(fields: str, word: Word, why: Why | None) -> None:
    found = only(report(fields))
    assert (found.maker, found.word, found.why) == ("Microsoft", word, why)
    assert found.believed
    assert found.evidence[0].name == "X-Forefront-Antispam-Report"


def test_microsofts_other_fields() -> None:
    found = only(
        report("SCL:6;SRV:BULK;CAT:BULK"),
        "X-Microsoft-Antispam: BCL:8;ARA:1444|2;",
        "X-Microsoft-Antispam-Mailbox-Delivery:\n\tucf:0;jmr:0;auth:0;dest:J;ENG:(1);RF:JunkEmail;",
    )
    assert (found.bulk_level, found.placed, found.score, found.limit) == (8, Place.JUNK, 6, 5)
    assert [rule.name for rule in found.rules] == ["CAT:BULK", "SRV:BULK"]
    assert only("X-MS-Exchange-Organization-SCL: 7").word is Word.SPAM
    assert only("X-MS-Exchange-Organization-SCL: 99").word is Word.SCANNED
    assert only("X-MS-Exchange-Organization-PCL: 5").word is Word.SUSPICIOUS
    custom = only(report("SCL:6"), "X-CustomSpam: Image links to remote sites")
    assert (custom.word, custom.why) == (Word.SPAM, Why.ADMIN_RULE)
    assert custom.rules[-1].name == "Image links to remote sites"


@pytest.mark.parametrize(
    ("delivery", "placed", "why"),
    [
        ("dest:I;", Place.INBOX, None),
        ("dest:J;", Place.JUNK, None),
        ("ucf:0;RF:JunkEmail;", Place.JUNK, None),
        ("dest:C;OFR:CustomRules;", None, Why.OWN_RULE),
        ("dest:J;OFR:CustomRules;", Place.JUNK, Why.OWN_RULE),
        ("dest:J;OFR:SpamFilterAuthJ;", Place.JUNK, None),
    ],
)
def test_where_microsoft_delivered_it(delivery: str, placed: Place | None, why: Why | None) -> None:
    line = f"X-Microsoft-Antispam-Mailbox-Delivery: {delivery}"
    found = only(report("SCL:1;SFV:NSPM"), line)
    assert (found.word, found.placed, found.why) == (Word.CLEAN, placed, why)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ("dmarc=fail action=oreject header.from=d.test;compauth=fail reason=000", Why.DMARC),
        ("dmarc=none action=none header.from=d.test;compauth=fail reason=001", Why.UNCONFIRMED),
        ("compauth=fail reason=002", Why.ADMIN_LIST),
        ("compauth=fail reason=010", Why.OWN_DOMAIN),
        ("compauth=fail reason=601", Why.OWN_DOMAIN),
        ("dmarc=fail action=quarantine header.from=d.test", Why.DMARC),
        ("dmarc=pass action=none header.from=d.test;compauth=pass reason=100", None),
        ("dmarc=fail action=none header.from=d.test;compauth=softpass reason=201", None),
    ],
)
def test_what_microsoft_has_against_the_sender(results: str, why: Why | None) -> None:
    line = (
        f"Authentication-Results: spf=none smtp.mailfrom=d.test; dkim=none header.d=none;{results}"
    )
    assert only(report("SCL:5;SFV:SPM;CAT:SPM"), line).why is why
    assert only(report("SCL:1;SFV:NSPM"), line).why is None


STATUS = "X-Spam-Status: Yes, score=7.2 required=5.0 tests=BAYES_99,HTML_MESSAGE,\n\tRDNS_NONE "


def test_spamassassin() -> None:
    found = only(
        "X-Spam-Flag: YES",
        "X-Spam-Level: *******",
        STATUS + "autolearn=no autolearn_force=no\n\tversion=4.0.1",
        "X-Spam-Report:\n\t*  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%\n"
        "\t*      [score: 0.9951]\n\t*  0.0 HTML_MESSAGE BODY: HTML included in message\n"
        "\t*  1.3 RDNS_NONE Delivered to internal network by a host with no rDNS\n"
        "\t* -0.1 DKIM_VALID Message has at least one valid signature",
        "X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-26) on\n\tmail.r.test",
    )
    assert (found.maker, found.word, found.host) == ("SpamAssassin", Word.SPAM, "mail.r.test")
    assert (found.score, found.limit) == (7.2, 5.0)
    points = {rule.name: rule.points for rule in found.rules}
    assert points == {"BAYES_99": 3.5, "HTML_MESSAGE": 0, "RDNS_NONE": 1.3, "DKIM_VALID": -0.1}
    assert found.rules[0].meaning == "message.rule.bayes-spam"


@pytest.mark.parametrize(
    ("lines", "word", "score", "limit", "rules"),
    [
        (
            "X-Spam-Status: No, hits=1.4 required=6.5 tests=FROM_EXCESS_BASE64 version=2.63",
            Word.CLEAN, 1.4, 6.5, {"FROM_EXCESS_BASE64": None},
        ),
        (
            "X-Virus-Scanned: Debian amavisd-new at mx.r.test\n"
            "X-Spam-Status: Yes, score=6.9 tagged_above=-999 required=6.31\n"
            "\ttests=[MIME_HTML_ONLY=1.105, SPF_FAIL=5.8, T_ODD=-0.01] autolearn=no",
            Word.SPAM, 6.9, 6.31, {"MIME_HTML_ONLY": 1.105, "SPF_FAIL": 5.8, "T_ODD": -0.01},
        ),
        (
            "X-Amavis-Spam-Status: No, score=-2 tagged_above=-99 required=5.3 tests=[BAYES_00=-2]",
            Word.CLEAN, -2, 5.3, {"BAYES_00": -2},
        ),
        (
            "X-Spam-Status: No, score=0.0 required=5.0 tests=none autolearn=unavailable",
            Word.CLEAN, 0, 5, {},
        ),
        (
            "X-Spam_score: 6.1\nX-Spam_score_int: 61\nX-Spam_bar: ++++++\n"
            "X-Spam_report: Spam detection software, running on the system \"h.r.test\", has"
            " identified (6.1 points, 5.0 required)\n"
            "\tpts rule name              description\n\t---- ---------- ------\n"
            "\t2.0 URIBL_BLACK  Contains a listed link\n\t4.1 BAYES_95 BODY: probability",
            Word.SPAM, 6.1, 5, {"URIBL_BLACK": 2.0, "BAYES_95": 4.1},
        ),
        (
            "X-Spam_report: (-1.9 / 5.0 requ)\n\tBAYES_00=-1.9",
            Word.CLEAN, -1.9, 5, {},
        ),
        (
            "X-Spam-Status: No, score=2 required=5\nX-Spam-Flag: YES",
            Word.SPAM, 2, 5, {},
        ),
        (
            "X-Spam-Checker-Version: SpamAssassin 3.4.6 (2021-04-09) on h.r.test",
            Word.SCANNED, None, None, {},
        ),
        (
            "X-Spam-Status: Yes, score=100.1 required=5.0 tests=USER_IN_BLOCKLIST,BAYES_50",
            Word.BLOCKED, 100.1, 5, {"USER_IN_BLOCKLIST": None, "BAYES_50": None},
        ),
        (
            "X-Spam-Status: No, score=-98.2 required=5.0 tests=USER_IN_WELCOMELIST",
            Word.ALLOWED, -98.2, 5, {"USER_IN_WELCOMELIST": None},
        ),
    ],
)  # fmt: skip
def test_forms_of_spamassassin(
    lines: str,
    word: Word,
    score: float | None,
    limit: float | None,
    rules: dict[str, float | None],
) -> None:
    found = only(lines)
    assert (found.maker, found.word) == ("SpamAssassin", word)
    assert (found.score, found.limit) == (score, limit)
    assert {rule.name: rule.points for rule in found.rules} == rules


def test_where_it_ran_is_told_by_amavis_too() -> None:
    lines = ("X-Virus-Scanned: amavis at gate.r.test", "X-Spam-Status: No, score=1 required=5")
    assert only(*lines).host == "gate.r.test"


def test_a_flag_alone_is_told_in_the_receivers_name() -> None:
    found = only("X-Spam-Flag: YES")
    assert (found.maker, found.word, found.limit) == ("mx.r.test", Word.SPAM, None)
    assert only("X-Spam-Status: No").word is Word.CLEAN
    assert read("X-Spam-Flag: maybe", "X-Spam-Level: **") == ()


SYMBOLS = (
    "X-Spamd-Result: default: {verdict} [{score} / 15.00];\n\tR_DKIM_REJECT(1.00)[d.test:s=a];\n"
    "\tMIME_HTML_ONLY(0.20)[];\n\tMV_CASE(0.50)[X(9.0)\n\tFAKE_REPLY(99.0)];\n"
    "\tFROM_EQ_ENVFROM(0.00)[];\n\tR_SPF_ALLOW(-0.20)[+mx]"
)


def test_rspamd() -> None:
    found = only(
        SYMBOLS.format(verdict="False", score="7.10"),
        "X-Rspamd-Action: add header",
        "X-Rspamd-Server: scan1.r.test",
        "X-Spam-Status: Yes, score=7.10",
    )
    assert (found.maker, found.word, found.host) == ("Rspamd", Word.SPAM, "scan1.r.test")
    assert (found.score, found.limit) == (7.1, 15)
    names = [rule.name for rule in found.rules]
    assert names == ["R_DKIM_REJECT", "MIME_HTML_ONLY", "MV_CASE", "FROM_EQ_ENVFROM", "R_SPF_ALLOW"]


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("X-Rspamd-Action: no action", Word.CLEAN),
        ("X-Rspamd-Action: greylist", Word.SUSPICIOUS),
        ("X-Rspamd-Action: rewrite subject", Word.SPAM),
        ("X-Rspamd-Action: soft reject", Word.SUSPICIOUS),
        ("X-Rspamd-Action: reject", Word.SPAM),
        ("X-Rspamd-Action: something new", Word.SCANNED),
        (SYMBOLS.format(verdict="True", score="19.00"), Word.SPAM),
        (SYMBOLS.format(verdict="False", score="-1.00"), Word.CLEAN),
        (SYMBOLS.format(verdict="False", score="4.50"), Word.SUSPICIOUS),
        ("X-Rspamd-Server: s.r.test\nX-Spam: Yes", Word.SPAM),
        ("X-Rspamd-Server: s.r.test\nDeliver-To: Junk", Word.SPAM),
        ("X-Rspamd-Queue-Id: 4a", Word.SCANNED),
    ],
)
def test_actions_of_rspamd(lines: str, word: Word) -> None:
    found = only(lines)
    assert (found.maker, found.word) == ("Rspamd", word)


OTHERS = [
    ("X-Gm-Spam: 0\nX-Gm-Phishy: 0", "Gmail", Word.CLEAN, None, None),
    ("X-Gm-Spam: 1\nX-Gm-Phishy: 0", "Gmail", Word.SPAM, None, None),
    ("X-Gm-Spam: 0\nX-Gm-Phishy: 1", "Gmail", Word.PHISHING, None, None),
    ("X-YahooFilteredBulk: 192.0.2.9", "Yahoo", Word.SPAM, None, None),
    ("X-YMailISG: abc.def", "Yahoo", Word.SCANNED, None, None),
    ("X-Apple-MoveToFolder: Junk\nX-Apple-Action: CLXJUNK/Junk", "iCloud", Word.SPAM, None, None),
    ("X-Apple-MoveToFolder: INBOX\nX-ICL-SCORE: 3.3330", "iCloud", Word.CLEAN, None, None),
    ("X-ICL-SCORE: 4.33303403", "iCloud", Word.SCANNED, None, None),
    ("X-ICL-SCORE: 4.3\nX-Suspected-Spam: true", "iCloud", Word.SUSPICIOUS, None, None),
    ("X-ICL-SCORE: 4.3\nX-Spam-Flag: yes", "iCloud", Word.SPAM, None, None),
    ("X-GMX-Antispam: 0 (Mail was not recognized as spam);", "GMX", Word.CLEAN, None, None),
    ("X-GMX-Antispam: 6 (nemesis text pattern profiler); Detail=V3;", "GMX", Word.SPAM, None, None),
    ("X-GMX-Antivirus: 0 (no virus found)", "GMX", Word.SCANNED, None, None),
    ("X-GMX-Antivirus: 1 (something)", "GMX", Word.MALWARE, None, None),
    ("X-UI-Filterresults: junk:10;V03:K0:abc=", "GMX, WEB.DE, IONOS", Word.SPAM, None, None),
    ("X-UI-Filterresults: notjunk:1;V03:K0:abc=", "GMX, WEB.DE, IONOS", Word.CLEAN, None, None),
    ("UI-InboundReport: unknown:0;M01:P0", "GMX, WEB.DE, IONOS", Word.SCANNED, None, None),
    ("X-Pm-Spamscore: 0\nX-Pm-Spam-Action: inbox", "Proton Mail", Word.CLEAN, 0, None),
    ("X-Pm-Spamscore: 3\nX-Pm-Spam-Action: spam", "Proton Mail", Word.SPAM, 3, None),
    ("X-Pm-Spam-Action: phishing", "Proton Mail", Word.PHISHING, None, None),
    ("X-Pm-Spamscore: 3", "Proton Mail", Word.SCANNED, 3, None),
    ("X-Zoho-Virus-Status: 1", "Zoho Mail", Word.SCANNED, None, None),
    (
        "X-Spam-known-sender: no\nX-Spam-score: 6.2\nX-Spam-hits: BAYES_99 3.5, HTML_MESSAGE 0.1,\n"
        "  LANGUAGES en, BAYES_USED user, SA_VERSION 4.0.1\nX-Spam-source: IP='192.0.2.9'",
        "Fastmail", Word.SPAM, 6.2, 5,
    ),
    ("X-Spam-known-sender: yes\nX-Spam-score: 0.0", "Fastmail", Word.CLEAN, 0, 5),
    ("X-Spam-source: IP='192.0.2.9', Country='DE'", "Fastmail", Word.SCANNED, None, None),
    (
        "X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 spamscore=0 bulkscore=9",
        "Proofpoint", Word.CLEAN, 0, None,
    ),
    ("X-Proofpoint-Spam-Details: rule=inbound_spam score=88", "Proofpoint", Word.SPAM, 88, None),
    ("X-Proofpoint-Spam-Details: rule=phish_x score=99", "Proofpoint", Word.PHISHING, 99, None),
    ("X-Proofpoint-Spam-Details: rule=odd score=9", "Proofpoint", Word.SCANNED, 9, None),
    ("X-Proofpoint-Virus-Version: vendor=a engine=b", "Proofpoint", Word.SCANNED, None, None),
    ("X-Mimecast-Spam-Score: 0", "Mimecast", Word.CLEAN, 0, None),
    ("X-Mimecast-Spam-Score: 4", "Mimecast", Word.SUSPICIOUS, 4, None),
    ("X-Mimecast-Spam-Score: 5.5", "Mimecast", Word.SPAM, 5.5, None),
    ("X-Mimecast-Spam-Score: 1\nX-Mimecast-Bulk-Signature: yes", "Mimecast", Word.BULK, 1, None),
    (
        "X-Mimecast-Spam-Score: 1\nX-Mimecast-Impersonation-Protect: Policy=a;Similar Domain=true",
        "Mimecast", Word.SUSPICIOUS, 1, None,
    ),
    (
        "X-Barracuda-Spam-Score: 4.38\nX-Barracuda-Spam-Status: Yes, SCORE=4.38 using scores of"
        " TAG_LEVEL=3.5 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=7.0 tests=HTML_MESSAGE, BSF_SC0",
        "Barracuda", Word.SPAM, 4.38, 3.5,
    ),
    (
        "X-Barracuda-Spam-Status: No, SCORE=-2.02 using global scores of TAG_LEVEL=1000.0"
        " QUARANTINE_LEVEL=1000.0 KILL_LEVEL=9.0 tests=",
        "Barracuda", Word.CLEAN, -2.02, 9,
    ),
    ("X-Barracuda-Spam-Score: 0.50", "Barracuda", Word.SCANNED, 0.5, None),
    ("X-IronPort-Anti-Spam-Filtered: true", "Cisco", Word.SCANNED, None, None),
    ("X-IronPort-Reputation: -3.4", "Cisco", Word.SUSPICIOUS, -3.4, None),
    ("X-SBRS: None", "Cisco", Word.SCANNED, None, None),
    ("X-SBRS: 5.5\nX-IronPort-MailFlowPolicy: $ACCEPTED", "Cisco", Word.SCANNED, 5.5, None),
    ("X-SBRS: -9\nX-IronPort-MailFlowPolicy: $BLOCKED", "Cisco", Word.BLOCKED, -9, None),
    ("X-IronPort-MailFlowPolicy: $TRUSTED", "Cisco", Word.ALLOWED, None, None),
    (
        "X-SEA-Spam: Gauge=XXXXIIII, Probability=84%, Report='BODY_SHORT 0.1, __HAS_FROM 0'",
        "Sophos", Word.SUSPICIOUS, 84, None,
    ),
    ("X-PerlMx-Spam: Gauge=II, Probability=7%, Report='__CT 0'", "Sophos", Word.CLEAN, 7, None),
    ("X-Sophos-Rescan: abc", "Sophos", Word.SCANNED, None, None),
    ("X-TM-AS-Result: No--7.363-5.0-31-10", "Trend Micro", Word.CLEAN, -7.363, 5),
    ("X-TM-AS-Result: Yes-34.631000-8.000000-31", "Trend Micro", Word.SPAM, 34.631, 8),
    ("X-IMSS-Scan-Details: No-2.177-5.0-31-10", "Trend Micro", Word.CLEAN, 2.177, 5),
    ("X-TM-AS-User-Blocked-Sender: Yes", "Trend Micro", Word.BLOCKED, None, None),
    ("X-TM-AS-User-Approved-Sender: Yes", "Trend Micro", Word.ALLOWED, None, None),
    ("X-FE-Policy-ID: 52:10:53:SYSTEM", "Fortinet", Word.SCANNED, None, None),
    (
        "X-KSMG-AntiSpam-Status: not_detected\nX-KSMG-AntiSpam-Rate: 0\n"
        "X-KSMG-AntiVirus-Status: Clean, skipped",
        "Kaspersky", Word.CLEAN, 0, None,
    ),
    (
        "X-KSMG-AntiVirus-Status: NotDetected, skipped\nX-KSMG-AntiSpam-Status: spam\n"
        "X-KSMG-AntiSpam-Rate: 100",
        "Kaspersky", Word.SPAM, 100, None,
    ),
    ("X-KLMS-AntiSpam-Status: not scanned, disabled", "Kaspersky", Word.SCANNED, None, None),
    (
        "X-SpamExperts-Class: ham\nX-SpamExperts-Evidence: Combined (0.12)",
        "SpamExperts", Word.CLEAN, None, None,
    ),
    ("X-SpamExperts-Class: unsure", "SpamExperts", Word.SUSPICIOUS, None, None),
    ("X-SpamExperts-Class: spam", "SpamExperts", Word.SPAM, None, None),
    ("X-VR-SPAMSTATE: OK\nX-VR-SPAMSCORE: -100\nX-VR-SPAMCAUSE: g", "Vade", Word.CLEAN, -100, None),
    ("X-VADE-SPAMSTATE: spam", "Vade", Word.SPAM, None, None),
    ("X-Ovh-Spam-Status: SPAM\nX-Ovh-Spam-Reason: vr: SPAM", "OVH", Word.SPAM, None, None),
    ("X-purgate-type: clean", "eXpurgate", Word.CLEAN, None, None),
    ("X-purgate-type: bulk.advertising", "eXpurgate", Word.BULK, None, None),
    ("X-purgate-type: dangerous.virus-outbreak", "eXpurgate", Word.MALWARE, None, None),
    ("X-purgate-type: spam", "eXpurgate", Word.SPAM, None, None),
    ("X-purgate-type: clean.empty", "eXpurgate", Word.SUSPICIOUS, None, None),
    ("X-CNFS-Analysis: v=2.4 cv=abc", "Cloudmark", Word.SCANNED, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "maker", "word", "score", "limit"), OTHERS)
def test_other_makers(
    lines: str, maker: str, word: Word, score: float | None, limit: float | None
) -> None:
    found = only(lines)
    assert (found.maker, found.word, found.score, found.limit) == (maker, word, score, limit)
    assert found.evidence


def test_the_folder_that_a_provider_names() -> None:
    assert only("X-Apple-MoveToFolder: INBOX ").placed is Place.INBOX
    assert only("X-Apple-MoveToFolder: Junk").placed is Place.JUNK
    assert only("X-YahooFilteredBulk: 192.0.2.9").placed is Place.JUNK


def test_the_test_that_gmx_names_and_the_brand_by_its_server() -> None:
    found = only("X-GMX-Antispam: 6 (nemesis text pattern profiler); Detail=V3;")
    assert [rule.name for rule in found.rules] == ["nemesis text pattern profiler"]
    received = RECEIVED.replace("mx.r.test", "mx-ha.web.de")
    assert read("X-UI-Filterresults: junk:10;", received=received)[0].maker == "WEB.DE"


def test_fastmails_rules_have_their_points() -> None:
    found = only(
        "X-Spam-score: 6", "X-Spam-hits: BAYES_99 3.5, HTML_MESSAGE 0.001, SA_VERSION 4.0.1"
    )
    assert {rule.name: rule.points for rule in found.rules} == {
        "BAYES_99": 3.5,
        "HTML_MESSAGE": 0.001,
    }


def test_several_filters_each_say_their_own() -> None:
    found = read(report("SCL:5;SFV:SPM"), "X-Mimecast-Spam-Score: 0", STATUS)
    assert {one.maker: one.word for one in found} == {
        "Microsoft": Word.SPAM,
        "SpamAssassin": Word.SPAM,
        "Mimecast": Word.CLEAN,
    }


def test_the_topmost_of_a_name_counts() -> None:
    assert only("X-Mimecast-Spam-Score: 9", "X-Mimecast-Spam-Score: 0").word is Word.SPAM
    assert only("X-Spam-Flag: NO", "X-Spam-Flag: YES").word is Word.CLEAN


def test_levels_that_barracuda_switched_off_are_no_limit() -> None:
    levels = "TAG_LEVEL=1000.0 QUARANTINE_LEVEL=1000.0 KILL_LEVEL=1000.0"
    assert only(f"X-Barracuda-Spam-Status: No, SCORE=0.00 using {levels} tests=A").limit is None


def test_a_message_without_any() -> None:
    assert read("X-Mailer: something") == ()
    assert filters_in(b"") == ()


HOSTILE = [
    "X-Spam-Report: " + "* 1.0 ABC_DEF " * 700_000,
    "X-Spam-Report: " + "1.0 A" * 2_000_000,
    "X-Spam-Report: " + "9" * 10_000_000,
    "X-Spam-Status: Yes, score=" + "9" * 1_000_000 + " required=5 tests=" + "A,B_" * 2_000_000,
    "X-Spam-Status: No, required=5 tests=[" + "[" * 10_000_000,
    "X-Spamd-Result: default: False [1 / 15];" + "A_B(1)[" * 1_500_000,
    "X-Spamd-Result: default: False [1 / 15];" + "A_B(1){" * 1_500_000,
    "X-Forefront-Antispam-Report: " + "SCL:" * 2_500_000,
    "X-Forefront-Antispam-Report: " + ";" * 10_000_000,
    "X-Forefront-Antispam-Report: SCL:5;SFV:SPM\nAuthentication-Results: "
    + "dmarc=fail " * 900_000,
    "X-Forefront-Antispam-Report: SCL:5\nAuthentication-Results: " + "compauth=" * 1_000_000,
    "X-Barracuda-Spam-Status: Yes, " + "SCORE=" * 1_500_000,
    "X-TM-AS-Result: Yes-" + "1-" * 5_000_000,
    "X-GMX-Antispam: 1 (" + "(" * 10_000_000,
    "X-Spam-Flag: YES\n" * 100_000,
    "X-Forefront-Antispam-Report: SCL:5\n" * 100_000,
    "X-SBRS: 1e999\nX-Mimecast-Spam-Score: -\nX-Pm-Spamscore: \u0665\nX-UI-Filterresults: :::",
    "X-Spam-Status: \x00\x1b[31m, score=\u202e5 required=\xff",
]


@pytest.mark.parametrize("lines", HOSTILE)
def test_hostile_values_cost_little_and_show_little(lines: str) -> None:
    outlook = RECEIVED.replace("mx.r.test", "a.prod.outlook.com")
    for received in (RECEIVED, outlook):
        message = f"{lines}\n{received}{lines}\n\n".encode()
        for one in filters_in(message):
            assert len(one.rules) <= 300
            assert all(len(rule.name) <= 100 for rule in one.rules)
            for seen in one.evidence:
                assert len(seen.value) <= 2_000
                assert seen.value.isprintable()
