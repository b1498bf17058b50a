"""Causes: it may work later without a change."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    EMAIL_TO_MYSELF_ARRIVES,
    MESSENGER_MEANWHILE,
    RECIPIENT_ANSWERS,
    SAME_EMAIL_GOES_OUT,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="temporary-greylisted",
        title=QT_TRANSLATE_NOOP("Fix", "The server asks new senders to try again later"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The server puts off the first message from a sender that it does not know yet (this is called greylisting). Real mail servers try again and get through, while spam programs give up."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through after a quarter of an hour, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing: only waiting helps."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Wait {wait} seconds, then send the same message to the same recipient again."),
                    QT_TRANSLATE_NOOP("Fix", "Wait 15 minutes, then send the same message to the same recipient again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If it is still put off after four hours, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} has put off our mail for more than four hours:\n{reply}\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If {host} is ours, please exempt signed-in senders from greylisting.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail has been put off for more than four hours by greylisting. The server said:\n{reply}\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If the greylisting is ours, please exempt signed-in senders from it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail has been put off for more than four hours by greylisting.\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If the greylisting is ours, please exempt signed-in senders from it.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="temporary-server-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server has a fault just now"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Something inside {host} does not work, such as a full disk or a broken filter. Your settings and your message are most likely fine; only the people who run the server can repair the fault."),
            QT_TRANSLATE_NOOP("Fix", "Something inside the server does not work, such as a full disk or a broken filter. Your settings and your message are most likely fine; only the people who run the server can repair the fault."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works again after an hour with no change, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing here: only waiting helps."),
                QT_TRANSLATE_NOOP("Fix", "Wait 30 minutes, then try again."),
                QT_TRANSLATE_NOOP("Fix", "If it lasts longer than two hours, send your mail admin the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} reports an internal fault:\n{reply}\n\nPlease check its log for the same time: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server reports an internal fault. The server said:\n{reply}\n\nPlease check its log: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server reports an internal fault.\n\nPlease check its log: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
    Cause(
        id="temporary-delivery-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave up after many tries"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your mail server tried for hours or days to hand over the message to {recipient}, and then gave it back. The real reason came up at the earlier tries, and the server's log has it."),
            QT_TRANSLATE_NOOP("Fix", "Your mail server tried for hours or days to hand over the message, and then gave it back. The real reason came up at the earlier tries, and the server's log has it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other recipients arrives, the trouble is on this recipient's side."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Read what stands after the error in the message that came back: often it names the real reason."),
                QT_TRANSLATE_NOOP("Fix", "Send the message once more: the other server may work again."),
                QT_TRANSLATE_NOOP("Fix", "If it comes back again, send your mail admin the message below."),
                QT_TRANSLATE_NOOP("Fix", "Reach the recipient another way, if it is urgent."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message to {recipient} expired in the queue:\n{reply}\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message expired in the queue:\n{reply}\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message of mine expired in the queue.\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
)
# fmt: on
