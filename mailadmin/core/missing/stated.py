"""Reasons that somebody has stated: a server, by what it sent back, or our own outbox. Pure."""

import datetime
from collections.abc import Sequence
from typing import Final

from mailadmin.core.account import Route
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Guess, Params, Status
from mailadmin.core.forms.field import echo
from mailadmin.core.message.kinds import Kind
from mailadmin.core.missing.answers import After
from mailadmin.core.missing.case import Case, Reason, Rule
from mailadmin.core.missing.moments import moment
from mailadmin.core.missing.pasted import Pasted
from mailadmin.core.send.records import Row, State
from mailadmin.core.send.routes import RecipientResult, RecipientState

LATELY: Final = datetime.timedelta(days=3)
"""How old a message in the outbox may be to be taken for the one in question."""

_UNSENT: Final = (RecipientState.REFUSED, RecipientState.NOT_SENT, RecipientState.WAITING)


def _pasted(case: Case) -> Sequence[Reason]:
    """A returned message, another report, or an error says why."""
    pasted = case.evidence.pasted
    if pasted is None:
        return ()
    proof = (*_quoted(pasted), *_matched(case), *_about_another(case))
    if pasted.verdict is not None and not _failed(pasted):
        return [Reason(id="report", likelihood=0.9, stated=True, verdict=pasted.verdict)]
    if pasted.guess is not None:
        found = "error" if case.answers.after is After.ERROR else "returned"
        return [
            Reason(id=found, likelihood=pasted.guess.confidence, stated=True, proof=proof,
                   params=pasted.params, cause=pasted.guess, also=pasted.also)
        ]  # fmt: skip
    if pasted.verdict is not None:
        return [
            Reason(id="report", likelihood=0.9, stated=True, verdict=pasted.verdict,
                   proof=(*_matched(case), *_about_another(case)))
        ]  # fmt: skip
    return [Reason(id="text-not-understood", likelihood=0.5, stated=True, proof=_quoted(pasted))]


def _failed(pasted: Pasted) -> bool:
    """Whether a report is about a failure, not about a delivery, an answer or a delay."""
    assert pasted.verdict is not None
    own = pasted.kind in (Kind.BOUNCE, Kind.FORWARDED_BOUNCE)
    return own and pasted.verdict.status in (Status.FAILED, Status.INFO)


def _quoted(pasted: Pasted) -> tuple[Phrase, ...]:
    return (Phrase("missing.proof.reply", {"reply": pasted.reply}),) if pasted.reply else ()


def _matched(case: Case) -> tuple[Phrase, ...]:
    """That the text is about a message of the outbox."""
    row = case.evidence.row
    if row is None or not case.evidence.is_it:
        return ()
    return (Phrase("missing.proof.matched", _about(row)),)


def _about_another(case: Case) -> tuple[Phrase, ...]:
    """That the text is about somebody else than the user asks about."""
    pasted, asked = case.evidence.pasted, case.answers.recipient
    if pasted is None or not asked or not pasted.recipient:
        return ()
    if asked.casefold() == pasted.recipient.casefold():
        return ()
    about: Params = {"recipient": echo(pasted.recipient), "address": echo(asked)}
    return (Phrase("missing.proof.other-recipient", about),)


def _text_missing(case: Case) -> Sequence[Reason]:
    """There was an error or a returned message, but nobody has it any more."""
    after = case.answers.after
    if case.evidence.pasted is not None or after not in (After.ERROR, After.BOUNCE):
        return ()
    found = "error-missing" if after is After.ERROR else "text-missing"
    return [Reason(id=found, likelihood=0.6, stated=True)]


def _outbox(case: Case) -> Sequence[Reason]:
    """Our own outbox knows that it never left, or that nobody knows."""
    row = case.evidence.row
    if row is None:
        return ()
    lately = case.evidence.is_it or case.now - row.created < LATELY
    likelihood = 0.95 if lately else 0.4
    about = _about(row)
    if row.state in (State.WAITING, State.SENDING):
        return [Reason(id="being-sent", likelihood=likelihood, stated=True, params=about)]
    concerned = _concerned(case, row)
    unsent = [one for one in concerned if one.state in _UNSENT]
    if unsent:
        return [_unsent(row, unsent[0], likelihood, lately)]
    if any(one.state is RecipientState.UNCERTAIN for one in concerned):
        return [
            Reason(id="uncertain", likelihood=min(likelihood, 0.8), stated=lately, params=about)
        ]
    return ()


def _unsent(row: Row, recipient: RecipientResult, likelihood: float, lately: bool) -> Reason:
    reply = recipient.reply or (row.reason.reply if row.reason is not None else None)
    cause = recipient.cause or (row.reason.cause if row.reason is not None else None)
    about = _about(row) | {"recipient": echo(recipient.address)}
    if reply is not None:
        about["reply"] = echo(reply.text)
    if row.state is State.DISCARDED:
        found = "discarded"
    else:
        found = "refused" if recipient.state is RecipientState.REFUSED else "not-sent"
    return Reason(
        id=found,
        likelihood=likelihood,
        stated=lately,
        proof=(Phrase("missing.proof.reply", about),) if reply is not None else (),
        params=about,
        cause=None if cause is None or found == "discarded" else Guess(cause, likelihood),
    )


def _concerned(case: Case, row: Row) -> list[RecipientResult]:
    """The recipients in question: the one, or all where nobody got anything."""
    pasted = case.evidence.pasted
    told = case.answers.recipient or (pasted.recipient if pasted is not None else "")
    wanted = (told or "").casefold()
    return [
        one
        for one in row.recipients
        if case.everybody or not wanted or one.address.casefold() == wanted
    ]


def _messenger(case: Case) -> Sequence[Reason]:
    """The Messenger carried it, so the recipient sees another sender."""
    row = case.evidence.row
    if row is None or row.route is not Route.MESSENGER or row.state is not State.SENT:
        return ()
    if not case.silent:
        return ()
    proof = Phrase("missing.proof.messenger", _about(row))
    return [Reason(id="by-messenger", likelihood=0.3, proof=(proof,))]


def _about(row: Row) -> Params:
    return {"subject": echo(row.subject) or "–", "at": moment(row.created)}


RULES: Final[tuple[Rule, ...]] = (_pasted, _text_missing, _outbox, _messenger)
