"""Puts a file that is written in the place of another, so that nobody ever sees half of it."""

import os
import time
from pathlib import Path
from typing import Final

BINARY: Final = getattr(os, "O_BINARY", 0)
"""Windows would write its own line ends."""


def put_in_place(new: Path, path: Path) -> None:
    """Put the new file in the old one's place, for good.

    On Windows this fails while another process has the old file open, which lasts milliseconds.
    """
    for left in range(20, -1, -1):
        try:
            new.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(0.05)
    if os.name != "nt":  # a folder's own entry is written at its own time, too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
