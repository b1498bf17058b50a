"""Findings and results as JSON carry exactly the contract's fields."""

import json
from datetime import UTC, datetime

import pytest

from mailadmin.core.account import Route
from mailadmin.core.event import Outcome, Phrase, Result, SendResult
from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    CertificateSeen,
    Evidence,
    ExceptionSeen,
    Finding,
    HeaderSeen,
    RecordSeen,
    ReplySeen,
    Status,
    TlsSeen,
    TranscriptSeen,
    Verdict,
)
from mailadmin.core.json_lines import finding_json, fix_json, line, result_json

AT = datetime(2026, 11, 23, 9, 30, 0, 123456, tzinfo=UTC)


def finding(*evidence: Evidence, cause: str | None = None) -> Finding:
    params = {"host": "mail.test", "port": 587, "limit": 20.0, "user": "anna", "reply": "535 no"}
    return Finding(
        check="smtp.auth",
        subject="mail.test:587",
        route=Route.MAIL_SERVER,
        verdict=Verdict("smtp.auth.refused", Status.FAILED, params, evidence, cause, 0.9),
        started=AT,
        elapsed_ms=41.7,
    )


def test_a_finding_has_the_fields_of_the_contract() -> None:
    reply = ReplySeen(code=535, enhanced="5.7.8", text="5.7.8 no")
    data = json.loads(line(finding_json(finding(reply, cause="auth-bad-credentials"))))
    assert data["fix"]["who"] == "you"
    assert data["fix"]["steps"]
    assert set(data["fix"]) == {"who", "steps", "copy", "link", "check"}
    del data["fix"], data["title"], data["detail"]
    assert data == {
        "type": "finding",
        "check": "smtp.auth",
        "subject": "mail.test:587",
        "route": "mail-server",
        "status": "failed",
        "cause": "auth-bad-credentials",
        "confidence": 0.9,
        "also": [],
        "evidence": [{"kind": "reply", "code": 535, "enhanced": "5.7.8", "text": "5.7.8 no"}],
        "started": "2026-11-23T09:30:00.123Z",
        "elapsed_ms": 41.7,
    }


def test_without_a_cause_there_is_no_fix() -> None:
    data = finding_json(finding())
    assert data["cause"] is data["fix"] is None


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (ReplySeen(code=250, enhanced=None, text="ok"), "reply"),
        (AddressSeen(address="::1", outcome="refused"), "address"),
        (RecordSeen(name="a.test", type="A", values=("192.0.2.1",), answer="found"), "record"),
        (
            CertificateSeen(
                subject="a", names=("a",), issuer="b", not_before=AT, not_after=AT,
                days_left=0, sha256="00", key="RSA 2048", chain=("a",),
            ),
            "certificate",
        ),
        (TlsSeen(version="TLSv1.3", cipher="X", bits=256), "tls"),
        (CapabilitySeen(lines=("SIZE",), encrypted=True), "capability"),
        (HeaderSeen(name="From", value="x"), "header"),
        (TranscriptSeen(lines=("C: x",)), "transcript"),
        (ExceptionSeen(type="OSError", text="no", errno=111), "exception"),
    ],
)  # fmt: skip
def test_evidence_is_told_apart_by_its_kind(seen: Evidence, kind: str) -> None:
    (data,) = finding_json(finding(seen))["evidence"]
    assert json.loads(line(data))["kind"] == kind


def test_a_result_has_the_fields_of_the_contract() -> None:
    result = Result(
        command="test", status=Outcome.FAILED, elapsed_ms=812.0,
        title=Phrase("test.failed.smtp.auth", {"host": "mail.test"}),
        not_proven=(Phrase("test.no-message"),),
    )  # fmt: skip
    data = json.loads(line(result_json(result)))
    fields = {"type", "command", "status", "title", "proven", "not_proven", "route",
              "message_id", "elapsed_ms"}  # fmt: skip
    assert fields <= set(data)
    assert data["title"] == "Signing in to mail.test did not work"
    assert (data["type"], data["status"], data["route"]) == ("result", "failed", None)


def test_sending_adds_its_own_fields() -> None:
    result = SendResult(
        command="send", status=Outcome.WARNING, elapsed_ms=1.0, title=Phrase("test.no-message"),
        route=Route.MESSENGER, fallback_cause="network-refused", accepted=("a@b.test",),
        refused=("c@d.test",), queue_id="Q1",
    )  # fmt: skip
    data = json.loads(line(result_json(result)))
    assert (data["route"], data["fallback_cause"]) == ("messenger", "network-refused")
    assert (data["accepted"], data["refused"], data["queue_id"]) == (
        ["a@b.test"],
        ["c@d.test"],
        "Q1",
    )


def test_notes_of_a_provider_are_the_last_steps() -> None:
    fix = fix_json("auth-basic-disabled", {"host": "smtp.office365.com"}, AT.date())
    assert fix is not None and "notes" not in fix
    assert "December 2026" in fix["steps"][-2]


@pytest.mark.parametrize(
    "text", ["\x1b[2J", "\x9b2J\x85", "a\u2028\u202eb", "\U000e0041", "\ufeffé😀"]
)
def test_a_line_is_one_line_that_no_terminal_obeys(text: str) -> None:
    written = line({"text": text})
    assert written.isprintable()
    assert json.loads(written) == {"text": text}
