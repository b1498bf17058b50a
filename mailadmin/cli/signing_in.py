"""What ``sign-in`` and ``sign-out`` do once their options are read."""

import os
import sys
from typing import Final

import click
import msgspec

from mailadmin.cli.accounts import load
from mailadmin.cli.invocation import Invocation
from mailadmin.cli.keeping import outdate
from mailadmin.cli.option_form import InvalidInput, NotDone, saved_account
from mailadmin.cli.sign_in import Whose
from mailadmin.cli.terminal import finding_line, mending_lines, outcome_lines
from mailadmin.core import blocking
from mailadmin.core.account import SecretRole, Witness
from mailadmin.core.accounts import AccountError
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Event, Finished, Found, Listener
from mailadmin.core.finding import Finding
from mailadmin.core.json_lines import line, timestamp
from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.oauth.request import (
    DeviceCode,
    Request,
    SignInResult,
    Way,
    request_for_account,
    request_for_witness,
)
from mailadmin.core.texts import say
from mailadmin.core.witnesses import find_witness
from mailadmin.core.workspace import Workspace

_OPENING_LIMIT: Final = 20.0
"""Seconds that the system may take to open a browser."""

_HOW: Final = {
    "messenger": "The Messenger does not sign in at a provider's page. To change that: "
    "mailadmin accounts set --messenger-auth oauth",
    "mail-server": "Neither the mail server nor the inbox signs in at a provider's page. To change "
    "that: mailadmin accounts set --auth oauth",
    "witness": "This mailbox does not sign in at a provider's page.",
}

_NOT_KEPT: Final = "Without it your sign-in would end with this command, so no page was opened."
_HOW_TO_STORE: Final[dict[KeyringCause | None, str]] = {
    KeyringCause.UNAVAILABLE: "Sign in at this computer's own desktop. On Linux, install and start "
    "a password store first, such as GNOME Keyring or KWallet.",
    KeyringCause.LOCKED: "Unlock the password store, then run the command again.",
    KeyringCause.ACCESS_DENIED: "Run the command again, and choose “Allow” when the computer asks.",
}


def signed_in(
    invocation: Invocation, whose: Whose, *, device: bool, opens: bool, limit: float
) -> SignInResult:
    """Run a sign-in and print its events. Raises :class:`InvalidInput`.

    One that is not stored ends with this call, so nobody is sent to a page for it.
    """
    from mailadmin.core.oauth.sign_in import run_sign_in

    workspace = invocation.workspace()
    request = _request(whose, workspace)
    request = msgspec.structs.replace(request, way=Way.DEVICE if device else Way.BROWSER)
    invocation.run(_check_store(request, workspace))
    guide = _Guide(invocation, opens=opens)
    listener = invocation.listener() if invocation.json else _listener(invocation, _command(whose))
    told: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, Found):
            told.append(event.finding.verdict.id)
        listener(event)

    result = invocation.run(run_sign_in(request, workspace, listen, guide, limit=limit))
    if "oauth.kept.this-run" in told:
        raise NotDone("The sign-in could not be stored, so it has ended with this command.")
    invocation.run(outdate(workspace, _owner(whose, workspace)[0]))
    return result


def signed_out(invocation: Invocation, whose: Whose) -> None:
    """Sign out and say so. Raises :class:`InvalidInput`."""
    from mailadmin.core.oauth.sign_out import NO_STORE, NOBODY, sign_out

    workspace = invocation.workspace()
    owner, role = _owner(whose, workspace)
    notice = invocation.run(sign_out(owner, role, workspace))
    if notice is not None and notice.id == "sign-out.left-here":
        raise NotDone(say(notice))
    if notice in (NOBODY, NO_STORE):
        invocation.say(say(notice))
        return
    if notice is not None:
        click.echo(say(notice), err=True)
    invocation.run(outdate(workspace, owner))
    invocation.say("You are signed out.")


async def _check_store(request: Request, workspace: Workspace) -> None:
    try:
        await workspace.credentials.read(request.owner, request.role.of_grant)
    except CredentialsError as error:
        if error.cause in _HOW_TO_STORE:  # an entry that is damaged is replaced
            raise NotDone(say(error.phrase), _NOT_KEPT, _HOW_TO_STORE[error.cause]) from None


def _request(whose: Whose, workspace: Workspace) -> Request:
    if whose.witness is not None:
        _check(whose)
        request, kind = request_for_witness(_witness(whose.witness, workspace)), "witness"
    else:
        role = SecretRole.MESSENGER_OAUTH if whose.messenger else SecretRole.OAUTH
        account = saved_account(workspace, whose.account_name)
        request = request_for_account(account, role)
        kind = "messenger" if whose.messenger else "mail-server"
    if request is None:
        raise InvalidInput(_HOW[kind])
    return request


def _owner(whose: Whose, workspace: Workspace) -> tuple[str, SecretRole]:
    """Whose sign-in is removed. What the servers are set up for does not matter."""
    if whose.witness is not None:
        _check(whose)
        return _witness(whose.witness, workspace).id, SecretRole.OAUTH
    role = SecretRole.MESSENGER_OAUTH if whose.messenger else SecretRole.OAUTH
    return saved_account(workspace, whose.account_name).id, role


def _check(whose: Whose) -> None:
    if whose.account_name is not None or whose.messenger:
        raise InvalidInput("Name an account or --witness ADDRESS, not both.")


def _witness(address: str, workspace: Workspace) -> Witness:
    try:
        return find_witness(load(workspace), address)
    except AccountError as error:
        raise InvalidInput(say(error.phrase)) from None


class _Guide:
    """Shows the way on standard error; a code is a line of JSON besides where that is wanted."""

    def __init__(self, invocation: Invocation, *, opens: bool) -> None:
        self._invocation = invocation
        self._opens = opens

    async def open_page(self, url: str) -> None:
        """See :class:`~mailadmin.core.oauth.request.Guide`. Whoever reads the address can go on."""
        try:
            opened = self._opens and await blocking.run(_open, url, limit=_OPENING_LIMIT)
        except TimeoutError:
            opened = True  # some browsers give no answer before they are closed
        if opened:
            click.echo("Your browser opens a page. Sign in there. If it doesn't, open:", err=True)
        else:
            click.echo("Open this page in a browser on this computer, and sign in:", err=True)
        click.echo(f"\n  {url}\n", err=True)

    def show_code(self, code: DeviceCode) -> None:
        """See :class:`~mailadmin.core.oauth.request.Guide`."""
        if self._invocation.json:
            data = {"type": "code", "page": code.page, "code": code.code}
            click.echo(line({**data, "expires": timestamp(code.expires)}))
        click.echo(f"Open {code.page} on any device, and type this code:", err=True)
        click.echo(f"\n  {code.code}\n", err=True)


def _open(url: str) -> bool:
    """Whether a browser with a window was asked to show a page.

    Without a display Python would start a browser in the terminal, in the middle of our output.
    """
    import webbrowser

    windows = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not (windows or os.environ.get("BROWSER")):
        return False
    try:
        return webbrowser.open(url)
    except (webbrowser.Error, OSError):
        return False


def _command(whose: Whose) -> str:
    """The sign-in as it was called; names are left to the person, who knows how to quote them."""
    named = " ACCOUNT" if whose.account_name is not None else ""
    witness = " --witness ADDRESS" if whose.witness is not None else ""
    return f"mailadmin sign-in{named}{' --messenger' if whose.messenger else ''}{witness}"


def _listener(invocation: Invocation, command: str) -> Listener:
    """Each finding as a line, then how it ended and what to do."""
    findings: list[Finding] = []

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                findings.append(finding)
                click.echo(finding_line(finding, verbose=invocation.verbose))
            case Finished(result):
                click.echo()
                for text in (*outcome_lines(result), *mending_lines(findings, command)):
                    click.echo(text)

    return listen
