"""The shape of a report in words: what HTML, PDF and text arrange, each in its own way.

Every text in it is one line or has the line ends that are meant, and nothing that a screen obeys.
"""

import msgspec


class Pair(msgspec.Struct, frozen=True):
    """A name and what it is."""

    name: str
    value: str


class State(msgspec.Struct, frozen=True):
    """How something ended: ``id`` for colours, a mark and a word for everybody."""

    id: str
    mark: str
    word: str


class ToldFix(msgspec.Struct, frozen=True, kw_only=True):
    """What to do: whose job, the steps in order, and what is worth knowing besides."""

    who: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    copies: tuple[Pair, ...]


class ToldCause(msgspec.Struct, frozen=True, kw_only=True):
    """Why something failed."""

    title: str
    id: str
    meaning: str
    fix: ToldFix
    also: tuple[str, ...]


class ToldFinding(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a check. ``took`` is its time, empty for one that was not made."""

    state: State
    name: str
    check: str
    subject: str
    sentence: str
    detail: str
    took: str
    evidence: tuple[str, ...]
    fix: ToldFix | None


class ToldChange(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is different now."""

    title: str
    lines: tuple[str, ...]


class ToldTest(msgspec.Struct, frozen=True, kw_only=True):
    """One test. ``remarks`` are about the report itself, such as that something was left out."""

    name: str
    when: str
    state: State
    title: str
    proven: tuple[str, ...] = ()
    not_proven: tuple[str, ...] = ()
    cause: ToldCause | None = None
    works_instead: str = ""
    compared: str = ""
    changes: tuple[ToldChange, ...] = ()
    findings: tuple[ToldFinding, ...] = ()
    transcript: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class ToldLine(msgspec.Struct, frozen=True, kw_only=True):
    """One test or message in the list. ``more`` is what only support understands."""

    when: str
    what: str
    state: State
    title: str
    more: str


class ToldReport(msgspec.Struct, frozen=True, kw_only=True):
    """A whole report."""

    title: str
    remarks: tuple[str, ...]
    settings: tuple[Pair, ...]
    tests: tuple[ToldTest, ...]
    recent: tuple[ToldLine, ...]
