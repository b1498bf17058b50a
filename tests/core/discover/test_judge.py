"""What answers mean, and that everything that can be said has its words."""

import ast
import string
from itertools import product
from pathlib import Path

import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.discover import judge, offers, trial
from mailadmin.core.discover.found import Found, FoundServer, Source, Trust
from mailadmin.core.discover.judge import judge_source, result_of
from mailadmin.core.discover.outcome import Offer, consents
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.trial import Tried, Trouble, judge_trial
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Outcome, Phrase
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.fixes import fix_of
from mailadmin.core.texts import TEXTS, discover, say

WISH = Wish(address="anna@d.test")
SERVER = FoundServer(kind="smtp", host="smtp.d.test", port=465, security=Security.TLS)
INBOX = FoundServer(kind="imap", host="imap.d.test", port=993, security=Security.TLS)
IN_THE_WEB = (Source.AUTOCONFIG, Source.DATABASE, Source.MX, Source.HTTP)


def words_of(verdict: Verdict) -> str:
    """Title and detail, filled in: raises where a value is missing."""
    text = TEXTS[verdict.id]
    return f"{text.title} {text.detail}".format(**verdict.params)


def found(source: Source, trust: Trust, provider: str = "") -> Found:
    return Found(
        source=source, trust=trust, origin="here", outgoing=(SERVER,), incoming=(INBOX,),
        provider=provider,
    )  # fmt: skip


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("trust", Trust)
def test_settings_of_every_source_have_words(source: Source, trust: Trust) -> None:
    if source is Source.PROVIDER and trust is Trust.DOUBTFUL:
        return  # the program does not doubt its own table
    verdict = judge_source(found(source, trust), "d.test")
    assert words_of(verdict)
    doubtful = trust is Trust.DOUBTFUL or source in (Source.HTTP, Source.GUESS)
    if trust is Trust.DOUBTFUL and source is not Source.GUESS:
        assert verdict.status is Status.WARNING
    assert doubtful or verdict.status is Status.OK


@pytest.mark.parametrize(("source", "why"), [
    *product(Source, (Why.NOT_THERE, Why.UNREACHABLE)),
    *product(IN_THE_WEB, (Why.BROKEN, Why.UNSAFE)),
    (Source.SRV, Why.BROKEN),
])  # fmt: skip
def test_why_there_are_none_has_words(source: Source, why: Why) -> None:
    verdict = judge_source(Nothing(source=source, why=why, origin="here", detail="x"), "d.test")
    assert (
        "d.test" in words_of(verdict)
        or "database" in words_of(verdict)
        or "own list" in (words_of(verdict))
    )
    expected = {
        Why.NOT_THERE: Status.INFO, Why.UNREACHABLE: Status.UNKNOWN,
        Why.BROKEN: Status.WARNING, Why.UNSAFE: Status.WARNING,
    }  # fmt: skip
    assert verdict.status is expected[why]
    assert verdict.evidence


@pytest.mark.parametrize("kind", ["smtp", "imap"])
@pytest.mark.parametrize("trouble", [None, *Trouble])
@pytest.mark.parametrize("security", [Security.TLS, Security.NONE])
def test_every_server_that_was_tried_has_words(
    kind: str, trouble: Trouble | None, security: Security
) -> None:
    server = FoundServer(kind=kind, host="mail.d.test", port=25, security=security)
    verdict = judge_trial(Tried(server=server, trouble=trouble))
    assert "mail.d.test" in words_of(verdict)
    fine = trouble is None and security is Security.TLS
    assert verdict.status is (Status.OK if fine else Status.WARNING)
    guessed = judge_trial(Tried(server=server, trouble=trouble), guessed=True)
    assert trouble is None or guessed.status is Status.INFO


def offer(source: Source = Source.SRV, **changes: object) -> Offer:
    values: dict[str, object] = {
        "source": source,
        "origin": "here",
        "trust": Trust.LIKELY,
        "mail_server": Server(host="smtp.d.test", port=465, security=Security.TLS),
        "inbox": Server(host="imap.d.test", port=993, security=Security.TLS),
    }
    return Offer(**{**values, **changes})  # type: ignore[arg-type]


def nothing(source: Source, why: Why, sentence: str = "") -> Nothing:
    return Nothing(source=source, why=why, sentence=sentence)


UNREACHABLE = tuple(
    nothing(source, Why.UNREACHABLE) for source in Source if source not in judge.NOT_ASKED
)
TABLE = nothing(Source.PROVIDER, Why.NOT_THERE)
GUESS = nothing(Source.GUESS, Why.UNREACHABLE)
NO_DOMAIN = nothing(Source.MX, Why.NOT_THERE, "discover.mx.no-such-domain")


@pytest.mark.parametrize(
    ("offered", "answers", "status", "title", "cause"),
    [
        ([offer()], (), Outcome.PASSED, "found", None),
        ([offer(consent=(offers.GUESSED,))], (), Outcome.WARNING, "found-with-consent", None),
        ([offer(answered=False)], (), Outcome.FAILED, "no-answer", None),
        ([offer(answered=False)], (TABLE, *UNREACHABLE), Outcome.UNKNOWN, "offline",
         "network-unreachable"),
        ([], (TABLE, GUESS, *UNREACHABLE), Outcome.UNKNOWN, "no-network", "network-unreachable"),
        ([], (*UNREACHABLE[1:], nothing(Source.SRV, Why.NOT_THERE)), Outcome.UNKNOWN,
         "nothing-known", None),
        ([], (TABLE, NO_DOMAIN), Outcome.FAILED, "no-such-domain", None),
        ([], (TABLE, nothing(Source.MX, Why.NOT_THERE)), Outcome.FAILED, "nothing", None),
        ([], (nothing(Source.AUTOCONFIG, Why.UNSAFE),), Outcome.FAILED, "nothing", None),
    ],
)  # fmt: skip
def test_what_it_comes_to(
    offered: list[Offer],
    answers: tuple[Answered, ...],
    status: Outcome,
    title: str,
    cause: str | None,
) -> None:
    said = {answer.source: answer for answer in answers}
    result = result_of(WISH, offered, said, 12.34)
    assert (result.status, result.title.id) == (status, f"discover.result.{title}")
    assert result.cause == cause
    assert cause is None or cause in CAUSES
    assert result.elapsed_ms == 12.3
    assert "anna@d.test" in say(result.title)
    for phrase in (*result.proven, *result.not_proven):
        assert say(phrase)
    proven = "discover.proven.mail" in {phrase.id for phrase in result.proven}
    assert proven is any(one.answered for one in offered)
    fix = fix_of(result.verdict)
    assert (fix is None) is (bool(offered) and offered[0].answered)


def test_the_domain_is_said_as_it_was_typed() -> None:
    result = result_of(Wish(address="anna@bücher.test"), (), {}, 1)
    assert "bücher.test" in say(Phrase("discover.result.nothing", result.title.params))


def test_a_strangers_words_are_short_and_on_one_line() -> None:
    evil = found(Source.AUTOCONFIG, Trust.SURE, provider="A\nB\x1b[2J" + "x" * 5_000)
    verdict = judge_source(evil, "d.test\n" + "y" * 5_000)
    assert all(
        len(value) < 200 and value.isprintable()
        for value in verdict.params.values()
        if isinstance(value, str)
    )


CONSENTS = [name for name in discover.TEXTS if name.startswith("discover.consent.")]


def test_everything_to_agree_to_is_asked_by_somebody() -> None:
    written = {
        node.value
        for node in ast.walk(ast.parse(Path(offers.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    asked = {text for text in written if text.startswith("discover.consent.")}
    assert asked == set(CONSENTS)


@pytest.mark.parametrize("name", CONSENTS)
def test_what_to_agree_to_has_words(name: str) -> None:
    (phrase,) = consents(offer(consent=(name,)), "d.test")
    assert say(phrase)


def test_every_fix_is_about_something_that_is_said() -> None:
    assert set(discover.FIXES) <= set(TEXTS)


PARAMS = {"domain", "origin", "host", "provider", "port", "address"}


@pytest.mark.parametrize("name", discover.FIXES)
def test_every_fix_can_be_put_into_words(name: str) -> None:
    fix = discover.FIXES[name]
    whole = [*fix.steps, fix.check, *(copy.text for copy in fix.copy)]
    versions = [one for text in whole for one in ([text] if isinstance(text, str) else text)]
    named = {part[1] for text in versions for part in string.Formatter().parse(text) if part[1]}
    assert named <= PARAMS
    said = fix_of(Verdict(name, Status.WARNING, dict.fromkeys(PARAMS, "x")))
    assert said is not None
    assert len(said.steps) == len(fix.steps)
    assert len(said.copy) == len(fix.copy)


def test_a_fix_reaches_who_has_to_act() -> None:
    unsafe = judge_source(
        Nothing(source=Source.AUTOCONFIG, why=Why.UNSAFE, origin="https://d.test/x"), "d.test"
    )
    fix = fix_of(unsafe)
    assert fix is not None
    assert "https://d.test/x" in fix.copy[0].text
    broken = judge_trial(Tried(server=SERVER, trouble=Trouble.CERTIFICATE))
    fix = fix_of(broken)
    assert fix is not None
    assert "smtp.d.test, port 465" in fix.copy[0].text


def test_the_trial_is_a_judge_without_words() -> None:
    assert isinstance(judge_trial(Tried(server=SERVER)), Verdict)
    assert not issubclass(trial.Tried, Finding)
