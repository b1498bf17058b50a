"""Our drawn icons, coloured at run time so that they fit every palette."""

from functools import lru_cache

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from mailadmin.core.resources import resource
from mailadmin.ui import theme

ROOM = 5
"""Pixels between an icon and the words of its button."""

TINTING = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange)
"""Changes of a widget after which its icon has another colour or size."""


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor, ground: QColor) -> None:
    """Draw an icon in ``colour``; signs that are cut out of a filled shape take ``ground``."""
    svg = _drawing(name).replace("currentColor", colour.name()).replace("#ffffff", ground.name())
    QSvgRenderer(svg.encode()).render(painter, rect)


def pixmap(name: str, colour: QColor, ground: QColor, side: int, ratio: float) -> QPixmap:
    """An icon as a square picture, ``side`` device-independent pixels wide."""
    key = f"mailadmin {name} {colour.name()} {ground.name()} {side} {ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bounds = QRectF(0, 0, picture.width(), picture.height())
    paint_icon(painter, name, bounds, colour, ground)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


def icon_for(widget: QWidget, name: str, side: int | None = None) -> QIcon:
    """An icon in the colours of ``widget`` as it is: :data:`TINTING` events make it another."""
    return _icon(widget, _picture(widget, name, side or icon_side(widget)))


def spaced_icon_for(widget: QWidget, name: str, side: int) -> QIcon:
    """The icon with a little room towards the words beside it, which styles leave out."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round((side + ROOM) * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    left = 0 if widget.isLeftToRight() else ROOM
    painter.drawPixmap(left, 0, _picture(widget, name, side))
    painter.end()
    return _icon(widget, picture)


def _picture(widget: QWidget, name: str, side: int) -> QPixmap:
    look = theme.colours(widget.palette())
    colour = look.text if widget.isEnabled() else theme.blend(look.text, look.window, 0.4)
    return pixmap(name, colour, look.card, side, widget.devicePixelRatioF())


def _icon(widget: QWidget, picture: QPixmap) -> QIcon:
    icon = QIcon()
    # Under its own mode, or the style would fade what is faint already.
    icon.addPixmap(picture, QIcon.Mode.Normal if widget.isEnabled() else QIcon.Mode.Disabled)
    return icon


def icon_side(widget: QWidget) -> int:
    """How big an icon beside the widget's text is: it grows with the font."""
    return max(16, round(widget.fontMetrics().height() * 1.15))
