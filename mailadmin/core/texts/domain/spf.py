"""SPF: the list of servers that may send for a domain."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "domain.spf.good": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says which servers may send its email, and that all others are to be refused"),
        QT_TRANSLATE_NOOP("Finding", "This list is called SPF. IPv4 addresses that may send: {addresses}. Look-ups that receivers need for it: {lookups} of at most 10."),
    ),
    "domain.spf.softfail": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says which servers may send its email, and that all others are doubtful"),
        QT_TRANSLATE_NOOP("Finding", "This list is called SPF. IPv4 addresses that may send: {addresses}. Look-ups that receivers need for it: {lookups} of at most 10. That others are only doubtful (~all) is good practice, because forwarded messages then still arrive."),
    ),
    "domain.spf.near-limit": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} is almost too long"),
        QT_TRANSLATE_NOOP("Finding", "Receivers look up at most 10 names for this list (SPF). Now it takes {lookups}, which works. With one more service it may not work any more."),
    ),
    "domain.spf.no-domain": Text(QT_TRANSLATE_NOOP("Finding", "Not tested, because “{domain}” is no domain that can send email")),
    "domain.spf.no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "It could not be found out which servers may send for {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no answer. What it said: {error}"),
    ),
    "domain.spf.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not say which servers may send its email"),
        QT_TRANSLATE_NOOP("Finding", "This list is called SPF. Many receivers refuse messages or treat them as spam where it is missing."),
    ),
    "domain.spf.not-recognised": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} is not recognised"),
        QT_TRANSLATE_NOOP("Finding", "A list (SPF) must begin with “v=spf1” and a space. This one begins “{text}”, so receivers do not see it."),
    ),
    "domain.spf.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has {count} lists of servers that may send for it, and only one is allowed"),
        QT_TRANSLATE_NOOP("Finding", "Receivers then use none of these lists (SPF), as if everything in them were wrong."),
    ),
    "domain.spf.syntax": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} has a mistake in it"),
        QT_TRANSLATE_NOOP("Finding", "Receivers can't read “{term}” (character {position} of the record). One mistake makes the whole list (SPF) void."),
    ),
    "domain.spf.loop": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} leads back to itself"),
        QT_TRANSLATE_NOOP("Finding", "“{term}” makes receivers go in a circle until they give up. Then the whole list (SPF) is void."),
    ),
    "domain.spf.include-missing": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} leads to a list that does not exist"),
        QT_TRANSLATE_NOOP("Finding", "“{term}” takes in the servers of {target}, but there is no list (SPF) there. This makes the whole list of {domain} void."),
    ),
    "domain.spf.include-broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} leads to a broken list"),
        QT_TRANSLATE_NOOP("Finding", "“{term}” takes in a list (SPF) of others. The mistake is in the list of {target}. It makes the whole list of {domain} void."),
    ),
    "domain.spf.too-many-mx": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} names too many mail servers"),
        QT_TRANSLATE_NOOP("Finding", "“{term}” stands for more than 10 mail servers. Receivers give up there, and the whole list (SPF) is void."),
    ),
    "domain.spf.too-many-lookups": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} is too long"),
        QT_TRANSLATE_NOOP("Finding", "Receivers look up at most 10 names for this list (SPF). Here they need {lookups}, so they give up. What costs most look-ups: {costly}"),
    ),
    "domain.spf.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} is too long to be followed to its end"),
        QT_TRANSLATE_NOOP("Finding", "Receivers look up at most 10 names for this list (SPF). Here they need at least {lookups}. What costs most look-ups: {costly}"),
    ),
    "domain.spf.too-many-void-lookups": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} names too many that do not exist"),
        QT_TRANSLATE_NOOP("Finding", "{voids} names in this list (SPF) lead to nothing. Receivers give up after 2. Entries that lead to nothing: {unused}"),
    ),
    "domain.spf.include-no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "Not all of the list of servers that may send for {domain} could be read"),
        QT_TRANSLATE_NOOP("Finding", "There was no answer for “{term}”. Receivers that get none either put messages off until later."),
    ),
    "domain.spf.everybody-may-send": Text(
        QT_TRANSLATE_NOOP("Finding", "Anybody may send email in the name of {domain}"),
        QT_TRANSLATE_NOOP("Finding", "The entry “{term}” in the list of senders (SPF) lets every server in the world send. The list protects nobody."),
    ),
    "domain.spf.all-not-last": Text(
        QT_TRANSLATE_NOOP("Finding", "A part of the list of servers that may send for {domain} is ignored"),
        QT_TRANSLATE_NOOP("Finding", "The list (SPF) ends where “all” stands, so receivers never read this: {hidden}"),
    ),
    "domain.spf.nobody-may-send": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} says that no server may send its email"),
        QT_TRANSLATE_NOOP("Finding", "This is right for a domain that never sends email. If you send with it, receivers refuse your messages."),
    ),
    "domain.spf.no-end": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} does not say what is to happen to email from other servers"),
        QT_TRANSLATE_NOOP("Finding", "The list of senders (SPF) has no end such as “~all”, so it does not protect against forged messages."),
    ),
    "domain.spf.neutral": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} leaves it open whether other servers may send its email"),
        QT_TRANSLATE_NOOP("Finding", "The list of senders (SPF) ends in “?all”, so it does not protect against forged messages."),
    ),
    "domain.spf.broad": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} lets very many addresses send"),
        QT_TRANSLATE_NOOP("Finding", "No sender needs so many: {networks}. Perhaps a number after the slash (/) is wrong."),
    ),
    "domain.spf.void-lookups-ipv6": Text(
        QT_TRANSLATE_NOOP("Finding", "Email that {domain} sends from an IPv6 address may be refused"),
        QT_TRANSLATE_NOOP("Finding", "{voids} names in the list of senders (SPF) have no IPv6 address. Some receivers give up after 2."),
    ),
    "domain.spf.ptr": Text(
        QT_TRANSLATE_NOOP("Finding", "The list of servers that may send for {domain} has an entry that many receivers ignore"),
        QT_TRANSLATE_NOOP("Finding", "“{term}” in the list (SPF) is slow and easily fails. The standard asks not to use it."),
    ),
    "domain.spf.term.unreachable": Text(QT_TRANSLATE_NOOP("Finding", "Never read, because an entry before it already counts for everybody")),
    "domain.spf.term.loop": Text(QT_TRANSLATE_NOOP("Finding", "Leads back to a list that led here")),
    "domain.spf.term.nothing": Text(QT_TRANSLATE_NOOP("Finding", "There is no such name, or it has no address")),
    "domain.spf.term.no-name": Text(QT_TRANSLATE_NOOP("Finding", "This can't be the name of a domain")),
    "domain.spf.term.too-many-mx": Text(QT_TRANSLATE_NOOP("Finding", "More than 10 mail servers: receivers give up here")),
    "domain.spf.term.no-answer": Text(QT_TRANSLATE_NOOP("Finding", "No answer: this could not be found out")),
    "domain.spf.term.not-followed": Text(QT_TRANSLATE_NOOP("Finding", "Not followed any further, because there is too much of it")),
    "domain.spf.term.no-domain": Text(QT_TRANSLATE_NOOP("Finding", "This can't be the name of a domain")),
    "domain.spf.term.no-record": Text(QT_TRANSLATE_NOOP("Finding", "There is no list of senders (SPF) there: receivers give up here")),
    "domain.spf.term.several-records": Text(QT_TRANSLATE_NOOP("Finding", "There are several lists of senders (SPF) there: receivers give up here")),
    "domain.spf.term.syntax": Text(QT_TRANSLATE_NOOP("Finding", "The list there has a mistake in it: receivers give up here")),
    "domain.spf.term.over-limit": Text(QT_TRANSLATE_NOOP("Finding", "The 11th look-up: receivers give up here")),
    "domain.spf.term.over-void-limit": Text(QT_TRANSLATE_NOOP("Finding", "The 3rd name that leads to nothing: receivers give up here")),
    "domain.spf.term.everybody": Text(QT_TRANSLATE_NOOP("Finding", "Lets everybody send")),
    "domain.spf.term.neutral": Text(QT_TRANSLATE_NOOP("Finding", "Leaves it open whether others may send")),
    "domain.spf.term.broad": Text(QT_TRANSLATE_NOOP("Finding", "Lets very many addresses send")),
    "domain.spf.term.ptr": Text(QT_TRANSLATE_NOOP("Finding", "The standard asks not to use this")),
    "domain.spf.term.sender-decides": Text(QT_TRANSLATE_NOOP("Finding", "Counted, but not followed: where it leads depends on the message")),
}

_COUNTED: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Look-ups that receivers need (at most 10 are allowed): {lookups_after} with the new record, {lookups_before} with the old one."),
    QT_TRANSLATE_NOOP("Fix", "Look-ups that receivers need with the new record (at most 10 are allowed): {lookups_after}"),
)
_SPLIT: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new record has {record_length} characters. If the form of your domain host takes at most 255, enter it as several strings in quotes, or ask the host how.")
_GATHER: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Write down everything that sends email as {domain}: your mail provider, your website, newsletter and invoice services.")

_BEFORE_THE_END: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Make sure that the new record names all of them: {record}. Senders that it does not name count as doubtful afterwards.")


def _mend(*steps: Sentence, otherwise: str) -> Fix:
    """Publish the better record; where none is certain, the message to forward says ``otherwise``."""
    fix = publish(*steps, _COUNTED, _SPLIT)
    *records, message = fix.copy
    versions = message.text if isinstance(message.text, tuple) else (message.text,)
    return msgspec.structs.replace(fix, copy=(*records, Copy(message.label, (*versions, otherwise))))


FIXES: dict[str, Fix] = {
    "domain.spf.no-record": _mend(
        _GATHER,
        QT_TRANSLATE_NOOP("Fix", "Look in the help of each of them for “SPF”. Each names what belongs into the list, such as “include:” and a name."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{domain} has no SPF record, the list of servers that may send its email. Please publish one TXT record for {domain} that begins with v=spf1, names all our senders and ends in ~all. Thank you!"),
    ),
    "domain.spf.not-recognised": _mend(
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} is not recognised. It begins “{text}”, but it must begin with v=spf1 and a space. Please correct it. Thank you!"),
    ),
    "domain.spf.several-records": _mend(
        QT_TRANSLATE_NOOP("Fix", "The new record joins the old ones, without what leads to nothing. Of their endings it has the mildest, so that no server of yours is refused: {record}"),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{domain} has {count} SPF records (TXT records that begin with v=spf1). Only one is allowed. Please make one of them that has everything of the others. Thank you!"),
    ),
    "domain.spf.syntax": _mend(
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} can't be read: the mistake is at “{term}” (character {position}). Please correct it. Thank you!"),
    ),
    "domain.spf.loop": _mend(
        QT_TRANSLATE_NOOP("Fix", "“{term}” has to go: a list must not lead back to itself."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin the SPF record of {domain}, “{term}” leads back to a record that led there. Please take it out. Thank you!"),
    ),
    "domain.spf.include-missing": _mend(
        QT_TRANSLATE_NOOP("Fix", "Find out which service “{term}” belongs to. If you still use it, look in its help for “SPF”: the name may be misspelled or may have changed."),
        QT_TRANSLATE_NOOP("Fix", "Until then the whole list is void because of it. This record has everything else, and works: {record}"),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin the SPF record of {domain}, “{term}” leads to a domain without an SPF record. Please correct it, or take it out if we do not use that service any more. Thank you!"),
    ),
    "domain.spf.include-broken": _mend(
        QT_TRANSLATE_NOOP("Fix", "Find out which service “{term}” belongs to, and tell its support that the SPF record of {target} is broken."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {target} is broken. Customers that have “{term}” in their own SPF record, such as {domain}, can't pass SPF because of it. Please correct it. Thank you!"),
    ),
    "domain.spf.too-many-mx": _mend(
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin the SPF record of {domain}, “{term}” stands for more than 10 mail servers, and receivers give up there. Please name the servers that send by their addresses (ip4, ip6) instead. Thank you!"),
    ),
    "domain.spf.too-many-lookups": _mend(
        QT_TRANSLATE_NOOP("Fix", "Look through what costs most look-ups, and take out services that you do not use any more: {costly}"),
        QT_TRANSLATE_NOOP("Fix", "These entries lead to nothing, so they are probably left over: {unused}"),
        QT_TRANSLATE_NOOP("Fix", "If all are needed, let one service send from a subdomain of its own, such as news.{domain}, which has a list of its own."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} needs {lookups} look-ups; receivers allow 10. What costs most: {costly}. Please tell me which of these we still use and take the others out. Thank you!"),
    ),
    "domain.spf.too-big": _mend(
        QT_TRANSLATE_NOOP("Fix", "Look through what costs most look-ups, and take out services that you do not use any more: {costly}"),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} is too long to be followed to its end. Receivers allow 10 look-ups. Please make it shorter. Thank you!"),
    ),
    "domain.spf.too-many-void-lookups": _mend(
        QT_TRANSLATE_NOOP("Fix", "Correct what is misspelled, and take out what you do not use any more: {unused}"),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{voids} names in the SPF record of {domain} lead to nothing; receivers give up after 2. Please correct these or take them out: {unused}. Thank you!"),
    ),
    "domain.spf.everybody-may-send": _mend(
        _GATHER,
        _BEFORE_THE_END,
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} lets everybody send in our name, because of “{term}”. Please have it name only our own senders and end in ~all. Thank you!"),
    ),
    "domain.spf.all-not-last": _mend(
        (
            QT_TRANSLATE_NOOP("Fix", "Decide whether these may send for you: {hidden}. If so, publish the new record, which has them before its end: {record}. If not, take them out."),
            QT_TRANSLATE_NOOP("Fix", "Decide whether these may send for you: {hidden}. If not, take them out. If so, put them before “all”."),
        ),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nin the SPF record of {domain}, these entries stand behind “all” and are never read: {hidden}. Please put them before it, or take them out. Thank you!"),
    ),
    "domain.spf.no-end": _mend(
        _GATHER,
        _BEFORE_THE_END,
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} does not say what is to happen to other senders. Please have it end in ~all. Thank you!"),
    ),
    "domain.spf.neutral": _mend(
        _GATHER,
        _BEFORE_THE_END,
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} ends in ?all, which protects nobody. Please have it end in ~all. Thank you!"),
    ),
    "domain.spf.broad": _mend(
        QT_TRANSLATE_NOOP("Fix", "Find out which addresses you really send from, and name only these instead of: {networks}"),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} lets very many addresses send: {networks}. Please name only the addresses that we send from. Thank you!"),
    ),
    "domain.spf.void-lookups-ipv6": _mend(
        QT_TRANSLATE_NOOP("Fix", "Name the servers that send by their addresses (“ip4:” and “ip6:”), and take out names that are not needed."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{voids} names in the SPF record of {domain} have no IPv6 address, so some receivers refuse what we send from IPv6 addresses. Please name our servers by their addresses (ip4, ip6) instead. Thank you!"),
    ),
    "domain.spf.ptr": _mend(
        QT_TRANSLATE_NOOP("Fix", "Find out which servers “{term}” was meant for. Name them by their addresses (“ip4:” and “ip6:”) instead."),
        otherwise=QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe SPF record of {domain} has “{term}”, which the standard asks not to use. Please name our servers by their addresses (ip4, ip6) instead. Thank you!"),
    ),
}
# fmt: on
