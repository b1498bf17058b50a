"""``mailadmin --self-test``: says whether this copy of the program is complete and works here.

It tries what goes missing when a program is packed into a folder: files beside the code, modules
that are only found by name, Qt's plugins, the operating system's libraries. Nothing leaves this
computer and nothing of the user's is read or written.
"""

import asyncio
import importlib.util
import os
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Account, Identity, Route, SecretRole, Security, Server
from mailadmin.core.credentials import CredentialsError, MemoryCredentials, system_backend
from mailadmin.core.diagnosis import fix_for
from mailadmin.core.diagnosis.likeness import learned
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.resolver import AnswerState, Resolver
from mailadmin.core.event import Outcome, to_nobody
from mailadmin.core.http import HttpProblem, Limits, get
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import find_message
from mailadmin.core.interceptors import interceptor_of_issuer, interceptors
from mailadmin.core.message.organization import organization
from mailadmin.core.net import Net, Trust
from mailadmin.core.oauth.sign_in import DeviceCode, Request, run_sign_in
from mailadmin.core.providers import provider_of_host, providers
from mailadmin.core.report.file import Form
from mailadmin.core.report.saving import Order as ReportOrder
from mailadmin.core.report.saving import save_report
from mailadmin.core.resources import resource
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.pages import ANSWER
from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.system import ACCOUNT_ID, Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from mailadmin.ui.main_window import MainWindow

RECORDS: Final = {
    "A": "192.0.2.1",
    "AAAA": "2001:db8::1",
    "MX": "10 mail.sandbox.test.",
    "TXT": '"v=spf1 -all"',
    "TLSA": "3 1 1 " + "ab" * 32,
    "CAA": '0 issue "ca.sandbox.test"',
    "SOA": "ns.sandbox.test. hostmaster.sandbox.test. 1 3600 600 86400 0",
    "DS": "2371 13 2 " + "ab" * 32,
    "DNSKEY": "257 3 13 " + "q83v" * 16,
}
"""A record of every type that the checks ask for, as zone text."""

KEYRINGS: Final = {
    "win32": "keyring.backends.Windows",
    "darwin": "keyring.backends.macOS",
    "linux": "keyring.backends.SecretService",
}
"""The module that knows the platform's own keyring; it is found by name only."""

HARMLESS: Final = ("This plugin does not support propagateSizeHints()",)
"""What Qt complains of where there is no display."""

ARRIVAL_LIMIT: Final = 20.0
"""Seconds a message of the sandbox may take; far more than it needs."""


class IncompleteError(Exception):
    """Says what is missing or does not work."""


def self_test() -> int:
    """Run every check, print a line for each, and give the exit status: 1 if one failed."""
    status = 0
    for name, check in CHECKS.items():
        try:
            seen = check()
        except Exception as problem:  # whatever it is, the other checks are worth their lines
            status = 1
            click.echo(f"FAILED  {name}: {str(problem) or type(problem).__name__}")
        else:
            click.echo(f"ok      {name}: {seen}")
    return status


def _resources() -> str:
    wanted = [resource("icons/mailadmin.svg"), resource("icons/state-ok.svg")]
    if getattr(sys, "frozen", False):
        # What is shipped goes with its licences.
        wanted += [resource("../THIRD_PARTY_NOTICES.md"), resource("../licenses/LGPL-3.0.txt")]
    missing = [path.name for path in wanted if not path.is_file()]
    if missing:
        raise IncompleteError(f"{', '.join(missing)} missing in {resource('.')}")
    return f"{len(list(resource('icons').glob('*.svg')))} icons"


def _facts() -> str:
    gmail = provider_of_host("smtp.gmail.com")
    if gmail is None or interceptor_of_issuer("CN=Avast Web/Mail Shield Root") is None:
        raise IncompleteError("the facts about providers or security programs are not complete")
    if not learned().words:
        raise IncompleteError("the words that tell the cause of a failure are missing")
    if not fix_for("auth-app-password-required", {"host": "smtp.gmail.com"}).notes:
        raise IncompleteError(f"the steps for {gmail.name} are missing")
    if organization("mx.example.co.uk") != "example.co.uk":
        raise IncompleteError("the list of public suffixes is missing")
    return f"{len(providers())} providers, {len(interceptors())} security programs"


def _window() -> str:
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    if sys.platform == "linux" and not ({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    complaints: list[str] = []

    def listen(kind: "QtMsgType", _context: "QMessageLogContext", text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and text not in HARMLESS:
            complaints.append(text)

    before = qInstallMessageHandler(listen)
    try:
        seen = _open_and_close()
    finally:
        qInstallMessageHandler(before)
    if complaints:
        raise IncompleteError("; ".join(complaints))
    return seen


def _open_and_close() -> str:
    from PySide6.QtGui import QGuiApplication

    from mailadmin.ui.app import run_window

    seen = []

    def look(window: "MainWindow") -> None:
        if window.isVisible() and not window.grab().isNull():
            seen.append(f"{window.width()} × {window.height()} on {QGuiApplication.platformName()}")
        window.close()

    with tempfile.TemporaryDirectory() as folder:

        def demonstration() -> tuple[Sandbox, Workspace]:
            sandbox = Sandbox().__enter__()
            return sandbox, sandbox_workspace(sandbox, Path(folder))

        status = run_window(open_workspace, demonstration, demonstration=True, on_ready=look)
    if status or not seen:
        raise IncompleteError("the window did not open")
    return f"opened and closed, {seen[0]}"


def _keyring() -> str:
    module = KEYRINGS.get(sys.platform, KEYRINGS["linux"])
    if importlib.util.find_spec(module) is None:
        raise IncompleteError(f"{module} is missing")
    try:
        backend = system_backend()
    except CredentialsError:
        if sys.platform in ("win32", "darwin"):
            raise IncompleteError("this computer's keyring was not found") from None
        return "none in this session; passwords would be kept for one run only"
    return f"{type(backend).__module__}.{type(backend).__name__}"


def _dns() -> str:
    name = "types.sandbox.test"
    records = tuple(f"{name}. {rdtype} {value}" for rdtype, value in RECORDS.items())
    with Sandbox(msgspec.structs.replace(find_scenario("all-well"), records=records)) as sandbox:
        host, port = sandbox.dns_address
        return asyncio.run(_ask_all(Resolver([host], port), name))


async def _ask_all(resolver: Resolver, name: str) -> str:
    for rdtype in RECORDS:
        answer = await resolver.query(name, rdtype)
        # A type whose module is missing is shown as raw octets (RFC 3597 section 5).
        if answer.state is not AnswerState.FOUND or answer.values[0].startswith("\\#"):
            raise IncompleteError(
                f"{rdtype} records can't be read: {answer.error or answer.values}"
            )
    return " ".join(RECORDS)


def _http() -> str:
    """Nothing is fetched, but all that would fetch it is loaded."""
    with Sandbox() as sandbox:
        host, port = sandbox.dns_address
        net = Net(Resolver([host], port), Trust(sandbox.ca_file))
        url = "https://nobody.sandbox.test/"
        fetched = asyncio.run(get(url, net, Limits(seconds=ARRIVAL_LIMIT, size=1)))
    if fetched.problem is not HttpProblem.NO_ADDRESS:
        raise IncompleteError(f"fetching says {fetched.problem}: {fetched.error}")
    return "ready"


def _round_trip() -> str:
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        workspace = sandbox_workspace(sandbox, Path(folder))
        try:
            return asyncio.run(_send_and_find(sandbox, workspace))
        finally:
            workspace.outbox.close()


async def _send_and_find(sandbox: Sandbox, workspace: Workspace) -> str:
    account = sandbox.account
    secret = sandbox.secrets[SecretRole.MAIL_SERVER]
    address = account.identity.address
    target = ConnectionTarget(
        server=account.mail_server,
        key=secret,
        route=Route.MAIL_SERVER,
        sender=address,
        recipient=address,
    )
    tested = await run_connection_test(target, workspace.net, to_nobody)
    if tested.status is not Outcome.PASSED:
        raise IncompleteError(f"the connection test says {tested.status}: {tested.cause}")
    text = "<p>This message never left the <b>computer</b>.</p>"
    draft = Draft(to=(address,), subject="Self-test", html=text)
    sent = await send(account, draft, workspace, to_nobody, fallback=False)
    if sent.status is not Outcome.PASSED or sent.message_id is None or account.inbox is None:
        raise IncompleteError(f"sending says {sent.status}: {sent.cause}")
    inbox = Inbox(server=account.inbox, key=sandbox.secrets[SecretRole.INBOX])
    found = await find_message(
        inbox, sent.message_id, [Place.INBOX], workspace.net, to_nobody, limit=ARRIVAL_LIMIT
    )
    if not found.found:
        raise IncompleteError("the message that was sent is not in the inbox")
    return f"connection tested, message sent and found in {found.folder}"


class _Anna:
    """Agrees at the sandbox's page, as a person would in the browser."""

    def __init__(self) -> None:
        self._agreeing: asyncio.Future[None] | None = None

    async def open_page(self, url: str) -> None:
        """Go through the page, and on to where it leads."""
        going = blocking.run(_agree, url, limit=ARRIVAL_LIMIT)
        self._agreeing = asyncio.ensure_future(going)

    def show_code(self, code: DeviceCode) -> None:
        """Nothing: no code is asked for."""


def _agree(page: str) -> None:
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    form = urllib.parse.urlencode({ANSWER: ANNA}).encode()
    no_proxy.open(page, form, timeout=ARRIVAL_LIMIT).close()


def _setting_up() -> str:
    with Sandbox("oauth-needed") as sandbox, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_find_and_sign_in(sandbox_workspace(sandbox, Path(folder))))


async def _find_and_sign_in(workspace: Workspace) -> str:
    search = await find_settings(Wish(address=ANNA), workspace.net, to_nobody)
    if not search.offers:
        raise IncompleteError(f"the search for settings says {search.status}")
    offer = search.offers[0]
    server = offer.mail_server
    request = Request(owner=ACCOUNT_ID, role=SecretRole.OAUTH, issuer=server.issuer, user_name=ANNA)
    signed_in = await run_sign_in(request, workspace, to_nobody, _Anna(), limit=ARRIVAL_LIMIT)
    if signed_in.failure is not None:
        raise IncompleteError(f"signing in says {signed_in.failure.verdict.id}")
    target = ConnectionTarget(
        server=server,
        key=await workspace.keys.key(ACCOUNT_ID, SecretRole.MAIL_SERVER, server),
        route=Route.MAIL_SERVER,
        sender=ANNA,
        recipient=ANNA,
    )
    tested = await run_connection_test(target, workspace.net, to_nobody)
    if tested.status is not Outcome.PASSED:
        raise IncompleteError(f"the connection test with a token says {tested.cause}")
    return f"settings found ({offer.source}), signed in and tested with a token"


def _report() -> str:
    """The template, the fonts, and the tables of fonts that are only found by name."""
    account = Account(
        id="self-test",
        name="Anna",
        identity=Identity(address=ANNA),
        mail_server=Server(host="smtp.sandbox.test", port=465, security=Security.TLS),
    )
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder), credentials=MemoryCredentials())
        try:
            for form in Form:
                order = ReportOrder(account=account, path=Path(folder) / f"report.{form}")
                asyncio.run(save_report(order, workspace, datetime.now(UTC)))
        finally:
            workspace.outbox.close()
    return f"as {', '.join(Form)}"


CHECKS: Final[dict[str, Callable[[], str]]] = {
    "resources": _resources,
    "facts": _facts,
    "keyring": _keyring,
    "DNS record types": _dns,
    "HTTP": _http,
    "sandbox round trip": _round_trip,
    "settings and sign-in": _setting_up,
    "report": _report,
    "window": _window,
}
