"""Causes: it may work later without a change."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="temporary-greylisted",
        title=QT_TRANSLATE_NOOP("Fix", "The server asks new senders to try again later"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change. Wait a few minutes and send again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Servers do this to keep spammers away; they remember you afterwards."
                ),
            ),
        ),
    ),
    Cause(
        id="temporary-server-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server has a fault just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change here. Wait a few minutes and try again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If it lasts, tell your mail admin what the server said: {reply}"
                ),
            ),
        ),
    ),
    Cause(
        id="temporary-delivery-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave up after many tries"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin for the reason of the earlier tries."
                ),
            ),
        ),
    ),
)
