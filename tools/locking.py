"""Writing the lock files anew: for maintainers, with uv, whose resolver knows every platform."""

import os
import sys
import tempfile
from pathlib import Path

from tools.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK
from tools.people import Stop, say
from tools.processes import run

UV = "uv==0.13.9"
# Every kind of computer the locked packages must be offered for, in uv's words.
PLATFORMS = (
    "x86_64-manylinux_2_36",
    "windows",
    "aarch64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
)


def write_locks(root: Path, arguments: list[str]) -> None:
    """Resolve the packages of `pyproject.toml` and check that none has to be compiled anywhere.

    `arguments` go to uv, for example `--upgrade` or `--upgrade-package NAME`. Neither file names a
    package index: where packages come from is the business of each computer's own settings, and
    the hashes make sure they are the same ones.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = run([sys.executable, "-m", "venv", folder])
        python = str(Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        if made or run([python, "-m", "pip", "install", "--quiet", UV]):
            raise Stop("uv, which resolves the packages, could not be installed; see above")
        uv = [python, "-m", "uv", "--quiet", "pip"]
        resolve = [*uv, "compile", "--universal", "--generate-hashes", "--python-version", "3.11"]
        resolve += ["--custom-compile-command", "python3 dev.py lock", "pyproject.toml", *arguments]
        development = ["--extra", "dev", "--constraints", RUNTIME_LOCK, "-o", DEVELOPMENT_LOCK]
        if run([*resolve, "-o", RUNTIME_LOCK], cwd=root) or run([*resolve, *development], cwd=root):
            raise Stop("the packages in pyproject.toml do not go together; uv says why above")
        check = [*uv, "install", "--dry-run", "--only-binary", ":all:", "--require-hashes"]
        check += ["--target", folder, "-r", DEVELOPMENT_LOCK]
        for platform in PLATFORMS:
            for version in ("3.11", "3.13"):
                where = ["--python-platform", platform, "--python-version", version]
                if run([*check, *where], cwd=root):
                    raise Stop(f"a locked package is not offered for {platform}, Python {version}")
    say(f"wrote {RUNTIME_LOCK} and {DEVELOPMENT_LOCK}, offered for {', '.join(PLATFORMS)}")
