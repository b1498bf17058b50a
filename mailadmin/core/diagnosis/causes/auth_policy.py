"""Causes: a way of signing in that the provider or the organisation does not allow, or not yet."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    MESSENGER_MEANWHILE,
    SIGN_IN_TURNS_GREEN,
    TEST_AGAIN,
    to_mail_admin,
    to_provider,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import SURE, Sign
from mailadmin.core.diagnosis.symptom import SIGNING_IN, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="auth-basic-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "This account can't be used with a password any more"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"basic ?auth(entication)?( \S+){0,3} (is |are |was |has been )?(disabled|not supported|blocked|retired|deprecated|not allowed|not enabled|unsupported|turned off|no longer)|"
                r"basicauth(blocked|disabled)|security defaults|conditional access|locked by .{0,40}polic|user is locked by|"
                r"less secure app|legacy auth\S{0,40}( \S+){0,4} (is |are )?(disabled|blocked|not)|"
                r"modern auth\S{0,40}( \S+){0,3} (required|only|must)|"
                r"(oauth2?|xoauth2?|modern authentication)( \S+){0,2} (is )?(required|only|mandatory)|"
                r"(requires?|only( \S+)?|use|must use) (oauth|xoauth2?|modern auth)|"
                r"password(s|[- ]based)?( \S+){0,4} (is |are )?(no longer (supported|accepted|allowed)|disabled|not allowed|not permitted)( \S+){0,3}|"
                r"logondenied-basicauthblocked|lsa-?less|sign in with (google|microsoft)( \S+){0,3} (required|only)|"
                r"authentication policy (block|den|disallow)|"
                r"username and password (authentication|login|sign-?in)( \S+){0,3} (disabled|not supported|no longer|blocked)",
                unless=r"smtpclientauth|keyring|keychain|password expired|unencrypted password|plain ?text|mechanism"),
            Sign(0.97, r"basic|client submission|auth", enhanced=r"5\.7\.30", unless=r"dkim|spf"),
            Sign(0.88, enhanced=r"5\.7\.139"),
            Sign(SURE,
                r"did not meet the criteria to be authenticated|request did not meet the criteria|"
                r"blocked by conditional|"
                r"(block|disabl|disallow)\w{0,12} (by )?(the )?authentication polic"),
            Sign(0.86,
                r"authenticat\w{0,12} fail|login failed|logon failure|invalid|password|authentication unsuccessful",
                providers=("outlook-com",), moments=SIGNING_IN),
            Sign(0.97, r"authenticat\w{0,12} fail|login failed|logon failure|invalid credentials|incorrect",
                providers=("microsoft-365", "outlook-com"), moments=(Moment.INBOX,), unless=r"oauth|access ?token"),
        ),
        cases=(
            Case("535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.", "auth"),
            Case('System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [SG2P153CA0002.APCP153.PROD.OUTLOOK.COM 2026-01-24T10:49:45.194Z 08DAFD75B2194F44]', "auth"),
            Case('Response status "OK" expected, but "NO" received. Data: [b\'LOGIN failed.\']', "imap", server='outlook.office365.com', port=993),
            Case('550 5.7.30 Basic sign-in for client submission', "auth"),
            Case('535 5.7.139 Authentication unsuccessful', "auth"),
            Case('535 Authentication failed', "auth", server='smtp-mail.outlook.com'),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your email provider or a rule of your company has switched off sign-in with a password for {user}. No password will help, not even the right one, because they want a sign-in through the browser."),
            QT_TRANSLATE_NOOP("Fix", "Your email provider or a rule of your company has switched off sign-in with a password for this account. No password will help, not even the right one, because they want a sign-in through the browser."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same password works in the browser, it is not a wrong password."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Choose your provider's page as the sign-in, such as “With Microsoft” or “With Google”, and sign in there."),
                QT_TRANSLATE_NOOP("Fix", "If that does not work, send your mail admin the message below."),
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
        signs=(
            Sign(0.98,
                r"smtpclientauth\S{0,40} is disabled|smtpclientauthentication|smtp_auth_disabled|"
                r"authenticated smtp( \S+){0,3} (disabled|off|not enabled)|"
                r"smtp auth(entication)?( \S+){0,2} (is )?(disabled|turned off|not enabled) (for|on|in) (the |this |your )?(tenant|mailbox|organi[sz]ation|domain|user|account)|"
                r"smtp client authentication is disabled"),
            Sign(0.98,
                r"smtp (access|sending|auth|submission|relay)( \S+){0,2} (is |has been )?(disabled|switched off|turned off|not enabled)( \S+){0,2} (by|for)( \S+){0,2} (admin|organi[sz]ation|tenant|administrator)"),
        ),
        cases=(
            Case('{"error":"(535, b\'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mai', "auth"),
            Case('SMTP access is disabled by your administrator', "auth"),
        ),
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
        signs=(
            Sign(0.96,
                r"(imap4?|pop3?|smtp)(/(imap|pop3?|smtp)){0,3}( access| service| protocol| login| client\S{0,40}| usage){0,4}( is| are| has been| was)?( currently)? ?(disabled|not enabled|turned off|switched off|deactivated|not activated|not active|not allowed|blocked|not available|unavailable|not open|off)\b|"
                r"(enable|activate|turn on|switch on|allow)( \S+){0,3} (imap|pop3?|smtp)|"
                r"(imap|pop3?|smtp).{0,60}(nicht aktiviert|deaktiviert|freischalten|freigeschaltet|nicht freigegeben|désactiv|non attivo|no está (habilitad|activad)|отключен|выключен|未开启|未開啟|没有开启|未开通|没有开通|服务未|開通)|"
                r"(imap|pop3?|smtp) (access|service) (not (enabled|activated|active)|enabled)|mail service not enabled|user has no permission|not (enabled|activated|allowed|authorized|subscribed) for (imap|pop3?|smtp)|"
                r"user is disabled from|doesn.t have access to (imap|pop|smtp)|(imap|pop3?|smtp) access (denied|restricted)|"
                r"access (to|via|through) (imap|pop3?|smtp|mail (client|program)s?)( \S+){0,4} (denied|disabled|not|forbidden|blocked)|"
                r"service is not open|please (log ?in|sign in).{0,60}(enable|turn on|activate)|"
                r"password allowed relay|(does not|doesn.t|no) (have )?(imap|pop3?|smtp) access|(does not|doesn.t|no) (have )?access rights? (to|for) this service|"
                r"external (mail )?(client|program|app)s?( \S+){0,4} (disabled|not allowed|forbidden)|"
                r"(enable|allow) (access (for|by|from) )?(mail|email|external) (clients|programs|apps)|mail-?programm",
                moments=SIGNING_IN,
                unless=r"smtpclientauth|authenticated smtp|too many|temporarily|auth extension|esmtp service not available"),
        ),
        cases=(
            Case("SMTPAuthenticationError(550, 'User has no permission'))", "auth"),
        ),
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
        signs=(
            Sign(0.98, r"webalert|unsafe login|web ?login ?required|log in via your web"),
            Sign(SURE,
                r"web ?login ?required|"
                r"(log|sign)[- ]?in (via|with|through|to|using|at|on)( \S+){0,4} (web ?browser|browser|web ?site|webmail|web interface|http\S+)|"
                r"your web browser|not a robot|captcha|sign in to your account|to continue sending messages|"
                r"verify (that )?(you\b(?! (have|typed|entered))|it.s you|your (account|identity|phone))|"
                r"account (needs|requires|must be|needs to be) (verif|re-?verif|confirm)|unusual (sign-?in|login|activity)|"
                r"suspicious (sign-?in|login|activity)( \S+){0,6} (verify|confirm|log|sign|block)|"
                r"confirm (that it.s you|your (identity|phone|account))|(phone|sms|mobile) (verification|number)|web for sending|"
                r"accept( \S+){0,3} (eula|terms|agreement|licen[cs]e)|via the web|unlock.{0,30}(captcha|browser|http)|"
                r"please log ?in (via|to) (your )?(account|web|mail)", unless=r"imap|pop3|app password"),
            Sign(SURE, enhanced=r"5\.7\.14"),
        ),
        cases=(
            Case('5.3.4 Requested action not taken; To continue sending messages, please sign in to your account.', "data"),
            Case('5.7.9 Please log in with your web browser and then try again. Learn more at\\n5.7.9  https://support.google.com/mail/?p=WebLoginRequired', "auth"),
            Case('534 5.7.14 not here', "auth"),
        ),
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
        signs=(
            Sign(0.98, r"auth\w{0,12}|no authenticate|failed|fail|denied", mechanisms=("XOAUTH2", "OAUTHBEARER"), moments=SIGNING_IN, unless=r"only|required|requires|not supported|unsupported"),
            Sign(0.98, r"authenticate xoauth2.{0,400}\bno authenticate failed|sasl-xoauth2|transient failure \(e\.g\., weak key\)"),
            Sign(0.96,
                r"xoauth2?|oauthbearer|invalid_grant|invalid_token|invalid_client|expired_token|interaction_required|"
                r"consent_required|aadsts\d+|(access|refresh|bearer|oauth2?|security|id) ?token|"
                r"token( \S+){0,3} (expired|invalid|revoked|rejected|malformed|not valid)|bad protocol / cancel|"
                r"(expired|invalid|revoked|bad|missing) (access |refresh |bearer |oauth2? )?token|\beyj[a-z0-9+/=_-]{8,}|"
                r"accesstokenexpired|unauthorized_client|deleted_client|oauth client|(requesting|refreshing|getting|fetching) (the )?(an )?oauth|invalid_scope|token_expired|invalidtoken|invalid sasl argument|insufficient (scope|permission|authentication scope)|oauth2? (error|fail|auth)|scope",
                moments=SIGNING_IN, unless=r"only|required|requires|must use|not supported|unsupported"),
            Sign(SURE, r"invalidauthenticationtoken|delegation denied|aadsts\d+|invalid_grant|authenticated but not connected"),
        ),
        cases=(
            Case('AUTH XOAUTH2\n334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==', "auth"),
            Case('PHP Fatal error:  Uncaught League\\OAuth2\\Client\\Provider\\Exception\\IdentityProviderException: invalid_grant in /var/www/html/mailer/vendor/league/oauth2-google/src/Provider/Google.php:118', "auth"),
            Case('postfix/relay/smtp[522]: 1284417F5B3: SASL authentication failed; cannot authenticate to server smtp.gmail.com[192.0.2.108]: transient failure (e.g., weak key)\nsasl-xoauth2: auth failed:', "auth"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "This program signs in as {user} with a pass that your provider gave it in the browser, and the pass is no longer good. It has run out, or it is for another account or another purpose."),
            QT_TRANSLATE_NOOP("Fix", "This program signs in with a pass that your provider gave it in the browser, and the pass is no longer good. It has run out, or it is for another account or another purpose."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you changed your password or your admin changed the rules lately, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in at your provider's page again."),
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
)
# fmt: on
