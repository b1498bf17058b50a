"""Texts to causes: the labelled ones, every entry's own cases, and every sign by itself."""

import time
from itertools import islice

import msgspec
import pytest

from mailadmin.core.account import Security
from mailadmin.core.diagnosis import CAUSES, diagnose
from mailadmin.core.diagnosis.cause import Case, Cause
from mailadmin.core.diagnosis.explain import with_provider
from mailadmin.core.diagnosis.reading import moment_of, read, security_of
from mailadmin.core.diagnosis.sign import Sign
from mailadmin.core.diagnosis.symptom import MOMENTS, Symptom
from mailadmin.core.diagnosis.weighing import KNOWN_FROM, UNKNOWN, Weighing
from tests.core.diagnosis.labelled import MORE, OPEN, Labelled, labelled


def share(right: int, rows: list[Labelled]) -> float:
    return right / len(rows)


def test_the_labelled_texts_are_explained_as_a_careful_person_would() -> None:
    rows = list(labelled(OPEN))
    found = [(row, row.diagnosis()) for row in rows]
    exact = sum(answer.cause == row.cause for row, answer in found)
    right = sum(answer.cause in (row.cause, *row.accepted) for row, answer in found)
    assert share(right, rows) >= 0.97
    assert share(exact, rows) >= 0.90


def test_the_texts_collected_since_are_explained_too() -> None:
    rows = list(labelled(*MORE))
    right = sum(row.diagnosis().cause in (row.cause, *row.accepted) for row in rows)
    assert share(right, rows) >= 0.97


def test_every_named_cause_brings_a_fix() -> None:
    for row in (*labelled(OPEN), *islice(labelled(*MORE), 0, None, 4)):
        answer = row.diagnosis()
        assert answer.fix.steps
        assert answer.fix.check
        assert answer.title
        assert answer.meaning
        assert 0 < answer.confidence <= 1
        assert answer.cause not in {other.cause for other in answer.also}


CASES = [(cause, case) for cause in CAUSES.values() for case in cause.cases]


def symptom_of(case: Case) -> Symptom:
    return with_provider(
        read(
            case.text,
            host=case.server or "",
            port=case.port,
            security=security_of(case.security),
            moment=moment_of(case.stage),
        )
    )


@pytest.mark.parametrize(("cause", "case"), CASES, ids=lambda value: getattr(value, "id", ""))
def test_a_cause_is_found_in_its_cases(cause: Cause, case: Case) -> None:
    answer = diagnose(
        case.text,
        server=case.server,
        port=case.port,
        security=case.security,
        stage=case.stage,
    )
    assert answer.cause == cause.id


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_every_cause_can_be_reached(cause: Cause) -> None:
    assert cause.cases
    assert all(case.stage in MOMENTS for case in cause.cases)


def names_its_cause(sign: Sign) -> bool:
    """Whether a text alone can bring this sign to name its cause."""
    return sign.weight >= KNOWN_FROM and not sign.problems and not sign.mechanisms


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_no_sign_can_be_taken_away(cause: Cause) -> None:
    """Each sign decides a case: without it the cause is less sure there, or not found."""
    symptoms = [symptom_of(case) for case in cause.cases]
    whole = Weighing([cause])
    before = [whole.weigh(symptom)[0].confidence for symptom in symptoms]
    for index, sign in enumerate(cause.signs):
        if not names_its_cause(sign):
            continue
        signs = (*cause.signs[:index], *cause.signs[index + 1 :])
        rest = Weighing([msgspec.structs.replace(cause, signs=signs)])
        after = [max((g.confidence for g in rest.weigh(s)), default=0.0) for s in symptoms]
        assert any(less < more for less, more in zip(after, before, strict=True)), sign


@pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
def test_signs_are_written_for_lower_case(cause: Cause) -> None:
    for sign in cause.signs:
        for pattern in (sign.words, sign.unless):
            plain = (pattern or "").replace("\\S", "").replace("\\W", "").replace("\\Z", "")
            assert plain == plain.lower()


@pytest.mark.parametrize(
    "text",
    ["", " ", "550", "550 Rejected", "no", "Something happened.", "554 Transaction failed", "\x00"],
)
def test_a_text_that_says_nothing_is_not_guessed(text: str) -> None:
    assert diagnose(text).cause == UNKNOWN


def test_the_next_candidates_say_how_to_tell() -> None:
    answer = diagnose("535 5.7.8 Error: authentication failed", stage="smtp.auth")
    assert answer.cause == "auth-bad-credentials"
    assert {"auth-app-password-required", "auth-wrong-username"} <= {o.cause for o in answer.also}
    assert all(other.tell and other.title for other in answer.also)
    assert [o.confidence for o in answer.also] == sorted(
        (o.confidence for o in answer.also), reverse=True
    )
    assert not answer.is_sure


def test_what_is_known_of_the_place_decides() -> None:
    text = "Connection unexpectedly closed"
    assert diagnose(text).cause == "network-reset"
    answer = diagnose(text, port=465, security="none", stage="connect")
    assert answer.cause == "tls-mode-mismatch"


def test_the_place_is_read_from_the_text_where_nobody_says_it() -> None:
    answer = diagnose("could not connect to mail.example.com:587: Connection refused")
    assert answer.params["host"] == "mail.example.com"
    assert answer.params["port"] == 587


@pytest.mark.parametrize(
    ("scheme", "cause"), [("ssl", "tls-mode-mismatch"), ("tcp", "network-reset")]
)
def test_the_encryption_is_read_from_the_scheme_where_nobody_says_it(
    scheme: str, cause: str
) -> None:
    text = f"opening to {scheme}://smtp.example.com:587 … connection closed"
    assert diagnose(text, stage="connect").cause == cause


def test_a_receivers_words_do_not_bring_the_steps_of_an_account_there() -> None:
    refused = (
        "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail "
        "requires all senders to authenticate with either SPF or DKIM. - gsmtp"
    )
    steps = " ".join(diagnose(refused, stage="bounce").fix.steps)
    assert "_spf.google.com" not in steps
    signed_in = diagnose("534 5.7.9 Application-specific password required - gsmtp")
    assert "google.com" in " ".join(signed_in.fix.steps)


@pytest.mark.parametrize("text", ["550 5.1.1 User unknown", "550 No such user here"])
def test_an_unknown_user_is_a_recipient_where_nobody_says_the_step(text: str) -> None:
    assert diagnose(text).cause == "recipient-unknown"
    assert diagnose(text, stage="auth").cause == "auth-wrong-username"


def test_security_has_many_names() -> None:
    for name in ("tls", "SSL", "implicit-tls", "SSL/TLS", "smtps"):
        assert security_of(name) is Security.TLS
    assert security_of("STARTTLS") is Security.STARTTLS
    assert security_of("none") is Security.NONE
    assert security_of("whatever") is None


@pytest.mark.parametrize(
    "text",
    [
        "550 " * 20_000,
        "sender " * 20_000,
        "mailbox not " * 20_000,
        "(" * 100_000,
        "a@" * 50_000,
        "1.2.3." * 30_000,
        "\\n" * 50_000,
        "550-" * 50_000,
        "&lt;" * 50_000,
        "-----\n" * 20_000,
        # As long as a text may be, and no name in it
        ("a" * 63 + ".") * 15_000,
        "status was'" + " " * 7_900,
        "\\" * 7_900,
        "pop3/" * 1_600,
        "temporar" * 1_000,
        "ratelimit" * 890,
        "peer " + "host " * 1_590,
        "\x1b]" * 4_000,
        "auth plain " + "A" * 7_900,
    ],
)
def test_a_huge_text_is_explained_at_once(text: str) -> None:
    began = time.perf_counter()
    diagnose(text)
    assert time.perf_counter() - began < 2.0
