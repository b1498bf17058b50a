"""One domain 20 ms away, and ten thousand on this computer.

**One domain,** of a larger firm: every check, beside the longest chain of questions of which each
needs the answer to the one before (mail server, its address, the name of the address; the address
of that name is known by then), and beside checkdmarc, which is installed into an environment of its
own for this. Not all that it asks is asked by us; its time counts for the questions that both ask.

**Many:** the program itself with a list, its answers in a file. Floor: one socket of asyncio with
dnspython's reading and writing that asks the same questions. Both are measured in processor time,
because the name server of the measurement needs a core of its own. Memory is the most the process
ever had.
"""

import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dns.message

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import PROJECT, RUNS, row
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.domain.survey import survey
from mailadmin.core.event import to_nobody
from mailadmin.core.net import Net, Trust

AWAY = 0.02
CHAIN = ("MX", "A of the mail server", "PTR of the address")
AIM_CHAIN, AIM_CHECKDMARC, AIM_RATE, AIM_MEMORY = 1.3, 20, 0.8, 1.2
AIM_AGAIN = 0.0001
"""Share of questions asked again: somebody did not wait for a late answer, so it was not kept."""
SOME, FEW, MANY = 300, 1_000, 10_000
AT_ONCE = 100

CHECKDMARC = """
import json, sys, time
import dns.nameserver, checkdmarc
servers = [dns.nameserver.Do53Nameserver("127.0.0.1", int(sys.argv[1]))]
for number in map(int, sys.argv[2:]):
    began = time.perf_counter()
    checkdmarc.check_domains([f"r{number}.test"], nameservers=servers)
    print(json.dumps(time.perf_counter() - began), flush=True)
"""


class World:
    """The name server of the measurement, in its own process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None and process.stdout is not None
        self._orders, self._answers = process.stdin, process.stdout
        self.port = int(self._answers.readline())

    def obey(self, order: str) -> Any:
        """Give it an order."""
        print(order, file=self._orders, flush=True)
        return json.loads(self._answers.readline())


@contextlib.contextmanager
def world(delay: float) -> Iterator[World]:
    """A name server that is so many seconds away."""
    command = [sys.executable, str(PROJECT / "bench" / "_domains.py"), str(delay)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield World(process)
        finally:
            process.stdin.close()  # type: ignore[union-attr]


async def ours(port: int, number: int) -> float:
    """Seconds for every check of one domain, nothing known before."""
    net = Net(Resolver([f"127.0.0.1:{port}"]), Trust())
    target = DomainTarget(domain=f"r{number}.test", selectors=("s1",))
    began = time.perf_counter()
    await survey(target, net, to_nobody)
    return time.perf_counter() - began


def one_domain() -> bool:
    """Measure one domain. Whether the aims are met."""
    with world(AWAY) as there:
        asyncio.run(ours(there.port, 0))
        there.obey("reset")
        times = [asyncio.run(ours(there.port, number)) for number in range(1, RUNS + 1)]
        asked = there.obey("list")
        questions = sum(times_ for _, _, times_ in asked) / RUNS
        mine, chain = statistics.median(times), len(CHAIN) * AWAY
        row(
            "domain-one",
            f"{mine * 1000:.0f} ms for {questions:.0f} questions at 20 ms, {mine / chain:.2f} x"
            f" the longest chain's {chain * 1000:.0f} ms (aim {AIM_CHAIN})",
            ms=mine * 1000,
            chain_ms=chain * 1000,
            questions=questions,
            ratio=mine / chain,
            aim=AIM_CHAIN,
        )
        beside = beside_checkdmarc(there, mine, {(name, kind) for name, kind, _ in asked})
    return mine <= AIM_CHAIN * chain and beside


def beside_checkdmarc(there: World, mine: float, asked: set[tuple[str, str]]) -> bool:
    """Measure checkdmarc on the same domains. Whether the aim is met, or it can't be measured."""
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/bin/python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            install = [python, "-m", "pip", "install", "-q", "checkdmarc"]
            subprocess.run(install, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            print("domain-checkdmarc: not measured, it can't be installed here", file=sys.stderr)
            return True
        numbers = [str(number) for number in range(RUNS + 1)]
        command = [python, "-W", "ignore", "-c", CHECKDMARC, str(there.port), *numbers]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()  # the first does not count
            there.obey("reset")
            times = [json.loads(line) for line in process.stdout]
    its = there.obey("list")
    all_times = sum(times_ for _, _, times_ in its)
    shared = sum(times_ for name, kind, times_ in its if (name, kind) in asked) / all_times
    whole = statistics.median(times)
    ratio = whole * shared / mine
    row(
        "domain-checkdmarc",
        f"{ratio:.0f} x faster than checkdmarc on what both ask (aim {AIM_CHECKDMARC}),"
        f" {whole / mine:.0f} x as a whole: it takes {whole:.2f} s for {all_times / RUNS:.0f}"
        f" questions, {shared:.0%} of them asked by both",
        ms=whole * 1000,
        questions=all_times / RUNS,
        shared=shared,
        ratio=ratio,
        whole_ratio=whole / mine,
        aim=AIM_CHECKDMARC,
    )
    return ratio >= AIM_CHECKDMARC


class Cost(NamedTuple):
    """What one run of the program cost."""

    domains: int
    wall: float
    processor: float
    memory: int
    questions: int
    again: int
    repeated: int

    @property
    def rate(self) -> float:
        """Questions a second of processor time."""
        return self.questions / self.processor


def program(there: World, domains: int, *arguments: str) -> Cost:
    """Run the program over a list, as a process of its own."""
    there.obey("reset")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.txt"
        path.write_text("".join(f"d{number}.test\n" for number in range(domains)))
        command = [
            sys.executable, "-m", "mailadmin", "domain", "--file", str(path),
            "--out", f"{folder}/out.csv", "--selector", "s1",
            "--resolver", f"127.0.0.1:{there.port}", "--data-dir", folder, *arguments,
        ]  # fmt: skip
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        wall = time.perf_counter() - began
        rows = len((Path(folder) / "out.csv").read_bytes().splitlines())
    assert rows == domains + 1, f"{rows} rows for {domains} domains"
    asked = there.obey("count")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        domains,
        wall,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * unit,
        asked["questions"],
        asked["again"],
        asked["repeated"],
    )


class Floor(asyncio.DatagramProtocol):
    """One socket, a number a question."""

    def __init__(self) -> None:
        self.waiting: dict[int, asyncio.Future[bytes]] = {}

    def datagram_received(self, data: bytes, _addr: object) -> None:
        """Hand the answer to whoever waits for it."""
        self.waiting.pop(int.from_bytes(data[:2])).set_result(data)


async def floor(port: int, questions: list[tuple[str, str]]) -> float:
    """Seconds of processor time for these questions."""
    loop = asyncio.get_running_loop()
    transport, socket = await loop.create_datagram_endpoint(Floor, remote_addr=("127.0.0.1", port))
    numbered = iter(enumerate(questions))

    async def worker() -> None:
        for number, (name, kind) in numbered:
            query = dns.message.make_query(name, kind, id=number % 65536)
            answer = socket.waiting[number % 65536] = loop.create_future()
            transport.sendto(query.to_wire())
            dns.message.from_wire(await asyncio.wait_for(answer, 3))

    began = time.process_time()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    used = time.process_time() - began
    transport.close()
    return used


def many_domains() -> bool:
    """Measure lists. Whether the aims are met."""
    with world(0) as there:
        program(there, SOME)
        asked = [(name, kind) for name, kind, _ in there.obey("list")]
        if not asked:
            print("domain-many: not measured, no check asks anything", file=sys.stderr)
            return False
        rates, floors = [], []
        for _ in range(RUNS):
            floors.append(len(asked) / asyncio.run(floor(there.port, asked)))
            rates.append(program(there, SOME).rate)
        few, many = program(there, FEW), program(there, MANY)
    rate, least = statistics.median(rates), statistics.median(floors)
    growth, memory = many.processor / few.processor, many.memory / few.memory
    row(
        "domain-rate",
        f"{rate:.0f} questions a second of processor time, {rate / least:.2f} x the floor's"
        f" {least:.0f} (aim {AIM_RATE}), {1000 / rate * len(asked) / SOME:.1f} ms a domain",
        a_second=rate,
        floor=least,
        ratio=rate / least,
        aim=AIM_RATE,
        questions_a_domain=len(asked) / SOME,
    )
    row(
        "domain-many",
        f"{MANY:,} domains in {many.wall:.0f} s, {MANY / many.wall:.0f} a second;"
        f" {many.questions:,} questions, {many.again} of them asked again"
        f" (aim {AIM_AGAIN:.2%}), and"
        f" {many.repeated} repeated because the answer was late",
        domains_a_second=MANY / many.wall,
        questions=many.questions,
        asked_again=many.again,
        repeated=many.repeated,
    )
    row(
        "domain-growth",
        f"{MANY // FEW} x the domains take {growth:.1f} x the time and {memory:.2f} x the memory"
        f" ({few.memory >> 20} and {many.memory >> 20} MB; aim {AIM_MEMORY} x)",
        time=growth,
        memory=memory,
        few_mb=few.memory / 2**20,
        many_mb=many.memory / 2**20,
        aim=AIM_MEMORY,
    )
    once = many.again <= AIM_AGAIN * many.questions
    return rate / least >= AIM_RATE and memory <= AIM_MEMORY and once


def main() -> int:
    """Measure; the exit status says whether the aims are met."""
    met = [one_domain(), many_domains()]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
