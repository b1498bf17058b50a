"""Which DMARC policy covers a domain, and where it comes from (RFC 9989 section 4.10.1)."""

from enum import StrEnum

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dmarc.record import DmarcRecord, Policy
from mailadmin.core.dns.dmarc.walk import Stop, Walk, canonical, walk
from mailadmin.core.dns.questions import Asker


class State(StrEnum):
    """Whether there is a record."""

    FOUND = "found"
    NONE = "none"
    UNKNOWN = "unknown"
    """The DNS gave no answer that would be needed to tell."""


class Source(StrEnum):
    """Whose record it is, the first one counts."""

    OWN = "own"
    """It stands at the domain itself."""
    ORGANIZATIONAL_DOMAIN = "organizational-domain"
    PUBLIC_SUFFIX = "public-suffix"
    """It belongs to whoever gives out names below it, such as a registry."""


class DmarcPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of :func:`discover`.

    ``record`` stands at ``record_at``. ``requested`` is what it asks for this domain, ``policy``
    the same after test mode; both are None where receivers leave the record alone, where there is
    none, and where a missing answer hides them. ``organizational_domain`` is None where it could
    not be found out. ``exists`` is known only where it mattered.
    """

    domain: str
    state: State
    walk: Walk
    record: DmarcRecord | None = None
    record_at: str | None = None
    source: Source | None = None
    requested: Policy | None = None
    policy: Policy | None = None
    organizational_domain: str | None = None
    exists: bool | None = None
    existence: Answer | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What it rests on, in order."""
        seen = tuple(stop.answer for stop in self.walk.stops)
        return seen if self.existence is None else (*seen, self.existence)

    @property
    def several_at(self) -> str | None:
        """The nearest name with several records, which count as none."""
        several = (stop.name for stop in self.walk.stops if len(stop.texts) > 1)
        return next(several, None)


async def discover(domain: str, resolver: Asker) -> DmarcPolicy:
    """Find the policy for mail from ``domain``. Never raises for what the DNS says.

    Asks eight questions at most, all at once, and one more where a policy for names that do not
    exist may apply.
    """
    name = canonical(domain)
    way = await walk(name, resolver)
    organizational = way.organizational_domain
    found = DmarcPolicy(
        domain=name, state=State.NONE, walk=way, organizational_domain=organizational
    )
    change = msgspec.structs.replace
    own = way.at(name)
    if own is not None and own.record is not None:
        return _settled(found, own, Source.OWN)
    if organizational is None:
        return change(found, state=State.UNKNOWN)
    stop, source = _inherited(way, organizational)
    if stop is None:
        return found
    found = _settled(found, stop, source)
    policies = found.record.policies if found.record is not None else None
    if policies is None or policies.np is policies.sp:
        return found
    return await _if_missing(found, policies.np, resolver)


def _inherited(way: Walk, organizational: str) -> tuple[Stop | None, Source]:
    """The record of the organizational domain, else that of the public suffix."""
    stop = way.at(organizational)
    if stop is not None and stop.record is not None:
        return stop, Source.ORGANIZATIONAL_DOMAIN
    last = way.stops[-1] if way.stops else None
    if last is not None and last.record is not None and last.record.psd == "y":
        return last, Source.PUBLIC_SUFFIX
    return None, Source.PUBLIC_SUFFIX


def _settled(found: DmarcPolicy, stop: Stop, source: Source) -> DmarcPolicy:
    assert stop.record is not None
    found = msgspec.structs.replace(
        found, state=State.FOUND, record=stop.record, record_at=stop.name, source=source
    )
    policies = stop.record.policies
    if policies is None:
        return found
    return _asked_for(found, policies.p if source is Source.OWN else policies.sp)


def _asked_for(found: DmarcPolicy, requested: Policy) -> DmarcPolicy:
    assert found.record is not None
    policy = requested.in_test_mode if found.record.testing else requested
    return msgspec.structs.replace(found, requested=requested, policy=policy)


async def _if_missing(found: DmarcPolicy, np: Policy, resolver: Asker) -> DmarcPolicy:
    """The policy of a name that may not exist; any record makes it exist (appendix A.4)."""
    change = msgspec.structs.replace
    own = found.walk.stops[0].answer
    if own.state in (AnswerState.FOUND, AnswerState.NO_DATA):
        # There is something below the name, so it exists (RFC 8020).
        return change(found, exists=True)
    answer = await resolver.query(found.domain, "A")
    found = change(found, existence=answer)
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        return change(found, state=State.UNKNOWN, requested=None, policy=None)
    # An alias is a record, even if what it leads to does not exist.
    if answer.state is AnswerState.NO_SUCH_NAME and not answer.aliases:
        return _asked_for(change(found, exists=False), np)
    return change(found, exists=True)
