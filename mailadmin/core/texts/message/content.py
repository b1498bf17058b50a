"""What filters dislike in a message: the words. Nothing here promises the Inbox."""

from typing import Final

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_DISGUISE: Final = QT_TRANSLATE_NOOP("Finding", "Fraud is often hidden so, and filters look for it.")
_TRUST: Final = QT_TRANSLATE_NOOP("Finding", "It is not forbidden, but many spam messages look like that.")
_FORM: Final = QT_TRANSLATE_NOOP("Finding", "Some servers refuse such messages, others mend them. The program that made the message has to change it.")

TEXTS: dict[str, Text] = {
    "message.content.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "Nothing was found in the message that filters are known to dislike"),
        QT_TRANSLATE_NOOP("Finding", "That does not say where it will arrive. Each receiver decides by itself, also by what it knows of the sender."),
    ),
    "message.content.more": Text(QT_TRANSLATE_NOOP("Finding", "Further small remarks are left out here: {count}"), QT_TRANSLATE_NOOP("Finding", "Change the ones above first, and check the message again.")),
    "message.content.header-only": Text(
        QT_TRANSLATE_NOOP("Finding", "Text, links and attachments could not be looked at, because only the header of the message is here"),
        QT_TRANSLATE_NOOP("Finding", "The header is what stands before the text: sender, subject, date and the way of the message."),
    ),
    "message.content.not-all-read": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has more in it than could be looked at"),
        QT_TRANSLATE_NOOP("Finding", "What is said here is about its beginning. Filters often stop reading there too."),
    ),
    "message.content.attachment-disguised": Text(
        QT_TRANSLATE_NOOP("Finding", "The attachment {file} is a program that looks like a document"),
        QT_TRANSLATE_NOOP("Finding", "Viruses are sent so. Hardly any receiver takes such a message."),
    ),
    "message.content.attachment-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The attachment {file} is of a type that many receivers refuse (.{ending})"),
        QT_TRANSLATE_NOOP("Finding", "Such files can run on the recipient's computer. Gmail and Outlook keep a list of them."),
    ),
    "message.content.attachment-inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The archive {file} holds a file that many receivers refuse: {inside}"),
        QT_TRANSLATE_NOOP("Finding", "Receivers look into archives. Packing such a file does not help."),
    ),
    "message.content.attachment-locked": Text(
        QT_TRANSLATE_NOOP("Finding", "The archive {file} is locked with a password"),
        QT_TRANSLATE_NOOP("Finding", "No filter can look into it, and viruses are sent so. Some receivers refuse it or hold it back."),
    ),
    "message.content.attachment-macros": Text(
        QT_TRANSLATE_NOOP("Finding", "The attachment {file} may have small programs in it (macros)"),
        QT_TRANSLATE_NOOP("Finding", "Many companies refuse office files of the type .{ending}."),
    ),
    "message.content.attachment-type": Text(
        QT_TRANSLATE_NOOP("Finding", "The attachment {file} is another kind of file than its name says"),
        QT_TRANSLATE_NOOP("Finding", "It was sent as {type}. Filters take a wrong name for an attempt to hide something."),
    ),
    "message.content.attachment-page": Text(
        QT_TRANSLATE_NOOP("Finding", "The attachment {file} is a web page (.{ending})"),
        QT_TRANSLATE_NOOP("Finding", "False sign-in pages are sent so. Some receivers hold such messages back."),
    ),
    "message.content.no-sender": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has no readable sender address (From)"),
        QT_TRANSLATE_NOOP("Finding", "Every message needs exactly one. Large receivers refuse it otherwise."),
    ),
    "message.content.several-senders": Text(
        QT_TRANSLATE_NOOP("Finding", "The message names {count} senders (From)"),
        QT_TRANSLATE_NOOP("Finding", "Receivers want exactly one, because they check its domain. Gmail refuses such messages."),
    ),
    "message.content.sender-name": Text(
        QT_TRANSLATE_NOOP("Finding", "The sender's name shows the address {name}, but the message is from {address}"),
        QT_TRANSLATE_NOOP("Finding", "Whoever sees only the name takes it for a message from somebody else. Filters look for exactly that."),
    ),
    "message.content.reply-elsewhere": Text(
        QT_TRANSLATE_NOOP("Finding", "Answers go to {reply_to}, which is in another domain than the sender {address}"),
        QT_TRANSLATE_NOOP("Finding", "That is allowed and often wanted. Filters give it some weight, because fraud works that way too."),
    ),
    "message.content.link-user": Text(
        QT_TRANSLATE_NOOP("Finding", "A link begins like {user}, but leads to {target}"),
        QT_TRANSLATE_NOOP("Finding", "What stands before an @ in a link is not where it leads. Fraud is hidden that way, and filters look for it."),
    ),
    "message.content.link-look-alike": Text(
        QT_TRANSLATE_NOOP("Finding", "A link leads to {target}, which has letters of another script that only look familiar"),
        QT_TRANSLATE_NOOP("Finding", "Its real name is {ascii}. Names like that are used to look like somebody else."),
    ),
    "message.content.link-elsewhere": Text(
        QT_TRANSLATE_NOOP("Finding", "A link shows {promised}, but leads to {target}"),
        QT_TRANSLATE_NOOP("Finding", "Newsletter services do this to count clicks, and fraud does it too. Filters can't tell one from the other."),
    ),
    "message.content.link-number": Text(
        QT_TRANSLATE_NOOP("Finding", "A link leads to a number instead of a name: {target}"),
        QT_TRANSLATE_NOOP("Finding", "Honest websites have names. Filters weigh such links heavily."),
    ),
    "message.content.link-program": Text(
        QT_TRANSLATE_NOOP("Finding", "A link does not lead to a website, but runs or opens something ({target})"),
        QT_TRANSLATE_NOOP("Finding", "Mail programs switch such links off, and filters take them for an attack."),
    ),
    "message.content.link-short": Text(
        QT_TRANSLATE_NOOP("Finding", "A link goes through {target}, which hides where it leads"),
        QT_TRANSLATE_NOOP("Finding", "Filters judge such a service by all its users, and many of them send spam."),
    ),
    "message.content.script": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has a small program in its text (a script)"),
        QT_TRANSLATE_NOOP("Finding", "No mail program runs it, and filters take it for an attack."),
    ),
    "message.content.form": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has a form to fill in"),
        QT_TRANSLATE_NOOP("Finding", "Many mail programs do not show forms, and filters know them from messages that steal passwords."),
    ),
    "message.content.embedded": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has something built in that mail programs do not show: {element}"),
        QT_TRANSLATE_NOOP("Finding", "Films, frames and other web page parts are left out, and filters distrust them."),
    ),
    "message.content.doubled-field": Text(QT_TRANSLATE_NOOP("Finding", "The header has the field {field} {count} times, where only one is allowed"), _FORM),
    "message.content.no-message-id": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has no number of its own (Message-ID)"),
        QT_TRANSLATE_NOOP("Finding", "Every message needs one that no other has. Gmail refuses messages without it."),
    ),
    "message.content.message-id": Text(QT_TRANSLATE_NOOP("Finding", "The number of the message (Message-ID) has a form that is not allowed: {id}"), _FORM),
    "message.content.no-date": Text(QT_TRANSLATE_NOOP("Finding", "The message has no date"), _FORM),
    "message.content.date-unreadable": Text(QT_TRANSLATE_NOOP("Finding", "The date of the message can't be read: {date}"), _FORM),
    "message.content.date-future": Text(
        QT_TRANSLATE_NOOP("Finding", "The date of the message was in the future when it arrived, by about {hours} hours"),
        QT_TRANSLATE_NOOP("Finding", "Spam does that to stay on top of the list, so filters count it. Mostly the clock or the time zone of the sending computer is wrong."),
    ),
    "message.content.date-old": Text(
        QT_TRANSLATE_NOOP("Finding", "The date of the message was about {days} days old when it arrived"),
        QT_TRANSLATE_NOOP("Finding", "Either it waited long on the way, or the clock of the sending computer is wrong. Filters count it."),
    ),
    "message.content.long-lines": Text(
        QT_TRANSLATE_NOOP("Finding", "Line {line} of the message is too long: {bytes} letters, where 998 are allowed"),
        _FORM,
    ),
    "message.content.bare-line-ends": Text(
        QT_TRANSLATE_NOOP("Finding", "Some lines of the message end in a way that is not allowed ({count} of them)"),
        QT_TRANSLATE_NOOP("Finding", "Messages can be smuggled through servers with such line ends, so many servers refuse them since 2024."),
    ),
    "message.content.parts-missing": Text(QT_TRANSLATE_NOOP("Finding", "The message announces parts that are not there"), QT_TRANSLATE_NOOP("Finding", "Perhaps it was cut off on the way, or by copying. Else the program that made it has a mistake.")),
    "message.content.parts-many": Text(QT_TRANSLATE_NOOP("Finding", "The message has far more parts, or parts within parts, than messages have"), QT_TRANSLATE_NOOP("Finding", "Filters give up on such messages, and some servers refuse them.")),
    "message.content.charset-unknown": Text(QT_TRANSLATE_NOOP("Finding", "The text is said to be in a set of letters that nobody knows: {charset}"), QT_TRANSLATE_NOOP("Finding", "Some recipients will see wrong letters, and filters count it.")),
    "message.content.charset-wrong": Text(QT_TRANSLATE_NOOP("Finding", "The text is not in the set of letters that the message says it is in ({charset})"), QT_TRANSLATE_NOOP("Finding", "Some recipients will see wrong letters, and filters count it.")),
    "message.content.charset-missing": Text(QT_TRANSLATE_NOOP("Finding", "The text has letters such as ä or é, and the message does not say in which set of letters they are"), QT_TRANSLATE_NOOP("Finding", "Some recipients will see wrong letters, and filters count it.")),
    "message.content.not-encoded": Text(QT_TRANSLATE_NOOP("Finding", "The field {field} has letters such as ä or é that are not written as the rules of email want it"), _FORM),
    "message.content.hidden-text": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has text that nobody sees: {count} letters, beginning with “{text}”"),
        QT_TRANSLATE_NOOP("Finding", "A hidden line for the list of messages is usual; this is more. Spam hides harmless words so that filters read them."),
    ),
    "message.content.faded-text": Text(
        QT_TRANSLATE_NOOP("Finding", "Some text seems to have the colour of its background: {count} letters, beginning with “{text}”"),
        QT_TRANSLATE_NOOP("Finding", "If a picture lies behind it, all is well. Filters take text that can't be seen for a trick."),
    ),
    "message.content.hidden-in-subject": Text(QT_TRANSLATE_NOOP("Finding", "The subject has characters that nobody can see ({count})"), _DISGUISE),
    "message.content.hidden-in-sender": Text(QT_TRANSLATE_NOOP("Finding", "The sender's name has characters that nobody can see ({count})"), _DISGUISE),
    "message.content.hidden-in-text": Text(QT_TRANSLATE_NOOP("Finding", "Words of the text have characters in them that nobody can see ({count})"), _DISGUISE),
    "message.content.mixed-in-subject": Text(QT_TRANSLATE_NOOP("Finding", "A word of the subject mixes letters of two scripts that look alike: {word}"), _DISGUISE),
    "message.content.mixed-in-sender": Text(QT_TRANSLATE_NOOP("Finding", "The sender's name mixes letters of two scripts that look alike: {word}"), _DISGUISE),
    "message.content.mixed-in-text": Text(QT_TRANSLATE_NOOP("Finding", "Words of the text mix letters of two scripts that look alike, such as {word}"), _DISGUISE),
    "message.content.empty": Text(QT_TRANSLATE_NOOP("Finding", "The message has no text"), _TRUST),
    "message.content.images-only": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is hardly more than pictures: {images} with {words} words of text"),
        QT_TRANSLATE_NOOP("Finding", "Filters can't read pictures, and spam hides its words in them. Many people do not see pictures at first."),
    ),
    "message.content.text-differs": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has two texts that say different things: only {percent} % of the words are in both"),
        QT_TRANSLATE_NOOP("Finding", "One is for programs that show plain text only, one for all others. Filters compare them."),
    ),
    "message.content.no-plain-text": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has only a formatted text (HTML), and no plain one beside it"),
        QT_TRANSLATE_NOOP("Finding", "Most mail programs send both. Filters count it a little."),
    ),
    "message.content.no-unsubscribe": Text(
        QT_TRANSLATE_NOOP("Finding", "The message looks like one to many people, and has no way out that mail programs could offer"),
        QT_TRANSLATE_NOOP("Finding", "Gmail, Yahoo and Microsoft ask senders of many messages for it. Without it, people press “Spam” instead."),
    ),
    "message.content.no-one-click": Text(
        QT_TRANSLATE_NOOP("Finding", "Readers can't unsubscribe from this message with one click in their mail program"),
        QT_TRANSLATE_NOOP("Finding", "Gmail and Yahoo ask it of everybody who sends many messages (RFC 8058). A link in the text is not enough."),
    ),
    "message.content.fake-reply": Text(
        QT_TRANSLATE_NOOP("Finding", "The subject looks like an answer or a forwarded message, but the message is neither: {subject}"),
        QT_TRANSLATE_NOOP("Finding", "Spam does that to be opened, so filters count it."),
    ),
    "message.content.no-subject": Text(QT_TRANSLATE_NOOP("Finding", "The message has no subject"), _TRUST),
    "message.content.subject-capitals": Text(QT_TRANSLATE_NOOP("Finding", "The subject is all in capital letters: {subject}"), _TRUST),
    "message.content.subject-marks": Text(QT_TRANSLATE_NOOP("Finding", "The subject has {count} exclamation marks: {subject}"), _TRUST),
    "message.content.subject-long": Text(
        QT_TRANSLATE_NOOP("Finding", "The subject is very long: {count} letters"),
        QT_TRANSLATE_NOOP("Finding", "Phones show some 40 of them."),
    ),
    "message.content.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is {megabytes} MB in size, and there are receivers that take at most {limit} MB"),
        QT_TRANSLATE_NOOP("Finding", "Files become a third bigger in a message than they are on a disk."),
    ),
    "message.content.html-clipped": Text(
        QT_TRANSLATE_NOOP("Finding", "The formatted text is {kilobytes} kB long, and Gmail shows only the first 102"),
        QT_TRANSLATE_NOOP("Finding", "The rest, often with the way to unsubscribe, is behind a link that few people press."),
    ),
    "message.content.many-images": Text(
        QT_TRANSLATE_NOOP("Finding", "The message loads {count} pictures from the internet"),
        QT_TRANSLATE_NOOP("Finding", "Many people see them only after allowing it, and filters look at every address."),
    ),
    "message.content.html-cut": Text(QT_TRANSLATE_NOOP("Finding", "The formatted text (HTML) stops in the middle"), QT_TRANSLATE_NOOP("Finding", "Mail programs may leave out its end. Perhaps a part was lost by copying.")),
    "message.content.html-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The formatted text (HTML) has an element that is never closed: {element}"),
        QT_TRANSLATE_NOOP("Finding", "Mail programs guess what was meant, each in its own way."),
    ),
}
