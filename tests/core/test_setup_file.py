import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.account import Account, Messenger, Security, Server, SignIn
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.settings import LARGEST_FILE
from mailadmin.core.setup_file import (
    Setup,
    SetupFileError,
    decode,
    encode,
    read_setup_file,
    setup_of,
    write_setup_file,
)
from mailadmin.core.texts import say
from tests.core.test_settings import FULL, account

replace = msgspec.structs.replace
TRUSTING = replace(
    FULL,
    mail_server=replace(FULL.mail_server, trusted_certificate="cd" * 32),
    inbox=Server(
        host="imap.example.com",
        port=993,
        security=Security.TLS,
        user_name="anna",
        plain_password_allowed=True,
    ),
)


def without_allowances(given: Account) -> Account:
    def plain(server: Server) -> Server:
        return replace(server, trusted_certificate=None, plain_password_allowed=False)

    messenger = given.messenger
    return replace(
        given,
        mail_server=plain(given.mail_server),
        messenger=messenger
        and Messenger(
            server=replace(plain(messenger.server), time_limit=given.mail_server.time_limit),
            address=messenger.address,
            from_policy=messenger.from_policy,
        ),
        inbox=given.inbox and plain(given.inbox),
    )


def refusal(data: bytes) -> SetupFileError:
    with pytest.raises(SetupFileError) as raised:
        decode(data)
    return raised.value


def file_with(**changes: Any) -> bytes:
    data = json.loads(encode(Setup((account(),))))
    data["accounts"][0] |= changes
    return json.dumps(data).encode()


def test_a_file_may_bring_client_ids_alone():
    client = {"issuer": "accounts.google.com", "client_id": "x"}
    whole = {"format": "mailadmin-setup", "version": 1, "accounts": [], "clients": [client]}
    found = decode(json.dumps(whole).encode())
    assert (found.accounts, found.clients[0].client_id) == ((), "x")
    with pytest.raises(SetupFileError):
        decode(json.dumps(whole | {"clients": []}).encode())


def test_accounts_go_out_and_come_in_without_what_each_user_must_allow():
    accounts = decode(encode(Setup((account(1), TRUSTING)))).accounts
    assert [replace(a, id="") for a in accounts] == [
        replace(without_allowances(a), id="") for a in (account(1), TRUSTING)
    ]


def test_a_setup_file_names_no_ids_secrets_or_allowances():
    text = encode(Setup((account(1), TRUSTING))).decode()
    for word in ("id1", '"id"', "cdcd", "trusted_certificate", "plain_password_allowed"):
        assert word not in text
    assert "Büro 1 🔑" in text


def test_every_import_makes_new_ids():
    data = encode(Setup((account(1), account(1))))
    ids = {a.id for a in (*decode(data).accounts, *decode(data).accounts)}
    assert len(ids) == 4
    assert "id1" not in ids


def test_an_id_and_allowances_in_a_hostile_file_count_for_nothing():
    data = json.loads(file_with(id="id1"))
    data["accounts"][0]["mail_server"] |= {
        "trusted_certificate": "ab" * 32,
        "plain_password_allowed": True,
    }
    (imported,) = decode(json.dumps(data).encode()).accounts
    assert imported.id != "id1"
    assert imported.mail_server.trusted_certificate is None
    assert imported.mail_server.plain_password_allowed is False


def test_unknown_names_such_as_a_password_are_left_behind():
    (imported,) = decode(file_with(password="hunter2", path="../../etc")).accounts
    assert "hunter2" not in repr(imported)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b"[" * 90_000,
        b'{"accounts": ' + b'{"a": ' * 90_000,
        b'{"format": "mailadmin-setup", "version": 1, "accounts": []}',
        b'{"format": "mailadmin-setup", "version": "1", "accounts": [{}]}',
        b'{"format": "mailadmin-setup", "version": 0, "accounts": [{}]}',
        b'{"format": "other", "version": 9, "accounts": [{}]}',
        b'{"format": "mailadmin-setup", "version": 1, "accounts": [{}]}',
        b'{"format": "mailadmin-setup", "version": 1, "accounts": {"a": 1}}',
        file_with(name=5),
        file_with(mail_server=None),
    ],
    ids=lambda data: data[:40].decode("latin-1"),
)
def test_what_is_no_setup_file_is_refused_in_one_sentence(data: bytes):
    assert "not a setup file" in say(refusal(data).phrase)


def test_a_setup_file_of_a_newer_version_says_so():
    data = b'{"format": "mailadmin-setup", "version": 2, "more": true}'
    assert "newer version" in say(refusal(data).phrase)


def test_a_setup_file_has_a_largest_size():
    assert LARGEST_FILE > 1_000_000
    assert "too big" in say(refusal(file_with(name="x" * 1_000_000)).phrase)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"identity": {"address": "anna"}}, "from_address"),
        ({"name": "x" * 500}, "account_name"),
        ({"support_address": "nobody"}, "support_address"),
        (
            {"mail_server": {"host": "a b", "port": 25, "security": "none"}},
            "server_host",
        ),
        (
            {"mail_server": {"host": "a.de", "port": 70000, "security": "none"}},
            "server_port",
        ),
    ],
)
def test_a_wrong_account_is_refused_by_the_rules_of_the_form(changes: dict[str, Any], field: str):
    error = refusal(file_with(**changes))
    assert "nothing was imported" in say(error.phrase)
    assert [problem.field for problem in error.problems] == [field]


CLIENT = OAuthClient(
    issuer="sign-in.test",
    client_id="number",
    client_secret="in every copy",
    name="Test",
    authorization_endpoint="https://sign-in.test/page",
    token_endpoint="https://sign-in.test/tokens",
    scopes=("mail",),
)
MICROSOFT_PAGE = "https://login.microsoftonline.com/common/oauth2/v2.0/authorize"
GOOGLE = OAuthClient(issuer="accounts.google.com", client_id="7")


def test_the_registrations_that_accounts_need_go_along():
    by_token = replace(account().mail_server, sign_in=SignIn.OAUTH, issuer="sign-in.test")
    setup = setup_of((replace(account(), mail_server=by_token),), (GOOGLE, CLIENT))
    assert setup.clients == (CLIENT,)
    # The name is the sender's word alone, and a page of anybody's could be called Microsoft.
    assert decode(encode(setup)).clients == (replace(CLIENT, name=""),)
    assert setup_of((account(),), (GOOGLE, CLIENT)).clients == ()
    assert b"clients" not in encode(setup_of((account(),), (GOOGLE, CLIENT)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"client_id": ""}, "client id must be one word"),
        ({"client_id": "a b"}, "client id must be one word"),
        ({"issuer": "https://sign-in.test/"}, "is not known here"),
        ({"token_endpoint": "http://sign-in.test/tokens"}, "must begin with https://"),
        ({"token_endpoint": "http://127.0.0.1:80@evil.test/"}, "must begin with https://"),
        ({"token_endpoint": "https://sign-in.test@evil.test/"}, "must begin with https://"),
        ({"token_endpoint": "https://sign-in.test[/"}, "must begin with https://"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "must begin with https://"),
        ({"token_endpoint": ""}, "are needed"),
        ({"scopes": []}, "are needed"),
        ({"scopes": ["a\nb"]}, "must be one line"),
        ({"name": "x" * 3000}, "must be one line"),
        ({"client_secret": "a\nb"}, "client secret must be one line"),
        ({"name": "Micro\u202etfos"}, "must be one line"),
        ({"name": "Test\x9b2J"}, "must be one line"),
        ({"authorization_endpoint": MICROSOFT_PAGE}, "those of Microsoft"),
        ({"token_endpoint": "https://Login.Windows.net./common/token"}, "those of Microsoft"),
        ({"token_endpoint": "https://oauth2.googleapis.com/token"}, "those of Google"),
        ({"issuer": "LOGIN.microsoftonline.com", "token_endpoint": MICROSOFT_PAGE}, "Microsoft"),
        ({"token_endpoint": "https://evil.test/tokens"}, "different organisations"),
        ({"revocation_endpoint": "https://evil.test/revoke"}, "different organisations"),
        ({"issuer": "LOGIN.microsoftonline.com"}, "different organisations"),
        ({"issuer": "login.microsoft.com"}, "different organisations"),
        ({"issuer": "login.microsoftonline.com", "tenant": "../x"}, "is no tenant"),
    ],
)
def test_a_wrong_registration_is_refused_in_one_sentence(changes: dict[str, Any], words: str):
    data = json.loads(encode(Setup((account(),), (CLIENT,))))
    data["clients"][0] |= changes
    assert words in say(refusal(json.dumps(data).encode()).phrase)


def test_what_the_program_knows_by_itself_is_left_out_of_a_registration():
    own = OAuthClient(issuer="accounts.google.com", client_id="7", client_secret="s")
    sent = replace(own, token_endpoint="https://evil.test/t", tenant="a.test", scopes=("x",))
    assert decode(encode(Setup((account(),), (sent,)))).clients == (own,)


def test_two_registrations_at_one_issuer_are_none():
    data = encode(Setup((account(),), (CLIENT, replace(CLIENT, client_id="other"))))
    assert "not a setup file" in say(refusal(data).phrase)


def test_names_with_line_breaks_or_paths_come_in_as_one_harmless_line():
    (imported,) = decode(file_with(name="../../x\r\nBcc: all@example.com")).accounts
    assert imported.name == "../../x Bcc: all@example.com"


def test_a_file_is_written_and_read(tmp_path: Path):
    path = tmp_path / "set up.json"
    write_setup_file(path, Setup((account(),)))
    assert [replace(a, id="id1") for a in read_setup_file(path).accounts] == [account()]


def test_a_byte_order_mark_is_fine():
    assert decode(b"\xef\xbb\xbf" + encode(Setup((account(),))))


def test_files_that_cannot_be_read_or_written_are_told(tmp_path: Path):
    for work in (
        lambda: read_setup_file(tmp_path / "missing.json"),
        lambda: read_setup_file(tmp_path),
        lambda: write_setup_file(tmp_path / "no" / "folder.json", Setup((account(),))),
        lambda: write_setup_file(tmp_path, Setup((account(),))),
    ):
        with pytest.raises(SetupFileError) as raised:
            work()
        assert "setup file" in say(raised.value.phrase)


@given(st.binary(max_size=200))
def test_garbage_is_refused_and_never_breaks(data: bytes):
    refusal(data)
