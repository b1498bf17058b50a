"""Causes: encryption and certificates."""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN,
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    CERTIFICATE_TURNS_GREEN,
    COMPANY_COMPUTER,
    ENCRYPTION_TURNS_GREEN,
    MESSENGER_MEANWHILE,
    TEST_AGAIN,
    to_mail_admin,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="tls-mode-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "Port and security setting do not fit each other"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "On port {port}, {host} expects another kind of start than your security setting makes. Some ports are encrypted from the first moment, others switch to encryption a little later."),
            QT_TRANSLATE_NOOP("Fix", "The server expects another kind of start on this port than your security setting makes. Some ports are encrypted from the first moment, others switch to encryption a little later."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the other of the two encrypted settings works, it was this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” with port 465."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If that fails, set it to “Upgrade to encryption (587)” with port 587, and test again."),
                QT_TRANSLATE_NOOP("Fix", "If neither works, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS mode does not fit on {host} port {port}: one side speaks TLS from the first byte, the other plain SMTP.\n\nPlease tell me which port of {host} has implicit TLS (usually 465) and which has STARTTLS (usually 587).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS mode does not fit the port of our mail server: one side speaks TLS from the first byte, the other plain SMTP.\n\nPlease tell me which port has implicit TLS (usually 465) and which has STARTTLS (usually 587).\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-starttls-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server does not offer the encryption you chose"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "You chose “Upgrade to encryption”, but {host} does not offer it on port {port}. The program stopped there, so your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "You chose “Upgrade to encryption”, but the mail server does not offer it on this port. The program stopped there, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, something in your own network removes the encryption."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” with port 465, and test again."),
                QT_TRANSLATE_NOOP("Fix", "If that fails, try “Upgrade to encryption (587)” with port 587."),
                QT_TRANSLATE_NOOP("Fix", "If neither works, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} does not list STARTTLS in its EHLO reply on port {port}, so I can't sign in safely there.\n\nPlease enable TLS for submission (465 implicit, or 587 with STARTTLS), or tell me the right host and port. If STARTTLS is enabled, please check whether a firewall in between removes it.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server does not list STARTTLS in its EHLO reply, so I can't sign in safely.\n\nPlease enable TLS for submission (465 implicit, or 587 with STARTTLS), or tell me the right host and port. If STARTTLS is enabled, please check whether a firewall in between removes it.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-required-by-server",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server insists on encryption"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The connection to {host} is not encrypted, and the server goes on only with encryption. It does this to protect your password and your mail."),
            QT_TRANSLATE_NOOP("Fix", "The connection is not encrypted, and the server goes on only with encryption. It does this to protect your password and your mail."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If “Security” is set to “None”, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Upgrade to encryption (587)” or “Encrypted from the start (465)”."),
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} asks for TLS, although I have set encryption. It said:\n{reply}\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server asks for TLS, although I have set encryption. The server said:\n{reply}\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server asks for TLS, although I have set encryption.\n\nPlease tell me the right port and mode: 465 (implicit TLS) or 587 (STARTTLS).\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-outdated-crypto",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's encryption is out of date"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} and this program found no encryption that both know and that is still safe, most likely because the server is old. Your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "The mail server and this program found no encryption that both know and that is still safe, most likely because the server is old. Your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it fails in every network and from every up-to-date computer, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot, to rule out a firewall."),
                ASK_MAIL_ADMIN,
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail program can't agree on TLS with {host} port {port}: no common protocol version or cipher, or a key or signature that is too weak.\n\nPlease offer TLS 1.2 and 1.3 with ECDHE ciphers, and a certificate with at least RSA 2048 or ECDSA P-256 and a SHA-256 signature; DH parameters, if any, of 2048 bits or more.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nMy mail program can't agree on TLS with our mail server: no common protocol version or cipher, or a key or signature that is too weak.\n\nPlease offer TLS 1.2 and 1.3 with ECDHE ciphers, and a certificate with at least RSA 2048 or ECDSA P-256 and a SHA-256 signature; DH parameters, if any, of 2048 bits or more.\n\nThank you"),
            ),),
            check=ENCRYPTION_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-expired",
        title=QT_TRANSLATE_NOOP("Fix", "The mail server's certificate is out of date"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one of {host} is good only from {not_before} to {not_after}. Somebody has to renew it there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and this one is past its last day or before its first. Somebody has to renew it on the server, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If the date shown on this computer is wrong, it is the computer's clock and not the server."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check the date and time of this computer, and correct them if they are wrong."),
                TEST_AGAIN,
                QT_TRANSLATE_NOOP("Fix", "If the date was right, send your mail admin the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS certificate that {host} presents on port {port} is out of its validity: {not_before} to {not_after}.\n\nPlease renew it and reload the mail service: a renewed file is often not loaded until then. Please also check why the automatic renewal failed.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS certificate that our mail server presents is out of its validity period.\n\nPlease renew it and reload the mail service: a renewed file is often not loaded until then. Please also check why the automatic renewal failed.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-hostname-mismatch",
        title=QT_TRANSLATE_NOOP("Fix", "The certificate belongs to another server name"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one shown is for {names}, not for {host}. That can be a wrong server name or a stranger in between, so your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one shown is for another name. That can be a wrong server name or a stranger in between, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If one of the names in it belongs to your email provider, your server name is most likely wrong."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "Look at the names in the certificate: {names}"),
                    QT_TRANSLATE_NOOP("Fix", "Open the stage “Certificate” and look at the names in it."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Ask your email provider or web host which server name is right for sending."),
                (
                    QT_TRANSLATE_NOOP("Fix", "If it is one of those names, type it in place of {host} and test again."),
                    QT_TRANSLATE_NOOP("Fix", "If it is one of those names, type it as your mail server and test again."),
                ),
                QT_TRANSLATE_NOOP("Fix", "If your server name was right, send your mail admin the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} presents on port {port} a certificate for: {names}. The name {host} is not among its subject alternative names.\n\nPlease issue a certificate that covers {host}, or tell me which of those names I should use. If you do not know this certificate, something in between is answering.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOur mail server presents a certificate whose subject alternative names do not cover the name in my settings.\n\nPlease issue a certificate that covers it, or tell me which name I should use.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-untrusted",
        title=QT_TRANSLATE_NOOP("Fix", "Nobody this computer trusts vouches for the mail server"),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and the one of {host} was signed by {issuer}, whom this computer does not know. So nobody can tell whether it is the right server, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "A certificate is the server's identity card, and this one was signed by somebody whom this computer does not know. So nobody can tell whether it is the right server, and your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, a device in your network shows a certificate of its own."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Install the waiting updates of this computer, because they bring the list of trusted signers."),
                QT_TRANSLATE_NOOP("Fix", "Test once through another network, such as your phone's hotspot."),
                ASK_MAIL_ADMIN,
                QT_TRANSLATE_NOOP("Fix", "If your company makes certificates of its own, ask your network admin to add its root here."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe certificate of {host} port {port} does not chain to a root that my computer trusts. Its issuer is: {issuer}.\n\nPlease check that the server sends the full chain (the intermediate certificates too) and that it is not self-signed. If it comes from a private CA of ours, please have the root certificate installed on this computer.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe certificate of our mail server does not chain to a root that my computer trusts.\n\nPlease check that the server sends the full chain (the intermediate certificates too) and that it is not self-signed. If it comes from a private CA of ours, please have the root certificate installed on this computer.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
    Cause(
        id="tls-cert-intercepted",
        title=(
            QT_TRANSLATE_NOOP("Fix", "{product} opened the encrypted connection"),
            QT_TRANSLATE_NOOP("Fix", "A security program opened the encrypted connection"),
        ),
        blame=Blame.SERVER,
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "{product} has put itself between you and {host} to scan your mail, so the real server can't be checked. The program stopped there, and your password was not sent."),
            QT_TRANSLATE_NOOP("Fix", "An antivirus program or a company firewall has put itself between you and the mail server to scan your mail. The real server can't be checked that way, so your password was not sent."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works through your phone's hotspot, it is a device in your network; if not, it is a program on this computer."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                (
                    QT_TRANSLATE_NOOP("Fix", "In {product}, switch off mail scanning here: {menu}"),
                    QT_TRANSLATE_NOOP("Fix", "Open the settings of {product} and switch off the scanning of mail."),
                    QT_TRANSLATE_NOOP("Fix", "Open your antivirus program and switch off the scanning of encrypted mail."),
                ),
                QT_TRANSLATE_NOOP("Fix", "Leave all other protection switched on."),
                TEST_AGAIN,
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to {host} port {port} is re-signed by {product} (certificate issuer: {issuer}).\n\nPlease exempt {host} on port {port} from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to {host} port {port} is re-signed on the way. The certificate's issuer is: {issuer}.\n\nPlease exempt {host} on port {port} from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe TLS connection from this computer to our mail server is re-signed on the way by a security product.\n\nPlease exempt our mail server (ports 465 and 587) from TLS inspection and mail scanning, or install the inspection root in this computer's system trust store.\n\nThank you"),
            ),),
            check=CERTIFICATE_TURNS_GREEN,
        ),
    ),
)
# fmt: on
