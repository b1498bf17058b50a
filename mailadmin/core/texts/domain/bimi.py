"""The words of the BIMI check, and what to do."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: Final[dict[str, Text]] = {
    "domain.bimi.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether {domain} has a logo for its mail (BIMI) could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The DNS gave no answer. This does not mean that there is none."),
    ),
    "domain.bimi.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} names no logo for its mail, and needs none"),
        QT_TRANSLATE_NOOP("Finding", "With a BIMI record some mail programs show your logo beside your mail. It changes nothing about whether mail arrives."),
    ),
    "domain.bimi.declined": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} asks mail programs to show no logo (BIMI)"),
    ),
    "domain.bimi.several-records": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} has {count} records for its logo (BIMI), so none of them counts"),
        QT_TRANSLATE_NOOP("Finding", "Mail programs show no logo where there is more than one. Mail itself is not affected."),
    ),
    "domain.bimi.fault.no-tag": Text(
        QT_TRANSLATE_NOOP("Finding", "The record for the logo of {record_at} (BIMI) has a mistake"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) is not a name and a value with “=” between them. Mail itself is not affected."),
    ),
    "domain.bimi.fault.repeated": Text(
        QT_TRANSLATE_NOOP("Finding", "The record for the logo of {record_at} (BIMI) says the same thing twice"),
        QT_TRANSLATE_NOOP("Finding", "“{part}” (from character {position} on) was there before. Mail itself is not affected."),
    ),
    "domain.bimi.fault.no-logo": Text(
        QT_TRANSLATE_NOOP("Finding", "The record for the logo of {record_at} (BIMI) names no logo"),
        QT_TRANSLATE_NOOP("Finding", "The address of the picture (l=) is missing. Mail itself is not affected."),
    ),
    "domain.bimi.fault.no-https": Text(
        QT_TRANSLATE_NOOP("Finding", "The logo of {record_at} (BIMI) is not shown: its address must begin with “https:”"),
        QT_TRANSLATE_NOOP("Finding", "The record says “{part}”. Mail itself is not affected."),
    ),
    "domain.bimi.fault.logo-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The logo of {record_at} (BIMI) is not shown: its address can't be read"),
        QT_TRANSLATE_NOOP("Finding", "The record says “{part}”. It must be a web address that begins with “https:”. Mail itself is not affected."),
    ),
    "domain.bimi.fault.logo-kind": Text(
        QT_TRANSLATE_NOOP("Finding", "The logo of {record_at} (BIMI) seems to be the wrong kind of picture"),
        QT_TRANSLATE_NOOP("Finding", "The record says “{part}”. Mail programs show only pictures in the SVG format, whose names end in “.svg”. Mail itself is not affected."),
    ),
    "domain.bimi.fault.certificate-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate for the logo of {record_at} (BIMI) has an address that can't be read"),
        QT_TRANSLATE_NOOP("Finding", "The record says “{part}”. It must be a web address that begins with “https:”. Mail itself is not affected."),
    ),
    "domain.bimi.fault.certificate-kind": Text(
        QT_TRANSLATE_NOOP("Finding", "The certificate for the logo of {record_at} (BIMI) seems to be the wrong kind of file"),
        QT_TRANSLATE_NOOP("Finding", "The record says “{part}”. It must be a file whose name ends in “.pem”. Mail itself is not affected."),
    ),
    "domain.bimi.dmarc-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether the logo of {domain} (BIMI) may be shown could not be found out"),
        QT_TRANSLATE_NOOP("Finding", "That depends on the DMARC policy, and the DNS gave no answer about it."),
    ),
    "domain.bimi.dmarc-too-weak": Text(
        QT_TRANSLATE_NOOP("Finding", "The logo of {domain} (BIMI) is not shown: its DMARC policy is too weak"),
        QT_TRANSLATE_NOOP("Finding", "Mail programs show a logo only where mail that pretends to come from you is put in Junk or refused: all of it, and without test mode. Mail itself is not affected."),
    ),
    "domain.bimi.without-certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} names a logo for its mail (BIMI), without a certificate"),
        QT_TRANSLATE_NOOP("Finding", "Some mail programs show it. Gmail and Apple Mail want a certificate for the logo, which costs money each year."),
    ),
    "domain.bimi.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "{record_at} names a logo for its mail (BIMI) with a certificate"),
        QT_TRANSLATE_NOOP("Finding", "The DMARC policy is strict enough. Whether a mail program shows the logo is up to it."),
    ),
}

_ONE_FOR_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}. There are {count} BIMI records at {record_name}, but there may be only one. Please delete them all and add this one:\n\nType: {record_type}\nName: {record_name}\nValue: {record}\n\nThank you!")
_ASK_MAKER: Final = Fix(
    who=Who.DOMAIN_HOST,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Ask whoever made the logo or its certificate for the right web address of the file."),
        QT_TRANSLATE_NOOP("Fix", "Have the TXT record default._bimi.{record_at} corrected with it."),
        QT_TRANSLATE_NOOP("Fix", "If you want no logo, have that record deleted. Nothing else depends on it."),
    ),
)
FIXES: Final[dict[str, Fix]] = {
    "domain.bimi.several-records": msgspec.structs.replace(
        publish(QT_TRANSLATE_NOOP("Fix", "Delete the {count} records of the name {record_name} that begin with “v=BIMI1”.")),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Record to publish"), "{record}"),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), _ONE_FOR_ALL),
        ),
    ),
    "domain.bimi.fault.no-https": publish(
        QT_TRANSLATE_NOOP("Fix", "First open the new address in a browser: the file must be there under “https:” too."),
    ),
    "domain.bimi.fault.no-tag": _ASK_MAKER,
    "domain.bimi.fault.repeated": _ASK_MAKER,
    "domain.bimi.fault.no-logo": _ASK_MAKER,
    "domain.bimi.fault.logo-address": _ASK_MAKER,
    "domain.bimi.fault.logo-kind": _ASK_MAKER,
    "domain.bimi.fault.certificate-address": _ASK_MAKER,
    "domain.bimi.fault.certificate-kind": _ASK_MAKER,
    "domain.bimi.dmarc-too-weak": Fix(
        who=Who.DOMAIN_HOST,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Go on with DMARC first: what is said there leads to a policy of “quarantine” or “reject”, step by step."),
            QT_TRANSLATE_NOOP("Fix", "Don't hurry because of the logo: a strict policy holds back mail of your own that is not signed properly."),
        ),
    ),
}
# fmt: on
