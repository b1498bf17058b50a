"""The SPF record of a domain with everything it leads to, whatever address sends.

Where :func:`~mailadmin.core.dns.spf.check.check_host` follows one address until a term matches,
this follows every term, and counts as a receiver counts where none matches: the worst case of the
limits of RFC 7208 section 4.6.4. First everything is asked, an include's record and the records
inside it as soon as it is read; then the tree is put together from the answers (pure).

A tree is bounded, and says so: over the limits of SPF it is long before it is over ours.
"""

import asyncio
import ipaddress
from collections.abc import Iterator
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.names import ascii_host, presentation
from mailadmin.core.dns.questions import Asker, Questions
from mailadmin.core.dns.spf import macro, published
from mailadmin.core.dns.spf.branches import Counts, SpfTree, Term, TermState
from mailadmin.core.dns.spf.macro import MacroString
from mailadmin.core.dns.spf.names import MAX_MX, mail_servers
from mailadmin.core.dns.spf.published import Published
from mailadmin.core.dns.spf.record import IpNetwork, Mechanism, Qualifier, Record

MAX_RECORDS: Final = 40
"""Records of one tree, the domain's own included."""

MAX_LEVELS: Final = 10
"""Records below each other, under the domain's own: more are over the limit of look-ups."""

MAX_TERMS: Final = 1000
"""Terms of one tree; more would hold up the window."""

MAX_ASKED: Final = 20
"""Different ``a``, ``mx`` and ``exists`` whose addresses are asked for."""

_ASKS: Final = frozenset(("include", "a", "mx", "ptr", "exists"))
_ADDRESS_TYPES: Final = ("A", "AAAA")


async def survey(domain: str, asker: Asker, *, record: str | None = None) -> SpfTree:
    """The tree of a domain. ``record`` stands for what it publishes: a record yet to be.

    Never raises for what the DNS says. Without a limit of its own.
    """
    domain = domain.strip().removesuffix(".")
    domain = domain if domain.isascii() else ascii_host(domain) or domain
    questions = Questions(asker)
    asking = _Asking(domain, questions)
    try:
        if record is None:
            root = await published.look_up(domain, questions)
        else:
            root = await published.read(domain, [record])
        await asking.inside(root, level=0)
    finally:
        questions.stop()
    return _Assembly(domain, asking.records, asking.answers).tree(root, (_key(domain),))


class _Asking:
    """Asks for everything that a tree needs. ``records`` are by :func:`_key`."""

    def __init__(self, domain: str, questions: Questions) -> None:
        self._domain = domain
        self._questions = questions
        self._followed = {_key(domain)}
        self._asked: set[tuple[str, str]] = set()
        self._terms_left = MAX_TERMS
        self.records: dict[str, Published] = {}
        self.answers: dict[tuple[str, str], Answer] = {}

    async def inside(self, found: Published, level: int) -> None:
        """Ask what the terms of this record ask, and those of the records inside it."""
        if found.record is not None:
            work = [
                self._follow(target, level + 1)
                if name in ("include", "redirect")
                else self._term(name, target)
                for name, target in self._to_ask(found.record, found.domain, level)
            ]
            await asyncio.gather(*work)

    def _to_ask(self, record: Record, domain: str, level: int) -> Iterator[tuple[str, str]]:
        for name, parts in _leading(record):
            if not self._terms_left:
                return
            self._terms_left -= 1
            follows = name in ("include", "redirect")
            full = (
                len(self._followed) >= MAX_RECORDS or level >= MAX_LEVELS
                if follows
                else len(self._asked) >= MAX_ASKED
            )
            if full:
                continue
            target = _target(parts, domain, self._domain)
            if target is None or presentation(target) is None:
                continue
            if follows and _key(target) not in self._followed:
                self._followed.add(_key(target))
                yield name, target
            elif not follows and (name, _key(target)) not in self._asked:
                self._asked.add((name, _key(target)))
                yield name, target

    async def _follow(self, domain: str, level: int) -> None:
        found = await published.look_up(domain, self._questions)
        self.records[_key(domain)] = found
        await self.inside(found, level)

    async def _term(self, name: str, target: str) -> None:
        match name:
            case "exists":
                await self._ask(target, "A")
            case "a":
                await self._ask(target, *_ADDRESS_TYPES)
            case "mx":
                await self._ask(target, "MX")
                hosts = mail_servers(self.answers[_key(target), "MX"])
                if len(hosts) <= MAX_MX:
                    await asyncio.gather(*(self._ask(host, *_ADDRESS_TYPES) for host in hosts))

    async def _ask(self, name: str, *types: str) -> None:
        # A host of an MX record is in presentation format already (it ends in a dot).
        asked = name if name.endswith(".") else presentation(name)
        assert asked is not None
        answers = await self._questions.query_all((asked, each) for each in types)
        for rdtype, answer in zip(types, answers, strict=True):
            self.answers[_key(name), rdtype] = answer


class _Assembly:
    """Puts the tree together, counting on from term to term."""

    def __init__(
        self,
        domain: str,
        records: dict[str, Published],
        answers: dict[tuple[str, str], Answer],
    ) -> None:
        self._domain = domain
        self._records = records
        self._answers = answers
        self._drawn = 0
        self._terms = 0
        self._counts = Counts()

    def tree(self, found: Published, path: tuple[str, ...]) -> SpfTree:
        """The tree of one record; ``path`` are the keys of those that led here, itself last."""
        self._drawn += 1
        before, terms, complete = self._counts, list[Term](), True
        default: Qualifier | None = None
        ended = False
        record = found.record
        for mechanism in record.mechanisms if record is not None else ():
            if self._terms >= MAX_TERMS:
                complete = False
                break
            term = self._mechanism(mechanism, found.domain, path, ended)
            terms.append(term)
            if not ended and _matches_everybody(term):
                default, ended = mechanism.qualifier, True
        if record is not None and record.redirect is not None:
            redirect = record.redirect
            term = Term(text=redirect.text, name="redirect", qualifier=None)
            term = self._leads_on(term, redirect.domain, found.domain, path, ended)
            terms.append(term)
            if not ended and term.inner is not None:
                default = term.inner.default
        return SpfTree(
            published=found,
            terms=tuple(terms),
            counts=_difference(self._counts, before),
            default=default,
            complete=complete and all(_is_complete(term) for term in terms),
        )

    def _mechanism(
        self, mechanism: Mechanism, domain: str, path: tuple[str, ...], ended: bool
    ) -> Term:
        term = Term(text=mechanism.text, name=mechanism.name, qualifier=mechanism.qualifier)
        change = msgspec.structs.replace
        if mechanism.name in _ASKS:
            term = self._leads_on(term, mechanism.domain, domain, path, ended)
            if (mechanism.four, mechanism.six) == (32, 128):
                return term
            prefixes = {4: mechanism.four, 6: mechanism.six}
            networks = tuple(
                each.supernet(new_prefix=prefixes[each.version]) for each in term.networks
            )
            return change(term, networks=networks)
        self._terms += 1
        networks = () if mechanism.network is None else (mechanism.network,)
        state = TermState.UNREACHABLE if ended else TermState.FINE
        return change(term, state=state, networks=networks, running=self._counts)

    def _leads_on(
        self,
        term: Term,
        parts: MacroString | None,
        domain: str,
        path: tuple[str, ...],
        ended: bool,
    ) -> Term:
        """A term that asks: counted, and followed as far as there is something to follow."""
        self._terms += 1
        change = msgspec.structs.replace
        target = _target(parts, domain, self._domain)
        if ended:
            state = TermState.UNREACHABLE
            return change(term, target=target, state=state, running=self._counts)
        before = self._counts
        self._count(lookups=1)
        state, inner = TermState.FINE, None
        networks: tuple[IpNetwork, ...] = ()
        if term.name == "ptr":
            pass  # its question is about the sender's address
        elif target is None:
            state = TermState.SENDER_DECIDES
        elif presentation(target) is None:
            state = TermState.NO_NAME
        elif term.name in ("include", "redirect"):
            state, inner = self._record(target, path)
        else:
            state, networks = self._found(term.name, target)
        return change(
            term,
            target=target,
            state=state,
            cost=self._counts.lookups - before.lookups,
            running=self._counts,
            networks=networks,
            inner=inner,
        )

    def _record(self, target: str, path: tuple[str, ...]) -> tuple[TermState, SpfTree | None]:
        key = _key(target)
        if key in path:
            return TermState.LOOP, None
        found = self._records.get(key)
        if found is None or self._drawn >= MAX_RECORDS:
            return TermState.NOT_FOLLOWED, None
        return TermState.FINE, self.tree(found, (*path, key))

    def _found(self, name: str, target: str) -> tuple[TermState, tuple[IpNetwork, ...]]:
        if name == "mx":
            return self._mail_servers(target)
        if name == "exists":
            answer = self._answers.get((_key(target), "A"))
            if answer is None:
                return TermState.NOT_FOLLOWED, ()
            if _is_void(answer):
                self._count(voids=1, voids_six=1)
            return _state(answer), ()
        return self._addresses(target)

    def _addresses(self, host: str) -> tuple[TermState, tuple[IpNetwork, ...]]:
        four = self._answers.get((_key(host), "A"))
        six = self._answers.get((_key(host), "AAAA"))
        if four is None or six is None:
            return TermState.NOT_FOLLOWED, ()
        self._count(voids=_is_void(four), voids_six=_is_void(six))
        return _state(four, six), tuple(map(ipaddress.ip_network, four.values + six.values))

    def _mail_servers(self, domain: str) -> tuple[TermState, tuple[IpNetwork, ...]]:
        answer = self._answers.get((_key(domain), "MX"))
        if answer is None:
            return TermState.NOT_FOLLOWED, ()
        if answer.state is not AnswerState.FOUND:
            void = _is_void(answer)
            self._count(voids=void, voids_six=void)
            return _state(answer), ()
        hosts = mail_servers(answer)
        if len(hosts) > MAX_MX:
            return TermState.TOO_MANY_MX, ()
        found = [self._addresses(host) for host in hosts]
        states = {state for state, _ in found}
        networks = tuple(network for _, each in found for network in each)
        for state in (TermState.NO_ANSWER, TermState.NOT_FOLLOWED):
            if state in states:
                return state, networks
        return TermState.FINE if networks else TermState.NOTHING, networks

    def _count(self, lookups: int = 0, voids: int = 0, voids_six: int = 0) -> None:
        now = self._counts
        self._counts = Counts(now.lookups + lookups, now.voids + voids, now.voids_six + voids_six)


def _leading(record: Record) -> Iterator[tuple[str, MacroString | None]]:
    """The terms that a receiver may come to and that ask for something other than the sender."""
    for mechanism in record.mechanisms:
        if mechanism.name == "all":
            return
        if mechanism.name in _ASKS and mechanism.name != "ptr":
            yield mechanism.name, mechanism.domain
    if record.redirect is not None:
        yield "redirect", record.redirect.domain


def _target(parts: MacroString | None, domain: str, sender_domain: str) -> str | None:
    """The domain that a term leads to, None where address or sender decide.

    The sender's domain is that of the tree: its own mail is what a domain's owner asks about.
    """
    if parts is None:
        return domain
    if not macro.letters_of(parts) <= {"d", "o"}:
        return None
    return macro.expand_name(parts, {"d": domain, "o": sender_domain})


def _key(name: str) -> str:
    return name.rstrip(".").lower()


def _is_void(answer: Answer) -> bool:
    return answer.state in (AnswerState.NO_SUCH_NAME, AnswerState.NO_DATA)


def _state(*answers: Answer) -> TermState:
    if any(answer.state is AnswerState.TEMPORARY_FAILURE for answer in answers):
        return TermState.NO_ANSWER
    return TermState.NOTHING if all(map(_is_void, answers)) else TermState.FINE


def _matches_everybody(term: Term) -> bool:
    """Whether no address gets past this term."""
    if term.name == "exists":
        return term.state is TermState.FINE
    if term.name == "include":
        return term.inner is not None and term.inner.default is Qualifier.PASS
    return term.name == "all"


def _is_complete(term: Term) -> bool:
    complete = term.inner is None or term.inner.complete
    return complete and term.state is not TermState.NOT_FOLLOWED


def _difference(after: Counts, before: Counts) -> Counts:
    return Counts(
        after.lookups - before.lookups,
        after.voids - before.voids,
        after.voids_six - before.voids_six,
    )
