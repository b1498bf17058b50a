"""How the waiting for a test message ended, and what of it is proven. Pure."""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.arrival.outcome import REFUSED, RETURNED, ArrivalResult, MailboxSeen, Where
from mailadmin.core.event import Outcome, Phrase, SendResult
from mailadmin.core.finding import Finding, Params, Status

_KINDS: Final = {REFUSED: "refused", RETURNED: "returned"}
"""What is said of a mailbox by its failure; of any other, that nobody could look."""


def result_of(
    mailboxes: Sequence[MailboxSeen],
    sending: SendResult | None,
    *,
    wait: float,
    elapsed_ms: float,
) -> ArrivalResult:
    """What the user is told. ``sending`` is None where nothing was sent at all."""
    status, title = _ending(mailboxes, sending, wait)
    decides = _decides(mailboxes)
    not_sent = sending is not None and not _left(sending)
    return ArrivalResult(
        command="arrival",
        status=status,
        title=title,
        proven=tuple(_proven(one) for one in mailboxes if one.folder is not None),
        not_proven=tuple(_not_proven(mailboxes, sending, wait)),
        route=None if sending is None else sending.route,
        message_id=None if sending is None else sending.message_id,
        elapsed_ms=round(elapsed_ms, 1),
        failure=sending.failure if sending is not None and not_sent else decides,
        cause=sending.cause if sending is not None and not_sent else _cause(decides),
        about=sending.about if sending is not None and not_sent else {},
        transcript=() if sending is None else sending.transcript,
        mailboxes=tuple(mailboxes),
        sending=sending,
    )


def _left(sending: SendResult) -> bool:
    """Whether the message left, or may have."""
    return bool(sending.accepted) or sending.status is Outcome.UNCERTAIN


def _ending(
    mailboxes: Sequence[MailboxSeen], sending: SendResult | None, wait: float
) -> tuple[Outcome, Phrase]:
    """The worst mailbox decides: came back, missing, not seen, Junk, another folder, Inbox."""
    if sending is None:
        return Outcome.FAILED, Phrase("arrival.result.no-mailbox-read")
    if not _left(sending) and not any(one.folder for one in mailboxes):
        return Outcome.FAILED, Phrase("arrival.result.not-sent")
    unseen = [one for one in mailboxes if one.folder is None]
    kinds = (
        ("returned", Outcome.FAILED, [m for m in unseen if m.failure == RETURNED]),
        ("missing", Outcome.FAILED, [m for m in unseen if m.failure is None]),
        ("not-looked", Outcome.UNKNOWN, [m for m in unseen if m.failure is not None]),
        ("junk", Outcome.WARNING, [m for m in mailboxes if m.folder is Where.JUNK]),
        ("other", Outcome.WARNING, [m for m in mailboxes if m.folder is Where.OTHER]),
    )
    for kind, status, which in kinds:
        if which:
            return status, _phrase(kind, which, len(mailboxes), wait)
    return Outcome.PASSED, _phrase("inbox", mailboxes, len(mailboxes), wait)


def _phrase(kind: str, which: Sequence[MailboxSeen], of: int, wait: float) -> Phrase:
    first = which[0]
    about: Params = {**_about(first), "count": len(which), "of": of, "wait": round(wait)}
    number = "one" if of == 1 else "all" if len(which) == of else "several"
    return Phrase(f"arrival.result.{kind}.{number}", about)


def _about(mailbox: MailboxSeen) -> Params:
    seconds = mailbox.seconds or 0.0
    return {
        "address": mailbox.address,
        "name": mailbox.name or "",
        "seconds": round(seconds, 1) if seconds < 10 else round(seconds),
    }


def _proven(mailbox: MailboxSeen) -> Phrase:
    return Phrase("arrival.proven.arrived", _about(mailbox))


def _not_proven(
    mailboxes: Sequence[MailboxSeen], sending: SendResult | None, wait: float
) -> list[Phrase]:
    left = []
    for mailbox in mailboxes:
        if mailbox.folder is not None or (sending is not None and not _left(sending)):
            continue
        kind = "missing"
        if mailbox.failure is not None:
            kind = _KINDS.get(mailbox.failure, "not-looked")
        params = {**_about(mailbox), "wait": round(wait)}
        left.append(Phrase(f"arrival.not-proven.{kind}", params))
    arrived = any(mailbox.folder is not None for mailbox in mailboxes)
    return [*left, *([Phrase("arrival.not-proven.others")] if arrived else [])]


def _decides(mailboxes: Sequence[MailboxSeen]) -> Finding | None:
    """The finding that says why a message is not where it should be."""
    for mailbox in mailboxes:
        if mailbox.trouble is not None:
            return mailbox.trouble
        if mailbox.folder is Where.INBOX or mailbox.reading is None:
            continue
        for finding in mailbox.reading.findings:
            telling = finding.status in (Status.FAILED, Status.WARNING)
            if finding.check in ("message.bounce", "message.verdict") and telling:
                return finding
    return None


def _cause(finding: Finding | None) -> str | None:
    return None if finding is None else finding.verdict.cause
