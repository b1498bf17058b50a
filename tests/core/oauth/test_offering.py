"""Whose page helps with which server, and what signing in there changes in an account."""

import msgspec

from mailadmin.core.account import SecretRole, Security, Server, SignIn, Witness
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT
from mailadmin.core.oauth.offering import page_of, page_of_witness, with_page
from mailadmin.core.oauth.request import Request, request_for_account, request_for_witness
from tests.core.test_settings import FULL as ACCOUNT

CLIENTS = (OAuthClient(issuer="login.example.org", client_id="7", name="Example"),)


def server(host: str, sign_in: SignIn = SignIn.PASSWORD, issuer: str = "") -> Server:
    return Server(
        host=host,
        port=465,
        security=Security.TLS,
        sign_in=sign_in,
        user_name="anna@example.com",
        issuer=issuer,
    )


def account(mail: Server, inbox: Server | None = None):
    return msgspec.structs.replace(ACCOUNT, mail_server=mail, inbox=inbox)


def test_whose_page_it_is():
    for mail, page in (
        (server("smtp.office365.com"), "Microsoft"),
        (server("smtp.gmail.com"), "Google"),
        (server("smtp.gmail.com", SignIn.OAUTH, GOOGLE), "Google"),
        (server("mail.example.org", SignIn.OAUTH, "login.example.org"), "login.example.org"),
        (server("mail.example.org"), "login.example.org"),
        (server("mail.example.com"), ""),
        (server("localhost"), ""),
    ):
        assert page_of(account(mail), SecretRole.MAIL_SERVER, CLIENTS) == page, mail.host


def test_who_takes_no_new_programs_is_offered_only_where_this_one_is_known():
    yahoo = account(server("smtp.mail.yahoo.com"))
    known = OAuthClient(issuer="login.yahoo.com", client_id="7")
    assert page_of(yahoo, SecretRole.MAIL_SERVER, ()) == ""
    assert page_of(yahoo, SecretRole.MAIL_SERVER, (known,)).startswith("Yahoo")


def test_an_inbox_that_is_not_there_has_no_page():
    assert page_of(account(server("smtp.gmail.com")), SecretRole.INBOX, ()) == ""


def test_one_sign_in_opens_mail_server_and_inbox_of_the_same_provider():
    changed = with_page(
        account(server("smtp.office365.com"), server("outlook.office365.com")),
        SecretRole.MAIL_SERVER,
        (),
    )
    for one in (changed.mail_server, changed.inbox):
        assert (one.sign_in, one.issuer) == (SignIn.OAUTH, MICROSOFT)
    assert request_for_account(changed, SecretRole.INBOX) == Request(
        owner=ACCOUNT.id, role=SecretRole.OAUTH, issuer=MICROSOFT, user_name="anna@example.com"
    )


def test_the_inbox_of_somebody_else_keeps_its_password():
    inbox = server("imap.example.org")
    changed = with_page(account(server("smtp.gmail.com"), inbox), SecretRole.MAIL_SERVER, ())
    assert (changed.mail_server.issuer, changed.inbox) == (GOOGLE, inbox)


def test_the_mail_server_of_somebody_else_keeps_its_password():
    mail = server("smtp.example.org")
    changed = with_page(account(mail, server("imap.gmail.com")), SecretRole.INBOX, ())
    assert changed.mail_server == mail
    assert changed.inbox.issuer == GOOGLE


def test_the_messenger_signs_in_for_itself():
    relay = msgspec.structs.replace(ACCOUNT.messenger, server=server("smtp.gmail.com"))
    before = msgspec.structs.replace(ACCOUNT, messenger=relay)
    changed = with_page(before, SecretRole.MESSENGER, ())
    assert changed.mail_server == ACCOUNT.mail_server
    wanted = request_for_account(changed, SecretRole.MESSENGER)
    assert (wanted.role, wanted.issuer) == (SecretRole.MESSENGER_OAUTH, GOOGLE)


def test_who_signs_in_with_a_password_wants_no_page():
    assert request_for_account(ACCOUNT, SecretRole.MAIL_SERVER) is None


def test_a_witness_has_a_page_too():
    witness = Witness(
        id="w1", address="anna@gmail.com", server=server("imap.gmail.com", SignIn.OAUTH, GOOGLE)
    )
    assert page_of_witness(witness, ()) == "Google"
    assert request_for_witness(witness).role is SecretRole.OAUTH
