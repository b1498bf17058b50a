import base64
import imaplib
import socket
import ssl
import time
from contextlib import contextmanager

import imapclient
import pytest

from mailadmin.core.account import SecretRole, Security
from mailadmin.sandbox.scenario import ANNA, OFFICE

MESSAGE = b"From: anna@sandbox.test\r\nMessage-ID: <%d@sandbox.test>\r\nSubject: x\r\n\r\nHello\r\n"


@contextmanager
def signed_in(sandbox, context, user=ANNA):
    client = imapclient.IMAPClient(
        "localhost", port=sandbox.account.inbox.port, ssl_context=context, timeout=5
    )
    with client:
        client.login(user, sandbox.password)
        yield client


@pytest.fixture
def deliver(connect):
    def send(sandbox, number=1, to=ANNA):
        client = connect(sandbox)
        client.ask("AUTH LOGIN")
        client.ask(base64.b64encode(ANNA.encode()).decode())
        assert client.ask(base64.b64encode(sandbox.password.encode()).decode())[:3] == "235"
        client.ask(f"MAIL FROM:<{ANNA}>")
        client.ask(f"RCPT TO:<{to}>")
        client.ask("DATA")
        client.send(MESSAGE % number + b".\r\n")
        assert client.reply().startswith("250")

    return send


def test_the_special_folders_say_what_they_are_for(sandbox, trust):
    with signed_in(sandbox, trust(sandbox)) as client:
        assert client.has_capability("SPECIAL-USE")
        folders = {name: flags for flags, _, name in client.list_folders()}
        assert set(folders) == {"INBOX", "Junk", "Sent", "Drafts", "Trash"}
        assert client.find_special_folder(b"\\Junk") == "Junk"
        assert client.find_special_folder(b"\\Sent") == "Sent"
        assert b"\\Drafts" in folders["Drafts"]


def test_a_delivered_message_is_found_by_its_message_id(sandbox, trust, deliver):
    for number in range(3):
        deliver(sandbox, number)
    with signed_in(sandbox, trust(sandbox)) as client:
        client.select_folder("INBOX", readonly=True)
        [uid] = client.search(["HEADER", "Message-ID", "<1@sandbox.test>"])
        found = client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE", "ENVELOPE", "FLAGS"])[uid]
    assert found[b"BODY[]"] == sandbox.mailbox(ANNA)[1]
    assert found[b"ENVELOPE"].message_id == b"<1@sandbox.test>"
    assert b"\\Seen" not in found[b"FLAGS"]
    assert abs(found[b"INTERNALDATE"].timestamp() - time.time()) < 60


def test_an_idling_client_hears_of_a_message_at_once(sandbox, trust, deliver):
    with signed_in(sandbox, trust(sandbox)) as client:
        client.select_folder("INBOX")
        for number in range(1, 6):
            client.idle()
            began = time.monotonic()
            deliver(sandbox, number)
            heard = []
            while (number, b"EXISTS") not in heard:
                more = client.idle_check(timeout=3)
                assert more, "nothing was heard"
                heard += more
            assert time.monotonic() - began < 1.0
            client.idle_done()


def test_a_message_can_be_put_into_another_folder(sandbox, trust):
    sandbox._call(sandbox._servers._imap.deliver(ANNA, MESSAGE % 1, "Junk"))
    with signed_in(sandbox, trust(sandbox)) as client:
        assert client.folder_status("Junk")[b"MESSAGES"] == 1
        assert client.folder_status("INBOX")[b"MESSAGES"] == 0


def test_each_user_has_a_mailbox_of_its_own(sandbox, trust, deliver):
    deliver(sandbox, to=OFFICE)
    with signed_in(sandbox, trust(sandbox)) as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 0
    with signed_in(sandbox, trust(sandbox), OFFICE) as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 1


@pytest.mark.parametrize(("user", "password"), [(ANNA, "wrong"), ("nobody@sandbox.test", "wrong")])
def test_a_wrong_password_is_refused(sandbox, trust, user, password):
    with (
        imapclient.IMAPClient(
            "localhost", port=sandbox.account.inbox.port, ssl_context=trust(sandbox), timeout=5
        ) as client,
        pytest.raises(imapclient.exceptions.LoginError, match="AUTHENTICATIONFAILED"),
    ):
        client.login(user, password)


def test_the_encrypted_port_offers_no_second_encryption(sandbox, trust):
    with signed_in(sandbox, trust(sandbox)) as client:
        assert not client.has_capability("STARTTLS")


def test_without_encryption_nobody_signs_in(sandbox, trust):
    port = next(
        each.port
        for each in sandbox.endpoints
        if (each.name, each.security) == ("Inbox", Security.STARTTLS)
    )
    client = imaplib.IMAP4("localhost", port, timeout=5)
    assert "LOGINDISABLED" in client.capabilities
    with pytest.raises(imaplib.IMAP4.error):
        client.login(ANNA, sandbox.password)
    client.starttls(trust(sandbox))
    assert client.login(ANNA, sandbox.secrets[SecretRole.INBOX].reveal())[0] == "OK"
    client.logout()


def test_what_came_before_starttls_is_forgotten(sandbox, connect):
    port = next(
        each.port
        for each in sandbox.endpoints
        if (each.name, each.security) == ("Inbox", Security.STARTTLS)
    )
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.recv(1000)
        raw.sendall(b"a STARTTLS\r\nb NOOP\r\n")
        assert raw.recv(1000).startswith(b"a OK")
        context = ssl.create_default_context(cafile=str(sandbox.ca_file))
        with context.wrap_socket(raw, server_hostname="imap.sandbox.test") as encrypted:
            encrypted.sendall(b"c NOOP\r\n")
            assert encrypted.recv(1000).startswith(b"c OK")


def test_a_program_can_keep_what_it_has_sent(sandbox, trust):
    with signed_in(sandbox, trust(sandbox)) as client:
        client.append("Sent", MESSAGE % 7, flags=[b"\\Seen"])
        client.select_folder("Sent")
        [uid] = client.search()
        client.move([uid], "Trash")
        assert client.folder_status("Trash")[b"MESSAGES"] == 1
        assert client.folder_status("Sent")[b"MESSAGES"] == 0
