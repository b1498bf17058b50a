"""The window closes at once, whatever is under way, and leaves nothing behind."""

from collections.abc import Callable

import pytest

from tests.window.desktop import MailSystem, Program, silent_server
from tests.window.steps import send_to_myself, set_up

pytestmark = pytest.mark.window

AT_ONCE = 3.0
"""Seconds within which the process has ended."""


def test_the_window_closes_while_nothing_is_under_way(start: Callable[..., Program]):
    assert start().quit() < AT_ONCE


def test_the_window_closes_during_a_test_of_a_silent_server(
    start: Callable[..., Program], mail_system: MailSystem
):
    with silent_server() as port:
        program = start(*mail_system.options)
        set_up(program.screen, mail_system, port=port)
        program.screen.press("Click here to test your connection")
        program.screen.read("Under way")
        assert program.quit() < AT_ONCE


def test_the_window_closes_while_a_message_waits_for_a_silent_server(
    start: Callable[..., Program], mail_system: MailSystem
):
    with silent_server() as port:
        program = start(*mail_system.options)
        set_up(program.screen, mail_system, port=port)
        send_to_myself(program.screen, "Cut short")
        program.screen.read("…")
        assert program.quit() < AT_ONCE
    assert mail_system.copies("Cut short") == 0
