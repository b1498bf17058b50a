"""Causes: the recipient's address or mailbox."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import RECIPIENT_ANSWERS, TELL_RECIPIENT, to_recipient
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="recipient-unknown",
        title=QT_TRANSLATE_NOOP("Fix", "There is no such recipient"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mail server that looks after {address} says that it has no such mailbox. The part before the @ is misspelled, or the person has left or moved."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mail server says that it has no such mailbox. The part before the @ is misspelled, or the person has left or moved."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the recipient gets mail from others at exactly this address, the mistake is on their side."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read the address letter by letter: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Read the recipient's address letter by letter."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Delete the address and type it anew: a saved address may be old."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "If the address is right, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because your mail server does not know this address:\n{reply}\n\nIf the address is right, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mail server does not know your address. The server said:\n{reply}\n\nIf I have the right address, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mail server does not know your address.\n\nIf I have the right address, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-domain-invalid",
        title=QT_TRANSLATE_NOOP("Fix", "The part after the @ does not receive mail"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The domain (the part after the @) in {address} does not exist, or it takes no mail. Most often it is a typing mistake, such as “gmal.com”."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's domain (the part after the @) does not exist, or it takes no mail. Most often it is a typing mistake, such as “gmal.com”."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the recipient's own web site shows the same address, it is no typing mistake, and their domain has a fault."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read what stands after the @, letter by letter: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Read what stands after the @ in the recipient's address, letter by letter."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Correct it and send again."),
                QT_TRANSLATE_NOOP("Fix", "If it looks right, ask the recipient for the right address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "If that is the same address, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to {address} can't be delivered, because the domain takes no mail:\n{reply}\n\nIf the address is right, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to your address can't be delivered, because the domain after the @ takes no mail. The server said:\n{reply}\n\nIf I have the right address, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to your address can't be delivered, because the domain after the @ takes no mail.\n\nIf I have the right address, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-address-syntax",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's address is not written correctly"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server does not see a complete email address in {address}. An address has the form name@domain, with one @ and no spaces."),
            QT_TRANSLATE_NOOP("Fix", "The server does not see a complete email address in what was typed. An address has the form name@domain, with one @ and no spaces."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you see a space, a comma, a missing @ or a dot at the end, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Look at the address: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Look at the recipient's address: name, @, domain."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Take out spaces, commas, brackets and a dot at the end."),
                QT_TRANSLATE_NOOP("Fix", "Send again, with one address for each recipient."),
            ),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is full"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox {address} has no room left, so its mail server sends new mail back. Nothing is wrong on your side."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox has no room left, so its mail server sends new mail back. Nothing is wrong on your side."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other people at the same company goes through, it is this one mailbox."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "If it is urgent, ask for another address."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they have made room."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} came back, because the mailbox is over its quota:\n{reply}\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back, because your mailbox is over its quota. The server said:\n{reply}\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back, because your mailbox is over its quota.\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mailbox-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is closed"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox {address} exists, but it is closed, frozen or no longer used. Sending again will not help until somebody opens it."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox exists, but it is closed, frozen or no longer used. Sending again will not help until somebody opens it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words say “disabled”, “inactive” or “suspended”, it is this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for another address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "Send the message to that address."),
                QT_TRANSLATE_NOOP("Fix", "If they want to keep the old address, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because the mailbox is disabled:\n{reply}\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mailbox is disabled. The server said:\n{reply}\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mailbox is disabled.\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-restricted",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient takes mail from certain senders only"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The address {address} is set to take mail only from chosen people, such as members or colleagues. You are not on that list."),
            QT_TRANSLATE_NOOP("Fix", "This address is set to take mail only from chosen people, such as members or colleagues. You are not on that list."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the address is a group, a team or a mailing list, it is most likely this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that you send with the email address that the group knows."),
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "Until then, write to one person there in place of the group."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because this address takes mail only from certain senders:\n{reply}\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because the address takes mail only from certain senders. The server said:\n{reply}\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because the address takes mail only from certain senders.\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mail-loop",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mail goes round in circles"),
        blame=Blame.RECIPIENT,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Mail to {address} is forwarded from one place to the next and back again, until a server stops it. Somebody on the recipient's side has to correct the forwarding."),
            QT_TRANSLATE_NOOP("Fix", "Mail to this recipient is forwarded from one place to the next and back again, until a server stops it. Somebody on the recipient's side has to correct the forwarding."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words say “loop” or “too many hops”, it is this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "Ask for another address until it is repaired."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they say that it is done."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} came back because of a mail loop:\n{reply}\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back because of a mail loop. The server said:\n{reply}\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back because of a mail loop.\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
)
# fmt: on
