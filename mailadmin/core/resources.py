"""Where the files that come with the program are: icons, translations and tables of facts."""

import sys
from pathlib import Path


def resource(relative: str) -> Path:
    """The path of a file under ``resources/``, in a checkout and in a built program alike.

    A built program (PyInstaller) unpacks its data beside the code and says where in
    ``sys._MEIPASS``.
    """
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2]))
    return root / "resources" / relative
