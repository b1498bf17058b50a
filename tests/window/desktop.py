"""A desktop of its own for the real program: display, session bus, keyring, servers, a person.

Everything is a process in a temporary home, and everything ends with the test, also when it fails.
"""

import contextlib
import imaplib
import json
import os
import select
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self, TypedDict

from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("Xvfb", "dbus-daemon", "gnome-keyring-daemon")
START = 20.0
"""Seconds that a process of the desktop may take to be there."""

NOISE = "qt.accessibility.atspi:"
"""How Qt's lines begin that answer a question about what has just left the screen, and the question
of every assistive technology whether the program has a bus of its own."""


def missing() -> str:
    """What this computer lacks, empty when all is there."""
    absent = [name for name in NEEDED if shutil.which(name) is None]
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if not Path(SYSTEM_PYTHON).exists():
        absent.append(SYSTEM_PYTHON)
    elif subprocess.run([SYSTEM_PYTHON, "-c", probe], capture_output=True).returncode:
        absent.append("gir1.2-atspi-2.0")
    return ", ".join(absent)


Control = dict[str, str]
"""A control as assistive technology sees it: name, role, id, description."""


class Choice(TypedDict):
    """A list to choose from, as a screen reader reads it."""

    name: str
    role: str
    value: str
    choices: list[str]


class Desktop:
    """Xvfb, a D-Bus session, an unlocked keyring. ``environment`` is what a program needs."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, *command: str, **kept: Any) -> subprocess.Popen[str]:
        """Start a process on this desktop; it ends with the desktop at the latest."""
        process = subprocess.Popen(command, env=self.environment, cwd=ROOT, text=True, **kept)
        self._stack.callback(end, process)
        return process

    def _start(self) -> None:
        # The sockets in it have names of at most 107 characters, so it is no folder of pytest's.
        home = Path(self._stack.enter_context(_folder("mailadmin-window-")))
        runtime = home / "runtime"
        runtime.mkdir(mode=0o700)
        (home / "tmp").mkdir()
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CURRENT_DESKTOP": "none",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_NO_XDG_DESKTOP_PORTAL": "1",
            "GIO_USE_VFS": "local",
            "GSETTINGS_BACKEND": "memory",
        }
        self._start_display()
        bus = self.run(
            *("dbus-daemon", "--session", "--nofork", "--print-address"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = _line(bus.stdout).strip()
        keyring = self.run(
            *("gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert keyring.stdin is not None
        keyring.stdin.write("only for this test\n")
        keyring.stdin.close()
        self._wait_for_keyring()

    def _wait_for_keyring(self) -> None:
        with open_dbus_connection(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            end_of_patience = time.monotonic() + START
            while not Proxy(message_bus, bus).NameHasOwner("org.freedesktop.secrets")[0]:
                assert time.monotonic() < end_of_patience, "gnome-keyring is not there"
                time.sleep(0.02)

    def _start_display(self) -> None:
        readable, writable = os.pipe()
        with os.fdopen(readable, encoding="ascii") as answer:
            self.run(
                *("Xvfb", "-displayfd", str(writable), "-screen", "0", "1280x900x24"),
                *("-nolisten", "tcp", "-noreset"),
                pass_fds=(writable,),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            os.close(writable)
            self.environment["DISPLAY"] = f":{_line(answer).strip()}"


class Screen:
    """The person in front of the program: what is said here is done by assistive.py's Person."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        self._driver = driver

    @classmethod
    def of(cls, desktop: Desktop) -> Self:
        """The person in front of a desktop."""
        return cls(
            desktop.run(
                *(SYSTEM_PYTHON, str(ROOT / "tests" / "window" / "assistive.py")),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        )

    def end(self) -> None:
        """Send the person home."""
        end(self._driver)

    def meet(self, pid: int) -> None:
        """Wait until assistive technology knows the program."""
        self._ask("meet", pid=pid)

    def press(self, name: str) -> None:
        """Press a button, as soon as it is there and enabled."""
        self._ask("press", name=name)

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        self._ask("go_to", name=name)

    def type(self, name: str, text: str) -> None:
        """Replace what stands in a field, key by key."""
        self._ask("type", name=name, text=text)

    def write(self, name: str, text: str) -> None:
        """Put a text into a field without a key, as programs that are spoken to do."""
        self._ask("write", name=name, text=text)

    def choose(self, name: str, choice: str) -> None:
        """Choose from a list with the keyboard."""
        self._ask("choose", name=name, choice=choice)

    def pick(self, name: str, choice: str) -> None:
        """Choose from a list without a key, as programs that are spoken to do."""
        self._ask("pick", name=name, choice=choice)

    def read_choice(self, name: str) -> Choice:
        """What a screen reader reads of a list."""
        found: Choice = self._ask("read_choice", name=name)
        return found

    def read_choices(self) -> list[str]:
        """Every choice on the screen as “name: value”; empty where it went away meanwhile."""
        return list(self._ask("read_choices"))

    def key(self, combination: str) -> None:
        """Press keys together, such as ``ctrl+t``."""
        self._ask("key", combination=combination)

    def read(self, text: str, *, limit: float = 10) -> str:
        """Wait for a text that contains ``text``; the whole of it."""
        return str(self._ask("read", text=text, limit=limit))

    def texts(self) -> list[str]:
        """Every text on the screen."""
        return list(self._ask("texts"))

    def said(self) -> list[str]:
        """What a screen reader was asked to say so far."""
        return list(self._ask("said"))

    def windows(self) -> list[str]:
        """The titles of the windows on the screen."""
        return list(self._ask("windows"))

    def gone(self, window: str) -> None:
        """Wait until a window is off the screen."""
        self._ask("gone", name=window)

    def controls(self, window: str) -> list[Control]:
        """What the keyboard should reach in a window."""
        return list(self._ask("controls", window=window))

    def tab_round(self) -> list[Control]:
        """What the Tab key reaches, in order, until it begins again."""
        return list(self._ask("tab_round"))

    def focused(self) -> Control | None:
        """Where the keyboard is."""
        found: Control | None = self._ask("focused")
        return found

    def everything(self) -> list[Control]:
        """All that is on the screen."""
        return list(self._ask("everything"))

    def give_focus(self, window: str) -> None:
        """Bring a window to the front, as a window manager does."""
        self._ask("give_focus", window=window)

    def close(self, window: str) -> None:
        """Close a window as its close button does."""
        self._ask("close", window=window)

    def _ask(self, what: str, **question: Any) -> Any:
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps({"do": what, **question}) + "\n")
        self._driver.stdin.flush()
        answer = json.loads(_line(self._driver.stdout, 45))
        if "failed" in answer:
            raise AssertionError(f"{what}: {answer['failed']}")
        return answer["value"]


class Program:
    """The real program in its own process, and the person in front of it."""

    def __init__(self, desktop: Desktop, data_dir: Path, *arguments: str) -> None:
        self.data_dir = data_dir
        self._errors = (data_dir.parent / "stderr").open("w+", encoding="utf-8")
        options = ["--data-dir", str(data_dir), *arguments]
        self.process = desktop.run(
            *(sys.executable, "-P", "-m", "mailadmin", *options),
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )
        self.screen = Screen.of(desktop)

    def meet(self) -> Screen:
        """Wait until the window is there and hears the keyboard."""
        self.screen.meet(self.process.pid)
        self.screen.give_focus("mailadmin")
        return self.screen

    def complaints(self) -> str:
        """What the program wrote to standard error."""
        self._errors.seek(0)
        return "".join(line for line in self._errors if not line.startswith(NOISE))

    def quit(self) -> float:
        """Close the window; the seconds until the process has ended, which it must with 0."""
        began = time.monotonic()
        self.screen.close("mailadmin")
        status = self.process.wait(15)
        took = time.monotonic() - began
        assert (status, self.complaints()) == (0, "")
        return took

    def end(self) -> None:
        """Stop whatever still runs."""
        self.screen.end()
        end(self.process)
        self._errors.close()


class MailSystem:
    """``mailadmin sandbox`` in a process of its own; the attributes are what it prints."""

    def __init__(self, desktop: Desktop, scenario: str = "all-well") -> None:
        self.process = desktop.run(
            *(sys.executable, "-P", "-m", "mailadmin", "sandbox", "--json", "--scenario", scenario),
            stdout=subprocess.PIPE,
        )
        printed = json.loads(_line(self.process.stdout))
        self.resolver: str = printed["resolver"]
        self.ca_file: str = printed["ca_file"]
        self.user: str = printed["user"]
        self.password: str = printed["password"]
        self.messenger_user: str = printed["messenger_user"]
        self.messenger_password: str = printed["messenger_password"]
        self.messenger_address: str = printed["messenger_address"]
        self._endpoints = printed["endpoints"]

    def server(self, name: str, security: str) -> tuple[str, str]:
        """Host and port of an endpoint."""
        return next(
            (one["host"], str(one["port"]))
            for one in self._endpoints
            if (one["name"], one["security"]) == (name, security)
        )

    def copies(self, subject: str) -> int:
        """How many messages with this subject are in the user's inbox."""
        context = ssl.create_default_context(cafile=self.ca_file)
        context.check_hostname = False  # the certificate is made for a name only the sandbox knows
        _, port = self.server("Inbox", "tls")
        with imaplib.IMAP4_SSL("127.0.0.1", int(port), ssl_context=context) as inbox:
            inbox.login(self.user, self.password)
            inbox.select(readonly=True)
            _, found = inbox.search(None, "SUBJECT", f'"{subject}"')
        return len(found[0].split())

    @property
    def options(self) -> tuple[str, ...]:
        """What a program needs to find its way here."""
        return "--resolver", self.resolver, "--ca-file", self.ca_file


@contextlib.contextmanager
def silent_server() -> Iterator[str]:
    """A server that accepts connections and never says anything; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def end(process: subprocess.Popen[str]) -> None:
    """Stop a process, kindly first, and close what leads to it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _line(stream: IO[str] | None, limit: float = START) -> str:
    """One line of a process that is alive, within ``limit`` seconds."""
    assert stream is not None
    if not select.select([stream], [], [], limit)[0]:
        raise AssertionError(f"nothing heard for {limit:g} s")
    line = stream.readline()
    if not line:
        raise AssertionError("it ended without a word")
    return line


@contextlib.contextmanager
def _folder(prefix: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        yield folder
