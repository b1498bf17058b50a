"""Which certificates a domain's mail servers may show: the words about DANE."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_UNUSABLE: Final = QT_TRANSLATE_NOOP("Finding", "The record is {record}. Senders encrypt mail to the server, but can't tell whether it is the right one.")

TEXTS: dict[str, Text] = {
    "domain.dane.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS says which certificates the mail servers of {domain} have (DANE)"),
        QT_TRANSLATE_NOOP("Finding", "So senders can be sure of them: {hosts}. The records are signed and well made. Whether they fit the certificates was not tried: no connection was made to the mail servers."),
    ),
    "domain.dane.none": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS does not say which certificates the mail servers of {domain} have"),
        QT_TRANSLATE_NOOP("Finding", "Nothing is wrong: most domains do without. With such records (DANE), senders can be sure to reach the right server. Whoever runs the mail servers would have to publish them."),
    ),
    "domain.dane.no-mail": Text(QT_TRANSLATE_NOOP("Finding", "{domain} takes no mail, so there is no mail server to protect")),
    "domain.dane.servers-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Which mail servers {domain} has could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "So nothing is known about their certificates either. Test again in a few minutes."),
    ),
    "domain.dane.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the DNS says which certificates the mail servers have could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "There was no usable answer for {hosts}. Where that lasts, some senders (those that use DANE) put their mail off."),
    ),
    "domain.dane.not-verified": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS says which certificates the mail servers of {domain} have, but whether senders can trust that could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "There are records (DANE) for {hosts}. They count only if they are signed, and the name server in use here does not check signatures. Ask one that does, for example with the option “--resolver 9.9.9.9”."),
    ),
    "domain.dane.unsigned": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS says which certificates the mail servers of {domain} have, but nobody can trust that"),
        QT_TRANSLATE_NOOP("Finding", "The records (DANE) for {hosts} are not signed (DNSSEC), so senders ignore them."),
    ),
    "domain.dane.domain-unsigned": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificates of the mail servers are vouched for, but not that they are the servers of {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The records (DANE) for {hosts} are signed. The domain {domain} itself is not (DNSSEC), so somebody on the way could name other servers. Whether the records fit the certificates was not tried: no connection was made to the mail servers."),
    ),
    "domain.dane.partial": Text(
        QT_TRANSLATE_NOOP("Finding", "For some mail servers of {domain} the DNS does not say which certificate they have: {hosts}"),
        QT_TRANSLATE_NOOP("Finding", "For the others it does (DANE). Who wants to read along only has to lead the mail to the unprotected server."),
    ),
    "domain.dane.unusable-pkix": Text(
        QT_TRANSLATE_NOOP("Finding", "The record about the certificate of {host} is of a kind that mail servers do not use"),
        _UNUSABLE,
    ),
    "domain.dane.unusable-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The record about the certificate of {host} has a number without a meaning"),
        _UNUSABLE,
    ),
    "domain.dane.unusable-length": Text(
        QT_TRANSLATE_NOOP("Finding", "The record about the certificate of {host} is too short or too long"),
        _UNUSABLE,
    ),
    "domain.dane.renewal": Text(
        QT_TRANSLATE_NOOP("Finding", "The DNS says which certificates the mail servers of {domain} have, and has to be changed with every new one"),
        QT_TRANSLATE_NOOP("Finding", "The record of {host} fits one certificate only: {record}. If a new certificate comes first, senders that check (DANE) stop delivering. A record for the key (beginning with 3 1 1) stays right as long as the key does. No connection was made to the mail servers."),
    ),
}

_FOR_THE_KEY: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The right record begins with 3 1 1 and goes on with the SHA-256 digest of the server's public key. Whoever runs {host} can make it, with the program that keeps its certificate or on the server itself.")
_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test the domain again after an hour. Until then the old answer may still come from name servers on the way.")
_LABEL: Final = QT_TRANSLATE_NOOP("Fix", "Message to whoever runs the mail server")


def _replace() -> Fix:
    """What to do about a record that no sender can use."""
    message = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe TLSA record _25._tcp.{host} can't be used for mail (RFC 7672):\n\n{record}\n\nPlease replace it with one that begins with 3 1 1 (the SHA-256 digest of the public key), or delete it. Thank you!")
    return Fix(
        who=Who.MAIL_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Have the TLSA record _25._tcp.{host} replaced, or deleted. If a provider runs the server, send them the message below."),
            _FOR_THE_KEY,
        ),
        copy=(Copy(_LABEL, message),),
        check=_CHECK,
    )


FIXES: dict[str, Fix] = {
    "domain.dane.unsigned": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Have the zone that {host} belongs to signed (DNSSEC). Many domain hosts do it at the flick of a switch."),
            QT_TRANSLATE_NOOP("Fix", "If that is not possible, delete the TLSA records. They do nothing as they are."),
        ),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthere are TLSA records for our mail servers ({hosts}), but their zone is not signed with DNSSEC, so nobody uses them.\n\nPlease sign the zone and register its key (DS). Thank you!")),
        ),
        check=_CHECK,
    ),
    "domain.dane.partial": Fix(
        who=Who.MAIL_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Have a TLSA record published for each of these servers: {hosts}. The name is _25._tcp. followed by the server's name."),
            _FOR_THE_KEY,
        ),
        copy=(
            Copy(_LABEL, QT_TRANSLATE_NOOP("Fix", "Hello,\n\nsome of our mail servers have TLSA records, these do not: {hosts}\n\nPlease publish one for each, such as _25._tcp.{host}, beginning with 3 1 1 (the SHA-256 digest of the public key). Thank you!")),
        ),
        check=_CHECK,
    ),
    "domain.dane.unusable-pkix": _replace(),
    "domain.dane.unusable-unknown": _replace(),
    "domain.dane.unusable-length": _replace(),
}
