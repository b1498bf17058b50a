"""Causes: the server does not take mail from this sender."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    EMAIL_TO_MYSELF_ARRIVES,
    ENCRYPT,
    MESSENGER_MEANWHILE,
    SENDER_TURNS_GREEN,
    SIGN_IN,
    TEST_AGAIN,
    to_domain_host,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, SURE, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="sender-not-owned",
        title=QT_TRANSLATE_NOOP("Fix", "You may not send with this address"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"forbidden domain \S+ in envelope-from|sender( e-?mail)?( address)? is not in (my|our|the|your) domain|(sender|from)( address)?( \S+){0,3} not (valid|allowed|permitted|authori[sz]ed) for (your|this) (login|account|user)"),
            Sign(SURE,
                r"send ?as ?denied|senderdenied|"
                r"(not|n.t) (be )?(allowed|permitted|authori[sz]ed|entitled|able) to (send|use|submit|relay)?( \S+){0,4} ?\b(as|on behalf|from (this|that)( e-?mail)? address|with this (address|sender)|this (sender|from)|from the address|using (this|the) (address|sender))\b|"
                r"permissions? to send (as|on behalf|from)|not owned by|"
                r"(may|can|could)( ?not|n.t) (send|use)( \S+){0,3} (as|on behalf|address)|send on behalf|"
                r"mail from must (equal|match|be)|"
                r"(sender|from:?|envelope|mail from|return-?path)( \S+){0,6} (does not|doesn.t|must|should|did not|not|has to) (match|equal|be (the )?same|belong|correspond|be owned|agree)( \S+){0,6}|"
                r"sender (address )?(\S+ )?rejected: (not owned|not permitted|not authori[sz]ed|not allowed)|"
                r"(from\S{0,2}|sender) differs from (log-?in|auth|account|user)|(auth\w{0,12}|log-?in|logged[ -]in|account|user ?name|sasl)( \S+){0,4} (differs?|mismatch|does not match|not match|doesn.t match)( \S+){0,5}|"
                r"mismatch.{0,30}(auth|login|sender)|(sender|from)( \S+){0,4} mismatch|"
                r"(address|sender|from)( \S+){0,5} (not (belong|owned|assigned)|does not belong|doesn.t belong)|"
                r"not (one )?of (your|the user.s) (address|alias|identit)|unauthori[sz]ed (sender|from)|"
                r"(sender|from|address|envelope)( \S+){0,5} (is )?not (allowed|permitted|authori[sz]ed)( \S+){0,3} (user|account|login|for (this|your)|to send|by|here)|"
                r"sender is not allowed|not allowed as (a )?sender|(?<!anti-)(?<!anti)(?<!\.)spoof(?!ed message)|impersonat|cannot send (messages |mail )?as|"
                r"only allowed to send (from|as)|return-path( \S+)? not (allowed|permitted|authori[sz]ed)|forged (sender|from)|use your own address|send as a different|not allowed from your host|host may not send|list of (identities|aliases|allowed senders)|(only|must) (send|use)( \S+){0,3} own (domain|address)|"
                r"mittente.{0,60}(non (corrispond|autorizzat|consentit|coincid|appartien)|divers)|non coincid\w{2,4}|"
                r"absender\S{0,20}.{0,60}(nicht\b.{0,40}(erlaubt|zulässig|berechtigt|autorisiert|gestattet|zugelassen)|unzulässig)|"
                r"(expéditeur|émetteur|emetteur)( \S+){0,5} (non|pas) (autoris|permis|accept)|remitente( \S+){0,5} no (es |está |ha sido )?(permit|autoriz|coincid|válid)|"
                r"remetente( \S+){0,5} (não|nao) (é |está )?(permit|autoriz|corresp|pertenc)|отправител\S{1,4}( \S+){0,5} не (совпад|принадлеж|разреш)|"
                r"nadawc\S{1,3}( \S+){0,5} (nie|niezgodn)|(发件人|发信人|发件地址).{0,10}(不匹配|不一致|不符|未授权|无权)|(差出人|発信者|送信者|from).{0,20}(許可され|一致し)",
                unless=r"spf|dkim|dmarc|verified|relay|mismatches client ip|helo(?!=)|ehlo|sending ip|mails? from [\d.]+|mailbox full|(not|isn.t) (yet )?confirmed|"
                       r"recipient address rejected|\b(null|empty) (envelope )?sender"),
            Sign(SURE, enhanced=r"5\.(7\.60|2\.252)"),
            Sign(SURE, r"send-?as permission|and sender (does not|doesn.t|don.t|do not) match|send mail as. (account|feature)|customfromdenied|no identity changes permitted"),
            Sign(0.9,
                r"sender (e-?mail )?address rejected|sender address <address> was rejected|sender (address )?(is )?(not allowed|refused|rejected|not permitted|forbidden|not authori[sz]ed)|"
                r"from address (is )?not (allowed|permitted|accepted|valid for)|absender\S{0,20}.{0,40}(abgelehnt|zurückgewiesen)|"
                r"expéditeur.{0,40}(refus|rejet)|remitente.{0,40}rechaz|mittente.{0,40}(rifiut|respint)|remetente.{0,40}(rejeit|recus)|nadawc.{0,40}odrzuc",
                moments=(Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE),
                unless=r"domain|not found|verif|exist|unknown|blacklist|blocked|access denied|spf|need fully|syntax|malformed"),
        ),
        cases=(
            Case("(551, 'Sender address is not valid for your login. Check your email program settings.')", "mail"),
            Case('Error Code: 65\nServer Response: 553 5.7.1 (custom_from_email@example.com): Sender address rejected: not owned by user iot@example.com', "rcpt"),
            Case('550-Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.', "mail"),
            Case('550 5.7.60 no', "data"),
            Case("The settings of your 'send mail as' account are out of date", "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "You are signed in as {user}, but this account has no right to send as {sender}. Servers check this so that nobody can send in another person's name."),
            QT_TRANSLATE_NOOP("Fix", "You are signed in, but your account has no right to send with this email address. Servers check this so that nobody can send in another person's name."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works when your email address and your user name are the same, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Type the address that belongs to {user} as your email address."),
                    QT_TRANSLATE_NOOP("Fix", "Type the address that belongs to your user name as your email address."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If replies should go elsewhere, type that address as Reply-To."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If you need the other address, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not let {user} send as {sender}:\n{reply}\n\nPlease grant {user} the right to send as {sender} (“Send As” in Exchange; an alias, sender_login_maps or a sender ACL elsewhere).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not let {user} send with the From address in my settings:\n{reply}\n\nPlease grant this account the right to send as that address (“Send As” in Exchange; an alias, sender_login_maps or a sender ACL elsewhere).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not let my account send with the From address in my settings. The server said:\n{reply}\n\nPlease grant this account the right to send as that address (“Send As” in Exchange; an alias, sender_login_maps or a sender ACL elsewhere).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not let my account send with the From address in my settings.\n\nPlease grant this account the right to send as that address (“Send As” in Exchange; an alias, sender_login_maps or a sender ACL elsewhere).\n\nThank you"),
            ),),
            check=SENDER_TURNS_GREEN,
        ),
    ),
    Cause(
        id="sender-not-verified",
        title=QT_TRANSLATE_NOOP("Fix", "The sending service has to confirm your address first"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"(not|un)[ -]?(yet )?(been )?(verified|confirmed|validated)\b( \S+){0,3}|sender identit|"
                r"not (yet )?(verified|confirmed|validated)|"
                r"(verify|validate|confirm|authenticate|register|add) (your|the|this|a) (sender|sending|domain|from|e-?mail address|identity)|"
                r"unregistered (sending )?domains?|not associated with (your|this|an?|any) |unconfigured sending domain|notauthenticatedsender|"
                r"(sender|sending|from)[ -]?(domain|address|signature|email)( \S+){0,5} (is |was |has )?(not|un)( ?)(found|configured|registered|set up|defined|recogni[sz]ed|authori[sz]ed|active|allowed|permitted|approved)|"
                r"sender signature|in (the )?sandbox|sandbox (mode|domain|subdomain)|"
                r"domain( \S+){0,3} (is )?not (registered|configured|set up|approved|enabled|allowed|authori[sz]ed)( \S+){0,4} (account|send|workspace|project|user)|"
                r"not (a |an )?(verified|approved|confirmed|authori[sz]ed) (sender|domain|from|address|identity)|"
                r"(invalid|unknown) sending domain|activate (your )?(sender|domain)|from/sender name is not valid|"
                r"not authori[sz]ed to perform .?ses:|"
                r"free (plan|account).{0,60}(recipient|authori[sz]ed)|authori[sz]ed recipients|only send test\w{0,3}( \S+){0,2} to your own",
                unless=r"spf|certificate|account is temporarily|could not be verified|sender verif|ip address|recipient address|recipient verif|"
                       r"account (is )?not|reverse|unroute|domain not found|sender address (is )?(rejected|not allowed)|helo(?!=)|from your host"),
            Sign(0.95, enhanced=r"5\.7\.750"),
        ),
        cases=(
            Case('5.7.750 Service unavailable. Client blocked from sending from unregistered domains', "bounce"),
            Case('550 5.7.750 no', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The service behind {host} sends only for addresses and domains that its customers have proved to own. Yours is not confirmed there yet, or you are in a trial that limits whom you may write to."),
            QT_TRANSLATE_NOOP("Fix", "This service sends only for addresses and domains that its customers have proved to own. Yours is not confirmed there yet, or you are in a trial that limits whom you may write to."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your address or domain stands as “verified” on the service's web page, it is not this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to the sending service in the browser, and open the page for senders or domains."),
                (
                    QT_TRANSLATE_NOOP("Fix", "Add {sender} or its domain there, and follow the steps shown."),
                    QT_TRANSLATE_NOOP("Fix", "Add your email address or your domain there, and follow the steps shown."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If it asks for DNS records (entries for your domain), send them to your domain host with the message below."),
                QT_TRANSLATE_NOOP("Fix", "If you are in a trial, ask the service to lift its limits."),
            ),
            copy=(to_domain_host(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur sending service ({host}) wants to verify that {sender} is ours before it sends for the domain. The DNS records that it asks for are attached.\n\nPlease publish them exactly as they are (usually CNAME or TXT records for DKIM and the return path), and tell me when that is done.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur sending service wants to verify that our domain is ours before it sends for it. The DNS records that it asks for are attached.\n\nPlease publish them exactly as they are (usually CNAME or TXT records for DKIM and the return path), and tell me when that is done.\n\nThank you"),
            ),),
            check=SENDER_TURNS_GREEN,
        ),
    ),
    Cause(
        id="sender-account-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "This account is not allowed to send"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"bad outbound sender|outbound ?spam|tenant( \S+){0,3} (exceeded|blocked|threshold|restricted)|"
                r"traffic not accepted from this tenant|"
                r"(your|this|the|sender.?s?|sending|smtp|user|mail)?( e-?mail| sending| user)? ?account( \S+){0,5} (is |has been |was |isn.t |not )?( ?)(not (yet )?(been )?(activated|active|enabled|allowed|approved|permitted)|inactive|suspended|blocked|restricted|under review|on hold|paused|terminated|limited|compromised|deactivated|banned)|"
                r"\b(sending|outgoing|outbound|smtp)( \S+){0,4} (is |has been |are |was |privileges )*(disabled|suspended|paused|blocked|restricted|stopped|revoked)( \S+){0,4}|"
                r"(no longer|not( currently)?|isn.t|never) (be )?(allowed|permitted|authori[sz]ed|enabled) to send( out(going|bound)?| any| e?-?mails?| messages?| emails?)*(\.|,|;|$| due| until| because| at this time| yet| please)|"
                r"unpaid|payment|(?<![/.])billing(?!/)|trial( \S+){0,3} (expired|ended|over)|restricted (user|sender|entit)|blocked (user|entit)|"
                r"sending privileges|(your|this) mailbox (is |has been )?blocked (for|from) (outgoing|sending)|(account|user|mailbox)( \S+){0,4} (hacked|compromis|abuse|sending spam)|"
                r"(spam|abuse)( \S+){0,4} (from|by) (your|this) (account|user|mailbox)|"
                r"sender (is |has been |was |account )?(blocked|suspended|banned|disabled|restricted) (from|for)|"
                r"your \S+ account (is|has been) disabled|(your|sender|sending|smtp) account( \S+){0,3} (disabled|closed|cancell?ed)|not subscribed to (ses|the service)|cannot send (e-?mails?|mails?|messages) from this (domain|account)|activate your( \S+)? account|outbounds? (is |are )?(disabled|suspended)|^\W*(\d\S* )*mail sending (is )?denied|complete( \S+){0,3} (registration|activation|profile)",
                moments=(Moment.SIGN_IN, Moment.SENDER, Moment.MESSAGE, Moment.BOUNCE, Moment.RECIPIENT),
                unless=r"recipient|tried to reach|mailbox unavailable|invalid mailbox|deactivated mailbox|associated with this address|smtpclientauth|basic auth|log-?in attempts|"
                       r"too many|imap|login failed|destinataire|inactivity|administracyjnie|\bip: |delivery error|can.t be delivered|cannot be delivered|rate\b|only|as this|"
                       r"authentication is required|not authenticated|\bspf\b|dkim|dmarc|\bdns"),
            Sign(SURE, enhanced=r"5\.7\.(70[0-24-57]|50[1-3])"),
            Sign(SURE, r"account is (pending|under review)|(domain|server) (has been |is )?suspended|user.?s domain|blacklisted user: |exp[ée]diteur sortant|pas [ée]t[ée] reconnu comme un exp[ée]diteur valide"),
            Sign(0.96,
                r"unusual (sending|outgoing|outbound)|sending activity|sender address blocked|"
                r"(your|the) (account|mailbox)( \S+){0,3} sending spam"),
            Sign(0.985, r"(sending for this account|account outbounds) (is )?disabled|outgoing mail suspension|access denied, banned sender$|authenticated user is not authorized to send|错误出站发件人", unless=r"5\.7\.511"),
        ),
        cases=(
            Case('550 5.1.8 Bad outbound sender', "mail"),
            Case('Unable to send message;Reason:550 5.4.6 Unusual sending activity detected.', "data"),
            Case("Remote Server returned '550 5.7.501 Access denied, spam abuse detected. For more information please go to http://go.microsoft.com/fwlink/?LinkId=526653'", "bounce"),
            Case("550 5.7.1 The user's domain has been suspended", "data"),
            Case('550 message sending for this account is disabled', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The sign-in as {user} works, but {host} does not let the account send mail. It may be new, unpaid, or blocked because somebody sent spam with its password."),
            QT_TRANSLATE_NOOP("Fix", "The sign-in works, but the server does not let this account send mail. It may be new, unpaid, or blocked because somebody sent spam with its password."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you can't send from your webmail either, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try to send from your webmail in the browser, and read what it says."),
                QT_TRANSLATE_NOOP("Fix", "If you find mail in “Sent” that is not yours, change your password at once."),
                ASK_MAIL_ADMIN,
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} accepts the sign-in of {user} but blocks it from sending:\n{reply}\n\nPlease find out why (outbound spam, account not activated, unpaid, tenant threshold). If it was misused, please reset the password and its sessions and look for forwarding rules before you lift the block (Microsoft 365: Restricted entities).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server accepts my sign-in but blocks my account from sending. The server said:\n{reply}\n\nPlease find out why (outbound spam, account not activated, unpaid, tenant threshold). If it was misused, please reset the password and its sessions and look for forwarding rules before you lift the block (Microsoft 365: Restricted entities).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server accepts my sign-in but blocks my account from sending.\n\nPlease find out why (outbound spam, account not activated, unpaid, tenant threshold). If it was misused, please reset the password and its sessions and look for forwarding rules before you lift the block (Microsoft 365: Restricted entities).\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
    Cause(
        id="sender-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "Your email address is not written as the server expects"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.94,
                r"(sender|from|mail ?from|reverse.?path|return.?path|envelope)( \S+){0,4} (is |was |has )?(an? )?(syntax|malformed|not (a )?valid|illegal|empty|missing|bad\b|badly|invalid|unparsable|wrong|incorrect|not well|improper|required)( \S+){0,2}|"
                r"(invalid|malformed|empty|missing|bad|illegal|incorrect|null|no|blank) (sender|mail ?from|return.?path|reverse.?path|from)( (e-?mail )?address| header| field| domain)?\b|"
                r"syntax error( \S+){0,4} (from|sender|mail)|purported responsible address|domain (name )?required for sender|"
                r"(sender|from)( \S+){0,5} (fully[- ]qualified|fqdn)|(need )?fully[- ]qualified (e-?mail )?address|"
                r"cannot (parse|determine)( \S+){0,3} (from|sender)|"
                r"must have an? \"?(from|sender)\b|from:? (address|header|field)( \S+){0,2} (required|missing|invalid|empty|blank)|a valid from|specify a (sender|from)",
                unless=r"domain of|not exist|found|verif|dns|resolve|identity|match|owned|5\.1\.1|user unknown|recipient address|"
                       r"message-id|subject|domain (is )?invalid|encrypted|spf|verified|helo|credential|login|password"),
            Sign(0.88, enhanced=r"5\.1\.7"),
            Sign(SURE, r"(empty|null|blank|missing) (envelope |mail |return |reverse )?(sender|from:?|path)s?( address(es)?)?( is| are)? (not|refused|rejected|denied)|not allowed as a from|sender domain is empty|empty (e-?mail|sender) address|mail from invalid|bogus mail from:? ?<>|no (sending domain|sender|from)( address)? (was )?(specified|given|provided|set)\b"),
            Sign(0.965, r"sendmail_from|^\W*(>>> )?user address required|without a sender address|\bfrom\W{0,2} parameter is|^\W*the address is not valid|\baddress. cannot be an empty string|no sender (has been )?(specified|set|given)|sender( address)?( \S+)? (is )?not a valid rfc|sender( address)? (must|has to) be (specified|given)|syntax should be mail from|sender address must contain|mail from:? unrecogni[sz]ed address|mail from:? ?<(?!address>|ip)[^@<>]+>(?! refused by)|\bfrom address (may|must|can) ?not be (blank|empty)"),
            Sign(HINT, r"syntax|malformed|invalid address|not a valid|angle[- ]?brackets", moments=(Moment.SENDER,), unless=r"parameter syntax"),
        ),
        cases=(
            Case("550 5.7.1 can't determine Purported Responsible Address", "bounce"),
            Case('553 Empty envelope senders not allowed', "mail"),
            Case('501 www-data: sender address must contain a domain', "mail"),
            Case('Mailer Error: Invalid address:  (From): root@localhost', "mail"),
            Case('550 5.1.7 no', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server got {sender} as the sender, and does not see a complete email address in it. It needs the form name@domain, without spaces."),
            QT_TRANSLATE_NOOP("Fix", "The server got a sender that is empty or not a complete email address. It needs the form name@domain, without spaces."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your email address in the settings has an @ and a domain and no spaces, look at the From name next."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open the settings and read your email address: name, @, domain, without spaces."),
                QT_TRANSLATE_NOOP("Fix", "Take quotes, brackets and the @ sign out of the From name."),
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not accept the sender {sender} as well formed:\n{reply}\n\nPlease check which syntax rule refuses it: the envelope sender (MAIL FROM) or the From or Sender header.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not accept my sender address as well formed:\n{reply}\n\nPlease check which syntax rule refuses it: the envelope sender (MAIL FROM) or the From or Sender header.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not accept my sender address as well formed. The server said:\n{reply}\n\nPlease check which syntax rule refuses it: the envelope sender (MAIL FROM) or the From or Sender header.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not accept my sender address as well formed.\n\nPlease check which syntax rule refuses it: the envelope sender (MAIL FROM) or the From or Sender header.\n\nThank you"),
            ),),
            check=SENDER_TURNS_GREEN,
        ),
    ),
    Cause(
        id="sender-relay-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not pass on mail for you"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.9, r"wrong (office 365 )?region|not allowed to send to( \S+)? (destination|external|outside|other)|outside (of )?(your|this) (domain|organi[sz]ation)"),
            Sign(0.96,
                r"relay(ing|ed)?( \S+){0,3} (denied|prohibited|not|rejected|disallowed|forbidden|refused|restricted|blocked|failed|disabled|deny)|"
                r"(not|unable to|cannot|can.?t|don.t|won.t|does not|prohibit\w{0,12}|no|deny|den(ies|ied)|forbid\w{0,12}|refus\w{0,12}|reject\w{0,12}|non|un-?authori[sz]ed|illegal|attempt to|will not|open)( \S+){0,3} ?relay(ing|ed)?\b(?! (quota|limit|service))|"
                r"local user only(?! or auth)|domain of( the)? (forward|recipient)[ -]?(path|address)? is not allowed|not allowed for( \S+)? (ip|host)\b|relay(ing)? (mail )?(to|for|from|through)( \S+){0,8} (denied|not|prohibited|reject)|allowed rcpthosts|rcpthosts|"
                r"tenantattribution|attribut(e|ion)( \S+){0,4} (fail|not|tenant|message)|"
                r"not (one of|in|among) (our|my|the) (domains|users|local)|not (a |our )?local (domain|recipient|host|user)s?|"
                r"delivery is not allowed to this address|"
                r"(we|server) (do|does) not (accept|handle|relay|deliver|host)( \S+){0,4} (for (that|this|the) (domain|recipient|address|host)|domain)|"
                r"invalid credentials for relay|not a gateway|mail gateway|non-?local (recipient|domain|address|delivery)|"
                r"remote (recipient|address)( \S+){0,3} not|\b(we|i) (do not|don.t) (handle|host|accept|deliver) (e-?mail|mail|messages) (for|to)\b|weiterleitung.{0,20}(verweigert|nicht)|keine weiterleitung|relais.{0,20}(refus|interdit)|"
                r"relais refus|send(ing)? to (external|remote|outside)( \S+){0,3} (not|denied|require)|must check for new mail|"
                r"cannot deliver mail for|insecure mail relay|registered gateway user|^\W*you are not allowed to send e-?mail|not configured to use this mx|mailing to remote domains|use (the )?submission (port|service|server|for)|use (me|us|this server|our server)( \S+){0,2} as a relay|as a relay, but|relay check|domain is not hosted here|host denies relay|拒绝中继|继电|(中继|轉發|转发).{0,6}(拒绝|禁止|不允许)|中継.{0,8}(拒否|許可)|"
                r"(relé|retransmi|reenv|encaminh)\S{0,12}.{0,24}(negad|denegad|no permitid|não permitid)|relay (non|nicht|niet) |"
                r"(check|receive|retrieve|get|collect|read) your (e-?mail|mail)( \S+)? (first|before)|pop before smtp|pop-before-smtp",
                unless=r"smtp auth(entication)? (is )?required|blocked using|quota|daily|not verified|blacklist|spamhaus|spammer"),
            Sign(0.95, enhanced=r"5\.7\.(64|51)"),
        ),
        cases=(
            Case('550 Delivery is not allowed to this address.', "rcpt"),
            Case('550 5.7.2 not allowed to send to destination', "rcpt"),
            Case('550 5.7.64 no', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} takes mail for its own people, but will not carry yours to others (it calls this “relaying”). It does this so that strangers can't send spam through it."),
            QT_TRANSLATE_NOOP("Fix", "The server takes mail for its own people, but will not carry yours to others (it calls this “relaying”). It does this so that strangers can't send spam through it."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you are not signed in, that is most likely why; if the stage “Sign-in” is green, only your mail admin can tell."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                SIGN_IN,
                ENCRYPT,
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If you are signed in already, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses to relay my mail:\n{reply}\n\nPlease check the relay permission for my sign-in or my address (mynetworks, relay connector, registered IPs of the relay service). If the recipient's domain should be local to this server, please check that it is in its list of domains and that the MX record points to the right server.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses to relay my mail (relay access denied). The server said:\n{reply}\n\nPlease check the relay permission for my sign-in or my address (mynetworks, relay connector, registered IPs of the relay service). If the recipient's domain should be local to this server, please check that it is in its list of domains and that the MX record points to the right server.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses to relay my mail (relay access denied).\n\nPlease check the relay permission for my sign-in or my address (mynetworks, relay connector, registered IPs of the relay service). If the recipient's domain should be local to this server, please check that it is in its list of domains and that the MX record points to the right server.\n\nThank you"),
            ),),
            check=QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Recipient” turns green."),
        ),
    ),
)
# fmt: on
