"""Findings and results as JSON: one object a line, fields as the contract names them."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from mailadmin.core.account import Server
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen
from mailadmin.core.diagnosis import Diagnosis, FixText, explain, fix_for
from mailadmin.core.discover.outcome import DiscoverResult, Offer, consents
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Result, SendResult
from mailadmin.core.finding import Finding, Guess, Params, Status, evidence_to_builtins
from mailadmin.core.fixes import fix_of
from mailadmin.core.message.hop import Hop
from mailadmin.core.oauth.request import SignInResult
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.texts import detail_of, say, title_of

Json = dict[str, Any]


def line(data: Json) -> str:
    """One line of JSON, without its line end.

    What a terminal obeys, or some take for a line end, is written as an escape.
    """
    text = msgspec.json.encode(data).decode("utf-8")
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


def finding_json(finding: Finding) -> Json:
    """A finding with its words and its fix, which is null where nothing is wrong.

    What could be better still is shown by the window, which has room to say that it is a choice.
    """
    verdict = finding.verdict
    wrong = finding.status not in (Status.OK, Status.INFO)
    fix = fix_of(verdict, today=finding.started.date()) if wrong else None
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
        "fix": None if fix is None else _fix(fix),
        "also": also_json(verdict.also, verdict.params),
        "evidence": [evidence_to_builtins(seen) for seen in verdict.evidence],
        "started": timestamp(finding.started),
        "elapsed_ms": finding.elapsed_ms,
    }


def fix_json(cause: str | None, params: Params, today: date | None) -> Json | None:
    """What to do about a cause, seen from that day; None where there is none."""
    return None if cause is None else _fix(fix_for(cause, params, today=today))


def _fix(fix: FixText) -> Json:
    """The contract has no notes: they are the last of the steps."""
    data: Json = msgspec.to_builtins(fix)
    del data["notes"]
    return {**data, "steps": [*fix.steps, *fix.notes]}


def also_json(also: Sequence[Guess], params: Params) -> list[Json]:
    """The other causes that are possible, and what would show each."""
    if not also:
        return []
    explained = explain(also[0], params, also=also)
    return [msgspec.to_builtins(candidate) for candidate in explained.also]


def diagnosis_json(diagnosis: Diagnosis, elapsed_ms: float) -> Json:
    """The only line of ``diagnose``."""
    return {
        "type": "result",
        "command": "diagnose",
        "status": "passed" if diagnosis.known else "unknown",
        "title": diagnosis.title,
        "meaning": diagnosis.meaning,
        "tell": diagnosis.tell,
        "proven": [],
        "not_proven": [],
        "route": None,
        "message_id": None,
        "elapsed_ms": round(elapsed_ms, 1),
        "cause": diagnosis.cause,
        "confidence": diagnosis.confidence,
        "fix": _fix(diagnosis.fix),
        "also": [msgspec.to_builtins(candidate) for candidate in diagnosis.also],
        "evidence": [
            {
                "kind": "reply",
                "code": diagnosis.code,
                "enhanced": diagnosis.enhanced,
                "text": diagnosis.reply,
            }
        ],
    }


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
    if isinstance(result, DomainResult):
        data["domain"] = result.domain
    if isinstance(result, DiscoverResult):
        data |= _discover_json(result)
    if isinstance(result, ArrivalResult):
        if result.failure is not None and result.about == {}:
            data["fix"] = _fix_of_failure(result)
        data["mailboxes"] = [mailbox_json(one) for one in result.mailboxes]
    if isinstance(result, MessageResult):
        data |= _message_json(result)
    if isinstance(result, SignInResult):
        if result.failure is not None:
            data["fix"] = _fix_of_failure(result)
        data |= {"user": result.user or None, "other_user": result.other_user}
    if isinstance(result, SendResult):
        data |= {
            "fallback_cause": result.fallback_cause,
            "accepted": list(result.accepted),
            "refused": list(result.refused),
            "queue_id": result.queue_id,
            "outbox_id": result.outbox_id,
        }
    return data


def mailbox_json(mailbox: MailboxSeen) -> Json:
    """One mailbox in which a test message was waited for."""
    reading = mailbox.reading
    return {
        "address": mailbox.address,
        "folder": mailbox.folder,
        "name": mailbox.name,
        "seconds": mailbox.seconds,
        "problem": mailbox.failure,
        "reading": None if reading is None else say(reading.title),
    }


def _discover_json(result: DiscoverResult) -> Json:
    """The settings in the order in which to offer them, and what to do where there are none."""
    domain = result.address.rpartition("@")[2]
    fix = fix_of(result.verdict)
    return {
        "fix": None if fix is None else _fix(fix),
        "address": result.address,
        "settings": [_settings_json(offer, domain) for offer in result.offers],
    }


def _settings_json(offer: Offer, domain: str) -> Json:
    return {
        "source": offer.source,
        "origin": offer.origin,
        "trust": offer.trust,
        "provider": offer.provider or None,
        "answered": offer.answered,
        "consent": [say(phrase) for phrase in consents(offer, domain)],
        "mail_server": _server_json(offer.mail_server),
        "inbox": None if offer.inbox is None else _server_json(offer.inbox),
        "password_works": offer.password_works,
        "app_password": offer.app_password,
        "app_password_page": offer.app_password_page or None,
        "help_page": offer.help_page or None,
    }


def _server_json(server: Server) -> Json:
    return {
        "server": server.host,
        "port": server.port,
        "security": server.security,
        "auth": server.sign_in,
        "user": server.user_name,
        "issuer": server.issuer or None,
    }


def _message_json(result: MessageResult) -> Json:
    """Why a message is as it is; a fix may be known where no cause is."""
    data: Json = {
        "confidence": result.confidence,
        "also": also_json(result.also, result.fix_params),
        "from": result.about_message.sender,
        "from_address": result.about_message.address,
        "to": result.about_message.to,
        "subject": result.about_message.subject,
        "date": result.about_message.sent,
        "address": result.address or None,
        "signers": [msgspec.to_builtins(signer) for signer in result.signers],
        "hops": [_hop_json(hop) for hop in result.hops],
    }
    if result.failure is not None:
        data["fix"] = _fix_of_failure(result)
    return data


def _fix_of_failure(result: Result) -> Json | None:
    """What was found may know better what to do than its cause does."""
    assert result.failure is not None
    fix = fix_of(result.failure.verdict, today=result.day)
    return None if fix is None else _fix(fix)


def _hop_json(hop: Hop) -> Json:
    at = None if hop.at is None else timestamp(hop.at)
    data = msgspec.structs.asdict(hop)
    del data["value"]  # the whole field: it is in the message
    return {**data, "at": at}


def timestamp(at: datetime) -> str:
    """UTC with milliseconds, as in ``2026-11-23T09:30:00.123Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
