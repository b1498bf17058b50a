"""What a domain's SPF record means for its owner. Pure: no I/O, no clock, no words.

The worst thing gives the verdict. Everything else is told where it stands: each term in the
evidence has its own sentence, so two things that are wrong are both seen in the tree.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.spf import editing
from mailadmin.core.dns.spf.branches import (
    Counts,
    SpfTree,
    Term,
    TermState,
    all_terms,
    authorised,
    first_break,
)
from mailadmin.core.dns.spf.check import MAX_LOOKUPS, MAX_VOIDS
from mailadmin.core.dns.spf.published import Published
from mailadmin.core.dns.spf.record import IpNetwork, Qualifier
from mailadmin.core.dns.spf.result import Problem
from mailadmin.core.domain.proposals.spf import (
    Note,
    SpfFacts,
    behind_all,
    costly,
    is_counted,
    proposal,
    unused,
)
from mailadmin.core.finding import Params, RecordSeen, Status, TermSeen, Verdict

NEAR_LIMIT: Final = 9
"""Look-ups from which on one more service is too many, or one more include of a service."""

BROAD: Final = {4: 12, 6: 20}
"""Prefix lengths in bits below which a network is more than one sender can have (a million)."""

EVERYBODY: Final = 2**31
"""IPv4 addresses from which on it makes no difference that some are missing: half of them all."""

MOST_SHOWN: Final = 100
"""Terms of one record that are shown as evidence."""

LONGEST_TERM: Final = 200
"""Characters of a term that are shown."""

_NAMED: Final = 5
"""Terms that a sentence names at most."""


class _Judgement(NamedTuple):
    what: str
    status: Status
    params: Params


_Rule = Callable[[SpfTree], "_Judgement | None"]


def judge(facts: SpfFacts) -> Verdict:
    """The verdict on a domain's record, with the better record where there is one."""
    tree = facts.tree
    found = _worst(tree)
    params: Params = {
        "domain": tree.domain,
        "lookups": tree.counts.lookups,
        "voids": tree.counts.voids,
        **found.params,
    }
    if facts.mended is not None and _worst(facts.mended).what != found.what:
        offer = proposal(tree, facts.mended)
        params |= offer.params
        if Note.SPLIT in offer.notes:
            params["record_length"] = len(offer.record)
    return Verdict(f"domain.spf.{found.what}", found.status, params, (seen(tree),))


def _worst(tree: SpfTree) -> _Judgement:
    return next(found for rule in _RULES if (found := rule(tree)) is not None)


def _record_itself(tree: SpfTree) -> _Judgement | None:
    published = tree.published
    match tree.problem:
        case Problem.NO_DOMAIN:
            return _Judgement("no-domain", Status.SKIPPED, {})
        case Problem.NO_ANSWER:
            error = published.answer.error if published.answer is not None else ""
            return _Judgement("no-answer", Status.UNKNOWN, {"error": error})
        case Problem.SEVERAL_RECORDS:
            count = len(published.texts)
            return _Judgement("several-records", Status.FAILED, {"count": count})
        case Problem.SYNTAX:
            params: Params = {
                "term": _short(_term_at(published)),
                "position": (published.position or 0) + 1,
            }
            return _Judgement("syntax", Status.FAILED, params)
        case Problem.NO_RECORD:
            values = published.answer.values if published.answer is not None else ()
            meant = [value for value in values if editing.is_meant_as_record(value)]
            if meant:
                return _Judgement("not-recognised", Status.FAILED, {"text": meant[0][:60]})
            return _Judgement("no-record", Status.FAILED, {})
    return None


def _receivers_break_off(tree: SpfTree) -> _Judgement | None:
    """What makes a receiver give up before it has looked at the rest."""
    found = first_break(tree)
    if found is None:
        return None
    params: Params = {"term": _short(found.term.text), "target": found.domain}
    return _Judgement(found.kind.value, Status.FAILED, params)


def _limits(tree: SpfTree) -> _Judgement | None:
    dear = ", ".join(f"{_short(cost.term)} ({cost.lookups})" for cost in costly(tree)[:_NAMED])
    params: Params = {"costly": dear, "unused": _listed(unused(tree))}
    if not tree.complete:
        over = tree.counts.lookups > MAX_LOOKUPS
        return _Judgement("too-big", Status.FAILED if over else Status.UNKNOWN, params)
    if tree.counts.lookups > MAX_LOOKUPS:
        return _Judgement("too-many-lookups", Status.FAILED, params)
    if tree.counts.voids > MAX_VOIDS:
        return _Judgement("too-many-void-lookups", Status.FAILED, params)
    return None


def _not_known(tree: SpfTree) -> _Judgement | None:
    if is_counted(tree):
        return None
    silent = next(
        term
        for term in all_terms(tree)
        if term.state is TermState.NO_ANSWER or _problem(term) is Problem.NO_ANSWER
    )
    about: Params = {"term": _short(silent.text), "target": silent.target or ""}
    return _Judgement("include-no-answer", Status.UNKNOWN, about)


def _who_may_send(tree: SpfTree) -> _Judgement | None:
    networks = authorised(tree)
    count = sum(each.num_addresses for each in networks if each.version == 4)
    if tree.default is Qualifier.PASS or count >= EVERYBODY:
        broadest = str(min(networks, key=lambda each: each.prefixlen, default=""))
        named = (term.text for term in all_terms(tree) if _is_for_everybody(term))
        through = next(named, broadest)
        return _Judgement("everybody-may-send", Status.WARNING, {"term": _short(through)})
    return None


def _hidden(tree: SpfTree) -> _Judgement | None:
    hidden = [term.text for term in behind_all(tree)]
    if not hidden:
        return None
    return _Judgement("all-not-last", Status.WARNING, {"hidden": _listed(hidden)})


def _nobody(tree: SpfTree) -> _Judgement | None:
    lets_send = any(
        term.qualifier is Qualifier.PASS or term.name == "redirect"
        for term in tree.terms
        if term.state is not TermState.UNREACHABLE
    )
    if lets_send or tree.default not in (Qualifier.FAIL, Qualifier.SOFTFAIL):
        return None
    return _Judgement("nobody-may-send", Status.WARNING, {})


def _end(tree: SpfTree) -> _Judgement | None:
    if tree.default is None:
        return _Judgement("no-end", Status.WARNING, {})
    if tree.default is Qualifier.NEUTRAL:
        return _Judgement("neutral", Status.WARNING, {})
    return None


def _broad(tree: SpfTree) -> _Judgement | None:
    broad = [str(each) for each in authorised(tree) if is_broad(each)]
    return _Judgement("broad", Status.WARNING, {"networks": _listed(broad)}) if broad else None


def _void_for_ipv6(tree: SpfTree) -> _Judgement | None:
    """Hosts without an IPv6 address count against a sender that has one."""
    sends = any(each.version == 6 for each in authorised(tree))
    if tree.counts.voids_six <= MAX_VOIDS or not sends:
        return None
    params: Params = {"voids": tree.counts.voids_six}
    return _Judgement("void-lookups-ipv6", Status.WARNING, params)


def _discouraged(tree: SpfTree) -> _Judgement | None:
    found = [term.text for term in tree.terms if term.name == "ptr"]
    return _Judgement("ptr", Status.WARNING, {"term": _short(found[0])}) if found else None


def _near_limit(tree: SpfTree) -> _Judgement | None:
    if tree.counts.lookups < NEAR_LIMIT:
        return None
    return _Judgement("near-limit", Status.INFO, {})


def _fine(tree: SpfTree) -> _Judgement:
    networks = [each for each in authorised(tree) if each.version == 4]
    params: Params = {"addresses": sum(each.num_addresses for each in networks)}
    what = "softfail" if tree.default is Qualifier.SOFTFAIL else "good"
    return _Judgement(what, Status.OK, params)


_RULES: Final[tuple[_Rule, ...]] = (
    _record_itself,
    _receivers_break_off,
    _limits,
    _not_known,
    _who_may_send,
    _hidden,
    _nobody,
    _end,
    _broad,
    _void_for_ipv6,
    _discouraged,
    _near_limit,
    _fine,
)
"""The worst first."""


def seen(tree: SpfTree) -> RecordSeen:
    """The tree as evidence: terms that cost something or have something to them."""
    return _seen(tree, Counts(), decides=True)


def _seen(tree: SpfTree, before: Counts, *, decides: bool) -> RecordSeen:
    """``decides`` says that what this record says of everybody else counts: no include's does."""
    published = tree.published
    terms: list[TermSeen] = []
    for term in tree.terms:
        if len(terms) == MOST_SHOWN:
            break
        problem = next(_remarks(term, before, decides=decides), "")
        if term.cost or problem:
            problem = f"domain.spf.term.{problem}" if problem else ""
            record = None
            if term.inner is not None:
                follows = decides and term.name == "redirect"
                record = _seen(term.inner, _entered(term), decides=follows)
            lookups = term.running.lookups
            terms.append(
                TermSeen(text=_short(term.text), lookups=lookups, problem=problem, record=record)
            )
        before = term.running
    answer = published.answer
    values = published.texts or (() if answer is None else answer.values)
    return RecordSeen(
        name=tree.domain,
        type="TXT",
        values=values,
        answer=answer.state if answer is not None else AnswerState.NO_SUCH_NAME,
        terms=tuple(terms),
    )


def _entered(term: Term) -> Counts:
    """The running counts where the record of this term begins."""
    inside = term.inner.counts if term.inner is not None else Counts()
    running = term.running
    return Counts(
        running.lookups - inside.lookups,
        running.voids - inside.voids,
        running.voids_six - inside.voids_six,
    )


def _remarks(term: Term, before: Counts, *, decides: bool) -> Iterator[str]:
    """What there is to say of one term, the worst first: the ends of the sentences' ids."""
    own = _entered(term) if term.inner is not None else term.running
    if before.lookups <= MAX_LOOKUPS < own.lookups:
        yield "over-limit"
    if before.voids <= MAX_VOIDS < own.voids:
        yield "over-void-limit"
    if term.state is not TermState.FINE and term.state is not TermState.SENDER_DECIDES:
        yield term.state.value
    problem = _problem(term)
    if problem is not None:
        yield problem.value
    if _is_for_everybody(term):
        yield "everybody"
    if decides and term.name == "all" and term.qualifier is Qualifier.NEUTRAL:
        yield "neutral"
    if term.qualifier is Qualifier.PASS and any(map(is_broad, term.networks)):
        yield "broad"
    if term.name == "ptr":
        yield "ptr"
    if term.state is TermState.SENDER_DECIDES:
        yield "sender-decides"


def is_broad(network: IpNetwork) -> bool:
    """Whether a network is larger than any one sender needs."""
    return network.prefixlen < BROAD[network.version]


def _is_for_everybody(term: Term) -> bool:
    """Whether this very term lets everybody send."""
    if term.qualifier is not Qualifier.PASS or term.state is TermState.UNREACHABLE:
        return False
    if term.name == "all" or any(each.prefixlen <= 1 for each in term.networks):
        return True
    return term.name == "exists" and term.state is TermState.FINE


def _problem(term: Term) -> Problem | None:
    return None if term.inner is None else term.inner.problem


def _term_at(published: Published) -> str:
    """The term in which a syntax error is."""
    text, at = published.texts[0], published.position or 0
    start = text.rfind(" ", 0, at + 1) + 1 if text[at : at + 1] != " " else at
    return text[start:].split(" ", 1)[0] or text


def _short(term: str) -> str:
    return term if len(term) <= LONGEST_TERM else term[:LONGEST_TERM] + "…"


def _listed(terms: Sequence[str]) -> str:
    return ", ".join(map(_short, terms[:_NAMED])) + (", …" if len(terms) > _NAMED else "")
