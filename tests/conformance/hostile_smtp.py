"""Sends one message as the command line does: HOST PORT USER PASSWORD CA_FILE. For hostile servers.

Exit status 0 says that the server took it. The password reaches the program on standard input,
as it would from a user; the published runner can only hand it over as an argument.
"""

import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.cli.main import run

STAGE_LIMIT = "3"
"""Seconds; the runner gives the whole conversation eight."""


def send(host: str, port: str, user: str, password: str, ca_file: str) -> int:
    """Send a message with the upgrade required and give the program's exit status."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(f"{password}\n".encode()), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return run(
            [
                *("send", "--data-dir", folder, "--ca-file", ca_file, "--timeout", STAGE_LIMIT),
                *("--server", host, "--port", port, "--security", "starttls", "--verbose"),
                *("--user", user, "--password-stdin", "--from", user, "--to", "bob@example.net"),
                *("--subject", "t", "--text", "body"),
            ]
        )


if __name__ == "__main__":
    sys.exit(send(*sys.argv[1:6]))
