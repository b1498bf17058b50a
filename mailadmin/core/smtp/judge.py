"""What the facts of each stage mean. Pure: no I/O, no clock, no words.

Whose certificate it was is judged in :mod:`mailadmin.core.smtp.certificate_judge`.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from mailadmin.core.account import Security, Server
from mailadmin.core.diagnosis.details import details_of
from mailadmin.core.diagnosis.own import causes_of_problem, causes_of_reply, failed, speaks_of
from mailadmin.core.diagnosis.symptom import MOMENTS, Moment
from mailadmin.core.dns.resolver import Answer, AnswerState
from mailadmin.core.finding import (
    AddressSeen,
    CapabilitySeen,
    Evidence,
    Params,
    RecordSeen,
    ReplySeen,
    Status,
    Verdict,
)
from mailadmin.core.forms.field import echo
from mailadmin.core.oauth.sasl import TokenRefusal
from mailadmin.core.problem import Problem, ProblemKind
from mailadmin.core.smtp.connect import Attempt
from mailadmin.core.smtp.facts import Answered, Handshake, Hello, NoUpgrade, SignedIn, Withheld

SENDER_REFUSED_LATE: Final = "smtp.recipient.sender-refused"
"""The verdict on a reply to RCPT that speaks of the sender."""

_ABOUT_SENDER: Final = (
    "sender-not-owned",
    "sender-not-verified",
    "sender-account-blocked",
    "sender-unverifiable",
    "sender-malformed",
    "sender-spf-dkim-fail",
    "sender-dmarc-fail",
)

_TELLING: Final = (
    ProblemKind.FORBIDDEN,
    ProblemKind.REFUSED,
    ProblemKind.TIMED_OUT,
    ProblemKind.RESET,
    ProblemKind.OTHER,
    ProblemKind.UNREACHABLE,
)


def problem(stage: str, server: Server, trouble: Problem) -> Verdict:
    """A stage that got no answer worth the name."""
    causes = causes_of_problem(trouble, MOMENTS[stage], server)
    evidence: tuple[Evidence, ...] = (trouble.seen,)
    params: Params = {**about(server), "error": trouble.seen.text}
    if trouble.reply is not None:
        evidence = (trouble.reply, *evidence)
        params |= _reply(server, trouble.reply)
    silent_greeting = stage == "smtp.greeting" and trouble.kind is ProblemKind.TIMED_OUT
    verdict_id = "smtp.greeting.timed-out" if silent_greeting else f"stage.{trouble.kind}"
    return failed(verdict_id, params, evidence, causes)


def resolve(server: Server, facts: Answer | Problem) -> Verdict:
    """The server's name."""
    if isinstance(facts, Problem):
        return Verdict(
            "dns.resolve.temporary-failure",
            Status.FAILED,
            about(server),
            (facts.seen,),
            "dns-resolver-failure",
            0.8,
        )
    seen = RecordSeen(name=facts.name, type=facts.type, values=facts.values, answer=facts.state)
    params = {**about(server), "addresses": ", ".join(facts.values), "error": facts.error}
    if facts.state is AnswerState.FOUND:
        return Verdict("dns.resolve.found", Status.OK, params, (seen,))
    if facts.state is AnswerState.TEMPORARY_FAILURE:
        cause = "dns-resolver-failure"
        return Verdict("dns.resolve.temporary-failure", Status.FAILED, params, (seen,), cause, 0.85)
    cause = "dns-name-not-found"
    return Verdict(f"dns.resolve.{facts.state}", Status.FAILED, params, (seen,), cause, 0.95)


def address_subject(address: str, port: int) -> str:
    """One address as findings name it."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def most_telling_first(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The winner, else the failure that says most about why, then the rest as they were."""

    def rank(attempt: Attempt) -> int:
        if attempt.connected:
            return -1
        if attempt.problem is None or attempt.problem.kind not in _TELLING:
            return len(_TELLING)
        return _TELLING.index(attempt.problem.kind)

    return sorted(attempts, key=rank)


def attempt(server: Server, facts: Attempt, *, winner: str | None) -> Verdict:
    """One address; ``winner`` is the one that connected.

    What another address made up for is only worth knowing, not a failure.
    """
    params = {**about(server), "address": facts.address}
    outcome = "connected" if facts.connected else "not-needed"
    if facts.problem is not None:
        outcome = facts.problem.kind
        params["error"] = facts.problem.seen.text
    seen = AddressSeen(address=facts.address, outcome=outcome, elapsed_ms=facts.elapsed_ms)
    if facts.connected:
        return Verdict("net.connect.connected", Status.OK, params, (seen,))
    if winner is not None and _ipv6_is_broken(facts, winner):
        evidence = (seen,) if facts.problem is None else (seen, facts.problem.seen)
        return Verdict("net.connect.ipv6-broken", Status.INFO, params, evidence)
    if facts.problem is None:
        return Verdict("net.connect.not-needed", Status.INFO, params, (seen,))
    evidence = (seen, facts.problem.seen)
    if winner is not None:
        return Verdict("net.connect.failed-not-needed", Status.INFO, params, evidence)
    causes = causes_of_problem(facts.problem, Moment.CONNECT, server)
    verdict_id = f"net.connect.{facts.problem.kind}"
    if facts.problem.kind not in _TELLING:
        verdict_id = "net.connect.other"
    return failed(verdict_id, params, evidence, causes)


def _ipv6_is_broken(facts: Attempt, winner: str) -> bool:
    """Whether an IPv6 address did nothing with its head start while IPv4 works.

    Where the computer has no IPv6 at all, that is no news and nothing waits for it.
    """
    if ":" not in facts.address or ":" in winner or facts.elapsed_ms is None:
        return False
    return facts.problem is None or facts.problem.kind is not ProblemKind.UNREACHABLE


def greeting(server: Server, facts: ReplySeen | Problem) -> Verdict:
    """The server's first words (RFC 5321 section 3.1)."""
    if isinstance(facts, Problem):
        verdict = problem("smtp.greeting", server, facts)
        service = service_of(facts.seen.text) if facts.kind is ProblemKind.BAD_REPLY else None
        if service is not None:
            cause = "protocol-wrong-service"
            verdict_id = f"smtp.greeting.{service}"
            return Verdict(verdict_id, Status.FAILED, verdict.params, verdict.evidence, cause, 0.95)
        return verdict
    if facts.code == 220:
        return Verdict("smtp.greeting.ok", Status.OK, _reply(server, facts), (facts,))
    return refused("smtp.greeting.refused", server, facts, Moment.GREETING)


def hello(server: Server, facts: Hello | Problem) -> Verdict:
    """The answer to EHLO."""
    if isinstance(facts, Problem):
        return problem("smtp.ehlo", server, facts)
    if facts.reply.code != 250:
        return _hello_refused(server, facts)
    seen = CapabilitySeen(lines=facts.lines, encrypted=facts.encrypted)
    params = {**about(server), "count": len(facts.lines), "name": facts.name}
    if facts.refused_name is not None:
        refused_name, refusal = facts.refused_name
        params |= {"refused": refused_name, "reply": _said(refusal)}
        return Verdict("smtp.ehlo.other-name", Status.INFO, params, (refusal, seen))
    if facts.refusal is not None:
        params["reply"] = _said(facts.refusal)
        return Verdict("smtp.ehlo.only-helo", Status.INFO, params, (facts.refusal, seen))
    return Verdict("smtp.ehlo.ok", Status.OK, params, (seen,))


def _hello_refused(server: Server, facts: Hello) -> Verdict:
    verdict = refused("smtp.ehlo.refused", server, facts.reply, Moment.HELLO)
    if _is_file_server(facts):
        seen = (facts.reply,) if facts.greeting is None else (facts.greeting, facts.reply)
        cause = "protocol-wrong-service"
        return Verdict("smtp.greeting.ftp-server", Status.FAILED, verdict.params, seen, cause, 0.95)
    name_refused = verdict.cause == "protocol-helo-rejected"
    return msgspec.structs.replace(
        verdict,
        id="smtp.ehlo.name-refused" if name_refused else verdict.id,
        params={**verdict.params, "name": facts.name},
    )


def refuses_name(facts: Hello) -> bool:
    """Whether the server refuses the name that this computer gave, so another may be taken."""
    if facts.reply.code < 400 or _is_file_server(facts):
        return False
    return speaks_of("protocol-helo-rejected", facts.reply, Moment.HELLO)


def unencrypted(facts: Hello | Problem) -> Verdict:
    """The encryption stage of a server that was set to work without."""
    if isinstance(facts, Hello) and "starttls" in facts.extensions:
        return Verdict("tls.handshake.not-used", Status.WARNING)
    return Verdict("tls.handshake.none", Status.WARNING)


def handshake(server: Server, facts: Handshake | NoUpgrade | Problem) -> Verdict:
    """The encryption itself; whose certificate it was is the next check."""
    if isinstance(facts, Problem):
        return problem("tls.handshake", server, facts)
    if isinstance(facts, NoUpgrade):
        return _no_upgrade(server, facts)
    if facts.tls is None:
        evidence = (facts.refusal.seen,) if facts.refusal else ()
        return Verdict("tls.handshake.unread", Status.INFO, about(server), evidence)
    params = {**about(server), "version": facts.tls.version, "cipher": facts.tls.cipher}
    return Verdict("tls.handshake.ok", Status.OK, params, (facts.tls,))


def _no_upgrade(server: Server, facts: NoUpgrade) -> Verdict:
    seen = CapabilitySeen(lines=facts.hello.lines, encrypted=False)
    if _is_overwritten(facts.hello):
        greeting = facts.hello.greeting
        evidence: tuple[Evidence, ...] = (seen,) if greeting is None else (greeting, seen)
        cause = "network-intercepted"
        return Verdict("tls.handshake.removed", Status.FAILED, about(server), evidence, cause, 0.9)
    if facts.reply is not None:
        verdict = refused("tls.handshake.refused", server, facts.reply, Moment.TLS)
        if verdict.cause is None:
            return Verdict(
                verdict.id,
                Status.FAILED,
                verdict.params,
                (facts.reply, seen),
                "tls-starttls-unavailable",
                0.7,
            )
        return verdict
    cause = "tls-starttls-unavailable"
    if facts.hello.refusal is not None:
        asked = facts.hello.refusal
        said = _reply(server, asked)
        return Verdict("tls.handshake.no-ehlo", Status.FAILED, said, (asked, seen), cause, 0.9)
    return Verdict("tls.handshake.not-offered", Status.FAILED, about(server), (seen,), cause, 0.95)


_LEFT_OF_GREETING: Final = frozenset("*02 ")
"""What Cisco's inspection leaves of a greeting: the digits of its code, and asterisks."""


def _is_overwritten(facts: Hello) -> bool:
    """Whether Xs or asterisks stand where the encryption would: removed on the way."""
    words = [line.strip().upper() for line in facts.lines]
    greeting = facts.greeting.text if facts.greeting is not None else ""
    if "****" in greeting and _LEFT_OF_GREETING.issuperset(greeting):
        return True
    return any(len(word) > 3 and word.strip("X*") in ("", "A") for word in words)


def sign_in(server: Server, facts: SignedIn | Problem) -> Verdict:
    """The sign-in, or why no password was sent."""
    if isinstance(facts, Problem):
        return problem("smtp.auth", server, facts)
    params = {**about(server), "user": facts.user_name, "offered": ", ".join(facts.offered)}
    if facts.no_token is not None:
        return _without_token(facts.no_token, facts, params)
    if facts.withheld is Withheld.NOT_WANTED:
        return Verdict("smtp.auth.not-wanted", Status.INFO, params)
    if facts.withheld is Withheld.NOT_SIGNED_IN:
        lacking = "auth-oauth-token"
        return Verdict("smtp.auth.not-signed-in", Status.FAILED, params, (), lacking, 0.95)
    if facts.withheld is not None:
        known = facts.withheld is not Withheld.NO_PASSWORD
        cause = "auth-method-unavailable" if known else None
        lines = (f"AUTH {' '.join(facts.offered)}",) if facts.offered else ()
        seen = CapabilitySeen(lines=lines, encrypted=server.security is not Security.NONE)
        verdict_id = f"smtp.auth.{facts.withheld}"
        return Verdict(verdict_id, Status.FAILED, params, (seen,), cause, 0.9 if known else None)
    assert facts.reply is not None and facts.mechanism is not None
    params = {**params, "mechanism": facts.mechanism}
    if facts.reply.code == 235:
        return Verdict("smtp.auth.ok", Status.OK, params, (facts.reply,))
    said = facts.reply
    if facts.refusal is not None:
        return _token_refused(server, facts.refusal, said, params)
    verdict = refused("smtp.auth.refused", server, said, Moment.SIGN_IN, facts.mechanism)
    return msgspec.structs.replace(verdict, params={**verdict.params, **params})


def _without_token(verdict: Verdict, facts: SignedIn, params: Params) -> Verdict:
    """Why there was no token; a refusal of the one before it is evidence."""
    seen = verdict.evidence if facts.reply is None else (facts.reply, *verdict.evidence)
    return msgspec.structs.replace(verdict, params={**params, **verdict.params}, evidence=seen)


def _token_refused(
    server: Server, refusal: TokenRefusal, reply: ReplySeen, params: Params
) -> Verdict:
    """A token that the server does not take: it says why first, and then that it does not."""
    why = ReplySeen(code=334, enhanced=None, text=refusal.text)
    causes = causes_of_reply(reply, Moment.SIGN_IN, server, str(params["mechanism"]))
    verdict = failed("smtp.auth.token-refused", _reply(server, reply), (why, reply), causes)
    about_token = verdict.cause in (None, "auth-bad-credentials", "auth-oauth-token")
    said: Params = {"status": echo(refusal.status), "scope": echo(refusal.scope)}
    return msgspec.structs.replace(
        verdict,
        params={**verdict.params, **params, **said},
        cause="auth-oauth-token" if about_token else verdict.cause,
        confidence=0.95 if about_token else verdict.confidence,
    )


def sender(server: Server, facts: Answered | Problem) -> Verdict:
    """The reply to MAIL."""
    return _envelope("smtp.sender", server, facts, Moment.SENDER)


def recipient(server: Server, facts: Answered | Problem) -> Verdict:
    """The reply to RCPT. A recipient put off until later is a warning: nothing is wrong yet.

    Postfix, as it comes, refuses a sender only here, after it has said yes to MAIL.
    """
    verdict = _envelope("smtp.recipient", server, facts, Moment.RECIPIENT)
    if isinstance(facts, Answered) and facts.reply is not None and 400 <= facts.reply.code < 500:
        return msgspec.structs.replace(verdict, id="smtp.recipient.put-off", status=Status.WARNING)
    if verdict.cause in _ABOUT_SENDER:
        return msgspec.structs.replace(verdict, id=SENDER_REFUSED_LATE)
    return verdict


def _envelope(stage: str, server: Server, facts: Answered | Problem, moment: Moment) -> Verdict:
    if isinstance(facts, Problem):
        return problem(stage, server, facts)
    whose = "sender" if moment is Moment.SENDER else "recipient"
    params = {**about(server), "address": facts.address, whose: facts.address}
    if facts.reply is None:
        params |= {"size": _megabytes(facts.size), "size_limit": _megabytes(facts.size_limit)}
        cause = "limits-message-size" if facts.unsendable == "too-big" else None
        sure = 0.99 if cause else None
        return Verdict(f"{stage}.{facts.unsendable}", Status.FAILED, params, (), cause, sure)
    if facts.reply.code in (250, 251, 252):
        return Verdict(f"{stage}.ok", Status.OK, params, (facts.reply,))
    verdict = refused(f"{stage}.refused", server, facts.reply, moment)
    return msgspec.structs.replace(verdict, params={**verdict.params, **params})


def message(server: Server, facts: ReplySeen | Problem, after_end: bool) -> Verdict:
    """The answer to the message. Silence after its end is neither success nor failure."""
    if isinstance(facts, Problem):
        verdict = problem("smtp.message", server, facts)
        if after_end:
            return Verdict(
                "smtp.message.uncertain", Status.UNKNOWN, verdict.params, verdict.evidence
            )
        return verdict
    if facts.code == 250:
        return Verdict("smtp.message.ok", Status.OK, _reply(server, facts), (facts,))
    return refused("smtp.message.refused", server, facts, Moment.MESSAGE)


def refused(
    verdict_id: str,
    server: Server,
    reply: ReplySeen,
    moment: Moment,
    mechanism: str | None = None,
) -> Verdict:
    """A reply that says no."""
    causes = causes_of_reply(reply, moment, server, mechanism)
    return failed(verdict_id, _reply(server, reply), (reply,), causes)


def _megabytes(size: int | None) -> str:
    if size is None:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.1f} kB"


def about(server: Server) -> Params:
    """What the sentences about a server may name."""
    return {
        "host": server.host,
        "port": server.port,
        "limit": server.time_limit,
        "user": server.user_name,
    }


def _reply(server: Server, reply: ReplySeen) -> Params:
    return {**details_of(reply.text), **about(server), "reply": _said(reply)}


def _said(reply: ReplySeen) -> str:
    return f"{reply.code} {reply.text.replace(chr(10), ' ')}".strip()


_SERVICES: Final = {
    "HTTP": "http-server",
    "<!DOCTYPE": "http-server",
    "<html": "http-server",
    "SSH-": "ssh-server",
    "* OK": "imap-server",
    "* PREAUTH": "imap-server",
    "* BYE": "imap-server",
    "+OK": "pop3-server",
    "-ERR": "pop3-server",
}

_FILE_SERVER: Final = re.compile(r"ftp|filezilla|USER and PASS", re.IGNORECASE)


def service_of(line: str) -> str | None:
    """Which other service speaks like this, from its first line."""
    return next((name for start, name in _SERVICES.items() if line.startswith(start)), None)


def _is_file_server(facts: Hello) -> bool:
    """Whether who refuses EHLO is an FTP server: it greets with 220 as well (RFC 959)."""
    greeting = facts.greeting.text if facts.greeting is not None else ""
    if "SMTP" in greeting.upper():
        return False
    return bool(_FILE_SERVER.search(facts.reply.text) or _FILE_SERVER.search(greeting))
