"""What is known besides the answers: the outbox, the recipient's domain, one's own, the tests."""

import difflib
from typing import Final

import msgspec

from mailadmin.core.account import Account
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.diagnosis import Diagnosis, diagnose
from mailadmin.core.dns import mx
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.domain.own import target_of
from mailadmin.core.domain.survey import survey
from mailadmin.core.event import Event, Finished, Listener
from mailadmin.core.finding import Finding
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.message import bounce
from mailadmin.core.missing.answers import Answers, Scope
from mailadmin.core.providers import providers
from mailadmin.core.send.errors import SendError
from mailadmin.core.send.records import Kind, Row
from mailadmin.core.workspace import Workspace

MOST_ROWS: Final = 200
"""Messages of the outbox that are looked through."""

ALIKE: Final = 0.8
"""How alike a domain and a well-known one must be to be taken for a typing mistake."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out. None where it was not, or could not be.

    ``row`` is the newest message to the recipient in the outbox, ``mx`` what the DNS says of the
    recipient's domain, ``meant`` a well-known domain that it looks like, ``returned`` what the text
    of the returned message or error means, ``domain`` the checks of the user's own domain,
    ``arrival`` the last test message of this account.
    """

    row: Row | None = None
    mx: MxFacts | None = None
    meant: str | None = None
    returned: Diagnosis | None = None
    domain: DomainResult | None = None
    arrival: ArrivalResult | None = None

    def findings(self, *checks: str) -> tuple[Finding, ...]:
        """The findings of these checks of the user's domain."""
        found = self.domain.findings if self.domain is not None else ()
        return tuple(one for one in found if one.check in checks)


async def gather(
    answers: Answers,
    account: Account,
    workspace: Workspace,
    listener: Listener,
    *,
    arrival: ArrivalResult | None = None,
) -> Evidence:
    """Find out what can be found out. The listener hears of the checks of the own domain.

    Never raises for what a server or the disk says: what could not be looked at is None.
    """
    recipient = "" if answers.scope is Scope.ALL else answers.recipient or ""
    domain = _domain(recipient)
    return Evidence(
        row=await _row(recipient, account, workspace),
        mx=None if domain is None else await mx.look_up(domain, workspace.net.resolver),
        meant=None if domain is None else typing_mistake(domain),
        returned=_read(answers.text),
        domain=await _own_domain(account, workspace, listener),
        arrival=arrival,
    )


def takes_no_mail(facts: MxFacts) -> bool:
    """Whether a domain surely has no server for mail: it does not exist, or says so."""
    return facts.answer.state is AnswerState.NO_SUCH_NAME or bool(facts.null)


def typing_mistake(domain: str) -> str | None:
    """The well-known domain that was meant, as ``gmail.com`` by ``gmial.com``; None if none."""
    known = {name for provider in providers() for name in provider.domains}
    if domain in known:
        return None
    return next(iter(difflib.get_close_matches(domain, sorted(known), n=1, cutoff=ALIKE)), None)


def _domain(recipient: str) -> str | None:
    read = read_domain(recipient.rpartition("@")[2]) if "@" in recipient else None
    return read if isinstance(read, str) else None


async def _row(recipient: str, account: Account, workspace: Workspace) -> Row | None:
    try:
        rows = await workspace.outbox.rows(MOST_ROWS)
    except SendError:
        return None
    for row in rows:
        own = row.account_id == account.id and row.kind is Kind.MESSAGE
        addresses = {result.address.casefold() for result in row.recipients}
        if own and (not recipient or recipient.casefold() in addresses):
            return row
    return None


def _read(text: str | None) -> Diagnosis | None:
    """What a returned message or an error says: the server's own words where they are found."""
    if not text:
        return None
    returned = bounce.parse(text.encode("utf-8", "replace"))
    if returned is not None and returned.recipients:
        first = returned.recipients[0]
        words = first.diagnostic or first.status
        if words:
            return diagnose(words, stage="bounce")
    return diagnose(text)


async def _own_domain(
    account: Account, workspace: Workspace, listener: Listener
) -> DomainResult | None:
    domain = read_domain(account.identity.address)
    if not isinstance(domain, str):
        return None

    def pass_on(event: Event) -> None:
        if not isinstance(event, Finished):
            listener(event)

    return await survey(target_of(domain, account), workspace.net, pass_on)
