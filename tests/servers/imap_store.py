"""An IMAP server that can be told to misbehave: a step for ``scripted``, on folders in memory.

It knows what a watch asks and no more. ``overrides`` answers a command its own way: a function of
the conversation, the tag and the arguments.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.servers.scripted import Conversation

Override = Callable[[Conversation, str, str], Awaitable[None]]

_FIELDS = re.compile(rb"^(?:Message-ID|X-Mailadmin-Test):.*\r\n", re.IGNORECASE | re.MULTILINE)


class Box:
    """One folder."""

    def __init__(self, flags: str = "", validity: int = 7) -> None:
        self.flags = flags
        self.validity = validity
        self.next_uid = 1
        self.messages: list[tuple[int, bytes]] = []

    def add(self, content: bytes) -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.messages.append((uid, content))
        return uid


class Store:
    """The mailbox of one user."""

    def __init__(self, *names: str, abilities: str = "IDLE UIDPLUS MOVE") -> None:
        self.boxes = {name: Box() for name in ("INBOX", *names)}
        self.abilities = abilities
        self.overrides: dict[str, Override] = {}
        self.announces = True
        self.says_next_uid = True
        self.says_validity = True
        self.most_conversations = 10
        self.noise = ""
        """Said before each answer."""
        self.labels: dict[int, str] = {}
        self.changed = asyncio.Event()
        self.talks: set[asyncio.StreamWriter] = set()
        self.signed_in = 0

    def deliver(self, content: bytes, name: str = "INBOX") -> int:
        uid = self.boxes[name].add(content)
        self.changed.set()
        self.changed = asyncio.Event()
        return uid

    def hang_up(self) -> None:
        """End every conversation."""
        for writer in tuple(self.talks):
            writer.transport.abort()

    async def __call__(self, talk: Conversation) -> None:
        self.talks.add(talk.writer)
        try:
            await _Talk(self, talk).run()
        finally:
            self.talks.discard(talk.writer)
            talk.writer.transport.abort()  # whatever is not sent yet


class _Talk:
    def __init__(self, store: Store, talk: Conversation) -> None:
        self.store = store
        self.talk = talk
        self.box = Box()
        self.shown = 0

    async def run(self) -> None:
        await self.say("* OK hello")
        while line := (await self.talk.reader.readline()).decode():
            self.talk.heard.append(line.strip())
            tag, command, rest = [*line.strip().split(" ", 2), "", ""][:3]
            command = command.upper()
            if command == "UID":
                part, _, rest = rest.partition(" ")
                command = f"UID {part.upper()}"
            if self.store.noise:
                await self.say(self.store.noise)
            if command in self.store.overrides:
                await self.store.overrides[command](self.talk, tag, rest)
            else:
                answer = getattr(self, command.lower().replace(" ", "_"), self.unknown)
                await answer(tag, rest)

    async def say(self, *lines: str | bytes) -> None:
        data = [line.encode() if isinstance(line, str) else line for line in lines]
        self.talk.writer.write(b"".join(line + b"\r\n" for line in data))
        await self.talk.writer.drain()

    async def unknown(self, tag: str, rest: str) -> None:
        await self.say(f"{tag} BAD what?")

    async def capability(self, tag: str, rest: str) -> None:
        await self.say(f"* CAPABILITY IMAP4rev1 {self.store.abilities}", f"{tag} OK done")

    async def namespace(self, tag: str, rest: str) -> None:
        await self.say(
            '* NAMESPACE (("" "/")) (("Other Users/" "/")) (("Shared/" "/"))', f"{tag} OK done"
        )

    async def login(self, tag: str, rest: str) -> None:
        if self.store.signed_in >= self.store.most_conversations:
            await self.say(f"{tag} NO [LIMIT] Too many simultaneous connections")
            return
        self.store.signed_in += 1
        await self.say(f"{tag} OK in")

    async def list(self, tag: str, rest: str) -> None:
        for name, box in self.store.boxes.items():
            await self.say(f'* LIST ({box.flags}) "/" "{name}"')
            if "STATUS" in rest:
                await self.say(f'* STATUS "{name}" ({self.numbers(box)})')
        await self.say(f"{tag} OK done")

    def numbers(self, box: Box) -> str:
        told = [f"MESSAGES {len(box.messages)}"]
        told += [f"UIDNEXT {box.next_uid}"] if self.store.says_next_uid else []
        told += [f"UIDVALIDITY {box.validity}"] if self.store.says_validity else []
        return " ".join(told)

    async def status(self, tag: str, rest: str) -> None:
        name = rest.split('"')[1]
        if name not in self.store.boxes:
            await self.say(f"{tag} NO there is none")
            return
        await self.say(
            f'* STATUS "{name}" ({self.numbers(self.store.boxes[name])})', f"{tag} OK done"
        )

    async def examine(self, tag: str, rest: str) -> None:
        name = rest.split('"')[1]
        if name not in self.store.boxes:
            await self.say(f"{tag} NO there is none")
            return
        self.box = self.store.boxes[name]
        self.shown = len(self.box.messages)
        await self.say(r"* FLAGS (\Seen \Deleted)", f"* {self.shown} EXISTS")
        if self.store.says_validity:
            await self.say(f"* OK [UIDVALIDITY {self.box.validity}] valid")
        if self.store.says_next_uid:
            await self.say(f"* OK [UIDNEXT {self.box.next_uid}] next")
        await self.say(f"{tag} OK [READ-WRITE] opened")

    select = examine

    async def noop(self, tag: str, rest: str) -> None:
        self.shown = len(self.box.messages)
        await self.say(f"* {self.shown} EXISTS", f"{tag} OK done")

    async def fetch(self, tag: str, rest: str, *, by_uid: bool = False) -> None:
        wanted, _, what = rest.partition(" ")
        first, _, last = wanted.partition(":")
        known = self.box.messages[: self.shown]  # nothing that was not announced
        top = max((uid for uid, _ in known), default=0)
        for number, (uid, content) in enumerate(known, 1):
            key, most = (uid, top) if by_uid else (number, len(known))
            low = most if first == "*" else int(first)
            high = low if not last else most if last == "*" else int(last)
            if not min(low, high) <= key <= max(low, high):
                continue
            items = [f"UID {uid}".encode()]
            if "HEADER" in what:
                found = b"".join(_FIELDS.findall(content.partition(b"\r\n\r\n")[0] + b"\r\n"))
                items += [f"RFC822.SIZE {len(content)}".encode()]
                items += [
                    f"BODY[HEADER.FIELDS (MESSAGE-ID X-MAILADMIN-TEST)] {{{len(found)}}}\r\n"
                    .encode() + found
                ]  # fmt: skip
                if "X-GM-LABELS" in what:
                    items += [f"X-GM-LABELS ({self.store.labels.get(uid, '')})".encode()]
            elif "BODY.PEEK[]" in what:
                items += [f"BODY[] {{{len(content)}}}\r\n".encode() + content]
            await self.say(f"* {number} FETCH (".encode() + b" ".join(items) + b")")
        await self.say(f"{tag} OK done")

    async def uid_fetch(self, tag: str, rest: str) -> None:
        await self.fetch(tag, rest, by_uid=True)

    async def uid_store(self, tag: str, rest: str) -> None:
        await self.say(f"{tag} OK done")

    async def uid_expunge(self, tag: str, rest: str) -> None:
        self.box.messages = [each for each in self.box.messages if each[0] != int(rest)]
        await self.say(f"{tag} OK done")

    async def uid_move(self, tag: str, rest: str) -> None:
        uid, _, name = rest.partition(" ")
        target = self.store.boxes[name.strip('"')]
        moved = [each for each in self.box.messages if each[0] == int(uid)]
        self.box.messages = [each for each in self.box.messages if each not in moved]
        for _, content in moved:
            target.add(content)
        await self.say(f"{tag} OK done")

    async def idle(self, tag: str, rest: str) -> None:
        if "IDLE" not in self.store.abilities:
            await self.say(f"{tag} BAD not here")
            return
        await self.say("+ idling")
        done = asyncio.ensure_future(self.talk.reader.readline())
        try:
            while not done.done():
                if self.store.announces and len(self.box.messages) != self.shown:
                    self.shown = len(self.box.messages)
                    await self.say(f"* {self.shown} EXISTS")
                changed = asyncio.ensure_future(self.store.changed.wait())
                await asyncio.wait((done, changed), return_when=asyncio.FIRST_COMPLETED)
                changed.cancel()
            assert done.result().strip().upper() in (b"DONE", b""), done.result()
        finally:
            done.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await done
        await self.say(f"{tag} OK done")

    async def logout(self, tag: str, rest: str) -> None:
        await self.say("* BYE", f"{tag} OK done")
