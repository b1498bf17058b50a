"""Crossing: another name, port or encryption that works, another service that answers."""

from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.finding import ExceptionSeen, Verdict
from mailadmin.core.smtp.crossing.case import Case, control_evidence
from mailadmin.core.smtp.judge import service_of


def other_encryption(case: Case) -> Verdict | None:
    """The same port works with the other encryption: that is what was wrong."""
    setting = case.sight.setting
    if setting is None or setting.port != case.server.port:
        return None
    return case.now_is(
        "look.other-encryption", "tls-mode-mismatch", 0.98, (), other_port=setting.port
    )


def other_service(case: Case) -> Verdict | None:
    """What stayed silent until it was spoken to is no mail server."""
    heard = case.sight.heard
    service = service_of(heard)
    seen = (ExceptionSeen(type="Heard", text=heard),)
    if service is not None:
        return case.now_is(f"smtp.greeting.{service}", "protocol-wrong-service", 0.95, seen)
    if case.sight.speaks_tls:
        port = case.server.port
        return case.now_is("look.speaks-tls", "tls-mode-mismatch", 0.9, encrypted_port=port)
    return None


def other_setting(case: Case) -> Verdict | None:
    """Another port of the same server works."""
    setting = case.sight.setting
    if setting is None:
        return None
    sure = case.failure.confidence
    return case.now_is("look.other-setting", case.failure.cause, sure, (), other_port=setting.port)


def no_name_at_all(case: Case) -> Verdict | None:
    """Names that certainly exist can't be looked up either, so nothing is known of this one."""
    if case.check != "dns.resolve" or not case.web:
        return None
    if any(reached.name is AnswerState.FOUND for reached in case.web):
        return None
    return case.now_is(
        "look.no-names",
        "dns-resolver-failure",
        0.95,
        control_evidence(case.web),
        control=case.web[0].control.host,
    )


def name_was_meant(case: Case) -> Verdict | None:
    """A server whose name is written almost the same or goes with it, and which works."""
    likely = case.sight.likely
    if likely is None:
        return None
    if case.check != "dns.resolve":
        cause, sure = case.failure.cause, case.failure.confidence
        return case.now_is("look.other-host", cause, sure, (), likely=likely.host)
    return case.now_is("look.likely-name", "dns-name-not-found", 0.97, (), likely=likely.host)


def only_this_name(case: Case) -> Verdict | None:
    """Other names are found, so it is this name's own servers that give no answer."""
    found = next((reached for reached in case.web if reached.name is AnswerState.FOUND), None)
    unsure = case.failure.cause == "dns-resolver-failure"
    if case.check != "dns.resolve" or found is None or not unsure:
        return None
    return case.now_is(
        "look.only-this-name",
        "dns-resolver-failure",
        0.9,
        control_evidence([found]),
        found=found.control.host,
    )
