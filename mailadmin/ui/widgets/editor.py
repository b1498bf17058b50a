"""The formatted text of a message: a small tool bar, and nothing loaded from outside."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFont,
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextListFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from mailadmin.ui import theme
from mailadmin.ui.theme import TINY
from mailadmin.ui.widgets.buttons import IconButton


def dropped_files(data: QMimeData) -> list[Path]:
    """The files on this computer that are being dragged or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class MessageEdit(QTextEdit):
    """Text with bold, italic, lists and links. Pictures and everything remote stay outside."""

    files_pasted = Signal(list)

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoBulletList)
        self.document().setDocumentMargin(theme.GAP)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Load nothing: a pasted page must not call home, nor read files of this computer."""
        return None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text; leave files to the window around."""
        return not dropped_files(source) and (source.hasHtml() or source.hasText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text; files become attachments, pictures are left out."""
        files = dropped_files(source)
        if files:
            self.files_pasted.emit(files)
        elif source.hasHtml() or source.hasText():
            super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files through to the window, which attaches them."""
        if dropped_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same while the mouse moves."""
        if dropped_files(event.mimeData()):
            event.ignore()
        else:
            super().dragMoveEvent(event)


class Editor(QWidget):
    """The tool bar and the text. ``link_wanted``: the user wants to make a link."""

    link_wanted = Signal()

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self.text = MessageEdit(label, name)
        self._bold = self._tool("bold", self.tr("Bold"), f"{name}_bold", "Ctrl+B")
        self._italic = self._tool("italic", self.tr("Italic"), f"{name}_italic", "Ctrl+I")
        self._list = self._tool("list", self.tr("List"), f"{name}_list", "Ctrl+Shift+L")
        self._link = self._tool("link", self.tr("Link"), f"{name}_link", "Ctrl+K")
        self._link.setCheckable(False)
        tools = QHBoxLayout()
        tools.setSpacing(TINY)
        for tool in (self._bold, self._italic, self._list, self._link):
            tools.addWidget(tool)
        tools.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(TINY)
        box.addLayout(tools)
        box.addWidget(self.text, 1)
        self._bold.clicked.connect(self._make_bold)
        self._italic.clicked.connect(self._make_italic)
        self._list.clicked.connect(self._make_list)
        self._link.clicked.connect(self.link_wanted)
        self.text.cursorPositionChanged.connect(self._show_format)
        self.text.currentCharFormatChanged.connect(lambda _format: self._show_format())

    def is_empty(self) -> bool:
        """Whether nothing has been written."""
        return not self.text.toPlainText().strip()

    def html(self) -> str:
        """The text with its format; empty where nothing has been written."""
        return "" if self.is_empty() else self.text.toHtml()

    def set_busy(self, busy: bool) -> None:
        """While the message is on its way it can be read and not changed."""
        self.text.setReadOnly(busy)
        for tool in (self._bold, self._italic, self._list, self._link):
            tool.setEnabled(not busy)

    def insert_link(self, address: str) -> None:
        """Make the selected words a link, or insert the address as one."""
        cursor = self.text.textCursor()
        look = QTextCharFormat()
        look.setAnchor(True)
        look.setAnchorHref(address)
        look.setFontUnderline(True)
        look.setForeground(theme.colours(self.palette()).link)
        if cursor.hasSelection():
            cursor.mergeCharFormat(look)
        else:
            plain = cursor.charFormat()
            cursor.insertText(address, look)
            cursor.setCharFormat(plain)
        self.text.setTextCursor(cursor)
        self.text.setFocus()

    def _tool(self, icon: str, label: str, name: str, keys: str) -> IconButton:
        tool = IconButton(icon, label, name)
        tool.setCheckable(True)
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(tool.click)
        written = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        tool.setToolTip(f"{label} ({written})")
        return tool

    def _make_bold(self, wanted: bool) -> None:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if wanted else QFont.Weight.Normal)
        self.text.mergeCurrentCharFormat(look)
        self.text.setFocus()

    def _make_italic(self, wanted: bool) -> None:
        look = QTextCharFormat()
        look.setFontItalic(wanted)
        self.text.mergeCurrentCharFormat(look)
        self.text.setFocus()

    def _make_list(self, wanted: bool) -> None:
        cursor = self.text.textCursor()
        current = cursor.currentList()
        if wanted:
            cursor.createList(QTextListFormat.Style.ListDisc)
        elif current is not None:
            block = cursor.block()
            current.remove(block)
            look = block.blockFormat()
            look.setIndent(0)
            cursor.setBlockFormat(look)
        self.text.setFocus()

    def _show_format(self) -> None:
        look = self.text.currentCharFormat()
        self._bold.setChecked(look.fontWeight() > QFont.Weight.Medium)
        self._italic.setChecked(look.fontItalic())
        self._list.setChecked(self.text.textCursor().currentList() is not None)
