"""Asking a real authorization server, and ones that mean harm."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import trustme

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.http import HttpProblem
from mailadmin.core.net import Net, Trust
from mailadmin.core.oauth import exchange
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.core.oauth.tokens import DeviceGrant, NotAnswered, Refused, Tokens
from mailadmin.core.secret import Secret
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.servers.authorization import (
    CLIENT,
    USER,
    AuthorizationServer,
    answer,
    id_token,
    json_answer,
)

ZONE = """
.            SOA  ns hostmaster 1 3600 600 86400 0
issuer.test. A    127.0.0.1
"""
REDIRECT = "http://127.0.0.1:1/signed-in"
VERIFIER = Secret("v" * 43)


@pytest.fixture
async def net(ca_file: Path) -> AsyncIterator[Net]:
    server = NameServer(Zone(ZONE))
    await server.open()
    yield Net(Resolver(["127.0.0.1"], port=server.number, timeout=2), Trust(ca_file))
    await server.close()


@pytest.fixture
async def server(authority: trustme.CA) -> AsyncIterator[AuthorizationServer]:
    async with AuthorizationServer(authority, "issuer.test") as server:
        yield server


def issuer_at(server: AuthorizationServer, **changes: Any) -> Issuer:
    issuer = Issuer(
        id="issuer.test",
        name="Issuer",
        authorization_endpoint=server.url("/authorize"),
        token_endpoint=server.url("/token"),
        device_authorization_endpoint=server.url("/device"),
        revocation_endpoint=server.url("/revoke"),
        identifier="https://issuer.test",
        scopes=("mail",),
    )
    return msgspec.structs.replace(issuer, **changes)


PROGRAM = OAuthClient(issuer="issuer.test", client_id=CLIENT)


async def refreshed(net: Net, server: AuthorizationServer, **changes: Any) -> Any:
    issuer = issuer_at(server, **changes)
    return await exchange.refresh(issuer, PROGRAM, Secret(server.new("refresh")), ("a", "b"), net)


async def test_an_old_token_buys_a_new_one(net: Net, server: AuthorizationServer) -> None:
    tokens = await refreshed(net, server)
    assert isinstance(tokens, Tokens)
    assert (tokens.lasts, tokens.user, tokens.names) == (3600, USER, (USER,))
    assert tokens.access_token.reveal() in server.given
    _, fields = server.asked[-1]
    assert fields["client_id"] == CLIENT
    assert fields["scope"] == "a b"


async def test_a_secret_of_the_registration_goes_along(net: Net, authority: trustme.CA) -> None:
    async with AuthorizationServer(authority, "issuer.test", secret="s&=c é") as server:
        client = msgspec.structs.replace(PROGRAM, client_secret="s&=c é")
        token = Secret(server.new("refresh"))
        tokens = await exchange.refresh(issuer_at(server), client, token, (), net)
        assert isinstance(tokens, Tokens)
        refused = await exchange.refresh(issuer_at(server), PROGRAM, token, (), net)
    assert refused == Refused(error="invalid_client")


async def test_a_foreign_code_is_refused(net: Net, server: AuthorizationServer) -> None:
    issuer = issuer_at(server)
    found = await exchange.redeem(issuer, PROGRAM, Secret("stolen"), VERIFIER, REDIRECT, net)
    assert found == Refused(error="invalid_grant")


async def test_a_device_gets_its_codes_and_is_told_to_wait(
    net: Net, server: AuthorizationServer
) -> None:
    issuer = issuer_at(server)
    server.pending = ["authorization_pending"]
    codes = await exchange.ask_for_device_code(issuer, PROGRAM, ("mail",), net)
    assert isinstance(codes, DeviceGrant)
    assert (codes.user_code, codes.lasts, codes.interval) == ("WDJB-MJHT", 60, 1)
    waiting = await exchange.poll(issuer, PROGRAM, codes.device_code, net)
    assert waiting == Refused(error="authorization_pending")
    assert isinstance(await exchange.poll(issuer, PROGRAM, codes.device_code, net), Tokens)


@pytest.mark.parametrize(
    "page",
    [
        "http://127.0.0.1:80@evil.test/",
        "https://issuer.test@evil.test/",
        "https://[",
        "https://issuer.test/\x1b[2J",
        "file:///etc/passwd",
        "javascript:alert(1)",
    ],
)
async def test_nobody_is_sent_to_what_is_no_page(
    page: str, net: Net, server: AuthorizationServer
) -> None:
    fields = {"device_code": "d", "user_code": "ABCD", "expires_in": 60, "verification_uri": page}
    server.says["/device"] = json_answer(**fields)
    found = await exchange.ask_for_device_code(issuer_at(server), PROGRAM, ("mail",), net)
    assert isinstance(found, NotAnswered)


async def test_a_grant_is_taken_back(net: Net, server: AuthorizationServer) -> None:
    token = Secret(server.new("refresh"))
    assert await exchange.revoke(issuer_at(server), PROGRAM, token, net) is None
    assert token.reveal() in server.revoked
    none = issuer_at(server, revocation_endpoint="")
    assert await exchange.revoke(none, PROGRAM, token, net) is None
    server.says["/revoke"] = answer(b"", 503)
    found = await exchange.revoke(issuer_at(server), PROGRAM, token, net)
    assert found == NotAnswered(problem=HttpProblem.STATUS, detail="503")


@pytest.mark.parametrize("place", ["issuer.test:80", "127.0.0.1:80@issuer.test"])
async def test_nothing_goes_over_a_line_that_others_read(
    place: str, net: Net, server: AuthorizationServer
) -> None:
    found = await refreshed(net, server, token_endpoint=f"http://{place}/token")
    assert isinstance(found, NotAnswered)
    assert found.problem is HttpProblem.NO_TLS
    assert server.asked == []


async def test_a_server_on_this_computer_needs_no_encryption(net: Net) -> None:
    async with AuthorizationServer() as server:
        assert isinstance(await refreshed(net, server), Tokens)


HOSTILE: dict[str, bytes] = {
    "nothing": answer(b""),
    "a page": answer(b"<html>please sign in</html>", kind="text/html"),
    "a list": answer(b"[1]"),
    "deep": answer(b"[" * 500_000),
    "no token": json_answer(token_type="bearer"),
    "a token of controls": json_answer(access_token="a\x01b\r\n"),
    "an endless token": json_answer(access_token="a" * 20_000),
    "a number": json_answer(access_token=7),
    "another kind": json_answer(access_token="a", token_type="mac"),
    "kind is a list": json_answer(access_token="a", token_type=[]),
    "a broken refresh token": json_answer(access_token="a", refresh_token="a b"),
    "too big": answer(b'{"access_token": "' + b"a" * 2**20 + b'"}'),
    "a bomb": answer(gzip.compress(b" " * 2**24), extra="Content-Encoding: gzip\r\n"),
    "elsewhere": answer(b"", 302, extra="Location: http://127.0.0.1:1/\r\n"),
    "a gateway's page": answer(b"slow down", 429),
    "an error that is none": json_answer(400, error=["x"]),
    "an error with controls": json_answer(400, error="invalid\n\x1b[2Jgrant"),
    "a broken server": answer(b"{}", 500),
    "no HTTP": b"220 mail.example.com ESMTP\r\n",
    "a cut": b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_makes_no_sense_is_no_answer(
    name: str, net: Net, server: AuthorizationServer
) -> None:
    server.says["/token"] = HOSTILE[name]
    found = await refreshed(net, server)
    assert isinstance(found, NotAnswered)
    assert "mark-" not in repr(found)


@pytest.mark.parametrize("lasts", [None, "soon", -1, 0, True, [1], "nan", 10**400, 1e400], ids=repr)
async def test_a_time_that_is_none_is_not_believed(
    lasts: object, net: Net, server: AuthorizationServer
) -> None:
    body = json.dumps({"access_token": "a", "expires_in": lasts}).replace("Infinity", "1e999")
    server.says["/token"] = answer(body.encode())
    found = await refreshed(net, server)
    assert not isinstance(found, Tokens) or found.lasts is None


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another program", "email": USER},
        {"aud": CLIENT, "email": USER, "iss": "https://other.test"},
        {"aud": CLIENT, "email": "no address", "iss": "https://issuer.test"},
        {"aud": CLIENT, "email": "a\n@b", "iss": "https://issuer.test"},
        {"aud": CLIENT, "email": ["a@b"], "iss": "https://issuer.test"},
    ],
)
async def test_a_name_for_somebody_else_is_no_name(
    claims: dict[str, Any], net: Net, server: AuthorizationServer
) -> None:
    server.says["/token"] = json_answer(access_token="a", id_token=id_token(**claims))
    tokens = await refreshed(net, server)
    assert isinstance(tokens, Tokens)
    assert tokens.user == ""


async def test_an_issuer_that_repeats_a_secret_is_not_quoted(
    net: Net, server: AuthorizationServer
) -> None:
    token = server.new("refresh")
    said = json_answer(400, error="invalid_grant", error_description=f"bad token {token}")
    server.says["/token"] = said
    found = await exchange.refresh(issuer_at(server), PROGRAM, Secret(token), (), net)
    assert found == Refused(error="invalid_grant")


async def test_nobody_there_and_nobody_known(net: Net, server: AuthorizationServer) -> None:
    closed = await refreshed(net, server, token_endpoint="https://127.0.0.1:1/token")
    assert closed.problem is HttpProblem.REFUSED
    nowhere = await refreshed(net, server, token_endpoint="https://nowhere.test/token")
    assert nowhere.problem is HttpProblem.NO_ADDRESS
    stranger = issuer_at(server).token_endpoint.replace("issuer.test", "127.0.0.1")
    wrong = await refreshed(net, server, token_endpoint=stranger)
    assert wrong.problem is HttpProblem.CERTIFICATE


async def test_cancelling_ends_it_at_once(net: Net) -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    asked = asyncio.Event()
    silent = await asyncio.start_server(silence, "127.0.0.1", 0)
    async with silent:
        port = silent.sockets[0].getsockname()[1]
        async with AuthorizationServer() as server:
            endpoint = f"http://127.0.0.1:{port}/token"
            asking = asyncio.create_task(refreshed(net, server, token_endpoint=endpoint))
            await asyncio.wait_for(asked.wait(), 5)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
