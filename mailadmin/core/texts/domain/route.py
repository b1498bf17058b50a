"""What is said of a server that sends for a domain, and what to publish so that it may."""

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "domain.route.may-send.signed": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may send for {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The domain names this server as a sender (SPF), and a key for signatures is published (DKIM). Whether the server really signs, a test email shows."),
    ),
    "domain.route.may-send": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may send for {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The domain names this server as a sender (SPF). No key for signatures (DKIM) was found; with one, forwarded mail arrives as well."),
    ),
    "domain.route.signed": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may send for {domain}: it has a key of the domain to sign with"),
        QT_TRANSLATE_NOOP("Finding", "The domain leads to a key of {provider} (DKIM), which somebody has set up. A test email shows whether the signature is really there."),
    ),
    "domain.route.own-name": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} sends in its own name, so the rules of {domain} do not stop it"),
        QT_TRANSLATE_NOOP("Finding", "Recipients see your name with “via Messenger”, from {sender}. Replies still reach you."),
    ),
    "domain.route.on-behalf": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} sends on behalf of {domain}, and nothing forbids it"),
        QT_TRANSLATE_NOOP("Finding", "The domain does not ask receivers to refuse mail that comes from elsewhere. Some of them may still put it in Junk."),
    ),
    "domain.route.signature-only": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may send for {domain} only if it signs the messages"),
        QT_TRANSLATE_NOOP("Finding", "The domain does not name this server as a sender (SPF). A key for signatures is published (DKIM). Send a test email to see whether the server uses it."),
    ),
    "domain.route.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may not send for {domain}: receivers will refuse its mail or put it in Junk"),
        QT_TRANSLATE_NOOP("Finding", "The domain says who may send for it (SPF), and this server is not among them. No key for signatures (DKIM) was found either."),
    ),
    "domain.route.refused.no-proposal": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} may not send for {domain}: receivers will refuse its mail or put it in Junk"),
        QT_TRANSLATE_NOOP("Finding", "The domain says who may send for it (SPF), and this server is not among them. No key for signatures (DKIM) was found either."),
    ),
    "domain.route.doubtful": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not say clearly that {server} may send for it"),
        QT_TRANSLATE_NOOP("Finding", "Neither is the server named as a sender (SPF), nor was a key for signatures found (DKIM). Large providers refuse such mail or put it in Junk."),
    ),
    "domain.route.doubtful.no-proposal": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not say clearly that {server} may send for it"),
        QT_TRANSLATE_NOOP("Finding", "Neither is the server named as a sender (SPF), nor was a key for signatures found (DKIM). Large providers refuse such mail or put it in Junk."),
    ),
    "domain.route.chosen-name": Text(
        QT_TRANSLATE_NOOP("Finding", "{server} sends in the name of {domain}, which asks receivers to refuse that"),
        QT_TRANSLATE_NOOP("Finding", "You chose that mail through the Messenger keeps your address. The DMARC policy of the domain forbids it, and no key for signatures (DKIM) was found."),
    ),
    "domain.route.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether {server} may send for {domain} could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "The address of the server, or an answer about the domain, is missing. Test again in a minute."),
    ),
}

_LET_IT_SEND = publish(
    QT_TRANSLATE_NOOP("Fix", "The new SPF record is the old one with this server added. Check with whoever runs {server} that its mail really leaves from there."),
)
_ASK = Fix(
    who=Who.MAIL_ADMIN,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever runs {server} which SPF and DKIM records the domain {domain} needs. Send them the message below."),
        QT_TRANSLATE_NOOP("Fix", "Or send through the mail server that belongs to {domain}."),
    ),
    copy=(
        Copy(
            QT_TRANSLATE_NOOP("Fix", "Message to your mail admin"),
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nwe send mail from {domain} through {server}, with the envelope sender {sender}. The domain's SPF record does not let that server send, and no DKIM key was found.\n\nPlease tell us the exact SPF and DKIM records to publish for {domain}. Thank you!"),
        ),
    ),
    check=QT_TRANSLATE_NOOP("Fix", "Test the domain again an hour after the records were published."),
)

FIXES: dict[str, Fix] = {
    "domain.route.refused": _LET_IT_SEND,
    "domain.route.doubtful": _LET_IT_SEND,
    "domain.route.refused.no-proposal": _ASK,
    "domain.route.doubtful.no-proposal": _ASK,
    "domain.route.chosen-name": Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "In the settings of the Messenger choose “automatic” for the name in From."),
            QT_TRANSLATE_NOOP("Fix", "Then recipients see your name with “via Messenger”, and replies still reach you."),
        ),
    ),
    "domain.route.signature-only": msgspec.structs.replace(
        _ASK,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Send a test email to yourself, open its details and look for “dkim=pass” with your domain."),
            *_ASK.steps,
        ),
    ),
}
# fmt: on
