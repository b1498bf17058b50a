"""The page at which the users of the sandbox sign in, and the endpoints behind it, over HTTP."""

import base64
import errno
import json
import re
import socket
from urllib.parse import urlsplit

import msgspec
import pytest

from mailadmin.core.oauth.id_token import names_in
from mailadmin.sandbox.oauth import CLIENT_ID, ISSUER
from mailadmin.sandbox.scenario import ANNA, OFFICE, Issuing
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import Sandbox
from tests.sandbox.browser import REDIRECT, ask, page_of, redeem, refresh, signed_in

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def decoded(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.fixture(scope="module")
def running():
    with Sandbox("all-well") as sandbox:
        yield sandbox


@pytest.fixture
def client(running):
    running.switch("all-well")
    (client,) = running.clients
    return client


def test_the_registration_is_complete_and_on_this_computer(client):
    assert (client.issuer, client.client_id) == (ISSUER, CLIENT_ID)
    places = [value for name, value in msgspec.to_builtins(client).items() if "endpoint" in name]
    assert len(places) == 4
    assert all(place.startswith("http://127.0.0.1:") for place in places)


# -- the page (RFC 6749 section 4.1.1)


def test_a_person_finds_a_page_with_a_button_for_each_answer(client):
    page = ask(page_of(client))
    assert page.status == 200
    html = page.body.decode()
    answers = re.findall(r'<button name="answer" value="([^"]+)">([^<]+)</button>', html)
    assert answers == [
        (ANNA, "Sign in as Anna Berg"), (OFFICE, "Sign in as the office"), ("cancel", "Cancel"),
    ]  # fmt: skip
    assert '<form method="post">' in html  # goes to the address of the page


def test_whoever_agrees_is_sent_back_with_a_code_and_the_state(client):
    answer = ask(page_of(client), {"answer": ANNA})
    assert answer.status == 303
    assert answer.location.startswith(f"{REDIRECT}?")
    assert answer.said.keys() == {"code", "state"}
    assert answer.said["state"] == "a state"


def test_whoever_cancels_is_sent_back_without_a_code(client):
    for form in ({"answer": "cancel"}, {"answer": "nobody@sandbox.test"}, {}):
        said = ask(page_of(client), form).said
        assert (said["error"], said["state"]) == ("access_denied", "a state")
        assert "code" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "somebody-else"},
        {"client_id": ""},
        {"redirect_uri": ""},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://127.0.0.1.evil.example/"},
        {"redirect_uri": "http://127.0.0.1@evil.example/"},
        {"redirect_uri": "http://localhost:5/"},
        {"redirect_uri": "http://127.0.0.1:5/\r\nX: y"},
    ],
)
@pytest.mark.parametrize("form", [None, {"answer": ANNA}])
def test_nobody_is_sent_to_an_address_that_is_not_the_programs(client, changed, form):
    answer = ask(page_of(client, **changed), form)
    assert (answer.status, answer.location) == (400, "")
    assert b"The program that sent you here is not known" in answer.body


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "mail everything"}, "invalid_scope"),
    ],
)
def test_what_the_program_asks_wrongly_it_is_told(client, changed, error):
    said = ask(page_of(client, **changed)).said
    assert (said["error"], said["state"]) == (error, "a state")


def test_an_admin_has_to_approve(running, client):
    running.switch("admin-approval")
    said = ask(page_of(client), {"answer": ANNA}).said
    assert said["error"] == "consent_required"
    assert said["error_description"].startswith("AADSTS90094: ")
    running.switch("all-well")
    assert "code" in ask(page_of(client), {"answer": ANNA}).said


# -- tokens (RFC 6749 section 4.1.3, RFC 7636 section 4.6)


def test_a_code_becomes_tokens_and_says_who_signed_in(running, client):
    tokens = signed_in(client, OFFICE)
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 60
    assert tokens["scope"].split() == list(client.scopes)
    assert names_in(tokens["id_token"], CLIENT_ID, "") == (OFFICE,)
    header, claims = (decoded(part) for part in tokens["id_token"].split(".")[:2])
    assert header == {"alg": "none"}
    base = client.token_endpoint.removesuffix("/token")
    expected = {"iss": base, "aud": CLIENT_ID, "sub": OFFICE, "email": OFFICE}
    assert expected.items() <= claims.items()
    assert claims["exp"] > claims["iat"]


def test_without_openid_nobody_says_who_signed_in(client):
    assert "id_token" not in signed_in(client, ANNA, scope="mail offline_access")


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "another-verifier"},
        {"code_verifier": ""},
        {"redirect_uri": "http://127.0.0.1:6/back"},
        {"code": "guessed"},
    ],
)
def test_a_code_is_worth_nothing_to_whoever_has_only_that(client, changed):
    code = ask(page_of(client), {"answer": ANNA}).said["code"]
    answer = redeem(client, code, **changed)
    assert (answer.status, answer.json["error"]) == (400, "invalid_grant")


def test_a_code_that_comes_twice_was_stolen_and_ends_the_grant(client):
    code = ask(page_of(client), {"answer": ANNA}).said["code"]
    tokens = redeem(client, code).json
    assert redeem(client, code).json["error"] == "invalid_grant"
    assert refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_each_refresh_token_is_good_once(client):
    tokens = signed_in(client, ANNA)
    fresh = refresh(client, tokens["refresh_token"]).json
    assert fresh["access_token"] != tokens["access_token"]
    assert refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert "access_token" in refresh(client, fresh["refresh_token"]).json


def test_tokens_last_as_long_as_the_scenario_says(running, client):
    all_well = find_scenario("all-well")
    running.switch(msgspec.structs.replace(all_well, issuing=Issuing(lasts=5.0)))
    assert signed_in(client, ANNA)["expires_in"] == 5


def test_whoever_signs_out_has_nothing_left(client):
    tokens = signed_in(client, ANNA)
    form = {"client_id": CLIENT_ID, "token": tokens["refresh_token"]}
    assert ask(client.revocation_endpoint, form).status == 200
    assert ask(client.revocation_endpoint, form | {"token": "unknown"}).status == 200
    assert refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 401, "invalid_client"),
        ({"client_id": "other", "grant_type": "refresh_token"}, 401, "invalid_client"),
        ({"client_id": CLIENT_ID, "grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": CLIENT_ID}, 400, "unsupported_grant_type"),
    ],
)
def test_what_the_token_endpoint_refuses(client, form, status, error):
    answer = ask(client.token_endpoint, form)
    assert (answer.status, answer.json["error"]) == (status, error)


# -- a code for another device (RFC 8628)


@pytest.fixture
def device(client):
    return ask(client.device_authorization_endpoint, {"client_id": CLIENT_ID}).json


def polled(client, device):
    form = {"grant_type": DEVICE_GRANT, "device_code": device["device_code"]}
    return ask(client.token_endpoint, form | {"client_id": CLIENT_ID})


def test_a_code_is_typed_on_another_device(client, device):
    assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", device["user_code"])
    assert polled(client, device).json["error"] == "authorization_pending"
    page = ask(device["verification_uri"])
    assert (page.status, b'name="user_code"' in page.body) == (200, True)
    typed = {"user_code": f" {device['user_code'].lower()} ", "answer": ANNA}
    assert b"You are signed in" in ask(device["verification_uri"], typed).body
    assert "refresh_token" in polled(client, device).json
    assert polled(client, device).json["error"] == "invalid_grant"
    assert b"That code is not right" in ask(device["verification_uri"], typed).body


def test_a_code_that_comes_with_the_address_is_there_already_and_harmless(device):
    assert device["user_code"].encode() in ask(device["verification_uri_complete"]).body
    bad = f"{device['verification_uri']}?user_code=%22%3E%3Cscript%3E"
    assert b"<script>" not in ask(bad).body


def test_a_wrong_code_changes_nothing(client, device):
    typed = {"user_code": "XXXX-XXXX", "answer": ANNA}
    assert b"That code is not right" in ask(device["verification_uri"], typed).body
    assert polled(client, device).json["error"] == "authorization_pending"


def test_the_program_hears_that_the_person_cancelled(client, device):
    ask(device["verification_uri"], {"user_code": device["user_code"], "answer": "cancel"})
    assert polled(client, device).json["error"] == "access_denied"


def test_the_program_hears_that_an_admin_has_to_approve(running, client, device):
    running.switch("admin-approval")
    ask(device["verification_uri"], {"user_code": device["user_code"], "answer": ANNA})
    answer = polled(client, device).json
    assert answer["error"] == "access_denied"
    assert answer["error_description"].startswith("AADSTS90094: ")


# -- what is no request


def test_there_is_nothing_else(client):
    base = client.token_endpoint.removesuffix("/token")
    assert ask(f"{base}/").status == 404
    assert ask(client.token_endpoint).status == 404


@pytest.mark.parametrize(
    "body",
    [b"code=1&code=2", b"&".join(b"f%d=" % n for n in range(60)), b"\xff=1", b"x" * 70_000],
)
def test_a_form_that_is_none_is_refused(client, body):
    assert ask(client.token_endpoint, body).status == 400


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET /" + b"a" * 200_000,
        b"GET /authorize?a=%s HTTP/1.1\r\nHost: \xff\r\n\r\n",
        b"POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999\r\n\r\n"
        + b"x" * 99_999,
    ],
    ids=["tls", "no-end", "host", "length"],
)
def test_bytes_that_are_no_request_are_answered_with_a_refusal_or_nothing(client, sent):
    place = urlsplit(client.token_endpoint)
    with socket.create_connection((place.hostname, place.port), timeout=5) as raw:
        try:
            raw.sendall(sent)
            raw.shutdown(socket.SHUT_WR)
            said = raw.recv(100)
        except OSError as gone:
            # It has hung up, before or after the end was sent. A silence is no answer.
            assert isinstance(gone, ConnectionError) or gone.errno == errno.ENOTCONN
            said = b""
    assert said == b"" or said.startswith(b"HTTP/1.1 400 ")
    assert ask(page_of(client)).status == 200
