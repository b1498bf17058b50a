"""Every id that judgement can say has its words, and every sentence gets the values it names."""

import ast
import itertools
from pathlib import Path

import pytest

from mailadmin.core.problem import ProblemKind
from mailadmin.core.smtp import judge
from mailadmin.core.smtp.connection_test import CONNECTION_CHECKS
from mailadmin.core.smtp.facts import Withheld
from mailadmin.core.texts import TEXTS, second_look

CERTIFICATE_PROBLEMS = (
    "expired", "not-yet-valid", "other-name", "self-signed", "untrusted", "weak",
)  # fmt: skip
CORE = Path(judge.__file__).parents[1]


def ids_in(path: Path) -> set[str]:
    """Text ids written out in a module: constants that look like one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.count(".") >= 1
        and node.value.split(".")[0] in {"dns", "net", "smtp", "tls", "stage", "test", "look"}
        and " " not in node.value
    }


JUDGES = (
    CORE / "smtp" / "judge.py",
    CORE / "smtp" / "certificate_judge.py",
    *sorted((CORE / "smtp" / "crossing").glob("*.py")),
)


@pytest.mark.parametrize("judge_module", JUDGES, ids=lambda path: path.stem)
def test_every_id_that_a_judge_writes_out_has_words(judge_module: Path) -> None:
    checks = {*CONNECTION_CHECKS, "smtp.message"}
    said = ids_in(judge_module) - checks
    families = {name for name in said if name.endswith((".", "-"))}
    assert said - families - set(TEXTS) == set()
    assert all(any(text.startswith(family) for text in TEXTS) for family in families)


def test_every_text_of_a_second_look_is_said_by_a_rule() -> None:
    said = set().union(*map(ids_in, JUDGES))
    whole = {name for name in said if not name.endswith("-")}
    families = tuple(name for name in said if name.endswith("-"))
    assert {text for text in second_look.TEXTS if not text.startswith(families)} <= whole


@pytest.mark.parametrize("problem", CERTIFICATE_PROBLEMS)
def test_everything_that_can_be_wrong_with_a_certificate_has_words(problem: str) -> None:
    assert f"tls.certificate.{problem}" in TEXTS


@pytest.mark.parametrize("withheld", Withheld)
def test_every_reason_to_keep_the_password_has_words(withheld: Withheld) -> None:
    assert f"smtp.auth.{withheld}" in TEXTS


@pytest.mark.parametrize("service", ["http", "ssh", "imap", "pop3", "ftp"])
def test_every_other_service_has_words(service: str) -> None:
    assert f"smtp.greeting.{service}-server" in TEXTS


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_of_trouble_has_words(kind: ProblemKind) -> None:
    assert f"stage.{kind}" in TEXTS


@pytest.mark.parametrize("check", [c for c in CONNECTION_CHECKS if c != "smtp.message"])
def test_every_stage_of_a_test_can_end_it(check: str) -> None:
    assert f"test.failed.{check}" in TEXTS


def test_no_two_texts_share_an_id() -> None:
    tables = (
        node.value
        for path in (CORE / "texts").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "TEXTS"
    )
    keys = itertools.chain.from_iterable(
        [key.value for key in table.keys if isinstance(key, ast.Constant)]
        for table in tables
        if isinstance(table, ast.Dict)
    )
    counted = sorted(keys)
    assert counted == sorted(set(counted))


@pytest.mark.parametrize("name", [name for name in TEXTS if not name.startswith("report.")])
def test_every_text_is_for_people(name: str) -> None:
    title = TEXTS[name].title
    assert title == title.strip() != ""
    assert not title[0].islower() or title.startswith("{")
