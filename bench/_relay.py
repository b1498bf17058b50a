"""A TCP relay that makes a server on this computer far away: ``_relay.py PORT SECONDS``.

Each direction takes half of the round trip given. It runs until its standard input is closed and
prints the port it listens on.

What it leaves out: the system answers a connection to this computer at once, so the round trip of
the connection itself is spent before the server's first byte and not inside ``connect``; and
acknowledgements travel at once, so nothing here shows what waiting for them costs (Nagle's
algorithm at the server's end, the growing window of a long upload, losses). The look-up of the
name does not pass through it.
"""

import asyncio
import contextlib
import socket
import sys
from functools import partial
from typing import NamedTuple


class End(NamedTuple):
    """One end of a relayed connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def no_waiting(self) -> None:
        """Send and acknowledge at once; the second does not last and is said again and again."""
        sock = self.writer.get_extra_info("socket")
        if sock is not None and sock.fileno() >= 0:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if hasattr(socket, "TCP_QUICKACK"):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


async def pump(source: End, sink: End, delay: float) -> None:
    """Pass bytes on, each ``delay`` seconds after it came, and the end too."""
    loop = asyncio.get_running_loop()
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def arrive() -> None:
        while True:
            due, data = await on_the_way.get()
            await asyncio.sleep(due - loop.time())
            if not data:
                sink.writer.close()
                return
            sink.writer.write(data)
            sink.no_waiting()
            await sink.writer.drain()

    arriving = asyncio.ensure_future(arrive())
    try:
        while data := await source.reader.read(65536):
            source.no_waiting()
            on_the_way.put_nowait((loop.time() + delay, data))
    except OSError:
        pass
    on_the_way.put_nowait((loop.time() + delay, b""))
    await asyncio.gather(arriving, return_exceptions=True)


async def connected(
    port: int, round_trip: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One connection, its own round trip first, and the way of its last packet to the server."""
    await asyncio.sleep(1.5 * round_trip)
    client, server = End(reader, writer), End(*await asyncio.open_connection("127.0.0.1", port))
    client.no_waiting()
    server.no_waiting()
    delay = round_trip / 2
    # Whoever measures ends this in the middle of the last goodbye, which nobody waits for.
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(pump(client, server, delay), pump(server, client, delay))


async def main(port: int, round_trip: float) -> None:
    """Relay until standard input is closed."""
    server = await asyncio.start_server(partial(connected, port, round_trip), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
