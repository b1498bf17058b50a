"""Uses the program as a person with a screen reader and a keyboard does.

It runs under the system's Python, which has the bindings of AT-SPI, and speaks JSON: one line
``{"do": …, …}`` on standard input, one line ``{"value": …}`` or ``{"failed": …}`` on standard
output. What it does: see the methods of :class:`Person` that have no underscore.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from tests.window.x11_keyboard import Failed, Keyboard  # noqa: E402

POLL = 0.05
LIMIT = 10.0
PRESSABLE = ("push button", "check box", "radio button", "toggle button", "menu item", "link")
FIELDS = ("text", "password text", "entry", "combo box", "spin button", "table")


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
        self._act(button, "Press")

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
        self._until(lambda: _chosen(field).startswith(choice), f"{choice!r} in {name!r}", LIMIT)

    def pick(self, name: str, choice: str) -> None:
        """Open a list by its action and choose from it by the action of what is in it."""
        field = self._control(name)
        self._act(field, "Press")

        def item() -> Any:
            field.clear_cache()
            items = _items(field) if _is(field, "EXPANDED") else []
            return next((one for one in items if one.get_name() == choice), None)

        self._act(self._until(item, f"{choice!r} in the open list of {name!r}", LIMIT), "Toggle")

        def closed() -> bool:
            field.clear_cache()
            return not _is(field, "EXPANDED")

        self._until(closed, f"the end of the list of {name!r}", LIMIT)

    def read_choice(self, name: str) -> dict[str, Any]:
        """A choice as a screen reader reads it: name, role, value; what else can be chosen."""
        field = self._control(name)
        return {
            "name": str(field.get_name()),
            "role": str(field.get_role_name()),
            "value": _chosen(field),
            "choices": [str(one.get_name()) for one in _items(field)],
        }

    def read_choices(self) -> list[str]:
        """Every choice on the screen as “name: value”; empty where it went away meanwhile."""
        read = []
        try:
            for one in self._all():
                if one.get_role_name() == "combo box":
                    name, value = one.get_name(), _chosen(one)
                    read.append(f"{name}: {value}" if name and value else "")
        except GLib.Error:
            pass
        return read

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
                    if one.get_role_name() in FIELDS and one.get_name() == name
                ),
                None,
            )

        return self._until(find, f"the field {name!r}", LIMIT)

    def _act(self, one: Any, action: str) -> None:
        for number in range(Atspi.Action.get_n_actions(one)):
            if Atspi.Action.get_action_name(one, number) == action:
                Atspi.Action.do_action(one, number)
                return
        raise Failed(f"{one.get_name()!r} has no action {action}")

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
            "name": str(one.get_name()),
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


def _items(choice: Any) -> list[Any]:
    """What is in the list of a choice, which is its one child."""
    items = choice.get_child_at_index(0)
    if items is None:
        return []
    return [items.get_child_at_index(number) for number in range(items.get_child_count())]


def _chosen(choice: Any) -> str:
    """The value of a choice, which screen readers read off its list."""
    items = choice.get_child_at_index(0)
    if items is None or Atspi.Selection.get_n_selected_children(items) != 1:
        return ""
    item = Atspi.Selection.get_selected_child(items, 0)
    return str(item.get_name()) if item is not None else ""


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
