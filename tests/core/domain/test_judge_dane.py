"""What the TLSA records of mail servers mean, as a table, and in words."""

import msgspec
import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dane import DaneFacts, DaneHost, parse
from mailadmin.core.domain.judge.dane import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.dane import FIXES, TEXTS
from tests.core.domain.saying import said

change = msgspec.structs.replace
DIGEST = "ab" * 32
GOOD = f"3 1 1 {DIGEST}"
LOST = AnswerState.TEMPORARY_FAILURE


def answer(
    name: str, kind: str, *values: str, signed: bool = True, state: AnswerState | None = None
) -> Answer:
    found = state or (AnswerState.FOUND if values else AnswerState.NO_SUCH_NAME)
    return Answer(name=name, type=kind, state=found, values=values, authentic=signed)


def host(name: str, *texts: str, signed: bool = True, state: AnswerState | None = None) -> DaneHost:
    found = answer(f"_25._tcp.{name}", "TLSA", *texts, signed=signed, state=state)
    return DaneHost(name=name, answer=found, records=tuple(map(parse, texts)))


def of(*hosts: DaneHost, root: bool = True, mx: bool = True) -> DaneFacts:
    return DaneFacts(
        domain="d.test",
        mx=answer("d.test", "MX", "10 a.test.", signed=mx),
        root=answer(".", "SOA", "x", signed=root),
        hosts=hosts,
    )


CASES = [
    (of(host("a.test", GOOD), host("b.test", f"2 1 1 {DIGEST}")), "ok", Status.OK),
    (of(host("a.test", GOOD, f"0 0 1 {DIGEST}")), "ok", Status.OK),
    (of(host("a.test"), host("b.test")), "none", Status.INFO),
    (of(host("a.test", signed=False), root=False), "none", Status.INFO),
    (of(), "no-mail", Status.INFO),
    (change(of(), mx=answer("d.test", "MX", state=LOST)), "servers-unknown", Status.UNKNOWN),
    (of(host("a.test", state=LOST), host("b.test", GOOD)), "unknown", Status.UNKNOWN),
    (of(host("a.test", GOOD, signed=False), root=False), "not-verified", Status.INFO),
    (of(host("a.test", GOOD, signed=False)), "unsigned", Status.WARNING),
    (of(host("a.test", GOOD), host("b.test", GOOD, signed=False)), "unsigned", Status.WARNING),
    (of(host("a.test", GOOD), host("b.test")), "partial", Status.WARNING),
    (of(host("a.test", GOOD), mx=False), "domain-unsigned", Status.INFO),
    (of(host("a.test", f"1 1 1 {DIGEST}")), "unusable-pkix", Status.WARNING),
    (of(host("a.test", f"3 7 1 {DIGEST}")), "unusable-unknown", Status.WARNING),
    (of(host("a.test", "3 1 1 abcd")), "unusable-length", Status.WARNING),
    (of(host("a.test", f"3 0 1 {DIGEST}")), "renewal", Status.INFO),
    (of(host("a.test", f"3 0 1 {DIGEST}", GOOD)), "ok", Status.OK),
]


@pytest.mark.parametrize(("facts", "name", "status"), CASES)
def test_verdicts(facts: DaneFacts, name: str, status: Status) -> None:
    verdict = judge(facts)
    assert (verdict.id, verdict.status) == (f"domain.dane.{name}", status)
    assert verdict.evidence
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) == (status is Status.WARNING)
    if fix is not None:
        assert len(fix.copy) == 1


def test_every_text_and_every_fix_is_of_a_verdict() -> None:
    judged = {judge(facts).id for facts, _, _ in CASES}
    assert judged == set(TEXTS)
    assert set(FIXES) <= judged


def test_few_servers_are_named_and_short_records_shown() -> None:
    many = of(*(host(f"mx{number}.test", f"0 0 0 {'ab' * 4000}") for number in range(9)))
    params = judge(many).params
    assert str(params["hosts"]).count(",") == 4
    assert len(str(params["record"])) == 121
