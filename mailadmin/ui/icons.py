"""Our drawn icons, coloured at run time so that they fit every palette."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from mailadmin.core.resources import resource
from mailadmin.ui import theme

ROOM = 5
"""Pixels between an icon and the words of its button."""


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor, ground: QColor) -> None:
    """Draw an icon in ``colour``; signs that are cut out of a filled shape take ``ground``."""
    svg = _drawing(name).replace("currentColor", colour.name()).replace("#ffffff", ground.name())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, rect)


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
    """An icon in the colours of ``widget``, also for when it is disabled or checked."""
    look = theme.colours(widget.palette())
    side = side or icon_side(widget)
    ratio = widget.devicePixelRatioF()
    icon = QIcon(pixmap(name, look.text, look.card, side, ratio))
    icon.addPixmap(
        pixmap(name, theme.blend(look.text, look.window, 0.4), look.card, side, ratio),
        QIcon.Mode.Disabled,
    )
    return icon


def spaced(icon: QIcon, side: int, ratio: float, *, right: bool) -> QIcon:
    """The icon with a little room towards the words beside it, which styles leave out."""
    wide = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        picture = QPixmap(round((side + ROOM) * ratio), round(side * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.drawPixmap(0 if right else ROOM, 0, icon.pixmap(QSize(side, side), ratio, mode))
        painter.end()
        wide.addPixmap(picture, mode)
    return wide


def icon_side(widget: QWidget) -> int:
    """How big an icon beside the widget's text is: it grows with the font."""
    return max(16, round(widget.fontMetrics().height() * 1.15))
