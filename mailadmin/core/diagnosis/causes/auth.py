"""Causes: signing in with a user name and a password."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    ENCRYPT,
    SIGN_IN,
    SIGN_IN_TURNS_GREEN,
    TEST_AGAIN,
    to_mail_admin,
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
            Sign(SURE, r"authorization grant is invalid"),
            Sign(LIKELY, r"(could not|couldn.t|cannot|can.t|unable to|failed to) (log ?in|log ?on|sign ?in|authenticate)|unable to verify account name or password|auth failed, \d+ attempts|\bauth_failed|no authentication type succeeded|account not recognized|user name or password rejected|verify your credentials|"
                r"(check|verify|re-?enter|vérifi\w{1,3}|controll\w{1,3}|compruebe|verifi\w{2,3}|überprüf\w{1,3}|controleer|проверьте|sprawdź|confira)( \S+){0,5} (user ?name|password|credentials|login|mot de passe|contraseña|passwort|kennwort|wachtwoord|пароль|hasło|senha|palavra-passe)|"
                r"impossible de s.authentifier|impossibile autentic|no se (puede|pudo|ha podido) autentic|аутентифицироваться|authenticeren|"
                r"(falha|erro)( \S+){0,3} (login|autentica\w{2,5})|não foi possível (autentic|entrar|fazer login)", moments=SIGNING_IN),
            Sign(LIKELY,
                r"(invalid|incorrect|wrong|bad|unknown|rejected|refused|failed)( \S+){0,3} ?(user|login|log-?on|password|passwd|credential|username|auth|passphrase)|"
                r"user ?(name)? ?(and|or|&|/)( the)? password|"
                r"log-?in (to|on|at)( \S+){1,6} failed|password( \S+){0,4} (is |was )?(incorrect|invalid|wrong|not (accepted|correct|valid)|mismatch|fail|rejected)|"
                r"(log-?in|log ?on|auth\w{0,12}|sign-?in|sasl \S+)( \S+){0,2} (failed|failure|denied|rejected|unsuccessful|incorrect|invalid|error|refused)|"
                r"credentials?( \S+){0,3} (rejected|no longer valid|invalid|incorrect|not (accepted|correct|valid)|refused|wrong|fail)|"
                r"could not (be )?authenticate|unable to (log|auth|sign)|authenticationfailed|auth(entication)?exception|"
                r"incorrect authentication data|access denied for user|denied authentication|authorizationfailed|(log-?in|login|log-?on|sign-?in|authentication) (is |was )?(declined|aborted|not (successful|accepted|possible))|0x800ccc(18|90|92)|not accepted from server|login fail|"
                r"auth(entication)? (fail|error)|reject\w{0,12} your (login|password)|credentials were incorrect",
                moments=(*SIGNING_IN, Moment.SENDER),
                unless=r"before|not (enabled|supported|available)|unsupported|temporar|too many|unrecogni|recipient|sender address|"
                       r"certificate|host(name)? |certif|handshake|helo(?!=)|spf|dkim|dmarc"),
            Sign(LIKELY,
                r"(anmeldung|authentifizierung|authentisierung|anmeldedaten|benutzername|kennwort|passwort).{0,60}(fehlgeschlagen|falsch|ungültig|abgelehnt|zurückgewiesen|verweigert|nicht|inkorrekt)|"
                r"(identifiant|mot de passe|authentification).{0,60}(incorrect|invalide|échou|erron|refus)|"
                r"échec.{0,30}authentification|échec de (la )?connexion.{0,30}(identifiant|utilisateur|mot de passe)|"
                r"(contraseña|usuario|credenciales|autenticación).{0,60}(incorrect|inválid|erróne|fallid|no válid|rechazad)|"
                r"(nome utente|password|autenticazione|credenziali).{0,40}(errat|non valid|fallit|non corrett)|"
                r"(senha|usuário|autenticação|credenciais).{0,40}(incorret|inválid|falhou)|"
                r"(неверн|неправильн)\S{0,40} (логин|пароль|имя|учетн)|аутентификаци\S{0,40}.{0,30}(не|ошибка)|ошибка аутентификации|"
                r"ログイン(に失敗|できません)|(密码|密碼|口令)(错误|錯誤|不正确|不正確|有误)|认证(永久)?失败|認證失敗|用户名或密码|(账号|帐号|账户|用户名)(和|或|与|/)密码|(验证|登录|登入|登陆)失败|認証(に失敗|できません|エラー)|パスワードが(違|正し|間違)|"
                r"인증.{0,6}실패|로그인.{0,6}실패|비밀번호가|"
                r"(gebruikersnaam|wachtwoord|inloggen|aanmelden|verificatie).{0,40}(onjuist|mislukt|ongeldig|verkeerd|geweigerd)|"
                r"(błęd|nieprawidłow|niepoprawn)\S{0,6} .{0,20}(hasł|login|dane|użytkownik)|uwierzytelni\S{0,20}.{0,30}(nie powiod|błąd|odrzucon)|(hasło|login).{0,30}(nieprawidłow|niepoprawn|błędn)|"
                r"(přihlášení|ověření|heslo).{0,40}(selhal|neplatn|nesprávn|chybn)|(kimlik doğrulama|oturum açma|giriş).{0,30}(başarısız|hata|yapılamad)|"
                r"(şifre|parola).{0,30}(hatalı|yanlış|geçersiz)|(inloggning|autentisering|lösenord).{0,40}(misslyck|fel|ogiltig|felaktig)|"
                r"(adgangskode|passord|pålogging|brugernavn|brukernavn).{0,40}(forkert|feil|mislyk|ugyldig)|"
                r"(salasana|kirjautuminen|todennus).{0,40}(virhe|väär|epäonnist)|(jelszó|bejelentkezés|hitelesítés).{0,40}(hibás|sikertelen|helytelen)|"
                r"(parol[aă]|autentificare\w?).{0,40}(incorect|greșit|eșuat|invalid)|пароль.{0,30}(не ?верн|не подход|неправил)|не удалось (войти|авториз)|"
                r"(парол|логин|вход|автентифік)\S{0,12}.{0,30}(невірн|хибн|помилк)"),
            Sign(0.84, codes=(535,)),
            Sign(0.9, r"authentication credentials invalid", moments=SIGNING_IN),
            Sign(0.8, r"auth(entication)? fail", codes=(550, 553, 554, 570), moments=(Moment.BOUNCE,), unless=r"spf|dkim|dmarc|sender|domain"),
            Sign(0.74, enhanced=r"5\.7\.3|[45]\.7\.8", moments=SIGNING_IN),
            Sign(SAID, r"user credentials were incorrect"),
            Sign(DIGITS, codes=(530, 550, 554, 501, 534), enhanced=r"5\.7\.(0|1)", moments=(Moment.SIGN_IN,)),
        ),
        cases=(
            Case("Unable to authenticate with server 'smtp.sendgrid.net'.  Received '535 Authentication failed: The provided authorization grant is invalid, expired, or revoked'.", "auth"),
            Case('{"code":"EAUTH","response":"535 Authentication Credentials Invalid","responseCode":535,"command":"AUTH PLAIN"}', "auth"),
            Case('rake aborted!\nNet::SMTPAuthenticationError: 535 5.7.8 Sorry.', "auth"),
            Case('サーバー smtp.example.jp へのユーザー名 user@example.jp でのログインに失敗しました。', "auth"),
            Case('Could not save the e-mail account.\nIMAP verification failed: Could not log in. Please verify your credentials.', "imap"),
            Case('5.7.8 no', "auth"),
            Case('535 5.7.139 Authentication unsuccessful, the user credentials were incorrect', "auth"),
            Case('550 5.7.1 no', "auth"),
            Case('535 5.7.8 Error: authentication failed: (reason unavailable)', "auth"),
            Case('570 5.7.0 Authentication failure', "bounce"),
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
                r"(enter|use|input|need|with|your)( \S+){0,3} authori[sz]ation( code|$|\.)|#auth005|password for external|授权码|授權碼|独立密码|"
                r"专用密码|пароль приложения|пароля? для внешн|парол\S+ приложени|neobhodim parol|app-?passw|"
                r"anwendungs(spezifische\S{0,40})?[- ]?passw|mot de passe (d'application|spécifique)|contraseña(s)? de (la )?aplicaci|"
                r"password (per|specifica per) (le )?app|senha de (app|aplicativo)|アプリ(ケーション)?パスワード|"
                r"third-party (mail )?(client|app)s? password|external password|device password|"
                r"(two|2)[- ]?(factor|step)( \S+){0,4} (enabled|required|turned on|switched on)|second factor|"
                r"generate an? (app|special)|mail\.qq\.com\S{0,40}[?&]id=28\b|mail\.qq\.com\S{0,40}1001256|app-?kennwort|hasł\S{1,3} (do )?aplikacji|app-?wachtwoord|"
                r"uygulama (şifre|parola)|heslo (pro|k) aplikac|palavra-passe d[ae] aplica|앱 비밀번호|애플리케이션 비밀번호|客户端(授权|专用|密码)|"
                r"(device|client)[- ]specific password|bridge password|smtp[- ](token|key) instead",
                unless=r"(no longer|not) (support|accept)\S{0,40} app"),
            Sign(0.9, codes=(534,), enhanced=r"5\.7\.9", unless=r"browser"),
            Sign(0.88,
                r"login invalid credentials|authentication ?failed|invalid (login|credentials)|authenticationfailed",
                providers=("aol", "yahoo"), moments=SIGNING_IN, unless=r"mbr1212"),
            Sign(0.45, codes=(535,), moments=SIGNING_IN, providers=("gmail", "yahoo", "aol", "icloud", "fastmail")),
            Sign(FAINT, codes=(535,), moments=SIGNING_IN),
        ),
        cases=(
            Case('Login failed – please create an app password.', "imap"),
            Case('1 NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials', "imap", server='imap.aol.com', port=993),
            Case('534 5.7.9 not this one', "auth"),
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
                r"\bapikey\b|api[_-]key as|unknown user ?name(?! or)|invalid user ?name\b(?! or)|"
                r"user ?name (does not exist|not found|unknown)|access key id", moments=SIGNING_IN),
            # Of a recipient it is said far more often: without the step it is that.
            Sign(SAID, r"no such user|mailbox unknown|user (does not exist|not found|unknown)|unknown user(?! ?name or)", moments=SIGNING_IN),
            Sign(0.92, r"bad user ?name / password|bad user ?name/password", moments=SIGNING_IN),
            Sign(0.9, r"(authentication|login) failed|invalid|credentials",
                providers=("sendgrid", "mailjet", "postmark"), moments=SIGNING_IN,
                unless=r"credits|exceed|maximum|expired|ip|suspend"),
            Sign(FAINT, codes=(535,), moments=SIGNING_IN),
            Sign(0.97, r"whitespace username|(empty|blank) user ?name"),
        ),
        cases=(
            Case('Authentication failed: Bad username / password', "auth"),
            Case('The user name must be your full email address', "auth"),
            Case('535 Authentication failed: the credentials are unknown', "auth", server='smtp.sendgrid.net'),
            Case('535 no such user', "auth"),
            Case('warning: SASL authentication failure: All-whitespace username.', "auth"),
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
        id="auth-method-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no safe way to sign in on this port"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"missing_requirement.{0,40}\bauth\b|(?<!over )(?<!an )\bunencrypted connection\b|find an authenticator|no form of authori|authentication requires sasl|wrong authentication type|requested type not available|authentication did not load|no authenticators|no (login|authentication) methods supported|\b(0|no) possible authenticators"),
            Sign(0.96,
                r"unrecogni[sz]ed auth\w{0,12}( type| mechanism| method)?|"
                r"(unknown|unsupported|invalid|unimplemented|bad|unrecogni[sz]ed) (sasl |smtp |auth\w{0,12} |login )*(mechanism|method|mode|type)|"
                r"auth\w{0,12}( extension| mechanism| command| method| mode| type| scheme| protocol| plain| login| support)*s?( is| are| was)? ?(not |un)(supported|available|advertised|offered|implemented|recogni[sz]ed|(allowed|permitted) (here|on this))|"
                r"no (supported|suitable|acceptable|compatible|common|mutual|matching|known|valid|available|usable)? ?(smtp )?(sasl|auth\w{0,12}|login|secure)?( |-)?(auth\w{0,12} )?(mechanism|method|scheme)s?|"
                r"authentication not allowed|mechanism (is )?too weak|"
                r"(mechanism|method)s?( \S+){0,3} (not|un)(supported|available| supported| available| offered)|"
                r"(does not|doesn.t|did not|do not|not) ((appear|seem) to )?(support|offer|advertise|allow|provide|announce)( \S+){0,3} (auth|login|sasl|passwords?\b)|"
                r"no auth\w{0,12} (on (the|this|your) server|support|capab|method|mechanism|offered|available)|auth not (available|enabled|supported|offered)|"
                r"auth\w{0,12}( \S+){0,2} not enabled|no worthy mechs|cannot use a secure auth|none of the (auth|login|sasl|requested|supported)|"
                r"(plain|login|cram-md5|ntlm|gssapi)( auth\w{0,12}| mechanism)? (is )?(not|un)( ?)(supported|available|enabled|allowed)|"
                r"auth command (is )?(not|un)|command \W?auth\W? (is )?(not|un)|all authentication methods|login disabled|logindisabled|"
                r"authentication (type|method|mechanism)( \S+){0,2} (not|un)|\bxoauth is no longer",
                unless=r"basic auth|smtpclientauth|must issue|recipient|privacyrequired|connect to private/auth|extended smtp|starttls"),
            Sign(0.75, codes=(502, 503, 504), moments=(Moment.SIGN_IN,)),
            # What the server offers does not have it.
            Sign(0.93, r"\behlo\b.{0,200}\b250[ -](?:(?!\bauth\b).){1,600}\bcould not authenticate"),
            Sign(HINT, enhanced=r"5\.7\.4", moments=SIGNING_IN),
            Sign(DIGITS, codes=(500, 501), moments=(Moment.SIGN_IN,)),
        ),
        cases=(
            Case('CLIENT -> SERVER: EHLO blog.example.cz\nSERVER -> CLIENT: 250-vm1\n250-PIPELINING\n250 DSN\nSMTP Error: Could not authenticate.', "auth"),
            Case('<user@example.com>: SASL authentication failed; cannot authenticate to\n    server smtp.example.com[192.0.2.25]: no mechanism available', "bounce"),
            Case('503 AUTH command used when not advertised', "auth"),
            Case('t=2018-07-17T17:14:22 lvl=eror msg="Failed to send alert notification email" logger=alerting.notifier.email error="unencrypted connection"', "auth"),
            Case('5.7.4 no', "auth"),
            Case('501 no', "auth"),
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
            Sign(0.96, r"remote sending only|only (allowed )?with auth|local user only or auth|(local users|authenticated users) only|only (for )?(local|authenticated) users"),
            Sign(0.95,
                r"(authentication|authorization|auth|log-?in|sign-?in|smtp auth\w{0,12}|credentials)( \S+)?( is| are)?( now)? (required|needed|mandatory|necessary)|"
                r"missing credentials|authenticat\w+ (yourself )?(first|before)|please (authenticate|log ?in|auth)|"
                r"must (first )?(be )?(authenticat|log ?in|sign in|logged|provide auth)|"
                r"(need|have|needs) to (be )?(authenticat|log ?in|sign in|auth)|"
                r"not (yet )?(authenticated|logged[ -]?in|signed in)|"
                r"(un|non-?)authenticated (sender|user|client|connection|access|smtp|mail|message)|"
                r"requires? (smtp )?(an? )?(auth\w{0,12}|log ?in|password|credentials)|anonymous (mail|access|smtp|user|log-?in)|"
                r"not local sender|log ?in first|(sender|client|user) (was |is )?not authenticated|"
                r"access denied.{0,30}(not authenticated|auth)|use smtp auth|smtp auth(entication)?( \S+){0,2} (required|needed)|"
                r"authenticate (before|to (send|relay|use))\b|authentifizierung (ist )?erforderlich|"
                r"authentification (est )?(requise|nécessaire)|(requiere|requerida|necesaria).{0,20}autenticaci|"
                r"autenticaci\S+ (requerid|necesari)|autenticazione (richiesta|necessaria)|требуется (авторизац|аутентиф)|"
                r"(需要|必须|请先)(通过|进行)?(身份|smtp)?(验证|认证|登录)|認証(が|を)(必要|行)|(autentica|autentifica|authentifica)\w{2,6} (obrigat|obligator|requis|necess)|necess\wria autentica|"
                r"uwierzytelni\w+ (jest )?wymagan|(turn(ed)? on|enable|use|using) (smtp )?authentication (in|on|for|when)|"
                r"must use (smtp )?auth|\bauth (command )?first|sending without authentication|without (smtp )?authenticat",
                unless=r"sasl authentication failed|cannot authenticate|resolver\.rst|recipient requires|spf|dkim|dmarc|level|"
                       r"application|app password|5\.7\.515|gmail requires all senders|re-?authenticat|does not support|oauth|modern|"
                       r"sender is unauth|both|web ?browser|unauthenticated email"),
            Sign(0.98, enhanced=r"5\.7\.57"),
            Sign(0.98, r"sender address rejected: not logged in|not authenticated to send anonymous"),
            Sign(0.8, codes=(530,), moments=(Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE)),
            Sign(HINT, codes=(530,)),
        ),
        cases=(
            Case('530 Authentication required', "auth"),
            Case('Diagnostic-Code: smtp; 553 5.7.1 <me@example.com>: Sender address rejected: not\n    logged in', "bounce"),
            Case('Diagnostic-Code: SMTP; 550 Local user only or Authentication mechanism', "bounce"),
            Case('550 5.7.57 no', "mail"),
            Case('530 no', "mail"),
            Case('530 no', "bounce"),
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
                r"too (many|much)( \S+){0,4} ?(log-?ins?|auth\w{0,12}|passwords?|sign-?ins?|attempts?|failures?)|"
                r"(log-?in|auth\w{0,12}|sign-?in|password)( \S+){0,2} (attempts?|failures?|tries)( \S+){0,3} (exceed|limit|reached|many)|"
                r"locked[ -]?out|"
                r"(exceeded|maximum|max|limit)( \S+){0,5} (log-?in|auth\w{0,12}|password|sign-?in|failed)( \S+)? ?(attempts?|failures?|tries|limit)?|"
                r"account( \S+){0,3} (locked|temporarily (locked|blocked|disabled|suspended)|lockout)|brute[ -]?force|"
                r"password( \S+){0,2} (expired|must be changed|needs to be changed|reset required|change required)|"
                r"(must|have to|need to|please) change (your )?password|"
                r"(ip|address|you)( \S+){0,5} (banned|blocked|locked)( \S+){0,5} (failed|log-?in|auth)|"
                r"repeated (log-?in|auth\w{0,12}|failed)|konto.{0,20}gesperrt|compte.{0,20}(bloqué|verrouillé)|cuenta.{0,20}bloquead|"
                r"trop de tentatives|zu viele (anmelde|fehl)|demasiados intentos|слишком много попыток|аккаунт заблокирован|"
                r"login (is )?(temporarily )?(blocked|disabled)|log-?ins? too (frequent|often|fast|many)|(log-?in|auth\w{0,12}) (frequency|rate) limit|too frequent log-?in|(log-?in|logged in|authenticate\w?) too many times|\[expired\]|password (isn.t|is not|is no longer|no longer) valid any ?more|"
                r"(账号|帐号|账户|用户|邮箱)\S{0,6}(锁定|冻结|封禁|禁用)|(登录|登陆|认证)(失败)?(次数|频率)?(过多|过于频繁|太频繁)|登录失败次数|アカウントがロック|"
                r"(conta|compte|cuenta|account|konto|учетная запись|аккаунт)\S{0,3} .{0,30}(bloquead|bloqué|verrouill|bloccat|zablokowan|заблокирован|gesperrt|geblokkeerd)|"
                r"intrusion prevention", moments=(*SIGNING_IN, Moment.CONNECT, Moment.GREETING),
                unless=r"smtpclientauth|#auth005|mechanism|(?<!with )message|too many connections|connection attempts|policy|conditional access"),
            Sign(0.975,
                r"unauthori[sz]ed ip address|(account|user|mailbox)( \S+){0,3} (is |has been |was )?(suspended|disabled|blocked|frozen|deactivated|banned|inactive|locked)",
                moments=SIGNING_IN, unless=r"smtp|imap|pop3|maildrop|in-use|allowed to send|polic|from (imap|pop|smtp)|conditional access|security defaults|server has been"),
            Sign(FAINT, r"#auth005"),
        ),
        cases=(
            Case('security - cmd=Auth; account=user@example.com; protocol=imap; error=account lockout due to too many failed logins;', "imap"),
            Case('Access to your account has been temporarily restricted as Yandex suspects it may have been hacked. \nThis may have happened because you have entered your password on a fraudulent website or because your computer is infected with a virus.', "imap"),
            Case('Your account is suspended', "auth"),
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
                r"temporary auth\w{0,12}( \S+)? (fail|error|problem|server)|temporar\w{1,8}( \S+){0,4} (auth\w{0,12}|log-?in|verify|check)|"
                r"auth\w{0,12}( \S+){0,3} (temporar\w{1,8}|server|service|backend|daemon|system|database)( \S+){0,3} ?(fail|unavail|error|down|not available|problem|unreachable|busy)|"
                r"(unable|cannot|can.t|could not|failed) to (verify|check|validate|connect to|contact|reach)( \S+){0,3} (password|credentials|login|auth\w{0,12}|user database|directory|ldap|saslauthd)|"
                r"internal (auth\w{0,12}|log-?in|server) (error|fail)|federat|sts url|saslauthd|connection \S+ to (the )?auth\w{0,12} server|connect to private/auth|"
                r"auth: connect\(|generic failure|system busy|"
                r"(auth\w{0,12}|log-?in)( \S+){0,4} (try again later|currently unavailable|unavailable|later)|\[unavailable\]|"
                r"ldap.{0,40}(fail|error|unavail|down)|auth\w{0,12} (mechanism|lookup|request) (temporar|fail|timed)|"
                r"login ((currently |temporarily )?unavailable|(currently|temporarily) not possible)|maintenance|"
                r"unable to (authenticate|process (the )?(log-?in|auth\w{0,12})) (at present|at this time|right now|now|request)|认证临时失败|"
                r"(log-?in|auth\w{0,12})( \S+){0,2} (internal error|timed out|time-?out)", moments=SIGNING_IN,
                unless=r"too many|captcha|exceeded|serverbug|reason unavailable|verify account name|\b(fetch|select|append|search|status)\b"),
            Sign(0.86, codes=(421, 432, 435, 451, 454), moments=(Moment.SIGN_IN,)),
            Sign(0.86, enhanced=r"4\.(3\.\d+|7\.([0-79]|\d\d+))", moments=SIGNING_IN),
        ),
        cases=(
            Case('454 Temporary authentication failure', "auth"),
            Case('454 no', "auth"),
            Case('4.7.0 no', "auth"),
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
