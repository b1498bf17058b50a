"""Rules of SpamAssassin and Rspamd: what each is about, and that it has its words."""

import pytest

from mailadmin.core.message.filters.rules import Topic, meaning_of, names, topic_of
from mailadmin.core.texts.message.rules import TEXTS

CASES = [
    ("URIBL_BLOCKED", "list-refused", Topic.FILTER),
    ("URIBL_BLACK", "link-listed", Topic.LINKS),
    ("URIBL_DBL_BLOCKED_OPENDNS", "list-refused", Topic.FILTER),
    ("URIBL_DBL_SPAM", "link-listed", Topic.LINKS),
    ("URIBL_DBL_PHISH", "phishing", Topic.PHISHING),
    ("BAYES_99", "bayes-spam", Topic.WORDS),
    ("BAYES_00", "bayes-ham", Topic.GOOD),
    ("RDNS_NONE", "rdns-none", Topic.REVERSE_DNS),
    ("HFILTER_HOSTNAME_UNKNOWN", "rdns-none", Topic.REVERSE_DNS),
    ("HFILTER_HELO_5", "helo", Topic.HELO),
    ("HFILTER_HELO_DNSFAIL", "not-asked", Topic.FILTER),
    ("HTML_IMAGE_ONLY_04", "only-pictures", Topic.LOOK),
    ("HTML_MESSAGE", "html", Topic.GOOD),
    ("MIME_HTML_ONLY", "only-html", Topic.LOOK),
    ("SPF_FAIL", "spf-fail", Topic.SPF),
    ("R_SPF_FAIL", "spf-fail", Topic.SPF),
    ("SPF_PASS", "spf-pass", Topic.GOOD),
    ("DKIM_INVALID", "dkim-fail", Topic.DKIM),
    ("R_DKIM_REJECT", "dkim-fail", Topic.DKIM),
    ("DMARC_POLICY_REJECT", "dmarc-reject", Topic.DMARC),
    ("FROM_EXCESS_BASE64", "from-encoded", Topic.SENDER),
    ("FORGED_YAHOO_RCVD", "forged", Topic.FORM),
    ("FORGED_SENDER", "from-other-envelope", Topic.SENDER),
    ("FORGED_SENDER_MAILLIST", "mailing-list", Topic.GOOD),
    ("MISSING_MID", "missing-id", Topic.FORM),
    ("MISSING_SUBJECT", "subject-missing", Topic.SUBJECT),
    ("RBL_SPAMHAUS_SBL", "listed", Topic.BLOCKLIST),
    ("RBL_SPAMHAUS_PBL", "listed-home", Topic.BLOCKLIST),
    ("RBL_SPAMHAUS_BLOCKED", "list-refused", Topic.FILTER),
    ("RBL_SOMETHING_NEW", "listed", Topic.BLOCKLIST),
    ("RCVD_IN_DNSWL_MED", "good-list", Topic.GOOD),
    ("RCVD_IN_DNSWL_BLOCKED", "list-refused", Topic.FILTER),
    ("R_SUSPICIOUS_URL", "link-odd", Topic.LINKS),
    ("MV_CASE", "odd-capitals", Topic.FORM),
    ("FAKE_REPLY", "false-reply", Topic.SUBJECT),
    (" r_dkim_reject ", "dkim-fail", Topic.DKIM),
]


@pytest.mark.parametrize(("rule", "meaning", "topic"), CASES)
def test_what_a_rule_is_about(rule: str, meaning: str, topic: Topic) -> None:
    assert meaning_of(rule) == f"message.rule.{meaning}"
    assert topic_of(rule) is topic


@pytest.mark.parametrize("rule", ["", "*", "KAM_SOMEBODYS_OWN", "SPF", "BAYES_", "X" * 1_000_000])
def test_of_a_rule_that_we_do_not_know_nothing_is_said(rule: str) -> None:
    assert meaning_of(rule) is None
    assert topic_of(rule) is None


def test_every_meaning_has_its_words_and_every_text_is_needed() -> None:
    assert {meaning_of(name) for name in names()} == set(TEXTS)


def test_the_words_are_plain_sentences() -> None:
    for text in TEXTS.values():
        assert text.title[0].isupper()
        assert "{" not in text.title
        assert not text.title.endswith(".")


def test_no_rule_stands_in_the_table_twice() -> None:
    assert len(names()) == len(set(names()))
