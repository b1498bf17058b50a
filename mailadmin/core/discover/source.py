"""What a source answers: settings, or why it has none."""

from enum import StrEnum

import msgspec

from mailadmin.core.discover.found import Found, Source


class Why(StrEnum):
    """Why a source gave nothing."""

    NOT_THERE = "not-there"
    """It answered, and has nothing for this domain."""
    UNREACHABLE = "unreachable"
    """It could not be asked: no network, no answer in time, the name server failed."""
    BROKEN = "broken"
    """There is something, and it can't be read or names no server that can be used."""
    UNSAFE = "unsafe"
    """There is something that must not be believed: sent on to an unencrypted page, a certificate
    that is wrong, an answer without end."""


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    """No settings. ``origin`` is what was asked, ``detail`` what was wrong in technical words.

    ``sentence`` is the id of a text (:mod:`mailadmin.core.texts.discover`) that says it to people,
    where there is more to say than ``why``.
    """

    source: Source
    why: Why
    origin: str = ""
    detail: str = ""
    sentence: str = ""


Answered = Found | Nothing
