"""Takes or refuses a record: its kind as the argument, the text in. For published cases.

The exit status is 0 where it is without fault and 1 where it is not; 2 for a kind that is not
read here.
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns import tls_rpt
from mailadmin.core.dns.dkim import Flaw, read_key
from mailadmin.core.dns.dmarc import record as dmarc
from mailadmin.core.dns.mta_sts_syntax import parse_policy, parse_record
from mailadmin.core.dns.spf.record import parse_record as parse_spf

ABOUT_SYNTAX = frozenset(
    {Flaw.UNTIDY, Flaw.SYNTAX, Flaw.VERSION, Flaw.NO_DATA, Flaw.BASE64, Flaw.CUT, Flaw.NOT_A_KEY}
)
"""Flaws of a DKIM record; the others are good records with keys that do not do."""


def parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


KINDS: dict[str, Callable[[str], bool]] = {
    "dmarc": lambda text: dmarc.is_record(text) and not dmarc.parse(text).faults,
    "tlsrpt": lambda text: tls_rpt.is_record(text) and not tls_rpt.parse(text).faults,
    "dkim-key": lambda text: all(one.flaw not in ABOUT_SYNTAX for one in read_key(text).faults),
    "mtasts": lambda text: parses(parse_record, text),
    "mtasts-policy": lambda text: parses(parse_policy, text),
    "spf": lambda text: parses(parse_spf, text),
}

if __name__ == "__main__":
    taken = KINDS.get(sys.argv[1])
    if taken is None:
        sys.exit(2)
    # Line ends are a part of a policy.
    sys.exit(0 if taken(sys.stdin.buffer.read().decode("utf-8", "surrogateescape")) else 1)
