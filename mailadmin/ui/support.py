"""*Copy for support*: the last result as text on the clipboard."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from mailadmin.core.history.run import Run
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice


def copy_for_support(desk: Desk, run: Run | None = None) -> None:
    """Put a result, else the newest one, on the clipboard and say so. It never held a secret."""
    from mailadmin.core.report_text import support_text

    run = run or desk.latest.newest()
    if run is None:
        sentence = QCoreApplication.translate(
            "Support", "There is nothing to copy yet. Test your connection first."
        )
        desk.notice(Notice(text=sentence, tone=Tone.INFO))
        return
    QGuiApplication.clipboard().setText(support_text(run.events, run.result))
    sentence = QCoreApplication.translate(
        "Support", "The result is on the clipboard, without any password."
    )
    more = QCoreApplication.translate("Support", "Paste it into a message to your support.")
    desk.notice(Notice(text=sentence, more=more, tone=Tone.OK))
