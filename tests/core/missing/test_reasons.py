"""Why did it not arrive? Answers and evidence in, ranked reasons out."""

from datetime import timedelta

import msgspec
import pytest

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Status
from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope, When
from mailadmin.core.missing.evidence import Evidence, receiver_of
from mailadmin.core.missing.pasted import read_pasted
from mailadmin.core.missing.words import as_text, words_of
from mailadmin.core.send.records import State
from mailadmin.core.send.routes import RecipientResult, RecipientState
from mailadmin.core.texts.missing import FIXES, TEXTS
from tests.core.history.samples import result as ended
from tests.core.history.samples import run as past
from tests.core.missing.samples import (
    BERT,
    BOUNCE,
    NOW,
    SILENT,
    answers,
    arrived,
    domain_failing,
    error,
    finding,
    mx,
    ranked,
    row,
    sent,
)

GONE = receiver_of(mx("firm.test", AnswerState.NO_SUCH_NAME))
NULL = receiver_of(mx("firm.test", AnswerState.FOUND, "."))
SLIP = receiver_of(mx("gmial.com", AnswerState.FOUND, "mx.parking.test."))
GOOD = receiver_of(mx("firm.test", AnswerState.FOUND, "mx.firm.test."))
PUBLIC = receiver_of(mx("gmail.com", AnswerState.FOUND, "gmail-smtp-in.l.google.com."))
NOWHERE = receiver_of(
    mx("firm.test", AnswerState.NO_DATA,
       own=(Answer(name="firm.test", type="A", state=AnswerState.NO_DATA),))
)  # fmt: skip
NOBODY_KNOWS = Answers(
    scope=Scope.ONE, recipient="", after=After.SILENCE, when=When.EARLIER, junk=Junk.NOT_LOOKED,
    before=Before.UNKNOWN, amount=Amount.FEW,
)  # fmt: skip
TEXT_LOST = answers(after=After.BOUNCE, text="")
SPF = domain_failing("domain.spf")

CASES = [
    ("a returned message says why", answers(after=After.BOUNCE, text=BOUNCE),
     Evidence(pasted=read_pasted(BOUNCE)), "returned"),
    ("an error says why", answers(after=After.ERROR, text="x"),
     Evidence(pasted=read_pasted("535 5.7.8 authentication failed")), "error"),
    ("a returned message nobody has any more", TEXT_LOST, Evidence(), "text-missing"),
    ("an error nobody has any more", answers(after=After.ERROR, text=""), Evidence(),
     "error-missing"),
    ("a text nobody understands", answers(after=After.ERROR, text="x"), Evidence(pasted=error()),
     "text-not-understood"),
    ("the outbox has it", SILENT, Evidence(row=row(RecipientState.NOT_SENT)), "not-sent"),
    ("refused at once", SILENT, Evidence(row=row(RecipientState.REFUSED)), "refused"),
    ("nobody knows whether it went", SILENT, Evidence(row=row(RecipientState.UNCERTAIN)),
     "uncertain"),
    ("it is being sent", SILENT, Evidence(row=row(RecipientState.WAITING, state=State.SENDING)),
     "being-sent"),
    ("it was given up", SILENT,
     Evidence(row=row(RecipientState.NOT_SENT, state=State.DISCARDED)), "discarded"),
    ("no such domain", SILENT, Evidence(receiver=GONE), "domain-gone"),
    ("no such domain, and never written to", answers(before=Before.NO), Evidence(receiver=GONE),
     "wrong-domain"),
    ("a domain that takes no mail", answers(before=Before.NO), Evidence(receiver=NULL),
     "wrong-domain"),
    ("a domain without any server", answers(before=Before.NO), Evidence(receiver=NOWHERE),
     "wrong-domain"),
    ("a typing mistake", answers(before=Before.NO), Evidence(receiver=SLIP), "mistyped"),
    ("found in Junk", answers(junk=Junk.THERE), Evidence(), "in-junk"),
    ("nobody has looked in Junk", answers(junk=Junk.NOT_LOOKED), Evidence(), "look-in-junk"),
    ("the test message is in Junk too", SILENT,
     Evidence(arrival=arrived(Where.JUNK, finding("message.verdict", "domain.too-slow"))),
     "test-in-junk"),
    ("the own domain fails", answers(scope=Scope.ALL), Evidence(domain=SPF), "own-domain"),
    ("the own domain is gone", SILENT,
     Evidence(domain=domain_failing("domain.mx", verdict_id="domain.mx.no-such-domain")),
     "own-domain"),
    ("the test message could not prove its sender", answers(scope=Scope.ALL),
     Evidence(arrival=arrived(Where.INBOX, finding("message.dkim", "domain.too-slow"))),
     "not-authenticated"),
    ("the test message was lost", answers(scope=Scope.ALL), Evidence(arrival=arrived(None)),
     "server-loses-it"),
    ("everybody, and no test yet", answers(scope=Scope.ALL), Evidence(), "server-keeps-it"),
    ("the test message could not be sent", answers(scope=Scope.ALL),
     Evidence(arrival=arrived(None, sending=sent(status=Outcome.FAILED))),
     "server-does-not-send"),
    ("a connection test failed", answers(scope=Scope.ALL),
     Evidence(test=past(end=ended(Outcome.FAILED))), "server-did-not-work"),
    ("one company, and others get it", answers(scope=Scope.ORGANIZATION),
     Evidence(arrival=arrived(Where.INBOX), receiver=GOOD), "quarantine"),
    ("a public provider", answers(recipient="bert@gmail.com", before=Before.NO),
     Evidence(receiver=PUBLIC), "provider-filter"),
    ("a known recipient at a company", SILENT, Evidence(receiver=GOOD), "quarantine"),
    ("it came late", answers(after=After.LATE), Evidence(), "put-off"),
    ("the test was slow too", answers(after=After.LATE),
     Evidence(arrival=arrived(Where.INBOX, seconds=900.0)), "own-queue"),
    ("a moment ago", answers(when=When.HOUR, before=Before.NO), Evidence(), "still-on-its-way"),
    ("a mailing", answers(amount=Amount.MANY), Evidence(), "bulk"),
    ("nobody knows anything", NOBODY_KNOWS, Evidence(), "look-in-junk"),
    ("nothing was asked", Answers(), Evidence(), "look-in-junk"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "evidence", "first"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_likeliest_reason_stands_first(given: Answers, evidence: Evidence, first: str) -> None:
    reasons = ranked(given, evidence)
    assert reasons[0].id == first
    guesses = [one.likelihood for one in reasons[:-1] if not one.stated]
    assert guesses == sorted(guesses, reverse=True)
    assert [one.stated for one in reasons] == sorted((o.stated for o in reasons), reverse=True)
    assert len({one.id for one in reasons}) == len(reasons)


@pytest.mark.parametrize(("given", "evidence"), [case[1:3] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_every_reason_is_said_in_whole_sentences(given: Answers, evidence: Evidence) -> None:
    for reason in ranked(given, evidence):
        words = words_of(reason)
        whole = [words.title, words.detail, *words.proof, words.fix.check]
        whole += [*words.fix.steps, *(copy.text for copy in words.fix.copy)]
        assert words.fix.steps
        assert not any("{" in text or "}" in text for text in whole), (reason.id, whole)
        assert bool(words.sure) is (reason.likelihood > 0)


def test_no_reason_and_no_fix_is_left_over() -> None:
    rare = {"by-messenger", "too-big", "mistyped-name", "own-rule", "ask", "ask-own", "report"}
    said = {one.id for case in CASES for one in ranked(case[1], case[2])} | rare
    titles = {name.split(".")[2] for name in TEXTS if name.startswith("missing.reason.")}
    assert titles | {"report"} == said
    assert set(FIXES) == said - {"returned", "error"}


# -- what a server or the outbox states


def test_how_sure_it_is_comes_from_the_text_and_not_from_hope() -> None:
    doubtful = read_pasted("451 4.7.1 please try again later", "")
    (returned, *_) = ranked(answers(after=After.BOUNCE, text="x"), Evidence(pasted=doubtful))
    assert doubtful.guess is not None
    assert returned.likelihood == doubtful.guess.confidence
    assert words_of(returned).explained is not None


def test_what_is_stated_stands_before_a_likelier_guess() -> None:
    nobody = answers(scope=Scope.ALL, after=After.BOUNCE, text="")
    missing, domain, _ = ranked(nobody, Evidence(domain=domain_failing("domain.route")))
    assert (missing.id, domain.id) == ("text-missing", "own-domain")
    assert domain.likelihood > missing.likelihood


def test_a_returned_message_names_the_one_in_the_outbox() -> None:
    evidence = Evidence(pasted=read_pasted(BOUNCE), row=row(RecipientState.SENT), is_it=True)
    (returned, *_) = ranked(answers(after=After.BOUNCE, text=BOUNCE), evidence)
    words = words_of(returned)
    assert any("“Offer”" in proof for proof in words.proof)
    assert any("User unknown" in proof for proof in words.proof)
    not_it = msgspec.structs.replace(evidence, is_it=False)
    (returned, *_) = ranked(answers(after=After.BOUNCE, text=BOUNCE), not_it)
    assert not any("“Offer”" in proof for proof in words_of(returned).proof)


def test_a_report_that_is_no_failure_says_what_it_is() -> None:
    away = "From: bert@firm.test\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n"
    (report, *_) = ranked(
        answers(after=After.BOUNCE, text=away), Evidence(pasted=read_pasted(away))
    )
    assert report.id == "report"
    assert "automatic answer" in words_of(report).title
    assert words_of(report).fix.steps


def test_an_old_message_of_the_outbox_is_hardly_the_one_in_question() -> None:
    old = row(RecipientState.NOT_SENT, created=NOW - timedelta(days=30))
    reasons = ranked(SILENT, Evidence(row=old))
    assert next(one for one in reasons if one.id == "not-sent").likelihood < 0.5
    sure = ranked(SILENT, Evidence(row=old, is_it=True))
    assert sure[0].id == "not-sent"


def test_only_the_recipient_in_question_counts() -> None:
    both = (
        RecipientResult(address="cora@firm.test", state=RecipientState.REFUSED),
        RecipientResult(address=BERT, state=RecipientState.SENT),
    )
    mixed = row(RecipientState.SENT, recipients=both)
    assert "refused" not in {one.id for one in ranked(SILENT, Evidence(row=mixed))}
    for_cora = answers(recipient="Cora@firm.test")
    assert ranked(for_cora, Evidence(row=mixed))[0].id == "refused"


def test_what_is_settled_leaves_no_room_for_guesses_and_what_is_not_does() -> None:
    guess = answers(junk=Junk.NOT_LOOKED)
    gone = {one.id for one in ranked(guess, Evidence(receiver=GONE))}
    assert gone == {"domain-gone", "ask"}
    perhaps = Evidence(row=row(RecipientState.NOT_SENT))
    assert {one.id for one in ranked(guess, perhaps)} == {"not-sent", "look-in-junk", "ask"}
    it = msgspec.structs.replace(perhaps, is_it=True)
    assert {one.id for one in ranked(guess, it)} == {"not-sent", "ask"}


def test_a_text_about_somebody_else_is_said() -> None:
    evidence = Evidence(pasted=read_pasted(BOUNCE))
    asked = answers(after=After.BOUNCE, text=BOUNCE, recipient="cora@firm.test")
    (returned, *_) = ranked(asked, evidence)
    assert f"But the text is about {BERT}, not about cora@firm.test." in words_of(returned).proof
    asked = answers(after=After.BOUNCE, text=BOUNCE, recipient="Bert@Firm.test")
    (returned, *_) = ranked(asked, evidence)
    assert not any(proof.startswith("But") for proof in words_of(returned).proof)


# -- what is weighed


def likelihood(name: str, given: Answers, evidence: Evidence | None = None) -> float:
    found = {one.id: one.likelihood for one in ranked(given, evidence)}
    return found.get(name, 0.0)


def test_what_arrives_elsewhere_points_to_the_receiver() -> None:
    fine = Evidence(arrival=arrived(Where.INBOX))
    assert likelihood("quarantine", SILENT, fine) > likelihood("quarantine", SILENT)
    everybody = answers(scope=Scope.ALL)
    assert likelihood("server-keeps-it", everybody) > likelihood("server-keeps-it", everybody, fine)


def test_a_message_lost_at_a_colleague_points_to_the_own_server() -> None:
    boxes = (*arrived(None).mailboxes, *arrived(Where.INBOX).mailboxes)
    partly = msgspec.structs.replace(arrived(None), mailboxes=boxes)
    stranger = Evidence(arrival=partly, receiver=GOOD, sender="anna@x.test")
    colleague = msgspec.structs.replace(stranger, sender="anna@firm.test")
    weighed = [likelihood("server-loses-it", SILENT, one) for one in (stranger, colleague)]
    assert 0 < weighed[0] < weighed[1]


def test_a_domain_counts_less_where_earlier_mail_or_the_test_could_prove_the_sender() -> None:
    new = answers(before=Before.NO)
    plain = likelihood("own-domain", new, Evidence(domain=SPF))
    assert plain > likelihood("own-domain", SILENT, Evidence(domain=SPF))
    passed = arrived(Where.INBOX, finding("message.dmarc", "domain.too-slow", Status.OK))
    assert plain > likelihood("own-domain", new, Evidence(domain=SPF, arrival=passed))


def test_all_that_is_wrong_with_a_domain_is_one_reason() -> None:
    both = domain_failing("domain.spf", "domain.blocklist")
    found = [one for one in ranked(SILENT, Evidence(domain=both)) if one.id == "own-domain"]
    assert len(found) == 1


def test_a_domain_of_a_provider_is_not_the_users_to_mend() -> None:
    theirs = msgspec.structs.replace(SPF, domain="gmail.com")
    assert likelihood("own-domain", SILENT, Evidence(domain=theirs)) == 0


def test_a_young_message_may_still_be_on_its_way_and_an_old_one_not() -> None:
    asked = answers(when=None)
    young = row(RecipientState.SENT, created=NOW - timedelta(minutes=9))
    found = {one.id: one for one in ranked(asked, Evidence(row=young))}
    assert found["still-on-its-way"].proof[0].params["minutes"] == 9
    assert likelihood("still-on-its-way", asked, Evidence(row=row(RecipientState.SENT))) == 0
    hour, day = answers(when=When.HOUR), answers(when=When.DAY)
    assert likelihood("still-on-its-way", hour) > likelihood("still-on-its-way", day) > 0
    assert likelihood("still-on-its-way", SILENT) == 0


def test_what_was_found_or_not_sent_is_not_on_its_way() -> None:
    found_it = answers(when=When.HOUR, before=Before.NO, junk=Junk.THERE)
    assert likelihood("still-on-its-way", found_it) == 0
    not_sent = Evidence(arrival=arrived(None, sending=sent(status=Outcome.FAILED)))
    assert not_sent.mailboxes(None) == ()
    assert likelihood("uncertain", SILENT, Evidence(row=row(RecipientState.UNCERTAIN))) < 0.9


def test_a_domain_that_looks_alike_but_belongs_to_a_provider_is_no_mistake() -> None:
    real = receiver_of(mx("gmial.com", AnswerState.FOUND, "gmail-smtp-in.l.google.com."))
    assert likelihood("mistyped", answers(before=Before.NO), Evidence(receiver=real)) == 0
    assert likelihood("mistyped", SILENT, Evidence(receiver=SLIP)) == 0


def test_a_big_message_by_the_messenger_is_two_more_reasons() -> None:
    big = row(RecipientState.SENT, size=26_000_000, route=Route.MESSENGER)
    assert {"too-big", "by-messenger"} <= {one.id for one in ranked(SILENT, Evidence(row=big))}


def test_answers_that_another_one_has_made_pointless_do_not_count() -> None:
    stale = answers(after=After.ERROR, text="", amount=Amount.MANY, junk=Junk.THERE)
    found = {one.id for one in ranked(stale)}
    assert found == {"error-missing", "ask"}


# -- whom to ask


def test_the_last_one_is_what_to_ask_with_everything_the_receiver_needs() -> None:
    last = ranked(SILENT, Evidence(row=row(RecipientState.SENT)))[-1]
    assert last.id == "ask"
    (copy,) = words_of(last).fix.copy
    for needed in ("<1@x.test>", "Offer", BERT, "Q1", "2026-11-26 12:00 UTC"):
        assert needed in copy.text


def test_who_reaches_nobody_asks_their_own_administrator() -> None:
    last = ranked(answers(scope=Scope.ALL), Evidence(sender="anna@x.test"))[-1]
    assert last.id == "ask-own"
    (copy,) = words_of(last).fix.copy
    assert "anna@x.test" in copy.text


def test_the_list_can_be_handed_on_as_text() -> None:
    text = as_text(ranked(SILENT), [("Who did not get it?", "One person")])
    assert "Who did not get it? One person" in text
    assert "1. " in text
    assert "To do (" in text
