"""Every state of DNSSEC in words. The states themselves are told apart in tests/core/dns."""

import msgspec
import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dnssec import DnssecFacts
from mailadmin.core.domain.judge.dnssec import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.dnssec import FIXES, TEXTS
from tests.core.domain.saying import said

change = msgspec.structs.replace
LOST = AnswerState.TEMPORARY_FAILURE


def answer(kind: str, *values: str, state: AnswerState = AnswerState.NO_DATA) -> Answer:
    state = AnswerState.FOUND if values else state
    return Answer(name="d.test", type=kind, state=state, values=values)


def vouched(one: Answer) -> Answer:
    return change(one, authentic=True)


PLAIN = DnssecFacts(
    domain="d.test",
    zone="d.test",
    answer=answer("SOA", "ns. h. 1 2 3 4 5"),
    root=vouched(answer("SOA", "ns. h. 1 2 3 4 5")),
    ds=answer("DS"),
    keys=answer("DNSKEY"),
)
KEYS = change(PLAIN, ds=answer("DS", "1 13 2 ab"), keys=answer("DNSKEY", "257 3 13 AA=="))
SILENT = change(KEYS, answer=answer("SOA", state=LOST))
WAIVED = answer("SOA", "ns. h. 1 2 3 4 5")

CASES = [
    (change(PLAIN, answer=vouched(PLAIN.answer)), "ok", Status.OK),
    (change(PLAIN, answer=vouched(PLAIN.answer), refused=answer("MX", "10 mx.")), "broken-mx",
     Status.FAILED),
    (PLAIN, "unsigned", Status.INFO),
    (change(PLAIN, answer=answer("SOA")), "unsigned", Status.INFO),
    (change(PLAIN, ds=answer("DS", state=LOST)), "unknown", Status.UNKNOWN),
    (change(PLAIN, keys=answer("DNSKEY", state=LOST)), "unknown", Status.UNKNOWN),
    (change(PLAIN, answer=answer("SOA", state=AnswerState.NO_SUCH_NAME)), "unknown",
     Status.UNKNOWN),
    (change(PLAIN, keys=KEYS.keys, wanted=("1 13 2 ab", "2 13 2 cd")), "no-ds", Status.WARNING),
    (change(PLAIN, keys=KEYS.keys), "unsigned", Status.INFO),
    (KEYS, "not-verifiable", Status.WARNING),
    (change(KEYS, root=change(KEYS.root, authentic=False)), "not-verified", Status.INFO),
    (change(KEYS, keys=answer("DNSKEY")), "broken", Status.FAILED),
    (SILENT, "unknown", Status.UNKNOWN),
    (change(SILENT, unchecked=WAIVED), "broken", Status.FAILED),
    (change(SILENT, unchecked=WAIVED, ds=answer("DS", state=LOST)), "broken", Status.FAILED),
    (change(SILENT, unchecked=WAIVED, ds=answer("DS")), "unknown", Status.UNKNOWN),
    (change(SILENT, unchecked=SILENT.answer), "unknown", Status.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "name", "status"), CASES)
def test_verdicts(facts: DnssecFacts, name: str, status: Status) -> None:
    verdict = judge(facts)
    assert (verdict.id, verdict.status) == (f"domain.dnssec.{name}", status)
    assert verdict.evidence
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) == (status in (Status.WARNING, Status.FAILED))
    if fix is not None:
        assert "Message to your domain host" in {copy.label for copy in fix.copy}


def test_every_text_and_every_fix_is_of_a_verdict() -> None:
    judged = {judge(facts).id for facts, _, _ in CASES}
    assert judged == set(TEXTS)
    assert set(FIXES) <= judged


def test_the_record_to_register_is_given() -> None:
    fix = said(judge(change(PLAIN, keys=KEYS.keys, wanted=("1 13 2 ab",))), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy[0].text == "1 13 2 ab"
