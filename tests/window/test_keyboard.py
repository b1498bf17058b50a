"""Every control has a name, and the keyboard alone is enough."""

from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program, Screen, silent_server
from tests.window.steps import set_up, set_up_messenger

pytestmark = pytest.mark.window


def test_every_control_has_a_name_and_the_tab_key_reaches_it(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    check(screen, "mailadmin")
    set_up(screen, mail_system)
    set_up_messenger(screen, mail_system)
    screen.press("Click here to test your connection")
    screen.read("smtp.sandbox.test works", limit=20)
    check(screen, "mailadmin")
    screen.press("Home")
    screen.read("Your email works")
    check(screen, "mailadmin")
    screen.press("Send an Email")
    screen.press("Cc and Bcc")
    screen.read("Bcc")
    screen.give_focus("Send an Email")
    check(screen, "Send an Email")
    program.quit()


def check(screen: Screen, window: str) -> None:
    controls = screen.controls(window)
    assert len(controls) > 5
    nameless = [control["id"] for control in controls if not control["name"].strip()]
    reached = screen.tab_round()
    assert nameless == []
    # Of the pages Tab reaches the one that is open; the arrow keys go to the others.
    missed = [control for control in controls if control not in reached]
    assert [control["id"] for control in missed if not control["id"].startswith("page_")] == []


def test_the_arrow_keys_go_from_page_to_page(start: Callable[..., Program]):
    screen = start().screen
    for _ in range(20):
        if (screen.focused() or {}).get("id") == "page_home":
            break
        screen.key("Tab")
    screen.key("Down")
    screen.read("Your mail server")
    assert (screen.focused() or {}).get("name") == "Mail server"
    screen.key("Up")
    screen.read("What is your email address?")


def test_control_t_tests_and_escape_cancels(start: Callable[..., Program], mail_system: MailSystem):
    with silent_server() as port:
        program = start(*mail_system.options)
        screen = program.screen
        set_up(screen, mail_system, port=port)
        screen.key("ctrl+t")
        screen.read("Testing smtp.sandbox.test")
        screen.key("Escape")
        screen.read("The test was cancelled.")
        assert "The test was cancelled." in screen.said()
        program.quit()


def test_what_is_written_without_a_key_is_saved_all_the_same(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    screen.write("Email address", mail_system.user)
    screen.press("I'll type the settings myself")
    host, port = mail_system.server("Mail server", "tls")
    for name, text in (
        ("Mail server", host),
        ("Port", port),
        ("User name", mail_system.user),
        ("Password", mail_system.password),
    ):
        screen.write(name, text)
    screen.read("All changes are saved.")
    screen.press("Home")
    screen.read("Your email has not been tested yet")
    program.quit()
    again = start(*mail_system.options)
    again.screen.press("Click here to test your connection")
    again.screen.read("smtp.sandbox.test works", limit=20)
    again.quit()
