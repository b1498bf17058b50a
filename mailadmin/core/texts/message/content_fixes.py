"""What to do about what filters dislike: by you, or by whoever looks after the program."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Check the message again. This line should be gone.")
_ALL_OF_THEM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "There are {count} of the kind. Look at all of them.")
_NEWSLETTER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If somebody else writes the newsletter, or a program does, send them the message below.")
_TO_PROGRAM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Find out which program or service made the message: a shop, a scanner, a newsletter service. Send the message below to whoever looks after it.")
_UPDATE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If it was an ordinary mail program, bring that up to date.")
_SHARE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Put the file {file} in a shared folder, and send the link to it.")
_LABEL: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever makes the message")


def _yours(*steps: Sentence) -> Fix:
    """The writer can change it."""
    return Fix(who=Who.YOU, steps=steps, check=_AGAIN)


def _newsletter(message: Sentence, *steps: Sentence) -> Fix:
    """The writer can change it, or has somebody who does."""
    return Fix(who=Who.YOU, steps=(*steps, _NEWSLETTER), copy=(Copy(_LABEL, message),), check=_AGAIN)


def _program(message: Sentence, *steps: Sentence) -> Fix:
    """Only the program that makes the messages can."""
    return Fix(who=Who.MAIL_ADMIN, steps=(*steps, _TO_PROGRAM, _UPDATE), copy=(Copy(_LABEL, message),), check=_AGAIN)


_PLAIN_LETTERS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Type it anew by hand. Such characters come with text that was copied from elsewhere.")
_REAL_LINK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Let the link lead straight to the website, with its full name and https:// before it.")
_MESSAGE_ID: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from your program has no valid Message-ID. Please give every message one of its own, of the form <random-text@our-domain> (RFC 5322 section 3.6.4). Gmail refuses messages without it.\n\nThank you!")
_DATE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from your program has no date that can be read, or a wrong one. Please write the Date field as RFC 5322 section 3.3 says, with the right clock and time zone.\n\nThank you!")
_CLOCK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Look at the clock and the time zone of the computer that made the message. Let it set its clock by itself.")
_CHARSET: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe text of a message from your program is not in the charset that the message names, or it names none. Please send text as UTF-8, and say so: Content-Type: text/plain; charset=utf-8.\n\nThank you!")
_LINES: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from your program has lines of more than 998 bytes, or lines that do not end with CRLF (RFC 5322 sections 2.1.1 and 2.3). Please encode the text as quoted-printable or Base64, and end each line with CR and LF.\n\nThank you!")
_SENDERS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from your program does not have exactly one From field with exactly one address (RFC 5322 section 3.6.2). Gmail and others refuse such messages. Please correct it.\n\nThank you!")
_FIELDS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from your program has the field {field} several times. Only one is allowed (RFC 5322 section 3.6). Please correct it.\n\nThank you!")
_ENCODED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin a message from your program, the field {field} has letters outside ASCII that are not encoded. Please encode them as RFC 2047 says, for example =?utf-8?Q?...?=.\n\nThank you!")
_PARTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe parts of a message from your program can't be read: the boundary that its Content-Type announces is not there, or there are too many parts (RFC 2046 section 5.1). Please correct it.\n\nThank you!")
_UNSUBSCRIBE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour newsletter needs a way to unsubscribe with one click (RFC 8058). Please add these two fields to the header of every message, with an address of its own for each reader, and have the DKIM signature cover both:\n\nList-Unsubscribe: <https://…>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nThank you!")
_LINK_TEXT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin our newsletter a link shows the address {promised}, but leads to {target}. Please use words as the text of links, such as “Read more”, or let links be counted under a name of our own domain.\n\nThank you!")
_TWO_TEXTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease send a plain text beside the HTML of our newsletter that says the same (multipart/alternative).\n\nThank you!")
_LESS_HTML: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe HTML of our newsletter is more than 102 kB long, and Gmail cuts it there. Please make it shorter: styles once at the top, fewer articles, nothing pasted from a word processor.\n\nThank you!")
_HTML: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe HTML of our newsletter has mistakes: elements that are not closed, or an end in the middle of one. Please correct the template.\n\nThank you!")
_ACTIVE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe HTML of our messages has parts that mail programs do not show and filters distrust: scripts, forms, frames or embedded objects. Please take them out, and link to a web page instead.\n\nThank you!")
_HIDDEN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe HTML of our newsletter has text that nobody can see. Please take it out, but for one short line for the list of messages.\n\nThank you!")

FIXES: dict[str, Fix] = {
    "message.content.header-only": _yours(QT_TRANSLATE_NOOP("Fix", "Save the whole message as a file, and open that here. Mail programs call it “Save as” or “Download message”.")),
    "message.content.attachment-disguised": _yours(
        QT_TRANSLATE_NOOP("Fix", "Do not open the file {file}, and scan this computer for viruses if you do not know where it is from."),
        QT_TRANSLATE_NOOP("Fix", "Take it out of the message."), _ALL_OF_THEM,
    ),
    "message.content.attachment-refused": _yours(QT_TRANSLATE_NOOP("Fix", "Take the file {file} out of the message."), _SHARE, _ALL_OF_THEM),
    "message.content.attachment-inside": _yours(QT_TRANSLATE_NOOP("Fix", "Take {inside} out of the archive {file}, or take out the whole archive."), _SHARE),
    "message.content.attachment-locked": _yours(QT_TRANSLATE_NOOP("Fix", "Take the archive {file} out of the message."), _SHARE),
    "message.content.attachment-macros": _yours(QT_TRANSLATE_NOOP("Fix", "Save the file {file} without macros (as .docx, .xlsx or .pptx) or as PDF, and attach that."), _ALL_OF_THEM),
    "message.content.attachment-type": _yours(QT_TRANSLATE_NOOP("Fix", "Open the file {file}, save it anew under a name with the right ending, and attach that."), _ALL_OF_THEM),
    "message.content.attachment-page": _yours(QT_TRANSLATE_NOOP("Fix", "Save the page {file} as PDF and attach that, or send a link to it."), _ALL_OF_THEM),
    "message.content.no-sender": _program(_SENDERS),
    "message.content.several-senders": _program(_SENDERS),
    "message.content.sender-name": _yours(
        QT_TRANSLATE_NOOP("Fix", "Open the account settings of whoever sends, and write a name there instead of the address {name}."),
    ),
    "message.content.reply-elsewhere": _yours(
        QT_TRANSLATE_NOOP("Fix", "If answers should come to {reply_to}, leave it so."),
        QT_TRANSLATE_NOOP("Fix", "Better is an address for answers in the same domain as {address}."),
    ),
    "message.content.link-user": _yours(QT_TRANSLATE_NOOP("Fix", "Remove the link to {target}, or take out everything between // and @ in it."), _ALL_OF_THEM),
    "message.content.link-look-alike": _yours(QT_TRANSLATE_NOOP("Fix", "Remove the link to {ascii} unless you know that website. Then type its name by hand."), _ALL_OF_THEM),
    "message.content.link-elsewhere": _newsletter(_LINK_TEXT, QT_TRANSLATE_NOOP("Fix", "Let the text of the link be words, such as “Read more”, instead of the address {promised}."), _ALL_OF_THEM),
    "message.content.link-number": _yours(_REAL_LINK, _ALL_OF_THEM),
    "message.content.link-program": _yours(QT_TRANSLATE_NOOP("Fix", "Remove the link, or let it lead to a website."), _ALL_OF_THEM),
    "message.content.link-short": _yours(_REAL_LINK, _ALL_OF_THEM),
    "message.content.script": _newsletter(_ACTIVE, QT_TRANSLATE_NOOP("Fix", "Take the script out. Text that was copied from a web page may have brought it along.")),
    "message.content.form": _newsletter(_ACTIVE, QT_TRANSLATE_NOOP("Fix", "Take the form out, and link to a web page that has it.")),
    "message.content.embedded": _newsletter(_ACTIVE, QT_TRANSLATE_NOOP("Fix", "Take it out, and link to a web page that shows it.")),
    "message.content.doubled-field": _program(_FIELDS),
    "message.content.no-message-id": _program(_MESSAGE_ID),
    "message.content.message-id": _program(_MESSAGE_ID),
    "message.content.no-date": _program(_DATE),
    "message.content.date-unreadable": _program(_DATE),
    "message.content.date-future": _yours(_CLOCK),
    "message.content.date-old": _yours(_CLOCK, QT_TRANSLATE_NOOP("Fix", "If the clock is right, look at the way of the message: it says where it waited.")),
    "message.content.long-lines": _program(_LINES),
    "message.content.bare-line-ends": _program(_LINES),
    "message.content.parts-missing": _program(_PARTS, QT_TRANSLATE_NOOP("Fix", "If the message was copied here, take the whole of it: save it as a file and open that.")),
    "message.content.parts-many": _program(_PARTS),
    "message.content.charset-unknown": _program(_CHARSET),
    "message.content.charset-wrong": _program(_CHARSET),
    "message.content.charset-missing": _program(_CHARSET),
    "message.content.not-encoded": _program(_ENCODED),
    "message.content.hidden-text": _newsletter(_HIDDEN, QT_TRANSLATE_NOOP("Fix", "Take the text out that nobody sees.")),
    "message.content.faded-text": _newsletter(_HIDDEN, QT_TRANSLATE_NOOP("Fix", "Give the text a colour that can be read on its background.")),
    "message.content.hidden-in-subject": _yours(_PLAIN_LETTERS),
    "message.content.hidden-in-sender": _yours(_PLAIN_LETTERS),
    "message.content.hidden-in-text": _yours(_PLAIN_LETTERS),
    "message.content.mixed-in-subject": _yours(_PLAIN_LETTERS),
    "message.content.mixed-in-sender": _yours(_PLAIN_LETTERS),
    "message.content.mixed-in-text": _yours(_PLAIN_LETTERS),
    "message.content.empty": _yours(QT_TRANSLATE_NOOP("Fix", "Write a few full sentences.")),
    "message.content.images-only": _yours(
        QT_TRANSLATE_NOOP("Fix", "Write what the pictures say as text too."),
        QT_TRANSLATE_NOOP("Fix", "Give each picture a description, which mail programs show in its place."),
    ),
    "message.content.text-differs": _newsletter(_TWO_TEXTS, QT_TRANSLATE_NOOP("Fix", "Let both texts say the same. Most programs make the plain one of the other if they may.")),
    "message.content.no-plain-text": _newsletter(_TWO_TEXTS, QT_TRANSLATE_NOOP("Fix", "Let the program send a plain text too, if it has such a setting.")),
    "message.content.no-unsubscribe": _newsletter(_UNSUBSCRIBE, QT_TRANSLATE_NOOP("Fix", "If a newsletter service sends it, look in its settings for “List-Unsubscribe” or “one-click unsubscribe”.")),
    "message.content.no-one-click": _newsletter(_UNSUBSCRIBE, QT_TRANSLATE_NOOP("Fix", "If a newsletter service sends it, look in its settings for “List-Unsubscribe” or “one-click unsubscribe”.")),
    "message.content.fake-reply": _yours(QT_TRANSLATE_NOOP("Fix", "Take the word before the colon out of the subject.")),
    "message.content.no-subject": _yours(QT_TRANSLATE_NOOP("Fix", "Write a short subject that says what the message is about.")),
    "message.content.subject-capitals": _yours(QT_TRANSLATE_NOOP("Fix", "Write the subject in small letters, with capitals only where they belong.")),
    "message.content.subject-marks": _yours(QT_TRANSLATE_NOOP("Fix", "Leave one exclamation mark in the subject, or none.")),
    "message.content.subject-long": _yours(QT_TRANSLATE_NOOP("Fix", "Shorten the subject, and begin with what matters.")),
    "message.content.too-big": _yours(QT_TRANSLATE_NOOP("Fix", "Put large files in a shared folder, and send links to them."), QT_TRANSLATE_NOOP("Fix", "Make photos smaller before you attach them.")),
    "message.content.html-clipped": _newsletter(_LESS_HTML, QT_TRANSLATE_NOOP("Fix", "Make the text shorter, or paste it without formatting and format it here.")),
    "message.content.many-images": _yours(QT_TRANSLATE_NOOP("Fix", "Leave out pictures that are decoration only.")),
    "message.content.html-cut": _newsletter(_HTML, QT_TRANSLATE_NOOP("Fix", "If the message was copied here, take the whole of it: save it as a file and open that.")),
    "message.content.html-broken": _newsletter(_HTML, QT_TRANSLATE_NOOP("Fix", "It is worth mending only if the message looks wrong somewhere.")),
}
# fmt: on
