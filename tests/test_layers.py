"""The rules of the house that a reader of the source can check, and proof that each can fail."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 450
LONGEST_FUNCTION = 70

Check = Callable[[Path], list[str]]


class Source(NamedTuple):
    """One module: where it is, seen from the project's folder, and its text."""

    where: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.where)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


def sources(root: Path, *folders: str) -> Iterator[Source]:
    for folder in folders or ("mailadmin",):
        start = root / folder
        for path in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            yield Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


@functools.cache  # a dozen rules want them of each of our modules
def imports(source: Source) -> tuple[tuple[str, int], ...]:
    return tuple(imports_in(source.where, source.tree))


def imports_in(where: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module and name imported, at the top or inside a function, relative ones resolved."""
    package = where.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((f"{base}.{name.name}", node.lineno) for name in node.names)


def names(source: Source) -> Iterator[tuple[str, int]]:
    """Every name and attribute used, as it is written."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node), node.lineno


class ImportRule(NamedTuple):
    """Modules under `inside` import none of `banned`, but for those under `besides`."""

    inside: tuple[str, ...]
    banned: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def __call__(self, root: Path) -> list[str]:
        found = []
        for source in sources(root, self.inside[0].split("/")[0]):
            if source.where.startswith(self.inside) and not source.where.startswith(self.besides):
                for name, line in imports(source):
                    if any(
                        name == banned or name.startswith(f"{banned}.") for banned in self.banned
                    ):
                        found.append(f"{source.where}:{line} imports {name}")
        return found


class NameRule(NamedTuple):
    """Modules under `inside` use no name or attribute that `pattern` matches, but for `besides`."""

    inside: tuple[str, ...]
    pattern: str
    besides: tuple[str, ...] = ()

    def __call__(self, root: Path) -> list[str]:
        found = []
        for source in sources(root):
            if source.where.startswith(self.inside) and not source.where.startswith(self.besides):
                found += [
                    f"{source.where}:{line} uses {name}"
                    for name, line in names(source)
                    if re.fullmatch(self.pattern, name)
                ]
        return found


def judges_only_judge(root: Path) -> list[str]:
    """A judge is a plain function: it awaits nothing, and its module asks no clock or network."""
    outside = ("asyncio", "socket", "ssl", "time", "random", "subprocess")
    clock = ("now", "utcnow", "today")
    found = []
    for source in sources(root, "mailadmin/core"):
        module = source.where.endswith("/judge.py")
        for node in ast.walk(source.tree):
            coroutine = isinstance(node, ast.AsyncFunctionDef)
            if coroutine and (module or node.name.startswith("judge")):
                found.append(f"{source.where}:{node.lineno} {node.name} is a coroutine")
            if module and isinstance(node, ast.Attribute) and node.attr in clock:
                found.append(f"{source.where}:{node.lineno} asks the clock")
        if module:
            found += [
                f"{source.where}:{line} imports {name}"
                for name, line in imports(source)
                if name.split(".")[0] in outside
            ]
    return found


def modules_are_short(root: Path) -> list[str]:
    """A module is one idea. A table of data, which decides nothing, is as long as its data."""
    deciding = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For)
    return [
        f"{source.where} has {source.lines} lines"
        for source in sources(root, "mailadmin", "tools", "dev.py")
        if source.lines > LONGEST_MODULE
        and any(isinstance(node, deciding) for node in source.tree.body)
    ]


def functions_are_short(root: Path) -> list[str]:
    found = []
    for source in sources(root, "mailadmin", "tools", "dev.py"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(f"{source.where}:{node.lineno} {node.name} has {lines} lines")
    return found


def dev_py_is_read_by_an_old_python(root: Path) -> list[str]:
    """So that Python 3.7, too old for us, says so; it is the oldest grammar `ast` still knows."""
    try:
        tree = ast.parse((root / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    except SyntaxError as error:
        return [f"dev.py:{error.lineno} {error.msg}"]
    own = [line for name, line in imports_in("dev.py", tree) if name.startswith("tools")]
    told = [node.lineno for node in tree.body if isinstance(node, ast.If)][:1]
    early = [f"dev.py:{line} imports our own before the version is looked at" for line in own]
    return early if not told or min(own, default=told[0] + 1) < told[0] else []


QT = ("PySide6", "shiboken6", "qasync", "PyQt5", "PyQt6")

CHECKS: dict[str, Check] = {
    "core and cli know nothing of Qt": ImportRule(("mailadmin/core/", "mailadmin/cli/"), QT),
    "core stands on nothing above it": ImportRule(
        ("mailadmin/core/",), ("mailadmin.cli", "mailadmin.ui", "mailadmin.sandbox")
    ),
    "the command line does not use the window": ImportRule(("mailadmin/cli/",), ("mailadmin.ui",)),
    "the window does not use the command line": ImportRule(("mailadmin/ui/",), ("mailadmin.cli",)),
    "the sandbox uses nothing of the window": ImportRule(
        ("mailadmin/sandbox/",), ("mailadmin.ui", "mailadmin.cli", *QT)
    ),
    "one file knows qasync": ImportRule(("mailadmin/",), ("qasync",), ("mailadmin/ui/loop.py",)),
    "one folder knows dnspython": ImportRule(
        ("mailadmin/",), ("dns",), ("mailadmin/core/dns/", "mailadmin/sandbox/")
    ),
    "one file knows httpx2": ImportRule(
        ("mailadmin/",), ("httpx2", "httpcore2", "h2"), ("mailadmin/core/http/client.py",)
    ),
    "one file knows Authlib": ImportRule(
        ("mailadmin/",), ("authlib",), ("mailadmin/core/oauth/exchange.py",)
    ),
    "one file knows h11": ImportRule(
        ("mailadmin/",),
        ("h11",),
        ("mailadmin/core/oauth/loopback.py", "mailadmin/sandbox/web.py"),
    ),
    "one file knows keyring": ImportRule(
        ("mailadmin/",), ("keyring",), ("mailadmin/core/credentials.py",)
    ),
    "one file knows Jinja2": ImportRule(
        ("mailadmin/",), ("jinja2", "markupsafe"), ("mailadmin/core/report/as_html.py",)
    ),
    "one file knows fpdf2": ImportRule(
        ("mailadmin/",), ("fpdf", "fontTools", "PIL"), ("mailadmin/core/report/as_pdf.py",)
    ),
    "threads are started in one place": ImportRule(
        ("mailadmin/",),
        ("threading", "_thread", "concurrent.futures", "multiprocessing"),
        ("mailadmin/core/blocking.py", "mailadmin/sandbox/system.py"),
    ),
    "blocking calls leave the loop in one place": NameRule(
        ("mailadmin/",), r".*\b(to_thread|run_in_executor)", ("mailadmin/core/blocking.py",)
    ),
    "judges only judge": judges_only_judge,
    # The one in app.py is not nested: it ends before asyncio's begins.
    "the window starts no nested event loop": NameRule(
        ("mailadmin/ui/",),
        r".*\.(exec|exec_|processEvents)|QEventLoop|asyncSlot|asyncClose",
        ("mailadmin/ui/app.py",),
    ),
    "the window awaits its questions": NameRule(
        ("mailadmin/ui/",),
        r".*(QMessageBox\.(question|warning|information|critical|about)"
        r"|QFileDialog\.get\w+|QInputDialog\.get\w+)",
    ),
    "tests of the core use no stand-ins": ImportRule(
        ("tests/core/",), ("unittest.mock", "mock", "pytest_mock")
    ),
    "modules are short": modules_are_short,
    "functions are short": functions_are_short,
    "an old Python can read dev.py": dev_py_is_read_by_an_old_python,
}

# For each rule, sources that break it once.
BREACHES = [
    ("core and cli know nothing of Qt", "mailadmin/core/a.py", "from PySide6.QtCore import Qt"),
    ("core and cli know nothing of Qt", "mailadmin/cli/a.py", "def f():\n    import qasync"),
    ("core stands on nothing above it", "mailadmin/core/smtp/a.py", "from ...ui import app"),
    ("core stands on nothing above it", "mailadmin/core/a.py", "from mailadmin import cli"),
    ("the command line does not use the window", "mailadmin/cli/a.py", "import mailadmin.ui.app"),
    ("the window does not use the command line", "mailadmin/ui/a.py", "from mailadmin import cli"),
    ("the sandbox uses nothing of the window", "mailadmin/sandbox/a.py", "import mailadmin.ui"),
    ("one file knows qasync", "mailadmin/ui/tasks.py", "from qasync import QEventLoop"),
    ("one folder knows dnspython", "mailadmin/core/smtp/a.py", "import dns.resolver"),
    ("one file knows httpx2", "mailadmin/core/http/fetching.py", "def f():\n    import httpx2"),
    ("one file knows Authlib", "mailadmin/core/a.py", "from authlib.oauth2 import OAuth2Error"),
    (
        "one file knows h11",
        "mailadmin/core/http/client.py",
        "def f():\n    import h11",
    ),
    (
        "one file knows keyring",
        "mailadmin/core/settings.py",
        "from keyring.errors import KeyringError",
    ),
    ("one file knows Jinja2", "mailadmin/core/report/saving.py", "def f():\n    import jinja2"),
    ("one file knows fpdf2", "mailadmin/ui/printing.py", "from fpdf import FPDF"),
    ("threads are started in one place", "mailadmin/ui/a.py", "import threading"),
    (
        "threads are started in one place",
        "mailadmin/core/a.py",
        "from concurrent.futures import ThreadPoolExecutor",
    ),
    ("blocking calls leave the loop in one place", "mailadmin/core/a.py", "asyncio.to_thread(f)"),
    (
        "blocking calls leave the loop in one place",
        "mailadmin/ui/a.py",
        "loop.run_in_executor(0, f)",
    ),
    ("judges only judge", "mailadmin/core/smtp/stages.py", "async def judge_tls(): ..."),
    ("judges only judge", "mailadmin/core/smtp/judge.py", "async def tls(): ..."),
    ("judges only judge", "mailadmin/core/smtp/judge.py", "left = datetime.now(UTC)"),
    ("judges only judge", "mailadmin/core/smtp/judge.py", "from time import monotonic"),
    ("the window starts no nested event loop", "mailadmin/ui/a.py", "dialog.exec()"),
    ("the window starts no nested event loop", "mailadmin/ui/a.py", "app.processEvents()"),
    ("the window starts no nested event loop", "mailadmin/ui/a.py", "@asyncSlot()\ndef f(): ..."),
    ("the window awaits its questions", "mailadmin/ui/a.py", "QMessageBox.question(None)"),
    ("the window awaits its questions", "mailadmin/ui/a.py", "w.QFileDialog.getOpenFileName()"),
    ("tests of the core use no stand-ins", "tests/core/a.py", "from unittest import mock"),
    ("modules are short", "mailadmin/core/a.py", "class A: ...\n" + "\n" * LONGEST_MODULE),
    ("functions are short", "mailadmin/ui/a.py", "def f():\n" + "    f()\n" * LONGEST_FUNCTION),
    ("an old Python can read dev.py", "dev.py", "if (x := 1):\n    pass"),
    ("an old Python can read dev.py", "dev.py", "import tools\nif x:\n    pass"),
]


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project that keeps every rule: each folder is there, with modules of its own kind."""
    files = {
        "mailadmin/core/blocking.py": "import threading",
        "mailadmin/core/credentials.py": "import keyring",
        "mailadmin/core/dns/resolver.py": "import dns.resolver\nasync def ask(): ...",
        "mailadmin/core/http/client.py": "import httpcore2\nimport httpx2",
        "mailadmin/core/smtp/judge.py": "from datetime import datetime\ndef judge_tls(): ...",
        "mailadmin/cli/main.py": "from mailadmin.core import account",
        "mailadmin/sandbox/system.py": "from threading import Thread\nimport dns.message",
        "mailadmin/core/table.py": "TABLE = (\n" + "    1,\n" * LONGEST_MODULE + ")\n",
        "mailadmin/ui/loop.py": "import qasync\nfrom ..core import account",
        "tools/people.py": "",
        "tests/core/test_a.py": "import unittest",
        "dev.py": "if x:\n    pass\nfrom tools.people import say",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", CHECKS)
def test_the_project_keeps_the_rule(name: str) -> None:
    assert CHECKS[name](PROJECT) == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_small_project_keeps_the_rule(name: str, small_project: Path) -> None:
    assert CHECKS[name](small_project) == []


@pytest.mark.parametrize(("name", "where", "text"), BREACHES)
def test_a_breach_of_the_rule_is_found(
    name: str, where: str, text: str, small_project: Path
) -> None:
    path = small_project / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert len(CHECKS[name](small_project)) == 1


def test_every_rule_has_a_breach_that_shows_it_can_fail() -> None:
    assert {name for name, _, _ in BREACHES} == set(CHECKS)


def test_the_command_line_loads_no_qt() -> None:
    program = "import sys, mailadmin.cli.main; print(sorted(m for m in sys.modules if m in {!r}))"
    run = subprocess.run(
        [sys.executable, "-c", program.format(QT)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert run.stdout == "[]\n"
