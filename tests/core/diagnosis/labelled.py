"""Labelled failure texts: what servers and programs really said, and the cause a person named."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mailadmin.core.diagnosis import Diagnosis, diagnose

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


def labelled(*files: Path) -> Iterator[Labelled]:
    """The texts of these files."""
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Labelled(
                row["text"], row["stage"], row["cause"], tuple(row["also_ok"]), row["context"]
            )
