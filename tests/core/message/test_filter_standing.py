"""Which fields the receiver wrote, and which the sender could have."""

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.border import border_of
from mailadmin.core.message.filters import FilterVerdict, Why, Word, read_filters
from mailadmin.core.message.path import path_of

OUTSIDE = (
    "Received: from out.d.test (out.d.test [192.0.2.9]) by mx.r.test (Postfix) with ESMTPS id 7"
)
AMAVIS = "Received: from mx.r.test ([127.0.0.1]) by localhost (mx.r.test [127.0.0.1]) (amavis)"
BACK = "Received: from localhost (localhost [127.0.0.1]) by mx.r.test (Postfix) with ESMTP id 8"
LMTP = "Received: from mx.r.test by store.r.test (Dovecot) with LMTP id 9 for <a@r.test>"
PRIVATE = "Received: from mx4 ([10.202.2.203]) by compute4.internal (LMTPProxy); Fri"
CONTAINER = "Received: from mx01.r.test by p44-gateway-smtp-778464 (gateway 24) with SMTP id d8"
SIX = "Received: from out.d.test (out.d.test [IPv6:2001:db8::25]) by mx.r.test with ESMTPS id 7"
SENDERS = "Received: from laptop (unknown [10.0.0.5]) by out.d.test with ESMTPSA id 1"
CLEAN, SPAM = "X-Spam-Flag: NO", "X-Spam-Flag: YES"


def filters_in(message: bytes) -> tuple[FilterVerdict, ...]:
    read = headers.read(message)
    return read_filters(read, border_of(read, path_of(read)))


def believed(*lines: str) -> list[tuple[Word, bool]]:
    message = "\n".join((*lines, "From: a@d.test", "", "")).encode()
    return [(one.word, one.believed) for one in filters_in(message)]


@pytest.mark.parametrize(
    "way",
    [
        (SPAM, OUTSIDE),
        (LMTP, SPAM, OUTSIDE),
        (BACK, SPAM, AMAVIS, OUTSIDE),
        (LMTP, BACK, SPAM, AMAVIS, OUTSIDE, SENDERS),
        (PRIVATE, SPAM, OUTSIDE),
        (CONTAINER, SPAM, OUTSIDE),
        (SPAM, SIX),
        ("Received: by 2001:db8:a05:6 with SMTP id x", SPAM, OUTSIDE),
        ("Received: (qmail 4265 invoked by uid 399)", SPAM, OUTSIDE),
        ("Received: (from root@localhost)", SPAM, OUTSIDE),
        ("Received: from localhost by mx.r.test with SpamAssassin (version 4.0.1)", SPAM, OUTSIDE),
        (SPAM,),
        (SPAM, "Received: from laptop ([10.0.0.5]) by mx.r.test"),
    ],
)
def test_what_the_receiver_wrote_is_believed(way: tuple[str, ...]) -> None:
    assert believed(*way) == [(Word.SPAM, True)]


@pytest.mark.parametrize(
    "way",
    [
        (OUTSIDE, CLEAN),
        (SIX, CLEAN),
        (LMTP, OUTSIDE, CLEAN, SENDERS),
        (BACK, AMAVIS, OUTSIDE, CLEAN),
        # The sender's own lines may look like the receiver's inside.
        (OUTSIDE, CLEAN, LMTP),
        (OUTSIDE, PRIVATE, CLEAN, BACK),
        # A name is the sender's choice, so it does not make a hop an inner one.
        (OUTSIDE.replace("from out.d.test", "from localhost"), CLEAN, PRIVATE),
        (OUTSIDE.replace("from out.d.test", "from mx.r.test"), CLEAN, PRIVATE),
        (OUTSIDE.replace("(out.d.test", "(mx.r.test"), CLEAN, PRIVATE),
        # Nor does an address of the inside that it calls itself, beside the real one.
        (OUTSIDE.replace("from out.d.test", "from [10.0.0.1]"), CLEAN, PRIVATE),
        ("Received: from out.d.test by mx.r.test with ESMTP", CLEAN, SENDERS),
        # Where no address was written, a greeting by the receiver's own name is no proof either.
        ("Received: from gate.r.test by mx.r.test with ESMTP", CLEAN, OUTSIDE),
        ("Received: from localhost by mx.r.test with ESMTP", CLEAN, OUTSIDE),
        ("Received: from unknown by mx.r.test with ESMTP", CLEAN, SENDERS),
        # Every form in which servers write the address.
        ("Received: from unknown (HELO out) (192.0.2.9) by mx.r.test with SMTP", CLEAN, BACK),
        ("Received: from unknown (HELO out) (none@192.0.2.9) by mx.r.test", CLEAN, BACK),
        ("Received: from [192.0.2.9] (helo=localhost) by mx.r.test with esmtp", CLEAN, BACK),
        ("Received: from localhost ([192.0.2.9:4711]) by mx.r.test", CLEAN, BACK),
        ("Received: from localhost ([192.0.2.9]:4711) by mx.r.test", CLEAN, BACK),
    ],
)
def test_what_the_sender_could_have_written_is_kept_apart(way: tuple[str, ...]) -> None:
    assert believed(*way) == [(Word.CLEAN, False)]


def test_what_is_forged_does_not_touch_what_is_true() -> None:
    forged = ("X-Spam-Status: No, score=-9 required=5 tests=ALL_TRUSTED", CLEAN)
    true = "X-Spam-Status: Yes, score=9 required=5 tests=BAYES_99"
    assert believed(true, OUTSIDE, *forged) == [(Word.SPAM, True), (Word.CLEAN, False)]


REPORT = "X-Forefront-Antispam-Report: CIP:192.0.2.9;SCL:5;SFV:SPM;CAT:SPM;"
RESULTS = "Authentication-Results: spf=none;dmarc=fail action=none;compauth=fail reason=001"
CLOUD = (
    "Received: from A.prod.outlook.com (2603:10a6:20b::1) by B.prod.outlook.com with HTTPS; Fri",
    RESULTS,
    "Received: from out.d.test (192.0.2.9) by C.mail.protection.outlook.com (10.1.1.1) with TLS",
)


def test_microsofts_cloud_writes_its_fields_at_the_end() -> None:
    message = "\n".join((*CLOUD, "From: a@d.test", REPORT, "", "")).encode()
    (one,) = filters_in(message)
    assert (one.word, one.why, one.believed) == (Word.SPAM, Why.UNCONFIRMED, True)


def test_of_several_such_fields_none_is_known_to_be_microsofts() -> None:
    assert believed(*CLOUD, REPORT, REPORT.replace("SPM", "NSPM")) == [(Word.SPAM, False)]


def test_elsewhere_the_same_field_at_the_end_is_the_senders() -> None:
    assert believed(OUTSIDE, REPORT) == [(Word.SPAM, False)]
    named = "Received: from a.prod.outlook.com (a.prod.outlook.com [192.0.2.9]) by mx.r.test"
    assert believed(named, REPORT) == [(Word.SPAM, False)]


def test_results_that_the_sender_could_have_written_are_no_reason() -> None:
    message = "\n".join((REPORT, OUTSIDE, RESULTS, "", "")).encode()
    (one,) = filters_in(message)
    assert (one.word, one.why, one.believed) == (Word.SPAM, None, True)


def test_the_cloud_is_not_the_word_for_other_fields() -> None:
    assert believed(*CLOUD, CLEAN) == [(Word.CLEAN, False)]


GOOGLE = (
    "Received: by 2002:a05:6a00:1 with SMTP id z9; Fri",
    "Received: from out.d.test (out.d.test. [192.0.2.9]) by mx.google.com with ESMTPS id y1; Fri",
)


def google(disposed: str) -> str:
    return f"Authentication-Results: mx.google.com; dmarc=fail (p=X sp=X dis={disposed})"


def test_gmail_says_only_what_dmarc_came_to() -> None:
    read = filters_in("\n".join((*GOOGLE, google("NONE"), "", "")).encode())
    assert [(one.maker, one.word, one.why) for one in read] == [("Gmail", Word.SCANNED, Why.SILENT)]
    lines = "\n".join((*GOOGLE, google("QUARANTINE"), google("NONE"), "", ""))
    read = filters_in(lines.encode())
    assert [(one.maker, one.word, one.why) for one in read] == [("Gmail", Word.SPAM, Why.DMARC)]


def test_the_receiver_is_the_server_that_took_it_from_outside() -> None:
    message = "\n".join((LMTP, BACK, AMAVIS, OUTSIDE, SENDERS, "", "")).encode()
    read = headers.read(message)
    assert border_of(read, path_of(read)).receiver == "mx.r.test"
