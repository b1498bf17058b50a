"""Causes: somebody's list or opinion of the sending address."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    EMAIL_TO_MYSELF_ARRIVES,
    ENCRYPT,
    MESSENGER_MEANWHILE,
    RECIPIENT_ANSWERS,
    SAME_EMAIL_GOES_OUT,
    SIGN_IN,
    TELL_RECIPIENT,
    TEST_AGAIN,
    to_mail_admin,
    to_recipient,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import FAINT, HINT, LIKELY, SURE, Sign
from mailadmin.core.diagnosis.symptom import ENVELOPE, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="reputation-blocklisted",
        title=(
            QT_TRANSLATE_NOOP("Fix", "The sending server is on the block list {list}"),
            QT_TRANSLATE_NOOP("Fix", "The sending server or domain is on a block list"),
        ),
        blame=Blame.SERVER,
        signs=(
            Sign(0.95,
                r"spamhaus|spamcop|barracuda(central| ?networks)?|\bbrbl\b|sorbs|cloudmark|\burib?l\b|uribl|surbl|uceprotect|psbl|"
                r"invaluement|\bivm(sip|uri)\b|spamrl\.com|mail-abuse|sender intelligence|\bdt:rbl|aup#(ipbl|in?-12[0-5]0)|"
                r"mimecast.{0,40}(rbl|list|reputation)|rejected by policy \[7\.7\]|mta.s poor|abuseat|spamrats|mailspike|hostkarma|junkemailfilter|gbudb|senderscore|nixspam|manitu|backscatterer|"
                r"\b(xbl|sbl|dbl|zen|cbl|rbl|css|bl)\b.{0,30}(list|block|reject|spam)|"
                r"(list|block|reject|blocked using|found)\w{0,12}( \S+){0,5} (\S{0,40}\b(xbl|sbl|dbl|cbl|rbl|dnsbl|rhsbl)\b|\S{0,40}rbl\S{0,40}|bl\.\S+|dnsbl\S{0,40})|"
                r"dnsbl|\brbls?\b|rhsbl|"
                r"(blocked|rejected|listed|refused|denied) (using|by|in|at|on) (\S{0,40}\.)?(\S{0,40}bl\S{0,40}\.\S+|zen\.\S+|list\.\S+)|"
                r"real-?time block|black ?hole list|ipcheck|dnsbl-lookup|senderbase|talosintel|abusix|fortiguard\.com|anti-?spam.{0,20}(block|black) ?list|"
                r"(blocked|listed|rejected|refused|reputation|\brbl).{0,80}(proofpoint|pphosted|trend ?micro|\bers\b|talos|ironport|sophos|symantec|fortinet|mcafee|cisco)|"
                r"(proofpoint|pphosted|trend ?micro|\bers\b|talos|ironport|sophos|symantec|fortinet|mcafee|cisco).{0,60}(block|black|reputation|\brbl|listed)",
                unless=r"query refused|extension|high risk|open resolver|127\.255\.255|attachment|virus|unsolicitedmessage|content|"
                       r"spam url|message (was )?(identified|classified|detected)|dynamic|\bpbl\b|header|open relay|"
                       r"relay(ing)? (denied|not)|certificate|cert |greylist|too many|mailbox|message size"),
            Sign(0.98, r"email reputation database"),
            Sign(LIKELY, r"(black|block|deny|bad)[- ]?list(ed|ing|s)?\b",
                unless=r"extension|high risk|may be blacklisted|verification failed|s31[45]0|sc-00\d|part of their network|to/from|recipient|"
                       r"our (own |local |internal )?(block|black)|local|this (server|system|site|host)|user|sender address|personal|"
                       r"query|open resolver|private|internal"),
            Sign(0.75, r"client host \S+ blocked using|listed (in|on|by|at)|is listed|on (a|the|our) list", unless=r"\burls?\b|\blinks?\b"),
            Sign(0.96,
                r"(listed|blocked|rejected|refused|denied|found|list)( \S+){0,4} \S{0,30}(spamhaus|spamcop|barracuda|sorbs|uceprotect|cloudmark|abuseat|dnsbl)|"
                r"\b(ip|host|server|client|mta|address|domain)( \S+){0,5} (on|in|by) (a|an|any|one or more|some|several|multiple|the public) ((ip|dns|public|real-?time|spam) )?(block|black|deny)[- ]?lists?\b",
                unless=r"query refused|open resolver|127\.255\.255|dynamic|\bpbl\b|\burls?\b|\blinks?\b|content|header|attachment|virus|"
                       r"contact your (isp|internet)|network is on|error code"),
            Sign(0.965, r"\blisted as abusive|\bip( address)?( is| has been)? black ?listed|due to spam list|on one or more rbls", unless=r"by (the )?recipient"),
        ),
        cases=(
            Case('554 rbl deny. (拒绝 RBL 中的邮件服务器)', "rcpt"),
            Case('Mail from [192.0.2.1] deferred using Trend Micro Email Reputation database.', "bounce"),
            Case('554 Service unavailable; Client host [192.0.2.1] blocked using relays.example.org; it was handled by an open relay', "bounce"),
            Case('550 Recipient not on bypass list, your IP has been found on a block list', "rcpt"),
            Case('550 the sending host is blacklisted', "bounce"),
            Case('554 5.7.1 192.0.2.1 is listed at lists.example.com', "rcpt"),
            Case('Service not available No SMTP service IP address is black listed', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The list {list} is a public list of servers and domains that sent spam, and {ip} is on it. Often another customer of the same server or an infected computer is the reason, not you."),
            QT_TRANSLATE_NOOP("Fix", "A block list is a public list of servers and domains that sent spam, and many mail servers refuse what is on it. Often another customer of the same server or an infected computer is the reason, not you."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words name a list or show a link to one, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                (
                    # Only a conversation of one's own has a port: a notice can be forged, link and all.
                    QT_TRANSLATE_NOOP("Fix", "Open the link in the words of the server {host} (port {port}) if there is one, or look up your domain on the page below."),
                    QT_TRANSLATE_NOOP("Fix", "Look up your domain on the page below."),
                ),
                ASK_MAIL_ADMIN,
                QT_TRANSLATE_NOOP("Fix", "Wait for the removal, which takes from an hour to a few days."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because {ip} is on the block list {list}:\n{reply}\n\nPlease find and stop the reason first (a misused account, an infected computer, an open relay or form), then ask for removal on the list's own page. If the IP is shared, please have the provider do it or move us to a clean one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because the sending IP or domain is on a block list:\n{reply}\n\nPlease find and stop the reason first (a misused account, an infected computer, an open relay or form), then ask for removal on the list's own page. If the IP is shared, please have the provider do it or move us to a clean one.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because the sending IP or domain is on a block list.\n\nPlease check our outgoing IP and our domain on the common lists, find and stop the reason first (a misused account, an infected computer, an open relay or form), then ask for removal on the list's own page. If the IP is shared, please have the provider do it or move us to a clean one.\n\nThank you"),
            ),),
            link="https://check.spamhaus.org/",
            check=QT_TRANSLATE_NOOP("Fix", "Send the message again 24 hours after the removal: it is accepted."),
        ),
    ),
    Cause(
        id="reputation-provider-block",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's provider does not trust the sending server"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.965, r"blocked by \S+( \S+){0,3}.?s anti-?spam|in-house (block|black) ?list|messages? from \(?\S+\)? temporarily deferred|mail refused - <?\S+>? - see|security\.rr\.com|\bhl:rep|blocked you maybe|^\W*[\d.]{7,15}\W* is (blocked|banned)|nemesis esmtp.{0,80}(block|ip address|reputation)|anti-spam system"),
            Sign(SURE,
                r"banned sending ip|banned sender ?\[|delist@|\bfblw\d|too many (invalid|unknown|bad) (recipients|rcpts?|users|addresses)|"
                r"(low|poor|bad) (domain |ip |sender |sending |e-?mail )?reputation|reputation of the|"
                r"(sending )?(ip|domain|sender|network)'?s?( address)?('s)? (very )?reputation|"
                r"part of their network is on our block|messages from( \S+){0,3} weren.t sent|sender\.office|delist\.messaging|"
                r"unusual(ly)? (rate|high|traffic|volume)|rate of (unsolicited|spam|mail)|(user|users) complain|complaint|"
                r"temporarily deferred due to(?! unresolv)|\bdyn:t\d|\bvs\d-(ip|mf)\b|traffic not accepted from this ip|ip based|"
                r"due to (the )?(very )?(low|poor|bad|its|your) reputation|tosa\S{0,40}t-online|postmaster\S{0,40}t-online|\bcs01\b|"
                r"\bb[lp]\d{2}\b.{0,30}yahoo|"
                r"(suspicious|abusive|spam)( \S+){0,4} (from|by|of) (your|this|the) (ip|network|server|host|isp|provider|sending)|"
                r"(ip|network|server|host|sending ip)( \S+){0,6} (temporarily |has been |is |was )*(blocked|banned|blacklisted|rate limited|throttled)( \S+){0,8} (spam|abuse|complain|reputation|suspicious|unsolicited)|"
                r"spam incident|incident de spam|\bccrt\b|ip_control|register your ip|your ip\S{0,40} is filtered|a problem occurred\. \(ask your postmaster|(该|此|您的?) ?ip.{0,20}(异常|被.{0,6}(禁止|拒绝|封)|拒绝|信誉)(?!.{0,20}并发)|aup#in-1[0-9]{3}|"
                r"blocked for (spam|abuse)|abus d[ée]tect|bad ip profile|esmtp not accepting connections|too many (spams?|unwanted|unsolicited)( \S+){0,8} ip\b|not accept\w{0,12}( \S+){0,4} (due to|because of) (the )?reputation|ip reputation|"
                r"mail from( \S+){0,6} (temporarily )?(deferred|rejected)( \S+){0,6} (reputation|complaint|abuse)|"
                r"unexpected (volume|traffic)|bulk (e-?mail |mail )?sender\S{0,2}( \S+){0,4} (guideline|require)|bulk mail( \S+){0,4} (guideline|require)|(suspected|suspicious) (spam )?ip|suspected (bounce|spam) attack|bloqu[ée]s? par nos services|blocked by our services|"
                r"p=ipthrottle|ipthrottle|ip-?block|"
                r"(gmail|yahoo|microsoft|outlook|hotmail|icloud|apple|gmx|web\.de|t-online|orange|comcast)( \S+){0,8} (block|reputation|defer|throttl)",
                unless=r"spamhaus|spamcop|barracuda|sorbs|\bptr\b|dmarc|spf|\bpbl\b|message (that |was )?(is )?likely (spam|unsolicited)|"
                       r"user unknown|mailbox full|quota|per hour|ip frequency|inactive|cloudmark|mimecast|messagelabs|symantec|mta.s poor"),
            Sign(SURE,
                r"\b(s31[45]0|(sc|ou)-00\d|tss?0?\d\d?|ib(10\d|60\d)|hl:(rep|ipb|mep)|wm:bl[iu]|rtr:(sc|bl)|(con|rly):b[l12]|mbl-[a-z])\b|\[(tss?|bl|rl|pr)\d\d\]|\baup#(cxbl|cdrbl|i?n?-10[0-8]0)",
                unless=r"spamhaus|cloudmark|\bptr\b|dmarc|spf|\bpbl\b|per hour"),
            Sign(SURE, enhanced=r"5\.7\.(508|60[4-9]|61\d|62\d|63\d|64[0-35-9]|511|708|0708)"),
            Sign(0.96, enhanced=r"4\.7\.(28|500|65\d|450|501)"),
            Sign(LIKELY,
                r"\b(invalid|bad) (sender )?ip( address)?\b(?! for)|\bip( address)?( [\d\[(]\S{2,40})? (is |was |has been )?(temporar\w{1,4} )?(blocked|banned|rejected|refused|denied|filtered|forbidden|not (allowed|accepted|permitted|welcome))|"
                r"(forbidden|not (currently )?accepting (mail|e-?mail|connections?|messages)|refused|denied) (by|from|for) your (ip|network|server|host)\b|"
                r"your (network|server|host) is (temporar\w{1,4} )?(blocked|banned|black ?listed)|"
                r"(your|sending|this|source|client) ?(ip|ip address|server|host|network|address|adresse ip)( \S+){0,6} (is |has been |was )?(blocked|banned|rejected|refused|denied|black ?listed|bloqu\S+|temporarily (blocked|deferred))|"
                r"(blocked|banned|rejected) (your )?ip\b|access denied.{0,40}\bip\b",
                unless=r"spamhaus|spamcop|bl\.|rbl|using|country|geo|local|dynamic|failed|login|helo"),
        ),
        cases=(
            Case('421 HL:REP 163 smtp12,AbCdEf 该IP发送行为异常,存在接收者大量不存在情况,被临时禁止连接', "connect"),
            Case('451 4.7.500 Server busy. Please try again later from [192.0.2.19]. (S77719) [VI1EUR06FT041.eop-eur06.prod.protection.outlook.com]', "rcpt"),
            Case('550 5.7.511 Access denied, banned sender[192.0.2.88]. To request removal from this list please forward this message to delist@messaging.microsoft.com. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653.', "bounce"),
            Case('554 your IP address is banned', "mail"),
            Case('550 5.7.606 no', "bounce"),
            Case('554 5.7.1 The host is on our in-house blacklist', "connect"),
            Case('550 5.7.1 Our system has detected an unusual rate of unsolicited mail originating from your IP address.', "bounce"),
            Case('554 cxr.mx.a.cloudfilter.net cmsmtp 192.0.2.1 blocked AUP#CXBL', "connect"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The recipient's email provider keeps its own opinion of senders, and it is low for {ip}. It may be new there, or too many people marked its mail as spam."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's email provider keeps its own opinion of senders, and it is low for this server or domain. It may be new there, or too many people marked its mail as spam."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other providers goes through and only this one refuses or delays it, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                ASK_MAIL_ADMIN,
                QT_TRANSLATE_NOOP("Fix", "Stop newsletters and other bulk mail to this provider for now."),
                QT_TRANSLATE_NOOP("Fix", "Wait: trust comes back in days or weeks, and sending more makes it worse."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe recipient's provider blocks or throttles our mail from {ip} by its own reputation data:\n{reply}\n\nPlease check for misuse and complaints, that SPF, DKIM, DMARC and reverse DNS pass, and then ask for delisting through the provider's postmaster page named in the reply. If the IP is shared, the hoster has to ask.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe recipient's provider blocks or throttles our mail by its own reputation data:\n{reply}\n\nPlease check for misuse and complaints, that SPF, DKIM, DMARC and reverse DNS pass, and then ask for delisting through the provider's postmaster page named in the reply. If the IP is shared, the hoster has to ask.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe recipient's provider blocks or throttles our mail by its own reputation data.\n\nPlease check for misuse and complaints, that SPF, DKIM, DMARC and reverse DNS pass, and then ask for delisting through the provider's postmaster page. If the IP is shared, the hoster has to ask.\n\nThank you"),
            ),),
            check=QT_TRANSLATE_NOOP("Fix", "Send one message to the same recipient after 24 hours: it is accepted."),
        ),
    ),
    Cause(
        id="reputation-recipient-block",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's side has blocked you"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.96, r"\buser reject\b|user defined policy|dictionary attack|been served out|sender is on (the )?(\S+ )?black ?list|locally (black|block) ?listed|domain \S+ is (banned|blocked|black ?listed)|^\W*sender is rejected|intrusion prevention|backscatter protection|(user|recipient|addressee)( \S+)? (refused|refuses|declined|does not want)( \S+){0,4} (this|your|mail|message|receive)|denyip|no access for this ip|sorry, no access|badmailfrom|in my (bad|black ?list|block ?list)|senderfilterconfig|sender is (a )?spammer|looks( \S+)? like (a )?spammer|"
                     r"(due to|because of|by) (user|recipient|organi[sz]ational|personal|custom) (rules?|settings?|filters?)|refuses? to (receive|accept)|"
                     r"access( \S+){0,8} has been rejected(?! due)|bouncedeny|sender (address |domain )?(is )?(black|block)[- ]?listed|"
                     r"as (a )?spammer|(recipient|user|addressee)( \S+)? (doesn.t|does not|don.t) want|reject list|(refused|refusal|deny|denied|rejected|blocked) list of|no permit\b|ip is (rejected|hangup)|denied domain|rejection- ?abuse|whitelist for rcpt domain|not (allowed|permitted|authori[sz]ed) to connect|\bbatv\b|(refused|rejected|denied) due to abuse|access from your (location|country|region)|received too many bounces|no bounces (are )?(accepted|allowed)|anti-?spoof\w{0,3} (policy|lockout)|blocked senders?:"),
            Sign(0.93,
                r"(blocked|rejected|refused|denied|banned|black ?listed|block ?listed|prohibited|restricted|declined) by( \S+){0,3} (recipient|user|administrator|admin|organi[sz]ation|local(?! polic)|rule|transport|custom|site|company|receiver|customer|domain owner)|"
                r"transport\.rules|rejectmessage|administratively (denied|prohibited|blocked)|geograph|\bcountry\b|countries|"
                r"geo-?ip|geo-?block|"
                r"(blocked|unwanted|undesired|banned|black ?listed|prohibited|unwelcome) (sender|senders|domain|address)|"
                r"mail from( \S+){0,4} (is )?(not (accepted|allowed|welcome|permitted)|refused|blocked|denied|rejected)|"
                r"(recipient|user|addressee|he|she|they)( \S+){0,3} (has |have )?(blocked|refus\w+|rejected|block ?listed|black ?listed) (you|your|the sender|mail|this|e-?mail)|"
                r"(client host|sender address|sender|sender domain|recipient address) rejected: (access denied|access|your|blocked|we|go away|not welcome|spam|no|rejected by)|"
                r"to/from an address that has been blacklisted|"
                r"(local|personal|private|internal|our|user|custom|own)( \S+){0,2} (black|block|deny)[ -]?list|"
                r"blacklist(ed)? (at|by|on|in) (this|our|the recipient|local)|"
                r"you( \S+){0,3} (are|have been) (black ?listed|blocked|banned|denied)|"
                r"(we|i|(this|the|our) (server|host|system|site)) (do not|don.t|does not|doesn.t|will not|won.t) (accept|want|receive|take)( \S+){0,4} (mail|e-?mail|messages?|connections?) from|"
                r"not welcome|go away|host network,? not allowed|\[geo\]|block-?send-?er|den(y|ies) the sender|拒绝发件人|mi:spb|"
                r"refused by recipient|user entry|rejected by destination|spam ?filter rule|"
                r"sender( \S+){0,2} (is )?(blocked|blacklisted|banned|on the block)|"
                r"your (domain|address|e-?mail address|host)( \S+){0,3} (is |has been )?(blocked|blacklisted|banned|refused|not accepted|not allowed)",
                unless=r"spamhaus|spamcop|barracuda|dnsbl|\brbl|your network|relay|tenant|not owned|verified|dmarc|spf|smtp auth|"
                       r"from (sending|outbound)|bad outbound|message size|attachment|\bptr\b|reverse dns|reputation|dynamic"),
            Sign(0.97, r"envelope blocked|your (domain|(e-?mail )?address)( \S+)? has been (blacklisted|blocked)|e-?mail address blocked by"),
            Sign(0.8, enhanced=r"5\.7\.(12[0-3]|129)"),
            Sign(0.95, enhanced=r"5\.7\.(50[57]|510|520|703|13)"),
            Sign(LIKELY,
                r"(empfänger|destinataire|destinatari[oa]|destinatário|odbiorca|ontvanger|получател\w)( \S+){0,5} (blockiert|abgelehnt|bloqu[ée]|refus[ée]|bloquead\w|rechazad\w|bloccat\w|rifiutat\w|zablokowa\w{1,3}|geblokkeerd|geweigerd|заблокировал\w?|отклонил\w?)|"
                r"拒收|受信拒否|수신 ?거부", moments=ENVELOPE,
                unless=r"spam|unbekannt|inconnu|desconocid|sconosciut|nieznan|onbekend|compte|konto|cuenta|weiterleitung|垃圾|迷惑|스팸"),
            Sign(HINT, r"access denied", codes=(550, 554, 571), moments=ENVELOPE,
                unless=r"auth|5\.4\.1|recipient address rejected|tenant|\bip\b|not authenticated|\[<address>\]"),
            Sign(0.94, r"rejecting open proxy|\bip in prison|no access from mail server|not allowed from this range|bad sender ip"),
            Sign(0.965, r"(are|is) not accepting mail from <?address|the receiver denied your mail"),
        ),
        cases=(
            Case('550 Mail is rejected by recipients.', "data"),
            Case('<postmaster@example.org>:\nConnected to 192.0.2.225 but sender was rejected.\nRemote host said: 550 5.7.1 <root@nijo.example.jp>... Access denied', "bounce"),
            Case('smtp;550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550 [k1]', "bounce"),
            Case('Diagnostic-Code: SMTP; 553 User refused to receive this mail.', "bounce"),
            Case('550 5.7.123 no', "bounce"),
            Case('550 5.7.507 no', "bounce"),
            Case('对方拒收了您的邮件', "bounce"),
            Case('550 ip in prison', "bounce"),
            Case('Your mail to the following recipients could not be delivered because they are not accepting mail from a@example.com', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The recipient {recipient} or the people who run its mail server have a rule against your address, your server or your country. Only they can lift it."),
            QT_TRANSLATE_NOOP("Fix", "The recipient or the people who run their mail server have a rule against your address, your server or your country. Only they can lift it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other people goes through and all mail to this organization comes back, it is this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "Ask them to allow your email address or your domain."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they say that it is done."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {recipient} was refused by a rule on your side. Your mail server said:\n{reply}\n\nCould you please pass this to your mail admin? The request to them: please find the local rule (block list of senders, IPs or countries) that matched, and allow our domain.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused by a rule on your side. The mail server said:\n{reply}\n\nCould you please pass this to your mail admin? The request to them: please find the local rule (block list of senders, IPs or countries) that matched, and allow our domain.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused by a rule on your side.\n\nCould you please pass this to your mail admin? The request to them: please find the local rule (block list of senders, IPs or countries) that matched, and allow our domain.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="reputation-dynamic-ip",
        title=QT_TRANSLATE_NOOP("Fix", "Mail straight from a home or office line is not accepted"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.975, r"\bdy-00\d\b|dynamically-assigned|bypassing( \S+){0,4} (mail )?relay|dynablock|\brtr:(bb|du)|\bes0000[01][01]\b"),
            Sign(0.96,
                r"\bpbl\b|dynamic(ally)?(/\S{1,20})?( \S+){0,4} (ip|address|host|range|assigned|pool|space|client|hostname|reverse)|"
                r"(ip|address|host|hostname|client|range)( \S+){0,3} (is |appears |looks )?(to be )?(a )?dynamic|residential|"
                r"dial-?up|(home|consumer|end[- ]?user)( \S+){0,2} (user|line|connection|ip|address|range|computer|network)|"
                r"(use|using|through|via)( \S+){0,4} (isp|internet service provider|provider)('s)?( \S+){0,3} ?(smtp|server|relay|mail|smarthost|mta)?|"
                r"smtp server of your isp|not (authori[sz]ed|allowed|permitted) to send (e-?mail|mail)? ?directly|"
                r"direct[- ](to[- ]mx|delivery|mail|smtp)|may not be (a )?mail exchanger|"
                r"not (a |an? )?(mail|smtp) (server|exchanger|host)|\bdul\b|dynablock|dynip|"
                r"(adsl|cable|dsl|pppoe|broadband)( \S+){0,4} (reject|block|not|customer|host|client|pool)|einwahl|dynamische|"
                r"adresse(s)? ip dynamique|ip dinámica",
                unless=r"contact your|please contact|weren.t sent|open resolver|refer your provider|helo|ehlo"),
        ),
        cases=(
            Case('550 5.7.0 <shironeko@example.jp>... Please use the smtp server of your ISP.', "bounce"),
            Case("Diagnostic-Code: SMTP; 554 5.7.1 reject: Client host bypassing service provider's mail relay: ds176.example.com", "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The message went straight from your internet line to the recipient's server, without a mail server of yours in between. Receivers refuse such mail, because most of it comes from infected computers."),
        tell=QT_TRANSLATE_NOOP("Fix", "If your port is 25 and there is no sign-in, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Type the mail server of your email provider, not the recipient's."),
                ENCRYPT,
                SIGN_IN,
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If your company runs a mail server of its own, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail leaves directly from a dynamic or customer address ({ip}), and receivers refuse it:\n{reply}\n\nPlease route outgoing mail through an authenticated smart host (465 or 587), or give us a static IP with its own reverse DNS and have it taken off the policy list (PBL).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail leaves directly from a dynamic or customer address, and receivers refuse it:\n{reply}\n\nPlease route outgoing mail through an authenticated smart host (465 or 587), or give us a static IP with its own reverse DNS and have it taken off the policy list (PBL).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail leaves directly from a dynamic or customer address, and receivers refuse it.\n\nPlease route outgoing mail through an authenticated smart host (465 or 587), or give us a static IP with its own reverse DNS and have it taken off the policy list (PBL).\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
    Cause(
        id="reputation-blocklist-query-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server misread the answer of a block list"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"127\.255\.255\.|open resolver|error: open|/returnc|query refused|"
                r"queries? (are |is )?(refused|blocked|denied|not allowed)|public (dns )?resolver|public/open|"
                r"excessive (number of )?quer|your dns ip|"
                r"(dnsbl|rbl|blocklist|blacklist|spamhaus|uribl|surbl|lookup)( \S+){0,8} (query error|error code|quota exceeded|query limit|over limit|rate limit)|"
                r"query (limit|quota|volume)|uribl\.com/refused|dns (query )?limit"),
            Sign(FAINT, r"blocked using zen\.spamhaus\.org", moments=(Moment.RECIPIENT, Moment.BOUNCE)),
        ),
        cases=(
            Case('Destinataire : user@example.org\nErreur : 550 Error: open resolver; https://www.spamhaus.org/returnc/pub/2001:db8:377:1024::ac46:58b3', "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server asked a block list (a public list of spam senders) about you, got an error, and took it for a yes. You are most likely on no list, and the mistake is in that server's setup."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words say “open resolver” or “query refused”, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If your own mail server refused the message, send your mail admin the first message below."),
                QT_TRANSLATE_NOOP("Fix", "If the recipient's server did, call the recipient and pass on the second message below."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they say that it is done."),
            ),
            copy=(
                to_mail_admin(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses mail because it reads an error of a DNS block list as a listing:\n{reply}\n\nReturn codes 127.255.255.252, .254 and .255 are errors (typing error, query over a public or open resolver, too many queries), not listings. Please query the list over a resolver of your own or with a key, and match only its documented listing codes.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses mail because it reads an error of a DNS block list as a listing. The server said:\n{reply}\n\nReturn codes 127.255.255.252, .254 and .255 are errors (typing error, query over a public or open resolver, too many queries), not listings. Please query the list over a resolver of your own or with a key, and match only its documented listing codes.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses mail because it reads an error of a DNS block list as a listing.\n\nReturn codes 127.255.255.252, .254 and .255 are errors (typing error, query over a public or open resolver, too many queries), not listings. Please query the list over a resolver of your own or with a key, and match only its documented listing codes.\n\nThank you"),
                ),
                to_recipient(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refused my message by mistake. Could you please pass this to your mail admin?\n\nIt said: {reply}\nThat is an error of the block list query, not a listing: return codes 127.255.255.252, .254 and .255 mean a typing error, a query over a public or open resolver, or too many queries. Please query the list over a resolver of your own or with a key, and match only its documented listing codes.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nYour mail server refused my message by mistake. Could you please pass this to your mail admin?\n\nIt reads an error of a DNS block list as a listing: return codes 127.255.255.252, .254 and .255 mean a typing error, a query over a public or open resolver, or too many queries. Please query the list over a resolver of your own or with a key, and match only its documented listing codes.\n\nThank you"),
                ),
            ),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
)
# fmt: on
