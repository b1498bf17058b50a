"""Causes: the server or the receiver does not take mail from this sender."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_DOMAIN_HOST,
    ASK_MAIL_ADMIN,
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    EMAIL_TO_MYSELF_ARRIVES,
    ENCRYPT,
    MESSENGER_MEANWHILE,
    SAME_EMAIL_GOES_OUT,
    SENDER_TURNS_GREEN,
    SIGN_IN,
    TEST_AGAIN,
    to_domain_host,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import FAINT, HINT, SURE, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="sender-not-owned",
        title=QT_TRANSLATE_NOOP("Fix", "You may not send with this address"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE,
                r"send ?as ?denied|senderdenied|"
                r"(not|n.t) (be )?(allowed|permitted|authori[sz]ed|entitled|able) to (send|use|submit|relay)?( \S+){0,4} ?(as|on behalf|from this address|with this (address|sender)|this (sender|from)|from the address|using (this|the) (address|sender))|"
                r"permissions? to send (as|on behalf|from)|not owned by|"
                r"(may|can|could)( ?not|n.t) (send|use)( \S+){0,3} (as|on behalf|address)|send on behalf|"
                r"mail from must (equal|match|be)|"
                r"(sender|from|envelope|mail from|return-?path)( \S+){0,6} (does not|doesn.t|must|should|did not|not|has to) (match|equal|be (the )?same|belong|correspond|be owned|agree)( \S+){0,6}|"
                r"sender (address )?(\S+ )?rejected: (not owned|not permitted)|"
                r"(auth\w*|log-?in|logged[ -]in|account|user ?name|sasl)( \S+){0,4} (differs?|mismatch|does not match|not match|doesn.t match)( \S+){0,5}|"
                r"mismatch.{0,30}(auth|login|sender)|(sender|from)( \S+){0,4} mismatch|"
                r"(address|sender|from)( \S+){0,5} (not (belong|owned|assigned)|does not belong|doesn.t belong)|"
                r"not (one )?of (your|the user.s) (address|alias|identit)|unauthori[sz]ed (sender|from)|"
                r"(sender|from|address|envelope)( \S+){0,5} (is )?not (allowed|permitted|authori[sz]ed)( \S+){0,3} (user|account|login|for (this|your)|to send|by|here)|"
                r"sender is not allowed|not allowed as (a )?sender|spoof|impersonat|cannot send (messages |mail )?as|"
                r"forged (sender|from)|use your own address",
                unless=r"spf|dkim|dmarc|verified|relay|helo|ehlo|sending ip|mails? from [\d.]+|mailbox full|(not|isn.t) (yet )?confirmed|"
                       r"recipient address rejected"),
            Sign(SURE, enhanced=r"5\.(7\.60|2\.252)"),
            Sign(SURE, r"send mail as. (account|feature)|customfromdenied|no identity changes permitted"),
            Sign(0.9,
                r"sender address rejected|sender (address )?(is )?(not allowed|refused|rejected|not permitted|forbidden)|"
                r"from address (is )?not (allowed|permitted|accepted|valid for)", codes=(550, 553, 554, 501),
                moments=(Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE),
                unless=r"domain|not found|verif|exist|unknown|blacklist|blocked|access denied|spf|need fully|syntax|malformed"),
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
                r"unregistered (sending )?domains?|not associated with (your|this|an?|any) |unconfigured sending domain|"
                r"(sender|sending|from)[ -]?(domain|address|signature|email)( \S+){0,5} (is |was |has )?(not|un)( ?)(found|configured|registered|set up|defined|recogni[sz]ed|authori[sz]ed|active|allowed|permitted|approved)|"
                r"sender signature|in (the )?sandbox|sandbox (mode|domain|subdomain)|"
                r"domain( \S+){0,3} (is )?not (registered|configured|set up|approved|enabled|allowed|authori[sz]ed)( \S+){0,4} (account|send|workspace|project|user)|"
                r"not (a |an )?(verified|approved|confirmed|authori[sz]ed) (sender|domain|from|address|identity)|"
                r"(invalid|unknown) sending domain|activate (your )?(sender|domain)|from/sender name is not valid|"
                r"free (plan|account).{0,60}(recipient|authori[sz]ed)|authori[sz]ed recipients",
                unless=r"spf|certificate|could not be verified|sender verif|ip address|recipient address|recipient verif|"
                       r"account (is )?not|reverse|unroute|domain not found|sender address (is )?(rejected|not allowed)|helo"),
            Sign(0.95, enhanced=r"5\.7\.750"),
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
                r"(sending|outgoing|outbound|smtp)( \S+){0,4} (is |has been |are |was |privileges )*(disabled|suspended|paused|blocked|restricted|stopped|revoked)( \S+){0,4}|"
                r"(no longer|not( currently)?|isn.t|never) (be )?(allowed|permitted|authori[sz]ed|enabled) to send( out(going|bound)?| any| e?-?mails?| messages?| emails?)*(\.|,|;|$| due| until| because| at this time| yet| please)|"
                r"unpaid|payment|billing|trial( \S+){0,3} (expired|ended|over)|(restricted|blocked) (user|sender|entit)|"
                r"sending privileges|(account|user|mailbox)( \S+){0,4} (hacked|compromis|abuse|sending spam)|"
                r"(spam|abuse)( \S+){0,4} (from|by) (your|this) (account|user|mailbox)|"
                r"sender (is |has been |was |account )?(blocked|suspended|banned|disabled|restricted) (from|for)|"
                r"activate your account|complete( \S+){0,3} (registration|activation|profile)",
                moments=(Moment.SIGN_IN, Moment.SENDER, Moment.MESSAGE, Moment.BOUNCE, Moment.RECIPIENT),
                unless=r"recipient|tried to reach|mailbox unavailable|invalid mailbox|smtpclientauth|basic auth|log-?in attempts|"
                       r"too many|imap|login failed|destinataire|delivery error|can.t be delivered|cannot be delivered|rate|only|as this"),
            Sign(SURE, enhanced=r"5\.7\.(70[0-24-57]|50[1-3])"),
            Sign(SURE, r"domain (has been |is )?suspended|user.?s domain"),
            Sign(0.96,
                r"unusual (sending|outgoing|outbound)|sending activity|sender address blocked|"
                r"(your|the) (account|mailbox)( \S+){0,3} sending spam"),
            Sign(HINT, r"account|sender", moments=(Moment.SENDER, Moment.MESSAGE), enhanced=r"5\.7\.(0|1)",
                unless=r"spf|dkim|dmarc|verif|match|owned|as|domain"),
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
        id="sender-unverifiable",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds that your email address does not exist"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.94, r"(requires?|need|must have)( a)? valid (sender|from|return)( \S+)? (domain|address)"),
            Sign(0.95, r"sender verify failed"),
            Sign(0.95,
                r"sender verif\w*( \S+){0,2} (fail|reject|error|defer)|verification failed for|(domain|host) of sender|"
                r"unrout(e)?able sender|(nonexist\w*|non-existent|unknown|unresolvable|fake|bogus) (sender|from|return|mail from)|"
                r"(sender|sending|from|mail ?from|envelope|return.?path|reverse.?path|your)( \S+){0,6} ?(domain|address|host|mx|hostname)?( \S+){0,3} (does not|doesn.t|did not|not|cannot be|can.t be|could not be|couldn.t be|has no|without|no) (valid |a valid |an? |be )?(exist|found|resolv\w*|accept|receive|mx|a record|a or mx|dns|verif\w*|mail exchanger|reachable|routable|deliverable)|"
                r"sender.{0,40}(call-?out|call-?back)|cannot (verify|resolve)( \S+){0,3} (sender|your domain|mail from|from)|"
                r"domain is invalid|provide a valid from|"
                r"valid (from|sender|return)( \S+){0,2} (address|domain) (is )?(required|needed)|bad sender( domain)?|"
                r"sender address rejected: (domain|unverified|undeliverable|unknown|user unknown|sender unknown|invalid)|"
                r"sender (is |was )?(unknown|invalid domain)|could not verify( \S+){0,3} sender|"
                r"sender('s)? (mail ?box|account|user)( \S+){0,3} (not exist|unknown|not found)|"
                r"return address( \S+){0,4} (invalid|not|reject)",
                unless=r"spf|dkim|dmarc|owned|identity|reverse dns|\bptr\b|syntax|sender signature|account|recipient address|"
                       r"not (yet )?verified|\blog|transport|\brelay|spamhaus|certificate|remote name|mails? from [\d.]+ not"),
            Sign(0.92, enhanced=r"[45]\.1\.8", unless=r"address blocked", words=r"."),
            Sign(0.97, r"domain (must|does not|not)( \S+)? ?(exist|found)|invalid dns mx", moments=(Moment.SENDER,)),
            Sign(HINT, r"domain( \S+){0,3} (not found|does not exist|not exist)", moments=(Moment.SENDER,)),
            Sign(0.8, enhanced=r"[45]\.1\.7", codes=(450, 451)),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server checked whether mail can be sent back to {sender}, and found that it can't. The address may be misspelled, or your domain is not set up to receive mail."),
            QT_TRANSLATE_NOOP("Fix", "The server checked whether mail can be sent back to your email address, and found that it can't. The address may be misspelled, or your domain is not set up to receive mail."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you send a message from another account to your address and it comes back, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read your email address letter by letter: {sender}"),
                    QT_TRANSLATE_NOOP("Fix", "Read your email address in the settings letter by letter."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Send a message from another account to this address, and see whether it arrives."),
                QT_TRANSLATE_NOOP("Fix", "If it does not arrive, send your domain host the message below."),
            ),
            copy=(to_domain_host(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA mail server refuses mail from {sender}, because it can't verify that this address takes replies:\n{reply}\n\nPlease check that the domain has an MX record, that its host resolves and accepts mail on port 25, and that the mailbox exists there and accepts mail from the null sender (callout).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA mail server refuses our mail, because it can't verify that the sender address takes replies:\n{reply}\n\nPlease check that the domain has an MX record, that its host resolves and accepts mail on port 25, and that the mailbox exists there and accepts mail from the null sender (callout).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA mail server refuses our mail, because it can't verify that the sender address takes replies.\n\nPlease check that the domain has an MX record, that its host resolves and accepts mail on port 25, and that the mailbox exists there and accepts mail from the null sender (callout).\n\nThank you"),
            ),),
            check=SENDER_TURNS_GREEN,
        ),
    ),
    Cause(
        id="sender-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "Your email address is not written as the server expects"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.94,
                r"(sender|from|mail ?from|reverse.?path|return.?path|envelope)( \S+){0,4} (is |was |has )?(an? )?(syntax|malformed|not (a )?valid|illegal|empty|missing|bad(ly)?|invalid|unparsable|wrong|incorrect|not well|improper|required)( \S+){0,2}|"
                r"(invalid|malformed|empty|missing|bad|illegal|incorrect|null|no|blank) (sender|mail ?from|return.?path|reverse.?path|from)( (e-?mail )?address| header| field| domain)?\b|"
                r"syntax error( \S+){0,4} (from|sender|mail)|purported responsible address|domain (name )?required for sender|"
                r"(sender|from)( \S+){0,5} (fully[- ]qualified|fqdn)|need fully-qualified address|"
                r"cannot (parse|determine)( \S+){0,3} (from|sender)|"
                r"from:? (address|header|field)( \S+){0,2} (required|missing|invalid|empty)|a valid from|specify a (sender|from)",
                unless=r"domain of|not exist|found|verif|dns|resolve|identity|match|owned|5\.1\.1|user unknown|recipient address|"
                       r"message-id|subject|domain is invalid|spf|verified|helo|credential|login|password"),
            Sign(0.88, enhanced=r"5\.1\.7"),
            Sign(0.94, r"sender address must contain|mail from:? ?<(?!address>)[^@<>]+>"),
            Sign(HINT, r"syntax|malformed|invalid address|not a valid", moments=(Moment.SENDER,)),
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
            Sign(0.96,
                r"relay(ing|ed)?( \S+){0,3} (denied|prohibited|not|rejected|disallowed|forbidden|refused|restricted|blocked|failed|disabled|deny)|"
                r"(not|unable to|cannot|can.?t|don.t|won.t|does not|prohibit\w*|no|deny|den(ies|ied)|forbid\w*|refus\w*|reject\w*|non|un-?authori[sz]ed|illegal|attempt to|will not|open)( \S+){0,3} ?relay(ing|ed)?\b(?! (quota|limit|service))|"
                r"relay(ing)? (mail )?(to|for|from|through)( \S+){0,8} (denied|not|prohibited|reject)|allowed rcpthosts|rcpthosts|"
                r"tenantattribution|attribut(e|ion)( \S+){0,4} (fail|not|tenant|message)|"
                r"not (one of|in|among) (our|my|the) (domains|users|local)|not (a |our )?local (domain|recipient|host|user)s?|"
                r"delivery is not allowed to this address|"
                r"(we|server) (do|does) not (accept|handle|relay|deliver|host)( \S+){0,4} (for (that|this|the) (domain|recipient|address|host)|domain)|"
                r"invalid credentials for relay|not a gateway|mail gateway|non-?local (recipient|domain|address|delivery)|"
                r"remote (recipient|address)( \S+){0,3} not|weiterleitung.{0,20}(verweigert|nicht)|relais.{0,20}(refus|interdit)|"
                r"relais refus|send(ing)? to (external|remote|outside)( \S+){0,3} (not|denied|require)|must check for new mail|"
                r"check your mail first|pop before smtp|pop-before-smtp",
                unless=r"smtp auth(entication)? (is )?required|quota|daily|not verified|blacklist|spamhaus"),
            Sign(0.95, enhanced=r"5\.7\.64"),
            Sign(FAINT, codes=(550, 551, 553, 554), moments=(Moment.RECIPIENT,)),
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
    Cause(
        id="sender-spf-dkim-fail",
        title=QT_TRANSLATE_NOOP("Fix", "Your domain does not vouch for this mail server"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.95,
                r"\bspf\b|sender policy framework|openspf|spf\.pobox|\bdkim\b|domainkeys|invalid ip for sending|"
                r"(not|n.t) (an? )?(allowed|permitted|authori[sz]ed|designated|listed)( \S+){0,4} (to send|sender|sending)( \S+){0,6} (for|from|on behalf|of)( \S+){0,3} ?(domain|\S+\.\S+)|"
                r"(doesn.t|does not|do not|not) (allow|authori[sz]e|permit|designate)( \S+){0,6} (sending|send|mails? from|ip|host|server)|"
                r"(sender|sending|your) domain( \S+){0,4} authenticat|"
                r"authentication (level|requirements|checks?|results?)( \S+){0,4}|unauthenticated (e-?mail|mail|sender|message)|"
                r"sender is unauthenticated|(message|mail|e-?mail|domain)( \S+){0,3} (is )?not (been )?authenticat|"
                r"does not meet the required authentication|fail(s|ed)?( \S+){0,3} authentication( checks?)?|"
                r"sender ?id (fail|check)|no authentication|both (spf|dkim)|authenticate with",
                unless=r"dmarc (policy|check|fail|reject|record)|domain'?s dmarc|due to( \S+){0,3} dmarc|per dmarc|keyring|smtp auth|"
                       r"temporar\w+ (dns|lookup)|authentication required"),
            Sign(SURE, r"\bspf\b|sender policy framework|\bdkim\b", enhanced=r"[45]\.7\.(2[0-4]|2[67]|30|1|0|515)",
                unless=r"dmarc (policy|check|fail|reject)|domain'?s dmarc|due to( \S+){0,3} dmarc"),
            Sign(SURE, enhanced=r"5\.7\.(2[0-4]|515)"),
            Sign(0.8, enhanced=r"[45]\.7\.(26|27)"),
            Sign(0.9, r"remote ip check|发信ip|ip.{0,6}mail from.{0,6}不一致"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The receiver checked SPF (the list of servers that may send for {domain}) and DKIM (a seal on each message), and they did not pass. So the mail looks forged, although it is yours."),
            QT_TRANSLATE_NOOP("Fix", "The receiver checked SPF (the list of servers that may send for your domain) and DKIM (a seal on each message), and they did not pass. So the mail looks forged, although it is yours."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If mail sent from your webmail reaches the same recipient, only this mail server is missing from the list."),
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that you send through the mail server of your own domain."),
                QT_TRANSLATE_NOOP("Fix", "Ask your email provider which SPF and DKIM entries your domain needs."),
                ASK_DOMAIN_HOST,
                QT_TRANSLATE_NOOP("Fix", "Wait a few hours after the change, because the internet learns of it slowly."),
            ),
            copy=(to_domain_host(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because SPF or DKIM does not pass for {domain} (sending IP {ip}):\n{reply}\n\nPlease add the sending server to the domain's one SPF record (an include or ip4/ip6 term; keep it within 10 DNS lookups), and publish the DKIM key so that messages can be signed for {domain}. If the entries from our email provider are not with this message, please tell me what you need from it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail through {host} was refused because SPF or DKIM does not pass for our domain:\n{reply}\n\nPlease add the sending server to the domain's one SPF record (an include or ip4/ip6 term; keep it within 10 DNS lookups), and publish the DKIM key so that messages can be signed for our domain. If the entries from our email provider are not with this message, please tell me what you need from it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because SPF or DKIM does not pass for our domain. The server said:\n{reply}\n\nPlease add the sending server to the domain's one SPF record (an include or ip4/ip6 term; keep it within 10 DNS lookups), and publish the DKIM key so that messages can be signed for our domain. If the entries from our email provider are not with this message, please tell me what you need from it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because SPF or DKIM does not pass for our domain.\n\nPlease add the sending server to the domain's one SPF record (an include or ip4/ip6 term; keep it within 10 DNS lookups), and publish the DKIM key so that messages can be signed for our domain. If the entries from our email provider are not with this message, please tell me what you need from it.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="sender-dmarc-fail",
        title=QT_TRANSLATE_NOOP("Fix", "Your domain's own rule forbids this way of sending"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"dmarc", unless=r"consider|no dmarc record|publish"),
            Sign(SURE,
                r"due to (the )?(domain.?s|sender.?s|from)( domain)?( \S+)? policy|not accepted due to domain's$"),
            Sign(SURE, enhanced=r"5\.7\.40"),
            Sign(0.9, enhanced=r"5\.7\.509"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The domain {domain} has published a rule (DMARC) that tells receivers to refuse mail which it did not vouch for. This message went through a server that it has not approved, so it was refused."),
            QT_TRANSLATE_NOOP("Fix", "Your domain has published a rule (DMARC) that tells receivers to refuse mail which it did not vouch for. This message went through a server that it has not approved, so it was refused."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your email address ends in a free mail domain such as gmail.com, you may send only through that provider's own server."),
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send through the mail server that belongs to the domain of your email address."),
                QT_TRANSLATE_NOOP("Fix", "If you need to use this one, ask its support which entries your domain needs for DMARC."),
                ASK_DOMAIN_HOST,
                QT_TRANSLATE_NOOP("Fix", "Wait a few hours after the change, then send again."),
            ),
            copy=(to_domain_host(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because of the DMARC policy of {domain}: neither SPF nor DKIM passes in alignment with the From domain.\n{reply}\n\nPlease have messages signed with DKIM for {domain} on every server that sends for us (by publishing the key of the sending service), or align its return path and SPF with the domain. If its entries are not with this message, please tell me what you need from it. Please do not just weaken the policy.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail through {host} was refused because of our domain's DMARC policy: neither SPF nor DKIM passes in alignment with the From domain.\n{reply}\n\nPlease have messages signed with DKIM for our domain on every server that sends for us (by publishing the key of the sending service), or align its return path and SPF with the domain. If its entries are not with this message, please tell me what you need from it. Please do not just weaken the policy.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because of our domain's DMARC policy: neither SPF nor DKIM passes in alignment with the From domain. The server said:\n{reply}\n\nPlease have messages signed with DKIM for our domain on every server that sends for us (by publishing the key of the sending service), or align its return path and SPF with the domain. If its entries are not with this message, please tell me what you need from it. Please do not just weaken the policy.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail was refused because of our domain's DMARC policy: neither SPF nor DKIM passes in alignment with the From domain.\n\nPlease have messages signed with DKIM for our domain on every server that sends for us (by publishing the key of the sending service), or align its return path and SPF with the domain. If its entries are not with this message, please tell me what you need from it. Please do not just weaken the policy.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
    Cause(
        id="sender-ptr-missing",
        title=QT_TRANSLATE_NOOP("Fix", "The sending server has no proper name on the internet"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.95,
                r"\bptr\b|reverse[- ]?(dns|lookup|name|ip|host|mapping|entry|record|domain|resolution|address)|\brdns\b|"
                r"(cannot|can.t|could not|unable to) (find|resolve|look ?up|determine|map|get)( \S+){0,4} (hostname|host name|reverse|client host|client|name for|ip)|"
                r"unverif\w+ (ip|address|host|client)|ip (name|address) (lookup|resolution) failed|name lookup failed|"
                r"mismatches client ip|fcrdns|iprev|forward[- ]confirmed|generic (host|rdns|ptr|reverse|name)|"
                r"(hostname|host name|client name|your ip|ip address|client host|connecting host|sending (ip|server|host)|server ip)( \S+){0,6} (does not|doesn.t|not|cannot|without|no|has no) ?( \S+){0,2} ?(resolv\w*|reverse|match|a valid (host|dns)|dns name|valid hostname|dns entr)|"
                r"dns ptr|no (valid )?(hostname|host name|dns name) for|client host rejected: cannot find|your hostname|"
                r"rejected.{0,20}unknown\[|no name for|does not have a (valid )?(dns|host) ?name|address mapping",
                unless=r"helo|ehlo|spf|dmarc|certificate|blacklist|spamhaus"),
            Sign(SURE, enhanced=r"[45]\.7\.25"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Each server has a number, here {ip}, and receivers expect a name that leads to it and back (reverse DNS). This one has none or one that does not fit, and that is common with spam."),
            QT_TRANSLATE_NOOP("Fix", "Each server has a number (IP address), and receivers expect a name that leads to it and back (reverse DNS). This one has none or one that does not fit, and that is common with spam."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If you run no mail server of your own and your port is 25, your computer is sending straight out, and the first step cures it."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If your port is 25, use your provider's mail server with port 465 or 587 and sign in."),
                QT_TRANSLATE_NOOP("Fix", "Otherwise send your mail admin the message below."),
                QT_TRANSLATE_NOOP("Fix", "Wait a day after the change, because the internet learns of it slowly."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because the sending IP {ip} has no valid reverse DNS:\n{reply}\n\nPlease have whoever owns the IP (hoster or internet provider) set a PTR record to the server's full host name, and make sure that this name resolves back to {ip} and is the HELO name. If we also send over IPv6, the same goes for the IPv6 address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because the sending IP has no valid reverse DNS:\n{reply}\n\nPlease have whoever owns the IP (hoster or internet provider) set a PTR record to the server's full host name, and make sure that this name resolves back to the same IP and is the HELO name. If we also send over IPv6, the same goes for the IPv6 address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail is refused because the sending IP has no valid reverse DNS.\n\nPlease have whoever owns the IP (hoster or internet provider) set a PTR record to the server's full host name, and make sure that this name resolves back to the same IP and is the HELO name. If we also send over IPv6, the same goes for the IPv6 address.\n\nThank you"),
            ),),
            check=SAME_EMAIL_GOES_OUT,
        ),
    ),
)
# fmt: on
