"""Every sentence that sending can ask for exists, and fits what it is given."""

import re
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest

from mailadmin.core.account import Account, Identity, Messenger, Route, Security, Server
from mailadmin.core.diagnosis import CAUSES
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Finding, ReplySeen, Status, Verdict
from mailadmin.core.send import titles
from mailadmin.core.send.routes import (
    Attempt,
    RecipientResult,
    RecipientState,
    TryMessenger,
)
from mailadmin.core.send.titles import Story
from mailadmin.core.smtp.delivery import Delivery
from mailadmin.core.texts import TEXTS, from_policy, inbox, outbox, say, send

SENDING = Path(send.__file__).parents[1] / "send"
SERVER = Server(host="mail.example.com", port=465, security=Security.TLS)
ACCOUNT = Account(
    id="work",
    name="Work",
    identity=Identity(address="anna@example.com"),
    mail_server=SERVER,
    messenger=Messenger(server=SERVER, address="relay@example.net"),
)


def failing(check: str, code: int | None = None, cause: str | None = None) -> Finding:
    evidence = (ReplySeen(code=code, enhanced=None, text="no"),) if code else ()
    return Finding(
        check=check,
        subject="mail.example.com:465",
        route=Route.MAIL_SERVER,
        verdict=Verdict("id", Status.FAILED, {}, evidence, cause),
        started=datetime(2026, 11, 23, tzinfo=UTC),
        elapsed_ms=1.0,
    )


def story(
    *states: tuple[RecipientState, Route], cause: str | None = None, fell_back: bool = False
) -> Story:
    recipients = tuple(
        RecipientResult(address=f"{number}@example.com", state=state, route=route)
        for number, (state, route) in enumerate(states)
    )
    fallback = TryMessenger(recipients=(), addresses=(), cause=cause, failure=None)
    return Story(
        account=ACCOUNT,
        recipients=recipients,
        attempts=(Attempt(route=states[-1][1], recipients=(), delivery=Delivery()),),
        fallback=fallback if fell_back else None,
    )


SENT, REFUSED, LOST, MAYBE = (
    RecipientState.SENT,
    RecipientState.REFUSED,
    RecipientState.NOT_SENT,
    RecipientState.UNCERTAIN,
)
SERVER_ROUTE, MESSENGER_ROUTE = Route.MAIL_SERVER, Route.MESSENGER


@pytest.mark.parametrize(
    ("told", "outcome", "title"),
    [
        (story((SENT, SERVER_ROUTE)), Outcome.PASSED, "send.sent.mail-server"),
        (story((SENT, MESSENGER_ROUTE)), Outcome.PASSED, "send.sent.messenger"),
        (story((SENT, MESSENGER_ROUTE), cause="network-refused", fell_back=True), Outcome.PASSED,
         "send.sent.messenger.closed"),
        (story((SENT, MESSENGER_ROUTE), fell_back=True), Outcome.PASSED,
         "send.sent.messenger.later"),
        (story((SENT, SERVER_ROUTE), (SENT, MESSENGER_ROUTE), fell_back=True), Outcome.PASSED,
         "send.sent.both"),
        (story((SENT, SERVER_ROUTE), (REFUSED, SERVER_ROUTE)), Outcome.WARNING,
         "send.partly.mail-server"),
        (story((SENT, MESSENGER_ROUTE), (REFUSED, MESSENGER_ROUTE), fell_back=True),
         Outcome.WARNING, "send.partly.messenger"),
        (story((SENT, SERVER_ROUTE), (SENT, MESSENGER_ROUTE), (LOST, MESSENGER_ROUTE),
               fell_back=True), Outcome.WARNING, "send.partly.both"),
        (story((REFUSED, SERVER_ROUTE)), Outcome.FAILED, "send.not-sent.refused"),
        (story((LOST, SERVER_ROUTE)), Outcome.FAILED, "send.not-sent.mail-server"),
        (story((LOST, MESSENGER_ROUTE)), Outcome.FAILED, "send.not-sent.messenger"),
        (story((LOST, MESSENGER_ROUTE), fell_back=True), Outcome.FAILED, "send.not-sent.neither"),
        (story((MAYBE, SERVER_ROUTE)), Outcome.UNCERTAIN, "send.uncertain"),
        (story((SENT, SERVER_ROUTE), (MAYBE, MESSENGER_ROUTE), fell_back=True), Outcome.UNCERTAIN,
         "send.uncertain"),
    ],
)  # fmt: skip
def test_the_title_names_route_and_reason(told: Story, outcome: Outcome, title: str) -> None:
    assert titles.outcome_of(told.recipients) is outcome
    phrase = titles.title(told, outcome)
    assert phrase.id == title
    assert say(phrase)
    if told.fallback is not None:
        assert say(titles.because(told))


@pytest.mark.parametrize("cause", [*CAUSES, None, "unknown-generic"])
@pytest.mark.parametrize("check", ["net.connect", "smtp.auth", "smtp.sender", "smtp.message"])
def test_every_cause_has_a_reason_in_words(cause: str | None, check: str) -> None:
    reason = titles.reason_of(cause, failing(check, 550, cause))
    assert f"send.sent.messenger.{reason}" in TEXTS
    assert f"send.because.{reason}" in TEXTS


@pytest.mark.parametrize(
    ("cause", "failure", "reason"),
    [
        ("network-timeout", None, "silent"),
        ("tls-cert-expired", None, "certificate"),
        ("tls-mode-mismatch", None, "encryption"),
        ("auth-bad-credentials", None, "sign-in"),
        ("sender-not-owned", None, "sender"),
        ("reputation-blocklisted", None, "reputation"),
        ("keyring-locked", None, "keyring"),
        ("temporary-greylisted", None, "greylisted"),
        ("temporary-server-error", None, "later"),
        (None, None, "later"),
        (None, failing("smtp.message", 451), "later"),
        (None, failing("smtp.sender", 550), "sender"),
        (None, failing("smtp.auth", 535), "sign-in"),
        (None, failing("smtp.message", 554), "other"),
        (None, failing("net.connect"), "other"),
    ],
)
def test_the_reason_follows_the_cause_and_else_the_stage(
    cause: str | None, failure: Finding | None, reason: str
) -> None:
    assert titles.reason_of(cause, failure) == reason


def test_every_sentence_that_the_code_names_exists() -> None:
    named = set()
    for module in (*SENDING.glob("*.py"), *SENDING.with_name("inbox").glob("*.py")):
        named |= set(re.findall(r'Phrase\(\s*"([a-z.-]+)"', module.read_text("utf-8")))
    assert len(named) > 30
    assert named <= set(TEXTS)


@pytest.mark.parametrize("table", [send.TEXTS, outbox.TEXTS, inbox.TEXTS, from_policy.TEXTS])
def test_a_sentence_is_plain_and_complete(table: dict[str, object]) -> None:
    for phrase_id, text in table.items():
        for part in text:  # type: ignore[attr-defined]
            fields = [name for _, name, _, _ in Formatter().parse(part) if name is not None]
            assert all(name.isidentifier() for name in fields), phrase_id
        title = text.title  # type: ignore[attr-defined]
        assert title[0].isupper() or title[0] in "“({", phrase_id
        assert "  " not in title or "\n" in title, phrase_id
