"""A secret that can't be printed by accident."""

from typing import final

HIDDEN = "•••"


@final
class Secret:
    """A password or token. Its text is ``•••`` wherever it is shown, logged or formatted.

    Only the conversation with the server and the keyring call :meth:`reveal`.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The secret itself. Never store or print what this returns."""
        return self._text

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is never written to a file")
