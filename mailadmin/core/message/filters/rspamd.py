"""Rspamd. Source: rspamd/rspamd ``src/plugins/lua/milter_headers.lua``, ``conf/actions.conf``."""

import re
from itertools import islice
from typing import Final

from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.fields import MOST_RULES, Fields, first_word, host, number
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Word

MAKER: Final = "Rspamd"

_SIGNS: Final = (
    "X-Spamd-Result", "X-Rspamd-Action", "X-Rspamd-Score", "X-Rspamd-Server", "X-Rspamd-Queue-Id",
    "X-Spamd-Bar",
)  # fmt: skip
_OWN: Final = (*_SIGNS, "X-Rspamd-Pre-Result", "X-Spam-Status", "X-Spam", "Deliver-To")

_ACTIONS: Final = {
    "no action": Word.CLEAN,
    "greylist": Word.SUSPICIOUS,
    "soft reject": Word.SUSPICIOUS,
    "add header": Word.SPAM,
    "rewrite subject": Word.SPAM,
    "reject": Word.SPAM,
}
_SUSPICIOUS_FROM: Final = 4.0
"""Points from which Rspamd, as it comes, delays a message. The marking limit is told nowhere."""

_POINTS: Final = r"(-?\d{1,5}(?:\.\d{1,4})?)"
_TOTAL: Final = re.compile(
    rf"\b(True|False)\s{{0,5}}\[\s{{0,5}}{_POINTS}\s{{0,5}}/\s{{0,5}}{_POINTS}", re.IGNORECASE
)
# The options are passed over, because they hold what the sender wrote.
_SYMBOL: Final = re.compile(
    rf"\b([A-Z][A-Z0-9_]{{1,99}})\({_POINTS}\)(?:\{{[^}}]{{0,200}}\}})?(?:\[[^\]]{{0,1000}}\]?)?"
)


def read(fields: Fields) -> FilterVerdict | None:
    """What Rspamd wrote, None where it wrote nothing."""
    if not fields.has(*_SIGNS):
        return None
    result = fields.get("X-Spamd-Result")
    total = _TOTAL.search(result[:500])
    score = number(total[2] if total is not None else fields.get("X-Rspamd-Score"))
    action = fields.get("X-Rspamd-Action").strip().lower()
    is_rejected = total is not None and total[1].lower() == "true"
    symbols = islice(_SYMBOL.finditer(result), MOST_RULES)
    is_junk = first_word(fields.get("Deliver-To")) == "junk"
    return FilterVerdict(
        maker=MAKER,
        word=_word(fields, action, score, is_rejected=is_rejected),
        host=host(fields.get("X-Rspamd-Server")),
        score=score,
        limit=number(total[3]) if total is not None else None,
        rules=tuple(Hit(symbol[1], number(symbol[2])) for symbol in symbols),
        placed=Place.JUNK if is_junk else None,
        evidence=fields.seen(*_OWN),
    )


def _word(fields: Fields, action: str, score: float | None, *, is_rejected: bool) -> Word:
    """The action is the verdict; without it, the marks that it leaves."""
    if action in _ACTIONS:
        return _ACTIONS[action]
    marks = (fields.get("X-Spam"), fields.get("X-Spam-Status"), fields.get("X-Spam-Flag"))
    is_marked = any(first_word(mark) in ("yes", "true") for mark in marks)
    if is_rejected or is_marked or first_word(fields.get("Deliver-To")) == "junk":
        return Word.SPAM
    if score is None:
        return Word.SCANNED
    return Word.SUSPICIOUS if score >= _SUSPICIOUS_FROM else Word.CLEAN
