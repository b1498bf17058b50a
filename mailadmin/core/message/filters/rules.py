"""What the well-known rules of SpamAssassin and Rspamd are about.

Both name what they found in capitals and add points up; many names are alike in both. Sources: the
rules of apache/spamassassin (``rules/*.cf``), the scores of rspamd/rspamd (``conf/scores.d``).
"""

from enum import StrEnum
from typing import Final

LONGEST_NAME: Final = 100
"""Letters that the name of a rule may have; the longest that are known have some fifty."""


class Topic(StrEnum):
    """What a rule is about, and with that who can do something about it."""

    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"
    REVERSE_DNS = "reverse-dns"
    HELO = "helo"
    BLOCKLIST = "blocklist"
    LINKS = "links"
    PHISHING = "phishing"
    WORDS = "words"
    SEEN_BEFORE = "seen-before"
    LOOK = "look"
    """HTML, pictures, colours."""
    SUBJECT = "subject"
    SENDER = "sender"
    """The addresses in From, Reply-To and the envelope."""
    FORM = "form"
    """Fields that are missing, wrong or unlike those of honest programs."""
    ATTACHMENT = "attachment"
    MALWARE = "malware"
    USER_LIST = "user-list"
    FILTER = "filter"
    """The filter itself, not the message."""
    GOOD = "good"
    """What speaks for the message, or says nothing."""


# A name that ends in * stands for all that begin so. The keys are the ends of text ids.
_MEANINGS: Final[dict[Topic, dict[str, str]]] = {
    Topic.SPF: {
        "spf-fail": "SPF_FAIL R_SPF_FAIL T_SPF_FAIL KAM_SPF_FAIL",
        "spf-softfail": "SPF_SOFTFAIL R_SPF_SOFTFAIL",
        "spf-neutral": "SPF_NEUTRAL R_SPF_NEUTRAL",
        "spf-none": "SPF_NONE R_SPF_NA",
        "spf-broken": "R_SPF_PERMFAIL T_SPF_PERMERROR SPF_PERMERROR",
        "spf-anybody": "R_SPF_PLUSALL",
    },
    Topic.DKIM: {
        "dkim-fail": "DKIM_INVALID T_DKIM_INVALID R_DKIM_REJECT",
        "dkim-broken": "R_DKIM_PERMFAIL",
        "dkim-none": "R_DKIM_NA DKIM_NONE",
    },
    Topic.DMARC: {
        "dmarc-reject": "DMARC_POLICY_REJECT DMARC_REJECT KAM_DMARC_REJECT",
        "dmarc-quarantine": "DMARC_POLICY_QUARANTINE DMARC_QUAR DMARC_QUARANTINE"
        " KAM_DMARC_QUARANTINE",
        "dmarc-fail": "DMARC_POLICY_SOFTFAIL DMARC_NONE DMARC_FAIL KAM_DMARC_NONE",
        "dmarc-none": "DMARC_NA DMARC_MISSING",
        "arc-fail": "ARC_REJECT ARC_INVALID",
    },
    Topic.REVERSE_DNS: {
        "rdns-none": "RDNS_NONE HFILTER_HOSTNAME_UNKNOWN RDNS_FCRDNS_FAIL",
        "rdns-home": "RDNS_DYNAMIC HFILTER_HOSTNAME_1 HFILTER_HOSTNAME_2 HFILTER_HOSTNAME_3"
        " HFILTER_HOSTNAME_4 HFILTER_HOSTNAME_5 ONCE_RECEIVED_STRICT",
    },
    Topic.HELO: {
        "helo": "HFILTER_HELO_* HELO_MISC_IP NO_FQDN_HELO FAKE_HELO_* RCVD_HELO_IP_MISMATCH",
        "helo-home": "HELO_DYNAMIC_*",
        "helo-spf": "SPF_HELO_FAIL SPF_HELO_SOFTFAIL",
    },
    Topic.BLOCKLIST: {
        "listed": "RBL_* RCVD_IN_SBL RCVD_IN_SBL_CSS RCVD_IN_XBL RCVD_IN_BL_SPAMCOP_NET"
        " RCVD_IN_PSBL RCVD_IN_BRBL_LASTEXT RCVD_IN_SORBS_* RCVD_IN_RP_RNBL"
        " RCVD_IN_VALIDITY_RPBL RCVD_IN_MSPIKE_BL RCVD_IN_MSPIKE_L* RCVD_IN_MSPIKE_ZBI",
        "listed-home": "RCVD_IN_PBL RBL_SPAMHAUS_PBL RCVD_IN_SORBS_DUL",
        "listed-earlier": "RECEIVED_SPAMHAUS_* RECEIVED_BLOCKLISTDE",
    },
    Topic.LINKS: {
        "link-listed": "URIBL_BLACK URIBL_RED URIBL_GREY URIBL_SBL URIBL_SBL_A URIBL_CSS"
        " URIBL_CSS_A URIBL_DBL_* URIBL_ABUSE_SURBL URIBL_WS_SURBL URIBL_JP_SURBL URIBL_CR_SURBL"
        " ABUSE_SURBL CRACKED_SURBL DBL_SPAM DBL_ABUSE* RSPAMD_URIBL SEM_URIBL*",
        "link-odd": "R_SUSPICIOUS_URL SUSPICIOUS_URL* OMOGRAPH_URL R_MIXED_CHARSET_URL WEIRD_PORT"
        " URI_HEX URI_TRUNCATED HTTP_TO_IP HTTPS_TO_HTTP",
        "link-number": "NUMERIC_HTTP_ADDR NORMAL_HTTP_TO_IP HTTP_TO_NUMBER",
        "link-short": "SHORT_SHORTNER SHORTENED_URL_SRC URL_SHORTENER* T_SHORT_SHORTNER",
        "link-only": "HFILTER_URL_ONLY HFILTER_URL_ONELINE",
    },
    Topic.PHISHING: {
        "phishing": "PHISHING PHISHED_OPENPHISH PHISHED_PHISHTANK HACKED_WP_PHISHING"
        " PH_SURBL_MULTI URIBL_PH_SURBL DBL_PHISH URIBL_DBL_PHISH",
    },
    Topic.WORDS: {
        "bayes-spam": "BAYES_999 BAYES_99 BAYES_95 BAYES_80 BAYES_60 BAYES_SPAM NEURAL_SPAM*",
        "money": "LOTS_OF_MONEY MONEY_* ADVANCE_FEE_* T_MONEY_*",
        "shouting": "UPPERCASE_*",
        "empty": "EMPTY_MESSAGE COMPLETELY_EMPTY",
    },
    Topic.SEEN_BEFORE: {
        "seen-before": "RAZOR2_* PYZOR_CHECK DCC_CHECK DCC_BULK DCC_REJECT FUZZY_DENIED"
        " FUZZY_PROB DIGEST_MULTIPLE",
        "test-text": "GTUBE",
    },
    Topic.LOOK: {
        "only-pictures": "HTML_IMAGE_ONLY_* HTML_IMAGE_RATIO_* HTML_SHORT_LINK_IMG_* R_EMPTY_IMAGE",
        "only-html": "MIME_HTML_ONLY MIME_HTML_ONLY_MULTI MIME_HTML_MOSTLY",
        "parts-differ": "R_PARTS_DIFFER MPART_ALT_DIFF MPART_ALT_DIFF_COUNT",
        "hidden-text": "HTML_FONT_LOW_CONTRAST HTML_FONT_SIZE_* R_WHITE_ON_WHITE ZERO_FONT"
        " MANY_INVISIBLE_PARTS HTML_VISIBLE_CHECKS HTML_FONT_TINY* HTML_OBFUSCATE_*",
        "html-broken": "HTML_TAG_BALANCE_* HTML_MIME_NO_HTML_TAG HTML_BADTAG_* HTML_EXTRA_CLOSE",
    },
    Topic.SUBJECT: {
        "subject-capitals": "SUBJ_ALL_CAPS",
        "subject-loud": "SUBJECT_ENDS_EXCLAIM SUBJECT_HAS_EXCLAIM SUBJECT_HAS_CURRENCY PLING_QUERY",
        "subject-missing": "MISSING_SUBJECT EMPTY_SUBJECT",
        "subject-encoded": "SUBJ_EXCESS_BASE64 SUBJ_EXCESS_QP SUBJECT_NEEDS_ENCODING"
        " SUBJ_ILLEGAL_CHARS",
        "false-reply": "FAKE_REPLY FAKE_REPLY_*",
    },
    Topic.SENDER: {
        "from-encoded": "FROM_EXCESS_BASE64 FROM_EXCESS_QP FROM_NEEDS_ENCODING FROM_ILLEGAL_CHARS",
        "from-other-envelope": "FORGED_SENDER FROM_NEQ_ENVFROM HEADER_FROM_DIFFERENT_DOMAINS",
        "from-name-address": "SPOOF_DISPLAY_NAME FROM_NEQ_DISPLAY_NAME FROMNAME_SPOOF*",
        "from-no-domain": "HFILTER_FROMHOST_* NO_DNS_FOR_FROM FROM_NO_DOMAIN",
        "from-ending": "FROM_SUSPICIOUS_NTLD* PDS_OTHER_BAD_TLD SUSPICIOUS_TLD*",
        "reply-elsewhere": "FREEMAIL_FORGED_REPLYTO FREEMAIL_REPLYTO* REPLYTO_DOM_NEQ_FROM_DOM"
        " SPOOF_REPLYTO",
        "recipients-hidden": "UNDISC_RECIPS R_UNDISC_RCPT FORGED_RECIPIENTS",
    },
    Topic.FORM: {
        "forged": "FORGED_*",
        "missing-id": "MISSING_MID MISSING_MESSAGE_ID",
        "missing-date": "MISSING_DATE",
        "missing-from": "MISSING_FROM",
        "missing-to": "MISSING_HEADERS MISSING_TO",
        "missing-mime": "MISSING_MIME_VERSION MISSING_MIMEOLE MISSING_MIME_*",
        "date": "DATE_IN_PAST* DATE_IN_FUTURE* INVALID_DATE*",
        "bad-id": "INVALID_MSGID MID_RHS_NOT_FQDN MID_RHS_IP_LITERAL MSGID_*",
        "odd-capitals": "MV_CASE",
        "broken-fields": "BROKEN_HEADERS BROKEN_CONTENT_TYPE MULTIPLE_UNIQUE_HEADERS R_BAD_CTE_7BIT"
        " MIME_HEADER_CTYPE_ONLY CTYPE_MIXED_BOGUS MIME_BASE64_TEXT MIME_BASE64_BLANKS"
        " MIME_BASE64_TEXT_BOGUS",
        "mixed-letters": "R_MIXED_CHARSET MIXED_ES",
        "one-hop": "ONCE_RECEIVED DIRECT_TO_MX",
        "not-encrypted": "RCVD_NO_TLS_LAST",
    },
    Topic.ATTACHMENT: {
        "attachment-type": "MIME_BAD_ATTACHMENT MIME_BAD_EXTENSION MIME_DOUBLE_BAD_EXTENSION"
        " MIME_BAD MIME_BAD_UNICODE MIME_UNKNOWN",
        "attachment-archive": "MIME_ENCRYPTED_ARCHIVE MIME_ARCHIVE_IN_ARCHIVE"
        " MIME_OBFUSCATED_ARCHIVE",
    },
    Topic.MALWARE: {
        "malware": "CLAM_VIRUS CLAMAV CLAMAV_VIRUS EICAR MW_SURBL_MULTI URIBL_MW_SURBL DBL_MALWARE"
        " URIBL_DBL_MALWARE",
    },
    Topic.USER_LIST: {
        "user-blocks": "USER_IN_BLOCKLIST* USER_IN_BLACKLIST*",
        "user-allows": "USER_IN_WELCOMELIST* USER_IN_WHITELIST* USER_IN_DEF_* WHITELIST_*",
    },
    Topic.FILTER: {
        "list-refused": "URIBL_BLOCKED URIBL_ZEN_BLOCKED* URIBL_DBL_BLOCKED* RCVD_IN_ZEN_BLOCKED*"
        " RCVD_IN_DNSWL_BLOCKED DNSWL_BLOCKED DWL_DNSWL_BLOCKED RBL_SPAMHAUS_BLOCKED*"
        " RECEIVED_SPAMHAUS_BLOCKED* SURBL_BLOCKED RCVD_IN_VALIDITY_CERTIFIED_BLOCKED"
        " RCVD_IN_VALIDITY_RPBL_BLOCKED RCVD_IN_VALIDITY_SAFE_BLOCKED",
        "unread-path": "UNPARSEABLE_RELAY",
        "not-asked": "R_SPF_DNSFAIL R_DKIM_TEMPFAIL RDNS_DNSFAIL RDNS_FCRDNS_DNSFAIL"
        " HFILTER_HELO_DNSFAIL HFILTER_FROMHOST_DNSFAIL T_SPF_TEMPERROR ARC_DNSFAIL",
        "history": "AWL TXREP*",
        "greylist": "GREYLIST*",
    },
    Topic.GOOD: {
        "spf-pass": "SPF_PASS R_SPF_ALLOW SPF_HELO_PASS",
        "helo-spf-none": "SPF_HELO_NONE SPF_HELO_NEUTRAL",
        "dkim-pass": "DKIM_VALID R_DKIM_ALLOW DKIM_VALID_AU DKIM_VALID_EF R_DKIM_ALIGNED",
        "dkim-there": "DKIM_SIGNED",
        "dmarc-pass": "DMARC_PASS DMARC_POLICY_ALLOW DMARC_POLICY_ALLOW_WITH_FAILURES",
        "arc-pass": "ARC_ALLOW ARC_VALID ARC_SIGNED",
        "bayes-ham": "BAYES_00 BAYES_05 BAYES_20 BAYES_40 BAYES_HAM NEURAL_HAM*",
        "bayes-even": "BAYES_50",
        "good-list": "RCVD_IN_DNSWL_* DWL_DNSWL_* RCVD_IN_MSPIKE_H* RCVD_IN_MSPIKE_WL RWL_*"
        " RCVD_IN_VALIDITY_CERTIFIED RCVD_IN_VALIDITY_SAFE",
        "inside": "ALL_TRUSTED",
        "html": "HTML_MESSAGE",
        "free-provider": "FREEMAIL_FROM FREEMAIL_ENVFROM*",
        "mailing-list": "MAILLIST MAILING_LIST_MULTI HAS_LIST_UNSUB PRECEDENCE_BULK"
        " FORGED_SENDER_MAILLIST FORGED_RECIPIENTS_MAILLIST",
        "usual-form": "MIME_GOOD MIME_TRACE",
    },
}  # fmt: skip

_ALL: Final = {
    name: (topic, meaning)
    for topic, meanings in _MEANINGS.items()
    for meaning, names in meanings.items()
    for name in names.split()
}
_FAMILIES: Final = {name[:-1]: found for name, found in _ALL.items() if name.endswith("*")}


def meaning_of(rule: str) -> str | None:
    """The id of the sentence that says what a rule is about; None where we do not know the rule."""
    found = _found(rule)
    return None if found is None else f"message.rule.{found[1]}"


def topic_of(rule: str) -> Topic | None:
    """What a rule is about; None where we do not know the rule."""
    found = _found(rule)
    return None if found is None else found[0]


def names() -> tuple[str, ...]:
    """The rules of the table as they stand there, each as often as it does."""
    lists = [listed for meanings in _MEANINGS.values() for listed in meanings.values()]
    return tuple(name for listed in lists for name in listed.split())


def _found(rule: str) -> tuple[Topic, str] | None:
    """The rule itself, else the family with the longest beginning in common."""
    name = rule.strip().upper()
    if name in _ALL:
        return _ALL[name]
    ends = range(min(len(name), LONGEST_NAME), 0, -1)
    return next((_FAMILIES[name[:end]] for end in ends if name[:end] in _FAMILIES), None)
