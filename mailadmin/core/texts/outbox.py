"""What the outbox, the drafts and the failure report say."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    # -- the outbox
    "outbox.interrupted": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Not sent: the program ended before the message was handed over"
        )
    ),
    "outbox.interrupted-maybe": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "May have been sent: the program ended while the message was handed over"
        )
    ),
    "outbox.cancelled": Text(QT_TRANSLATE_NOOP("Finding", "Cancelled")),
    "outbox.cancelled-too-late": Text(
        QT_TRANSLATE_NOOP("Finding", "Sent: the cancel came after the server had accepted it")
    ),
    "outbox.being-sent": Text(
        QT_TRANSLATE_NOOP("Finding", "The message {id} is being sent at this moment")
    ),
    "outbox.nothing-left": Text(
        QT_TRANSLATE_NOOP("Finding", "The message {id} has reached everybody it is for")
    ),
    "outbox.discarded": Text(
        QT_TRANSLATE_NOOP("Finding", "The message {id} was discarded; its text is gone")
    ),
    "outbox.no-text": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The text of the message {id} is no longer kept, so it can't be sent again"
        )
    ),
    "outbox.unknown-id": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "There is no message “{id}” in the outbox; the list shows their ids"
        )
    ),
    "outbox.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Several messages in the outbox begin with “{id}”; type one letter more"
        )
    ),
    "outbox.no-messenger": Text(
        QT_TRANSLATE_NOOP("Finding", "The account {account} has no Messenger")
    ),
    "outbox.not-yours": Text(
        QT_TRANSLATE_NOOP("Finding", "The message {id} is no longer being sent by this window")
    ),
    "outbox.set-aside": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox was damaged; a new one was begun, and the old one kept as {kept}"
        )
    ),
    "outbox.was-broken": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox was damaged and has been replaced; please try again"
        )
    ),
    "outbox.broken-in-use": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox is damaged; close other windows of this program and try again"
        )
    ),
    "outbox.newer": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox was written by a newer version of this program; please update"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
    "outbox.locked": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox is in use by another program; try again in a moment"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}: {reason}"),
    ),
    "outbox.read-only": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox can't be written; make this file and its folder writable: {path}"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "outbox.cannot-open": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The outbox can't be opened; check this file and its folder: {path}"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "outbox.full": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The disk is full; the message is not sent until there is room for it"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
    "outbox.disk-error": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The disk could not be written or read; check it, then try again"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}: {reason}"),
    ),
    "outbox.slow": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The disk takes too long to keep the message; it was not sent"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
    # -- drafts
    "draft.set-aside": Text(
        QT_TRANSLATE_NOOP("Finding", "A draft could not be read; its file was kept as {kept}")
    ),
    "draft.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The draft could not be read; its file is damaged")
    ),
    "draft.gone": Text(QT_TRANSLATE_NOOP("Finding", "The draft is no longer there")),
    "draft.unknown": Text(QT_TRANSLATE_NOOP("Finding", "There is no draft “{id}”")),
    "draft.letters": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The draft can't be kept: a file name in it has letters that can't be written",
        )
    ),
    "draft.disk": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The draft could not be kept; check that this folder is writable: {folder}"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    # -- the report to the support address
    "report.failure.subject": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail server of {account} could not send")
    ),
    "report.failure.text": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The mail server of the account {account} ({address}) could not send a message.\n"
            "The Messenger has sent it instead, so nothing is lost, but the mail server needs a look.\n"
            "\n"
            "Time:         {time}\n"
            "Mail server:  {server}\n"
            "Stage:        {stage}\n"
            "What we saw:  {finding}\n"
            "Cause:        {cause}\n"
            "Reply:        {reply}\n"
            "Program:      mailadmin {version}\n"
            "\n"
            "This report holds no password and nothing of the message.\n"
            "The conversation (C: this program, S: the mail server):\n",
        )
    ),
    "report.failure.recipient": Text(QT_TRANSLATE_NOOP("Finding", "(recipient {number})")),
    "report.failure.no-cause": Text(QT_TRANSLATE_NOOP("Finding", "Not certain")),
    "report.failure.no-reply": Text(QT_TRANSLATE_NOOP("Finding", "None")),
}
