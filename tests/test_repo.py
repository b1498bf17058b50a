"""The repository itself: what a newcomer, a packager and a lawyer rely on."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mailadmin

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|work|home/[a-z]\w*|Users/[a-z]\w*)/")
INDEX = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|https?://|file://|/simple\b"
)


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def listed(*arguments: str) -> str:
    """What git lists of the project; the test is skipped where there is no git checkout."""
    try:
        return subprocess.run(
            ["git", "ls-files", *arguments], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git, and a checkout made with it")


def tracked_texts() -> list[tuple[str, str]]:
    """Every text file that git keeps."""
    texts = []
    for name in filter(None, listed("-z").split("\0")):
        path = PROJECT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            texts.append((name, content.decode("utf-8", errors="replace")))
    return texts


def locked(lock: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+)==", read(lock), re.MULTILINE))


def test_the_newest_change_is_of_this_version() -> None:
    versions = re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == mailadmin.__version__


def test_the_licence_is_mit_everywhere_it_is_named() -> None:
    assert read("LICENSE").startswith("MIT License")
    assert 'license = { text = "MIT" }' in read("pyproject.toml")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_package_index(lock: str) -> None:
    assert INDEX.findall(read(lock)) == []


@pytest.mark.parametrize("option", ["--index-url x", "https://a.example/simple", "file:///a"])
def test_a_package_index_would_be_noticed(option: str) -> None:
    assert INDEX.search(option)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", read(lock), flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_npm_packages_of_the_tests_are_locked_by_hash_and_name_no_package_index() -> None:
    folder = "tests/live/oidc"
    packages = json.loads(read(f"{folder}/package-lock.json"))["packages"]
    others = {name: about for name, about in packages.items() if name}
    assert len(others) > 20
    assert [name for name, about in others.items() if "sha512-" not in about["integrity"]] == []
    assert [name for name, about in others.items() if "resolved" in about] == []
    settings = read(f"{folder}/.npmrc")
    assert "omit-lockfile-registry-resolved=true" in settings
    assert re.findall(r"https?:|^(?!omit)\S*registry", settings, re.MULTILINE) == []


def test_developers_get_the_same_versions_that_are_shipped() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==\S+)", read(lock), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def needed() -> set[str]:
    """The packages that the program needs, as `pyproject.toml` says."""
    wanted = re.search(r"^dependencies = \[(.*?)^\]", read("pyproject.toml"), re.M | re.S)
    assert wanted
    return {name.lower() for name in re.findall(r'^ +"([\w.-]+)', wanted[1], re.MULTILINE)}


def test_what_the_project_needs_is_locked() -> None:
    assert len(needed()) > 10
    assert needed() <= locked("requirements.lock")


def imported(path: Path) -> set[str]:
    """The packages that a module imports, at its top or later, besides Python's own and ours."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"mailadmin"}


def test_every_package_that_is_imported_is_one_of_those_the_project_needs() -> None:
    """Else it is there by luck, or only on the computer of whoever wrote the import."""
    # Part of what pymap brings; and one that Linux does without.
    declared = needed() | {"pysasl", "proxy-protocol"}
    origins = {"truststore": ["truststore"], **importlib.metadata.packages_distributions()}
    undeclared = {
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in sorted((PROJECT / "mailadmin").rglob("*.py"))
        for name in imported(path)
        if not declared & {d.lower().replace("_", "-") for d in origins.get(name, ())}
    }
    assert undeclared == set()


def test_everything_that_is_shipped_is_in_the_notices() -> None:
    named = set(re.findall(r"^\| ([\w.-]+) \|", read("THIRD_PARTY_NOTICES.md"), re.MULTILINE))
    qt = {"pyside6-essentials", "shiboken6"}
    assert locked("requirements.lock") - qt <= named
    assert named - locked("requirements.lock") <= {"work", "Python"}


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in tracked_texts()
        if name != "tests/test_repo.py"
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_a_path_of_a_machine_would_be_noticed() -> None:
    assert MACHINE_PATH.search("see " + "/ho" + "me/anna/notes")
    assert not MACHINE_PATH.search("https://example.com" + "/ho" + "me/anna/notes")


def test_the_two_commands_of_the_readme_are_there() -> None:
    readme, dev = read("README.md"), read("dev.py")
    for command in ("demo", "test"):
        assert f"python3 dev.py {command}" in readme
        assert f'"{command}": run_{command}' in dev


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = PROJECT / ".ci" / "run"
    assert "dev.py test" in script.read_text(encoding="utf-8")
    assert listed("--stage", ".ci/run").startswith("100755"), "git must keep it executable"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "THIRD_PARTY_NOTICES.md"])
def test_links_to_files_of_the_project_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", read(name))
    assert [link for link in links if not (PROJECT / link).exists()] == []
