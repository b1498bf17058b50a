"""Reading an Authentication-Results value (RFC 8601 section 2.2) as receivers really write it.

A value is read segment by segment, so damage costs the segment it is in. What Microsoft, Yahoo,
Amazon and others write beside the grammar is understood and named. Never raises.
"""

import re
from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.message.authentication_results.facts import (
    AuthenticationResults,
    Fault,
    FaultKind,
    MethodResult,
    Property,
)
from mailadmin.core.message.authentication_results.segments import Segment, split

MOST_RESULTS: Final = 200
MOST_PROPERTIES: Final = 100
"""Of one result."""

MOST_FAULTS: Final = 100

LAST_INSTANCE: Final = 50
"""ARC sets that a message may have (RFC 8617 section 4.2.1)."""

_FLAGS: Final = re.ASCII | re.IGNORECASE
_INSTANCE: Final = re.compile(r"\s*+i\s*+=\s*+(\S*)\s*+(\S?)", _FLAGS)
_SERVER: Final = re.compile(
    r"""\s*+(?P<server>"(?:[^"\\]|\\.){0,2000}+"|[^\s="]++)(?!\s*+=)(?:\s++(?P<version>[0-9]{1,9})(?!\S))?\s*+"""
)
_METHOD: Final = re.compile(
    r"(?<!\S)(?P<method>[\w.-]++)\s*+(?:/\s*+(?P<version>[^\s=]*+)\s*+)?=\s*+(?P<result>[\w-]++)",
    _FLAGS,
)
_PROPERTY: Final = re.compile(
    r"(?:(?P<type>[\w-]++)\s*+\.\s*+(?=[\w-]))?(?P<name>\w[\w.-]*+)\s*+=(?P<space>\s*+)", _FLAGS
)
_VALUE: Final = re.compile(r'(?:"(?:[^"\\]|\\.){0,2000}+"|[^\s"]++|")*+')
_NEXT_PROPERTY: Final = re.compile(
    r"(?:smtp|header|body|policy|dns)\s*+\.\s*+[\w.-]++\s*+=|reason\s*+=", _FLAGS
)
_WORD: Final = re.compile(r"\S++")
_KEYWORD: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", _FLAGS)
_TOKEN: Final = r"[^\s\x00-\x20\x7f()<>@,;:\\\"/\[\]?=]"  # RFC 2045 section 5.1
_PLAIN: Final = re.compile(
    rf"{_TOKEN}++|(?:[^\s\x00-\x20()<>,;:\\\"\[\]@]*+|\"(?:[^\"\\]|\\.){{0,320}}+\")@{_TOKEN}++"
)
_BEFORE: Final = frozenset({"from"})
_BEHIND: Final = frozenset({"client-ip", "envelope-from", "helo", "identity", "receiver"})


def read(value: str) -> AuthenticationResults:
    """Read the value of an Authentication-Results or ARC-Authentication-Results field."""
    reading = _Reading()
    segments = split(value)
    reading.faults += (Fault(FaultKind.OPEN_COMMENT, at) for at in segments.open_comments)
    reading.faults += (Fault(FaultKind.OPEN_QUOTE, at) for at in segments.open_quotes)
    for segment in segments.all:
        reading.take(segment)
    last = segments.all[-1]
    if not segments.complete:
        reading.fault(FaultKind.TOO_LONG, last.at + len(last.text))
    return reading.finished(len(value))


class _Reading:
    """One value under way: what is known so far."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._head = True
        self._server: str | None = None
        self._instance: int | None = None
        self._version: int | None = None
        self._results: list[MethodResult] = []
        self._none = False
        self._waiting: list[Property] = []
        """Properties that stand before the result that they belong to."""

    def fault(self, kind: FaultKind, at: int) -> None:
        self.faults.append(Fault(kind, at))

    def finished(self, end: int) -> AuthenticationResults:
        if self._none and self._results:
            self.fault(FaultKind.NONE_BESIDE_RESULTS, end)
        if not self._none and not self._results:
            self.fault(FaultKind.NO_RESULTS, end)
        faults = sorted(set(self.faults), key=lambda fault: (fault.at, fault.kind))
        if len(faults) > MOST_FAULTS:
            faults = [*faults[: MOST_FAULTS - 1], Fault(FaultKind.TOO_LONG, faults[MOST_FAULTS].at)]
        return AuthenticationResults(
            server=self._server,
            instance=self._instance,
            version=self._version,
            results=tuple(self._results),
            none=self._none,
            faults=tuple(faults),
        )

    def take(self, segment: Segment) -> None:
        """Read the next segment."""
        if self._head and not self._read_head(segment):
            return
        if len(self._results) < MOST_RESULTS:
            self._read_result(segment, 0)
        else:
            self.fault(FaultKind.TOO_LONG, segment.at)

    def _read_head(self, segment: Segment) -> bool:
        """Read what stands before the results; true where this is already one of them."""
        instance = _INSTANCE.match(segment.text)
        if instance is not None:
            number = int(instance[1]) if re.fullmatch("[0-9]{1,2}", instance[1]) else 0
            good = 1 <= number <= LAST_INSTANCE and self._instance is None
            if good and segment.closed and not instance[2]:
                self._instance = number
            else:
                self.fault(FaultKind.BAD_INSTANCE, segment.at)
            return False
        self._head = False
        found = _SERVER.match(segment.text)
        if found is None:
            self.fault(FaultKind.NO_SERVER, segment.at)
            if not segment.text.strip():
                self.fault(FaultKind.UNEXPECTED, segment.at)
            return bool(segment.text.strip())
        self._server = self._value(found["server"], segment.at + found.start("server"))
        if found["version"] is not None:
            self._version = int(found["version"])
            if self._version != 1:
                self.fault(FaultKind.OTHER_VERSION, segment.at + found.start("version"))
        if found.end() < len(segment.text):
            self._read_behind_server(segment, found.end())
        return False

    def _read_behind_server(self, segment: Segment, at: int) -> None:
        if _PROPERTY.match(segment.text, at) is None:
            self.fault(FaultKind.UNEXPECTED, segment.at + at)
            return
        self.fault(FaultKind.MISSING_SEMICOLON, segment.at + at)
        self._read_result(segment, at)

    def _read_result(self, segment: Segment, start: int) -> None:
        text = segment.text
        word = _WORD.search(text, start)
        if word is None:
            self.fault(FaultKind.EMPTY, segment.at + start)
            return
        loose = _PROPERTY.match(text, word.start())
        if loose is not None and loose["type"] is None:
            name = loose["name"].lower()
            if name in _BEFORE or (name in _BEHIND and self._results):
                self._keep_loose(segment, word.start(), name)
                return
        found = _METHOD.search(text, word.start())
        if found is None:
            self._read_other(segment, word)
            return
        if found.start() != word.start():
            self.fault(FaultKind.UNEXPECTED, segment.at + word.start())
        self._keep_result(segment, found)

    def _read_other(self, segment: Segment, word: re.Match[str]) -> None:
        """Something that is no result."""
        alone = word.end() == len(segment.text.rstrip())
        if alone and word[0].lower() == "none":
            self._none = True
            return
        is_name = "." in word[0] and not word[0].endswith(".") and ascii_host(word[0]) is not None
        customary = alone and is_name and segment.closed and bool(self._results)
        kind = FaultKind.STRAY_NAME if customary else FaultKind.UNEXPECTED
        self.fault(kind, segment.at + word.start())

    def _keep_loose(self, segment: Segment, at: int, name: str) -> None:
        """Properties in a segment of their own: of the next result, or of the one before."""
        _, properties = self._properties(segment, at)
        if name in _BEFORE:
            self._waiting += properties
            return
        last = self._results[-1]
        properties = [*last.properties, *properties][:MOST_PROPERTIES]
        self._results[-1] = msgspec.structs.replace(last, properties=tuple(properties))

    def _keep_result(self, segment: Segment, found: re.Match[str]) -> None:
        for name in ("method", "result"):
            if _KEYWORD.fullmatch(found[name]) is None:
                self.fault(FaultKind.UNUSUAL_WORD, segment.at + found.start(name))
        version = found["version"]
        if version is not None and re.fullmatch("[0-9]{1,9}", version) is None:
            self.fault(FaultKind.UNEXPECTED, segment.at + found.start("version"))
            version = None
        reason, properties = self._properties(segment, found.end())
        before, self._waiting = self._waiting, []
        behind = segment.at + found.start("result")
        self._results.append(
            MethodResult(
                method=found["method"].lower(),
                result=found["result"].lower(),
                version=None if version is None else int(version),
                reason=reason,
                comments=tuple(each.text for each in segment.comments if each.at > behind),
                properties=(*before, *properties)[:MOST_PROPERTIES],
            )
        )

    def _properties(self, segment: Segment, at: int) -> tuple[str, list[Property]]:
        """The reason and the properties from here to the end of the segment."""
        text, reason, properties = segment.text, "", list[Property]()
        unexpected = FaultKind.UNEXPECTED
        while (word := _WORD.search(text, at)) is not None:
            if len(properties) == MOST_PROPERTIES:
                self.fault(FaultKind.TOO_LONG, segment.at + word.start())
                break
            found = _PROPERTY.match(text, word.start())
            if found is None:
                self.fault(unexpected, segment.at + word.start())
                at = word.end()
                continue
            type_, name = (found["type"] or "").lower(), found["name"].lower()
            raw = self._raw_value(text, found)
            at = found.end() + len(raw)
            place = segment.at + found.end()
            if not raw:
                bad = (name == "reason" and not type_) or (at >= len(text) and not segment.closed)
                self.fault(unexpected if bad else FaultKind.EMPTY_VALUE, place)
            value = self._value(raw, place) if raw else ""
            if name == "reason" and not type_:
                reason = reason or value
                continue
            if not type_:
                self.fault(FaultKind.LOOSE_PROPERTY, segment.at + found.start())
            properties.append(Property(type_, name, value))
        return reason, properties

    def _raw_value(self, text: str, found: re.Match[str]) -> str:
        """The value as written; empty where the next property follows instead."""
        if found["space"] and _NEXT_PROPERTY.match(text, found.end()):
            return ""
        value = _VALUE.match(text, found.end())
        return value[0] if value is not None else ""

    def _value(self, raw: str, at: int) -> str:
        """A value without its quotes."""
        if len(raw) > 1 and raw[0] == raw[-1] == '"':
            return re.sub(r"\\(.)", r"\1", raw[1:-1])
        if _PLAIN.fullmatch(raw) is None:
            odd = not raw.startswith('"') and any(letter in raw for letter in '"\\')
            odd = odd or not raw.isprintable()
            self.fault(FaultKind.UNEXPECTED if odd else FaultKind.BARE_VALUE, at)
        return raw
