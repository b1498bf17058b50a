"""What a domain's whole SPF tree is made of: facts for a window to draw and a judge to judge."""

import ipaddress
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from mailadmin.core.dns.spf.published import Published
from mailadmin.core.dns.spf.record import IpNetwork, Qualifier
from mailadmin.core.dns.spf.result import Problem


class TermState(StrEnum):
    """What there is to say of a term itself; a record it leads to has its own problem."""

    FINE = "fine"
    SENDER_DECIDES = "sender-decides"
    """Macros make a name of the address or the sender: counted, not followed."""
    UNREACHABLE = "unreachable"
    """An earlier term matches everybody, or an ``all`` makes this redirect mean nothing."""
    LOOP = "loop"
    """It leads back to a record that led here."""
    NOTHING = "nothing"
    """No such name, or no address: it lets nobody send."""
    NO_NAME = "no-name"
    """What it leads to can't be a domain name, so nobody is asked."""
    TOO_MANY_MX = "too-many-mx"
    NO_ANSWER = "no-answer"
    NOT_FOLLOWED = "not-followed"
    """The tree has reached one of our bounds."""


class Counts(msgspec.Struct, frozen=True):
    """What a receiver counts: terms that ask, and questions of these without an answer.

    ``voids`` are those of a check of an IPv4 address, ``voids_six`` of an IPv6 address.
    """

    lookups: int = 0
    voids: int = 0
    voids_six: int = 0


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a record.

    ``name`` is in lower case; ``qualifier`` is None for a redirect. ``target`` is the domain it
    leads to, None where there is none or the sender decides. ``cost`` are its look-ups with
    everything inside it, ``running`` the counts from the beginning of the whole tree up to and
    with this term. ``networks`` are the addresses it names or found; ``inner`` is the record of an
    include or redirect.
    """

    text: str
    name: str
    qualifier: Qualifier | None
    target: str | None = None
    state: TermState = TermState.FINE
    cost: int = 0
    running: Counts = Counts()
    networks: tuple[IpNetwork, ...] = ()
    inner: "SpfTree | None" = None


class SpfTree(msgspec.Struct, frozen=True, kw_only=True):
    """One record and its terms in order; ``terms`` is empty where there is no valid record.

    ``counts`` are those of this record with everything inside. ``default`` is what an address
    gets that no term names (``redirect`` followed), None where the record says nothing of it.
    ``complete`` is False where something was not followed because of our bounds: the counts are
    then the least there can be.
    """

    published: Published
    terms: tuple[Term, ...] = ()
    counts: Counts = Counts()
    default: Qualifier | None = None
    complete: bool = True

    @property
    def domain(self) -> str:
        """Whose record it is."""
        return self.published.domain

    @property
    def problem(self) -> Problem | None:
        """What is wrong with this record itself, not with those inside it."""
        return self.published.problem


def all_terms(tree: SpfTree) -> Iterator[Term]:
    """Every term of the tree, in the order in which they count."""
    for term in tree.terms:
        yield term
        if term.inner is not None:
            yield from all_terms(term.inner)


def authorised(tree: SpfTree) -> tuple[IpNetwork, ...]:
    """The networks that may send, without overlaps: at most these, whatever is forbidden first."""
    found = list(_passing(tree))
    four = (network for network in found if isinstance(network, ipaddress.IPv4Network))
    six = (network for network in found if isinstance(network, ipaddress.IPv6Network))
    return (*ipaddress.collapse_addresses(four), *ipaddress.collapse_addresses(six))


def _passing(tree: SpfTree) -> Iterator[IpNetwork]:
    for term in tree.terms:
        if term.state is TermState.UNREACHABLE or term.qualifier not in (None, Qualifier.PASS):
            continue
        yield from term.networks
        if term.inner is not None:
            yield from _passing(term.inner)


class BreakKind(StrEnum):
    """Why receivers give up at a term, whatever the rest of the record says (permerror)."""

    LOOP = "loop"
    TOO_MANY_MX = "too-many-mx"
    MISSING = "include-missing"
    """The domain that it leads to has no SPF record."""
    BROKEN = "include-broken"
    """A record behind it is broken, which only its owner can mend."""


class Break(msgspec.Struct, frozen=True):
    """The first term of a record at which receivers give up.

    ``domain`` is whose record has the mistake, or has none.
    """

    kind: BreakKind
    term: Term
    domain: str


def first_break(tree: SpfTree) -> Break | None:
    """Where receivers give up, apart from the limits of look-ups."""
    for term in tree.terms:
        kind = _own_break(term)
        if kind is not None:
            return Break(kind, term, term.target or "")
        domain = None if term.inner is None else _broken_domain(term.inner)
        if domain is not None:
            return Break(BreakKind.BROKEN, term, domain)
    return None


def _broken_domain(tree: SpfTree) -> str | None:
    if tree.problem in (Problem.SEVERAL_RECORDS, Problem.SYNTAX):
        return tree.domain
    inside = first_break(tree)
    if inside is None:
        return None
    return inside.domain if inside.kind is BreakKind.BROKEN else tree.domain


def _own_break(term: Term) -> BreakKind | None:
    if term.state is TermState.LOOP:
        return BreakKind.LOOP
    if term.state is TermState.TOO_MANY_MX:
        return BreakKind.TOO_MANY_MX
    return BreakKind.MISSING if leads_nowhere(term) else None


def leads_nowhere(term: Term) -> bool:
    """Whether an include or redirect is of a domain without an SPF record."""
    if term.name not in ("include", "redirect"):
        return False
    none = (Problem.NO_RECORD, Problem.NO_DOMAIN)
    missing = term.inner is not None and term.inner.problem in none
    return missing or term.state is TermState.NO_NAME
