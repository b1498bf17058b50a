"""Questions to the user, all awaited: no dialog here starts an event loop of its own.

A dialog's own loop inside a task would stop every other task for good (docs/adr, the event loop).
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mailadmin.ui.theme import GAP, WIDE
from mailadmin.ui.widgets.form import TextField
from mailadmin.ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


async def closed(dialog: QDialog, begin: Callable[[], None] | None = None) -> bool:
    """Open a dialog and wait until the user is done; whether they accepted.

    ``begin`` opens it otherwise than at once.
    """
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def settle(code: int) -> None:
        if not done.done():
            done.set_result(code == QDialog.DialogCode.Accepted)

    dialog.finished.connect(settle)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    (begin or dialog.open)()
    try:
        return await done
    finally:
        dialog.finished.disconnect(settle)
        dialog.close()
        dialog.deleteLater()


class Dialogs:
    """Every question the program asks. A test puts its own object in this one's place."""

    async def choose(
        self, parent: QWidget, title: str, text: str, answers: Sequence[tuple[str, str]]
    ) -> str | None:
        """Ask a question; ``answers`` are pairs of key and words, the first one the main answer.

        The key of the answer, ``None`` if the user wants none of them.
        """
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        keys: dict[QPushButton, str] = {}
        for key, words in answers:
            made = box.addButton(words, QMessageBox.ButtonRole.ActionRole)
            made.setObjectName(f"answer_{key}")
            keys[made] = key
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setEscapeButton(cancel)
        box.setDefaultButton(next(iter(keys)))
        await closed(box)
        clicked = box.clickedButton()
        return next((key for made, key in keys.items() if made is clicked), None)

    async def confirm(self, parent: QWidget, title: str, text: str, yes: str) -> bool:
        """Ask whether to do something; ``yes`` names what would be done."""
        return await self.choose(parent, title, text, [("yes", yes)]) == "yes"

    async def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say something that must be read before going on."""
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        await closed(box)

    async def ask_text(
        self, parent: QWidget, title: str, label: str, value: str = "", hint: str = ""
    ) -> str | None:
        """Ask for one line of text; ``None`` if the user would rather not."""
        dialog = QDialog(parent)
        dialog.setWindowTitle(title)
        box = QVBoxLayout(dialog)
        box.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        box.setSpacing(GAP)
        if hint:
            box.addWidget(Text(hint))
        field = TextField(label, "asked_text")
        field.set_value(value)
        box.addWidget(field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        box.addWidget(buttons)
        dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * 56)
        edit = field.editor
        if isinstance(edit, QLineEdit):
            edit.selectAll()
            edit.setFocus()
        accepted = await closed(dialog)
        return field.value().strip() if accepted else None

    async def choose_printer(self, parent: QWidget, title: str) -> "QPrinter | None":
        """Let the user choose a printer, or a file to print to; ``None`` if they choose none."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(title)

        def begin() -> None:
            # Windows' own dialog has a loop of its own, which must not begin within a task. Its
            # class has another `open` besides.
            QTimer.singleShot(0, dialog, lambda: QDialog.open(dialog))

        return printer if await closed(dialog, begin) else None

    async def open_files(self, parent: QWidget, title: str, *, many: bool) -> list[Path]:
        """Let the user choose files to read; empty if they choose none."""
        dialog = QFileDialog(parent, title)
        mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        accepted = await closed(dialog)
        return [Path(name) for name in dialog.selectedFiles()] if accepted else []

    async def save_file(
        self, parent: QWidget, title: str, name: str, kinds: Sequence[tuple[str, str]] = ()
    ) -> Path | None:
        """Let the user choose where to write; ``name`` is offered.

        ``kinds`` are pairs of words and the ending of the names of such files, the first one the
        usual; a name that has no ending gets it, before the user is asked about a file that is
        there.
        """
        dialog = QFileDialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if kinds:
            _offer(dialog, kinds)
        dialog.selectFile(name)
        accepted = await closed(dialog)
        chosen = dialog.selectedFiles()
        return Path(chosen[0]) if accepted and chosen else None


def _offer(dialog: QFileDialog, kinds: Sequence[tuple[str, str]]) -> None:
    """Let the user choose a kind of file: the name follows."""
    endings = {f"{words} (*.{ending})": ending for words, ending in kinds}

    def follow(chosen: str) -> None:
        ending = endings.get(chosen, kinds[0][1])
        dialog.setDefaultSuffix(ending)
        for selected in dialog.selectedFiles()[:1]:
            if not Path(selected).is_dir():
                dialog.selectFile(Path(selected).with_suffix(f".{ending}").name)

    dialog.setNameFilters(list(endings))
    dialog.setDefaultSuffix(kinds[0][1])
    dialog.filterSelected.connect(follow)
