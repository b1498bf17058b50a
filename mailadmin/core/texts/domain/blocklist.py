"""The words about blocklists."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_UNKNOWN: Final = QT_TRANSLATE_NOOP("Finding", "So nothing is known about it: neither that {subject} is on a list nor that it is not.")

TEXTS: dict[str, Text] = {
    "domain.blocklist.clean": Text(
        QT_TRANSLATE_NOOP("Finding", "{subject} is on none of the blocklists that were asked"),
        QT_TRANSLATE_NOOP("Finding", "A blocklist is a public list of senders of spam. These were asked: {clean_lists}."),
    ),
    "domain.blocklist.partly-clean": Text(
        QT_TRANSLATE_NOOP("Finding", "{subject} is on none of the blocklists that answered, but not all of them did"),
        QT_TRANSLATE_NOOP("Finding", "A blocklist is a public list of senders of spam. These answered: {clean_lists}. These could not be asked: {unasked_lists}. Some refuse to answer public or busy DNS services."),
    ),
    "domain.blocklist.listed": Text(QT_TRANSLATE_NOOP("Finding", "The address {subject} is on a blocklist that many receivers go by: {lists}"), "{meaning}"),
    "domain.blocklist.listed-minor": Text(QT_TRANSLATE_NOOP("Finding", "The address {subject} is on a blocklist that few receivers go by: {lists}"), "{meaning}"),
    "domain.blocklist.listed-domain": Text(QT_TRANSLATE_NOOP("Finding", "The domain {subject} is on a blocklist that many receivers go by: {lists}"), "{meaning}"),
    "domain.blocklist.listed-domain-minor": Text(QT_TRANSLATE_NOOP("Finding", "The domain {subject} is on a blocklist that few receivers go by: {lists}"), "{meaning}"),
    "domain.blocklist.home-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {subject} is listed as a home or changing one, which should not send mail itself"),
        QT_TRANSLATE_NOOP("Finding", "Nobody says that it sent spam. If you send through a provider's mail server, this is as it should be. Mail that goes straight from this address to receivers is refused by many."),
    ),
    "domain.blocklist.could-not-ask": Text(QT_TRANSLATE_NOOP("Finding", "The blocklists could not be asked about {subject}"), _UNKNOWN),
    "domain.blocklist.refused": Text(
        QT_TRANSLATE_NOOP("Finding", "The blocklists refuse to answer this computer about {subject}"),
        QT_TRANSLATE_NOOP("Finding", "They do not answer public DNS services such as 8.8.8.8 or 1.1.1.1, nor very busy ones. With the DNS service of your internet provider they answer."),
    ),
    "domain.blocklist.rewritten": Text(
        QT_TRANSLATE_NOOP("Finding", "The network puts its own answers in the place of the blocklists', so nothing is known about {subject}"),
        QT_TRANSLATE_NOOP("Finding", "Some internet providers, hotels and ad blockers do that. Test from another network, or with another DNS service."),
    ),
    "domain.blocklist.inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {subject} works only inside a network, so no blocklist knows it"),
    ),
    "domain.blocklist.no-lists": Text(QT_TRANSLATE_NOOP("Finding", "No blocklist that we know is about {subject}")),
}

_STOP: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Find the reason first and stop it, or the address is soon listed again: a stolen password, an infected computer, a web form that sends, a list of bought addresses.")
_STOP_DOMAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Find the reason first and stop it, or the domain is soon listed again: a misused website, a stolen password, a list of bought addresses.")
_ASK: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Then open the list's own page. It says why, and how to get off the list: {removal}"),
    QT_TRANSLATE_NOOP("Fix", "Then look for the list {list} on the internet. Its own page says why, and how to get off the list."),
)
_SHARED: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If the server is a provider's and others use it as well, only the provider can do this. Send it the message below.")
_NO_HURRY: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Do nothing in a hurry, and never pay for it: most mail is not touched by this list, and entries end by themselves.")
_THROUGH_PROVIDER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If you send through a provider's mail server and sign in there, do nothing.")
_OWN_SERVER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If your own mail server is there, let it send through a provider's. Or have the address taken off the list: {removal}")
_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test again a day later: {subject} should then be on none of the lists.")
_MESSAGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is refused by some receivers because {subject} is on the blocklist {list}. The list says: {reason}\n\nPlease find and stop the reason (a misused account, an infected computer, an open form), then ask for removal: {removal}\n\nIf others use the same address, please move us to another one meanwhile. Thank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail is refused by some receivers because {subject} is on the blocklist {list}.\n\nPlease find and stop the reason (a misused account, an infected computer, an open form), then ask for removal on the list's own page.\n\nIf others use the same address, please move us to another one meanwhile. Thank you!"),
)
_MESSAGE_DOMAIN: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour domain {subject} is on the blocklist {list}. The list says: {reason}\n\nPlease check our website and our mail accounts for misuse, stop it, and then ask for removal: {removal}\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour domain {subject} is on the blocklist {list}.\n\nPlease check our website and our mail accounts for misuse, stop it, and then ask for removal on the list's own page.\n\nThank you!"),
)
_MESSAGE_HOME: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail server at {subject} is on a list of addresses that should not send mail themselves ({list}).\n\nPlease let it send through a mail server that we sign in to, or give us a fixed address with its own reverse DNS and have it taken off the list.\n\nThank you!")
_TO_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Message to your mail admin or provider")
_TO_WEB: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever looks after your website and mail")
# fmt: on

FIXES: dict[str, Fix] = {
    "domain.blocklist.listed": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_STOP, _ASK, _SHARED),
        copy=(Copy(_TO_ADMIN, _MESSAGE),),
        check=_CHECK,
    ),
    "domain.blocklist.listed-minor": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_NO_HURRY, _STOP, _ASK),
        copy=(Copy(_TO_ADMIN, _MESSAGE),),
        check=_CHECK,
    ),
    "domain.blocklist.listed-domain": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_STOP_DOMAIN, _ASK),
        copy=(Copy(_TO_WEB, _MESSAGE_DOMAIN),),
        check=_CHECK,
    ),
    "domain.blocklist.listed-domain-minor": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_NO_HURRY, _STOP_DOMAIN, _ASK),
        copy=(Copy(_TO_WEB, _MESSAGE_DOMAIN),),
        check=_CHECK,
    ),
    "domain.blocklist.home-address": Fix(
        who=Who.YOU,
        steps=(_THROUGH_PROVIDER, _OWN_SERVER),
        copy=(Copy(_TO_ADMIN, _MESSAGE_HOME),),
    ),
}
