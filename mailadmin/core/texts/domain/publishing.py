"""How to publish a record, or to remove one: the steps, and the message to forward.

The parameters come from two sides. The judge gives ``record_type``, ``record_name`` (the whole
name, such as ``_dmarc.example.com``), ``record_label`` (the name as most hosts want it, without
the domain; ``@`` for the domain itself), ``record`` (the value) and, where there is one to
replace, ``old_record``; where several must become one, ``old_records``, a line each. The survey adds ``domain`` and, where the name servers tell it,
``dns_host`` and ``dns_where`` (the menu path).
"""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
_WHERE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "The DNS of {domain} is kept at {dns_host}. Sign in there and open: {dns_where}"),
    QT_TRANSLATE_NOOP("Fix", "The DNS of {domain} is kept at {dns_host}. Sign in there and open the DNS records of the domain."),
    QT_TRANSLATE_NOOP("Fix", "Sign in where the domain {domain} was bought, or where its DNS is kept, and open the DNS records."),
)
_CHANGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Find the {record_type} records {record_name} (often shown as “{record_label}”) with the values below, and delete them all. Then add one with the new text.\n{old_records}"),
    QT_TRANSLATE_NOOP("Fix", "Find the {record_type} record {record_name} (often shown as “{record_label}”) with the value “{old_record}”, and replace that value with the new one below. Add no second record."),
    QT_TRANSLATE_NOOP("Fix", "Add a record of the type {record_type}. Name: {record_name} (many hosts want only “{record_label}”). Value: the text below."),
)
_TAKE_AWAY: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Find the {record_type} record {record_name} (often shown as “{record_label}”) with the value below, and remove it. Leave the other records as they are.")
_NOT_YOU: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "If somebody else looks after the domain, send them the message below.")
_CHECK: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Test the domain again after an hour. Until then the old answer may still come from name servers on the way.")
_MESSAGE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}. Only one record of this kind is allowed, so please delete these:\n\nType: {record_type}\nName: {record_name}\n{old_records}\n\nand add this one in their place:\n\n{record}\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease change the DNS of {domain}:\n\nType: {record_type}\nName: {record_name}\nOld value: {old_record}\nNew value: {record}\n\nPlease replace the old record and do not add a second one. Thank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease add this record to the DNS of {domain}:\n\nType: {record_type}\nName: {record_name}\nValue: {record}\n\nThank you!"),
)
_REMOVAL: Final[Sentence] = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nplease remove this record from the DNS of {domain}:\n\nType: {record_type}\nName: {record_name}\nValue: {old_record}\n\nPlease leave the other records as they are. Thank you!")
# fmt: on


def publish(*steps: Sentence, link: str | None = None) -> Fix:
    """The fix for a record to publish. ``steps`` come first: what to decide or do before."""
    return Fix(
        who=Who.DOMAIN_HOST,
        steps=(*steps, _WHERE, _CHANGE, _NOT_YOU),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Record to publish"), "{record}"),
            Copy(QT_TRANSLATE_NOOP("Fix", "The old record"), ("{old_record}",)),
            Copy(QT_TRANSLATE_NOOP("Fix", "The old records"), ("{old_records}",)),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), _MESSAGE),
        ),
        link=link,
        check=_CHECK,
    )


def remove(*steps: Sentence, link: str | None = None) -> Fix:
    """The fix for a record that should not be there: ``old_record``. ``steps`` come first."""
    return Fix(
        who=Who.DOMAIN_HOST,
        steps=(*steps, _WHERE, _TAKE_AWAY, _NOT_YOU),
        copy=(
            Copy(QT_TRANSLATE_NOOP("Fix", "Record to remove"), "{old_record}"),
            Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), _REMOVAL),
        ),
        link=link,
        check=_CHECK,
    )
