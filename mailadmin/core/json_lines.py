"""Findings and results as JSON: one object a line, fields as the contract names them."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from mailadmin.core.diagnosis import fix_for
from mailadmin.core.event import Result, SendResult
from mailadmin.core.finding import Finding, Params, evidence_to_builtins
from mailadmin.core.texts import detail_of, say, title_of

Json = dict[str, Any]


def line(data: Json) -> str:
    """One line of JSON, without its line end."""
    return msgspec.json.encode(data).decode("utf-8")


def finding_json(finding: Finding) -> Json:
    """A finding with its words and its fix."""
    verdict = finding.verdict
    return {
        "type": "finding",
        "check": finding.check,
        "subject": finding.subject,
        "route": finding.route,
        "status": finding.status,
        "title": title_of(finding),
        "detail": detail_of(finding),
        "cause": verdict.cause,
        "confidence": verdict.confidence,
        "fix": fix_json(verdict.cause, verdict.params, finding.started.date()),
        "evidence": [evidence_to_builtins(seen) for seen in verdict.evidence],
        "started": timestamp(finding.started),
        "elapsed_ms": finding.elapsed_ms,
    }


def fix_json(cause: str | None, params: Params, today: date | None) -> Json | None:
    """What to do about a cause, seen from that day; None where there is none.

    The contract has no notes: they are the last of the steps.
    """
    if cause is None:
        return None
    fix = fix_for(cause, params, today=today)
    data: Json = msgspec.to_builtins(fix)
    del data["notes"]
    return {**data, "steps": [*fix.steps, *fix.notes]}


def result_json(result: Result) -> Json:
    """The last line of a run."""
    params = result.fix_params
    data: Json = {
        "type": "result",
        "command": result.command,
        "status": result.status,
        "title": say(result.title),
        "proven": [say(phrase) for phrase in result.proven],
        "not_proven": [say(phrase) for phrase in result.not_proven],
        "route": result.route,
        "message_id": result.message_id,
        "elapsed_ms": result.elapsed_ms,
        "cause": result.cause,
        "fix": fix_json(result.cause, params, result.day),
    }
    if result.suggestion is not None:
        setting = result.suggestion
        data["suggestion"] = {
            "server": setting.host,
            "port": setting.port,
            "security": setting.security,
        }
    if isinstance(result, SendResult):
        data |= {
            "fallback_cause": result.fallback_cause,
            "accepted": list(result.accepted),
            "refused": list(result.refused),
            "queue_id": result.queue_id,
            "outbox_id": result.outbox_id,
        }
    return data


def timestamp(at: datetime) -> str:
    """UTC with milliseconds, as in ``2026-11-23T09:30:00.123Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
