"""``mailadmin sandbox``: the built-in mail system in the foreground, for anything to talk to."""

import contextlib
import time

import click
import msgspec

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import InvalidInput
from mailadmin.core.json_lines import line
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.sandbox.scenarios import SCENARIOS, find_scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.zone import BAD_DOMAIN, GOOD_DOMAIN, QUIET_DOMAIN


@click.command()
@click.option("--scenario", default="all-well", metavar="NAME", help="What goes right or wrong.")
@global_options
@click.pass_obj
def sandbox(invocation: Invocation, scenario: str) -> None:
    """Start SMTP, IMAP and DNS servers on this computer, until Ctrl-C."""
    try:
        chosen = find_scenario(scenario)
    except KeyError:
        names = ", ".join(known.id for known in SCENARIOS)
        raise InvalidInput(f"There is no scenario “{scenario}”. There are: {names}.") from None
    with Sandbox(chosen) as running:
        host, port = running.dns_address
        if invocation.json:
            click.echo(line(_json(running)))
        else:
            for endpoint in running.endpoints:
                click.echo(
                    f"{endpoint.name:<12} {endpoint.host}:{endpoint.port}  {endpoint.security}"
                )
            click.echo(f"{'DNS':<12} {host}:{port}  (give it as --resolver)")
            click.echo(
                f"{'Domains':<12} {GOOD_DOMAIN}, with everything wrong {BAD_DOMAIN}", nl=False
            )
            click.echo(f", without a word about its servers {QUIET_DOMAIN}")
            click.echo(f"{'CA file':<12} {running.ca_file}  (give it as --ca-file)")
            click.echo(f"{'User':<12} {running.user}")
            click.echo(f"{'Password':<12} {running.password}")
            click.echo(f"{'Messenger':<12} user {running.messenger_user},", nl=False)
            click.echo(f" password {running.messenger_password}")
            click.echo(f"{'Settings':<12} {running.settings_address}")
            for client in running.clients:
                click.echo(f"{'Sign-in page':<12} {client.authorization_endpoint}")
                for name, value in _registration(client):
                    click.echo(f"{'':<12} {name}: {value}")
            click.echo(f"Try it: mailadmin domain {BAD_DOMAIN} --resolver {host}:{port}")
            click.echo("Stop with Ctrl-C.", err=True)
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(3600)
        raise click.Abort


def _registration(client: OAuthClient) -> tuple[tuple[str, str], ...]:
    """What a mail program needs to know to use the sign-in page."""
    return (
        ("issuer", client.issuer),
        ("client id", client.client_id),
        ("tokens", client.token_endpoint),
        ("codes for other devices", client.device_authorization_endpoint),
        ("to sign out", client.revocation_endpoint),
        ("scopes", " ".join(client.scopes)),
    )


def _json(running: Sandbox) -> dict[str, object]:
    host, port = running.dns_address
    return {
        "type": "sandbox",
        "scenario": running.scenario.id,
        "endpoints": [
            {
                "name": endpoint.name,
                "host": endpoint.host,
                "port": endpoint.port,
                "security": endpoint.security,
            }
            for endpoint in running.endpoints
        ],
        "resolver": f"{host}:{port}",
        "domains": [GOOD_DOMAIN, BAD_DOMAIN, QUIET_DOMAIN],
        "ca_file": str(running.ca_file),
        "user": running.user,
        "password": running.password,
        "messenger_user": running.messenger_user,
        "messenger_password": running.messenger_password,
        "messenger_address": running.messenger_address,
        "settings_address": running.settings_address,
        "ports": {str(usual): own for usual, own in running.surroundings.ports.items()},
        "clients": msgspec.to_builtins(running.clients),
    }
