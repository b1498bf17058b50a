"""Uses the program as a person with a screen reader and a keyboard does.

It runs under the system's Python, which has the bindings of AT-SPI, and speaks JSON: one line
``{"do": …, …}`` on standard input, one line ``{"value": …}`` or ``{"failed": …}`` on standard
output. What it does: see the methods of :class:`Person` that have no underscore.
"""

import ctypes
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

POLL = 0.05
LIMIT = 10.0
PRESSABLE = ("push button", "check box", "radio button", "toggle button", "menu item", "link")
FIELDS = ("text", "password text", "entry", "combo box", "spin button")
SHIFT = "Shift_L"
MODIFIERS = {"shift": SHIFT, "ctrl": "Control_L", "alt": "Alt_L"}


class Failed(Exception):
    """What was asked for did not happen; the text says what is there instead."""


class Keyboard:
    """The keyboard of the display, and the one thing a window manager would do: close a window."""

    def __init__(self) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XInternAtom.restype = ctypes.c_ulong
        self._x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(None))
        if not self._display:
            raise Failed("there is no display")

    def type(self, text: str) -> None:
        """Type characters of the American keyboard."""
        for letter in text:
            self._stroke(ord(letter))

    def press(self, combination: str) -> None:
        """Press ``ctrl+t``, ``Escape``, ``shift+Tab`` …; the last word is X11's name of a key."""
        *modifiers, key = combination.split("+")
        held = [self._code(self._named(MODIFIERS[name])) for name in modifiers]
        for code in held:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        self._stroke(self._named(key))
        for code in reversed(held):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XSync(self._display, 0)

    def give_focus(self, title: str) -> None:
        """Make a window the one that hears the keyboard."""
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(self._window(title)), 2, 0)
        self._x.XSync(self._display, 0)

    def close(self, title: str) -> None:
        """Ask a window to close, as its close button does (ICCCM 4.2.8.1, WM_DELETE_WINDOW)."""
        window = self._window(title)
        message = (ctypes.c_long * 24)()
        data = ctypes.cast(message, ctypes.POINTER(_ClientMessage)).contents
        data.kind = 33
        data.window = window
        data.message_type = self._atom("WM_PROTOCOLS")
        data.format = 32
        data.words[0] = self._atom("WM_DELETE_WINDOW")
        self._x.XSendEvent(
            self._display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message)
        )
        self._x.XSync(self._display, 0)

    def _stroke(self, symbol: int) -> None:
        code = self._code(symbol)
        shifted = self._x.XkbKeycodeToKeysym(self._display, code, 0, 0) != symbol
        shift = self._code(self._named(SHIFT))
        if shifted:
            self._test.XTestFakeKeyEvent(self._display, shift, 1, 0)
        self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        if shifted:
            self._test.XTestFakeKeyEvent(self._display, shift, 0, 0)
        self._x.XSync(self._display, 0)

    def _named(self, name: str) -> int:
        return int(self._x.XStringToKeysym(name.encode()))

    def _code(self, symbol: int) -> int:
        code = int(self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol)))
        if not code:
            raise Failed(f"the keyboard has no key for {symbol:#x}")
        return code

    def _atom(self, name: str) -> int:
        return int(self._x.XInternAtom(self._display, name.encode(), 0))

    def _window(self, title: str) -> int:
        titles = []
        for window in self._children(self._x.XDefaultRootWindow(self._display)):
            name = ctypes.c_char_p()
            self._x.XFetchName(self._display, ctypes.c_ulong(window), ctypes.byref(name))
            found = (name.value or b"").decode("utf-8", "replace")
            if found == title or found.startswith(f"{title} "):
                return window
            titles.append(found)
        raise Failed(f"no window of the display is titled {title!r}, only {titles}")

    def _children(self, window: int) -> list[int]:
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        found = ctypes.POINTER(ctypes.c_ulong)()
        self._x.XQueryTree(
            self._display,
            ctypes.c_ulong(window),
            ctypes.byref(root),
            ctypes.byref(parent),
            ctypes.byref(found),
            ctypes.byref(count),
        )
        return [found[number] for number in range(count.value)]


class _ClientMessage(ctypes.Structure):
    _fields_ = [
        ("kind", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("words", ctypes.c_long * 5),
    ]


class Person:
    """Knows the program only by what assistive technology is told."""

    def __init__(self, pid: int) -> None:
        warnings.simplefilter("ignore")
        Atspi.init()
        self._pid = pid
        self._said: list[str] = []
        self._keyboard = Keyboard()
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:announcement")
        self._program = self._until(self._find_program, f"program {pid} on the bus", 20)

    # -- reading

    def texts(self) -> list[str]:
        """Every text that is on the screen, from the top."""
        return [str(one.get_name()) for one in self._all() if one.get_role_name() == "label"]

    def read(self, text: str, limit: float = LIMIT) -> str:
        """Wait until ``text`` is part of something on the screen, and read the whole of it."""

        def look() -> str | None:
            return next((said for said in self.texts() if text in said), None)

        return str(self._until(look, f"the text {text!r}", limit))

    def gone(self, name: str, limit: float = LIMIT) -> None:
        """Wait until no window carries this title."""
        self._until(lambda: name not in self.windows(), f"the end of window {name!r}", limit)

    def windows(self) -> list[str]:
        """The titles of the windows on the screen."""
        self._hear_all()
        return [_title(one) for one in self._windows()]

    def said(self) -> list[str]:
        """What a screen reader was asked to say since the program started."""
        self._hear_all()
        return list(self._said)

    def tab_round(self) -> list[dict[str, str]]:
        """Press Tab until the keyboard is where it began; where it has been."""
        seen: list[dict[str, str]] = []
        while len(seen) < 100:
            self._keyboard.press("Tab")
            time.sleep(POLL)
            at = self.focused()
            if at is None or at in seen:
                break
            seen.append(at)
        return seen

    def controls(self, window: str) -> list[dict[str, str]]:
        """Everything in a window that the keyboard should reach."""
        self._hear_all()
        found = []
        for top in self._windows():
            if _title(top) == window:
                found += [one for one in _below(top) if _is(one, "FOCUSABLE")]
        return [self._words(one) for one in found if _is(one, "ENABLED")]

    def everything(self) -> list[dict[str, str]]:
        """All that is on the screen, for a person who looks for what went wrong."""
        return [self._words(one) for one in self._all()]

    def focused(self) -> dict[str, str] | None:
        """Where the keyboard is."""
        for one in self._all():
            if _is(one, "FOCUSED") and _is(one, "FOCUSABLE"):
                return self._words(one)
        return None

    # -- doing

    def press(self, name: str, limit: float = LIMIT) -> None:
        """Press a button once it is there and enabled."""

        def find() -> Any:
            return next(
                (
                    one
                    for one in self._all()
                    if one.get_name() == name
                    and one.get_role_name() in PRESSABLE
                    and _is(one, "ENABLED")
                ),
                None,
            )

        button = self._until(find, f"the button {name!r}", limit)
        for number in range(Atspi.Action.get_n_actions(button)):
            if Atspi.Action.get_action_name(button, number) == "Press":
                Atspi.Action.do_action(button, number)
                return
        raise Failed(f"{name!r} can't be pressed")

    def go_to(self, name: str) -> None:
        """Put the keyboard into a field."""
        self._enter(name)

    def type(self, name: str, text: str) -> None:
        """Replace what stands in a field, key by key."""
        field = self._enter(name)
        self._keyboard.press("ctrl+a")
        self._keyboard.type(text)
        self._until(
            lambda: Atspi.Text.get_character_count(field) == len(text),
            f"{len(text)} characters in {name!r}",
            LIMIT,
        )

    def write(self, name: str, text: str) -> None:
        """Put a text into a field without a key, as programs that are spoken to do."""
        if not Atspi.EditableText.set_text_contents(self._control(name), text):
            raise Failed(f"{name!r} can't be written to")

    def choose(self, name: str, choice: str) -> None:
        """Go to a list with the Tab key and choose by typing what the choice begins with."""
        field = self._control(name)
        for _ in range(60):
            if _is(field, "FOCUSED"):
                break
            self._keyboard.press("Tab")
            time.sleep(POLL)
            field.clear_cache()
        # A space would open the list instead.
        self._keyboard.type(choice.split()[0])

        def chosen() -> bool:
            field.clear_cache()
            return str(field.get_name()).startswith(choice)

        self._until(chosen, f"{choice!r} in {name!r}", LIMIT)

    def key(self, combination: str) -> None:
        """Press keys together."""
        self._keyboard.press(combination)

    def give_focus(self, window: str) -> None:
        """Bring a window to the front."""
        self._keyboard.give_focus(window)

    def close(self, window: str) -> None:
        """Close a window as its close button does."""
        self._keyboard.close(window)

    # -- inside

    def _find_program(self) -> Any:
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for number in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(number)
            if one is not None and one.get_process_id() == self._pid and one.get_child_count():
                return one
        return None

    def _hear(self, event: Any) -> None:
        if isinstance(event.any_data, str):
            self._said.append(event.any_data)

    def _hear_all(self) -> None:
        while GLib.MainContext.default().iteration(False):
            pass

    def _windows(self) -> list[Any]:
        self._program.clear_cache()
        found = []
        for number in range(self._program.get_child_count()):
            window = self._program.get_child_at_index(number)
            if window is not None and _is(window, "SHOWING"):
                found.append(window)
        return found

    def _all(self) -> Iterator[Any]:
        self._hear_all()
        # The window opened last comes last, and is the one the person looks at.
        for window in reversed(self._windows()):
            yield from _below(window)

    def _control(self, name: str) -> Any:
        def find() -> Any:
            return next(
                (
                    one
                    for one in self._all()
                    if one.get_role_name() in FIELDS and _name(one) == name
                ),
                None,
            )

        return self._until(find, f"the field {name!r}", LIMIT)

    def _enter(self, name: str) -> Any:
        field = self._control(name)
        Atspi.Component.grab_focus(field)

        def there() -> bool:
            field.clear_cache()
            return _is(field, "FOCUSED")

        self._until(there, f"the focus in {name!r}", LIMIT)
        return field

    def _words(self, one: Any) -> dict[str, str]:
        return {
            "name": _name(one),
            "role": str(one.get_role_name()),
            "id": str(one.get_accessible_id()).rpartition(".")[2],
            "description": str(one.get_description()),
        }

    def _until(self, look: Callable[[], Any], what: str, limit: float) -> Any:
        end = time.monotonic() + limit
        while True:
            try:
                found = look()
            except GLib.Error:  # it went away between two questions
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Failed(f"{what}: not there after {limit:g} s")
            time.sleep(POLL)
            self._hear_all()


def _is(one: Any, state: str) -> bool:
    return bool(one.get_state_set().contains(getattr(Atspi.StateType, state)))


def _title(window: Any) -> str:
    """The title of a window without the name of the program that Qt may add."""
    return str(window.get_name()).split(" — ")[0]


def _name(one: Any) -> str:
    """What a screen reader calls it: for a list that is what the label beside it says."""
    if one.get_role_name() == "combo box":
        for relation in one.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return str(relation.get_target(0).get_name())
    return str(one.get_name())


def _below(one: Any) -> Iterator[Any]:
    try:
        if not _is(one, "SHOWING"):
            return
        yield one
        children = [one.get_child_at_index(number) for number in range(one.get_child_count())]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from _below(child)


def main() -> None:
    """Answer one question a line until there are no more."""
    person = None
    for line in sys.stdin:
        question = json.loads(line)
        name = question.pop("do")
        try:
            if name == "meet":
                person = Person(**question)
                value = None
            else:
                value = getattr(person, name)(**question)
            answer = {"value": value}
        except (Failed, GLib.Error) as problem:
            answer = {"failed": str(problem)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
