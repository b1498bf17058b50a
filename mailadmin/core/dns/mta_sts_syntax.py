"""The record and the policy file of MTA-STS, parsed (RFC 8461 sections 3.1 and 3.2). Pure.

More is taken than the grammar allows where it can't mean anything else: spaces around a field, and
empty lines of a policy. Of a field that is there twice, the first counts.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

VERSION: Final = "STSv1"

LONGEST_LIFE: Final = 31_557_600
"""Seconds that ``max_age`` may say at most: a year."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
_RECORD_VALUE: Final = re.compile(r"[!-:<>-~]+")
_POLICY_VALUE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]+")
_ID: Final = re.compile(r"[A-Za-z0-9]{1,32}")
_SECONDS: Final = re.compile(r"[0-9]{1,10}")
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PATTERN: Final = re.compile(rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})*", re.IGNORECASE)
_BLANK: Final = " \t"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: a part that is ``wrong`` as it stands, or a field that is ``missing``."""

    wrong: str = ""
    missing: str = ""


class SyntaxProblem(ValueError):
    """What was parsed is not valid; ``fault`` says why."""

    def __init__(self, *, wrong: str = "", missing: str = "") -> None:
        super().__init__(wrong or missing)
        self.fault = Fault(wrong=wrong, missing=missing)


class Mode(StrEnum):
    """What senders do where the policy does not fit (section 5)."""

    ENFORCE = "enforce"
    """They do not deliver."""
    TESTING = "testing"
    """They deliver, and report it."""
    NONE = "none"
    """There is no policy (any more)."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A valid policy. ``mx`` are its patterns in lower case; ``max_age`` is in seconds."""

    mode: Mode
    mx: tuple[str, ...]
    max_age: int

    def uncovered(self, hosts: tuple[str, ...]) -> tuple[str, ...]:
        """The hosts (lower case) that no pattern covers (section 4.1)."""
        patterns = frozenset(self.mx)
        # A star stands for exactly one label, the first.
        return tuple(host for host in hosts if not {host, f"*.{host.partition('.')[2]}"} & patterns)


def is_record(text: str) -> bool:
    """Whether a TXT record counts as one of MTA-STS, right or wrong (section 3.1)."""
    return re.match(rf"v={VERSION}[ \t]*;", text) is not None


def parse_record(text: str) -> str:
    """The policy's id. ``SyntaxProblem`` if the record is not valid."""
    version, *fields = (part.strip(_BLANK) for part in text.split(";"))
    if version != f"v={VERSION}":
        raise SyntaxProblem(wrong=version)
    if fields and not fields[-1]:
        fields.pop()  # a semicolon may be the last of it
    found = ""
    for field in fields:
        name, _, value = field.partition("=")
        if not (_NAME.fullmatch(name) and _RECORD_VALUE.fullmatch(value)):
            raise SyntaxProblem(wrong=field)
        if name == "id" and not found:
            if not _ID.fullmatch(value):
                raise SyntaxProblem(wrong=field)
            found = value
    if not found:
        raise SyntaxProblem(missing="id")
    return found


def parse_policy(text: str) -> Policy:
    """The policy. ``SyntaxProblem`` if the file is not valid."""
    fields: dict[str, str] = {}
    patterns: list[str] = []
    for whole in text.split("\n"):
        line = whole.removesuffix("\r").strip(_BLANK)
        if not line:
            continue
        name, _, value = line.partition(":")
        value = value.lstrip(_BLANK)
        known = _FIELDS.get(name, _POLICY_VALUE)
        repeated = name in fields and name != "mx"
        if not (_NAME.fullmatch(name) and (_POLICY_VALUE if repeated else known).fullmatch(value)):
            raise SyntaxProblem(wrong=line)
        fields.setdefault(name, value)
        if name == "mx":
            patterns.append(value.lower())
    for name in ("version", "mode", "max_age"):
        if name not in fields:
            raise SyntaxProblem(missing=name)
    mode, max_age = Mode(fields["mode"]), int(fields["max_age"])
    if max_age > LONGEST_LIFE:
        raise SyntaxProblem(wrong=f"max_age: {fields['max_age']}")
    if mode is not Mode.NONE and not patterns:
        raise SyntaxProblem(missing="mx")
    return Policy(mode=mode, mx=tuple(dict.fromkeys(patterns)), max_age=max_age)


_FIELDS: Final = {
    "version": re.compile(VERSION),
    "mode": re.compile("|".join(Mode)),
    "max_age": _SECONDS,
    "mx": _PATTERN,
}
