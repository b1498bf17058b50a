"""Findings of a domain as the core would report them, made by hand: everything at once."""

from datetime import UTC, datetime

from mailadmin.core.account import Route
from mailadmin.core.domain.outcome import result_of
from mailadmin.core.event import Started
from mailadmin.core.finding import Evidence, Finding, Params, RecordSeen, Status, TermSeen, Verdict
from mailadmin.ui import words
from mailadmin.ui.widgets.survey_card import SurveyCard

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
LONG_NAME = "_spf.rundschreiben-dienstleister.example.net"


def record(text: str, *terms: TermSeen, name: str = "example.com.") -> RecordSeen:
    return RecordSeen(name=name, type="TXT", values=(text,), answer="found", terms=terms)


def tree() -> RecordSeen:
    """Three levels, a name that is missing, and one question too many."""
    deep = record(
        f"v=spf1 a:mail.{LONG_NAME} -all",
        TermSeen(text=f"a:mail.{LONG_NAME}", lookups=4),
        name=f"a.{LONG_NAME}.",
    )
    inner = record(
        f"v=spf1 include:a.{LONG_NAME} ~all",
        TermSeen(text=f"include:a.{LONG_NAME}", lookups=3, record=deep),
        name=f"{LONG_NAME}.",
    )
    gone = RecordSeen(name="gone.example.net.", type="TXT", values=(), answer="no-such-name")
    return record(
        f"v=spf1 mx include:{LONG_NAME} include:gone.example.net -all",
        TermSeen(text="mx", lookups=1),
        TermSeen(text=f"include:{LONG_NAME}", lookups=2, record=inner),
        TermSeen(
            text="include:gone.example.net",
            lookups=11,
            record=gone,
            problem="domain.no-such-domain",
        ),
    )


def finding(
    check: str,
    status: Status,
    *,
    subject: str = "example.com",
    route: Route | None = None,
    evidence: tuple[Evidence, ...] = (),
    cause: str | None = None,
    params: Params | None = None,
) -> Finding:
    about: Params = {"domain": "example.com", "limit": 20.0, "address": "anna@example.com"}
    verdict = Verdict("domain.too-slow", status, {**about, **(params or {})}, evidence, cause)
    return Finding(
        check=check, subject=subject, route=route, verdict=verdict, started=NOW, elapsed_ms=23.0
    )


def started(check: str) -> Started:
    return Started(check=check, subject="example.com", route=None, limit=20.0, at=NOW)


PARTS: Params = {"spf": "ok", "dkim": "unknown", "dmarc": "warning"}
CAUSE = "sender-spf-dkim-fail"

FINDINGS = (
    finding("domain.route", Status.WARNING, route=Route.MAIL_SERVER, params=PARTS),
    finding("domain.route", Status.FAILED, route=Route.MESSENGER, params=PARTS),
    finding("domain.mx", Status.OK, evidence=(record("10 mx.example.com."),)),
    finding("domain.tls-rpt", Status.OK, evidence=(record(f"p={'MIIB' * 90}"),)),
    finding("domain.spf", Status.FAILED, evidence=(tree(),), cause=CAUSE),
    finding("domain.dkim", Status.UNKNOWN),
    finding("domain.dmarc", Status.WARNING, cause="sender-dmarc-fail"),
    finding("domain.ptr", Status.WARNING, subject="192.0.2.7", cause=CAUSE),
    finding("domain.ptr", Status.WARNING, subject="2001:db8::7", cause=CAUSE),
    finding("domain.ptr", Status.OK, subject="192.0.2.9"),
    finding("domain.mta-sts", Status.INFO),
    finding("domain.bimi", Status.SKIPPED),
)


def a_step() -> str:
    """The first thing to do about most of them."""
    fix = words.fix_of(finding("domain.ptr", Status.WARNING, cause=CAUSE))
    assert fix is not None
    return fix.steps[0]


def show(card: SurveyCard) -> None:
    """Put all of them onto a card."""
    card.show_result(result_of("example.com", FINDINGS, 812.0))
