"""Reads one message as a bounce: FILE; JSON out, one entry a recipient. For published cases.

A report that names no recipient has one entry with an empty address.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.message.bounce import Kind, parse


def entries(raw_message: bytes) -> list[dict[str, Any]]:
    """The recipients of a bounce as the published runner wants them."""
    bounce = parse(raw_message)
    if bounce is None:
        return []
    found = [
        {
            "to": one.address,
            "status": one.status,
            "reply": str(one.code or ""),
            "temporary": one.temporary,
            "action": one.action,
        }
        for one in bounce.recipients
    ]
    unnamed = {"to": "", "status": "", "reply": "", "temporary": False}
    return found or ([unnamed] if bounce.kind is Kind.FEEDBACK else [])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(entries(Path(sys.argv[1]).read_bytes())) + "\n")
