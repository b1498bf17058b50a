"""From an address to a tested account, as a person who can't see the screen does it."""

from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program

pytestmark = pytest.mark.window


def test_an_address_and_a_password_are_enough(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    screen.type("Email address", mail_system.user)
    screen.press("Find my settings")
    assert screen.read("Mail is sent through", limit=20) == (
        "Mail is sent through smtp.sandbox.test and read at imap.sandbox.test."
    )
    assert (screen.focused() or {}).get("name") == "Password"
    screen.type("Password", mail_system.password)
    screen.press("Save and test")
    assert screen.read("works", limit=20) == "smtp.sandbox.test works"
    heard = screen.said()
    assert any("Looking for the settings of sandbox.test" in one for one in heard)
    assert any("Found in: sandbox.test" in one for one in heard)
    program.quit()
