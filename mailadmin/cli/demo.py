"""``mailadmin demo``: plays a scenario against the sandbox: test, send, and whether it arrived."""

import tempfile
from pathlib import Path

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.message_words import arrival_listener
from mailadmin.cli.option_form import InvalidInput
from mailadmin.cli.terminal import json_listener
from mailadmin.core.account import Route, SecretRole
from mailadmin.core.arrival.run import run_arrival
from mailadmin.core.event import Result
from mailadmin.core.json_lines import line
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.workspace import Workspace
from mailadmin.sandbox.scenarios import SCENARIOS, Scenario, find_scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace

WAIT = 12.0
"""Seconds to wait for the test message; the slowest scenario delivers after eight."""


@click.command()
@click.argument("scenario", default="all-well")
@click.option("--list", "list_all", is_flag=True, help="List the scenarios.")
@global_options
@click.pass_obj
def demo(invocation: Invocation, scenario: str, list_all: bool) -> None:
    """Play a scenario against the built-in mail system; nothing leaves this computer."""
    if list_all:
        for known in SCENARIOS:
            if invocation.json:
                click.echo(
                    line({"type": "scenario", "id": known.id, "title": known.title,
                          "meaning": known.meaning})
                )  # fmt: skip
            else:
                click.echo(f"{known.id:<28} {known.title}: {known.meaning}")
        return
    try:
        chosen = find_scenario(scenario)
    except KeyError:
        raise InvalidInput(
            f"There is no scenario “{scenario}”. See them all with: mailadmin demo --list"
        ) from None
    with tempfile.TemporaryDirectory(prefix="mailadmin-demo-") as folder, Sandbox(chosen) as there:
        workspace = sandbox_workspace(there, Path(folder))
        try:
            result = invocation.run(_play(invocation, chosen, workspace, there))
        finally:
            workspace.outbox.close()
    invocation.leave(result)


async def _play(
    invocation: Invocation, scenario: Scenario, workspace: Workspace, there: Sandbox
) -> Result:
    invocation.say(f"Scenario: {scenario.title}. {scenario.meaning}\n")
    account = there.account
    if scenario.search:
        invocation.say(f"Find my settings: {scenario.search}")
        await _search(invocation, scenario.search, workspace)
        if scenario.expected.found is None:
            invocation.say("Nothing was found, so the settings were typed; with them it goes on.\n")
    listener = invocation.listener()
    invocation.say("1. Click here to test your connection")
    target = ConnectionTarget(
        server=account.mail_server,
        key=await workspace.keys.key(account.id, SecretRole.MAIL_SERVER, account.mail_server),
        route=Route.MAIL_SERVER,
        sender=account.identity.address,
        recipient=account.identity.address,
    )
    await run_connection_test(target, workspace.net, listener)
    invocation.say("\n2. Send an Email")
    draft = Draft(
        to=scenario.to, subject="Test email", text="This is a test email from the demonstration."
    )
    result = await send(account, draft, workspace, invocation.listener())
    invocation.say("\n3. Did it arrive?")
    if not result.accepted:
        invocation.say("  It was not sent, so there is nothing to wait for.")
        return result
    if invocation.json:
        arrival = json_listener(click.echo)
    else:
        arrival = arrival_listener(click.echo, verbose=invocation.verbose)
    return await run_arrival(account, workspace, arrival, witnesses=there.witnesses, wait=WAIT)


async def _search(invocation: Invocation, address: str, workspace: Workspace) -> None:
    """What there is to find; the account of the scenario is set up all the same."""
    from mailadmin.cli.discovering import search_listener
    from mailadmin.core.discover.search import find_settings
    from mailadmin.core.discover.wish import Wish

    await find_settings(Wish(address=address), workspace.net, search_listener(invocation))
    invocation.say("")
