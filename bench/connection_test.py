"""The connection test of a server 50 ms away, beside other clients and the least possible.

Each does the same: connect, EHLO, STARTTLS, TLS, EHLO, AUTH PLAIN, MAIL, RCPT, RSET, QUIT. The
floor is a client that does nothing else: one flight wherever the protocol allows it (RFC 2920),
and no waiting for the answer to QUIT. Ours is measured up to the result that the user sees.
"""

import asyncio
import base64
import shutil
import smtplib
import socket
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import aiosmtplib
import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import RUNS, Place, helper, places, row, seconds
from mailadmin.core.account import Route, Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Finished, Outcome
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test

ROUND_TRIP = 0.05
AIM = 1.1
NAME = "bench.invalid"


def verifying(place: Place) -> ssl.SSLContext:
    """A context as each of the others makes it: system store and our authority."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=str(place.ca_file))
    # The sandbox's name is in no DNS that the others ask.
    context.check_hostname = place.resolver is None
    return context


def address(place: Place) -> str:
    """What the others connect to."""
    return "localhost" if place.resolver is None else "127.0.0.1"


def floor(place: Place) -> float:
    """Seconds of the least: blocking sockets, all prepared, several commands in one flight."""
    context = verifying(place)
    return seconds(lambda: _least(place, context))


def _least(place: Place, context: ssl.SSLContext) -> None:
    sock = socket.create_connection((address(place), place.port))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    replies = _Replies(sock)
    replies.next()
    sock.sendall(f"EHLO {NAME}\r\n".encode())
    replies.next()
    sock.sendall(b"STARTTLS\r\n")
    replies.next()
    encrypted = context.wrap_socket(sock, server_hostname=address(place))
    replies = _Replies(encrypted)
    encrypted.sendall(f"EHLO {NAME}\r\n".encode())
    replies.next()
    plain = base64.b64encode(f"\0{place.user}\0{place.password}".encode())
    encrypted.sendall(b"AUTH PLAIN " + plain + b"\r\n")
    assert replies.next().startswith(b"235")
    user = place.user
    encrypted.sendall(f"MAIL FROM:<{user}>\r\nRCPT TO:<{user}>\r\nRSET\r\nQUIT\r\n".encode())
    assert replies.next().startswith(b"250") and replies.next().startswith(b"250")
    encrypted.close()


class _Replies:
    def __init__(self, sock: socket.socket) -> None:
        self._sock, self._data = sock, b""

    def next(self) -> bytes:
        """The last line of the next reply."""
        while True:
            line, end, rest = self._data.partition(b"\n")
            if end:
                self._data = rest
                if line[3:4] != b"-":
                    return line
            else:
                data = self._sock.recv(65536)
                assert data, "the server closed the connection"
                self._data += data


def ours(place: Place) -> float:
    """Seconds up to the result, from a program that is running and has nothing in any cache."""
    began = time.perf_counter()
    shown: list[float] = []

    def listener(event: Event) -> None:
        if isinstance(event, Finished):
            assert event.result.status is Outcome.PASSED, event.result.title
            shown.append(time.perf_counter() - began)

    target = ConnectionTarget(
        server=Server(
            host=place.host, port=place.port, security=Security.STARTTLS, user_name=place.user
        ),
        key=Secret(place.password),
        route=Route.MAIL_SERVER,
        sender=place.user,
        recipient=place.user,
    )
    resolver = Resolver(None if place.resolver is None else [place.resolver])
    asyncio.run(run_connection_test(target, Net(resolver, Trust(place.ca_file)), listener))
    return shown[0]


def with_smtplib(place: Place) -> float:
    """The standard library's client."""
    began = time.perf_counter()
    with smtplib.SMTP(address(place), place.port, local_hostname=NAME) as client:
        client.starttls(context=verifying(place))
        client.ehlo()
        client.user, client.password = place.user, place.password
        client.auth("PLAIN", client.auth_plain)
        client.mail(place.user)
        client.rcpt(place.user)
        client.rset()
    return time.perf_counter() - began


def with_aiosmtplib(place: Place) -> float:
    """The asynchronous client."""

    async def work() -> None:
        client = aiosmtplib.SMTP(
            hostname=address(place),
            port=place.port,
            start_tls=True,
            tls_context=verifying(place),
            local_hostname=NAME,
        )
        await client.connect()
        await client.auth_plain(place.user, place.password)
        await client.mail(place.user)
        await client.rcpt(place.user)
        await client.rset()
        await client.quit()

    return seconds(lambda: asyncio.run(work()))


def with_swaks(place: Place) -> float:
    """The tool for mail admins, as a whole process; without RSET, which it does not say."""
    command = ["swaks", "--server", address(place), "--port", str(place.port), "-tls"]
    command += ["--auth", "PLAIN", "--auth-user", place.user, "--auth-password", place.password]
    command += ["--from", place.user, "--to", place.user, "--ehlo", NAME, "--quit-after", "RCPT"]
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def main() -> int:
    """Measure everybody and print a row each."""
    clients: dict[str, Callable[[Place], float]] = {
        "mailadmin": ours,
        "floor": floor,
        "smtplib": with_smtplib,
        "aiosmtplib": with_aiosmtplib,
    }
    if shutil.which("swaks"):
        clients["swaks"] = with_swaks
    else:
        print("swaks is not installed here and was left out", file=sys.stderr)
    took: dict[str, list[float]] = {who: [] for who in clients}
    with (
        places() as found,
        helper("_relay.py", str(found.mail_server.port), str(ROUND_TRIP)) as port,
    ):
        place = msgspec.structs.replace(found.mail_server, port=port)
        # In turn, so that a busy moment of the computer meets all of them.
        for _ in range(RUNS + 1):
            for who, client in clients.items():
                took[who].append(client(place))
    median = {who: statistics.median(times[1:]) for who, times in took.items()}
    least = median["floor"]
    for who, time_taken in median.items():
        row(
            "connection-test",
            f"{who} {time_taken * 1000:.0f} ms, {time_taken / least:.2f} × the floor"
            f" ({found.mail_server.what}, {ROUND_TRIP * 1000:.0f} ms away)"
            + (f" (aim {AIM})" if who == "mailadmin" else ""),
            who=who,
            ms=time_taken * 1000,
            ratio=time_taken / least,
            server=found.mail_server.what,
        )
    return 0 if median["mailadmin"] / least <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
