"""The Tab key goes where the eye goes, also to what has appeared since the window was made."""

import itertools
from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

SAME_LINE = 20
"""Pixels between the middles of two parts that the eye takes for one line."""


def put_in_reading_order(regions: Iterable[QWidget]) -> None:
    """Chain everything focusable, region by region, each from top to bottom and along its lines."""
    parts = [part for region in regions for part in _in_reading_order(region)]
    for one, other in itertools.pairwise(parts):
        QWidget.setTabOrder(one, other)


def _in_reading_order(region: QWidget) -> list[QWidget]:
    placed = [
        (part.mapTo(region, QPoint(part.width() // 2, part.height() // 2)), part)
        for part in region.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.isVisibleTo(region)
        and part.focusProxy() is None
    ]
    placed.sort(key=lambda place: place[0].y())
    lines: list[list[tuple[QPoint, QWidget]]] = []
    for place in placed:
        if not lines or place[0].y() - lines[-1][0][0].y() > SAME_LINE:
            lines.append([])
        lines[-1].append(place)
    backwards = region.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for line in lines:
        line.sort(key=lambda place: place[0].x(), reverse=backwards)
    return [part for line in lines for _, part in line]
