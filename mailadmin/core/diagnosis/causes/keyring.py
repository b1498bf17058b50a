"""Causes: the computer's password store."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    COMPANY_COMPUTER,
    PASSWORD_IS_KEPT,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="keyring-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "This computer has no safe place for passwords"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The program keeps passwords only in the computer's own password store, and found none that works. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If you use Linux without a desktop, or work on it from afar, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign out of this computer and sign in again at its own desktop."),
                QT_TRANSLATE_NOOP("Fix", "On Linux, install and start a password store, such as GNOME Keyring or KWallet."),
                QT_TRANSLATE_NOOP("Fix", "Start this program again and type the password once more."),
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe program mailadmin finds no usable credential store on this computer. The system said:\n{error}\n\nPlease provide one in the user's session: Credential Manager (Windows), the login keychain (macOS), or a Secret Service (GNOME Keyring or KWallet with D-Bus) with a default collection (Linux).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe program mailadmin finds no usable credential store on this computer.\n\nPlease provide one in the user's session: Credential Manager (Windows), the login keychain (macOS), or a Secret Service (GNOME Keyring or KWallet with D-Bus) with a default collection (Linux).\n\nThank you"),
            ),),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-locked",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store is locked"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The safe place where your computer keeps passwords is locked, or the question for its key was closed. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the computer asked for a password just before and you closed that window, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try again, and type your computer's password when it asks."),
                QT_TRANSLATE_NOOP("Fix", "If it does not ask, open the password store and unlock it (macOS: Keychain Access; Linux: Passwords and Keys)."),
                QT_TRANSLATE_NOOP("Fix", "If that fails, sign out of this computer, sign in again and start this program."),
            ),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-access-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store does not let the program in"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The safe place where your computer keeps passwords works, but it does not let this program use its entry. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If you pressed “Deny” or have just updated the program, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try again, and choose “Allow” or “Always allow” when the computer asks."),
                QT_TRANSLATE_NOOP("Fix", "If it does not ask, open the password store and delete the entry “mailadmin”."),
                QT_TRANSLATE_NOOP("Fix", "Type the password here again and save."),
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe credential store of this computer refuses mailadmin. The system said:\n{error}\n\nPlease check that the user may write generic credentials (Windows: policy “Do not allow storage of passwords and credentials”), that the entry belongs to this user, and on macOS that the program's signature is intact.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe credential store of this computer refuses mailadmin.\n\nPlease check that the user may write generic credentials (Windows: policy “Do not allow storage of passwords and credentials”), that the entry belongs to this user, and on macOS that the program's signature is intact.\n\nThank you"),
            ),),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-secret-too-long",
        title=QT_TRANSLATE_NOOP("Fix", "The password is too long for the computer's password store"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The computer's password store takes only passwords up to a certain length, and this one is longer. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short password is saved without this message, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that you pasted only the password into the field, and not a longer text."),
                QT_TRANSLATE_NOOP("Fix", "If the password is really that long, choose a shorter one at your email provider."),
                QT_TRANSLATE_NOOP("Fix", "Type it here and save."),
            ),
            check=PASSWORD_IS_KEPT,
        ),
    ),
)
# fmt: on
