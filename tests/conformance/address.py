"""Takes the address on standard input? Exit status 0: yes; 1: no. For the published cases."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.forms.address import Address, parse_address


def is_taken(text: str) -> bool:
    """Whether the program takes a text as exactly one address."""
    return isinstance(parse_address(text), Address)


if __name__ == "__main__":
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    sys.exit(0 if is_taken(text) else 1)
