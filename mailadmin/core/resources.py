"""Where the files that come with the program are: icons, translations and tables of facts."""

import logging
import sys
from pathlib import Path
from typing import TypeVar

import msgspec

_Entry = TypeVar("_Entry")

_log = logging.getLogger(__name__)


def resource(relative: str) -> Path:
    """The path of a file under ``resources/``, in a checkout and in a built program alike.

    A built program (PyInstaller) unpacks its data beside the code and says where in
    ``sys._MEIPASS``.
    """
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    return root / "resources" / relative


def table(name: str, entry: type[_Entry]) -> tuple[_Entry, ...]:
    """The entries of a JSON table under ``resources/``; none as :func:`facts` says."""
    kind = tuple[entry, ...]  # type: ignore[valid-type] # the type is a value here
    return facts(name, kind) or ()


def facts(name: str, kind: type[_Entry]) -> _Entry | None:
    """What a JSON file under ``resources/`` says.

    None where it is missing or broken, and the log says so: an explanation without these facts is
    still better than none.
    """
    try:
        return msgspec.json.decode(resource(name).read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        _log.warning(
            "%s can't be read (%s), so what it tells is left out. Installing mailadmin again"
            " brings a good one.",
            resource(name),
            error,
        )
        return None
