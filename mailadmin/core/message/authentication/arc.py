"""The chain of ARC (RFC 8617): its sets, and what became of it (section 5.2)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.tags import Tags
from mailadmin.core.message.authentication import fields
from mailadmin.core.message.authentication.candidates import Candidate, candidate, concluded
from mailadmin.core.message.authentication.canonical import Form
from mailadmin.core.message.authentication.digests import Header, unsigned
from mailadmin.core.message.authentication.fields import MOST_SETS
from mailadmin.core.message.authentication.result import (
    Arc,
    ArcFault,
    ArcSet,
    Chain,
    Signature,
    Word,
)
from mailadmin.core.message.headers import Field

RESULTS: Final = "arc-authentication-results"
SIGNATURE: Final = "arc-message-signature"
SEAL: Final = "arc-seal"
_KINDS: Final = (RESULTS, SIGNATURE, SEAL)
_INSTANCE: Final = re.compile(r"[ \t]*i[ \t]*=[ \t]*([0-9]{1,2})[ \t]*;")


class Link(msgspec.Struct, kw_only=True):
    """One set of a chain that has its form: places of its fields, and what is to be checked."""

    told: ArcSet
    results_at: int
    signature_at: int
    seal_at: int
    signature: Candidate
    seal: Candidate


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A chain before its keys are known. One without the form of a chain has no ``links``."""

    arc: Arc
    links: tuple[Link, ...] = ()

    @property
    def candidates(self) -> list[Candidate]:
        """Everything that needs a key."""
        return [each for link in self.links for each in (link.signature, link.seal)]


def plan(all_fields: Sequence[Field], header: Header, now: float) -> Plan:
    """Find the sets of a message, and prepare what is to be checked."""
    places = {kind: header.places(kind) for kind in _KINDS}
    if not any(places.values()):
        return Plan(arc=Arc())
    if any(len(each) > MOST_SETS for each in places.values()):
        return Plan(arc=Arc(chain=Chain.FAIL, fault=ArcFault.TOO_MANY))
    read = {
        at: fields.list_of(all_fields[at].raw) for kind in (SIGNATURE, SEAL) for at in places[kind]
    }
    sets: dict[int | None, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for kind, found in places.items():
        for at in found:
            sets[_instance(all_fields[at], read.get(at))][kind].append(at)
    told = tuple(
        _told(number, sets[number], all_fields, read) for number in sorted(filter(None, sets))
    )
    wrong = _misformed(sets)
    if wrong is not None:
        arc = Arc(chain=Chain.FAIL, sets=told, fault=ArcFault.FORM, at=wrong or None)
        return Plan(arc=arc)
    links = tuple(_link(each, sets[each.instance], all_fields, read, now) for each in told)
    _digest(links, all_fields, header)
    return Plan(arc=_status(told), links=links)


def conclude(planned: Plan, answers: dict[str, Answer]) -> Arc:
    """The chain, with the answers of the DNS by the names of the keys."""
    if not planned.links:
        return planned.arc
    sets = tuple(
        msgspec.structs.replace(
            link.told,
            signature=concluded(link.signature, answers),
            seal=concluded(link.seal, answers),
        )
        for link in planned.links
    )
    if planned.arc.fault is not None:
        return msgspec.structs.replace(planned.arc, sets=sets)
    broken = [(ArcFault.SIGNATURE, sets[-1].instance, sets[-1].signature)]
    broken += [(ArcFault.SEAL, each.instance, each.seal) for each in reversed(sets)]
    for fault, at, found in broken:
        if _is(found, Word.FAIL, Word.PERMERROR, Word.POLICY):
            return Arc(chain=Chain.FAIL, sets=sets, fault=fault, at=at)
    for _, at, found in broken:
        if _is(found, Word.TEMPERROR, Word.NEUTRAL):
            lacking = ArcFault.NO_BODY if _is(found, Word.NEUTRAL) else ArcFault.NO_ANSWER
            return Arc(chain=Chain.UNKNOWN, sets=sets, fault=lacking, at=at)
    return Arc(chain=Chain.PASS, sets=sets)


def _is(found: Signature | None, *words: Word) -> bool:
    return found is not None and found.word in words


def _instance(field: Field, read: Tags | None) -> int | None:
    """The instance of a field; in ARC-Authentication-Results it stands first (section 4.1.1)."""
    if read is not None:
        return fields.instance_of(read)
    found = _INSTANCE.match(field.value)
    number = int(found[1]) if found else 0
    return number if 1 <= number <= MOST_SETS else None


def _misformed(sets: dict[int | None, dict[str, list[int]]]) -> int | None:
    """The first instance that is not whole, 0 for a field without one; None where all is well."""
    if None in sets:
        return 0
    for number in range(1, max(filter(None, sets)) + 1):
        if number not in sets or any(len(sets[number][kind]) != 1 for kind in _KINDS):
            return number
    return None


def _told(
    number: int, places: dict[str, list[int]], all_fields: Sequence[Field], read: dict[int, Tags]
) -> ArcSet:
    """What a set says, as far as it is there."""
    seal = read[places[SEAL][0]] if places[SEAL] else Tags(())
    results = all_fields[places[RESULTS][0]].value if places[RESULTS] else ""
    domain, selector = (seal.get(name) or "" for name in "ds")
    return ArcSet(
        instance=number,
        domain=domain[: fields.LONGEST_SHOWN],
        selector=selector[: fields.LONGEST_SHOWN],
        status=(seal.get("cv") or "")[: fields.LONGEST_SHOWN],
        results=results,
    )


def _link(
    told: ArcSet,
    places: dict[str, list[int]],
    all_fields: Sequence[Field],
    read: dict[int, Tags],
    now: float,
) -> Link:
    (results_at,), (signature_at,), (seal_at,) = (places[kind] for kind in _KINDS)
    how = partial(fields.read_arc_signature, now=now)
    return Link(
        told=told,
        results_at=results_at,
        signature_at=signature_at,
        seal_at=seal_at,
        signature=candidate(all_fields[signature_at], read[signature_at], how),
        seal=candidate(all_fields[seal_at], read[seal_at], fields.read_seal),
    )


def _digest(links: Sequence[Link], all_fields: Sequence[Field], header: Header) -> None:
    """What each seal has to sign: all sets before it, and its own (section 5.1.1).

    Each seal goes on from where the one before it ended, so that a chain is gone through once.
    """
    running = sha256()
    for link in links:
        for at in (link.results_at, link.signature_at):
            running.update(header.canonical(at, Form.RELAXED))
        ending = running.copy()
        ending.update(unsigned(all_fields[link.seal_at].raw, Form.RELAXED))
        link.seal.digest = ending.digest()
        running.update(header.canonical(link.seal_at, Form.RELAXED))
        signed = link.signature.field
        if signed is not None:
            link.signature.digest = header.digest(
                signed.names, signed.header_form, link.signature_at
            )


def _status(sets: tuple[ArcSet, ...]) -> Arc:
    """What the seals say of the chain: the first has none before it, the others a whole one."""
    for each in reversed(sets):
        if each.status == "fail":
            return Arc(chain=Chain.FAIL, sets=sets, fault=ArcFault.DECLARED, at=each.instance)
    for each in sets:
        if each.status != ("none" if each.instance == 1 else "pass"):
            return Arc(chain=Chain.FAIL, sets=sets, fault=ArcFault.STATUS, at=each.instance)
    return Arc(sets=sets)
