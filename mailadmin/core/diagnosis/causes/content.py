"""Causes: the message itself."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import SAME_EMAIL_GOES_OUT, to_mail_admin
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="content-spam",
        title=QT_TRANSLATE_NOOP("Fix", "The message looks like spam to the server"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "A filter on the server read the message and found it too much like spam or fraud. Your settings work; it is about this text, its links or its pictures."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short plain message such as “Can you read this?” goes through, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Take out links, big pictures and words in capitals."),
                QT_TRANSLATE_NOOP("Fix", "Give it a plain subject, and write a few full sentences."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If a normal message is still refused, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA normal business message was refused as spam by a content filter:\n{reply}\n\nIf the filter is ours, please look up which rules scored and correct them. If it is the recipient's, please check that our SPF, DKIM, DMARC and reverse DNS pass and that no link in our signature is on a URL block list, and ask their postmaster.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA normal business message was refused as spam by a content filter.\n\nIf the filter is ours, please look up which rules scored and correct them. If it is the recipient's, please check that our SPF, DKIM, DMARC and reverse DNS pass and that no link in our signature is on a URL block list, and ask their postmaster.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-attachment-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "An attachment is not allowed"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "The server refused the message because of a file in it. Many servers refuse programs, scripts, locked archives and office files with macros (small programs inside), because viruses come that way."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through without the file, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If you do not know where the file is from, scan this computer for viruses first."),
                QT_TRANSLATE_NOOP("Fix", "Take the file out of the message, or save it in another form, such as PDF."),
                QT_TRANSLATE_NOOP("Fix", "Put the file in a shared folder and send the link to it."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If the file is harmless and you need to mail it, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAn attachment of mine was refused:\n{reply}\n\nPlease tell me which file type or finding it was, and which way of sharing files you support. If it is a false alarm of our own scanner, please report it to its maker.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAn attachment of mine was refused by a mail server.\n\nPlease tell me which file type or finding it was, and which way of sharing files you support. If it is a false alarm of our own scanner, please report it to its maker.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds a mistake in the form of the message"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "A message has a hidden part with sender, date and subject, and the server finds that part or the coding of the text wrong. The program that wrote it or a server on the way made the mistake, not you."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a new, short message without attachments goes through, something in the first one was the reason."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Write a new message, and paste the text as plain text."),
                QT_TRANSLATE_NOOP("Fix", "Leave out attachments with unusual names, and send it."),
                QT_TRANSLATE_NOOP("Fix", "If that fails too, press “Copy for support”."),
                QT_TRANSLATE_NOOP("Fix", "Send that text to your mail admin together with the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused as malformed:\n{reply}\n\nPlease compare the message as sent with the one refused (the details are attached): exactly one From, Date, Subject and Message-ID, no bare CR or LF, lines up to 998 bytes, no raw 8-bit text in headers. If a filter, disclaimer or signing service of ours changes messages, please check what it adds.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused as malformed.\n\nPlease compare the message as sent with the one refused (the details are attached): exactly one From, Date, Subject and Message-ID, no bare CR or LF, lines up to 998 bytes, no raw 8-bit text in headers. If a filter, disclaimer or signing service of ours changes messages, please check what it adds.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-policy",
        title=QT_TRANSLATE_NOOP("Fix", "The message breaks a rule of the server"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "The server refused the message because of a rule of its own, and does not say which one. Only the people who run that server can look it up."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short plain message to the same recipient goes through, the rule is about the text or a file."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send a short plain message to the same recipient, without links and files."),
                QT_TRANSLATE_NOOP("Fix", "If it goes through, take links and files out of the first message and send it again."),
                QT_TRANSLATE_NOOP("Fix", "If not, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused “by policy”, with no further reason:\n{reply}\n\nIf the server is ours, please find in its log which rule matched. If it is the recipient's, please check our SPF, DKIM, DMARC and reverse DNS, and ask their postmaster for the rule, quoting this reply with date and time.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused “by policy”, with no further reason.\n\nIf the server is ours, please find in its log which rule matched. If it is the recipient's, please check our SPF, DKIM, DMARC and reverse DNS, and ask their postmaster for the rule.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
)
# fmt: on
