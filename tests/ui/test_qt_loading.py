"""What of PySide6 is loaded late: it is there when it is needed, and nothing is different."""

import subprocess
import sys

import pytest

LOADED = """
import sys
from mailadmin.ui.qt_loading import load_qt
load_rest = load_qt()
from PySide6.QtCore import QPoint

def there():
    return "shibokensupport.signature.loader" in sys.modules

def refused(*arguments):
    try:
        QPoint(*arguments)
    except TypeError as error:
        return str(error)

assert not there()
"""


def run(text: str) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-W", "error", "-c", LOADED + text],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def stock(text: str) -> str:
    """What it prints where PySide6 loads everything at once."""
    return subprocess.run(
        [sys.executable, "-c", f"from PySide6.QtCore import QPoint\n{text}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


REFUSED = """
for call in (lambda: QPoint("a", []), lambda: QPoint(1, 2).setX("x"), lambda: QPoint.dotProduct(1)):
    try:
        call()
    except TypeError as error:
        print(error)
print(QPoint.isNull.__doc__)
"""


@pytest.mark.parametrize("first", ["", "load_rest()", "load_rest(); load_rest()"])
def test_an_error_is_worded_as_ever(first: str) -> None:
    said = run(f"{first}\n{REFUSED}\nassert there()")
    assert "Supported signatures:" in said
    assert said == stock(REFUSED)


def test_its_modules_are_where_they_always_are() -> None:
    run("import PySide6.support\nload_rest()\nimport PySide6.support.signature.mapping")
    run("refused('a', [])\nfrom shibokensupport.signature import mapping; mapping.type_map")


def test_pythons_own_import_stays_and_no_source_is_read() -> None:
    text = """
import builtins, linecache, importlib
assert builtins.__import__.__module__ == "builtins" and type(builtins.__import__) is type(len)
load_rest()
assert type(builtins.__import__) is type(len)
import wave
print(wave.__file__ in linecache.cache)
"""
    assert run(text) == "False\n"


def test_where_pyside_is_loaded_already_nothing_is_put_off() -> None:
    text = """
import PySide6.QtCore, sys
before = sys.modules["shibokensupport.signature.loader"]
from mailadmin.ui.qt_loading import load_qt
load_qt()()
assert sys.modules["shibokensupport.signature.loader"] is before
"""
    subprocess.run([sys.executable, "-c", text], check=True)
