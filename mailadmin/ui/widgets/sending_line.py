"""One line that says how far a message has come, with its seconds."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mailadmin.core.event import Event
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.stages import Stages
from mailadmin.ui.theme import SMALL, Tone
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role

TICK_MS = 200


class SendingLine(QWidget):
    """Quiet while nothing happens, the running stage while something does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._stages = Stages()
        self._icon = StateIcon()
        self._icon.setVisible(False)
        self._text = Elided("", Role.BODY)
        self._text.setObjectName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SMALL)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._text, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def say(self, sentence: str) -> None:
        """Say something that is not a stage."""
        self._clock.stop()
        self._icon.setVisible(False)
        self._text.set_whole(sentence)

    def begin(self) -> None:
        """A message is on its way."""
        self._stages = Stages()
        self._icon.set_state("running", Tone.INFO, self.tr("Sending"))
        self._icon.setVisible(True)
        self._text.set_whole(self.tr("Sending …"))
        self._clock.start()
        announce(self, self.tr("Sending"))

    def listen(self, event: Event) -> None:
        """Follow the stages."""
        self._stages.listen(event)
        self._tick()

    def _tick(self) -> None:
        stage = self._stages.running()
        if stage is None:
            return
        name = words.stage_name(stage.check)
        if stage.route is not None:
            name = self.tr("{route}: {stage}").format(
                route=words.route_name(stage.route), stage=name
            )
        seconds = words.whole_seconds(stage.seconds())
        self._text.set_whole(self.tr("{stage} … {seconds}").format(stage=name, seconds=seconds))
