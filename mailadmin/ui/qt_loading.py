"""Loading Qt without what nobody needs before the first picture ([ADR 0017]).

PySide6 unpacks and compiles a package of its own at each start, which words the errors of calls
with wrong arguments and shows signatures: some thirty milliseconds, a quarter of the time until a
bare window is there. Here it comes when it is first needed, or after the picture.

And PySide6 takes the place of Python's own import, and reads the source of every module that is
loaded from then on, Python's own included, to see whether it may ask for ``__feature__`` (snake
case, properties). Nobody here does, and it is a twentieth of that time.

All of this is PySide6's inside. Where another version has another one, nothing is put off.

[ADR 0017]: ../../docs/adr/0017-loading-qt.md
"""

import builtins
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, Final

_PACKAGE: Final = "shibokensupport.signature"
_MAPPING: Final = f"{_PACKAGE}.mapping"
"""The one module that PySide6's C++ looks for by its name, before it words an error."""
_START: Final = "signature_bootstrap"
"""The module of PySide6 that loads the package."""

_DONE_BY_NOBODY: Final = ("post_init", "finish_import")
"""Called after each module of Qt: the first takes the place of Python's import, the second replaces
functions that no longer are any (none in this version)."""


def load_qt() -> Callable[[], None]:
    """Load Qt. What it returns loads the rest, once the window is there.

    Both belong on the window's thread: for a moment while it loads, PySide6's C++ would not find
    what it words an error with. Raises ``ImportError`` where a part of the system is missing.
    """
    rest = _Rest()
    plain = builtins.__import__

    def without_rest(name: str, *context: Any, **named: Any) -> Any:
        match context:
            case (_, _, ("loader",), *_) if name == _PACKAGE:
                return SimpleNamespace(loader=rest.promise())
        return plain(name, *context, **named)

    builtins.__import__ = without_rest
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__ = plain
    return rest.load


class _Rest:
    """The package that is loaded later."""

    def __init__(self) -> None:
        self._promised = False
        self._mapping = ModuleType(_MAPPING)
        self._loader: ModuleType | None = None

    def promise(self) -> ModuleType:
        """What PySide6 gets instead of its loader; its functions load the package when called."""
        self._promised = True
        vars(self._mapping)["update_mapping"] = self._update_mapping
        sys.modules[_MAPPING] = self._mapping
        return _Promise(self)

    def load(self) -> None:
        """Load the package, if it was put off."""
        if self._promised:
            self.loader()

    def loader(self) -> ModuleType:
        """The loader itself."""
        if self._loader is None:
            start: Any = sys.modules[_START]
            start.recursion_trap = 0  # else it takes the second call for a mistake, and says so
            self._loader = start.bootstrap()
        assert self._loader is not None
        return self._loader

    def _update_mapping(self) -> None:
        self.loader()
        sys.modules[_MAPPING].update_mapping()
        # C++ has the names of what was there before, and looks up a function's class in them.
        vars(self._mapping).update(vars(sys.modules[_MAPPING]))


class _Promise(ModuleType):
    """Has the functions that the loader has."""

    def __init__(self, rest: _Rest) -> None:
        super().__init__("loader")
        self._rest = rest

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def later(*arguments: Any, **named: Any) -> Any:
            if name in _DONE_BY_NOBODY:
                return None
            return getattr(self._rest.loader(), name)(*arguments, **named)

        return later
