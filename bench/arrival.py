"""From a message put into Dovecot to *arrived*, beside a client that does nothing but idle.

Each run gives one message to Dovecot (LMTP). The floor is a socket, opened, signed in and idling,
that waits for the notice of a new message; ours is measured up to the finding that the user sees,
with the message fetched whole. Both idle at the same time and hear of the same message.
"""

import asyncio
import smtplib
import socket
import ssl
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import trustme

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import RUNS, row
from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.watch import Expected, watch
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from tests.live.postfix import BEN, FILE_INTO, PASSWORD, Mail, missing

AIM = 200.0
"""Milliseconds over the floor."""

SETTLED = 1.9
"""Seconds after which ours idles for longer than Dovecot takes to tell."""

FOLDERS = {"inbox": "INBOX", "junk": "Junk"}


class Floor:
    """A socket that idles in a folder; ``heard`` is when the server told of a message."""

    def __init__(self, mail: Mail, ca_file: Path, folder: str) -> None:
        context = ssl.create_default_context(cafile=str(ca_file))
        plain = socket.create_connection(("127.0.0.1", mail.imaps))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = context.wrap_socket(plain, server_hostname="localhost")
        self._lines = self._socket.makefile("rb")
        self._lines.readline()
        for command in (f'a LOGIN {BEN} "{PASSWORD}"', f"b EXAMINE {folder}"):
            self._socket.sendall(f"{command}\r\n".encode())
            while not self._lines.readline().startswith(command[:2].encode()):
                pass
        self._socket.sendall(b"c IDLE\r\n")
        assert self._lines.readline().startswith(b"+")
        self.heard = 0.0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._lines.readline().endswith(b"EXISTS\r\n"):
            pass
        self.heard = time.monotonic()

    def end(self) -> float:
        """When it was heard."""
        self._thread.join()
        self._lines.close()
        self._socket.close()
        return self.heard


def put(mail: Mail, mark: Mark, folder: str) -> None:
    """Give a message to Dovecot."""
    with smtplib.LMTP(str(mail.root / "lmtp")) as client:
        lines = [
            f"X-Mailadmin-Test: {mark.token}",
            f"Message-ID: {mark.message_id}",
            f"{FILE_INTO}: {folder}",
            "Subject: Test",
            "",
            "Hello",
            "",
        ]
        client.sendmail(BEN, [BEN], "\r\n".join(lines).encode())


async def once(mail: Mail, ca_file: Path, number: int, place: str) -> tuple[float, float]:
    """Milliseconds from giving the message away to the floor's notice, and to our finding."""
    told: list[float] = []

    def listener(event: Event) -> None:
        if isinstance(event, Found) and event.finding.check == "inbox.arrival":
            assert event.finding.verdict.id == f"inbox.arrival.{place}", event.finding
            told.append(time.monotonic())

    server = Server(host="localhost", port=mail.imaps, security=Security.TLS, user_name=BEN)
    expected = Expected(
        ready=asyncio.Event(), mark=asyncio.get_running_loop().create_future(), limit=10.0
    )
    watching = asyncio.create_task(
        watch(
            Inbox(server=server, key=Secret(PASSWORD)),
            expected,
            Net(Resolver(), Trust(ca_file)),
            listener,
            subject=BEN,
        )
    )
    await expected.ready.wait()
    floor = await asyncio.to_thread(Floor, mail, ca_file, FOLDERS[place])
    await asyncio.sleep(0.5)  # both idle, as they do while a message travels
    mark = Mark(f"token{place}{number}", f"<{place}{number}@office.test>")
    expected.mark.set_result(mark)
    # Just after the mark ours looks often by itself, and would see it before Dovecot tells.
    await asyncio.sleep(SETTLED)
    began = time.monotonic()
    await asyncio.to_thread(put, mail, mark, FOLDERS[place])
    assert (await watching).arrived is not None
    heard = await asyncio.to_thread(floor.end)
    return (heard - began) * 1000, (told[0] - began) * 1000


def main() -> int:
    """Measure Inbox and Junk and print a row each."""
    if (reason := missing()) is not None:
        print(f"not measured: {reason}", file=sys.stderr)
        return 0
    over: list[float] = []
    with tempfile.TemporaryDirectory(prefix="mailadmin-bench-") as folder:
        root = Path(folder)
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(root / "ca.pem"))
        with Mail(root, authority) as mail:
            for place in FOLDERS:
                runs = [
                    asyncio.run(once(mail, root / "ca.pem", number, place))
                    for number in range(RUNS + 1)
                ][1:]
                floor = statistics.median(least for least, _ in runs)
                ours = statistics.median(time_taken for _, time_taken in runs)
                more = statistics.median(time_taken - least for least, time_taken in runs)
                over.append(more)
                row(
                    "arrival",
                    f"{place}: {ours:.0f} ms from Dovecot's door to *arrived*, {more:.0f} ms after"
                    f" the notice at {floor:.0f} ms (aim {AIM:.0f} after it)",
                    place=place,
                    ms=ours,
                    floor_ms=floor,
                    over_ms=more,
                    most_over_ms=max(time_taken - least for least, time_taken in runs),
                )
    return 0 if max(over) <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
