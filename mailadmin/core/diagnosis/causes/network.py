"""Causes: there is no conversation with the server."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="network-refused",
        title=QT_TRANSLATE_NOOP("Fix", "No mail server listens on that port"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check the port: 465 goes with “Encrypted from the start”, 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If port and server are right, the mail server is switched off. Tell your mail admin.",
                ),
            ),
        ),
    ),
    Cause(
        id="network-timeout",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not answer"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name and the port."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Try another network, for example your phone's hotspot. If it works there, your network blocks the port: tell whoever looks after it.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it fails there too, the server is down. Tell your mail admin or provider.",
                ),
            ),
        ),
    ),
    Cause(
        id="network-unreachable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no way from this computer to the server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that this computer is online."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN, switch it off and test again."),
                QT_TRANSLATE_NOOP("Fix", "If it stays so, tell whoever looks after your network."),
            ),
        ),
    ),
    Cause(
        id="network-reset",
        title=QT_TRANSLATE_NOOP("Fix", "The connection was cut without a word"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check that port and encryption fit: 465 with “Encrypted from the start”, 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Test again in a few minutes: some servers hang up when they are busy."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If it stays so, tell your mail admin what this program shows."
                ),
            ),
        ),
    ),
    Cause(
        id="network-port25-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "Your internet provider blocks port 25"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Use port 465 or 587 instead: they are made for sending with a sign-in."
                ),
            ),
        ),
    ),
    Cause(
        id="network-local-block",
        title=QT_TRANSLATE_NOOP("Fix", "This computer does not let the program connect"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open the settings of your firewall or security program."),
                QT_TRANSLATE_NOOP("Fix", "Allow mailadmin to connect to the internet."),
                QT_TRANSLATE_NOOP(
                    "Fix", "On a company computer, ask your IT department to do this."
                ),
            ),
        ),
    ),
    Cause(
        id="network-intercepted",
        title=QT_TRANSLATE_NOOP(
            "Fix", "Something between you and the server changes the conversation"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NETWORK_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask whoever looks after your network about a firewall that inspects mail (Cisco calls it “inspect esmtp”).",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Have it switched off for {host}, or use port 465 with “Encrypted from the start”.",
                ),
            ),
        ),
    ),
)
