"""The connection test against a real Postfix with Dovecot behind it."""

import pytest

from mailadmin.core.account import Security, SignIn
from mailadmin.core.event import Outcome
from mailadmin.core.finding import ReplySeen, Status
from mailadmin.core.secret import Secret
from tests.live.desk import Desk, Seen, own_server
from tests.live.postfix import BOSS, PASSWORD

pytestmark = pytest.mark.live


@pytest.mark.parametrize("service", ["submission", "submissions"])
async def test_an_encrypted_submission_port_is_green(desk: Desk, service: str) -> None:
    security = Security.STARTTLS if service == "submission" else Security.TLS
    seen = Seen()
    port = getattr(desk.mail.own, service)
    result = await desk.test(own_server(port, security=security), seen)
    assert result.status is Outcome.PASSED
    for check in ("tls.certificate", "smtp.auth", "smtp.sender", "smtp.recipient"):
        assert seen.finding(check).status is Status.OK
    assert PASSWORD not in "\n".join(result.transcript)


async def test_the_plain_port_gets_the_password_only_where_the_user_says_so(desk: Desk) -> None:
    port = desk.mail.own.plain
    seen = Seen()
    allowed = await desk.test(own_server(port), seen)
    assert allowed.status is Outcome.WARNING
    assert seen.finding("smtp.auth").status is not Status.FAILED
    refused = await desk.test(own_server(port, plain_password_allowed=False), Seen())
    assert refused.status is Outcome.FAILED
    assert refused.failure is not None and refused.failure.check == "smtp.auth"
    assert not any("C: AUTH" in line for line in refused.transcript)


async def test_a_port_without_encryption_is_not_used_with_starttls(desk: Desk) -> None:
    server = own_server(desk.mail.own.plain, security=Security.STARTTLS)
    result = await desk.test(server, Seen())
    assert result.status is Outcome.FAILED
    assert result.failure is not None and result.failure.check == "tls.handshake"


async def test_without_a_sign_in_the_sign_in_is_not_claimed(desk: Desk) -> None:
    server = own_server(desk.mail.own.plain, sign_in=SignIn.NONE)
    result = await desk.test(server, Seen(), key=None)
    assert result.title.id == "test.not-signed-in"


async def test_a_wrong_password_is_named(desk: Desk) -> None:
    server = own_server(desk.mail.own.submission, security=Security.STARTTLS)
    result = await desk.test(server, Seen(), key=Secret("not the password"))
    assert result.failure is not None and result.failure.check == "smtp.auth"
    assert result.cause == "auth-bad-credentials"
    assert "not the password" not in "\n".join(result.transcript)


async def test_a_sender_of_somebody_else_is_named(desk: Desk) -> None:
    server = own_server(desk.mail.own.submission, security=Security.STARTTLS)
    result = await desk.test(server, Seen(), sender=BOSS)
    # Postfix puts its refusal off until it has heard a recipient (smtpd_delay_reject).
    assert result.failure is not None and result.failure.check == "smtp.recipient"
    assert _code(result.failure.verdict.evidence) == 553
    assert result.cause == "sender-not-owned"
    assert result.title.id == "test.failed.smtp.sender"
    assert not any(phrase.id == "test.proven.smtp.sender" for phrase in result.proven)


async def test_an_unknown_recipient_is_named(desk: Desk) -> None:
    server = own_server(desk.mail.own.submissions, security=Security.TLS)
    result = await desk.test(server, Seen(), recipient="nobody@office.test")
    assert result.failure is not None and result.failure.check == "smtp.recipient"
    assert _code(result.failure.verdict.evidence) == 550
    assert result.cause == "recipient-unknown"


async def test_nothing_is_delivered_by_testing(desk: Desk) -> None:
    before = len(desk.mail.messages())
    await desk.test(own_server(desk.mail.own.plain), Seen())
    assert len(desk.mail.messages()) == before


def _code(evidence: object) -> int:
    (reply,) = [seen for seen in evidence if isinstance(seen, ReplySeen)]  # type: ignore[attr-defined]
    return reply.code
