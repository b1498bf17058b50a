"""Somebody at a provider's page: goes where the program leads, and signs in there."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from mailadmin.core.oauth.sign_in import DeviceCode
from tests.live.browser import Browser, Page
from tests.live.postfix import PASSWORD


class Person:
    """A guide of a sign-in, and the person that it guides.

    ``does`` is what they answer on the page that asks for permission: ``allow`` or ``refuse``.
    ``stuck`` gets the error that a page can't be opened with.
    """

    def __init__(self, address: str, ca_file: Path, does: str = "allow") -> None:
        self._answers = {"address": address, "password": PASSWORD, "do": does}
        self._browser = Browser(ca_file)
        self._going: list[asyncio.Task[Page]] = []
        self.stuck: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.shown: list[DeviceCode] = []

    async def open_page(self, url: str) -> None:
        """Like the system's browser: it is told, and nobody waits for it."""
        self._go(url, {})

    def show_code(self, code: DeviceCode) -> None:
        """They type it on their telephone."""
        self.shown.append(code)
        self._go(code.page, {"user_code": code.code})

    async def last_page(self) -> Page:
        """What they read at the end."""
        *_, last = await asyncio.gather(*self._going)
        return last

    def _go(self, url: str, more: Mapping[str, str]) -> None:
        work = asyncio.to_thread(self._browser.sign_in, url, {**self._answers, **more})
        going = asyncio.ensure_future(work)
        going.add_done_callback(self._arrived)
        self._going.append(going)

    def _arrived(self, going: "asyncio.Task[Page]") -> None:
        error = None if going.cancelled() else going.exception()
        if error is not None and not self.stuck.done():
            self.stuck.set_exception(error)
