"""Signing in at a real authorization server, and mail servers that ask it about each token.

The server is the npm package oidc-provider; Dovecot asks it, for itself and for Postfix.
"""

import asyncio
import imaplib
import ssl
from pathlib import Path

import pytest

from mailadmin.core.account import SecretRole, Security
from mailadmin.core.arrival.run import run_arrival
from mailadmin.core.event import Outcome, to_nobody
from mailadmin.core.finding import ReplySeen, Status
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.opening import Inbox, opened
from mailadmin.core.inbox.pace import Pace
from mailadmin.core.inbox.watch import Expected, watch
from mailadmin.core.oauth import exchange, sasl
from mailadmin.core.oauth.issuers import issuer_of_id
from mailadmin.core.oauth.sign_in import Way
from mailadmin.core.oauth.sign_out import sign_out
from mailadmin.core.oauth.tokens import Refused
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.secret import Secret
from tests.live.desk import Desk, Seen
from tests.live.hidden import told
from tests.live.oauth_server import HASTE, HASTY, ISSUER, LENGTH, WORDY, OAuthServer
from tests.live.office import OWNER, Office
from tests.live.postfix import ANNA, BEN, MAIL_HOST, MESSENGER_HOST
from tests.live.program import Program, is_shown_to_others

pytestmark = pytest.mark.live


@pytest.fixture
def office(desk: Desk, oauth_server: OAuthServer, ca_file: Path) -> Office:
    """The program is registered there; nobody has signed in."""
    office = Office(desk, oauth_server, ca_file)
    office.register()
    return office


@pytest.fixture
async def signed_in(office: Office) -> Office:
    """Anna has signed in."""
    result = await office.sign_in(office.person())
    assert (result.status, result.user, result.other_user) == (Outcome.PASSED, ANNA, False)
    return office


@pytest.mark.parametrize("way", list(Way))
async def test_a_sign_in_opens_mail_server_and_mailbox(office: Office, way: Way) -> None:
    person = office.person()
    result = await office.sign_in(person, way)
    assert (result.status, result.user, result.other_user) == (Outcome.PASSED, ANNA, False)
    assert len(person.shown) == (way is Way.DEVICE)
    page = await person.last_page()
    assert (page.status, page.forms) == (200, ())
    tested = await office.test(Seen())
    assert tested.status is Outcome.PASSED
    assert "C: AUTH XOAUTH2" in "\n".join(tested.transcript)


async def test_both_ways_to_show_a_token_are_understood(signed_in: Office) -> None:
    messenger = signed_in.desk.mail.messenger.submissions
    tls = {"host": MESSENGER_HOST, "security": Security.TLS}
    seen = Seen()
    result = await signed_in.test(seen, port=messenger, **tls)
    assert seen.finding("smtp.auth").status is Status.OK
    said = "\n".join(result.transcript)
    assert "XOAUTH2" not in said
    assert "C: AUTH OAUTHBEARER" in said
    # Of a mailbox the program takes XOAUTH2, which Dovecot offers as well.
    await asyncio.to_thread(borne_by_imap, signed_in, await signed_in.token())


def borne_by_imap(office: Office, token: str) -> None:
    context = ssl.create_default_context(cafile=str(office.ca_file))
    port = office.desk.mail.imaps
    message = sasl.response("OAUTHBEARER", ANNA, token, MAIL_HOST, port)
    with imaplib.IMAP4_SSL("localhost", port, ssl_context=context) as client:
        client.authenticate("OAUTHBEARER", lambda _: message)
        assert client.state == "AUTH"


async def test_a_message_is_sent_and_seen_to_arrive_with_a_token(signed_in: Office) -> None:
    seen = Seen()
    result = await run_arrival(signed_in.account(), signed_in.workspace, seen, wait=10)
    assert result.status is Outcome.PASSED
    assert [place.address for place in result.mailboxes] == [ANNA]
    for check in ("smtp.auth", "inbox.auth", "inbox.arrival"):
        assert seen.finding(check).status is Status.OK


async def test_a_token_may_be_as_long_as_those_of_the_large_providers(office: Office) -> None:
    office.register(WORDY)
    await office.sign_in(office.person())
    assert len(await office.token()) >= LENGTH
    tested = await office.test(Seen())
    assert tested.status is Outcome.PASSED
    assert told(office.server.given, *tested.transcript) == []
    await look_into(office, ANNA)


async def test_a_watch_outlives_the_token_that_it_began_with(office: Office) -> None:
    office.register(HASTY)
    await office.sign_in(office.person())
    account, loop = office.account(), asyncio.get_running_loop()
    assert account.inbox is not None
    key = await office.workspace.keys.key(OWNER, SecretRole.INBOX, account.inbox)
    expected = Expected(ready=asyncio.Event(), mark=loop.create_future(), limit=10)
    inbox, net = Inbox(server=account.inbox, key=key), office.workspace.net
    watching = asyncio.ensure_future(
        watch(inbox, expected, net, to_nobody, subject=ANNA, pace=Pace(pause=0.1))
    )
    await expected.ready.wait()
    first = await office.token()
    await asyncio.sleep(HASTE)
    mail, before = office.desk.mail, office.desk.mail.sign_ins(ANNA, "XOAUTH2")
    await asyncio.to_thread(mail.show_out, ANNA)
    sent = await office.desk.send(account, to=(ANNA,))
    expected.mark.set_result(Mark(token="", message_id=sent.row.message_id))
    watched = await watching
    assert watched.arrived is not None, watched.failure
    assert mail.sign_ins(ANNA, "XOAUTH2") > before
    assert await office.token() != first


async def test_a_token_is_renewed_before_it_is_over(office: Office) -> None:
    office.register(HASTY)
    await office.sign_in(office.person())
    first, grant = await office.token(), await office.grant()
    assert (await office.test(Seen())).status is Outcome.PASSED
    await asyncio.sleep(HASTE)
    result = await office.test(Seen())
    assert result.status is Outcome.PASSED
    assert [line for line in result.transcript if "S: 535" in line] == []
    # The server gives each refresh token for one use.
    second, kept = await office.token(), await office.grant()
    assert (second != first, kept.refresh_token != grant.refresh_token) == (True, True)
    assert {first, second, grant.refresh_token, kept.refresh_token} <= {*office.server.given}
    assert told(office.server.given, *result.transcript) == []


async def test_a_token_that_is_refused_is_renewed_quietly(signed_in: Office) -> None:
    first = await signed_in.token()
    await asyncio.to_thread(signed_in.server.forget, first, signed_in.ca_file)
    seen = Seen()
    result = await signed_in.test(seen)
    assert (result.status, seen.finding("smtp.auth").status) == (Outcome.PASSED, Status.OK)
    assert [line for line in result.transcript if "S: 535" in line] != []
    second = await signed_in.token()
    assert second != first
    assert told(signed_in.server.given, *result.transcript) == []
    await asyncio.to_thread(signed_in.server.forget, second, signed_in.ca_file)
    await look_into(signed_in, ANNA)
    assert await signed_in.token() != second


async def test_many_who_need_a_token_at_once_ask_for_one(signed_in: Office) -> None:
    first = await signed_in.keeper.token()
    renewed = await asyncio.gather(*(signed_in.keeper.renewed(first) for _ in range(5)))
    assert len({one.reveal() for one in renewed if one is not None}) == 1
    # A refresh token that is used twice makes the server take everything back.
    assert (await signed_in.test(Seen())).status is Outcome.PASSED


async def test_a_grant_that_was_taken_back_is_named(signed_in: Office) -> None:
    client = signed_in.register()
    issuer = issuer_of_id(ISSUER, (client,))
    assert issuer is not None
    grant, net = await signed_in.grant(), signed_in.workspace.net
    revoked = await exchange.revoke(issuer, client, Secret(grant.refresh_token), net)
    assert revoked is None
    result = await signed_in.test(Seen())
    assert (result.status, result.cause) == (Outcome.FAILED, "auth-oauth-token")
    assert result.failure is not None
    assert (result.failure.check, result.failure.verdict.id) == ("smtp.auth", "oauth.token.over")
    assert told(signed_in.server.given, *result.transcript) == []
    with pytest.raises(StageFailed) as failed:
        await look_into(signed_in, ANNA)
    verdict = failed.value.finding.verdict
    assert (verdict.id, verdict.cause) == ("oauth.token.over", "auth-oauth-token")


async def test_a_token_of_somebody_else_is_refused(signed_in: Office) -> None:
    result = await signed_in.test(Seen(), user=BEN)
    assert (result.status, result.cause) == (Outcome.FAILED, "auth-oauth-token")
    assert result.failure is not None
    assert result.failure.verdict.id == "smtp.auth.token-refused"
    with pytest.raises(StageFailed) as failed:
        await look_into(signed_in, BEN)
    verdict = failed.value.finding.verdict
    assert (verdict.id, verdict.cause) == ("inbox.auth.token-refused", "auth-oauth-token")


async def test_a_token_that_allows_too_little_is_refused(office: Office) -> None:
    office.register(scopes=("mail.read",))
    await office.sign_in(office.person())
    result = await office.test(Seen())
    assert (result.status, result.cause) == (Outcome.FAILED, "auth-oauth-token")
    assert result.failure is not None
    said, refused = (x for x in result.failure.verdict.evidence if isinstance(x, ReplySeen))
    assert (said.code, refused.code) == (334, 535)
    # Of every token that it does not like Dovecot says this, and the rest in its own log.
    assert result.failure.verdict.params["status"] == "401"


async def look_into(office: Office, user: str) -> None:
    """Sign in to a mailbox. Raises ``StageFailed``."""
    server = office.inbox(user)
    key = await office.workspace.keys.key(OWNER, SecretRole.INBOX, server)
    stages = Stages(to_nobody, subject=user, route=None, limit=server.time_limit)
    async with opened(Inbox(server=server, key=key), office.workspace.net, stages):
        pass


async def test_somebody_else_who_signs_in_is_noticed(office: Office) -> None:
    seen = Seen()
    result = await office.sign_in(office.person(BEN), seen=seen)
    assert (result.status, result.user, result.other_user) == (Outcome.WARNING, BEN, True)
    assert seen.finding("oauth.token").verdict.id == "oauth.token.other-user"


async def test_whoever_allows_a_part_is_told_what_is_missing(office: Office) -> None:
    seen = Seen()
    result = await office.sign_in(office.person(does="allow-reading"), seen=seen)
    assert (result.status, result.cause) == (Outcome.WARNING, "auth-oauth-token")
    verdict = seen.finding("oauth.token").verdict
    assert (verdict.id, verdict.params["lacking"]) == ("oauth.token.lacks-scope", "mail.send")


async def test_whoever_refuses_permission_is_not_signed_in(office: Office) -> None:
    person = office.person(does="refuse")
    seen = Seen()
    result = await office.sign_in(person, seen=seen)
    assert result.status is Outcome.FAILED
    assert seen.finding("oauth.page").verdict.id == "oauth.page.denied"
    assert await office.keeper.grant() is None
    assert (await person.last_page()).url.startswith("http://127.0.0.1:")


async def test_after_signing_out_nothing_opens_anything(signed_in: Office) -> None:
    token, grant = await signed_in.token(), await signed_in.grant()
    assert await sign_out(OWNER, SecretRole.OAUTH, signed_in.workspace) is None
    assert await signed_in.keeper.grant() is None
    result = await signed_in.test(Seen())
    assert result.failure is not None
    assert result.failure.verdict.id == "smtp.auth.not-signed-in"
    # Nor does what somebody has copied before.
    client = signed_in.register()
    issuer = issuer_of_id(ISSUER, (client,))
    assert issuer is not None
    old = Secret(grant.refresh_token)
    answer = await exchange.refresh(issuer, client, old, (), signed_in.workspace.net)
    assert isinstance(answer, Refused)
    assert answer.error == "invalid_grant"
    with pytest.raises(imaplib.IMAP4.error):
        await asyncio.to_thread(borne_by_imap, signed_in, token)


async def test_the_program_takes_a_token_and_shows_it_to_nobody(
    signed_in: Office, nameserver: str, tmp_path: Path
) -> None:
    program = Program(data_dir=tmp_path / "other", nameserver=nameserver, ca_file=signed_in.ca_file)
    token = await signed_in.token()
    port = signed_in.desk.mail.own.submission
    server = ("--server", MAIL_HOST, "--port", port, "--security", "starttls", "--user", ANNA)
    talk = tmp_path / "talk.txt"
    arguments = (*server, "--from", ANNA, "--auth", "oauth", "--password-stdin")
    async with program.started("test", *arguments, "--transcript", talk) as process:
        assert not is_shown_to_others(process.pid, token)
        out, err = await process.communicate(f"{token}\n".encode())
    assert process.returncode == 0, err.decode()
    assert b'"status":"passed"' in out.splitlines()[-1].replace(b'": "', b'":"')
    said = talk.read_text()
    assert "AUTH XOAUTH2" in said
    assert told(signed_in.server.given, out.decode(), err.decode(), said) == []
    assert program.files_that_hold(token) == []
