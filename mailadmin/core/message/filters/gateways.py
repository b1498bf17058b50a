"""Filters that stand in front of a mail server and count points.

Proofpoint, Mimecast, Barracuda, Cisco, Sophos, Trend Micro. None of the numbers was checked against
the makers' manuals; they are what decoding tools and published mail show, and every site can set
other limits.
"""

import re
from typing import Final

from mailadmin.core.message.filters.fields import Fields, first_word, hits, number, number_after
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word


def read_proofpoint(fields: Fields) -> FilterVerdict | None:
    """The rule's name has the verdict; the scores are from 0 to 100."""
    own = ("X-Proofpoint-Spam-Details", "X-Proofpoint-Spam-Reason", "X-Proofpoint-Virus-Version")
    if not fields.has(*own):
        return None
    details = fields.get(own[0])
    found = re.search(r"\brule\s{0,3}=\s{0,3}([A-Za-z0-9_.-]{1,80})", details)
    rule = "" if found is None else found[1].lower()
    return FilterVerdict(
        maker="Proofpoint",
        word=_proofpoint_word(rule),
        score=number_after(details, "score"),
        rules=(Hit(rule),) if rule else (),
        evidence=fields.seen(*own),
    )


def _proofpoint_word(rule: str) -> Word:
    if not rule:
        return Word.SCANNED
    if rule.endswith("notspam"):
        return Word.CLEAN
    known = (
        ("malware", Word.MALWARE),
        ("phish", Word.PHISHING),
        ("spam", Word.SPAM),
        ("definitive", Word.SPAM),
        ("quarantine", Word.SPAM),
    )
    return next((word for part, word in known if part in rule), Word.SCANNED)


_MIMECAST: Final = (
    "X-Mimecast-Spam-Score", "X-Mimecast-Spam-Signature", "X-Mimecast-Bulk-Signature",
    "X-Mimecast-Impersonation-Protect",
)  # fmt: skip


def read_mimecast(fields: Fields) -> FilterVerdict | None:
    """Below 3 points nothing was found, over 5 it is spam; a bulk mark of its own."""
    if not fields.has(*_MIMECAST):
        return None
    score = number(fields.get(_MIMECAST[0]))
    word, why = Word.SCANNED, None
    if score is not None:
        word = Word.CLEAN if score < 3 else Word.SUSPICIOUS if score <= 5 else Word.SPAM
    signature = fields.get(_MIMECAST[1])
    if first_word(fields.get(_MIMECAST[2])) == "yes" and word is not Word.SPAM:
        word = Word.BULK
    if _is_true_somewhere(fields.get(_MIMECAST[3])) and not word.is_bad:
        word, why = Word.SUSPICIOUS, Why.IMPERSONATION
    return FilterVerdict(
        maker="Mimecast",
        word=word,
        why=why,
        score=score,
        rules=(Hit(signature[:80]),) if signature else (),
        evidence=fields.seen(*_MIMECAST),
    )


def _is_true_somewhere(tests: str) -> bool:
    """Whether any test of the list came to true; the first number says how many are needed."""
    return re.search(r"=\s{0,3}true\b", tests, re.IGNORECASE) is not None


_BARRACUDA: Final = (
    "X-Barracuda-Spam-Status", "X-Barracuda-Spam-Score", "X-Barracuda-Spam-Report",
    "X-Barracuda-Bayes",
)  # fmt: skip
_SWITCHED_OFF: Final = 1000.0
"""A level that Barracuda writes for "never"."""


def read_barracuda(fields: Fields) -> FilterVerdict | None:
    """Much like SpamAssassin, with three levels: tag, quarantine, kill."""
    if not fields.has(*_BARRACUDA):
        return None
    status = fields.get(_BARRACUDA[0])
    score = number_after(status, "score")
    if score is None:
        score = number(fields.get(_BARRACUDA[1]))
    levels = (number_after(status, f"{name}_LEVEL") for name in ("TAG", "QUARANTINE", "KILL"))
    limits = [level for level in levels if level is not None and level < _SWITCHED_OFF]
    answers = {"yes": Word.SPAM, "no": Word.CLEAN}
    word = answers.get(first_word(status), Word.SCANNED)
    tests = re.split(r"\btests\s{0,3}=", status, maxsplit=1)
    return FilterVerdict(
        maker="Barracuda",
        word=word,
        score=score,
        limit=min(limits) if limits else None,
        rules=hits(tests[1].split(",")) if len(tests) > 1 else (),
        evidence=fields.seen(*_BARRACUDA),
    )


_CISCO: Final = (
    "X-IronPort-Reputation", "X-SBRS", "X-IronPort-SenderGroup", "X-IronPort-MailFlowPolicy",
    "X-IronPort-Anti-Spam-Filtered", "X-IronPort-Anti-Spam-Result", "X-IronPort-AV", "X-Amp-Result",
)  # fmt: skip
_CISCO_POLICIES: Final = {
    "$TRUSTED": (Word.ALLOWED, Why.ADMIN_LIST),
    "$BLOCKED": (Word.BLOCKED, Why.ADMIN_LIST),
    "$THROTTLED": (Word.SUSPICIOUS, None),
}


def read_cisco(fields: Fields) -> FilterVerdict | None:
    """It says that it looked and how it thinks of the sending server (-10 to 10), no verdict."""
    if not fields.has(*_CISCO):
        return None
    reputation = number(fields.get("X-IronPort-Reputation", "X-SBRS"))
    policy = fields.get("X-IronPort-MailFlowPolicy").strip().upper()
    word, why = _CISCO_POLICIES.get(policy, (Word.SCANNED, None))
    if reputation is not None and reputation < 0 and word is Word.SCANNED:
        word = Word.SUSPICIOUS
    return FilterVerdict(
        maker="Cisco", word=word, why=why, score=reputation, evidence=fields.seen(*_CISCO)
    )


_SOPHOS: Final = ("X-SEA-Spam", "X-PerlMx-Spam", "X-Sophos-SenderHistory", "X-Sophos-Rescan")
_LIKELY: Final = 50.0
"""Per cent from which a message is rather spam than not; the site's own limit is not told."""


def read_sophos(fields: Fields) -> FilterVerdict | None:
    """The chance of spam in per cent, and the rules with their points."""
    if not fields.has(*_SOPHOS):
        return None
    text = fields.get(*_SOPHOS[:2])
    chance = number_after(text, "Probability")
    word = Word.SCANNED
    if chance is not None:
        word = Word.CLEAN if chance < _LIKELY else Word.SUSPICIOUS
    report = text.partition("Report='")[2].partition("'")[0]
    return FilterVerdict(
        maker="Sophos",
        word=word,
        score=chance,
        rules=hits((item for item in report.split(",") if "__" not in item[:4]), between=" "),
        evidence=fields.seen(*_SOPHOS),
    )


_TREND: Final = (
    "X-TM-AS-Result", "X-TMASE-Result", "X-IMSS-Scan-Details", "X-TM-AS-User-Approved-Sender",
    "X-TM-AS-User-Blocked-Sender", "X-TMASE-SNAP-Result",
)  # fmt: skip
_TREND_RESULT: Final = re.compile(
    r"\s{0,5}(Yes|No)-(-?\d{1,5}(?:\.\d{1,9})?)-(-?\d{1,5}(?:\.\d{1,9})?)", re.IGNORECASE
)


def read_trend(fields: Fields) -> FilterVerdict | None:
    """``Yes-34.6-8.0-31``: hit or not, points, limit. A second hyphen is a minus."""
    if not fields.has(*_TREND):
        return None
    found = _TREND_RESULT.match(fields.get(*_TREND[:3]))
    word, why = Word.SCANNED, None
    if found is not None:
        word = Word.SPAM if found[1].lower() == "yes" else Word.CLEAN
    if first_word(fields.get("X-TM-AS-User-Approved-Sender")) == "yes":
        word, why = Word.ALLOWED, Why.USER_LIST
    if first_word(fields.get("X-TM-AS-User-Blocked-Sender")) == "yes":
        word, why = Word.BLOCKED, Why.USER_LIST
    return FilterVerdict(
        maker="Trend Micro",
        word=word,
        why=why,
        score=None if found is None else number(found[2]),
        limit=None if found is None else number(found[3]),
        evidence=fields.seen(*_TREND),
    )
