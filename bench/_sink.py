"""An SMTP server that takes everything and keeps nothing, with STARTTLS: ``_sink.py PEM``.

``PEM`` is a file with its key and certificate. It runs until its standard input is closed and
prints the port it listens on. A process of its own, so that it shares neither memory nor time
with what is measured.
"""

import asyncio
import contextlib
import ssl
import sys

READ = 1 << 18
END = b"\r\n.\r\n"


class Talk:
    """One client."""

    def __init__(
        self, context: ssl.SSLContext, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._context = context
        self._reader = reader
        self._writer = writer

    async def run(self) -> None:
        """Answer until the client leaves."""
        self._say(b"220 sink")
        while line := await self._reader.readline():
            word = line.split()[0].upper()
            if word == b"EHLO":
                offers = (b"PIPELINING", b"SIZE 100000000", b"8BITMIME", b"STARTTLS")
                for offer in (b"sink", *offers):
                    self._say(b"250-" + offer)
                self._say(b"250 AUTH PLAIN")
            elif word == b"STARTTLS":
                self._say(b"220 go")
                await self._writer.start_tls(self._context)
            elif word == b"AUTH":
                self._say(b"235 in")
            elif word == b"DATA":
                self._say(b"354 go")
                await self._swallow()
                self._say(b"250 taken")
            elif word == b"QUIT":
                self._say(b"221 bye")
                return
            else:
                self._say(b"250 ok")

    async def _swallow(self) -> None:
        last = b"\r\n"
        while not last.endswith(END):
            data = await self._reader.read(READ)
            if not data:
                raise EOFError
            last = (last + data)[-len(END) :]

    def _say(self, line: bytes) -> None:
        self._writer.write(line + b"\r\n")


async def main(pem: str) -> None:
    """Serve until standard input is closed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError, asyncio.CancelledError):
            await Talk(context, reader, writer).run()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2 * READ)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
