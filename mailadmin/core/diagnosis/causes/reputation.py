"""Causes: somebody's list or opinion of the sending address."""

from mailadmin.core.diagnosis.cause import Blame, Cause
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
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The list {list} is a public list of servers and domains that sent spam, and {ip} is on it. Often another customer of the same server or an infected computer is the reason, not you."),
            QT_TRANSLATE_NOOP("Fix", "A block list is a public list of servers and domains that sent spam, and many mail servers refuse what is on it. Often another customer of the same server or an infected computer is the reason, not you."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the server's words name a list or show a link to one, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open the link in the server's words if there is one, or look up your domain on the page below."),
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
