"""Each scenario as a client sees it from outside."""

import base64
import contextlib
import errno
import re
import socket
import ssl
import sys
import time

import dns.message
import dns.query
import pytest
from cryptography import x509

from mailadmin.core.account import SecretRole, Security
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.event import Outcome
from mailadmin.sandbox.scenario import ANNA, BERT, NOBODY, OFFICE, RelayBehaviour, Replies, Scenario
from mailadmin.sandbox.scenarios import SCENARIOS, find_scenario
from mailadmin.sandbox.workspace import sandbox_workspace

MESSAGE = b"From: anna@sandbox.test\r\nTo: anna@sandbox.test\r\nSubject: hello\r\n\r\nHello\r\n"

X509_NOT_YET_VALID = 9
X509_EXPIRED = 10
X509_SELF_SIGNED = 18
X509_NO_ISSUER = 20
X509_HOSTNAME_MISMATCH = 62


def sign_in(client, sandbox):
    typed = sandbox.secrets[SecretRole.MAIL_SERVER].reveal()
    user = sandbox.account.mail_server.user_name
    token = base64.b64encode(f"\0{user}\0{typed}".encode()).decode()
    return client.ask(f"AUTH PLAIN {token}")


def hand_over(client, recipients=(ANNA,)):
    assert client.ask(f"MAIL FROM:<{ANNA}>").startswith("250")
    replies = [client.ask(f"RCPT TO:<{recipient}>") for recipient in recipients]
    assert client.ask("DATA").startswith("354")
    client.send(MESSAGE + b".\r\n")
    return replies, client.reply()


def verify_code(sandbox):
    """What OpenSSL says of the mail server's certificate when it trusts the sandbox's authority."""
    server = sandbox.account.mail_server
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        try:
            context.wrap_socket(plain, server_hostname=server.host).close()
        except ssl.SSLCertVerificationError as problem:
            return problem.verify_code
    return 0


def test_the_catalogue_is_complete_and_each_entry_is_a_sentence():
    ids = [scenario.id for scenario in SCENARIOS]
    assert len(set(ids)) == len(ids)
    assert set(ids) >= {
        "all-well", "wrong-password", "server-down", "server-silent", "both-down",
        "lost-after-data", "lost-after-data-undelivered", "certificate-expired",
        "certificate-other-name", "starttls-missing", "wrong-encryption", "sender-refused",
        "server-gone", "port-blocked", "wifi-sign-in", "offline", "name-typo", "web-server",
        "certificate-antivirus", "clock-wrong", "starttls-removed",
        "one-recipient-refused", "greylisted", "message-too-big", "ipv6-dead", "encryption-none",
    }  # fmt: skip
    for scenario in SCENARIOS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", scenario.id)
        assert scenario.meaning.endswith(".")
        assert scenario.meaning[0].isupper()
        assert not scenario.title.endswith(".")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_what_is_expected_agrees_with_itself(scenario):
    expected = scenario.expected
    assert (expected.check is None) == (expected.test is Outcome.PASSED)
    assert (expected.route is None) == (expected.send is Outcome.FAILED)
    assert ANNA in scenario.to


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_every_scenario_starts_and_every_other_can_be_switched_to(scenario, start):
    sandbox = start(scenario)
    assert sandbox.account.mail_server.time_limit == scenario.typed.time_limit
    sandbox.switch("all-well")
    assert sandbox.scenario.id == "all-well"


def test_an_unknown_scenario_is_a_key_error():
    with pytest.raises(KeyError, match="nonsense"):
        find_scenario("nonsense")


def test_all_well(start, connect):
    sandbox = start("all-well")
    assert verify_code(sandbox) == 0
    client = connect(sandbox)
    assert sign_in(client, sandbox).startswith("235")
    _, reply = hand_over(client)
    assert reply.startswith("250 2.0.0 Ok: queued as ")
    assert len(sandbox.mailbox(ANNA)) == 1


def test_wrong_password(start, connect):
    sandbox = start("wrong-password")
    client = connect(sandbox)
    assert sign_in(client, sandbox) == "535 5.7.8 Authentication credentials invalid"
    assert sandbox.secrets[SecretRole.INBOX].reveal() == sandbox.password


def test_app_password_wanted(start, connect):
    sandbox = start("app-password-wanted")
    assert sign_in(connect(sandbox), sandbox) == "534 5.7.9 Application-specific password required"
    assert [seen.accepted for seen in sandbox.sign_ins] == [False]


@pytest.mark.parametrize("scenario", ["server-down", "server-down-on-behalf", "both-down"])
def test_server_down(start, scenario):
    sandbox = start(scenario)
    for each in sandbox.endpoints:
        down = each.name == "Mail server" or (scenario, each.name) == ("both-down", "Messenger")
        with socket.socket() as client:
            client.settimeout(5)
            if down:
                with pytest.raises(ConnectionRefusedError):
                    client.connect(("127.0.0.1", each.port))
            else:
                client.connect(("127.0.0.1", each.port))


def answers(address):
    """What happens to a connection: taken, refused, or nothing at all."""
    with socket.socket() as client:
        client.settimeout(0.3)
        try:
            client.connect(address)
        except TimeoutError:
            return "nothing"
        except OSError:
            return "refused"
        # Leave in an orderly way, so that a handshake that never came is over for the server too.
        client.shutdown(socket.SHUT_WR)
        with contextlib.suppress(OSError):
            while client.recv(100):
                pass
    return "taken"


DEAD = {"nothing"} if sys.platform in ("linux", "darwin") else {"refused", "nothing"}


@pytest.mark.parametrize(
    ("scenario", "messenger", "mail_elsewhere", "web"),
    [
        ("server-gone", True, True, True),
        ("port-blocked", True, False, True),
        ("wifi-sign-in", True, False, True),
        ("offline", False, False, False),
        ("all-well", True, True, True),
    ],
)
def test_who_answers_a_connection(start, scenario, messenger, mail_elsewhere, web):
    sandbox = start(scenario)
    around = sandbox.surroundings
    [other] = around.mail[sandbox.account.mail_server.port]
    seen = {
        "mail server": (sandbox.account.mail_server.port, scenario == "all-well"),
        "messenger": (sandbox.account.messenger.server.port, messenger),
        "another mail server": (other.port, mail_elsewhere),
        "web": (around.web[0].port, web),
    }
    for name, (port, up) in seen.items():
        assert answers(("127.0.0.1", port)) in ({"taken"} if up else DEAD), name


def web_code(sandbox):
    """What OpenSSL says of the web server's certificate."""
    [web] = sandbox.surroundings.web
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    with socket.create_connection(("127.0.0.1", web.port), timeout=5) as plain:
        try:
            context.wrap_socket(plain, server_hostname=web.host).close()
        except ssl.SSLCertVerificationError as problem:
            return problem.verify_code
    return 0


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        ("all-well", 0),
        ("wifi-sign-in", X509_HOSTNAME_MISMATCH),
        ("clock-wrong", X509_NOT_YET_VALID),
        ("certificate-expired", 0),
    ],
)
def test_what_the_rest_of_the_internet_shows(start, scenario, code):
    assert web_code(start(scenario)) == code


def test_what_is_compared_with_is_on_this_computer_only(start, tmp_path):
    sandbox = start("all-well")
    around = sandbox_workspace(sandbox, tmp_path).net.surroundings
    assert around.on_this_computer
    assert around.proxies() == {}
    assert around.full_name() == ""
    host, port = sandbox.dns_address
    for control in (*around.web, *(one for group in around.mail.values() for one in group)):
        query = dns.message.make_query(control.host, "A")
        [answer] = dns.query.udp(query, host, port=port, timeout=5).answer
        assert answer[0].to_text() == "127.0.0.1"


def test_a_web_server_on_all_the_ports_waits_to_be_spoken_to(start):
    sandbox = start("web-server")
    plain = next(e for e in sandbox.endpoints if e.security is Security.NONE)
    with socket.create_connection(("127.0.0.1", plain.port), timeout=5) as client:
        client.settimeout(0.1)
        with pytest.raises(TimeoutError):
            client.recv(1)
        client.settimeout(5)
        client.sendall(b"EHLO me\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 400 ")


def test_the_name_with_the_mistake_does_not_exist(start):
    sandbox = start("name-typo")
    host, port = sandbox.dns_address
    typed = sandbox.account.mail_server.host
    assert typed not in sandbox.surroundings.known_hosts()
    answer = dns.query.udp(dns.message.make_query(typed, "A"), host, port=port, timeout=5)
    assert answer.rcode() == 3
    assert verify_code(start("all-well")) == 0


def test_an_antivirus_signs_with_a_name_that_is_known(start):
    sandbox = start("certificate-antivirus")
    server = sandbox.account.mail_server
    pem = ssl.get_server_certificate(("127.0.0.1", server.port))
    issuer = x509.load_pem_x509_certificate(pem.encode()).issuer.rfc4514_string()
    assert sandbox.surroundings.product_of(issuer).name.startswith("Avast")
    assert sandbox.surroundings.product_of("CN=mailadmin sandbox") is None


def test_an_offer_to_encrypt_that_was_overwritten(start, connect):
    client = connect(start("starttls-removed"))
    assert "STARTTLS" not in client.capabilities
    assert "250-XXXXXXXA\n" in client.capabilities


def test_server_silent_on_all_its_ports(start):
    sandbox = start("server-silent")
    for each in sandbox.endpoints:
        if each.name == "Mail server":
            with socket.create_connection(("127.0.0.1", each.port), timeout=5) as client:
                client.sendall(b"EHLO anybody\r\n")
                client.settimeout(0.1)
                with pytest.raises(TimeoutError):
                    client.recv(1)


@pytest.mark.parametrize(
    ("scenario", "copies"), [("lost-after-data", 1), ("lost-after-data-undelivered", 0)]
)
def test_lost_after_data(start, connect, scenario, copies):
    sandbox = start(scenario)
    client = connect(sandbox)
    sign_in(client, sandbox)
    try:
        _, reply = hand_over(client)
    except (ConnectionResetError, ssl.SSLError):
        reply = ""
    assert reply == ""
    assert len(sandbox.mailbox(ANNA)) == copies == sandbox.scenario.expected.copies
    assert sign_in(connect(sandbox), sandbox).startswith("235")  # the server itself goes on


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        ("certificate-expired", X509_EXPIRED),
        ("certificate-other-name", X509_HOSTNAME_MISMATCH),
        ("certificate-self-signed", X509_SELF_SIGNED),
        ("certificate-antivirus", X509_NO_ISSUER),
        ("clock-wrong", X509_NOT_YET_VALID),
    ],
)
def test_certificates(start, scenario, code):
    assert verify_code(start(scenario)) == code


def test_starttls_missing_and_a_careless_client_could_sign_in_all_the_same(start, connect):
    sandbox = start("starttls-missing")
    assert sandbox.account.mail_server.security is Security.STARTTLS
    client = connect(sandbox)
    assert "STARTTLS" not in client.capabilities
    assert client.ask("STARTTLS").startswith("454")
    assert sign_in(client, sandbox).startswith("235")
    assert [seen.encrypted for seen in sandbox.sign_ins] == [False]


def test_wrong_encryption_and_the_other_setting_works(start):
    sandbox = start("wrong-encryption")
    server = sandbox.account.mail_server
    assert server.security is Security.TLS
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
        pytest.raises(ssl.SSLError, match="WRONG_VERSION_NUMBER"),
    ):
        context.wrap_socket(plain, server_hostname=server.host)
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        plain.sendall(b"EHLO me\r\nQUIT\r\n")
        with plain.makefile("rb") as lines:
            assert b"250-STARTTLS\r\n" in lines.read()


def test_encryption_none_takes_the_password_in_the_clear(start, connect):
    sandbox = start("encryption-none")
    assert sandbox.account.mail_server.security is Security.NONE
    client = connect(sandbox)
    assert "STARTTLS" not in client.capabilities
    assert "AUTH" in client.capabilities
    sign_in(client, sandbox)
    assert [seen.encrypted for seen in sandbox.sign_ins] == [False]


def test_sender_refused(start, connect):
    sandbox = start("sender-refused")
    client = connect(sandbox)
    assert sign_in(client, sandbox).startswith("235")
    assert client.ask(f"MAIL FROM:<{ANNA}>") == (
        f"553 5.7.1 <{ANNA}>: Sender address rejected: not owned by user {OFFICE}"
    )


def test_quota_used_up(start, connect):
    sandbox = start("quota-used-up")
    client = connect(sandbox)
    sign_in(client, sandbox)
    assert client.ask(f"MAIL FROM:<{ANNA}>").startswith("550 5.4.5")


def test_one_recipient_refused_and_the_others_served(start, connect):
    sandbox = start("one-recipient-refused")
    client = connect(sandbox)
    sign_in(client, sandbox)
    replies, end = hand_over(client, sandbox.scenario.to)
    assert [reply[:9] for reply in replies] == ["250 2.1.5", "250 2.1.5", "550 5.1.1"]
    assert end.startswith("250")
    assert [len(sandbox.mailbox(to)) for to in (ANNA, BERT, NOBODY)] == [1, 1, 0]


def test_greylisted_by_the_mail_server_and_not_by_the_messenger(start, connect):
    sandbox = start("greylisted")
    client = connect(sandbox)
    sign_in(client, sandbox)
    client.ask(f"MAIL FROM:<{ANNA}>")
    assert client.ask(f"RCPT TO:<{ANNA}>").startswith("450 4.7.1")
    assert client.ask(f"RCPT TO:<{ANNA}>").startswith("450 4.7.1")

    messenger = connect(sandbox, SecretRole.MESSENGER)
    password = sandbox.secrets[SecretRole.MESSENGER].reveal()
    messenger.ask("AUTH PLAIN " + base64.b64encode(f"\0relay\0{password}".encode()).decode())
    messenger.ask(f"MAIL FROM:<{ANNA}>")
    assert messenger.ask(f"RCPT TO:<{ANNA}>").startswith("250")


def test_message_too_big_whether_announced_or_found_out(start, connect):
    sandbox = start("message-too-big")
    client = connect(sandbox)
    limit = sandbox.scenario.mail_server.size_limit
    assert f"250-SIZE {limit}\n" in client.capabilities
    sign_in(client, sandbox)
    assert client.ask(f"MAIL FROM:<{ANNA}> SIZE={limit + 1}").startswith("552 5.3.4")
    client.ask(f"MAIL FROM:<{ANNA}>")
    client.ask(f"RCPT TO:<{ANNA}>")
    client.ask("DATA")
    client.send(MESSAGE + b"x" * limit + b"\r\n.\r\n")
    assert client.reply().startswith("552 5.3.4")
    assert sandbox.mailbox(ANNA) == []


def test_refused_after_data(start, connect):
    sandbox = start("refused-after-data")
    client = connect(sandbox)
    sign_in(client, sandbox)
    _, reply = hand_over(client)
    assert reply.startswith("554 5.7.1")
    assert sandbox.mailbox(ANNA) == []


def test_ipv6_dead(start, connect):
    sandbox = start("ipv6-dead")
    host, port = sandbox.dns_address
    query = dns.message.make_query("smtp.sandbox.test", "AAAA")
    [answer] = dns.query.udp(query, host, port=port, timeout=5).answer
    assert answer[0].to_text() == "::1"

    began = time.monotonic()
    with socket.socket(socket.AF_INET6) as client:
        client.settimeout(0.3)
        with pytest.raises(OSError) as problem:
            client.connect(("::1", sandbox.account.mail_server.port))
    if sys.platform == "linux" and problem.value.errno != errno.EADDRNOTAVAIL:
        assert isinstance(problem.value, TimeoutError)  # silence, not a refusal
        assert time.monotonic() - began >= 0.3
    assert sign_in(connect(sandbox), sandbox).startswith("235")


def test_adding_a_scenario_is_a_few_lines_of_data(start, connect):
    sandbox = start(
        Scenario(
            id="mailbox-full",
            title="Mailbox full",
            meaning="The recipient's mailbox is full.",
            mail_server=RelayBehaviour(
                replies=Replies(recipients={ANNA: "452 4.2.2 Mailbox full"})
            ),
        )
    )
    client = connect(sandbox)
    sign_in(client, sandbox)
    client.ask(f"MAIL FROM:<{ANNA}>")
    assert client.ask(f"RCPT TO:<{ANNA.upper()}>") == "452 4.2.2 Mailbox full"


def test_the_causes_named_exist():
    named = {scenario.expected.cause for scenario in SCENARIOS} - {None}
    assert named <= set(CAUSES)
