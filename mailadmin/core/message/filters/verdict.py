"""What one filter says of a message, in the same words for all of them."""

from enum import StrEnum

import msgspec

from mailadmin.core.finding import HeaderSeen
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.rules import Topic, meaning_of, topic_of


class Word(StrEnum):
    """What a filter takes a message for."""

    CLEAN = "clean"
    SUSPICIOUS = "suspicious"
    SPAM = "spam"
    PHISHING = "phishing"
    MALWARE = "malware"
    BULK = "bulk"
    BLOCKED = "blocked"
    """By a list or rule of the recipient or their admin."""
    ALLOWED = "allowed"
    """By such a list: the filter did not look."""
    SCANNED = "scanned"
    """It looked, and does not say what it found."""

    @property
    def is_bad(self) -> bool:
        """Whether such a message goes to Junk or is held back."""
        return self in (Word.SPAM, Word.PHISHING, Word.MALWARE, Word.BULK, Word.BLOCKED)


class Why(StrEnum):
    """What a filter says its verdict stands on, where it says more than the word."""

    USER_LIST = "user-list"
    ADMIN_LIST = "admin-list"
    ADMIN_RULE = "admin-rule"
    OWN_RULE = "own-rule"
    """A rule of the recipient's own moved the message."""
    SPOOF = "spoof"
    """The sender is not who the message says."""
    IMPERSONATION = "impersonation"
    """The sender looks like somebody else's name or domain."""
    DMARC = "dmarc"
    """The sender's domain asks for it."""
    UNCONFIRMED = "unconfirmed"
    """The domain's records are missing or weak."""
    OWN_DOMAIN = "own-domain"
    """It comes from outside, in the name of the receiver's own domain."""
    ATTACHMENT_TYPE = "attachment-type"
    SILENT = "silent"
    """This filter never says."""


class Hit(msgspec.Struct, frozen=True):
    """A rule that found something. ``points`` is None where the filter does not say."""

    name: str
    points: float | None = None

    @property
    def meaning(self) -> str | None:
        """The id of the sentence that says what the rule is about."""
        return meaning_of(self.name)

    @property
    def topic(self) -> Topic | None:
        """What the rule is about."""
        return topic_of(self.name)


class FilterVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one filter wrote. ``maker`` is its name as people know it.

    ``host`` is where it ran, empty where it does not tell. From ``limit`` on a ``score`` means
    spam. ``bulk_level`` is Microsoft's BCL, 0 to 9. ``placed`` is the folder that it names. Only
    what is ``believed`` was written by the receiver; the rest may be the sender's own invention.
    """

    maker: str
    word: Word
    why: Why | None = None
    host: str = ""
    score: float | None = None
    limit: float | None = None
    bulk_level: int | None = None
    rules: tuple[Hit, ...] = ()
    placed: Place | None = None
    evidence: tuple[HeaderSeen, ...] = ()
    believed: bool = False
