"""The Domain page by keyboard and screen reader: checked, read, opened, left and reopened."""

import time
from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program, Screen
from tests.window.steps import set_up
from tests.window.test_keyboard import check

pytestmark = pytest.mark.window


def test_a_domain_is_checked_and_every_part_of_the_answer_is_reached(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    set_up(screen, mail_system)
    screen.press("Domain")
    screen.read("Is my email fully authenticated?")
    screen.press("Check the domain")
    result = heard(screen, "sandbox.test")
    assert result.split(". ")[0] in screen.texts()
    for name in ("Allowed senders (SPF)", "Policy (DMARC)", "Mail servers (MX)"):
        assert name in screen.texts()
        screen.press(f"Details: {name}")
    screen.read("DNS answer")
    check(screen, "mailadmin")
    screen.press("Home")
    screen.read("Domain: ")
    screen.press("Domain")
    assert result.split(". ")[0] in screen.texts()
    screen.type("Domain to check", "not a domain")
    screen.press("Check the domain")
    screen.read("A domain has no spaces.")
    screen.type("Domain to check", "nowhere.sandbox.test")
    screen.key("Return")
    heard(screen, "There is no domain named nowhere.sandbox.test")
    program.quit()


def heard(screen: Screen, text: str, limit: float = 20.0) -> str:
    """What a screen reader was asked to say that has this text, as soon as it was."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        for said in reversed(screen.said()):
            if text in said:
                return said
        time.sleep(0.1)
    raise AssertionError(f"nobody said {text!r}, only {screen.said()}")
