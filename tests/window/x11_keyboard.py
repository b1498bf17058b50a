"""The keyboard of a display without a window manager, by X11's own libraries."""

import ctypes

SHIFT = "Shift_L"
MODIFIERS = {"shift": SHIFT, "ctrl": "Control_L", "alt": "Alt_L"}


class Failed(Exception):
    """What was asked for did not happen; the text says what is there instead."""


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
