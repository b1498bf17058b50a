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
from mailadmin.core.diagnosis.sign import DIGITS, FAINT, HINT, LIKELY, SAID, SURE, Sign
from mailadmin.core.diagnosis.symptom import SIGNING_IN, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="auth-bad-credentials",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not accept user name and password"),
        blame=Blame.SERVER,
        signs=(
            Sign(LIKELY, r"(could not|couldn.t|cannot|can.t|unable to|failed to) (log ?in|sign ?in|authenticate)|verify your credentials|check your (user ?name|password|credentials|login)", moments=SIGNING_IN),
            Sign(LIKELY,
                r"(invalid|incorrect|wrong|bad|unknown|rejected|refused|failed)( \S+){0,3} ?(user|login|log-?on|password|passwd|credential|username|auth|passphrase)|"
                r"user ?(name)? ?(and|or|&|/)( the)? password|"
                r"password( you \S+)? (is |was )?(incorrect|invalid|wrong|not (accepted|correct|valid)|mismatch|fail|rejected)|"
                r"(log-?in|log ?on|auth\w*|sign-?in|sasl \S+)( \S+){0,2} (failed|failure|denied|rejected|unsuccessful|incorrect|invalid|error|refused)|"
                r"credentials?( \S+){0,3} (rejected|invalid|incorrect|not accepted|refused|wrong|fail)|"
                r"could not (be )?authenticate|unable to (log|auth|sign)|authenticationfailed|auth(entication)?exception|"
                r"incorrect authentication data|access denied for user|0x800ccc(18|90|92)|not accepted from server|login fail|"
                r"auth(entication)? (fail|error)|reject\w* your (login|password)|credentials were incorrect",
                moments=(*SIGNING_IN, Moment.SENDER),
                unless=r"before|not (enabled|supported|available)|unsupported|temporar|too many|unrecogni|recipient|sender address|"
                       r"certificate|host(name)? |certif|handshake|helo|spf|dkim|dmarc"),
            Sign(LIKELY,
                r"(anmeldung|authentifizierung|anmeldedaten|benutzername|kennwort|passwort).{0,60}(fehlgeschlagen|falsch|ungültig|abgelehnt|nicht|inkorrekt)|"
                r"(identifiant|mot de passe|authentification).{0,60}(incorrect|invalide|échou|erron|refus)|"
                r"échec.{0,30}(authentification|connexion)|"
                r"(contraseña|usuario|credenciales|autenticación).{0,60}(incorrect|inválid|erróne|fallid|no válid|rechazad)|"
                r"(nome utente|password|autenticazione|credenziali).{0,40}(errat|non valid|fallit|non corrett)|"
                r"(senha|usuário|autenticação|credenciais).{0,40}(incorret|inválid|falhou)|"
                r"(неверн|неправильн)\S* (логин|пароль|имя|учетн)|аутентификаци\S*.{0,30}(не|ошибка)|ошибка аутентификации|"
                r"ログインに失敗|密码错误|密碼錯誤|认证失败|用户名或密码|验证失败|認証に失敗|パスワードが(違|正し)"),
            Sign(0.78, codes=(535,)),
            Sign(0.74, enhanced=r"5\.7\.(8|3)", moments=SIGNING_IN),
            Sign(SAID, r"user credentials were incorrect"),
            Sign(DIGITS, codes=(530, 550, 554, 501, 534), enhanced=r"5\.7\.(0|1)", moments=(Moment.SIGN_IN,)),
        ),
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
        signs=(
            Sign(SURE,
                r"app(lication)?[- ]?(specific )?passwords?|invalidsecondfactor|"
                r"(enter|use|input|need|with|your)( \S+){0,3} authori[sz]ation code|#auth005|password for external|授权码|授權碼|独立密码|"
                r"专用密码|пароль приложения|пароля? для внешн|парол\S+ приложени|neobhodim parol|app-?passw|"
                r"anwendungs(spezifische\S*)?[- ]?passw|mot de passe (d'application|spécifique)|contraseña(s)? de (la )?aplicaci|"
                r"password (per|specifica per) (le )?app|senha de (app|aplicativo)|アプリ(ケーション)?パスワード|"
                r"third-party (mail )?(client|app)s? password|external password|device password|"
                r"(two|2)[- ]?(factor|step)( \S+){0,4} (enabled|required|authentication|verification)|second factor|2fa|"
                r"generate an? (app|special)|mail\.qq\.com\S*[?&]id=28\b|mail\.qq\.com\S*1001256",
                unless=r"(no longer|not) (support|accept)\S* app"),
            Sign(0.9, codes=(534,), enhanced=r"5\.7\.9", unless=r"browser"),
            Sign(0.88,
                r"login invalid credentials|authentication ?failed|invalid (login|credentials)|authenticationfailed",
                providers=("aol", "yahoo"), moments=SIGNING_IN, unless=r"mbr1212"),
            Sign(DIGITS, codes=(535,), moments=SIGNING_IN, providers=("gmail", "yahoo", "aol", "icloud", "fastmail")),
            Sign(FAINT, codes=(535,), moments=SIGNING_IN),
        ),
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
        signs=(
            Sign(0.95,
                r"(user ?name|login|user id|account name)( \S+){0,4} (must|should|has to|needs to) (be|contain|include|look)|"
                r"(use|enter|provide) (your )?(full|complete|whole) (e-?mail|mail)( \S+)? ?address|"
                r"full e-?mail address (as|is|for)|(invalid|wrong|malformed|bad) (user ?name|login|user id) (format|form)|"
                r"(user ?name|login) (format|form) (is )?(invalid|wrong)|user ?name (is )?(not an? |not )(e-?mail|valid|in the)|"
                r"\bapikey\b|api[_-]key as|unknown user ?name|invalid user ?name\b(?! or)|"
                r"user ?name (does not exist|not found|unknown)|no such user|user (does not exist|not found|unknown)|unknown user|"
                r"access key id", moments=SIGNING_IN),
            Sign(0.92, r"bad user ?name / password|bad user ?name/password", moments=SIGNING_IN),
            Sign(0.9, r"(authentication|login) failed|invalid|credentials",
                providers=("sendgrid", "mailjet", "postmark"), moments=SIGNING_IN,
                unless=r"credits|exceed|maximum|expired|ip|suspend"),
            Sign(FAINT, codes=(535,), moments=SIGNING_IN),
        ),
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
        signs=(
            Sign(SURE,
                r"basic ?auth(entication)?( \S+){0,3} (is |are |was |has been )?(disabled|not supported|blocked|retired|deprecated|not allowed|not enabled|unsupported|turned off|no longer)|"
                r"basicauth(blocked|disabled)|security defaults|conditional access|locked by .{0,40}polic|user is locked by|"
                r"less secure app|legacy auth\S*( \S+){0,4} (is |are )?(disabled|blocked|not)|"
                r"modern auth\S*( \S+){0,3} (required|only|must)|"
                r"(oauth2?|xoauth2?|modern authentication)( \S+){0,2} (is )?(required|only|mandatory)|"
                r"(requires?|only( \S+)?|use|must use) (oauth|xoauth2?|modern auth)|"
                r"password(s|[- ]based)?( \S+){0,4} (is |are )?(no longer (supported|accepted|allowed)|disabled|not allowed|not permitted)( \S+){0,3}|"
                r"logondenied-basicauthblocked|lsa-?less|sign in with (google|microsoft)( \S+){0,3} (required|only)|"
                r"authentication policy (block|den|disallow)|"
                r"username and password (authentication|login|sign-?in)( \S+){0,3} (disabled|not supported|no longer|blocked)",
                unless=r"smtpclientauth|keyring|keychain|password expired"),
            Sign(0.97, r"basic|client submission|auth", enhanced=r"5\.7\.30", unless=r"dkim|spf"),
            Sign(0.88, enhanced=r"5\.7\.139"),
            Sign(SURE,
                r"did not meet the criteria to be authenticated|request did not meet the criteria|"
                r"blocked by (your )?(organi[sz]ation|conditional)|"
                r"(block|disabl|disallow)\w* (by )?(the )?(tenant|authentication) polic"),
            Sign(0.86,
                r"authenticat\w* fail|login failed|logon failure|invalid|password|authentication unsuccessful",
                providers=("outlook-com",), moments=SIGNING_IN),
            Sign(0.97, r"authenticat\w* fail|login failed|logon failure|invalid credentials|incorrect",
                providers=("microsoft-365", "outlook-com"), moments=(Moment.INBOX,)),
        ),
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
        signs=(
            Sign(0.98,
                r"smtpclientauth\S* is disabled|smtpclientauthentication|smtp_auth_disabled|"
                r"authenticated smtp( \S+){0,3} (disabled|off|not enabled)|"
                r"smtp auth(entication)?( \S+){0,2} (is )?(disabled|turned off|not enabled) (for|on|in) (the |this |your )?(tenant|mailbox|organi[sz]ation|domain|user|account)|"
                r"smtp client authentication is disabled"),
            Sign(0.9,
                r"smtp (access|sending|auth|submission|relay)( \S+){0,2} (is |has been )?(disabled|switched off|turned off|not enabled)( \S+){0,2} (by|for)( \S+){0,2} (admin|organi[sz]ation|tenant|administrator)"),
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
                r"(imap4?|pop3?|smtp)(/(imap|pop3?|smtp))*( access| service| protocol| login| client\S*| usage)*( is| are| has been| was)?( currently)? ?(disabled|not enabled|turned off|switched off|deactivated|not activated|not active|not allowed|blocked|not available|unavailable|not open|off)\b|"
                r"(enable|activate|turn on|switch on|allow)( \S+){0,3} (imap|pop3?|smtp)|"
                r"(imap|pop3?|smtp).{0,60}(nicht aktiviert|deaktiviert|freischalten|freigeschaltet|nicht freigegeben|désactiv|non attivo|no está (habilitad|activad)|отключен|выключен|未开启|未開啟|服务未|開通)|"
                r"user has no permission|not (enabled|activated|allowed|authorized|subscribed) for (imap|pop3?|smtp)|"
                r"user is disabled from|doesn.t have access to (imap|pop|smtp)|(imap|pop3?|smtp) access (denied|restricted)|"
                r"access (to|via|through) (imap|pop3?|smtp|mail (client|program)s?)( \S+){0,4} (denied|disabled|not|forbidden|blocked)|"
                r"service is not open|please (log ?in|sign in).{0,60}(enable|turn on|activate)|"
                r"(does not|doesn.t|no) (have )?access rights? (to|for) this service|"
                r"external (mail )?(client|program|app)s?( \S+){0,4} (disabled|not allowed|forbidden)|"
                r"(enable|allow) (access (for|by|from) )?(mail|email|external) (clients|programs|apps)|mail-?programm",
                moments=SIGNING_IN,
                unless=r"smtpclientauth|authenticated smtp|too many|temporarily|auth extension|esmtp service not available"),
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
            Sign(0.98, r"webalert|web ?login ?required|log in via your web"),
            Sign(SURE,
                r"web ?login ?required|"
                r"(log|sign)[- ]?in (via|with|through|to|using|at|on)( \S+){0,4} (web ?browser|browser|web ?site|webmail|web interface|http\S+)|"
                r"your web browser|not a robot|captcha|sign in to your account|to continue sending messages|"
                r"verify (that )?(you\b|it.s you|your (account|identity|phone))|"
                r"account (needs|requires|must be|needs to be) (verif|re-?verif|confirm)|unusual (sign-?in|login|activity)|"
                r"suspicious (sign-?in|login|activity)( \S+){0,6} (verify|confirm|log|sign|block)|"
                r"confirm (that it.s you|your (identity|phone|account))|(phone|sms|mobile) (verification|number)|web for sending|"
                r"accept( \S+){0,3} (eula|terms|agreement|licen[cs]e)|via the web|unlock.{0,30}(captcha|browser|http)|"
                r"please log ?in (via|to) (your )?(account|web|mail)", unless=r"imap|pop3|app password"),
            Sign(SURE, enhanced=r"5\.7\.14"),
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
            Sign(0.98, r"auth\w*|no authenticate|failed|fail|denied", mechanisms=("XOAUTH2", "OAUTHBEARER"), moments=SIGNING_IN, unless=r"only|required|requires|not supported|unsupported"),
            Sign(0.98, r"authenticate xoauth2.{0,400}\bno authenticate failed|sasl-xoauth2|transient failure \(e\.g\., weak key\)"),
            Sign(0.96,
                r"xoauth2?|oauthbearer|invalid_grant|invalid_token|invalid_client|expired_token|interaction_required|"
                r"consent_required|aadsts\d+|(access|refresh|bearer|oauth2?|security|id) ?token|"
                r"token( \S+){0,3} (expired|invalid|revoked|rejected|malformed|not valid)|bad protocol / cancel|"
                r"(expired|invalid|revoked|bad|missing) (access |refresh |bearer |oauth2? )?token|\beyj[a-z0-9+/=_-]{8,}|"
                r"invalid sasl argument|insufficient (scope|permission|authentication scope)|oauth2? (error|fail|auth)|scope",
                moments=SIGNING_IN, unless=r"only|required|requires|must use|not supported|unsupported"),
            Sign(SURE, r"aadsts\d+|invalid_grant|authenticated but not connected"),
            Sign(0.9, r"fail|invalid|unsuccessful|denied|error|rejected|expired|400|401",
                mechanisms=("XOAUTH2", "OAUTHBEARER"), moments=SIGNING_IN),
        ),
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
        signs=(
            Sign(SURE, r"missing_requirement.{0,40}\bauth\b|error=\"?unencrypted connection|^unencrypted connection"),
            Sign(0.96,
                r"unrecogni[sz]ed auth\w*( type| mechanism| method)?|"
                r"(unknown|unsupported|invalid|unimplemented|bad|unrecogni[sz]ed) (sasl |smtp |auth\w* |login )*(mechanism|method|type)|"
                r"auth\w*( extension| mechanism| command| method| type| scheme| protocol| plain| login)*s?( is| are| was)? ?(not |un)(supported|available|advertised|offered|implemented|recogni[sz]ed|allowed here)|"
                r"no (supported|suitable|acceptable|compatible|common|mutual|matching|known|valid|available|usable)? ?(smtp )?(sasl|auth\w*|login|secure)?( |-)?(auth\w* )?(mechanism|method|scheme)s?|"
                r"authentication not allowed|"
                r"(mechanism|method)s?( \S+){0,3} (not|un)(supported|available| supported| available| offered)|"
                r"(does not|doesn.t|did not|do not|not) (appear to )?(support|offer|advertise|allow|provide|announce)( \S+){0,3} (auth|login|sasl|password)|"
                r"no auth\w* (support|capab|method|mechanism|offered|available)|auth not (available|enabled|supported|offered)|"
                r"auth\w*( \S+){0,2} not enabled|no worthy mechs|none of the (auth|login|sasl|requested|supported)|"
                r"(plain|login|cram-md5|ntlm|gssapi)( auth\w*| mechanism)? (is )?(not|un)( ?)(supported|available|enabled|allowed)|"
                r"auth command (is )?(not|un)|all authentication methods|login disabled|logindisabled|"
                r"authentication (type|method|mechanism)( \S+){0,2} (not|un)",
                unless=r"basic auth|smtpclientauth|must issue|recipient|privacyrequired|connect to private/auth|extended smtp|starttls"),
            Sign(0.75, codes=(502, 503, 504), moments=(Moment.SIGN_IN,)),
            Sign(HINT, enhanced=r"5\.7\.4", moments=SIGNING_IN),
            Sign(DIGITS, codes=(500, 501), moments=(Moment.SIGN_IN,)),
        ),
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
        signs=(
            Sign(0.94, r"local user only|(local users|authenticated users) only|only (for )?(local|authenticated) users"),
            Sign(0.95,
                r"(authentication|authorization|auth|log-?in|sign-?in|smtp auth\w*|credentials)( \S+)?( is| are)?( now)? (required|needed|mandatory|necessary)|"
                r"authenticat\w+ (yourself )?(first|before)|please (authenticate|log ?in|auth)|"
                r"must (first )?(be )?(authenticat|log ?in|sign in|logged|provide auth)|"
                r"(need|have|needs) to (be )?(authenticat|log ?in|sign in|auth)|"
                r"not (yet )?(authenticated|logged[ -]?in|signed in)|"
                r"(un|non-?)authenticated (sender|user|client|connection|access|smtp|mail|message)|"
                r"requires? (smtp )?(an? )?(auth\w*|log ?in|password|credentials)|anonymous (mail|access|smtp|user)|"
                r"not local sender|log ?in first|(sender|client|user) (was |is )?not authenticated|"
                r"access denied.{0,30}(not authenticated|auth)|use smtp auth|smtp auth(entication)?( \S+){0,2} (required|needed)|"
                r"authenticate (to|before|with)|authentifizierung (ist )?erforderlich|"
                r"authentification (est )?(requise|nécessaire)|(requiere|requerida|necesaria).{0,20}autenticaci|"
                r"autenticaci\S+ (requerid|necesari)|autenticazione (richiesta|necessaria)|требуется (авторизац|аутентиф)|"
                r"需要(身份)?(验证|认证)|sending without authentication|without (smtp )?authenticat",
                unless=r"sasl authentication failed|cannot authenticate|resolver\.rst|recipient requires|spf|dkim|dmarc|level|"
                       r"application|app password|5\.7\.515|gmail requires all senders|re-?authenticat|does not support|oauth|modern|"
                       r"sender is unauth|both|web ?browser|unauthenticated email"),
            Sign(0.98, enhanced=r"5\.7\.57"),
            Sign(0.98, r"sender address rejected: not logged in|not authenticated to send anonymous"),
            Sign(0.8, codes=(530,), moments=(Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE)),
            Sign(HINT, codes=(530,)),
        ),
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
        signs=(
            Sign(0.97, r"(access to )?your (account|mailbox)( \S+){0,4} (temporarily )?(restricted|locked|limited)( \S+){0,8} (hacked|suspect|security|password)|suspects( \S+){0,4} hacked"),
            Sign(0.95,
                r"too (many|much)( \S+){0,4} ?(log-?ins?|auth\w*|passwords?|sign-?ins?|attempts?|failures?)|"
                r"(log-?in|auth\w*|sign-?in|password)( \S+){0,2} (attempts?|failures?|tries)( \S+){0,3} (exceed|limit|reached|many)|"
                r"locked[ -]?out|"
                r"(exceeded|maximum|max|limit)( \S+){0,5} (log-?in|auth\w*|password|sign-?in|failed)( \S+)? ?(attempts?|failures?|tries|limit)?|"
                r"account( \S+){0,3} (locked|temporarily (locked|blocked|disabled|suspended)|lockout)|brute[ -]?force|"
                r"password( \S+){0,2} (expired|must be changed|needs to be changed|reset required|change required)|"
                r"(must|have to|need to|please) change (your )?password|"
                r"(ip|address|you)( \S+){0,5} (banned|blocked|locked)( \S+){0,5} (failed|log-?in|auth)|"
                r"repeated (log-?in|auth\w*|failed)|konto.{0,20}gesperrt|compte.{0,20}(bloqué|verrouillé)|cuenta.{0,20}bloquead|"
                r"trop de tentatives|zu viele (anmelde|fehl)|demasiados intentos|слишком много попыток|аккаунт заблокирован|"
                r"login (is )?(temporarily )?(blocked|disabled)", moments=(*SIGNING_IN, Moment.CONNECT, Moment.GREETING),
                unless=r"smtpclientauth|#auth005|mechanism|message|too many connections|policy"),
            Sign(0.92,
                r"(account|user|mailbox)( \S+){0,3} (is |has been |was )?(suspended|disabled|blocked|frozen|deactivated|banned|inactive|locked)",
                moments=SIGNING_IN, unless=r"smtp|imap|pop3|polic|from (imap|pop|smtp)"),
            Sign(FAINT, r"#auth005"),
        ),
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
        signs=(
            Sign(0.95,
                r"temporary auth\w*( \S+)? (fail|error|problem|server)|temporar\w+( \S+){0,4} (auth\w*|log-?in|verify|check)|"
                r"auth\w*( \S+){0,3} (temporar\w+|server|service|backend|daemon|system|database)( \S+){0,3} ?(fail|unavail|error|down|not available|problem|unreachable|busy)|"
                r"(unable|cannot|can.t|could not|failed) to (verify|check|validate|connect to|contact|reach)( \S+){0,3} (password|credentials|login|auth\w*|user database|directory|ldap|saslauthd)|"
                r"internal (auth\w*|log-?in|server) (error|fail)|federat|sts url|saslauthd|connect to private/auth|"
                r"generic failure|system busy|"
                r"(auth\w*|log-?in)( \S+){0,4} (try again later|currently unavailable|unavailable|later)|\[unavailable\]|"
                r"ldap.{0,40}(fail|error|unavail|down)|auth\w* (mechanism|lookup|request) (temporar|fail|timed)|"
                r"login (currently |temporarily )?(unavailable|not possible)|maintenance", moments=SIGNING_IN,
                unless=r"too many|captcha|exceeded|serverbug"),
            Sign(0.86, codes=(421, 432, 435, 451, 454), moments=(Moment.SIGN_IN,)),
            Sign(0.86, enhanced=r"4\.[37]\.\d+", moments=SIGNING_IN),
        ),
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
