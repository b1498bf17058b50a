"""Gathers what a report holds: settings, the newest runs, what has changed, the last entries."""

import platform
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import mailadmin
from mailadmin.core.account import Account, Server, Witness
from mailadmin.core.diagnosis import title_of_cause
from mailadmin.core.diagnosis.fix import names_in
from mailadmin.core.history.browsing import Entry, browse
from mailadmin.core.history.comparison import compare
from mailadmin.core.history.details import Details, Kept
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import Kind, Run, Summary
from mailadmin.core.history.selection import Selection
from mailadmin.core.history.words import says
from mailadmin.core.report.content import (
    Changes,
    Line,
    MailboxSet,
    MessageLine,
    Report,
    ServerSet,
    Setup,
    Tested,
    TestLine,
)
from mailadmin.core.report.trimming import Computer, introduced, trimmed, without_computer
from mailadmin.core.send.records import Row
from mailadmin.core.send.routes import RecipientState
from mailadmin.core.texts import TEXTS

if TYPE_CHECKING:
    from mailadmin.core.history.store import History
    from mailadmin.core.send.outbox import Outbox

RECENT: Final = 20
"""Tests and messages in the list."""

NO_HISTORY: Final = "report.no-history"
NO_MESSAGES: Final = "report.no-messages"


class Sources:
    """Where a report's facts come from."""

    def __init__(self, history: "History", outbox: "Outbox", computer: Computer) -> None:
        self.history = history
        self.outbox = outbox
        self.computer = computer


def this_computer() -> Computer:
    """What a report does not say of this computer."""
    try:
        home = str(Path.home())
    except RuntimeError:  # a user without a home folder
        home = ""
    return Computer(name=platform.node(), home=home)


async def gather(
    account: Account, witnesses: Iterable[Witness], sources: Sources, now: datetime
) -> Report:
    """Everything about an account. Never raises: what can't be read is said in the report."""
    problems: dict[str, None] = {}
    tests: list[Tested] = []
    domain = account.identity.address.rpartition("@")[2]
    try:
        newest = _chosen(await sources.history.newest(account.id, domain), domain)
        tests = [await _tested(summary, sources) for summary in newest]
    except HistoryError:
        problems[NO_HISTORY] = None
    page = await browse(
        sources.history, sources.outbox, Selection(account_id=account.id), limit=RECENT
    )
    for phrase in page.problems:
        problems[NO_HISTORY if phrase.id.startswith("history.") else NO_MESSAGES] = None
    return Report(
        made=now,
        program=mailadmin.__version__,
        system=f"{platform.system()} {platform.release()}",
        account=setup_of(account, witnesses),
        tests=tuple(tests),
        recent=tuple(without_computer(_line(one), sources.computer) for one in page.entries),
        problems=tuple(problems),
    )


def setup_of(account: Account, witnesses: Iterable[Witness]) -> Setup:
    """The account's settings, without what opens anything."""
    messenger = account.messenger
    return Setup(
        name=account.name,
        address=account.identity.address,
        from_name=account.identity.name,
        reply_to=account.identity.reply_to,
        support_address=account.support_address,
        mail_server=_server(account.mail_server),
        messenger=None if messenger is None else _server(messenger.server),
        messenger_address="" if messenger is None else messenger.address,
        messenger_from=None if messenger is None else messenger.from_policy,
        inbox=None if account.inbox is None else _server(account.inbox),
        witnesses=tuple(
            MailboxSet(address=one.address, server=_server(one.server)) for one in witnesses
        ),
    )


def _server(server: Server) -> ServerSet:
    return ServerSet(
        host=server.host,
        port=server.port,
        security=server.security,
        sign_in=server.sign_in,
        user_name=server.user_name,
        issuer=server.issuer,
        time_limit=server.time_limit,
        certificate_accepted=server.trusted_certificate is not None,
        plain_password_allowed=server.plain_password_allowed,
    )


def _chosen(newest: tuple[Summary, ...], domain: str) -> list[Summary]:
    """One of each kind and route: of two domains, the account's own."""
    own = [one for one in newest if one.about.domain == domain]
    others = (one for one in newest if one.about.kind is Kind.DOMAIN and one not in own)
    left_out = list(others) if own else []
    return [one for one in newest if one not in left_out]


async def _tested(summary: Summary, sources: Sources) -> Tested:
    about = summary.about
    try:
        run = await sources.history.run(summary.id)
    except HistoryError:
        return Tested(
            kind=about.kind,
            route=about.route,
            domain=about.domain,
            ended=summary.ended,
            kept=None,
        )
    details = _details(run)
    shorter = trimmed(details, sources.computer)
    changes = await _changes(run, sources.history)
    if changes is not None:
        changes = without_computer(changes, sources.computer, introduced(details))
    return Tested(
        kind=about.kind,
        route=about.route,
        domain=about.domain,
        ended=run.ended,
        kept=shorter.details,
        cut=shorter.cut,
        changes=changes,
    )


def _details(run: Run) -> Details:
    events = tuple(event for event in run.events if isinstance(event, Kept))
    result = run.result
    return Details(events=events, result=result)


async def _changes(run: Run, history: "History") -> Changes | None:
    if not run.comparable:
        return None
    try:
        good = await history.last_good(run)
    except HistoryError:  # the last good one was kept by another version
        return None
    if good is None:
        return Changes(since=None)
    return Changes(since=good.ended, differences=compare(good, run))


def _line(entry: Entry) -> Line:
    return _line_of_test(entry) if isinstance(entry, Summary) else _line_of_message(entry)


def _line_of_test(summary: Summary) -> TestLine:
    about = summary.about
    return TestLine(
        at=summary.ended,
        kind=about.kind,
        route=about.route,
        domain=about.domain,
        outcome=summary.outcome,
        title=says(summary),
        cause=summary.cause,
    )


def _line_of_message(row: Row) -> MessageLine:
    reason = row.reason
    reply = None if reason is None else reason.reply
    return MessageLine(
        at=row.changed,
        state=row.state,
        route=row.route,
        cause=None if reason is None else reason.cause,
        title=_why(row),
        recipients=len(row.recipients),
        taken=sum(one.state is RecipientState.SENT for one in row.recipients),
        code=None if reply is None else reply.code,
        enhanced=None if reply is None else reply.enhanced,
        message_id=row.message_id,
    )


def _why(row: Row) -> str:
    """Why a message stands as it does, in a sentence that names nobody."""
    reason = row.reason
    if reason is None:
        return ""
    if reason.cause is not None:
        try:
            if title := title_of_cause(reason.cause, {}):
                return title
        except KeyError:
            pass  # a cause of another version
    text = TEXTS.get(reason.phrase.id)
    return text.title if text is not None and not names_in(text.title) else ""
