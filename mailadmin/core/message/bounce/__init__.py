"""Bounces and other reports about delivery (RFC 3464, 3461, 6522, 6533), and those without a form.

First the fields that a report has for programs; then what it says to people, for many servers
write only that.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

import msgspec

from mailadmin.core.message import parts as message_parts
from mailadmin.core.message.bounce import evidence, feedback, fields, original, prose, ses, words
from mailadmin.core.message.bounce.addresses import addresses_in
from mailadmin.core.message.bounce.codes import better_status
from mailadmin.core.message.bounce.facts import Action, Bounce, Original, Recipient
from mailadmin.core.message.bounce.fields import Notification, server_in
from mailadmin.core.message.bounce.prose import Reader
from mailadmin.core.message.bounce.said import (
    MOST_LINES,
    Said,
    divided,
    own_parts,
    said_in,
    unquoted,
)
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.parts import Part, Parts

__all__ = ["Action", "Bounce", "Kind", "Original", "Recipient", "parse"]

LONGEST_FIELDS: Final = 1_000_000
"""Bytes of a delivery status that are read."""

MOST_SEARCHED: Final = 30
"""Parts of a message that may be a bounce somebody passed on."""
DEEPEST_SEARCHED: Final = 3

_STATUS: Final = ("message/delivery-status", "message/global-delivery-status")
_RECEIPTS: Final = ("message/disposition-notification", "message/global-disposition-notification")
_BY: Final = re.compile(
    r"\b(?:at host|program at|running at|generating server:|serveur de génération ?:|mail server on"
    r"|message from|mail agent .{0,20} at|notification from) ([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})"
)


def parse(raw_message: bytes) -> Bounce | None:
    """What a message reports about the delivery of another one; None where it reports nothing.

    Any bytes have an answer. Somebody's answer to a bounce, or a text about one, is none; a bounce
    that somebody passed on has the kind ``FORWARDED_BOUNCE``.
    """
    parts = message_parts.split(raw_message)
    return read(parts) or _forwarded(parts)


def read(parts: Parts, *, wrapped: bool = False) -> Bounce | None:
    """The same for the parts of a message, without those that somebody passed on.

    ``wrapped`` says that it lies in another message itself.
    """
    header = parts.all[0].headers
    own = own_parts(parts)
    said = said_in(parts)
    returned = original.returned(parts, said)
    about = original.original(returned)
    to = next(iter(addresses_in(header.value("To") or "", 1)), "")
    report = feedback.report_in(own, parts.all[0].parameter("report-type"))
    if report is None and returned is not None and feedback.is_of_microsoft(header):
        report = Headers()
    if report is not None:
        only = original.only_recipient(returned, to)
        return feedback.read(report, returned, only, about)
    if (asked := feedback.opt_out(header)) is not None:
        return asked
    if (notice := ses.read(own[0].text(LONGEST_FIELDS) if own else "")) is not None:
        return notice
    status = [part for part in own if part.type in _STATUS]
    notification = fields.read(_lines(status))
    named = _named(notification)
    calls_itself = parts.all[0].type == "multipart/report" and not _is_receipt(parts)
    passed_on = evidence.against(header, evidence.subject_of(header)) > 2
    if not (named and (calls_itself or not passed_on)):
        returns = any(
            part.type in ("message/rfc822", "text/rfc822-headers") for part in parts.all[1:]
        )
        if not evidence.is_report(header, said, returns=returns, report=calls_itself):
            return None
        if _is_receipt(parts) and not words.FAILED.search(said.flowing):
            return None
        if not wrapped and evidence.is_of_server(header) and (inner := _wrapped(parts)) is not None:
            return inner
    known = _known(header, said)
    in_text = prose.recipients(said.lines, known)
    if not named and not notification.recipients:
        notification = fields.read(said.lines)
        named = _named(notification)
    if not named and len(notification.recipients) == len(in_text):
        named = _named(notification, [one.address for one in in_text])
    recipients = _completed(named, in_text) if named else list(in_text)
    if not recipients and (only := original.only_recipient(returned, to)):
        recipients = [prose.nameless(only, said.lines, delayed=known.delayed)]
    return Bounce(
        kind=_kind(recipients, delayed=known.delayed),
        recipients=tuple(recipients),
        reported_by=_reporter(notification, said),
        original=about,
        complete=parts.complete and notification.complete and said.complete,
    )


def _named(notification: Notification, otherwise: Sequence[str] = ()) -> list[Recipient]:
    """The recipients of the fields; ``otherwise`` is who each is if its own fields do not say."""
    pairs = zip_longest(notification.recipients, otherwise, fillvalue="")
    found = (fields.recipient(group, other) for group, other in pairs if isinstance(group, dict))
    return [one for one in found if one is not None]


def _known(header: Headers, said: Said) -> Reader:
    own = [*addresses_in(header.value("To") or ""), *addresses_in(header.value("From") or "")]
    failed = addresses_in(", ".join(header.values("X-Failed-Recipients")))
    told = f"{evidence.subject_of(header)} {said.flowing}"
    trying = words.STILL_TRYING.search(told) is not None
    return Reader(
        own=frozenset(address.lower() for address in own),
        failed=failed,
        delayed=trying and words.GIVEN_UP.search(told) is None,
    )


def _completed(named: Sequence[Recipient], in_text: Sequence[Recipient]) -> list[Recipient]:
    """The recipients of the fields, each once, with what only the text says of them."""
    texts = {one.address.lower(): one for one in in_text}
    whole: dict[str, Recipient] = {}
    for one in named:
        other = texts.get(one.address.lower()) or texts.get(one.final.lower())
        if other is None and len(named) == len(in_text) == 1:
            other = in_text[0]
        if other is not None:
            one = msgspec.structs.replace(
                one,
                code=one.code or (other.code if one.action is Action.FAILED else None),
                status=better_status(one.status, other.status),
                diagnostic=one.diagnostic or other.diagnostic,
                remote=one.remote or other.remote,
            )
        whole.setdefault(one.address.lower(), one)
    return list(whole.values())


def _kind(recipients: Sequence[Recipient], *, delayed: bool) -> Kind:
    actions = {one.action for one in recipients}
    if not actions:
        return Kind.DELAY if delayed else Kind.BOUNCE
    if Action.FAILED in actions:
        return Kind.BOUNCE
    return Kind.DELAY if Action.DELAYED in actions else Kind.DELIVERED


def _is_receipt(parts: Parts) -> bool:
    top = parts.all[0]
    return top.parameter("report-type").lower() == "disposition-notification" or any(
        part.type in _RECEIPTS for part in own_parts(parts)
    )


def _reporter(notification: Notification, said: Said) -> str:
    stated = notification.message.get("reporting-mta") or notification.message.get("dsn-gateway")
    if stated:
        return server_in(stated)
    found = _BY.search(said.folded)
    return found[1].rstrip(".") if found else ""


def _lines(status: Sequence[Part]) -> list[str]:
    text = "\n\n".join(part.text(LONGEST_FIELDS) for part in status)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _forwarded(parts: Parts) -> Bounce | None:
    """A bounce that somebody passed on, as an attachment or in the text."""
    inner = _wrapped(parts)
    if inner is not None:
        return msgspec.structs.replace(inner, kind=Kind.FORWARDED_BOUNCE)
    return _quoted(parts)


def _wrapped(parts: Parts) -> Bounce | None:
    """The bounce that is a part of a message: a filter on the way may have wrapped it."""
    for part in parts.all[1:MOST_SEARCHED]:
        if part.type in ("message/rfc822", "message/global") and part.level <= DEEPEST_SEARCHED:
            inner = read(message_parts.split(part.body), wrapped=True)
            if inner is not None:
                return inner
    return None


def _quoted(parts: Parts) -> Bounce | None:
    """A bounce in the text of a message that says that it is forwarded."""
    said = said_in(parts)
    if not words.FORWARDED.search(f"{said.folded}\n{said.marker.lower()}"):
        return None
    lines = unquoted((*said.lines, *said.copy.split("\n", MOST_LINES)[:MOST_LINES]))
    notification = fields.read(lines)
    named = _named(notification)
    if not named:
        return None
    inner = divided("\n".join(unquoted(tuple(said.copy.split("\n")))))
    return Bounce(
        kind=Kind.FORWARDED_BOUNCE,
        recipients=tuple(_completed(named, ())),
        reported_by=_reporter(notification, said),
        original=original.original(None if not inner.copied else original.returned(parts, inner)),
        complete=notification.complete,
    )
