"""The way of a message, drawn from top to bottom: a stop for each server, the delays between.

Each stop is made of texts, so it can be selected and is read out as one sentence; only the line
that joins them is a drawing.
"""

import ipaddress
from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication, QPointF, Qt
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
from mailadmin.ui import words
from mailadmin.ui.arrival_words import duration
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone, colours
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role, Text, one_line

SHOWN: Final = 60
"""Stops that are shown; RFC 5321 section 6.3 takes a hundred for a loop."""

SLOW: Final = 300.0
"""Seconds after which a delay is pointed out."""

CLOCKS: Final = -1.0
"""Seconds; a delay below is no matter of rounding."""

LONGEST_TLS: Final = 60
"""Characters that are shown of what a server writes about the encryption."""

SPINE: Final = 22
"""Pixels for the line that joins the stops."""


class PathView(QWidget):
    """All stops, where the message set out first."""

    def __init__(self, hops: Sequence[Hop]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        shown = hops[:SHOWN]
        self.stops: list[Stop] = []
        if shown:
            self.stops.append(Stop(None, _sender(shown[0]), self.tr("Where it set out")))
        for number, hop in enumerate(shown, 1):
            count = self.tr("Stop {0} of {1}").format(number, len(hops))
            self.stops.append(Stop(hop, hop.by or self.tr("A server without a name"), count))
        for stop in self.stops:
            box.addWidget(stop)
        if self.stops:
            self.stops[0].is_first = self.stops[-1].is_last = True
        if len(hops) > SHOWN:
            left = self.tr("%n more are not shown.", "", len(hops) - SHOWN)
            box.addWidget(Text(left, Role.QUIET))


def as_lines(hops: Sequence[Hop]) -> list[str]:
    """The way in words, a line for each stop."""
    return [stop.accessibleName() for stop in PathView(hops).stops]


class Stop(QWidget):
    """One server: its name, when the message reached it, and how. ``hop`` is None for the start."""

    def __init__(self, hop: Hop | None, name: str, place: str) -> None:
        super().__init__()
        self.is_first = self.is_last = False
        self._sentences: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPINE, TINY, 0, TINY + 2)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        title = Elided(name, Role.STRONG)
        title.set_whole(name)
        self._grid.addWidget(title, 0, 0)
        if hop is None:
            self._grid.addWidget(Text(place, Role.QUIET), 1, 0, 1, 2)
        else:
            self._describe(hop)
        said = self.tr("{0}: {1}").format(place, name)
        self.setAccessibleName(". ".join((said, *self._sentences)))

    def _describe(self, hop: Hop) -> None:
        moment = words.date_and_time(hop.at) if hop.at else self.tr("no time given")
        self._sentences.append(moment)
        self._grid.addWidget(one_line(Text(moment, Role.QUIET)), 0, 1)
        source = _sender(hop)
        came = self.tr("from {0}").format(source)
        self._sentences.append(came)
        line = Elided(came)
        line.set_whole(came)
        self._grid.addWidget(line, 1, 0, 1, 2)
        marks = (*_delay(hop), *_encryption(hop))
        self._sentences += [mark.sentence for mark in marks]
        quiet = [mark.sentence for mark in marks if mark.icon is None]
        if quiet:
            text = Text(" · ".join(quiet), Role.QUIET)
            self._grid.addWidget(text, self._grid.rowCount(), 0, 1, 2)
        for mark in marks:
            if mark.icon is not None:
                self._warn(mark.icon, mark.sentence)

    def _warn(self, icon: str, sentence: str) -> None:
        picture = StateIcon()
        picture.set_state(icon, Tone.WARNING, sentence)
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(sentence, tone=Tone.WARNING), 1)
        self._grid.addLayout(line, self._grid.rowCount(), 0, 1, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line from stop to stop, and this one's dot; the last one is filled."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = 7.5 if self.isLeftToRight() else self.width() - 7.5
        middle = TINY + self.fontMetrics().height() / 2
        painter.setPen(QPen(look.quiet, 1.5))
        top = middle if self.is_first else 0.0
        bottom = middle if self.is_last else float(self.height())
        painter.drawLine(QPointF(at, top), QPointF(at, bottom))
        painter.setPen(QPen(look.link, 2))
        painter.setBrush(look.link if self.is_last else look.card)
        painter.drawEllipse(QPointF(at, middle), 4.5, 4.5)
        painter.end()


def _sender(hop: Hop) -> str:
    """Who handed the message over: the name the receiver found, else what it called itself."""
    name = hop.name or hop.helo
    if name and hop.address and name.strip("[]") != hop.address:
        return QCoreApplication.translate("PathView", "{0} ({1})").format(name, hop.address)
    unknown = QCoreApplication.translate("PathView", "an unnamed computer")
    return name or hop.address or unknown


class _Mark(msgspec.Struct, frozen=True):
    """Something about a stop; with an icon where it is worth pointing out."""

    sentence: str
    icon: str | None = None


def _delay(hop: Hop) -> list[_Mark]:
    say_it = QCoreApplication.translate
    if hop.delay is None:
        return []
    if hop.delay < CLOCKS:
        sentence = say_it(
            "PathView", "One of the two clocks is wrong: this is {0} before the last stop"
        )
        return [_Mark(sentence.format(duration(-hop.delay)), "unknown")]
    if hop.delay >= SLOW:
        sentence = say_it("PathView", "It took {0} to get here").format(duration(hop.delay))
        return [_Mark(sentence, "warning")]
    return [_Mark(say_it("PathView", "After {0}").format(duration(hop.delay)))]


def _encryption(hop: Hop) -> list[_Mark]:
    say_it = QCoreApplication.translate
    if hop.encrypted is None:
        return []
    if hop.encrypted:
        if hop.tls:
            return [_Mark(say_it("PathView", "Encrypted: {0}").format(hop.tls[:LONGEST_TLS]))]
        return [_Mark(say_it("PathView", "Encrypted"))]
    if _is_inside(hop.address):
        return [_Mark(say_it("PathView", "Not encrypted, inside one network"))]
    return [_Mark(say_it("PathView", "Not encrypted"), "warning")]


def _is_inside(address: str) -> bool:
    """Whether an address is of no public network; those of documentation count as public."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_loopback or any(
        parsed in net for net in _PRIVATE if net.version == parsed.version
    )


_PRIVATE: Final = tuple(
    ipaddress.ip_network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
)
"""RFC 1918 and RFC 4193."""
