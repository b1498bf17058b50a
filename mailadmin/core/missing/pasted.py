"""What somebody pasted: a returned message, another report about mail, or an error. Pure."""

import re
from typing import Final

import msgspec

from mailadmin.core.diagnosis import diagnose
from mailadmin.core.diagnosis.weighing import UNKNOWN
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.finding import Guess, Params, Verdict
from mailadmin.core.message import bounce
from mailadmin.core.message.automatic import kind_of
from mailadmin.core.message.bounce import Bounce
from mailadmin.core.message.kinds import Kind
from mailadmin.core.reading.judge import bounce as judge_bounce

LONGEST_REPLY: Final = 300
"""Characters of a server's words that a sentence quotes."""

MOST_IDS: Final = 20
"""Message-IDs that are looked for in a text; a report names its own and the returned message's."""

_MESSAGE_ID: Final = re.compile(r"(?i)message-id:\s{0,20}(<[^<>\s]{1,500}>)")


class Pasted(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is about and what it means.

    ``guess`` is why it failed, None where nothing tells, and ``also`` what else it may be;
    ``params`` are for their sentences. ``verdict`` is there where a server or a program reports
    about a message. ``reply`` are the words that tell, in one line. ``recipient`` is whom it is
    about, ``message_ids`` which messages it may be about, ``subject`` that message's; all of them
    empty where it does not say.
    """

    kind: Kind
    reply: str
    guess: Guess | None = None
    also: tuple[Guess, ...] = ()
    params: Params = {}
    verdict: Verdict | None = None
    recipient: str = ""
    message_ids: tuple[str, ...] = ()
    subject: str = ""


def read_pasted(text: str, recipient: str = "", *, came_back: bool = True) -> Pasted:
    """Read a text. ``recipient`` is whom the user asks about: a report may be about several.

    ``came_back`` tells that it is a returned message, not an error of the mail program. Any text
    has an answer. May take a tenth of a second.
    """
    raw = text.encode("utf-8", "replace")
    report = bounce.parse(raw)
    if report is not None:
        return _report(report, text, recipient)
    kind = kind_of(raw)
    verdicts = judge_bounce.judge(kind)
    if verdicts:
        ids = _message_ids(text)
        return Pasted(kind=kind, reply="", verdict=verdicts[0], message_ids=ids)
    return _error(text, came_back)


def _report(report: Bounce, text: str, recipient: str) -> Pasted:
    about = _of(report, recipient)
    named = about.recipients[0].address if about.recipients else ""
    verdict = judge_bounce.judge(report.kind, about)[0]
    ids = (report.message_id,) if report.message_id else _message_ids(text)
    pasted = Pasted(
        kind=report.kind,
        reply=str(verdict.params.get("reply", "")),
        params=verdict.params,
        verdict=verdict,
        recipient=named,
        message_ids=ids,
        subject=report.original.subject,
    )
    if verdict.cause is None:
        return pasted
    guess = Guess(verdict.cause, verdict.confidence or 0.0)
    return msgspec.structs.replace(pasted, guess=guess, also=verdict.also)


def _of(report: Bounce, recipient: str) -> Bounce:
    """The report with the recipient in question first, if it names that one."""
    wanted = recipient.casefold()
    first = [one for one in report.recipients if one.address.casefold() == wanted]
    rest = [one for one in report.recipients if one not in first]
    return msgspec.structs.replace(report, recipients=(*first, *rest))


def _error(text: str, came_back: bool) -> Pasted:
    """An error of a mail program, or a report without any form."""
    found = diagnose(text, stage="bounce" if came_back else None)
    known = found.cause != UNKNOWN
    reply, params = on_one_line(found.reply[:LONGEST_REPLY].strip()), found.params
    if came_back:
        # It may be forged: no step may send people to a page that it names.
        reply = judge_bounce.quoted(reply)
        params = {name: value for name, value in params.items() if name != "port"}
    return Pasted(
        kind=Kind.ORDINARY,
        reply=reply,
        guess=Guess(found.cause, found.confidence or 0.0) if known else None,
        also=tuple(Guess(one.cause, one.confidence) for one in found.also) if known else (),
        params={**params, "reply": reply},
        message_ids=_message_ids(text),
    )


def _message_ids(text: str) -> tuple[str, ...]:
    found = (match[1] for match in _MESSAGE_ID.finditer(text))
    return tuple(message_id for message_id, _ in zip(found, range(MOST_IDS), strict=False))
