"""What the report for support says, and what is said about it."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    # -- in the report
    "report.title": Text(QT_TRANSLATE_NOOP("Finding", "Report for support: {account}")),
    "report.made": Text(
        QT_TRANSLATE_NOOP("Finding", "Made {at} by mailadmin {version} on {system}.")
    ),
    "report.contains": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "It holds no password and no token, and of the messages only when they were sent and what became of them: no text, no subject, no attachment, no recipient.",
        )
    ),
    "report.look.done": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Before it was written, it was searched for the passwords and tokens that this computer knows for the account. What is very short, or an ordinary word of a report, can't be searched for.",
        )
    ),
    "report.look.not-possible": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "It could not be searched once more for passwords, because the password store of the computer can't be opened.",
        )
    ),
    "report.no-history": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history of tests could not be read, so they are missing here."
        )
    ),
    "report.no-messages": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The list of messages could not be read, so they are missing here."
        )
    ),
    "report.nothing-tested": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Nothing was tested with this account yet. After a test of the connection, a new report will say much more.",
        )
    ),
    "report.nothing-recent": Text(
        QT_TRANSLATE_NOOP("Finding", "There are no tests and no messages of this account yet.")
    ),
    "report.unreadable": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This test was kept by another version of the program and can't be shown."
        )
    ),
    "report.cut": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Some of what was seen is left out here, because it was far too much."
        )
    ),
    "report.more-lines": Text(QT_TRANSLATE_NOOP("Finding", "({count} more lines)")),
    "report.compared": Text(
        QT_TRANSLATE_NOOP("Finding", "What has changed since it went well the last time, {at}")
    ),
    "report.never-good": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "It has never gone well before, as far as the history goes back."
        )
    ),
    "report.settings": Text(QT_TRANSLATE_NOOP("Finding", "Settings")),
    "report.tests": Text(QT_TRANSLATE_NOOP("Finding", "The newest tests")),
    "report.recent": Text(QT_TRANSLATE_NOOP("Finding", "The last tests and messages")),
    "report.findings": Text(QT_TRANSLATE_NOOP("Finding", "What was checked")),
    "report.transcript": Text(
        QT_TRANSLATE_NOOP("Finding", "Transcript (C: this program, S: the server)")
    ),
    "report.proven": Text(QT_TRANSLATE_NOOP("Finding", "Proven")),
    "report.not-proven": Text(QT_TRANSLATE_NOOP("Finding", "Not proven")),
    "report.evidence": Text(QT_TRANSLATE_NOOP("Finding", "What was seen")),
    "report.cause": Text(QT_TRANSLATE_NOOP("Finding", "Cause: {title}")),
    "report.todo": Text(QT_TRANSLATE_NOOP("Finding", "What to do ({who})")),
    "report.works-instead": Text(
        QT_TRANSLATE_NOOP("Finding", "This setting works instead: {server}, {security}")
    ),
    "report.possible-too": Text(QT_TRANSLATE_NOOP("Finding", "Possible too: {title}")),
    "report.test.connection": Text(
        QT_TRANSLATE_NOOP("Finding", "Connection test of the mail server")
    ),
    "report.test.messenger": Text(QT_TRANSLATE_NOOP("Finding", "Connection test of the Messenger")),
    "report.test.domain": Text(QT_TRANSLATE_NOOP("Finding", "Check of the domain {domain}")),
    "report.test.arrival": Text(QT_TRANSLATE_NOOP("Finding", "Test message")),
    "report.message": Text(
        QT_TRANSLATE_NOOP("Finding", "Message, {taken} of {recipients} recipients have it")
    ),
    "report.column.when": Text(QT_TRANSLATE_NOOP("Finding", "When")),
    "report.column.what": Text(QT_TRANSLATE_NOOP("Finding", "What")),
    "report.column.result": Text(QT_TRANSLATE_NOOP("Finding", "Result")),
    # -- the settings in it
    "report.set.account": Text(QT_TRANSLATE_NOOP("Finding", "Account")),
    "report.set.from": Text(QT_TRANSLATE_NOOP("Finding", "From")),
    "report.set.reply-to": Text(QT_TRANSLATE_NOOP("Finding", "Reply-To")),
    "report.set.mail-server": Text(QT_TRANSLATE_NOOP("Finding", "Mail server")),
    "report.set.messenger": Text(QT_TRANSLATE_NOOP("Finding", "Messenger")),
    "report.set.messenger-from": Text(QT_TRANSLATE_NOOP("Finding", "Messenger sends as")),
    "report.set.inbox": Text(QT_TRANSLATE_NOOP("Finding", "Inbox")),
    "report.set.witness": Text(QT_TRANSLATE_NOOP("Finding", "Witness mailbox")),
    "report.set.support": Text(QT_TRANSLATE_NOOP("Finding", "Support address")),
    "report.set.none": Text(QT_TRANSLATE_NOOP("Finding", "not set up")),
    "report.set.limit": Text(QT_TRANSLATE_NOOP("Finding", "time limit {seconds} s")),
    "report.set.security.tls": Text(QT_TRANSLATE_NOOP("Finding", "encrypted from the start")),
    "report.set.security.starttls": Text(QT_TRANSLATE_NOOP("Finding", "upgrade to encryption")),
    "report.set.security.none": Text(QT_TRANSLATE_NOOP("Finding", "not encrypted")),
    "report.set.security.auto": Text(QT_TRANSLATE_NOOP("Finding", "encryption by the port")),
    "report.set.password": Text(QT_TRANSLATE_NOOP("Finding", "signs in as {user} with a password")),
    "report.set.oauth": Text(
        QT_TRANSLATE_NOOP("Finding", "signs in as {user} at the provider's page")
    ),
    "report.set.no-sign-in": Text(QT_TRANSLATE_NOOP("Finding", "without sign-in")),
    "report.set.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "the user has accepted its certificate")
    ),
    "report.set.plain": Text(
        QT_TRANSLATE_NOOP("Finding", "the user allows the password without encryption")
    ),
    # -- whose job a fix is
    "report.who.you": Text(QT_TRANSLATE_NOOP("Finding", "the user")),
    "report.who.mail-admin": Text(QT_TRANSLATE_NOOP("Finding", "the mail admin")),
    "report.who.domain-host": Text(QT_TRANSLATE_NOOP("Finding", "the domain host")),
    "report.who.network-admin": Text(QT_TRANSLATE_NOOP("Finding", "the network admin")),
    "report.who.recipient": Text(QT_TRANSLATE_NOOP("Finding", "the recipient")),
    "report.who.nobody": Text(QT_TRANSLATE_NOOP("Finding", "nobody: wait")),
    # -- states
    "report.state.ok": Text(QT_TRANSLATE_NOOP("Finding", "OK")),
    "report.state.info": Text(QT_TRANSLATE_NOOP("Finding", "Note")),
    "report.state.warning": Text(QT_TRANSLATE_NOOP("Finding", "Warning")),
    "report.state.failed": Text(QT_TRANSLATE_NOOP("Finding", "Failed")),
    "report.state.unknown": Text(QT_TRANSLATE_NOOP("Finding", "Not known")),
    "report.state.skipped": Text(QT_TRANSLATE_NOOP("Finding", "Not tested")),
    "report.state.passed": Text(QT_TRANSLATE_NOOP("Finding", "Passed")),
    "report.state.uncertain": Text(QT_TRANSLATE_NOOP("Finding", "May have been sent")),
    "report.state.cancelled": Text(QT_TRANSLATE_NOOP("Finding", "Cancelled")),
    "report.state.waiting": Text(QT_TRANSLATE_NOOP("Finding", "Waiting")),
    "report.state.sending": Text(QT_TRANSLATE_NOOP("Finding", "Being sent")),
    "report.state.sent": Text(QT_TRANSLATE_NOOP("Finding", "Sent")),
    "report.state.not-sent": Text(QT_TRANSLATE_NOOP("Finding", "Not sent")),
    "report.state.discarded": Text(QT_TRANSLATE_NOOP("Finding", "Given up")),
    # -- about it
    "report.ending": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The name of a report ends in .html, .pdf, .json or .txt; “{file}” does not."
        )
    ),
    "report.is-folder": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{file}” is a folder. Name a file in it, for example report.html."
        )
    ),
    "report.no-file": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "“{file}” is no ordinary file, so the report can't take its place."
        )
    ),
    "report.exists": Text(
        QT_TRANSLATE_NOOP("Finding", "There is a file “{file}” already. Choose another name.")
    ),
    "report.no-such-folder": Text(
        QT_TRANSLATE_NOOP("Finding", "The folder of “{file}” does not exist.")
    ),
    "report.cannot-write": Text(
        QT_TRANSLATE_NOOP("Finding", "The report could not be written: {reason}")
    ),
    "report.slow": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The report could not be written: the disk did not answer in time."
        )
    ),
    "report.holds-a-secret": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The report was not written, because a password or token was found in it. That is an error of this program: please tell its makers.",
        )
    ),
    "report.cannot-read": Text(
        QT_TRANSLATE_NOOP("Finding", "The report can't be opened: {reason}")
    ),
    "report.too-big": Text(QT_TRANSLATE_NOOP("Finding", "This file is too big for a report.")),
    "report.not-one": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This is not a report of this program, or not all of it. The endings that can be opened are .html and .json.",
        )
    ),
    "report.newer": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "This report was made by a newer version of this program. Update the program, then open it.",
        )
    ),
    "report.saved": Text(QT_TRANSLATE_NOOP("Finding", "The report is written: {file}")),
}
