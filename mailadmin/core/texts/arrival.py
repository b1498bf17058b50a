"""What is said of a test message that was waited for."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "arrival.result.inbox.one": Text(
        QT_TRANSLATE_NOOP("Finding", "The message reached the Inbox of {address} in {seconds} s.")
    ),
    "arrival.result.inbox.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message reached the Inbox of every mailbox ({of}).",
        )
    ),
    "arrival.result.junk.one": Text(
        QT_TRANSLATE_NOOP("Finding", "The message arrived, but in the Junk folder of {address}.")
    ),
    "arrival.result.junk.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message arrived in every mailbox ({of}), but in the Junk folder.",
        )
    ),
    "arrival.result.junk.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message arrived, but in the Junk folder of {count} of {of} mailboxes."
        )
    ),
    "arrival.result.other.one": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message arrived in the folder {name} of {address}, not in the Inbox."
        )
    ),
    "arrival.result.other.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message arrived in every mailbox ({of}), but not in the Inbox.",
        )
    ),
    "arrival.result.other.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message arrived, but in another folder of {count} of {of} mailboxes."
        )
    ),
    "arrival.result.returned.one": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message to {address} came back.",
        )
    ),
    "arrival.result.returned.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message came back from every mailbox ({of}).",
        )
    ),
    "arrival.result.returned.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message came back from {count} of {of} mailboxes.",
        )
    ),
    "arrival.result.missing.one": Text(
        QT_TRANSLATE_NOOP("Finding", "The message did not reach {address} within {wait} seconds.")
    ),
    "arrival.result.missing.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message reached none of the mailboxes ({of}) within {wait} seconds.",
        )
    ),
    "arrival.result.missing.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The message did not reach {count} of {of} mailboxes within {wait} seconds.",
        )
    ),
    "arrival.result.not-sent": Text(
        QT_TRANSLATE_NOOP("Finding", "The test message could not be sent, so it did not arrive.")
    ),
    "arrival.result.no-mailbox-read": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "None of the mailboxes could be opened, so no test message was sent.",
        )
    ),
    "arrival.result.not-looked.one": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The mailbox of {address} could not be opened and watched, so nobody knows whether it arrived.",
        )
    ),
    "arrival.result.not-looked.all": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "None of the mailboxes ({of}) could be opened and watched, so nobody knows whether it arrived.",
        )
    ),
    "arrival.result.not-looked.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{count} of {of} mailboxes could not be opened and watched, so nobody knows whether it arrived there.",
        )
    ),
    "arrival.proven.arrived": Text(
        QT_TRANSLATE_NOOP("Finding", "{address}: in the folder {name} after {seconds} s.")
    ),
    "arrival.not-proven.missing": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{address}: not there after {wait} seconds. It may still be on its way.",
        )
    ),
    "arrival.not-proven.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "{address}: the mail server did not accept this recipient.")
    ),
    "arrival.not-proven.returned": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{address}: it came back, with a message that says why.",
        )
    ),
    "arrival.not-proven.not-looked": Text(
        QT_TRANSLATE_NOOP("Finding", "{address}: could not be looked into.")
    ),
    "arrival.not-proven.others": Text(
        QT_TRANSLATE_NOOP("Finding", "Other recipients' servers may decide otherwise.")
    ),
    "arrival.no-mailbox": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "There is no mailbox to look into. Set up the inbox of the account, or add a witness "
            "mailbox.",
        )
    ),
    "arrival.deleted.trash": Text(
        QT_TRANSLATE_NOOP("Finding", "{address}: the test message was moved to {folder}.")
    ),
    "arrival.deleted.removed": Text(
        QT_TRANSLATE_NOOP("Finding", "{address}: the test message was deleted.")
    ),
    "arrival.deleted.marked": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{address}: the test message was marked as deleted. It goes when your mail program "
            "cleans up.",
        )
    ),
    "arrival.deleted.not-there": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "{address}: the test message was not there any more. Nothing was deleted."
        )
    ),
    "arrival.deleted.failed": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "{address}: the mailbox could not be opened, so the test message is still there.",
        )
    ),
}
