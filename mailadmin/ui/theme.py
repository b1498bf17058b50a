"""Colours that follow the platform's palette, light or dark, and spaces that fit together.

Nothing here is painted over the platform's own style. What we add (cards, states, the one main
button) takes its colours from the platform's palette and is moved, where it must be, until text
on it has a contrast of 4.5 : 1 (WCAG 2.2, success criterion 1.4.3).
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec
from PySide6.QtGui import QColor, QPalette

READABLE = 4.5
"""The least contrast of text to what is behind it."""

TINY = 4
SMALL = 8
GAP = 12
WIDE = 20
PAGE = 28
"""Spaces in device-independent pixels: within a control, between parts, around a page."""

RADIUS = 8.0
"""Corner radius of cards and of the main button."""


class Tone(StrEnum):
    """What a thing means for the user; never shown by its colour alone."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    FAILED = "failed"
    QUIET = "quiet"


_HUES = {
    Tone.OK: QColor("#1a7f43"),
    Tone.INFO: QColor("#2367b8"),
    Tone.WARNING: QColor("#a15c00"),
    Tone.FAILED: QColor("#c0312b"),
}
_DARK_HUES = {
    Tone.OK: QColor("#5cc98a"),
    Tone.INFO: QColor("#74b0f4"),
    Tone.WARNING: QColor("#eeb04d"),
    Tone.FAILED: QColor("#f5857c"),
}


class Colours(msgspec.Struct, frozen=True):
    """The colours of one palette. ``quiet`` is the readable grey for secondary text."""

    dark: bool
    window: QColor
    card: QColor
    border: QColor
    text: QColor
    quiet: QColor
    accent: QColor
    on_accent: QColor
    link: QColor
    tones: Mapping[Tone, QColor]
    tints: Mapping[Tone, QColor]

    def tone(self, tone: Tone) -> QColor:
        """The readable colour of a state, for its icon and its words."""
        return QColor(self.tones[tone])

    def tint(self, tone: Tone) -> QColor:
        """The faint ground of a card in this state."""
        return QColor(self.tints[tone])


def colours(palette: QPalette) -> Colours:
    """What the platform's palette makes of our roles."""
    group = QPalette.ColorGroup.Active
    return _colours(*(palette.color(group, role).getRgbF() for role in _ROLES))


_ROLES: Final = (
    QPalette.ColorRole.Window,
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Base,
    QPalette.ColorRole.Accent,
)


@lru_cache(maxsize=8)
def _colours(*parts: tuple[float, float, float, float]) -> Colours:
    """Every part of the window that is drawn asks for them, so they are worked out only once."""
    window, text, base, accent = (QColor.fromRgbF(*part) for part in parts)
    dark = luminance(window) < luminance(text)
    card = blend(QColor("#ffffff"), window, 0.05) if dark else base
    quiet = readable(blend(text, card, 0.66), card, window)
    hues = _DARK_HUES if dark else _HUES
    tints = {tone: blend(hue, card, 0.075 if dark else 0.06) for tone, hue in hues.items()}
    tones = {tone: readable(hue, card, tints[tone], window) for tone, hue in hues.items()}
    on_accent = _better(accent, QColor("#ffffff"), QColor("#16181a"))
    return Colours(
        dark=dark,
        window=window,
        card=card,
        border=blend(text, card, 0.16 if dark else 0.14),
        text=text,
        quiet=quiet,
        accent=readable(accent, on_accent),
        on_accent=on_accent,
        link=readable(accent, card, window),
        tones={**tones, Tone.QUIET: quiet},
        tints={**tints, Tone.QUIET: card},
    )


def _better(ground: QColor, first: QColor, second: QColor) -> QColor:
    """``first``, unless ``second`` is far easier to read on ``ground``."""
    return first if contrast(first, ground) >= 3 else second


def luminance(colour: QColor) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2.2)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = colour.redF(), colour.greenF(), colour.blueF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def blend(top: QColor, ground: QColor, amount: float) -> QColor:
    """``top`` laid over ``ground`` with an opacity of ``amount``."""
    return QColor.fromRgbF(
        top.redF() * amount + ground.redF() * (1 - amount),
        top.greenF() * amount + ground.greenF() * (1 - amount),
        top.blueF() * amount + ground.blueF() * (1 - amount),
    )


def readable(colour: QColor, *grounds: QColor, ratio: float = READABLE) -> QColor:
    """``colour``, moved towards black or white until it is readable on every ground."""
    middle = sum(luminance(ground) for ground in grounds) / len(grounds)
    target = QColor("#ffffff") if middle < 0.18 else QColor("#000000")
    for step in range(21):
        moved = blend(target, colour, step / 20)
        if all(contrast(moved, ground) >= ratio for ground in grounds):
            return moved
    return target
