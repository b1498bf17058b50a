"""What is known besides the answers: the outbox, the recipient's domain, one's own, the tests."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen, Where
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.domain.judge import mx as judge_mx
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.history.run import Run
from mailadmin.core.missing.pasted import Pasted
from mailadmin.core.missing.typing_mistakes import typing_mistake
from mailadmin.core.providers import Provider, provider_of_domain, provider_of_mx
from mailadmin.core.send.records import Kind, Row, State


class Receiver(msgspec.Struct, frozen=True, kw_only=True):
    """The recipient's domain. ``verdict`` is where mail to it goes, as with one's own domain.

    ``provider`` keeps its mail, None where that is nobody well known; ``public`` says that the
    addresses belong to people, not to an organization. ``meant`` is a domain that it looks like.
    """

    domain: str
    verdict: Verdict
    provider: Provider | None = None
    public: bool = False
    meant: str | None = None

    @property
    def takes_no_mail(self) -> bool:
        """Whether no server surely takes mail for it."""
        return self.verdict.status is Status.FAILED or self.verdict.id == "domain.mx.null"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out. None where it was not, or could not be.

    ``row`` is the message in the outbox: the one that ``pasted`` is about (then ``is_it``), else
    the newest to the recipient. ``domain`` are the checks of the user's own domain, ``arrival`` is
    the last test message (of ``arrival_at``), ``test`` the last connection test of the mail server,
    ``sender`` the user's address.
    """

    row: Row | None = None
    is_it: bool = False
    receiver: Receiver | None = None
    pasted: Pasted | None = None
    domain: DomainResult | None = None
    arrival: ArrivalResult | None = None
    arrival_at: datetime | None = None
    test: Run | None = None
    sender: str = ""

    def failed(self, check: str) -> tuple[Finding, ...]:
        """What is wrong with the user's domain, by this check."""
        found = self.domain.findings if self.domain is not None else ()
        return tuple(one for one in found if one.check == check and one.status is Status.FAILED)

    def mailboxes(self, where: Where | None) -> tuple[MailboxSeen, ...]:
        """The mailboxes in which the test message was found there, or with None not at all.

        Those that could not be looked into, or to which nothing was sent, are in neither.
        """
        if self.arrival is None or not was_sent(self.arrival):
            return ()
        boxes = self.arrival.mailboxes
        return tuple(one for one in boxes if one.folder is where and one.failure is None)

    @property
    def failed_test(self) -> Run | None:
        """A connection test that failed, if nothing has been sent by that server since."""
        test, row = self.test, self.row
        if test is None or test.result is None or test.result.status is not Outcome.FAILED:
            return None
        sent = row is not None and row.state is State.SENT and row.route is Route.MAIL_SERVER
        if row is not None and sent and row.changed > test.ended:
            return None
        arrived = self.arrival is not None and was_sent(self.arrival)
        later = self.arrival_at is not None and self.arrival_at > test.ended
        return None if arrived and later else test

    @property
    def works_since(self) -> bool:
        """Whether a connection test has passed since the last test message."""
        test, at = self.test, self.arrival_at
        if test is None or test.result is None or at is None or test.ended <= at:
            return False
        return test.result.status in (Outcome.PASSED, Outcome.WARNING)


def was_sent(arrival: ArrivalResult) -> bool:
    """Whether a test message left, or may have."""
    sending = arrival.sending
    if sending is None:
        return any(one.folder is not None for one in arrival.mailboxes)
    return bool(sending.accepted) or sending.status is Outcome.UNCERTAIN


def receiver_of(facts: MxFacts, written_to: Iterable[str] = ()) -> Receiver:
    """What the DNS says of the recipient's domain.

    ``written_to`` are domains that the user has written to. That this one is among them shows
    nothing: who picks a wrong address from an address book does so each time.
    """
    public = provider_of_domain(facts.domain)
    return Receiver(
        domain=facts.domain,
        verdict=judge_mx.judge(facts),
        provider=public or provider_of_mx([host.name for host in facts.hosts]),
        public=public is not None,
        meant=typing_mistake(facts.domain, [one for one in written_to if one != facts.domain]),
    )


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which message is looked for in the outbox.

    ``recipient`` is empty where nobody knows whom it was for, and for a message to anybody.
    """

    account_id: str | None
    recipient: str = ""
    anybody: bool = False
    pasted: Pasted | None = None


def row_of(rows: Sequence[Row], sought: Sought) -> tuple[Row | None, bool]:
    """The message in question among those of the outbox (the newest first), and if it surely is.

    It is where a pasted text names its Message-ID, or its subject and recipient. Else it is the
    newest of this account to this recipient, or to anybody.
    """
    pasted, recipient = sought.pasted, sought.recipient
    if pasted is not None:
        named = next((row for row in rows if row.message_id in pasted.message_ids), None)
        if named is not None:
            return named, True
    wanted = recipient.casefold()
    own = [
        row
        for row in rows
        if row.account_id == sought.account_id
        and row.kind is Kind.MESSAGE
        and (sought.anybody or any(one.address.casefold() == wanted for one in row.recipients))
    ]
    subject = pasted.subject if pasted is not None else ""
    if subject:
        same = next((row for row in own if row.subject == subject), None)
        return same, same is not None
    return (own[0] if own else None), False
