"""Causes: what the DNS says of the sender's domain and server."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_DOMAIN_HOST,
    SAME_EMAIL_GOES_OUT,
    SENDER_TURNS_GREEN,
    to_domain_host,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import SURE, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="sender-unverifiable",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds that your email address does not exist"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"sender( address)? (rejected|refused).{0,30}(mailbox|account|user) (is )?(disabled|inactive)"),
            Sign(0.975, r"verify mail ?from fail|unresolvable \S* ?(from|sender)|from:? ?domain must (resolve|exist)|sender domain (is )?invalid|(sender|from)( \S+){0,3} (unknown|invalid|nonexistent) (tld|top[- ]level)"),
            Sign(0.95, r"valid mx for sender|verification failed for .{0,120}(could not|mail server)|sender verif|the account or domain may not exist"),
            Sign(0.94, r"(requires?|need|must have|without)( a)? valid (sender|from|return)( \S+)? (domain|address)"),
            Sign(0.95,
                r"callout verification failed|sender verif\w{0,12}( \S+){0,2} (fail|reject|error|defer)|verification failed for|(domain|host) of sender|"
                r"unrout(e)?able sender|(nonexist\w{0,12}|non-existent|unknown|unresolvable|fake|bogus) (sender|from|return|mail from)|"
                r"(sender|sending|from|mail ?from|envelope|return.?path|reverse.?path|your)(.?s)?( \S+){0,6} ?(domain|address|host|mx|hostname)?( \S+){0,3} (does not|doesn.t|did not|not|cannot be|can.t be|could not be|couldn.t be|has no|without|no) (valid |a valid |an? |be )?(exist|found|resolv\w{0,12}|accept|receive|mx|a record|a or mx|dns|verif\w{0,12}|mail exchanger|reachable|routable|deliverable)|"
                r"sender.{0,40}(call-?out|call-?back)|cannot (verify|resolve)( \S+){0,3} (sender|your domain|mail from|from)|"
                r"sender domain must (resolve|exist)|absenders?.{0,30}existiert nicht|neither a valid mx|mx records for .{0,60} violate|recursive cname|valid mx or a\b|sender domain (resolve|lookup) fail|no mx for (your|the) (from|sender)|sender( \S+)? (has )?no a\b|envelope sender domain must|domain is invalid|provide a valid from|"
                r"valid (from|sender|return)( \S+){0,2} (address|domain) (is )?(required|needed)|bad sender( domain)?|"
                r"sender address rejected: (domain|unverified|undeliverable|unknown|user unknown|sender unknown|invalid)|"
                r"sender (is |was )?(unknown|invalid domain)|could not verify( \S+){0,3} sender|"
                r"sender('s)? (mail ?box|account|user)( \S+){0,3} (not exist|unknown|not found)|"
                r"return address( \S+){0,4} (invalid|not|reject)",
                unless=r"spf|dkim|dmarc|owned|identity|reverse dns|\bptr\b|syntax|sender signature|account|recipient address|"
                       r"not (yet )?verified|\blog|transport|\brelay|spamhaus|certificate|remote name|wasn.t delivered|our requests to|your country|mails? from [\d.]+ not"),
            Sign(0.92, enhanced=r"[45]\.1\.8", unless=r"address blocked", words=r"."),
            Sign(0.97, r"domain (must|does not|not)( \S+)? ?(exist|found)|invalid dns mx|^\W{0,3}invalid domain(?! name)", moments=(Moment.SENDER,)),
            Sign(0.8, enhanced=r"[45]\.1\.7", codes=(450, 451)),
            Sign(0.965, r"sender address has (a )?null mx|badsendermx|sendernoa\b|bad sender'?s system|emetteur invalide|unable to verify (sender|<?address>?$)|sending address is bad|mail from domain (does not have an mx|exists but does not)"),
        ),
        cases=(
            Case("550 5.7.1 <anna@example.cz>: Sender address rejected: mailbox disabled", "rcpt"),
            Case('451 Message temporarily deferred due to unresolvable RFC.5321 from domain. See https://senders.yahooinc.com/error-codes#unresolvable-from-domain', "bounce"),
            Case('550-Verification failed for <email address> 550-The mail server could not\n    deliver mail to <email address>.  The account or domain may not exist, they\n    may be blacklisted, or missing the proper dns entries. 550 Sender verify\n    failed (in reply to RCPT TO command)', "rcpt"),
            Case('550 Unroutable sender address', "bounce"),
            Case('553 sorry, your envelope sender domain must exist (#5.7.1)', "mail"),
            Case('550 [permfail] bellsouth.net requires valid sender domain', "bounce"),
            Case('550 5.1.8 no', "mail"),
            Case('451 4.1.7 no', "rcpt"),
            Case('Sender address has null MX', "bounce"),
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
        id="sender-spf-dkim-fail",
        title=QT_TRANSLATE_NOOP("Fix", "Your domain does not vouch for this mail server"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.95,
                r"\bspf\b|sender policy framework|openspf|mail from .{0,80}mismatches client ip|spf\.pobox|\bdkim\b|domainkeys|invalid ip for sending|"
                r"(not|n.t) (an? )?(allowed|permitted|authori[sz]ed|designated|listed)( \S+){0,4} (to send|sender|sending)( \S+){0,6} (for|from|on behalf|of)( \S+){0,3} ?(domain|\S+\.\S+)|"
                r"(doesn.t|does not|do not|not) (allow|authori[sz]e|permit|designate)( \S+){0,6} (sending|send|mails? from|ip|host|server)|"
                r"(sender|sending|your) domain( \S+){0,4} authenticat|"
                r"authentication (level|requirements|checks?|results?)( \S+){0,4}|unauthenticated (e-?mail|mail|sender|message)|"
                r"sender is unauthenticated|(message|mail|e-?mail|domain)( \S+){0,3} (is )?not (been )?authenticat|"
                r"does not meet the required authentication|fail(s|ed)?( (?!auth)\S+){0,3} authentication( checks?)?|"
                r"sender ?id (fail|check|\()|both (spf|dkim)|authenticate with",
                unless=r"dmarc (policy|check|fail|reject|record)|domain'?s dmarc|due to( \S+){0,3} dmarc|per dmarc|keyring|smtp auth|"
                       r"temporar\w{1,8} (dns|lookup)|authentication required"),
            Sign(SURE, r"\bspf\b|sender policy framework|\bdkim\b", enhanced=r"[45]\.7\.(2[0-4]|2[67]|30|1|0|515)",
                unless=r"dmarc (policy|check|fail|reject)|domain'?s dmarc|due to( \S+){0,3} dmarc"),
            Sign(SURE, enhanced=r"5\.7\.(2[0-4]|515)"),
            Sign(0.8, enhanced=r"[45]\.7\.(26|27)"),
            Sign(0.9, r"(reject\w{0,3}|refus\w{0,3}) spoofed|remote ip check|发信ip|ip.{0,6}mail from.{0,6}不一致"),
        ),
        cases=(
            Case('554 INVALID IP FOR SENDING MAIL OF DOMAIN amazonses.com', "bounce"),
            Case('SMTP error from remote mail server after end of data:\n550 5.7.1 [BFD] Sender prohibited by SPF', "data"),
            Case('556 remote ip check error. (发信ip与Mail From地址不一致)', "rcpt"),
            Case('550 5.7.23 no', "bounce"),
            Case('421 4.7.26 no', "bounce"),
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
                r"due to (the )?(domain.?s|sender.?s|from)( domain)?( \S+)? policy|domain owner policy|not accepted due to domain's$"),
            Sign(SURE, enhanced=r"5\.7\.40"),
            Sign(0.9, enhanced=r"5\.7\.509"),
        ),
        cases=(
            Case('550 5.7.1 Email rejected per DMARC policy for example.com', "bounce"),
            Case("550 5.7.1 not accepted due to the domain's policy", "data"),
            Case('550 5.7.40 no', "bounce"),
            Case('550 5.7.509 no', "bounce"),
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
                r"(cannot|can.t|could not|unable to) (find|resolve|look ?up|determine|map|get)( \S+){0,4} (reverse|client|name for|ip|(your|client|sender|sending|connecting|remote) host ?name)\b|"
                r"unverif\w+ (sending |client |connecting )?(ips?\b|address|host|client)|unresolv\w+( relay| client| sending| smtp)? ?host ?name|invalid (reverse|rdns)|dns lookup failure: [\d.]+|ip (name|address) (lookup|resolution) failed|name lookup failed|"
                r"mismatches client ip|fcrdns|iprev|forward[- ]confirmed|generic (host|rdns|ptr|reverse|name)|"
                r"(hostname|host name|client name|your ip|ip address|client host|connecting host|sending (ip|server|host)|server ip)( \S+){0,6} (does not|doesn.t|not|cannot|without|no|has no) ?( \S+){0,2} ?(resolv\w{0,12}|reverse|match|a valid (host|dns)|dns name|valid hostname|dns entr)|"
                r"dns ptr|no (valid )?(hostname|host name|dns name) for|client host rejected: cannot find|your hostname|"
                r"rejected.{0,20}unknown\[|no name for|does not have a (valid )?(dns|host) ?name|address mapping",
                unless=r"helo(?!=)|ehlo(?!=)|spf|dmarc|certificate|blacklist|spamhaus"),
            Sign(0.975, r"(not|n.t|no) have a reverse|ip name lookup failed|cannot resolve your (ip )?address|full circle dns|\brtr:rd|reverse dns( \S+){0,4} fail|\brp:rdn|\(dns:nr\)|sender ip must resolve|missing reverse|\] host can.t be resolved|match(es)?( \S+){0,2} your ip\b", unless=r"\b(helo|ehlo)\b"),
            Sign(SURE, enhanced=r"[45]\.7\.25"),
        ),
        cases=(
            Case('450 4.7.1 Client host 192.0.2.1 has no PTR record (G1F)', "rcpt"),
            Case('554 5.7.1 - Connection refused. IP name lookup failed for 192.0.2.9', "connect"),
            Case('550-5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR\n550-5.7.25 record setup, or the corresponding forward DNS entry does not point to the\n550-5.7.25 sending IP. As a policy, Gmail does not accept messages from IPs with\n550 5.7.25 missing PTR records.', "data"),
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
