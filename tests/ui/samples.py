"""Runs as the core would report them, made by hand: the window has to show all of them."""

from datetime import UTC, datetime, timedelta

from mailadmin.core.account import (
    Account,
    Identity,
    Messenger,
    Route,
    Security,
    Server,
)
from mailadmin.core.event import Event, Finished, Found, Outcome, Phrase, Result, Started
from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    CertificateSeen,
    Evidence,
    Finding,
    Params,
    RecordSeen,
    ReplySeen,
    Status,
    TlsSeen,
    Verdict,
)

SERVER = Server(
    host="smtp.example.com",
    port=465,
    security=Security.TLS,
    user_name="anna@example.com",
)
MESSENGER = Messenger(
    server=Server(
        host="relay.example.net",
        port=587,
        security=Security.STARTTLS,
        user_name="anna",
    ),
    address="anna@messenger.example.net",
)
ACCOUNT = Account(
    id="a1",
    name="Anna Berg",
    identity=Identity(address="anna@example.com", name="Anna Berg"),
    mail_server=SERVER,
    messenger=MESSENGER,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

ABOUT: Params = {
    "host": "smtp.example.com",
    "port": 465,
    "security": "tls",
    "user": "anna@example.com",
    "sender": "anna@example.com",
    "recipient": "anna@example.com",
    "address": "anna@example.com",
    "limit": 20.0,
}

CERTIFICATE = CertificateSeen(
    subject="CN=smtp.example.com",
    names=("smtp.example.com", "mail.example.com"),
    issuer="CN=Example Trust R3,O=Example Trust,C=SE",
    not_before=NOW - timedelta(days=27),
    not_after=NOW + timedelta(days=63),
    days_left=63,
    sha256="3b9c5e0f" * 8,
    key="ECDSA P-256",
    chain=("CN=smtp.example.com", "CN=Example Trust R3", "CN=Example Root X1"),
)


def finding(
    check: str,
    verdict_id: str,
    status: Status,
    *evidence: Evidence,
    params: Params | None = None,
    cause: str | None = None,
    elapsed_ms: float = 22.4,
    subject: str = "smtp.example.com:465",
    route: Route = Route.MAIL_SERVER,
) -> Finding:
    verdict = Verdict(
        verdict_id, status, {**ABOUT, **(params or {})}, evidence, cause, 0.95 if cause else None
    )
    return Finding(
        check=check,
        subject=subject,
        route=route,
        verdict=verdict,
        started=NOW,
        elapsed_ms=elapsed_ms,
    )


def started(check: str, at: datetime | None = None, route: Route = Route.MAIL_SERVER) -> Started:
    return Started(
        check=check,
        subject="smtp.example.com:465",
        route=route,
        limit=20,
        at=at or datetime.now(UTC),
    )


def opening() -> list[Finding]:
    return [
        finding(
            "dns.resolve",
            "dns.resolve.found",
            Status.OK,
            RecordSeen(
                name="smtp.example.com",
                type="A/AAAA",
                values=("192.0.2.7", "2001:db8::7"),
                answer="found",
            ),
            params={"addresses": "192.0.2.7, 2001:db8::7"},
            elapsed_ms=12,
        ),
        finding(
            "net.connect",
            "net.connect.connected",
            Status.OK,
            AddressSeen(address="192.0.2.7", outcome="connected", elapsed_ms=31.2),
            params={"address": "192.0.2.7"},
            elapsed_ms=31.2,
        ),
        finding(
            "net.connect",
            "net.connect.failed-not-needed",
            Status.INFO,
            AddressSeen(address="2001:db8::7", outcome="unreachable", elapsed_ms=1.0),
            params={"address": "2001:db8::7", "error": "network unreachable"},
            elapsed_ms=1.0,
        ),
        finding(
            "smtp.greeting",
            "smtp.greeting.ok",
            Status.OK,
            ReplySeen(code=220, enhanced=None, text="smtp.example.com ESMTP ready"),
            params={"reply": "220 smtp.example.com ESMTP ready"},
            elapsed_ms=18,
        ),
        finding(
            "smtp.ehlo",
            "smtp.ehlo.ok",
            Status.OK,
            CapabilitySeen(
                lines=("SIZE 36700160", "8BITMIME", "AUTH PLAIN LOGIN", "PIPELINING"),
                encrypted=True,
            ),
            params={"count": 4},
            elapsed_ms=16,
        ),
        finding(
            "tls.handshake",
            "tls.handshake.ok",
            Status.OK,
            TlsSeen(version="TLS 1.3", cipher="TLS_AES_256_GCM_SHA384", bits=256),
            params={"version": "TLS 1.3", "cipher": "TLS_AES_256_GCM_SHA384"},
            elapsed_ms=48,
        ),
        finding(
            "tls.certificate",
            "tls.certificate.ok",
            Status.OK,
            CERTIFICATE,
            params={"days": 63, "names": "smtp.example.com", "issuer": "Example Trust R3"},
            elapsed_ms=0.4,
        ),
    ]


def signed_in() -> Finding:
    return finding(
        "smtp.auth",
        "smtp.auth.ok",
        Status.OK,
        ReplySeen(code=235, enhanced="2.7.0", text="Authentication successful"),
        params={"mechanism": "PLAIN", "reply": "235 2.7.0 Authentication successful"},
        elapsed_ms=90,
    )


def refused_password() -> Finding:
    return finding(
        "smtp.auth",
        "smtp.auth.refused",
        Status.FAILED,
        ReplySeen(
            code=534,
            enhanced="5.7.9",
            text="Application-specific password required. For more information, go to\n"
            "https://support.example.com/mail/?p=InvalidSecondFactor",
        ),
        params={
            "mechanism": "PLAIN",
            "reply": "534 5.7.9 Application-specific password required.",
        },
        cause="auth-app-password-required",
        elapsed_ms=212,
    )


def ends() -> list[Finding]:
    return [
        finding(
            "smtp.sender",
            "smtp.sender.ok",
            Status.OK,
            ReplySeen(code=250, enhanced="2.1.0", text="Ok"),
            params={"reply": "250 2.1.0 Ok"},
        ),
        finding(
            "smtp.recipient",
            "smtp.recipient.ok",
            Status.OK,
            ReplySeen(code=250, enhanced="2.1.5", text="Ok"),
            params={"reply": "250 2.1.5 Ok"},
        ),
    ]


def skipped(*checks: str) -> list[Finding]:
    return [finding(check, "stage.not-tested", Status.SKIPPED, elapsed_ms=0) for check in checks]


def run_of(*findings: Finding) -> list[Event]:
    events: list[Event] = []
    for found in findings:
        if found.status is not Status.SKIPPED:
            events.append(started(found.check, route=found.route or Route.MAIL_SERVER))
        events.append(Found(found))
    return events


def passed() -> Result:
    return Result(
        command="test",
        status=Outcome.PASSED,
        title=Phrase("test.passed", ABOUT),
        proven=tuple(
            Phrase(f"test.proven.{check}", ABOUT)
            for check in (
                "net.connect",
                "tls.certificate",
                "smtp.auth",
                "smtp.sender",
                "smtp.recipient",
            )
        ),
        not_proven=(Phrase("test.no-message", ABOUT),),
        route=Route.MAIL_SERVER,
        elapsed_ms=812.0,
    )


def failed(failure: Finding, suggestion: Server | None = None) -> Result:
    return Result(
        command="test",
        status=Outcome.FAILED,
        title=Phrase(f"test.failed.{failure.check}", ABOUT),
        not_proven=(Phrase("test.no-message", ABOUT),),
        route=Route.MAIL_SERVER,
        elapsed_ms=412.0,
        failure=failure,
        cause=failure.verdict.cause,
        transcript=("    12.3 S: 220 smtp.example.com ESMTP ready", "    20.1 C: EHLO localhost"),
        suggestion=suggestion,
    )


def good_run() -> list[Event]:
    return [*run_of(*opening(), signed_in(), *ends()), Finished(passed())]


def bad_run() -> list[Event]:
    refused = refused_password()
    return [
        *run_of(*opening(), refused, *skipped("smtp.sender", "smtp.recipient")),
        Finished(failed(refused)),
    ]
