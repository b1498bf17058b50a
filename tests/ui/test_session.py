"""From the first window to the end: starting, quitting, crashing, changing to the demonstration."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from mailadmin.core.account import Security
from mailadmin.core.settings import Settings
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from mailadmin.ui.app import run_window
from mailadmin.ui.crash import Crashes, crash_text
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.widgets.text import Text
from tests.ui.samples import ACCOUNT
from tests.ui.support import find, press, type_into, until

PROJECT = Path(__file__).resolve().parents[2]
Script = Callable[[MainWindow], "asyncio.Future[None] | object"]


def demonstration_in(folder: Path, scenario: str = "all-well") -> tuple[Sandbox, Workspace]:
    sandbox = Sandbox(scenario).__enter__()
    return sandbox, sandbox_workspace(sandbox, folder)


@pytest.fixture
def uncollected() -> Iterator[None]:
    """``run_window`` brings its own collector."""
    yield
    gc.disable()


def played(
    tmp_path: Path,
    script: Callable[[MainWindow], object],
    *,
    demonstration: bool = False,
    scenario: str = "all-well",
    at_once: Callable[[MainWindow], None] | None = None,
) -> int:
    """Run the program with somebody who follows a script as soon as it is ready.

    ``at_once`` is what they do before that, as soon as the window is shown.
    """
    problems: list[BaseException] = []
    tasks: list[object] = []

    def ready(window: MainWindow) -> None:
        async def follow() -> None:
            try:
                await script(window)  # type: ignore[misc]
            except BaseException as problem:
                problem.add_note("\n".join(map(str, asyncio.all_tasks())))
                problem.add_note("\n".join(text.text() for text in window.findChildren(Text)))
                for frame in sys._current_frames().values():  # what a thread may wait for
                    problem.add_note("".join(traceback.format_stack(frame, 8)))
                problems.append(problem)
                window.close()

        tasks.append(asyncio.get_running_loop().create_task(follow()))

    status = run_window(
        lambda: open_workspace(tmp_path / "own", ("127.0.0.1:9",)),
        lambda: demonstration_in(tmp_path / "demo", scenario),
        demonstration=demonstration,
        on_shown=at_once,
        on_ready=ready,
    )
    for problem in problems:
        raise problem
    return status


def test_closing_the_window_ends_the_program(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    async def script(window: MainWindow) -> None:
        assert window.isVisible()
        assert find(window, "start_address").isVisible()
        window.close()

    assert played(tmp_path, script) == 0


def test_the_window_is_shown_with_its_account_before_the_event_loop_runs(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    place = open_workspace(tmp_path / "own")
    place.settings_file.save(Settings(accounts=(ACCOUNT,), current=ACCOUNT.id))
    seen: list[tuple[bool, str, str]] = []

    def at_once(window: MainWindow) -> None:
        answer = find(window, "home_answer", QLabel).text()
        seen.append((window.isVisible(), window.side_bar.account.text(), answer))
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()

    async def script(window: MainWindow) -> None:
        window.close()

    assert played(tmp_path, script, at_once=at_once) == 0
    name = f"{ACCOUNT.name} {ACCOUNT.identity.address}"
    assert seen == [(True, name, "Your email has not been tested yet")]


def test_what_is_clicked_before_the_event_loop_runs_is_done_when_it_does(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    place = open_workspace(tmp_path / "own")
    place.settings_file.save(Settings(accounts=(ACCOUNT,), current=ACCOUNT.id))

    async def script(window: MainWindow) -> None:
        await until(lambda: window._desk.latest.newest() is not None, 30)
        await asyncio.sleep(0.2)
        assert len(window._desk.latest.of(ACCOUNT.id)) == 1
        window.close()

    def test_it(window: MainWindow) -> None:
        clicked: list[object] = []
        find(window, "home_test", QAbstractButton).clicked.connect(lambda: clicked.append(1))
        press(window, "home_test")
        assert clicked
        press(window, "test_connection")  # an impatient user's second click is no second test

    assert played(tmp_path, script, at_once=test_it) == 0


def test_closing_before_the_event_loop_runs_ends_the_program_too(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    async def script(window: MainWindow) -> None:
        assert not window.isVisible()

    assert played(tmp_path, script, at_once=MainWindow.close) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_disk_that_does_not_answer_does_not_keep_the_window_away(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    place = open_workspace(tmp_path / "own")
    place.settings_file.save(Settings(accounts=(ACCOUNT,), current=ACCOUNT.id))
    saved = place.settings_file.path.read_bytes()
    place.settings_file.path.unlink()
    os.mkfifo(place.settings_file.path)
    seen: list[str] = []

    def answer_at_last() -> None:
        window = visible_window()
        seen.append("nothing" if window is None else window.side_bar.account.text())
        place.settings_file.path.write_bytes(saved)

    async def script(window: MainWindow) -> None:
        seen.append(window.side_bar.account.text())
        window.close()

    QTimer.singleShot(400, answer_at_last)
    assert played(tmp_path, script) == 0
    assert seen == ["No account yet", f"{ACCOUNT.name} {ACCOUNT.identity.address}"]


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.4])
def test_it_ends_within_three_seconds_with_a_test_and_a_silent_server_under_way(
    app: QApplication, tmp_path: Path, moment: float, uncollected: None
) -> None:
    closed_at: list[float] = []

    async def script(window: MainWindow) -> None:
        window.show_page("page_mail_server")
        press(window, "test_connection")
        press(window, "messenger_test")
        window.open_composer(None)
        composer = window.composer()
        assert composer is not None
        press(composer, "compose_self")
        press(composer, "compose_send")
        await asyncio.sleep(moment)
        gc.collect()
        closed_at.append(time.monotonic())
        window.close()
        assert not window.isVisible()

    status = played(tmp_path, script, demonstration=True, scenario="server-silent")
    assert status == 0
    assert time.monotonic() - closed_at[0] < 3


def test_what_was_typed_last_is_saved_before_the_end(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    place = open_workspace(tmp_path / "own")
    place.settings_file.save(Settings(accounts=(ACCOUNT,), current=ACCOUNT.id))

    async def script(window: MainWindow) -> None:
        window.show_page("page_mail_server")
        type_into(window, "from_name", "Anna Maria Berg")
        window.open_composer(None)
        composer = window.composer()
        assert composer is not None
        type_into(composer, "compose_subject", "half a thought")
        window.close()

    assert played(tmp_path, script) == 0
    (account,) = place.settings_file.load().settings.accounts
    assert account.identity.name == "Anna Maria Berg"
    drafts = asyncio.run(open_workspace(tmp_path / "own").drafts.all()).drafts
    assert [saved.draft.subject for saved in drafts] == ["half a thought"]


def test_the_demonstration_can_be_entered_played_and_left(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    async def script(window: MainWindow) -> None:
        press(window, "start_demonstration")
        demo = await another_window(window)
        assert find(demo, "demonstration_banner").isVisible()
        await until(lambda: demo.demonstration is not None)
        await until(lambda: demo._desk.accounts.current is not None)
        assert demo.demonstration is not None
        await demo.demonstration.play("encryption-none")
        account = demo._desk.accounts.current
        assert account is not None
        assert account.mail_server.security is Security.NONE
        shown = find(demo, "server_port", QLineEdit).text()
        assert shown == str(account.mail_server.port)
        press(demo, "notice_action")
        await until(lambda: find(demo, "cancel").isVisible())
        press(demo, "leave_demonstration")
        own = await another_window(demo)
        await until(lambda: own.findChild(QLineEdit, "start_address") is not None)
        own.close()

    assert played(tmp_path, script) == 0


async def another_window(before: MainWindow) -> MainWindow:
    """The window that takes this one's place."""
    await until(lambda: visible_window() not in (None, before), 30)
    window = visible_window()
    assert window is not None
    return window


def visible_window() -> MainWindow | None:
    windows = [
        window
        for window in QApplication.topLevelWidgets()
        if isinstance(window, MainWindow) and window.isVisible()
    ]
    return windows[0] if windows else None


def test_the_window_says_what_a_crash_has_interrupted(
    app: QApplication, tmp_path: Path, uncollected: None
) -> None:
    program = textwrap.dedent(
        f"""
        import asyncio, os, sys
        sys.path.insert(0, {str(PROJECT)!r})
        from pathlib import Path
        from mailadmin.core.account import Identity, Route
        from mailadmin.core.send.draft import Draft
        from mailadmin.core.send.message import build
        from mailadmin.core.send.records import NewRow
        from mailadmin.core.workspace import open_workspace

        async def main():
            outbox = open_workspace(Path({str(tmp_path / "own")!r})).outbox
            message = build(Draft(to=("bert@example.com",), subject="Lost?", text="x"),
                            Identity(address="anna@example.com"))
            row = await outbox.add(NewRow(account_id="a1", account_name="Anna"), message)
            await outbox.begin(row.id, Route.MAIL_SERVER, message, message.recipients)
            await outbox.handing_over(row.id)
            os._exit(9)

        asyncio.run(main())
        """
    )
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, check=False)
    assert ended.returncode == 9
    place = open_workspace(tmp_path / "own")
    place.settings_file.save(Settings(accounts=(ACCOUNT,), current=ACCOUNT.id))

    async def script(window: MainWindow) -> None:
        await until(lambda: "could not be finished" in window.notices.text())
        await until(
            lambda: any(
                child.objectName().startswith("again_") for child in window.findChildren(object)
            )
        )
        window.close()

    assert played(tmp_path, script) == 0


def test_a_bug_is_told_without_its_words(
    app: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], uncollected: None
) -> None:
    async def script(window: MainWindow) -> None:
        async def fail() -> None:
            raise ValueError("password hunter2")

        window._desk.tasks.start(fail(), name="saving")
        await until(lambda: "went wrong" in window.notices.text())
        press(window, "notice_action")
        assert "hunter2" not in QApplication.clipboard().text()
        assert "ValueError in saving" in QApplication.clipboard().text()
        window.close()

    assert played(tmp_path, script) == 0
    said = capsys.readouterr().err
    assert "ValueError in saving" in said
    assert "hunter2" not in said


def test_a_bug_in_a_slot_is_told_too(capsys: pytest.CaptureFixture[str]) -> None:
    crashes, shown = Crashes(), []
    crashes.show_with(shown.append)
    try:
        raise KeyError("secret")
    except KeyError as error:
        crashes.hook(KeyError, error, error.__traceback__)
    assert len(shown) == 1
    assert "secret" not in shown[0]
    assert "test_session.py" in shown[0]
    crashes.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert len(shown) == 1


def test_a_connection_that_breaks_late_is_no_bug_of_ours() -> None:
    crashes, shown = Crashes(), []
    crashes.show_with(shown.append)
    loop = asyncio.new_event_loop()
    crashes.loop_handler(loop, {"exception": ConnectionResetError()})
    assert shown == []
    crashes.loop_handler(loop, {"message": "odd"})
    loop.close()
    assert len(shown) == 1
    assert crash_text("here", RuntimeError()).startswith("mailadmin ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals")
def test_a_signal_ends_the_program_as_closing_does(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        import sys
        sys.path.insert(0, {str(PROJECT)!r})
        from pathlib import Path
        from mailadmin.core.workspace import open_workspace
        from mailadmin.ui.app import run_window
        status = run_window(
            lambda: open_workspace(Path({str(tmp_path)!r})),
            lambda: None,
            on_ready=lambda window: print("ready", flush=True),
        )
        print("status", status, flush=True)
        """
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        guard = threading.Timer(40, process.kill)
        guard.start()
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n"
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "status 0\n"
        assert process.wait() == 0
        guard.cancel()
        said = [line for line in process.stderr if "propagateSizeHints" not in line]
    assert time.monotonic() - begun < 4
    assert said == []


def test_importing_the_window_loads_nothing_it_does_not_need() -> None:
    heavy = ("cryptography", "dns", "keyring", "aiosmtplib", "aiosmtpd", "mailadmin.sandbox",
             "email_validator", "sqlite3", "nh3", "imapclient", "asyncio", "ssl",
             "mailadmin.core.texts", "mailadmin.core.domain", "mailadmin.ui.pages.domain",
             "PySide6.QtPrintSupport")  # fmt: skip
    program = (
        "import sys, mailadmin.ui.app, mailadmin.ui.pages.home; "
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout == "[]\n"
