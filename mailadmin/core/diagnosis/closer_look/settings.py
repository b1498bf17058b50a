"""Closer looks: another name, port or encryption; names that can't be looked up."""

from typing import Final

from mailadmin.core.diagnosis.causes.shared import (
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    ENCRYPTION_TURNS_GREEN,
    GREETING_TURNS_GREEN,
    MESSENGER_MEANWHILE,
    NAME_TURNS_GREEN,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.closer_look.look import CloserLook
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
# One sentence a line, as the translation tools find it.

OTHER_NAME: Final = CloserLook(
    needs=("likely",),
    title=QT_TRANSLATE_NOOP("Fix", "The mail server most likely has another name"),
    meaning=QT_TRANSLATE_NOOP("Fix", "Your computer looked up the name {host}, and no mail server has that name. The name {likely} is close to it, and the mail server there works."),
    tell=QT_TRANSLATE_NOOP("Fix", "If {likely} is the server of your own email provider or company, it is this."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Check that {likely} is the server that you mean, because it will get your password."),
            QT_TRANSLATE_NOOP("Fix", "If it is, use it as your mail server and test again."),
            QT_TRANSLATE_NOOP("Fix", "If you are not sure, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail program has {host} as the mail server. That name does not resolve (NXDOMAIN, or no A/AAAA record), but {likely} does and offers mail submission.\n\nPlease tell me whether {likely} is the right host name for sending, and which port and encryption I should use.\n\nThank you"),
        ),),
        check=NAME_TURNS_GREEN,
    ),
)

SENDING_SERVER: Final = CloserLook(
    needs=("likely",),
    meaning=QT_TRANSLATE_NOOP("Fix", "The server {host} is there for something else than sending, most likely for reading mail. Mail goes out through another server of the same domain, and {likely} works."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Use {likely} as your mail server, with the setting that works."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If that is not your server, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOn {host} port {port} I reach a service that does not speak SMTP, but {likely} offers mail submission.\n\nPlease tell me whether {likely} is the right host for sending, with port, encryption and user name.\n\nThank you"),
        ),),
        check=GREETING_TURNS_GREEN,
    ),
)

OTHER_PORT: Final = CloserLook(
    needs=("other_port",),
    meaning=QT_TRANSLATE_NOOP("Fix", "The server {host} does not take mail on port {port} from here, but it does on port {other_port}. Many servers offer only one of the usual ports."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Use the setting that works, with port {other_port}."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If it has to be port {port}, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom here, mail submission at {host} works on port {other_port}, but not on port {port}.\n\nPlease check whether port {port} is meant to work from outside, and tell me which port and encryption I should use.\n\nThank you"),
        ),),
        check=GREETING_TURNS_GREEN,
    ),
)

OTHER_ENCRYPTION: Final = CloserLook(
    needs=("other_port",),
    meaning=QT_TRANSLATE_NOOP("Fix", "On port {port}, {host} expects another kind of start than your security setting makes. The other kind works, on port {other_port}."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Use the setting that works, with port {other_port}."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If your mail admin wants another setting, send the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS mode in my settings does not fit on {host} port {port}: one side speaks TLS from the first byte, the other plain SMTP. The other mode works for me on port {other_port}.\n\nPlease tell me whether that is how I should connect.\n\nThank you"),
        ),),
        check=ENCRYPTION_TURNS_GREEN,
    ),
)

ENCRYPTED_PORT: Final = CloserLook(
    needs=("encrypted_port",),
    meaning=QT_TRANSLATE_NOOP("Fix", "On port {encrypted_port}, {host} speaks encrypted from the first moment, but your security setting waits for a greeting first. So both waited for each other, and nothing was sent."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)”, and leave port {encrypted_port} as it is."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If that fails, set it to “Upgrade to encryption (587)” with port 587, and test again."),
            QT_TRANSLATE_NOOP("Fix", "If neither works, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOn {host}, port {encrypted_port} speaks TLS from the first byte and sends no plain greeting.\n\nPlease tell me which port of {host} has implicit TLS for mail submission (usually 465) and which has STARTTLS (usually 587).\n\nThank you"),
        ),),
        check=ENCRYPTION_TURNS_GREEN,
    ),
)

# -- names

NO_NAMES: Final = CloserLook(
    needs=("control",),
    meaning=QT_TRANSLATE_NOOP("Fix", "The name service (DNS, the phone book of the internet) gave no answer for {host}, and none for names that certainly exist. So this computer is offline, or its name service does not work."),
    tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens in your browser either, it is this."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Check that the Wi-Fi is on or the network cable is plugged in."),
            QT_TRANSLATE_NOOP("Fix", "If you use a VPN (a tunnel to another network), switch it off and test again."),
            QT_TRANSLATE_NOOP("Fix", "Open any web page: if none opens, switch your router off and on again, and wait five minutes."),
            ASK_NETWORK_ADMIN_IF_IT_FAILS,
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer can't look up any name: neither {host} nor {control} resolves.\n\nPlease check that the resolver handed out to this computer can be reached and answers.\n\nThank you"),
        ),),
        check=NAME_TURNS_GREEN,
    ),
)

ONLY_THIS_NAME: Final = CloserLook(
    needs=("found",),
    meaning=QT_TRANSLATE_NOOP("Fix", "The name service (DNS, the phone book of the internet) works for other names, but the part that looks after {host} gives no answer. Your own network is fine, and often it passes within an hour."),
    tell=QT_TRANSLATE_NOOP("Fix", "If the name can't be found through your phone's hotspot either, it is this."),
    fix=Fix(
        who=Who.MAIL_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Read the server name letter by letter: {host}"),
            QT_TRANSLATE_NOOP("Fix", "Wait ten minutes and test again."),
            QT_TRANSLATE_NOOP("Fix", "If it still fails, send your mail admin the message below."),
            MESSENGER_MEANWHILE,
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe name {host} can't be looked up from here: the resolver gives no usable answer (timeout or SERVFAIL, not NXDOMAIN). Other names, such as {found}, are found at once.\n\nPlease check the name servers and the delegation of the zone of {host}, and DNSSEC if it is signed.\n\nThank you"),
        ),),
        check=NAME_TURNS_GREEN,
    ),
)
# fmt: on
