"""The connection test against servers that follow a script, on both event loops."""

import asyncio
import base64
import ssl
from pathlib import Path

import msgspec
import pytest
import trustme

from mailadmin.core.account import Security, SignIn
from mailadmin.core.diagnosis.weighing import all_signs
from mailadmin.core.event import Found, Outcome, Started
from mailadmin.core.finding import ReplySeen, Status
from mailadmin.core.smtp.connection_test import planned
from tests.core.smtp.support import PASSWORD, Seen, run_against, server
from tests.servers.scripted import (
    HANG_UP,
    RESET,
    Conversation,
    Step,
    ehlo,
    expect,
    say,
    scripted,
    start_tls,
    wait,
)

pytestmark = pytest.mark.both_loops

PLAIN = base64.b64encode(f"\0anna@example.test\0{PASSWORD}".encode()).decode()
SIGNED_IN: list[Step] = [expect(f"AUTH PLAIN {PLAIN}"), say("235 2.7.0 ok")]
ENVELOPE: list[Step] = [
    expect("MAIL FROM:<anna@example.test>"),
    say("250 ok"),
    expect("RCPT TO:<ben@example.test>"),
    say("250 ok"),
]
GOODBYE: list[Step] = [expect("RSET"), say("250 ok"), expect("QUIT"), say("221 bye")]


def context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("localhost",))).configure_cert(made)
    return made


async def test_every_stage_passes_and_the_goodbye_is_said() -> None:
    seen = Seen()
    async with scripted(
        say("220 hello"), ehlo("AUTH PLAIN"), SIGNED_IN, ENVELOPE, GOODBYE
    ) as there:
        result = await run_against(server(there.port), seen)
        assert there.open_connections == 0
    assert [finding.check for finding in seen.findings] == [
        "dns.resolve", "net.connect", *["net.connect"] * (len(_connects(seen)) - 1),
        "smtp.greeting", "smtp.ehlo", "tls.handshake", "smtp.auth", "smtp.sender",
        "smtp.recipient",
    ]  # fmt: skip
    assert result.status is Outcome.WARNING  # not encrypted
    assert seen.finding("smtp.auth").status is Status.OK


def _connects(seen: Seen) -> list[object]:
    return [finding for finding in seen.findings if finding.check == "net.connect"]


async def test_encrypted_from_the_start_is_green(authority: trustme.CA, ca_file: Path) -> None:
    seen = Seen()
    async with scripted(
        say("220 hello"), ehlo("AUTH PLAIN"), SIGNED_IN, ENVELOPE, GOODBYE,
        tls=context(authority),
    ) as there:  # fmt: skip
        result = await run_against(server(there.port, security=Security.TLS), seen, ca_file)
    assert result.status is Outcome.PASSED
    assert seen.finding("tls.certificate").verdict.id == "tls.certificate.ok"
    assert "test.proven.smtp.auth" in [phrase.id for phrase in result.proven]


async def test_a_server_that_takes_only_helo_is_quoted_and_gets_no_password() -> None:
    seen = Seen()
    async with scripted(
        say("220 hi"), expect("EHLO"), say("502 5.5.1 what is EHLO"), expect("HELO"), say("250 hi")
    ) as there:
        result = await run_against(server(there.port, security=Security.STARTTLS), seen)
        assert not any(PASSWORD in line or "AUTH" in line for line in there.heard)
    assert seen.finding("smtp.ehlo").verdict.id == "smtp.ehlo.only-helo"
    failure = seen.finding("tls.handshake").verdict
    assert failure.id == "tls.handshake.no-ehlo"
    assert failure.params["reply"] == "502 5.5.1 what is EHLO"
    assert ReplySeen(code=502, enhanced="5.5.1", text="5.5.1 what is EHLO") in failure.evidence
    assert result.status is Outcome.FAILED
    assert result.cause == "tls-starttls-unavailable"


async def test_an_upgrade_is_green_and_abilities_are_asked_again(
    authority: trustme.CA, ca_file: Path
) -> None:
    seen = Seen()
    async with scripted(
        say("220 hello"), ehlo("STARTTLS"), expect("STARTTLS"), say("220 go"),
        start_tls(context(authority)), ehlo("AUTH PLAIN"), SIGNED_IN, ENVELOPE, GOODBYE,
    ) as there:  # fmt: skip
        result = await run_against(server(there.port, security=Security.STARTTLS), seen, ca_file)
    assert result.status is Outcome.PASSED


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_what_goes_well_is_not_looked_up_among_the_causes(
    security: Security, authority: trustme.CA, ca_file: Path
) -> None:
    """Sorting them takes a quarter of a second, which would pass for the server's own time."""
    all_signs.cache_clear()
    tls = context(authority)
    upgrade: list[Step] = [
        ehlo("STARTTLS"), expect("STARTTLS"), say("220 go"), start_tls(tls)
    ]  # fmt: skip
    early = security is Security.TLS
    async with scripted(
        say("220 hello"), *([] if early else upgrade), ehlo("AUTH PLAIN"), SIGNED_IN, ENVELOPE,
        GOODBYE, tls=tls if early else None,
    ) as there:  # fmt: skip
        result = await run_against(server(there.port, security=security), Seen(), ca_file)
    assert result.status is Outcome.PASSED
    assert all_signs.cache_info().currsize == 0


async def test_commands_go_in_one_flight_where_the_server_takes_it() -> None:
    async with scripted(
        say("220 hello"), ehlo("AUTH PLAIN", "PIPELINING"), SIGNED_IN,
        # All four are heard before the first is answered.
        expect("MAIL"), expect("RCPT"), expect("RSET"), expect("QUIT"),
        say(b"250 ok\r\n250 ok\r\n250 ok\r\n221 bye\r\n"),
    ) as there:  # fmt: skip
        result = await run_against(server(there.port), Seen())
    assert result.failure is None


@pytest.mark.parametrize(
    ("steps", "check", "verdict", "cause"),
    [
        ([RESET], "smtp.greeting", "stage.reset", "network-reset"),
        ([HANG_UP], "smtp.greeting", "stage.reset", "network-reset"),
        ([], "smtp.greeting", "smtp.greeting.timed-out", "network-timeout"),
        ([say("554 5.7.1 not from here")], "smtp.greeting", "smtp.greeting.refused", None),
        ([say("HTTP/1.1 400 Bad Request")], "smtp.greeting", "smtp.greeting.http-server",
         "protocol-wrong-service"),
        ([say("SSH-2.0-OpenSSH_9.2")], "smtp.greeting", "smtp.greeting.ssh-server",
         "protocol-wrong-service"),
        ([say("* OK IMAP4rev1 ready")], "smtp.greeting", "smtp.greeting.imap-server",
         "protocol-wrong-service"),
        ([say("+OK POP3 ready")], "smtp.greeting", "smtp.greeting.pop3-server",
         "protocol-wrong-service"),
        ([say(b"x" * 200_000)], "smtp.greeting", "stage.bad-reply", None),
        ([say("220 hi"), expect("EHLO"), RESET], "smtp.ehlo", "stage.reset", "network-reset"),
        ([say("220 hi"), expect("EHLO"), say("501 5.5.4 Invalid domain name"), expect("HELO"),
          say("501 no")], "smtp.ehlo", "smtp.ehlo.name-refused", "protocol-helo-rejected"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH"), say("535 5.7.8 no")],
         "smtp.auth", "smtp.auth.refused", "auth-bad-credentials"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH"),
          say("534 5.7.9 Application-specific password required")],
         "smtp.auth", "smtp.auth.refused", "auth-app-password-required"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH"), say("454 4.7.0 Temporary failure")],
         "smtp.auth", "smtp.auth.refused", "auth-backend-failure"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH"), HANG_UP],
         "smtp.auth", "stage.reset", "network-reset"),
        ([say("220 hi"), ehlo("SIZE 1")], "smtp.auth", "smtp.auth.not-offered",
         "auth-method-unavailable"),
        ([say("220 hi"), ehlo("AUTH GSSAPI NTLM")], "smtp.auth", "smtp.auth.no-common-mechanism",
         "auth-method-unavailable"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), *SIGNED_IN, expect("MAIL"),
          say("553 5.7.1 not owned by user anna")],
         "smtp.sender", "smtp.sender.refused", "sender-not-owned"),
        ([say("220 hi"), ehlo("AUTH PLAIN"), *SIGNED_IN, expect("MAIL"), say("250 ok"),
          expect("RCPT"), say("550 5.1.1 no such user here")],
         "smtp.recipient", "smtp.recipient.refused", "recipient-unknown"),
    ],
)  # fmt: skip
async def test_each_failure_is_named(
    steps: list[Step], check: str, verdict: str, cause: str | None
) -> None:
    seen = Seen()
    async with scripted(steps) as there:
        result = await run_against(server(there.port, time_limit=0.5), seen)
    failure = result.failure
    assert failure is not None
    assert result.status is Outcome.FAILED
    assert (failure.check, failure.verdict.id, failure.verdict.cause) == (check, verdict, cause)
    assert not [text for text in there.heard if PASSWORD in text]


async def test_a_recipient_put_off_is_a_warning() -> None:
    seen = Seen()
    async with scripted(
        say("220 hi"), ehlo("AUTH PLAIN"), SIGNED_IN, ENVELOPE[:3],
        say("450 4.7.1 Greylisted, try again in 5 minutes"), GOODBYE,
    ) as there:  # fmt: skip
        result = await run_against(server(there.port), seen)
    assert result.status is Outcome.WARNING
    assert seen.finding("smtp.recipient").verdict.cause == "temporary-greylisted"


async def test_without_a_sign_in_the_result_is_not_green(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(
        say("220 hello"), ehlo("AUTH PLAIN"), ENVELOPE, GOODBYE, tls=context(authority)
    ) as there:
        target = server(there.port, security=Security.TLS, sign_in=SignIn.NONE)
        result = await run_against(target, Seen(), ca_file)
    assert result.status is Outcome.WARNING
    assert [phrase.id for phrase in result.not_proven] == ["test.no-message", "test.no-sign-in"]


async def test_a_password_does_not_cross_a_plain_connection_unasked() -> None:
    seen = Seen()
    async with scripted(say("220 hello"), ehlo("AUTH PLAIN LOGIN CRAM-MD5")) as there:
        await run_against(server(there.port, plain_password_allowed=False), seen)
    assert seen.finding("smtp.auth").verdict.id == "smtp.auth.not-encrypted"
    assert not any(line.upper().startswith("AUTH") for line in there.heard)


async def test_the_upgrade_is_never_skipped() -> None:
    seen = Seen()
    async with scripted(say("220 hello"), ehlo("AUTH PLAIN")) as there:
        await run_against(server(there.port, security=Security.STARTTLS), seen)
    assert seen.finding("tls.handshake").verdict.cause == "tls-starttls-unavailable"
    assert not any(line.upper().startswith(("AUTH", "MAIL")) for line in there.heard)


async def test_an_upgrade_overwritten_on_the_way_is_seen() -> None:
    seen = Seen()
    async with scripted(say("220 ****"), ehlo("XXXXXXXA", "AUTH PLAIN")) as there:
        await run_against(server(there.port, security=Security.STARTTLS), seen)
    assert seen.finding("tls.handshake").verdict.cause == "network-intercepted"


async def test_text_slipped_in_before_the_encryption_is_not_believed(
    authority: trustme.CA, ca_file: Path
) -> None:
    seen = Seen()
    async with scripted(
        say("220 hello"), ehlo("STARTTLS"), expect("STARTTLS"),
        say(b"220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n"), start_tls(context(authority)),
    ) as there:  # fmt: skip
        result = await run_against(server(there.port, security=Security.STARTTLS), seen, ca_file)
    assert result.failure is not None
    assert result.failure.verdict.id == "stage.injected"


async def test_a_certificate_for_another_name_is_explained_and_no_password_goes_out(
    authority: trustme.CA, ca_file: Path
) -> None:
    seen = Seen()
    async with scripted(
        say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority, "other.test")
    ) as there:
        await run_against(server(there.port, security=Security.TLS), seen, ca_file)
    finding = seen.finding("tls.certificate")
    assert finding.verdict.cause == "tls-cert-hostname-mismatch"
    assert finding.verdict.params["names"] == "other.test"
    assert there.heard == []


async def test_a_certificate_the_user_accepted_is_used_and_still_a_warning(
    authority: trustme.CA,
) -> None:
    seen, secure = Seen(), context(authority)
    script: list[Step] = [say("220 hi"), *ehlo("AUTH PLAIN"), *SIGNED_IN, *ENVELOPE, *GOODBYE]
    async with scripted(script, tls=secure) as there:
        untrusted = server(there.port, security=Security.TLS)
        await run_against(untrusted, seen)
        refused = seen.finding("tls.certificate")
        assert refused.verdict.cause == "tls-cert-untrusted"
        fingerprint = str(refused.verdict.params["fingerprint"])
        again = Seen()
        accepted = server(there.port, security=Security.TLS, trusted_certificate=fingerprint)
        result = await run_against(accepted, again)
        another = server(there.port, security=Security.TLS, trusted_certificate="00" * 32)
        refused_again = await run_against(another, Seen())
    assert again.finding("tls.certificate").verdict.id == "tls.certificate.accepted"
    assert result.status is Outcome.WARNING
    assert refused_again.status is Outcome.FAILED


async def test_an_accepted_certificate_is_no_reason_to_speak_an_old_tls(
    authority: trustme.CA,
) -> None:
    """Whoever is on the way lets the first look pass and holds the second one to an old TLS."""
    secure = context(authority)
    old = context(authority)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1

    async def upgrade(talk: Conversation) -> None:
        first = len(there.conversations) % 2 == 1
        await talk.writer.start_tls(secure if first else old)

    script: list[Step] = [say("220 hi"), *ehlo("STARTTLS"), expect("STARTTLS"), say("220 go")]
    script += [upgrade, *ehlo("AUTH PLAIN"), *SIGNED_IN, *ENVELOPE, *GOODBYE]
    async with scripted(script) as there:
        seen, untrusted = Seen(), server(there.port, security=Security.STARTTLS)
        await run_against(untrusted, seen)
        fingerprint = str(seen.finding("tls.certificate").verdict.params["fingerprint"])
        accepted = msgspec.structs.replace(untrusted, trusted_certificate=fingerprint)
        result = await run_against(accepted, Seen())
    assert result.status is Outcome.FAILED
    assert not any(line.upper().startswith("AUTH") for line in there.heard)


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS, Security.NONE])
async def test_the_plan_is_the_order_in_which_it_happens(
    authority: trustme.CA, ca_file: Path, security: Security
) -> None:
    secure = context(authority)
    opening: list[Step] = [say("220 hi"), *ehlo("STARTTLS", "AUTH PLAIN")]
    if security is Security.STARTTLS:
        opening += [expect("STARTTLS"), say("220 go"), start_tls(secure), *ehlo("AUTH PLAIN")]
    script = [*opening, *SIGNED_IN, *ENVELOPE, *GOODBYE]
    async with scripted(script, tls=secure if security is Security.TLS else None) as there:
        seen, tested = Seen(), server(there.port, security=security, plain_password_allowed=True)
        await run_against(tested, seen, ca_file)
    happened = [event.check for event in seen if isinstance(event, Started)]
    assert tuple(dict.fromkeys(happened)) == planned(tested)


async def test_the_setting_that_works_is_offered_without_a_password(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority)) as there:
        wrong = server(there.port, security=Security.STARTTLS, time_limit=0.5)
        result = await run_against(wrong, Seen(), ca_file)
    assert result.suggestion is not None
    assert (result.suggestion.port, result.suggestion.security) == (there.port, Security.TLS)
    assert result.cause == "tls-mode-mismatch"
    assert not any(line.upper().startswith(("AUTH", "MAIL")) for line in there.heard)


@pytest.mark.parametrize("cut", range(8))
async def test_cancelling_leaves_nothing_open(cut: int) -> None:
    script: list[Step] = [say("220 hi"), *ehlo("AUTH PLAIN"), *SIGNED_IN, *ENVELOPE]
    seen = Seen()
    async with scripted(script[:cut]) as there:
        task = asyncio.ensure_future(run_against(server(there.port, time_limit=30), seen))
        while not there.conversations:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.05)
        assert there.open_connections == 0
    started = [event.check for event in seen if isinstance(event, Started)]
    found = {event.finding.check for event in seen if isinstance(event, Found)}
    assert set(started) <= found


async def test_a_server_that_says_one_byte_at_a_time_is_stopped_by_the_limit() -> None:
    drip: list[Step] = [step for _ in range(40) for step in (say(b"2"), wait(0.05))]
    seen = Seen()
    async with scripted(drip) as there:
        began = asyncio.get_running_loop().time()
        await run_against(server(there.port, time_limit=0.4), seen)
        assert asyncio.get_running_loop().time() - began < 1.4 + 5
    assert seen.finding("smtp.greeting").status is Status.FAILED


async def test_a_server_that_repeats_the_password_does_not_get_it_into_the_evidence() -> None:
    seen = Seen()
    async with scripted(
        say("220 hi"), ehlo("AUTH PLAIN"), expect("AUTH"), say(f"535 bad password {PASSWORD}")
    ) as there:
        result = await run_against(server(there.port), seen)
    text = repr(seen) + "\n".join(result.transcript)
    assert PASSWORD not in text
    assert PLAIN not in text
    assert "[secret removed]" in text


async def test_control_characters_of_a_server_do_not_reach_the_screen() -> None:
    seen = Seen()
    async with scripted(say("554 \x1b[2Jgone\x07 \x00")) as there:
        await run_against(server(there.port), seen)
    (reply,) = seen.finding("smtp.greeting").verdict.evidence
    assert isinstance(reply, ReplySeen)
    assert reply.text.isprintable()


async def test_the_mechanism_fits_the_connection(authority: trustme.CA, ca_file: Path) -> None:
    async with scripted(
        say("220 hi"), ehlo("AUTH LOGIN CRAM-MD5"), expect("AUTH CRAM-MD5"),
        say("334 PDEyMzQ1QHNlcnZlci50ZXN0Pg=="), expect(""), say("235 ok"), ENVELOPE, GOODBYE,
    ) as plain:  # fmt: skip
        assert (await run_against(server(plain.port), Seen())).failure is None
    async with scripted(
        say("220 hi"), ehlo("AUTH CRAM-MD5 LOGIN"), expect("AUTH LOGIN"), say("334 VXNlcm5hbWU6"),
        expect(""), say("334 UGFzc3dvcmQ6"), expect(""), say("235 ok"), ENVELOPE, GOODBYE,
        tls=context(authority),
    ) as secure:  # fmt: skip
        target = server(secure.port, security=Security.TLS)
        assert (await run_against(target, Seen(), ca_file)).failure is None
    assert not any(PASSWORD in line for line in [*plain.heard, *secure.heard])
