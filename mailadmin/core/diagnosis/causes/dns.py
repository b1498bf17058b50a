"""Causes: the name of the mail server can't be looked up."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="dns-name-not-found",
        title=QT_TRANSLATE_NOOP("Fix", "The server's name does not exist"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look at the server name letter by letter: {host}"),
                QT_TRANSLATE_NOOP(
                    "Fix", "Compare it with what your email provider or mail admin gave you."
                ),
                QT_TRANSLATE_NOOP("Fix", "Type the right name and test again."),
            ),
        ),
    ),
    Cause(
        id="dns-resolver-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The name could not be looked up just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Open any web page to see whether this computer is online."
                ),
                QT_TRANSLATE_NOOP("Fix", "If it is, wait a minute and test again."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it stays so, ask whoever looks after your network to check its name servers (DNS).",
                ),
            ),
        ),
    ),
)
