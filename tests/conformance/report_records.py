"""Takes or refuses a record: its kind as the argument, the text in. For published cases.

The exit status is 0 where it is without fault and 1 where it is not; 2 for a kind that is not
read here.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns import tls_rpt
from mailadmin.core.dns.dmarc import record as dmarc


def is_right(kind: str, text: str) -> bool:
    if kind == "dmarc":
        return dmarc.is_record(text) and not dmarc.parse(text).faults
    return tls_rpt.is_record(text) and not tls_rpt.parse(text).faults


if __name__ == "__main__":
    if sys.argv[1] not in ("dmarc", "tlsrpt"):
        sys.exit(2)
    sys.exit(0 if is_right(sys.argv[1], sys.stdin.read()) else 1)
