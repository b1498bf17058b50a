"""Causes: signing in."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    ENCRYPT,
    MESSENGER_MEANWHILE,
    SIGN_IN,
    SIGN_IN_TURNS_GREEN,
    TEST_AGAIN,
    to_mail_admin,
    to_provider,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="auth-bad-credentials",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not accept user name and password"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} was given the user name {user} and a password, and said that they do not belong together. Servers do not tell which of the two is wrong, so that nobody can guess their way in."),
            QT_TRANSLATE_NOOP("Fix", "The server was given a user name and a password, and said that they do not belong together. Servers do not tell which of the two is wrong, so that nobody can guess their way in."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your webmail takes the same user name and password, they are right, and the server most likely wants an app password."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Type the password again slowly, and watch capital letters and spaces at the end."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Check the user name {user}: most servers want the whole email address."),
                    QT_TRANSLATE_NOOP("Fix", "Check the user name: most servers want the whole email address."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail in the browser with the same password; if that fails too, have it reset."),
                QT_TRANSLATE_NOOP("Fix", "If the webmail takes it, create an app password there (an extra password for programs), and type it here."),
                QT_TRANSLATE_NOOP("Fix", "If there are no app passwords, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses my sign-in as {user}, with a password that the webmail accepts. It said:\n{reply}\n\nPlease check in the log why: user name form, SMTP submission allowed for this mailbox, app password or second factor needed, account locked.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my sign-in for sending, with a password that the webmail accepts. The server said:\n{reply}\n\nPlease check in the log why: user name form, SMTP submission allowed for this mailbox, app password or second factor needed, account locked.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my sign-in for sending, with a password that the webmail accepts.\n\nPlease check in the log why: user name form, SMTP submission allowed for this mailbox, app password or second factor needed, account locked.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-app-password-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants an app password, not your usual one"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "Your email provider takes your usual password only in the browser. For programs it wants an app password, which is a long password made for one program that you can delete at any time."),
        tell=QT_TRANSLATE_NOOP("Fix", "If your usual password works in the browser but not here, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your email account in the browser and open its security settings."),
                QT_TRANSLATE_NOOP("Fix", "Switch on two-step sign-in there, if the page asks for it first."),
                QT_TRANSLATE_NOOP("Fix", "Create an app password, for example with the name “mailadmin”."),
                QT_TRANSLATE_NOOP("Fix", "Copy it into the password field here and test again."),
                QT_TRANSLATE_NOOP("Fix", "If the page offers none, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} wants an app password for the mailbox {user} instead of its usual password. It said:\n{reply}\n\nIf I can't create one myself, please allow app passwords for this mailbox, or tell me which way of sending you support.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur email provider wants an app password for my mailbox instead of its usual password. The server said:\n{reply}\n\nIf I can't create one myself, please allow app passwords for this mailbox, or tell me which way of sending you support.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur email provider wants an app password for my mailbox instead of its usual password.\n\nIf I can't create one myself, please allow app passwords for this mailbox, or tell me which way of sending you support.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-wrong-username",
        title=QT_TRANSLATE_NOOP("Fix", "The user name has another form here"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The password may well be right, but {host} wants another user name than {user}. Some services want the whole email address, some a short name, and some one fixed word."),
            QT_TRANSLATE_NOOP("Fix", "The password may well be right, but the server wants another kind of user name. Some services want the whole email address, some a short name, and some one fixed word."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the help page of your provider shows another form of user name for sending, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open your provider's help page for sending mail (SMTP), and look for the user name."),
                (
                    QT_TRANSLATE_NOOP("Fix", "If it is another form than {user}, type it as it stands there."),
                    QT_TRANSLATE_NOOP("Fix", "Type the user name as it stands there."),
                ),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If you find nothing, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} does not accept the user name {user}. It said:\n{reply}\n\nPlease tell me the exact user name for SMTP submission: full address, short name, DOMAIN\\user, a key id, or a fixed word such as “apikey”.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not accept my user name for sending. The server said:\n{reply}\n\nPlease tell me the exact user name for SMTP submission: full address, short name, DOMAIN\\user, a key id, or a fixed word such as “apikey”.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not accept my user name for sending.\n\nPlease tell me the exact user name for SMTP submission: full address, short name, DOMAIN\\user, a key id, or a fixed word such as “apikey”.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-basic-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "This account can't be used with a password any more"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your email provider or a rule of your company has switched off sign-in with a password for {user}. No password will help, not even the right one, because they want a sign-in through the browser."),
            QT_TRANSLATE_NOOP("Fix", "Your email provider or a rule of your company has switched off sign-in with a password for this account. No password will help, not even the right one, because they want a sign-in through the browser."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same password works in the browser, it is not a wrong password."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If this program offers “Sign in with Microsoft” or “Sign in with Google”, use it."),
                QT_TRANSLATE_NOOP("Fix", "If not, send your mail admin the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not allow password (basic) authentication for {user}. It said:\n{reply}\n\nPlease allow OAuth 2.0 for SMTP for this mailbox and consent to the application, or exempt the mailbox from the policy that blocks it (security defaults, Conditional Access, authentication policy), or give me another way to submit mail.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not allow password (basic) authentication for my mailbox. The server said:\n{reply}\n\nPlease allow OAuth 2.0 for SMTP for this mailbox and consent to the application, or exempt the mailbox from the policy that blocks it (security defaults, Conditional Access, authentication policy), or give me another way to submit mail.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not allow password (basic) authentication for my mailbox.\n\nPlease allow OAuth 2.0 for SMTP for this mailbox and consent to the application, or exempt the mailbox from the policy that blocks it (security defaults, Conditional Access, authentication policy), or give me another way to submit mail.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-smtp-auth-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "Sending through programs is switched off for this mailbox"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your company's mail system has a switch that lets programs send, and it is off for {user}. This has nothing to do with your password; only your mail admin can turn the switch on."),
            QT_TRANSLATE_NOOP("Fix", "Your company's mail system has a switch that lets programs send, and it is off for this mailbox. This has nothing to do with your password; only your mail admin can turn the switch on."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words contain “SmtpClientAuthentication”, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                ASK_MAIL_ADMIN,
                MESSENGER_MEANWHILE,
                QT_TRANSLATE_NOOP("Fix", "Wait an hour after the switch was turned on, because the change takes time."),
                TEST_AGAIN,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAuthenticated SMTP is disabled for {user}, so {host} refuses my sign-in:\n{reply}\n\nPlease enable it for this one mailbox (Microsoft 365 admin center: Users, Active users, the user, Mail, Manage email apps, Authenticated SMTP), or in Exchange Online PowerShell:\nSet-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false\n\nThis overrides the setting of the tenant. Security defaults or an authentication policy can still block the password; then OAuth is needed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAuthenticated SMTP is disabled for my mailbox, so the mail server refuses my sign-in. The server said:\n{reply}\n\nPlease enable it for this one mailbox (Microsoft 365 admin center: Users, Active users, the user, Mail, Manage email apps, Authenticated SMTP; or Set-CASMailbox with -SmtpClientAuthenticationDisabled $false).\n\nThis overrides the setting of the tenant. Security defaults or an authentication policy can still block the password; then OAuth is needed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAuthenticated SMTP is disabled for my mailbox, so the mail server refuses my sign-in.\n\nPlease enable it for this one mailbox (Microsoft 365 admin center: Users, Active users, the user, Mail, Manage email apps, Authenticated SMTP; or Set-CASMailbox with -SmtpClientAuthenticationDisabled $false).\n\nThis overrides the setting of the tenant. Security defaults or an authentication policy can still block the password; then OAuth is needed.\n\nThank you"),
            ),),
            link="https://aka.ms/smtp_auth_disabled",
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-protocol-access-off",
        title=QT_TRANSLATE_NOOP("Fix", "Mail programs are switched off in your email account"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "Your email provider lets programs in only after you have allowed it in the settings of your webmail. Many providers keep this switch off until you ask for it."),
        tell=QT_TRANSLATE_NOOP("Fix", "If you never switched on POP3, IMAP or SMTP (the ways for programs) in your webmail, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail in the browser."),
                QT_TRANSLATE_NOOP("Fix", "Look in its settings for “POP3”, “IMAP” or “mail programs”."),
                QT_TRANSLATE_NOOP("Fix", "Switch on access for mail programs, and save."),
                QT_TRANSLATE_NOOP("Fix", "Wait a few minutes, then test again here."),
                QT_TRANSLATE_NOOP("Fix", "If you find no such switch, send your email provider the message below."),
            ),
            copy=(to_provider(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses my sign-in as {user}, and says that access for mail programs is not enabled:\n{reply}\n\nPlease tell me where to enable SMTP access for this account, or enable it for me.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refuses my sign-in, because access for mail programs is not enabled for my account. The server said:\n{reply}\n\nPlease tell me where to enable SMTP access for this account, or enable it for me.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refuses my sign-in, because access for mail programs is not enabled for my account.\n\nPlease tell me where to enable SMTP access for this account, or enable it for me.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-web-verification",
        title=QT_TRANSLATE_NOOP("Fix", "Your email provider wants to see you in the browser first"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "The provider wants to be sure that it is really you, and will let programs in only after that. It does this with new accounts and when a sign-in looks unusual."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the webmail asks for a code, a picture puzzle or your phone number, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your email account in the browser, on this computer."),
                QT_TRANSLATE_NOOP("Fix", "Do what the page asks, such as typing a code or solving a picture puzzle."),
                QT_TRANSLATE_NOOP("Fix", "Read the newest messages from your provider there, and confirm that the sign-in was yours."),
                QT_TRANSLATE_NOOP("Fix", "Wait ten minutes, then test again here."),
                QT_TRANSLATE_NOOP("Fix", "If it still fails, send your email provider the message below."),
            ),
            copy=(to_provider(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses the SMTP sign-in of {user} and asks for a check in the browser. I have done that, and it still says:\n{reply}\n\nPlease unlock this account for SMTP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refuses my SMTP sign-in and asks for a check in the browser. I have done that, and it still refuses. The server said:\n{reply}\n\nPlease unlock my account for SMTP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refuses my SMTP sign-in and asks for a check in the browser. I have done that, and it still refuses.\n\nPlease unlock my account for SMTP.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-oauth-token",
        title=QT_TRANSLATE_NOOP("Fix", "The sign-in through the browser has to be renewed"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "This program signs in as {user} with a pass that your provider gave it in the browser, and the pass is no longer good. It has run out, or it is for another account or another purpose."),
            QT_TRANSLATE_NOOP("Fix", "This program signs in with a pass that your provider gave it in the browser, and the pass is no longer good. It has run out, or it is for another account or another purpose."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you changed your password or your admin changed the rules lately, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Choose “Sign in with Microsoft” or “Sign in with Google” again."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Choose the account {user} on the page, and allow sending mail."),
                    QT_TRANSLATE_NOOP("Fix", "Choose the account that is your user name here, and allow sending mail."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If the page says that an admin must agree, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses the OAuth token (XOAUTH2) of {user}:\n{reply}\n\nPlease check that the application has consent for sending by SMTP (Microsoft: SMTP.Send; Google: https://mail.google.com/), that the sign-in is for this same mailbox, that SMTP AUTH is enabled for it, and that no policy revokes the token.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses the OAuth token (XOAUTH2) of my mail program. The server said:\n{reply}\n\nPlease check that the application has consent for sending by SMTP (Microsoft: SMTP.Send; Google: https://mail.google.com/), that the sign-in is for the same mailbox, that SMTP AUTH is enabled for it, and that no policy revokes the token.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses the OAuth token (XOAUTH2) of my mail program.\n\nPlease check that the application has consent for sending by SMTP (Microsoft: SMTP.Send; Google: https://mail.google.com/), that the sign-in is for the same mailbox, that SMTP AUTH is enabled for it, and that no policy revokes the token.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-method-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no safe way to sign in on this port"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} offers no sign-in on port {port}, or none that this program can use. Most often it is the wrong port, or the sign-in is there only once the connection is encrypted."),
            QT_TRANSLATE_NOOP("Fix", "The server offers no sign-in on this port, or none that this program can use. Most often it is the wrong port, or the sign-in is there only once the connection is encrypted."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the port is 25 or “Security” is set to “None”, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If your server needs no sign-in, set “Sign-in” to “No sign-in”."),
                QT_TRANSLATE_NOOP("Fix", "If it should have one, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} offers no usable AUTH mechanism to my mail program (it knows PLAIN, LOGIN and CRAM-MD5, the first two only over TLS).\n\nPlease tell me the submission host and port, or enable AUTH PLAIN or LOGIN over TLS there. An MX host on port 25 usually has no AUTH.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server offers no usable AUTH mechanism to my mail program (it knows PLAIN, LOGIN and CRAM-MD5, the first two only over TLS).\n\nPlease tell me the submission host and port, or enable AUTH PLAIN or LOGIN over TLS there. An MX host on port 25 usually has no AUTH.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants you to sign in first"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The program tried to send through {host} without signing in, and the server does not allow that. It does this so that strangers can't send mail through it."),
            QT_TRANSLATE_NOOP("Fix", "The program tried to send without signing in, and the server does not allow that. It does this so that strangers can't send mail through it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If “Sign-in” is set to “No sign-in”, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                SIGN_IN,
                ENCRYPT,
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses my mail because the session is not authenticated:\n{reply}\n\nPlease tell me the user name and port for authenticated submission, or allow this computer's address to send without a sign-in.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my mail because the session is not authenticated. The server said:\n{reply}\n\nPlease tell me the user name and port for authenticated submission, or allow this computer's address to send without a sign-in.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my mail because the session is not authenticated.\n\nPlease tell me the user name and port for authenticated submission, or allow this computer's address to send without a sign-in.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-locked-out",
        title=QT_TRANSLATE_NOOP("Fix", "The account is locked for now"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} does not let {user} sign in for a while, even with the right password. This happens after too many tries, often by a phone or printer that still has an old password."),
            QT_TRANSLATE_NOOP("Fix", "The server does not let this account sign in for a while, even with the right password. This happens after too many tries, often by a phone or printer that still has an old password."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the webmail does not let you in either, or asks for a new password, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Wait one hour, and try no password meanwhile: each try can make the lock longer."),
                QT_TRANSLATE_NOOP("Fix", "Change the password in every phone, printer and program that still has an old one."),
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail in the browser, and set a new password if it asks."),
                QT_TRANSLATE_NOOP("Fix", "If you are still locked out, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe sign-in of {user} at {host} is locked:\n{reply}\n\nPlease see in the log which address made the failed tries, unlock the account (and my address, if fail2ban or similar bans it), and tell me if the password must be changed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy sign-in at our mail server is locked. The server said:\n{reply}\n\nPlease see in the log which address made the failed tries, unlock the account (and my address, if fail2ban or similar bans it), and tell me if the password must be changed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy sign-in at our mail server is locked.\n\nPlease see in the log which address made the failed tries, unlock the account (and my address, if fail2ban or similar bans it), and tell me if the password must be changed.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
    Cause(
        id="auth-backend-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The server could not check the password just now"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} took your user name and password, but the part that checks them did not work. This does not mean that your password is wrong; only the people who run the server can repair the fault."),
            QT_TRANSLATE_NOOP("Fix", "The server took your user name and password, but the part that checks them did not work. This does not mean that your password is wrong; only the people who run the server can repair the fault."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works again after a few minutes with no change, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing here: only waiting helps."),
                QT_TRANSLATE_NOOP("Fix", "Wait ten minutes, then test again."),
                QT_TRANSLATE_NOOP("Fix", "If it lasts longer than an hour, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} can't verify sign-ins (here as {user}). It said:\n{reply}\n\nPlease check its authentication backend: SASL daemon, directory (LDAP, AD), database, or federation service.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server can't verify sign-ins: it reports a temporary authentication failure. The server said:\n{reply}\n\nPlease check its authentication backend: SASL daemon, directory (LDAP, AD), database, or federation service.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server can't verify sign-ins: it reports a temporary authentication failure.\n\nPlease check its authentication backend: SASL daemon, directory (LDAP, AD), database, or federation service.\n\nThank you"),
            ),),
            check=SIGN_IN_TURNS_GREEN,
        ),
    ),
)
# fmt: on
