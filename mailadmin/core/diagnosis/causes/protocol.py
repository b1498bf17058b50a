"""Causes: the other side speaks something else, or does not like how we speak."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    EMAIL_TO_MYSELF_ARRIVES,
    ENCRYPT,
    GREETING_TURNS_GREEN,
    IF_YOU_CANNOT,
    TEST_AGAIN,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="protocol-wrong-service",
        title=QT_TRANSLATE_NOOP("Fix", "Another kind of server answers there"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A server answers at {host} on port {port}, but not one that takes mail for sending. It is a server for reading mail, for web pages or for something else."),
            QT_TRANSLATE_NOOP("Fix", "A server answers there, but not one that takes mail for sending. It is a server for reading mail, for web pages or for something else."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your server name begins with “imap” or “pop”, or the port is 993, 995, 143 or 110, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look up your provider's settings for outgoing mail (SMTP), not for incoming mail."),
                QT_TRANSLATE_NOOP("Fix", "Type that server name: it often begins with “smtp” or “mail”."),
                ENCRYPT,
                TEST_AGAIN,
                IF_YOU_CANNOT,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOn {host} port {port} I reach a service that does not speak SMTP.\n\nPlease tell me host, port (465 or 587), encryption and user name for mail submission.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nWith my present settings I reach a service that does not speak SMTP.\n\nPlease tell me host, port (465 or 587), encryption and user name for mail submission.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="protocol-helo-rejected",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not accept how this computer says its name"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "When a computer greets a mail server, it says its own name, and this name was refused. Servers check it because many spam programs say a false one."),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works on port 465 or 587 with a sign-in, only the strict rules of port 25 were in the way."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If the port is 25, set “Security” to “Encrypted from the start (465)” and sign in."),
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses the HELO/EHLO name of my mail program. It said:\n{reply}\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe server refuses the HELO/EHLO name of my mail program. The server said:\n{reply}\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe server refuses the HELO/EHLO name of my mail program.\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="protocol-client-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server and the sending program did not understand each other"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The sending program said something that the server can't take, or in an order that it did not expect. Your account and your message are most likely fine."),
        tell=QT_TRANSLATE_NOOP("Fix", "If another mail program can send with the same account, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Install the newest version of the program that sends, and try again."),
                QT_TRANSLATE_NOOP("Fix", "If your password has letters such as ä, é or €, choose one with plain letters and digits."),
                QT_TRANSLATE_NOOP("Fix", "If it still fails, press “Copy for support”."),
                QT_TRANSLATE_NOOP("Fix", "Send that text to your mail admin together with the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with {host} port {port} broke off with a command, parameter or sequence error. The server said:\n{reply}\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with our mail server broke off with a command, parameter or sequence error. The server said:\n{reply}\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with our mail server broke off with a command, parameter or sequence error.\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
)
# fmt: on
