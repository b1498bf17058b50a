"""What the translation tools must be able to find."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "mailadmin" / "ui"
MODULES = sorted(UI.rglob("*.py"))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if ast.unparse(function).removeprefix("self.") in names:
                yield node


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def unfindable(source: str) -> list[int]:
    """Lines whose text the tools would not find, or would find and never match."""
    tree = ast.parse(source)
    lines = [call.lineno for call in calls(tree, "tr") if not is_literal(call.args[0])]
    for call in calls(tree, "QCoreApplication.translate", "say_it"):
        literal = len(call.args) >= 2 and is_literal(call.args[0]) and is_literal(call.args[1])
        # The two doors for the core's own texts, which are marked where they stand.
        door = len(call.args) == 2 and isinstance(call.args[1], ast.Name | ast.Attribute)
        if not literal and not (door and is_literal(call.args[0])):
            lines.append(call.lineno)
    return lines


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_text_is_a_literal_where_it_is_translated(path: Path) -> None:
    assert unfindable(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'self.tr(f"Bad {x}")',
        "self.tr(text)",
        'say_it("C", f"{x}")',
        'QCoreApplication.translate(c, "text")',
    ],
)
def test_a_text_that_would_not_be_found_is_noticed(source: str) -> None:
    assert unfindable(source) == [1]
