"""What sending says: what stops it before it begins, and how it ended."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    # -- before anything is sent
    "send.address.invalid": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{address}” is not an email address; one looks like anna@example.com"
        )
    ),
    "send.no-recipient": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Nobody to send to: enter at least one email address under To, Cc or Bcc"
        )
    ),
    "send.attachment.missing": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The attachment “{name}” is no longer there; remove it or attach it again"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "send.attachment.unreadable": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The attachment “{name}” can't be read; close it elsewhere or attach a copy"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "send.attachment.folder": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{name}” is a folder; attach the files in it, or a ZIP file of it"
        )
    ),
    "send.attachment.no-file": Text(
        QT_TRANSLATE_NOOP("Finding", "“{name}” is not a file that can be attached")
    ),
    "send.attachment.slow": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Reading the attachments took too long; copy them to this computer first"
        )
    ),
    # -- how it ended
    "send.sent.mail-server": Text(QT_TRANSLATE_NOOP("Finding", "Sent through your mail server")),
    "send.sent.messenger": Text(QT_TRANSLATE_NOOP("Finding", "Sent through the Messenger")),
    "send.sent.both": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Sent to some through your mail server, to the others through the Messenger"
        )
    ),
    "send.sent.messenger.name": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Sent through the Messenger, because there is no mail server named {host}"
        )
    ),
    "send.sent.messenger.lookup": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because the name of your mail server, {host}, could not be looked up",
        )
    ),
    "send.sent.messenger.closed": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Sent through the Messenger, because your mail server refused the connection"
        )
    ),
    "send.sent.messenger.silent": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server did not answer within {limit:g} seconds",
        )
    ),
    "send.sent.messenger.unreachable": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because there is no way from here to your mail server",
        )
    ),
    "send.sent.messenger.lost": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because the connection to your mail server broke off",
        )
    ),
    "send.sent.messenger.blocked": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because this computer or network blocks the way to your mail server",
        )
    ),
    "send.sent.messenger.intercepted": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because something between here and your mail server answered in its place",
        )
    ),
    "send.sent.messenger.certificate": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server's certificate can't be trusted",
        )
    ),
    "send.sent.messenger.encryption": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because no encrypted connection to your mail server was possible",
        )
    ),
    "send.sent.messenger.sign-in": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server did not let you sign in",
        )
    ),
    "send.sent.messenger.sender": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server does not accept mail from your address",
        )
    ),
    "send.sent.messenger.reputation": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server is blocked by the recipient's side",
        )
    ),
    "send.sent.messenger.quota": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server's limit for sending is used up",
        )
    ),
    "send.sent.messenger.greylisted": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server asked to try again later",
        )
    ),
    "send.sent.messenger.later": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server could not take the message at the moment",
        )
    ),
    "send.sent.messenger.keyring": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because the password of your mail server could not be read",
        )
    ),
    "send.sent.messenger.other": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through the Messenger, because your mail server could not send the message",
        )
    ),
    "send.partly.mail-server": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Sent through your mail server to {sent} of {count} recipients"
        )
    ),
    "send.partly.messenger": Text(
        QT_TRANSLATE_NOOP("Finding", "Sent through the Messenger to {sent} of {count} recipients")
    ),
    "send.partly.both": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Sent through your mail server and the Messenger to {sent} of {count} recipients",
        )
    ),
    "send.not-sent.mail-server": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was not sent: your mail server could not send it")
    ),
    "send.not-sent.messenger": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was not sent: the Messenger could not send it")
    ),
    "send.not-sent.neither": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message was not sent: neither your mail server nor the Messenger could"
        )
    ),
    "send.not-sent.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was not sent: it was refused")
    ),
    "send.uncertain": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message may have been sent: the connection broke before the answer"
        ),
        QT_TRANSLATE_NOOP(
            "Finding",
            "Look whether it arrived before you send it again; else somebody may get it twice.",
        ),
    ),
    "send.still-uncertain": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The message may have been sent by an earlier try; this one did not send it"
        )
    ),
    "send.because.name": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The Messenger was tried, because there is no mail server named {host}"
        )
    ),
    "send.because.lookup": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because the name of your mail server, {host}, could not be looked up",
        )
    ),
    "send.because.closed": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The Messenger was tried, because your mail server refused the connection"
        )
    ),
    "send.because.silent": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server did not answer within {limit:g} seconds",
        )
    ),
    "send.because.unreachable": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because there is no way from here to your mail server",
        )
    ),
    "send.because.lost": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because the connection to your mail server broke off",
        )
    ),
    "send.because.blocked": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because this computer or network blocks the way to your mail server",
        )
    ),
    "send.because.intercepted": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because something between here and your mail server answered in its place",
        )
    ),
    "send.because.certificate": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server's certificate can't be trusted",
        )
    ),
    "send.because.encryption": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because no encrypted connection to your mail server was possible",
        )
    ),
    "send.because.sign-in": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The Messenger was tried, because your mail server did not let you sign in"
        )
    ),
    "send.because.sender": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server does not accept mail from your address",
        )
    ),
    "send.because.reputation": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server is blocked by the recipient's side",
        )
    ),
    "send.because.quota": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server's limit for sending is used up",
        )
    ),
    "send.because.greylisted": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The Messenger was tried, because your mail server asked to try again later"
        )
    ),
    "send.because.later": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server could not take the message at the moment",
        )
    ),
    "send.because.keyring": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because the password of your mail server could not be read",
        )
    ),
    "send.because.other": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The Messenger was tried, because your mail server could not send the message",
        )
    ),
    # -- what that means
    "send.proven.accepted": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "A mail server has accepted the message for {sent} of {count} recipients"
        )
    ),
    "send.proven.found": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is in your mailbox, in the folder {folder}")
    ),
    "send.not-proven.delivery": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether it reached the mailbox is not proven yet")
    ),
    "send.recipient.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "Not sent to {address}; the server answered: {reply}")
    ),
    "send.recipient.not-sent": Text(QT_TRANSLATE_NOOP("Finding", "Not sent to {address}")),
    "send.recipient.uncertain": Text(
        QT_TRANSLATE_NOOP("Finding", "May have been sent to {address}")
    ),
}
