"""Causes: too much, too many, too fast, too big."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    EMAIL_TO_MYSELF_ARRIVES,
    SAME_EMAIL_GOES_OUT,
    to_mail_admin,
    to_provider,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="limits-sending-quota",
        title=QT_TRANSLATE_NOOP("Fix", "You have reached the sending limit"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your email provider lets {user} send only so many messages in a day or a month, and that number is used up. It comes back by itself with time."),
            QT_TRANSLATE_NOOP("Fix", "Your email provider lets you send only so many messages in a day or a month, and that number is used up. It comes back by itself with time."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you sent only a few today, somebody else may know your password."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look in “Sent” in your webmail for messages that are not yours."),
                QT_TRANSLATE_NOOP("Fix", "If you find any, change your password at once."),
                QT_TRANSLATE_NOOP("Fix", "Otherwise wait until tomorrow and send again."),
                QT_TRANSLATE_NOOP("Fix", "If you need more each day, send your email provider the message below."),
            ),
            copy=(to_provider(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe account {user} has used up its sending limit at {host}:\n{reply}\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy account has used up its sending limit. The server said:\n{reply}\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy account has used up its sending limit.\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
            ),),
            check=QT_TRANSLATE_NOOP("Fix", "Press “Send an Email” after the limit has been reset: the message is accepted."),
        ),
    ),
    Cause(
        id="limits-rate",
        title=QT_TRANSLATE_NOOP("Fix", "Too much was sent too fast"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The server takes only so many messages or connections in a short time, and there were more. It does this to stay quick for everybody, and it is soon over by itself."),
        tell=QT_TRANSLATE_NOOP("Fix", "If one single message goes through after a quarter of an hour, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing in the settings: only waiting helps."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Wait {wait} seconds, then send again."),
                    QT_TRANSLATE_NOOP("Fix", "Wait 15 minutes, then send again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Send long lists of messages in small groups, with pauses between."),
                QT_TRANSLATE_NOOP("Fix", "If it happens with a few messages a day, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} limits the rate of our mail, although we send little:\n{reply}\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe rate of our mail is limited, although we send little. The server said:\n{reply}\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe rate of our mail is limited, although we send little.\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-recipients",
        title=QT_TRANSLATE_NOOP("Fix", "The message has too many recipients"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "The server takes only so many recipients in one message, and this one has more. It does this because spam often goes to many people at once."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through to one single recipient, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Count the addresses in To, Cc and Bcc."),
                QT_TRANSLATE_NOOP("Fix", "Split them into groups of about 50, and send the message once to each group."),
                QT_TRANSLATE_NOOP("Fix", "For newsletters, use a newsletter service or a mailing list."),
                QT_TRANSLATE_NOOP("Fix", "If you need more at once, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refused a message because it has too many recipients:\n{reply}\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refused a message because it has too many recipients. The server said:\n{reply}\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refused a message because it has too many recipients.\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-message-size",
        title=QT_TRANSLATE_NOOP("Fix", "The message is too big"),
        blame=Blame.CONTENT,
        meaning=QT_TRANSLATE_NOOP("Fix", "Every mail server has a largest size for a message, and this one is bigger. Files grow by a third when they are mailed, so 15 MB of files become a message of 20 MB."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through without its files, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Put big files in a shared folder and send the link to it."),
                QT_TRANSLATE_NOOP("Fix", "Make pictures smaller, or send the files in several messages."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If you have no shared folder, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused because of its size:\n{reply}\n\nPlease tell me the largest size that our server takes for sending, and which way of sharing big files you support.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused because of its size.\n\nPlease tell me the largest size that our server takes for sending, and which way of sharing big files you support.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-sender-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "Your own mailbox is full"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox of {user} has no room left, and your email provider does not let a full mailbox send. It wants to keep a copy of each message, and there is no place for it."),
            QT_TRANSLATE_NOOP("Fix", "Your own mailbox has no room left, and your email provider does not let a full mailbox send. It wants to keep a copy of each message, and there is no place for it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your webmail shows that your storage is full, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail and look at how much space is used."),
                QT_TRANSLATE_NOOP("Fix", "Delete or archive old mail, the biggest first, also in “Sent”."),
                QT_TRANSLATE_NOOP("Fix", "Empty the bin and the junk folder."),
                QT_TRANSLATE_NOOP("Fix", "Wait a few minutes, then send again."),
                QT_TRANSLATE_NOOP("Fix", "If you need more space, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mailbox {user} is over its quota, so {host} does not let it send:\n{reply}\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mailbox is over its quota, so our mail server does not let it send. The server said:\n{reply}\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mailbox is over its quota, so our mail server does not let it send.\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
)
# fmt: on
