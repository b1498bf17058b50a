"""Every scenario of the sandbox, played through the command line, is shown truthfully."""

import importlib
import json

import pytest

from mailadmin.cli.invocation import EXIT_STATUS
from mailadmin.cli.main import run
from mailadmin.core.send import looking
from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.scenarios import SCENARIOS, Scenario, find_scenario
from tests.impatience import in_a_hurry

demo_module = importlib.import_module("mailadmin.cli.demo")
"""Its command has the same name in the package."""

SLOW = {
    "server-silent", "server-gone", "port-blocked", "wifi-sign-in", "offline", "web-server",
    "lost-after-data-undelivered", "slow-delivery", "swallowed", "returned",
}  # fmt: skip


def _parameters() -> list[object]:
    return [
        pytest.param(s, id=s.id, marks=[pytest.mark.slow] if s.id in SLOW else [])
        for s in SCENARIOS
    ]


@pytest.mark.parametrize("scenario", _parameters())
def test_a_scenario_is_shown_truthfully(
    scenario: Scenario, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_module, "find_scenario", lambda name: in_a_hurry(find_scenario(name)))
    monkeypatch.setattr(looking, "LOOK_LIMIT", 3.0)
    if scenario.expected.arrival is None:
        # Nobody waits twelve seconds for a message that never comes.
        monkeypatch.setattr(demo_module, "WAIT", 3.0)
    status = run(["demo", scenario.id, "--json"])
    printed = capfd.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    results = [line for line in lines if line["type"] == "result"]
    expected = scenario.expected
    if scenario.search:
        found = results.pop(0)
        sources = [offer["source"] for offer in found["settings"]]
        assert found["command"] == "discover"
        assert sources[:1] == ([] if expected.found is None else [expected.found])
    test, send, *more = results
    assert (test["command"], send["command"]) == ("test", "send")
    assert test["status"] == expected.test
    assert (send["status"], send["route"]) == (expected.send, expected.route)
    if send["accepted"]:
        (arrival,) = more
        assert arrival["command"] == "arrival"
        own, *others = arrival["mailboxes"]
        assert own["address"] == ANNA
        if expected.inbox_problem:
            assert own["problem"] == expected.inbox_problem
        else:
            others.append(own)
        assert {mailbox["folder"] for mailbox in others} == {expected.arrival}, arrival
        if scenario.search:  # what the domain publishes changes nothing about its mail
            readings = {mailbox["reading"] for mailbox in arrival["mailboxes"]}
            assert readings == {"Nothing in this message looks wrong."}
        assert status == EXIT_STATUS[arrival["status"]]
    else:
        assert more == []
        assert status == EXIT_STATUS[expected.send]
    assert "Traceback" not in printed.err
    if expected.check is not None:
        of_test = lines[: lines.index(test)]
        found = [line for line in of_test if line.get("check") == expected.check][-1]
        assert found["status"] in ("failed", "warning")
        assert (found["cause"] or test["cause"]) == expected.cause
        assert found["fix"] is None or found["fix"]["steps"]


def test_the_list_names_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--list"]) == 0
    printed = capsys.readouterr().out
    assert all(scenario.id in printed for scenario in SCENARIOS)


def test_an_unknown_scenario_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["demo", "no-such-thing"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
