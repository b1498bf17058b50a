"""What ``mailadmin report`` does once its options are read."""

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.looking_back import show, tell_differences
from mailadmin.cli.option_form import InvalidInput, NotDone, saved_account
from mailadmin.core.event import Phrase
from mailadmin.core.json_lines import line
from mailadmin.core.report import file
from mailadmin.core.report.as_json import decode
from mailadmin.core.report.as_text import heading, lines_of_list, lines_of_settings
from mailadmin.core.report.content import Look
from mailadmin.core.report.errors import NotWritten, ReportError
from mailadmin.core.report.opened import run_of
from mailadmin.core.report.saving import Order, Saved, save_report
from mailadmin.core.report.words import told
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace


def written(invocation: Invocation, account_name: str | None, path: Path, *, replace: bool) -> None:
    """Write the report of an account. Raises :class:`InvalidInput`."""
    began = time.monotonic()
    workspace = invocation.workspace()
    with _told():
        # What is wrong with the file is said before anything is read.
        file.form_of(path)
        file.check_place(path, replace=replace)
    account = saved_account(workspace, account_name)
    order = Order(
        account=account,
        witnesses=workspace.settings_file.load().settings.witnesses,
        path=path,
        replace=replace,
    )

    async def work(workspace: Workspace) -> Saved:
        with contextlib.suppress(OutboxError):  # then the report says so
            await workspace.outbox.recover()
        return await save_report(order, workspace, datetime.now(UTC))

    try:
        with _told():
            saved = invocation.run(work(workspace))
    finally:
        workspace.outbox.close()
    if saved.keyring is not None:
        click.echo(say(saved.keyring), err=True)
        click.echo(say(Phrase("report.look.not-possible")), err=True)
    for problem in saved.problems:
        click.echo(say(Phrase(problem)), err=True)
    title = say(Phrase("report.saved", {"file": str(path)}))
    if invocation.json:
        click.echo(line(_result(saved, title, path, time.monotonic() - began)))
    invocation.say(title)


def shown(invocation: Invocation, path: Path) -> None:
    """Print a report, each test as it was printed there. Raises :class:`InvalidInput`."""
    with _told():
        report = decode(file.read(path))
    words = told(report)
    if not invocation.json:
        click.echo(words.title)
        for text in (*words.remarks, *heading("settings"), *lines_of_settings(words)):
            click.echo(text)
    for tested, said in zip(report.tests, words.tests, strict=True):
        run = run_of(report, tested)
        invocation.say("")
        if run is None:
            invocation.say(f"{said.name}, {said.when}: {said.title}")
            continue
        show(invocation, run)
        if tested.changes is not None and tested.changes.since is not None:
            invocation.say("")
            tell_differences(invocation, tested.changes.since, tested.changes.differences)
    if not invocation.json and words.recent:
        for text in (*heading("recent"), *lines_of_list(words)):
            click.echo(text)


def _result(saved: Saved, title: str, path: Path, seconds: float) -> dict[str, object]:
    """The only line of JSON."""
    return {
        "type": "result",
        "command": "report",
        "status": "passed" if saved.look is Look.DONE else "warning",
        "title": title,
        "proven": [],
        "not_proven": [] if saved.look is Look.DONE else [say(Phrase("report.look.not-possible"))],
        "route": None,
        "message_id": None,
        "elapsed_ms": round(seconds * 1000, 1),
        "file": str(path),
        "form": saved.form,
        "look": saved.look,
    }


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Errors become sentences: status 2 for wrong input, 1 for what could not be done."""
    try:
        yield
    except NotWritten as error:
        raise NotDone(say(error.phrase)) from None
    except ReportError as error:
        raise InvalidInput(say(error.phrase)) from None
