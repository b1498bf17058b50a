"""No settings were found: why, and what else could be tried if the user allows it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from mailadmin.core.discover.outcome import DiscoverResult
from mailadmin.core.fixes import fix_of
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.fix_view import FixView, column
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

MORE_MAY_BE_FOUND: Final = ("discover.result.nothing", "discover.result.nothing-known")
"""Ends of a search after which asking otherwise may help: there is a network, and the domain."""


class NothingFound(Card):
    """What may be tried besides is off until the user turns it on, each with what it means.

    ``prefix`` starts the object names.
    """

    again_wanted = Signal()
    """The user wants to search once more, with what they have allowed."""
    typing_wanted = Signal()
    """The user would rather type the settings."""
    copy_wanted = Signal()
    """The user wants the text for support."""

    def __init__(
        self, result: DiscoverResult, prefix: str, *, send_address: bool, allow_http: bool
    ) -> None:
        super().__init__()
        state, tone = words.OUTCOMES[result.status]
        icon = StateIcon(1.5)
        icon.set_state(state, tone, words.outcome_word(result.status))
        self._title = Text(words.say(result.title), Role.HEADING)
        self._title.setObjectName(f"{prefix}nothing")
        sentences = column(TINY)
        sentences.addWidget(self._title)
        if result.not_proven or result.proven:
            sentences.addWidget(Text(words.together((*result.proven, *result.not_proven))))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        self.body.addLayout(head)
        self.set_tone(Tone.QUIET)
        fix = fix_of(result.verdict, words.translate_fix)
        if fix is not None:
            self.body.addWidget(FixView(fix, prefix))
        options = result.title.id in MORE_MAY_BE_FOUND
        self._address = self._option(
            self.tr("Allow the address to be sent"),
            f"{prefix}send_address",
            self.tr(
                "Some providers answer only if they know the whole address. Your provider, and "
                "whoever takes your mail, then see it, and not the domain alone."
            ),
            checked=send_address,
            shown=options,
        )
        self._http = self._option(
            self.tr("Also ask without encryption"),
            f"{prefix}allow_http",
            self.tr(
                "Anybody on the way, such as the owner of this Wi-Fi, could then give a false "
                "answer. You will see it before anything of it is used."
            ),
            checked=allow_http,
            shown=options,
        )
        again = PlainButton(self.tr("Try again"), f"{prefix}again")
        typing = PlainButton(self.tr("I'll type the settings myself"), f"{prefix}settings_now")
        buttons = Flow()
        buttons.add(again)
        buttons.add(typing)
        copy = PlainButton(self.tr("Copy for support"), f"{prefix}copy_for_support", "copy")
        copy.clicked.connect(self.copy_wanted)
        buttons.add(copy)
        self.body.addWidget(buttons)
        again.clicked.connect(self.again_wanted)
        typing.clicked.connect(self.typing_wanted)
        self._again = again

    def title(self) -> str:
        """Why there is nothing."""
        return self._title.text()

    @property
    def send_address(self) -> bool:
        """Whether the whole address may leave the computer."""
        return self._address.isChecked()

    @property
    def allow_http(self) -> bool:
        """Whether the domain may be asked without encryption."""
        return self._http.isChecked()

    def focus_next(self) -> None:
        """Bring the keyboard to what can be done."""
        self._again.setFocus()

    def _option(
        self, label: str, name: str, meaning: str, *, checked: bool, shown: bool
    ) -> QCheckBox:
        box = QCheckBox(label)
        box.setObjectName(name)
        box.setChecked(checked)
        box.setAccessibleDescription(meaning)
        said = Text(meaning, Role.QUIET)
        lines = column(TINY)
        lines.addWidget(box)
        lines.addWidget(said)
        self.body.addLayout(lines)
        for part in (box, said):
            part.setVisible(shown)
        return box
