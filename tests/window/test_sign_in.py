"""Signing in at a provider's page, as a person who can't see the screen meets it."""

from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program

pytestmark = pytest.mark.window


def test_without_a_registration_it_says_so_and_what_to_do(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    screen.type("Email address", "anna@example.com")
    screen.press("I'll type the settings myself")
    screen.read("Your mail server")
    screen.type("Email address", "anna@example.com")
    screen.type("Mail server", "smtp.office365.com")
    screen.choose("Sign-in", "With Microsoft")
    screen.press("Sign in with Microsoft: Mail server")
    assert screen.read("not registered") == "This program is not registered at Microsoft yet"
    assert any("not registered at Microsoft" in one for one in screen.said())
    screen.press("Enter a client id")
    screen.read("Microsoft lets only programs in")
    assert (screen.focused() or {}).get("name") == "Client id"
    screen.press("Cancel")
    screen.press("Close")
    screen.gone("Sign in with Microsoft")
    assert screen.read("Not signed in yet") == "Not signed in yet."
    program.quit()
