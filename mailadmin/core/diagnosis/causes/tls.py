"""Causes: encryption and certificates."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="tls-mode-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "Port and encryption do not fit each other"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose “Encrypted from the start” with port 465, or “Upgrade to encryption” with port 587.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Test again."),
            ),
        ),
    ),
    Cause(
        id="tls-starttls-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not offer the encryption you chose"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try port 465 with “Encrypted from the start”."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If that does not work either, ask your mail admin which port has encryption. Do not send your password without it.",
                ),
            ),
        ),
    ),
    Cause(
        id="tls-required-by-server",
        title=QT_TRANSLATE_NOOP("Fix", "The server insists on encryption"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose “Upgrade to encryption” with port 587, or “Encrypted from the start” with port 465.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Test again."),
            ),
        ),
    ),
    Cause(
        id="tls-outdated-crypto",
        title=QT_TRANSLATE_NOOP("Fix", "The server's encryption is out of date"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the server offers no encryption that is safe today.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "The server needs TLS 1.2 or newer and a certificate with a strong key."
                ),
            ),
        ),
    ),
    Cause(
        id="tls-cert-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server's certificate is out of its time"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the date and time of this computer first."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If they are right, tell your mail admin: the certificate of {host} ran from {not_before} to {not_after} and has to be renewed.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
            ),
        ),
    ),
    Cause(
        id="tls-cert-hostname-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "The certificate belongs to another server name"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name: the certificate is for {names}."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If one of those is your provider's mail server, type that name instead of {host}.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Otherwise tell your mail admin. Your password was not sent."
                ),
            ),
        ),
    ),
    Cause(
        id="tls-cert-untrusted",
        title=QT_TRANSLATE_NOOP("Fix", "Nobody this computer trusts vouches for the server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the certificate of {host} was issued by {issuer}, which this computer does not trust, or an intermediate certificate is missing.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "In a company with certificates of its own, ask your IT department to install its root certificate on this computer.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
            ),
        ),
    ),
    Cause(
        id="tls-cert-intercepted",
        title=QT_TRANSLATE_NOOP("Fix", "A security program opened the encrypted connection"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Look in your antivirus program for “scan encrypted mail” and switch it off, then test again.",
                ),
            ),
        ),
    ),
)
