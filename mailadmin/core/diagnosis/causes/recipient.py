"""Causes: the recipient's address or mailbox."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="recipient-unknown",
        title=QT_TRANSLATE_NOOP("Fix", "There is no such recipient"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the address {address} letter by letter."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address."),
            ),
        ),
    ),
    Cause(
        id="recipient-domain-invalid",
        title=QT_TRANSLATE_NOOP("Fix", "The part after the @ does not receive mail"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check what stands after the @ in {address}."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address."),
            ),
        ),
    ),
    Cause(
        id="recipient-address-syntax",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's address is not written correctly"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Check the address {address}: name, @, domain, without spaces."
                ),
            ),
        ),
    ),
    Cause(
        id="recipient-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is full"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Tell the recipient another way that the mailbox is full."
                ),
                QT_TRANSLATE_NOOP("Fix", "Send again once there is room."),
            ),
        ),
    ),
    Cause(
        id="recipient-mailbox-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is closed"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(QT_TRANSLATE_NOOP("Fix", "Ask the recipient for another address."),),
        ),
    ),
    Cause(
        id="recipient-restricted",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient takes mail from certain senders only"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(QT_TRANSLATE_NOOP("Fix", "Ask the recipient to allow your address."),),
        ),
    ),
    Cause(
        id="recipient-mail-loop",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mail goes round in circles"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Tell the recipient's mail admin about a forwarding loop."
                ),
            ),
        ),
    ),
)
