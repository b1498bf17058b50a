"""Reports as support gets them, friendly and hostile."""

from datetime import UTC, datetime

from mailadmin.core.account import (
    Account,
    FromPolicy,
    Identity,
    Messenger,
    Route,
    Security,
    Server,
    SignIn,
    Witness,
)
from mailadmin.core.event import Found, Outcome, Phrase, Result, Started
from mailadmin.core.finding import Evidence, Finding, Params, ReplySeen, Status, Verdict
from mailadmin.core.history.details import Details
from mailadmin.core.history.run import Kind
from mailadmin.core.report.content import Changes, Look, MessageLine, Report, Tested, TestLine
from mailadmin.core.report.gathering import setup_of
from mailadmin.core.send.records import State

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- ]]> <img src=x onerror=alert(1)>",
    "\u202eevil\u2066 \x1b]0;PWNED\x07 \x00 \u2028\u2029",
    "{{ 7*7 }} {% raw %} {0.__class__} %s",
    "&lt;b&gt; \"quoted\" 'single' \\u003c",
    "中文 🙂 \U0001f600 العربية",
)

ACCOUNT = Account(
    id="anna",
    name="Anna Berg",
    identity=Identity(address="anna@example.com", name="Anna Berg", reply_to="reply@example.com"),
    mail_server=Server(
        host="smtp.example.com",
        port=465,
        security=Security.TLS,
        user_name="anna@example.com",
        trusted_certificate="ab" * 32,
    ),
    messenger=Messenger(
        server=Server(
            host="relay.example.net",
            port=587,
            security=Security.STARTTLS,
            sign_in=SignIn.OAUTH,
            user_name="relay-user",
            issuer="google",
        ),
        address="office@example.net",
        from_policy=FromPolicy.AUTOMATIC,
    ),
    inbox=Server(
        host="imap.example.com", port=993, security=Security.TLS, user_name="anna@example.com"
    ),
    support_address="help@example.org",
)

WITNESS = Witness(
    id="w1",
    address="anna@gmail.example",
    server=Server(
        host="imap.gmail.example", port=993, security=Security.TLS, user_name="anna@gmail.example"
    ),
)


def finding(
    *evidence: Evidence,
    verdict: str = "smtp.auth.refused",
    status: Status = Status.FAILED,
    params: Params | None = None,
    cause: str | None = "auth-bad-credentials",
) -> Finding:
    """A sign-in that was refused, if nothing else is said."""
    return Finding(
        check="smtp.auth",
        subject="smtp.example.com:465",
        route=Route.MAIL_SERVER,
        verdict=Verdict(verdict, status, params or {}, evidence, cause, 0.95),
        started=NOW,
        elapsed_ms=41.7,
    )


def a_test(*replies: str, transcript: tuple[str, ...] = ()) -> Tested:
    """A connection test at whose end a server has said this."""
    said = {"user": "anna@example.com", "reply": " ".join(replies)}
    seen = (ReplySeen(code=535, enhanced="5.7.8", text=text) for text in replies)
    failure = finding(*seen, params=said)
    result = Result(
        command="test",
        status=Outcome.FAILED,
        title=Phrase("test.failed.smtp.auth", {"host": "smtp.example.com"}),
        elapsed_ms=812.0,
        failure=failure,
        cause=failure.verdict.cause,
        transcript=transcript,
    )
    begun = Started(
        check="smtp.auth",
        subject="smtp.example.com:465",
        route=Route.MAIL_SERVER,
        limit=20.0,
        at=NOW,
    )
    return Tested(
        kind=Kind.TEST,
        route=Route.MAIL_SERVER,
        ended=NOW,
        kept=Details(events=(begun, Found(failure)), result=result),
        changes=Changes(since=None),
    )


def report(*tests: Tested) -> Report:
    """A report with these tests, a test and a message in its list."""
    return Report(
        made=NOW,
        program="0.1.0",
        system="Linux 6.1",
        account=setup_of(ACCOUNT, (WITNESS,)),
        tests=tests,
        recent=(
            TestLine(
                at=NOW,
                kind=Kind.TEST,
                route=Route.MAIL_SERVER,
                outcome=Outcome.FAILED,
                title="The server did not accept the password",
                cause="auth-bad-credentials",
            ),
            MessageLine(
                at=NOW,
                state=State.SENT,
                route=Route.MESSENGER,
                recipients=3,
                taken=2,
                message_id="<1@example.com>",
            ),
        ),
        look=Look.DONE,
    )
