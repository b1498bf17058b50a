"""The scenarios about setting an account up, from the address to servers that answer."""

from pathlib import Path

import pytest

from mailadmin.core.account import Security, SignIn
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Event, Finished, Found, Outcome
from mailadmin.core.texts import say
from mailadmin.sandbox.oauth import ISSUER
from mailadmin.sandbox.scenario import ANNA, STRANGER
from mailadmin.sandbox.scenarios import SCENARIOS
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace

SEARCHED = [scenario for scenario in SCENARIOS if scenario.search]


async def searched(sandbox: Sandbox, folder: Path):
    """The result of a search, and what was heard of it."""
    workspace = sandbox_workspace(sandbox, folder)
    heard: list[Event] = []
    result = await find_settings(Wish(address=sandbox.scenario.search), workspace.net, heard.append)
    return result, heard


@pytest.mark.parametrize("scenario", SEARCHED, ids=lambda scenario: scenario.id)
async def test_the_search_finds_what_the_scenario_expects(start, tmp_path, scenario):
    sandbox = start(scenario)
    result, heard = await searched(sandbox, tmp_path)
    first = result.offers[0].source if result.offers else None
    assert first == scenario.expected.found
    assert heard[-1] == Finished(result)
    assert say(result.title)
    assert sandbox.sign_ins == []  # nobody has signed in anywhere


def ports(sandbox, name):
    return {one.security: one.port for one in sandbox.endpoints if one.name == name}


@pytest.mark.parametrize(
    ("scenario", "sign_in", "issuer"),
    [
        ("settings-found", SignIn.PASSWORD, ""),
        ("settings-guessed", SignIn.PASSWORD, ""),
        ("oauth-needed", SignIn.OAUTH, ISSUER),
    ],
)
async def test_what_is_offered_is_the_account(start, tmp_path, scenario, sign_in, issuer):
    sandbox = start(scenario)
    result, _ = await searched(sandbox, tmp_path)
    to_agree = scenario == "settings-guessed"
    assert result.status is (Outcome.WARNING if to_agree else Outcome.PASSED)
    offer = result.offers[0]
    for server, host, name in (
        (offer.mail_server, "smtp.sandbox.test", "Mail server"),
        (offer.inbox, "imap.sandbox.test", "Inbox"),
    ):
        assert (server.host, server.user_name) == (host, ANNA)
        assert (server.port, server.security) == (ports(sandbox, name)[Security.TLS], Security.TLS)
        assert (server.sign_in, server.issuer) == (sign_in, issuer)
    assert offer.answered
    assert bool(offer.consent) == to_agree


async def test_why_nothing_was_found_is_said(start, tmp_path):
    result, heard = await searched(start("settings-not-found"), tmp_path)
    assert (result.address, result.offers) == (STRANGER, ())
    assert result.status is Outcome.FAILED
    sources = {
        event.finding.verdict.id
        for event in heard
        if isinstance(event, Found) and not event.finding.check.startswith("discover.server")
    }
    assert sources == {
        "discover.provider.not-there", "discover.autoconfig.not-there",
        "discover.database.not-there", "discover.srv.not-there", "discover.mx.not-there",
        "discover.guess.not-there",
    }  # fmt: skip
