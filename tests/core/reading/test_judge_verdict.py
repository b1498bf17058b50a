"""Why is it in Junk? In tables, and that everything judged has its words and its fix."""

import pytest

from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.finding import HeaderSeen, Status
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message import headers
from mailadmin.core.message.border import border_of
from mailadmin.core.message.filters import FilterVerdict, Hit, Why, Word, read_filters
from mailadmin.core.message.path import path_of
from mailadmin.core.reading.judge.verdict import judge
from mailadmin.core.reading.verdict_facts import VerdictFacts
from mailadmin.core.texts.message.verdict import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said

JUNK, INBOX = Place.JUNK, Place.INBOX
OK, INFO, WARNING = Status.OK, Status.INFO, Status.WARNING
FAILED, UNKNOWN = Status.FAILED, Status.UNKNOWN


def told(
    word: Word,
    why: Why | None = None,
    *rules: Hit,
    maker: str = "Sieve",
    level: int | None = None,
    placed: Place | None = None,
) -> FilterVerdict:
    return FilterVerdict(
        maker=maker,
        word=word,
        why=why,
        bulk_level=level,
        rules=rules,
        placed=placed,
        evidence=(HeaderSeen("X-Sieve", f"{maker} {word}"),),
        believed=True,
    )


def forged(word: Word) -> FilterVerdict:
    return FilterVerdict(maker="Sender", word=word, evidence=(HeaderSeen("X-Sender", word),))


def facts(*filters: FilterVerdict, place: Place | None = None, **known: str) -> VerdictFacts:
    return VerdictFacts(filters=filters, place=place, receiver_says=known)


CLEAN, SPAM, SUSPICIOUS = told(Word.CLEAN), told(Word.SPAM), told(Word.SUSPICIOUS)
SCANNED = told(Word.SCANNED, Why.SILENT, maker="Gmail")

REASONS = [
    (told(Word.MALWARE), "malware", FAILED),
    (told(Word.MALWARE, Why.ATTACHMENT_TYPE), "attachment-type", FAILED),
    (told(Word.PHISHING), "phishing", FAILED),
    (told(Word.PHISHING, Why.SPOOF), "spoof", FAILED),
    (told(Word.PHISHING, Why.IMPERSONATION), "impersonation", FAILED),
    (told(Word.SUSPICIOUS, Why.IMPERSONATION), "impersonation", WARNING),
    (told(Word.BLOCKED, Why.USER_LIST), "user-list", WARNING),
    (told(Word.BLOCKED, Why.ADMIN_LIST), "admin-list", WARNING),
    (told(Word.BLOCKED), "admin-list", WARNING),
    (told(Word.SPAM, Why.ADMIN_RULE), "admin-rule", FAILED),
    (told(Word.SPAM, Why.OWN_RULE), "own-rule", FAILED),
    (told(Word.SPAM, Why.DMARC), "dmarc", FAILED),
    (told(Word.SPAM, Why.UNCONFIRMED), "unconfirmed", FAILED),
    (told(Word.SPAM, Why.OWN_DOMAIN), "own-domain", FAILED),
    (told(Word.BULK), "bulk", WARNING),
    (told(Word.BULK, level=8), "bulk-level", WARNING),
    (told(Word.SPAM, None, Hit("R_DKIM_REJECT", 3.0)), "rule-authentication", FAILED),
    (told(Word.SPAM, None, Hit("RDNS_NONE", 3.0)), "rule-server", FAILED),
    (told(Word.SPAM, None, Hit("RBL_SPAMHAUS_SBL", 3.0)), "rule-blocklist", FAILED),
    (told(Word.SPAM, None, Hit("URIBL_BLACK", 3.0)), "rule-links", FAILED),
    (told(Word.SPAM, None, Hit("PHISHING", 3.0)), "rule-phishing", FAILED),
    (told(Word.SPAM, None, Hit("BAYES_99", 3.0)), "rule-words", FAILED),
    (told(Word.SPAM, None, Hit("MIME_HTML_ONLY", 3.0)), "rule-look", FAILED),
    (told(Word.SPAM, None, Hit("SUBJ_ALL_CAPS", 3.0)), "rule-subject", FAILED),
    (told(Word.SPAM, None, Hit("FREEMAIL_FORGED_REPLYTO", 3.0)), "rule-sender", FAILED),
    (told(Word.SPAM, None, Hit("MISSING_DATE", 3.0)), "rule-form", FAILED),
    (told(Word.SPAM, None, Hit("MIME_BAD_EXTENSION", 3.0)), "rule-attachment", FAILED),
    (told(Word.SUSPICIOUS, None, Hit("BAYES_99", 3.0)), "rule-words", WARNING),
    (SPAM, "spam", FAILED),
    (SUSPICIOUS, "suspicious", WARNING),
    # What weighs most decides, also together; what speaks for the message, and the filter's own
    # trouble, are no reasons.
    (told(Word.SPAM, None, Hit("SPF_FAIL", 0.9), Hit("BAYES_99", 3.5)), "rule-words", FAILED),
    (
        told(Word.SPAM, None, Hit("BAYES_99", 3), Hit("R_SPF_FAIL", 2), Hit("R_DKIM_REJECT", 2)),
        "rule-authentication",
        FAILED,
    ),
    (told(Word.SPAM, None, Hit("URIBL_BLOCKED", 9.0), Hit("SPF_PASS", 9.0)), "spam", FAILED),
    (told(Word.SPAM, None, Hit("RDNS_NONE", -1.0), Hit("UNHEARD_OF", 9.0)), "spam", FAILED),
    # Without points: authentication, reputation, content.
    (told(Word.SPAM, None, Hit("BAYES_99"), Hit("SPF_FAIL")), "rule-authentication", FAILED),
    (told(Word.SPAM, None, Hit("BAYES_99"), Hit("RCVD_IN_XBL")), "rule-blocklist", FAILED),
    (told(Word.SPAM, None, Hit("MISSING_MID"), Hit("BAYES_99")), "rule-words", FAILED),
]


@pytest.mark.parametrize(("filter_said", "reason", "status"), REASONS)
def test_what_a_filter_has_against_it(
    filter_said: FilterVerdict, reason: str, status: Status
) -> None:
    junk = judge(facts(filter_said, place=JUNK))
    assert (junk.id, junk.status) == (f"message.verdict.junk-{reason}", status)
    anywhere = judge(facts(filter_said))
    assert (anywhere.id, anywhere.status) == (f"message.verdict.{reason}", status)
    assert junk.evidence == anywhere.evidence == filter_said.evidence


OTHERS = [
    # In Junk, and the filter gives no reason: what is known of the sender, the surest first.
    (facts(SPAM, place=JUNK, dmarc="fail", spf="fail"), "junk-dmarc-failed", FAILED),
    (facts(SUSPICIOUS, place=JUNK, dmarc="fail"), "junk-dmarc-failed", WARNING),
    (facts(CLEAN, place=JUNK, dmarc="fail"), "junk-dmarc-failed", WARNING),
    (facts(place=JUNK, DMARC="Fail"), "junk-dmarc-failed", WARNING),
    (VerdictFacts(place=JUNK, dmarc="fail", listed=True), "junk-dmarc-failed", WARNING),
    (
        VerdictFacts(place=JUNK, dmarc="fail", receiver_says={"dmarc": "pass"}),
        "junk-unknown",
        WARNING,
    ),
    (facts(place=JUNK, spf="softfail", dkim="none"), "junk-unauthenticated", WARNING),
    (facts(place=JUNK, compauth="fail", spf="none"), "junk-unauthenticated", WARNING),
    (facts(place=JUNK, spf="fail", dkim="pass"), "junk-unknown", WARNING),
    (facts(place=JUNK, spf="fail", dkim="temperror"), "junk-unknown", WARNING),
    (facts(place=JUNK, spf="fail"), "junk-unknown", WARNING),
    (facts(place=JUNK, spf="fail", dkim="fail", dmarc="pass"), "junk-unknown", WARNING),
    (facts(place=JUNK, spf="none", dkim="none", dmarc="bestguesspass"), "junk-unknown", WARNING),
    (VerdictFacts(place=JUNK, spf="none", dkim="none"), "junk-unauthenticated", WARNING),
    (VerdictFacts(place=JUNK, listed=True, reverse_dns=False), "junk-listed", WARNING),
    (VerdictFacts(place=JUNK, listed=False, reverse_dns=False), "junk-no-reverse-dns", WARNING),
    (VerdictFacts(place=JUNK, listed=False, reverse_dns=True), "junk-unknown", WARNING),
    # Names of rules without points leave the question open; points do not.
    (
        facts(told(Word.SPAM, None, Hit("BAYES_99")), place=JUNK, dmarc="fail"),
        "junk-dmarc-failed",
        FAILED,
    ),
    (
        facts(told(Word.SPAM, None, Hit("BAYES_99", 5.0)), place=JUNK, dmarc="fail"),
        "junk-rule-words",
        FAILED,
    ),
    (facts(told(Word.BLOCKED, Why.USER_LIST), place=JUNK, dmarc="fail"), "junk-user-list", WARNING),
    # In Junk, and nobody speaks against it.
    (facts(CLEAN, place=JUNK), "junk-though-clean", WARNING),
    (facts(told(Word.ALLOWED), place=JUNK), "junk-though-clean", WARNING),
    (facts(SCANNED, place=JUNK), "junk-silent", WARNING),
    (facts(SCANNED, CLEAN, place=JUNK), "junk-though-clean", WARNING),
    (facts(place=JUNK), "junk-unknown", WARNING),
    (facts(told(Word.CLEAN, Why.OWN_RULE), place=JUNK), "junk-own-rule", WARNING),
    (facts(told(Word.CLEAN, placed=JUNK)), "junk-though-clean", WARNING),
    (facts(told(Word.CLEAN, placed=JUNK), place=INBOX), "inbox-clean", OK),
    # What the sender could have written.
    (facts(forged(Word.SPAM), place=JUNK), "junk-unproven", WARNING),
    (facts(forged(Word.SPAM), CLEAN, place=JUNK), "junk-unproven", WARNING),
    (facts(forged(Word.SPAM), place=JUNK, dmarc="fail"), "junk-dmarc-failed", WARNING),
    (facts(forged(Word.CLEAN), place=JUNK), "junk-unknown", WARNING),
    (facts(forged(Word.CLEAN), SPAM, place=JUNK), "junk-spam", FAILED),
    (facts(forged(Word.CLEAN), place=INBOX), "inbox-unsaid", INFO),
    (facts(forged(Word.SPAM), place=INBOX), "inbox-unsaid", INFO),
    (facts(forged(Word.SPAM), CLEAN), "clean", OK),
    (facts(forged(Word.CLEAN)), "unproven", INFO),
    (facts(forged(Word.SPAM)), "unproven", INFO),
    # In the Inbox.
    (facts(CLEAN, place=INBOX), "inbox-clean", OK),
    (facts(CLEAN, place=INBOX, dmarc="fail"), "inbox-clean", OK),
    (facts(SCANNED, place=INBOX), "inbox-silent", OK),
    (facts(place=INBOX), "inbox-unsaid", INFO),
    (facts(told(Word.ALLOWED, Why.USER_LIST), place=INBOX), "inbox-allowed", INFO),
    (facts(told(Word.CLEAN, Why.OWN_RULE), place=INBOX), "inbox-though-own-rule", INFO),
    (facts(SPAM, place=INBOX), "inbox-though-spam", FAILED),
    (facts(told(Word.PHISHING), place=INBOX), "inbox-though-harmful", FAILED),
    (facts(told(Word.MALWARE), place=INBOX), "inbox-though-harmful", FAILED),
    (facts(told(Word.BULK), place=INBOX), "inbox-though-bulk", WARNING),
    (facts(told(Word.BLOCKED), place=INBOX), "inbox-though-blocked", WARNING),
    (facts(CLEAN, SUSPICIOUS, place=INBOX), "inbox-though-suspicious", WARNING),
    # Nobody knows where.
    (facts(CLEAN), "clean", OK),
    (facts(CLEAN, place=Place.SENT), "clean", OK),
    (facts(told(Word.ALLOWED)), "allowed", INFO),
    (facts(SCANNED), "silent", UNKNOWN),
    (facts(), "nothing", INFO),
    (facts(told(Word.CLEAN, Why.OWN_RULE)), "own-rule", INFO),
    # Filters that contradict each other.
    (facts(SPAM, CLEAN), "disagree", WARNING),
    (facts(SPAM, CLEAN, place=JUNK), "junk-spam", FAILED),
    (facts(SPAM, CLEAN, place=INBOX), "inbox-though-spam", FAILED),
    (facts(SUSPICIOUS, SPAM, told(Word.PHISHING), place=JUNK), "junk-phishing", FAILED),
    (facts(SPAM, told(Word.SPAM, Why.ADMIN_RULE), place=JUNK), "junk-admin-rule", FAILED),
    (facts(SUSPICIOUS, CLEAN), "suspicious", WARNING),
]


@pytest.mark.parametrize(("given", "what", "status"), OTHERS)
def test_where_it_is_and_why(given: VerdictFacts, what: str, status: Status) -> None:
    verdict = judge(given)
    assert (verdict.id, verdict.status) == (f"message.verdict.{what}", status)


ALL = [
    *(facts(one, place=place) for one, _, _ in REASONS for place in (JUNK, None)),
    *(given for given, _, _ in OTHERS),
]


@pytest.mark.parametrize("given", ALL)
def test_the_words(given: VerdictFacts) -> None:
    verdict = judge(given)
    words = said(verdict, TEXTS, FIXES)
    title = TEXTS[verdict.id].title
    what = verdict.id.removeprefix("message.verdict.")
    assert title.startswith("It is in Junk") is what.startswith("junk-")
    assert title.startswith("It is in the Inbox") is what.startswith("inbox-")
    assert (words is not None) or verdict.status in (OK, INFO, UNKNOWN)
    if words is not None:
        assert_complete(FIXES[verdict.id], words)
    assert verdict.cause is None or verdict.cause in CAUSES
    assert (verdict.cause is None) == (verdict.confidence is None)


def test_every_text_is_said_and_every_fix_is_needed() -> None:
    ids = {judge(given).id for given in ALL}
    assert ids == set(TEXTS)
    assert set(FIXES) <= ids


def test_nothing_is_called_a_cause_where_nobody_says_why() -> None:
    for what in ("junk-unknown", "junk-silent", "junk-though-clean", "junk-unproven", "disagree"):
        given = next(each for each, end, _ in OTHERS if end == what)
        assert judge(given).cause is None


def test_a_guess_of_ours_is_less_sure_than_the_filters_own_word() -> None:
    sure = judge(facts(told(Word.SPAM, Why.DMARC), place=JUNK)).confidence
    likely = judge(facts(SPAM, place=JUNK, dmarc="fail")).confidence
    assert sure is not None
    assert likely is not None
    assert likely < sure


def test_what_the_sentences_name() -> None:
    rules = (
        Hit("BAYES_99", 3.5),
        Hit("HTML_MESSAGE", 0.1),
        Hit("RDNS_NONE", 1.25),
        Hit("MV_CASE", 0.5),
    )
    one = FilterVerdict(
        maker="SpamAssassin",
        word=Word.SPAM,
        host="mx.r.test",
        score=7.25,
        limit=5,
        rules=(*rules, Hit("SUBJ_ALL_CAPS", 0.1)),
        evidence=(HeaderSeen("X-Spam-Status", "Yes, " + "x" * 500),),
        believed=True,
    )
    params = judge(facts(one, place=JUNK)).params
    assert params["points"] == "7.25 / 5"
    assert params["rules"] == "BAYES_99 (3.5), RDNS_NONE (1.25), MV_CASE (0.5)"
    assert params["filter_host"] == "mx.r.test"
    assert str(params["said"]).startswith("X-Spam-Status: Yes, xxx")
    assert len(str(params["said"])) <= 80


def test_from_the_header_to_the_sentence() -> None:
    message = (
        b"X-Spam-Status: Yes, score=7.9 required=5.0 tests=[BAYES_50=0.8, HTML_IMAGE_ONLY_08=4.1,\n"
        b"\tMIME_HTML_ONLY=0.7, RDNS_NONE=1.3] autolearn=no\n"
        b"Received: from out.d.test (out.d.test [192.0.2.9]) by mx.r.test with ESMTPS id 7\n"
        b"X-Forefront-Antispam-Report: SCL:-1;SFV:SKA;\n\n"
    )
    read = headers.read(message)
    filters = read_filters(read, border_of(read, path_of(read)))
    verdict = judge(VerdictFacts(filters=filters, place=JUNK))
    assert verdict.id == "message.verdict.junk-rule-look"
    assert [seen.name for seen in verdict.evidence if isinstance(seen, HeaderSeen)] == [
        "X-Spam-Status"
    ]
    words = said(verdict, TEXTS, FIXES)
    assert words is not None
    assert "plain text besides pictures" in words.steps[0]
    assert "SpamAssassin" in words.copy[1].text


def test_what_a_stranger_wrote_cannot_break_a_sentence() -> None:
    hostile = FilterVerdict(
        maker="X{0}\n{evil}",
        word=Word.SPAM,
        rules=(Hit("BAYES_99", float("1e300")), Hit("A" * 5_000, 1.0)),
        evidence=(HeaderSeen("X", "{a}\r\n\x1b[31m" + "y" * 10_000),),
        believed=True,
    )
    verdict = judge(facts(hostile, place=JUNK))
    for value in verdict.params.values():
        assert "\n" not in str(value)
        assert "\x1b" not in str(value)
        assert len(str(value)) < 400
