"""Causes: nothing that was seen tells why."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="unknown-generic",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave no reason"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send “Copy for support” to your mail admin: only the server's own log tells the reason.",
                ),
            ),
        ),
    ),
)
