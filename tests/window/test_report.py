"""The report for support is saved with the keyboard, by somebody who can't see the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailadmin.core.report.as_json import decode
from tests.window.desktop import MailSystem, Program
from tests.window.steps import name_file, set_up

pytestmark = pytest.mark.window


def test_a_report_is_saved_and_opened_with_the_keyboard(
    start: Callable[..., Program], mail_system: MailSystem, tmp_path: Path
):
    program = start(*mail_system.options)
    screen = program.screen
    set_up(screen, mail_system)
    screen.press("Click here to test your connection")
    screen.read("smtp.sandbox.test works", limit=20)
    path = tmp_path / "r.html"
    screen.press("Save report")
    name_file(screen, path)
    assert "It holds no password" in screen.read("The report ", limit=20)
    data = path.read_bytes()
    assert mail_system.password.encode() not in data
    (test,) = decode(data).tests
    assert test.kept is not None
    screen.press("History")
    screen.press("Open a report…")
    name_file(screen, path)
    screen.read("This is what another computer saw, not yours.", limit=20)
    screen.give_focus("mailadmin")  # there is no window manager here that would
    assert (screen.focused() or {}).get("name") == "Back to the list"
    screen.key("Escape")
    screen.gone("Back to the list")
    program.quit()
