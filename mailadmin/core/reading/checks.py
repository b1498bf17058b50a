"""The one list of a message's checks, in the order in which they are shown.

To add one: what the message says of it in ``core/message``, what that means in ``judge``, its words
in ``core/texts/message``, and a line here.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.blocklist import BlocklistFacts, Standing
from mailadmin.core.dns.ptr import Iprev, PtrFacts
from mailadmin.core.domain.judge import blocklist as judge_blocklist
from mailadmin.core.domain.judge import ptr as judge_ptr
from mailadmin.core.finding import Verdict
from mailadmin.core.message.authentication import Authentication
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.written import dmarc_said, spf_said
from mailadmin.core.reading.judge import arc as judge_arc
from mailadmin.core.reading.judge import bounce as judge_bounce
from mailadmin.core.reading.judge import content as judge_content
from mailadmin.core.reading.judge import dkim as judge_dkim
from mailadmin.core.reading.judge import dmarc as judge_dmarc
from mailadmin.core.reading.judge import filter_answer as judge_filter_answer
from mailadmin.core.reading.judge import path as judge_path
from mailadmin.core.reading.judge import spf as judge_spf
from mailadmin.core.reading.judge import verdict as judge_verdict
from mailadmin.core.reading.letter import Letter
from mailadmin.core.reading.scene import Scene
from mailadmin.core.reading.verdict_facts import VerdictFacts

Told = Sequence[tuple[str | None, Verdict]]
"""What a check has to tell, each with its subject; None for the message itself."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check: it finds out, and says what that means.

    ``work`` never raises for what the message, the DNS or a server says. ``fits`` tells whether
    the check makes sense for a message.
    """

    name: str
    work: Callable[[Scene], Awaitable[Told]]
    fits: Callable[[Letter], bool] = lambda _: True


def checks_for(letter: Letter) -> tuple[Check, ...]:
    """The checks that make sense for this message."""
    return tuple(check for check in CHECKS if check.fits(letter))


_REPORTS: Final = (
    Kind.BOUNCE,
    Kind.DELAY,
    Kind.DELIVERED,
    Kind.READ_RECEIPT,
    Kind.FEEDBACK,
)
"""What servers and programs write about other messages: nobody asks why it is in Junk."""


def _is_ordinary(letter: Letter) -> bool:
    return letter.kind not in _REPORTS


def _is_report(letter: Letter) -> bool:
    return letter.kind is not Kind.ORDINARY


def _has_content(letter: Letter) -> bool:
    return _is_ordinary(letter) and letter.has_body


def _has_address(letter: Letter) -> bool:
    return _is_ordinary(letter) and letter.origin is not None


async def _bounce(scene: Scene) -> Told:
    letter = scene.letter
    judge = partial(judge_bounce.judge, letter.kind, letter.bounce)
    return [(None, verdict) for verdict in await blocking.run(judge, limit=scene.limit)]


async def _verdict(scene: Scene) -> Told:
    letter, address = scene.letter, _address(scene.letter)
    # What a filter wrote is there at once: it must not be lost where the DNS is slow.
    sender = await scene.in_time(scene.spf())
    seen = await scene.in_time(scene.authentication())
    domain = await scene.in_time(scene.dmarc())
    name = None if address is None else await scene.in_time(scene.ptr(address))
    lists = None if address is None else await scene.in_time(scene.blocklists(address))
    result = None if sender is None else sender.seen.result
    evaluated = None if domain is None else domain.seen
    facts = VerdictFacts(
        filters=letter.filters,
        place=scene.place,
        spf=None if result is None else str(result.result),
        dkim=None if seen is None else _dkim_word(seen),
        dmarc=None if evaluated is None else str(evaluated.evaluation.result),
        listed=None if lists is None else _is_listed(lists),
        reverse_dns=None if name is None else _has_name(name),
        receiver_says=_receiver_says(letter),
    )
    return [(None, judge_verdict.judge(facts))]


def _dkim_word(seen: Authentication) -> str:
    """The best of all signatures, as a receiver would write it."""
    words = {signature.word for signature in seen.signatures}
    return str(next((word for word in judge_dkim.ORDER if word in words), "none"))


def _has_name(facts: PtrFacts) -> bool | None:
    if facts.result in (None, Iprev.TEMPERROR):
        return None
    return facts.result is Iprev.PASS


def _is_listed(facts: BlocklistFacts) -> bool | None:
    standings = {one.standing for one in facts.consultations}
    if Standing.LISTED in standings:
        return True
    return False if Standing.CLEAN in standings else None


def _receiver_says(letter: Letter) -> dict[str, str]:
    """The receiver's results by method. Of several signatures one that is good is enough."""
    results = letter.results
    first = {
        method: found[0].result for method in ("compauth", "arc") if (found := results.of(method))
    }
    signed = [one.result for one in results.of("dkim")]
    spf, dmarc = spf_said(letter.headers, letter.border, results), dmarc_said(results)
    said = {
        "spf": "" if spf is None else spf.result,
        "dkim": "pass" if "pass" in signed else next(iter(signed), ""),
        "dmarc": "" if dmarc is None else dmarc.result,
    }
    return first | {method: result for method, result in said.items() if result}


async def _path(scene: Scene) -> Told:
    letter = scene.letter
    return [(None, judge_path.judge(letter.path, letter.origin, letter.border.reach))]


async def _spf(scene: Scene) -> Told:
    facts = await scene.spf()
    tied = facts.proposal is not None and await scene.is_tied_to(facts.seen.domain)
    return [(None, judge_spf.judge(facts, tied=tied))]


async def _dkim(scene: Scene) -> Told:
    seen, facts = await scene.authentication(), await scene.in_time(scene.dmarc())
    aligned = () if facts is None or facts.seen is None else facts.seen.evaluation.dkim
    return [(None, judge_dkim.judge(seen, scene.letter.author.domain, aligned=aligned))]


async def _dmarc(scene: Scene) -> Told:
    return [(None, judge_dmarc.judge(await scene.dmarc()))]


async def _arc(scene: Scene) -> Told:
    return [(None, judge_arc.judge(await scene.authentication()))]


async def _ptr(scene: Scene) -> Told:
    address = _address(scene.letter)
    return [] if address is None else [(address, judge_ptr.judge(await scene.ptr(address)))]


async def _blocklist(scene: Scene) -> Told:
    address = _address(scene.letter)
    if address is None:
        return []
    return [(address, judge_blocklist.judge(await scene.blocklists(address)))]


async def _content(scene: Scene) -> Told:
    facts, answers = await asyncio.gather(scene.content(), scene.asked_filters())
    return [
        *((None, verdict) for verdict in judge_content.judge(facts)),
        *(
            (judge_filter_answer.NAMES[answer.place.kind], verdict)
            for answer in answers
            for verdict in judge_filter_answer.judge(answer)
        ),
    ]


def _address(letter: Letter) -> str | None:
    return None if letter.origin is None else letter.origin.address


CHECKS: Final = (
    Check(name="message.bounce", work=_bounce, fits=_is_report),
    Check(name="message.verdict", work=_verdict, fits=_is_ordinary),
    Check(name="message.path", work=_path),
    Check(name="message.spf", work=_spf, fits=_is_ordinary),
    Check(name="message.dkim", work=_dkim, fits=_is_ordinary),
    Check(name="message.dmarc", work=_dmarc, fits=_is_ordinary),
    Check(name="message.arc", work=_arc, fits=_is_ordinary),
    Check(name="domain.ptr", work=_ptr, fits=_has_address),
    Check(name="domain.blocklist", work=_blocklist, fits=_has_address),
    Check(name="message.content", work=_content, fits=_has_content),
)
