"""Everything is done with marked secrets, and then the marks are looked for everywhere."""

import asyncio
import base64
import logging
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
import pytest

from mailadmin.cli.main import COMMANDS, main
from mailadmin.core.account import Account, Route, SecretRole, Server
from mailadmin.core.event import Event, Finished, Result
from mailadmin.core.json_lines import line, result_json
from mailadmin.core.report.file import Form
from mailadmin.core.report.gathering import Sources, gather
from mailadmin.core.report.saving import Order, render, save_report
from mailadmin.core.report.trimming import Computer
from mailadmin.core.report_text import support_text
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.sending import send
from mailadmin.core.setup_file import Setup, write_setup_file
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.workspace import Workspace
from mailadmin.sandbox.scenario import BERT, OFFICE
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from tests.core.history.samples import about, run
from tests.sandbox.test_sign_in import Desk

PROJECT = Path(__file__).resolve().parent.parent
WRONG = "mark-7Qd2xLw9-wrong"
SCENARIOS = ("all-well", "wrong-password", "server-down", "both-down", "refused-after-data")


def marks(sandbox: Sandbox) -> set[bytes]:
    """Every secret of the sandbox in every form in which one travels or is stored by accident."""
    account = sandbox.account
    assert account.messenger is not None and account.inbox is not None
    users = (account.mail_server.user_name, account.messenger.server.user_name)
    found: set[str] = set()
    for secret in sandbox.secrets.values():
        text = secret.reveal()
        plain = [base64.b64encode(f"\0{user}\0{text}".encode()).decode() for user in users]
        encoded = base64.b64encode(text.encode()).decode().rstrip("=")
        found |= {text, encoded, urllib.parse.quote(text), text.encode().hex(), text[::-1], *plain}
    return {form.encode() for form in found}


def marked(scenario_id: str) -> Sandbox:
    """The sandbox, its wrong password marked too."""
    scenario = find_scenario(scenario_id)
    if scenario.typed.password:
        typed = msgspec.structs.replace(scenario.typed, password=WRONG)
        scenario = msgspec.structs.replace(scenario, typed=typed)
    return Sandbox(scenario)


def places_of_marks(folder: Path, wanted: set[bytes], said: dict[str, bytes]) -> list[str]:
    """Where a mark is: file names, files' content, or what was said."""
    everything = dict(said)
    for path in folder.rglob("*"):
        everything[f"name of {path}"] = str(path).encode()
        if path.is_file():
            everything[str(path)] = path.read_bytes()
    return [where for where, content in everything.items() if any(m in content for m in wanted)]


async def do_everything(sandbox: Sandbox, workspace: Workspace, events: list[Event]) -> None:
    """Test both servers, send, let the Messenger step in, keep drafts, hand accounts over."""
    account = msgspec.structs.replace(sandbox.account, support_address=OFFICE)
    assert account.messenger is not None
    servers: tuple[tuple[Server, SecretRole, Route], ...] = (
        (account.mail_server, SecretRole.MAIL_SERVER, Route.MAIL_SERVER),
        (account.messenger.server, SecretRole.MESSENGER, Route.MESSENGER),
    )
    for server, role, route in servers:
        target = ConnectionTarget(
            server=server,
            key=await workspace.credentials.read(account.id, role),
            route=route,
            sender=account.identity.address,
            recipient=BERT,
        )
        end = await run_connection_test(target, workspace.net, events.append)
        whose = about(account=account.id, route=route)
        await workspace.history.add(run(whose, events=tuple(events), end=end))
    file = workspace.data_dir / "attached.txt"
    file.write_text("attached", encoding="utf-8")
    attachment = Attachment(path=str(file), size=8)
    draft = Draft(account_id=account.id, to=(BERT,), subject="x", attachments=(attachment,))
    await workspace.drafts.save(draft)
    await send(account, draft, workspace, events.append)
    write_setup_file(workspace.data_dir / "accounts.json", Setup((account,)))
    await write_reports(workspace, account)


async def write_reports(workspace: Workspace, account: Account) -> None:
    """Write the report in every form, and what is searched of it, which is not packed."""
    sources = Sources(workspace.history, workspace.outbox, Computer())
    report = await gather(account, (), sources, datetime.now(UTC))
    assert report.tests
    for form in Form:
        path = workspace.data_dir / f"report.{form}"
        await save_report(Order(account=account, path=path), workspace, report.made)
        path.with_suffix(f".{form}.searched").write_bytes(render(report, form).searched)


def results(events: list[Event]) -> Iterator[Result]:
    return (event.result for event in events if isinstance(event, Finished))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_secret_is_in_any_file_log_report_or_message(
    scenario: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    events: list[Event] = []
    with marked(scenario) as sandbox:
        workspace = sandbox_workspace(sandbox, tmp_path)
        asyncio.run(do_everything(sandbox, workspace, events), debug=True)
        workspace.outbox.close()
        said = {
            "events": repr(events).encode(),
            "workspace": repr(workspace).encode(),
            "log": caplog.text.encode(),
            **{
                f"report {number}": support_text(events, result).encode()
                for number, result in enumerate(results(events))
            },
            **{
                f"mailbox of {address}": b"\n".join(sandbox.mailbox(address))
                for address in (BERT, OFFICE, sandbox.user)
            },
        }
        wanted = marks(sandbox)
        # The secrets were really used, or nothing would be shown by their absence.
        assert sandbox.sign_ins or scenario == "both-down"
        assert list(tmp_path.rglob("outbox.db"))
        assert list(tmp_path.rglob("history.db"))
        assert len(list(tmp_path.rglob("report.*"))) == 8
        assert len(list(results(events))) == 3
        assert places_of_marks(tmp_path, wanted, said) == []


async def do_everything_by_token(desk: Desk) -> set[str]:
    """Sign in at the page, test, send, renew, be refused; gives every token that there was."""
    account = desk.account
    await desk.sign_in()
    keeper = desk.workspace.keys.keeper(account.id, SecretRole.OAUTH)
    tokens: set[str] = set()
    for _ in range(2):
        held = await keeper.token()
        stored = await desk.grant()
        assert stored is not None
        tokens |= {held.reveal(), stored.refresh_token}
        await desk.test(account)
        await keeper.renewed(held)
    await send(account, Draft(account_id=account.id, to=(BERT,)), desk.workspace, desk.heard.append)
    tokens.add((await keeper.token()).reveal())
    desk.sandbox.switch("token-revoked")
    await desk.test(account)
    for result in results(desk.heard):
        if result.command == "test":
            whose = about(account=account.id)
            await desk.workspace.history.add(run(whose, events=tuple(desk.heard), end=result))
    await write_reports(desk.workspace, account)
    return tokens


def test_no_token_is_in_any_file_log_report_or_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Sandbox("oauth-needed") as sandbox:
        desk = Desk(sandbox, tmp_path)
        tokens = asyncio.run(do_everything_by_token(desk), debug=True)
        desk.workspace.outbox.close()
        said = {
            "events": repr(desk.heard).encode(),
            "lines": b"".join(line(result_json(one)).encode() for one in results(desk.heard)),
            "log": caplog.text.encode(),
            **{
                f"report {number}": support_text(desk.heard, result).encode()
                for number, result in enumerate(results(desk.heard))
            },
            "mailbox": b"\n".join(sandbox.mailbox(BERT)),
        }
        assert len(tokens) >= 4
        assert len(list(tmp_path.rglob("report.*"))) == 8
        assert len(list(results(desk.heard))) == 5
        assert {one.mechanism for one in sandbox.sign_ins} == {"XOAUTH2"}
        assert (
            places_of_marks(tmp_path, {form for one in tokens for form in forms(one)}, said) == []
        )


def forms(token: str) -> Iterator[bytes]:
    """A token as it is, and as it travels: in Base64 it has another form at each third byte."""
    yield token.encode()
    yield urllib.parse.quote(token).encode()
    for before in range(3):
        encoded = base64.b64encode(b"x" * before + token.encode()).rstrip(b"=")
        yield encoded[4 if before else 0 : -4]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("json", [False, True])
def test_no_secret_is_printed_or_written_by_a_command(
    scenario: str, json: bool, tmp_path: Path
) -> None:
    with marked(scenario) as sandbox:
        said: dict[str, bytes] = {}
        for command in ("test", "send"):
            said |= call(sandbox, tmp_path, command, json=json)
        assert places_of_marks(tmp_path, marks(sandbox), said) == []
        assert list(tmp_path.rglob("*.transcript"))
        assert sandbox.sign_ins or scenario in ("server-down", "both-down")


def call(sandbox: Sandbox, folder: Path, command: str, *, json: bool) -> dict[str, bytes]:
    """Call the program as a user does, passwords on standard input; give what it printed."""
    account, (host, port) = sandbox.account, sandbox.dns_address
    server, messenger = account.mail_server, account.messenger
    assert messenger is not None
    relay = messenger.server
    arguments = [
        *("--data-dir", str(folder), "--resolver", f"{host}:{port}", "--verbose"),
        *("--ca-file", str(sandbox.ca_file), "--password-stdin", "--to", BERT),
        *("--server", server.host, "--port", str(server.port), "--security", server.security),
        *("--user", server.user_name, "--from", account.identity.address),
        *("--messenger-server", relay.host, "--messenger-port", str(relay.port)),
        *("--messenger-security", relay.security, "--messenger-user", relay.user_name),
        *("--messenger-from", messenger.address, "--messenger-password-stdin"),
        *("--transcript", str(folder / f"{command}.transcript")),
        *(["--json"] if json else []),
    ]
    secrets = [sandbox.secrets[role] for role in (SecretRole.MAIL_SERVER, SecretRole.MESSENGER)]
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "mailadmin", command, *arguments],
        input="".join(f"{secret.reveal()}\n" for secret in secrets).encode(),
        capture_output=True,
        cwd=PROJECT,
        timeout=50,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout
    return {f"{command} stdout": done.stdout, f"{command} stderr": done.stderr}


def test_no_option_takes_a_password() -> None:
    context = click.Context(main)
    commands = [main, *(main.get_command(context, name) for name in COMMANDS)]
    seen = 0
    for command in commands:
        assert command is not None
        inner = list(command.commands.values()) if isinstance(command, click.Group) else []
        for each in (command, *inner):
            for parameter in each.params:
                if isinstance(parameter, click.Option) and "password" in str(parameter.name):
                    assert parameter.is_flag, f"{each.name} {parameter.name}"
                    seen += 1
    assert seen >= 4


def test_a_mark_that_leaks_is_found(tmp_path: Path) -> None:
    with marked("all-well") as sandbox:
        wanted = marks(sandbox)
        password = sandbox.password
    leak = base64.b64encode(f"\0{'anna@sandbox.test'}\0{password}".encode())
    (tmp_path / "a.log").write_bytes(b"AUTH PLAIN " + leak)
    (tmp_path / "b.json").write_text(f'{{"x": "{password}"}}', encoding="utf-8")
    said = {"harmless": b"nothing", "url": f"smtp://{password}@host".encode()}
    places = places_of_marks(tmp_path, wanted, said)
    assert sorted(Path(place).name for place in places) == ["a.log", "b.json", "url"]
