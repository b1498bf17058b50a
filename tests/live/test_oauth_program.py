"""``mailadmin sign-in`` and what follows, as real processes beside a real keyring.

The browser is a process too, which the program is told of as Debian does it: by ``$BROWSER``.
"""

import asyncio
import shlex
import sys
from pathlib import Path

import pytest

from mailadmin.core.account import Account, Identity, Security, Server, SignIn
from mailadmin.core.setup_file import Setup, encode
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


async def test_from_a_setup_file_to_signing_out(
    mail: Mail, oauth_server: OAuthServer, nameserver: str, ca_file: Path, tmp_path: Path
) -> None:
    setup = tmp_path / "office.json"
    setup.write_bytes(encode(Setup((account_of(mail),), (oauth_server.client(),))))
    person = (sys.executable, "-m", "tests.live.browse", ca_file, ANNA, PASSWORD)
    browser = f"{shlex.join(map(str, person))} %s &"

    def calls(session: Session) -> Ended:
        data = Path(session.environment["HOME"]) / "data"
        program = Program(data_dir=data, nameserver=nameserver, ca_file=ca_file)
        steps = (
            f"export BROWSER={shlex.quote(browser)}",
            aside(program, "accounts", "import", setup),
            aside(program, "sign-in", "--wait", 20),
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
    # Of the test after signing out, which is the last.
    assert '"cause":"auth-oauth-token"' in ended.err.splitlines()[-1]
    assert told(oauth_server.given, ended.out, ended.err) == []


def account_of(mail: Mail) -> Account:
    """What an office's admin hands out: the servers, and whose page they believe."""
    at = {"host": MAIL_HOST, "user_name": ANNA, "sign_in": SignIn.OAUTH, "issuer": ISSUER}
    return Account(
        id="anna",
        name="Anna",
        identity=Identity(address=ANNA),
        mail_server=Server(port=mail.own.submission, security=Security.STARTTLS, **at),
        inbox=Server(port=mail.imaps, security=Security.TLS, **at),
    )


def aside(program: Program, *arguments: object) -> str:
    """A line for the shell; what the call prints is shown only as trouble."""
    return f"{shlex.join(program.command(*arguments))} >&2"
