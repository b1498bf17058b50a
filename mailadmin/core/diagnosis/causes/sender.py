"""Causes: the server or the receiver does not take mail from this sender."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="sender-not-owned",
        title=QT_TRANSLATE_NOOP("Fix", "You may not send with this address"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Use the address that belongs to the user name {user} as your email address.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Or ask your mail admin to allow {user} to send as that address."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-not-verified",
        title=QT_TRANSLATE_NOOP("Fix", "The sending service has to know your address first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Sign in to the sending service and verify your address or domain there."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-account-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "This account is not allowed to send"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin or provider why sending is blocked for {user}."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-unverifiable",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds that your address does not exist"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check your email address for typing mistakes."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it is right, ask your domain host whether the domain can receive mail.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "Your address is not written as the server expects"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Check your email address: name, @, domain, without spaces."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-relay-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not pass on mail for you"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Sign in: choose “Password” and type user name and password."
                ),
                QT_TRANSLATE_NOOP("Fix", "Use port 465 or 587 instead of 25."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If you are signed in already, ask your mail admin why relaying is denied.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-spf-dkim-fail",
        title=QT_TRANSLATE_NOOP("Fix", "Your domain does not vouch for this server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your domain host to add this mail server to the SPF record and to set up DKIM.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-dmarc-fail",
        title=QT_TRANSLATE_NOOP(
            "Fix", "Your domain's own policy (DMARC) forbids this way of sending"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send through your own mail server."),
                QT_TRANSLATE_NOOP(
                    "Fix", "Or ask your domain host to authorise this server for your domain."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-ptr-missing",
        title=QT_TRANSLATE_NOOP("Fix", "The server's address has no proper name"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the sending address needs a reverse DNS name that leads back to it.",
                ),
            ),
        ),
    ),
)
