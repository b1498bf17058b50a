"""The words of "Why did it not arrive?": questions, answers, reasons, and what to do."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    # -- the questions
    "missing.question.scope": Text(QT_TRANSLATE_NOOP("Finding", "Who did not get it?")),
    "missing.option.scope.one": Text(QT_TRANSLATE_NOOP("Finding", "One person")),
    "missing.option.scope.organization": Text(QT_TRANSLATE_NOOP("Finding", "Several people at one company or mail provider")),
    "missing.option.scope.all": Text(QT_TRANSLATE_NOOP("Finding", "Nobody gets my email")),
    "missing.question.recipient": Text(
        QT_TRANSLATE_NOOP("Finding", "To which address did you send it?"),
        QT_TRANSLATE_NOOP("Finding", "Copy it from the message you sent, so that a typing mistake in it is found. Of several, one is enough."),
    ),
    "missing.question.after": Text(QT_TRANSLATE_NOOP("Finding", "What happened after you sent it?")),
    "missing.option.after.bounce": Text(QT_TRANSLATE_NOOP("Finding", "A message came back about it")),
    "missing.option.after.error": Text(QT_TRANSLATE_NOOP("Finding", "My mail program showed an error")),
    "missing.option.after.silence": Text(QT_TRANSLATE_NOOP("Finding", "Nothing at all")),
    "missing.option.after.late": Text(QT_TRANSLATE_NOOP("Finding", "It arrived, but much too late")),
    "missing.question.text": Text(
        QT_TRANSLATE_NOOP("Finding", "What does it say?"),
        QT_TRANSLATE_NOOP("Finding", "Paste all of it, or drop the message here as a file. Nothing of it leaves this computer."),
    ),
    "missing.question.when": Text(QT_TRANSLATE_NOOP("Finding", "When did you send it?")),
    "missing.option.when.hour": Text(QT_TRANSLATE_NOOP("Finding", "Within the last hour")),
    "missing.option.when.day": Text(QT_TRANSLATE_NOOP("Finding", "Within the last day")),
    "missing.option.when.earlier": Text(QT_TRANSLATE_NOOP("Finding", "Earlier")),
    "missing.question.junk": Text(
        QT_TRANSLATE_NOOP("Finding", "Has anybody looked in the recipient's Junk folder?"),
        QT_TRANSLATE_NOOP("Finding", "It may also be called Spam or Bulk."),
    ),
    "missing.option.junk.there": Text(QT_TRANSLATE_NOOP("Finding", "Yes, and it was there")),
    "missing.option.junk.not-there": Text(QT_TRANSLATE_NOOP("Finding", "Yes, and it was not there")),
    "missing.option.junk.not-looked": Text(QT_TRANSLATE_NOOP("Finding", "No, or I don't know")),
    "missing.question.before": Text(QT_TRANSLATE_NOOP("Finding", "Did email of yours arrive there before?")),
    "missing.option.before.yes": Text(QT_TRANSLATE_NOOP("Finding", "Yes")),
    "missing.option.before.no": Text(QT_TRANSLATE_NOOP("Finding", "No, never, or this was the first")),
    "missing.option.before.unknown": Text(QT_TRANSLATE_NOOP("Finding", "I don't know")),
    "missing.question.amount": Text(QT_TRANSLATE_NOOP("Finding", "To how many people did you send it?")),
    "missing.option.amount.few": Text(QT_TRANSLATE_NOOP("Finding", "To one or a few")),
    "missing.option.amount.many": Text(QT_TRANSLATE_NOOP("Finding", "To many: a newsletter, an invitation, a mailing")),
    # -- where was looked
    "missing.looked.not-possible": Text(QT_TRANSLATE_NOOP("Finding", "It was not possible to look here")),
    "missing.looked.text.report": Text(QT_TRANSLATE_NOOP("Finding", "It is a report of a mail system, and could be read")),
    "missing.looked.text.error": Text(QT_TRANSLATE_NOOP("Finding", "It names a reason")),
    "missing.looked.text.unknown": Text(QT_TRANSLATE_NOOP("Finding", "It names no reason that this program knows")),
    "missing.looked.outbox.none": Text(QT_TRANSLATE_NOOP("Finding", "No message to {address} that was sent with this program")),
    "missing.looked.outbox.none-at-all": Text(QT_TRANSLATE_NOOP("Finding", "No message that was sent with this program")),
    "missing.looked.outbox.sent.mail-server": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server took “{subject}” on {at}")),
    "missing.looked.outbox.sent.messenger": Text(QT_TRANSLATE_NOOP("Finding", "The Messenger took “{subject}” on {at}")),
    "missing.looked.outbox.not-sent": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} was not sent")),
    "missing.looked.outbox.uncertain": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} may have been sent, or not")),
    "missing.looked.outbox.being-sent": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} is still being sent")),
    "missing.looked.outbox.discarded": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} was given up")),
    "missing.looked.arrival.none": Text(QT_TRANSLATE_NOOP("Finding", "There is no result of a test message with these settings from the last {days} days")),
    "missing.looked.arrival.passed": Text(QT_TRANSLATE_NOOP("Finding", "The test message of {at} arrived in the Inbox")),
    "missing.looked.arrival.warning": Text(QT_TRANSLATE_NOOP("Finding", "The test message of {at} did not arrive in every Inbox")),
    "missing.looked.arrival.failed": Text(QT_TRANSLATE_NOOP("Finding", "The test message of {at} did not arrive")),
    "missing.looked.arrival.uncertain": Text(QT_TRANSLATE_NOOP("Finding", "The test message of {at} may have been sent, or not")),
    "missing.looked.arrival.unknown": Text(QT_TRANSLATE_NOOP("Finding", "Where the test message of {at} went could not be found out")),
    "missing.looked.test.none": Text(QT_TRANSLATE_NOOP("Finding", "There is no result of a connection test with these settings from the last {days} days")),
    "missing.looked.test.passed": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server worked when it was tested on {at}")),
    "missing.looked.test.warning": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server worked, with warnings, when it was tested on {at}")),
    "missing.looked.test.failed": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server did not work when it was tested on {at}")),
    "missing.looked.test.uncertain": Text(QT_TRANSLATE_NOOP("Finding", "The connection test of {at} came to no result")),
    "missing.looked.test.unknown": Text(QT_TRANSLATE_NOOP("Finding", "The connection test of {at} came to no result")),
    # -- what speaks for a reason
    "missing.proof.reply": Text(QT_TRANSLATE_NOOP("Finding", "The server's words: {reply}")),
    "missing.proof.matched": Text(QT_TRANSLATE_NOOP("Finding", "It is about “{subject}”, which you sent with this program on {at}.")),
    "missing.proof.other-recipient": Text(QT_TRANSLATE_NOOP("Finding", "But the text is about {recipient}, not about {address}.")),
    "missing.proof.looks-like": Text(QT_TRANSLATE_NOOP("Finding", "{domain} is only one letter away from {known}.")),
    "missing.proof.said-junk": Text(QT_TRANSLATE_NOOP("Finding", "You say that it was found there.")),
    "missing.proof.said-late": Text(QT_TRANSLATE_NOOP("Finding", "You say that it did arrive, later.")),
    "missing.proof.said-many": Text(QT_TRANSLATE_NOOP("Finding", "You say that it went to many people.")),
    "missing.proof.said-young": Text(QT_TRANSLATE_NOOP("Finding", "You say that it was sent within the last hour.")),
    "missing.proof.test-junk": Text(QT_TRANSLATE_NOOP("Finding", "The last test message landed in Junk at {address}.")),
    "missing.proof.test-inbox": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server delivers: the last test message reached the Inbox of {address}.")),
    "missing.proof.test-missing": Text(QT_TRANSLATE_NOOP("Finding", "The last test message did not reach {address} while the program waited.")),
    "missing.proof.test-slow": Text(QT_TRANSLATE_NOOP("Finding", "The last test message took {minutes} minutes to {address}.")),
    "missing.proof.test-not-sent": Text(QT_TRANSLATE_NOOP("Finding", "The last test message could not be sent.")),
    "missing.proof.tested-failed": Text(QT_TRANSLATE_NOOP("Finding", "The test of {at} failed.")),
    "missing.proof.messenger": Text(QT_TRANSLATE_NOOP("Finding", "The Messenger carried “{subject}” on {at}.")),
    "missing.proof.young": Text(QT_TRANSLATE_NOOP("Finding", "It was sent only {minutes} minutes ago.")),
    "missing.proof.size": Text(QT_TRANSLATE_NOOP("Finding", "It has {megabytes} MB.")),
    "missing.proof.kept-by": Text(QT_TRANSLATE_NOOP("Finding", "Email to {domain} is kept by {provider}, which has such a quarantine or filter for its customers' administrators.")),
    # -- reasons that somebody has stated
    "missing.reason.returned.explained": Text(QT_TRANSLATE_NOOP("Finding", "A mail server said why: {title}")),
    "missing.reason.error.explained": Text(QT_TRANSLATE_NOOP("Finding", "The error says why: {title}")),
    "missing.reason.text-missing": Text(
        QT_TRANSLATE_NOOP("Finding", "The reason stands in the message that came back"),
        QT_TRANSLATE_NOOP("Finding", "Nothing else says it better. All that follows is only a guess."),
    ),
    "missing.reason.error-missing": Text(
        QT_TRANSLATE_NOOP("Finding", "The message was probably not sent at all, and the error says why"),
        QT_TRANSLATE_NOOP("Finding", "A test of your connection meets the same error and explains it."),
    ),
    "missing.reason.text-not-understood": Text(
        QT_TRANSLATE_NOOP("Finding", "The reason stands in the text, but this program does not know it"),
        QT_TRANSLATE_NOOP("Finding", "Whoever looks after your mail server may understand it."),
    ),
    "missing.reason.refused": Text(QT_TRANSLATE_NOOP("Finding", "The mail server refused {recipient} when you sent “{subject}” on {at}")),
    "missing.reason.refused.explained": Text(QT_TRANSLATE_NOOP("Finding", "The mail server refused “{subject}” on {at}: {title}")),
    "missing.reason.not-sent": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} was never sent to {recipient}")),
    "missing.reason.not-sent.explained": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} was never sent: {title}")),
    "missing.reason.discarded": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} was given up before it was sent to {recipient}")),
    "missing.reason.being-sent": Text(QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} is still being sent")),
    "missing.reason.uncertain": Text(
        QT_TRANSLATE_NOOP("Finding", "“{subject}” of {at} may never have been sent"),
        QT_TRANSLATE_NOOP("Finding", "The connection broke at the last moment. The message waits on Home for your decision."),
    ),
    # -- reasons on the sender's side
    "missing.reason.wrong-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {address} is wrong: no email can go to {domain}"),
    ),
    "missing.reason.domain-gone": Text(
        QT_TRANSLATE_NOOP("Finding", "No email can go to {domain} any more"),
        QT_TRANSLATE_NOOP("Finding", "If the address is spelled as always, something is wrong with the domain of the recipient. Perhaps it has expired."),
    ),
    "missing.reason.mistyped": Text(
        QT_TRANSLATE_NOOP("Finding", "The address may have a typing mistake: was {meant} meant?"),
        QT_TRANSLATE_NOOP("Finding", "Somebody else may own the mistyped name, and take the mail without a word."),
    ),
    "missing.reason.mistyped-name": Text(
        QT_TRANSLATE_NOOP("Finding", "The part before the @ of {address} may be wrong"),
        QT_TRANSLATE_NOOP("Finding", "Most servers send such a message back. Some take it for any name and throw it away."),
    ),
    "missing.reason.own-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "Your own domain may make receivers doubt your email"),
        QT_TRANSLATE_NOOP("Finding", "A receiver that doubts a sender puts the mail into Junk, refuses it, or throws it away without a word."),
    ),
    "missing.reason.not-authenticated": Text(
        QT_TRANSLATE_NOOP("Finding", "Your messages may not be able to prove that they come from you"),
        QT_TRANSLATE_NOOP("Finding", "The copy of the last test message says so, and receivers look at the same."),
    ),
    "missing.reason.server-keeps-it": Text(
        QT_TRANSLATE_NOOP("Finding", "Your own mail server may take messages and not deliver them"),
        QT_TRANSLATE_NOOP("Finding", "They wait in its queue, or its provider has locked sending because of too much or suspicious mail."),
    ),
    "missing.reason.server-loses-it": Text(
        QT_TRANSLATE_NOOP("Finding", "Your own mail server may take messages and not deliver them, or late"),
        QT_TRANSLATE_NOOP("Finding", "They wait in its queue, or its provider has locked sending because of too much or suspicious mail."),
    ),
    "missing.reason.server-did-not-work": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server did not work when it was last tested")),
    "missing.reason.server-did-not-work.explained": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server did not work when it was last tested: {title}")),
    "missing.reason.server-does-not-send": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server does not send at the moment")),
    "missing.reason.server-does-not-send.explained": Text(QT_TRANSLATE_NOOP("Finding", "Your mail server does not send at the moment: {title}")),
    "missing.reason.own-queue": Text(
        QT_TRANSLATE_NOOP("Finding", "It may have waited at your own mail server"),
        QT_TRANSLATE_NOOP("Finding", "A server with much to do, or one that may send only so much an hour, keeps messages in a queue."),
    ),
    "missing.reason.by-messenger": Text(
        QT_TRANSLATE_NOOP("Finding", "The Messenger sent it, so it may look strange to a filter"),
        QT_TRANSLATE_NOOP("Finding", "The recipient sees another sender than usual, and so does the filter."),
    ),
    "missing.reason.bulk": Text(
        QT_TRANSLATE_NOOP("Finding", "Filters treat mail to many people more strictly"),
        QT_TRANSLATE_NOOP("Finding", "Big providers want every sender of mailings to be authenticated and to offer unsubscribing with one click."),
    ),
    "missing.reason.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "It may be too big for the recipient's server"),
        QT_TRANSLATE_NOOP("Finding", "Mail grows by a third on its way, and many servers take no more than 10 to 25 MB."),
    ),
    # -- reasons on the recipient's side
    "missing.reason.in-junk": Text(
        QT_TRANSLATE_NOOP("Finding", "It was delivered, into the Junk folder"),
        QT_TRANSLATE_NOOP("Finding", "A filter at the recipient's end took it for junk. The message itself says why."),
    ),
    "missing.reason.look-in-junk": Text(
        QT_TRANSLATE_NOOP("Finding", "It may lie in the recipient's Junk folder"),
        QT_TRANSLATE_NOOP("Finding", "That is where most missing messages are found."),
    ),
    "missing.reason.test-in-junk": Text(
        QT_TRANSLATE_NOOP("Finding", "Filters seem to take your messages for junk, not only this one"),
        QT_TRANSLATE_NOOP("Finding", "The test message landed in Junk too, and its reading above on this page says why."),
    ),
    "missing.reason.provider-filter": Text(
        QT_TRANSLATE_NOOP("Finding", "The filter of {provider} may have thrown it away"),
        QT_TRANSLATE_NOOP("Finding", "Big providers do that with mail that they doubt very much. Neither side is told."),
    ),
    "missing.reason.quarantine": Text(
        QT_TRANSLATE_NOOP("Finding", "The recipient's company may hold it in quarantine"),
        QT_TRANSLATE_NOOP("Finding", "Companies often keep doubtful mail where only their administrator sees it. Neither side is told."),
    ),
    "missing.reason.own-rule": Text(
        QT_TRANSLATE_NOOP("Finding", "A rule of the recipient's own may move or delete it"),
        QT_TRANSLATE_NOOP("Finding", "Rules, blocked senders and forwarding to another mailbox act before anybody sees the message."),
    ),
    "missing.reason.put-off": Text(
        QT_TRANSLATE_NOOP("Finding", "A server on the way probably put it off and took it later"),
        QT_TRANSLATE_NOOP("Finding", "Many servers ask an unknown sender to try again (greylisting). The message itself shows which server kept it."),
    ),
    "missing.reason.still-on-its-way": Text(
        QT_TRANSLATE_NOOP("Finding", "It may still be on its way"),
        QT_TRANSLATE_NOOP("Finding", "Many servers put a message off that they do not know, and yours tries again for hours before it says anything."),
    ),
    # -- where none of them helps
    "missing.reason.ask": Text(
        QT_TRANSLATE_NOOP("Finding", "If nothing of this helps: ask the recipient's administrator"),
        QT_TRANSLATE_NOOP("Finding", "Only the log of their server can say what became of the message."),
    ),
    "missing.reason.ask-own": Text(
        QT_TRANSLATE_NOOP("Finding", "If nothing of this helps: ask the administrator of your own mail server"),
        QT_TRANSLATE_NOOP("Finding", "Its log says of each message whether it was delivered, and what the other side answered."),
    ),
}


def _fix(who: Who, *steps: Sentence, copy: tuple[Copy, ...] = ()) -> Fix:
    return Fix(who=who, steps=steps, copy=copy)


_TO_THEM: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to the recipient's administrator"),
    (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message to {address} did not arrive. Could you please look in your server's log what became of it?\n\nFrom: {sender}\nTo: {address}\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\nOur mail server's number: {queue_id}\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message to {address} did not arrive. Could you please look in your server's log what became of it?\n\nFrom: {sender}\nTo: {address}\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from {sender} to {address} did not arrive. Could you please look in your server's log and in the quarantine what became of it? We can tell you when it was sent.\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message of ours to {address} did not arrive. Could you please look in your server's log and in the quarantine what became of it? We can tell you when it was sent.\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour messages to you do not arrive. Could you please look in your server's log what becomes of them? We can tell you when they were sent.\n\nThank you!"),
    ),
)
_TO_OURS: Final = Copy(
    QT_TRANSLATE_NOOP("Fix", "Message to the administrator of your mail server"),
    (
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmessages from {sender} do not arrive, wherever they go. Could you please look in the server's log and queue what becomes of them? One of them:\n\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\nThe server's number: {queue_id}\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmessages from {sender} do not arrive, wherever they go. Could you please look in the server's log and queue what becomes of them? One of them:\n\nSubject: {subject}\nMessage-ID: {message_id}\nSent: {at}\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmessages from {sender} do not arrive, wherever they go. Could you please look in the server's log and queue what becomes of them?\n\nThank you!"),
        QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour messages do not arrive, wherever they go. Could you please look in the server's log and queue what becomes of them?\n\nThank you!"),
    ),
)
_CORRECT_IT: Final = QT_TRANSLATE_NOOP("Fix", "Correct it in your address book too, or it will happen again.")
_HOME: Final = QT_TRANSLATE_NOOP("Fix", "Open Home. The list of the latest messages says what went wrong.")
_READ_IT: Final = QT_TRANSLATE_NOOP("Fix", "Ask them for the message as a file, or for its headers, and open it here under “Read a message someone received”. It says which filter took it for junk, and why.")
_WATCH: Final = QT_TRANSLATE_NOOP("Fix", "Press “Send a test email to yourself and watch it arrive”. If that does not arrive either, the trouble is at your own server.")
_ASK_QUEUE: Final = QT_TRANSLATE_NOOP("Fix", "Ask whoever looks after your mail server whether messages wait in its queue, and why.")
_OPEN_DOMAIN: Final = QT_TRANSLATE_NOOP("Fix", "Open Domain. It says for each thing that is wrong what to publish.")

FIXES: dict[str, Fix] = {
    "report": _fix(Who.NOBODY, QT_TRANSLATE_NOOP("Fix", "There is nothing to do. If the recipient does not find the message, it lies in another folder there, such as Junk.")),
    "text-missing": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Look in your Inbox and your Junk folder for a message from “Mail Delivery System”, “Postmaster” or “Mailer-Daemon”."),
        QT_TRANSLATE_NOOP("Fix", "Change the answer above and paste all of its text."),
    ),
    "error-missing": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”."),
        QT_TRANSLATE_NOOP("Fix", "If that works, send the message again. If the error comes again, change the answer above and paste it."),
    ),
    "text-not-understood": _fix(Who.MAIL_ADMIN, QT_TRANSLATE_NOOP("Fix", "Give the whole text to whoever looks after your mail server.")),
    "refused": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter, and send the message again."), _HOME),
    "not-sent": _fix(Who.YOU, _HOME, QT_TRANSLATE_NOOP("Fix", "Mend that, and send the message again.")),
    "discarded": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Write the message again, and send it.")),
    "being-sent": _fix(Who.NOBODY, QT_TRANSLATE_NOOP("Fix", "Wait until it is sent. Home shows how far it is.")),
    "uncertain": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Open Home: the message stands on top of the list. Choose “Look in the inbox”, “Send again” or “Forget”.")),
    "wrong-domain": _fix(
        Who.YOU,
        (QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter. Perhaps {meant} was meant."),
         QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter with a message or a business card of the recipient.")),
        _CORRECT_IT,
    ),
    "domain-gone": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Compare the address letter by letter with an older message."),
        QT_TRANSLATE_NOOP("Fix", "Tell the recipient in another way, for example by telephone. They have to ask whoever looks after their domain, and nobody can write to them until it is mended."),
    ),
    "mistyped": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the address, and send the message to {meant} if that is it."), _CORRECT_IT),
    "mistyped-name": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Ask the recipient to write to you, and answer that message: then the address is right.")),
    "own-domain": _fix(Who.YOU, _OPEN_DOMAIN),
    "not-authenticated": _fix(Who.YOU, _OPEN_DOMAIN),
    "server-keeps-it": _fix(Who.MAIL_ADMIN, _WATCH, _ASK_QUEUE, copy=(_TO_OURS,)),
    "server-loses-it": _fix(
        Who.MAIL_ADMIN,
        _ASK_QUEUE,
        QT_TRANSLATE_NOOP("Fix", "Look in the Inbox again in an hour. A message that comes late only waited in a queue."),
        copy=(_TO_OURS,),
    ),
    "server-did-not-work": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”. It says how it is today.")),
    "server-does-not-send": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”. It says what is wrong and what to do.")),
    "own-queue": _fix(Who.MAIL_ADMIN, _WATCH, _ASK_QUEUE),
    "by-messenger": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Mend the mail server first: Home says what was wrong with it."),
        QT_TRANSLATE_NOOP("Fix", "Tell the recipient from which address your message came."),
    ),
    "bulk": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Open Domain and mend what is red or yellow there: SPF, DKIM and DMARC (the three proofs of where mail comes from) must all be right."),
        QT_TRANSLATE_NOOP("Fix", "Send mailings with a service made for them. It adds the unsubscribing with one click that Gmail and Yahoo ask for."),
    ),
    "too-big": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Send it without the attachment, or with a link to the file.")),
    "in-junk": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to mark it as “not junk” and to add your address to their contacts."),
        _READ_IT,
    ),
    "look-in-junk": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to look in the folder called Junk, Spam or Bulk, and to search all folders for your address."),
        _READ_IT,
    ),
    "test-in-junk": _fix(Who.YOU, QT_TRANSLATE_NOOP("Fix", "Read above on this page what the copy of the test message says, and mend what is red there.")),
    "provider-filter": _fix(
        Who.YOU,
        QT_TRANSLATE_NOOP("Fix", "Open Domain and mend what is red or yellow there: such filters doubt mail that can't prove where it comes from."),
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to add your address to their contacts and to write to you. Answer that message: an answer is hardly ever filtered."),
    ),
    "quarantine": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to ask their administrator (IT department) to look in the quarantine."),
        QT_TRANSLATE_NOOP("Fix", "If it is there, ask them to let messages of yours through from now on."),
        copy=(_TO_THEM,),
    ),
    "own-rule": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Ask the recipient to search all folders for your address, Deleted and Archive too."),
        QT_TRANSLATE_NOOP("Fix", "Then ask them to look through the rules (filters), the blocked senders and the forwarding, in their mail program and on their provider's website."),
    ),
    "put-off": _fix(
        Who.NOBODY,
        QT_TRANSLATE_NOOP("Fix", "The next message from you will usually be faster."),
        QT_TRANSLATE_NOOP("Fix", "To see which server kept it, ask for the message that arrived and open it under “Read a message someone received”."),
    ),
    "still-on-its-way": _fix(Who.NOBODY, QT_TRANSLATE_NOOP("Fix", "Wait some hours, and do not send it again meanwhile. If it can't be delivered, your server sends you a message that says why.")),
    "ask": _fix(
        Who.RECIPIENT,
        QT_TRANSLATE_NOOP("Fix", "Send the text below to the recipient in another way, and ask them to hand it to whoever looks after their email."),
        copy=(_TO_THEM,),
    ),
    "ask-own": _fix(Who.MAIL_ADMIN, QT_TRANSLATE_NOOP("Fix", "Send the text below to whoever looks after your mail server."), copy=(_TO_OURS,)),
}
# fmt: on
