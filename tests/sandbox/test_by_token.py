"""Signing in to the sandbox's mail servers with a token: XOAUTH2 and OAUTHBEARER."""

import base64
import imaplib
import json

import msgspec
import pytest

from mailadmin.core.account import Security
from mailadmin.core.oauth.grant import opened
from mailadmin.core.oauth.sasl import MECHANISMS, farewell, response
from mailadmin.sandbox.relay import SignInSeen
from mailadmin.sandbox.scenario import ANNA, OFFICE, Issuing
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import Sandbox
from tests.sandbox.browser import ask, refresh, signed_in

BASIC_DISABLED = "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."


@pytest.fixture(scope="module")
def running():
    with Sandbox("oauth-needed") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running):
    running.switch("oauth-needed")
    return running


@pytest.fixture
def token(sandbox):
    """A token of Anna's."""
    return signed_in(sandbox.clients[0], ANNA)["access_token"]


def seen_by(sandbox, label):
    """The sign-ins that one of the servers has seen."""
    return [seen for seen in sandbox.sign_ins if seen.host == f"{label}.sandbox.test"]


def encoded(message):
    return base64.b64encode(message).decode() or "="


def said_by_smtp(client, mechanism, user, token, *, at_once=True):
    """The server's reply, and what it said before, if anything."""
    message = encoded(response(mechanism, user, token, "smtp.sandbox.test", 465))
    if at_once:
        reply = client.ask(f"AUTH {mechanism} {message}")
    else:
        assert client.ask(f"AUTH {mechanism}") == "334 "
        reply = client.ask(message)
    if not reply.startswith("334 "):
        return reply, None
    why = json.loads(base64.b64decode(reply[4:]))
    return client.ask(base64.b64encode(farewell(mechanism)).decode()), why


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_mail_server_takes_a_token(sandbox, connect, token, mechanism, at_once):
    client = connect(sandbox)
    reply, why = said_by_smtp(client, mechanism, ANNA, token, at_once=at_once)
    assert (reply[:3], why) == ("235", None)
    assert client.ask(f"MAIL FROM:<{ANNA}>").startswith("250")
    assert seen_by(sandbox, "smtp")[-1] == SignInSeen(
        host="smtp.sandbox.test", user_name=ANNA, mechanism=mechanism,
        encrypted=True, accepted=True,
    )  # fmt: skip


WHY = {
    "XOAUTH2": {"status": "401", "schemes": "bearer", "scope": "mail"},
    "OAUTHBEARER": {"status": "invalid_token", "scope": "mail"},
}


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("user", [ANNA, OFFICE, "nobody@sandbox.test"])
def test_the_mail_server_says_why_it_refuses_a_token(sandbox, connect, token, mechanism, user):
    client = connect(sandbox)
    shown = token if user != ANNA else f"{token}x"
    reply, why = said_by_smtp(client, mechanism, user, shown)
    assert reply == "535 5.7.8 Authentication credentials invalid"
    assert why == WHY[mechanism]
    assert seen_by(sandbox, "smtp")[-1].accepted is False
    assert client.ask(f"MAIL FROM:<{ANNA}>").startswith("530")
    # The same connection may try again (RFC 4954 section 4).
    assert said_by_smtp(client, mechanism, ANNA, token)[0].startswith("235")


def test_a_sign_in_that_is_broken_off_or_makes_no_sense(sandbox, connect):
    client = connect(sandbox)
    assert client.ask("AUTH XOAUTH2") == "334 "
    assert client.ask("*").startswith("501")
    assert client.ask("AUTH XOAUTH2 !!!").startswith("501")
    assert client.ask("AUTH XOAUTH2 =").startswith("501")
    assert (
        client.ask("AUTH OAUTHBEARER " + encoded(b"user=x\x01auth=Bearer t\x01\x01"))[:3] == "501"
    )
    assert client.ask("NOOP").startswith("250")


def test_where_a_sign_in_in_the_browser_is_needed_no_password_helps(sandbox, connect, token):
    client = connect(sandbox)
    [offered] = [line for line in client.capabilities.splitlines() if "AUTH " in line]
    assert {"PLAIN", "LOGIN", *MECHANISMS} <= set(offered.split())
    for password in (sandbox.password, "wrong"):
        assert (
            client.ask("AUTH PLAIN " + encoded(f"\0{ANNA}\0{password}".encode())) == BASIC_DISABLED
        )
    assert [seen.accepted for seen in seen_by(sandbox, "smtp")[-2:]] == [False, False]
    assert said_by_smtp(client, "XOAUTH2", ANNA, token)[0].startswith("235")


def test_where_only_tokens_are_taken_no_password_is_offered(sandbox, connect):
    sandbox.switch("token-revoked")
    [offered] = [line for line in connect(sandbox).capabilities.splitlines() if "AUTH " in line]
    assert set(offered.split()[1:]) == set(MECHANISMS)


def test_the_messenger_and_a_usual_mail_server_offer_no_tokens(sandbox, connect):
    sandbox.switch("all-well")
    client = connect(sandbox)
    assert "XOAUTH2" not in client.capabilities
    assert client.ask("AUTH XOAUTH2").startswith("504")


# -- the inbox


@pytest.fixture
def inbox(sandbox, trust):
    opened_ones = []

    def open_one(security=Security.TLS):
        port = next(
            e.port for e in sandbox.endpoints if (e.name, e.security) == ("Inbox", security)
        )
        context = trust(sandbox)
        if security is Security.TLS:
            client = imaplib.IMAP4_SSL("localhost", port, ssl_context=context, timeout=5)
        else:
            client = imaplib.IMAP4("localhost", port, timeout=5)
            client.starttls(context)
        opened_ones.append(client)
        return client

    yield open_one
    for client in opened_ones:
        client.shutdown()


def said_by_imap(client, mechanism, user, token):
    """Whether the inbox is open, and what the server said before it refused, if it did."""
    answers = [response(mechanism, user, token, "imap.sandbox.test", 993), farewell(mechanism)]
    challenges = []

    def answer(challenge):
        challenges.append(challenge)
        return answers[len(challenges) - 1]

    try:
        status, _ = client.authenticate(mechanism, answer)
    except imaplib.IMAP4.error:
        status = "NO"
    return status, [json.loads(one) for one in challenges[1:]]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_inbox_takes_a_token(sandbox, inbox, token, mechanism, security):
    client = inbox(security)
    assert f"AUTH={mechanism}" in client.capabilities
    assert said_by_imap(client, mechanism, ANNA, token) == ("OK", [])
    assert client.select("INBOX", readonly=True)[0] == "OK"
    seen = seen_by(sandbox, "imap")[-1]
    assert (seen.host, seen.user_name, seen.mechanism) == ("imap.sandbox.test", ANNA, mechanism)


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("user", [ANNA, OFFICE])
def test_the_inbox_says_why_it_refuses_a_token(sandbox, inbox, token, mechanism, user):
    client = inbox()
    shown = token if user != ANNA else f"{token}x"
    assert said_by_imap(client, mechanism, user, shown) == ("NO", [WHY[mechanism]])
    assert client.state == "NONAUTH"
    assert seen_by(sandbox, "imap")[-1].accepted is False


def test_the_inbox_still_takes_the_password(sandbox, inbox):
    assert inbox().login(ANNA, sandbox.password)[0] == "OK"


# -- the ends of tokens


def test_a_revoked_grant_opens_nothing_and_a_new_one_does(sandbox, connect, inbox):
    sandbox.switch("token-revoked")
    (client,) = sandbox.clients
    [grant] = [opened(s) for role, s in sandbox.secrets.items() if role.is_grant]
    assert (grant.issuer, grant.client_id, grant.user) == (client.issuer, client.client_id, ANNA)
    assert refresh(client, grant.refresh_token).json["error"] == "invalid_grant"
    new = signed_in(client, ANNA)["access_token"]
    assert said_by_smtp(connect(sandbox), "XOAUTH2", ANNA, new)[0].startswith("235")
    assert said_by_imap(inbox(), "OAUTHBEARER", ANNA, new)[0] == "OK"


def test_revoking_ends_a_token_that_is_in_use(sandbox, connect, token):
    """As an admin does it: while the program runs."""
    sandbox.switch("token-revoked")
    reply, why = said_by_smtp(connect(sandbox), "XOAUTH2", ANNA, token)
    assert (reply[:3], why["status"]) == ("535", "401")


def test_a_token_that_has_run_out_is_refused(sandbox, connect):
    short = msgspec.structs.replace(find_scenario("oauth-needed"), issuing=Issuing(lasts=0.0))
    sandbox.switch(short)
    over = signed_in(sandbox.clients[0], ANNA)["access_token"]
    assert said_by_smtp(connect(sandbox), "XOAUTH2", ANNA, over)[0].startswith("535")


def test_who_has_not_signed_in_yet_has_no_grant(sandbox):
    sandbox.switch("admin-approval")
    assert not any(role.is_grant for role in sandbox.secrets)
    assert ask(f"{sandbox.clients[0].authorization_endpoint}").status == 400
