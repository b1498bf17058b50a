"""A name server that knows no name, and says so at once: ``_no_names.py``.

Names that begin with a letter from ``n`` on get SERVFAIL instead, as half of the world's broken
zones would give. It prints its port and ends with its standard input.
"""

import asyncio
import sys
from typing import cast

NO_SUCH_NAME, FAILED = 3, 2


class NoNames(asyncio.DatagramProtocol):
    """Answers every datagram with its own question."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        code = FAILED if data[13:14].lower() >= b"n" else NO_SUCH_NAME
        end = 12
        while end < len(data) and data[end]:
            end += 1 + data[end]
        counts = b"\0\1\0\0\0\0\0\0"
        reply = data[:2] + bytes((0x81, 0x80 | code)) + counts + data[12 : end + 5]
        self._transport.sendto(reply, cast(tuple[str, int], addr))


async def main() -> None:
    """Serve until standard input is closed."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(NoNames, local_addr=("127.0.0.1", 0))
    print(transport.get_extra_info("sockname")[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    transport.close()


if __name__ == "__main__":
    asyncio.run(main())
