"""One message on its way: the routes in turn, and what the outbox is told of each step."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from mailadmin.core.account import Account, Messenger, Route, SecretRole, Server
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Finished, Found, Listener, Phrase, SendResult
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.inbox.search import Search
from mailadmin.core.send import endings
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.from_policy import FromDecision, decide_from, rewrite
from mailadmin.core.send.looking import search_proof
from mailadmin.core.send.message import Message
from mailadmin.core.send.overheard import Overheard
from mailadmin.core.send.proof import certain
from mailadmin.core.send.records import Ending, Reason, Row
from mailadmin.core.send.routes import (
    Attempt,
    Decision,
    RecipientResult,
    TryMessenger,
    Uncertain,
    decide,
)
from mailadmin.core.send.titles import Story
from mailadmin.core.send.undisturbed import undisturbed
from mailadmin.core.smtp.delivery import Delivery, deliver
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop
from mailadmin.core.workspace import Workspace

ON_DISK: Final = "outbox.write"
"""The check that says whether the outbox could be written."""


class Run:
    """One try at sending ``row``, which this process has claimed, to all who don't have it.

    Whatever happens in between (an error, a cancel, a full disk), the row ends in a true state.
    """

    def __init__(
        self,
        account: Account,
        workspace: Workspace,
        listener: Listener,
        row: Row,
        message: Message,
    ) -> None:
        self.account = account
        self._workspace = workspace
        self._listener = listener
        self._row = row
        self._message = message
        self._addresses = row.unsent
        self._results = tuple(RecipientResult(address=address) for address in row.unsent)
        self._attempts: list[Attempt] = []
        self._in_flight: tuple[str, ...] = ()
        self._handed_over = False
        self._route = Route.MAIL_SERVER
        self._heard = Overheard(listener, self._route)
        self._fallback: TryMessenger | None = None
        self._from: FromDecision | None = None
        self._found: Search = Search()
        self._began = asyncio.get_running_loop().time()

    @property
    def story(self) -> Story:
        """What there is to tell so far."""
        return Story(
            account=self.account,
            recipients=self._results,
            attempts=tuple(self._attempts),
            fallback=self._fallback,
            written_from=self._from,
            found_in=self._found.folder,
        )

    async def to_the_end(self, route: Route, *, messenger: bool) -> SendResult:
        """Begin with this route; ``messenger``: the Messenger may step in. Reports the result."""
        messenger = messenger and self.account.messenger is not None
        lookup = self._look_up_from() if messenger or route is Route.MESSENGER else None
        try:
            decision = await self._tried(route, lookup, messenger=messenger)
            if isinstance(decision, Uncertain):
                self._results = (await self._looked_for(decision)).recipients
        except BaseException as error:
            # Cancelled, or a bug of ours: the row must not look as if it were being sent.
            cancelled = isinstance(error, asyncio.CancelledError)
            await undisturbed(self._settled(self._interrupted(cancelled=cancelled)))
            raise
        finally:
            if lookup is not None:
                lookup.cancel()
        elapsed = (asyncio.get_running_loop().time() - self._began) * 1000
        result = endings.result_of(self.story, self._row, elapsed_ms=elapsed)
        settled = await undisturbed(self._settled(endings.ending_of(self.story, result)))
        if isinstance(settled, Row):
            result = endings.with_row(result, settled)
        else:
            result = endings.with_notice(result, settled)
        self._listener(Finished(result))
        return result

    async def _tried(
        self, route: Route, lookup: "asyncio.Task[FromDecision] | None", *, messenger: bool
    ) -> Decision:
        addresses = self._addresses
        while True:
            self._route = route
            if route is Route.MESSENGER and lookup is not None:
                self._from = await lookup
                self._message = rewrite(self._message, self._messenger, self._from)
            delivery = await self._delivered(addresses)
            attempt = Attempt(route=route, recipients=addresses, delivery=delivery)
            self._attempts.append(attempt)
            # A disk that can't be written is no fault of the server: the Messenger needs it too.
            messenger = messenger and not _is_about_our_disk(delivery)
            decision = decide(self._addresses, self._attempts, messenger=messenger)
            self._results, self._in_flight = decision.recipients, ()
            if not isinstance(decision, TryMessenger):
                return decision
            self._fallback = decision
            route, addresses = Route.MESSENGER, decision.addresses

    async def _delivered(self, addresses: tuple[str, ...]) -> Delivery:
        server, role = self.account.mail_server, SecretRole.MAIL_SERVER
        if self._route is Route.MESSENGER:
            server, role = self._messenger.server, SecretRole.MESSENGER
        outbox, message = self._workspace.outbox, self._message
        self._handed_over = False
        self._heard = Overheard(self._listener, self._route)
        try:
            key = await self._workspace.keys.key(self.account.id, role, server)
            await outbox.begin(self._row.id, self._route, message, addresses, self._results)
            self._in_flight = addresses
            return await deliver(
                Hop(server=server, key=key, route=self._route),
                Envelope(message.sender, addresses),
                message.data,
                self._workspace.net,
                self._heard,
                before_end=self._note_handing_over,
            )
        except CredentialsError as error:
            return Delivery(failure=self._report("keyring.read", server, error.verdict()))
        except OutboxError as error:
            verdict = Verdict(error.phrase.id, Status.FAILED, error.phrase.params)
            return Delivery(failure=self._report(ON_DISK, server, verdict))

    async def _note_handing_over(self) -> None:
        # Who was turned away singly does not wait for the answer to the message.
        await self._workspace.outbox.handing_over(self._row.id, self._heard.refused)
        self._handed_over = True

    @property
    def _messenger(self) -> Messenger:
        assert self.account.messenger is not None
        return self.account.messenger

    def _look_up_from(self) -> "asyncio.Task[FromDecision]":
        # Beside the mail server's conversation, so that stepping in costs no time of its own.
        resolver = self._workspace.net.resolver
        return asyncio.ensure_future(decide_from(self._row.sender, self._messenger, resolver))

    async def _looked_for(self, decision: Uncertain) -> Decision:
        """The decision with certainty, where the message is found in the user's own mailbox."""
        try:
            search = await search_proof(
                self.account, self._row, decision, self._workspace, self._listener
            )
        except CredentialsError as error:
            assert self.account.inbox is not None
            self._report("keyring.read", self.account.inbox, error.verdict())
            return decision
        if search is None or not search.found:
            return decision
        self._found = search
        return certain(decision)

    def _interrupted(self, *, cancelled: bool) -> Ending:
        recipients = endings.interrupted(
            self._results,
            self._in_flight,
            self._route,
            self._heard,
            handed_over=self._handed_over,
        )
        phrase = Phrase("outbox.cancelled" if cancelled else "outbox.interrupted")
        if self._in_flight and self._heard.taken:
            phrase = Phrase("outbox.cancelled-too-late")
        return Ending(recipients=recipients, reason=Reason(phrase=phrase, route=self._route))

    async def _settled(self, ending: Ending) -> Row | Phrase:
        """The row at its end; where the disk refuses, why, and the row waits for a start-up."""
        try:
            return await self._workspace.outbox.settle(self._row.id, ending)
        except OutboxError as error:
            return error.phrase

    def _report(self, check: str, server: Server, verdict: Verdict) -> Finding:
        finding = Finding(
            check=check,
            subject=server.subject,
            route=self._route,
            verdict=verdict,
            started=datetime.now(UTC),
            elapsed_ms=0.0,
        )
        self._listener(Found(finding))
        return finding


def _is_about_our_disk(delivery: Delivery) -> bool:
    return delivery.failure is not None and delivery.failure.check == ON_DISK
