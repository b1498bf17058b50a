"""Tokens of a signed-in user, with an issuer that counts how often it is asked."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import KeyringCredentials, MemoryCredentials
from mailadmin.core.keys import NoToken
from mailadmin.core.oauth.grant import Grant, opened, sealed
from mailadmin.core.oauth.keeper import TokenKeeper
from mailadmin.core.oauth.sign_out import sign_out
from mailadmin.core.oauth.tokens import Tokens
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings
from mailadmin.core.workspace import Workspace
from tests.core.keyring_doubles import Failing
from tests.core.oauth.program import ISSUER, client_at, workspace_at
from tests.servers.authorization import CLIENT, USER, AuthorizationServer, answer, json_answer

PLACE = ("anna", SecretRole.OAUTH)


class Signed:
    """A program in which somebody has signed in."""

    def __init__(self, folder: Path, server: AuthorizationServer) -> None:
        self.server = server
        self.grant = Grant(
            issuer=ISSUER,
            client_id=CLIENT,
            refresh_token=server.new("refresh"),
            scopes=("mail",),
            user=USER,
        )
        self.credentials = MemoryCredentials({PLACE: sealed(self.grant)})
        self.workspace: Workspace = workspace_at(
            folder, client_at(server), credentials=self.credentials
        )
        self.keeper = self.workspace.keys.keeper(*PLACE)

    @property
    def asked(self) -> list[str]:
        """The refresh tokens that were asked with."""
        return [fields["refresh_token"] for path, fields in self.server.asked if path == "/token"]

    async def held(self) -> Grant | None:
        secret = await self.credentials.read(*PLACE)
        return opened(secret) if secret is not None else None

    async def refusal(self) -> str:
        with pytest.raises(NoToken) as lacking:
            await self.keeper.token()
        return lacking.value.verdict.id


@pytest.fixture
async def signed(tmp_path: Path) -> AsyncIterator[Signed]:
    async with AuthorizationServer() as server:
        yield Signed(tmp_path, server)


class Gate:
    """An issuer's token address that answers when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.opened = asyncio.Event()
        self.count = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.count += 1
        self.asked.set()
        await self.opened.wait()
        writer.write(json_answer(access_token="late", refresh_token="next", expires_in=3600))
        await writer.drain()
        writer.close()


@pytest.fixture
async def gate(signed: Signed) -> AsyncIterator[Gate]:
    gate = Gate()
    server = await asyncio.start_server(gate.talk, "127.0.0.1", 0)
    endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/token"
    client = msgspec.structs.replace(client_at(signed.server), token_endpoint=endpoint)
    signed.workspace.settings_file.save(Settings(clients=(client,)))
    yield gate
    gate.opened.set()
    server.close()


async def test_fifty_askers_and_one_question(signed: Signed) -> None:
    tokens = await asyncio.gather(*(signed.keeper.token() for _ in range(50)))
    assert len(set(tokens)) == 1
    assert len(signed.asked) == 1
    assert await signed.keeper.token() == tokens[0]
    assert len(signed.asked) == 1


async def test_a_new_grant_takes_the_place_of_the_old_one(signed: Signed) -> None:
    await signed.keeper.token()
    now = await signed.held()
    assert now is not None
    assert now == msgspec.structs.replace(signed.grant, refresh_token=now.refresh_token)
    assert now.refresh_token != signed.grant.refresh_token
    signed.keeper.drop()
    await signed.keeper.token()
    assert signed.asked == [signed.grant.refresh_token, now.refresh_token]


@pytest.mark.parametrize(("lasts", "questions"), [(3600, 1), (0.05, 2)])
async def test_a_token_is_renewed_before_it_is_over(
    lasts: float, questions: int, signed: Signed
) -> None:
    signed.server.says["/token"] = json_answer(access_token="a", expires_in=lasts)
    await signed.keeper.token()
    await asyncio.sleep(0.045)  # the last fifth of a short life counts as over
    await signed.keeper.token()
    assert len(signed.asked) == questions


async def test_a_refused_token_is_renewed_once_for_all(signed: Signed) -> None:
    old = await signed.keeper.token()
    tokens = await asyncio.gather(*(signed.keeper.renewed(old) for _ in range(10)))
    assert len(signed.asked) == 2
    assert set(tokens) == {await signed.keeper.token()}
    assert old not in tokens
    # Who hears of the refusal late gets the new one without a question.
    assert await signed.keeper.renewed(old) == tokens[0]
    assert len(signed.asked) == 2


async def test_the_same_token_again_is_none(signed: Signed) -> None:
    signed.server.says["/token"] = json_answer(access_token="same", expires_in=3600)
    assert await signed.keeper.renewed(await signed.keeper.token()) is None


async def test_an_asker_who_gives_up_loses_no_grant(signed: Signed, gate: Gate) -> None:
    asking = asyncio.create_task(signed.keeper.token())
    await gate.asked.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    gate.opened.set()
    assert (await signed.keeper.token()).reveal() == "late"
    assert gate.count == 1
    now = await signed.held()
    assert now is not None and now.refresh_token == "next"


async def test_signing_out_while_the_issuer_is_asked_leaves_nothing(
    signed: Signed, gate: Gate
) -> None:
    asking = asyncio.create_task(signed.keeper.token())
    await gate.asked.wait()
    await signed.credentials.delete(*PLACE)
    signed.workspace.keys.forget(*PLACE)
    gate.opened.set()
    await asking
    assert await signed.held() is None
    assert await signed.refusal() == "oauth.token.not-signed-in"


async def test_signing_out_while_a_new_grant_is_stored_leaves_nothing(
    signed: Signed, tmp_path: Path
) -> None:
    """The keyring takes its time between the last look and the writing."""
    looking, looked = asyncio.Event(), asyncio.Event()

    class Slow(MemoryCredentials):
        reads = 0

        async def read(self, account_id: str, role: SecretRole) -> Secret | None:
            self.reads += 1
            found = await super().read(account_id, role)
            if self.reads == 2:  # the first is for the grant to ask with
                looking.set()
                await looked.wait()
            return found

    credentials = Slow({PLACE: sealed(signed.grant)})
    workspace = workspace_at(tmp_path, client_at(signed.server), credentials=credentials)
    asking = asyncio.create_task(workspace.keys.keeper(*PLACE).token())
    await looking.wait()
    leaving = asyncio.create_task(sign_out(*PLACE, workspace))
    await asyncio.wait((leaving,), timeout=0.2)
    looked.set()
    await asyncio.gather(asking, leaving)
    assert await credentials.read(*PLACE) is None


async def test_signing_in_while_the_issuer_is_asked_counts_more(signed: Signed, gate: Gate) -> None:
    asking = asyncio.create_task(signed.keeper.token())
    await gate.asked.wait()
    newer = msgspec.structs.replace(signed.grant, refresh_token="newer", user="ben@example.com")
    await signed.credentials.write(*PLACE, sealed(newer))
    signed.workspace.keys.remember(*PLACE, ISSUER, Tokens(access_token=Secret("ben's"), lasts=3600))
    gate.opened.set()
    await asking
    assert await signed.held() == newer
    assert (await signed.keeper.token()).reveal() == "ben's"


async def test_another_program_was_first(signed: Signed) -> None:
    """The old grant is over because the same user's other program has got the new one."""
    signed.server.revoked.add(signed.grant.refresh_token)
    newer = msgspec.structs.replace(signed.grant, refresh_token=signed.server.new("refresh"))

    class Elsewhere(MemoryCredentials):
        reads = 0

        async def read(self, account_id: str, role: SecretRole) -> Secret | None:
            self.reads += 1
            return sealed(signed.grant if self.reads == 1 else newer)

    keeper = TokenKeeper(*PLACE, Elsewhere(), signed.workspace.net, signed.workspace.settings_file)
    assert (await keeper.token()).reveal() in signed.server.given
    assert signed.asked == [signed.grant.refresh_token, newer.refresh_token]


async def test_a_grant_that_was_taken_back(signed: Signed) -> None:
    signed.server.revoked.add(signed.grant.refresh_token)
    assert await signed.refusal() == "oauth.token.over"
    assert len(signed.asked) == 1
    assert await signed.held() == signed.grant  # whether to sign out is the person's choice


async def test_a_failure_is_not_remembered(signed: Signed) -> None:
    signed.server.says["/token"] = answer(b"", 503)
    assert await signed.refusal() == "oauth.token.no-answer"
    del signed.server.says["/token"]
    assert await signed.keeper.token()


async def test_a_grant_of_another_registration(signed: Signed) -> None:
    client = client_at(signed.server, "another-program")
    signed.workspace.settings_file.save(Settings(clients=(client,)))
    assert await signed.refusal() == "oauth.token.other-registration"
    signed.workspace.settings_file.save(Settings())
    assert await signed.refusal() == "oauth.token.other-registration"
    assert signed.asked == []


async def test_a_keyring_that_refuses_is_the_reason(tmp_path: Path) -> None:
    credentials = KeyringCredentials(lambda: Failing(RuntimeError("no")))
    keeper = workspace_at(tmp_path, credentials=credentials).keys.keeper(*PLACE)
    with pytest.raises(NoToken) as lacking:
        await keeper.token()
    assert lacking.value.verdict.id.startswith("keyring.")


@pytest.mark.parametrize("stored", ["a password", "[1]", json.dumps({"issuer": 7})])
async def test_what_is_no_grant_is_none(stored: str, signed: Signed) -> None:
    await signed.credentials.write(*PLACE, Secret(stored))
    assert await signed.refusal() == "oauth.token.not-signed-in"


async def test_a_token_from_outside_is_used_as_it_is(signed: Signed) -> None:
    await signed.credentials.write(*PLACE, sealed(Grant(access_token="given")))
    token = await signed.keeper.token()
    assert token.reveal() == "given"
    assert await signed.keeper.renewed(token) is None
    assert signed.asked == []
