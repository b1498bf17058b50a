"""One door for every bug of ours: a plain sentence on screen, and nothing secret anywhere."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

import mailadmin

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

Show = Callable[[str], None]
"""Shows that something went wrong; gets the text for support."""


class Crashes:
    """Hears of exceptions nobody has caught, from slots, tasks and the event loop."""

    def __init__(self) -> None:
        self._show: Show | None = None

    def show_with(self, show: Show | None) -> None:
        """Where to tell the user; ``None`` while there is no window."""
        self._show = show

    def report(self, where: str, error: BaseException) -> None:
        """Tell the user and the terminal. The exception's own words may repeat a secret: not said.

        ``where`` names the task or the place.
        """
        text = crash_text(where, error)
        print(text, file=sys.stderr)  # noqa: T201 - the terminal is where a developer looks
        if self._show is not None:
            self._show(text)

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take the place of ``sys.excepthook``: exceptions out of slots and events end there."""
        if issubclass(kind, KeyboardInterrupt):
            return
        self.report("slot", error.with_traceback(trace))

    def loop_handler(self, _loop: "AbstractEventLoop", context: dict[str, Any]) -> None:
        """Take the place of the event loop's exception handler."""
        error = context.get("exception")
        if isinstance(error, ConnectionError | TimeoutError):
            # A connection that broke after its conversation was over, told by its transport.
            return
        self.report("event loop", error or RuntimeError("event loop"))


def crash_text(where: str, error: BaseException) -> str:
    """What happened, as types and places in our source; no values, no messages."""
    import traceback  # nothing of the first picture

    lines = [f"mailadmin {mailadmin.__version__}: {type(error).__name__} in {where}"]
    for frame in traceback.extract_tb(error.__traceback__):
        name = frame.filename.replace("\\", "/")
        short = name[name.rfind("mailadmin/") :] if "mailadmin/" in name else name.split("/")[-1]
        lines.append(f"  {short}:{frame.lineno} {frame.name}")
    return "\n".join(lines)
