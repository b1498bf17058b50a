"""The marker that the translation tools find, and the type of a table's entry."""

from typing import NamedTuple


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - found by this name
    """Mark a text for translation and give it back unchanged."""
    return text


class Text(NamedTuple):
    """A sentence, and optionally what else is worth knowing."""

    title: str
    detail: str = ""


def english(text: str) -> str:
    """The translation of a program that speaks English only: none."""
    return text
