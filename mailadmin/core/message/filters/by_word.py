"""Filters whose verdict is a word in a field of their own: one table entry a maker.

Kaspersky by its maker's page (support.kaspersky.com/KSMG, 205767) and seen in mail; eXpurgate by a
host that runs it (variomedia.de FAQ 295); SpamExperts, Vade and OVH as seen in mail. Fortinet,
Cloudmark and the like only show that they were there.
"""

from typing import Final

import msgspec

from mailadmin.core.message.filters.fields import Fields, number
from mailadmin.core.message.filters.verdict import FilterVerdict, Word


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """A maker: the fields that may hold one of the words, the words, the field with the score.

    A word counts where the value begins with it; the longer stand first. ``signs`` show only that
    the filter was there.
    """

    maker: str
    says: tuple[str, ...] = ()
    words: tuple[tuple[str, Word], ...] = ()
    score: str = ""
    signs: tuple[str, ...] = ()


SPEAKERS: Final = (
    Speaker(
        maker="Kaspersky",
        says=(
            "X-KSMG-AntiVirus-Status",
            "X-KLMS-AntiVirus-Status",
            "X-KSMG-AntiPhishing",
            "X-KLMS-AntiPhishing",
            "X-KSMG-AntiSpam-Status",
            "X-KLMS-AntiSpam-Status",
        ),
        words=(
            ("not_detected", Word.CLEAN),
            ("notdetected", Word.CLEAN),
            ("clean", Word.CLEAN),
            ("infected", Word.MALWARE),
            ("spam", Word.SPAM),
        ),
        score="X-KSMG-AntiSpam-Rate",
        signs=("X-KSMG-Message-Action", "X-KLMS-Message-Action"),
    ),
    Speaker(
        maker="SpamExperts",
        says=("X-SpamExperts-Class",),
        words=(
            ("ham", Word.CLEAN),
            ("unsure", Word.SUSPICIOUS),
            ("spam", Word.SPAM),
            ("phish", Word.PHISHING),
            ("virus", Word.MALWARE),
        ),
        signs=("X-SpamExperts-Evidence", "X-Recommended-Action"),
    ),
    Speaker(
        maker="OVH",
        says=("X-Ovh-Spam-Status",),
        words=(("ok", Word.CLEAN), ("spam", Word.SPAM), ("phish", Word.PHISHING)),
        score="X-Ovh-Spam-Score",
        signs=("X-Ovh-Spam-Reason",),
    ),
    Speaker(
        maker="Vade",
        says=("X-VR-SPAMSTATE", "X-VADE-SPAMSTATE"),
        words=(
            ("ok", Word.CLEAN),
            ("clean", Word.CLEAN),
            ("spam", Word.SPAM),
            ("phish", Word.PHISHING),
            ("scam", Word.PHISHING),
            ("virus", Word.MALWARE),
        ),
        score="X-VR-SPAMSCORE",
        signs=("X-VR-SPAMCAUSE", "X-VADE-SPAMCAUSE"),
    ),
    Speaker(
        maker="eXpurgate",
        says=("X-purgate-type", "X-purgate"),
        words=(
            ("clean.empty", Word.SUSPICIOUS),
            ("clean", Word.CLEAN),
            ("this mail is considered clean", Word.CLEAN),
            ("bulk", Word.BULK),
            ("dangerous", Word.MALWARE),
            ("spam", Word.SPAM),
        ),
        signs=("X-purgate-ID",),
    ),
    Speaker(
        maker="Fortinet",
        signs=(
            "X-FEAS-Client-IP",
            "X-FE-Policy-ID",
            "X-FE-Last-Public-Client-IP",
            "X-FEAS-AUTH-USER",
        ),
    ),
    Speaker(maker="Cloudmark", signs=("X-CNFS-Analysis",)),
)

_WORST_FIRST: Final = (
    Word.MALWARE, Word.PHISHING, Word.SPAM, Word.BULK, Word.SUSPICIOUS, Word.CLEAN,
)  # fmt: skip


def read(fields: Fields, speaker: Speaker) -> FilterVerdict | None:
    """What this maker's filter wrote, None where it wrote nothing. The worst word counts."""
    own = tuple(name for name in (*speaker.says, speaker.score, *speaker.signs) if name)
    if not fields.has(*own):
        return None
    said = {_word(fields.get(name), speaker.words) for name in speaker.says}
    return FilterVerdict(
        maker=speaker.maker,
        word=next((word for word in _WORST_FIRST if word in said), Word.SCANNED),
        score=number(fields.get(speaker.score)) if speaker.score else None,
        evidence=fields.seen(*own),
    )


def _word(value: str, words: tuple[tuple[str, Word], ...]) -> Word | None:
    text = value.strip().lower()
    return next((word for beginning, word in words if text.startswith(beginning)), None)
