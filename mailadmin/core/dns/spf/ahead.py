"""Questions of an SPF check asked before their turn.

The evaluation asks one term after the other and counts. Meanwhile the questions that it is going
to ask are already under way here, and it finds them among the check's :class:`Questions`. Nothing
is counted here, and no more terms are looked at than a check may have, so a hostile record gains
nothing.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from mailadmin.core.dns.names import presentation
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.spf import macro, published
from mailadmin.core.dns.spf.macro import MacroString
from mailadmin.core.dns.spf.names import MAX_MX, Names, mail_servers
from mailadmin.core.dns.spf.record import Mechanism, Record


class Ahead:
    """Asks ahead for at most ``terms`` terms of one check."""

    def __init__(self, questions: Questions, names: Names, terms: int) -> None:
        self._questions = questions
        self._names = names
        self._terms_left = terms
        self._seen: set[tuple[str, str]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def look(self, record: Record, domain: str) -> None:
        """Ask what the terms of this record, and of those inside it, will ask."""
        for mechanism in record.mechanisms:
            if not self._terms_left or mechanism.name == "all" or self._decides(mechanism):
                return
            if mechanism.network is None:
                self._term(mechanism.name, mechanism.domain, domain)
        if record.redirect is not None:
            self._term("redirect", record.redirect.domain, domain)

    def stop(self) -> None:
        """Forget what has not been answered yet."""
        for task in self._tasks:
            task.cancel()

    def _decides(self, mechanism: Mechanism) -> bool:
        return mechanism.network is not None and self._names.ip in mechanism.network

    def _term(self, name: str, parts: MacroString | None, domain: str) -> None:
        if not self._terms_left:
            return
        self._terms_left -= 1
        values = self._names.values_now(parts or (), domain)
        if values is None:
            return
        target = domain if parts is None else macro.expand_name(parts, values)
        asked = self._names.ip.reverse_pointer if name == "ptr" else presentation(target)
        if asked is None or (name, asked) in self._seen:
            return
        self._seen.add((name, asked))
        match name:
            case "include" | "redirect":
                self._start(self._inside(target))
            case "mx":
                self._start(self._mail_servers(asked))
            case "ptr":
                self._questions.start(asked, "PTR")
            case "exists":
                self._questions.start(asked, "A")
            case "a":
                self._questions.start(asked, self._names.address_type)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _mail_servers(self, name: str) -> None:
        answer = await self._questions.query(name, "MX")
        hosts = mail_servers(answer)
        if len(hosts) <= MAX_MX:
            for host in hosts:
                self._questions.start(host, self._names.address_type)

    async def _inside(self, domain: str) -> None:
        found = await published.look_up(domain, self._questions)
        if found.record is not None:
            self.look(found.record, domain)
