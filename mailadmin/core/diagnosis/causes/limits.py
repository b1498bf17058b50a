"""Causes: too much, too many, too fast, too big."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    EMAIL_TO_MYSELF_ARRIVES,
    SAME_EMAIL_GOES_OUT,
    to_mail_admin,
    to_provider,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="limits-sending-quota",
        title=QT_TRANSLATE_NOOP("Fix", "You have reached the sending limit"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.975, r"exceeded (your|the) (messaging|mailing|sending) limits?"),
            Sign(0.975, r"(e-?mail|message)s? limit (is |was |has been )?(reached|exceeded)|(policy rejection|rejected by policy|quota)[- ]+quota exceeded|quota d.envoi|message count quota|(limit|quota)( \S+){0,6} (outgoing|outbound|sent) (message|mail|e-?mail)s?|(outgoing|outbound) (message|mail|e-?mail)s?( \S+){0,4} (limit|quota|exceed)|number of (messages|mails|e-?mails|recipients) (you|that) can|number of (messages|mails|e-?mails)( \S+)? (sent|sending|allowed)?( \S+)? ?per (hour|day)|(rcpt|recipient|message|mail|send)\w{0,4}( \S+){0,3} (daily|hourly|monthly) (limit|quota)|(发信|发送|发件)\S{0,4}(超限|超过?限|达到?上限)|quota for today|maximum number of (messages|mails|e-?mails)( \S+){0,4} (day|hour|month|today)|limit.{0,30}versand.{0,20}überschritten|przekroczono.{0,30}limit.{0,30}wysy|rcpts? (per|in) \d+ hours?|(recipients|rcpts|messages|mails|emails) per \d+ (hours|days)|per 24 hours|too many times for one day", unless=r"recipients? per (message|mail|connection)"),
            Sign(0.965,
                r"(daily|hourly|monthly|weekly|per-day|24[- ]?hours?|sending|send|outgoing|outbound|relay|submission|mailing|plan|account|free|trial|messages? sent|day|month|hour)( \S+){0,6} (limit|quota|cap|maximum|credits?|allowance|threshold|allotment)s?( \S+){0,8} ?(exceed\w{0,12}|reach\w{0,12}|used( up)?|hit|over|met|full)|"
                r"(exceed\w{0,12}|reach\w{0,12}|used up|hit|over|past|above)( \S+){0,8} (daily|hourly|monthly|weekly|sending|send|outgoing|outbound|day|hour|month|plan|credits?|relay|24|per-day|submission|e-?mail|mail)( \S+){0,4} ?(limit|quota|cap|credits?|allowance|messages|recipients|maximum)|"
                r"(out of|no( more| remaining)?|not enough|insufficient|maximum|run out of|zero)( \S+){0,2} credits?|"
                r"maximum credits|only \d+ (messages|e-?mails|mails|recipients)( \S+){0,2} (per|a|each|every|in) |"
                r"(messages|e-?mails|mails|recipients) (per|a|in (a|one|the last)|each|every) (day|month|24|hour|week)|"
                r"limit for (message )?recipients|sending (limit|quota)|send(er)?( \S+)? (limit|quota) (exceed|reach)|"
                r"submission quota|quota (exceed\w{0,12}|reached)( \S+){0,4} (send|day|hour|month|for sending)|submissionquotaexceeded|"
                r"daily send rate|sending quota|mi:stc|rp:trc|reached (your|the|its|their)( \S+){0,4} (limit|quota)|tageslimit|"
                r"versandlimit|limite de env[ií]o|送信.{0,6}(上限|制限)|limite (quotidienne|d'envoi|de envío|diário|giornaliero)|límite (diario|de envío)|дневн\S+ лимит|"
                r"лимит\S{0,40} отправ|发送\S{0,6}(上限|限制|超)|sent too many( \S+)? (messages|e-?mails)( \S+)? (today|in)|"
                r"ratelimit.{0,200}(day|month)",
                unless=r"per (minute|second)|mailbox (is )?(full|size)|mailbox quota|disk quota|receive|receiving|recipient.s|recipient (has )?exceed|"
                       r"connections|message size|size limit|mailbox.{0,20}exceed|log-?in|too large|storage|from (a )?specific|into|"
                       r"concurrent|rate exceeded|sending rate|per message|failed (log|auth)|lookups|time limit"),
            Sign(0.97, enhanced=r"5\.(4\.5|1\.9\d|7\.23[236])"),
            Sign(0.96, r"(daily|hourly|monthly) send(ing)? rate|submission ?quota ?exceeded"),
            Sign(0.9, enhanced=r"4\.7\.232"),
            Sign(0.965, r"limits for your account are exceeded"),
        ),
        cases=(
            Case('Expected response code 250 but got code "451", with message "451 You\'ve exceeded your messaging limits', "mail"),
            Case("You've reached your daily relay quota - 203.0.113.0", "bounce"),
            Case('HST-RTE: Daily send rate exceeded, retry later', "data"),
            Case("Quota d'envoi de mails dépassé", "data"),
            Case('550 5.4.5 no', "bounce"),
            Case('450 4.7.232 no', "bounce"),
            Case('471 4.7.1 <user@example.com>: The limits for your account are exceeded. Please try again later.', "rcpt"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your email provider lets {user} send only so many messages in a day or a month, and that number is used up. It comes back by itself with time."),
            QT_TRANSLATE_NOOP("Fix", "Your email provider lets you send only so many messages in a day or a month, and that number is used up. It comes back by itself with time."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you sent only a few today, somebody else may know your password."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look in “Sent” in your webmail for messages that are not yours."),
                QT_TRANSLATE_NOOP("Fix", "If you find any, change your password at once."),
                QT_TRANSLATE_NOOP("Fix", "Otherwise wait until tomorrow and send again."),
                QT_TRANSLATE_NOOP("Fix", "If you need more each day, send your email provider the message below."),
            ),
            copy=(to_provider(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe account {user} has used up its sending limit at {host}:\n{reply}\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy account has used up its sending limit. The server said:\n{reply}\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy account has used up its sending limit.\n\nPlease tell me the limit and when it is reset, and check that the account was not misused. If our use is normal, please raise the limit or name the plan that has a higher one.\n\nThank you"),
            ),),
            check=QT_TRANSLATE_NOOP("Fix", "Press “Send an Email” after the limit has been reset: the message is accepted."),
        ),
    ),
    Cause(
        id="limits-rate",
        title=QT_TRANSLATE_NOOP("Fix", "Too much was sent too fast"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.96, r"sending too (many|much|fast)|sent too? (many|much)|too many e-?mails|too much (e-?mail|mail)( \S+)? in a short|in a short (period|time)|queue quota exceeded|(received|sent|sending) too (much|many)|(message|connection|session|recipient)s? threshold( \S+)? (exceed|reach)"),
            Sign(0.955,
                r"too many( \S+){0,3} (messages|connections?|e-?mails|mails|sessions|requests|deliver\w{0,12}|sends|simultaneous|concurrent|submissions)|"
                r"too many (connections?|concurrent|sessions|messages)|rate[- ]?limit|throttl|"
                r"(sending|message|messages|connection|recipient|maximum|sender|ip|mail|traffic|submission|delivery)( \S+){0,3} rate( \S+){0,5} (exceed|limit|too|high|reached)|"
                r"rate (exceed|is too|too high|control|restriction)|(too|sending|sent|so) (fast|frequent\w{0,12}|quickly)|"
                r"slow(ing)? down|frequency (limited|limit|exceed)|frequenc|"
                r"(concurrent|simultaneous|parallel)( \S+){0,3} (connections?|sessions)|open( \S+)? (connections|sessions)|"
                r"connections?( \S+){0,3} (limit|count|rate|exceed)|(thread|concurrency|connection|session)s? limit|"
                r"per (minute|second|hour|min|sec)\b|receiving mail (at a rate|too quickly)|"
                r"exceed\w{0,12}( \S+){0,6} (rate|connections?|per minute|per second|frequency)|too much (mail|traffic)|back ?off|"
                r"flood|messages? from (you|this ip|your server) too|"
                r"exceeds? (the )?(maximum )?(number of )?(messages|connections)|try (sending )?(again )?(more )?slow|"
                r"maximum (number of )?(concurrent )?connections|number of (sessions|connections)( \S+){0,3} (exceed|maximum|limit)|sender thread|trop de (connexions|messages)|"
                r"zu viele (verbindungen|nachrichten|mails)|demasiad\w+ (conexiones|mensajes)|"
                r"слишком много (соединений|сообщений)|слишком часто|频率|连接数|超过.{0,8}频率",
                unless=r"reputation|complain|log-?in|auth|password|spam|unsolicited|recipients per message|too many recipients|"
                       r"suspicious|unusual|bad commands|errors|daily|per day|unknown|hops|quota exceeded|credits|query|ip based|\bs3140|"
                       r"dns|lookups|blacklist|messages (on|in) this mailbox"),
            Sign(0.94, enhanced=r"5\.2\.12[12]|[45]\.2\.122"),
            Sign(0.975,
                r"mail_max_userip_connections|(sender|outbound|inbound) thread limit|(recipient|user|mailbox)( \S+){0,3} message rate limit|thread limit exceeded|receiving mail (at a rate|too quickly)|too many( \S+)? (concurrent|simultaneous|parallel|open) |"
                r"organization queue quota|too many errors from (your|this) ip|too many (in|per) (a |one |this )?(single )?session|too many (recipient|delivery|sending|connection) attempts|recipients in a short|(ofr|lpn)\S{0,8}[ _]10[45]\b|naruszenie zasad|\[in-use\]|lock ?busy|maildrop (is )?already (locked|in use)|cxcnct|\[limit\]|\[login-delay\]|bandwidth (limit|quota)|rate limit hit|\brp-00[1-3]\b|limits? (for|on) how many|(messages?|mails?|e-?mails?) per (connection|session)|cxmxrt|"
                r"exceed\w{0,12}( the| your)? (maximum|max|allowed)( allowed)? number of (e-?mails|messages|mails|connections|sessions)|发信(频率|数量)|发送频率|邮件数量超|\b(hl:i[cf]c|hl:itc|mi:(dmc|ccl|cel)|rp:ccl)|excessive volume|"
                r"too many (recipients|messages|mails|e-?mails)( \S+)? (this|last|an|per) (hour|minute)"),
            Sign(0.85, r"\brate|receiving|connections?|busy|resource", enhanced=r"4\.(2\.1|7\.0|3\.2|4\.5)",
                codes=(421, 450, 451, 432), unless=r"log-?in|auth|disk|memory|spam|reputation|storage|connection (expired|timed)|time-?out"),
            Sign(0.98, r"request limit exceeded, try again|concurrent connections from a sender|quota for sending messages with the same|e-?mails? muito rápido|limite m[áa]ximo de redirecionamento"),
        ),
        cases=(
            Case('421 HL:ICC 该IP同时并发连接数过大,超过了网易的限制,被临时禁止连接', "connect"),
            Case('421 Rate limit reached. Please try again later', "connect"),
            Case('SASL login name rejected: You are sending too many emails too fast.', "rcpt"),
            Case('550 5.2.121 no', "bounce"),
            Case('421 4.3.2 connections', "connect"),
            Case('429 Domain example.com is not allowed to send: request limit exceeded, try again after Mon, 20 Dec 2021 20:33:21 UTC', "data"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server takes only so many messages or connections in a short time, and there were more. It does this to stay quick for everybody, and it is soon over by itself."),
        tell=QT_TRANSLATE_NOOP("Fix", "If one single message goes through after a quarter of an hour, it was this."),
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Change nothing in the settings: only waiting helps."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Wait {wait} seconds, then send again."),
                    QT_TRANSLATE_NOOP("Fix", "Wait 15 minutes, then send again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Send long lists of messages in small groups, with pauses between."),
                QT_TRANSLATE_NOOP("Fix", "If it happens with a few messages a day, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} limits the rate of our mail, although we send little:\n{reply}\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe rate of our mail is limited, although we send little. The server said:\n{reply}\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe rate of our mail is limited, although we send little.\n\nPlease check which limit it is (messages a minute, parallel connections, recipients an hour), what else sends from the same account or IP, and whether the limit can be raised.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-recipients",
        title=QT_TRANSLATE_NOOP("Fix", "The message has too many recipients"),
        blame=Blame.CONTENT,
        signs=(
            Sign(0.975,
                r"too (many|much) (recipients(?! attempts)|rcpts?|addresses|to|envelope recipients|destinations)|"
                r"(recipients?|rcpts?)( \S+){0,5} (limit|maximum|max|count|number)( \S+){0,5} ?(exceed\w{0,12}|reach\w{0,12}|over|is|of|per)?|"
                r"no more than \d+ recipients|(maximum|max|exceed\w{0,12}|limit|allowed|more than)( \S+){0,6} recipients?( per| in| for| allowed|$|\.| exceeded)|"
                r"toomanyrecip|one recipient (at a time|per|only)|only one recipient|number of recipients|recipients per (message|mail|e-?mail|session|transaction)|zu viele empfänger|"
                r"trop de destinataires|demasiados destinatarios|troppi destinatari|слишком много получателей|收件人(数|过多)",
                unless=r"day|daily|hour|month|24|receive limit|rate limit|per hour|minute|message size|short period"),
            Sign(0.93, enhanced=r"[45]\.5\.3"),
            Sign(0.985, r"resolver\.adr\.reciplimit"),
        ),
        cases=(
            Case('552 Too many recipients', "bounce"),
            Case('552 5.5.3 Maximum limit of 100 recipients reached', "rcpt"),
            Case('RESOLVER.ADR.RecipLimit', "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server takes only so many recipients in one message, and this one has more. It does this because spam often goes to many people at once."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through to one single recipient, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Count the addresses in To, Cc and Bcc."),
                QT_TRANSLATE_NOOP("Fix", "Split them into groups of about 50, and send the message once to each group."),
                QT_TRANSLATE_NOOP("Fix", "For newsletters, use a newsletter service or a mailing list."),
                QT_TRANSLATE_NOOP("Fix", "If you need more at once, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refused a message because it has too many recipients:\n{reply}\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refused a message because it has too many recipients. The server said:\n{reply}\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refused a message because it has too many recipients.\n\nPlease tell me the limit for one message and for a day, or set up a distribution list for us.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-message-size",
        title=QT_TRANSLATE_NOOP("Fix", "The message is too big"),
        blame=Blame.CONTENT,
        signs=(
            Sign(0.965,
                r"(message|mail|e-?mail|attachment|attachments|size|body|content|data|file|your message)( \S+){0,8} (too (big|large|long)|exceed\w{0,12}( \S+){0,8} (size|limits?|maximum|mb|bytes|length|max\w{0,12}|kb|\d+)|over( the| our)?( \S+){0,3} (size|limit)|larger than|bigger than|greater than|oversized?)|"
                r"too (big|large)|max\w{0,12}( \S+){0,3} (message |mail |attachment )?size|"
                r"(message|mail|attachment|file) size( \S+){0,4} (limit|exceed|restriction|maximum|not|too)|"
                r"total attachments? size|552_storage_overflow|0.800ccc6d|size (limit|limits|exceed\w{0,12}|restriction|constraint)|exceed\w{0,12}( \S+){0,6} (message )?size|message is too long|"
                r"(more|larger|bigger|greater|longer) than \d+ ?(bytes|kb|mb|kib|mib)|message (length|size) exceeds|552 (5\.\d\.\d )?message|data size|oversize|"
                r"(nachricht|mail|anhang|datei)( \S+){0,5} zu (groß|gross|lang)|"
                r"(message|pièce|fichier)( \S+){0,5} trop (volumineu\w|gros\w{0,12}|grand)|"
                r"größe( \S+){0,5} (überschr|überst)|tamaño.{0,40}(supera|excede|sobrepasa)|(supera|eccede|excede|superior)\S{0,2}( \S+){0,2} (dimension|tamaño|tamanho)|dimension\w.{0,40}(supera|eccede|troppo)|"
                r"tamanho.{0,40}(excede|superior|maior)|taille.{0,40}(dépass|atteint|excè|excéd)|dépasse( \S+){0,3} taille|przekracza.{0,30}rozmiar|rozmiar.{0,30}(przekrac|za duż)|(wiadomość|załącznik).{0,20}zbyt duż|"
                r"(bericht|bijlage)( \S+){0,4} te groot|(meddelande\w?|bilaga\w?|besked|vedhæft\w+|melding\w?|vedlegg\w?)( \S+){0,4} f[oö]r stor|(ileti|mesaj|ek)( \S+){0,4} çok büyük|크기.{0,12}초과|"
                r"(mensaje|archivo|adjunto)( \S+){0,5} demasiado grande|(messaggio|allegato)( \S+){0,5} troppo grande|"
                r"(mensagem|anexo)( \S+){0,5} muito grande|размер.{0,40}превыша|слишком больш|(邮件|附件|大小).{0,10}(过大|超过|超出)|"
                r"サイズ.{0,12}(超|大き)",
                unless=r"mailbox|queue too long|header|line (is )?too|lines? (too|longer|exceed)|\blines?( \S+){1,4} too long|too many|credential|keyring|secret|"
                       r"recipients|rate|connections|quota|quick|mail ?folder|certificate|key|name (is )?too|address (is )?too|password|"
                       r"per (day|hour|minute)|sign in|packet|record|\bcommand\b|space available"),
            Sign(0.93, enhanced=r"[45]\.(3\.4|2\.3)", unless=r"sign in|continue sending", words=r"."),
            Sign(HINT, codes=(552,), moments=(Moment.SENDER, Moment.MESSAGE)),
        ),
        cases=(
            Case('552 Message is too long.', "data"),
            Case('Error: Expected smtp code 250, got 552', "data"),
            Case('552 5.3.4 no', "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "Every mail server has a largest size for a message, and this one is bigger. Files grow by a third when they are mailed, so 15 MB of files become a message of 20 MB."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through without its files, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Put big files in a shared folder and send the link to it."),
                QT_TRANSLATE_NOOP("Fix", "Make pictures smaller, or send the files in several messages."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If you have no shared folder, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused because of its size:\n{reply}\n\nPlease tell me the largest size that our server takes for sending, and which way of sharing big files you support.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused because of its size.\n\nPlease tell me the largest size that our server takes for sending, and which way of sharing big files you support.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="limits-sender-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "Your own mailbox is full"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.98,
                r"errorquotaexceeded|submission\S{0,20}exception:\s?quota|submission\.exception:quotaexceeded|shutoffquota|"
                r"postfach ist voll. sie können keine|"
                r"\b(your|own|sender.?s?)( \S+){0,3} (mailbox|mail box|storage|account|inbox)( \S+){0,4} (is |has |are )*(full|over( quota)?|exceed\w{0,12}|out of (storage|space))|"
                r"mailbox of the sender|"
                r"(you|your)( \S+){0,4} (out of|exceeded|over|run out)( \S+){0,3} (storage|mailbox|disk)( \S+){0,3}|"
                r"(free up|delete)( \S+){0,6} (before|to) send|cannot send (messages|mail)( \S+){0,4} (quota|mailbox|full)|"
                r"append .{0,40}overquota|(mailbox|storage) send quota|prohibit ?send( \S+)? ?quota|prohibitsend",
                unless=r"daily|hourly|per day|sending limit|deliver\.exception|day|month|limits? (for|of|on) your"),
            Sign(0.95, r"over( \S+){0,2} quota|mail ?box is full|quota exceeded|exceed\w{0,12}( \S+){0,3} quota",
                moments=(Moment.INBOX,), unless=r"connection|rate|log-?in|bandwidth|command"),
        ),
        cases=(
            Case('a5 NO Mailbox is over STORAGE quota', "imap"),
            Case('554 5.2.0 STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; Failed to process message due to a permanent exception with message Cannot submit message. 0.35250:0B000000', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox of {user} has no room left, and your email provider does not let a full mailbox send. It wants to keep a copy of each message, and there is no place for it."),
            QT_TRANSLATE_NOOP("Fix", "Your own mailbox has no room left, and your email provider does not let a full mailbox send. It wants to keep a copy of each message, and there is no place for it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your webmail shows that your storage is full, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail and look at how much space is used."),
                QT_TRANSLATE_NOOP("Fix", "Delete or archive old mail, the biggest first, also in “Sent”."),
                QT_TRANSLATE_NOOP("Fix", "Empty the bin and the junk folder."),
                QT_TRANSLATE_NOOP("Fix", "Wait a few minutes, then send again."),
                QT_TRANSLATE_NOOP("Fix", "If you need more space, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mailbox {user} is over its quota, so {host} does not let it send:\n{reply}\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mailbox is over its quota, so our mail server does not let it send. The server said:\n{reply}\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mailbox is over its quota, so our mail server does not let it send.\n\nPlease raise its quota or enable an archive mailbox, and check the size of the recoverable items.\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
)
# fmt: on
