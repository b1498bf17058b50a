"""Colours: readable in every palette, and our icons in all of them."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

from mailadmin.core.resources import resource
from mailadmin.ui import icons
from mailadmin.ui.theme import READABLE, Tone, colours, contrast
from mailadmin.ui.words import MESSAGE_STATES, OUTCOMES, TONES

ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))


def palette(window: str, text: str, base: str, accent: str) -> QPalette:
    made = QPalette(QColor(window))
    for role, colour in (
        (QPalette.ColorRole.Window, window),
        (QPalette.ColorRole.WindowText, text),
        (QPalette.ColorRole.Base, base),
        (QPalette.ColorRole.Text, text),
        (QPalette.ColorRole.Accent, accent),
    ):
        made.setColor(role, QColor(colour))
    return made


PALETTES = {
    "Fusion light": palette("#efefef", "#000000", "#ffffff", "#308cc6"),
    "Windows 11 light": palette("#f3f3f3", "#1b1b1b", "#ffffff", "#0067c0"),
    "Windows 11 dark": palette("#202020", "#ffffff", "#2b2b2b", "#4cc2ff"),
    "macOS dark": palette("#323232", "#ffffff", "#1e1e1e", "#0a84ff"),
    "macOS, yellow accent": palette("#ececec", "#262626", "#ffffff", "#ffcc00"),
    "high contrast black": palette("#000000", "#ffffff", "#000000", "#1aebff"),
    "high contrast white": palette("#ffffff", "#000000", "#ffffff", "#37006e"),
    "pale pink accent on dark": palette("#26282b", "#ececec", "#1c1e20", "#ffd7ea"),
}


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_is_readable_on_every_ground_it_stands_on(name: str) -> None:
    look = colours(PALETTES[name])
    for ground in (look.window, look.card):
        assert contrast(look.text, ground) >= READABLE
        assert contrast(look.quiet, ground) >= READABLE
        assert contrast(look.link, ground) >= READABLE
    assert contrast(look.on_accent, look.accent) >= READABLE
    for tone in Tone:
        for ground in (look.window, look.card, look.tint(tone)):
            assert contrast(look.tone(tone), ground) >= READABLE, tone
        assert contrast(look.text, look.tint(tone)) >= READABLE
        assert contrast(look.quiet, look.tint(tone)) >= READABLE


def test_contrast_is_as_the_standard_counts_it() -> None:
    assert contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(QColor("#123456"), QColor("#123456")) == pytest.approx(1)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_can_be_drawn_in_any_colour(name: str) -> None:
    red = icons.pixmap(name, QColor("#ff0000"), QColor("#ffffff"), 24, 2.0).toImage()
    assert red.width() == 48
    visible = [
        red.pixelColor(x, y)
        for x in range(0, 48, 2)
        for y in range(0, 48, 2)
        if red.pixelColor(x, y).alpha() > 200
    ]
    assert visible, "nothing was drawn"
    if name != "mailadmin":
        assert any(colour.red() > 200 and colour.green() < 90 for colour in visible)


def test_every_state_has_an_icon_of_its_own_shape() -> None:
    states = {icon for icon, _ in (*OUTCOMES.values(), *MESSAGE_STATES.values())}
    states |= {status.value for status in TONES}
    assert {f"state-{state}" for state in states} <= set(ICONS)
    drawings = {Path(resource(f"icons/state-{state}.svg")).read_text() for state in states}
    assert len(drawings) == len(states)
