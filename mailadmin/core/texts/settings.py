"""What the keyring and the settings say."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

_KEYRING: dict[str, Text] = {
    "keyring.unavailable": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This computer has no password store that the program can use right now."
        )
    ),
    "keyring.locked": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Your computer's password store is locked. Unlock it and try again."
        )
    ),
    "keyring.access-denied": Text(
        QT_TRANSLATE_NOOP("Finding", "Your computer's password store does not let this program in.")
    ),
    "keyring.secret-too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "The password is longer than the password store takes.")
    ),
    "keyring.damaged": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The stored password is not complete any more. Type it again and save it."
        )
    ),
    "keyring.characters": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The password has characters that can't be stored. Delete it and type it by hand.",
        )
    ),
    "keyring.kept.unavailable": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This computer has no password store that the program can use, so your password is "
            "kept only until the program ends.",
        )
    ),
    "keyring.kept.locked": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Your computer's password store is locked, so your password is kept only until the "
            "program ends.",
        )
    ),
    "keyring.kept.access-denied": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Your computer's password store does not let this program in, so your password is "
            "kept only until the program ends.",
        )
    ),
    "keyring.kept.secret-too-long": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The password is longer than the password store takes, so it is kept only until the "
            "program ends.",
        )
    ),
    "keyring.kept.other": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The password could not be stored, so it is kept only until the program ends.",
        )
    ),
}

_FILES: dict[str, Text] = {
    "settings.set-aside": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings file could not be read, so the program starts without it. It is kept as "
            "{kept}",
        )
    ),
    "settings.newer": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings file was written by a newer version of this program, so this version "
            "starts without it. It is kept as {kept}",
        )
    ),
    "settings.cannot-set-aside": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings file can't be used and can't be moved out of the way, so nothing can be "
            "saved. Move it away by hand: {path}",
        )
    ),
    "settings.cannot-read": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings file can't be opened ({reason}), so nothing can be saved. Make this file "
            "readable for you: {path}",
        )
    ),
    "settings.read-only": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings could not be saved because this folder can't be written to: {folder}",
        )
    ),
    "settings.disk-full": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings could not be saved because the disk is full. Make room and save again; "
            "the settings saved before are still there.",
        )
    ),
    "settings.busy": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings could not be saved because another copy of this program is holding them. "
            "Close it and save again.",
        )
    ),
    "settings.cannot-write": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The settings could not be saved ({reason}). The settings saved before are still there.",
        )
    ),
    "settings.too-big": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The settings could not be saved because there are too many accounts."
        )
    ),
    "setup.not-one": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is not a setup file of this program. Ask whoever sent it to export it again.",
        )
    ),
    "setup.newer": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This setup file was made by a newer version of this program. Update the program, then "
            "import the file.",
        )
    ),
    "setup.too-big": Text(QT_TRANSLATE_NOOP("Finding", "This file is too big for a setup file.")),
    "setup.wrong-account": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The setup file's account “{account}” is not right, so nothing was imported.",
        )
    ),
    "setup.cannot-read": Text(
        QT_TRANSLATE_NOOP("Finding", "The setup file can't be opened: {reason}")
    ),
    "setup.cannot-write": Text(
        QT_TRANSLATE_NOOP("Finding", "The setup file could not be written: {reason}")
    ),
    "accounts.none": Text(QT_TRANSLATE_NOOP("Finding", "There is no account yet.")),
    "accounts.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no account “{account}”. There are: {accounts}")
    ),
    "accounts.ambiguous": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Several accounts fit “{account}”. Name one of these: {accounts}"
        )
    ),
    "accounts.which": Text(
        QT_TRANSLATE_NOOP("Finding", "There are several accounts. Name one of these: {accounts}")
    ),
    "accounts.password-left": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The account was removed, but its password could not be removed from your computer's "
            "password store.",
        )
    ),
    "accounts.messenger-password-left": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was removed, but its password could not be removed from your "
            "computer's password store.",
        )
    ),
    "accounts.password-maybe-left": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The account was removed. If its password was in a password store, it is still there, "
            "because no password store can be reached now.",
        )
    ),
    "accounts.password-not-copied": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The account was copied without its password. Type the password in the new account.",
        )
    ),
}

_WITNESSES: dict[str, Text] = {
    "witnesses.none": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no witness mailbox yet, so none for {address}.")
    ),
    "witnesses.unknown": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "There is no witness mailbox {address}. There are: {witnesses}."
        )
    ),
    "witnesses.password-left": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The mailbox is removed from the list, but its password may still be in your "
            "computer's password store.",
        )
    ),
}

TEXTS: dict[str, Text] = {**_KEYRING, **_FILES, **_WITNESSES}
