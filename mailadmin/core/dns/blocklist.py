"""Asking blocklists (RFC 5782): listed, clean, or could not ask.

A list that answers nobody looks like one on which nobody is, and a name server that rewrites
answers like one on which everybody is. So an answer counts only if the list's test entries, asked
at the same time, are answered as they should be.
"""

import asyncio
import re
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import IPv6Address
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import IpAddress, is_internal, is_reachable, read_address
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.blocklists import Blocklist, Kind, Weight, blocklists
from mailadmin.core.dns.questions import Asker

AT_ONCE: Final = 8
"""Lists that are asked at the same time."""

LONGEST_REASON: Final = 300
"""Characters of a list's own words that are kept."""

MAX_CODES: Final = 16
"""Answers of one list that are looked at. The lists that we know give four at most."""

_REFUSALS: Final = "127.255.255."
"""Error codes, Spamhaus's first: a typing error, a public resolver, too many questions."""

_NEVER_LISTED: Final = "127.0.0.1"
_LINK: Final = re.compile(r"https?://[!-~]+")


class Standing(StrEnum):
    """What a list says."""

    LISTED = "listed"
    CLEAN = "clean"
    COULD_NOT_ASK = "could-not-ask"


class Silence(StrEnum):
    """Why a list could not be asked."""

    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    """It does not answer this name server, or not so many questions."""
    REWRITTEN = "rewritten"
    """A name server on the way puts its own answers in the place of others'."""
    NOT_WORKING = "not-working"
    """The test entries are not answered as they should be."""


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """What one list says.

    ``codes`` are the answers that mean a listing, ``reason`` the list's own words for it (of one
    line, without control characters), ``link`` a page that they name. ``answers`` are what all
    this rests on, that for the subject first.
    """

    blocklist: Blocklist
    standing: Standing
    silence: Silence | None = None
    codes: tuple[str, ...] = ()
    reason: str = ""
    link: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def weight(self) -> Weight:
        """What the listing costs."""
        return self.blocklist.weight_of(self.codes)


class BlocklistFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists say of an address or domain.

    ``consultations`` are in the order of the lists that know its ``kind``. ``reachable`` is False
    for an address that no server on the internet can have: nobody is asked about it, unless it may
    be the inside of a network that keeps a list of its own.
    """

    subject: str
    kind: Kind
    consultations: tuple[Consultation, ...] = ()
    reachable: bool = True


async def look_up(
    subject: str, asker: Asker, *, lists: Sequence[Blocklist] | None = None
) -> BlocklistFacts:
    """Ask the lists about an IP address, or else about a domain in ASCII.

    ``lists`` are asked instead of those that we know.
    """
    about = _address_or_domain(subject)
    facts = BlocklistFacts(subject=str(about), kind=_kind(about))
    if not isinstance(about, str) and not is_reachable(about):
        facts = msgspec.structs.replace(facts, reachable=False)
        if not is_internal(about):
            return facts
    free = asyncio.Semaphore(AT_ONCE)

    async def in_turn(blocklist: Blocklist) -> Consultation:
        async with free:
            return await consult(blocklist, about, asker)

    known = blocklists() if lists is None else lists
    asked = (in_turn(one) for one in known if facts.kind in one.kinds)
    return msgspec.structs.replace(facts, consultations=tuple(await asyncio.gather(*asked)))


def _address_or_domain(subject: str) -> IpAddress | str:
    try:
        return read_address(subject)
    except ValueError:
        return subject.rstrip(".")


def _kind(subject: IpAddress | str) -> Kind:
    if isinstance(subject, str):
        return "domain"
    return "ip4" if subject.version == 4 else "ip6"


def reversed_labels(ip: IpAddress) -> str:
    """The address as the start of a question: octets or nibbles backwards (RFC 5782 section 2)."""
    return ip.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")


def test_entries(blocklist: Blocklist, kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a list has always and never (RFC 5782 section 5), as starts of questions.

    Of those that it always has, one is enough: a list of both families may have only one of them.
    """
    listed, clean = _TEST_ENTRIES[kind]
    if kind == "ip6" and "ip4" in blocklist.kinds:
        listed = (*listed, *_TEST_ENTRIES["ip4"][0])
    return (
        (blocklist.listed_test,) if blocklist.listed_test else listed,
        (blocklist.clean_test,) if blocklist.clean_test else clean,
    )


_TEST_ENTRIES: Final[dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "ip4": (("2.0.0.127",), ("1.0.0.127",)),
    "ip6": (
        (reversed_labels(IPv6Address("::ffff:7f00:2")),),
        (reversed_labels(IPv6Address("::ffff:7f00:1")),),
    ),
    "domain": (("test",), ("invalid",)),
}


async def consult(blocklist: Blocklist, subject: IpAddress | str, asker: Asker) -> Consultation:
    """Ask one list about any address, or about a domain in ASCII."""
    name = subject if isinstance(subject, str) else reversed_labels(subject)
    listed, clean = test_entries(blocklist, _kind(subject))
    names = [f"{one}.{blocklist.zone}" for one in (name, *listed, *clean)]
    asked = await asker.query_all((one, "A") for one in names)
    answer, has, has_not = asked[0], asked[1 : 1 + len(listed)], asked[1 + len(listed) :]
    silence = silence_of(blocklist, answer, has, has_not)
    result = Consultation(
        blocklist=blocklist,
        standing=Standing.CLEAN if silence is None else Standing.COULD_NOT_ASK,
        silence=silence,
        answers=tuple(asked),
    )
    if silence is not None or answer.state is not AnswerState.FOUND:
        return result
    words = await asker.query(names[0], "TXT")
    reason = plain(words.values)
    link = _LINK.search(reason)
    return msgspec.structs.replace(
        result,
        standing=Standing.LISTED,
        codes=tuple(sorted(answer.values)[:MAX_CODES]),
        reason=reason,
        link=link[0].rstrip(".,;:)>]'\"") if link else "",
        answers=(answer, words, *has, *has_not),
    )


def silence_of(
    blocklist: Blocklist, answer: Answer, has: Sequence[Answer], has_not: Sequence[Answer]
) -> Silence | None:
    """Why an answer does not count, None if it does. Pure.

    ``has`` are the answers for test entries of which one has to be there, ``has_not`` those for
    entries that must not be there.
    """
    every = (answer, *has, *has_not)
    codes = {code for one in every for code in one.values[:MAX_CODES]}
    if any(code.startswith(_REFUSALS) or code in blocklist.errors for code in codes):
        return Silence.REFUSED
    if any(code == _NEVER_LISTED or not code.startswith("127.") for code in codes):
        return Silence.REWRITTEN
    # A question that can't be asked, such as one that is too long, is an error as well.
    unknown = [bool(one.error) for one in every]
    if unknown[0] or all(unknown[1 : 1 + len(has)]) or any(unknown[1 + len(has) :]):
        return Silence.NO_ANSWER
    is_there = any(one.state is AnswerState.FOUND for one in has)
    if not is_there or any(one.state is AnswerState.FOUND for one in has_not):
        return Silence.NOT_WORKING
    return None


def plain(values: Sequence[str]) -> str:
    """A list's own words in one line: printable, and no longer than :data:`LONGEST_REASON`."""
    start = " ".join(value[:LONGEST_REASON] for value in values[:MAX_CODES])
    shown = "".join(each if each.isprintable() else " " for each in start)
    return " ".join(shown.split())[:LONGEST_REASON]
