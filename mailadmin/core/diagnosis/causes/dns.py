"""Causes: the name of the mail server can't be looked up."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    NAME_TURNS_GREEN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, LIKELY, SAID, Sign
from mailadmin.core.diagnosis.symptom import LOOKUP, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="dns-name-not-found",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's name does not exist"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.975,
                r"-3008\b|-3007\b|gaierror.{0,10}-[25]\b|errno -[25]\b|\[errno 8\]|getaddrinfo.{0,40}(enotfound|-3008)|"
                r"name or service not known|nodename nor servname|nsurlerrordomain.{0,20}-100[36]\b|eai_no(name|data)", moments=LOOKUP,
                unless=r"try again|eai_again"),
            Sign(SAID,
                r"no such host|enotfound|nxdomain|wsahost_not_found|wsano_data|\b1100[14]\b|"
                r"(dns )?name does not (resolve|exist)|noanswer\b|no data of the requested type|"
                r"(could ?n.t|could not|unable to|cannot|can.t|failed to) (resolve|find|locate|look ?up) (the |your )?(remote )?(host|server|hostname|address|proxy|mail ?server|smtp server|imap server|e-?mail server)|"
                r"getaddrinfo fail(e|i)d|unknown[_ ]?host(exception)?|\benodata\b|failed host lookup|host ?name (could not be|not) (resolved|found)|"
                r"err_name_not_resolved(?!_temp)|address family for hostname|(bad|unresolvable|non-?existent|no such) (smtp |imap |mail |pop3? )?host ?name|"
                r"getaddrinfo (enoent|enodata|enotfound)|failed to resolve mx|no mx found|idna.? codec|label (is )?(empty or )?too long|domain name too long",
                unless=r"temporary|try again|eai_again|name server|recipient|sender|rcpt|helo|\bptr\b|reverse|misbehaving",
                moments=LOOKUP),
            Sign(SAID,
                r"0x800ccc0d|cannot find the e-?mail server|h[ôo]te inconnu|unbekannter host|host desconocido|"
                r"(host|server|hostname)( \S+){0,3} ist unbekannt|не удалось найти (указанный )?(узел|сервер)|хост неизвестен|未知的主机|"
                r"不知道这样的主机|そのようなホストは不明|servidor.{0,20}no (se )?encontr|host sconosciuto|host não é conhecido|"
                r"kein solcher host|\(smtp\) \S+ is unknown|server \S+ (is unknown|could not be found|cannot be found)|"
                r"lookup \S+:? (on \S+ )?no such host|unknown server|server.{0,30}nicht gefunden|"
                r"serveur.{0,30}(introuvable|n'a pas été trouvé)|"
                r"nom ou service inconnu|nombre o servicio desconocido|nome o servizio sconosciuto|nome ou serviço desconhecido|"
                r"name oder.{0,12} dienst.{0,12} nicht bekannt|naam of (de )?(service|dienst).{0,10} niet bekend|onbekende host|"
                r"nieznan(a nazwa|y host)|имя или служба не известн|neznám[éý] (jméno|hostitel)|tjänsten är inte känd|"
                r"hizmet bilinmiyor|ana bilgisayar bilinmiyor|알려진 호스트|未知的名称|(无法|不能)解析(主机|服务器|域名|名称)|無法識別|找不到(主机|服务器)|"
                r"名前またはサービス|ホスト.{0,6}(見つかりません|解決できません)|"
                r"(nom|nombre|nome|nazw\w|имя|name\w?|hôte|host) .{0,40}(être résolu|ser resolvid|aufgelöst|rozpozna)|resolver el nombre|rozpoznać naz|разрешить.{0,20}имя|解析此?(远程)?名称|名を解決でき|"
                r"(impossible de|no se pudo|impossibile|não foi possível|kann|konnte) .{0,30}(résoudre|resolver|risolvere|aufgelöst|auflösen)",
                moments=LOOKUP),
            Sign(LIKELY,
                r"host (name )?not found|no address associated with (host)?name|no a record|server not found|"
                r"(remote )?name could not be resolved|name resolution failed|gethostby.{0,40}device not configured|"
                r"device not configured.{0,60}gethostby|"
                r"(host|server)( ?name)? (is )?(unknown|not known|does not exist)",
                unless=r"temporary|try again|type=|recipient|sender|rcpt|helo|\bptr\b|reverse", moments=LOOKUP),
            # Whatever a program says of a name that it got no address for.
            Sign(0.51, moments=(Moment.NAME,)),
        ),
        cases=(
            Case('Fehler bei der Auflösung von smtp.example.de', "dns"),
            Case("<class 'socket.gaierror'>: [Errno 8] nodename nor servname provided, or not known", "dns"),
            Case('dns.resolver.NXDOMAIN: None of DNS query names exist: nominum.com., nominum.com', "dns"),
            Case('Sending of the message failed.\nAn error occurred while sending mail: Outgoing server (SMTP) smtp.exmaple.com is unknown. The server may be incorrectly configured. Please verify that your outgoing server (SMTP) settings are correct and try again.', "dns"),
            Case("System.Net.Mail.SmtpException: Failure sending mail. ---> System.Net.WebException: The remote name could not be resolved: 'smpt.example.com'\r\n   at System.Net.ServicePoint.GetConnection(...)", "dns"),
            Case("IO::Socket::INET: Bad hostname 'smtp.exmaple.com'", "connect"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer looked up the name {host}, and no mail server has that name. Most often a letter is wrong, or your email provider now uses another name."),
            QT_TRANSLATE_NOOP("Fix", "Your computer looked up the mail server's name, and no server has that name. Most often a letter is wrong, or your email provider now uses another name."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens either, this computer is offline, and the name may be right."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read the server name letter by letter: {host}"),
                    QT_TRANSLATE_NOOP("Fix", "Read the server name letter by letter, and look for spaces and commas."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Compare it with the name that your email provider or mail admin gave you."),
                QT_TRANSLATE_NOOP("Fix", "Type the right name as your mail server and test again."),
                QT_TRANSLATE_NOOP("Fix", "If you can't find the right name, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI can't send mail: the mail server name {host} does not resolve (NXDOMAIN, or no A/AAAA record).\n\nPlease tell me the host name, port and encryption that I should use for sending. If {host} is right, please check its DNS records.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI can't send mail: the mail server name in my settings does not resolve (NXDOMAIN, or no A/AAAA record).\n\nPlease tell me the host name, port and encryption that I should use for sending.\n\nThank you"),
            ),),
            check=NAME_TURNS_GREEN,
        ),
    ),
    Cause(
        id="dns-resolver-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's name could not be looked up just now"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.98, r"temporary( \S+){0,3} dns( \S+)? (failure|error)|temporary \S+ dns lookup|temporary resolver (error|failure|problem)|lookup \(\S+\):? deferred|(cname|mx|a|aaaa|address|domain) lookup (failed|failure|error)( \S+)? temporar"),
            Sign(0.95,
                r"temporary failure in name resolution|eai_(again|fail|system|timeout)|servfail|(?<!mail )server failure|\b1100[23]\b|wsatry_again|wsano_recovery|"
                r"no (working |usable |available )?name ?servers?|all nameservers failed|lifetimetimeout|"
                r"resolution lifetime expired|non-recoverable (error|failure) in name|host not found, try again|host ?name lookup failure|"
                r"host lookup did not complete|\bdns (resolving|resolution|lookup|query) (error|failure|problem)|getaddrinfo.{0,60}system error|temporary error during hostname resolution|error occurred during a database lookup|err_name_not_resolved_temporar|temporary (dns|name|mx|domain)[a-z ]{0,20}(error|failure|problem)|"
                r"(gaierror|errno).{0,10}-[34]\b",
                unless=r"authenticat"),
            Sign(0.95,
                r"query(a|aaaa|mx|any)? e(timeout|refused|servfail|badresp|connrefused)|code: '?edns|name ?server time|"
                r"lookup \S+( on \S+)?: .{0,80}(time(d )?[ -]?out|refused|misbehaving|unreachable|no route|try again)|"
                r"lookup address information: .{0,20}(try again|temporary)",
                unless=r"enotfound"),
            Sign(SAID,
                r"\bdns\b.{0,60}(time(d)?[ -]?out|unavailable|not respond|no response|fail|temporar|unreachable|refused)|"
                r"(time(d)?[ -]?out|failed|unable|fail(ure|ed)?|error|cannot contact).{0,40}\b(dns|name ?servers?|resolver)\b|"
                r"resource temporarily unavailable.{0,40}\b(dns|gethost|getaddr)|"
                r"(name|domain|mx|host) (lookup|resolution|service).{0,40}(time(d)?[ -]?out|try again|temporar)|"
                r"malformed or unexpected name server reply|conflicting result from dns|server misbehaving|gethostbyname failed|"
                r"gethostbyname.{0,30}try again|tempor.{1,12}(fehler|störung|ausfall) .{0,20}namensauflösung|"
                r"temporäre(r)? .{0,20}namensauflösung|échec temporaire dans la résolution|"
                r"fallo temporal en la resolución|errore temporaneo nella risoluzione|falha temporária na resolução|"
                r"сбой в разрешении|(tijdelijke fout|chwilowy błąd).{0,20}(naam|nazw)|名前解決に(一時的|失敗)|域名解析.{0,10}(暂时|失败|超时|错误)",
                unless=r"\bptr\b|reverse|\brdns\b|\bspf\b|dkim|dmarc|dnsbl|domain does not exist|verification failed|sender verify|"
                       r"enotfound|no such host"),
            Sign(HINT, enhanced=r"[45]\.4\.(3|312)"),
            Sign(0.955, r"temporary failure (of|in) (\S+ )?lookup", unless=r"\bptr\b|reverse"),
        ),
        cases=(
            Case('<user@example.net>: Host or domain name not found. Name service error for\n    name=example.net type=MX: Host not found, try again', "bounce"),
            Case('550 5.4.300 Message expired -> 450 4.4.312 DNS query failed [{LED=450 4.4.312 DNS query failed};{MSG=ServerFailure};{FQDN=example.org};{LRT=11/20/2026 9:12:44 AM}]', "bounce"),
            Case('451 HOTMAIL.com.tw: Name server timeout\nMessage could not be delivered for 5 days\nMessage will be deleted from queue', "bounce"),
            Case('450 4.4.0 <email@example.com> Temporary DMARC DNS lookup failure (G1E)', "bounce"),
            Case('450 4.4.312 could not be looked up', "bounce"),
            Case("dial tcp: lookup smtp.example.com on 10.96.0.10:53: read udp 10.0.0.2:41251->10.96.0.10:53: i/o timeout", "connect"),
            Case('RETRY.17 Temporary failure of hostname lookup', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer asked a name server (DNS, the phone book of the internet) for {host} and got no useful answer. The mail server itself may be fine, but nothing is known about it yet."),
            QT_TRANSLATE_NOOP("Fix", "Your computer asked a name server (DNS, the phone book of the internet) and got no useful answer. The mail server itself may be fine, but nothing is known about it yet."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens either, it is this; if all web pages open, the trouble is with this one name."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open a web page that you have not seen today, to check that this computer is online."),
                QT_TRANSLATE_NOOP("Fix", "Wait two minutes and test again."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN (a tunnel to another network), switch it off and test again."),
                ASK_NETWORK_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer can't look up the mail server {host}. The resolver gives no usable answer (timeout or SERVFAIL, not NXDOMAIN).\n\nPlease check that the resolver handed out to this computer can be reached and can resolve {host} (A and AAAA). If it can't, while other names work, please look at the name servers of that zone.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer can't look up our mail server. The resolver gives no usable answer (timeout or SERVFAIL, not NXDOMAIN).\n\nPlease check that the resolver handed out to this computer can be reached and answers. If only this one name fails, please look at the name servers of its zone.\n\nThank you"),
            ),),
            check=NAME_TURNS_GREEN,
        ),
    ),
)
# fmt: on
