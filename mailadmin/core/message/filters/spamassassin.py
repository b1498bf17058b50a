"""SpamAssassin, alone or within Amavis, Exim, cPanel and Fastmail.

Source: apache/spamassassin ``lib/Mail/SpamAssassin/Conf.pm``; Fastmail's page on spam checks.
"""

import re
from itertools import islice
from typing import Final

from mailadmin.core.message.filters.fields import (
    MOST_RULES,
    Fields,
    hits,
    host,
    number,
    number_after,
)
from mailadmin.core.message.filters.rules import Topic
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word

MAKER: Final = "SpamAssassin"

_STATUS: Final = ("X-Spam-Status", "X-Amavis-Spam-Status")
_REPORT: Final = ("X-Spam-Report", "X-Spam_report")
_SCORE: Final = ("X-Spam-Score", "X-Spam_score")
_OWN: Final = (
    *_STATUS, "X-Spam-Flag", *_SCORE, *_REPORT, "X-Spam-Checker-Version", "X-Virus-Scanned",
)  # fmt: skip

_TESTS: Final = re.compile(r"\btests\s{0,3}=\s{0,3}", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s(?:autolearn|version|shortcircuit)\w{0,20}=")
_LINE: Final = re.compile(
    r"(?<![\w.,])(-?\d{1,4}(?:\.\d{1,4})?)\s{1,5}([A-Z][A-Z0-9_]{2,99})(?!\w)"
)
_TOTAL: Final = re.compile(
    r"\(\s{0,3}(-?\d{1,4}(?:\.\d{1,4})?)(?: points?, {1,3}| / )(-?\d{1,4}(?:\.\d{1,4})?) requ"
)
_ON: Final = re.compile(r"\bon\s{1,20}([A-Za-z0-9][A-Za-z0-9.-]{0,252})\s{0,5}$")
_AT: Final = re.compile(
    r"\b(?:at|by|on)\s{1,5}([A-Za-z0-9][A-Za-z0-9-]{0,62}\.[A-Za-z0-9.-]{1,190})"
)


def read(fields: Fields) -> FilterVerdict | None:
    """What SpamAssassin wrote; None where nothing shows that it was SpamAssassin."""
    status, report = fields.get(*_STATUS), fields.get(*_REPORT)
    rules = _rules(status, report)
    total = _TOTAL.search(report)
    is_own = (
        fields.has("X-Spam-Checker-Version", "X-Spam_report", "X-Amavis-Spam-Status")
        or number_after(status, "required") is not None
        or total is not None
    )
    if not is_own:
        return None
    score = _first(number_after(status, "score"), number_after(status, "hits"))
    if score is None:
        score = number(total[1]) if total is not None else _plain_score(fields)
    limit = _first(number_after(status, "required"), number(total[2]) if total else None)
    word, why = _said(status, fields.get("X-Spam-Flag"), rules, (score, limit))
    return FilterVerdict(
        maker=MAKER,
        word=word,
        why=why,
        host=_host(fields),
        score=score,
        limit=limit,
        rules=rules,
        evidence=fields.seen(*_OWN),
    )


def read_plain(fields: Fields, receiver: str) -> FilterVerdict | None:
    """The same fields without a sign of who wrote them: many filters use them.

    ``receiver`` is the server in whose name they are told.
    """
    answer = _answer(fields.get("X-Spam-Status"), fields.get("X-Spam-Flag"))
    if answer is None:
        return None
    score = number_after(fields.get("X-Spam-Status"), "score")
    return FilterVerdict(
        maker=receiver or "X-Spam",
        word=Word.SPAM if answer else Word.CLEAN,
        score=score,
        evidence=fields.seen("X-Spam-Status", "X-Spam-Flag", "X-Spam-Score"),
    )


def _said(
    status: str, flag: str, rules: tuple[Hit, ...], points: tuple[float | None, float | None]
) -> tuple[Word, Why | None]:
    answer = _answer(status, flag)
    score, limit = points
    if answer is None and score is not None and limit is not None:
        answer = score >= limit
    if answer is None:
        return Word.SCANNED, None
    listed = {rule.meaning for rule in rules if rule.topic is Topic.USER_LIST}
    if answer and "message.rule.user-blocks" in listed:
        return Word.BLOCKED, Why.USER_LIST
    if not answer and "message.rule.user-allows" in listed:
        return Word.ALLOWED, Why.USER_LIST
    return (Word.SPAM if answer else Word.CLEAN), None


def _answer(status: str, flag: str) -> bool | None:
    """Whether it is spam; yes in one field weighs more than no in another."""
    words = [re.split(r"[\s,;]", text.strip().lower(), maxsplit=1)[0] for text in (status, flag)]
    if "yes" in words:
        return True
    return False if "no" in words else None


def _rules(status: str, report: str) -> tuple[Hit, ...]:
    """The rules of both fields. The report has the points, the status often only the names."""
    lines = islice(_LINE.finditer(report), MOST_RULES)
    reported = {line[2]: Hit(line[2], number(line[1])) for line in lines}
    named = {rule.name: rule for rule in hits(_tests(status))}
    weighed = {name: rule for name, rule in named.items() if rule.points is not None}
    merged = {**named, **reported, **weighed}
    return tuple(islice(merged.values(), MOST_RULES))


def _tests(status: str) -> list[str]:
    """``tests=A,B`` up to the next word, or ``tests=[A=1.2, B=-0.1]`` (Amavis), or ``none``."""
    found = _TESTS.search(status)
    if found is None:
        return []
    rest = status[found.end() :]
    if rest.startswith("["):
        return rest[1:].partition("]")[0].split(",")
    after = _NEXT.search(rest)
    named = rest if after is None else rest[: after.start()]
    return [] if named.strip() == "none" else named.split(",")


def _plain_score(fields: Fields) -> float | None:
    """The score on its own. Where there is a bar beside it (cPanel), it counts in tenths."""
    return None if fields.has("X-Spam-Bar") else number(fields.get(*_SCORE))


def _host(fields: Fields) -> str:
    version = _ON.search(fields.get("X-Spam-Checker-Version")[:500])
    scanned = _AT.search(fields.get("X-Virus-Scanned")[:500])
    found = version or scanned
    return host(found[1]) if found is not None else ""


def _first(*numbers: float | None) -> float | None:
    return next((each for each in numbers if each is not None), None)


FASTMAIL: Final = "Fastmail"
FASTMAIL_LIMIT: Final = 5.0
"""Fastmail's own, which each user can change."""

_FASTMAIL_OWN: Final = (
    "X-Spam-score", "X-Spam-hits", "X-Spam-known-sender", "X-Spam-sender-reputation",
    "X-Spam-source",
)  # fmt: skip


def read_fastmail(fields: Fields) -> FilterVerdict | None:
    """What Fastmail wrote: a score and the rules, each with its points behind a space."""
    if not fields.has("X-Spam-hits", "X-Spam-known-sender", "X-Spam-source"):
        return None
    score = number(fields.get("X-Spam-score"))
    rules = tuple(
        rule
        for rule in hits(fields.get("X-Spam-hits").split(","), between=" ")
        if rule.points is not None and rule.name != "SA_VERSION"
    )
    word = Word.SCANNED
    if score is not None:
        word = Word.SPAM if score >= FASTMAIL_LIMIT else Word.CLEAN
    return FilterVerdict(
        maker=FASTMAIL,
        word=word,
        score=score,
        limit=None if score is None else FASTMAIL_LIMIT,
        rules=rules,
        evidence=fields.seen(*_FASTMAIL_OWN),
    )
