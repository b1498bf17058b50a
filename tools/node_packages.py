"""The packages of npm that tests talk to: servers written for Node.js."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tools.people import say
from tools.processes import child_environment

STAMP: Final = Path("node_modules") / "mailadmin-stamp"
"""There once everything is installed, with the hash of the lock file in it."""


def ensure_node_packages(folder: Path) -> None:
    """Install what `package-lock.json` in `folder` names, each package by its hash, once.

    Whoever has no npm, or no connection, goes without: the tests that need it are then skipped,
    and say so. They talk to Debian's mail servers too, so nothing is installed but on Linux.
    """
    npm = shutil.which("npm") if sys.platform.startswith("linux") else None
    stamp = folder / STAMP
    digest = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if npm is None or (stamp.exists() and stamp.read_text() == digest):
        return
    say(f"setting up npm packages in {folder} (once)")
    installed = subprocess.run(
        [npm, "ci", "--loglevel=error"],
        cwd=folder,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if installed.returncode:
        say("npm could not install them and says above why; the tests that need them are skipped")
        return
    stamp.parent.mkdir(exist_ok=True)  # npm makes none for an empty list
    stamp.write_text(digest)
