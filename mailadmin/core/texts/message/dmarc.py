"""What is said of DMARC of a received message, and what to do so that the next one passes."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Who
from mailadmin.core.texts.domain import dmarc as of_domain
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_NOTHING: Final = QT_TRANSLATE_NOOP("Finding", "Nothing proves that the message is from {domain}")
_OTHERS: Final = QT_TRANSLATE_NOOP("Finding", "The message says it is from {domain}, but only {authenticated} stands for it")
_ASKS_NOTHING: Final = QT_TRANSLATE_NOOP("Finding", "The message fails DMARC: the sender's server (SPF) or a signature (DKIM) must belong to the domain in “From”. The domain asks for nothing in that case, so the message arrives; many receivers put it in Junk.")
_ASKS_JUNK: Final = QT_TRANSLATE_NOOP("Finding", "The message fails DMARC: the sender's server (SPF) or a signature (DKIM) must belong to the domain in “From”. The domain asks receivers to put such mail in Junk.")
_ASKS_REFUSAL: Final = QT_TRANSLATE_NOOP("Finding", "The message fails DMARC: the sender's server (SPF) or a signature (DKIM) must belong to the domain in “From”. The domain asks receivers to refuse such mail.")
_LET_THROUGH: Final = QT_TRANSLATE_NOOP("Finding", "The message fails DMARC, and the domain asks for “{policy}”. This receiver let it through all the same (it wrote “{disposition}”). Others will not.")
_DIFFERENT: Final = QT_TRANSLATE_NOOP("Finding", "Either the records of the domain were changed since, or the message was changed on its way to here, or the receiver saw another server than the one in the header. That happens with forwarded mail.")

TEXTS: dict[str, Text] = {
    "message.dmarc.pass": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is really from {domain}: server and signature both belong to it"),
        QT_TRANSLATE_NOOP("Finding", "It passes DMARC by the list of servers (SPF) and by a signature (DKIM). So it still passes when somebody forwards it."),
    ),
    "message.dmarc.pass.dkim": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is really from {domain}: its signature belongs to it"),
        QT_TRANSLATE_NOOP("Finding", "It passes DMARC by the signature of {signers} (DKIM). The server that sent it stands for no address of the domain (SPF), which is normal for services and forwarded mail."),
    ),
    "message.dmarc.pass.spf": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is really from {domain}: its server belongs to it"),
        QT_TRANSLATE_NOOP("Finding", "It passes DMARC by the list of servers of {envelope_domain} (SPF) alone. No signature of the domain (DKIM) was good, so it fails as soon as somebody forwards it."),
    ),
    "message.dmarc.pass-now": Text(QT_TRANSLATE_NOOP("Finding", "Today the message passes as one from {domain}, but the receiver wrote “{written}” when it came"), _DIFFERENT),
    "message.dmarc.pass-then": Text(QT_TRANSLATE_NOOP("Finding", "The receiver let the message pass as one from {domain}, but today it would fail"), _DIFFERENT),
    "message.dmarc.fail.nothing.none": Text(_NOTHING, _ASKS_NOTHING),
    "message.dmarc.fail.nothing.quarantine": Text(_NOTHING, _ASKS_JUNK),
    "message.dmarc.fail.nothing.reject": Text(_NOTHING, _ASKS_REFUSAL),
    "message.dmarc.fail.nothing.let-through": Text(_NOTHING, _LET_THROUGH),
    "message.dmarc.fail.not-aligned.none": Text(_OTHERS, _ASKS_NOTHING),
    "message.dmarc.fail.not-aligned.quarantine": Text(_OTHERS, _ASKS_JUNK),
    "message.dmarc.fail.not-aligned.reject": Text(_OTHERS, _ASKS_REFUSAL),
    "message.dmarc.fail.not-aligned.let-through": Text(_OTHERS, _LET_THROUGH),
    "message.dmarc.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not say what receivers should do with forged mail"),
        QT_TRANSLATE_NOOP("Finding", "It has no DMARC record. Gmail, Yahoo and Microsoft demand one from everybody who sends thousands of messages a day."),
    ),
    "message.dmarc.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has {count} DMARC records, so none of them counted for this message"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers ignore all of them where there is more than one. There must be exactly one."),
    ),
    "message.dmarc.no-policy": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} says nothing, so it did not count for this message"),
        QT_TRANSLATE_NOOP("Finding", "It names neither a policy (p=) nor an address for reports (rua=). Mail servers act as if there were no record."),
    ),
    "message.dmarc.broken-record": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} has a mistake, so it did not count for this message"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers act as if there were no record. Test the domain to see the mistake."),
    ),
    "message.dmarc.written-pass": Text(
        QT_TRANSLATE_NOOP("Finding", "The receiver wrote that the message is really from {domain}"),
        QT_TRANSLATE_NOOP("Finding", "It could not be checked again here: for that the whole message is needed, and an answer to every question (DMARC)."),
    ),
    "message.dmarc.written-fail": Text(
        QT_TRANSLATE_NOOP("Finding", "The receiver wrote that nothing proves that the message is from {domain}"),
        QT_TRANSLATE_NOOP("Finding", "It wrote “{written}” for DMARC. It could not be checked again here: for that the whole message is needed, and an answer to every question."),
    ),
    "message.dmarc.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the message is really from {domain} could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "For that the whole message is needed, with its full header, and an answer to every question (DMARC)."),
    ),
    "message.dmarc.no-author": Text(
        QT_TRANSLATE_NOOP("Finding", "The message does not say from whom it is"),
        QT_TRANSLATE_NOOP("Finding", "Its line “From” is missing or has no address. Most receivers refuse such mail."),
    ),
    "message.dmarc.no-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "The address in “From” can't be one: {authors}"),
        QT_TRANSLATE_NOOP("Finding", "What stands behind the @ is no domain that could exist. Most receivers refuse such mail."),
    ),
    "message.dmarc.several-fields": Text(
        QT_TRANSLATE_NOOP("Finding", "The message says more than once from whom it is"),
        QT_TRANSLATE_NOOP("Finding", "There may be only one line “From”. With several, each program shows another one, and large providers refuse the message."),
    ),
    "message.dmarc.several-domains": Text(
        QT_TRANSLATE_NOOP("Finding", "The message is from several domains at once: {domains}"),
        QT_TRANSLATE_NOOP("Finding", "The line “From” names authors of different domains. Receivers can't tell which one to ask (DMARC), and many refuse such mail."),
    ),
}

_SIGN: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "If the message is not yours, it is forged, and nothing is to be done: DMARC is there to show that."),
        QT_TRANSLATE_NOOP("Fix", "If it is yours, send it through the mail server that belongs to {domain}."),
        QT_TRANSLATE_NOOP("Fix", "Or let the service that sends it sign for {domain} (DKIM). Look in its settings for “domain authentication”, or send the message below to its support."),
    ),
    copy=(
        Copy(
            QT_TRANSLATE_NOOP("Fix", "Message to whoever runs the server"),
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail from {domain} fails DMARC: neither SPF nor DKIM passes for a domain that is aligned with the one in From. Please sign our messages with DKIM for {domain}, and tell us which record we have to publish for that.\n\nThank you!"),
        ),
    ),
    check=QT_TRANSLATE_NOOP("Fix", "Send a test email and read it again."),
)
_ONE_AUTHOR: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Open the settings of the program or service that wrote the message. Enter one sender with one whole address, such as ann@example.com."),
        QT_TRANSLATE_NOOP("Fix", "If a server on the way adds a line “From” of its own, its administrator has to stop that."),
    ),
    check=QT_TRANSLATE_NOOP("Fix", "Send a test email and read it again."),
)
# fmt: on

FIXES: dict[str, Fix] = {
    **{
        f"message.dmarc.fail.{reason}.{policy}": _SIGN
        for reason in ("nothing", "not-aligned")
        for policy in ("none", "quarantine", "reject", "let-through")
    },
    "message.dmarc.pass-then": _SIGN,
    "message.dmarc.no-record": of_domain.FIXES["domain.dmarc.no-record"],
    "message.dmarc.several-records": of_domain.FIXES["domain.dmarc.several-records"],
    "message.dmarc.broken-record": of_domain.FIXES["domain.dmarc.broken"],
    "message.dmarc.no-policy": of_domain.FIXES["domain.dmarc.no-policy"],
    "message.dmarc.no-author": _ONE_AUTHOR,
    "message.dmarc.no-domain": _ONE_AUTHOR,
    "message.dmarc.several-fields": _ONE_AUTHOR,
    "message.dmarc.several-domains": _ONE_AUTHOR,
}
