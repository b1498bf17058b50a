"""The way of a message from server to server: the words."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_WAITED: Final = QT_TRANSLATE_NOOP("Finding", "Either {server} had much to do, or {next} put it off at first, which some receivers do with senders they don't know yet (greylisting). If it happens once, nothing is wrong.")
_SOMEWHERE: Final = QT_TRANSLATE_NOOP("Finding", "Which server kept it does not stand in the message. If it happens once, nothing is wrong.")
_ZONE: Final = QT_TRANSLATE_NOOP("Finding", "The time is so close to whole hours that the clock of {server} may only be set to a wrong time zone. Then nothing was slow.")
_CLOCK: Final = QT_TRANSLATE_NOOP("Finding", "Its clock does not fit those of the other servers. The message was not late because of that. Whoever looks after the server can correct the clock.")

TEXTS: dict[str, Text] = {
    "message.path.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The message passed through {hops} servers in {seconds} s"),
    ),
    "message.path.ok-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "The message passed through {hops} servers in {minutes} minutes"),
        QT_TRANSLATE_NOOP("Finding", "No server kept it for long."),
    ),
    "message.path.one-hop": Text(
        QT_TRANSLATE_NOOP("Finding", "The message went straight to the receiving server"),
        QT_TRANSLATE_NOOP("Finding", "Only one server wrote into it that it passed. So how long it took is not known."),
    ),
    "message.path.untimed": Text(
        QT_TRANSLATE_NOOP("Finding", "The message passed through {hops} servers"),
        QT_TRANSLATE_NOOP("Finding", "They wrote no times that can be compared, so how long it took is not known."),
    ),
    "message.path.inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The message stayed within one mail system"),
        QT_TRANSLATE_NOOP("Finding", "As far as it shows, sender and recipient use the same servers. It says nothing about how mail to others fares."),
    ),
    "message.path.none": Text(
        QT_TRANSLATE_NOOP("Finding", "The message does not say which way it came"),
        QT_TRANSLATE_NOOP("Finding", "Every server writes a line “Received” into the header, and there is none. So this is a copy from a Sent or Drafts folder, it was not sent, or not all of the header was copied. Take the message from where it arrived, and copy everything."),
    ),
    "message.path.kept-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "The message waited {minutes} minutes at {server} until {next} had it"), _WAITED,
    ),
    "message.path.kept-hours": Text(
        QT_TRANSLATE_NOOP("Finding", "The message waited {hours} hours at {server} until {next} had it"), _WAITED,
    ),
    "message.path.kept-somewhere-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "The message waited {minutes} minutes on its way"), _SOMEWHERE,
    ),
    "message.path.kept-somewhere-hours": Text(
        QT_TRANSLATE_NOOP("Finding", "The message waited {hours} hours on its way"), _SOMEWHERE,
    ),
    "message.path.time-zone-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "Between {server} and {next} lie {minutes} minutes"), _ZONE,
    ),
    "message.path.time-zone-hours": Text(
        QT_TRANSLATE_NOOP("Finding", "Between {server} and {next} lie {hours} hours"), _ZONE,
    ),
    "message.path.clock-fast-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of {server} is about {minutes} minutes fast"), _CLOCK,
    ),
    "message.path.clock-fast-hours": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of {server} is about {hours} hours fast"), _CLOCK,
    ),
    "message.path.clock-slow-minutes": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of {server} is about {minutes} minutes slow"), _CLOCK,
    ),
    "message.path.clock-slow-hours": Text(
        QT_TRANSLATE_NOOP("Finding", "The clock of {server} is about {hours} hours slow"), _CLOCK,
    ),
    "message.path.unencrypted": Text(
        QT_TRANSLATE_NOOP("Finding", "The message went from {server} to {next} without encryption"),
        QT_TRANSLATE_NOOP("Finding", "On that part of the way it could be read by others. It arrives all the same. Both servers have to offer encryption (TLS); those who look after them can switch it on."),
    ),
    "message.path.open-sign-in": Text(
        QT_TRANSLATE_NOOP("Finding", "Somebody signed in to {server} without encryption to send the message"),
        QT_TRANSLATE_NOOP("Finding", "The password went over the internet too, so others could read it."),
    ),
    "message.path.loop": Text(
        QT_TRANSLATE_NOOP("Finding", "The message came to {server} {times} times: it went round in circles"),
        QT_TRANSLATE_NOOP("Finding", "Somewhere mail is forwarded to a mailbox that forwards it back. Servers stop such a message after a while, and then it is lost."),
    ),
}

_ONCE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If it was only this once, do nothing.")
_ASK: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "If it happens again, send the message below to those who look after {server}. Their log says why it waited."),
    QT_TRANSLATE_NOOP("Fix", "If it happens again, send this result to those who look after your mail server. Their log says why the message waited."),
)
_WHY: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message waited {minutes} minutes at {server} until {next} had it. Please look in the log of {server} what happened in that time: was it put off by {next}, and with which words, or was the queue long?\n\nThank you!"),
)
_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send a test email and watch it arrive. It shows where the time goes.")
# fmt: on

_KEPT: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(_ONCE, _ASK),
    copy=(Copy(QT_TRANSLATE_NOOP("Fix", "Message to the administrator"), _WHY),),
    check=_AGAIN,
)
# fmt: off
_ZONE_FIX: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Have the clock and the time zone of {server} looked at by those who look after it."),
        QT_TRANSLATE_NOOP("Fix", "If both are right, the message really waited there. Then their log says why."),
    ),
    check=_AGAIN,
)

FIXES: dict[str, Fix] = {
    "message.path.kept-minutes": _KEPT,
    "message.path.kept-hours": _KEPT,
    "message.path.kept-somewhere-minutes": _KEPT,
    "message.path.kept-somewhere-hours": _KEPT,
    "message.path.time-zone-minutes": _ZONE_FIX,
    "message.path.time-zone-hours": _ZONE_FIX,
    "message.path.open-sign-in": Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "In the mail program that sent the message, open the settings of the outgoing mail server and choose SSL/TLS or STARTTLS as the security."),
            QT_TRANSLATE_NOOP("Fix", "Then change the password of the mailbox."),
            QT_TRANSLATE_NOOP("Fix", "If the program says that encryption is not offered, ask those who look after {server} to switch it on."),
        ),
        check=_AGAIN,
    ),
    "message.path.loop": Fix(
        who=Who.RECIPIENT,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Tell the recipient, by phone for instance, that mail to them goes round in circles at {server}."),
            QT_TRANSLATE_NOOP("Fix", "The recipient looks at the forwarding and the rules of each mailbox that the mail passes, and switches off the one that sends it back."),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Then send another message to the same address."),
    ),
}
# fmt: on
