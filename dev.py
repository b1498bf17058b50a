"""Runs, tests and builds mailadmin from a fresh checkout: `python3 dev.py COMMAND`.

On Windows it is `py dev.py COMMAND`. It needs nothing but Python: what a command needs besides
(system libraries on Debian and Ubuntu, the locked packages in `.venv`) is set up by the first
call, with a word before anything is installed; later calls find it there.

The grammar of this file is kept to what Python 3.6 can read, so that whoever has an old Python
gets a sentence and not a syntax error.
"""

import argparse
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  (whoever starts this may well have an older one)
    sys.exit(
        f"dev.py: mailadmin needs Python 3.11 or newer, and this is Python"
        f" {sys.version_info[0]}.{sys.version_info[1]}. Install a newer Python and start dev.py"
        f" with it, for example: python3.11 dev.py demo"
    )

from tools.environment import DEVELOPMENT_LOCK, PYTHON, RUNTIME_LOCK, Environment, one_at_a_time
from tools.locking import write_locks
from tools.node_packages import ensure_node_packages
from tools.people import Stop, say
from tools.processes import become, child_environment, run
from tools.system_packages import DESKTOP, PEERS, SERVERS, TRUST, WINDOW, ensure_system_packages

ROOT = Path(__file__).resolve().parent
LEARNER = "scikit-learn==1.9.1"


def prepare(purpose: str, lock: str, system: Sequence[str]) -> str:
    """Set up what a command needs, at no cost where all is there, and return the Python to use."""
    environment = Environment(ROOT)
    if environment.holds(lock):
        ensure_system_packages(system, purpose, first=False)
        return str(environment.python)
    if importlib.util.find_spec("ensurepip") is None:
        system = [*system, f"python{PYTHON}-venv"]
    with one_at_a_time(ROOT / ".dev.lock"):
        ensure_system_packages(system, purpose, first=True)
        if not environment.holds(lock):
            environment.build(lock)
    return str(environment.python)


def has_display() -> bool:
    """Say whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_program(arguments: list[str]) -> int:
    """Start mailadmin: the window, or the command line with the arguments given."""
    window = not arguments or arguments == ["--demo"]
    python = prepare("mailadmin", RUNTIME_LOCK, (*TRUST, *WINDOW) if window else TRUST)
    return become([python, "-P", "-m", "mailadmin", *arguments])


def run_demo(arguments: list[str]) -> int:
    """Try it without a mail server: a window, or text where there is no display or for SCENARIO."""
    window = has_display() and not arguments
    python = prepare("the demonstration", RUNTIME_LOCK, WINDOW if window else ())
    if window:
        return become([python, "-P", "-m", "mailadmin", "--demo"])
    if not arguments:
        say("there is no display here, so the demonstration runs in the terminal")
    return become([python, "-P", "-m", "mailadmin", "demo", *arguments])


def run_test(arguments: list[str]) -> int:
    """Lint and the whole suite; --fast: only the quick tests; other arguments go to pytest."""
    python = prepare("the test suite", DEVELOPMENT_LOCK, (*TRUST, *WINDOW, *DESKTOP, *SERVERS))
    fast = "--fast" in arguments
    if not fast:
        with one_at_a_time(ROOT / ".dev.lock"):
            ensure_node_packages(ROOT / "tests" / "live" / "oidc")
    chosen = [from_here(argument) for argument in arguments if argument != "--fast"]
    linted = 0 if chosen or fast else lint(python, fix=False)
    if linted:
        say("lint found something, see above; the tests run all the same")
    suite = [python, "-m", "pytest", *chosen]
    if not chosen:
        # A third of their time tests wait for servers: four keep two cores at work. More would
        # disturb the tests that measure.
        suite += ["-n", "4"]
    if fast:
        suite += ["-m", "not live and not window and not slow and not long and not conformance"]
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    # Where Python may not keep what it compiled, each process compiles all the tests anew.
    tested = run(suite, cwd=ROOT, QT_QPA_PLATFORM=platform, PYTHONDONTWRITEBYTECODE="")
    if linted and not tested:
        say("the tests passed, but lint did not")
    return tested or linted


def from_here(argument: str) -> str:
    """Return the path of a test, named from the current folder, as it is seen from everywhere."""
    path, mark, test = argument.partition("::")
    if Path.cwd() == ROOT or argument.startswith("-") or not Path(path).exists():
        return argument
    return f"{Path(path).resolve()}{mark}{test}"


def run_lint(arguments: list[str]) -> int:
    """Style, format, and types as each platform sees them; --fix puts right what can be."""
    return lint(prepare("lint", DEVELOPMENT_LOCK, ()), fix="--fix" in arguments)


def lint(python: str, *, fix: bool) -> int:
    """Run the linter, the formatter and the type checker; 0 where all is well."""
    steps = [
        ["ruff", "check", "--quiet", *(["--fix"] if fix else []), "."],
        ["ruff", "format", "--quiet", *([] if fix else ["--diff"]), "."],
    ]
    for platform in ("linux", "win32", "darwin"):
        cache = f".mypy_cache/{platform}"
        steps.append(["mypy", "--platform", platform, "--cache-dir", cache])
    return max([run([python, "-m", *step], cwd=ROOT) for step in steps])


def run_bench(arguments: list[str]) -> int:
    """Measure: every script in bench/, or those named."""
    system = (*TRUST, *WINDOW, *DESKTOP, *SERVERS, *PEERS)
    python = prepare("the benchmarks", DEVELOPMENT_LOCK, system)
    scripts = {p.stem: p for p in sorted((ROOT / "bench").glob("[!_]*.py"))}
    unknown = ", ".join(sorted(set(arguments) - set(scripts)))
    if unknown:
        raise Stop(f"there is no benchmark named {unknown}; there are {', '.join(scripts)}")
    return max([run([python, str(scripts[name])]) for name in arguments or scripts], default=0)


def run_screenshots(arguments: list[str]) -> int:
    """Take the pictures of the documentation anew."""
    python = prepare("the screenshots", DEVELOPMENT_LOCK, WINDOW)
    return become([python, str(ROOT / "docs" / "screenshots.py"), *arguments])


def run_build(arguments: list[str]) -> int:
    """Make the program folder dist/mailadmin with PyInstaller, and have it test itself."""
    # PyInstaller reads libraries with objdump and takes along the shared library of Python.
    freezer = ["binutils"]
    if sys.base_prefix == "/usr":
        freezer.append(f"libpython{PYTHON}")
    python = prepare("the build", DEVELOPMENT_LOCK, (*TRUST, *WINDOW, *freezer))
    freeze = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build.spec"]
    if run([*freeze, *arguments], cwd=ROOT):
        raise Stop("PyInstaller could not make the program; it says why above")
    program = ROOT / "dist" / "mailadmin" / ("mailadmin.exe" if os.name == "nt" else "mailadmin")
    files = [path for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    say(f"made {program.parent} ({len(files)} files, {size / 1e6:.0f} MB); it tests itself now")
    with tempfile.TemporaryDirectory() as elsewhere:
        tested = subprocess.run(
            [str(program), "--self-test"],
            stderr=subprocess.PIPE,
            cwd=elsewhere,
            env=child_environment(),
            text=True,
            check=False,
        )
    if tested.returncode or tested.stderr:
        raise Stop(f"the built program did not pass its own test:\n{tested.stderr}")
    return 0


def run_learn(_arguments: list[str]) -> int:
    """For maintainers: learn anew which words of error texts speak for which cause."""
    python = prepare("learning", DEVELOPMENT_LOCK, ())
    with tempfile.TemporaryDirectory() as folder:
        # Only here is it needed, and it brings some hundred megabytes.
        if run([python, "-m", "pip", "install", "--quiet", "--target", folder, LEARNER]):
            raise Stop("scikit-learn, which learns the words, could not be installed; see above")
        script = str(ROOT / "tools" / "learning.py")
        return run([python, script], PYTHONPATH=folder)


def run_lock(arguments: list[str]) -> int:
    """For maintainers: write the lock files anew; arguments such as --upgrade go to uv."""
    write_locks(ROOT, arguments)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run_program,
    "demo": run_demo,
    "test": run_test,
    "lint": run_lint,
    "bench": run_bench,
    "build": run_build,
    "screenshots": run_screenshots,
    "lock": run_lock,
    "learn": run_learn,
}


def main(arguments: list[str]) -> int:
    """Run one command; what follows its name belongs to it."""
    rows = [f"  {name:<12} {command.__doc__}" for name, command in COMMANDS.items()]
    parser = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 dev.py COMMAND [arguments]   (Windows: py dev.py COMMAND)",
        description="Runs, tests and builds mailadmin; sets up by itself what a command needs.",
        epilog="\n".join(["commands:", *rows]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help=argparse.SUPPRESS)
    command = parser.parse_args(arguments[:1]).command
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return COMMANDS[command](arguments[1:])
    except Stop as reason:
        say(str(reason))
    except KeyboardInterrupt:
        say("stopped")
        return 130
    except OSError as problem:
        say(f"{problem.filename or 'a file'} could not be used: {problem.strerror or problem}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
