"""What the user's own mailbox says."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    # -- the user's own mailbox
    "inbox.connect.ok": Text(QT_TRANSLATE_NOOP("Finding", "Connected to your mailbox at {host}")),
    "inbox.connect.failed": Text(
        QT_TRANSLATE_NOOP("Finding", "Your mailbox at {host} could not be reached"),
        QT_TRANSLATE_NOOP("Finding", "{error}"),
    ),
    "inbox.connect.silent": Text(
        QT_TRANSLATE_NOOP("Finding", "Your mailbox at {host} did not answer"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "It was waited for {limit} seconds at port {port}. With the other kind of encryption "
            "it may answer.",
        ),
    ),
    "inbox.auth.ok": Text(QT_TRANSLATE_NOOP("Finding", "Signed in to your mailbox as {user}")),
    "inbox.auth.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "Your mailbox did not accept the user name and password")
    ),
    "inbox.auth.token-refused": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Your mailbox does not accept the pass that your provider gave for {user}"
        )
    ),
    "inbox.auth.not-signed-in": Text(
        QT_TRANSLATE_NOOP("Finding", "You are not signed in at your provider's page"),
        QT_TRANSLATE_NOOP("Finding", "Sign in as {user} first, then look again."),
    ),
    "inbox.auth.no-tokens": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Your mailbox does not know the sign-in at your provider's page"
        ),
        QT_TRANSLATE_NOOP("Finding", "Choose “Password” as the sign-in of the inbox."),
    ),
    "inbox.auth.not-encrypted": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Not signed in: the connection to your mailbox is not encrypted"
        )
    ),
    "inbox.auth.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection to your mailbox broke off"),
        QT_TRANSLATE_NOOP("Finding", "{error}"),
    ),
    "inbox.arrival.inbox": Text(QT_TRANSLATE_NOOP("Finding", "The message is in your inbox")),
    "inbox.arrival.junk": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is in your junk folder, {folder}")
    ),
    "inbox.arrival.sent": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is in your folder for sent mail, {folder}")
    ),
    "inbox.arrival.other": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is in another folder of your mailbox, {folder}")
    ),
    "inbox.arrival.not-there": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is not in your mailbox, or not yet"),
        QT_TRANSLATE_NOOP("Finding", "It was waited for {seconds} seconds."),
    ),
    "inbox.delete.trash": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message was moved to {folder}")
    ),
    "inbox.delete.removed": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message was deleted from {folder}")
    ),
    "inbox.delete.marked": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message is marked as deleted in {folder}"),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Your mailbox can't remove a single message. It goes when your mail program cleans up.",
        ),
    ),
    "inbox.delete.not-there": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message is not in {folder} any more"),
        QT_TRANSLATE_NOOP("Finding", "Nothing was deleted."),
    ),
    "inbox.delete.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message could not be deleted"),
        QT_TRANSLATE_NOOP("Finding", "{error}"),
    ),
    "inbox.arrival.returned": Text(
        QT_TRANSLATE_NOOP("Finding", "The message came back"),
        QT_TRANSLATE_NOOP(
            "Finding", "A message about it reached your inbox. It says why, and what to do."
        ),
    ),
    "inbox.arrival.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "Your mailbox could not be looked into"),
        QT_TRANSLATE_NOOP("Finding", "{error}"),
    ),
}
