"""Setup files in the window: hand an account on, open one that support has prepared."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mailadmin.core import blocking
from mailadmin.core.account import SignIn
from mailadmin.core.oauth.client import client_of
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from mailadmin.core.setup_file import Setup

LIMIT = 20.0
"""Seconds that reading or writing a file may take."""


async def export_account(desk: Desk, parent: QWidget) -> None:
    """Write the current account as a setup file where the user says; passwords stay here."""
    from mailadmin.core.setup_file import SetupFileError, setup_of, write_setup_file

    account = desk.accounts.current
    if account is None:
        return
    say_it = QCoreApplication.translate
    path = await desk.dialogs.save_file(
        parent, say_it("SetupFiles", "Export a setup file"), f"{account.name}.json"
    )
    if path is None:
        return
    try:
        setup = setup_of((account,), desk.accounts.clients)
        await blocking.run(write_setup_file, path, setup, limit=LIMIT)
    except SetupFileError as error:
        desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        return
    except TimeoutError:
        desk.notice(Notice(text=words.slow_disk(), tone=Tone.FAILED))
        return
    sentence = say_it("SetupFiles", "The setup file {file} is written. It holds no password.")
    desk.notice(Notice(text=sentence.format(file=path.name), tone=Tone.OK))


async def import_account(desk: Desk, parent: QWidget) -> None:
    """Read the accounts of a setup file, save them, and show the last one."""
    from mailadmin.core.setup_file import SetupFileError, read_setup_file

    say_it = QCoreApplication.translate
    title = say_it("SetupFiles", "Import a setup file")
    paths = await desk.dialogs.open_files(parent, title, many=False)
    if not paths:
        return
    try:
        setup = await blocking.run(read_setup_file, paths[0], limit=LIMIT)
    except SetupFileError as error:
        desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        return
    except TimeoutError:
        desk.notice(Notice(text=words.slow_disk(), tone=Tone.FAILED))
        return
    kept = []
    for client in setup.clients:
        # What somebody else has sent does not change what works.
        before = client_of(client.issuer, desk.accounts.clients)
        if before is None:
            desk.accounts.put_client(client)
        elif before != client:
            kept.append(client.issuer)
    for account in setup.accounts:
        desk.accounts.add(account)
    if setup.accounts:
        desk.page_wanted.emit("page_mail_server")
    more = say_it("SetupFiles", "The file has another client id for {0}. Yours stays.")
    desk.notice(
        Notice(
            text=_what_is_missing(setup),
            more=more.format(", ".join(kept)) if kept else "",
            tone=Tone.INFO if kept else Tone.OK,
        )
    )


def _what_is_missing(setup: "Setup") -> str:
    say_it = QCoreApplication.translate
    if not setup.accounts:
        return say_it("SetupFiles", "The file is read. It has client ids, and no account.")
    if setup.accounts[-1].mail_server.sign_in is SignIn.OAUTH:
        return say_it("SetupFiles", "The account is set up. Only the sign-in is missing.")
    return say_it("SetupFiles", "The account is set up. Only the password is missing.")
