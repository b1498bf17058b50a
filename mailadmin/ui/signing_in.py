"""Signing in at a provider's own page: one sign-in at a time, and the window that goes with it."""

import asyncio
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from mailadmin.core.account import Account, SecretRole, Witness
from mailadmin.core.event import Event, Outcome, Started
from mailadmin.core.oauth.offering import at_page, with_page
from mailadmin.ui import words
from mailadmin.ui.sign_in_window import Choice, SignInWindow

if TYPE_CHECKING:
    from mailadmin.core.oauth.issuers import Issuer
    from mailadmin.core.oauth.request import DeviceCode, Request, SignInResult
    from mailadmin.ui.desk import Desk


class SigningIn(QObject):
    """The sign-in that is under way, if there is one."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self._desk = desk
        self._window: SignInWindow | None = None

    @property
    def running(self) -> bool:
        """Whether somebody is signing in."""
        return self._window is not None

    async def sign_in(self, parent: QWidget, wanted: "Request") -> bool:
        """Go through a sign-in with the user, in whichever way; whether they are signed in.

        Where one is under way, that one comes to the front and nothing else begins.
        """
        if self._window is not None:
            self.come_forward()
            return False
        window = self._window = SignInWindow(parent, self._issuer(wanted), wanted.user_name)
        window.open()
        try:
            signed_in = await _Run(self._desk, window, wanted).go()
        finally:
            self._window = None
            window.end()
        if signed_in:
            self._desk.accounts.altered.emit(wanted.owner)
        return signed_in

    async def use_page(self, parent: QWidget, account: Account, role: SecretRole) -> bool:
        """Let the user sign in at the page of a server's provider; whether they are signed in.

        The account signs in there from then on, and stays as it was where they are not.
        """
        from mailadmin.core.oauth.request import request_for_account

        changed = with_page(account, role, self._desk.accounts.clients)
        wanted = request_for_account(changed, role)
        if wanted is None or not await self.sign_in(parent, wanted):
            return False
        self._desk.accounts.put(changed)
        return True

    async def use_page_of_witness(self, parent: QWidget, witness: Witness) -> bool:
        """The same for a witness mailbox."""
        from mailadmin.core.oauth.request import request_for_witness

        server = at_page(witness.server, witness.address, self._desk.accounts.clients)
        changed = msgspec.structs.replace(witness, server=server)
        wanted = request_for_witness(changed)
        if wanted is None or not await self.sign_in(parent, wanted):
            return False
        self._desk.accounts.put_witness(changed)
        return True

    def come_forward(self) -> None:
        """Show the sign-in that is under way."""
        if self._window is not None:
            self._window.come_forward()

    def _issuer(self, wanted: "Request") -> "Issuer":
        from mailadmin.core.oauth.issuers import Issuer, issuer_of_id

        found = issuer_of_id(wanted.issuer, self._desk.accounts.clients)
        if found is not None:
            return found
        name = wanted.issuer
        return Issuer(id=name, name=name, authorization_endpoint="", token_endpoint="")


class _Run:
    """One walk through the window: attempts, each with its end, until the user is done."""

    def __init__(self, desk: "Desk", window: SignInWindow, wanted: "Request") -> None:
        self._desk = desk
        self._window = window
        self._wanted = wanted
        self._events: list[Event] = []

    async def go(self) -> bool:
        """Whether the user is signed in at the end."""
        choice = Choice.BROWSER
        while choice in (Choice.BROWSER, Choice.CODE):
            result = await self._attempt(choice)
            if isinstance(result, Choice):  # the user did not want to wait for its end
                choice = result
                continue
            if result.status is Outcome.PASSED:
                return True
            choice = await self._after(result, choice)
            if choice is Choice.USE:
                return True
            if result.other_user:
                await self._forget()
            elif choice is Choice.CANCEL and result.status is Outcome.WARNING:
                return True  # who closes the window has read what is not as it should be
        return False

    async def _after(self, result: "SignInResult", before: Choice) -> Choice:
        """What the user wants to do about an end that is not simply good."""
        window = self._window
        if result.other_user:
            window.show_other_user(result.user)
        elif result.status is Outcome.WARNING:
            window.show_warning(result, self._events)
        else:
            window.show_failure(result, self._events)
        choice = await window.choice()
        while choice is Choice.CLIENT:
            from mailadmin.ui.client_form import ask_for_client

            if await ask_for_client(self._desk, window, window.issuer):
                return before
            choice = await window.choice()
        return before if choice is Choice.AGAIN else choice

    async def _attempt(self, choice: Choice) -> "SignInResult | Choice":
        """One sign-in, to its end or until the user wants something else."""
        window = self._window
        window.show_beginning()
        self._events.clear()
        attempt = asyncio.ensure_future(self._sign_in(choice))
        other = asyncio.ensure_future(window.choice())
        try:
            await asyncio.wait({attempt, other}, return_when=asyncio.FIRST_COMPLETED)
            return attempt.result() if attempt.done() else other.result()
        finally:
            for one in (attempt, other):
                one.cancel()
            # An attempt that was given up lets go of its port before another one begins.
            await asyncio.gather(attempt, other, return_exceptions=True)

    async def _sign_in(self, choice: Choice) -> "SignInResult":
        from mailadmin.core.oauth.request import Way
        from mailadmin.core.oauth.sign_in import run_sign_in

        way: Way = Way.DEVICE if choice is Choice.CODE else Way.BROWSER
        request = msgspec.structs.replace(self._wanted, way=way)
        # The settings must be on disk: that is where the client id is looked up.
        await self._desk.accounts.flush()
        return await run_sign_in(request, self._desk.workspace, self._listen, self)

    async def _forget(self) -> None:
        """Sign out whom the user did not mean."""
        from mailadmin.core.oauth.sign_out import sign_out

        await sign_out(self._wanted.owner, self._wanted.role, self._desk.workspace)

    def _listen(self, event: Event) -> None:
        self._events.append(event)
        if isinstance(event, Started) and event.check == "oauth.token":
            self._window.show_fetching()

    # -- what the core asks of the window (mailadmin.core.oauth.sign_in.Guide)

    async def open_page(self, url: str) -> None:
        """Show the page in the system's browser. ``OSError`` for what is no web page."""
        if not words.is_web_address(url):
            raise OSError("not a web address")
        self._window.show_browser(url, opened=QDesktopServices.openUrl(QUrl(url)))

    def show_code(self, code: "DeviceCode") -> None:
        """Show the code that is typed at the provider's page."""
        self._window.show_code(code)
