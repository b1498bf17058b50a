"""check_host (RFC 7208 section 4): whether an address may send for a domain.

Terms are evaluated one after the other, because the order decides and the limits count in it.
Their questions are asked ahead (:mod:`~mailadmin.core.dns.spf.ahead`), which changes no count.
"""

import asyncio
import functools
import ipaddress
import time
from typing import Final

from mailadmin.core import blocking
from mailadmin.core.dns.addresses import IpAddress
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.names import ascii_host, presentation
from mailadmin.core.dns.questions import Asker, Questions
from mailadmin.core.dns.spf import macro, published
from mailadmin.core.dns.spf.ahead import Ahead
from mailadmin.core.dns.spf.macro import MacroString, SyntaxProblem
from mailadmin.core.dns.spf.names import MAX_MX, Names, mail_servers
from mailadmin.core.dns.spf.record import AT_ONCE, Mechanism, Record
from mailadmin.core.dns.spf.result import Outcome, Problem, Result, SpfResult, Step, Trace

MAX_LOOKUPS: Final = 10
"""Terms that ask the DNS (section 4.6.4)."""

MAX_VOIDS: Final = 2
"""Questions of these terms that may have no answer (section 4.6.4)."""

LONGEST_EXPLANATION: Final = 500
"""Characters of an explanation; a reply of a mail server has no room for more (RFC 5321)."""

TIME_LIMIT: Final = 20.0
"""Seconds for the whole check (section 4.6.4)."""


async def check_host(  # noqa: PLR0913 - five as the RFC has them
    ip: str | IpAddress,
    domain: str,
    sender: str,
    helo: str,
    resolver: Asker,
    *,
    receiver: str = "unknown",
    limit: float = TIME_LIMIT,
) -> SpfResult:
    """Check one address against the SPF record of ``domain``.

    ``sender`` is the envelope's address, empty for a bounce (then ``domain`` is the HELO name);
    ``receiver`` is the name of who asks, for explanations; ``limit`` is in seconds. Never raises
    for what the DNS says; ``ValueError`` if ``ip`` is no address.
    """
    address = ipaddress.ip_address(str(ip))
    mapped = getattr(address, "ipv4_mapped", None)
    names = Names(mapped or address, _name(domain), sender, helo, receiver, time.time())
    check = _Check(names, resolver)
    trace = Trace(domain=names.domain)
    try:
        async with asyncio.timeout(limit):
            await check.run(trace)
            explanation = await check.explain() if trace.result is Result.FAIL else ""
    except TimeoutError:
        if trace.result is not Result.FAIL:
            trace.result, check.problem = Result.TEMPERROR, Problem.TIME
        explanation = ""
    finally:
        check.stop()
    return SpfResult(
        result=trace.result,
        explanation=explanation,
        lookups=check.lookups,
        voids=check.voids,
        trace=trace,
        problem=check.problem,
    )


class _Stop(Exception):
    """The check ends here with an error."""

    def __init__(self, result: Result, problem: Problem) -> None:
        self.result = result
        self.problem = problem


class _Check:
    """One check under way: the counts, and what the explanation will need."""

    def __init__(self, names: Names, resolver: Asker) -> None:
        self._names = names
        self._questions = Questions(resolver)
        self._ahead = Ahead(self._questions, names, MAX_LOOKUPS)
        self._terms = 0
        self.lookups = 0
        self.voids = 0
        self.problem: Problem | None = None
        self._refused_by: tuple[Record, str] | None = None

    def stop(self) -> None:
        """Wait for no answer any more."""
        self._ahead.stop()
        self._questions.stop()

    async def run(self, trace: Trace) -> None:
        """Fill in the trace of the first record and of all that it leads to."""
        try:
            await self._evaluate(trace)
        except _Stop as stop:
            trace.result, self.problem = stop.result, stop.problem
        if trace.result is Result.NONE:
            self.problem = trace.problem

    async def _evaluate(self, trace: Trace) -> None:
        """Evaluate one domain's record. ``_Stop`` for temperror and permerror."""
        try:
            record = await self._record(trace)
            if record is None:
                return
            trace.steps = [Step(text=each.text) for each in record.mechanisms]
            if record.redirect is not None:
                trace.steps.append(Step(text=record.redirect.text))
            self._ahead.look(record, trace.domain)
            for mechanism, step in zip(record.mechanisms, trace.steps, strict=False):
                if await self._matches(mechanism, step, trace.domain):
                    trace.result = Result(mechanism.qualifier.value)
                    if trace.result is Result.FAIL:
                        self._refused_by = record, trace.domain
                    return
            trace.result = Result.NEUTRAL
            if record.redirect is not None:
                trace.result = await self._redirect(
                    record.redirect.domain, trace.steps[-1], trace.domain
                )
        except _Stop as stop:
            trace.result = stop.result
            raise
        except asyncio.CancelledError:
            trace.result = Result.TEMPERROR
            raise

    async def _record(self, trace: Trace) -> Record | None:
        """The record of a domain, None with a problem noted where there is none."""
        found = await published.look_up(trace.domain, self._questions)
        trace.problem, trace.position, trace.reason = found.problem, found.position, found.reason
        trace.record = found.texts[0] if len(found.texts) == 1 else None
        match found.problem:
            case Problem.NO_ANSWER:
                raise _Stop(Result.TEMPERROR, found.problem)
            case Problem.SEVERAL_RECORDS | Problem.SYNTAX:
                raise _Stop(Result.PERMERROR, found.problem)
        return found.record

    async def _matches(self, mechanism: Mechanism, step: Step, domain: str) -> bool:
        self._terms += 1
        if self._terms % 200 == 0:
            await asyncio.sleep(0)  # a record of thousands of terms must not hold up the window
        step.outcome = Outcome.ERROR  # which it stays if the check ends here
        step.lookups, step.voids = self.lookups, self.voids
        match mechanism.name:
            case "all":
                matched = True
            case "ip4" | "ip6":
                network = mechanism.network
                matched = network is not None and self._names.ip in network
            case _:
                matched = await self._asks(mechanism, step, domain)
        step.lookups, step.voids = self.lookups, self.voids
        step.outcome = Outcome.MATCHED if matched else Outcome.NO_MATCH
        return matched

    async def _asks(self, mechanism: Mechanism, step: Step, domain: str) -> bool:
        """A mechanism that asks the DNS."""
        self._count(step)
        target = domain
        if mechanism.domain is not None:
            target = await self._expand(mechanism.domain, domain)
        step.target = target
        match mechanism.name:
            case "include":
                return await self._include(step, target)
            case "exists":
                answer = await self._ask(step, target, "A")
                step.seen = answer.values
                return bool(answer.values)
            case "a":
                answer = await self._ask(step, target, self._names.address_type)
                step.seen = answer.values
                return self._is_among(answer.values, mechanism)
            case "mx":
                return await self._mx(mechanism, step, target)
        # Who owns the address decides on these names, not who wrote the record: of what they cost
        # only the first question counts.
        answer = await self._questions.query(self._names.ip.reverse_pointer, "PTR")
        if answer.state is not AnswerState.TEMPORARY_FAILURE:  # which is no match (section 5.5)
            self._judge(step, answer)
        step.seen = tuple(await self._names.validated(self._questions))
        return any(_is_within(name, target) for name in step.seen)

    async def _include(self, step: Step, target: str) -> bool:
        step.inner = Trace(domain=target)
        await self._evaluate(step.inner)
        if step.inner.result is Result.NONE:
            raise _Stop(Result.PERMERROR, step.inner.problem or Problem.NO_RECORD)
        return step.inner.result is Result.PASS

    async def _redirect(self, parts: MacroString, step: Step, domain: str) -> Result:
        step.outcome = Outcome.ERROR  # which it stays if the check ends here
        self._count(step)
        step.target = await self._expand(parts, domain)
        step.inner = Trace(domain=step.target)
        await self._evaluate(step.inner)
        step.lookups, step.voids = self.lookups, self.voids
        if step.inner.result is Result.NONE:
            raise _Stop(Result.PERMERROR, step.inner.problem or Problem.NO_RECORD)
        step.outcome = Outcome.FOLLOWED
        return step.inner.result

    async def _mx(self, mechanism: Mechanism, step: Step, target: str) -> bool:
        answer = await self._ask(step, target, "MX")
        hosts = mail_servers(answer)
        if len(hosts) > MAX_MX:
            raise _Stop(Result.PERMERROR, Problem.TOO_MANY_MX)
        found = await self._questions.query_all((host, self._names.address_type) for host in hosts)
        for each in found:
            self._judge(step, each)
            step.seen += each.values
            if self._is_among(each.values, mechanism):
                return True
        return False

    def _is_among(self, addresses: tuple[str, ...], mechanism: Mechanism) -> bool:
        bits = mechanism.four if self._names.ip.version == 4 else mechanism.six
        network = ipaddress.ip_network((self._names.ip, bits), strict=False)
        return any(ipaddress.ip_address(address) in network for address in addresses)

    async def _ask(self, step: Step, name: str, rdtype: str) -> Answer:
        asked = presentation(name)
        if asked is None:
            # Section 4.8 leaves it open what a malformed name means; here it is one that is not,
            # and as nobody is asked, nothing is counted (RFC 8616 section 4 as well).
            return Answer(name=name, type=rdtype, state=AnswerState.NO_SUCH_NAME)
        answer = await self._questions.query(asked, rdtype)
        self._judge(step, answer)
        return answer

    def _judge(self, step: Step, answer: Answer) -> None:
        """Count an answer that says nothing; ``_Stop`` where there was none."""
        if answer.state is AnswerState.TEMPORARY_FAILURE:
            raise _Stop(Result.TEMPERROR, Problem.NO_ANSWER)
        if answer.state is not AnswerState.FOUND:
            self._void(step)

    def _count(self, step: Step) -> None:
        self.lookups += 1
        step.lookups, step.voids = self.lookups, self.voids
        if self.lookups > MAX_LOOKUPS:
            raise _Stop(Result.PERMERROR, Problem.TOO_MANY_LOOKUPS)

    def _void(self, step: Step) -> None:
        self.voids += 1
        step.voids = self.voids
        if self.voids > MAX_VOIDS:
            raise _Stop(Result.PERMERROR, Problem.TOO_MANY_VOID_LOOKUPS)

    async def _expand(self, parts: MacroString, domain: str) -> str:
        return macro.expand_name(parts, await self._names.values(parts, domain, self._questions))

    async def explain(self) -> str:
        """The text of ``exp`` in the record that refused, empty for whatever reason (6.2)."""
        if self._refused_by is None or self._refused_by[0].exp is None:
            return ""
        record, domain = self._refused_by
        assert record.exp is not None
        name = presentation(await self._expand(record.exp.domain, domain))
        answer = None if name is None else await self._questions.query(name, "TXT")
        if answer is None or len(answer.values) != 1:
            return ""
        try:
            parts = await _parsed_explanation(answer.values[0])
        except SyntaxProblem:
            return ""
        values = await self._names.values(parts, domain, self._questions)
        return macro.expand(parts[:LONGEST_EXPLANATION], values)[:LONGEST_EXPLANATION]


async def _parsed_explanation(text: str) -> MacroString:
    """Beside the event loop where it is long, as with a record."""
    parse = functools.partial(macro.parse, text, explanation=True)
    return parse() if len(text) <= AT_ONCE else await blocking.run(parse, limit=TIME_LIMIT)


def _is_within(name: str, domain: str) -> bool:
    name, domain = name.rstrip(".").lower(), domain.rstrip(".").lower()
    return name == domain or name.endswith("." + domain)


def _name(domain: str) -> str:
    """A domain as the DNS knows it: international names become ASCII (RFC 8616)."""
    domain = domain.strip().removesuffix(".")
    return domain if domain.isascii() else ascii_host(domain) or domain
