"""Causes: it may work later without a change."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    EMAIL_TO_MYSELF_ARRIVES,
    MESSENGER_MEANWHILE,
    RECIPIENT_ANSWERS,
    SAME_EMAIL_GOES_OUT,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import DIGITS, HINT, SURE, Sign
from mailadmin.core.diagnosis.symptom import ENVELOPE, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="temporary-greylisted",
        title=QT_TRANSLATE_NOOP("Fix", "The server asks new senders to try again later"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"gr[ea]y-?(list|trap)|gr[ea]y ?listed|\bgr[ea]y\W{1,3}handler|postgrey|sqlgrey|milter-greylist|policyd-weight|"
                r"(try|retry|come back|resend|wait)( \S+){0,5} (in|after|for|within)( \S+){0,3} ?\d+ ?(s\b|sec|min|m\b)|"
                r"^\W*(in|wait) \d+ (seconds|minutes)|deferred for \d+|"
                r"unverified address:|first contact|first (time|attempt|contact)( \S+){0,6} (try|retry|later|wait|defer|accept)|"
                r"(address|recipient|sender) verification in progress|"
                r"unverified address: (address|recipient) verification in progress|triplet|"
                r"temporarily (rejected|deferred|delayed|denied|blocked)( \S+){0,6} (new|first|unknown|unfamiliar|gray|grey)|"
                r"not (yet )?(seen|known)( \S+){0,5} (try|retry|later)|delayed( \S+){0,5} (seconds|minutes)|whitelisted in \d+",
                unless=r"log-?in|auth|too many|rate|reputation|giving up|is delayed|been in the queue|throttl|connections|complain|"
                       r"unusual"),
            Sign(0.93, r"^\W*(<address>\W*)?(please )?try (again )?later\W*$", codes=(450, 451), moments=(Moment.RECIPIENT,)),
            Sign(HINT, r"try again|later|retry|temporar|defer", codes=(450, 451), moments=(Moment.RECIPIENT,),
                unless=r"resolve|dns|lookup|disk|error|quota|rate|verif|local|space|server|mailbox|busy|relay|dnsbl|black|spam|domain|"
                       r"blocked|host"),
            Sign(DIGITS, codes=(450,), moments=(Moment.RECIPIENT,)),
        ),
        cases=(
            Case('451 Please try again later.', "rcpt"),
            Case('451 Please try again in 300 seconds.', "rcpt"),
            Case('450 4.7.1 <adresse@example.de>: Recipient address rejected: Service temporarily unavailable, please try later (in reply to RCPT TO command)', "rcpt"),
            Case('450 no', "rcpt"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server puts off the first message from a sender that it does not know yet (this is called greylisting). Real mail servers try again and get through, while spam programs give up."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through after a quarter of an hour, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing: only waiting helps."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Wait {wait} seconds, then send the same message to the same recipient again."),
                    QT_TRANSLATE_NOOP("Fix", "Wait 15 minutes, then send the same message to the same recipient again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If it is still put off after four hours, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} has put off our mail for more than four hours:\n{reply}\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If {host} is ours, please exempt signed-in senders from greylisting.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail has been put off for more than four hours by greylisting. The server said:\n{reply}\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If the greylisting is ours, please exempt signed-in senders from it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail has been put off for more than four hours by greylisting.\n\nGreylisting should let a retry from the same IP, sender and recipient pass. Please check that our server retries and always from the same address (a pool of outgoing IPs never matches). If the greylisting is ours, please exempt signed-in senders from it.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="temporary-server-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server has a fault just now"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.94, r"rejected: internal( \S+)? error|cannot achieve exchange server auth|connect to transport private/|could not complete( \S+)? call-?out|\) failed: permission denied|non dnssec destination|service shutting down, |api request failed|\bqqt? failure|servers? is (too |currently )?busy|too busy|mail transport unavailable|command (died with|time limit exceeded)|server or maildrop is busy|smtp_4[25]1_|servers?(\(s\))? (is |are )?(not |un)available|service temporarily refused|aborted on|temporarily refused connection|load (is )?too high|"
                r"mailbox( \S+)? (has )?(an )?(invalid|corrupt\w{0,3}|damaged) format|(mailbox|index) (\S+ )?(is )?corrupt|no mdb\b|(db|database|backend|plugin)( service)? (is )?(not ready|timed? ?out)|encountered an error while|procmail.{0,60}(unavailable|fail|error)|failed to (open|expand|read|write|create|lock|stat|chdir|exec\w{0,4})\b.{0,200}(permission denied|no such file|\beuid|transport|router|input/output)", unless=r"connections|too many"),
            Sign(0.9,
                r"internal( \S+)? (error|failure|problem|fault)|"
                r"(local|server|system|mail server|configuration|config|software|disk|queue|database|db|filesystem|file system|i/o|backend|processing|storage|milter|policy|directory|ldap)( \S+)? (error|failure|problem|fault|trouble|exception|misconfigur\w{0,12})|"
                r"service( \S+){0,3} (not available|not ready|shutting|down|stopped)|"
                r"(temporarily|currently) (unavailable|not available|out of|unable|down|closed)|"
                r"resources?( \S+){0,2} (unavailable|exhausted|shortage|insufficient|not available)|"
                r"(insufficient|not enough|out of|no more|low)( \S+){0,2} (storage|resources|space|memory|disk)|disk (is )?full|"
                r"no space left|queue file|write error|cannot (open|create|write|connect to(?! ((the|your|smtp|imap|mail|remote|incoming|outgoing) )*(server|host))|allocate|fork|start|exec\w{0,12})|"
                r"unable to (contact|open|queue|create|process|accept|save|spawn)|resources (are )?temporarily (not |un)available|"
                r"server( \S+){0,3} (busy|overload\w{0,12}|down|unavailable|not ready|closing|shutting)|"
                r"system( \S+)? (not accepting|busy|overloaded|resources|unavailable|is down)|too busy|overloaded|"
                r"load (average|too high)|high load|shutting down|maintenance|milter|clamd|amavis|"
                r"content[- ]?filter (unavail|error|fail)|"
                r"(anti-?virus|virus scan\w{0,12}|scanner)( \S+){0,3} (unavail|error|fail|not running|down)|licen[cs]e|"
                r"requested action aborted|error in processing|lookup (error|failure)|cyrus|dovecot|lmtp|"
                r"can.t create (output|(\S+ ){0,3}file)|no such file or directory|missing home directory|mailbox (is )?(busy|in use)|could not be (stored|saved|written|queued)|can ?not open|queue (has been |is )?(stopped|frozen|suspended)|interrupted system call|delivery to (file|pipe) forbidden|misconfigured|while executing|ldap attribute|too many results|(queue|database|storage|directory) (is )?(temporar\w{0,3} )?(unavailable|error)|mail (system|service) (is )?(full|down|unavailable|temporarily)|try again later|"
                r"please try later|later|temporary (local |system |server |internal |lookup |failure|error|problem)+|"
                r"permission denied|operation not permitted|timeout (waiting|exceeded|while)|unhandled|crash|bug|serverfehler|"
                r"erreur (interne|du serveur)|error (interno|del servidor)|errore (interno|del server(?!: ?\d))|внутренняя ошибка|"
                r"временн\w+ (ошибка|недоступ)|服务器(内部)?(错误|繁忙)|系统(繁忙|错误)|サーバー?エラー",
                moments=(*ENVELOPE, Moment.GREETING, Moment.HELLO, Moment.INBOX, Moment.TLS),
                unless=r"gr[ea]y|auth|log-?in|reputation|complain|spf|dkim|dmarc|\bptr\b|mailbox|over ?quota|too many|rate|concurrent|"
                       r"throttl|virus found|infected|spam|blocked|black|dns|name service|helo|verif|sender address|parameter|relay|"
                       r"message expired|syntax|in the queue too long|thread limit|policy violation|unknown command|certificate|"
                       r"user unknown|recipient|banned|blocklist|listed|rfc|protocol error|client host|your (ip|network)|pipelining|"
                       r"message size|\bips?\b|sender policy|by policy|filter rule"),
            Sign(0.97,
                r"unable to contact ldap|insufficient (system|disk|server) (storage|resources|space)(?! (for|in) (mailbox|user))",
                unless=r"mailbox|user|quota"),
            Sign(0.88, r"ldap|database|mysql|sql|disk|queue file|file system|storage|(?<!_)\bmemory|milter|clam|amavis",
                moments=(*ENVELOPE, Moment.GREETING), codes=(),
                unless=r"mailbox|quota|user|recipient|spam|virus found|infected|auth|log-?in|over"),
            Sign(0.86, r"service( \S+){0,3} unavailable", moments=(*ENVELOPE, Moment.GREETING, Moment.HELLO, Moment.INBOX),
                unless=r"gr[ea]y|auth|reputation|blocked|listed|client|policy|\bips?\b|recipient|sender|mailbox|\btls\b|\.\.\. ?service"),
            Sign(0.75, enhanced=r"[45]\.3\.[0-35]", moments=(*ENVELOPE, Moment.GREETING, Moment.HELLO)),
            Sign(0.6, r"service( \S+){0,3} (not |un)available|try again later|server is busy|maintenance", enhanced=r"[45]\.3\.\d", moments=(Moment.CONNECT,)),
            Sign(0.66, codes=(421, 451, 452), moments=(Moment.SENDER, Moment.MESSAGE, Moment.GREETING, Moment.HELLO)),
            Sign(0.58, codes=(421, 451, 452, 454)),
            Sign(0.52, codes=(450,), moments=(Moment.SENDER, Moment.MESSAGE)),
        ),
        cases=(
            Case('452 4.4.5 Insufficient disk space; try again later', "bounce"),
            Case('450 out of memory. (内部错误)', "rcpt"),
            Case('451 qq trouble in home directory', "rcpt"),
            Case('Error: Invalid greeting from server:\n451 ESMTP MailEnable Service temporarily refused connection at 11/27/15 11:25:27 from IP (192.0.2.206) because the server is too busy.', "connect"),
            Case('<user@example.com>:\nUnable to switch to /var/vpopmail/domains/example.com: input/output error. (#4.3.0)', "bounce"),
            Case('554 5.0.0 MySQL', "data"),
            Case('554 Service unavailable', "bounce"),
            Case('421 no', "data"),
            Case('Service not available, closing transmission channel. The server response was: 4.3.2 Service not available', "connect"),
            Case('450 come again', "data"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Something inside {host} does not work, such as a full disk or a broken filter. Your settings and your message are most likely fine; only the people who run the server can repair the fault."),
            QT_TRANSLATE_NOOP("Fix", "Something inside the server does not work, such as a full disk or a broken filter. Your settings and your message are most likely fine; only the people who run the server can repair the fault."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works again after an hour with no change, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing here: only waiting helps."),
                QT_TRANSLATE_NOOP("Fix", "Wait 30 minutes, then try again."),
                QT_TRANSLATE_NOOP("Fix", "If it lasts longer than two hours, send your mail admin the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} reports an internal fault:\n{reply}\n\nPlease check its log for the same time: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server reports an internal fault. The server said:\n{reply}\n\nPlease check its log: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server reports an internal fault.\n\nPlease check its log: disk and queue space, content filter, directory or database, licence, configuration. The same happens again on retry.\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
    Cause(
        id="temporary-delivery-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave up after many tries"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.6, r"delivery temporarily suspended"),
            Sign(0.97,
                r"message expired|"
                r"(delivery|retry|queue)( \S+){0,2} limit( \S+){0,2} (exceeded|reached|over)|(delivery|message|retry|queue)( \S+){0,2} (time|period|window|lifetime|timeout)( \S+){0,2} (expired|exceeded|timed out|reached|elapsed|over)|"
                r"(delivery|message) (has )?(expired|timed ?out)|retry (time|timeout|limit)\b|retries? (exceeded|exhausted|limit)|"
                r"giving up|gave up|give up|not (be )?delivered (within|in|after|for)( \S+)? ?\d+|"
                r"unable to deliver( \S+){0,3} in \d+|(could not|couldn.t|cannot|can.t|unable to) (send|deliver|transfer|transmit)( \S+){0,3} (for|after|within) \d+ (day|hour|minute)|"
                r"(could not|couldn.t|cannot|not) be delivered (for|within|after|in)( \S+){0,3} (\d+|hours|days|minutes)|"
                r"undeliver\w{0,12} (for|after)( \S+)? \d+|delivery attempts?( \S+){0,3} (exceed|fail|exhaust|expired)|"
                r"maximum( \S+)? (queue )?(lifetime|time|age)|"
                r"after one or more unsuccessful delivery attempts|removed from the( \S+)? queue|(been|remained) (in|on) (the |our )?queue( for)?( \S+)? ?(too long|\d+)|in the queue too long|"
                r"queue (lifetime|expir)|(has )?not (yet )?been delivered|delayed (for )?\d+|delivery delayed|still (undelivered|trying)|message delayed|"
                r"maximum (number of )?(delivery )?(attempts|retries)|after (multiple|several|many|repeated) (retries|attempts)|allowed queue period|not reachable within|not been collected|delivery attempts( \S+){0,3} reached|time limit (specified|allowed)|within the time limit|could not be delivered for|will be deleted from queue|delivery has been delayed|expired after|"
                r"zustellung.{0,40}aufgegeben|nicht innerhalb|délai de (remise|livraison)|заказ.{0,1}просроч|"
                r"ritardo nella consegna",
                unless=r"ldap|name ?server|\bdns\b|mailbox is full|mail loop|more than the maximum|password|certificate|token|"
                       r"account|trial"),
            Sign(0.95, enhanced=r"[45]\.4\.(7|300|316)"),
            Sign(0.955, r"envelope expired|tiempo de entrega (vencido|expirado|agotado)|made numerous attempts to deliver"),
        ),
        cases=(
            Case('DELIVERY TIME EXPIRED', "bounce"),
            Case('delivery temporarily suspended', "bounce"),
            Case('550 5.4.300 no', "bounce"),
            Case('user@example.com: Envelope expired', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your mail server tried for hours or days to hand over the message to {recipient}, and then gave it back. The real reason came up at the earlier tries, and the server's log has it."),
            QT_TRANSLATE_NOOP("Fix", "Your mail server tried for hours or days to hand over the message, and then gave it back. The real reason came up at the earlier tries, and the server's log has it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other recipients arrives, the trouble is on this recipient's side."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Read what stands after the error in the message that came back: often it names the real reason."),
                QT_TRANSLATE_NOOP("Fix", "Send the message once more: the other server may work again."),
                QT_TRANSLATE_NOOP("Fix", "If it comes back again, send your mail admin the message below."),
                QT_TRANSLATE_NOOP("Fix", "Reach the recipient another way, if it is urgent."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message to {recipient} expired in the queue:\n{reply}\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message expired in the queue:\n{reply}\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message of mine expired in the queue.\n\nPlease look in the log for the last deferral before that: DNS of the recipient's domain, connection refused or timed out at its MX, TLS, greylisting, or a block of our IP.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
)
# fmt: on
