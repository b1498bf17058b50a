"""The causes of what this program's own conversations met: a reply or a problem, unwrapped."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from mailadmin.core.account import Security, Server
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.explain import with_provider
from mailadmin.core.diagnosis.peeling import plain, without_codes
from mailadmin.core.diagnosis.ranking import ranked
from mailadmin.core.diagnosis.reading import folded, read
from mailadmin.core.diagnosis.symptom import Moment, Symptom
from mailadmin.core.diagnosis.weighing import UNKNOWN, Weighing, best, others
from mailadmin.core.finding import Evidence, Guess, Params, ReplySeen, Status, Verdict
from mailadmin.core.problem import Problem

LONGEST_REPLY: Final = 2_000
"""Characters of a reply that are searched. Real ones are shorter, and the event loop waits."""

NEVER_BOUNCED_FOR: Final = ("auth", "keyring", "tls", "network")
"""The groups of causes between this computer and its own server: none makes a message come back.

Whoever forges a notice would have people sign in somewhere.
"""

OF_THE_WAY: Final = ("dns", "network", "tls", "protocol")
"""The groups of causes that a step without a reply can have: nobody refused anything."""


class Causes(msgspec.Struct, frozen=True):
    """The cause of a failure, if it is known, and the others that are possible."""

    known: Guess | None
    also: Sequence[Guess]


def causes_of_reply(
    reply: ReplySeen, moment: Moment, server: Server | None = None, mechanism: str | None = None
) -> Causes:
    """Why a server said no. ``mechanism`` is how the sign-in was tried (RFC 4422)."""
    return _causes(_symptom_of(reply, moment, mechanism), server)


def speaks_of(cause: str, reply: ReplySeen, moment: Moment) -> bool:
    """Whether a cause's own signs tell it, whatever else may be told: asked while a server waits.

    Sorting the signs of all causes takes a quarter of a second, the first time.
    """
    guesses = _signs_of(cause).weigh(_symptom_of(reply, moment))
    return best(guesses).cause == cause


def causes_of_words(text: str, moment: Moment, server: Server) -> Causes:
    """Why a step failed, by what a library or a server without reply codes (IMAP) said of it."""
    symptom = read(text[:LONGEST_REPLY], moment=moment)
    return _causes(msgspec.structs.replace(symptom, code=None), server)


def causes_of_bounce(text: str, status: str, host: str) -> Causes:
    """Why a message came back, by what was said of a recipient.

    ``status`` (RFC 3463) counts where the text has none; ``host`` is the server that said it.
    What can only go wrong with one's own server is no candidate.
    """
    symptom = read(text[:LONGEST_REPLY], host=host, moment=Moment.BOUNCE)
    if symptom.enhanced is None and status:
        symptom = msgspec.structs.replace(symptom, enhanced=status)
    return _causes(symptom, None, never=NEVER_BOUNCED_FOR)


def causes_of_problem(problem: Problem, moment: Moment, server: Server) -> Causes:
    """Why a step got no answer worth the name.

    A last word of the server says most; what the system or a library said counts as well.
    """
    if problem.reply is not None:
        told = causes_of_reply(problem.reply, moment, server)
        if told.known is not None:
            return told
    words = folded(plain(problem.seen.text[:LONGEST_REPLY]))
    symptom = Symptom(said=words, around=words, problem=problem.kind, moment=moment)
    return _causes(symptom, server, OF_THE_WAY)


def failed(
    verdict_id: str, params: Params, evidence: tuple[Evidence, ...], causes: Causes
) -> Verdict:
    """The verdict on a failure whose causes were looked for."""
    return Verdict(
        verdict_id,
        Status.FAILED,
        params,
        evidence,
        causes.known.cause if causes.known else None,
        causes.known.confidence if causes.known else None,
        tuple(causes.also),
    )


def _symptom_of(reply: ReplySeen, moment: Moment, mechanism: str | None = None) -> Symptom:
    words = folded(without_codes(plain(reply.text[:LONGEST_REPLY]), reply.code))
    return Symptom(
        said=words,
        around=words,
        code=reply.code,
        enhanced=reply.enhanced,
        moment=moment,
        mechanism=mechanism,
    )


@cache
def _signs_of(cause: str) -> Weighing:
    return Weighing([CAUSES[cause]])


def _causes(
    symptom: Symptom,
    server: Server | None,
    groups: Sequence[str] = (),
    *,
    never: Sequence[str] = (),
) -> Causes:
    if server is not None:
        security = server.security.on_port(server.port)
        symptom = msgspec.structs.replace(
            symptom,
            host=server.host,
            port=server.port,
            security=None if security is Security.AUTO else security,
        )
    guesses = ranked(
        with_provider(symptom),
        lambda cause: _group(cause) not in never and (not groups or _group(cause) in groups),
    )
    guess = best(guesses)
    known = None if guess.cause == UNKNOWN else guess
    return Causes(known, others(guesses, guess))


def _group(cause: str) -> str:
    return cause.partition("-")[0]
