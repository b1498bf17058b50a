"""Reads one Authentication-Results value from standard input, JSON out. For published cases.

``ok`` is false for what nobody writes on purpose; what providers write beside the grammar is read.
A property without a type has an empty one.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.message.authentication_results import read

if __name__ == "__main__":
    found = read(sys.stdin.buffer.read().decode("utf-8", "surrogateescape"))
    said = {
        "ok": not found.is_damaged,
        "authserv": found.server,
        "instance": found.instance,
        "version": found.version,
        "results": [
            {
                "method": one.method,
                "result": one.result,
                "reason": one.reason or None,
                "comment": one.comment or None,
                "props": [[each.type, each.name, each.value] for each in one.properties],
            }
            for one in found.results
        ],
        "faults": [f"{fault.kind}@{fault.at}" for fault in found.faults],
    }
    sys.stdout.write(json.dumps(said) + "\n")
