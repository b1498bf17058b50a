"""What the answers of the sources mean, one by one and together."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.mx import NO_SUCH_DOMAIN
from mailadmin.core.discover.outcome import DiscoverResult, Offer
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import ExceptionSeen, Params, Status, Verdict
from mailadmin.core.forms.field import echo

NOT_ASKED: Final = (Source.PROVIDER, Source.GUESS)
"""Sources that say nothing of the network: one is a table, the other begins late."""

_STATUS: Final = {
    Why.NOT_THERE: Status.INFO,
    Why.UNREACHABLE: Status.UNKNOWN,
    Why.BROKEN: Status.WARNING,
    Why.UNSAFE: Status.WARNING,
}
_NO_NETWORK: Final = "network-unreachable"


def judge_source(answered: Answered, domain: str) -> Verdict:
    """The verdict on what one source answered. ``domain`` is the address's, as it was typed."""
    params: Params = {"domain": echo(domain), "origin": echo(answered.origin)}
    if isinstance(answered, Found):
        return _found(answered, params)
    verdict_id = answered.sentence or f"discover.{answered.source}.{answered.why}"
    seen = (ExceptionSeen(type=answered.why, text=answered.detail),) if answered.detail else ()
    return Verdict(verdict_id, _STATUS[answered.why], params | {"host": echo(domain)}, seen)


def _found(found: Found, params: Params) -> Verdict:
    first = next(iter(found.outgoing), None)
    host = echo(first.host) if first is not None else ""
    provider = echo(found.provider) or params["origin"]
    about = {**params, "host": host, "provider": provider}
    if found.source is Source.GUESS:
        return Verdict("discover.guess.found", Status.INFO, about)
    doubtful = found.trust is Trust.DOUBTFUL
    what = "doubtful" if doubtful and found.source is not Source.HTTP else "found"
    status = Status.WARNING if doubtful else Status.OK
    return Verdict(f"discover.{found.source}.{what}", status, about)


def result_of(
    wish: Wish,
    offers: Sequence[Offer],
    answers: Mapping[Source, Answered],
    elapsed_ms: float,
    *,
    names_work: bool = True,
) -> DiscoverResult:
    """What the whole search came to. ``offers`` are in order, the best first.

    Where no name can be looked up at all (``names_work``), what the DNS says is worth nothing.
    """
    domain = wish.typed_domain
    params: Params = {"domain": echo(domain), "address": echo(wish.address)}
    best = next(iter(offers), None)
    offline = not names_work or _is_offline(answers.values())
    status, title, cause = Outcome.UNKNOWN, "nothing-known", None
    if best is not None and best.answered:
        params |= {"host": echo(best.mail_server.host), "provider": echo(best.provider)}
        status = Outcome.WARNING if best.consent else Outcome.PASSED
        title = "found-with-consent" if best.consent else "found"
    elif best is not None:
        params["host"] = echo(best.mail_server.host)
        if offline:
            title, cause = "offline", _NO_NETWORK
        else:
            status, title = Outcome.FAILED, "no-answer"
    elif not wish.domain:
        status, title = Outcome.FAILED, "no-domain"
    elif offline:
        title, cause = "no-network", _NO_NETWORK
    elif any(_says(answer, NO_SUCH_DOMAIN) for answer in answers.values()):
        status, title = Outcome.FAILED, "no-such-domain"
    elif not any(_is_open(answer) for answer in answers.values()):
        status, title = Outcome.FAILED, "nothing"
    return DiscoverResult(
        command="discover",
        status=status,
        title=Phrase(f"discover.result.{title}", params),
        proven=_proven(best, params),
        not_proven=_not_proven(best, params),
        elapsed_ms=round(elapsed_ms, 1),
        cause=cause,
        about={"host": echo(domain)} if cause else {},
        address=wish.address,
        offers=tuple(offers),
    )


def _proven(best: Offer | None, params: Params) -> tuple[Phrase, ...]:
    if best is None or not best.answered:
        return ()
    inbox = best.inbox
    read = {**params, "host": echo(inbox.host)} if inbox is not None else params
    proven = [Phrase("discover.proven.mail", params)]
    if inbox is not None:
        proven.append(Phrase("discover.proven.inbox", read))
    return tuple(proven)


def _not_proven(best: Offer | None, params: Params) -> tuple[Phrase, ...]:
    return () if best is None else (Phrase("discover.not-proven.sign-in", params),)


def _is_offline(answers: Collection[Answered]) -> bool:
    """Whether nobody could be asked: without a network there is nothing to be said of settings."""
    asked = [answer for answer in answers if answer.source not in NOT_ASKED]
    return bool(asked) and all(_is_open(answer) for answer in asked)


def _is_open(answer: Answered) -> bool:
    return isinstance(answer, Nothing) and answer.why is Why.UNREACHABLE


def _says(answer: Answered, sentence: str) -> bool:
    return isinstance(answer, Nothing) and answer.sentence == sentence
