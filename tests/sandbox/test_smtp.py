import base64
import email
import smtplib
import socket
import ssl
import time

import pytest

from mailadmin.core.account import SecretRole, Security
from mailadmin.sandbox.scenario import ANNA, BERT, OFFICE, RELAY_ADDRESS

MESSAGE = b"From: anna@sandbox.test\r\nSubject: hello\r\n\r\nHello\r\n"


def plain(user, password):
    return base64.b64encode(f"\0{user}\0{password}".encode()).decode()


def sign_in(client, sandbox):
    assert client.ask(f"AUTH PLAIN {plain(ANNA, sandbox.password)}").startswith("235")


def port_of(sandbox, name, security):
    return next(e.port for e in sandbox.endpoints if (e.name, e.security) == (name, security))


def test_it_announces_what_a_submission_server_offers(sandbox, connect):
    client = connect(sandbox)
    assert client.greeting.startswith("220 smtp.sandbox.test ESMTP")
    assert client.capabilities.splitlines() == [
        "250-smtp.sandbox.test",
        "250-SIZE 52428800",
        "250-8BITMIME",
        "250-SMTPUTF8",
        "250-AUTH CRAM-MD5 LOGIN PLAIN",
        "250-PIPELINING",
        "250 ENHANCEDSTATUSCODES",
    ]


def test_sign_in_is_offered_after_the_upgrade_to_encryption_only(start, connect):
    sandbox = start("all-well")
    port = port_of(sandbox, "Mail server", Security.STARTTLS)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as before:
        before.sendall(b"EHLO me\r\nQUIT\r\n")
        with before.makefile("rb") as lines:
            said = lines.read().decode()
    assert "250-STARTTLS" in said
    assert "AUTH" not in said

    after = connect(sandbox, SecretRole.MESSENGER)
    assert "STARTTLS" not in after.capabilities
    assert "250-AUTH CRAM-MD5 LOGIN PLAIN" in after.capabilities


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS, Security.NONE])
def test_every_sign_in_works_on_every_port(sandbox, trust, mechanism, security):
    with smtp_client(sandbox, security, trust(sandbox)) as client:
        client.user, client.password = sandbox.user, sandbox.password
        method = getattr(client, f"auth_{mechanism.lower().replace('-', '_')}")
        assert client.auth(mechanism, method)[0] == 235
        client.quit()
    [seen] = sandbox.sign_ins
    assert (seen.mechanism, seen.accepted) == (mechanism, True)
    assert seen.encrypted is (security is not Security.NONE)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN", "CRAM-MD5"])
def test_a_wrong_password_is_answered_with_535(sandbox, trust, mechanism):
    with smtp_client(sandbox, Security.TLS, trust(sandbox)) as client:
        client.user, client.password = sandbox.user, "wrong"
        method = getattr(client, f"auth_{mechanism.lower().replace('-', '_')}")
        with pytest.raises(smtplib.SMTPAuthenticationError, match=r"535.*5\.7\.8"):
            client.auth(mechanism, method)
    assert [seen.accepted for seen in sandbox.sign_ins] == [False]


def smtp_client(sandbox, security, context):
    port = port_of(sandbox, "Mail server", security)
    if security is Security.TLS:
        client = smtplib.SMTP_SSL("localhost", port, context=context, timeout=5)
    else:
        client = smtplib.SMTP("localhost", port, timeout=5)
    if security is Security.STARTTLS:
        client.starttls(context=context)
    client.ehlo()
    return client


@pytest.mark.parametrize(
    "line",
    [
        "AUTH",
        "AUTH PLAIN !!",
        "AUTH PLAIN AAAA",
        "AUTH NTLM",
        "AUTH PLAIN a b c",
        "AUTH CRAM-MD5 x",
    ],
)
def test_a_broken_sign_in_gets_an_answer_and_the_conversation_goes_on(sandbox, connect, line):
    client = connect(sandbox)
    assert client.ask(line)[:1] == "5"
    sign_in(client, sandbox)


def test_a_sign_in_can_be_given_up(sandbox, connect):
    client = connect(sandbox)
    assert client.ask("AUTH LOGIN").startswith("334 ")
    assert client.ask("*").startswith("501")
    assert sandbox.sign_ins == []
    sign_in(client, sandbox)


def test_a_very_long_password_fits(sandbox, connect):
    client = connect(sandbox)
    assert client.ask(f"AUTH PLAIN {plain(ANNA, 'x' * 5000)}").startswith("535")


def test_without_a_sign_in_no_mail_is_taken(sandbox, connect):
    assert connect(sandbox).ask(f"MAIL FROM:<{ANNA}>") == "530 5.7.0 Authentication required"


def test_what_was_said_before_starttls_does_not_count(sandbox, connect):
    port = port_of(sandbox, "Mail server", Security.STARTTLS)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(b"EHLO me\r\n")
        read_until(raw, b"250 ENHANCEDSTATUSCODES\r\n")
        raw.sendall(b"STARTTLS\r\nEHLO injected\r\n")
        read_until(raw, b"220 2.0.0 Ready to start TLS\r\n")
        context = ssl.create_default_context(cafile=str(sandbox.ca_file))
        with context.wrap_socket(raw, server_hostname="smtp.sandbox.test") as encrypted:
            encrypted.sendall(f"MAIL FROM:<{ANNA}>\r\n".encode())
            assert encrypted.recv(1000).startswith(b"503 ")


def read_until(connection, end):
    said = b""
    while not said.endswith(end):
        more = connection.recv(4096)
        assert more, said
        said += more
    return said


def test_a_user_may_send_as_itself_only(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    assert client.ask(f"MAIL FROM:<{OFFICE}>") == (
        f"553 5.7.1 <{OFFICE}>: Sender address rejected: not owned by user {ANNA}"
    )
    assert client.ask("MAIL FROM:<ANNA@Sandbox.test>") == "250 2.1.0 Ok"


def test_the_messenger_sends_as_anyone(sandbox, connect):
    client = connect(sandbox, SecretRole.MESSENGER)
    assert client.greeting.startswith("220 messenger.sandbox.test")
    password = sandbox.secrets[SecretRole.MESSENGER].reveal()
    assert client.ask(f"AUTH PLAIN {plain('relay', password)}").startswith("235")
    for sender in (RELAY_ADDRESS, ANNA, "anyone@elsewhere.test"):
        assert client.ask(f"MAIL FROM:<{sender}>").startswith("250")
        assert client.ask("RSET").startswith("250")


def test_the_two_relays_do_not_share_their_users(sandbox, connect):
    client = connect(sandbox, SecretRole.MESSENGER)
    assert client.ask(f"AUTH PLAIN {plain(ANNA, sandbox.password)}").startswith("535")


def test_a_message_is_stamped_as_a_real_server_does(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    client.ask(f"MAIL FROM:<{ANNA}>")
    client.ask(f"RCPT TO:<{BERT}>")
    client.ask("RCPT TO:<Somebody@Elsewhere.test>")
    assert client.ask("DATA").startswith("354")
    client.send(MESSAGE + b"..dots\r\n.\r\n")
    assert client.reply() == "250 2.0.0 Ok: queued as SANDBOX1"

    [raw] = sandbox.mailbox(BERT)
    assert raw.endswith(MESSAGE + b".dots\r\n")
    message = email.message_from_bytes(raw)
    assert message.keys()[:2] == ["Return-Path", "Authentication-Results"]
    assert message["Return-Path"] == f"<{ANNA}>"
    outer, inner = message.get_all("Received")
    for word in ("from mx.sandbox.test (mx.sandbox.test [192.0.2.25])", "by mx.receiver.test"):
        assert word in outer
    for word in ("from client.example", "by smtp.sandbox.test", "ESMTPSA id SANDBOX1"):
        assert word in inner
    assert email.utils.parsedate_to_datetime(message["Received"].rpartition(";")[2].strip())
    assert len(sandbox.mailbox("somebody@elsewhere.test")) == 1
    assert sandbox.mailbox(ANNA) == []


def test_pipelined_commands_are_all_answered_in_order(sandbox, connect):
    """What RFC 2920 allows in one piece; the test ends with RSET and QUIT, as ours does."""
    client = connect(sandbox)
    sign_in(client, sandbox)
    client.send(
        b"MAIL FROM:<anna@sandbox.test> SIZE=1000\r\nRCPT TO:<anna@sandbox.test>\r\n"
        b"RCPT TO:<bert@sandbox.test>\r\nDATA\r\n"
    )
    assert [client.reply()[:3] for _ in range(4)] == ["250", "250", "250", "354"]
    client.send(MESSAGE + b".\r\nMAIL FROM:<anna@sandbox.test>\r\nRCPT TO:<x@y.test>\r\n")
    client.send(b"RSET\r\nMAIL FROM:<bert@sandbox.test>\r\nRCPT TO:<x@y.test>\r\nQUIT\r\n")
    assert [client.reply()[:9] for _ in range(7)] == [
        "250 2.0.0",
        "250 2.1.0",
        "250 2.1.5",
        "250 2.0.0",
        "553 5.7.1",
        "503 5.5.1",
        "221 2.0.0",
    ]
    assert client.reply() == ""
    assert len(sandbox.mailbox(ANNA)) == 1


def test_three_hundred_pipelined_commands_lose_none(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    for _ in range(100):
        client.send(b"MAIL FROM:<anna@sandbox.test>\r\nRCPT TO:<x@y.test>\r\nRSET\r\n")
    assert {client.reply()[:3] for _ in range(300)} == {"250"}


def test_every_reply_after_ehlo_has_an_enhanced_status(sandbox, connect):
    client = connect(sandbox)
    for command in (
        "NOOP",
        "NONSENSE",
        "MAIL",
        "RCPT TO:<x@y.test>",
        "DATA",
        "VRFY x@y.test",
        "EXPN x",
        "RSET",
        "STARTTLS",
        "MAIL FROM:<x@y.test> SIZE=99999999999",
        "",
        "QUIT",
    ):
        reply = client.ask(command)
        assert reply[4:6] in (f"{reply[0]}.",), reply


def test_a_message_with_international_addresses(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    assert client.ask(f"MAIL FROM:<{ANNA}> SMTPUTF8 BODY=8BITMIME").startswith("250")
    assert client.ask("RCPT TO:<jörg@sandbox.test>").startswith("250")
    client.ask("DATA")
    client.send("Subject: grüße\r\n\r\nß\r\n.\r\n".encode())
    assert client.reply().startswith("250")
    [raw] = sandbox.mailbox("jörg@sandbox.test")
    assert "UTF8SMTPSA" in raw.decode()
    assert "Subject: grüße" in raw.decode()


def test_an_international_address_needs_smtputf8(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    assert client.ask("MAIL FROM:<jörg@sandbox.test>").startswith("553 5.6.7")
    client.ask(f"MAIL FROM:<{ANNA}>")
    assert client.ask("RCPT TO:<jörg@sandbox.test>").startswith("553 5.6.7")


def test_more_than_a_hundred_recipients_are_too_many(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    client.ask(f"MAIL FROM:<{ANNA}>")
    replies = [client.ask(f"RCPT TO:<user{n}@elsewhere.test>") for n in range(101)]
    assert {reply[:3] for reply in replies[:100]} == {"250"}
    assert replies[100].startswith("452 4.5.3")


def test_a_big_message_arrives_whole(sandbox, connect):
    client = connect(sandbox)
    sign_in(client, sandbox)
    text = b"".join(b"line %d of a big message\r\n" % n for n in range(200_000))
    client.ask(f"MAIL FROM:<{ANNA}> SIZE={len(text)}")
    client.ask(f"RCPT TO:<{ANNA}>")
    client.ask("DATA")
    client.send(b"\r\n" + text + b".\r\n")
    assert client.reply().startswith("250")
    assert sandbox.mailbox(ANNA)[0].endswith(text)


def test_small_replies_are_not_held_back(sandbox, connect):
    """With Nagle's algorithm on, a greeting within TLS 1.3 waits 40 ms for the client's ACK."""
    times = []
    for _ in range(5):
        began = time.monotonic()
        connect(sandbox).close()
        times.append(time.monotonic() - began)
    assert min(times) < 0.03
