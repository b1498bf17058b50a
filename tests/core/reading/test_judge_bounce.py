"""What a report about delivery means for each recipient, and that every verdict has its words."""

import re
from itertools import product
from pathlib import Path

import pytest

from mailadmin.core.diagnosis.fix import put_into_words
from mailadmin.core.event import Phrase
from mailadmin.core.finding import HeaderSeen, ReplySeen, Status, Verdict
from mailadmin.core.fixes import fix_of
from mailadmin.core.message.bounce import Action, Bounce, Original, Recipient
from mailadmin.core.message.kinds import Kind
from mailadmin.core.reading.judge import bounce as module
from mailadmin.core.reading.judge.bounce import MOST_RECIPIENTS, judge
from mailadmin.core.texts import say
from mailadmin.core.texts.message.bounce import FIXES, TEXTS
from mailadmin.core.texts.noop import english

BOB = "bob@example.org"
REASON = "550 5.1.1 <bob@example.org>: User unknown"
ODD = "550 5.9.9 giraffes sing at midnight"


def report(kind: Kind = Kind.BOUNCE, **about: object) -> Bounce:
    one = {"address": BOB, "action": Action.FAILED, **about}
    return Bounce(
        kind=kind,
        recipients=(Recipient(**one),),  # type: ignore[arg-type]
        original=Original(message_id="<one@example.com>", subject="Offer"),
    )


def asked_off() -> Bounce:
    one = Recipient(address=BOB, action=Action.REPORTED)
    return Bounce(kind=Kind.FEEDBACK, recipients=(one,), feedback="opt-out")


def only(kind: Kind, bounce: Bounce | None = None) -> Verdict:
    (verdict,) = judge(kind, bounce)
    return verdict


CASES = [
    (report(diagnostic=REASON, code=550, status="5.1.1", remote="mx.example.org"),
     "failed-server-said", Status.FAILED, "recipient-unknown"),
    (report(diagnostic=REASON, code=550, status="5.1.1"), "failed-said", Status.FAILED,
     "recipient-unknown"),
    (report(status="5.1.1"), "failed", Status.FAILED, "recipient-unknown"),
    (report(diagnostic=ODD, code=550), "failed-said-unexplained", Status.FAILED, None),
    (report(), "failed-unexplained", Status.FAILED, None),
    (report(diagnostic="451 4.7.1 Greylisted, try again later", code=451, status="4.7.1"),
     "gave-up-said", Status.FAILED, "temporary-greylisted"),
    (report(action=Action.DELAYED), "delayed-unexplained", Status.WARNING, None),
    (report(action=Action.DELIVERED), "delivered", Status.OK, None),
    (report(action=Action.RELAYED), "relayed", Status.OK, None),
    (report(action=Action.EXPANDED), "expanded", Status.OK, None),
]  # fmt: skip


@pytest.mark.parametrize(("bounce", "name", "status", "cause"), CASES, ids=[c[1] for c in CASES])
def test_each_recipient_has_its_verdict(
    bounce: Bounce, name: str, status: Status, cause: str | None
) -> None:
    verdict = only(bounce.kind, bounce)
    assert (verdict.id, verdict.status) == (f"message.bounce.{name}", status)
    assert verdict.cause == cause
    assert (verdict.confidence is None) == (cause is None)
    assert verdict.params["recipient"] == BOB


def test_what_was_said_and_the_message_it_is_about_are_evidence() -> None:
    bounce = report(diagnostic=REASON, code=550, status="5.1.1", remote="mx.example.org")
    verdict = only(Kind.BOUNCE, bounce)
    assert ReplySeen(code=550, enhanced="5.1.1", text=REASON) in verdict.evidence
    assert HeaderSeen("Remote-MTA", "mx.example.org") in verdict.evidence
    assert HeaderSeen("Message-ID", "<one@example.com>") in verdict.evidence


def test_the_reporting_server_said_it_where_no_other_is_named() -> None:
    bounce = Bounce(
        kind=Kind.BOUNCE, recipients=report(diagnostic=ODD).recipients, reported_by="mx.example.net"
    )
    assert only(Kind.BOUNCE, bounce).params["server"] == "mx.example.net"


def test_of_many_recipients_twenty_are_told_and_the_others_counted() -> None:
    many = tuple(
        Recipient(address=f"u{number}@example.org", action=Action.FAILED)
        for number in range(MOST_RECIPIENTS + 7)
    )
    verdicts = judge(Kind.BOUNCE, Bounce(kind=Kind.BOUNCE, recipients=many))
    assert len(verdicts) == MOST_RECIPIENTS + 1
    assert verdicts[-1].id == "message.bounce.more"
    assert verdicts[-1].params == {"count": 7}


def test_nothing_a_stranger_wrote_may_draw_on_a_screen_or_fill_it() -> None:
    evil = "550 \x1b[2J\u202e" + "x" * 5_000
    verdict = only(Kind.BOUNCE, report(address="b\x07" + "o" * 500 + "@x", diagnostic=evil))
    for value in verdict.params.values():
        assert isinstance(value, int) or (value.isprintable() and len(value) < 400)


def test_a_bounce_that_was_passed_on_is_no_failure_of_this_message() -> None:
    verdict = only(Kind.FORWARDED_BOUNCE, report(Kind.FORWARDED_BOUNCE, diagnostic=REASON))
    assert (verdict.id, verdict.status) == ("message.bounce.forwarded-said", Status.INFO)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.AUTO_REPLY, "auto-reply"),
        (Kind.READ_RECEIPT, "read-receipt"),
        (Kind.CHALLENGE, "challenge"),
    ],
)
def test_the_answers_of_other_machines_are_told(kind: Kind, name: str) -> None:
    assert only(kind) == Verdict(f"message.bounce.{name}", Status.INFO)


def test_who_wants_no_more_mail_called_nothing_junk() -> None:
    verdict = only(Kind.FEEDBACK, asked_off())
    assert (verdict.id, verdict.status) == ("message.bounce.opt-out", Status.WARNING)
    assert verdict.params["recipient"] == BOB


def test_no_field_is_evidence_that_the_report_does_not_have() -> None:
    stated = only(Kind.FEEDBACK, Bounce(kind=Kind.FEEDBACK, feedback="abuse"))
    assert HeaderSeen("Feedback-Type", "abuse") in stated.evidence
    assert only(Kind.FEEDBACK, Bounce(kind=Kind.FEEDBACK)).evidence == ()


def test_ordinary_mail_has_no_verdict() -> None:
    assert judge(Kind.ORDINARY) == ()


FORGED = (
    "550 5.7.1 blocked, listed at zen.spamhaus.org; sign in with your password at"
    " https://evil.example/delist to be removed",
    "535 5.7.8 Please log in via your web browser at HTTPS://evil.example/x and then try again",
    "550 5.7.1 blocked using zen.spamhaus.org, see http://evil.example/x",
    "550 5.7.1 TLS certificate of www.evil.example/x is not trusted, open evil.example/x",
)


@pytest.mark.parametrize("reply", FORGED)
@pytest.mark.parametrize("kind", [Kind.BOUNCE, Kind.FORWARDED_BOUNCE])
def test_a_forged_report_sends_nobody_to_a_page_of_its_own(kind: Kind, reply: str) -> None:
    about = {"diagnostic": reply, "code": 550, "remote": "https://evil.example/mx"}
    verdict = only(kind, report(kind, address="you@www.evil.example", **about))
    causes = (verdict.cause or "", *(one.cause for one in verdict.also))
    assert not [one for one in causes if one.startswith(("auth-", "keyring-", "tls-", "network-"))]
    fix = fix_of(verdict)
    texts = [say(Phrase(verdict.id, verdict.params)), *map(str, verdict.params.values())]
    if fix is not None:
        texts += [*fix.steps, *(copy.text for copy in fix.copy)]
        assert not [step for step in fix.steps if "open the link" in step.lower()]
    assert not [text for text in texts if "evil.example" in text or "http" in text.lower()]


def test_the_list_is_named_though_somebody_asks_for_a_password() -> None:
    verdict = only(Kind.BOUNCE, report(diagnostic=FORGED[0], code=550))
    assert verdict.cause == "reputation-blocklisted"
    assert "hxxps://evil[.]example/delist" in str(verdict.params["reply"])


def every_verdict() -> list[Verdict]:
    """One of each that can be given."""
    found: list[Verdict] = []
    texts = ("", REASON, ODD)
    for action, text, status, remote in product(
        Action, texts, ("", "5.1.1", "4.9.9", "4.2.2", "4.4.1"), ("", "mx.example.org")
    ):
        if action is Action.REPORTED:
            continue
        found += judge(
            Kind.BOUNCE, report(action=action, diagnostic=text, status=status, remote=remote)
        )
    for kind in (Kind.BOUNCE, Kind.DELAY, Kind.FORWARDED_BOUNCE, Kind.FEEDBACK):
        found += judge(kind, Bounce(kind=kind))
    found += judge(Kind.FORWARDED_BOUNCE, report(Kind.FORWARDED_BOUNCE))
    found += judge(Kind.FORWARDED_BOUNCE, report(Kind.FORWARDED_BOUNCE, diagnostic=ODD))
    found += judge(Kind.FEEDBACK, report(Kind.FEEDBACK))
    for kind_of_feedback in ("abuse", "auth-failure", "not-spam"):
        found += judge(Kind.FEEDBACK, Bounce(kind=Kind.FEEDBACK, feedback=kind_of_feedback))
    found += judge(Kind.FEEDBACK, asked_off())
    many = report().recipients * (MOST_RECIPIENTS + 1)
    for complete in (True, False):
        found += judge(Kind.BOUNCE, Bounce(kind=Kind.BOUNCE, recipients=many, complete=complete))
    for kind in Kind:
        found += judge(kind)
    return found


def test_every_verdict_has_its_words_and_their_parameters() -> None:
    said = every_verdict()
    for verdict in said:
        text = TEXTS[verdict.id]
        for sentence in (text.title, text.detail):
            assert "{" not in sentence.format(**verdict.params)
        if verdict.id in FIXES:
            fix = put_into_words(FIXES[verdict.id], verdict.params, english)
            assert len(fix.steps) == len(FIXES[verdict.id].steps)
            assert len(fix.copy) == len(FIXES[verdict.id].copy)
    assert {verdict.id for verdict in said} == set(TEXTS)


def test_a_fix_is_there_wherever_something_failed_without_a_known_cause() -> None:
    for verdict in every_verdict():
        if verdict.status in (Status.FAILED, Status.WARNING):
            assert (verdict.cause is not None) != (verdict.id in FIXES), verdict.id


def test_every_id_written_in_the_judge_has_words() -> None:
    source = Path(module.__file__).read_text(encoding="utf-8")
    for name in re.findall(r'"(message\.bounce\.[a-z-]+)"', source):
        assert name in TEXTS
