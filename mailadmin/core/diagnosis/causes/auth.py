"""Causes: signing in."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

CAUSES = (
    Cause(
        id="auth-bad-credentials",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not accept user name and password"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Type the password again, slowly; watch capital letters."),
                QT_TRANSLATE_NOOP(
                    "Fix", "Check the user name. Most servers want the whole email address."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your webmail with the same password. If that fails too, have it reset.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-app-password-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants an app password, not your usual one"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your email account in the browser and open its security settings.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Create an app password, for example called “Mail”."),
                QT_TRANSLATE_NOOP("Fix", "Paste it here as the password and test again."),
            ),
        ),
    ),
    Cause(
        id="auth-wrong-username",
        title=QT_TRANSLATE_NOOP("Fix", "The user name has another form here"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your provider what the user name for sending is. It may be the whole address, or a fixed word.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-basic-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "Passwords are not accepted for this account any more"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your mail admin whether password sign-in can be allowed for this mailbox.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If not, this account needs “Sign in with Microsoft” or “Sign in with Google”.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-smtp-auth-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "Sending through programs is switched off for this mailbox"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send this to your Microsoft 365 admin: please allow “Authenticated SMTP” for the mailbox {user}.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "It is in the admin center under Users, Active users, the user, Mail, Manage email apps.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-protocol-access-off",
        title=QT_TRANSLATE_NOOP("Fix", "Mail programs are switched off in your account"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "In its settings, switch on access for mail programs (POP3, IMAP and SMTP).",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-web-verification",
        title=QT_TRANSLATE_NOOP("Fix", "The provider wants to see you in the browser first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your email account in the browser and confirm that it is you.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Then test again here."),
            ),
        ),
    ),
    Cause(
        id="auth-oauth-token",
        title=QT_TRANSLATE_NOOP("Fix", "The sign-in with your provider has to be renewed"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU, steps=(QT_TRANSLATE_NOOP("Fix", "Sign in with your provider again."),)
        ),
    ),
    Cause(
        id="auth-method-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no safe way to sign in on this port"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose port 465 with “Encrypted from the start”, or 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If the server needs no sign-in, choose “None” for the sign-in."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Otherwise ask your mail admin which port offers a sign-in."
                ),
            ),
        ),
    ),
    Cause(
        id="auth-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants you to sign in first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Choose “Password” for the sign-in and type user name and password."
                ),
                QT_TRANSLATE_NOOP("Fix", "Use port 465 or 587."),
            ),
        ),
    ),
    Cause(
        id="auth-locked-out",
        title=QT_TRANSLATE_NOOP("Fix", "The account is locked"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Wait an hour, and do not try passwords meanwhile."),
                QT_TRANSLATE_NOOP("Fix", "Then sign in to your webmail in the browser."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If that does not work, ask your mail admin to unlock the account {user}.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-backend-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The server could not check the password just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change here. Wait a few minutes and test again."
                ),
                QT_TRANSLATE_NOOP("Fix", "If it lasts, tell your mail admin."),
            ),
        ),
    ),
)
