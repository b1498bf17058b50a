"""``mailadmin why``: with and without an account, for people and as JSON."""

import pytest

from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call
from tests.core.missing.samples import BOUNCE

SILENCE = ("--scope", "one", "--after", "silence", "--junk", "not-looked", "--before", "unknown",
           "--when", "earlier", "--amount", "few")  # fmt: skip


def resolver(sandbox: Sandbox) -> tuple[str, str]:
    host, port = sandbox.dns_address
    return ("--resolver", f"{host}:{port}")


def test_without_an_account_there_is_a_ranked_list(call: Call, sandbox: Sandbox) -> None:
    called = call("why", "--recipient", "bert@gone.test", *SILENCE, *resolver(sandbox))
    assert called.status == 0
    assert "1. The address bert@gone.test is wrong: no email can go to gone.test" in called.out
    assert "(Nearly certain)" in called.out
    assert "To do (you):" in called.out
    assert "recipient" in called.out
    assert "domain.spf" not in called.out
    assert "ask the recipient's administrator" in called.out.lower()


def test_a_returned_message_is_read_from_standard_input(call: Call, sandbox: Sandbox) -> None:
    called = call(
        "why", "--scope", "one", "--after", "bounce", "--text", "-", "--json", *resolver(sandbox),
        stdin=BOUNCE,
    )  # fmt: skip
    assert called.status == 0
    result = called.result
    assert (result["type"], result["command"], result["status"]) == ("result", "why", "passed")
    first = result["reasons"][0]
    assert first["id"] == "returned"
    assert first["cause"] == "recipient-unknown"
    assert first["stated"] is True
    assert "User unknown" in first["proof"][0]
    assert {"who", "steps", "copy"} <= set(first["fix"])
    places = [one["check"] for one in called.lines if one["type"] == "finding"]
    assert "missing.text" in places
    assert all(place.startswith("missing.") for place in places)


@pytest.mark.usefixtures("keyring_in_memory")
def test_with_an_account_its_domain_is_looked_at(
    call: Call, there: list[str], passwords: str, sandbox: Sandbox
) -> None:
    assert call("accounts", "add", *there, stdin=passwords).status == 0
    called = call("why", "--scope", "all", "--after", "silence", "--json", *resolver(sandbox))
    assert "missing.domain" in {one.get("check") for one in called.lines}
    assert called.result["reasons"][-1]["id"] == "ask-own"
    called = call("why", "Nobody", *SILENCE, *resolver(sandbox))
    assert called.status == 2


@pytest.mark.parametrize(
    "wrong", [("--recipient", "nobody"), ("--scope", "some"), ("--when", "never")]
)
def test_what_is_no_answer_is_refused(call: Call, wrong: tuple[str, str]) -> None:
    called = call("why", *wrong)
    assert called.status == 2
    assert called.err
