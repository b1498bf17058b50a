"""Causes: the recipient's address or mailbox."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import RECIPIENT_ANSWERS, TELL_RECIPIENT, to_recipient
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, SURE, Sign
from mailadmin.core.diagnosis.symptom import DELIVERY, Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="recipient-unknown",
        title=QT_TRANSLATE_NOOP("Fix", "There is no such recipient"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.96, r"blank mailhost|recipients? not in (the )?route list|unresolvable address|nosuchuser|not unique\. several matches|several matches found|(mailbox|recipient) address ambiguous|has been replaced by|final delivery userid|unknown user ?id|"
                       r"(directorio|annuaire|directory|ディレクトリ|adressbuch|rubrica).{0,20}(domino|見つかり)|(no se encuentra|r[ée]pertori[ée]).{0,30}(directorio|annuaire)|domino ディレクトリ|ambiguous (recipient|name|user)|not listed in (domino|the) directory|not a member of (the |this )?domain|user path no exist|"
                       r"recipients?( \S+)? (cannot|can.t|could not) be verified|user( \S+){0,2} not ok\b|envelope recipient has been denied|destination server rejected recipients|recipient mailbox is not allowed|mailbox name (is )?not allowed|no such (id|(mailing )?list)\b|unable to validate (the )?recipient|no mail ?box available|(unable to|cannot|could not) find alias|no such mail ?drop|addressee unknown|missing home directory|does not send mail|recipient verification (problem|fail)", moments=DELIVERY),
            Sign(0.95,
                r"user(\(s\)|s)? unknown|(recipient|user|mailbox|address|account)(\(s\)|s)?( <address>)? (is |are )?(unrecogni[sz]ed|undefined|no exist|nonexist\w{0,3}|non-existent)|"
                r"unknown( \S+)? (user|recipient|local|mailbox|address|account|virtual|local[- ]part|e-?mail|alias|person|addressee)|"
                r"no( \S+)? such( \S+)?( \S+)? ?(user|recipient|mailbox|address|account|person|local|alias|inbox|e-?mail|name)|"
                r"(user|recipient|mailbox|address|account|addressee|inbox|e-?mail|local[- ]part|alias|person|mail drop|<address>)(\(s\)|s)?( \S+){0,6} (do(es)? not|doesn.t|did not|not|don.t|never|didn.t|cannot be|can.t be|could ?n.t be|couldn.t be|wasn.t|isn.t|is no longer|no longer|was not) (currently )?(exist\w{0,12}|found|known|listed|valid|a (valid|known|local)|recogni[sz]ed|in (our|this|the|my)|on (this|our|the)|here|local|our|present|have an?|available|registered|with|employed|receiving|handled|defined|hosted|match|deliverable|a user|associated)|"
                r"mailbox unavailable|mailbox (is )?(not available|unavailable|invalid|unknown)|"
                r"(invalid|bad|unrouteable|unroutable|nonexistent|non-existent|unrecogni[sz]ed|undeliverable|incorrect|wrong|nonexistant|inexistent|illegal)( \S+)? (recipient|mailbox|user|destination|rcpt|account|local[- ]part|alias)s?|"
                r"recipients?( \S+)? (not ?found|unknown|invalid)|recipient address rejected(?!( due to| for| by)?:? ?(recipient address rejected )?(for )?(policy(?! rejection:)|abuse|go away|spam|rate|too |we |message|mail |your|service|server|need fully|temporar|internal|https?:|quota|you are|you.re))|recipientnotfound|recipnotfound|"
                r"adr\.recip|no mailbox|no (valid |such )?account|not our customer|over ?quota and unknown|this address no longer|该用户未开通|(unavailable|unknown|nonexistent) (mail|e-?mail|local) (user|account|recipient)|^\W*invalid (recipients?|rcpt|mailbox|user)\b|"
                r"no valid recipients|isn.t a valid|not an? (valid|active|existing|local|known|registered|current) (mailbox|user|recipient|account|address|e-?mail address)|that user|user (is )?invalid|badrcpt|not in (the |our |my )?(recipient|validrcptto|user) list|"
                r"not our (user|customer)|not (a )?user (of|on|at) this|has (moved|left)|relocated|no longer (with|works|employed|at|here)|user not local|"
                r"address (is )?(unknown|undeliverable|not known|no longer|rejected: undeliverable)|undeliverable address|"
                r"unable to find (user|recipient|mailbox)|account unavailable|account( you \S+ \S+ \S+)? (that you tried to reach )?does not exist|"
                r"double-checking the recipient|there is no( \S+)? (user|account|mailbox|one|person)|"
                r"not in (our|the) (directory|database|system)|could not find (user|recipient|mailbox)|"
                r"destination mailbox address invalid|delivery to the following recipient failed permanently",
                moments=(*DELIVERY, Moment.SENDER),
                unless=r"\bdomain|all recipients were rejected|quota|unavailable, please|too (big|large)|syntax|"
                       r"host (name )?(not|unknown)|sender|helo|mail from|temporarily unavailable|policy restriction|configuration file|block|valid rfc|not allowed|"
                       r"not permitted|full|quota|disabled|inactive|suspended|blacklist|certificate|password|only|relay|attachment|authenticat|mx |"
                       r"greylist|nxdomain|syntax"),
            Sign(0.94,
                r"nessun (utente|account|indirizzo)|ning[uú]n usuario|no existe (dicha|el|la|ese|esa) (persona|usuario|cuenta|buz[oó]n|direcci[oó]n)|(encontrado|encontrar) la direcci[oó]n|aucun utilisateur|kein (benutzer|empfänger|postfach)|adresse nicht gefunden|geen (gebruiker|mailbox)|"
                r"unbekannter? (benutzer|empfänger|empfaenger|adressat)|"
                r"(empfänger|empfaenger|adressat|postfach|adresse|benutzer|mailadresse|mailbox)( \S+){0,6} (existiert nicht|unbekannt|nicht (mehr )?(gefunden|bekannt|vorhanden|existiert)|gibt es nicht|ungültig)|"
                r"(destinataire|utilisateur|adresse|bo[iî]te|compte|bal)( \S+){0,6} (inconnu\w{0,12}|n.existe (pas|plus)|inexistant\w{0,12}|introuvable|invalide)|"
                r"(usuario|destinatario|buz[oó]n|cuenta|direcci[oó]n|casilla)( \S+){0,5} (desconocid\w|no existe|inexistente|no encontrad\w|no se (ha )?encontr\w{1,3})|"
                r"(utente|destinatario|destin\.|casella|indirizzo)( \S+){0,5} (sconosciut\w|non (esiste|trovat\w|valid\w)|inesistente|errat\w)|"
                r"(destin\.|destinatario|indirizzo) (sconosciut\w|errat\w|inesistente)|"
                r"(usu[aá]rio|destinat[aá]rio|caixa|endereço|conta)( \S+){0,5} (desconhecid\w|não existe|nao existe|inexistente|não encontrad\w)|"
                r"(konto|u[żz]ytkownik|adres|skrzynk\w|odbiorc\w|gebruiker|ontvanger|postbus|postvak)\S{0,3}( \S+){0,5} (nie (istnieje|został\w? znalezion\w)|nieznan\w|onbekend|bestaat niet|niet (gevonden|bekend))|"
                r"nie ma takiego|nieznany (u[żz]ytkownik|odbiorca|adresat)|onbekende (gebruiker|ontvanger)|"
                r"(u[zž]ivatel|schránka|adresa|příjemce|címzett|felhasználó|postafiók|mottagare\w?|användare\w?|modtager\w{0,2}|bruger\w{0,2}|kullanıcı|vastaanottaja\w?)( \S+){0,4} (neexistuje|nenalezen\w?|neznám\w?|nem (létezik|található)|ismeretlen|finns inte|okänd|findes ikke|ukendt|ukjent|bulunamadı|tuntematon)|"
                r"(пользовател|получател|адрес|ящик|аккаунт)\S{0,40}( \S+){0,5} (не (существует|найден|зарегистрирован)|неизвест|отсутствует)|нет такого (пользователя|ящика|адреса|получателя)|"
                r"(用户|收件人|邮箱|帐号|账号|地址|使用者|收件者|信箱)\S{0,20}(不存在|未找到|未知|查無)|(宛先|ユーザ|アドレス|メールボックス|受信者|アカウント)\S{0,20}(存在し|見つか|ありません|不明)|宛先不明|"
                r"(수신자|사용자|계정|주소|받는\s?사람)\S{0,6}( \S+){0,4} ?(존재하지|없습니다|없는)|존재하지 않는 ?(사용자|수신자|계정|메일|주소)",
                unless=r"inaktiv|deaktiv|désactiv|domain|\bdomin|домен|ドメイン|도메인|absender|expéditeur|remitente|mittente|remetente|отправител"),
            Sign(0.97, r"access denied", enhanced=r"5\.4\.1"),
            Sign(0.87,
                r"(that|recipient|rcpt|recipient.s)( mailbox| address)?( <address>)?( is)? not allowed\b(?! to)|address rejected|recipient rejected|rcpt is rejected|lookup( \S+){0,3} failed|user rejected",
                moments=DELIVERY, unless=r"sender|policy|rate|too many|relay|internal error|access denied|greylist|temporar|server conf|need fully|https?:"),
            Sign(0.86, enhanced=r"5\.1\.([146]|10)", moments=DELIVERY),
            Sign(0.75, enhanced=r"[45]\.1\.0", moments=(Moment.RECIPIENT,)),
            Sign(0.97, r"unknown local-?part|(ユーザー?|受取人|宛先|受信者|メールアドレス).{0,16}(登録されて|存在し(ない|ませ)|見つかりませ|実在し)|(all )?recipients? (addresses )?(are |is )?(invalid|unknown)\b|destination addresses were unknown|destinataire a changé|no se encuentra en la libreta", unless=r"sender|syntax|policy"),
            Sign(0.965, r"not listed in (the )?public name|ディレクトリの?リストにありません|bo[iî]te aux lettres indisponible", moments=DELIVERY),
        ),
        cases=(
            Case('smtp;550 5.7.1 No such user!', "rcpt"),
            Case('550 5.4.1 [kijitora@example.org]: Recipient address rejected: Access denied [NEKOCHAN.cat-neko22.prod.protection.outlook.com]', "bounce"),
            Case('收件人邮件地址（user@example.com）不存在，邮件无法送达。', "bounce"),
            Case('User jdoe (jdoe@example.com) not listed in Domino Directory', "bounce"),
            Case('550 5.1.6 recipient no longer on server: user@example.com', "rcpt"),
            Case('550 5.1.0 no', "rcpt"),
            Case('550 #5.1.0 Address rejected.', "bounce"),
            Case('Nie ma takiego konta', "bounce"),
            Case('unknown local-part "info" in domain "example.com"', "bounce"),
            Case('not listed in public Name & Address Book', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mail server that looks after {address} says that it has no such mailbox. The part before the @ is misspelled, or the person has left or moved."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mail server says that it has no such mailbox. The part before the @ is misspelled, or the person has left or moved."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the recipient gets mail from others at exactly this address, the mistake is on their side."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read the address letter by letter: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Read the recipient's address letter by letter."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Delete the address and type it anew: a saved address may be old."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "If the address is right, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because your mail server does not know this address:\n{reply}\n\nIf the address is right, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mail server does not know your address. The server said:\n{reply}\n\nIf I have the right address, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mail server does not know your address.\n\nIf I have the right address, could you please pass this to your mail admin? The request to them: please check that the mailbox or alias exists, and that every server in the MX record (also a filter in front) knows it.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-domain-invalid",
        title=QT_TRANSLATE_NOOP("Fix", "The part after the @ does not receive mail"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.95,
                r"null ?mx|dead domain|nowhere to deliver|(domain|tenant)( or (domain|tenant))? not found|able to find the (recipient )?domain|no such (domain|host)|no data by dns|could not find a gateway|host address lookups failed|single label domain|reserved (by rfc|domain|top)|"
                r"(domain|domaine|host ?name|dominio)( \S+){0,8} (not (be )?(found|exist\w{0,12}|valid|resolv\w{0,12}|known|registered|accept)|(does|do) not (exist|resolve|accept|have)|doesn.t (exist|resolve|accept|have)|invalid|unknown|no mx|has no|isn.t valid|nonexist\w{0,12}|couldn.t be found|could not be found|n.existe pas|no existe|non esiste)|"
                r"unknown( mail)?( recipient)? (host|domain)|host unknown|host (or domain name )?not found|host not found|"
                r"type=(mx|a|aaaa).{0,60}not found|"
                r"no (valid )?(mx|mail exchangers?|mail servers?|mail hosts?)( \S+)? ?(record|found|for|exist|available|defined)?|"
                r"(mx|mail exchanger)s?( \S+){0,5} (not found|no |fail|invalid|error|null|point|empty|missing|does not|could not|localhost|unresolv)|"
                r"name service error|had no relevant answers|nxdomain|"
                r"(invalid|bad|illegal|wrong|nonexist\w{0,12}|non-existent|unresolvable|unrout(e)?able|undefined)( \S+){0,2} (domain|host|mail domain|destination domain|destination system|domain name)s?|"
                r"no smtp service|does not accept (mail|e-?mail)\b(?! (in|from))|all relevant mx|"
                r"cannot (find|resolve)( \S+){0,3} (mail|domain|exchanger|mx|host|destination)|domain is not reachable|"
                r"host does not accept mail|couldn.t find any host|dns domain|couldn.t find( \S+){0,3} (host|domain|mx)|"
                r"cannot route|unrout(e)?able (address|mail)|(no|could not find)( \S+){0,3} route to (domain|host|destination)|"
                r"address couldn.t be found.{0,60}domain|recipient'?s? domain|bad destination (host|system|mailbox domain)|"
                r"lookup of .{0,60}(nxdomain|no such)|records for the destination( \S+){0,2} (could|can) ?not|unable to resolve route|no matches to nameserver", moments=DELIVERY,
                unless=r"sender|helo|mail from|from address|your domain|\bptr\b|reverse|spf|try again|timed? ?out|servfail|temporar|"
                       r"relay|client host|not verified|verified|dmarc|loops? back|servfail|identity|no route to host|account(?!\. tenant)"),
            Sign(0.9, enhanced=r"[45]\.1\.2|5\.(4\.4|4\.310|1\.21)", moments=(*DELIVERY, Moment.SENDER)),
            Sign(0.98, r"(domain|host)( \S+)? does not accept (mail|e-?mail) \(null ?mx\)", unless=r"sender|from"),
            Sign(0.96, r"recipient address reserved by rfc"),
            Sign(0.97, r"bad destination system|because the domain is not reachable|lookup of \S+ responded with code nxdomain", unless=r"sender|helo"),
            Sign(0.955, r"unable to resolve mx host", moments=DELIVERY),
        ),
        cases=(
            Case('550 5.4.4 Invalid domain', "bounce"),
            Case('550 5.1.2 no', "bounce"),
            Case("{u'admin@example.com': (501, '5.1.5 Recipient address reserved by RFC 2606')}\nsmtplib.SMTPRecipientsRefused: sendmail(email.sender)", "rcpt"),
            Case('delivery attempt failed: Domain does not accept email (null MX)', "dns"),
            Case('554 The mail could not be delivered to the recipient because the domain is not reachable. Please check the domain and try again', "bounce"),
            Case('"reason": "Unable to resolve MX host sendgrid.ne"', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The domain (the part after the @) in {address} does not exist, or it takes no mail. Most often it is a typing mistake, such as “gmal.com”."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's domain (the part after the @) does not exist, or it takes no mail. Most often it is a typing mistake, such as “gmal.com”."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the recipient's own web site shows the same address, it is no typing mistake, and their domain has a fault."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read what stands after the @, letter by letter: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Read what stands after the @ in the recipient's address, letter by letter."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Correct it and send again."),
                QT_TRANSLATE_NOOP("Fix", "If it looks right, ask the recipient for the right address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "If that is the same address, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to {address} can't be delivered, because the domain takes no mail:\n{reply}\n\nIf the address is right, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to your address can't be delivered, because the domain after the @ takes no mail. The server said:\n{reply}\n\nIf I have the right address, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMail to your address can't be delivered, because the domain after the @ takes no mail.\n\nIf I have the right address, could you please pass this to your domain host? The request to them: please check that the domain is registered and delegated, and that it has an MX record (not a null MX) whose host name resolves.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-address-syntax",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's address is not written correctly"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.94,
                r"(recipient|rcpt( to)?|to:?|mailbox|destination|e-?mail|forward.?path|addressee)( \S+){0,4} (syntax|malformed|not (a )?valid (e-?mail|address|format)|invalid format|illegal|format|parse|not rfc)|angle-brackets|source-routed|"
                r"(bad|invalid|malformed|illegal|wrong|incorrect) (e-?mail |mail |recipient )?(address(es)?|recipient|mailbox)( \S+)? ?(syntax|format|name|form)|"
                r"syntax error( \S+){0,6} (address|recipient|rcpt|mailbox|parameter|to|<)|"
                r"malformed (e-?mail )?(address|recipient|to|rcpt|mailbox)|address (syntax|format)|bad address|"
                r"not (a )?valid rfc ?-?\d*( address)?|not in the form required for an e-?mail|"
                r"(missing|unbalanced|extra|unexpected)( \S+){0,3} (@|domain|angle|bracket|quote|local|'?<'?)|local.?part|"
                r"recipient address(es)? (must|required|is required)|no recipients?( have been| were| are)? (specified|given|defined|address|found|set)|"
                r"(address|addresses) (is |are |was )?(invalid|malformed|not valid|incomplete|not fully)|"
                r"(invalid|restricted|forbidden|disallowed) characters?( \S+){0,3} (address|local|recipient)|uucp address|must specify a domain|domain missing|missing domain|"
                r"fully[- ]qualified (address|recipient|e-?mail)|illegal (address|character)|"
                r"email address( \S+){0,4} (is not valid|not valid|invalid)|invalid (e-?mail |recipient )?address\b|"
                r"adresse.{0,30}(ungültig|invalide|non valide)|dirección.{0,30}(no válida|inválida)|非法.{0,6}地址|无效.{0,8}(地址|收件人)",
                moments=(Moment.RECIPIENT, Moment.MESSAGE, Moment.BOUNCE, Moment.CONNECT),
                unless=r"sender|mail from|from address|helo|domain name|header|verified|identity|user unknown|no such|exist|\bip\b|"
                       r"ip address|return"),
            Sign(0.96,
                r"\bto\W{0,2} parameter is|(e-?mail )?address format is not valid|addressexception|invalid addr-spec|at least one (recipient|receiver)|no recipient( \S+)? path|must include recipients|\bangle-addr\b|invalid email: \S|not a valid e-?mail address|invalid( recipient)? address format|recipient list is empty|must have an? \"?to\b|\bto address (may|must|can) ?not be (blank|empty)|addr-spec|in mailbox given|control or whitespace|"
                r"recipient address must contain|(recipient |rcpt )?address(es)?.{0,40}incorrectly constructed|malformed address|"
                r"bad destination mailbox address syntax|not a valid rfc|syntax should be rcpt|(invalid|empty|missing|illegal) rcpt to\b|rcpt to (should|must|can|may) ?not be empty|\ba valid (recipient |e-?mail )?address is required",
                unless=r"\bsender\b|\bfrom address|\bmail from"),
            Sign(0.955, enhanced=r"5\.1\.3"),
            Sign(HINT, r"syntax", codes=(501, 553), moments=(Moment.RECIPIENT, Moment.BOUNCE)),
        ),
        cases=(
            Case('501 Bad address syntax', "rcpt"),
            Case('553-5.1.3 The recipient address <user@example,com> is not a valid RFC 5321\n553 5.1.3 address. - gsmtp', "rcpt"),
            Case('553 5.1.3 no', "bounce"),
            Case('501 syntax, please', "rcpt"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server does not see a complete email address in {address}. An address has the form name@domain, with one @ and no spaces."),
            QT_TRANSLATE_NOOP("Fix", "The server does not see a complete email address in what was typed. An address has the form name@domain, with one @ and no spaces."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you see a space, a comma, a missing @ or a dot at the end, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Look at the address: {address}"),
                    QT_TRANSLATE_NOOP("Fix", "Look at the recipient's address: name, @, domain."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Take out spaces, commas, brackets and a dot at the end."),
                QT_TRANSLATE_NOOP("Fix", "Send again, with one address for each recipient."),
            ),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is full"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.96,
                r"(mail ?box|mail ?folder|inbox|account|user|recipient|mailfolder|mbox|maildir|addressee)( \S+){0,8} (is |are |has |have |was |been |currently )*(full\b(?!y)|over( its| his| the)? ?(disk |storage |mail |allocated )?(quota|limit|size|allocation)|exceed\w{0,12}( \S+){0,4} (quota|size|storage|space|limit|allocation)|out of (storage|space|disk)|too large|storage (limit|full|quota|exceeded)|quota (exceed\w{0,12}|full|reached|violat\w{0,12}))|"
                r"mail ?box( size)? (is )?(full|quota|limit)|folder (is )?full|"
                r"(over|exceed\w{0,12}|out of|beyond|above|past|reached)( the| its| their| his| allocated| user|'s| mailbox| mail)* ?(disk |storage |mail ?box |space |e-?mail )?(quota|storage|space)|"
                r"quota( \S+){0,4} (exceed\w{0,12}|full|reached|over|violat\w{0,12}|limit)|"
                r"(disk|storage|mail ?box|inbox|file) (is )?(full|quota exceeded|space)|quotaexceeded|disk quota|"
                r"(insufficient|not enough|no( more)?|low) (disk |storage |mailbox )?(space|storage|room|quota)( \S+){0,6} (mailbox|recipient|user|account|for)|"
                r"storage allocation|(space|storage)( is)? (not enough|insufficient|exhausted|used up)|exhausted( \S+){0,3} (space|storage|quota)|dis[ck] quota exceed|exceed maximum allowed storage|not enough( \S+)? (space|room)(?! on)|too much mail data|delivering to .{0,60}(quota|full)|inbox.{0,20}out of storage|vdelivermail.{0,40}quota|"
                r"too many messages in (the )?mailbox|user has too many messages|(postfach|mailbox|konto|quota|empfänger)( \S+){0,5} (voll|überfüllt|überschritten|ueberschritten|ausgeschöpft|erschöpft)\b|"
                r"speicher(platz|volumen|limit)\w{0,3}.{0,40}([uü]e?berschritten|voll|erschöpft|belegt)|(bo[iî]te|messagerie).{0,50}(pleine|satur[ée]e)|quota.{0,20}d[ée]pass[ée]|buz[óo]n.{0,30}llen|"
                r"(bandeja|casilla|cuenta).{0,20}llen[ao]|cuota.{0,20}(excedid|superad)|casella.{0,30}(piena|spazio)|spazio.{0,20}(esaurito|insufficiente)|quota.{0,20}superat|caixa.{0,30}(cheia|lotada)|cota.{0,20}excedid|"
                r"(mailbox|postvak|postbus|mailbak)( \S+){0,4} vol\b|(skrzynk|konto|pojemno)\S{0,4}( \S+){0,5} (pe[łl]n|przepe[łl]nion|przekroczon)|"
                r"переполнен|превыш\w{1,4}( \S+){0,2} (квота|объ[её]м|лимит|размер)( \S+){0,2} (почтов|ящик)\w{0,5}|превышена квота|квота.{0,20}(превышена|исчерпана)|(邮箱|信箱|空间|容量|配额)\S{0,8}(满|滿|不足|超出|超过|超限)|"
                r"(容量|メールボックス|受信箱)\S{0,12}(オーバー|超過|一杯|満杯|不足)|いっぱい|(메일함|편지함|용량)\S{0,6}( \S+){0,3} ?(초과|가득|부족)", moments=DELIVERY,
                unless=r"sending|\bsend(er)?('s)?\b|daily|hourly|per (day|hour)|submission|outgoing|relay quota|message size|"
                       r"messages? (per|sent)|monthly|recipients per|server (disk|storage)|system storage|your (mailbox|account|quota)|"
                       r"\bplan|credit|too many recipients|limit for|queue quota"),
            Sign(0.975,
                r"zu ?viele mails auf|(exceed\w{0,3}|over|reached) (their|its|his|her|the) (mailbox|storage|inbox|mail) (limit|quota|size|space)|recipient.s mailbox (is full|has exceeded)|boite du destinataire pleine",
                moments=DELIVERY, unless=r"send|your (mailbox|account)|per (day|hour)"),
            Sign(0.85, enhanced=r"[45]\.2\.2", moments=DELIVERY),
            Sign(HINT, codes=(552, 452), moments=(Moment.RECIPIENT,)),
            Sign(0.96, r"(space|storage).{0,24}\b(used up|full|overdrawn)|does not have enough (disk )?space|correo lleno|too many messages on the server|overdrawn .{0,20}quota|domain size limit", moments=DELIVERY, unless=r"\bserver'?s? disk|system|your (mailbox|account)"),
        ),
        cases=(
            Case('“MAILBOX FULL (User quota exceeded)”', "bounce"),
            Case('<user@example.com>:\nWarning: undefined mail delivery mode: normal (ignored).\nThe users mailfolder is over the allowed quota (size). (#5.2.2)', "bounce"),
            Case('552 no', "rcpt"),
            Case('The recipient has exceeded their mailbox limit', "bounce"),
            Case("maildir delivery failed: Sorry, the user's maildir has overdrawn his diskspace quota, please try again later.", "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox {address} has no room left, so its mail server sends new mail back. Nothing is wrong on your side."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox has no room left, so its mail server sends new mail back. Nothing is wrong on your side."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail to other people at the same company goes through, it is this one mailbox."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "If it is urgent, ask for another address."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they have made room."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} came back, because the mailbox is over its quota:\n{reply}\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back, because your mailbox is over its quota. The server said:\n{reply}\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back, because your mailbox is over its quota.\n\nPlease delete or archive old mail and empty the bin, or ask your mail admin for more space. Then let me know, and I will send it again.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mailbox-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is closed"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.955,
                r"noactivity|accountdisabled(exception)?\b|aduserdisabled|no recipient activity|(account|mailbox|user|address) is not (authori[sz]ed|allowed|permitted) to receive|(mail ?box|account|user|recipient|compte|cuenta|inbox|e-?mail address|address|alias|mailbox owner|addressee)(\(s\)|s)?( \S+){0,8} (is |has been |are |was |been |currently |temporarily |permanently |or )*(disabled|inactive|suspended|closed|blocked|locked|deactivated|frozen|discontinued|expired|cancell?ed|terminated|not active|deleted|archived|on hold|archive[ed]|not accepting (mail|messages|e-?mail)(?! with)|no longer (active|in use|accept\w{0,12}|receiv\w{0,12})|unavailable due|bloque|stopped|retired|removed|abandoned|dormant|not yet activated|restricted from receiving)\b|"
                r"(inactive|disabled|suspended|closed|expired|deactivated|archived|locked|frozen|dormant|terminated)( \S+)? (user|mailbox|mbox|recipient|account|address|e-?mail)|"
                r"extended inactivity|account.{0,20}(expired|deleted)|le compte du destinataire est bloqu|"
                r"(konto|postfach|mailbox|benutzer|adressat)\w{0,3}.{0,30}(deaktiviert|gesperrt|geschlossen|stillgelegt|inaktiv|nicht (mehr )?aktiv)|"
                r"(compte|bo[iî]te|destinataire|utilisateur).{0,30}(d[ée]sactiv[ée]|suspendu|ferm[ée]\b|archiv[ée]|bloqu[ée]|inacti[fv])|"
                r"(cuenta|usuario|buz[oó]n|casilla|correo).{0,30}(suspendid|desactivad|deshabilit|inactiv|bloquead|expirado|cancelad)|"
                r"(account|utente|casella|indirizzo|mailbox).{0,30}(disattivat|disabilitat|sospes[oa]|bloccat|inattiv|scadut)|"
                r"(conta|caixa|usu[aá]rio)\b.{0,30}(desativad|suspens|bloquead|inativ|cancelad)|"
                r"(konto|skrzynk\w|u[żz]ytkownik)\b.{0,30}(zablokowan|nieaktywn|wy[łl][ąa]czon|zawieszon)|"
                r"(postvak|postbus|mailbox|adres|gebruiker|account)\b.{0,30}(uitgeschakeld|geblokkeerd|opgeheven|gedeactiveerd|niet (meer )?actief)|"
                r"(аккаунт|ящик|учетн|пользовател).{0,30}(заблокирован|отключ[её]н|удал[её]н|неактив|не активен)|"
                r"(帐号|账号|邮箱|用户|信箱).{0,12}(停用|禁用|冻结|注销|锁定)|アカウント.{0,10}(停止|無効)|(계정|메일함|사용자)\S{0,3}.{0,10}(정지|중지|휴면|비활성)|"
                r"account has been (disabled|suspended)|[>)] is (now |currently |a |an )?(disabled|inactive|suspended|closed|expired|deactivated|frozen|locked|terminated|deleted)|"
                r"deactivated (due|for|because)|receiving (is )?(disabled|suspended)|suspend\w{0,2} the service|not (been )?(used|accessed|opened|poped|checked)( \S+){0,3} (for|in|since) ?|administrativ\w{1,4} disabled|not accepting any mail|not (currently )?(being )?accepted for (this|the|that) (mailbox|account|user|address)|(account|user|mailbox) is not (allowed|enabled)(?! to)|"
                r"mailbox (currently |temporarily )?(disabled|locked|blocked)|"
                r"(account|email account) that you tried to reach is (disabled|inactive)", moments=DELIVERY,
                unless=r"sending (quota|limit|mail)|user unknown|your account|sender|from (outbound|sending)|not allowed to send|login|"
                       r"tenant|smtp auth|imap|ip address|url|backscatter|batv|attachment|quota|full|spam(?! complaint)|blacklist"),
            Sign(0.975, r"^\W*(<address>\W*)?(the |this )?(user |mail |e-?mail )?(account|user) is (not (yet )?(active|activated|enabled)|inactive|disabled|suspended)|user account not activated|(account|this) is a deactivated mailbox|(account|mailbox) associated with this address|(mailbox|recipient)( account)? (is )?not (yet )?activated", moments=DELIVERY),
            Sign(0.82, enhanced=r"[45]\.2\.1", moments=DELIVERY),
            Sign(0.975, r"rejected: ?account (closed|disabled|suspended)", unless=r"sender|your account"),
        ),
        cases=(
            Case('550 user is locked. (邮箱被锁)', "rcpt"),
            Case('550 5.2.1 no', "bounce"),
            Case('550 <user@example.com>... User account not activated', "rcpt"),
            Case("El usuario esta en estado: inactivo", "bounce"),
            Case('Recipient address rejected: Account Closed', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The mailbox {address} exists, but it is closed, frozen or no longer used. Sending again will not help until somebody opens it."),
            QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox exists, but it is closed, frozen or no longer used. Sending again will not help until somebody opens it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words say “disabled”, “inactive” or “suspended”, it is this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for another address, such as by phone."),
                QT_TRANSLATE_NOOP("Fix", "Send the message to that address."),
                QT_TRANSLATE_NOOP("Fix", "If they want to keep the old address, pass on the message below."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because the mailbox is disabled:\n{reply}\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mailbox is disabled. The server said:\n{reply}\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because your mailbox is disabled.\n\nCould you please sign in to the account or ask your mail admin to enable it again, or tell me another address?\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-restricted",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient takes mail from certain senders only"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(HINT, r"you are not (allowed|permitted|authori[sz]ed) to send( \S+)? (mail|e-?mail|messages?) to"),
            Sign(0.955,
                r"resolver\.rst|authrequired|restrictedtorecipients|notauthorized|"
                r"(not|n.t)( be)? (allowed|permitted|authori[sz]ed|able|have permission|authorised) to (send|post|submit|e-?mail|write)( \S+){0,3} ?(to (this|the|that|it|him)|this (list|group|address|recipient))|"
                r"(only|restricted|limited)( \S+){0,6} (members|internal|certain|authenticated|specified|approved|allowed|subscribers|senders|authorized|known|people|local|registered)( \S+){0,6}|"
                r"(mailbox|recipient|group|list|address|user)( \S+){0,3} (only accepts?|accepts? only|is restricted|has restricted|restricts)|"
                r"(from|by) (members|subscribers|authenticated|authorized) only|members?[- ]only|recipient preferences|"
                r"closed (mailing )?(list|group)|(group|list)( \S+){0,5} (is )?(invite|invitation|members?)[- ]only|must be invited|recipient (is )?prohibited|réservée aux (modérateurs|membres|abonnés)|awaiting moderat|not a (member|subscriber)(?! of (the |this )?domain)|not (a )?subscribed|"
                r"restricted (address|recipient|mailbox|group|list|distribution)|delivery (is )?restrict|"
                r"sender (is not|isn.t|not) (on|in|a)( \S+){0,4} (list|safe|allowed|member|white|contact)|white ?list|allow(ed)?[ -]?list|"
                r"safe ?senders?|challenge[- ]response|permission to (post|send) (to|messages)|"
                r"accepts?( \S+){0,2} only from|only accepts?( \S+){0,3} from|(doesn.t|does not|do not|not) accept( \S+){0,3} (from (outside|external|anyone|unknown|the internet|you|this sender|non|senders)|external)|"
                r"messages? (only )?from (outside|external|internal)|delivery not authori[sz]ed|"
                r"not authori[sz]ed( \S+){0,6} recipient|recipient (requires|wants)( \S+){0,3} auth|internal use only|"
                r"refused due to recipient|sender restrictions?|bounce address only|does not (accept|receive) (incoming|messages)|"
                r"no-?reply|sender was not authenticated (by|for)|permission to post|group.{0,40}may not exist|posting (through|by|via|from) e-?mail|(not|n.t) (allow|permit|accept)\w{0,4} post(s|ing)\b|not (pre-?)?approved|(account|mailbox|address) is protected by", moments=DELIVERY,
                unless=r"domain does not|quota|relay|(your|sending|sender) account|account (is|has been|was)|tls|encrypt|smtp auth|ssl|\brates?\b|\bmx\b|too many|"
                       r"as (this|that|the) (sender|user)|limit exceeded|receiv\w{0,12} mail at|\bport\b"),
            Sign(SURE, enhanced=r"5\.7\.(124|13[3-7]|129)"),
            Sign(0.955, r"account is protected by|has restricted sms|not member article|banned recipient|recipient.s privacy settings", unless=r"\byour account"),
        ),
        cases=(
            Case("550 you are not allowed to send mail to <bert@example.ca>", "rcpt"),
            Case('550 5.7.1 RESOLVER.RST.AuthRequired; authentication required', "bounce"),
            Case("Remote Server returned '550 5.7.124 Sender not in allowed-senders list'", "bounce"),
            Case("This account is protected by Bluebottle.  Please click on the\nfollowing link to have your address added to the recipient's allowed list", "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The address {address} is set to take mail only from chosen people, such as members or colleagues. You are not on that list."),
            QT_TRANSLATE_NOOP("Fix", "This address is set to take mail only from chosen people, such as members or colleagues. You are not on that list."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the address is a group, a team or a mailing list, it is most likely this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that you send with the email address that the group knows."),
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "Until then, write to one person there in place of the group."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} was refused, because this address takes mail only from certain senders:\n{reply}\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because the address takes mail only from certain senders. The server said:\n{reply}\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you was refused, because the address takes mail only from certain senders.\n\nCould you please allow my address, or pass this to your mail admin? The request to them: please allow external senders, or this sender, for the group or mailbox (Exchange: RequireSenderAuthenticationEnabled, AcceptMessagesOnlyFrom).\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
    Cause(
        id="recipient-mail-loop",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mail goes round in circles"),
        blame=Blame.RECIPIENT,
        signs=(
            Sign(0.965,
                r"(mail|routing|forward\w{0,12}|message|delivery|e-?mail|mx)? ?loop(s|ing|ed)?( \S+)? ?(detected|back|found|between|to|count|in|error)?\b|"
                r"too many hops|hop ?count|too many received|maximum hop|connect(ing|ion)? (back )?to (myself|itself|ourselves)|max\w{0,12}( \S+){0,2} hops|loops? back to myself|"
                r"points? back to|received\W{0,3}( \S+)? headers?.{0,20}(too many|exceed)|mail-?schleife|boucle (de|détect)|bucle",
                unless=r"loopback|127\.0\.0\.1"),
            Sign(0.975, r"forwarded more than the maximum|mail loop"),
            Sign(0.92, enhanced=r"[45]\.4\.(6|14)"),
        ),
        cases=(
            Case('Permanent SMTP delivery error - 550 Loop detected', "data"),
            Case('554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [DB5EUR01FT007.eop-EUR01.prod.protection.outlook.com]', "bounce"),
            Case('554 5.4.14 no', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Mail to {address} is forwarded from one place to the next and back again, until a server stops it. Somebody on the recipient's side has to correct the forwarding."),
            QT_TRANSLATE_NOOP("Fix", "Mail to this recipient is forwarded from one place to the next and back again, until a server stops it. Somebody on the recipient's side has to correct the forwarding."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words say “loop” or “too many hops”, it is this."),
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                TELL_RECIPIENT,
                QT_TRANSLATE_NOOP("Fix", "Ask for another address until it is repaired."),
                QT_TRANSLATE_NOOP("Fix", "Send again when they say that it is done."),
            ),
            copy=(to_recipient(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to {address} came back because of a mail loop:\n{reply}\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back because of a mail loop. The server said:\n{reply}\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail to you came back because of a mail loop.\n\nPlease check your forwarding rules, or pass this to your mail admin. The request to them: please find the loop (a forward that points back, two servers that each take the other for the final one, or an MX record that leads back to a gateway). The Received headers of the bounce show its way.\n\nThank you"),
            ),),
            check=RECIPIENT_ANSWERS,
        ),
    ),
)
# fmt: on
