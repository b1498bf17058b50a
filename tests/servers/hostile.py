"""A server that behaves for a while and then does whatever a seed says, to do harm.

Everything that reached it outside encryption is kept: no secret may be in it.
"""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from random import Random

import msgspec

from mailadmin.core.listening import stop_listening

MOST_SENT = 4_000_000
"""Bytes after which even an endless reply ends, if the client let it come so far."""

CODES = (200, 211, 220, 221, 235, 250, 251, 252, 334, 354, 421, 450, 451, 452, 454, 500, 501, 502,
         503, 504, 530, 534, 535, 538, 550, 552, 553, 554, 555, 599)  # fmt: skip

WORDS = ("5.7.8 no", "max" * 3_000, "auth" * 3_000, "locked by " * 900, "queued as " * 900, "2.0.0",
         "must issue a STARTTLS first", "\x1b[2J\x1b]0;gone\x07", "\u202egnp.exe", "{host} %s {0}",
         "<script>alert(1)</script>", "\x00\x00", "ÿ" * 500, "")  # fmt: skip

ABILITIES = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 1", "SIZE " + "9" * 5_000, "SIZE -1",
             "AUTH", "AUTH PLAIN", "AUTH LOGIN", "AUTH CRAM-MD5", "AUTH=PLAIN", "XXXXXXXA",
             "AUTH " + "X " * 5_000, "STARTTLS", "CHUNKING", "DSN", "é", "\t")  # fmt: skip


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """``depth``: how many steps go well. ``tls``: encrypted from the start."""

    seed: int
    depth: int
    tls: bool


class HostileTalk:
    """One connection."""

    def __init__(
        self,
        plan: Plan,
        context: ssl.SSLContext,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._random = Random(plan.seed)
        self._plan = plan
        self._context = context
        self._reader = reader
        self._writer = writer
        self._encrypted = plan.tls
        self._said: list[bytes] = []
        self._steps = 0
        self.plain = b""

    async def run(self) -> None:
        await self._answer(b"")
        while line := await self._reader.readline():
            if not self._encrypted:
                self.plain += line
            self._said.append(line.strip())
            await self._answer(line)

    async def _answer(self, line: bytes) -> None:
        self._steps += 1
        if self._steps > self._plan.depth:
            attacks = self._attacks
            # Bytes slipped in before the encryption are the attack that fits there.
            early = line.upper().startswith(b"STARTTLS") and self._random.random() < 0.5
            await (self._early_bytes if early else self._random.choice(attacks))()
        else:
            await self._honest(line)

    async def _honest(self, line: bytes) -> None:
        word = line.upper().strip().partition(b" ")[0]
        if word in (b"EHLO", b"HELO"):
            offers = b"AUTH PLAIN LOGIN CRAM-MD5" if self._encrypted else b"STARTTLS"
            offers = offers if self._random.random() < 0.8 else b"AUTH LOGIN"
            piping = b"250-PIPELINING\r\n" if self._random.random() < 0.7 else b""
            await self._say(b"250-hi\r\n" + piping + b"250 " + offers + b"\r\n")
        elif word == b"STARTTLS":
            await self._say(b"220 go\r\n")
            await self._encrypt()
        else:
            honest = {b"": b"220 hi", b"AUTH": b"235 in", b"DATA": b"354 go", b"QUIT": b"221 bye"}
            await self._say(honest.get(word, b"250 ok") + b"\r\n")

    async def _encrypt(self) -> None:
        await self._writer.start_tls(self._context)
        self._encrypted = True

    async def _say(self, data: bytes) -> None:
        if self._writer.is_closing():
            raise EOFError("the client has left")
        self._writer.write(data)
        await self._writer.drain()

    async def _repeat(self, data: bytes) -> None:
        for _ in range(MOST_SENT // len(data)):
            await self._say(data)

    # -- what does harm

    @property
    def _attacks(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (
            self._wrong_code, self._wrong_code, self._wrong_code, self._mixed_codes,
            self._broken_code, self._binary, self._endless_line, self._endless_reply,
            self._endless_replies, self._long_reply, self._early_replies, self._echo, self._echo,
            self._abilities, self._byte_by_byte, self._silence, self._hang_up, self._tls_garbage,
        )  # fmt: skip

    async def _wrong_code(self) -> None:
        word = self._random.choice(WORDS)
        await self._say(f"{self._random.choice(CODES)} {word}\r\n".encode())

    async def _mixed_codes(self) -> None:
        await self._say(b"250-one\r\n535 two\r\n")

    async def _broken_code(self) -> None:
        lines = (
            b"2200 x",
            b"abc",
            b"099 x",
            b"25",
            b"",
            b"\xff\xfe",
            b"-1 x",
            b"250_x",
            b"\t250 x",
        )
        await self._say(self._random.choice(lines) + self._random.choice((b"\r\n", b"\n", b"\r")))

    async def _binary(self) -> None:
        await self._say(self._random.randbytes(self._random.choice((1, 100, 70_000))))

    async def _endless_line(self) -> None:
        await self._repeat(b"250 " + b"x" * 60_000)

    async def _endless_reply(self) -> None:
        await self._repeat(b"250-AUTH PLAIN\r\n" * 4_000)

    async def _endless_replies(self) -> None:
        await self._repeat(b"250 ok\r\n" * 8_000)

    async def _long_reply(self) -> None:
        word = self._random.choice([w for w in WORDS if w]).encode()
        code = str(self._random.choice(CODES)).encode()
        line = code + b"-" + word + b"\r\n"
        await self._say(line * (60_000 // len(line)) + code + b" end\r\n")

    async def _early_replies(self) -> None:
        codes = self._random.choices(CODES, k=self._random.randint(2, 30))
        await self._say(b"".join(f"{code} early\r\n".encode() for code in codes))

    async def _early_bytes(self) -> None:
        await self._say(b"220 go\r\n250-evil\r\n250 AUTH PLAIN LOGIN\r\n")
        await self._encrypt()

    async def _echo(self) -> None:
        """Say again what was said last, also decoded: a secret of the client comes back."""
        said = self._said[-1] if self._said else b"nothing"
        forms = [said, said[: len(said) // 2]]
        with suppress(ValueError):
            forms.append(base64.b64decode(said.split(b" ")[-1]).replace(b"\0", b" "))
        line = b"#" * self._random.randrange(250) + self._random.choice(forms)
        code = str(self._random.choice(CODES)).encode()
        await self._say(self._random.choice((code + b" ", code, b"")) + line + b"\r\n")

    async def _abilities(self) -> None:
        lines = self._random.choices(ABILITIES, k=self._random.randint(1, 40))
        text = "".join(f"250-{line}\r\n" for line in lines)
        await self._say(f"250-hi\r\n{text}250 HELP\r\n".encode())

    async def _byte_by_byte(self) -> None:
        for byte in b"250 one byte a second\r\n":
            await self._say(bytes([byte]))
            await asyncio.sleep(1)

    async def _silence(self) -> None:
        await self._reader.read()

    async def _hang_up(self) -> None:
        if self._random.random() < 0.5:
            self._writer.transport.abort()
        else:
            self._writer.close()

    async def _tls_garbage(self) -> None:
        record = b"\x16\x03\x03\xff\xff" + self._random.randbytes(200)
        await self._say(record)


class HostileServer(msgspec.Struct):
    """Where it listens, and everything it heard outside encryption."""

    port: int
    talks: list[HostileTalk]

    @property
    def plain(self) -> bytes:
        return b"\n".join(talk.plain for talk in self.talks)


@asynccontextmanager
async def hostile(plan: Plan, context: ssl.SSLContext) -> AsyncIterator[HostileServer]:
    """Play the plan to every client."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        talk = HostileTalk(plan, context, reader, writer)
        server.talks.append(talk)
        try:
            await talk.run()
        except (OSError, EOFError, ValueError, asyncio.CancelledError):
            pass  # the client had enough, or the test
        finally:
            writer.transport.abort()
            tasks.discard(task)

    listening = await asyncio.start_server(
        serve, "127.0.0.1", 0, ssl=context if plan.tls else None, limit=2**20
    )
    server = HostileServer(listening.sockets[0].getsockname()[1], [])
    try:
        yield server
    finally:
        await stop_listening(listening)
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
