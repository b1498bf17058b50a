"""The size of the built program's folder beside that of a bare PySide6 window (quality: 1.3 times).

Both are made by PyInstaller from the same environment, the bare window with no recipe at all.
Needs `python3 dev.py build` first.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
AIM = 1.3

BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget

app = QApplication(sys.argv)
window = QWidget()
window.show()
sys.exit(app.exec())
"""


def folder_size(folder: Path) -> int:
    """Return the bytes of a folder's files, a link counting nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def bare_window_size() -> int:
    """Build a bare window and return the size of its folder in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bare.py").write_text(BARE_WINDOW, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "bare.py"],
            cwd=folder,
            check=True,
        )
        return folder_size(Path(folder) / "dist" / "bare")


def main() -> int:
    """Print one row as JSON and one line for a person."""
    program = PROJECT / "dist" / "mailadmin"
    if not program.is_dir():
        print(
            "size: left out, for nothing is built; `python3 dev.py build` does it", file=sys.stderr
        )
        return 0
    size, bare = folder_size(program), bare_window_size()
    ratio = size / bare
    row = {"name": "size", "bytes": size, "bare_bytes": bare, "ratio": round(ratio, 3), "aim": AIM}
    print(json.dumps(row))
    print(
        f"size: {size / 1e6:.0f} MB, a bare window {bare / 1e6:.0f} MB: {ratio:.2f} × (aim {AIM})",
        file=sys.stderr,
    )
    return int(ratio > AIM)


if __name__ == "__main__":
    sys.exit(main())
