"""A choice has its label for a name, is read and chosen from without a key, and ends in peace."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.window.desktop import NOISE, Desktop, MailSystem, Program, Screen
from tests.window.steps import set_up

pytestmark = pytest.mark.window


def test_a_choice_is_found_by_its_label_and_chosen_from_without_a_key(
    start: Callable[..., Program], mail_system: MailSystem
):
    program = start(*mail_system.options)
    screen = program.screen
    set_up(screen, mail_system)
    before = screen.read_choice("Security")
    assert (before["name"], before["role"]) == ("Security", "combo box")
    assert before["value"] == before["choices"][0]
    other = before["choices"][1]
    screen.pick("Security", other)
    after = screen.read_choice("Security")
    assert after == {**before, "value": other}
    screen.read("All changes are saved.")
    named = {one["name"] for one in screen.controls("mailadmin") if one["role"] == "combo box"}
    assert {"Security", "Sign-in", "Messenger security", "Messenger sign-in"} <= named
    program.quit()
    again = start(*mail_system.options)
    again.screen.press("Mail server")
    assert again.screen.read_choice("Security") == after
    again.quit()


def test_a_choice_made_with_a_key_is_said(start: Callable[..., Program]):
    program = start()
    screen = program.screen
    screen.press("Mail server")
    screen.choose("Security", "None")
    assert screen.read_choice("Security")["value"] == "None"
    assert "None" in screen.said()
    program.quit()


def test_a_list_left_with_escape_is_read_as_what_is_chosen(start: Callable[..., Program]):
    program = start()
    screen = program.screen
    screen.press("Mail server")
    screen.go_to("Security")
    before = screen.read_choice("Security")
    screen.key("space")
    screen.key("Down")
    until_read(screen, before["choices"][1])
    screen.key("Escape")
    until_read(screen, before["value"])
    assert screen.read_choice("Security") == before
    program.quit()


def until_read(screen: Screen, value: str) -> None:
    """Wait until a screen reader reads this off the list of Security."""
    end_of_patience = time.monotonic() + 10
    while (read := screen.read_choice("Security")["value"]) != value:
        assert time.monotonic() < end_of_patience, f"it still reads {read!r}"
        time.sleep(0.05)


def test_many_choices_come_and_go_while_a_screen_reader_reads_them(
    desktop: Desktop, tmp_path: Path
):
    with (tmp_path / "stderr").open("w+", encoding="utf-8") as errors:
        program = desktop.run(
            *(sys.executable, "-P", "-X", "faulthandler", "-m", "tests.window.many_choices"),
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        screen = Screen.of(desktop)
        screen.meet(program.pid)
        read: list[str] = []
        while program.poll() is None:
            read += screen.read_choices()
        screen.end()
        errors.seek(0)
        complaints = [line for line in errors if not line.startswith(NOISE)]
    assert program.stdout is not None
    assert (program.returncode, complaints) == (0, [])
    assert program.stdout.read() == "2000 choices\n"
    program.stdout.close()
    assert len(read) > 50
    assert set(read) <= {"Security: B", ""}  # empty: it went away between two questions
    assert read.count("") < len(read) / 2
