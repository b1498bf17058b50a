"""How a run of sending ended: the result for the user and the entry for the outbox. Pure."""

from collections.abc import Sequence

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Outcome, Phrase, SendResult
from mailadmin.core.finding import Params
from mailadmin.core.send import titles
from mailadmin.core.send.overheard import Overheard
from mailadmin.core.send.records import Ending, Reason, Row, State
from mailadmin.core.send.routes import RecipientResult, RecipientState
from mailadmin.core.send.titles import Story


def result_of(story: Story, row: Row, *, elapsed_ms: float) -> SendResult:
    """What the user is told of a run. ``row`` is the message as it was before."""
    recipients = story.recipients
    outcome = titles.outcome_of(recipients)
    sent = tuple(r for r in recipients if r.state is RecipientState.SENT)
    missing = tuple(r for r in recipients if r.state is not RecipientState.SENT)
    # Found in the only recipient's mailbox, nothing about the delivery is left open.
    seen = story.found_in is not None and len(sent) == 1
    last = story.attempts[-1].delivery
    fell_back = story.fallback is not None
    queue_ids = (a.delivery.queue_id for a in reversed(story.attempts) if a.delivery.queue_id)
    return SendResult(
        command="send",
        status=outcome,
        title=titles.title(story, outcome),
        proven=_proven(story, sent),
        not_proven=(
            *((titles.because(story),) if fell_back and missing else ()),
            *(titles.not_sent_to(recipient) for recipient in missing),
            *((Phrase("send.not-proven.delivery"),) if sent and not seen else ()),
        ),
        route=_route(sent) or _route(missing, RecipientState.UNCERTAIN),
        message_id=row.message_id,
        elapsed_ms=round(elapsed_ms, 1),
        failure=None if outcome is Outcome.PASSED else last.failure,
        cause=_cause(story, outcome, missing),
        about=_about(story, missing),
        transcript=tuple(line for a in story.attempts for line in a.delivery.transcript),
        fallback_cause=(story.fallback_cause or titles.UNKNOWN) if fell_back else None,
        accepted=tuple(r.address for r in sent),
        refused=tuple(r.address for r in missing if r.state is RecipientState.REFUSED),
        queue_id=next(queue_ids, None),
        outbox_id=row.id,
    )


def _cause(story: Story, outcome: Outcome, missing: Sequence[RecipientResult]) -> str | None:
    """What decided a run that did not pass: the last failure, else the first refusal."""
    if outcome is Outcome.PASSED:
        return None
    failure = story.attempts[-1].delivery.failure
    if failure is not None:
        return failure.verdict.cause
    return next((r.cause for r in missing if r.cause is not None), None)


def _about(story: Story, missing: Sequence[RecipientResult]) -> Params:
    """What the fix of a recipient's refusal is about."""
    first = next(iter(missing), None)
    if first is None or first.reply is None:
        return story.about
    reply = f"{first.reply.code} {first.reply.text}".replace("\n", " ")
    return {**story.about, "address": first.address, "reply": reply}


def ending_of(story: Story, result: SendResult) -> Ending:
    """What the outbox keeps of a run."""
    reply = next((r.reply for r in story.recipients if r.reply is not None), None)
    cause = next((r.cause for r in story.recipients if r.cause is not None), None)
    reason = Reason(
        phrase=result.title,
        route=story.attempts[-1].route,
        cause=cause or story.fallback_cause,
        reply=reply,
    )
    return Ending(recipients=story.recipients, reason=reason, queue_id=result.queue_id)


def interrupted(
    results: Sequence[RecipientResult],
    in_flight: Sequence[str],
    route: Route,
    heard: Overheard,
    *,
    handed_over: bool,
) -> tuple[RecipientResult, ...]:
    """The recipients of a run that was stopped in the middle, when ``in_flight`` were under way."""
    in_between = RecipientState.UNCERTAIN if handed_over else RecipientState.NOT_SENT
    if heard.taken:
        in_between = RecipientState.SENT
    refused = {result.address: result for result in heard.refused}
    ended = []
    for result in results:
        if result.address in in_flight:
            stopped = RecipientResult(address=result.address, state=in_between, route=route)
            ended.append(refused.get(result.address, stopped))
        elif result.state is RecipientState.WAITING:
            ended.append(msgspec.structs.replace(result, state=RecipientState.NOT_SENT))
        else:
            ended.append(result)
    return tuple(ended)


def with_row(result: SendResult, row: Row) -> SendResult:
    """The result beside what the outbox remembers of earlier tries.

    A message that may have been sent before still may have been, even if this try surely failed.
    """
    if row.state is not State.UNCERTAIN or result.status is Outcome.UNCERTAIN:
        return result
    about: Params = {"id": row.id}
    return msgspec.structs.replace(
        result,
        status=Outcome.UNCERTAIN,
        title=Phrase("send.still-uncertain", about),
        not_proven=(result.title, *result.not_proven),
    )


def with_notice(result: SendResult, notice: Phrase) -> SendResult:
    """The result of a message whose end could not be written down."""
    return msgspec.structs.replace(result, not_proven=(*result.not_proven, notice))


def _route(
    recipients: Sequence[RecipientResult], state: RecipientState = RecipientState.SENT
) -> Route | None:
    """The route that carried, or may have carried, the message to the last of these."""
    return next((r.route for r in reversed(recipients) if r.state is state), None)


def _proven(story: Story, sent: Sequence[RecipientResult]) -> tuple[Phrase, ...]:
    if not sent:
        return ()
    proven = [Phrase("send.proven.accepted", story.about)]
    if story.found_in is not None:
        proven.append(Phrase("send.proven.found", {**story.about, "folder": story.found_in}))
    by_messenger = any(r.route is Route.MESSENGER for r in sent)
    if by_messenger and story.written_from is not None:
        proven.append(story.written_from.why)
    return tuple(proven)
