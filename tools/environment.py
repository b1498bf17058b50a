"""The virtual environment with the locked packages, and starting things in it."""

import contextlib
import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tools.people import Stop, say
from tools.processes import child_environment

RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

PIP_FAILURES = (
    (r"DO NOT MATCH THE HASHES", "a downloaded package is not the one the lock file names"),
    (r"No space left on device", "the disk is full"),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError"
        r"|Connection refused|Connection reset|Network is unreachable|name resolution",
        "the package index cannot be reached. Check this computer's connection to the internet",
    ),
    (
        r"No matching distribution found for (\S+)",
        "{0} is not offered for Python {python} on this computer ({platform})",
    ),
)


def pip_failure(output: str) -> str:
    """Return in one sentence why pip failed, read from what it printed."""
    for pattern, sentence in PIP_FAILURES:
        found = re.search(pattern, output)
        if found:
            platform = sysconfig.get_platform()
            return sentence.format(*found.groups(), python=PYTHON, platform=platform)
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return errors[-1] if errors else "pip failed without a word"


class Environment:
    """The virtual environment `.venv` of a project folder, and the stamp that says it is whole.

    The stamp is the last file written and the first one removed, so whatever was interrupted has
    none and is built anew. It names the Python, the folder and the lock files it was made from, and
    the packages that were put in.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "mailadmin-stamp.json"
        windows = sys.platform == "win32"
        self.python = self.folder / ("Scripts/python.exe" if windows else "bin/python")
        library = "Lib" if windows else f"lib/python{PYTHON}"
        self.packages = self.folder / library / "site-packages"

    def installed(self) -> set[str]:
        """Return the names of the packages' own records in the environment."""
        return {record.name for record in self.packages.glob("*.dist-info")}

    def origin(self) -> dict[str, str]:
        """Return what an environment must have been made by and in to be of use here."""
        return {
            "python": f"{sysconfig.get_platform()} {PYTHON} {sys.base_prefix}",
            "folder": str(self.folder),
        }

    def digest(self, lock: str) -> str:
        """Return the fingerprint of a lock file."""
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def holds(self, lock: str) -> bool:
        """Say whether the environment is whole and made from this lock file as it is now."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
            return (
                stamp["origin"] == self.origin()
                and stamp["locks"].get(lock) == self.digest(lock)
                and self.installed().issuperset(stamp["installed"])
                and self.python.exists()
            )
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return False

    def build(self, lock: str) -> None:
        """Install the packages of `lock`; what is there stays only where it is whole."""
        extend = lock == DEVELOPMENT_LOCK and self.holds(RUNTIME_LOCK)
        began = time.monotonic()
        say(f"setting up Python packages in {self.folder} (once; the first time takes minutes)")
        with contextlib.suppress(FileNotFoundError):
            self.stamp.unlink()
        if not extend:
            self.remove()
            base = getattr(sys, "_base_executable", None) or sys.executable
            made = subprocess.run([base, "-m", "venv", str(self.folder)], stdout=2, check=False)
            if made.returncode:
                raise Stop("Python could not make a virtual environment; it says above why")
        self.install(lock)
        # Code, and not the folder's name, which Python would read in the locale's encoding.
        line = f"import sys; sys.path.append({str(self.root)!a})\n"
        (self.packages / "mailadmin-project.pth").write_text(line, encoding="ascii")
        locks = [RUNTIME_LOCK, lock]
        stamp = {
            "origin": self.origin(),
            "locks": {name: self.digest(name) for name in locks},
            "installed": sorted(self.installed()),
        }
        part = self.stamp.with_suffix(".part")
        part.write_text(json.dumps(stamp), encoding="utf-8")
        part.replace(self.stamp)
        say(f"ready after {time.monotonic() - began:.0f} s")

    def remove(self) -> None:
        """Remove what is there, or say who may be in the way."""
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
        except OSError as problem:
            raise Stop(
                f"{self.folder} has to be made anew and cannot be removed ({problem.strerror}):"
                " a program in it may be running, or another user may own it"
            ) from problem

    def install(self, lock: str) -> None:
        """Have pip install a lock file: every package by its hash, none compiled here."""
        command = [str(self.python), "-m", "pip", "install", "--require-hashes", "--no-deps"]
        command += ["--only-binary", ":all:", "--no-input", "--disable-pip-version-check"]
        command += ["--no-warn-script-location", "-r", str(self.root / lock)]
        output = []
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=child_environment(),
            text=True,
            errors="replace",
        ) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                output.append(line)
                show_progress(line)
        show_progress("")
        if pip.returncode:
            raise Stop(
                f"the Python packages could not be installed: {pip_failure(''.join(output))}."
                " Run the same command again when that is put right."
            )


def show_progress(line: str) -> None:
    """Show on a terminal, in place, which package pip is at; an empty line clears it."""
    if not sys.stderr.isatty():
        return
    words = line.split()
    if not words or words[0] in ("Collecting", "Downloading", "Installing"):
        text = " ".join(words[:2])[: shutil.get_terminal_size().columns - 4]
        print(f"\r\033[K  {text}" if text else "\r\033[K", end="", file=sys.stderr, flush=True)


def lock_file(handle: IO[str]) -> None:
    """Lock an open file for this process, or raise `OSError` where another one has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other dev.py sets this folder up; the system frees a lock whose owner died."""
    with path.open("a", encoding="utf-8") as handle:
        waiting = False
        while True:
            try:
                lock_file(handle)
                break
            except OSError:
                if not waiting:
                    say("another dev.py is setting up this folder; waiting for it")
                waiting = True
                time.sleep(0.2)
        yield
