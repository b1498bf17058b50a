"""Every sentence of this area is there, is used, and gets the values that it names."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.texts import fields, settings

PACKAGE = Path(__file__).resolve().parents[2] / "mailadmin"
TEXTS = {**fields.TEXTS, **settings.TEXTS}
AREAS = ("field.", "keyring.", "settings.", "setup.", "accounts.")


def sources() -> Iterator[ast.Module]:
    for path in PACKAGE.rglob("*.py"):
        if "texts" not in path.parts:
            yield ast.parse(path.read_text(encoding="utf-8"))


def mentioned() -> set[str]:
    return {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ids and parameter names of phrases that are written out in one place."""
    for tree in sources():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "Phrase":
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and first.value.startswith(AREAS):
                values = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
                if isinstance(values, ast.Dict):
                    names = {key.value for key in values.keys if isinstance(key, ast.Constant)}
                    yield first.value, tuple(sorted(names))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_is_used():
    assert set(TEXTS) - mentioned() == set()


@pytest.mark.parametrize(("name", "values"), sorted(phrases()), ids=lambda value: str(value)[:40])
def test_every_phrase_has_a_text_with_exactly_its_values(name: str, values: tuple[str, ...]):
    assert placeholders(TEXTS[name].title) == set(values)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_is_a_complete_sentence(text):
    first = text.title.lstrip("“")[0]
    assert first.isupper() or first == "{"
    assert text.title.rstrip("}").endswith((".", "?", ":")) or "{" in text.title[-14:]


def test_every_keyring_cause_has_its_words():
    for cause in KeyringCause:
        assert cause.replace("keyring-", "keyring.") in TEXTS
