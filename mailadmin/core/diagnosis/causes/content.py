"""Causes: the message itself."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="content-spam",
        title=QT_TRANSLATE_NOOP("Fix", "The message looks like spam to the server"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Remove links, big pictures and words in capitals, then send again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it is a normal message, tell your mail admin what the server said: {reply}",
                ),
            ),
        ),
    ),
    Cause(
        id="content-attachment-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "An attachment is not allowed"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Remove the attachment, or share it with a link instead."),
            ),
        ),
    ),
    Cause(
        id="content-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds a mistake in the message's form"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send “Copy for support” to the makers of this program."),
            ),
        ),
    ),
    Cause(
        id="content-policy",
        title=QT_TRANSLATE_NOOP("Fix", "The message breaks a rule of the server"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin which rule it is. The server said: {reply}"
                ),
            ),
        ),
    ),
)
