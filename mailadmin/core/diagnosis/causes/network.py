"""Causes: there is no conversation with the server."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    COMPANY_COMPUTER,
    CONNECTION_TURNS_GREEN,
    ENCRYPT,
    ENCRYPTION_TURNS_GREEN,
    GREETING_TURNS_GREEN,
    SIGN_IN,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, LIKELY, SAID, SURE, Sign
from mailadmin.core.diagnosis.symptom import CONNECTING, Moment
from mailadmin.core.problem import ProblemKind
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="network-refused",
        title=QT_TRANSLATE_NOOP("Fix", "No mail server listens on that port"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.95,
                r"connection (attempt )?(was )?refused|econnrefused|actively refused|err_connection_refused|connectionrefused(error)?\W*$|(errno|os error|error:?) (111|61)\b|\b10061\b|"
                r"refused (the |your )?(network |tcp )?connection on port|refused (the |your )(network |tcp )?connection\b(?! (for|due|from))|machine refused|refused to (connect|allow a connection)|ns_error_connection_refused|"
                r"nsurlerrordomain.{0,20}-1004\b|refusing (smtp )?connections? on port|errno['\"]?: -(4078|111|61)\b",
                unless=r"systemprompter|keyring|display|message expired|refused due|by policy|reputation|is busy|refused\W{1,3}(black|block|deny|access|abuse|spam)"),
            Sign(0.95,
                r"verbindung(saufbau)? (wurde )?(verweigert|abgelehnt)|verweigerte die verbindung|connexion( \S+){0,8} refusée|refusé la connexion|"
                r"conexión (rechazada|denegada)|connessione rifiutata|conexão recusada|conexao recusada|в соединении отказано|"
                r"expressément refus|denegó expresamente|rifiuto persistente|recusou ativamente|目標電腦拒絕|コンピューターによって拒否|"
                r"отверг запрос на подключение|积极拒绝|拒绝连接|连接被拒|拒絕連線|接続(を|が)?拒否|verbinding.{0,20}geweigerd|"
                r"połączenie odrzucone|aktywnie .{0,6}odmawia|bağlantı reddedildi|reddettiğinden|연결[을이]? ?거부|spojení odmítnuto|aktivt nekade|(förbindelse|anslutning)(en)? (vägrad|nekad)"),
            Sign(0.95, problems=(ProblemKind.REFUSED,)),
            Sign(LIKELY, r"0x800ccc0e|failed_to_connect|nothing (is )?listen|ssmtp: cannot open|connecting to (the )?(outgoing|incoming) (mail )?server.{0,80}failed",
                unless=r"refused by|1005\d|10060"),
        ),
        cases=(
            Case('<user@example.com>: connect to mail.example.com[192.0.2.25]:25: Connection refused', "bounce"),
            Case('Impossible de se connecter au serveur : Aucune connexion n’a pu être établie car l’ordinateur cible l’a expressément refusée. [::1]:993', "imap"),
            Case('0x800CCC0E The connection to the server could not be made', "connect"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The computer {host} is there, but it turned the connection on port {port} away at once. Either the port in your settings is wrong, or the mail server on it is switched off."),
            QT_TRANSLATE_NOOP("Fix", "The computer is there, but it turned the connection away at once. Either the port in your settings is wrong, or the mail server on it is switched off."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If another program on this computer can send mail with the same server and port, it is not this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                QT_TRANSLATE_NOOP("Fix", "Compare server name and port with what your email provider or mail admin gave you."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If the settings are right, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses TCP connections on port {port} (connection refused). So nothing listens there, or a firewall rejects them.\n\nPlease check that the submission service runs and listens on a public address, and tell me which port I should use: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my TCP connections (connection refused). So nothing listens on that port, or a firewall rejects them.\n\nPlease check that the submission service runs and listens on a public address, and tell me which port I should use: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-timeout",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server does not answer"),
        blame=Blame.SERVER,
        signs=(
            Sign(HINT, r"(fail\w* to|could not|unable to|did not) (receive|read|get|obtain)( \S+){0,3} (banner|greeting)"),
            Sign(0.92, r"greeting never received|(greeting|banner|hello|ehlo)( \S+){0,3} (not|never) (received|arrived|sent|come)|no (greeting|banner|welcome)|no answer from( \S+)? (host|server)"),
            Sign(0.92,
                r"(?<!set_)time[d]?[ -]?out(?!=\d| ?-1\b|=none)|etimedout|err_connection_timed_out|err_timed_out|\b10060\b|(errno|os error) (110|60)\b|did not properly respond|no response|"
                r"not respond(ing)?|deadline exceeded|timeouterror|0x800ccc19|0x8004210[ab]|0x8004210[89]|execution expired|i/o timeout|"
                r"nsurlerrordomain.{0,20}-1001\b|errno['\"]?: -(4039|110|60)\b|failed to connect to .{0,120}after \d+ ?ms|"
                r"autologout(?!; auth)|idle (for )?too long|did(n.t| not) (answer|respond|reply|accept (our|the) (requests|connection))|took too long to respond",
                unless=r"message expired|\bdns\b|name ?server|lookup|queue|milter|unable to deliver|giving up|session expired|nameserver|"
                       r"ldap|policy service|lifetime",
                moments=(*CONNECTING, Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE, Moment.BOUNCE)),
            Sign(0.92,
                r"zeit(überschreitung|limit|ablauf| überschritten)|délai (d'attente|imparti|de connexion)|connexion( \S+){0,4} a expiré|tiempo de (espera|conexión)|"
                r"tempo (limite )?scaduto|nicht ordnungsgemäß reagiert|nicht reagiert|antwortet nicht|n'a pas répondu|ne répond pas|no respond(ió|e)|"
                r"no ha podido responder|intervallo di tempo|mancata risposta|non risponde|não respond(eu|e)|не получен нужный отклик|не отвечает|没有正确答复|没有反应|"
                r"並未正確回應|無法回應|応答しなかった|応答(が)?ありません|tempo limite|tempo esgotado|超时|逾時|タイムアウト|время ожидания|превышен(о)? время|тайм-?аут|"
                r"upłynął limit|przekroczon\w (limit )?czas|nie odpowiedziała|zaman aşımı|yanıt vermedi|시간.{0,3}초과|응답하지|응답이 없|vypršel časový limit|"
                r"wartezeit.{0,40}abgelaufen|connessione scaduta|expiró el tiempo|niet (correct|juist|goed) .{0,12}geantwoord|reageert niet|svarade inte"),
            Sign(LIKELY,
                r"cannot be contacted on port|^\W*unable to connect\b(?! to)|(wasn.t|was not|un)( )?able to (establish|open) an? (smtp |imap |tcp |network )?connection|"
                r"cannot (be )?(reach|contact)(ed)? (the )?(mail |smtp |imap )?server|^\W*(result: \w+, status: )?(cannot|can.t|could not|unable to) connect to( the)?( remote| mail| destination)? (host|server)\W*$",
                unless=r"starttls|\b(tls|ssl)\b|certificate"),
            Sign(0.9, problems=(ProblemKind.TIMED_OUT,)),
            Sign(0.7, r"could ?n[o']t connect and send|attempts? to connect to (the )?recipients? (mail )?server|could ?n[o']t open smtp port", moments=(Moment.CONNECT, Moment.BOUNCE)),
            Sign(0.8, r"\(os error 11\)|to connect to server smtp code: 110", moments=(Moment.CONNECT, Moment.HELLO)),
        ),
        cases=(
            Case("Failed to receive the SMTP banner from the service listening on port 587", "connect"),
            Case('status=deferred (conversation with mail.example.com[192.0.2.25] timed out while receiving the initial server greeting)', "bounce"),
            Case('由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。 192.0.2.77:465', "connect"),
            Case('SMTP: Greeting never received', "connect"),
            Case("Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)", "bounce"),
            Case('Failed four Attempts to connect to recipients mail server', "bounce"),
            Case('network error: Resource temporarily unavailable (os error 11)', "connect"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The program waited for {host} on port {port}, and nothing came back in time. A firewall drops the connection, the port is wrong, or the server is down."),
            QT_TRANSLATE_NOOP("Fix", "The program waited for the mail server, and nothing came back in time. A firewall drops the connection, the port is wrong, or the server is down."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, your own network blocks the port; if it fails there too, the server is down or the settings are wrong."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name and the port: most servers use 465 or 587."),
                QT_TRANSLATE_NOOP("Fix", "Test again through another network, such as your phone's hotspot."),
                QT_TRANSLATE_NOOP("Fix", "If it works there, send your network admin the first message below."),
                QT_TRANSLATE_NOOP("Fix", "If it fails there too, send your mail admin the second message below."),
            ),
            copy=(
                to_network_admin(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom our network, TCP connections to {host} port {port} time out: no SYN/ACK, or silence after connecting.\n\nPlease allow outgoing TCP to {host} on port {port} (mail submission), and check whether a proxy or an inspection rule holds these connections.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom our network, TCP connections to our mail server time out: no SYN/ACK, or silence after connecting.\n\nPlease allow outgoing TCP on ports 465 and 587 (mail submission), and check whether a proxy or an inspection rule holds these connections.\n\nThank you"),
                ),
                to_mail_admin(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not answer on port {port}: the connection times out, or stands without a greeting.\n\nPlease check that the service is up, that its firewall lets outside clients in on this port, and that every address in DNS (A and AAAA) is served.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not answer me: the connection times out, or stands without a greeting.\n\nPlease check that the service is up, that its firewall lets outside clients in on ports 465 and 587, and that every address in DNS (A and AAAA) is served.\n\nThank you"),
                ),
            ),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-unreachable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no way from this computer to the mail server"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.965, r"delivery temporarily suspended: .{0,200}(no route to host|network is unreachable)"),
            Sign(0.95,
                r"network (is )?unreachable|no route to host|host (is )?(unreachable|down)\b|enetunreach|ehostunreach|ehostdown|"
                r"(errno|os error) (101|113|99|51|65|64)\b|\W address not available|err_internet_disconnected|network subsystem|err_(address|network)_unreachable|\b1005[01]\b|\b10065\b|\b10049\b|eaddrnotavail|network is down|enetdown|ns_error_offline|"
                r"unreachable (host|network)|address family (is )?not supported|no internet|you are offline|nsurlerrordomain.{0,20}-1009\b|errno['\"]?: -(4062|4073|101|113)\b|"
                r"internet connection appears to be offline|not connected to the internet|cannot assign requested\b",
                unless=r"port 25\b.{0,200}port 25\b"),
            Sign(0.95,
                r"keine route|netz(werk)? (ist )?nicht erreichbar|réseau (est )?inaccessible|aucun itinéraire|aucune route|aucun chemin d.accès|"
                r"red (es )?inaccesible|nicht verfügbares netzwerk|réseau impossible à atteindre|red no accesible|"
                r"недоступной сети|无法连接的网络|無法連線的網路|到達できない(ネットワーク|ホスト)|nicht verfügbaren host|hôte impossible à atteindre|"
                r"no (hay|existe) (una |ninguna )?ruta|rete non raggiungibile|nessun instradamento|rede inacess|sem rota|сеть недоступна|нет маршрута|"
                r"网络不可达|没有到主机的路由|無法連線到網路|無法送達|ネットワークに(到達|届)|ホストへの経路|geen route|netwerk is onbereikbaar|"
                r"brak trasy|sieć jest niedostępna|ağ erişilemez|네트워크에 연결할 수 없"),
            Sign(0.92, problems=(ProblemKind.UNREACHABLE,)),
        ),
        cases=(
            Case('connect to nyaan.example.com[192.0.2.2]:25: No route to host', "bounce"),
            Case('System.Net.Sockets.SocketException: Ein Socketvorgang bezog sich auf ein nicht verfügbares Netzwerk. [2001:db8::25]:465', "connect"),
            Case('Diagnostic-Code: X-Postfix; delivery temporarily suspended: connect to\n192.0.2.112[192.0.2.112]: No route to host', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer knows no way through the network to {host}, so nothing was sent out. It is offline, or a VPN (a tunnel to another network) or a router leads nowhere."),
            QT_TRANSLATE_NOOP("Fix", "Your computer knows no way through the network to the mail server, so nothing was sent out. It is offline, or a VPN (a tunnel to another network) or a router leads nowhere."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If web pages open as usual, only the way to this server is broken."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that this computer is online: open any web page."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN, switch it off and test again."),
                QT_TRANSLATE_NOOP("Fix", "Connect to another network, such as your phone's hotspot, and test again."),
                ASK_NETWORK_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer has no route to {host} port {port} (network or host unreachable).\n\nPlease check the default route and the VPN routes. If the name has an AAAA record and our network has no working IPv6, please check why IPv4 is not used.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer has no route to our mail server (network or host unreachable).\n\nPlease check the default route and the VPN routes. If the name has an AAAA record and our network has no working IPv6, please check why IPv4 is not used.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-reset",
        title=QT_TRANSLATE_NOOP("Fix", "The connection was cut without a word"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.92,
                r"econnreset|reset by peer|forcibly closed|broken pipe|epipe\b|unexpected eof while reading|eof occurred in violation|"
                r"(ssl|tls).{0,40}(i/o error|syscall returned=5)|non-properly terminated|closed the transport stream|"
                r"error in the (pull|push) function|sslhandshake.{0,20}-980[56]\b|handshake eof|pr_connect_reset|pr_end_of_file|ns_error_net_(reset|interrupt)|econnaborted|err_connection_(reset|closed|aborted)|ssl_error_syscall|write after end|err_stream_|shut down incorrectly|errno['\"]?: -(4077|4079|104|54)\b|unexpected (socket )?close\b|(connection|socket|stream).{0,80} closed unexpectedly|nsurlerrordomain.{0,20}-1005\b",
                unless=r"too many|reputation|spam|policy|blocked|timed? ?out|timeout|message expired|refused|blacklist|black list"),
            Sign(LIKELY,
                r"connection (was |has been |is )?(forcibly |unexpectedly |prematurely )?(reset|closed|lost|aborted|dropped|terminated|cut|broken)|"
                r"connection to .{0,60} was (lost|closed|reset)|\b1005[34]\b|"
                r"unexpectedly (closed|dropped|terminated|disconnected)|lost connection|"
                r"(server|peer|remote|host|other side)( host| server| side| has| unexpectedly| party){0,5} (closed|dropped|disconnected|terminated|hung up|reset)|"
                r"not connected|socket hang up|hung up|unexpected eof|connection (has )?died|\beof\b|end of (file|stream)|"
                r"0x800ccc0f|, response: -1\b|closedafterconnect|disconnected|socket ?error|\bstream error|closed (stream|network connection)|\bread error|\bwrite error|connection interrupted|(server|connection|socket|stream|channel) closed|"
                r"the connection to the server was interrupted|error, ?:?closed\b|too many read 0|"
                r"connection ?terminated|client closed connection|_connectionclosed|premature(ly)? (close|terminat|end|eof)",
                unless=r"too many (?!read)|auth failed|authentication rejected|password rejected|err_internet|reputation|spam|policy|blocked|timed? ?out|timeout|message expired|refused|blacklist|black list"),
            Sign(LIKELY,
                r"verbindung .{0,60}(geschlossen|zurückgesetzt|abgebrochen|getrennt|unterbrochen)|vom remotehost geschlossen|"
                r"connexion .{0,40}(fermée|ré-?initialisée|interrompue|perdue)|conexión .{0,40}(cerrada|restablecid|reinicializad|interrumpid|anulad|perdi)|"
                r"connessione .{0,30}(chiusa|interrotta|reimpostata|persa)|разорвал.{0,20}(подключение|соединение)|"
                r"соединение .{0,20}(разорвано|сброшено|потеряно|закрыто)|cancelamento de uma conexão|forzado la interrupción|"
                r"conexão .{0,30}(fechada|perdida|redefinida|encerrada)|"
                r"interrotta forzatamente|принудительно разорвал|connexion existante a dû|既存の接続|強制的に切断|遠端主機已強制|强迫关闭|连接(被|已)?(对方)?(重置|重设|关闭|断开)|"
                r"接続.{0,10}(切断|リセット)|verbinding .{0,20}(verbroken|gesloten|verloren)|połączenie .{0,20}(zerwane|zamknięte|przerwane)|"
                r"bağlantı .{0,20}(kapatıldı|kesildi)|연결이? ?(끊|재설정)"),
            Sign(HINT, r"bad record mac|bad_record_mac"),
            Sign(0.97, r"smtp -> from server: smtp -> error"),
            Sign(HINT, enhanced=r"[45]\.4\.2"),
            Sign(LIKELY, problems=(ProblemKind.RESET,)),
        ),
        cases=(
            Case('Connected to 192.0.2.25 but connection died. (#4.4.2)', "bounce"),
            Case('SMTP -> FROM SERVER:354 Enter message\nSMTP -> FROM SERVER:\nSMTP -> ERROR: DATA not accepted from server:', "data"),
            Case('Foi forçado o cancelamento de uma conexão existente pelo host remoto', "data"),
            Case('451 4.4.2 no more', "bounce"),
            Case("gnutls_handshake() failed: The TLS connection was non-properly terminated.", "starttls"),
            Case("ssl.SSLError: [SSL: DECRYPTION_FAILED_OR_BAD_RECORD_MAC] decryption failed or bad record mac (_ssl.c:2622)", "imap"),
            Case("Sending of the message failed.\nThe message could not be sent because the connection to Outgoing server (SMTP) smtp.example.com was lost in the middle of the transaction. Try again.", "data"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} or something on the way hung up before anything was said. The security setting may not fit the port, the server may be busy, or a firewall may not like the connection."),
            QT_TRANSLATE_NOOP("Fix", "The mail server or something on the way hung up before anything was said. The security setting may not fit the port, the server may be busy, or a firewall may not like the connection."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, something in your own network cuts it."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                QT_TRANSLATE_NOOP("Fix", "Wait ten minutes and test again: some servers hang up when they are busy."),
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot."),
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy connections to {host} port {port} are closed without any SMTP reply (reset or EOF).\n\nPlease look in the server's log for my address: connection limits, a ban (fail2ban or similar), a failed TLS handshake, or a postscreen-like filter. If nothing arrives there, a device in between cuts the connection.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy connections to our mail server are closed without any SMTP reply (reset or EOF).\n\nPlease look in the server's log for my address: connection limits, a ban (fail2ban or similar), a failed TLS handshake, or a postscreen-like filter. If nothing arrives there, a device in between cuts the connection.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-port25-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "Your internet provider blocks port 25"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"\bports? 25[ ,].{0,40}(block|filter|not (allowed|permitted|open|available)|closed by|disabled)|"
                r"(block|filter|restrict|disabl|prevent|disallow)\w{0,12}( \S+){0,9} (tcp |smtp )?port 25\b|does not allow outbound|"
                r"outbound (connections?|traffic)( \S+){0,4} ports? 25|"
                r"(outbound|outgoing|egress) (tcp )?(port 25|smtp)( \S+){0,4} (is |are )?(block|filter|restrict|not)"),
            Sign(SAID, r"port 25\b.{0,300}port 25\b", moments=(Moment.CONNECT,)),
            Sign(0.93, r"time[d]?[ -]?out|etimedout|10060|no response|execution expired|i/o timeout",
                moments=(Moment.CONNECT, Moment.GREETING), ports=(25,),
                providers=("gmail", "microsoft-365", "yahoo", "outlook-com")),
            Sign(0.75, r"time[d]?[ -]?out|etimedout|10060|no response|execution expired|i/o timeout",
                moments=(Moment.CONNECT, Moment.GREETING), ports=(25,)),
            Sign(HINT, problems=(ProblemKind.TIMED_OUT,), ports=(25,), moments=(Moment.CONNECT,)),
        ),
        cases=(
            Case('execution expired, Cannot assign requested address - connect(2) for "2404:6800:4003:c00::1b" port 25, Cannot assign requested address - connect(2) for "2404:6800:4008:c06::1b" port 25', "connect"),
            Case('Google Compute Engine does not allow outbound connections on ports 25, 465, and 587.', "connect"),
            Case('2026-05-03 08:12:40 1u9xYz-000Ab1-2C H=outlook-com.olc.protection.outlook.com [52.101.8.44] Connection timed out\n2026-05-03 08:12:40 1u9xYz-000Ab1-2C == user@example.com R=dnslookup T=remote_smtp defer (110): Connection timed out', "connect", port=25),
            Case('postfix/smtp[5570]: connect to outlook-com.olc.protection.outlook.com[192.0.2.1]:25: Connection timed out\npostfix/smtp[5572]: B9BE181ABC: to=<user01@example.com>, relay=none, delay=44688, dsn=4.4.1, status=deferred (connect to outlook-com.olc.protection.outlook.com[192.0.2.1]:25: Connection timed out)', "connect", server='outlook-com.olc.protection.outlook.com', port=25),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Port 25 is the door that mail servers use among themselves, and most internet providers close it for their customers. Here {control} stays silent on it too while {web} answers, so it is nothing about you."),
            QT_TRANSLATE_NOOP("Fix", "Port 25 is the door that mail servers use among themselves, and most internet providers close it for their customers. They do this to stop spam from infected computers, so it is nothing about you."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If port 465 or 587 connects and only 25 stays silent, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                SIGN_IN,
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If your server has only port 25, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOutgoing TCP port 25 is filtered on my line, so I can't reach {host}: {control} does not answer on port 25 either, while {web} does.\n\nPlease tell me how to submit mail on 465 (implicit TLS) or 587 (STARTTLS) with a sign-in. If a server of ours must send on port 25 itself, please ask its host to open the port, or send through a smart host.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOutgoing TCP port 25 is filtered on my line, so I can't reach {host}.\n\nPlease tell me how to submit mail on 465 (implicit TLS) or 587 (STARTTLS) with a sign-in. If a server of ours must send on port 25 itself, please ask its host to open the port, or send through a smart host.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOutgoing TCP port 25 is filtered on my line, so I can't reach our mail server there.\n\nPlease tell me how to submit mail on 465 (implicit TLS) or 587 (STARTTLS) with a sign-in. If a server of ours must send on port 25 itself, please ask its host to open the port, or send through a smart host.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-local-block",
        title=QT_TRANSLATE_NOOP("Fix", "This computer does not let the program connect"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"\b10013\b|forbidden by its access permissions|wsaeacces|"
                r"(socket|connect|connection).{0,40}(eacces|permission denied|not permitted|operation not permitted)|"
                r"(\beacces|\beperm\b|permission denied|operation not permitted).{0,60}(connect|socket|smtp|:\d{2,3}\b)|"
                r"zugriffsrechte.{0,40}(socket|verboten)|autorisations d'accès|permisos de acceso|"
                r"методом, запрещенным правами доступа|访问权限不允许|zugriff auf einen socket|autorizzazioni di accesso|"
                r"permissões de acesso|アクセス許可で禁じ|avc: ?denied|selinux is preventing|"
                r"(fsockopen|stream_socket_client|socket)\S{0,4} has been disabled|os error 13\b|errno['\"]?: -(4092|13)\b", unless=r"keyring|keychain|mailbox|550"),
            Sign(SAID,
                r"(blocked|denied|prevented|prohibited|stopped) by (the |your |a |this )?(local |windows |host |desktop )?(defender )?(port blocking rule|firewall|antivirus|anti-virus|access protection|security (software|program|suite|policy)|selinux|apparmor|group policy|administrator of this computer)",
                moments=CONNECTING),
            Sign(SURE, r"port blocking rule|mass[- ]mailing worms|access protection rule",
                moments=(Moment.NAME, Moment.CONNECT, Moment.GREETING)),
            Sign(0.8,
                r"keine berechtigung|permission non accordée|permiso denegado|permesso negato|отказано в доступе|errno 13\b|errno 1\b|\beperm\b|permission denied|operation not permitted|network access denied|internet access is blocked",
                moments=(Moment.NAME, Moment.CONNECT)),
            Sign(0.92, problems=(ProblemKind.FORBIDDEN,)),
        ),
        cases=(
            Case("Error: connect EACCES 192.0.2.108:465\n  errno: -13,\n  code: 'ESOCKET',\n  syscall: 'connect',\n  command: 'CONN'", "connect"),
            Case('Blocked by port blocking rule \tC:\\Program Files\\App\\mailer.exe\tAnti-virus Standard Protection:Prevent mass mailing worms from sending mail\t192.0.2.25:25', "connect"),
            Case('Connection could not be established with host smtp.mailgun.org [Permission denied #13] Log data: ++ Starting MauticPlugin\\AFMailgunBundle\\Swiftmailer\\Transport\\MailgunTransport', "connect"),
            Case('The connection was blocked by your firewall', "connect"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "A firewall, an antivirus program or a company rule on this computer stopped the connection before it left. They do this with programs that they do not know yet."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same settings work on another computer in the same network, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open your firewall or antivirus program."),
                QT_TRANSLATE_NOOP("Fix", "In its settings, allow mailadmin to connect to the internet."),
                TEST_AGAIN,
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe operating system of this computer forbids mailadmin to open a TCP connection to {host} port {port} (access denied, WinError 10013 or EACCES). Nothing left the computer.\n\nPlease allow the program mailadmin outgoing TCP to {host} on port {port} in the local firewall or endpoint protection.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe operating system of this computer forbids mailadmin to open a TCP connection to our mail server (access denied, WinError 10013 or EACCES). Nothing left the computer.\n\nPlease allow the program mailadmin outgoing TCP on ports 465 and 587 in the local firewall or endpoint protection.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-intercepted",
        title=QT_TRANSLATE_NOOP("Fix", "Something between you and the mail server changes what it says"),
        blame=Blame.SERVER,
        signs=(
            # The words of a hosting company's own server, from a provider that does not have it.
            Sign(0.95, r"incorrect authentication data", providers=(
                "gmail", "microsoft-365", "outlook-com", "yahoo", "aol", "icloud", "gmx-net", "web-de", "ionos-de",
                "zoho-us", "zoho-eu", "fastmail", "yandex", "sendgrid", "brevo", "amazon-ses", "mailgun-us",
            )),
            Sign(SURE, r"\bxxxxxxx{0,80}[a-z]?\b|\*\*\*\*\*\*", moments=(Moment.CONNECT, Moment.GREETING, Moment.HELLO, Moment.TLS)),
            Sign(SURE,
                r"inspect esmtp|smtp fixup|fixup protocol|captive portal|hotspot login|cisco pix|transparent (smtp )?proxy|"
                r"smtp proxy (intercept|answer)"),
            Sign(SURE, r"(command|recogni).{0,40}[\"']x{4,}|250[ -]x{6,}"),
            Sign(0.95,
                r"#5\.5\.1 command not recognized|#5\.5\.1|command (not recognized|unrecognized|not implemented)",
                codes=(500, 502), moments=(Moment.TLS,)),
            Sign(0.98,
                r"(did not|does not|doesn.t|didn.t) match|not (valid )?for|mismatch|not in the cert|altnames",
                moments=CONNECTING, unless=r"sender|recipient|user|password",
                providers=("gmail", "microsoft-365", "outlook-com", "yahoo", "icloud", "aol")),
            Sign(0.9, problems=(ProblemKind.INJECTED,)),
            Sign(0.9,
                r"(answer|greeting|banner|certificate) (is |was )?(from|of) (another|a different|the wrong) (server|host)|"
                r"(squid|proxy).{0,20}(error|denied|authentication required)|407 proxy"),
        ),
        cases=(
            Case('250-8BITMIME\n250-SIZE 14680064\n250 XXXXXXXA', "ehlo"),
            Case('500 #5.5.1 command not recognized', "starttls"),
            Case("Connection failed. Error #2: stream_socket_enable_crypto(): Peer certificate CN=`*.webhost.example' did not match expected CN=`smtp.gmail.com' [/srv/app/class.smtp.php line 368]", "starttls", server='smtp.gmail.com', port=587, security='starttls'),
            Case('SERVER -> CLIENT: 220-server.example.com ESMTP Exim 4.86 #2 Wed, 14 Jun 2017 12:42:36 -0400 220-We do not authorize the use of this system to transport unsolicited, 220 and/or bulk e-mail.\nCLIENT -> SERVER: EHLO example.com\nSMTP ERROR: Password command failed: 535 Incorrect authentication data', "auth", server='smtp.zoho.com', port=25, security='starttls'),
            Case('250-smtp.example.com\n250-PIPELINING\n250-XXXXXXXA\n250 8BITMIME\nSTARTTLS\n500 5.5.1 Command unrecognized: "XXXXXXXX"', "mail"),
            Case('captive portal: please sign in to the hotspot', "connect"),
            Case('The greeting is from another server than the one that was asked', "greeting"),
            Case('Command unrecognized: "XXXXXXXX"', "mail"),
            Case("220 **************************200**2******0*00", "greeting"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A firewall, a guest network or your web host answers in place of {host}, or rewrites what it says. The program stopped there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A firewall, a guest network or your web host answers in place of the mail server, or rewrites what it says. The program stopped there, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, the device that does this is in your own network."),
        fix=Fix(
            who=Who.NETWORK_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "In a hotel or guest network, open a web page and sign in to the network first."),
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” and test again: this can seldom be changed on the way."),
                QT_TRANSLATE_NOOP("Fix", "If that does not help, send your network admin the message below."),
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nBetween this computer and {host} port {port}, a device rewrites or answers the SMTP dialogue: STARTTLS is overwritten in the EHLO reply, or the banner or certificate is not the server's own. Typical reasons are Cisco “inspect esmtp” (SMTP fixup), a transparent SMTP proxy, or a hosting firewall.\n\nPlease switch this inspection off for connections to {host}, or exempt ports 465 and 587.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nBetween this computer and our mail server, a device rewrites or answers the SMTP dialogue: STARTTLS is overwritten in the EHLO reply, or the banner or certificate is not the server's own. Typical reasons are Cisco “inspect esmtp” (SMTP fixup), a transparent SMTP proxy, or a hosting firewall.\n\nPlease switch this inspection off for our mail server, or exempt ports 465 and 587.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
)
# fmt: on
