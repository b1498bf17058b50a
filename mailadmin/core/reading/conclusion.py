"""From the findings about a message to the one result that stands for them. Pure."""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Finding, Status
from mailadmin.core.message import encoded_words
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.shown_text import text_of_message
from mailadmin.core.reading.letter import Letter
from mailadmin.core.reading.outcome import About, MessageResult, Signer

NOT_PROVEN: Final = (Phrase("message.not-proven.others"),)
"""What one copy of a message can't show."""

OF_REPORTS: Final = (Phrase("message.not-proven.report"),)
"""What no notice of a server or a program can show: that it is genuine."""

LONGEST_WORDS: Final = 1_000
"""Characters of a field that are kept for showing."""

MOST_ADDRESSES: Final = 10
"""Addresses of From that are shown; there should be one."""

LONGEST_TEXT: Final = 20_000
"""Characters of the message's text that are kept for showing."""


def about(letter: Letter) -> About:
    """What the message says of itself. Reads its text, so it belongs in a thread."""

    def words(name: str) -> str:
        value = encoded_words.decode(letter.headers.value(name) or "")
        return on_one_line(value[:LONGEST_WORDS])

    return About(
        sender=words("From"),
        address=_addresses(letter),
        to=words("To"),
        subject=words("Subject"),
        sent=words("Date"),
        text=text_of_message(letter.raw)[:LONGEST_TEXT] if letter.has_body else "",
    )


def _addresses(letter: Letter) -> str:
    """Whom it is from, by the addresses alone: a name may be as long as it likes."""
    first = letter.author.addresses[:MOST_ADDRESSES]
    return ", ".join(on_one_line(encoded_words.visible(address)) for address in first)


def result_of(
    letter: Letter,
    shown: About,
    findings: Sequence[Finding],
    signers: tuple[Signer, ...],
    elapsed_ms: float,
) -> MessageResult:
    """The result that stands for these findings: the report, else the filter, else the worst."""
    reports = [one for one in findings if one.check == "message.bounce"]
    # What machines answer is told by itself, and not how well the machine is set up.
    decisive = reports if reports and letter.kind is not Kind.FORWARDED_BOUNCE else findings
    failed = [one for one in decisive if one.status is Status.FAILED]
    warned = [one for one in decisive if one.status is Status.WARNING]
    telling = {one.check: one for one in reversed((*failed, *warned))}
    named = telling.get("message.bounce") or telling.get("message.verdict")
    decides = named or next(iter((*failed, *warned)), None)
    status = Outcome.FAILED if failed else Outcome.WARNING if warned else Outcome.PASSED
    if not reports and not any(one.status is Status.OK for one in findings):
        status = status if decides is not None else Outcome.UNKNOWN
    verdict = None if decides is None else decides.verdict
    return MessageResult(
        command="message",
        status=status,
        title=_title(findings, failed or warned, named, status),
        not_proven=_not_proven(letter),
        message_id=_message_id(letter),
        elapsed_ms=round(elapsed_ms, 1),
        failure=decides,
        cause=None if verdict is None else verdict.cause,
        about_message=shown,
        findings=tuple(findings),
        hops=letter.path.hops,
        address="" if letter.origin is None else letter.origin.address,
        signers=signers,
        confidence=None if verdict is None else verdict.confidence,
        also=() if verdict is None else verdict.also,
    )


def unread(finding: Finding, elapsed_ms: float) -> MessageResult:
    """The result where nothing could be read as a message; ``finding`` says why."""
    verdict = finding.verdict
    return MessageResult(
        command="message",
        status=Outcome.UNKNOWN,
        title=Phrase(verdict.id, verdict.params),
        elapsed_ms=round(elapsed_ms, 1),
        failure=finding,
        findings=(finding,),
    )


def _not_proven(letter: Letter) -> tuple[Phrase, ...]:
    genuine = () if letter.kind is Kind.ORDINARY else OF_REPORTS
    return genuine if letter.bounce is not None else (*genuine, *NOT_PROVEN)


def _message_id(letter: Letter) -> str | None:
    value = letter.headers.value("Message-ID")
    return None if value is None else encoded_words.visible(value[:LONGEST_WORDS])


def _title(
    findings: Sequence[Finding],
    worst: Sequence[Finding],
    named: Finding | None,
    status: Outcome,
) -> Phrase:
    """The report or the filter speaks for itself; otherwise one trouble does, or their number."""
    reports = [one for one in findings if one.check == "message.bounce"]
    speaks = named or next(iter(worst if len(worst) == 1 else () if worst else reports), None)
    if speaks is not None:
        return Phrase(speaks.verdict.id, speaks.verdict.params)
    if worst:
        return Phrase("message.result.several", {"count": len(worst)})
    return Phrase(f"message.result.{'unknown' if status is Outcome.UNKNOWN else 'passed'}")
