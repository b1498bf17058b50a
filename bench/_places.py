"""What the benchmarks share: servers to measure against, other processes, and how rows look."""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import trustme

from mailadmin.core.account import SecretRole
from mailadmin.sandbox.system import Sandbox
from tests.live.postfix import ANNA, COURIER, COURIER_PASSWORD, PASSWORD, Mail, missing

PROJECT = Path(__file__).resolve().parent.parent
RUNS = 5


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server with STARTTLS on this computer, and how to get in.

    ``host`` is the name its certificate is for, ``resolver`` the name server that knows it (None:
    the system). ``what`` says in a word what it is.
    """

    what: str
    host: str
    port: int
    user: str
    password: str
    ca_file: Path
    resolver: str | None


class Places(msgspec.Struct, frozen=True):
    """The two servers of an account, each on a port of its own."""

    mail_server: Place
    messenger: Place


@contextlib.contextmanager
def places() -> Iterator[Places]:
    """Two private Postfix instances, or the sandbox where they can't run."""
    if missing() is None:
        with _postfix() as found:
            yield found
    else:
        print(f"measured against the sandbox: Postfix {missing()}", file=sys.stderr)
        with Sandbox() as sandbox:
            yield _of_sandbox(sandbox)


@contextlib.contextmanager
def _postfix() -> Iterator[Places]:
    root = Path(tempfile.mkdtemp(prefix="mailadmin-bench-"))
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(root / "ca.pem"))
    try:
        with Mail(root, authority) as mail:

            def place(port: int, user: str, password: str) -> Place:
                return Place(
                    what="Postfix",
                    host="localhost",
                    port=port,
                    user=user,
                    password=password,
                    ca_file=root / "ca.pem",
                    resolver=None,
                )

            yield Places(
                place(mail.own.submission, ANNA, PASSWORD),
                place(mail.messenger.submission, COURIER, COURIER_PASSWORD),
            )
    finally:
        shutil.rmtree(root)


def _of_sandbox(sandbox: Sandbox) -> Places:
    def place(name: str, role: SecretRole, user: str) -> Place:
        end = next(e for e in sandbox.endpoints if e.name == name and e.security == "starttls")
        host, port = sandbox.dns_address
        return Place(
            what="the sandbox",
            host=end.host,
            port=end.port,
            user=user,
            password=sandbox.secrets[role].reveal(),
            ca_file=sandbox.ca_file,
            resolver=f"{host}:{port}",
        )

    messenger = sandbox.account.messenger
    assert messenger is not None
    return Places(
        place("Mail server", SecretRole.MAIL_SERVER, sandbox.user),
        place("Messenger", SecretRole.MESSENGER, messenger.server.user_name),
    )


@contextlib.contextmanager
def helper(script: str, *arguments: str) -> Iterator[int]:
    """Another script of this folder as a process; gives the port that it prints."""
    command = [sys.executable, str(PROJECT / "bench" / script), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


def seconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def row(name: str, sentence: str, **figures: object) -> None:
    """Print one row: JSON to standard output, and a line that a person can read beside it."""
    rounded = {k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}
    print(json.dumps({"name": name, **rounded}), flush=True)
    print(f"{name}: {sentence}", file=sys.stderr, flush=True)
