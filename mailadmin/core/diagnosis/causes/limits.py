"""Causes: too much, too many, too fast, too big."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="limits-sending-quota",
        title=QT_TRANSLATE_NOOP("Fix", "You have reached the sending limit"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Wait until tomorrow, or ask your provider for a bigger limit."
                ),
            ),
        ),
    ),
    Cause(
        id="limits-rate",
        title=QT_TRANSLATE_NOOP("Fix", "Too much was sent too fast"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(QT_TRANSLATE_NOOP("Fix", "Wait a few minutes, then send again."),),
        ),
    ),
    Cause(
        id="limits-recipients",
        title=QT_TRANSLATE_NOOP("Fix", "Too many recipients in one message"),
        blame=Blame.CONTENT,
        fix=Fix(who=Who.YOU, steps=(QT_TRANSLATE_NOOP("Fix", "Send to fewer people at once."),)),
    ),
    Cause(
        id="limits-message-size",
        title=QT_TRANSLATE_NOOP("Fix", "The message is too big"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Make the attachments smaller, or share them with a link."
                ),
                QT_TRANSLATE_NOOP("Fix", "Send again."),
            ),
        ),
    ),
    Cause(
        id="limits-sender-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "Your own mailbox is full"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Delete or archive old mail, empty the bin, then send again."
                ),
            ),
        ),
    ),
)
