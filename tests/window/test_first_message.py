"""From the first start to a message sent, as a person who can't see the screen does it."""

import base64
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.window.desktop import Desktop, MailSystem, Program
from tests.window.steps import send_to_myself, set_up, set_up_messenger, type_settings

pytestmark = pytest.mark.window

READ_THE_KEYRING = """
import asyncio, sys
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import KeyringCredentials
for role in SecretRole:
    secret = asyncio.run(KeyringCredentials().read(sys.argv[1], role))
    print(role.value, secret.reveal() if secret else "")
"""


def test_a_first_message_goes_out_through_the_mail_server(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    screen.read("What is your email address?")
    assert (screen.focused() or {}).get("name") == "Email address"
    set_up(screen, mail_system)
    set_up_messenger(screen, mail_system)
    screen.press("Click here to test your connection")
    assert screen.read("works", limit=20) == "smtp.sandbox.test works"
    assert "Signed in as anna@sandbox.test." in screen.read("can be reached.")
    screen.read("No message was sent, so delivery is not proven.")
    heard = screen.texts()
    order = ("smtp.sandbox.test works", "No message was sent, so delivery is not proven.", "Name")
    assert sorted(order, key=heard.index) == list(order)
    assert "smtp.sandbox.test works" in screen.said()
    send_to_myself(screen, "The first one")
    screen.gone("Send an Email")
    assert screen.read("Sent through") == "Sent through your mail server"
    assert "Sent through your mail server" in screen.said()
    assert mail_system.copies("The first one") == 1
    program.quit()


def test_where_the_mail_server_is_stopped_the_messenger_carries_the_message(
    start: Callable[..., Program], mail_systems: Callable[[str], MailSystem]
):
    mail_system = mail_systems("server-down")
    program = start(*mail_system.options)
    screen = program.screen
    set_up(screen, mail_system)
    set_up_messenger(screen, mail_system)
    screen.press("Click here to test your connection")
    screen.read("smtp.sandbox.test can't be reached", limit=20)
    screen.read("No mail server listens on that port")
    screen.read("What to do")
    screen.read("send your mail admin the message below")
    assert any("No mail server listens on that port" in said for said in screen.said())
    send_to_myself(screen, "By Messenger")
    screen.gone("Send an Email")
    notice = screen.read("Sent through")
    assert notice == "Sent through the Messenger, because your mail server refused the connection"
    assert any(said.startswith(notice) for said in screen.said())
    assert mail_system.copies("By Messenger") == 1
    program.quit()


def test_settings_typed_before_the_first_question_is_answered_are_an_account_too(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    program.screen.press("Mail server")
    program.screen.read("Your mail server")
    type_settings(program.screen, mail_system)
    program.screen.press("Click here to test your connection")
    program.screen.read("smtp.sandbox.test works", limit=20)
    program.quit()


def test_a_password_goes_to_the_keyring_and_into_no_file_and_is_there_the_next_time(
    start: Callable[..., Program], mail_system: MailSystem, desktop: Desktop
):
    program = start(*mail_system.options)
    set_up(program.screen, mail_system)
    program.quit()  # with the keyboard still in the field of the password
    account = msgspec.json.decode((program.data_dir / "settings.json").read_bytes())["current"]
    read = desktop.run(
        *(sys.executable, "-P", "-c", READ_THE_KEYRING, account), stdout=subprocess.PIPE
    )
    kept = dict(line.split(" ", 1) for line in read.communicate(timeout=30)[0].splitlines())
    assert kept["mail-server"] == mail_system.password
    files = _files(program.data_dir, Path(desktop.environment["HOME"]))
    assert program.data_dir / "settings.json" in files
    assert [path for path in files if _holds(path, mail_system.password)] == []
    again = start(*mail_system.options)
    again.screen.press("Click here to test your connection")
    again.screen.read("smtp.sandbox.test works", limit=20)
    again.quit()


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def _holds(path: Path, password: str) -> bool:
    content = path.read_bytes()
    plain = password.encode()
    forms = (plain, password.encode("utf-16-le"), base64.b64encode(plain).rstrip(b"="))
    return any(form in content for form in forms)
