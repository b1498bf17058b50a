"""The words of "Why did it not arrive?": questions, answers, reasons, and what to do."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    # -- the questions
    "missing.question.scope": Text(QT_TRANSLATE_NOOP("Missing", "Who did not get it?")),
    "missing.option.scope.one": Text(QT_TRANSLATE_NOOP("Missing", "One person")),
    "missing.option.scope.organization": Text(QT_TRANSLATE_NOOP("Missing", "Several people at one company or mail provider")),
    "missing.option.scope.all": Text(QT_TRANSLATE_NOOP("Missing", "Nobody gets my email")),
    "missing.question.recipient": Text(
        QT_TRANSLATE_NOOP("Missing", "To which address did you send it?"),
        QT_TRANSLATE_NOOP("Missing", "Copy it from the message you sent, so that a typing mistake in it is found."),
    ),
    "missing.question.after": Text(QT_TRANSLATE_NOOP("Missing", "What happened after you sent it?")),
    "missing.option.after.bounce": Text(QT_TRANSLATE_NOOP("Missing", "A message came back that says it could not be delivered")),
    "missing.option.after.error": Text(QT_TRANSLATE_NOOP("Missing", "My mail program showed an error")),
    "missing.option.after.silence": Text(QT_TRANSLATE_NOOP("Missing", "Nothing at all")),
    "missing.option.after.late": Text(QT_TRANSLATE_NOOP("Missing", "It arrived, but much too late")),
    "missing.question.text": Text(
        QT_TRANSLATE_NOOP("Missing", "What does it say?"),
        QT_TRANSLATE_NOOP("Missing", "Paste all of it. You can leave this empty if you do not have it any more."),
    ),
    "missing.question.junk": Text(QT_TRANSLATE_NOOP("Missing", "Did the recipient look in the Junk folder (spam)?")),
    "missing.option.junk.there": Text(QT_TRANSLATE_NOOP("Missing", "Yes, and it was there")),
    "missing.option.junk.not-there": Text(QT_TRANSLATE_NOOP("Missing", "Yes, and it was not there")),
    "missing.option.junk.not-looked": Text(QT_TRANSLATE_NOOP("Missing", "No, or I don't know")),
    "missing.question.before": Text(QT_TRANSLATE_NOOP("Missing", "Did your email reach them before?")),
    "missing.option.before.yes": Text(QT_TRANSLATE_NOOP("Missing", "Yes")),
    "missing.option.before.no": Text(QT_TRANSLATE_NOOP("Missing", "No, this was the first time")),
    "missing.option.before.unknown": Text(QT_TRANSLATE_NOOP("Missing", "I don't know")),
    "missing.question.amount": Text(QT_TRANSLATE_NOOP("Missing", "How many people got this message?")),
    "missing.option.amount.few": Text(QT_TRANSLATE_NOOP("Missing", "One or a few")),
    "missing.option.amount.many": Text(QT_TRANSLATE_NOOP("Missing", "Many: a newsletter, an invitation, a mailing")),
    # -- what speaks for a reason
    "missing.proof.reply": Text(QT_TRANSLATE_NOOP("Missing", "The text says: {reply}")),
    "missing.proof.outbox": Text(QT_TRANSLATE_NOOP("Missing", "The outbox says so of “{subject}” from {at}.")),
    "missing.proof.no-such-domain": Text(QT_TRANSLATE_NOOP("Missing", "The DNS, the internet's phone book, has no place for mail to {domain}.")),
    "missing.proof.looks-like": Text(QT_TRANSLATE_NOOP("Missing", "{domain} is very close to the name of a big mail provider.")),
    "missing.proof.said-junk": Text(QT_TRANSLATE_NOOP("Missing", "The recipient found it there.")),
    "missing.proof.said-late": Text(QT_TRANSLATE_NOOP("Missing", "It did arrive, later.")),
    "missing.proof.said-many": Text(QT_TRANSLATE_NOOP("Missing", "The message went to many people.")),
    "missing.proof.test-junk": Text(QT_TRANSLATE_NOOP("Missing", "The last test message landed in Junk at {address}.")),
    "missing.proof.test-inbox": Text(QT_TRANSLATE_NOOP("Missing", "The last test message reached the Inbox of {address}.")),
    "missing.proof.test-missing": Text(QT_TRANSLATE_NOOP("Missing", "The last test message did not reach {address} while we waited.")),
    "missing.proof.messenger": Text(QT_TRANSLATE_NOOP("Missing", "The Messenger carried “{subject}”.")),
    "missing.proof.young": Text(QT_TRANSLATE_NOOP("Missing", "It was sent only {minutes} minutes ago.")),
    "missing.proof.size": Text(QT_TRANSLATE_NOOP("Missing", "It has {megabytes} MB.")),
    # -- the reasons
    "missing.reason.returned": Text(
        QT_TRANSLATE_NOOP("Missing", "A server said why: {title}"),
    ),
    "missing.reason.not-sent": Text(
        QT_TRANSLATE_NOOP("Missing", "It was never sent to this address"),
        QT_TRANSLATE_NOOP("Missing", "“{subject}” of {at} is still in the outbox."),
    ),
    "missing.reason.uncertain": Text(
        QT_TRANSLATE_NOOP("Missing", "It may never have been sent: the connection broke at the last moment"),
        QT_TRANSLATE_NOOP("Missing", "“{subject}” of {at} waits in the outbox for your decision."),
    ),
    "missing.reason.wrong-domain": Text(
        QT_TRANSLATE_NOOP("Missing", "The address is wrong: no mail can go to {domain}"),
    ),
    "missing.reason.mistyped": Text(
        QT_TRANSLATE_NOOP("Missing", "The address may have a typing mistake: did you mean {meant}?"),
        QT_TRANSLATE_NOOP("Missing", "Somebody else may own the mistyped name, and take the mail without a word."),
    ),
    "missing.reason.mistyped-name": Text(
        QT_TRANSLATE_NOOP("Missing", "The part before the @ may be wrong"),
        QT_TRANSLATE_NOOP("Missing", "Some servers take mail for any name and throw away what nobody owns."),
    ),
    "missing.reason.in-junk": Text(
        QT_TRANSLATE_NOOP("Missing", "It was delivered, into the Junk folder"),
        QT_TRANSLATE_NOOP("Missing", "A filter at the recipient's end took it for spam. The message itself says why."),
    ),
    "missing.reason.look-in-junk": Text(
        QT_TRANSLATE_NOOP("Missing", "It may lie in the recipient's Junk folder"),
        QT_TRANSLATE_NOOP("Missing", "That is where most missing messages are found."),
    ),
    "missing.reason.own-domain": Text(
        QT_TRANSLATE_NOOP("Missing", "Your own domain makes receivers doubt your email"),
        QT_TRANSLATE_NOOP("Missing", "Receivers that doubt a sender refuse the mail, or throw it away without a word."),
    ),
    "missing.reason.server-keeps-it": Text(
        QT_TRANSLATE_NOOP("Missing", "Your own mail server takes the messages but does not deliver them"),
        QT_TRANSLATE_NOOP("Missing", "They wait in its queue, or its provider has locked sending."),
    ),
    "missing.reason.quarantine": Text(
        QT_TRANSLATE_NOOP("Missing", "The recipient's company keeps it in quarantine"),
        QT_TRANSLATE_NOOP("Missing", "Companies often hold doubtful mail where only their administrator sees it. Neither side is told."),
    ),
    "missing.reason.own-rule": Text(
        QT_TRANSLATE_NOOP("Missing", "A rule of the recipient's own moves or deletes it"),
        QT_TRANSLATE_NOOP("Missing", "Rules, blocked senders and forwarding act before anybody sees the message."),
    ),
    "missing.reason.put-off": Text(
        QT_TRANSLATE_NOOP("Missing", "A server on the way put it off and took it later"),
        QT_TRANSLATE_NOOP("Missing", "Many servers ask an unknown sender to try again (greylisting). The message itself shows which server kept it."),
    ),
    "missing.reason.still-on-its-way": Text(
        QT_TRANSLATE_NOOP("Missing", "It may still be on its way"),
        QT_TRANSLATE_NOOP("Missing", "A server that is put off tries for hours before it says anything."),
    ),
    "missing.reason.by-messenger": Text(
        QT_TRANSLATE_NOOP("Missing", "The Messenger sent it, so it may look strange to a filter"),
        QT_TRANSLATE_NOOP("Missing", "The recipient sees another sender than usual, and so does the filter."),
    ),
    "missing.reason.bulk": Text(
        QT_TRANSLATE_NOOP("Missing", "Filters treat mail to many people more strictly"),
        QT_TRANSLATE_NOOP("Missing", "Big providers want every sender of mailings to be authenticated and to offer unsubscribing with one click."),
    ),
    "missing.reason.too-big": Text(
        QT_TRANSLATE_NOOP("Missing", "It may be too big for the recipient's server"),
    ),
    "missing.reason.text-missing": Text(
        QT_TRANSLATE_NOOP("Missing", "The reason stands in the message that came back or in the error"),
        QT_TRANSLATE_NOOP("Missing", "Find it and paste it: nothing else says it better."),
    ),
    "missing.reason.text-not-understood": Text(
        QT_TRANSLATE_NOOP("Missing", "The text is not one that this program knows"),
        QT_TRANSLATE_NOOP("Missing", "Whoever looks after your mail server may know it."),
    ),
    "missing.reason.ask": Text(
        QT_TRANSLATE_NOOP("Missing", "If nothing of this helps: ask the recipient's administrator"),
        QT_TRANSLATE_NOOP("Missing", "Only their server's log can say what became of the message."),
    ),
}


def _fix(who: Who, *steps: Sentence, copy: tuple[Copy, ...] = ()) -> Fix:
    return Fix(who=who, steps=steps, copy=copy)


_ASK: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message to {address} did not arrive. Could you please look in your server's log what became of it?\n\nFrom: {sender}\nTo: {address}\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\nOur mail server's number: {queue_id}\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message to {address} did not arrive. Could you please look in your server's log what became of it?\n\nFrom: {sender}\nTo: {address}\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message of ours to {address} did not arrive. Could you please look in your server's log what became of it? We can tell you when it was sent.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour messages to you do not arrive. Could you please look in your server's log what becomes of them? We can tell you when they were sent.\n\nThank you!"),
)
_TO_THEM: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to the recipient's administrator"), _ASK)

FIXES: dict[str, Fix] = {
    "not-sent": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Open Home and send it again from the list of latest messages. It says there what went wrong.")),
    "uncertain": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Open Home: the message stands on top of the list. Choose “Look in the inbox” or “Send again”.")),
    "wrong-domain": _fix(
        Who.YOU,
        (QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter. Perhaps {meant} was meant."),
         QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter with a message or a business card of the recipient.")),
        QT_TRANSLATE_NOOP("Fix", "Correct it in your address book too, or it will happen again."),
    ),
    "mistyped": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the address, and send the message to {meant} if that is it."),
        QT_TRANSLATE_NOOP("Fix", "Correct it in your address book too, or it will happen again."),
    ),
    "mistyped-name": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Ask the recipient to write to you, and answer that message: then the address is right.")),
    "in-junk": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to mark it as “not junk” and to add your address to their contacts."),
        QT_TRANSLATE_NOOP("Fix", "Ask them for the message as a file, or for its headers, and open it here under “Read a message someone received”. It says why it went to Junk."),
    ),
    "look-in-junk": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to look in the folder called Junk, Spam or Bulk, and to search all folders for your address."),
    ),
    "server-keeps-it": _fix(
        Who.MAIL_ADMIN,
        QT_TRANSLATE_NOOP("Fix", "Press “Send a test email to yourself and watch it arrive”. If that does not arrive either, the trouble is at your own server."),
        QT_TRANSLATE_NOOP("Fix", "Ask whoever looks after your mail server whether messages wait in its queue, and why."),
    ),
    "quarantine": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to ask their administrator (IT department) to look in the quarantine."),
        copy=(_TO_THEM,),
    ),
    "own-rule": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to look through the rules (filters) and the list of blocked senders in their mail program and on the provider's website, and to search all folders, Deleted too."),
    ),
    "put-off": _fix(
        Who.NOBODY,
        QT_TRANSLATE_NOOP("Fix", "The next message from you will usually be faster."),
        QT_TRANSLATE_NOOP("Fix", "To see which server kept it, open the message that arrived under “Read a message someone received”."),
    ),
    "still-on-its-way": _fix(Who.NOBODY, QT_TRANSLATE_NOOP("Fix", "Wait some hours. If it can't be delivered, your server sends you a message that says why.")),
    "by-messenger": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Mend the mail server first: Home says what was wrong with it."),
        QT_TRANSLATE_NOOP("Fix", "Tell the recipient from which address your message came."),
    ),
    "bulk": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Open Domain and mend what is red or yellow there: SPF, DKIM and DMARC must all be right."),
        QT_TRANSLATE_NOOP("Fix", "Send mailings with a service made for them: it adds the unsubscribing with one click that Gmail and Yahoo ask for."),
    ),
    "too-big": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Send it without the attachment, or with a link to the file. Many servers take no more than 10 to 25 MB.")),
    "text-missing": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Look in your Inbox and your Junk folder for a message from “Mail Delivery System”, “Postmaster” or “Mailer-Daemon”."),
        QT_TRANSLATE_NOOP("Fix", "Go back one question and paste all of its text."),
    ),
    "text-not-understood": _fix(Who.MAIL_ADMIN, QT_TRANSLATE_NOOP("Fix", "Give the whole text to whoever looks after your mail server.")),
    "ask": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Send the message below to the recipient by another way, and ask for it to be handed to whoever looks after their email."),
        copy=(_TO_THEM,),
    ),
}
# fmt: on
