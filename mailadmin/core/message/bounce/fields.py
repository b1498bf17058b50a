"""The fields of a delivery status notification (RFC 3464, RFC 6533), wherever they stand.

Servers put them into parts of other types, into the text itself, without the empty lines between
the recipients, and in any order. What is a field is recognised by its name.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from mailadmin.core.message.bounce.codes import better_status, enhanced_of, reply_of
from mailadmin.core.message.bounce.facts import Action, Recipient

MOST_RECIPIENTS: Final = 1_000
LONGEST_DIAGNOSTIC: Final = 2_000

_FIELD: Final = re.compile(r"^[ \t]*([A-Za-z][A-Za-z0-9-]{1,40})[ \t]*:[ \t]*(.*)$")
_OF_RECIPIENTS: Final = frozenset(
    ("final-recipient", "original-recipient", "x-actual-recipient", "action", "status",
     "remote-mta", "diagnostic-code", "last-attempt-date", "will-retry-until", "final-log-id",
     "x-display-name", "x-smtp-server", "x-original-recipient")
)  # fmt: skip
_NAMES: Final = ("final-recipient", "original-recipient", "x-actual-recipient")
_ADDRESS: Final = re.compile(r"[^\s<>()\[\]:;,\"']{1,200}@[^\s<>()\[\]:;,\"'\\]{1,255}")
_ESCAPED: Final = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
_TYPE: Final = re.compile(r"^[ \t]*[A-Za-z0-9-]{1,20}[ \t]*;[ \t]*")
_MTA_NOISE: Final = re.compile(r"[\s(\[].*$", re.S)

_ACTIONS: Final[tuple[tuple[str, Action], ...]] = (
    ("fail", Action.FAILED),
    ("expired", Action.FAILED),
    ("bounce", Action.FAILED),
    ("undeliver", Action.FAILED),
    ("delay", Action.DELAYED),
    ("defer", Action.DELAYED),
    ("relay", Action.RELAYED),
    ("expand", Action.EXPANDED),
    ("deliver", Action.DELIVERED),
    ("success", Action.DELIVERED),
)

Group = dict[str, str]
"""Fields that belong together, by name in lower case; the first of a name counts."""


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """The fields about the message, and those about each recipient."""

    message: Group = {}
    recipients: tuple[Group, ...] = ()
    complete: bool = True


def read(lines: Iterable[str]) -> Notification:
    """Read all fields that stand in these lines."""
    message: Group = {}
    groups: list[Group] = []
    group: Group | None = None
    last: tuple[Group, str] | None = None
    complete = True
    for line in lines:
        field = _FIELD.match(line)
        if field is None or (last and line[:1] in " \t" and field[1].lower() not in _OF_RECIPIENTS):
            if not line.strip():
                group = last = None
            elif last and len(last[0][last[1]]) < LONGEST_DIAGNOSTIC:
                last[0][last[1]] += " " + line.strip()
            continue
        name, value = field[1].lower(), field[2].strip()
        if name not in _OF_RECIPIENTS:
            last = (message, name) if message.setdefault(name, value) is value else None
            continue
        if group is None or name in group:
            if len(groups) >= 2 * MOST_RECIPIENTS:
                complete = False
                break
            group = {}
            groups.append(group)
        group[name] = value
        last = (group, name)
    whole = _joined(groups)
    return Notification(
        message=message,
        recipients=tuple(whole[:MOST_RECIPIENTS]),
        complete=complete and len(whole) <= MOST_RECIPIENTS,
    )


def _joined(groups: list[Group]) -> list[Group]:
    """Groups of which each names a recipient: stray empty lines divide some."""
    whole: list[Group] = []
    for group in groups:
        named = any(name in group for name in _NAMES)
        if (
            whole
            and not (named and any(name in whole[-1] for name in _NAMES))
            and not (group.keys() & whole[-1].keys())
        ):
            whole[-1].update(group)
        else:
            whole.append(group)
    return [group for group in whole if any(name in group for name in _NAMES)]


def recipient(group: Group, otherwise: str = "") -> Recipient | None:
    """What the fields of one recipient say; None where they name nobody.

    ``otherwise`` is who it is where they name a file or a program that mail is handed to.
    """
    final = address_in(group.get("final-recipient", ""))
    original = address_in(
        group.get("original-recipient", "") or group.get("x-original-recipient", "")
    )
    address = original or final or address_in(group.get("x-actual-recipient", ""))
    address = address or otherwise
    if not address:
        return None
    said = plain(_TYPE.sub("", group.get("diagnostic-code", "")))
    stated = group.get("status", "")
    status = better_status(enhanced_of(stated), enhanced_of(said))
    return Recipient(
        address=address,
        final=final if final != address else "",
        action=_action(group.get("action", ""), status),
        status=status,
        code=reply_of(said) or reply_of(stated),
        diagnostic=said or _comment(stated),
        remote=server_in(group.get("remote-mta", "")),
    )


def address_in(value: str) -> str:
    """The address in a field such as ``rfc822; <a@example.org>`` (RFC 3464 §2.3.1, RFC 6533 §3)."""
    value = _ESCAPED.sub(_character, value[:1_000])
    value = _TYPE.sub("", value).strip()
    found = _ADDRESS.search(value)
    return found[0].strip(".") if found else ""


def server_in(value: str) -> str:
    """The server in a field such as ``dns; mx.example.org (192.0.2.1)``."""
    value = _TYPE.sub("", value[:500]).strip()
    return _MTA_NOISE.sub("", value).rstrip(".;,") or value.strip("[]() ")[:100]


def plain(text: str) -> str:
    """On one line, not too long."""
    return " ".join(text[:LONGEST_DIAGNOSTIC].split())


def _action(word: str, status: str) -> Action:
    word = word.lower()
    for beginning, action in _ACTIONS:
        if beginning in word:
            return action
    return Action.DELIVERED if status.startswith("2.") else Action.FAILED


def _comment(status: str) -> str:
    """What some servers write behind the status: ``5.0.0 (recipient reached disk quota)``."""
    return plain(status.partition("(")[2].rpartition(")")[0])


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
