"""The post office of the sandbox: takes messages in, keeps them by address.

Mail for the sandbox's own domains lands in mailboxes that can be read over IMAP; mail for anybody
else is kept too and goes nowhere.
"""

from collections.abc import Awaitable, Callable

from mailadmin.sandbox.scenario import MEBIBYTE

MAX_STORED = 512 * MEBIBYTE
"""Bytes of all messages together."""

Listener = Callable[[str, bytes, str], Awaitable[None]]
"""Called with address, message and folder for each delivery."""


class Post:
    """Delivers messages; ``listener`` hears of each one. ``limit`` is in bytes, of all."""

    def __init__(self, listener: Listener, limit: int = MAX_STORED) -> None:
        self._listener = listener
        self._limit = limit
        self._arrived: dict[str, list[bytes]] = {}
        self._stored = 0
        self._queued = 0

    def next_queue_id(self) -> str:
        """The number a relay gives to a message it takes."""
        self._queued += 1
        return f"SANDBOX{self._queued}"

    def has_room_for(self, size: int) -> bool:
        """Whether ``size`` more bytes may be stored."""
        return self._stored + size <= self._limit

    async def deliver(self, address: str, message: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder of the mailbox of one address."""
        mailbox = self._arrived.setdefault(address.lower(), [])
        mailbox.append(message)
        self._stored += len(message)
        await self._listener(address.lower(), message, folder)

    def messages(self, address: str) -> list[bytes]:
        """What has arrived for an address, oldest first. May be called from any thread."""
        return list(self._arrived.get(address.lower(), ()))
