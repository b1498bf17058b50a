"""``mailadmin diagnose``: what it means in words for people, in numbers for programs."""

from tests.cli.conftest import Call

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
