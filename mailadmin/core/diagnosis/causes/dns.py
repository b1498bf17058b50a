"""Causes: the name of the mail server can't be looked up."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    NAME_TURNS_GREEN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="dns-name-not-found",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's name does not exist"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer looked up the name {host}, and no mail server has that name. Most often a letter is wrong, or your email provider now uses another name."),
            QT_TRANSLATE_NOOP("Fix", "Your computer looked up the mail server's name, and no server has that name. Most often a letter is wrong, or your email provider now uses another name."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens either, this computer is offline, and the name may be right."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Read the server name letter by letter: {host}"),
                    QT_TRANSLATE_NOOP("Fix", "Read the server name letter by letter, and look for spaces and commas."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Compare it with the name that your email provider or mail admin gave you."),
                QT_TRANSLATE_NOOP("Fix", "Type the right name as your mail server and test again."),
                QT_TRANSLATE_NOOP("Fix", "If you can't find the right name, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI can't send mail: the mail server name {host} does not resolve (NXDOMAIN, or no A/AAAA record).\n\nPlease tell me the host name, port and encryption that I should use for sending. If {host} is right, please check its DNS records.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI can't send mail: the mail server name in my settings does not resolve (NXDOMAIN, or no A/AAAA record).\n\nPlease tell me the host name, port and encryption that I should use for sending.\n\nThank you"),
            ),),
            check=NAME_TURNS_GREEN,
        ),
    ),
    Cause(
        id="dns-resolver-failure",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's name could not be looked up just now"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer asked a name server (DNS, the phone book of the internet) for {host} and got no useful answer. The mail server itself may be fine, but nothing is known about it yet."),
            QT_TRANSLATE_NOOP("Fix", "Your computer asked a name server (DNS, the phone book of the internet) and got no useful answer. The mail server itself may be fine, but nothing is known about it yet."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens either, it is this; if all web pages open, the trouble is with this one name."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open a web page that you have not seen today, to check that this computer is online."),
                QT_TRANSLATE_NOOP("Fix", "Wait two minutes and test again."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN (a tunnel to another network), switch it off and test again."),
                ASK_NETWORK_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer can't look up the mail server {host}. The resolver gives no usable answer (timeout or SERVFAIL, not NXDOMAIN).\n\nPlease check that the resolver handed out to this computer can be reached and can resolve {host} (A and AAAA). If it can't, while other names work, please look at the name servers of that zone.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer can't look up our mail server. The resolver gives no usable answer (timeout or SERVFAIL, not NXDOMAIN).\n\nPlease check that the resolver handed out to this computer can be reached and answers. If only this one name fails, please look at the name servers of its zone.\n\nThank you"),
            ),),
            check=NAME_TURNS_GREEN,
        ),
    ),
)
# fmt: on
