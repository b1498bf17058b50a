"""The SPF record that a domain publishes (RFC 7208 section 4.5)."""

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.names import presentation
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.spf.macro import SyntaxProblem
from mailadmin.core.dns.spf.names import spf_records
from mailadmin.core.dns.spf.record import Record, parse
from mailadmin.core.dns.spf.result import Problem


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What a domain publishes.

    ``answer`` is None where nobody was asked; ``texts`` are its SPF records, right or wrong;
    ``record`` is the one that counts. Otherwise ``problem`` says why none does; ``position`` (a
    character of the record, from 0) and ``reason`` belong to a syntax error.
    """

    domain: str
    answer: Answer | None = None
    texts: tuple[str, ...] = ()
    record: Record | None = None
    problem: Problem | None = None
    position: int | None = None
    reason: str = ""


async def look_up(domain: str, questions: Questions) -> Published:
    """Ask for a domain's record and parse it."""
    name = presentation(domain)
    if name is None or "." not in domain or domain.startswith("["):
        return Published(domain=domain, problem=Problem.NO_DOMAIN)
    answer = await questions.query(name, "TXT")
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        return Published(domain=domain, answer=answer, problem=Problem.NO_ANSWER)
    return await read(domain, spf_records(answer), answer)


async def read(domain: str, texts: list[str], answer: Answer | None = None) -> Published:
    """What these SPF records mean for the domain."""
    found = Published(domain=domain, answer=answer, texts=tuple(texts))
    change = msgspec.structs.replace
    if len(texts) != 1:
        problem = Problem.SEVERAL_RECORDS if texts else Problem.NO_RECORD
        return change(found, problem=problem)
    try:
        return change(found, record=await parse(texts[0]))
    except SyntaxProblem as wrong:
        return change(found, problem=Problem.SYNTAX, position=wrong.position, reason=wrong.reason)
