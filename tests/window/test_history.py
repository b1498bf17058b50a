"""The history is read, opened and left with the keyboard, by somebody who can't see the screen."""

from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program
from tests.window.steps import set_up

pytestmark = pytest.mark.window


def test_a_test_of_an_earlier_run_of_the_program_is_read_and_opened(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    set_up(program.screen, mail_system)
    program.screen.press("Click here to test your connection")
    program.screen.read("smtp.sandbox.test works", limit=20)
    program.quit()
    again = start(*mail_system.options)
    screen = again.screen
    screen.read("Your email works")
    screen.press("History")
    screen.read("Open an entry")
    cells = [one["name"] for one in screen.everything() if one["role"] == "table cell"]
    assert cells[1:3] == ["Connection test", "Passed: smtp.sandbox.test works"]
    screen.go_to("Tests and messages")
    screen.key("Home")
    screen.key("Return")
    assert screen.read("Connection test, ").startswith("Connection test, ")
    screen.read("Signed in as anna@sandbox.test.")
    assert (screen.focused() or {}).get("name") == "Back to the list"
    screen.press("What has changed since it went well?")
    screen.read("There is no earlier test of the same that went well")
    screen.key("Escape")
    screen.gone("Back to the list")
    again.quit()
