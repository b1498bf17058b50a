"""``mailadmin diagnose``: texts explained for people and as JSON, and what is no text."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import Call

GMAIL = "smtplib.SMTPAuthenticationError: (534, b'5.7.9 Application-specific password required')"


def test_a_text_is_explained(call: Call) -> None:
    called = call("diagnose", GMAIL, "--server", "smtp.gmail.com", "--stage", "auth")
    assert called.status == 0
    assert "app password" in called.out
    assert "To do (you):" in called.out
    assert "myaccount.google.com" in called.out


def test_the_json_has_what_the_contract_names(call: Call) -> None:
    called = call("diagnose", "535 5.7.8 authentication failed", "--json")
    assert called.status == 0
    assert called.err == ""
    assert len(called.lines) == 1
    result = called.result
    assert result["type"] == "result"
    assert result["command"] == "diagnose"
    assert result["status"] == "passed"
    assert result["cause"] == "auth-bad-credentials"
    assert 0 < result["confidence"] <= 1
    assert {"who", "steps", "copy", "link"} <= set(result["fix"])
    assert result["also"][0]["cause"]
    assert result["also"][0]["tell"]
    assert result["evidence"] == [
        {"kind": "reply", "code": 535, "enhanced": "5.7.8",
         "text": "535 5.7.8 authentication failed"}
    ]  # fmt: skip
    assert result["title"]
    assert result["elapsed_ms"] >= 0


def test_standard_input_is_read(call: Call) -> None:
    called = call("diagnose", "-", "--json", stdin="554 5.7.1 Relay access denied\n")
    assert called.result["cause"] == "sender-relay-denied"


def test_nothing_is_guessed(call: Call) -> None:
    called = call("diagnose", "550 Rejected", "--json")
    assert called.status == 1
    assert called.result["status"] == "unknown"
    assert called.result["cause"] == "unknown-generic"
    assert called.result["fix"]["steps"]


def test_what_is_known_of_it_counts(call: Call) -> None:
    text = "Connection unexpectedly closed"
    plain = call("diagnose", text, "--json").result["cause"]
    known = call(
        "diagnose", text, "--port", "465", "--security", "none", "--stage", "connect", "--json"
    ).result["cause"]
    assert (plain, known) == ("network-reset", "tls-mode-mismatch")


def test_a_pasted_server_is_read_as_in_the_form(call: Call) -> None:
    called = call("diagnose", GMAIL, "--server", " smtp://SMTP.gmail.com:587 ", "--json")
    assert "google" in json.dumps(called.result["fix"])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("diagnose", ""), "no text"),
        (("diagnose", "  "), "no text"),
        (("diagnose", "-"), "no text"),
        (("diagnose", "no", "--stage", "kitchen"), "kitchen"),
        (("diagnose", "no", "--server", "not a host"), "--server"),
        (("diagnose", "no", "--port", "0"), "--port"),
        (("diagnose", "no", "--port", "x"), "--port"),
        (("diagnose", "no", "--security", "much"), "--security"),
        (("diagnose",), "TEXT"),
    ],
)
def test_bad_input_gets_a_sentence(call: Call, arguments: tuple[str, ...], word: str) -> None:
    called = call(*arguments)
    assert called.status == 2
    assert called.out == ""
    assert word in called.err


def test_too_much_is_refused(call: Call) -> None:
    called = call("diagnose", "-", stdin="x" * 10_000_001)
    assert called.status == 2
    assert "10 MB" in called.err


@pytest.mark.parametrize("data", [b"\xff\xfe\x00binary\x00", b"550 \xe4\xf6\xfc"])
def test_bytes_that_are_no_text_are_no_reason_to_stop(data: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mailadmin", "diagnose", "-", "--json"],
        input=data,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["command"] == "diagnose"
    assert done.stderr == b""


DOUBTFUL = "535 5.7.8 Error: authentication failed: connection closed"
"""It may be one of two causes, each of them weighed alone."""


def test_how_sure_a_cause_is_stands_there_in_a_word(call: Call) -> None:
    called = call("diagnose", DOUBTFUL)
    assert called.status == 0
    assert called.out.splitlines()[1] == "  Very likely."
    *_, after = called.out.partition("It may also be:\n")
    assert after.startswith(("    – Very likely: ", "    – Likely: ", "    – Possible: "))
    assert "%" not in called.out


def test_numbers_are_for_programs_and_for_support(call: Call) -> None:
    assert 0.75 <= call("diagnose", DOUBTFUL, "--json").result["confidence"] < 0.9
    assert "%" in call("diagnose", DOUBTFUL, "-v").out


def test_what_is_not_known_is_not_called_likely(call: Call) -> None:
    called = call("diagnose", "zzz qqq")
    assert called.out.startswith("? ")
    assert "ikely." not in called.out.splitlines()[1]
