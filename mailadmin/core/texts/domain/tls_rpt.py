"""The words of the TLS-RPT check, and what to do."""

from typing import Final

import msgspec

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_WHAT_FOR: Final = QT_TRANSLATE_NOOP("Finding", "With such a record (TLS-RPT) other mail servers tell you when they can't send to you encrypted. Mail arrives without it too.")
_SEVERAL: Final = QT_TRANSLATE_NOOP("Finding", "{domain} has {count} records for encryption reports (TLS-RPT), so none of them counts")
_SEVERAL_DETAIL: Final = QT_TRANSLATE_NOOP("Finding", "Mail servers ignore all of them where there is more than one. Mail itself is not affected.")
_BROKEN: Final = QT_TRANSLATE_NOOP("Finding", "The record of {domain} for encryption reports (TLS-RPT) names nobody who can get them")
_BROKEN_DETAIL: Final = QT_TRANSLATE_NOOP("Finding", "The mistake is “{part}” (from character {position} on). Reports go to an address that begins with “mailto:” or “https:”. Mail itself is not affected.")

TEXTS: Final[dict[str, Text]] = {
    "domain.tls-rpt.unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "Whether {domain} wants encryption reports (TLS-RPT) could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The DNS gave no answer. This does not mean that the record is missing."),
    ),
    "domain.tls-rpt.no-record": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} asks for no encryption reports"), _WHAT_FOR,
    ),
    "domain.tls-rpt.no-record.no-mailbox": Text(
        QT_TRANSLATE_NOOP("Finding", "{domain} asks for no encryption reports"), _WHAT_FOR,
    ),
    "domain.tls-rpt.several-records": Text(_SEVERAL, _SEVERAL_DETAIL),
    "domain.tls-rpt.several-records.no-mailbox": Text(_SEVERAL, _SEVERAL_DETAIL),
    "domain.tls-rpt.broken": Text(_BROKEN, _BROKEN_DETAIL),
    "domain.tls-rpt.broken.no-mailbox": Text(_BROKEN, _BROKEN_DETAIL),
    "domain.tls-rpt.fault": Text(
        QT_TRANSLATE_NOOP("Finding", "The record of {domain} for encryption reports (TLS-RPT) has a mistake"),
        QT_TRANSLATE_NOOP("Finding", "Some mail servers may ignore the record because of “{part}” (from character {position} on). Mail itself is not affected."),
    ),
    "domain.tls-rpt.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "Encryption reports (TLS-RPT) about {domain} are sent"),
        QT_TRANSLATE_NOOP("Finding", "They go to: {targets}"),
    ),
}

_REPORTS: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Reports will come to {mailbox}, about one a day from each large provider. Put another mailbox there if you like.")
_DELETE_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Delete the {count} records of the name {record_name} that begin with “v=TLSRPTv1”.")
_ONE_FOR_ALL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}. There are {count} TLS-RPT records at {record_name}, but there may be only one. Please delete them all and add this one:\n\nType: {record_type}\nName: {record_name}\nValue: {record}\n\nThank you!")
_CHOOSE_MAILBOX: Final = Fix(
    who=Who.YOU,
    steps=(
        QT_TRANSLATE_NOOP("Fix", "Choose a mailbox of {domain} for the reports, or have one made, such as tls-reports@{domain}."),
        QT_TRANSLATE_NOOP("Fix", "Set that address up in mailadmin and test the domain again: it will then show the exact record to publish."),
    ),
)
FIXES: Final[dict[str, Fix]] = {
    "domain.tls-rpt.no-record": publish(_REPORTS),
    "domain.tls-rpt.no-record.no-mailbox": _CHOOSE_MAILBOX,
    "domain.tls-rpt.several-records": msgspec.structs.replace(
        publish(_DELETE_ALL),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Record to publish"), "{record}"),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), _ONE_FOR_ALL),
        ),
    ),
    "domain.tls-rpt.several-records.no-mailbox": _CHOOSE_MAILBOX,
    "domain.tls-rpt.broken": publish(_REPORTS),
    "domain.tls-rpt.broken.no-mailbox": _CHOOSE_MAILBOX,
    "domain.tls-rpt.fault": publish(),
}
# fmt: on
