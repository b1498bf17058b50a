"""Causes: there is no conversation with the server."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    COMPANY_COMPUTER,
    CONNECTION_TURNS_GREEN,
    ENCRYPT,
    ENCRYPTION_TURNS_GREEN,
    GREETING_TURNS_GREEN,
    SIGN_IN,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="network-refused",
        title=QT_TRANSLATE_NOOP("Fix", "No mail server listens on that port"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The computer {host} is there, but it turned the connection on port {port} away at once. Either the port in your settings is wrong, or the mail server on it is switched off."),
            QT_TRANSLATE_NOOP("Fix", "The computer is there, but it turned the connection away at once. Either the port in your settings is wrong, or the mail server on it is switched off."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If another program on this computer can send mail with the same server and port, it is not this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                QT_TRANSLATE_NOOP("Fix", "Compare server name and port with what your email provider or mail admin gave you."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If the settings are right, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses TCP connections on port {port} (connection refused). So nothing listens there, or a firewall rejects them.\n\nPlease check that the submission service runs and listens on a public address, and tell me which port I should use: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server refuses my TCP connections (connection refused). So nothing listens on that port, or a firewall rejects them.\n\nPlease check that the submission service runs and listens on a public address, and tell me which port I should use: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-timeout",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server does not answer"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The program waited for {host} on port {port}, and nothing came back in time. A firewall drops the connection, the port is wrong, or the server is down."),
            QT_TRANSLATE_NOOP("Fix", "The program waited for the mail server, and nothing came back in time. A firewall drops the connection, the port is wrong, or the server is down."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, your own network blocks the port; if it fails there too, the server is down or the settings are wrong."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the server name and the port: most servers use 465 or 587."),
                QT_TRANSLATE_NOOP("Fix", "Test again through another network, such as your phone's hotspot."),
                QT_TRANSLATE_NOOP("Fix", "If it works there, send your network admin the first message below."),
                QT_TRANSLATE_NOOP("Fix", "If it fails there too, send your mail admin the second message below."),
            ),
            copy=(
                to_network_admin(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom our network, TCP connections to {host} port {port} time out: no SYN/ACK, or silence after connecting.\n\nPlease allow outgoing TCP to {host} on port {port} (mail submission), and check whether a proxy or an inspection rule holds these connections.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom our network, TCP connections to our mail server time out: no SYN/ACK, or silence after connecting.\n\nPlease allow outgoing TCP on ports 465 and 587 (mail submission), and check whether a proxy or an inspection rule holds these connections.\n\nThank you"),
                ),
                to_mail_admin(
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not answer on port {port}: the connection times out, or stands without a greeting.\n\nPlease check that the service is up, that its firewall lets outside clients in on this port, and that every address in DNS (A and AAAA) is served.\n\nThank you"),
                    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not answer me: the connection times out, or stands without a greeting.\n\nPlease check that the service is up, that its firewall lets outside clients in on ports 465 and 587, and that every address in DNS (A and AAAA) is served.\n\nThank you"),
                ),
            ),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-unreachable",
        title=QT_TRANSLATE_NOOP("Fix", "There is no way from this computer to the mail server"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "Your computer knows no way through the network to {host}, so nothing was sent out. It is offline, or a VPN (a tunnel to another network) or a router leads nowhere."),
            QT_TRANSLATE_NOOP("Fix", "Your computer knows no way through the network to the mail server, so nothing was sent out. It is offline, or a VPN (a tunnel to another network) or a router leads nowhere."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If web pages open as usual, only the way to this server is broken."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that this computer is online: open any web page."),
                QT_TRANSLATE_NOOP("Fix", "If you use a VPN, switch it off and test again."),
                QT_TRANSLATE_NOOP("Fix", "Connect to another network, such as your phone's hotspot, and test again."),
                ASK_NETWORK_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer has no route to {host} port {port} (network or host unreachable).\n\nPlease check the default route and the VPN routes. If the name has an AAAA record and our network has no working IPv6, please check why IPv4 is not used.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer has no route to our mail server (network or host unreachable).\n\nPlease check the default route and the VPN routes. If the name has an AAAA record and our network has no working IPv6, please check why IPv4 is not used.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-reset",
        title=QT_TRANSLATE_NOOP("Fix", "The connection was cut without a word"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} or something on the way hung up before anything was said. The security setting may not fit the port, the server may be busy, or a firewall may not like the connection."),
            QT_TRANSLATE_NOOP("Fix", "The mail server or something on the way hung up before anything was said. The security setting may not fit the port, the server may be busy, or a firewall may not like the connection."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, something in your own network cuts it."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                QT_TRANSLATE_NOOP("Fix", "Wait ten minutes and test again: some servers hang up when they are busy."),
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot."),
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy connections to {host} port {port} are closed without any SMTP reply (reset or EOF).\n\nPlease look in the server's log for my address: connection limits, a ban (fail2ban or similar), a failed TLS handshake, or a postscreen-like filter. If nothing arrives there, a device in between cuts the connection.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy connections to our mail server are closed without any SMTP reply (reset or EOF).\n\nPlease look in the server's log for my address: connection limits, a ban (fail2ban or similar), a failed TLS handshake, or a postscreen-like filter. If nothing arrives there, a device in between cuts the connection.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-port25-blocked",
        title=QT_TRANSLATE_NOOP("Fix", "Your internet provider blocks port 25"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "Port 25 is the door that mail servers use among themselves, and most internet providers close it for their customers. They do this to stop spam from infected computers, so it is nothing about you."),
        tell=QT_TRANSLATE_NOOP("Fix", "If port 465 or 587 connects and only 25 stays silent, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                ENCRYPT,
                SIGN_IN,
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If your server has only port 25, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOutgoing TCP port 25 is filtered on my line, so I can't reach {host}.\n\nPlease tell me how to submit mail on 465 (implicit TLS) or 587 (STARTTLS) with a sign-in. If a server of ours must send on port 25 itself, please ask its host to open the port, or send through a smart host.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOutgoing TCP port 25 is filtered on my line, so I can't reach our mail server there.\n\nPlease tell me how to submit mail on 465 (implicit TLS) or 587 (STARTTLS) with a sign-in. If a server of ours must send on port 25 itself, please ask its host to open the port, or send through a smart host.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-local-block",
        title=QT_TRANSLATE_NOOP("Fix", "This computer does not let the program connect"),
        blame=Blame.SERVER,
        meaning=QT_TRANSLATE_NOOP("Fix", "A firewall, an antivirus program or a company rule on this computer stopped the connection before it left. They do this with programs that they do not know yet."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the same settings work on another computer in the same network, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Open your firewall or antivirus program."),
                QT_TRANSLATE_NOOP("Fix", "In its settings, allow mailadmin to connect to the internet."),
                TEST_AGAIN,
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe operating system of this computer forbids mailadmin to open a TCP connection to {host} port {port} (access denied, WinError 10013 or EACCES). Nothing left the computer.\n\nPlease allow the program mailadmin outgoing TCP to {host} on port {port} in the local firewall or endpoint protection.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe operating system of this computer forbids mailadmin to open a TCP connection to our mail server (access denied, WinError 10013 or EACCES). Nothing left the computer.\n\nPlease allow the program mailadmin outgoing TCP on ports 465 and 587 in the local firewall or endpoint protection.\n\nThank you"),
            ),),
            check=CONNECTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="network-intercepted",
        title=QT_TRANSLATE_NOOP("Fix", "Something between you and the mail server changes what it says"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A firewall, a guest network or your web host answers in place of {host}, or rewrites what it says. The program stopped there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A firewall, a guest network or your web host answers in place of the mail server, or rewrites what it says. The program stopped there, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, the device that does this is in your own network."),
        fix=Fix(
            who=Who.NETWORK_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "In a hotel or guest network, open a web page and sign in to the network first."),
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” and test again: this can seldom be changed on the way."),
                QT_TRANSLATE_NOOP("Fix", "If that does not help, send your network admin the message below."),
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nBetween this computer and {host} port {port}, a device rewrites or answers the SMTP dialogue: STARTTLS is overwritten in the EHLO reply, or the banner or certificate is not the server's own. Typical reasons are Cisco “inspect esmtp” (SMTP fixup), a transparent SMTP proxy, or a hosting firewall.\n\nPlease switch this inspection off for connections to {host}, or exempt ports 465 and 587.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nBetween this computer and our mail server, a device rewrites or answers the SMTP dialogue: STARTTLS is overwritten in the EHLO reply, or the banner or certificate is not the server's own. Typical reasons are Cisco “inspect esmtp” (SMTP fixup), a transparent SMTP proxy, or a hosting firewall.\n\nPlease switch this inspection off for our mail server, or exempt ports 465 and 587.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
)
# fmt: on
