"""Questions a second of the resolver, beside the least that Python needs for them.

The floor is one socket of asyncio with dnspython's reading and writing and a time limit; nothing is
checked, nothing remembered. Both ask the same server (its own process, fixed answers), in turn.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import dns.message

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import row
from mailadmin.core.dns.resolver import Resolver

QUESTIONS, AT_ONCE, ROUNDS = 3000, 50, 5
AIM = 0.8

SERVER = """
import asyncio
class Fixed(asyncio.DatagramProtocol):
    def connection_made(self, transport): self.transport = transport
    def datagram_received(self, data, peer):
        question = data[12:data.index(0, 12) + 5]
        self.transport.sendto(
            data[:2] + b"\\x85\\x80\\0\\1\\0\\1\\0\\0\\0\\0" + question
            + b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\1\\0\\0\\4\\x7f\\0\\0\\1", peer)
async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Fixed, local_addr=("127.0.0.1", 0))
    print(transport.get_extra_info("sockname")[1], flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


class Floor(asyncio.DatagramProtocol):
    """The least: a reply goes to whoever waits for its number."""

    def __init__(self) -> None:
        self.waiting: dict[int, asyncio.Future[bytes]] = {}

    def datagram_received(self, data: bytes, _addr: object) -> None:
        """Hand the reply over."""
        self.waiting.pop(int.from_bytes(data[:2])).set_result(data)


async def processor_time(ask: Callable[[int], Awaitable[object]]) -> float:
    """Seconds of processor time for all questions."""
    numbers = iter(range(QUESTIONS))

    async def worker() -> None:
        for number in numbers:
            await ask(number)

    began = time.process_time()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return time.process_time() - began


async def measure(port: int) -> tuple[float, float]:
    """Median processor seconds of the floor and of the resolver."""
    loop = asyncio.get_running_loop()
    transport, floor = await loop.create_datagram_endpoint(Floor, remote_addr=("127.0.0.1", port))

    async def least(number: int) -> None:
        query = dns.message.make_query(f"h{number}.demo.test", "A", id=number)
        answer = floor.waiting[number] = loop.create_future()
        transport.sendto(query.to_wire())
        dns.message.from_wire(await asyncio.wait_for(answer, 3))

    floors, ours = [], []
    for _ in range(ROUNDS):
        resolver = Resolver(["127.0.0.1"], port=port)
        floors.append(await processor_time(least))
        ours.append(await processor_time(lambda n, ask=resolver.query: ask(f"h{n}.demo.test", "A")))
        assert resolver.queries == QUESTIONS
    transport.close()
    return statistics.median(floors), statistics.median(ours)


def main() -> int:
    """Measure; the exit status says whether the aim is met."""
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        floor, ours = asyncio.run(measure(int(server.stdout.readline())))
    finally:
        server.kill()
        server.wait()
    row(
        "dns-questions",
        f"{QUESTIONS / ours:.0f} questions a second of processor time, {floor / ours:.2f} x the"
        f" floor's {QUESTIONS / floor:.0f} (aim {AIM})",
        a_second=round(QUESTIONS / ours),
        floor=round(QUESTIONS / floor),
        ratio=round(floor / ours, 3),
        aim=AIM,
    )
    return 0 if floor / ours >= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
