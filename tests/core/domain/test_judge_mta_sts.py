"""What the facts of MTA-STS mean, as a table; every verdict has its words, every fix its record."""

import msgspec
import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mta_sts import MtaStsFacts
from mailadmin.core.dns.mta_sts_syntax import Fault, Mode, Policy, parse_policy, parse_record
from mailadmin.core.domain.judge.mta_sts import judge
from mailadmin.core.finding import RecordSeen, ReplySeen, Status
from mailadmin.core.http import Fetched, HttpProblem
from mailadmin.core.texts.domain.mta_sts import FIXES, TEXTS
from tests.core.domain.saying import said

RECORD = "v=STSv1; id=1;"
LOST = AnswerState.TEMPORARY_FAILURE
change = msgspec.structs.replace


def answer(name: str, kind: str, *values: str, state: AnswerState | None = None) -> Answer:
    found = AnswerState.FOUND if values else AnswerState.NO_SUCH_NAME
    return Answer(name=name, type=kind, state=state or found, values=values)


def policy(mode: Mode = Mode.ENFORCE, *mx: str, max_age: int = 604800) -> Policy:
    return Policy(mode=mode, mx=mx or ("*.d.test",), max_age=max_age)


GOT = Fetched(
    url="https://mta-sts.d.test/.well-known/mta-sts.txt",
    status=200,
    content_type="text/plain; charset=utf-8",
    body=b"version: STSv1\n",
    addresses=answer("mta-sts.d.test", "address", "192.0.2.1"),
)
GOOD = MtaStsFacts(
    domain="d.test",
    answer=answer("_mta-sts.d.test", "TXT", RECORD),
    mx=answer("d.test", "MX", "10 mx1.d.test.", "20 mx2.d.test."),
    records=(RECORD,),
    id="1",
    fetched=GOT,
    policy=policy(),
)
NONE = change(
    GOOD, answer=answer("_mta-sts.d.test", "TXT"), records=(), id=None, fetched=None, policy=None
)


def missed(problem: HttpProblem, status: int | None = None) -> MtaStsFacts:
    fetched = Fetched(
        url=GOT.url, problem=problem, error="why\x1b", status=status, location="/\x1b"
    )
    return change(GOOD, fetched=fetched, policy=None)


CASES = [
    (GOOD, "ok", Status.OK),
    (NONE, "no-record", Status.INFO),
    (change(NONE, fetched=missed(HttpProblem.TIMED_OUT).fetched), "no-record", Status.INFO),
    (change(NONE, fetched=GOT, policy=policy(Mode.NONE)), "no-record", Status.INFO),
    (change(NONE, answer=answer("a", "TXT", state=LOST)), "unknown", Status.UNKNOWN),
    (change(NONE, fetched=GOT, policy=policy()), "policy-alone", Status.WARNING),
    (change(GOOD, records=(RECORD, RECORD), id=None), "several-records", Status.WARNING),
    (change(GOOD, id=None, record_fault=Fault(missing="id")), "record-broken", Status.WARNING),
    (change(GOOD, id=None, record_fault=Fault(wrong="\x1b"), policy=None), "record-broken",
     Status.WARNING),
    (missed(HttpProblem.NO_ADDRESS), "no-policy-host", Status.WARNING),
    (missed(HttpProblem.STATUS, 404), "no-policy", Status.WARNING),
    (missed(HttpProblem.REDIRECT, 301), "redirect", Status.WARNING),
    (missed(HttpProblem.TOO_BIG, 200), "too-big", Status.WARNING),
    (missed(HttpProblem.CERTIFICATE), "certificate", Status.WARNING),
    (missed(HttpProblem.REFUSED), "unreachable", Status.WARNING),
    (missed(HttpProblem.RESET), "unreachable", Status.WARNING),
    (missed(HttpProblem.NO_TLS), "unreachable", Status.WARNING),
    (missed(HttpProblem.BAD_REPLY), "unreachable", Status.WARNING),
    (missed(HttpProblem.NAME_UNKNOWN), "policy-unknown", Status.UNKNOWN),
    (missed(HttpProblem.TIMED_OUT), "policy-unknown", Status.UNKNOWN),
    (missed(HttpProblem.UNREACHABLE), "policy-unknown", Status.UNKNOWN),
    (missed(HttpProblem.FORBIDDEN), "policy-unknown", Status.UNKNOWN),
    (missed(HttpProblem.OTHER), "policy-unknown", Status.UNKNOWN),
    (change(GOOD, fetched=change(GOT, content_type="text/html")), "media-type", Status.WARNING),
    (change(GOOD, fetched=change(GOT, content_type="")), "media-type", Status.WARNING),
    (change(GOOD, policy=None, policy_fault=Fault(wrong="x\x00y")), "policy-broken",
     Status.WARNING),
    (change(GOOD, policy=None, policy_fault=Fault(missing="mx")), "policy-incomplete",
     Status.WARNING),
    (change(GOOD, policy=policy(Mode.NONE)), "switched-off", Status.INFO),
    (change(GOOD, mx=answer("d.test", "MX", state=LOST)), "servers-unknown", Status.UNKNOWN),
    (change(GOOD, mx=answer("d.test", "MX", "0 .")), "no-mail", Status.INFO),
    (change(GOOD, policy=policy(Mode.ENFORCE, "mx1.d.test")), "not-covered", Status.FAILED),
    (change(GOOD, mx=answer("d.test", "MX", state=AnswerState.NO_DATA)), "not-covered",
     Status.FAILED),
    (change(GOOD, policy=policy(Mode.TESTING, "x.test")), "not-covered-testing", Status.WARNING),
    (change(GOOD, policy=policy(Mode.TESTING)), "testing", Status.INFO),
    (change(GOOD, policy=policy(max_age=86399)), "short-lived", Status.WARNING),
    (change(GOOD, policy=policy(max_age=86400)), "ok", Status.OK),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "name", "status"), CASES)
def test_verdicts(facts: MtaStsFacts, name: str, status: Status) -> None:
    verdict = judge(facts)
    assert (verdict.id, verdict.status) == (f"domain.mta-sts.{name}", status)
    assert any(isinstance(seen, RecordSeen) for seen in verdict.evidence)
    fix = said(verdict, TEXTS, FIXES)
    if fix is not None:
        copied = {copy.label: copy.text for copy in fix.copy}
        if "Record to publish" in copied:
            assert parse_record(copied["Record to publish"])
        if "Policy file" in copied:
            proposed = parse_policy(copied["Policy file"])
            assert proposed.uncovered(facts.hosts) == ()
        assert "Record to publish" in copied or "Message to whoever runs your website" in copied


def test_every_text_and_every_fix_is_of_a_verdict() -> None:
    judged = {judge(facts).id for facts, _, _ in CASES}
    assert judged == set(TEXTS)
    assert set(FIXES) <= judged
    bad = {Status.WARNING, Status.FAILED}
    assert {f"domain.mta-sts.{name}" for _, name, status in CASES if status in bad} <= set(FIXES)


def test_a_policy_to_publish_keeps_what_is_covered_and_adds_the_rest() -> None:
    found = judge(
        change(GOOD, policy=policy(Mode.ENFORCE, "old.test", "mx1.d.test", max_age=10**6))
    )
    assert found.params["policy"] == (
        "version: STSv1\nmode: enforce\nmx: old.test\nmx: mx1.d.test\nmx: mx2.d.test\n"
        "max_age: 1000000"
    )
    assert found.params["old_record"] == RECORD
    assert found.params["missing"] == "mx2.d.test"


def test_another_policy_has_another_id() -> None:
    one, other = judge(NONE), judge(change(NONE, mx=answer("d.test", "MX", "1 x.test.")))
    assert one.params["record"] != other.params["record"]
    assert "mode: testing" in str(one.params["policy"])
    assert "old_record" not in one.params


@pytest.mark.parametrize("hosts", [0, 51])
def test_no_policy_is_proposed_without_knowing_the_servers(hosts: int) -> None:
    values = [f"1 mx{number}.test." for number in range(hosts)]
    mx = answer("d.test", "MX", *values, state=None if hosts else LOST)
    fix = said(judge(change(NONE, mx=mx)), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy == ()


@pytest.mark.parametrize("host", ["a\\032b.d.test", "\\027[2j.test", "<b>.test"])
def test_no_policy_is_proposed_that_nobody_could_read(host: str) -> None:
    mx = answer("d.test", "MX", "10 mx1.d.test.", f"20 {host}.")
    for facts in (change(NONE, mx=mx), change(GOOD, mx=mx)):
        assert "policy" not in judge(facts).params


def test_what_is_shown_of_a_stranger_s_text_is_short_and_printable() -> None:
    found = judge(change(GOOD, policy=None, policy_fault=Fault(wrong="\x1b[2J" + "x" * 1000)))
    assert found.params["wrong"] == "\ufffd[2J" + "x" * 116 + "…"


def test_the_policy_is_evidence_up_to_a_size() -> None:
    found = judge(change(GOOD, fetched=change(GOT, body=b"x" * 60_000)))
    (seen,) = [seen for seen in found.evidence if isinstance(seen, ReplySeen)]
    assert (seen.code, len(seen.text)) == (200, 2000)
