"""The causes: why mail fails, in words, with whose refusal it is and what to do about it.

One entry a cause, in the order of a message's way. ``{names}`` in a step are parameters of the
finding. Adding a cause is adding an entry here and a rule in ``replies`` or in a judge.
"""

from mailadmin.core.diagnosis.fix import Blame, Cause, Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

_ALL = (
    Cause(
        id="dns-name-not-found",
        title=QT_TRANSLATE_NOOP("Fix", "The server's name does not exist"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look at the server name letter by letter: {host}"),
                QT_TRANSLATE_NOOP(
                    "Fix", "Compare it with what your email provider or mail admin gave you."
                ),
                QT_TRANSLATE_NOOP("Fix", "Type the right name and test again."),
            ),
        ),
    ),
    Cause(
        id="dns-resolver-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The name could not be looked up just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Open any web page to see whether this computer is online."
                ),
                QT_TRANSLATE_NOOP("Fix", "If it is, wait a minute and test again."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it stays so, ask whoever looks after your network to check its name servers (DNS).",
                ),
            ),
        ),
    ),
    Cause(
        id="network-refused",
        title=QT_TRANSLATE_NOOP("Fix", "No mail server listens on that port"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check the port: 465 goes with “Encrypted from the start”, 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If port and server are right, the mail server is switched off. Tell your mail admin.",
                ),
            ),
        ),
    ),
    Cause(
        id="network-timeout",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not answer"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name and the port."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Try another network, for example your phone's hotspot. If it works there, your network blocks the port: tell whoever looks after it.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it fails there too, the server is down. Tell your mail admin or provider.",
                ),
            ),
        ),
    ),
    Cause(
        id="network-unreachable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no way from this computer to the server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that this computer is online."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN, switch it off and test again."),
                QT_TRANSLATE_NOOP("Fix", "If it stays so, tell whoever looks after your network."),
            ),
        ),
    ),
    Cause(
        id="network-reset",
        title=QT_TRANSLATE_NOOP("Fix", "The connection was cut without a word"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check that port and encryption fit: 465 with “Encrypted from the start”, 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Test again in a few minutes: some servers hang up when they are busy."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If it stays so, tell your mail admin what this program shows."
                ),
            ),
        ),
    ),
    Cause(
        id="network-port25-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "Your internet provider blocks port 25"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Use port 465 or 587 instead: they are made for sending with a sign-in."
                ),
            ),
        ),
    ),
    Cause(
        id="network-local-block",
        title=QT_TRANSLATE_NOOP("Fix", "This computer does not let the program connect"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open the settings of your firewall or security program."),
                QT_TRANSLATE_NOOP("Fix", "Allow mailadmin to connect to the internet."),
                QT_TRANSLATE_NOOP(
                    "Fix", "On a company computer, ask your IT department to do this."
                ),
            ),
        ),
    ),
    Cause(
        id="network-intercepted",
        title=QT_TRANSLATE_NOOP(
            "Fix", "Something between you and the server changes the conversation"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NETWORK_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask whoever looks after your network about a firewall that inspects mail (Cisco calls it “inspect esmtp”).",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Have it switched off for {host}, or use port 465 with “Encrypted from the start”.",
                ),
            ),
        ),
    ),
    Cause(
        id="tls-mode-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "Port and encryption do not fit each other"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose “Encrypted from the start” with port 465, or “Upgrade to encryption” with port 587.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Test again."),
            ),
        ),
    ),
    Cause(
        id="tls-starttls-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not offer the encryption you chose"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try port 465 with “Encrypted from the start”."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If that does not work either, ask your mail admin which port has encryption. Do not send your password without it.",
                ),
            ),
        ),
    ),
    Cause(
        id="tls-required-by-server",
        title=QT_TRANSLATE_NOOP("Fix", "The server insists on encryption"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose “Upgrade to encryption” with port 587, or “Encrypted from the start” with port 465.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Test again."),
            ),
        ),
    ),
    Cause(
        id="tls-outdated-crypto",
        title=QT_TRANSLATE_NOOP("Fix", "The server's encryption is out of date"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the server offers no encryption that is safe today.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "The server needs TLS 1.2 or newer and a certificate with a strong key."
                ),
            ),
        ),
    ),
    Cause(
        id="tls-cert-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server's certificate is out of its time"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the date and time of this computer first."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If they are right, tell your mail admin: the certificate of {host} ran from {not_before} to {not_after} and has to be renewed.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
            ),
        ),
    ),
    Cause(
        id="tls-cert-hostname-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "The certificate belongs to another server name"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name: the certificate is for {names}."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If one of those is your provider's mail server, type that name instead of {host}.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Otherwise tell your mail admin. Your password was not sent."
                ),
            ),
        ),
    ),
    Cause(
        id="tls-cert-untrusted",
        title=QT_TRANSLATE_NOOP("Fix", "Nobody this computer trusts vouches for the server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the certificate of {host} was issued by {issuer}, which this computer does not trust, or an intermediate certificate is missing.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "In a company with certificates of its own, ask your IT department to install its root certificate on this computer.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Your password was not sent."),
            ),
        ),
    ),
    Cause(
        id="tls-cert-intercepted",
        title=QT_TRANSLATE_NOOP("Fix", "A security program opened the encrypted connection"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Look in your antivirus program for “scan encrypted mail” and switch it off, then test again.",
                ),
            ),
        ),
    ),
    Cause(
        id="protocol-wrong-service",
        title=QT_TRANSLATE_NOOP("Fix", "Another kind of server answers there"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the port: 465 or 587 for sending mail."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check the server name: sending often has another one than reading, such as smtp.… instead of imap.…",
                ),
            ),
        ),
    ),
    Cause(
        id="protocol-helo-rejected",
        title=QT_TRANSLATE_NOOP(
            "Fix", "The server does not like how this computer introduces itself"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Check that you use port 465 or 587: port 25 is meant for servers and is stricter.",
                ),
            ),
        ),
    ),
    Cause(
        id="protocol-client-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not understand this program"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send “Copy for support” to the makers of this program or to your mail admin.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-bad-credentials",
        title=QT_TRANSLATE_NOOP("Fix", "The server did not accept user name and password"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Type the password again, slowly; watch capital letters."),
                QT_TRANSLATE_NOOP(
                    "Fix", "Check the user name. Most servers want the whole email address."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your webmail with the same password. If that fails too, have it reset.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-app-password-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants an app password, not your usual one"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your email account in the browser and open its security settings.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Create an app password, for example called “Mail”."),
                QT_TRANSLATE_NOOP("Fix", "Paste it here as the password and test again."),
            ),
        ),
    ),
    Cause(
        id="auth-wrong-username",
        title=QT_TRANSLATE_NOOP("Fix", "The user name has another form here"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your provider what the user name for sending is. It may be the whole address, or a fixed word.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-basic-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "Passwords are not accepted for this account any more"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your mail admin whether password sign-in can be allowed for this mailbox.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If not, this account needs “Sign in with Microsoft” or “Sign in with Google”.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-smtp-auth-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "Sending through programs is switched off for this mailbox"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send this to your Microsoft 365 admin: please allow “Authenticated SMTP” for the mailbox {user}.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "It is in the admin center under Users, Active users, the user, Mail, Manage email apps.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-protocol-access-off",
        title=QT_TRANSLATE_NOOP("Fix", "Mail programs are switched off in your account"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign in to your webmail."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "In its settings, switch on access for mail programs (POP3, IMAP and SMTP).",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-web-verification",
        title=QT_TRANSLATE_NOOP("Fix", "The provider wants to see you in the browser first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Sign in to your email account in the browser and confirm that it is you.",
                ),
                QT_TRANSLATE_NOOP("Fix", "Then test again here."),
            ),
        ),
    ),
    Cause(
        id="auth-oauth-token",
        title=QT_TRANSLATE_NOOP("Fix", "The sign-in with your provider has to be renewed"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU, steps=(QT_TRANSLATE_NOOP("Fix", "Sign in with your provider again."),)
        ),
    ),
    Cause(
        id="auth-method-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no safe way to sign in on this port"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Choose port 465 with “Encrypted from the start”, or 587 with “Upgrade to encryption”.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If the server needs no sign-in, choose “None” for the sign-in."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Otherwise ask your mail admin which port offers a sign-in."
                ),
            ),
        ),
    ),
    Cause(
        id="auth-required",
        title=QT_TRANSLATE_NOOP("Fix", "The server wants you to sign in first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Choose “Password” for the sign-in and type user name and password."
                ),
                QT_TRANSLATE_NOOP("Fix", "Use port 465 or 587."),
            ),
        ),
    ),
    Cause(
        id="auth-locked-out",
        title=QT_TRANSLATE_NOOP("Fix", "The account is locked"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Wait an hour, and do not try passwords meanwhile."),
                QT_TRANSLATE_NOOP("Fix", "Then sign in to your webmail in the browser."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If that does not work, ask your mail admin to unlock the account {user}.",
                ),
            ),
        ),
    ),
    Cause(
        id="auth-backend-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The server could not check the password just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change here. Wait a few minutes and test again."
                ),
                QT_TRANSLATE_NOOP("Fix", "If it lasts, tell your mail admin."),
            ),
        ),
    ),
    Cause(
        id="sender-not-owned",
        title=QT_TRANSLATE_NOOP("Fix", "You may not send with this address"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Use the address that belongs to the user name {user} as your email address.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Or ask your mail admin to allow {user} to send as that address."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-not-verified",
        title=QT_TRANSLATE_NOOP("Fix", "The sending service has to know your address first"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Sign in to the sending service and verify your address or domain there."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-account-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "This account is not allowed to send"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin or provider why sending is blocked for {user}."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-unverifiable",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds that your address does not exist"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check your email address for typing mistakes."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it is right, ask your domain host whether the domain can receive mail.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "Your address is not written as the server expects"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Check your email address: name, @, domain, without spaces."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-relay-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not pass on mail for you"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Sign in: choose “Password” and type user name and password."
                ),
                QT_TRANSLATE_NOOP("Fix", "Use port 465 or 587 instead of 25."),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If you are signed in already, ask your mail admin why relaying is denied.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-spf-dkim-fail",
        title=QT_TRANSLATE_NOOP("Fix", "Your domain does not vouch for this server"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Ask your domain host to add this mail server to the SPF record and to set up DKIM.",
                ),
            ),
        ),
    ),
    Cause(
        id="sender-dmarc-fail",
        title=QT_TRANSLATE_NOOP(
            "Fix", "Your domain's own policy (DMARC) forbids this way of sending"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.DOMAIN_HOST,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send through your own mail server."),
                QT_TRANSLATE_NOOP(
                    "Fix", "Or ask your domain host to authorise this server for your domain."
                ),
            ),
        ),
    ),
    Cause(
        id="sender-ptr-missing",
        title=QT_TRANSLATE_NOOP("Fix", "The server's address has no proper name"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Tell your mail admin: the sending address needs a reverse DNS name that leads back to it.",
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-blocklisted",
        title=QT_TRANSLATE_NOOP("Fix", "The sending address is on a block list"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),
                QT_TRANSLATE_NOOP(
                    "Fix", "The list named there has a page that says why, and how to be removed."
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-provider-block",
        title=QT_TRANSLATE_NOOP("Fix", "The provider distrusts the sending address"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(QT_TRANSLATE_NOOP("Fix", "Tell your mail admin what the server said: {reply}"),),
        ),
    ),
    Cause(
        id="reputation-recipient-block",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's side has blocked you"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Reach the recipient another way and ask them to have your address allowed.",
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-dynamic-ip",
        title=QT_TRANSLATE_NOOP("Fix", "Mail straight from a home or office line is not accepted"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Use your provider's mail server with a sign-in, on port 465 or 587."
                ),
            ),
        ),
    ),
    Cause(
        id="reputation-blocklist-query-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server misread an answer of a block list"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(QT_TRANSLATE_NOOP("Fix", "Tell the server's admin what it said: {reply}"),),
        ),
    ),
    Cause(
        id="content-spam",
        title=QT_TRANSLATE_NOOP("Fix", "The message looks like spam to the server"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Remove links, big pictures and words in capitals, then send again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "If it is a normal message, tell your mail admin what the server said: {reply}",
                ),
            ),
        ),
    ),
    Cause(
        id="content-attachment-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "An attachment is not allowed"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Remove the attachment, or share it with a link instead."),
            ),
        ),
    ),
    Cause(
        id="content-malformed",
        title=QT_TRANSLATE_NOOP("Fix", "The server finds a mistake in the message's form"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send “Copy for support” to the makers of this program."),
            ),
        ),
    ),
    Cause(
        id="content-policy",
        title=QT_TRANSLATE_NOOP("Fix", "The message breaks a rule of the server"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin which rule it is. The server said: {reply}"
                ),
            ),
        ),
    ),
    Cause(
        id="recipient-unknown",
        title=QT_TRANSLATE_NOOP("Fix", "There is no such recipient"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the address {address} letter by letter."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address."),
            ),
        ),
    ),
    Cause(
        id="recipient-domain-invalid",
        title=QT_TRANSLATE_NOOP("Fix", "The part after the @ does not receive mail"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check what stands after the @ in {address}."),
                QT_TRANSLATE_NOOP("Fix", "Ask the recipient for the right address."),
            ),
        ),
    ),
    Cause(
        id="recipient-address-syntax",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's address is not written correctly"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Check the address {address}: name, @, domain, without spaces."
                ),
            ),
        ),
    ),
    Cause(
        id="recipient-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is full"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Tell the recipient another way that the mailbox is full."
                ),
                QT_TRANSLATE_NOOP("Fix", "Send again once there is room."),
            ),
        ),
    ),
    Cause(
        id="recipient-mailbox-disabled",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mailbox is closed"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(QT_TRANSLATE_NOOP("Fix", "Ask the recipient for another address."),),
        ),
    ),
    Cause(
        id="recipient-restricted",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient takes mail from certain senders only"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(QT_TRANSLATE_NOOP("Fix", "Ask the recipient to allow your address."),),
        ),
    ),
    Cause(
        id="recipient-mail-loop",
        title=QT_TRANSLATE_NOOP("Fix", "The recipient's mail goes round in circles"),
        blame=Blame.RECIPIENT,
        fix=Fix(
            who=Who.RECIPIENT,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Tell the recipient's mail admin about a forwarding loop."
                ),
            ),
        ),
    ),
    Cause(
        id="limits-sending-quota",
        title=QT_TRANSLATE_NOOP("Fix", "You have reached the sending limit"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Wait until tomorrow, or ask your provider for a bigger limit."
                ),
            ),
        ),
    ),
    Cause(
        id="limits-rate",
        title=QT_TRANSLATE_NOOP("Fix", "Too much was sent too fast"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(QT_TRANSLATE_NOOP("Fix", "Wait a few minutes, then send again."),),
        ),
    ),
    Cause(
        id="limits-recipients",
        title=QT_TRANSLATE_NOOP("Fix", "Too many recipients in one message"),
        blame=Blame.CONTENT,
        fix=Fix(who=Who.YOU, steps=(QT_TRANSLATE_NOOP("Fix", "Send to fewer people at once."),)),
    ),
    Cause(
        id="limits-message-size",
        title=QT_TRANSLATE_NOOP("Fix", "The message is too big"),
        blame=Blame.CONTENT,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Make the attachments smaller, or share them with a link."
                ),
                QT_TRANSLATE_NOOP("Fix", "Send again."),
            ),
        ),
    ),
    Cause(
        id="limits-sender-mailbox-full",
        title=QT_TRANSLATE_NOOP("Fix", "Your own mailbox is full"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Delete or archive old mail, empty the bin, then send again."
                ),
            ),
        ),
    ),
    Cause(
        id="temporary-greylisted",
        title=QT_TRANSLATE_NOOP("Fix", "The server asks new senders to try again later"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change. Wait a few minutes and send again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Servers do this to keep spammers away; they remember you afterwards."
                ),
            ),
        ),
    ),
    Cause(
        id="temporary-server-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server has a fault just now"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.NOBODY,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "There is nothing to change here. Wait a few minutes and try again."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "If it lasts, tell your mail admin what the server said: {reply}"
                ),
            ),
        ),
    ),
    Cause(
        id="temporary-delivery-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave up after many tries"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "Ask your mail admin for the reason of the earlier tries."
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "This computer has no safe place for passwords"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "On Linux, install and start a password store, such as GNOME Keyring or KWallet.",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Until then the program keeps your password for this run only and asks again next time.",
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-locked",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store is locked"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Unlock the password store (on macOS: Keychain Access, on Linux: Passwords and Keys).",
                ),
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Then try again. Until then the program keeps your password for this run only.",
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-access-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store does not let the program in"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix", "When the computer asks, allow mailadmin to use the password."
                ),
                QT_TRANSLATE_NOOP(
                    "Fix", "Until then the program keeps your password for this run only."
                ),
            ),
        ),
    ),
    Cause(
        id="keyring-secret-too-long",
        title=QT_TRANSLATE_NOOP(
            "Fix", "The password is too long for the computer's password store"
        ),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Use a shorter password. Until then the program keeps this one for this run only.",
                ),
            ),
        ),
    ),
    Cause(
        id="unknown-generic",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave no reason"),
        blame=Blame.SERVER,
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP(
                    "Fix",
                    "Send “Copy for support” to your mail admin: only the server's own log tells the reason.",
                ),
            ),
        ),
    ),
)

CAUSES: dict[str, Cause] = {cause.id: cause for cause in _ALL}
"""Every cause by its id."""
