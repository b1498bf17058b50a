"""What inline styles of HTML mail say about whether a text can be seen."""

import re
from typing import Final

import msgspec

Color = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

_NAMED: Final[dict[str, Color]] = {"white": (255, 255, 255), "black": (0, 0, 0)}
_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})(?![0-9a-f])")
_RGB: Final = re.compile(r"rgba?\(\s{0,5}(\d{1,3})[\s,]{1,5}(\d{1,3})[\s,]{1,5}(\d{1,3})")
_NOUGHT: Final = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]{2,3}|%)?")
_NEAR: Final = 8
"""Steps of 255 by which two colours may differ that nobody can tell apart."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How the text of an element looks, as far as inline styles say.

    ``gone``: nothing inside can be seen, whatever it says itself. ``tiny`` and ``invisible``
    can be undone by what is inside. A colour is None where it is not known.
    """

    gone: bool = False
    tiny: bool = False
    invisible: bool = False
    color: Color | None = (0, 0, 0)
    background: Color | None = (255, 255, 255)

    @property
    def hidden(self) -> bool:
        """Whether a text in it is not shown at all."""
        return self.gone or self.tiny or self.invisible

    @property
    def faded(self) -> bool:
        """Whether a text in it has the colour of what is behind it."""
        if self.color is None or self.background is None:
            return False
        pairs = zip(self.color, self.background, strict=True)
        return all(abs(one - other) <= _NEAR for one, other in pairs)


def inside(look: Look, attributes: dict[str, str], *, classes: bool) -> Look:
    """How text looks in an element that stands in another of the given look.

    ``classes``: the document has style sheets, whose rules for classes and ids are not read; the
    colours of an element that has one of those are not known.
    """
    own = declarations(attributes.get("style", ""))
    gone = look.gone or "hidden" in attributes or _is_gone(own)
    tiny = look.tiny
    if "font-size" in own:
        tiny = _NOUGHT.fullmatch(own["font-size"]) is not None
    invisible = look.invisible
    if "visibility" in own:
        invisible = own["visibility"] in ("hidden", "collapse")
    styled = classes and bool(attributes.keys() & {"class", "id"})
    color = None if styled else look.color
    written = own.get("color", attributes.get("color") or attributes.get("text"))
    if written is not None and written != "inherit":
        color = read_color(written)
    background = None if styled else look.background
    written = own.get("background-color", own.get("background", attributes.get("bgcolor")))
    if written is not None and written not in ("transparent", "none", "inherit"):
        background = read_color(written)
    if "background" in attributes or "background-image" in own:
        background = None
    return Look(gone=gone, tiny=tiny, invisible=invisible, color=color, background=background)


def declarations(style: str) -> dict[str, str]:
    """The properties of an inline style and their values, in lower case; the last one counts."""
    found: dict[str, str] = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def read_color(text: str) -> Color | None:
    """A colour as styles and old attributes write it; None where it is not one we can tell."""
    text = text.strip().lower()
    found = _HEX.match(text) or _HEX.match(f"#{text}")
    if found is not None:
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
        return red, green, blue
    parts = _RGB.match(text)
    if parts is not None:
        red, green, blue = (min(int(part), 255) for part in parts.groups())
        return red, green, blue
    return _NAMED.get(text)


def _is_gone(own: dict[str, str]) -> bool:
    """Whether these properties take an element away for good."""
    if own.get("display") == "none" or _is_nought(own, "opacity"):
        return True
    cut_off = own.get("overflow", "") == "hidden"
    return cut_off and any(_is_nought(own, each) for each in ("max-height", "height", "width"))


def _is_nought(own: dict[str, str], name: str) -> bool:
    return name in own and _NOUGHT.fullmatch(own[name]) is not None
