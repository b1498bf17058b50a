"""Talking to the person at the terminal."""

import sys


class Stop(Exception):
    """Ends dev.py with exit status 1 and a sentence for the person."""


def say(text: str) -> None:
    """Tell the person what happens, on standard error: standard output is the program's own."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)
