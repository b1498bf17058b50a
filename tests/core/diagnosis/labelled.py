"""Labelled failure texts: what servers and programs really said, and the cause a person named."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mailadmin.core.diagnosis import CAUSES, Diagnosis, diagnose
from mailadmin.core.diagnosis.reading import moment_of, read, security_of
from mailadmin.core.diagnosis.symptom import Symptom

CASES = Path(__file__).resolve().parents[2] / "cases"
OPEN = CASES / "failures.jsonl"
MORE = tuple(sorted(CASES.glob("failures_*.jsonl")))


class Labelled(NamedTuple):
    """One text. ``accepted`` are the other causes that a careful person could name."""

    text: str
    stage: str
    cause: str
    accepted: tuple[str, ...]
    context: dict[str, Any]

    def diagnosis(self) -> Diagnosis:
        """What the program makes of it."""
        return diagnose(
            self.text,
            server=self.context.get("host"),
            port=self.context.get("port"),
            security=self.context.get("security"),
            stage=self.stage,
        )


def symptom_of(one: Labelled) -> Symptom:
    """What a text says, as the diagnosis reads it."""
    return read(
        one.text,
        host=one.context.get("host") or "",
        port=one.context.get("port"),
        security=security_of(one.context.get("security")),
        moment=moment_of(one.stage),
    )


def taught() -> list[Labelled]:
    """Every text that a cause is known of: the labelled ones, and the entries' own cases."""
    cases = (
        Labelled(
            case.text,
            case.stage,
            cause.id,
            (),
            {"host": case.server, "port": case.port, "security": case.security},
        )
        for cause in CAUSES.values()
        for case in cause.cases
    )
    return [*labelled(OPEN, *MORE), *cases]


def digest(rows: list[Labelled]) -> str:
    """Stands for these texts: another one where any of them is another."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def labelled(*files: Path) -> Iterator[Labelled]:
    """The texts of these files."""
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Labelled(
                row["text"], row["stage"], row["cause"], tuple(row["also_ok"]), row["context"]
            )
