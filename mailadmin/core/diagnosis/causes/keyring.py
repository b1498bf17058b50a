"""Causes: the computer's password store."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="keyring-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "This computer has no safe place for passwords"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "On Linux, install and start a password store, such as GNOME Keyring or KWallet.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Until then the program keeps your password for this run only and asks again next time.",
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-locked",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store is locked"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Unlock the password store (on macOS: Keychain Access, on Linux: Passwords and Keys).",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Then try again. Until then the program keeps your password for this run only.",
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-access-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store does not let the program in"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "When the computer asks, allow mailadmin to use the password."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Until then the program keeps your password for this run only."
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-secret-too-long",
        title=QT_TRANSLATE_NOOP(
            "Fix", "The password is too long for the computer's password store"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Use a shorter password. Until then the program keeps this one for this run only.",
                ),
            ),
        ),
    ),
)
