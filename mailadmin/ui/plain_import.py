"""Importing as Python itself does it.

PySide6 takes the place of Python's own import, and reads the source of every module that is loaded
from then on, Python's own included, to see whether it may ask for ``__feature__`` (snake case,
properties). Nobody here does, and it is a twentieth of the time until the window is there.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - which is what takes its place


def restore_import() -> None:
    """Give Python its own import back. Does nothing where PySide6 has not taken its place."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
