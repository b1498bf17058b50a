"""The recipients in a report that people are meant to read, without fields for programs.

What all mail servers have in common: a recipient stands alone in a line, at the beginning of one,
behind a label, in a line of the conversation, or in the sentence that says what failed; what the
other server said stands behind it or in the lines below.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import islice
from typing import Final, NamedTuple

from mailadmin.core.message.bounce import words
from mailadmin.core.message.bounce.addresses import Found, find, is_of_server
from mailadmin.core.message.bounce.codes import enhanced_of, reply_of
from mailadmin.core.message.bounce.facts import Action, Recipient
from mailadmin.core.message.bounce.fields import LONGEST_DIAGNOSTIC, MOST_RECIPIENTS, plain

MOST_LINES_BELOW: Final = 25
"""Lines after a recipient that may be about it."""
MOST_TIMES: Final = 10
"""Places that name one recipient of which the most telling is taken."""
MOST_MENTIONS: Final = 1_000
"""Addresses in a text that are looked at."""

_DECORATION: Final = re.compile(r"^[\s*•·>\-–—\[\](\"'«‘“<|+#.,:]*(?:\d{1,3}[.)]\s*)?[\s<\"'\[(]*$")
_LABEL: Final = re.compile(
    r"(?:recipients?(?: address)?|failed recipients?|undeliverable address|addressed to|error-for"
    r"|intended recipient|dda|rcpt|rcpt to|delivered to|deliver to|address|e-?mail address|user"
    r"|unknown user|recipient e-?mail|(?:userid|account|mailbox)|addressee|for|failed"
    r"|empfänger(?:adresse)?|destinatari[oa]s?|destinataires?|destinatários?|ontvangers?|mottagare"
    r"|adresat|příjemce|получател[ьи]|адресат|宛先|受信者|收件人(?:地址)?|받는 사람)"
    r"\W{0,3}[:=]\s*(?:smtp:|rfc822;|mailto:)?[\s<\"'\[(]*$",
    re.IGNORECASE,
)
_SENT_TO: Final = re.compile(
    r"^[\s*>-]*(?:to|an|à|para|a|aan|til|till|do|komu|кому|宛先"
    r"|收件人)\s*:\s*[\"'<\w .,@-]{0,80}<?$",
    re.IGNORECASE,
)
_COMMAND: Final = re.compile(r"\brcpt to\W{0,6}$", re.IGNORECASE)
_REPLIED: Final = re.compile(r"(?:^|[\s<>=:-])[45]\d\d[ -][^@]{0,30}$")
_NOT_RECIPIENT: Final = re.compile(
    r"(?:mail from|from|sender|reply-?to|return-?path|contact|e-?mail us|write to|mailto"
    r"|expanded from|generated (?:from|by)|originally|was addressed to|forwarded (?:by|from)"
    r"|original address|absender|von|de|expéditeur|remitente|mittente|envelope-from|message from"
    r"|yourself|assistance|questions?|help|postmaster at|administrator(?: at)?)\W{0,8}$",
    re.IGNORECASE,
)
_ORIGIN: Final = re.compile(
    r"(?:expanded from|generated (?:from|by)|originally addressed to|was addressed to)\W{0,4}$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"^[\s>\"'’”»\])*|,;.:]*")
_MACHINE: Final = re.compile(r"^[\s>\"'\])*]*(?:$|:|\.\.\.|-\s|–|\(|\[|;|,|=>|\son\s|\s\s)")
_REMOTE: Final = (
    re.compile(r"\bhost\s+([\w.-]{1,255}\.[\w-]{1,63})\s*[\[(]", re.IGNORECASE),
    re.compile(r"while talking to\s+([\w.-]{1,255}?)\.?:", re.IGNORECASE),
    re.compile(
        r"\bserver (?:for the recipient domain \S{1,255} )?(?:by|at"
        r"|is)\s+([\w.-]{1,255}\.[\w-]{2,63})",
        re.I,
    ),
    re.compile(
        r"^\s*([\w-]{1,63}(?:\.[\w-]{1,63}){1,10})\s*\[[\d.a-f:]{3,45}\]",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(r"\bhost:?\s+([\w.-]{1,255}\.[\w-]{1,63})", re.IGNORECASE),
    re.compile(
        r"\b((?:\d{1,3}\.){3}\d{1,3}) (?:does not like|failed after|said|rejected)", re.IGNORECASE
    ),
)


class Place(IntEnum):
    """How clearly a place in the text names a recipient; the clearest count alone."""

    MENTIONED = 1
    ORIGIN = 2
    """What an address that is not told was made from."""
    SENT_TO = 3
    """``To:`` of the message that came back."""
    IN_SENTENCE = 4
    LISTED = 5


class Mention(NamedTuple):
    """An address in the text, the line it stands in, and how clearly it is a recipient."""

    address: str
    line: int
    start: int
    end: int
    place: Place


class Reader(NamedTuple):
    """What is known of a report besides its text.

    ``own`` are the addresses of whoever got the report and of whoever wrote it: they stand in many
    sentences that are not about recipients. ``failed`` are recipients that a header field names.
    """

    own: frozenset[str] = frozenset()
    failed: tuple[str, ...] = ()
    delayed: bool = False


class Lines(NamedTuple):
    """The lines of a report; ``coded`` are the numbers of those with a reply that is no success."""

    all: Sequence[str]
    lower: Sequence[str]
    coded: Sequence[int]


def recipients(lines: Sequence[str], known: Reader) -> tuple[Recipient, ...]:
    """The recipients that a text names, in its order, and what it says of each."""
    chosen = _chosen(list(islice(_mentions(lines), MOST_MENTIONS)), known)
    text = _prepared(lines)
    found: dict[str, Recipient] = {}
    places = {mention.line: mention.address.lower() for mention in chosen}
    alone = len(set(places.values())) == 1
    times: Counter[str] = Counter()
    for mention in chosen:
        key = mention.address.lower()
        times[key] += 1
        if times[key] > MOST_TIMES:
            continue
        said = _said_of(mention, text, places, alone=alone)
        one = _recipient(mention.address, said, delayed=known.delayed)
        if key not in found or (_weight(one) > _weight(found[key])):
            found[key] = one
    for address in known.failed:
        if address.lower() not in found:
            said = "\n".join(_replies(text, address, alone=len(known.failed) == 1))
            found[address.lower()] = _recipient(address, said, delayed=known.delayed)
    return tuple(found.values())[:MOST_RECIPIENTS]


def nameless(address: str, lines: Sequence[str], *, delayed: bool) -> Recipient:
    """A recipient that something else than the text names."""
    text = "\n".join(_replies(_prepared(lines), address, alone=True)) or _last_words(lines)
    return _recipient(address, text, delayed=delayed)


def _prepared(lines: Sequence[str]) -> Lines:
    coded = [
        number
        for number, line in enumerate(lines)
        if (reply_of(line) is not None or enhanced_of(line)) and not _is_good(line)
    ]
    return Lines(lines, [line.lower() for line in lines], coded)


def _mentions(lines: Sequence[str]) -> Iterator[Mention]:
    for number, line in enumerate(lines):
        if "@" not in line:
            continue
        found = list(find(line))
        if len(found) > 1 and _is_name_of(found[0], found[1], line):
            found = found[1:]
            before_first = True
        else:
            before_first = False
        for position, one in enumerate(found):
            before = "" if position == 0 and before_first else line[: one.start]
            previous = lines[number - 1] if number else ""
            place = _place(before, line[one.end :], previous, first=position == 0)
            if place is not None:
                yield Mention(one.address, number, one.start, one.end, place)


def _is_name_of(first: Found, second: Found, line: str) -> bool:
    """Whether the first address is only the display name of the second."""
    between = line[first.end : second.start]
    return between.strip(" \t\"'") == "<" and not line[: first.start].strip(" \t\"'*->•")


def _place(before: str, after: str, previous: str, *, first: bool) -> Place | None:
    """How clearly an address between these words is a recipient; None if it is somebody else."""
    if _ORIGIN.search(before[-60:]):
        return Place.ORIGIN
    if _NOT_RECIPIENT.search(before[-60:]):
        return None
    if _COMMAND.search(before[-60:]) or _LABEL.search(before[-80:]):
        return Place.LISTED
    if _DECORATION.match(before):
        rest = _AFTER.sub("", after)
        if not rest or _MACHINE.match(after) or words.FAILED.search(rest.lower()[:200]):
            return Place.LISTED
        return Place.IN_SENTENCE if words.FAILED.search(previous.lower()) else Place.MENTIONED
    folded = " ".join(before.lower().split())
    if first and _SENT_TO.match(before):
        return Place.SENT_TO
    if _REPLIED.search(before[-60:]) and before.lstrip(" <>=-*|")[:3].isdigit():
        return Place.LISTED
    near = f"{' '.join(previous.lower().split())} {folded}"[-200:]
    if words.FAILED.search(near) or words.STILL_TRYING.search(near):
        return Place.IN_SENTENCE
    if words.FAILED.search(after.lower()[:200]) or words.STILL_TRYING.search(after.lower()[:200]):
        return Place.IN_SENTENCE
    return Place.MENTIONED


def _chosen(mentions: list[Mention], known: Reader) -> list[Mention]:
    """The mentions that are recipients: those in the clearest places."""
    wanted = {address.lower() for address in known.failed}
    if wanted:
        return [mention for mention in mentions if mention.address.lower() in wanted]
    others = [
        m for m in mentions if m.address.lower() not in known.own and not is_of_server(m.address)
    ]
    for candidates in (others, [m for m in mentions if m.place is Place.LISTED]):
        for place in sorted(Place, reverse=True):
            chosen = [mention for mention in candidates if mention.place is place]
            if place is Place.MENTIONED and len({m.address.lower() for m in chosen}) > 1:
                break
            if chosen:
                return chosen
    return []


def _said_of(mention: Mention, text: Lines, places: dict[int, str], *, alone: bool) -> str:
    """What the text says of one recipient: behind its address, below it, or where it is named."""
    address, lines = mention.address.lower(), text.all
    behind = _AFTER.sub("", lines[mention.line][mention.end :])
    below: list[str] = []
    for number in range(mention.line + 1, min(mention.line + MOST_LINES_BELOW, len(lines))):
        line = lines[number]
        if places.get(number, address) != address:
            break
        if not line.strip():
            if (below or behind) and not (below or [behind])[-1].rstrip().endswith(":"):
                break
            continue
        if _is_divider(line) and (below or behind):
            break
        below.append(line)
    before = lines[mention.line][: mention.start].strip(" \t<([\"':*->")
    said = "\n".join(([behind] if behind else []) + below) or before
    if not reply_of(said) and not enhanced_of(said):
        said = "\n".join(_replies(text, mention.address, alone=alone)) or said
    return said[: 2 * LONGEST_DIAGNOSTIC]


def _is_divider(line: str) -> bool:
    bare = line.strip()
    return bare.startswith(("---", "===", "***", "___", "|--")) and len(bare) > 5


def _replies(text: Lines, address: str, *, alone: bool) -> list[str]:
    """The lines with a server's reply about an address, and what continues them."""
    wanted = address.lower()
    chosen: dict[int, str] = {}
    for number in text.coded:
        about = "".join(text.lower[number : number + 2])
        if not alone and wanted not in about:
            continue
        chosen[number] = text.all[number]
        for following in range(number + 1, min(number + 4, len(text.all))):
            line = text.all[following]
            if not line.strip() or _is_divider(line) or following in chosen:
                break
            chosen[following] = line
        if len(chosen) > MOST_LINES_BELOW:
            break
    return [chosen[number] for number in sorted(chosen)]


def _is_good(line: str) -> bool:
    """Whether a line of the conversation is a reply that all is well, or a command."""
    code = reply_of(line)
    return line.lstrip().startswith(">>>") or (code is not None and code < 400)


def _last_words(lines: Sequence[str]) -> str:
    """The paragraph that says what failed, where no line has a code."""
    for number, line in enumerate(lines):
        if words.FAILED.search(line.lower()):
            return "\n".join(lines[number : number + 6])
    return ""


def _recipient(address: str, said: str, delayed: bool) -> Recipient:
    text = "\n".join(line.strip() for line in said.split("\n"))
    status, code = enhanced_of(text), reply_of(text)
    action = Action.DELAYED if delayed else Action.FAILED
    if not status and code is None and words.TIRED.search(text.lower()):
        status = "4.4.7"
    return Recipient(
        address=address,
        action=action,
        status=status,
        code=code,
        diagnostic=plain(text),
        remote=next((found[1] for one in _REMOTE if (found := one.search(text))), ""),
    )


def _weight(one: Recipient) -> tuple[bool, ...]:
    telling = words.FAILED.search(one.diagnostic.lower()) is not None
    return one.code is not None, bool(one.status), telling, bool(one.diagnostic)
