"""What DMARC says of a message: whether who authenticated belongs to the domain in From.

RFC 9989 sections 4.10.2 and 5.3. Who authenticated is found out elsewhere: SPF and DKIM.
"""

import asyncio
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.dmarc.discovery import DmarcPolicy, State, discover
from mailadmin.core.dns.dmarc.record import Alignment
from mailadmin.core.dns.dmarc.walk import canonical, is_address, walk
from mailadmin.core.dns.questions import Asker, Questions

MOST_WALKS: Final = 10
"""Signing domains that are looked at; a message can carry any number of signatures."""


class Result(StrEnum):
    """The results of RFC 8601 section 2.7.5 and its registry."""

    NONE = "none"
    """No policy covers the domain."""
    PASS = "pass"
    FAIL = "fail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"
    """What stands in From as a domain can't be one."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What DMARC says of one message.

    ``dkim`` are the signing domains that are aligned, ``spf`` the envelope's domain if it is.
    ``discovered`` has the policy, which counts for mail that fails.
    """

    result: Result
    discovered: DmarcPolicy
    dkim: tuple[str, ...] = ()
    spf: str | None = None


async def aligned(
    author_domain: str, authenticated_domain: str, mode: Alignment, resolver: Asker
) -> bool | None:
    """Whether the two domains belong together; None where the DNS gave no answer.

    Asks nothing where the names alone tell.
    """
    author, other = canonical(author_domain), canonical(authenticated_domain)
    if author == other:
        return True
    # An organizational domain is the name itself or one above it, so both have a label in common.
    if mode is Alignment.STRICT or author.rpartition(".")[2] != other.rpartition(".")[2]:
        return False
    walks = await asyncio.gather(walk(author, resolver), walk(other, resolver))
    mine, its = (each.organizational_domain for each in walks)
    if mine is not None and other != mine and not other.endswith(f".{mine}"):
        return False
    return None if mine is None or its is None else mine == its


async def evaluate(
    author_domain: str,
    dkim_domains: Iterable[str],
    spf_domain: str | None,
    resolver: Asker,
) -> Evaluation:
    """Evaluate a message. Never raises for what the DNS says.

    ``author_domain`` stands in From, ``dkim_domains`` have good signatures, ``spf_domain`` is the
    envelope's if SPF let it pass.
    """
    questions = Questions(resolver)
    try:
        discovered = await discover(author_domain, questions)
        result, dkim, spf = await _judged(discovered, dkim_domains, spf_domain, questions)
    finally:
        questions.stop()
    return Evaluation(result=result, discovered=discovered, dkim=dkim, spf=spf)


async def _judged(
    discovered: DmarcPolicy,
    dkim_domains: Iterable[str],
    spf_domain: str | None,
    questions: Questions,
) -> tuple[Result, tuple[str, ...], str | None]:
    if not discovered.walk.stops and not is_address(discovered.domain):
        return Result.PERMERROR, (), None
    unknown = discovered.state is State.UNKNOWN
    if discovered.record is None or discovered.record.policies is None:
        return Result.TEMPERROR if unknown else Result.NONE, (), None
    record, author = discovered.record, discovered.domain
    signers = list(dict.fromkeys(map(canonical, dkim_domains)))[:MOST_WALKS]
    spf_known, *dkim_known = await asyncio.gather(
        aligned(author, spf_domain, record.aspf, questions) if spf_domain else _no(),
        *(aligned(author, signer, record.adkim, questions) for signer in signers),
    )
    dkim = tuple(name for name, known in zip(signers, dkim_known, strict=True) if known)
    spf = canonical(spf_domain) if spf_domain and spf_known else None
    if dkim or spf is not None:
        return Result.PASS, dkim, spf
    unknown = unknown or None in (spf_known, *dkim_known)
    return Result.TEMPERROR if unknown else Result.FAIL, (), None


async def _no() -> bool | None:
    return False
