"""What is known of blocklists: where each is asked, what its answers mean, how to get off it.

The facts are data, in ``resources/blocklists.json``: one entry a list, each with its sources and
the month it was checked in. Whoever has a list of their own makes a :class:`Blocklist` of it.

They are few, because a listing on a list that nobody uses only frightens. Left out on purpose:
Barracuda's, which answers only name servers that were registered (2026); SURBL and URIBL, which are
about links in messages; UCEPROTECT's levels 2 and 3, which are about other customers of the same
provider; and those that are no more: SORBS (June 2024), NiX Spam (January 2025), WPBL, and the CBL,
which lives on in Spamhaus ZEN. A list that has died may answer yes to everything, or its name
belongs to somebody else: its test entries tell.
"""

import functools
from typing import Literal

import msgspec

from mailadmin.core.resources import table

Kind = Literal["ip4", "ip6", "domain"]
"""What a list lists."""

Weight = Literal["serious", "minor", "policy"]
"""How much a listing costs: many receivers refuse the mail; few do; or no spam is meant at all.

``policy`` says that mail should not come straight from such an address, as from a home.
"""


class _Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an entry. A field that nobody reads is a typing mistake, and refused."""


class Meaning(_Fact, frozen=True, kw_only=True):
    """What some of a list's answers mean, as a sentence."""

    codes: tuple[str, ...]
    text: str
    weight: Weight


class Blocklist(_Fact, frozen=True, kw_only=True):
    """One list (RFC 5782).

    ``zone`` is what questions end in. ``weight`` is that of an answer without a meaning here.
    ``errors`` are answers that say that the list does not answer, besides those that all lists
    share. ``listed_test`` and ``clean_test`` are names in the zone that are always and never
    listed, where they are not those of the RFC. ``removal`` is the page to ask for removal,
    ``terms`` who may ask the list, ``notes`` what else is worth knowing.
    """

    id: str
    name: str
    zone: str
    kinds: tuple[Kind, ...]
    meanings: tuple[Meaning, ...] = ()
    weight: Weight = "minor"
    errors: tuple[str, ...] = ()
    listed_test: str = ""
    clean_test: str = ""
    removal: str = ""
    terms: str = ""
    notes: str = ""
    sources: tuple[str, ...] = ()
    checked: str = ""

    def meanings_of(self, codes: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What these answers mean, as far as it is known."""
        return tuple(one for one in self.meanings if not set(codes).isdisjoint(one.codes))

    def weight_of(self, codes: tuple[str, ...]) -> Weight:
        """The most that any of these answers costs."""
        known = {code for meaning in self.meanings for code in meaning.codes}
        weights = {meaning.weight for meaning in self.meanings_of(codes)}
        if not known.issuperset(codes):
            weights.add(self.weight)
        return next((weight for weight in _HEAVIEST_FIRST if weight in weights), self.weight)


_HEAVIEST_FIRST: tuple[Weight, ...] = ("serious", "minor", "policy")


@functools.cache
def blocklists() -> tuple[Blocklist, ...]:
    """The lists that matter and that answer everybody, the weightiest first."""
    return table("blocklists.json", Blocklist)
