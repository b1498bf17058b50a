"""Why did it not arrive? Answers and evidence in, ranked reasons out."""

from datetime import UTC, datetime, timedelta

import pytest

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen, Where
from mailadmin.core.diagnosis import diagnose
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import MxFacts, MxRecord
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope
from mailadmin.core.missing.evidence import Evidence, typing_mistake
from mailadmin.core.missing.reasons import Case, Reason, rank
from mailadmin.core.missing.words import words_of
from mailadmin.core.send.records import Kind, Row, State
from mailadmin.core.send.routes import RecipientResult, RecipientState
from mailadmin.core.texts.missing import TEXTS

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
SILENT = Answers(
    scope=Scope.ONE, recipient="bert@firm.test", after=After.SILENCE, junk=Junk.NOT_THERE,
    before=Before.YES, amount=Amount.FEW,
)  # fmt: skip


def answers(**changes: object) -> Answers:
    return Answers(**{**{f: getattr(SILENT, f) for f in SILENT.__struct_fields__}, **changes})


def row(state: RecipientState, **changes: object) -> Row:
    whole = {RecipientState.SENT: State.SENT, RecipientState.UNCERTAIN: State.UNCERTAIN}
    values: dict[str, object] = {
        "id": "abc234", "kind": Kind.MESSAGE, "account_id": "a", "account_name": "A",
        "created": NOW - timedelta(days=1), "changed": NOW,
        "state": whole.get(state, State.NOT_SENT),
        "phase": None, "route": Route.MAIL_SERVER, "message_id": "<1@x.test>", "subject": "Offer",
        "sender": "anna@x.test",
        "recipients": (
            RecipientResult(address="bert@firm.test", state=state, cause="recipient-unknown"),
        ),
        "in_flight": (), "reason": None, "queue_id": "Q1", "size": 2000, "has_text": True,
    }  # fmt: skip
    return Row(**{**values, **changes})


def mx(domain: str, state: AnswerState = AnswerState.FOUND, *records: MxRecord) -> MxFacts:
    return MxFacts(
        domain=domain, answer=Answer(name=domain, type="MX", state=state), records=records
    )


def domain_failing(check: str) -> DomainResult:
    finding = Finding(
        check=check, subject="x.test", route=None,
        verdict=Verdict("domain.spf.no-record", Status.FAILED, {"domain": "x.test", "limit": 20}),
        started=NOW, elapsed_ms=1,
    )  # fmt: skip
    return DomainResult(
        command="domain", status=Outcome.FAILED, title=Phrase("x"), elapsed_ms=1, domain="x.test",
        findings=(finding,),
    )  # fmt: skip


def arrived(folder: Where | None) -> ArrivalResult:
    seen = MailboxSeen(address="anna@gmail.test", folder=folder)
    return ArrivalResult(
        command="arrival", status=Outcome.PASSED, title=Phrase("x"), elapsed_ms=1, mailboxes=(seen,)
    )


def reasons(given: Answers, evidence: Evidence | None = None) -> list[Reason]:
    return list(rank(Case(given, evidence or Evidence(), NOW)))


CASES = [
    ("a returned message says why", answers(after=After.BOUNCE),
     Evidence(returned=diagnose("550 5.1.1 <bert@firm.test>: User unknown", stage="bounce")),
     "returned"),
    ("an error nobody has shown", answers(after=After.ERROR, text=""), Evidence(), "text-missing"),
    ("the outbox has it", SILENT, Evidence(row=row(RecipientState.NOT_SENT)), "not-sent"),
    ("refused at once", SILENT, Evidence(row=row(RecipientState.REFUSED)), "not-sent"),
    ("nobody knows whether it went", SILENT,
     Evidence(row=row(RecipientState.UNCERTAIN)), "uncertain"),
    ("no such domain", SILENT,
     Evidence(mx=mx("firm.test", AnswerState.NO_SUCH_NAME)), "wrong-domain"),
    ("a domain that takes no mail", SILENT,
     Evidence(mx=mx("firm.test", AnswerState.FOUND, MxRecord(0, "."))), "wrong-domain"),
    ("a typing mistake", answers(before=Before.NO),
     Evidence(mx=mx("gmial.com"), meant="gmail.com"), "mistyped"),
    ("found in Junk", answers(junk=Junk.THERE), Evidence(), "in-junk"),
    ("nobody has looked in Junk", answers(junk=Junk.NOT_LOOKED), Evidence(), "look-in-junk"),
    ("the own domain fails", answers(scope=Scope.ALL),
     Evidence(domain=domain_failing("domain.spf")), "own-domain"),
    ("the test message was lost", answers(scope=Scope.ALL),
     Evidence(arrival=arrived(None)), "server-keeps-it"),
    ("one company, and others get it", answers(scope=Scope.ORGANIZATION),
     Evidence(arrival=arrived(Where.INBOX)), "quarantine"),
    ("it came late", answers(after=After.LATE), Evidence(), "put-off"),
    ("a mailing", answers(amount=Amount.MANY, junk=None), Evidence(), "bulk"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "evidence", "first"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_likeliest_reason_stands_first(given: Answers, evidence: Evidence, first: str) -> None:
    ranked = reasons(given, evidence)
    assert ranked[0].id == first
    assert [one.likelihood for one in ranked[:-1]] == sorted(
        (one.likelihood for one in ranked[:-1]), reverse=True
    )


@pytest.mark.parametrize(("given", "evidence", "first"), [case[1:] for case in CASES])
def test_every_reason_is_said_in_whole_sentences(
    given: Answers, evidence: Evidence, first: str
) -> None:
    for reason in reasons(given, evidence):
        words = words_of(reason)
        whole = [words.title, words.detail, *words.proof]
        assert words.fix is not None
        whole += [*words.fix.steps, *(copy.text for copy in words.fix.copy)]
        assert words.fix.steps
        assert not any("{" in text or "}" in text for text in whole), (first, whole)


def test_a_reason_that_is_proven_leaves_no_room_for_guesses_before_it() -> None:
    ranked = reasons(
        SILENT, Evidence(row=row(RecipientState.NOT_SENT), arrival=arrived(Where.JUNK))
    )
    assert [one.likelihood >= 0.95 for one in ranked].index(True) == 0


def test_what_arrives_elsewhere_points_to_the_receiver() -> None:
    without = {one.id: one.likelihood for one in reasons(SILENT)}
    with_test = {
        one.id: one.likelihood for one in reasons(SILENT, Evidence(arrival=arrived(Where.INBOX)))
    }
    assert with_test["quarantine"] > without["quarantine"]


def test_a_young_message_may_still_be_on_its_way_and_an_old_one_not() -> None:
    young = row(RecipientState.SENT, created=NOW - timedelta(minutes=9))
    found = {one.id: one for one in reasons(SILENT, Evidence(row=young))}
    assert found["still-on-its-way"].proof[0].params["minutes"] == 9
    assert "still-on-its-way" not in {
        one.id for one in reasons(SILENT, Evidence(row=row(RecipientState.SENT)))
    }


def test_a_big_message_by_the_messenger_is_two_more_reasons() -> None:
    big = row(RecipientState.SENT, size=26_000_000, route=Route.MESSENGER)
    assert {"too-big", "by-messenger"} <= {one.id for one in reasons(SILENT, Evidence(row=big))}


def test_the_last_one_is_what_to_ask_with_everything_the_receiver_needs() -> None:
    last = reasons(SILENT, Evidence(row=row(RecipientState.SENT)))[-1]
    assert last.id == "ask"
    fix = words_of(last).fix
    assert fix is not None
    (copy,) = fix.copy
    for needed in ("<1@x.test>", "Offer", "bert@firm.test", "Q1", "2026-11-26"):
        assert needed in copy.text


def test_typing_mistakes_of_well_known_domains() -> None:
    assert typing_mistake("gmial.com") == "gmail.com"
    assert typing_mistake("hotmial.com") == "hotmail.com"
    assert typing_mistake("gmail.com") is None
    assert typing_mistake("example.com") is None


def test_every_reason_has_words() -> None:
    known = {name.removeprefix("missing.reason.") for name in TEXTS if ".reason." in name}
    said = {one.id for case in CASES for one in reasons(case[1], case[2])}
    assert said <= known
