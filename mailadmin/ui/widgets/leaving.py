"""Parts that have been replaced: off the screen and nameless at once, destroyed a moment later."""

from PySide6.QtWidgets import QLayout, QWidget


def let_go(part: QWidget) -> None:
    """Remove a part. It may be the one whose click is being handled, so it lives until then."""
    part.hide()
    for widget in (part, *part.findChildren(QWidget)):
        # Its successor has the same names, and a name is found once.
        widget.setObjectName("")
    part.deleteLater()


def empty(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        part = item.widget()
        if part is not None:
            let_go(part)
