"""The name of an address that mail leaves from: the words about reverse DNS."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
_REFUSED: Final = QT_TRANSLATE_NOOP("Finding", "Receivers expect a name that leads to the address and back (reverse DNS). Gmail and many others refuse mail without it.")

TEXTS: dict[str, Text] = {
    "domain.ptr.ok": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {address} has the name {name}, and the name leads back to it"),
    ),
    "domain.ptr.generic": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {address} has only the name that a provider gives to every line: {name}"),
        QT_TRANSLATE_NOOP("Finding", "The name leads back, as it should. But it looks like a home computer, and some receivers refuse mail from those."),
    ),
    "domain.ptr.none": Text(QT_TRANSLATE_NOOP("Finding", "The address {address} has no name"), _REFUSED),
    "domain.ptr.leads-nowhere": Text(QT_TRANSLATE_NOOP("Finding", "The address {address} has the name {name}, but that name leads nowhere"), _REFUSED),
    "domain.ptr.leads-elsewhere": Text(QT_TRANSLATE_NOOP("Finding", "The address {address} has the name {name}, but that name leads to another address: {leads_to}"), _REFUSED),
    "domain.ptr.temporary-failure": Text(
        QT_TRANSLATE_NOOP("Finding", "The name of the address {address} could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
    "domain.ptr.name-unknown": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {address} has the name {name}, but whether the name leads back could not be looked up"),
        QT_TRANSLATE_NOOP("Finding", "The service that knows names gave no usable answer. Test again in a few minutes."),
    ),
    "domain.ptr.inside": Text(
        QT_TRANSLATE_NOOP("Finding", "The address {address} works only inside a network, so nobody outside ever sees it"),
        QT_TRANSLATE_NOOP("Finding", "Your mail leaves with another one. It stands in each message that somebody got from you."),
    ),
    "domain.ptr.no-subject": Text(
        QT_TRANSLATE_NOOP("Finding", "No address that mail leaves from is known to be your own"),
        QT_TRANSLATE_NOOP("Finding", "Where a provider sends your mail, the address is the provider's, and so is the care for its name. If your company runs a mail server, test again with its address."),
    ),
}

_WHOSE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Whoever owns the address {address} has to change this: the company that rents you the server or the internet line. Where the domain was bought, it can't be done.")
_PANEL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Rented servers often have a field for it, called “reverse DNS”, “rDNS” or “PTR”. Otherwise send the message below.")
_SET: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Ask for the name {host}. It already leads to the address."),
    QT_TRANSLATE_NOOP("Fix", "Ask for the name {free_host}, which is still free."),
    QT_TRANSLATE_NOOP("Fix", "Ask for a name of your own domain that leads to the address."),
)
_FORWARD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "First add a record to the DNS of {domain} (the internet's entries for your domain). Its type is {forward_type}, its name {free_host} and its value {address}.")
_ADD_FORWARD: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "There are two ways, and one is enough. If the name {forward_name} is yours: have a record of the type {forward_type} with that name and the value {address} added to the DNS (the internet's phone book).")
_OR_ELSE: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If it is not yours, have the address given another name, as the next steps say.")
_SAME_NAME: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Let the mail server introduce itself with the same name. Its administrator knows how.")
_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test the domain again after a day. Such changes spread slowly.")
_MESSAGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail leaves from {address}, which needs a proper reverse DNS name. Please set this record:\n\nType: PTR\nName: {record_name}\nValue: {host}.\n\nThe name already leads to {address}.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail leaves from {address}, which needs a proper reverse DNS name. Please set this record:\n\nType: PTR\nName: {record_name}\nValue: {free_host}.\n\nBefore that, we let the name lead to {address} ({forward_type} record).\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nour mail leaves from {address}, which needs a proper reverse DNS name (PTR record for {record_name}). Please set it to the full host name of our mail server, and tell us if you need that name from us.\n\nThank you!"),
)
_RECORD: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Record to set at the owner of the address"), ("{record_name}. PTR {record}",))
_FORWARD_RECORD: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Record to publish in your domain"), ("{free_host}. {forward_type} {address}",))
_NAME_RECORD: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Record to publish where the name is looked after"), ("{forward_name}. {forward_type} {address}",))
_TO_OWNER: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to the owner of the address"), _MESSAGE)
# fmt: on

_OTHER_NAME: Final = Fix(
    who=Who.MAIL_ADMIN,
    steps=(_WHOSE, _FORWARD, _SET, _PANEL, _SAME_NAME),
    copy=(_RECORD, _FORWARD_RECORD, _TO_OWNER),
    check=_CHECK,
)

FIXES: dict[str, Fix] = {
    "domain.ptr.none": _OTHER_NAME,
    "domain.ptr.generic": _OTHER_NAME,
    "domain.ptr.leads-elsewhere": _OTHER_NAME,
    "domain.ptr.leads-nowhere": Fix(
        who=Who.MAIL_ADMIN,
        steps=(_ADD_FORWARD, _OR_ELSE, _WHOSE, _FORWARD, _SET, _PANEL),
        copy=(_NAME_RECORD, _RECORD, _FORWARD_RECORD, _TO_OWNER),
        check=_CHECK,
    ),
}
