"""Which DKIM keys a domain has, as far as the DNS tells (RFC 6376 section 3.6.2).

Nobody can list the selectors of a domain. But the DNS says whether there is anything at all below
``_domainkey``: if that name does not exist, nothing below it does (RFC 8020). Three things make
this less than certain, and each is noticed or allowed for:

- Some name servers deny a name that has others below it. So a key that is found counts more, and
  every likely selector is asked whatever the test says.
- A wildcard makes every name exist.
- Name servers that sign their answers one by one say "no data" for names that do not exist
  (RFC 9824); Cloudflare does.

The last two are noticed by asking for a selector that nobody has. It costs one question and no
time, because it is asked along with the others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dkim.key import Key, read_key
from mailadmin.core.dns.names import ascii_host, presentation
from mailadmin.core.dns.questions import Asker

NOBODYS_SELECTOR: Final = "mailadmin-8c41d7e2f05b"
"""Nobody has a key here, so whatever answers is a wildcard."""

COMMON_SELECTORS: Final = ("default", "dkim", "mail", "selector1", "google", "k1", "s1")
"""What common mail programs and services call a key unless somebody says otherwise.

In this order: cPanel and OpenDKIM; Rspamd and mailcow; many guides; Microsoft 365; Google;
Mailchimp; SendGrid and others.
"""

MOST_GIVEN: Final = 40
"""Selectors that somebody named, of which more are left out."""

MOST_LIKELY: Final = 16
"""Selectors that are tried without being named."""

MOST_RECORDS: Final = 10
"""Records of one selector that are read; there must not be more than one."""


class Below(StrEnum):
    """What is below ``_domainkey``."""

    NOTHING = "nothing"
    SOMETHING = "something"
    CANNOT_TELL = "cannot-tell"
    """Every name exists here, or seems to."""
    NO_ANSWER = "no-answer"


class Selector(msgspec.Struct, frozen=True, kw_only=True):
    """One selector that was asked for. ``given`` says that somebody named it or saw it in use.

    ``alias`` is the name where its record really stands or should, if that is another: most often
    a provider's.
    """

    name: str
    given: bool
    answer: Answer
    alias: str | None = None
    keys: tuple[Key, ...] = ()

    @property
    def leads_nowhere(self) -> bool:
        """Whether it is an alias to a name without a record."""
        absent = (AnswerState.NO_SUCH_NAME, AnswerState.NO_DATA)
        return self.answer.state in absent and self.alias is not None


class DkimFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says. ``parent`` answers for ``_domainkey`` itself, ``nobodys`` for a wildcard.

    ``selectors`` are those that were asked for, the given ones first. What a wildcard answers is
    no key of a selector.
    """

    domain: str
    below: Below
    parent: Answer
    nobodys: Answer
    selectors: tuple[Selector, ...]

    @property
    def wildcard(self) -> Key | None:
        """The key that every selector has that has none of its own."""
        return read_key(self.nobodys.values[0]) if self.nobodys.values else None


async def look_up(
    domain: str,
    asker: Asker,
    *,
    given: Sequence[str] = (),
    likely: Callable[[], Awaitable[Iterable[str]]] | None = None,
) -> DkimFacts:
    """Look for the keys of a domain, in ASCII. Never raises for what the DNS says.

    ``given`` are selectors that somebody named; ``likely`` those of the domain's mail provider,
    which may take a moment to find out: all the others are asked meanwhile.
    """
    named = _first(given, MOST_GIVEN, without=())
    parent, nobodys, answers, others = await asyncio.gather(
        asker.start(f"_domainkey.{domain}", "TXT"),
        asker.start(f"{NOBODYS_SELECTOR}._domainkey.{domain}", "TXT"),
        _ask(named, domain, asker),
        _ask_likely(likely, named, domain, asker),
    )
    selectors = []
    for name, answer in [*answers, *others]:
        if answer.values:
            await asyncio.sleep(0)  # reading them all at once could hold up the window
        selectors.append(
            Selector(
                name=name,
                given=name in named,
                answer=answer,
                alias=_alias(answer, nobodys),
                keys=_keys(answer, nobodys),
            )
        )
    return DkimFacts(
        domain=domain,
        below=_below(parent, nobodys, selectors),
        parent=parent,
        nobodys=nobodys,
        selectors=tuple(selectors),
    )


async def _ask_likely(
    likely: Callable[[], Awaitable[Iterable[str]]] | None,
    named: Sequence[str],
    domain: str,
    asker: Asker,
) -> list[tuple[str, Answer]]:
    found = () if likely is None else await likely()
    return await _ask(
        _first((*found, *COMMON_SELECTORS), MOST_LIKELY, without=named), domain, asker
    )


async def _ask(selectors: Sequence[str], domain: str, asker: Asker) -> list[tuple[str, Answer]]:
    names = [presentation(f"{each}._domainkey.{domain}") for each in selectors]
    answers = await asker.query_all((name or "..", "TXT") for name in names)
    return list(zip(selectors, answers, strict=True))


def _first(selectors: Iterable[str], most: int, *, without: Sequence[str]) -> tuple[str, ...]:
    """The first few, each once, in lower case (RFC 6376 section 3.1: a selector is a name)."""
    names = [ascii_host(each) or each.strip().lower() for each in selectors]
    return tuple(dict.fromkeys(each for each in names if each and each not in without))[:most]


def _alias(answer: Answer, nobodys: Answer) -> str | None:
    if not answer.aliases or answer.aliases == nobodys.aliases:
        return None
    return answer.aliases[-1].rstrip(".")


def _keys(answer: Answer, nobodys: Answer) -> tuple[Key, ...]:
    own = [text for text in answer.values if text not in nobodys.values]
    return tuple(read_key(text) for text in own[:MOST_RECORDS])


def _below(parent: Answer, nobodys: Answer, selectors: Sequence[Selector]) -> Below:
    """What the test says. An alias that leads nowhere exists itself, and so does what it is in."""
    if any(each.keys or each.leads_nowhere for each in selectors):
        return Below.SOMETHING
    if nobodys.state is AnswerState.FOUND:
        return Below.CANNOT_TELL
    if parent.state is AnswerState.NO_SUCH_NAME and not parent.aliases:
        return Below.NOTHING
    if AnswerState.TEMPORARY_FAILURE in (parent.state, nobodys.state):
        return Below.NO_ANSWER
    unknown = nobodys.state is AnswerState.NO_SUCH_NAME and not nobodys.aliases
    return Below.SOMETHING if unknown else Below.CANNOT_TELL
