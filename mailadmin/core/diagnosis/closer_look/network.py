"""Closer looks: the server, the port, the network or this computer."""

from typing import Final

from mailadmin.core.diagnosis.causes.shared import (
    ASK_NETWORK_ADMIN_IF_IT_FAILS,
    CERTIFICATE_TURNS_GREEN,
    COMPANY_COMPUTER,
    CONNECTION_TURNS_GREEN,
    ENCRYPT,
    MESSENGER_MEANWHILE,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.closer_look.look import CloserLook
from mailadmin.core.diagnosis.fix import Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
# One sentence a line, as the translation tools find it.

SILENT: Final = CloserLook(
    needs=("control", "control_port"),
    meaning=QT_TRANSLATE_NOOP("Fix", "The program waited for {host} on port {port}, and nothing came back in time. The server is down, or the name or the port in your settings is wrong."),
    tell=QT_TRANSLATE_NOOP("Fix", "If nobody else can send through {host} at the moment, the server is down."),
    fix=Fix(
        who=Who.MAIL_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Compare server name and port with what your email provider or mail admin gave you."),
            QT_TRANSLATE_NOOP("Fix", "If they are right, send your mail admin the message below."),
            MESSENGER_MEANWHILE,
            QT_TRANSLATE_NOOP("Fix", "Test again in an hour: many servers are back by then."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not answer on port {port}: the connection times out. It is not my network: from the same computer at the same time, {control} takes connections on port {control_port}.\n\nPlease check that the service is up, that its firewall lets outside clients in on this port, and that every address in DNS (A and AAAA) is served.\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

REFUSING: Final = CloserLook(
    needs=("control", "control_port"),
    meaning=QT_TRANSLATE_NOOP("Fix", "The computer {host} is there, but it turned the connection on port {port} away at once. Either the port in your settings is wrong, or the mail server on it is switched off."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            ENCRYPT,
            QT_TRANSLATE_NOOP("Fix", "Compare server name and port with what your email provider or mail admin gave you."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If the settings are right, send your mail admin the message below."),
            MESSENGER_MEANWHILE,
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} refuses TCP connections on port {port} (connection refused). It is not my network: from the same computer at the same time, {control} takes connections on port {control_port}.\n\nPlease check that the submission service runs and listens on a public address, and tell me which port I should use: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

NO_WAY_THERE: Final = CloserLook(
    needs=("control", "control_port"),
    meaning=QT_TRANSLATE_NOOP("Fix", "Other mail servers can be reached from here, so this computer is online, but the way to {host} ends somewhere. The server's own network is down, or a VPN (a tunnel to another network) leads astray."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, the way out of your own network is wrong; if not, it is the server's."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "If you use a VPN, switch it off and test again."),
            QT_TRANSLATE_NOOP("Fix", "Test again through another network, such as your phone's hotspot."),
            QT_TRANSLATE_NOOP("Fix", "If it works there, send your network admin the first message below."),
            QT_TRANSLATE_NOOP("Fix", "If it fails there too, send your mail admin the second message below."),
        ),
        copy=(
            to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer has no route to {host} port {port} (network or host unreachable), while {control} takes connections on port {control_port}.\n\nPlease check the routes to this host, those of the VPN too, and the firewall's rules for it.\n\nThank you"),
            ),
            to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} can't be reached on port {port} (network or host unreachable). It is not my network: from the same computer at the same time, {control} takes connections on port {control_port}.\n\nPlease check the server's network and its addresses in DNS (A and AAAA).\n\nThank you"),
            ),
        ),
        check=CONNECTION_TURNS_GREEN,
    ),
)

OFFLINE: Final = CloserLook(
    needs=("control",),
    title=QT_TRANSLATE_NOOP("Fix", "This computer reaches nothing on the internet"),
    meaning=QT_TRANSLATE_NOOP("Fix", "The test also tried servers that nearly always answer, and none of them did. So the mail server and your settings may be fine, but this computer has no way to them."),
    tell=QT_TRANSLATE_NOOP("Fix", "If no web page opens in your browser either, it is this."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Check that the Wi-Fi is on or the network cable is plugged in."),
            QT_TRANSLATE_NOOP("Fix", "If you use a VPN (a tunnel to another network), switch it off and test again."),
            QT_TRANSLATE_NOOP("Fix", "Open any web page: if none opens, switch your router off and on again, and wait five minutes."),
            QT_TRANSLATE_NOOP("Fix", "If they do open, a firewall or antivirus program may hold mailadmin back: let it through there."),
            ASK_NETWORK_ADMIN_IF_IT_FAILS,
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom this computer, neither {host} (port {port}) nor {control} accepts a TCP connection.\n\nPlease check the link, the default route and the VPN routes of this computer, and whether a local firewall holds the program mailadmin back.\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

ONLY_IPV6: Final = CloserLook(
    needs=("reached",),
    meaning=QT_TRANSLATE_NOOP("Fix", "There are two kinds of addresses on the internet, and {host} has only the newer one (IPv6), for which your network has no way out. Your settings are fine, and so may be the server."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, only your own network lacks the newer kind."),
    fix=Fix(
        who=Who.NETWORK_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Connect to another network, such as your phone's hotspot, and test again."),
            QT_TRANSLATE_NOOP("Fix", "Send your network admin the first message below."),
            QT_TRANSLATE_NOOP("Fix", "If the network can't be changed, send your mail admin the second message below."),
        ),
        copy=(
            to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} has AAAA records only, and no IPv6 connection to port {port} works from this computer. IPv4 works: {reached} can be reached.\n\nPlease give this network working IPv6, or NAT64 with DNS64.\n\nThank you"),
            ),
            to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} has only IPv6 addresses (AAAA records), so it can't be reached from networks that have only IPv4, such as mine.\n\nPlease give it an IPv4 address (an A record) too.\n\nThank you"),
            ),
        ),
        check=CONNECTION_TURNS_GREEN,
    ),
)

INSIDE: Final = CloserLook(
    needs=("inside",),
    title=QT_TRANSLATE_NOOP("Fix", "This mail server is inside a company's network"),
    meaning=QT_TRANSLATE_NOOP("Fix", "The name {host} leads to {inside}, an address that exists only inside a company's own network. From outside, a VPN (a tunnel to another network) is the only way to it."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works in the office or through the company's VPN, it is this."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Connect to your company's network or switch on its VPN, and test again."),
            QT_TRANSLATE_NOOP("Fix", "If you are connected, switch the VPN off and on again, and test once more."),
            QT_TRANSLATE_NOOP("Fix", "If it still fails, or you have no such VPN, send your mail admin the message below."),
        ),
        copy=(to_mail_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFor me the name {host} resolves to {inside}, a private address, and port {port} of it can't be reached from where I am.\n\nPlease tell me the public host name of the mail server, or which VPN I need. If I am inside the network, please check the route and the firewall between my subnet and the server.\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

# -- the port

BLOCKED: Final = CloserLook(
    needs=("control", "control_port", "web"),
    title=QT_TRANSLATE_NOOP("Fix", "This computer or this network blocks port {port}"),
    meaning=QT_TRANSLATE_NOOP("Fix", "A firewall, a security program or a rule of the network lets web pages through, but not mail on this port. The mail server and your account may be fine."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, the network blocks the port; if not, this computer does."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Try the other port: “Encrypted from the start (465)” or “Upgrade to encryption (587)”."),
            QT_TRANSLATE_NOOP("Fix", "Connect through your phone's hotspot and test again: if it works there, the network blocks the port."),
            QT_TRANSLATE_NOOP("Fix", "If it fails there too, let mailadmin through in the firewall or antivirus program here."),
            COMPANY_COMPUTER,
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom this computer, no TCP connection to {host} port {port} comes about, and none to {control} port {control_port} either. At the same time {web} can be reached. So outgoing connections to this port are filtered, on this computer or in our network.\n\nPlease allow outgoing TCP to {host} on port {port} (mail submission).\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

PROXY: Final = CloserLook(
    needs=("proxy",),
    title=QT_TRANSLATE_NOOP("Fix", "This computer or this network lets no mail program out"),
    meaning=QT_TRANSLATE_NOOP("Fix", "This computer is set to use the proxy {proxy}, a server that hands out web pages only. A mail program needs a way of its own, which the network does not give it."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, it is this."),
    fix=Fix(
        who=Who.NETWORK_ADMIN,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "Try the other port: “Encrypted from the start (465)” or “Upgrade to encryption (587)”."),
            QT_TRANSLATE_NOOP("Fix", "If it stays silent too, send your network admin the message below."),
            QT_TRANSLATE_NOOP("Fix", "Until then, connect through your phone's hotspot to send."),
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThis computer uses the proxy {proxy} for the web. Mail submission can't use it, and no direct TCP connection to {host} port {port} comes about.\n\nPlease allow direct outgoing TCP to {host} on port {port}.\n\nThank you"),
        ),),
        check=CONNECTION_TURNS_GREEN,
    ),
)

# -- somebody else answers

_SIGN_IN_FIRST: Final[tuple[Sentence, ...]] = (
    QT_TRANSLATE_NOOP("Fix", "Open any web page: if a sign-in page of the network appears, sign in there."),
    TEST_AGAIN,
    QT_TRANSLATE_NOOP("Fix", "If no such page appears, connect through your phone's hotspot and test again."),
    QT_TRANSLATE_NOOP("Fix", "If it works only there, send your network admin the message below."),
)
_PORTAL_TITLE: Final = QT_TRANSLATE_NOOP("Fix", "The network wants you to sign in on a web page first")
_PORTAL_MEANING: Final = QT_TRANSLATE_NOOP("Fix", "Guest networks often hold everything back until you sign in, and answer in place of {host} meanwhile. Your own settings may be fine, and your password was not sent.")
_PORTAL_TELL: Final = QT_TRANSLATE_NOOP("Fix", "If your browser shows a sign-in page for any page you open, it is this.")

PORTAL: Final = CloserLook(
    needs=("control", "shown"),
    title=_PORTAL_TITLE,
    meaning=_PORTAL_MEANING,
    tell=_PORTAL_TELL,
    fix=Fix(
        who=Who.YOU,
        steps=_SIGN_IN_FIRST,
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFrom this computer, {control} shows a TLS certificate of {shown}, and {host} port {port} can't be used. So a device in the network (a captive portal, a proxy or a firewall) answers in place of other servers.\n\nPlease let this computer through without it, at least to {host} on port {port}.\n\nThank you"),
        ),),
        check=CERTIFICATE_TURNS_GREEN,
    ),
)

PORTAL_BY_NAME: Final = CloserLook(
    needs=("control", "leads_to"),
    title=QT_TRANSLATE_NOOP("Fix", "The network most likely wants you to sign in first"),
    meaning=_PORTAL_MEANING,
    tell=_PORTAL_TELL,
    fix=Fix(
        who=Who.YOU,
        steps=_SIGN_IN_FIRST,
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFor this computer, the names {host} and {control} both resolve to {leads_to}. So something in the network (a captive portal, a DNS filter or a proxy) answers for names of other people.\n\nPlease let this computer use a resolver that gives the true addresses, and allow outgoing TCP to {host} on port {port}.\n\nThank you"),
        ),),
        check=CERTIFICATE_TURNS_GREEN,
    ),
)

NAME_FILTER: Final = CloserLook(
    needs=("leads_to",),
    title=QT_TRANSLATE_NOOP("Fix", "A name filter, a VPN or a security program is in the way"),
    meaning=QT_TRANSLATE_NOOP("Fix", "Something on this computer or network, such as an ad blocker or a VPN (a tunnel to another network), gives out an address of its own for {host}. The mail server was never reached, and your password was not sent."),
    tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, the filter is in your network; if not, it is on this computer."),
    fix=Fix(
        who=Who.YOU,
        steps=(
            QT_TRANSLATE_NOOP("Fix", "If you use an ad blocker or a family filter, add {host} to what it lets through."),
            QT_TRANSLATE_NOOP("Fix", "If you use a VPN or a security program that filters the web, do the same there."),
            TEST_AGAIN,
            QT_TRANSLATE_NOOP("Fix", "If it still fails, or others look after this computer, send your network admin the message below."),
        ),
        copy=(to_network_admin(
            QT_TRANSLATE_NOOP("Fix", "Hello,\n\nFor this computer, the name {host} resolves to {leads_to}, which is no public address. So a DNS filter, a VPN client or a local proxy answers for it, and port {port} can't be reached.\n\nPlease exempt {host} from that filter, and allow outgoing TCP to it on port {port}.\n\nThank you"),
        ),),
        check=CERTIFICATE_TURNS_GREEN,
    ),
)
# fmt: on
