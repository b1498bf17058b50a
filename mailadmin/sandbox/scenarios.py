"""What can go right and wrong in the sandbox, as data.

A scenario says how the two relays and the name server behave, what the user has typed, and what
mailadmin should make of it. To add one, add an entry to :data:`SCENARIOS`; what an entry can say
is in :mod:`mailadmin.sandbox.scenario`.
"""

import msgspec

from mailadmin.core.account import Route, Security
from mailadmin.core.event import Outcome
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP
from mailadmin.sandbox.deliveries import DELIVERIES
from mailadmin.sandbox.scenario import (
    ANNA,
    BERT,
    NOBODY,
    OFFICE,
    RELAY_USER,
    Certificate,
    CutAfterData,
    Elsewhere,
    Expected,
    RelayBehaviour,
    Replies,
    Scenario,
    ServerState,
    Typed,
)
from mailadmin.sandbox.setups import SETUPS

__all__ = ["SCENARIOS", "Expected", "Scenario", "find_scenario"]


def _failing(check: str, cause: str, send_cause: str | None = None) -> Expected:
    """The mail server fails at ``check`` and the Messenger carries the message."""
    return Expected(
        test=Outcome.FAILED,
        check=check,
        cause=cause,
        send_cause=send_cause,
        route=Route.MESSENGER,
    )


_DOWN = RelayBehaviour(state=ServerState.REFUSING)
_SWALLOWED = RelayBehaviour(state=ServerState.SWALLOWED)
_ON_STARTTLS = Typed(port=Security.STARTTLS, user_name=ANNA)
_NOT_LONG = Typed(port=Security.TLS, user_name=ANNA, time_limit=3.0)

SCENARIOS: tuple[Scenario, ...] = (
    Scenario(
        id="all-well",
        title=QT_TRANSLATE_NOOP("Scenario", "All is well"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server, the Messenger and the inbox work as they should."
        ),
    ),
    Scenario(
        id="wrong-password",
        title=QT_TRANSLATE_NOOP("Scenario", "Wrong password"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The password typed for the mail server is not the right one."
        ),
        typed=Typed(port=Security.TLS, user_name=ANNA, password="not-the-password"),
        expected=_failing("smtp.auth", "auth-bad-credentials"),
    ),
    Scenario(
        id="app-password-wanted",
        title=QT_TRANSLATE_NOOP("Scenario", "App password wanted"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server wants a password made for mail programs, not the usual one.",
        ),
        mail_server=RelayBehaviour(
            replies=Replies(sign_in="534 5.7.9 Application-specific password required")
        ),
        expected=_failing("smtp.auth", "auth-app-password-required"),
    ),
    Scenario(
        id="server-down",
        title=QT_TRANSLATE_NOOP("Scenario", "Mail server down"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server refuses connections; the Messenger sends instead."
        ),
        mail_server=_DOWN,
        expected=_failing("net.connect", "network-refused"),
    ),
    Scenario(
        id="server-down-on-behalf",
        title=QT_TRANSLATE_NOOP("Scenario", "Mail server down, sent on your behalf"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server refuses connections, and your domain's DMARC policy lets the"
            " Messenger send with your own address as From.",
        ),
        mail_server=_DOWN,
        records=('_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@sandbox.test"',),
        expected=_failing("net.connect", "network-refused"),
    ),
    Scenario(
        id="server-silent",
        title=QT_TRANSLATE_NOOP("Scenario", "Mail server silent"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server accepts the connection and then says nothing until the time limit.",
        ),
        mail_server=RelayBehaviour(state=ServerState.SILENT),
        typed=msgspec.structs.replace(_ON_STARTTLS, time_limit=3.0),
        expected=_failing("smtp.greeting", "network-timeout"),
    ),
    Scenario(
        id="server-gone",
        title=QT_TRANSLATE_NOOP("Scenario", "Mail server does not answer"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "Nothing comes back from the mail server, while other mail servers can be reached.",
        ),
        mail_server=_SWALLOWED,
        typed=_NOT_LONG,
        expected=_failing("net.connect", "network-timeout"),
    ),
    Scenario(
        id="port-blocked",
        title=QT_TRANSLATE_NOOP("Scenario", "Port blocked by this network"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "This network lets nobody out on the mail server's port; web pages can be reached.",
        ),
        mail_server=_SWALLOWED,
        elsewhere=Elsewhere(mail=ServerState.SWALLOWED),
        typed=_NOT_LONG,
        expected=_failing("net.connect", "network-local-block", "network-timeout"),
    ),
    Scenario(
        id="wifi-sign-in",
        title=QT_TRANSLATE_NOOP("Scenario", "Wi-Fi wants a sign-in first"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The network holds everything back until somebody signs in to it on a web page, and"
            " answers in the place of other servers meanwhile.",
        ),
        mail_server=_SWALLOWED,
        elsewhere=Elsewhere(mail=ServerState.SWALLOWED, web_certificate=Certificate.OTHER_NAME),
        typed=_NOT_LONG,
        expected=_failing("net.connect", "network-intercepted", "network-timeout"),
    ),
    Scenario(
        id="offline",
        title=QT_TRANSLATE_NOOP("Scenario", "No internet"),
        meaning=QT_TRANSLATE_NOOP("Scenario", "Nothing at all answers: this computer is offline."),
        mail_server=_SWALLOWED,
        messenger=_SWALLOWED,
        elsewhere=Elsewhere(mail=ServerState.SWALLOWED, web=ServerState.SWALLOWED),
        typed=_NOT_LONG,
        typed_messenger=Typed(port=Security.STARTTLS, user_name=RELAY_USER, time_limit=3.0),
        expected=Expected(
            test=Outcome.FAILED,
            check="net.connect",
            cause="network-unreachable",
            send=Outcome.FAILED,
            route=None,
            copies=0,
        ),
    ),
    Scenario(
        id="name-typo",
        title=QT_TRANSLATE_NOOP("Scenario", "Typing mistake in the server's name"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "Two letters of the mail server's name have changed places."
        ),
        typed=Typed(port=Security.TLS, host="stmp.sandbox.test", user_name=ANNA),
        expected=_failing("dns.resolve", "dns-name-not-found"),
    ),
    Scenario(
        id="web-server",
        title=QT_TRANSLATE_NOOP("Scenario", "A web server on that port"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The port belongs to a web server, which waits to be spoken to."
        ),
        mail_server=RelayBehaviour(state=ServerState.WEB),
        typed=_NOT_LONG,
        expected=_failing("smtp.greeting", "protocol-wrong-service", "network-timeout"),
    ),
    Scenario(
        id="both-down",
        title=QT_TRANSLATE_NOOP("Scenario", "Both servers down"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "Neither the mail server nor the Messenger accepts connections."
        ),
        mail_server=_DOWN,
        messenger=_DOWN,
        expected=Expected(
            test=Outcome.FAILED,
            check="net.connect",
            cause="network-refused",
            send=Outcome.FAILED,
            route=None,
            copies=0,
        ),
    ),
    Scenario(
        id="lost-after-data",
        title=QT_TRANSLATE_NOOP("Scenario", "Connection lost, message arrived"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The connection breaks after the whole message was handed over and before the mail"
            " server's answer; the message has arrived all the same.",
        ),
        mail_server=RelayBehaviour(cut_after_data=CutAfterData.DELIVERED),
        expected=Expected(),  # the program finds it in the inbox, so it is sent
    ),
    Scenario(
        id="lost-after-data-undelivered",
        title=QT_TRANSLATE_NOOP("Scenario", "Connection lost, message gone"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The connection breaks after the whole message was handed over and before the mail"
            " server's answer; the message never arrives.",
        ),
        mail_server=RelayBehaviour(cut_after_data=CutAfterData.LOST),
        expected=Expected(send=Outcome.UNCERTAIN, copies=0),
    ),
    Scenario(
        id="certificate-expired",
        title=QT_TRANSLATE_NOOP("Scenario", "Expired certificate"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server's certificate ended three days ago."
        ),
        mail_server=RelayBehaviour(certificate=Certificate.EXPIRED),
        expected=_failing("tls.certificate", "tls-cert-expired"),
    ),
    Scenario(
        id="certificate-other-name",
        title=QT_TRANSLATE_NOOP("Scenario", "Certificate for another name"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server shows a certificate that was made for another server."
        ),
        mail_server=RelayBehaviour(certificate=Certificate.OTHER_NAME),
        expected=_failing("tls.certificate", "tls-cert-hostname-mismatch"),
    ),
    Scenario(
        id="certificate-self-signed",
        title=QT_TRANSLATE_NOOP("Scenario", "Self-signed certificate"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server has made its certificate itself, so nobody vouches for it."
        ),
        mail_server=RelayBehaviour(certificate=Certificate.SELF_SIGNED),
        expected=_failing("tls.certificate", "tls-cert-untrusted"),
    ),
    Scenario(
        id="certificate-antivirus",
        title=QT_TRANSLATE_NOOP("Scenario", "Antivirus opens the connection"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "A security program reads along on the encrypted connection, and this computer does not"
            " trust the certificate it makes.",
        ),
        mail_server=RelayBehaviour(certificate=Certificate.ANTIVIRUS),
        expected=_failing("tls.certificate", "tls-cert-intercepted"),
    ),
    Scenario(
        id="clock-wrong",
        title=QT_TRANSLATE_NOOP("Scenario", "Clock of this computer wrong"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "To this computer's clock, the certificates of all servers begin only in some weeks.",
        ),
        mail_server=RelayBehaviour(certificate=Certificate.FUTURE),
        elsewhere=Elsewhere(web_certificate=Certificate.FUTURE),
        expected=_failing("tls.certificate", "tls-cert-expired"),
    ),
    Scenario(
        id="starttls-removed",
        title=QT_TRANSLATE_NOOP("Scenario", "Encryption removed on the way"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "Something between this computer and the mail server overwrites the offer to encrypt.",
        ),
        mail_server=RelayBehaviour(overwritten=True),
        typed=_ON_STARTTLS,
        expected=_failing("tls.handshake", "network-intercepted"),
    ),
    Scenario(
        id="starttls-missing",
        title=QT_TRANSLATE_NOOP("Scenario", "No upgrade to encryption"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The account asks for an upgrade to encryption, which the mail server does not offer.",
        ),
        mail_server=RelayBehaviour(starttls=False),
        typed=_ON_STARTTLS,
        expected=_failing("tls.handshake", "tls-starttls-unavailable"),
    ),
    Scenario(
        id="wrong-encryption",
        title=QT_TRANSLATE_NOOP("Scenario", "Wrong encryption for the port"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The account says that encryption starts at once, but this port begins without it;"
            " the other setting works.",
        ),
        typed=msgspec.structs.replace(_ON_STARTTLS, security=Security.TLS),
        expected=_failing("tls.handshake", "tls-mode-mismatch"),
    ),
    Scenario(
        id="encryption-none",
        title=QT_TRANSLATE_NOOP("Scenario", "No encryption at all"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The account uses a port without encryption, so the password must not be sent.",
        ),
        typed=Typed(port=Security.NONE, user_name=ANNA),
        expected=_failing("smtp.auth", "auth-method-unavailable"),
    ),
    Scenario(
        id="sender-refused",
        title=QT_TRANSLATE_NOOP("Scenario", "Sender refused"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The sign-in belongs to another user, who may not send with this From address.",
        ),
        typed=Typed(port=Security.TLS, user_name=OFFICE),
        expected=_failing("smtp.sender", "sender-not-owned"),
    ),
    Scenario(
        id="quota-used-up",
        title=QT_TRANSLATE_NOOP("Scenario", "Sending limit reached"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The account has sent as many messages as the mail server allows in a day."
        ),
        mail_server=RelayBehaviour(
            replies=Replies(sender="550 5.4.5 Daily sending quota exceeded for this account")
        ),
        expected=_failing("smtp.sender", "limits-sending-quota"),
    ),
    Scenario(
        id="one-recipient-refused",
        title=QT_TRANSLATE_NOOP("Scenario", "One recipient of three refused"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "One of the three recipients does not exist; the other two get the message."
        ),
        mail_server=RelayBehaviour(
            replies=Replies(
                recipients={
                    NOBODY: f"550 5.1.1 <{NOBODY}>: Recipient address rejected: User unknown"
                }
            )
        ),
        to=(ANNA, BERT, NOBODY),
        expected=Expected(send=Outcome.WARNING),
    ),
    Scenario(
        id="greylisted",
        title=QT_TRANSLATE_NOOP("Scenario", "Put off for five minutes"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server puts off everyone it has not met before and would take the message"
            " five minutes later.",
        ),
        mail_server=RelayBehaviour(greylisting=300.0),
        expected=Expected(
            test=Outcome.WARNING,
            check="smtp.recipient",
            cause="temporary-greylisted",
            route=Route.MESSENGER,
        ),
    ),
    Scenario(
        id="message-too-big",
        title=QT_TRANSLATE_NOOP("Scenario", "Message too big"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server only takes messages so small that every one is too big."
        ),
        mail_server=RelayBehaviour(size_limit=200),
        expected=Expected(send=Outcome.FAILED, route=None, copies=0),
    ),
    Scenario(
        id="refused-after-data",
        title=QT_TRANSLATE_NOOP("Scenario", "Message taken for spam"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario", "The mail server reads the whole message and refuses it as spam."
        ),
        mail_server=RelayBehaviour(
            replies=Replies(end_of_data="554 5.7.1 Message rejected as spam by content filtering")
        ),
        expected=Expected(send=Outcome.FAILED, route=None, copies=0),
    ),
    Scenario(
        id="ipv6-dead",
        title=QT_TRANSLATE_NOOP("Scenario", "IPv6 does not answer"),
        meaning=QT_TRANSLATE_NOOP(
            "Scenario",
            "The mail server has two addresses and does not answer at the newer one (IPv6).",
        ),
        mail_server=RelayBehaviour(dead_ipv6=True),
    ),
    *DELIVERIES,
    *SETUPS,
)


def find_scenario(scenario_id: str) -> Scenario:
    """The scenario of this id. ``KeyError`` names the id where there is none."""
    for scenario in SCENARIOS:
        if scenario.id == scenario_id:
            return scenario
    raise KeyError(scenario_id)
