"""Decodes the encoded words of a text on standard input. For the published cases.

Literally: what people are shown has no control characters, which some cases ask for.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.message.encoded_words import literal

if __name__ == "__main__":
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    sys.stdout.buffer.write(literal(text).encode("utf-8", "replace"))
