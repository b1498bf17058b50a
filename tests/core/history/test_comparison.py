"""What counts as a change between two runs, and what does not."""

from datetime import UTC, datetime

import pytest

from mailadmin.core.account import Route
from mailadmin.core.event import Found
from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    CertificateSeen,
    Evidence,
    Finding,
    RecordSeen,
    ReplySeen,
    Status,
    TlsSeen,
    Verdict,
)
from mailadmin.core.history.comparison import Change, compare
from mailadmin.core.history.run import Kind, Run
from mailadmin.core.history.words import told
from tests.core.history.samples import NOW, about, run

HOST = "smtp.example.com:587"


def found(
    check: str,
    status: Status = Status.OK,
    *evidence: Evidence,
    said: str = "smtp.ehlo.read",
    subject: str = HOST,
    route: Route | None = Route.MAIL_SERVER,
) -> Found:
    verdict = Verdict(said, status, {"host": "smtp.example.com"}, evidence)
    return Found(Finding(check=check, subject=subject, route=route, verdict=verdict,
                         started=NOW, elapsed_ms=1))  # fmt: skip


def of(*events: Found, kind: Kind = Kind.TEST) -> Run:
    return run(about(kind), events=events)


def changes(then: Run, now: Run) -> list[tuple[Change, str]]:
    return [(one.change, one.check) for one in compare(then, now)]


def certificate(until: int = 2027, issuer: str = "Some CA") -> CertificateSeen:
    return CertificateSeen(
        subject="smtp.example.com", names=(), issuer=issuer, key="RSA 2048", chain=(),
        not_before=datetime(2026, 1, 1, tzinfo=UTC), not_after=datetime(until, 1, 1, tzinfo=UTC),
        days_left=60, sha256="00",
    )  # fmt: skip


def test_equal_runs_differ_in_nothing_whatever_time_they_took() -> None:
    one = of(found("smtp.ehlo", Status.OK, ReplySeen(code=250, enhanced=None, text="id 123")))
    two = of(found("smtp.ehlo", Status.OK, ReplySeen(code=250, enhanced=None, text="id 456")))
    assert compare(one, two) == ()


def test_a_check_that_ended_otherwise() -> None:
    then, now = of(found("smtp.auth")), of(found("smtp.auth", Status.FAILED, said="smtp.auth.x"))
    (difference,) = compare(then, now)
    assert difference.change is Change.OUTCOME
    assert difference.now is not None
    assert difference.now.status is Status.FAILED


def test_good_is_good_however_it_is_said() -> None:
    assert compare(of(found("smtp.auth", said="one")), of(found("smtp.auth", said="two"))) == ()


def test_the_same_failure_for_another_reason() -> None:
    bad = [of(found("smtp.auth", Status.FAILED, said=said)) for said in ("one", "two")]
    assert changes(*bad) == [(Change.OUTCOME, "smtp.auth")]


def test_what_was_not_reached_is_an_outcome_and_nothing_more() -> None:
    lines = CapabilitySeen(lines=("SIZE 1000",), encrypted=True)
    then = of(found("smtp.ehlo", Status.OK, lines))
    for now in (of(), of(found("smtp.ehlo", Status.SKIPPED))):
        assert changes(then, now) == [(Change.OUTCOME, "smtp.ehlo")]


def test_what_a_failure_keeps_from_being_reached_follows_from_it() -> None:
    then = of(found("smtp.auth"), found("smtp.sender"), found("smtp.recipient"))
    now = of(
        found("smtp.auth", Status.FAILED, said="x"),
        found("smtp.sender", Status.SKIPPED),
    )
    assert changes(then, now) == [(Change.OUTCOME, "smtp.auth")]


def test_of_several_addresses_the_one_that_answered_decides() -> None:
    dead = AddressSeen(address="2001:db8::1", outcome="timeout")
    alive = AddressSeen(address="192.0.2.1", outcome="connected")
    then = of(found("net.connect", Status.OK, alive), found("net.connect", Status.FAILED, dead))
    now = of(found("net.connect", Status.OK, alive), found("net.connect", Status.OK, dead))
    assert changes(then, now) == []


@pytest.mark.parametrize(
    ("change", "check", "then", "now", "gone", "new"),
    [
        (Change.ADDRESSES, "net.connect", AddressSeen(address="192.0.2.1", outcome="connected"),
         AddressSeen(address="192.0.2.2", outcome="connected"), "192.0.2.1", "192.0.2.2"),
        (Change.CERTIFICATE, "tls.certificate", certificate(2027), certificate(2028),
         "smtp.example.com, Some CA, 2027-01-01", "smtp.example.com, Some CA, 2028-01-01"),
        (Change.CERTIFICATE, "tls.certificate", certificate(), certificate(issuer="Antivirus"),
         "smtp.example.com, Some CA, 2027-01-01", "smtp.example.com, Antivirus, 2027-01-01"),
        (Change.ENCRYPTION, "tls.handshake", TlsSeen(version="TLSv1.3", cipher="A", bits=256),
         TlsSeen(version="TLSv1.2", cipher="A", bits=256), "TLSv1.3 A", "TLSv1.2 A"),
        (Change.ABILITIES, "smtp.ehlo", CapabilitySeen(lines=("size 10",), encrypted=True),
         CapabilitySeen(lines=("SIZE 20",), encrypted=True), "SIZE 10", "SIZE 20"),
        (Change.RECORD, "domain.spf",
         RecordSeen(name="x.test", type="TXT", values=("v=spf1 -all",), answer="found"),
         RecordSeen(name="x.test", type="TXT", values=("v=spf1 ~all",), answer="found"),
         "x.test TXT v=spf1 -all", "x.test TXT v=spf1 ~all"),
    ],
)  # fmt: skip
def test_facts_that_only_a_change_of_the_world_changes(
    change: Change, check: str, then: Evidence, now: Evidence, gone: str, new: str
) -> None:
    (difference,) = compare(of(found(check, Status.OK, then)), of(found(check, Status.OK, now)))
    assert (difference.change, difference.check) == (change, check)
    assert (difference.gone, difference.new) == ((gone,), (new,))
    words = told(difference)
    assert words.title
    assert words.lines == (f"No longer: {gone}", f"New: {new}")


def test_what_is_offered_counts_under_encryption() -> None:
    plain = CapabilitySeen(lines=("STARTTLS", "SIZE 1"), encrypted=False)
    other = CapabilitySeen(lines=("STARTTLS", "SIZE 2"), encrypted=False)
    inside = CapabilitySeen(lines=("AUTH PLAIN",), encrypted=True)
    then = of(found("smtp.ehlo", Status.OK, plain), found("smtp.ehlo", Status.OK, inside))
    now = of(found("smtp.ehlo", Status.OK, other), found("smtp.ehlo", Status.OK, inside))
    assert compare(then, now) == ()


def test_another_server_was_asked() -> None:
    then = of(found("smtp.ehlo"))
    assert changes(then, of(found("smtp.ehlo", subject="mx.example.com:25"))) == [
        (Change.SUBJECT, "smtp.ehlo")
    ]


def test_a_server_that_shows_nothing_has_not_lost_it() -> None:
    seen = CapabilitySeen(lines=("SIZE 1",), encrypted=True)
    then = of(found("smtp.ehlo", Status.OK, seen))
    assert compare(then, of(found("smtp.ehlo"))) == ()


def test_of_several_things_a_domain_check_looks_at_the_worst_decides() -> None:
    then = of(found("domain.blocklist"), found("domain.blocklist"), kind=Kind.DOMAIN)
    now = of(
        found("domain.blocklist"),
        found("domain.blocklist", Status.FAILED, said="x"),
        kind=Kind.DOMAIN,
    )
    assert changes(then, now) == [(Change.OUTCOME, "domain.blocklist")]
