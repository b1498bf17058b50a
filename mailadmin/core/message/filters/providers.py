"""Mailbox providers that say little: Google, Yahoo, Apple, United Internet, Proton, Zoho.

Only Google documents its header (and puts no verdict into it); the others were observed in mail.
"""

import re
from typing import Final

from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.fields import Fields, first_word, number
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word

GOOGLE: Final = "Gmail"

_DISPOSED: Final = re.compile(
    r"\bdmarc\s{0,3}=\s{0,3}fail\b[^;]{0,300}?\bdis\s{0,3}=\s{0,3}(quarantine|reject)\b",
    re.IGNORECASE,
)


def read_google(fields: Fields) -> FilterVerdict | None:
    """The marks that a rule of Google Workspace writes where an administrator asks for them."""
    spam, phishing = fields.get("X-Gm-Spam"), fields.get("X-Gm-Phishy")
    if not spam and not phishing:
        return None
    word = Word.CLEAN
    if number(spam) == 1:
        word = Word.SPAM
    if number(phishing) == 1:
        word = Word.PHISHING
    return FilterVerdict(maker=GOOGLE, word=word, evidence=fields.seen("X-Gm-Spam", "X-Gm-Phishy"))


def silent_google(fields: Fields) -> FilterVerdict:
    """Google received the message. It writes what DMARC came to (``dis=``), and nothing else."""
    disposed = _DISPOSED.search(fields.get("Authentication-Results"))
    return FilterVerdict(
        maker=GOOGLE,
        word=Word.SCANNED if disposed is None else Word.SPAM,
        why=Why.SILENT if disposed is None else Why.DMARC,
        evidence=fields.seen("Authentication-Results"),
    )


def read_yahoo(fields: Fields) -> FilterVerdict | None:
    """Yahoo and AOL: one field is there only on what goes to the spam folder."""
    own = ("X-YahooFilteredBulk", "X-YMailISG")
    if not fields.has(*own):
        return None
    is_spam = fields.has(own[0])
    return FilterVerdict(
        maker="Yahoo",
        word=Word.SPAM if is_spam else Word.SCANNED,
        placed=Place.JUNK if is_spam else None,
        evidence=fields.seen(*own),
    )


def read_apple(fields: Fields) -> FilterVerdict | None:
    """ICloud names the folder. ``X-ICL-SCORE`` has no published meaning."""
    own = ("X-Apple-MoveToFolder", "X-Apple-Action", "X-Suspected-Spam", "X-ICL-SCORE")
    if not fields.has("X-Apple-MoveToFolder", "X-Apple-Action", "X-ICL-SCORE"):
        return None
    where = f"{fields.get('X-Apple-MoveToFolder')} {fields.get('X-Apple-Action')}".lower()
    placed = Place.JUNK if "junk" in where else Place.INBOX if "inbox" in where else None
    word = Word.SCANNED if placed is None else Word.CLEAN
    if first_word(fields.get("X-Suspected-Spam")) == "true":
        word = Word.SUSPICIOUS
    if placed is Place.JUNK or first_word(fields.get("X-Spam-Flag")) == "yes":
        word = Word.SPAM
    return FilterVerdict(
        maker="iCloud",
        word=word,
        placed=placed,
        evidence=fields.seen(*own, "X-Spam-Flag"),
    )


_UNITED: Final = ("X-UI-Filterresults", "UI-InboundReport", "X-GMX-Antispam", "X-GMX-Antivirus")
_UNITED_WORDS: Final = {"notjunk": Word.CLEAN, "junk": Word.SPAM}
_UNITED_HOSTS: Final = (("web.de", "WEB.DE"), ("gmx.", "GMX"), ("mail.com", "mail.com"))


def read_united_internet(fields: Fields, receiver: str) -> FilterVerdict | None:
    """GMX, WEB.DE, mail.com, IONOS: a word and a colon, or a number and the test in brackets."""
    if not fields.has(*_UNITED):
        return None
    older = fields.get("X-GMX-Antispam")
    word = _UNITED_WORDS.get(first_word(fields.get(*_UNITED[:2])), Word.SCANNED)
    test = ""
    if number(older) is not None:
        word = Word.SPAM if number(older) or word is Word.SPAM else Word.CLEAN
        test = older.partition("(")[2].partition(")")[0][:80] if number(older) else ""
    if number(fields.get("X-GMX-Antivirus")):
        word = Word.MALWARE
    named = (name for part, name in _UNITED_HOSTS if part in receiver.lower())
    is_gmx = fields.has("X-GMX-Antispam", "X-GMX-Antivirus")
    return FilterVerdict(
        maker=next(named, "GMX" if is_gmx else "GMX, WEB.DE, IONOS"),
        word=word,
        rules=(Hit(test),) if test else (),
        evidence=fields.seen(*_UNITED),
    )


_PROTON_WORDS: Final = {"inbox": Word.CLEAN, "spam": Word.SPAM, "phishing": Word.PHISHING}


def read_proton(fields: Fields) -> FilterVerdict | None:
    """Proton Mail: what it does with the message, and a number whose limit it does not tell."""
    own = ("X-Pm-Spam-Action", "X-Pm-Spamscore")
    if not fields.has(*own):
        return None
    action = first_word(fields.get(own[0]))
    return FilterVerdict(
        maker="Proton Mail",
        word=_PROTON_WORDS.get(action, Word.SCANNED),
        score=number(fields.get(own[1])),
        placed=Place.INBOX if action == "inbox" else None,
        evidence=fields.seen(*own),
    )


def read_zoho(fields: Fields) -> FilterVerdict | None:
    """Zoho Mail says that it looked for malware; what the number means is told nowhere."""
    own = ("X-Zoho-Virus-Status", "X-Zoho-AV-Stamp")
    if not fields.has(*own):
        return None
    return FilterVerdict(maker="Zoho Mail", word=Word.SCANNED, evidence=fields.seen(*own))
