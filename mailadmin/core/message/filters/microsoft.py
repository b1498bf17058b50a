"""Microsoft 365, Outlook.com, and an Exchange Server of one's own.

Sources: Microsoft's pages on the message headers, SCL and BCL (MicrosoftDocs/defender-docs, 2025
and 2026). Not documented by Microsoft, but by others who run it and seen in much mail: ``SKI``,
and X-Microsoft-Antispam-Mailbox-Delivery with ``dest``, ``OFR:CustomRules``, ``RF:JunkEmail``.
"""

import re
from typing import Final

from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.fields import Fields, number, pairs
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word

MAKER: Final = "Microsoft"

_REPORT: Final = "X-Forefront-Antispam-Report"
_BULK: Final = "X-Microsoft-Antispam"
_DELIVERY: Final = "X-Microsoft-Antispam-Mailbox-Delivery"
_SCL: Final = "X-MS-Exchange-Organization-SCL"
_PCL: Final = "X-MS-Exchange-Organization-PCL"
_CUSTOM: Final = "X-CustomSpam"
_OWN: Final = (_REPORT, _BULK, _DELIVERY, _SCL, _PCL, _CUSTOM)

_Said = tuple[Word, Why | None]

_BY_LIST: Final[dict[str, _Said]] = {
    "BLK": (Word.BLOCKED, Why.USER_LIST),
    "SKB": (Word.BLOCKED, Why.ADMIN_LIST),
    "SFE": (Word.ALLOWED, Why.USER_LIST),
    "SKA": (Word.ALLOWED, Why.ADMIN_LIST),
    "SKQ": (Word.ALLOWED, None),
    "SKN": (Word.ALLOWED, Why.ADMIN_RULE),
    "SKI": (Word.ALLOWED, None),
}
"""``SFV``: a list or rule decided, and the filter did not look."""

_BY_CATEGORY: Final[dict[str, _Said]] = {
    "MALW": (Word.MALWARE, None),
    "AMP": (Word.MALWARE, None),
    "SAP": (Word.MALWARE, None),
    "FTBP": (Word.MALWARE, Why.ATTACHMENT_TYPE),
    "HPHSH": (Word.PHISHING, None),
    "HPHISH": (Word.PHISHING, None),
    "PHSH": (Word.PHISHING, None),
    "INTOS": (Word.PHISHING, None),
    "SPOOF": (Word.PHISHING, Why.SPOOF),
    "DIMP": (Word.PHISHING, Why.IMPERSONATION),
    "UIMP": (Word.PHISHING, Why.IMPERSONATION),
    "GIMP": (Word.PHISHING, Why.IMPERSONATION),
    "BIMP": (Word.PHISHING, Why.IMPERSONATION),
    "BULK": (Word.BULK, None),
    "HSPM": (Word.SPAM, None),
    "SPM": (Word.SPAM, None),
    "OSPM": (Word.SPAM, None),
}

_SPAM_FROM: Final = 5.0
"""The SCL from which a message is spam; 2 to 4 are never set by the cloud filter."""
_SUSPICIOUS_PCL: Final = 4.0

_COMPOSITE: Final = re.compile(
    r"\bcompauth\s{0,3}=\s{0,3}([a-z]{1,20})\s{1,5}reason\s{0,3}=\s{0,3}(\d{3})", re.IGNORECASE
)
_DMARC: Final = re.compile(
    r"\bdmarc\s{0,3}=\s{0,3}fail\b[^;]{0,200}?\baction\s{0,3}=\s{0,3}(quarantine|reject)\b",
    re.IGNORECASE,
)


def read(fields: Fields) -> FilterVerdict | None:
    """What Microsoft's filter wrote, None where it wrote nothing."""
    if not fields.has(*_OWN):
        return None
    report = pairs(fields.get(_REPORT))
    level = _level(report.get("SCL", ""), fields.get(_SCL))
    delivery = pairs(fields.get(_DELIVERY))
    placed = _placed(delivery)
    results = fields.get("Authentication-Results")
    word, why = _said(fields, report, level)
    if "CUSTOMRULES" in delivery.get("OFR", "").upper() and placed is not Place.INBOX:
        why = why or Why.OWN_RULE
    elif word.is_bad or word is Word.SUSPICIOUS:
        why = why or _authentication(results)
    bulk = number(pairs(fields.get(_BULK)).get("BCL", ""))
    return FilterVerdict(
        maker=MAKER,
        word=word,
        why=why,
        score=level,
        limit=None if level is None else _SPAM_FROM,
        bulk_level=None if bulk is None else int(bulk),
        rules=_rules(fields, report, results),
        placed=placed,
        evidence=fields.seen(*_OWN)
        + (fields.seen("Authentication-Results") if _COMPOSITE.search(results) else ()),
    )


def _said(fields: Fields, report: dict[str, str], level: float | None) -> _Said:
    """The word, the surest sign first."""
    verdict = report.get("SFV", "").upper()
    category = report.get("CAT", "").upper()
    if verdict in _BY_LIST:
        return _BY_LIST[verdict]
    if category in _BY_CATEGORY:
        said = _BY_CATEGORY[category]
        return (said[0], Why.ADMIN_RULE) if verdict == "SKS" and said[0] is Word.SPAM else said
    if verdict == "SKS":
        return Word.SPAM, Why.ADMIN_RULE
    if report.get("SRV", "").upper() == "BULK":
        return Word.BULK, None
    if fields.get(_CUSTOM):
        return Word.SPAM, Why.ADMIN_RULE
    if verdict == "SPM" or (level is not None and level >= _SPAM_FROM):
        return Word.SPAM, None
    if report.get("IPV", "").upper() == "CAL":
        return Word.ALLOWED, Why.ADMIN_LIST
    if report.get("SFTY", "") in ("9.19", "9.20"):
        return Word.SUSPICIOUS, Why.IMPERSONATION
    if (number(fields.get(_PCL)) or 0.0) >= _SUSPICIOUS_PCL:
        return Word.SUSPICIOUS, None
    if level is not None and level < 0:
        return Word.ALLOWED, None
    clean = verdict == "NSPM" or level is not None
    return (Word.CLEAN if clean else Word.SCANNED), None


def _level(*texts: str) -> float | None:
    """The spam confidence level, -1 to 10 (MS-OXCMAIL)."""
    found = (number(text) for text in texts)
    return next((level for level in found if level is not None and -1 <= level <= 10), None)


def _placed(delivery: dict[str, str]) -> Place | None:
    where = delivery.get("DEST", "").upper()
    if where == "J" or delivery.get("RF", "").upper() == "JUNKEMAIL":
        return Place.JUNK
    return Place.INBOX if where == "I" else None


def _authentication(results: str) -> Why | None:
    """What ``compauth`` or the domain's own policy has against the sender."""
    found = _COMPOSITE.search(results)
    reason = found[2] if found is not None and found[1].lower() == "fail" else ""
    if reason == "010" or reason.startswith("6"):
        return Why.OWN_DOMAIN
    if reason == "000" or _DMARC.search(results):
        return Why.DMARC
    return {"001": Why.UNCONFIRMED, "002": Why.ADMIN_LIST}.get(reason)


def _rules(fields: Fields, report: dict[str, str], results: str) -> tuple[Hit, ...]:
    """What else it names: the category, a hit of the organisation's own settings, ``compauth``."""
    named = [
        f"{name}:{value[:40]}"
        for name in ("SFV", "CAT", "SFTY", "SRV", "IPV")
        if (value := report.get(name, "")) not in ("", "NONE", "NLI")
    ]
    composite = _COMPOSITE.search(results)
    if composite is not None:
        named.append(f"compauth={composite[1]} reason={composite[2]}")
    custom = fields.get(_CUSTOM)
    return tuple(Hit(name) for name in (*named, *([custom[:80]] if custom else ())))
