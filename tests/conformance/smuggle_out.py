"""Sends the body of a raw message as the command line does: HOST PORT FILE. For smuggling cases."""

import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.cli.main import run


def send(host: str, port: str, file: str) -> int:
    """Send the text of the file's message, line ends as they are, and give the exit status."""
    body = Path(file).read_bytes().partition(b"\r\n\r\n")[2]
    sys.stdin = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return run(
            [
                *("send", "--data-dir", folder, "--server", host, "--port", port),
                *("--security", "none", "--auth", "none", "--from", "a@example.org"),
                *("--to", "b@example.net", "--subject", "t", "--text-file", "-", "--timeout", "4"),
            ]
        )


if __name__ == "__main__":
    sys.exit(send(*sys.argv[1:4]))
