"""PySide6's look into the source of every module, and that the program does without it."""

import subprocess
import sys

import pytest

LOADS_ONE_MORE = """
import linecache
import PySide6.QtCore
from mailadmin.ui.plain_import import restore_import
{first}
import wave
print(wave.__file__ in linecache.cache)
"""


@pytest.mark.parametrize(("first", "looked"), [("", "True"), ("restore_import()", "False")])
def test_no_source_is_read_any_more(first: str, looked: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADS_ONE_MORE.format(first=first)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [looked]


def test_without_qt_in_its_place_nothing_happens() -> None:
    text = "import builtins, mailadmin.ui.plain_import as one; builtins.__import__ = len;"
    text += "del builtins.__orig_import__; one.restore_import(); assert builtins.__import__ is len"
    subprocess.run([sys.executable, "-c", text], check=True)
