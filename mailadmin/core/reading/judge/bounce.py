"""What a report about delivery means, recipient by recipient, and what other machines answered.

Anybody can write such a report. What it says goes into texts to pass on, so web addresses in it
are made harmless there; the evidence has them as they were.
"""

from collections.abc import Iterator
from typing import Final

from mailadmin.core.diagnosis.details import details_of
from mailadmin.core.diagnosis.own import Causes, causes_of_bounce
from mailadmin.core.diagnosis.provider_fixes import OF_RECEIVERS
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.finding import Evidence, HeaderSeen, Params, ReplySeen, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.message.bounce import Action, Bounce, Recipient
from mailadmin.core.message.bounce.feedback import OPT_OUT
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.web_addresses import made_harmless
from mailadmin.core.providers import provider_of_host

MOST_RECIPIENTS: Final = 20
"""Recipients that have a verdict each; of the others there is a count."""

LONGEST_REPLY: Final = 300
"""Characters of a server's words that a sentence quotes."""

_ANSWERS: Final = {
    Kind.AUTO_REPLY: "message.bounce.auto-reply",
    Kind.READ_RECEIPT: "message.bounce.read-receipt",
    Kind.CHALLENGE: "message.bounce.challenge",
}
_ARRIVED: Final = {
    Action.DELIVERED: "message.bounce.delivered",
    Action.RELAYED: "message.bounce.relayed",
    Action.EXPANDED: "message.bounce.expanded",
}
_FORGERIES: Final = ("auth-failure", "dmarc", "auth-failed")


def judge(kind: Kind, bounce: Bounce | None = None) -> tuple[Verdict, ...]:
    """The verdicts on a message of this kind; none on one that somebody wrote.

    ``bounce`` is what the message reports, where it reports anything.
    """
    if kind in _ANSWERS:
        return (Verdict(_ANSWERS[kind], Status.INFO),)
    if bounce is None:
        return ()
    if bounce.kind is Kind.FEEDBACK:
        return (_feedback(bounce),)
    if bounce.kind is Kind.FORWARDED_BOUNCE:
        return (_passed_on(bounce),)
    if not bounce.recipients:
        return (_nobody_named(bounce),)
    return tuple(_each(bounce))


def _each(bounce: Bounce) -> Iterator[Verdict]:
    for recipient in bounce.recipients[:MOST_RECIPIENTS]:
        yield _recipient(recipient, bounce)
    more = len(bounce.recipients) - MOST_RECIPIENTS
    if more > 0:
        found = "more" if bounce.complete else "many-more"
        yield Verdict(f"message.bounce.{found}", Status.INFO, {"count": more})


def _recipient(recipient: Recipient, bounce: Bounce) -> Verdict:
    seen = (*_seen(recipient, bounce), *_original(bounce))
    if recipient.action in _ARRIVED:
        params = _params(recipient, bounce)
        return Verdict(_ARRIVED[recipient.action], Status.OK, params, seen)
    causes = _causes(recipient)
    params = _params(recipient, bounce, causes)
    what, status = _what(recipient)
    said = "" if "reply" not in params else "-said" if "server" not in params else "-server-said"
    unexplained = "" if causes.known else "-unexplained"
    return Verdict(
        f"message.bounce.{what}{said}{unexplained}",
        status,
        params,
        seen,
        causes.known.cause if causes.known else None,
        causes.known.confidence if causes.known else None,
        tuple(causes.also),
    )


def _what(recipient: Recipient) -> tuple[str, Status]:
    if recipient.action is Action.DELAYED:
        return "delayed", Status.WARNING
    return "gave-up" if recipient.temporary else "failed", Status.FAILED


def _passed_on(bounce: Bounce) -> Verdict:
    """A bounce of somebody else's message: of interest, but no failure of this one."""
    seen = _original(bounce)
    if not bounce.recipients:
        return Verdict("message.bounce.forwarded-unnamed", Status.INFO, {}, seen)
    first = bounce.recipients[0]
    causes = _causes(first)
    said = "-said" if first.diagnostic else ""
    return Verdict(
        f"message.bounce.forwarded{said}",
        Status.INFO,
        _params(first, bounce, causes),
        (*_seen(first, bounce), *seen),
        causes.known.cause if causes.known else None,
        causes.known.confidence if causes.known else None,
        tuple(causes.also),
    )


def _nobody_named(bounce: Bounce) -> Verdict:
    if bounce.kind is Kind.DELAY:
        return Verdict("message.bounce.delayed-unnamed", Status.WARNING, {}, _original(bounce))
    return Verdict("message.bounce.failed-unnamed", Status.FAILED, {}, _original(bounce))


def _feedback(bounce: Bounce) -> Verdict:
    params: Params = {"type": _named(bounce.feedback), "count": len(bounce.recipients)}
    if bounce.feedback == OPT_OUT and bounce.recipients:
        params["recipient"] = _named(bounce.recipients[0].address)
        return Verdict("message.bounce.opt-out", Status.WARNING, params)
    stated = (HeaderSeen("Feedback-Type", echo(bounce.feedback)),)
    seen: tuple[Evidence, ...] = stated if bounce.feedback else ()
    if bounce.feedback in _FORGERIES:
        return Verdict("message.bounce.forgery-report", Status.WARNING, params, seen)
    if bounce.feedback == "not-spam":
        return Verdict("message.bounce.not-junk", Status.INFO, params, seen)
    named = "junk-report" if bounce.recipients else "junk-report-unnamed"
    if bounce.recipients:
        params["recipient"] = _named(bounce.recipients[0].address)
    return Verdict(f"message.bounce.{named}", Status.WARNING, params, (*seen, *_original(bounce)))


def _causes(recipient: Recipient) -> Causes:
    if not recipient.diagnostic and not recipient.status:
        return Causes(None, ())
    return causes_of_bounce(recipient.diagnostic, recipient.status, recipient.remote)


def _params(recipient: Recipient, bounce: Bounce, causes: Causes | None = None) -> Params:
    params: Params = {**details_of(recipient.diagnostic), "recipient": _named(recipient.address)}
    if recipient.diagnostic:
        params["reply"] = quoted(recipient.diagnostic)
    if server := recipient.remote or bounce.reported_by:
        params["server"] = _named(server)
    if recipient.remote:
        params["host"] = _named(recipient.remote)
    if recipient.code is not None:
        params["code"] = recipient.code
    if recipient.status:
        params["status"] = recipient.status
    if causes and causes.known and causes.known.cause in OF_RECEIVERS and recipient.remote:
        provider = provider_of_host(recipient.remote)
        if provider is not None:
            params["provider"] = provider.id
    return params


def _seen(recipient: Recipient, bounce: Bounce) -> Iterator[Evidence]:
    """What was said, and by whom."""
    text = on_one_line(recipient.diagnostic)
    if recipient.code is not None:
        yield ReplySeen(code=recipient.code, enhanced=recipient.status or None, text=text)
    elif text:
        yield HeaderSeen("Diagnostic-Code", text)
    if recipient.status and recipient.code is None:
        yield HeaderSeen("Status", recipient.status)
    if recipient.remote:
        yield HeaderSeen("Remote-MTA", echo(recipient.remote))
    if bounce.reported_by:
        yield HeaderSeen("Reporting-MTA", echo(bounce.reported_by))


def _original(bounce: Bounce) -> tuple[Evidence, ...]:
    """The message that it is about."""
    about = bounce.original
    pairs = (("Subject", about.subject), ("Date", about.date), ("Message-ID", about.message_id))
    return tuple(HeaderSeen(name, _short(value)) for name, value in pairs if value)


def quoted(text: str) -> str:
    """What sentences quote of a report's words: one line, not too long, no web address to open."""
    return _short(made_harmless(_short(text)))


def _named(text: str) -> str:
    return made_harmless(echo(text))


def _short(text: str) -> str:
    line = on_one_line(text)
    return line if len(line) <= LONGEST_REPLY else f"{line[:LONGEST_REPLY]}…"
