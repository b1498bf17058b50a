"""Starting things with the environment they should have."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


def child_environment(**changes: str) -> dict[str, str]:
    """Return the environment of what we start: ours, without what leads Python elsewhere."""
    own = ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__")
    return {**{name: value for name, value in os.environ.items() if name not in own}, **changes}


def run(command: Sequence[str], cwd: Path | None = None, **variables: str) -> int:
    """Run a command and return its exit status; Ctrl-C is the command's to answer."""
    child = subprocess.Popen(command, cwd=cwd, env=child_environment(**variables))
    try:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue
    finally:
        if child.poll() is None:
            child.terminate()


def become(command: Sequence[str]) -> int:
    """Let a command take this process's place, where the system can, or run it to its end."""
    if os.name == "posix":
        os.execve(command[0], list(command), child_environment())
    return run(command)
