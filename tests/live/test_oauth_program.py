"""``mailadmin sign-in`` and what follows, as real processes beside a real keyring.

The browser is a process too, which the program is told of as Debian does it: by ``$BROWSER``.
"""

import asyncio
import shlex
import sys
from pathlib import Path

import pytest

from tests.live import keyring_home
from tests.live.contract import keeps_the_contract
from tests.live.hidden import told
from tests.live.keyring_home import Session, lived_through
from tests.live.oauth_server import ISSUER, OAuthServer
from tests.live.postfix import ANNA, MAIL_HOST, PASSWORD, Mail
from tests.live.program import Ended, Program

pytestmark = [
    pytest.mark.live,
    pytest.mark.timeout(120),
    pytest.mark.skipif(keyring_home.missing() is not None, reason=str(keyring_home.missing())),
]


async def test_from_the_client_id_to_signing_out(
    mail: Mail, oauth_server: OAuthServer, nameserver: str, ca_file: Path, tmp_path: Path
) -> None:
    client = oauth_server.client()
    scopes = [("--scope", scope) for scope in client.scopes]
    registration = (
        *("set", ISSUER, client.client_id, "--name", client.name),
        *("--authorization-endpoint", client.authorization_endpoint),
        *("--token-endpoint", client.token_endpoint),
        *("--revocation-endpoint", client.revocation_endpoint),
        *(word for pair in scopes for word in pair),
    )
    server = ("--server", MAIL_HOST, "--port", mail.own.submission, "--security", "starttls")
    inbox = ("--inbox-server", MAIL_HOST, "--inbox-port", mail.imaps, "--inbox-security", "tls")
    account = (*server, *inbox, "--from", ANNA, "--auth", "oauth", "--inbox-auth", "oauth")
    person = (sys.executable, "-m", "tests.live.browse", ca_file, ANNA, PASSWORD)
    browser = f"{shlex.join(map(str, person))} %s &"

    def calls(session: Session) -> Ended:
        data = Path(session.environment["HOME"]) / "data"
        program = Program(data_dir=data, nameserver=nameserver, ca_file=ca_file)
        steps = (
            f"export BROWSER={shlex.quote(browser)}",
            aside(program, "clients", *registration),
            aside(program, "accounts", "add", *account),
            aside(program, "sign-in"),
            shlex.join(program.command("arrival", "--wait", 20)),
            aside(program, "sign-out"),
            f"! {aside(program, 'test')}",
        )
        done = session.unlocked("sh", "-c", " && ".join(steps))
        held = [name for secret in oauth_server.given for name in program.files_that_hold(secret)]
        assert held == []
        return Ended(done.returncode, done.stdout, done.stderr)

    ended = await asyncio.to_thread(lived_through, tmp_path, calls)
    assert "Traceback" not in ended.err, ended.err
    assert ended.status == 0, ended.err
    keeps_the_contract(ended.out, "arrival")
    (mailbox,) = ended.result["mailboxes"]
    assert (ended.result["status"], mailbox["address"], mailbox["folder"]) == (
        "passed",
        ANNA,
        "inbox",
    )
    assert told(oauth_server.given, ended.out, ended.err) == []


def aside(program: Program, *arguments: object) -> str:
    """A line for the shell; what the call prints is shown only as trouble."""
    return f"{shlex.join(program.command(*arguments))} >&2"
