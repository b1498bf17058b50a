"""All signatures of a message, checked with keys that are asked for at once."""

import time
from collections.abc import Iterable
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.questions import Asker
from mailadmin.core.message.authentication import arc, content, digests, fields
from mailadmin.core.message.authentication.arc import Plan
from mailadmin.core.message.authentication.candidates import (
    Candidate,
    candidate,
    compare_body,
    concluded,
)
from mailadmin.core.message.authentication.canonical import Form
from mailadmin.core.message.authentication.digests import Header
from mailadmin.core.message.authentication.result import Authentication

MOST_SIGNATURES: Final = 20
"""DKIM signatures that are looked at, from the top. Real messages have up to five."""

LIMIT: Final = 300.0
"""Seconds for the work of one step; 20 MB take less than one."""


class _Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """All that can be known without a key."""

    signatures: tuple[Candidate, ...]
    chain: Plan
    left_out: int

    @property
    def key_names(self) -> list[str]:
        """Names of keys, each once."""
        names = (each.key_name for each in (*self.signatures, *self.chain.candidates))
        return list(dict.fromkeys(name for name in names if name is not None))


async def verify(
    raw_message: bytes, resolver: Asker, *, now: float | None = None
) -> Authentication:
    """Check every DKIM signature of a message, and its ARC chain.

    Nothing a message or the DNS says makes it raise. A message with LF line ends is read as if
    they were CRLF. ``now`` is the time, in seconds since 1970, at which signatures expire.
    """
    at = time.time() if now is None else now
    prepared = await blocking.run(_prepare, raw_message, at, limit=LIMIT)
    names = prepared.key_names
    answers = await resolver.query_all((name, "TXT") for name in names)
    known = dict(zip(names, answers, strict=True))
    return await blocking.run(_conclude, prepared, known, limit=LIMIT)


def _prepare(raw_message: bytes, now: float) -> _Prepared:
    message = content.read(raw_message)
    header = Header(message.fields)
    places = header.places("dkim-signature")
    signatures = []
    for place in places[:MOST_SIGNATURES]:
        field = message.fields[place]
        read = fields.list_of(field.raw)
        found = candidate(field, read, partial(fields.read_dkim, now=now))
        if found.field is not None:
            found.digest = header.digest(found.field.names, found.field.header_form, place)
        signatures.append(found)
    chain = arc.plan(message.fields, header, now)
    _compare_bodies(message.body, (*signatures, *(link.signature for link in chain.links)))
    return _Prepared(
        signatures=tuple(signatures), chain=chain, left_out=len(places[MOST_SIGNATURES:])
    )


def _compare_bodies(body: bytes, candidates: Iterable[Candidate]) -> None:
    """Go through the body once for each form that somebody has signed."""
    signed = [(each, each.field) for each in candidates if each.field is not None]
    for form in Form:
        these = [(each, field) for each, field in signed if field.body_form is form]
        if these:
            limits = (field.length for _, field in these if field.length is not None)
            digest = digests.of_body(body, form, limits)
            for each, field in these:
                compare_body(each, field, digest)


def _conclude(prepared: _Prepared, answers: dict[str, Answer]) -> Authentication:
    return Authentication(
        signatures=tuple(concluded(each, answers) for each in prepared.signatures),
        arc=arc.conclude(prepared.chain, answers),
        left_out=prepared.left_out,
    )
