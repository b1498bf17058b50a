"""Causes: somebody's list or opinion of the sending address."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="reputation-blocklisted",
        title=QT_TRANSLATE_NOOP("Fix", "The sending address is on a block list"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),
                QT_TRANSLATE_NOOP(
                    "Fix", "The list named there has a page that says why, and how to be removed."
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-provider-block",
        title=QT_TRANSLATE_NOOP("Fix", "The provider distrusts the sending address"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),),
        ),
    ),
    Cause(
        id="reputation-recipient-block",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's side has blocked you"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Reach the recipient another way and ask them to have your address allowed.",
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-dynamic-ip",
        title=QT_TRANSLATE_NOOP("Fix", "Mail straight from a home or office line is not accepted"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Use your provider's mail server with a sign-in, on port 465 or 587."
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-blocklist-query-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server misread an answer of a block list"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(QT_TRANSLATE_NOOP("Fix", "Tell the server's admin what it said: {reply}"),),
        ),
    ),
)
