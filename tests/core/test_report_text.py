"""*Copy for support* and the terminal's lines: complete, readable, and without a secret."""

import re
from datetime import UTC, datetime

from mailadmin.cli.terminal import terminal_listener
from mailadmin.core.account import Route, Security, Server
from mailadmin.core.event import Finished, Found, Outcome, Phrase, Result, Started
from mailadmin.core.finding import CertificateSeen, Finding, ReplySeen, Status, Verdict
from mailadmin.core.report_text import support_text

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
REPLY = ReplySeen(code=535, enhanced="5.7.8", text="5.7.8 Authentication failed\nTry again")
FAILED = Finding(
    check="smtp.auth",
    subject="mail.test:587",
    route=Route.MAIL_SERVER,
    verdict=Verdict(
        "smtp.auth.refused",
        Status.FAILED,
        {"user": "anna", "reply": "535 no", "host": "mail.test", "port": 587, "limit": 20.0},
        (REPLY,),
        "auth-bad-credentials",
        0.9,
    ),
    started=AT,
    elapsed_ms=41.7,
)
SKIPPED = Finding(
    check="smtp.sender", subject="mail.test:587", route=Route.MAIL_SERVER,
    verdict=Verdict("stage.not-tested", Status.SKIPPED), started=AT, elapsed_ms=0.0,
)  # fmt: skip
RESULT = Result(
    command="test",
    status=Outcome.FAILED,
    title=Phrase("test.failed.smtp.auth", {"host": "mail.test"}),
    proven=(Phrase("test.proven.net.connect", {"host": "mail.test"}),),
    not_proven=(Phrase("test.no-message"),),
    elapsed_ms=99.0,
    failure=FAILED,
    cause="auth-bad-credentials",
    suggestion=Server(host="mail.test", port=465, security=Security.TLS),
    transcript=("      0.0 C: AUTH PLAIN [secret removed]",),
)
EVENTS = [
    Started(check="smtp.auth", subject="mail.test:587", route=Route.MAIL_SERVER, limit=20, at=AT),
    Found(FAILED),
    Found(SKIPPED),
]


def test_support_gets_everything_that_was_seen() -> None:
    text = support_text(EVENTS, RESULT)
    for part in (
        "mailadmin ", "Signing in to mail.test did not work", "[auth-bad-credentials",
        "To do (you) 1.", "Works instead: mail.test:465 tls", "FAILED", "smtp.auth",
        "code=535", "Authentication failed | Try again", "[secret removed]", "SKIPPED",
    ):  # fmt: skip
        assert part in text


def test_a_cancelled_run_is_named_so() -> None:
    assert "Result: cancelled" in support_text(EVENTS, None)


def test_evidence_of_a_certificate_is_one_line() -> None:
    seen = CertificateSeen(
        subject="a", names=("a.test", "b.test"), issuer="CA", not_before=AT, not_after=AT,
        days_left=3, sha256="00", key="EC 256", chain=("a", "CA"),
    )  # fmt: skip
    finding = Finding(
        check="tls.certificate", subject="mail.test:587", route=None, started=AT, elapsed_ms=1.0,
        verdict=Verdict("tls.certificate.unread", Status.INFO, {}, (seen,)),
    )  # fmt: skip
    (line,) = [x for x in support_text([Found(finding)], None).splitlines() if "a.test" in x]
    assert "names=a.test, b.test" in line


def test_the_terminal_tells_the_same_story() -> None:
    printed: list[str] = []
    listen = terminal_listener(printed.append)
    for event in (*EVENTS, Finished(RESULT)):
        listen(event)
    text = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(printed))
    assert text.startswith("Mail server mail.test:587\n")
    for part in (
        "✖ sign-in", "- sender", "Not tested", "✖ Signing in to mail.test did not work",
        "+ mail.test can be reached.", "To do (you):", "1. ", "port 465, --security tls",
    ):  # fmt: skip
        assert part in text
