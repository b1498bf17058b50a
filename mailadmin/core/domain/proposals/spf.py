"""What SPF record to publish: what is there and what is wanted, put together exactly.

Nothing is flattened and nobody's servers are invented. :func:`propose` adds what is wanted;
:func:`look_up` finds what would mend the record that is there.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.questions import Asker, Questions
from mailadmin.core.dns.spf import editing
from mailadmin.core.dns.spf.branches import (
    BreakKind,
    SpfTree,
    Term,
    TermState,
    first_break,
    leads_nowhere,
)
from mailadmin.core.dns.spf.check import MAX_LOOKUPS, MAX_VOIDS
from mailadmin.core.dns.spf.record import Qualifier
from mailadmin.core.dns.spf.result import Problem
from mailadmin.core.dns.spf.tree import survey
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.finding import Params
from mailadmin.core.providers import provider_of_server

LONGEST_STRING: Final = 255
"""Bytes of one string of a TXT record (RFC 1035 section 3.3.14); hosts split longer ones."""

LONG: Final = 450
"""Characters above which a record may not fit in an answer over UDP (RFC 7208 section 3.4)."""


class SpfFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a domain, and the record that would be better, None where there is none."""

    tree: SpfTree
    mended: SpfTree | None = None


class Note(StrEnum):
    """What has to be said with a proposal."""

    SPLIT = "split"
    """It is longer than one string: the host splits it, by itself or asked to."""
    LONG = "long"
    """It is so long that some receivers may not get it whole."""
    TOO_MANY_LOOKUPS = "too-many-lookups"
    TOO_MANY_VOID_LOOKUPS = "too-many-void-lookups"
    INCLUDE_MISSING = "include-missing"
    """Something that it includes has no SPF record: receivers would make nothing of it."""
    BROKEN = "broken"
    """Receivers would give up at a term for another reason, such as a loop."""
    NOT_COUNTED = "not-counted"
    """Something did not answer, or was not followed: there may be more look-ups."""


class Cost(msgspec.Struct, frozen=True):
    """A term, and the look-ups that it costs with everything inside it."""

    term: str
    lookups: int


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A record to publish instead of ``old_records``.

    ``lookups_before`` is None where there is no valid record whose look-ups anybody would count.
    ``costly`` are the terms that cost look-ups, the dearest first; ``unused`` lead to nothing, so
    they may be left over from a service that is not used any more.
    """

    domain: str
    record: str
    old_records: tuple[str, ...]
    lookups_before: int | None
    lookups_after: int
    notes: tuple[Note, ...] = ()
    costly: tuple[Cost, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def params(self) -> Params:
        """The parameters of a fix that publishes it."""
        params: Params = {
            "record_type": "TXT",
            "record_name": self.domain,
            "record_label": "@",
            "record": self.record,
            "lookups_after": self.lookups_after,
        }
        if self.old_records:
            name = "old_record" if len(self.old_records) == 1 else "old_records"
            # A record with a line end in it is still one of them.
            params[name] = "\n".join(map(on_one_line, self.old_records))
        if self.lookups_before is not None:
            params["lookups_before"] = self.lookups_before
        return params


def include(domain: str) -> str:
    """The term that lets the servers of a service send."""
    return f"include:{domain}"


def address(ip: str) -> str:
    """The term for one address or network. ``ValueError`` if it is none."""
    network = ipaddress.ip_network(ip, strict=False)
    whole = network.prefixlen == network.max_prefixlen
    return f"ip{network.version}:{network.network_address if whole else network}"


def known_terms(target: DomainTarget) -> tuple[str, ...]:
    """The terms for the servers and addresses that are known to send for a domain."""
    terms: list[str] = []
    for sender in target.senders:
        provider = provider_of_server(sender.host)
        terms += map(include, provider.spf_include if provider is not None else ())
    terms += map(address, target.addresses)
    return tuple(dict.fromkeys(terms))


async def look_up(domain: str, asker: Asker, wanted: Sequence[str] = ()) -> SpfFacts:
    """Survey a domain's record and the one that would be better.

    ``wanted`` are the terms that a first record would have; nothing is added to one that is there.
    """
    questions = Questions(asker)
    try:
        tree = await survey(domain, questions)
        text = mended(tree, wanted)
        if text is None:
            return SpfFacts(tree=tree)
        better = await survey(domain, questions, record=text)
        if tree.problem is not None:
            # What nobody could read before may have more in it that makes receivers give up.
            again = _unbroken(better, text)
            if again != text and editing.lets_anybody_send(again):
                better = await survey(domain, questions, record=again)
        return SpfFacts(tree=tree, mended=better)
    finally:
        questions.stop()


async def propose(domain: str, asker: Asker, wanted: Sequence[str]) -> Proposal | None:
    """The record of a domain with these terms too; None where it can't be said.

    That is so where the record can't be asked for or can't be understood.
    """
    questions = Questions(asker)
    try:
        before = await survey(domain, questions)
        text = added(before, wanted)
        if text is None:
            return None
        return proposal(before, await survey(domain, questions, record=text))
    finally:
        questions.stop()


def added(tree: SpfTree, wanted: Iterable[str]) -> str | None:
    """The record with these terms before its end. For None see :func:`propose`."""
    if tree.problem in (Problem.NO_ANSWER, Problem.NO_DOMAIN):
        return None
    text = _readable(tree)
    if text is None:
        return editing.new(wanted) if tree.problem is Problem.NO_RECORD else None
    text = editing.with_terms(text, wanted)
    # What nobody could read let nobody send; the new one must not let everybody.
    opened = tree.problem is not None and editing.lets_everybody_send(text)
    return editing.with_end(text, "~") if opened else text


def mended(tree: SpfTree, wanted: Sequence[str] = ()) -> str | None:
    """The record without what makes it fail, None where nothing can be mended with certainty.

    What receivers break off at (an include without a record, a loop) goes: with it, the rest
    means nothing. A new end is only proposed where there is nothing else to mend, or where the end
    of what nobody could read would let everybody send.
    """
    if tree.problem is Problem.NO_RECORD and not _texts(tree):
        return editing.new(wanted) if wanted else None
    text = _readable(tree)
    if text is None:
        return None
    before = _texts(tree)
    text = _unbroken(tree, text)
    if editing.lets_everybody_send(text) or (before == [text] and _is_open(tree, text)):
        text = editing.with_end(text, "~")
    if not editing.lets_anybody_send(text) or [text.lower()] == [each.lower() for each in before]:
        return None
    return text


def proposal(before: SpfTree, after: SpfTree) -> Proposal:
    """The record of ``after`` as a proposal, with the look-ups of both."""
    record, broken = after.published.texts[0], first_break(after)
    notes = {
        Note.SPLIT: len(record) > LONGEST_STRING,
        Note.LONG: len(record) > LONG,
        Note.TOO_MANY_LOOKUPS: after.counts.lookups > MAX_LOOKUPS,
        Note.TOO_MANY_VOID_LOOKUPS: after.counts.voids > MAX_VOIDS,
        Note.INCLUDE_MISSING: any(leads_nowhere(term) for term in after.terms),
        Note.BROKEN: broken is not None and broken.kind is not BreakKind.MISSING,
        Note.NOT_COUNTED: not is_counted(after),
    }
    return Proposal(
        domain=before.domain,
        record=record,
        old_records=tuple(_texts(before)),
        lookups_before=None if before.problem is not None else before.counts.lookups,
        lookups_after=after.counts.lookups,
        notes=tuple(note for note, said in notes.items() if said),
        costly=costly(after),
        unused=unused(after),
    )


def costly(tree: SpfTree) -> tuple[Cost, ...]:
    """The terms of the record itself that cost look-ups, the dearest first."""
    costs = [Cost(term.text, term.cost) for term in tree.terms if term.cost]
    return tuple(sorted(costs, key=lambda cost: -cost.lookups))


def unused(tree: SpfTree) -> tuple[str, ...]:
    """The terms of the record itself that lead to nothing."""
    return tuple(
        term.text
        for term in tree.terms
        if term.state in (TermState.NOTHING, TermState.NO_NAME) or leads_nowhere(term)
    )


def behind_all(tree: SpfTree) -> tuple[Term, ...]:
    """The terms of the record itself that nobody reads, because its ``all`` stands before them."""
    names = [term.name for term in tree.terms]
    behind = tree.terms[names.index("all") + 1 :] if "all" in names else ()
    return tuple(term for term in behind if term.name not in ("all", "redirect"))


def is_counted(tree: SpfTree) -> bool:
    """Whether everything that counts has answered and was followed."""
    return tree.complete and not any(
        term.state is TermState.NO_ANSWER
        or (term.inner is not None and term.inner.problem is Problem.NO_ANSWER)
        or (term.inner is not None and not is_counted(term.inner))
        for term in tree.terms
    )


def _texts(tree: SpfTree) -> list[str]:
    """The SPF records that are there, those that were to be ones too where there is no other."""
    answer = tree.published.answer
    if tree.published.texts or answer is None:
        return list(tree.published.texts)
    return [value for value in answer.values if editing.is_meant_as_record(value)]


def _readable(tree: SpfTree) -> str | None:
    """One valid record of all that is there, None where there is none or it stays broken."""
    found = _texts(tree)
    if sum(map(len, found)) > editing.LONGEST_EDITED:
        return None
    texts = [each for text in found for each in editing.corrected(text)]
    if not texts or not all(map(editing.is_valid, texts)):
        return None
    text = editing.without_duplicates(editing.merged(texts))
    return text if editing.is_valid(text) else None


def _unbroken(tree: SpfTree, text: str) -> str:
    """The text of the tree's record without what receivers give up at, and with nothing hidden."""
    broken = [term for term in tree.terms if _breaks(term)]
    text = editing.without_terms(text, [term.text for term in broken])
    if any(term.name == "redirect" for term in broken) and not editing.has_end(text):
        text = editing.with_end(text, "~")
    return editing.with_all_last(text) if behind_all(tree) else text


def _breaks(term: Term) -> bool:
    """Whether receivers break off at this term, whatever its owner still does."""
    return term.state is TermState.LOOP or leads_nowhere(term)


def _is_open(tree: SpfTree, text: str) -> bool:
    """Whether the record itself, not one that it leads to, leaves everybody else open."""
    ends = [term.qualifier for term in tree.terms if term.name == "all"]
    if ends:
        return ends[0] in (Qualifier.PASS, Qualifier.NEUTRAL)
    return not editing.has_end(text)
