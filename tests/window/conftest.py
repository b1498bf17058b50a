"""One desktop for all window tests of a run; a program of its own for each."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.window.desktop import Desktop, MailSystem, Program, missing


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    absent = missing()
    if absent:
        pytest.skip(f"needs {absent}: python3 dev.py test installs it")
    with Desktop() as running:
        yield running


@pytest.fixture(scope="session")
def mail_systems(desktop: Desktop) -> Callable[[str], MailSystem]:
    """Mail systems by scenario, each started once."""
    running: dict[str, MailSystem] = {}

    def start(scenario: str) -> MailSystem:
        if scenario not in running:
            running[scenario] = MailSystem(desktop, scenario)
        return running[scenario]

    return start


@pytest.fixture
def mail_system(mail_systems: Callable[[str], MailSystem]) -> MailSystem:
    return mail_systems("all-well")


@pytest.fixture
def start(
    desktop: Desktop, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Program]]:
    """Starts the program; where the test fails, what was on the screen is told."""
    running: list[Program] = []

    def start_program(*arguments: str) -> Program:
        program = Program(desktop, tmp_path / "data", *arguments)
        running.append(program)
        program.meet()
        return program

    failed_before = request.session.testsfailed
    yield start_program
    if request.session.testsfailed > failed_before:
        for program in running:
            _tell(desktop, program, tmp_path)
    for program in running:
        program.end()


def _tell(desktop: Desktop, program: Program, folder: Path) -> None:
    report: list[str] = []
    picture = folder / "screen.png"
    if shutil.which("import"):
        subprocess.run(
            ["import", "-window", "root", str(picture)],
            env=desktop.environment,
            capture_output=True,
            timeout=20,
        )
        report = [f"a picture of the screen: {picture}"]
    report.append(f"standard error of the program: {program.complaints()}")
    if program.process.poll() is None:
        named = [one for one in program.screen.everything() if one["name"]]
        report += [f"{one['role']} | {one['name']} | {one['description']}" for one in named]
    sys.stdout.write("\n".join([*report, ""]))
