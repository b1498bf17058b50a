"""What is said of SPF of a received message, and what to publish so that the next one passes."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_FORWARDED: Final = QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for the domain (SPF) does not name this one. If the message was forwarded on its way, that is normal: then the address is the forwarder's.")
_DIFFERENT_NOW: Final = QT_TRANSLATE_NOOP("Finding", "Either the domain's list of servers (SPF) was changed since, or the receiver looked at another address than the one in the header. That happens with forwarded mail.")
_NO_RECORD: Final = QT_TRANSLATE_NOOP("Finding", "Without a list of the servers that may send for the domain (SPF), receivers can't tell its own mail from forged mail. Large providers put such mail in Junk or refuse it.")
_BROKEN: Final = QT_TRANSLATE_NOOP("Finding", "The domain's list of the servers that may send for it (SPF) has a mistake, so receivers use none of it. Test the domain to see the mistake.")
_NEUTRAL: Final = QT_TRANSLATE_NOOP("Finding", "The domain's list of servers that may send for it (SPF) does not name this one, and leaves it open whether others may. Receivers treat that like no list.")
_SOFTFAIL: Final = QT_TRANSLATE_NOOP("Finding", "The domain's list of servers that may send for it (SPF) does not name this one, and calls all others doubtful. If the message was forwarded on its way, that is normal.")

_PASS_THEN: Final = QT_TRANSLATE_NOOP("Finding", "The receiver let {address} pass for {domain}, but today the answer would be “{result}”")
_DIFFERS: Final = QT_TRANSLATE_NOOP("Finding", "{address} does not pass for {domain}: today the answer is “{result}”, the receiver wrote “{written}”")
_FAIL: Final = QT_TRANSLATE_NOOP("Finding", "{address} may not send for {domain}")
_SOFT: Final = QT_TRANSLATE_NOOP("Finding", "{address} is probably not allowed to send for {domain}")
_OPEN: Final = QT_TRANSLATE_NOOP("Finding", "{domain} leaves open whether {address} may send for it")
_NONE: Final = QT_TRANSLATE_NOOP("Finding", "{domain} does not say who may send for it")
_UNREADABLE: Final = QT_TRANSLATE_NOOP("Finding", "What {domain} says about who may send for it can't be read by receivers")

TEXTS: dict[str, Text] = {
    "message.spf.pass": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} may send for {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The domain names this address in its list of servers that may send for it (SPF)."),
    ),
    "message.spf.pass-now": Text(QT_TRANSLATE_NOOP("Finding", "Today {address} may send for {domain}, but the receiver wrote “{written}” when the message came"), _DIFFERENT_NOW),
    "message.spf.pass-unanswered": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} may send for {domain}, but the receiver could not find that out"),
        QT_TRANSLATE_NOOP("Finding", "When the message came, the receiver got no answer about the domain's list of servers (SPF). Such failures are mostly over after some minutes."),
    ),
    "message.spf.pass-then": Text(_PASS_THEN, _DIFFERENT_NOW),
    "message.spf.pass-then.no-proposal": Text(_PASS_THEN, _DIFFERENT_NOW),
    "message.spf.differs": Text(_DIFFERS, _DIFFERENT_NOW),
    "message.spf.differs.no-proposal": Text(_DIFFERS, _DIFFERENT_NOW),
    "message.spf.fail": Text(_FAIL, _FORWARDED),
    "message.spf.fail.no-proposal": Text(_FAIL, _FORWARDED),
    "message.spf.softfail": Text(_SOFT, _SOFTFAIL),
    "message.spf.softfail.no-proposal": Text(_SOFT, _SOFTFAIL),
    "message.spf.neutral": Text(_OPEN, _NEUTRAL),
    "message.spf.neutral.no-proposal": Text(_OPEN, _NEUTRAL),
    "message.spf.no-record": Text(_NONE, _NO_RECORD),
    "message.spf.no-record.no-proposal": Text(_NONE, _NO_RECORD),
    "message.spf.broken-record": Text(_UNREADABLE, _BROKEN),
    "message.spf.broken-record.no-proposal": Text(_UNREADABLE, _BROKEN),
    "message.spf.no-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "The sender's address has no domain that could be asked who may send for it"),
        QT_TRANSLATE_NOOP("Finding", "The mail server passed the message on from “{sender}”. Receivers expect a whole address with a domain that exists."),
    ),
    "message.spf.server-pass": Text(
        QT_TRANSLATE_NOOP("Finding", "The server {domain} may send in its own name"),
        QT_TRANSLATE_NOOP("Finding", "The message is a notice without a sender, such as a bounce, so the name of the server was checked instead (SPF)."),
    ),
    "message.spf.server-none": Text(
        QT_TRANSLATE_NOOP("Finding", "The message has no sender that could be checked, and its server “{domain}” says nothing of itself"),
        QT_TRANSLATE_NOOP("Finding", "Notices such as bounces have no sender, so the name of the server is checked instead (SPF). Few servers have a record for it, and few receivers mind."),
    ),
    "message.spf.server-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "{address} may not send under the name “{domain}” that the server gave itself"),
        QT_TRANSLATE_NOOP("Finding", "The message is a notice without a sender, such as a bounce, so the name of the server was checked instead (SPF). The answer was “{result}”."),
    ),
    "message.spf.written-pass": Text(
        QT_TRANSLATE_NOOP("Finding", "The receiver wrote that the server may send for the sender's domain"),
        QT_TRANSLATE_NOOP("Finding", "It could not be checked again here, because the header does not say enough or no answer came (SPF)."),
    ),
    "message.spf.written-other": Text(
        QT_TRANSLATE_NOOP("Finding", "The receiver wrote “{written}” when it checked whether the server may send for the sender's domain"),
        QT_TRANSLATE_NOOP("Finding", "It could not be checked again here, because the header does not say enough or no answer came (SPF). Only “pass” means that the server may send."),
    ),
    "message.spf.no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether {address} may send for {domain} could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "A question about the domain's list of servers (SPF) got no answer. Read the message again in a few minutes."),
    ),
    "message.spf.no-origin": Text(
        QT_TRANSLATE_NOOP("Finding", "The header does not say from which address the message came"),
        QT_TRANSLATE_NOOP("Finding", "Without it nobody can tell whether the server may send for the domain (SPF). Paste the whole header, from its first line on."),
    ),
    "message.spf.no-sender": Text(
        QT_TRANSLATE_NOOP("Finding", "The header does not say which sender the mail server named"),
        QT_TRANSLATE_NOOP("Finding", "It would stand in the line “Return-Path”. Without it nobody can tell whether {address} may send for the domain (SPF)."),
    ),
    "message.spf.inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The message came from {address} within the network, so nobody asks whether it may send"),
        QT_TRANSLATE_NOOP("Finding", "Only mail from outside is checked (SPF). A test email to a mailbox at another provider shows what others see."),
    ),
}

_YOURS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "First make sure that the server {address} is one that sends for you. A forged message looks the same, and whoever is on the list may send as {domain}.")
_ADDED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new SPF record is the domain's own with this server added.")
_ALL_SENDERS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Everything else that sends email as {domain} belongs into the record too: your website, newsletter and invoice services. Test the domain here before you publish it.")
_CORRECTED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new SPF record is the domain's own without the mistake. Test the domain here to see what was wrong.")
_SPLIT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new record has {record_length} characters. If the form of your domain host takes at most 255, enter it as several strings in quotes, or ask the host how.")

_ADD: Final = publish(_YOURS, _ADDED, _SPLIT)
_FIRST: Final = publish(_YOURS, _ALL_SENDERS, _SPLIT)
_CORRECT: Final = publish(_CORRECTED, _SPLIT)
_ASK: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "First make sure that the message is one of your own. A forged message looks the same."),
        QT_TRANSLATE_NOOP("Fix", "If it is, and you know the server {address}, ask whoever looks after {domain} to let it send. Send them the message below."),
        QT_TRANSLATE_NOOP("Fix", "Or send through the mail server that belongs to {domain}."),
        QT_TRANSLATE_NOOP("Fix", "If you do not know the server, the message may be forged. Then there is nothing to change."),
    ),
    copy=(
        Copy(
            QT_TRANSLATE_NOOP("Fix", "Message to your mail admin"),
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\na message from {sender} came from the server {address}. SPF gives “{result}” for it. If that server is ours, please name it in the SPF record of {domain}, or let the mail leave through a server that is named there. If it is not ours, the message is forged, and nothing has to be changed.\n\nThank you!"),
        ),
    ),
)
_ASK_TO_CORRECT: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Test the domain {domain} here: the result shows which part of its SPF record is wrong."),
        QT_TRANSLATE_NOOP("Fix", "Send that and the message below to whoever looks after the domain."),
    ),
    copy=(
        Copy(
            QT_TRANSLATE_NOOP("Fix", "Message to your domain host"),
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} can't be evaluated (result: {result}), so mail from {address} does not pass. Please correct the record.\n\nThank you!"),
        ),
    ),
)
# fmt: on

FIXES: dict[str, Fix] = {
    "message.spf.pass-then": _ADD,
    "message.spf.pass-then.no-proposal": _ASK,
    "message.spf.differs": _ADD,
    "message.spf.differs.no-proposal": _ASK,
    "message.spf.fail": _ADD,
    "message.spf.fail.no-proposal": _ASK,
    "message.spf.softfail": _ADD,
    "message.spf.softfail.no-proposal": _ASK,
    "message.spf.neutral": _ADD,
    "message.spf.neutral.no-proposal": _ASK,
    "message.spf.no-record": _FIRST,
    "message.spf.no-record.no-proposal": _ASK,
    "message.spf.broken-record": _CORRECT,
    "message.spf.broken-record.no-proposal": _ASK_TO_CORRECT,
}
