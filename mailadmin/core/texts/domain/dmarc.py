"""The words of the DMARC check, and what to do."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: Final[dict[str, Text]] = {
    "domain.dmarc.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {domain} could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The DNS gave no answer to a question that would be needed. This does not mean that the policy is missing."),
    ),
    "domain.dmarc.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has no DMARC record"),
        QT_TRANSLATE_NOOP("Finding", "A DMARC record tells other mail servers what to do with mail that only pretends to come from you. Without one, large providers may put mail in Junk, and refuse it from whoever sends them thousands of messages a day."),
    ),
    "domain.dmarc.misplaced": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {domain} stands at the wrong name"),
        QT_TRANSLATE_NOOP("Finding", "It stands at {wrong_name}, where no mail server looks for it. Until it is moved, {domain} has no DMARC policy."),
    ),
    "domain.dmarc.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has {count} DMARC records, so none of them counts"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers ignore all of them where there is more than one. There must be exactly one."),
    ),
    "domain.dmarc.no-policy": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} says nothing, so it has no effect"),
        QT_TRANSLATE_NOOP("Finding", "It names neither a policy (p=) nor an address for reports (rua=). Mail servers act as if there were no record."),
    ),
    "domain.dmarc.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} has a mistake, so it has no effect"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers can't read “{part}” (from character {position} on). They act as if there were no record."),
    ),
    "domain.dmarc.fault.no-tag": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} has a part that means nothing"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) is not a name and a value with “=” between them. The rest of the record counts."),
    ),
    "domain.dmarc.fault.bad-character": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} has a letter that may not be there"),
        QT_TRANSLATE_NOOP("Finding", "It is in “{part}” (from character {position} on). Often it came along when the text was copied. That part is ignored."),
    ),
    "domain.dmarc.fault.too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} is far too long"),
        QT_TRANSLATE_NOOP("Finding", "What comes after character {position} was not looked at."),
    ),
    "domain.dmarc.fault.repeated": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} says the same thing twice"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) was there before. Mail servers differ in which one they follow, or follow none."),
    ),
    "domain.dmarc.fault.bad-value": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} has a value that nobody understands"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) is ignored. The rest of the record counts."),
    ),
    "domain.dmarc.fault.bad-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} names an address that can't be one"),
        QT_TRANSLATE_NOOP("Finding", "No report can be sent to “{part}” (from character {position} on)."),
    ),
    "domain.dmarc.fault.no-scheme": Text(
        QT_TRANSLATE_NOOP("Finding", "An address for DMARC reports of {record_at} lacks “mailto:” in front"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) gets no reports until it begins with “mailto:”."),
    ),
    "domain.dmarc.reports-refused": Text(
        QT_TRANSLATE_NOOP("Finding", "DMARC reports about {record_at} do not reach {address}"),
        QT_TRANSLATE_NOOP("Finding", "The address belongs to another domain. {target} has to say in its DNS that it wants the reports, and does not. So mail servers send it none."),
    ),
    "domain.dmarc.public-suffix": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has no DMARC record: the rule of “{record_at}” applies"),
        QT_TRANSLATE_NOOP("Finding", "That rule is made by whoever gives out names below “{record_at}”. They get the reports, and you get none."),
    ),
    "domain.dmarc.none-without-reports": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} asks for nothing, and nobody gets reports"),
        QT_TRANSLATE_NOOP("Finding", "The policy is “none”: mail that only pretends to come from you is treated like any other. Reports would show you who sends in your name."),
    ),
    "domain.dmarc.none-without-reports.no-mailbox": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} asks for nothing, and nobody gets reports"),
        QT_TRANSLATE_NOOP("Finding", "The policy is “none”: mail that only pretends to come from you is treated like any other. Reports would show you who sends in your name."),
    ),
    "domain.dmarc.percentage": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} asks for {percentage} percent, which no longer works"),
        QT_TRANSLATE_NOOP("Finding", "“pct” was taken out of the standard in 2026. Many mail servers ignore it and treat all mail by the policy; others still follow it."),
    ),
    "domain.dmarc.testing": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {record_at} is in test mode"),
        QT_TRANSLATE_NOOP("Finding", "“t=y” asks mail servers to be one step milder than the record says. This is fine while you read the reports."),
    ),
    "domain.dmarc.none": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has a DMARC record that only watches: a good first step"),
        QT_TRANSLATE_NOOP("Finding", "The policy is “none”, and reports are sent. Mail that only pretends to come from you still arrives."),
    ),
    "domain.dmarc.inherited-none": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC record of {record_at} covers {domain} too, and only watches"),
        QT_TRANSLATE_NOOP("Finding", "For {domain} its policy is “none”, and reports are sent. Mail that only pretends to come from you still arrives."),
    ),
    "domain.dmarc.subdomains-open": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {domain} does not protect names below it"),
        QT_TRANSLATE_NOOP("Finding", "“sp=none” lets anybody send in a name such as news.{domain}."),
    ),
    "domain.dmarc.removed-tags": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has a good DMARC policy, with parts that are out of date"),
        QT_TRANSLATE_NOOP("Finding", "These parts were taken out of the standard in 2026 and can go: {parts}"),
    ),
    "domain.dmarc.unknown-tags": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has a good DMARC policy, with parts that nobody knows"),
        QT_TRANSLATE_NOOP("Finding", "Mail servers ignore these. Look whether one is a typing mistake: {parts}"),
    ),
    "domain.dmarc.enforced-without-reports": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has a good DMARC policy, but nobody gets reports"),
        QT_TRANSLATE_NOOP("Finding", "Reports would show you when mail of your own is held back by mistake."),
    ),
    "domain.dmarc.enforced-without-reports.no-mailbox": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has a good DMARC policy, but nobody gets reports"),
        QT_TRANSLATE_NOOP("Finding", "Reports would show you when mail of your own is held back by mistake."),
    ),
    "domain.dmarc.quarantine": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has a DMARC policy: mail that only pretends to come from it goes to Junk"),
    ),
    "domain.dmarc.reject": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} has the strictest DMARC policy: mail that only pretends to come from it is refused"),
    ),
    "domain.dmarc.inherited-quarantine": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {record_at} covers {domain} too: false mail goes to Junk"),
    ),
    "domain.dmarc.inherited-reject": Text(
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy of {record_at} covers {domain} too: false mail is refused"),
    ),
}

_REPORTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Reports will come to {mailbox}, about one a day from each large provider. Put another mailbox of {domain} there if you like.")
_MILD_FOR_NOW: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new record has the policy “{new_policy}”, as mail servers treat the unreadable one today: nothing is refused. Make it stricter when the reports look right.")
_STARTS_MILD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "The new record refuses nothing yet, so no mail of yours can get lost by it.")
_SEE_REPORTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "First read the reports of a few weeks. Go on when all mail of your own passes in them. Until then leave everything as it is.")
_DELETE_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Delete the {count} DMARC records that are there now: TXT records of the name {record_name}.")
_DELETE_WRONG: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Delete the record that begins with “v=DMARC1” at the name {wrong_name}, and put the one below in its place.")
_ONE_FOR_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}. There are {count} DMARC records at {record_name}, but there may be only one. Please delete them all and add this one:\n\nType: {record_type}\nName: {record_name}\nValue: {record}\n\nThank you!")
_MOVE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}. The DMARC record stands at the wrong name, {wrong_name}. Please delete it there and add this one:\n\nType: {record_type}\nName: {record_name}\nValue: {record}\n\nThank you!")
_TO_DOMAIN_HOST: Final = QT_TRANSLATE_NOOP("Fix", "Message to your domain host")
_RECORD: Final = QT_TRANSLATE_NOOP("Fix", "Record to publish")
# fmt: on


def _with_message(fix: Fix, message: Sentence) -> Fix:
    """The fix with a message that says what has to be deleted besides."""
    copy = (Copy(_RECORD, "{record}"), Copy(_TO_DOMAIN_HOST, message))
    return msgspec.structs.replace(fix, copy=copy)


# fmt: off
_CHOOSE_MAILBOX: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Choose a mailbox of {domain} for the reports, or have one made, such as dmarc@{domain}."),
        QT_TRANSLATE_NOOP("Fix", "Set that address up in mailadmin and test the domain again: it will then show the exact record to publish."),
    ),
    copy=(
        Copy(
            QT_TRANSLATE_NOOP("Fix", "Message to your mail admin"),
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe DMARC record of {record_at} names no address for reports (rua=). Please make a mailbox for them and add its address to the record. Thank you!"),
        ),
    ),
)

_STRAIGHT: Final = publish(
    QT_TRANSLATE_NOOP("Fix", "The new record is the same without “pct”: the policy then counts for all mail, as it does today at servers that follow the new standard."),
    QT_TRANSLATE_NOOP("Fix", "If you want to go on slowly, publish the text for test mode instead. It asks for one step less than the policy says, for all mail."),
)
_PERCENTAGE: Final = msgspec.structs.replace(
    _STRAIGHT,
    copy=(
        *_STRAIGHT.copy,
        Copy(QT_TRANSLATE_NOOP("Fix", "The record in test mode"), "{test_record}"),
    ),
)

FIXES: Final[dict[str, Fix]] = {
    "domain.dmarc.no-record": publish(_STARTS_MILD, _REPORTS),
    "domain.dmarc.misplaced": _with_message(publish(_DELETE_WRONG), _MOVE),
    "domain.dmarc.several-records": _with_message(publish(_DELETE_ALL), _ONE_FOR_ALL),
    "domain.dmarc.no-policy": publish(_STARTS_MILD, _REPORTS),
    "domain.dmarc.broken": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.no-tag": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.bad-character": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.too-long": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.repeated": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.bad-value": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.bad-address": publish(_MILD_FOR_NOW),
    "domain.dmarc.fault.no-scheme": publish(_MILD_FOR_NOW),
    "domain.dmarc.reports-refused": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "If the reports shall go to {address}: send the message below to whoever looks after {target}. They have to publish one record there."),
            QT_TRANSLATE_NOOP("Fix", "If nobody needs them there: replace the {record_type} record {record_name} (often shown as “{record_label}”) with the one below, which leaves that address out."),
        ),
        copy=(
            Copy(
                QT_TRANSLATE_NOOP("Fix", "Message to whoever looks after the address"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nwe would like DMARC reports about {record_at} to be sent to {address}. For that {target} has to agree in its DNS. Please add this record:\n\nType: TXT\nName: {target_record_name}\nValue: {target_record}\n\nThank you!"),
            ),
            Copy(QT_TRANSLATE_NOOP("Fix", "Their record"), "{target_record}"),
            Copy(QT_TRANSLATE_NOOP("Fix", "Your record without that address"), "{record}"),
        ),
        check=QT_TRANSLATE_NOOP("Fix", "Test the domain again after an hour. Until then the old answer may still come from name servers on the way."),
    ),
    "domain.dmarc.public-suffix": publish(_STARTS_MILD, _REPORTS),
    "domain.dmarc.none-without-reports": publish(_REPORTS),
    "domain.dmarc.none-without-reports.no-mailbox": _CHOOSE_MAILBOX,
    "domain.dmarc.percentage": _PERCENTAGE,
    "domain.dmarc.testing": publish(_SEE_REPORTS),
    "domain.dmarc.none": publish(_SEE_REPORTS),
    "domain.dmarc.subdomains-open": publish(
        QT_TRANSLATE_NOOP("Fix", "First make sure that mail in names below {domain}, such as a newsletter's, passes in the reports. The new record gives those names the same policy."),
    ),
    "domain.dmarc.removed-tags": publish(),
    "domain.dmarc.enforced-without-reports": publish(_REPORTS),
    "domain.dmarc.enforced-without-reports.no-mailbox": _CHOOSE_MAILBOX,
}
# fmt: on
