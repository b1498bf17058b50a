"""What the remarks about a message's content mean: how much each matters, the heaviest first."""

from typing import Final

from mailadmin.core.finding import Status, Verdict
from mailadmin.core.message.content import ContentFacts, Remark, What

MOST_VERDICTS: Final = 15
"""Remarks that are told. Whoever has mended these tests again."""

_REFUSED: Final = frozenset((
    What.ATTACHMENT_DISGUISED, What.ATTACHMENT_REFUSED, What.ATTACHMENT_INSIDE, What.NO_SENDER,
    What.SEVERAL_SENDERS,
))  # fmt: skip
"""What large receivers refuse outright."""
_MINOR: Final = frozenset((
    What.REPLY_ELSEWHERE, What.MANY_IMAGES, What.SUBJECT_LONG, What.HTML_BROKEN, What.HTML_CLIPPED,
    What.NO_PLAIN_TEXT, What.DATE_OLD, What.FADED_TEXT,
))  # fmt: skip
_SURE_SIZE: Final = 20
"""Megabytes that many receivers refuse; between ten and these only few do."""

_CAUSES: Final = {
    What.ATTACHMENT_DISGUISED: "content-attachment-blocked",
    What.ATTACHMENT_REFUSED: "content-attachment-blocked",
    What.ATTACHMENT_INSIDE: "content-attachment-blocked",
    What.NO_SENDER: "content-malformed",
    What.SEVERAL_SENDERS: "content-malformed",
}
"""What the refusal would be called. A remark that may only cost trust is nobody's cause."""
_CONFIDENCE: Final = 0.7


def judge(facts: ContentFacts) -> list[Verdict]:
    """One verdict a remark, at most :data:`MOST_VERDICTS`; one alone where there is none.

    What was not read is told too, so that silence about it is not taken for praise.
    """
    kept = facts.remarks[:MOST_VERDICTS]
    verdicts = [_verdict(remark) for remark in kept]
    if len(facts.remarks) > len(kept):
        more = len(facts.remarks) - len(kept)
        verdicts.append(Verdict("message.content.more", Status.INFO, {"count": more}))
    if not facts.has_body:
        verdicts.append(Verdict("message.content.header-only", Status.UNKNOWN))
    elif not facts.complete:
        verdicts.append(Verdict("message.content.not-all-read", Status.UNKNOWN))
    return verdicts or [Verdict("message.content.ok", Status.OK)]


def _verdict(remark: Remark) -> Verdict:
    cause = _CAUSES.get(remark.what)
    return Verdict(
        f"message.content.{remark.what}",
        _status(remark),
        remark.params,
        remark.seen,
        cause,
        None if cause is None else _CONFIDENCE,
    )


def _status(remark: Remark) -> Status:
    if remark.what in _REFUSED:
        return Status.FAILED
    limit = remark.params.get("limit", 0)
    small = remark.what is What.TOO_BIG and isinstance(limit, int) and limit < _SURE_SIZE
    return Status.INFO if small or remark.what in _MINOR else Status.WARNING
