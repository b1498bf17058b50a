"""Causes: the other side speaks something else, or does not like how we speak."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="protocol-wrong-service",
        title=QT_TRANSLATE_NOOP("Fix", "Another kind of server answers there"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the port: 465 or 587 for sending mail."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check the server name: sending often has another one than reading, such as smtp.… instead of imap.…",
                ),
            ),
        ),
    ),
    Cause(
        id="protocol-helo-rejected",
        title=QT_TRANSLATE_NOOP(
            "Fix", "The server does not like how this computer introduces itself"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check that you use port 465 or 587: port 25 is meant for servers and is stricter.",
                ),
            ),
        ),
    ),
    Cause(
        id="protocol-client-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not understand this program"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send “Copy for support” to the makers of this program or to your mail admin.",
                ),
            ),
        ),
    ),
)
