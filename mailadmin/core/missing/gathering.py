"""Finds out what can be found out, all at once; each place that is looked at is a stage."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from mailadmin.core import blocking
from mailadmin.core.account import Account, Route
from mailadmin.core.arrival.learned import with_learned
from mailadmin.core.dns import mx
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.domain.own import target_of
from mailadmin.core.domain.survey import survey
from mailadmin.core.event import Event, Finished, Listener
from mailadmin.core.finding import Verdict
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import Kind, Run
from mailadmin.core.missing import looked
from mailadmin.core.missing.answers import After, Answers, Scope
from mailadmin.core.missing.evidence import Evidence, Sought, receiver_of, row_of
from mailadmin.core.missing.pasted import Pasted, read_pasted
from mailadmin.core.missing.questions import relevant
from mailadmin.core.missing.tested import Tested, last_test
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.send.errors import SendError
from mailadmin.core.send.records import Row
from mailadmin.core.workspace import Workspace

MOST_ROWS: Final = 500
"""Messages of the outbox that are looked through."""

MOST_DOMAINS: Final = 100
"""Domains that the user has written to with which the recipient's is compared."""

TEXT_LIMIT: Final = 20.0
OUTBOX_LIMIT: Final = 40.0
RECIPIENT_LIMIT: Final = 15.0
DOMAIN_LIMIT: Final = 60.0
"""Seconds that each place may take."""

Facts = TypeVar("Facts")

_Outbox = tuple[Sequence[Row], tuple[Row | None, bool]]
"""The messages, and the one in question."""


async def gather(
    answers: Answers,
    account: Account | None,
    workspace: Workspace,
    listener: Listener,
) -> Evidence:
    """Look at every place that ``looked.places`` names.

    The listener hears of each, and of the checks of the own domain besides. Never raises for what
    a server or the disk says: what could not be looked at is None.
    """
    answers = relevant(answers)
    stages = Stages(listener, subject=answers.recipient or "", route=None, limit=DOMAIN_LIMIT)
    look = _Look(answers, account, workspace, stages)
    pasted = await look.text()
    recipient = answers.recipient or ""
    if not recipient and pasted is not None and answers.scope is not Scope.ALL:
        recipient = pasted.recipient
    async with asyncio.TaskGroup() as group:
        tested = group.create_task(look.tests())
        domain = group.create_task(look.own_domain(tested))
        found = group.create_task(look.receiver(recipient))
        outbox = group.create_task(look.outbox(recipient, pasted))
    rows, (row, is_it) = outbox.result()
    facts = found.result()
    return Evidence(
        row=row,
        is_it=is_it,
        receiver=None if facts is None else receiver_of(facts, _written_to(rows)),
        pasted=pasted,
        domain=domain.result(),
        arrival=tested.result().arrival,
        arrival_at=tested.result().arrival_at,
        test=tested.result().test,
        sender="" if account is None else account.identity.address,
    )


class _Look:
    """One gathering under way."""

    def __init__(
        self, answers: Answers, account: Account | None, workspace: Workspace, stages: Stages
    ) -> None:
        self._answers = answers
        self._account = account
        self._workspace = workspace
        self._stages = stages

    async def step(
        self,
        place: str,
        work: Callable[[], Awaitable[Facts]],
        judge: Callable[[Facts], Verdict],
        limit: float = TEXT_LIMIT,
    ) -> Facts | None:
        """Look at one place; None where that was not possible."""
        found: list[Facts] = []

        async def fetch() -> Facts:
            found.append(await work())
            return found[0]

        def judged(facts: Facts | Problem) -> Verdict:
            return looked.NOT_POSSIBLE if isinstance(facts, Problem) else judge(facts)

        with contextlib.suppress(StageFailed):
            await self._stages.run(place, fetch, judged, limit=limit)
        return found[0] if found else None

    async def text(self) -> Pasted | None:
        """Read what was pasted, in a thread: it may be long."""
        answers = self._answers
        if not answers.text:
            return None
        came_back = answers.after is not After.ERROR
        read = partial(read_pasted, answers.text, answers.recipient or "", came_back=came_back)
        return await self.step(
            looked.TEXT, lambda: blocking.run(read, limit=TEXT_LIMIT), looked.text
        )

    async def outbox(self, recipient: str, pasted: Pasted | None) -> _Outbox:
        """The messages, and the one in question."""
        sought = Sought(
            account_id=None if self._account is None else self._account.id,
            recipient=recipient,
            anybody=self._answers.scope is Scope.ALL,
            pasted=pasted,
        )

        async def fetch() -> _Outbox:
            try:
                rows = await self._workspace.outbox.rows(MOST_ROWS)
            except SendError as error:
                raise OSError(error.phrase.id) from error
            return rows, row_of(rows, sought)

        found = await self.step(
            looked.OUTBOX,
            fetch,
            lambda found: looked.outbox(found[1][0], recipient),
            OUTBOX_LIMIT,
        )
        return ((), (None, False)) if found is None else found

    async def receiver(self, recipient: str) -> MxFacts | None:
        """Where mail to the recipient's domain goes."""
        domain = read_domain(recipient) if "@" in recipient else None
        if not isinstance(domain, str) or self._answers.scope is Scope.ALL:
            return None
        resolver = self._workspace.net.resolver
        return await self.step(
            looked.RECIPIENT,
            lambda: mx.look_up(domain, resolver),
            looked.recipient,
            RECIPIENT_LIMIT,
        )

    async def tests(self) -> Tested:
        """The last tests of the account, as the history has them."""
        account, history = self._account, self._workspace.history
        if account is None:
            return Tested()

        async def last(kind: Kind, route: Route | None = None) -> Run | None:
            try:
                return await last_test(history, account, kind, route)
            except HistoryError as error:
                raise OSError(error.phrase.id) from error

        arrival = await self.step(
            looked.ARRIVAL, lambda: last(Kind.ARRIVAL), looked.arrival, OUTBOX_LIMIT
        )
        test = await self.step(
            looked.TEST, lambda: last(Kind.TEST, Route.MAIL_SERVER), looked.test, OUTBOX_LIMIT
        )
        return Tested(arrival_run=arrival, test=test)

    async def own_domain(self, tested: asyncio.Task[Tested]) -> DomainResult | None:
        """The checks of the user's own domain, with what the test message has shown."""
        account = self._account
        domain = None if account is None else read_domain(account.identity.address)
        if not isinstance(domain, str):
            return None
        arrival = (await tested).arrival
        target = with_learned(target_of(domain, account), arrival)
        listener = self._stages.listener

        def pass_on(event: Event) -> None:
            if not isinstance(event, Finished):
                listener(event)

        return await self.step(
            looked.DOMAIN,
            lambda: survey(target, self._workspace.net, pass_on),
            looked.domain,
            DOMAIN_LIMIT,
        )


def _written_to(rows: Sequence[Row]) -> tuple[str, ...]:
    """The domains that the user has written to."""
    addresses = (one.address for row in rows for one in row.recipients)
    named = dict.fromkeys(address.rpartition("@")[2].lower() for address in addresses)
    domains = (read_domain(name) for name in list(named)[:MOST_DOMAINS])
    return tuple(domain for domain in domains if isinstance(domain, str))
