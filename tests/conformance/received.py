"""Reads the value of one Received field on standard input; JSON out. For the published cases."""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.message import received


def said(value: str) -> dict[str, object]:
    """The hop in the words of the cases, which write exclamation marks for square brackets."""
    hop = received.read(" ".join(value.split()))
    first = re.match(r"from\s+([^\s;]+)", hop.value, re.IGNORECASE)
    return {
        "from": first[1] if first else "",
        "ip": hop.address,
        "helo": hop.helo.replace("[", "!").replace("]", "!"),
        "rdns": hop.name,
        "by": hop.by,
        "with": hop.protocol,
        "id": hop.id,
        "for": hop.recipient,
        "date_ms": int(hop.at.timestamp() * 1000) if hop.at else None,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(said(sys.stdin.read())) + "\n")
