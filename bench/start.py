"""How long the program takes to start: the window, ``--version``, and a help page.

The window is usable when it is shown, its settings are read and shown and it has taken an event; a
bare PySide6 window when it is shown and has taken one. The event loop comes after that, so it is
told too when it runs. All are whole processes, begun in turn with everything in the disk's cache
and compiled, as from the second start on. Under Xvfb where it is there, else on Qt's own screen in
memory.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import PROJECT, row
from mailadmin.core.account import Account, Identity, Messenger, Security, Server
from mailadmin.core.settings import Settings, SettingsFile

RUNS = 11
AIM_WINDOW, AIM_VERSION, AIM_HELP_MS = 1.5, 2.0, 150.0

BARE_WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

def ready():
    sys.stdout.write("usable\\n")
    sys.stdout.flush()
    os._exit(0)

app = QApplication(sys.argv)
window = QWidget()
window.resize(1000, 700)
window.show()
QTimer.singleShot(0, ready)
app.exec()
"""

OUR_WINDOW = """
import os, sys
from mailadmin import front

def told(window):
    from PySide6.QtCore import QTimer
    QTimer.singleShot(0, usable)

def usable():
    sys.stdout.write("usable\\n")
    sys.stdout.flush()
    os._exit(0)

front.open_window(front.own_workspace, False, {moment}=told)
"""


def compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, in which Python keeps what it has compiled."""
    return {k: v for k, v in environment.items() if k != "PYTHONDONTWRITEBYTECODE"}


def until_usable(environment: Mapping[str, str], program: str, *arguments: str) -> float:
    """Seconds from the start of a process to the line with which it says that it is usable."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        env=compiled(environment),
        cwd=PROJECT,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
    assert line == b"usable\n", "the window did not come up"
    return took


def whole(*arguments: str) -> float:
    """Seconds of a whole process."""
    began = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, cwd=PROJECT, env=compiled(os.environ)
    )
    return time.perf_counter() - began


@contextlib.contextmanager
def screen() -> Iterator[tuple[str, dict[str, str]]]:
    """A screen of our own: what it is, and the environment for programs on it."""
    if shutil.which("Xvfb") is None:
        yield "offscreen", {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        display = f":{process.stdout.readline().strip()}"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("WAYLAND")}
        try:
            yield "Xvfb", {**environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        finally:
            process.terminate()


def an_account(folder: Path) -> None:
    """Settings such as a user has them, for the window to read."""
    server = Server(
        host="mail.example.org", port=587, security=Security.STARTTLS, user_name="anna@example.org"
    )
    account = Account(
        id="bench",
        name="Office",
        identity=Identity(address="anna@example.org", name="Anna Berg"),
        mail_server=server,
        messenger=Messenger(server=server, address="relay@example.org"),
    )
    SettingsFile(folder / "settings.json").save(Settings(current="bench", accounts=(account,)))


def window() -> bool:
    """Our window beside a bare one."""
    ours, bare, looped = [], [], []
    with screen() as (what, environment), tempfile.TemporaryDirectory() as folder:
        an_account(Path(folder) / "mailadmin")
        own = {**environment, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
        for _ in range(RUNS + 1):
            bare.append(until_usable(environment, BARE_WINDOW))
            ours.append(until_usable(own, OUR_WINDOW.format(moment="on_shown")))
            looped.append(until_usable(own, OUR_WINDOW.format(moment="on_ready")))
    mine, least, loop = (statistics.median(took[1:]) for took in (ours, bare, looped))
    row(
        "start-window",
        f"{mine * 1000:.0f} ms, a bare window {least * 1000:.0f} ms:"
        f" {mine / least:.2f} × (aim {AIM_WINDOW}, {what});"
        f" its event loop runs after {loop * 1000:.0f} ms",
        ms=mine * 1000,
        bare_ms=least * 1000,
        ratio=mine / least,
        loop_ms=loop * 1000,
        aim=AIM_WINDOW,
        screen=what,
    )
    return mine / least <= AIM_WINDOW


def command_line() -> bool:
    """``--version`` and a help page beside a Python that does nothing."""
    calls = {
        "python": ("-c", "pass"),
        "version": ("-m", "mailadmin", "--version"),
        "help": ("-m", "mailadmin", "test", "--help"),
    }
    took: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(RUNS + 1):
        for name, arguments in calls.items():
            took[name].append(whole(*arguments))
    python, version, help_page = (statistics.median(took[name][1:]) * 1000 for name in calls)
    row(
        "start-version",
        f"{version:.0f} ms, python -c pass {python:.0f} ms: {version / python:.2f} ×"
        f" (aim {AIM_VERSION})",
        ms=version,
        python_ms=python,
        ratio=version / python,
        aim=AIM_VERSION,
    )
    over = help_page - python
    row(
        "start-help",
        f"test --help {help_page:.0f} ms, {over:.0f} ms over python -c pass"
        f" (aim {AIM_HELP_MS:.0f})",
        ms=help_page,
        over_ms=over,
        aim_ms=AIM_HELP_MS,
    )
    return version / python <= AIM_VERSION and over <= AIM_HELP_MS


def main() -> int:
    """Print three rows."""
    return 0 if all([command_line(), window()]) else 1


if __name__ == "__main__":
    sys.exit(main())
