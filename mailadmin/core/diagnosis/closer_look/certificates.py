"""Closer looks: certificates that are good, on a computer that can't see it."""

from typing import Final

from mailadmin.core.diagnosis.causes.shared import (
    CERTIFICATE_TURNS_GREEN,
    COMPANY_COMPUTER,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.closer_look.look import CloserLook
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
# One sentence a line, as the translation tools find it.

CLOCK: Final = CloserLook(
    needs=("clock", "told", "witness", "not_before", "not_after"),
    title=QT_TRANSLATE_NOOP("Fix", "The date on this computer is most likely wrong"),
    meaning=QT_TRANSLATE_NOOP("Fix", "A certificate is a server's identity card, good only between two days, and with a wrong date a good one looks out of date. The one of {host} may well be good, and your password was not sent."),
    tell=QT_TRANSLATE_NOOP("Fix", "If today is not {clock}, it is this."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Open the date and time settings of this computer: it now says {clock}."),
            QT_TRANSLATE_NOOP("Fix", "Let the computer set date and time by itself, or correct them by hand."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If {clock} is right, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nTo my computer it is {clock}, and the TLS certificate that {host} presents on port {port} is valid only from {not_before} to {not_after}. The date on my computer is right.\n\nPlease renew the certificate and reload the mail service, and check the clock of the server.\n\nThank you"),
        ),),
        check=CERTIFICATE_TURNS_GREEN,
    ),
)

TRUSTS_NOBODY: Final = CloserLook(
    needs=("control", "issuer"),
    title=QT_TRANSLATE_NOOP("Fix", "This computer can't check who vouches for a server"),
    meaning=QT_TRANSLATE_NOOP("Fix", "A certificate is a server's identity card, and here not even the one of {control} can be checked. So the list of trusted signers on this computer is old or broken, or something opens the connections; your password was not sent."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Install the waiting updates of this computer, because they bring the list of trusted signers."),
            QT_TRANSLATE_NOOP("Fix", "Start the computer again and test again."),
            QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot."),
            COMPANY_COMPUTER,
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOn this computer neither the certificate of {host} port {port} (issuer: {issuer}) nor the one of {control} chains to a trusted root.\n\nPlease check the trust store of this computer, and whether a TLS inspection needs its root installed here.\n\nThank you"),
        ),),
        check=CERTIFICATE_TURNS_GREEN,
    ),
)
# fmt: on
