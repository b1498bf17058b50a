"""What a domain's DKIM keys mean. Pure.

A key that nobody knows of is never called missing: "there is none" is said only where the DNS
says that nothing can be there, or where somebody named the selector.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final, NamedTuple

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dkim import Below, DkimFacts, Flaw, Key, Selector, repaired
from mailadmin.core.dns.dkim.key import HARMLESS
from mailadmin.core.domain.dkim import Signing
from mailadmin.core.domain.proposals.dkim import setup_at
from mailadmin.core.finding import Evidence, Params, RecordSeen, Status, Verdict

REPAIRABLE: Final = "-repairable"
"""What the id of a verdict ends with whose fix has the exact record."""

_ABSENT: Final = (AnswerState.NO_SUCH_NAME, AnswerState.NO_DATA)
_NEAR: Final = 24
"""Characters that are shown of the place where a record breaks."""


class _Rank(IntEnum):
    """Which trouble is told where there are several."""

    USELESS = 0
    MISSING = 1
    REVOKED = 2
    LEADS_NOWHERE = 3
    WEAK = 4
    TESTING = 5
    UNTIDY = 6
    TOO_LONG = 7


class _Trouble(NamedTuple):
    rank: _Rank
    what: str
    selector: Selector
    key: Key | None = None
    at: int = 0


def judge(facts: Signing) -> Verdict:
    """One verdict on all the keys: the worst trouble, or how good they are."""
    keys, params = facts.keys, _about(facts)
    good = [each for each in keys.selectors if _works(each)]
    # Of two that are as bad, the first: the selectors that somebody named are in front.
    worst = min(_troubles(keys, bool(good)), key=lambda each: each.rank, default=None)
    if worst is not None:
        return _told(worst, params, keys, bool(good))
    unheard = [each for each in keys.selectors if _failed(each.answer)]
    if (good and any(each.given for each in unheard)) or (not good and unheard):
        return _verdict("no-answer", Status.UNKNOWN, params, _seen(unheard))
    if good:
        return _good(good, params)
    return _none(facts, params)


def _about(facts: Signing) -> Params:
    domain = facts.keys.domain
    return {"domain": domain, **setup_at(facts.providers.likeliest, domain)}


def _works(selector: Selector) -> bool:
    return len(selector.keys) == 1 and selector.keys[0].counts


def _failed(answer: Answer) -> bool:
    return answer.state is AnswerState.TEMPORARY_FAILURE


def _troubles(facts: DkimFacts, some_work: bool) -> Iterable[_Trouble]:
    """Everything that is wrong. A key withdrawn or left behind is none where another works."""
    for each in facts.selectors:
        matters = each.given or not some_work
        if each.keys:
            yield from _of_keys(each, matters=matters)
        elif each.leads_nowhere and matters:
            yield _Trouble(_Rank.LEADS_NOWHERE, "leads-nowhere", each)
        elif each.given and each.answer.state in _ABSENT and facts.below is not Below.NOTHING:
            yield _Trouble(_Rank.MISSING, "selector-missing", each)


def _of_keys(selector: Selector, *, matters: bool) -> Iterable[_Trouble]:
    if len(selector.keys) > 1:
        yield _Trouble(_Rank.USELESS, "several-records", selector)
        return
    key = selector.keys[0]
    serious = [fault for fault in key.faults if fault.flaw not in HARMLESS]
    if serious:
        yield _Trouble(_Rank.USELESS, serious[0].flaw, selector, key, serious[0].at)
    elif key.revoked:
        if matters:
            yield _Trouble(_Rank.REVOKED, "revoked", selector, key)
        return
    if key.is_weak:
        yield _Trouble(_Rank.WEAK, "weak", selector, key)
    if key.testing:
        yield _Trouble(_Rank.TESTING, "testing", selector, key)
    for fault in key.faults:
        if fault.flaw in HARMLESS:
            rank = _Rank.UNTIDY if fault.flaw is Flaw.UNTIDY else _Rank.TOO_LONG
            yield _Trouble(rank, fault.flaw, selector, key, fault.at)


def _told(trouble: _Trouble, params: Params, facts: DkimFacts, some_work: bool) -> Verdict:
    """The verdict on one trouble: mail suffers where no other key works, or this one is in use."""
    selector, key = trouble.selector, trouble.key
    record = None if key is None or selector.alias else _repair(trouble, key)
    what = trouble.what + (REPAIRABLE if record is not None else "")
    useless = trouble.rank is _Rank.USELESS and (selector.given or not some_work)
    in_use = trouble.rank in (_Rank.MISSING, _Rank.REVOKED) and selector.given and not some_work
    params = {**params, **_key_params(trouble), **_naming(selector, facts.domain)}
    if record is not None and key is not None:
        params |= {"record": record, "old_record": key.text}
    status = Status.FAILED if useless or in_use else Status.WARNING
    return _verdict(what, status, params, _seen([selector]))


def _repair(trouble: _Trouble, key: Key) -> str | None:
    """The record to publish. A key that is too short or long can't be mended but by a new one."""
    made_anew = (_Rank.REVOKED, _Rank.WEAK, _Rank.TOO_LONG)
    return None if trouble.rank in made_anew else repaired(key)


def _key_params(trouble: _Trouble) -> Params:
    key, at = trouble.key, trouble.at
    if key is None:
        return {"records": len(trouble.selector.keys)}
    near = "".join(each if each.isprintable() else " " for each in key.text[at : at + _NEAR])
    return {
        "algorithm": key.algorithm[:_NEAR],
        "bits": key.bits or 0,
        "at": at + 1,
        "near": near.strip(),
    }


def _naming(selector: Selector, domain: str) -> Params:
    """The names of a selector's record; where it is an alias, the name it leads to."""
    names: Params = {
        "selector": selector.name,
        "record_type": "TXT",
        "record_name": f"{selector.name}._domainkey.{domain}",
        "record_label": f"{selector.name}._domainkey",
    }
    return names if selector.alias is None else {**names, "alias": selector.alias}


def _good(selectors: list[Selector], params: Params) -> Verdict:
    """All that was found is good, for all receivers or for those that know Ed25519."""
    only_new = all(each.keys[0].algorithm == "ed25519" for each in selectors)
    what = "only-ed25519" if only_new else "ok"
    names = ", ".join(each.name for each in selectors)
    status = Status.INFO if only_new else Status.OK
    return _verdict(what, status, {**params, "selectors": names}, _seen(selectors))


def _none(facts: Signing, params: Params) -> Verdict:
    """No key was found: why, or why that is not known."""
    keys, senders = facts.keys, facts.providers
    test = (*_seen_answer(keys.parent), *_seen_answer(keys.nobodys))
    every = keys.wildcard
    if every is not None and every.counts:
        return _verdict("every-selector", Status.OK, params, _seen_answer(keys.nobodys))
    if every is not None and every.revoked:
        status = Status.INFO if senders.sends_nothing else Status.WARNING
        return _verdict("all-revoked", status, params, _seen_answer(keys.nobodys))
    if senders.sends_nothing:
        return _verdict("sends-nothing", Status.OK, params, _seen_answer(senders.txt))
    match keys.below:
        case Below.NO_ANSWER:
            return _verdict("no-answer", Status.UNKNOWN, params, test)
        case Below.NOTHING if senders.txt.state is AnswerState.NO_SUCH_NAME:
            return _verdict("no-such-domain", Status.SKIPPED, params, _seen_answer(senders.txt))
        case Below.NOTHING:
            return _verdict("none", Status.WARNING, params, _seen_answer(keys.parent))
        case Below.SOMETHING:
            return _verdict("selector-unknown", Status.INFO, params, test)
    return _verdict("cannot-tell", Status.INFO, params, test)


def _verdict(what: str, status: Status, params: Params, evidence: tuple[Evidence, ...]) -> Verdict:
    return Verdict(f"domain.dkim.{what}", status, params, evidence)


def _seen(selectors: Iterable[Selector]) -> tuple[Evidence, ...]:
    return tuple(seen for each in selectors for seen in _seen_answer(each.answer))


def _seen_answer(answer: Answer) -> tuple[Evidence, ...]:
    """The answer, and before it the aliases that led to it."""
    name = answer.name
    seen: list[Evidence] = []
    for alias in answer.aliases:
        seen.append(RecordSeen(name=name, type="CNAME", values=(alias,), answer="found"))
        name = alias.rstrip(".")
    seen.append(RecordSeen(name=name, type=answer.type, values=answer.values, answer=answer.state))
    return tuple(seen)
