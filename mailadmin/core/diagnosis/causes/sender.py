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
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="sender-not-owned",
        title=QT_TRANSLATE_NOOP("Fix", "You may not send with this address"),
        blame=Blame.SERVER,
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
