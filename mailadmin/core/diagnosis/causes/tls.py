"""Causes: encryption and certificates."""

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    CERTIFICATE_TURNS_GREEN,
    COMPANY_COMPUTER,
    ENCRYPTION_TURNS_GREEN,
    MESSENGER_MEANWHILE,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import DIGITS, FAINT, HINT, LIKELY, SAID, SURE, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.problem import ProblemKind
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="tls-mode-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "Port and security setting do not fit each other"),
        blame=Blame.SERVER,
        signs=(
            Sign(SAID,
                r"(ssl|tls).{0,100}unknown[_ ]protocol|ssl2?3_get_server_hello|tls_?alert.{0,20}unexpected[_ ]message|received undefined alert|"
                r"make sure you connect to the correct port|port: (465|993|995), response: -1\b|alert: fatal - unexpected message|unsupported_record|non-tls data|connection already using tls|invaliddata, error: corruptmessage|unsupported record (version|type)|invalid header type|sec_e_invalid_token|token supplied to the function is invalid",
                moments=(Moment.CONNECT, Moment.GREETING, Moment.TLS, Moment.INBOX),
                unless=r"alert (protocol|handshake)|handshake failure|unsupported protocol"),
            Sign(SURE, r"typically reserved for plain-?text|invalid response smtp server \(starttls\)|smtps wrappermode|wrappermode \(tcp|ssl_on_connect|tls_wrappermode"),
            Sign(SURE,
                r"wrong[ _]version[ _]number|plain(text)? (smtp )?connection\?|speaking plain|"
                r"first record does not look like a tls|(unrecognized|unsupported or unrecognized) ssl message|http_request|"
                r"rx_record_too_long|record that exceeded the maximum|record.{0,3}too.{0,3}long|packet[ _]length[ _]too[ _]long|"
                r"tls packet with unexpected length|unexpected tls packet|unexpected packet format|record layer failure|"
                r"frame size|^\W*http request\W*$|\\?\\026\\003|\\x16\\x03|\x16\x03\x01|implicit (tls|ssl).{0,40}(instead|not|port)|"
                r"ssl23_get_server_hello:unknown protocol|ssl routines.{0,40}:unknown protocol|corrupted frame|"
                r"invalidcontenttype|rx_unknown_record_type|oversized record received|received record with version|sslhandshake.{0,20}-9847|"
                r"invalid ssl record|tls_get_more_records|"
                r"not an ssl/tls record|invalid tls record|use (port )?(465|587).{0,30}(tls|ssl)|not speaking tls"),
            Sign(0.96,
                r"closed|reset|lost connection|eof\b|disconnect|hang up|time[d]?[ -]?out|no response|no greeting|not respond|"
                r"empty|unexpected", ports=(465, 993, 995), security=(Security.NONE, Security.STARTTLS),
                moments=(Moment.CONNECT, Moment.GREETING, Moment.HELLO, Moment.TLS, Moment.INBOX)),
            Sign(0.96,
                r"closed|reset|lost connection|eof\b|disconnect|hang up|handshake|time[d]?[ -]?out|decrypt|unexpected|ssl|tls",
                ports=(25, 587, 143, 110, 2525), security=(Security.TLS,),
                moments=(Moment.CONNECT, Moment.GREETING, Moment.TLS, Moment.INBOX),
                unless=r"certificate|expired|self.signed|hostname"),
            Sign(0.96, problems=(ProblemKind.NOT_TLS,)),
            Sign(0.95, problems=(ProblemKind.RESET, ProblemKind.TIMED_OUT, ProblemKind.BAD_REPLY), ports=(465, 993),
                security=(Security.NONE, Security.STARTTLS), moments=(Moment.GREETING,)),
            Sign(0.95, problems=(ProblemKind.RESET, ProblemKind.TIMED_OUT), ports=(25, 587, 143),
                security=(Security.TLS,), moments=(Moment.TLS,)),
        ),
        cases=(
            Case('SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=localhost [127.0.0.1] input="\\026\\003\\001\\002"', "connect"),
            Case('smtplib.SMTPServerDisconnected: Connection unexpectedly closed', "connect", port=465, security='none'),
            Case('SocketException: An existing connection was forcibly closed by the remote host', "connect", port=587, security='implicit-tls'),
            Case('postfix/smtp[3611]: SMTPS wrappermode (TCP port 465) requires setting "smtp_tls_wrappermode = yes", and "smtp_tls_security_level = encrypt" (or stronger)', "connect"),
            Case("OpenSSL::SSL::SSLError (SSL_connect returned=1 errno=0 state=SSLv2/v3 read server hello A: unknown protocol)", "connect"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "On port {port}, {host} expects another kind of start than your security setting makes. Some ports are encrypted from the first moment, others switch to encryption a little later."),
            QT_TRANSLATE_NOOP("Fix", "The server expects another kind of start on this port than your security setting makes. Some ports are encrypted from the first moment, others switch to encryption a little later."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the other of the two encrypted settings works, it was this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” with port 465."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If that fails, set it to “Upgrade to encryption (587)” with port 587, and test again."),
                QT_TRANSLATE_NOOP("Fix", "If neither works, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS mode does not fit on {host} port {port}: one side speaks TLS from the first byte, the other plain SMTP.\n\nPlease tell me which port of {host} has implicit TLS (usually 465) and which has STARTTLS (usually 587).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS mode does not fit the port of our mail server: one side speaks TLS from the first byte, the other plain SMTP.\n\nPlease tell me which port has implicit TLS (usually 465) and which has STARTTLS (usually 587).\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-starttls-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server does not offer the encryption you chose"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"missing_requirement.{0,40}\btls\b"),
            Sign(SURE,
                r"(starttls|tls|ssl|secure connections?|encryption)( \S+){0,4} (not |un)(supported|offered|available|advertised|announced)|"
                r"starttls since it doesn.t|"
                r"(does not|doesn.t|did not|didn.t|not) (appear to )?(support|offer|advertise|announce)( \S+){0,2} (starttls|start-tls|tls|ssl|secure|encrypt)|"
                r"no (starttls|tls) (support|offered|available)|starttls-not-supported|neither tls (or|nor) starttls|must support starttls|"
                r"tls (currently |temporarily )?(is )?(un|not )available|required, but (was )?not offered|"
                r"starttls (disabled|is disabled)|starttls.{0,30}(missing|not found)|starttls denied|requested ssl level failed|"
                r"(unterstützt|supporte|prend|soporta|admite|supporta|suporta|поддерживает|obsługuje) (kein\w{0,3} |pas |en charge |le |la |il |o ){0,3}(starttls|tls|ssl|verschlüssel)|"
                r"(starttls|tls|ssl).{0,20}(nicht unterstützt|non supporté|no (está )?(soportad|admitid)|não suportad|не поддерживается|ondersteund)|不支持 ?(starttls|tls|ssl)",
                unless=r"version|cipher|protocol version|tls ?v?1\.|ip6|smtputf8|\bmodule\b|tls backend|tlsbackend"),
            Sign(HINT, codes=(454, 502, 500), moments=(Moment.TLS,)),
            Sign(0.97, enhanced=r"[45]\.7\.321"),
            Sign(DIGITS, r"starttls.{0,40}(fail|error|refus|reject)"),
        ),
        cases=(
            Case('STARTTLS not supported and the user requires enforcement., code: 500', "starttls"),
            Case('{error,retries_exceeded,\n       {missing_requirement,"smtp.gmail.com",tls}}', "starttls"),
            Case('mailsmtp Last Error Code: 24\nmailsmtp Last Error Explanation: MAILSMTP_ERROR_STARTTLS_NOT_SUPPORTED\nmailsmtp Last Error Location: 3', "starttls"),
            Case('502 5.5.1 no', "starttls"),
            Case('550 5.7.321 not possible', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "You chose “Upgrade to encryption”, but {host} does not offer it on port {port}. The program stopped there, so your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "You chose “Upgrade to encryption”, but the mail server does not offer it on this port. The program stopped there, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, something in your own network removes the encryption."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” with port 465, and test again."),
                QT_TRANSLATE_NOOP("Fix", "If that fails, try “Upgrade to encryption (587)” with port 587."),
                QT_TRANSLATE_NOOP("Fix", "If neither works, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not list STARTTLS in its EHLO reply on port {port}, so I can't sign in safely there.\n\nPlease enable TLS for submission (465 implicit, or 587 with STARTTLS), or tell me the right host and port. If STARTTLS is enabled, please check whether a firewall in between removes it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not list STARTTLS in its EHLO reply, so I can't sign in safely.\n\nPlease enable TLS for submission (465 implicit, or 587 with STARTTLS), or tell me the right host and port. If STARTTLS is enabled, please check whether a firewall in between removes it.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-required-by-server",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server insists on encryption"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"must (first )?(issue|use|send|start|do) (a |an )?(starttls|tls|ssl|secure|encrypt)|"
                r"starttls( command)? (is )?(required|first|needed|before|mandatory)|(must be sen[dt]|required to send)( \S+){0,3} (encrypt|tls\b|ssl\b)|"
                r"(requires?|needs?|wants?|insists? on|mandates?|only (accepts?|allows?|over|via|with)) (a |an |the )?(secure|encrypted|tls|ssl|ssl/tls|starttls|encryption)|"
                r"(encryption|encrypted|tls|ssl|ssl/tls|tls/ssl|tls/sslv3|secure|confidentiality)( connection| channel| session| transport| encryption)?( is)? (required|needed|mandatory|must)|"
                r"(without|non|no|not) ?-?(ssl/tls|tls/ssl|ssl|tls|secure|encrypted|encryption)( \(ssl/tls\))?( connections?| encryption)?( is| are)? ?(not allowed|disallowed|refused|rejected|denied|forbidden|connections?)|"
                r"privacyrequired|"
                r"(plain ?text|clear ?text)( \S+){0,3} (disallowed|not allowed|disabled|refused|rejected|forbidden|denied)|"
                r"sending without (ssl|tls)|(senders|clients|you) to use (tls|ssl)|lack of (security|encryption|tls)|(not|n.t) sent over( \S+)? (tls|ssl)|starttls (command )?used? (first|required)|issue (a )?starttls|"
                r"secure connection (is )?required|use (ssl|tls|starttls|stls) (first|before|to)",
                unless=r"but (was )?not offered|not supported|does not support|required,? but|oauth|tls version 1|tls ?v?1\.\d"),
            Sign(0.9, codes=(538,)),
            Sign(HINT, enhanced=r"5\.7\.(10|7)"),
            Sign(LIKELY, r"starttls", codes=(530, 451, 550, 554),
                moments=(Moment.SIGN_IN, Moment.SENDER, Moment.RECIPIENT)),
        ),
        cases=(
            Case('451 5.7.3 Must issue a STARTTLS command first', "mail"),
            Case('538 not like this', "auth"),
            Case('550 5.7.10 not like this', "mail"),
            Case('530 5.7.0 STARTTLS please', "mail"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The connection to {host} is not encrypted, and the server goes on only with encryption. It does this to protect your password and your mail."),
            QT_TRANSLATE_NOOP("Fix", "The connection is not encrypted, and the server goes on only with encryption. It does this to protect your password and your mail."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If “Security” is set to “None”, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Upgrade to encryption (587)” or “Encrypted from the start (465)”."),
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} asks for TLS, although I have set encryption. It said:\n{reply}\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server asks for TLS, although I have set encryption. The server said:\n{reply}\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server asks for TLS, although I have set encryption.\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-outdated-crypto",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's encryption is out of date"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.96,
                r"unsupported[ _]protocol|unsupported[ _]version|protocol[ _]version|no[ _]protocols[ _]available|"
                r"(key|md)[ _]?(is )?too[ _]small|(key|md)[ _]?(is )?too[ _]weak|(key|md)[ _]?(is )?too[ _]short|"
                r"no[ _]shared[ _]cipher|no (common |matching |mutual |shared )?cipher|"
                r"no ciphers?|cipher(s| suites?)? (mismatch|overlap|in common)|cypher_overlap|handshake[ _]failure|"
                r"legacy[ _]renegotiation|legacy[ _]sigalg|wrong[ _]signature[ _]type|insufficient[ _]security|"
                r"inappropriate[ _]fallback|version[ _]too[ _](low|high)|do not possess a common algorithm|0x80090331|"
                r"algorithm[ _]mismatch|"
                r"(tls|ssl)(v| )?(1|2|3|1\.0|1\.1)( (is|are|and|or|,)? ?\S{0,40}){0,4} (no longer|not supported|disabled|deprecated|retired|unsupported)|"
                r"weak (cipher|dh|certificate|signature)|(?<!e\.g\., )weak key|algorithm constraints|tls version (is )?(not|too)|"
                r"older? (tls|ssl) version|bad signature algorithm|sslv3 alert (?!bad certificate|certificate)|"
                r"unable to negotiate|no appropriate protocol|tls ?v?1\.[23] (is )?required|tls (version )?v?1\.[23] or (higher|newer|later|greater|above|better)|tls ?v?1\.[23]( or higher| or newer| or later)|high-strength cipher|(requires?|use) stronger cipher|"
                r"minimum (tls|ssl) version|gemeinsamen algorithmus|algorithme commun|algoritmo comune?|"
                r"supported cipher|no supported (cipher|version|protocol|curve|group)|dh ?key ?pair|prime size must be|common key share|"
                r"only supports? (tls|ssl) ?v?1\.[01]\b|(tls|ssl)( version)?( is)? too old|no common (tls |ssl )?cipher|peer is incompatible|algorithm that is not enabled|insecure algorithm|unrecognized protocol|illegal or unsupported version|(sslhandshake|ssl|osstatus).{0,60}-98(00|01|24|36|50|62)\b|"
                r"tls alert:? \W?(handshakefailure|protocolversion|insufficientsecurity|internalerror|illegalparameter|decodeerror)|fatal alert( \S+){0,4} handshake fail|diffie-hellman prime|alert[: _]{1,3}(handshake|protocol|insufficient|internal|illegal|inappropriate)|alert_handshake|"
                r"sec_e_(illegal_message|algorithm|unsupported)|0x80090326|unexpected or badly formatted|общим алгоритмом|共同的算法|共通のアルゴリズム|(wspólnego|gemensam) algor|"
                r"weak_server|inadequate_key_size|unsafe_negotiation|signature_algorithm_disabled|no common encryption|unsupported version of security|"
                r"signature_algorithms|digest algorithm too weak",
                unless=r"certificate[_ ](expired|unknown)|wrong version|unrecognized|unknown.?ca|bad_cert,"),
            Sign(0.92, problems=(ProblemKind.TLS_TOO_OLD,)),
            Sign(DIGITS,
                r"tls negotiation failed|(tls|ssl)[ _]?(handshake|negotiation).{0,40}(fail|error)|handshake failed|\bno tls\b",
                unless=r"tls backend",
                moments=(Moment.CONNECT, Moment.TLS, Moment.GREETING, Moment.BOUNCE, Moment.SENDER)),
        ),
        cases=(
            Case('postfix/smtpd[2077]: warning: TLS library problem: error:1408A0C1:SSL routines:SSL3_GET_CLIENT_HELLO:no shared cipher\npostfix/smtpd[2077]: lost connection after STARTTLS from unknown[192.0.2.1]', "starttls"),
            Case('TLS Negotiation failed', "starttls"),
            Case('msmtp: TLS handshake failed: The Diffie-Hellman prime sent by the server is not acceptable (not long enough).', "starttls"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} and this program found no encryption that both know and that is still safe, most likely because the server is old. Your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "The mail server and this program found no encryption that both know and that is still safe, most likely because the server is old. Your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it fails in every network and from every up-to-date computer, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot, to rule out a firewall."),
                ASK_MAIL_ADMIN,
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail program can't agree on TLS with {host} port {port}: no common protocol version or cipher, or a key or signature that is too weak.\n\nPlease offer TLS 1.2 and 1.3 with ECDHE ciphers, and a certificate with at least RSA 2048 or ECDSA P-256 and a SHA-256 signature; DH parameters, if any, of 2048 bits or more.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail program can't agree on TLS with our mail server: no common protocol version or cipher, or a key or signature that is too weak.\n\nPlease offer TLS 1.2 and 1.3 with ECDHE ciphers, and a certificate with at least RSA 2048 or ECDSA P-256 and a SHA-256 signature; DH parameters, if any, of 2048 bits or more.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's certificate is out of date"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.97, enhanced=r"[45]\.7\.322"),
            Sign(SURE,
                r"cert(ificate)?[ _]?((has|is)[ _])?expired|expired cert|not yet valid|"
                r"not[ _]yet[ _]valid|notafter|notbefore|certificateexpired|nottimevalid|notvalidyet|validity check failed|"
                r"(session|certificate) (or certificate )?has expired|(sslhandshake|ssl|osstatus|nsurl).{0,60}-(981[45]|120[14])\b|"
                r"peer certificate: expired|certificate is expired|сертификата истек|(证书|憑證).{0,12}(过期|過期)|期限切れ|verlopen|wygas|süresi dol|만료|"
                r"certificate.{0,60}(expired|validity period|out of date|date.{0,20}(invalid|passed))|0x800b0101|"
                r"sec_e_cert_expired|expired_certificate|sec_error_expired|cert_date_invalid|"
                r"(not within|nicht im|außerhalb).{0,30}(validity period|gültigkeitszeitraum)|date di validità|"
                r"période de validité|período de validez|fuera de (su )?plazo|срок действия|zertifikat.{0,40}abgelaufen|"
                r"certificate date|0.800ccc02|certificat.{0,40}expir|certificado.{0,40}(caducad|expir|vencid)|certificato.{0,40}scadut|"
                r"сертификат.{0,60}(истек|просрочен)|证书.{0,10}过期|証明書.{0,20}期限", unless=r"access ?token|password"),
        ),
        cases=(
            Case('depth=0 C = US, O = Icegreen Technologies, OU = GreenMail\nverify error:num=10:certificate has expired\nnotAfter=Jan 10 07:22:27 2013 GMT', "imap"),
            Case('450 4.7.322 no delivery', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one of {host} is good only from {not_before} to {not_after}. Somebody has to renew it there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and this one is past its last day or before its first. Somebody has to renew it on the server, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the date shown on this computer is wrong, it is the computer's clock and not the server."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the date and time of this computer, and correct them if they are wrong."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If the date was right, send your mail admin the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS certificate that {host} presents on port {port} is out of its validity: {not_before} to {not_after}.\n\nPlease renew it and reload the mail service: a renewed file is often not loaded until then. Please also check why the automatic renewal failed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS certificate that our mail server presents is out of its validity period.\n\nPlease renew it and reload the mail service: a renewed file is often not loaded until then. Please also check why the automatic renewal failed.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-hostname-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "The certificate belongs to another server name"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.97, enhanced=r"[45]\.7\.325"),
            Sign(0.8, r"unrecognized[_ ]name", unless=r"command"),
            Sign(SURE,
                r"hostname.{0,30}mismatch|host ?name.{0,40}(does not|doesn.t|did not|not) match|"
                r"(\bcn\b|common ?name|(?<!user)(?<!user )\bnames?\b|subject|certificate|peer|altnames?).{0,60}(does not|doesn.t|did not|didn.t|not) match|"
                r"not in the cert|certificate is valid for|is not valid for|no (subject )?alternative.{0,40}(name|match)|"
                r"subject name.{0,60}match|wrong principal|princip(al|le) name|\binvalid_cert_cn\b|0x80090322|bad_cert_domain|cert_common_name_invalid|"
                r"(certificate|cert)( \S+){0,3} (belongs to|issued for|issued to|is for) (a |an )?(another|different|other)|"
                r"remotecertificatenamemismatch|name mismatch|domain mismatch|issued to a different|no name matching|"
                r"zertifikat.{0,40}(anderen namen|stimmt nicht|passt nicht)|"
                r"nom.{0,30}certificat.{0,40}(ne correspond|correspond pas)|nombre.{0,40}certificado.{0,40}no coincide|"
                r"notvalidforname|mx hosts? of .{0,80}mta-sts|not valid for (any )?name|hostname_check_failed|altname_invalid|ip address mismatch|certificate owner does not match|presented server name type|legacy common ?name|hostname verif\w{0,10} fail|"
                r"(verif\w{0,6}|check\w{0,3}) (of )?(the )?host ?name.{0,20}fail|(ssl|osstatus).{0,60}-9843\b|common ?name mismatch|"
                r"zielprinzipalname|nom principal|nombre principal|nome (di |do )?(dell.entità )?principal|основное имя|конечного участника|目标主体名|ターゲット プリンシパル|"
                r"имя.{0,40}сертификат.{0,40}не совпадает|doesn.t contain any (ip )?sans|cannot validate certificate for|"
                r"(can.t|cannot) verify identity of server|locate peer certificate cn",
                unless=r"sender|recipient|client ip|fingerprint"),
            Sign(0.97, r"\bsubjectmismatch\b"),
        ),
        cases=(
            Case('The server you are connected to is using a security certificate that cannot be verified.\nThe target principal name is incorrect.\nDo you want to continue using this server?', "connect"),
            Case('450 4.7.325 no delivery', "bounce"),
            Case("remote error: tls: unrecognized name", "starttls"),
            Case('450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch Expected Subject: *.contoso.com.', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one shown is for {names}, not for {host}. That can be a wrong server name or a stranger in between, so your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one shown is for another name. That can be a wrong server name or a stranger in between, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If one of the names in it belongs to your email provider, your server name is most likely wrong."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Look at the names in the certificate: {names}"),
                    QT_TRANSLATE_NOOP("Fix", "Open the stage “Certificate” and look at the names in it."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Ask your email provider or web host which server name is right for sending."),
                (
                    QT_TRANSLATE_NOOP("Fix", "If it is one of those names, type it in place of {host} and test again."),
                    QT_TRANSLATE_NOOP("Fix", "If it is one of those names, type it as your mail server and test again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If your server name was right, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} presents on port {port} a certificate for: {names}. The name {host} is not among its subject alternative names.\n\nPlease issue a certificate that covers {host}, or tell me which of those names I should use. If you do not know this certificate, something in between is answering.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server presents a certificate whose subject alternative names do not cover the name in my settings.\n\nPlease issue a certificate that covers it, or tell me which name I should use.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-untrusted",
        title=QT_TRANSLATE_NOOP("Fix", "Nobody this computer trusts vouches for the mail server"),
        blame=Blame.SERVER,
        signs=(
            Sign(LIKELY, r"cannot set x509 trust|certificatevalidationexception"),
            Sign(0.9, r"(invalid|bad|unsupported) (peer |server |remote )?certificate|unsupportedcertversion|certificate( is)? not signed by|unknownissuer|certificate: other|badsignature"),
            Sign(SAID,
                r"(?<!allow_)self[- _]?signed|unable to (get|verify).{0,20}(issuer|first|leaf|certificate)|unable_to_(verify|get)|"
                r"unknown[ _]ca\b|unknown (certificate )?(authority|issuer)|signed by (an )?unknown|untrusted ?(root|issuer|cert)|"
                r"not trusted|pkix path building|valid certification path|trust anchor|unknown_issuer|0x800b0109|0x80090325|"
                r"0x800b010a|untrusted_root|partial_?chain|remotecertificatechainerrors|"
                r"peer.{0,3}s? certificate (cannot|issuer|is not)|cannot be authenticated|missing intermediate|chain is (incomplete|broken)|incomplete (certificate )?chain|cacert|ca bundle|"
                r"cafile|cert_authority_invalid|nicht vertrauenswürdig|zertifizierungsstelle|autorité de certification|"
                r"pas (de )?confiance|no es de confianza|entidad (emisora|de certificación)|недоверенн|не является доверенным|"
                r"不受信任|信頼されて|trustanchors|nsurlerrordomain.{0,20}-120[23]\b|(sslhandshake|ssl|osstatus).{0,60}-98(07|08|12|13)\b|"
                r"not standards compliant|server certificate not (verified|trusted)|broken certification chain|"
                r"untrusted_(issuer|cert)|cert_untrusted|trusted root auth|trust relationship|信任关系|vertrauensanbieter|issuer cert.{0,60}not (be )?found|root certificate cannot be found|"
                r"no certificates could be verified|certificate signature could not|ca certificates is invalid|unsuitable (certificate|for this)|inadequate_key_usage|"
                r"ca_cert_used|v1_cert|sec_error_bad_signature|certificatenotavailable|not present any certificate|certificate is blacklisted|no tlsa|tlsa.{0,20}(invalid|mismatch)|"
                r"fingerprints?( \S+){0,6} (do(es)? not|doesn.t|mismatch)|certificate.{0,60}pretending to be|certpathvalidator|catrust|niet vertrouwd|niezaufan|güvenilmeyen|신뢰할 수 없",
                unless=r"validity check failed|notvalid|expired|alternative name|algorithm constraints"),
            Sign(0.8,
                r"certificate[ _](verify|verification|validation)[ _]fail(ed|ure)|certificate_verify_failed|verify failed|"
                r"remote certificate (is invalid|was rejected)|bad[_ ]certificate|certificate_unknown|key in the certificate could not|"
                r"(invalid|untrusted|problem with the) (server |security )?certificate|"
                r"certificate (is )?(invalid|error|problem|unknown|could not be verified|rejected|not accepted)|"
                r"certificate unknown|cert_?error|serverzertifikat|(remote)?zertifikat.{0,40}ungültig|ungültiges zertifikat|"
                r"certificat.{0,30}(non valide|invalide|pas valide)|certificado.{0,30}no (es )?válido|"
                r"certificato.{0,30}non (è )?valido|сертификат.{0,40}(недейств|недопустим|не прош)|revocation|revoked|"
                r"certificat.{0,30}n'est pas valid|证书.{0,6}(无效|錯誤|错误)|憑證.{0,6}(無效|錯誤)|証明書.{0,8}(無効|エラー|正しくありません)|인증서.{0,10}(유효하지|오류)|"
                r"certifica(at|do|to)\b.{0,60}(ongeldig|inválid|non .{0,20}valido|não .{0,10}válid)|certyfikat.{0,60}(nieprawidłow|nieważn)|sertifika.{0,60}geçer|certifik[aá]t.{0,60}(ogiltig|inte giltig|neplatn)|ssl connect certificate|error in the certificate|"
                r"identität.{0,60}nicht (über|ge)prüft|vérifier l.identité|verificar la identidad|verificare l.identità|invalid ca cert|(could|can)( ?not|n.t) be verified|(cannot|can.t) verify (the )?(server )?identity|certificate for this server is invalid|failed certificate", unless=r"recipient|sender|\buser\b"),
            Sign(0.8, problems=(ProblemKind.CERTIFICATE,)),
            Sign(HINT,
                r"(secure|ssl|tls) connection.{0,60}(could not be|cannot be|failed|while attempting)|:tls_failed\b|failed to enable crypto|"
                r"establish (an )?(ssl|tls|secure)", moments=(Moment.CONNECT, Moment.TLS)),
            Sign(0.98, r"ssl_accept\(\) failed: .{0,120}alert (certificate unknown|unknown ca|bad certificate)|fingerprint .{0,120}does not match"),
        ),
        cases=(
            Case("msmtp: cannot set X509 trust file ~/.certs/smtp.example.at.pem for TLS session: Error while reading", "starttls"),
            Case('450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]', "bounce"),
            Case('System.Security.Authentication.AuthenticationException: The remote certificate is invalid according to the validation procedure.', "imap"),
            Case('SMTP error: Connection error: Connection error: invalid peer certificate: Other(OtherError(UnsupportedCertVersion))', "connect"),
            Case('An error occurred while attempting to establish an SSL or TLS connection.', "connect"),
            Case('imap-login: Disconnected (no auth attempts in 0 secs): TLS handshaking: SSL_accept() failed: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca: SSL alert number 48', "imap"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one of {host} was signed by {issuer}, whom this computer does not know. So nobody can tell whether it is the right server, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and this one was signed by somebody whom this computer does not know. So nobody can tell whether it is the right server, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, a device in your network shows a certificate of its own."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Install the waiting updates of this computer, because they bring the list of trusted signers."),
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot."),
                ASK_MAIL_ADMIN,
                QT_TRANSLATE_NOOP("Fix", "If your company makes certificates of its own, ask your network admin to add its root here."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe certificate of {host} port {port} does not chain to a root that my computer trusts. Its issuer is: {issuer}.\n\nPlease check that the server sends the full chain (the intermediate certificates too) and that it is not self-signed. If it comes from a private CA of ours, please have the root certificate installed on this computer.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe certificate of our mail server does not chain to a root that my computer trusts.\n\nPlease check that the server sends the full chain (the intermediate certificates too) and that it is not self-signed. If it comes from a private CA of ours, please have the root certificate installed on this computer.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-intercepted",
        title=(
            QT_TRANSLATE_NOOP("Fix", "{product} opened the encrypted connection"),
            QT_TRANSLATE_NOOP("Fix", "A security program opened the encrypted connection"),
        ),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"(avast|\bavg\b|kaspersky|\beset\b|bitdefender|norton|mcafee|sophos|zscaler|netskope|fortinet|fortigate|adguard|dr\.? ?web|ssl filter|blue ?coat|umbrella|palo alto|sonicwall|checkpoint|check point|websense|forcepoint|mitmproxy|fiddler|charles proxy|web/mail shield|mail shield|email shield|watchguard|smoothwall).{0,120}(cert|issuer|\bca\b|tls|ssl|root|trust)|"
                r"(cert|issuer|\bca\b|tls|ssl|root|trust).{0,120}(avast|\bavg |kaspersky|\beset[ ,_]|bitdefender|norton|mcafee|sophos|zscaler|netskope|fortinet|fortigate|adguard|dr\.? ?web|ssl filter|blue ?coat|umbrella|palo alto|sonicwall|check ?point|websense|forcepoint|mitmproxy|fiddler|charles proxy|mail shield|watchguard)",
                moments=(Moment.CONNECT, Moment.TLS, Moment.GREETING, Moment.NAME, Moment.INBOX)),
            Sign(SURE, r"mitm_detected"),
            Sign(FAINT, r"self[- _]signed certificate in (the )?certificate chain", moments=(Moment.CONNECT, Moment.TLS)),
            Sign(FAINT, r"establish (an )?(ssl|tls)|sslhandshakeexception", moments=(Moment.CONNECT, Moment.TLS)),
        ),
        cases=(
            Case('unable to verify the first certificate; issuer=C = SK, O = "ESET, spol. s r. o.", CN = ESET SSL Filter CA', "imap"),
            Case("Error code: MOZILLA_PKIX_ERROR_MITM_DETECTED", "imap"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "{product} has put itself between you and {host} to scan your mail, so the real server can't be checked. The program stopped there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is a server's identity card, and those of {host} and {control} were both made by {issuer}. So something opens every encrypted connection from here, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "An antivirus program or a company firewall has put itself between you and the mail server to scan your mail. The real server can't be checked that way, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, it is a device in your network; if not, it is a program on this computer."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "In {product}, switch off mail scanning here: {menu}"),
                    QT_TRANSLATE_NOOP("Fix", "Open the settings of {product} and switch off the scanning of mail."),
                    QT_TRANSLATE_NOOP("Fix", "Open your antivirus program and switch off the scanning of encrypted mail."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Leave all other protection switched on."),
                TEST_AGAIN,
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to {host} port {port} is re-signed by {product} (certificate issuer: {issuer}).\n\nPlease exempt {host} on port {port} from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to {host} port {port} is re-signed on the way. The certificate's issuer is: {issuer}. The one of {control} has the same issuer.\n\nPlease exempt {host} on port {port} from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to {host} port {port} is re-signed on the way. The certificate's issuer is: {issuer}.\n\nPlease exempt {host} on port {port} from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to our mail server is re-signed on the way by a security product.\n\nPlease exempt our mail server (ports 465 and 587) from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
)
# fmt: on
