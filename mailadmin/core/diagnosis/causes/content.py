"""Causes: the message itself."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import SAME_EMAIL_GOES_OUT, to_mail_admin
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import LIKELY, SAID, SURE, Sign
from mailadmin.core.diagnosis.symptom import ENVELOPE, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="content-spam",
        title=QT_TRANSLATE_NOOP("Fix", "The message looks like spam to the server"),
        blame=Blame.CONTENT,
        signs=(
            Sign(SAID,
                r"\bspam(?!haus|cop|rats|mer\b|trap)\w{0,10}\b|"
                r"junk( \S+)? ?(mail|e-?mail|message|filter)|phish|unsolicited|\bube\b|\buce\b|rspamd|spamassassin|"
                r"suspicious (content|url|link|message|attachment)|"
                r"(malicious|bad|blocked|blacklisted|suspicious|listed) (link|url|uri|hyperlink)|"
                r"likely (spam|suspicious|unsolicited)|unsolicitedmessageerror|message content (was )?(rejected|refused|denied)|"
                r"content (was )?(rejected|refused|filtered|blocked|denied)|"
                r"(rejected|refused|blocked|filtered|denied)( \S+){0,4} (content|content filter|filter|antispam|anti-spam)|"
                r"(message|content|mail|e-?mail)( \S+){0,5} (filter|bayes|heuristic|score|classified as|identified as|considered (as )?|flagged as|detected as)|"
                r"content ?filter|bayes|ant[iy][- ]?spam|recurrent pattern|pattern detection|bulk[. ](advertis|e-?mail\b|mail\b)|mass mailer|aup#(urlbl|cxurl)|looks like (spam|a)|similar to (spam|messages)|high (probability|score)|"
                r"too many (links|urls)|scam|fraud|unerwünscht|indésirable|correo no deseado|спам|垃圾邮件|垃圾郵件|迷惑メール|\[cs\]|ofr_?506|"
                r"mail rejete|\bdt:spm|unacceptable content|offensive|permanent failure for one or more recipients \(\S{0,40}:blocked\)",
                unless=r"spamhaus|spamcop|spamrats|nixspam|reduce the amount of spam|reputation|rate of|blocklist|block list|blacklist|"
                       r"black list|dnsbl|\brbl\b|(no|esmtp) uce|uribl.{0,40}refused|client host|dynamic|tenant|outbound ?spam|"
                       r"spam (issues|incident)|from your (ip|network|account)|ip address|your ip|s3150|dmarc|spf|"
                       r"anti-?spam.{0,20}(list|service)|open relay|virus|bulk (e-?mail |mail )?sender|spam ?trap|greylist|not a robot|"
                       r"temporarily (unavailable|down)|sender( \S+)? blocked|mass mailing|storedrv"),
            Sign(0.97, r"\burl reputation|\bdt:spm|appears to be unsolicited|reject content \[|spam-?trap technology|spam/virus|virus/spam|\bby dcc\b"),
            Sign(0.96, r"(likely (unsolicited|spam|suspicious))|judged to be spam|unsolicitedmessageerror|"
                       r"\b(url|link|website|web address)s?( \S+){0,2} (in|within) (this|your|the) (e-?mail|message|body|mail)|contain\w{0,3} (a |an |the )?(\S+ )?(url|link|uri)s?\b|black ?listed url",
                unless=r"reputation"),
        ),
        cases=(
            Case('553 5.3.0 192.0.2.97 Your message was rejected for possible spam/virus content.Please ask your email provider to visit http://emailadmin.registeredsite.com', "data"),
            Case('host smtp.secureserver.net said: 552 5.2.0\nThis message has been rejected due to content judged to be spam\nby the internet community IB212', "bounce"),
            Case('554 5.7.0 Reject, id=20025-09 - SPAM', "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "A filter on the server read the message and found it too much like spam or fraud. Your settings work; it is about this text, its links or its pictures."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short plain message such as “Can you read this?” goes through, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Take out links, big pictures and words in capitals."),
                QT_TRANSLATE_NOOP("Fix", "Give it a plain subject, and write a few full sentences."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If a normal message is still refused, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA normal business message was refused as spam by a content filter:\n{reply}\n\nIf the filter is ours, please look up which rules scored and correct them. If it is the recipient's, please check that our SPF, DKIM, DMARC and reverse DNS pass and that no link in our signature is on a URL block list, and ask their postmaster.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA normal business message was refused as spam by a content filter.\n\nIf the filter is ours, please look up which rules scored and correct them. If it is the recipient's, please check that our SPF, DKIM, DMARC and reverse DNS pass and that no link in our signature is on a URL block list, and ask their postmaster.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-attachment-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "An attachment is not allowed"),
        blame=Blame.CONTENT,
        signs=(
            Sign(SAID, r"declared name or mime type"),
            Sign(0.975, r"\bvirus \(|attachment filter|unsafe content(?! \(heur)|not accepting (mail|messages|e-?mail) with|banned contents?|banned (name|file|extension)|\.exe-ms"),
            Sign(0.96,
                r"virus|malware|trojan|\bworm\b|infected|eicar|clamav|ransom|"
                r"(attachments?|attached (file|document|archive)s?|file|archive|zip|document)( \S+){0,8} (not (be )?(allowed|permitted|accepted)|blocked|rejected|prohibited|forbidden|banned|denied|disallowed|unsafe|dangerous|illegal|restricted|refused|removed|encrypted)|"
                r"high[- ]risk file|"
                r"(banned|blocked|prohibited|forbidden|illegal|bad|executable|dangerous|unwanted|disallowed|unacceptable|invalid|password[- ]protected|encrypted|restricted|potentially|not allowed|suspicious)( \S+){0,3} (attachment|attachments|file ?type|file ?name|file ?extension|file|files|extension|extensions|archive|content type)\b|"
                r"file ?(type|name|extension|s)( \S+){0,4} (not|is|was|are)? ?(allow|block|reject|prohibit|ban|forbid|bad)|"
                r"content presents a potential|potential(ly)? (a )?security (issue|risk|threat)|"
                r"(not|n.t) accept\w{0,4}( \S+){0,6} attachments?|illegal attachment|security (issue|risk|threat|reasons)( \S+){0,6} (content|attach|message|file)|content presents a potential|"
                r"forbidden_file|banned: |blockedmessage|macros?\b|"
                r"\.(exe|zip|js|vbs|iso|bat|scr|rar)\b.{0,30}(not|block|reject|ban|allow)|anhang.{0,40}(nicht|blockiert|verboten)|"
                r"pièce jointe.{0,40}(refus|interdit|bloqu)|archivo adjunto.{0,40}(no|bloque)|вирус|病毒|ウイルス",
                unless=r"too (big|large)|size|mass mailing|delivery to (file|pipe)|"
                       r"anti-?virus (server|service|engine|scanner|system)?( \S+){0,3} (unavailable|not running|down|fail|error|timeout)|"
                       r"scan(ner)? (fail|error|unavailable)|clamd|broken pipe|no such file|queue file|open file|temp(orary)? file|"
                       r"cannot open|quota|file system|mailbox file"),
        ),
        cases=(
            Case("The message has been blocked because it contains a component (as a MIME part or nested within) with declared name or MIME type or contents type violating our access policy.", "bounce"),
            Case('552 Virus found. (信件包含无法清除的病毒)', "data"),
            Case('Diagnostic-Code: smtp; 554 5.7.0 Reject, id=12345-01 - BANNED: .exe,.exe-ms,setup.exe', "bounce"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server refused the message because of a file in it. Many servers refuse programs, scripts, locked archives and office files with macros (small programs inside), because viruses come that way."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same message goes through without the file, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If you do not know where the file is from, scan this computer for viruses first."),
                QT_TRANSLATE_NOOP("Fix", "Take the file out of the message, or save it in another form, such as PDF."),
                QT_TRANSLATE_NOOP("Fix", "Put the file in a shared folder and send the link to it."),
                QT_TRANSLATE_NOOP("Fix", "Send the message again."),
                QT_TRANSLATE_NOOP("Fix", "If the file is harmless and you need to mail it, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAn attachment of mine was refused:\n{reply}\n\nPlease tell me which file type or finding it was, and which way of sharing files you support. If it is a false alarm of our own scanner, please report it to its maker.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nAn attachment of mine was refused by a mail server.\n\nPlease tell me which file type or finding it was, and which way of sharing files you support. If it is a false alarm of our own scanner, please report it to its maker.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds a mistake in the form of the message"),
        blame=Blame.CONTENT,
        signs=(
            Sign(SAID, r"\bnaked (lf|cr|line feed)"),
            Sign(0.97, r"(messages? )?without( a| any)? (to|from|date|subject|message-id|received):? (fields?|headers?|lines?)|encoded-word syntax|must (have|contain|include)( an?)?( valid)? \S+ header|(unicode|illegal|invalid|non-ascii) character in( \S+)? (disallowed |message )?header|mime/reject|invalid structure"),
            Sign(0.95,
                r"rfc ?-?(5?28?22|2822|822|5322|2045|2046|2047|2231|5321|6532|1521)|non-?complian|not (fully )?(rfc[- ]?(\d{3,4} )?)?complian|mime complexity|unnecessary base64|no resent-\w{2,4} field|no \S{1,20} (field|header) (given|found|present)|"
                r"malformed(?! auth)|duplicate( \S+)? headers?|multiple( \S+){0,4} (headers?|subject|from|addresses in from)|"
                r"headers?( \S+){0,5} (missing|malformed|duplicate\w{0,12}|too (long|big|large|many)|syntax|not allowed|8.?bit|non-ascii|encoded|required|not found|illegal|invalid|bad|unfolded|contain)|"
                r"(missing|no|invalid|bad|illegal|empty|broken|wrong|incorrect|absent|lacks?( \S+)?|without|required|mandatory|multiple)( \S+){0,3} (headers?|message-?id|date|subject|mime|boundary|content-type|content-transfer-encoding|from: header)\b|"
                r"(bare|lone|stray) <?(lf|line ?feed|newline|cr|carriage)|barelinefeed|lines? (is |are |was |length )?(too long|exceed\w{0,12}|longer)|"
                r"line length|\b8.?bit|raw utf|non-?ascii|"
                r"(invalid|bad|illegal|unsupported|unknown)( \S+){0,2} (mime|content|encoding|character|base64|charset|characters|date|unicode|utf-?8)\b|"
                r"mime( \S+){0,3} (error|structure|field|syntax|nesting|parts|invalid|violat)|header based(?! (anti|manual|block))|[?&]c=h[di]\b|"
                r"nul(l)? (byte|character)|badly formed|not well[- ]?formed|"
                r"(cannot|could not|unable to|failed to) (be )?(pars|decod)|parse (error|fail)|invalid (message )?format|"
                r"message (format|structure|syntax)|rfcmessagenoncompliant|message is not rfc|(header|line) (syntax|line)|"
                r"content conversion|corrupt(ed)? message|(does not|doesn.t|not) (conform|comply)( \S+){0,3} (standard|rfc|spec)|"
                r"smtplf\.html|stray newline|subject is (mandatory|required)|invalid data in (the )?message|malformed mime|nested too|too many mime",
                unless=r"cannot decode|name ?server|angle-brackets|address( \S+){0,2} (syntax|is not|not)|recipient address|recipients?\b.{0,20}(unknown|rejected|invalid)|mailbox|"
                       r"rcpt to|mail from|purported|helo|ehlo|command (not|un)|unrecogni[sz]ed param|unrecognized command|reverse|\bptr\b|dmarc|\bspf\b|"
                       r"dkim (signature )?(fail|check)|from address|user ?name|sender address|certificate|hostname|client host|"
                       r"authenticat(e|ion) (re|fail)|malware|invalid sender"),
            Sign(SURE, r"invalid mime content|future date|date( \S+){0,3} in the future|message body (is )?empty|rfcmessagenoncompliant|duplicate (\S+ )?header|multiple \S+ headers"),
            Sign(0.86, enhanced=r"[45]\.6\.\d+"),
            Sign(LIKELY, r"header error"),
            Sign(0.96, enhanced=r"5\.7\.512"),
        ),
        cases=(
            Case("451 Failed Naked LF see http://netwinsite.com/surgemail/help/smtplf.htm", "data"),
            Case('5.2.1 Subject is Mandatory.', "data"),
            Case('5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant', "bounce"),
            Case("554 Transaction failed: Duplicate header 'DKIM-Signature'.", "bounce"),
            Case('Diagnostic-Code: SMTP; 552 MessageWall: MIME/REJECT: Invalid structure', "bounce"),
            Case('550 5.6.0 no', "bounce"),
            Case('554 5.7.0 header error', "data"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "A message has a hidden part with sender, date and subject, and the server finds that part or the coding of the text wrong. The program that wrote it or a server on the way made the mistake, not you."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a new, short message without attachments goes through, something in the first one was the reason."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Write a new message, and paste the text as plain text."),
                QT_TRANSLATE_NOOP("Fix", "Leave out attachments with unusual names, and send it."),
                QT_TRANSLATE_NOOP("Fix", "If that fails too, press “Copy for support”."),
                QT_TRANSLATE_NOOP("Fix", "Send that text to your mail admin together with the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused as malformed:\n{reply}\n\nPlease compare the message as sent with the one refused (the details are attached): exactly one From, Date, Subject and Message-ID, no bare CR or LF, lines up to 998 bytes, no raw 8-bit text in headers. If a filter, disclaimer or signing service of ours changes messages, please check what it adds.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused as malformed.\n\nPlease compare the message as sent with the one refused (the details are attached): exactly one From, Date, Subject and Message-ID, no bare CR or LF, lines up to 998 bytes, no raw 8-bit text in headers. If a filter, disclaimer or signing service of ours changes messages, please check what it adds.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="content-policy",
        title=QT_TRANSLATE_NOOP("Fix", "The message breaks a rule of the server"),
        blame=Blame.CONTENT,
        signs=(
            Sign(0.95, r"(non-western|non-latin|foreign|cyrillic|chinese|asian)( \S+){0,3} (character|charset|language)|character sets?( \S+){0,3} (not|un)", moments=ENVELOPE),
            Sign(0.62, r"content reject", moments=ENVELOPE),
            Sign(0.78,
                r"polic(y|ies)|prohibited (content|by)|administrative (prohibition|reject)|violat|against (our|the) rules|"
                r"not accept\w{0,12}( \S+){0,3} (rules|terms)|compliance|\baup\b(?!#)|acceptable use|richtlinie|политик|規則|règles", moments=ENVELOPE,
                unless=r"dmarc|spf|dkim|dns|blacklist|spamhaus|authenticat|rate|too many|greylist|protocol violation|security defaults|"
                       r"helo|relay|virus|attach|spam|ip based|header based|reputation|sender policy|(recipient|user)( \S+){0,2} polic|"
                       r"outbound|rfc|size"),
            Sign(0.95, r"html tags? (is |are )?(unacceptable|not allowed|forbidden)|sensitive words?|inappropriate (words?|content|language)|mail data refused by \S+, rule|does(n.t| not) meet( \S+){0,3} (requirements|standards)|words? in (the|your) message (is|are) (blocked|banned|prohibited)|due to policy restrictions|mail ?policy violation|\bhvu:b\d"),
            Sign(0.6, enhanced=r"5\.7\.(0|1|9)", codes=(550, 552, 553, 554), moments=(Moment.MESSAGE,)),
        ),
        cases=(
            Case('550 5.7.0 Local Policy Violation', "bounce"),
            Case('smtp;554 5.2.3 MailPolicy violation Error delivering to mailboxes,mx.zoho.com', "bounce"),
            Case('The user does not accept email in non-Western (non-Latin) character sets.', "bounce"),
            Case('Diagnostic-Code: SMTP; 550 Content reject. FAAAANsG60M9BmDT.1', "bounce"),
            Case('550 5.7.1 no', "data"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The server refused the message because of a rule of its own, and does not say which one. Only the people who run that server can look it up."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short plain message to the same recipient goes through, the rule is about the text or a file."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send a short plain message to the same recipient, without links and files."),
                QT_TRANSLATE_NOOP("Fix", "If it goes through, take links and files out of the first message and send it again."),
                QT_TRANSLATE_NOOP("Fix", "If not, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused “by policy”, with no further reason:\n{reply}\n\nIf the server is ours, please find in its log which rule matched. If it is the recipient's, please check our SPF, DKIM, DMARC and reverse DNS, and ask their postmaster for the rule, quoting this reply with date and time.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA message was refused “by policy”, with no further reason.\n\nIf the server is ours, please find in its log which rule matched. If it is the recipient's, please check our SPF, DKIM, DMARC and reverse DNS, and ask their postmaster for the rule.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
)
# fmt: on
