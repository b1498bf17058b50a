"""What the global options of one call say, and everything that is built from them."""

import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:  # the help pages and --version need none of it, and start faster without
    from mailadmin.core.event import Listener, Result
    from mailadmin.core.workspace import Workspace

Answer = TypeVar("Answer")
Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_STATUS = {"passed": 0, "warning": 0, "failed": 1, "unknown": 1, "uncertain": 3}
"""The exit status of a call by the status of its result."""


OpenWindow = Callable[[Callable[[], "Workspace"], bool], int]
"""Opens the window on a workspace, or on the demonstration; gives the program's exit status."""

Check = Callable[[], int]
"""Runs the self-test and gives the program's exit status."""


def no_window(open_workspace: Callable[[], "Workspace"], demonstration: bool) -> int:  # noqa: ARG001
    """Refuse: this call was made where there is no window."""
    raise click.UsageError("Name a command; there is no window here.")


def nothing_to_check() -> int:
    """Refuse: this call was made without a self-test."""
    raise click.UsageError("There is no self-test here.")


class Invocation:
    """The global options, accepted before and after the command; the later one counts."""

    def __init__(
        self, open_window: OpenWindow = no_window, check: Check = nothing_to_check
    ) -> None:
        self.open_window = open_window
        self.check = check
        self.data_dir: Path | None = None
        self.resolver: tuple[str, ...] = ()
        self.ca_file: Path | None = None
        self.json = False
        self.timeout: float | None = None
        self.verbose = False

    def workspace(self) -> "Workspace":
        """The settings, keyring, outbox and network of this call."""
        from mailadmin.core.workspace import open_workspace

        return open_workspace(data_dir=self.data_dir, resolvers=self.resolver, ca_file=self.ca_file)

    def say(self, text: str) -> None:
        """Prose: to standard output, or to standard error where that is for JSON only."""
        click.echo(text, err=self.json)

    def listener(self) -> "Listener":
        """Who prints the events of this call."""
        from mailadmin.cli.terminal import json_listener, terminal_listener

        if self.json:
            return json_listener(click.echo)
        return terminal_listener(click.echo, verbose=self.verbose)

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Run asynchronous work to its end; Ctrl-C cancels it and is reported as such."""
        import asyncio
        import signal

        async def interruptible() -> Answer:
            task = asyncio.current_task()
            assert task is not None
            # Python's own handler of Ctrl-C does not wake a loop that is just going to wait, so
            # the time limit would have to. A loop's handler does; Windows' loop wakes by itself.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)
            return await work

        try:
            with asyncio.Runner() as runner:
                return runner.run(interruptible())
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None

    def leave(self, result: "Result", transcript: Path | None = None) -> None:
        """End the call with the exit status that the result stands for."""
        if transcript is not None:
            _save_transcript(result, transcript)
        raise click.exceptions.Exit(EXIT_STATUS[result.status])


def _save_transcript(result: "Result", path: Path) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in result.transcript), encoding="utf-8")
    except OSError as error:
        # The work itself is done and printed; only the copy of its conversation is missing.
        reason = error.strerror or str(error)
        click.echo(f"The transcript can't be written to {path}: {reason}.", err=True)


def global_options(command: Command) -> Command:
    """Accept the global options on this command too."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if context.get_parameter_source(str(parameter.name)) is click.core.ParameterSource.DEFAULT:
        return
    setattr(context.ensure_object(Invocation), str(parameter.name), value)


def _nameservers(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> None:
    for text in value:
        from mailadmin.core.dns.endpoint import parse_endpoint  # who names none starts faster

        try:
            parse_endpoint(text)
        except ValueError as problem:
            raise click.BadParameter(str(problem)) from None
    _keep(context, parameter, value)


_OPTIONS = (
    click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep,
        metavar="DIR",
        help="Where settings, outbox and drafts are kept.",
    ),
    click.option(
        "--resolver",
        multiple=True,
        expose_value=False,
        callback=_nameservers,
        metavar="HOST[:PORT]",
        help="A name server to ask instead of the system's; encrypted with tls://HOST or"
        " https://HOST/PATH. Repeatable.",
    ),
    click.option(
        "--ca-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep,
        metavar="PEM",
        help="Certificates to trust besides the system's.",
    ),
    click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Print JSON, one object a line.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0.1, max=600),
        expose_value=False,
        callback=_keep,
        metavar="SECONDS",
        help="Limit of one stage (default 20).",
    ),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Say more.",
    ),
)
