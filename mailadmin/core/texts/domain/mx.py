"""Where mail to a domain goes: the words about MX records."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish, remove
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_NOT_TRIED: Final = QT_TRANSLATE_NOOP("Finding", "The servers are: {hosts}. Whether they answer was not tried here.")
_OTHERS_WORK: Final = QT_TRANSLATE_NOOP("Finding", "Mail still arrives through the other servers, but some senders lose time or give up.")
_NO_ANSWERS: Final = QT_TRANSLATE_NOOP("Finding", "Nobody can answer mail from this domain. Many servers refuse mail that can't be answered.")

TEXTS: dict[str, Text] = {
    "domain.mx.ok": Text(QT_TRANSLATE_NOOP("Finding", "Mail to {domain} has {count} servers to go to"), _NOT_TRIED),
    "domain.mx.provider": Text(QT_TRANSLATE_NOOP("Finding", "Mail to {domain} goes to {provider}"), _NOT_TRIED),
    "domain.mx.one-server": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail to {domain} goes to one server: {hosts}"),
        QT_TRANSLATE_NOOP("Finding", "That is enough: while it is down, senders try again for some days. Whether it answers was not tried here."),
    ),
    "domain.mx.internal": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail to {domain} goes to {hosts}, which has an address of a network's inside here"),
        QT_TRANSLATE_NOOP("Finding", "{address} can't be reached from outside. If this computer is in the company's network, its DNS may tell others another address. Test once from elsewhere."),
    ),
    "domain.mx.partly-known": Text(
        QT_TRANSLATE_NOOP("Finding", "Mail to {domain} has a server to go to, but not all of them could be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The servers are: {hosts}. For at least one of them the service that knows names gave no usable answer."),
    ),
    "domain.mx.implicit": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} names no mail server, so mail goes to the domain's own address {address}"),
        QT_TRANSLATE_NOOP("Finding", "That is allowed and works if a mail server is there. Often it is only the website, and then the mail is lost."),
    ),
    "domain.mx.null": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says that it takes no mail at all"),
        QT_TRANSLATE_NOOP("Finding", "That is right for a domain without email. If mail is sent from it, nobody can answer, and some servers refuse it."),
    ),
    "domain.mx.null-besides": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says that it takes no mail, and names mail servers all the same"),
        QT_TRANSLATE_NOOP("Finding", "Senders may believe either. The record “{old_record}” is only for a domain without mail servers."),
    ),
    "domain.mx.nobody": Text(QT_TRANSLATE_NOOP("Finding", "No server takes mail for {domain}"), _NO_ANSWERS),
    "domain.mx.no-such-domain": Text(
        QT_TRANSLATE_NOOP("Finding", "The domain {domain} does not exist"),
        QT_TRANSLATE_NOOP("Finding", "It may be misspelled, new, or expired. Mail from it is refused, and mail to it comes back. Of the address of a website, leave out “www.”."),
    ),
    "domain.mx.temporary-failure": Text(
        QT_TRANSLATE_NOOP("Finding", "Where mail to {domain} goes could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
    "domain.mx.hosts-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail servers of {domain} could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The servers are: {hosts}. The service that knows names gave no usable answer for them. Test again in a few minutes."),
    ),
    "domain.mx.host-missing": Text(QT_TRANSLATE_NOOP("Finding", "One of the mail servers of {domain} does not exist: {host}"), _OTHERS_WORK),
    "domain.mx.host-no-address": Text(QT_TRANSLATE_NOOP("Finding", "One of the mail servers of {domain} has no address: {host}"), _OTHERS_WORK),
    "domain.mx.host-address": Text(QT_TRANSLATE_NOOP("Finding", "One of the mail servers of {domain} is given as a number, not as a name: {address}"), _OTHERS_WORK),
    "domain.mx.host-no-name": Text(QT_TRANSLATE_NOOP("Finding", "One of the mail servers of {domain} has a name that no server can have: {host}"), _OTHERS_WORK),
    "domain.mx.host-inside": Text(QT_TRANSLATE_NOOP("Finding", "One of the mail servers of {domain} can't be reached from outside: {host}"), _OTHERS_WORK),
    "domain.mx.host-partly-inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail server {host} also has an address that works only inside a network: {address}"),
        QT_TRANSLATE_NOOP("Finding", "Senders that try it first lose time, and some give up."),
    ),
    "domain.mx.host-alias": Text(
        QT_TRANSLATE_NOOP("Finding", "The mail server {host} of {domain} is only another name for {target}"),
        QT_TRANSLATE_NOOP("Finding", "The standard wants the real name there. Most senders find their way, but some refuse."),
    ),
    "domain.mx.only-missing": Text(QT_TRANSLATE_NOOP("Finding", "No server takes mail for {domain}: {host} does not exist"), _NO_ANSWERS),
    "domain.mx.only-no-address": Text(QT_TRANSLATE_NOOP("Finding", "No server takes mail for {domain}: {host} has no address"), _NO_ANSWERS),
    "domain.mx.only-address": Text(QT_TRANSLATE_NOOP("Finding", "Mail to {domain} does not arrive: its server is given as a number, {address}, not as a name"), _NO_ANSWERS),
    "domain.mx.only-no-name": Text(QT_TRANSLATE_NOOP("Finding", "No server takes mail for {domain}: none can have the name {host}"), _NO_ANSWERS),
    "domain.mx.only-inside": Text(QT_TRANSLATE_NOOP("Finding", "Mail to {domain} does not arrive: {host} can't be reached from outside"), _NO_ANSWERS),
}

_ASK_PROVIDER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask your email provider for its MX records (they say where mail goes). Its help pages have them, too.")
_SET_THEM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have them added to the DNS of {domain} (the internet's entries for your domain). That is done where you bought it, or by whoever looks after it.")
_REPLACE_THEM: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Have them put in the place of the old record “{old_record}”, where the domain {domain} was bought or is looked after.")
_AGAIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test the domain again after an hour. Until then the old answer may still come from name servers on the way.")
_NAME_FIRST: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Give the server a name first: add a record of the type {address_type} with the name {new_host} and the value {address}. If you use that name already, take another one, and use it below as well.")

_IF_YOU_SEND: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If no mail is ever sent from {domain}, leave it as it is.")
_OWN_OR_PROVIDER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Find out who receives your mail. If it is a provider, ask it for its MX records (they say where mail goes) and use those. If the server at {address} does, use the record below.")
_ASK_ADMIN: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Send the message below to whoever looks after your mail server.")
_READ_NAME: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Read the domain letter by letter: {domain}")
_RENEW: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If it is right, sign in where the domain was bought, and see whether it has to be paid for again.")
_REAL_NAME: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Ask whoever runs {host} whether {target} will stay its real name. Providers change such names, and then the record has to follow.")

_NEW_RECORDS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe domain {domain} has no MX record for our mail. Please tell us which MX records we should publish, with their priorities.\n\nThank you!")
_OTHER_RECORDS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail to {domain} does not arrive, because of this MX record:\n\n{old_record}\n\nPlease tell us which MX records we should publish instead, with their priorities.\n\nThank you!")
_OUTSIDE_ADDRESS: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail to {domain} does not arrive. Its MX record is\n\n{old_record}\n\nand leads to {address}, which can't be reached from the internet. Please publish the server's public address, or tell us which MX record we should use instead.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nmail to {domain} does not arrive. Its MX record is\n\n{old_record}\n\nand can't be reached from the internet. Please tell us which MX record we should use instead.\n\nThank you!"),
)
_TO_PROVIDER: Final = QT_TRANSLATE_NOOP("Fix", "Message to your email provider")
_TO_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Message to your mail admin")
# fmt: on

_NEW: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(_ASK_PROVIDER, _SET_THEM),
    copy=(Copy(_TO_PROVIDER, _NEW_RECORDS),),
    check=_AGAIN,
)
_OTHER: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(_ASK_PROVIDER, _REPLACE_THEM),
    copy=(Copy(_TO_PROVIDER, _OTHER_RECORDS),),
    check=_AGAIN,
)

FIXES: dict[str, Fix] = {
    "domain.mx.implicit": publish(_OWN_OR_PROVIDER),
    "domain.mx.null": Fix(
        who=Who.DOMAIN_HOST,
        steps=(_IF_YOU_SEND, _ASK_PROVIDER, _REPLACE_THEM),
        copy=(Copy(_TO_PROVIDER, _NEW_RECORDS),),
        check=_AGAIN,
    ),
    "domain.mx.null-besides": remove(),
    "domain.mx.nobody": _NEW,
    "domain.mx.no-such-domain": Fix(who=Who.YOU, steps=(_READ_NAME, _RENEW), check=_AGAIN),
    "domain.mx.host-missing": remove(),
    "domain.mx.host-no-address": remove(),
    "domain.mx.host-no-name": remove(),
    "domain.mx.host-inside": remove(),
    "domain.mx.host-partly-inside": remove(),
    "domain.mx.host-address": publish(_NAME_FIRST),
    "domain.mx.host-alias": publish(_REAL_NAME),
    "domain.mx.only-missing": _OTHER,
    "domain.mx.only-no-address": _OTHER,
    "domain.mx.only-no-name": _OTHER,
    "domain.mx.only-address": publish(_NAME_FIRST),
    "domain.mx.only-inside": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_ASK_ADMIN,),
        copy=(Copy(_TO_ADMIN, _OUTSIDE_ADDRESS),),
        check=_AGAIN,
    ),
}
