"""The way of a message, drawn from top to bottom: a stop for each server, the delays between.

Each stop is made of texts, so it can be selected and is read out as one sentence; only the line
that joins them is a drawing.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mailadmin.core.message.path import Hop
from mailadmin.ui.path_words import StopWords, stops_of
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone, colours
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role, Text, one_line

SHOWN: Final = 60
"""Stops that are shown; RFC 5321 section 6.3 takes a hundred for a loop."""

SPINE: Final = 22
"""Pixels for the line that joins the stops."""

DOT: Final = 4.5
"""Pixels from the middle of a stop's dot to its edge."""


class PathView(QWidget):
    """All stops, where the message set out first."""

    def __init__(self, hops: Sequence[Hop]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        stops = stops_of(hops)
        self.stops = [
            Stop(stop, first=not number, last=number == len(stops) - 1)
            for number, stop in enumerate(stops[:SHOWN])
        ]
        for stop in self.stops:
            box.addWidget(stop)
        if len(stops) > SHOWN:
            left = self.tr("%n more are not shown.", "", len(stops) - SHOWN)
            box.addWidget(Text(left, Role.QUIET))


class Stop(QWidget):
    """One server: its name, when the message reached it, from where, and how."""

    def __init__(self, stop: StopWords, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        self.setAccessibleName(stop.sentence)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPINE, TINY, 0, TINY + 2)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(_line(stop.name, Role.STRONG), 0, 0)
        self._grid.addWidget(one_line(Text(stop.moment, Role.QUIET)), 0, 1)
        self._below(_line(stop.source) if stop.source else Text(stop.place, Role.QUIET))
        quiet = [mark.sentence for mark in stop.marks if mark.icon is None]
        if quiet:
            self._below(Text(" · ".join(quiet), Role.QUIET))
        for mark in stop.marks:
            if mark.icon is not None:
                self._below(_warning(mark.icon, mark.sentence))

    def _below(self, part: QWidget) -> None:
        self._grid.addWidget(part, self._grid.rowCount(), 0, 1, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line from stop to stop, and this one's dot; the last one is filled."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = SPINE / 3 if self.isLeftToRight() else self.width() - SPINE / 3
        middle = TINY + self.fontMetrics().height() / 2
        painter.setPen(QPen(look.quiet, 1.5))
        top = middle if self._first else 0.0
        bottom = middle if self._last else float(self.height())
        painter.drawLine(QPointF(at, top), QPointF(at, bottom))
        painter.setPen(QPen(look.link, 2))
        painter.setBrush(look.link if self._last else look.card)
        painter.drawEllipse(QPointF(at, middle), DOT, DOT)
        painter.end()


def _line(text: str, role: Role = Role.BODY) -> Elided:
    line = Elided("", role)
    line.set_whole(text)
    return line


def _warning(icon: str, sentence: str) -> QWidget:
    picture = StateIcon()
    picture.set_state(icon, Tone.WARNING, sentence)
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SMALL)
    line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(sentence, tone=Tone.WARNING), 1)
    return whole
