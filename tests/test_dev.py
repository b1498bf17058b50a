"""dev.py and its tools: what is found missing, when the environment is built, what is said."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # tools/ is the project's, not a package that is installed

from tools.environment import (  # noqa: E402
    DEVELOPMENT_LOCK,
    RUNTIME_LOCK,
    Environment,
    one_at_a_time,
    pip_failure,
)
from tools.node_packages import STAMP, ensure_node_packages  # noqa: E402
from tools.people import Stop  # noqa: E402
from tools.system_packages import (  # noqa: E402
    DESKTOP,
    SERVERS,
    WINDOW,
    installation_steps,
    missing_packages,
    services_held_back,
)

NPM = pytest.mark.skipif(shutil.which("npm") is None, reason="needs the package npm")


class TestNodePackages:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with a lock file that names no package, so that nothing is downloaded."""
        (tmp_path / "package.json").write_text('{"name": "nothing"}')
        lock = {"name": "nothing", "lockfileVersion": 3, "packages": {"": {"name": "nothing"}}}
        (tmp_path / "package-lock.json").write_text(json.dumps(lock))
        return tmp_path

    @NPM
    def test_they_are_installed_once_for_each_lock_file(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ensure_node_packages(folder)
        assert (folder / STAMP).exists()
        assert "setting up npm packages" in capsys.readouterr().err
        ensure_node_packages(folder)
        assert capsys.readouterr().err == ""
        with (folder / "package-lock.json").open("a") as lock:
            lock.write("\n")
        ensure_node_packages(folder)
        assert "setting up npm packages" in capsys.readouterr().err

    @NPM
    def test_what_can_not_be_installed_is_said_and_tried_again(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "package-lock.json").write_text("{")
        for _ in range(2):
            ensure_node_packages(folder)
            assert "are skipped" in capsys.readouterr().err
            assert not (folder / STAMP).exists()

    def test_without_npm_nothing_is_said_or_done(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setenv("PATH", str(folder))
        ensure_node_packages(folder)
        assert (capsys.readouterr().err, (folder / STAMP).exists()) == ("", False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder whose lock files name no package, so that nothing is downloaded."""
    folder = tmp_path / "Jürgen & Søn's 邮件"
    folder.mkdir()
    (folder / RUNTIME_LOCK).write_text("# nothing\n")
    (folder / DEVELOPMENT_LOCK).write_text("# nothing, for developers\n")
    return folder


@pytest.fixture
def whole(project: Path) -> Environment:
    """An environment that looks whole: its Python, one package and its stamp."""
    environment = Environment(project)
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    (environment.packages / "click-8.5.1.dist-info").mkdir(parents=True)
    write_stamp(environment)
    return environment


def write_stamp(environment: Environment) -> None:
    stamp = {
        "origin": environment.origin(),
        "locks": {RUNTIME_LOCK: environment.digest(RUNTIME_LOCK)},
        "installed": sorted(environment.installed()),
    }
    environment.stamp.write_text(json.dumps(stamp))


def dev(project: Path, *arguments: str) -> list[str]:
    """The command line of a dev.py that sees `project` as its own folder."""
    program = (
        "import sys, pathlib, dev; dev.ROOT = pathlib.Path(sys.argv[1]);"
        "sys.exit(dev.main(sys.argv[2:]))"
    )
    return [sys.executable, "-c", program, str(project), *arguments]


class TestSystemPackages:
    def test_a_package_that_is_installed_is_not_missing(self) -> None:
        assert missing_packages(["libgl1", "libegl1"], "libgl1 installed\n") == ["libegl1"]

    def test_a_package_removed_but_not_purged_is_missing(self) -> None:
        assert missing_packages(["postfix"], "postfix config-files\n") == ["postfix"]

    def test_a_package_half_installed_is_missing(self) -> None:
        assert missing_packages(["postfix"], "postfix half-configured\n") == ["postfix"]

    def test_a_package_that_a_newer_release_renamed_is_found_by_its_new_name(self) -> None:
        wanted = ["libglib2.0-0|libglib2.0-0t64"]
        assert missing_packages(wanted, "libglib2.0-0t64 installed\n") == []

    def test_of_a_renamed_package_the_old_name_is_installed(self) -> None:
        assert missing_packages(["libglib2.0-0|libglib2.0-0t64"], "") == ["libglib2.0-0"]

    def test_all_is_missing_where_dpkg_knows_nothing(self) -> None:
        missing = missing_packages([*WINDOW, *DESKTOP, *SERVERS], "")
        assert len(missing) == len(WINDOW) + len(DESKTOP) + len(SERVERS)

    def test_every_package_that_a_live_test_is_skipped_without_is_installed(self) -> None:
        texts = [path.read_text() for path in (PROJECT / "tests" / "live").glob("*.py")]
        named = re.findall(r"the packages? ([a-z0-9, -]+)", "\n".join(texts))
        wanted = {name for line in named for name in re.split(r", | and ", line)}
        offered = {one for name in (*SERVERS, *DESKTOP) for one in name.split("|")}
        assert {"postfix", "nginx", "nodejs"} <= wanted
        assert wanted <= offered

    def test_postfix_is_installed_without_a_question_and_stays_off(self) -> None:
        steps = installation_steps(["postfix", "dovecot-core"])
        assert "No configuration" in steps[1]
        assert "disable --now postfix dovecot" in steps[-1]

    def test_name_servers_stay_off_too(self) -> None:
        assert "disable --now nsd unbound;" in installation_steps(["nsd", "unbound"])[-1]

    def test_a_web_server_stays_off_too(self) -> None:
        assert "disable --now nginx;" in installation_steps(["nginx", "npm"])[-1]

    def test_filters_and_greylists_stay_off_too(self) -> None:
        (*_, last) = installation_steps(["postgrey", "rspamd", "spamd"])
        assert "disable --now postgrey rspamd spamd;" in last

    def test_a_mail_server_that_was_there_before_is_left_as_it_is(self) -> None:
        assert "systemctl" not in " ".join(installation_steps(["dovecot-imapd", "xvfb"]))

    def test_the_recommended_extras_stay_out(self) -> None:
        assert "--no-install-recommends" in " ".join(installation_steps(["libgl1"]))

    def test_services_are_held_back_only_while_packages_are_installed(self, tmp_path: Path) -> None:
        policy = tmp_path / "policy-rc.d"
        with services_held_back(policy):
            assert subprocess.run([str(policy)], check=False).returncode == 101
        assert not policy.exists()

    def test_a_policy_of_the_machine_is_kept(self, tmp_path: Path) -> None:
        policy = tmp_path / "policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 104\n")
        with services_held_back(policy):
            pass
        assert policy.read_text() == "#!/bin/sh\nexit 104\n"

    def test_a_policy_left_behind_by_a_run_that_was_killed_is_removed(self, tmp_path: Path) -> None:
        policy = tmp_path / "policy-rc.d"
        with services_held_back(policy):
            left_behind = policy.read_text()
        policy.write_text(left_behind)
        with services_held_back(policy):
            pass
        assert not policy.exists()


class TestStamp:
    def test_an_environment_with_its_stamp_is_used_as_it_is(self, whole: Environment) -> None:
        assert whole.holds(RUNTIME_LOCK)

    def test_the_packages_for_developers_are_not_taken_for_granted(
        self, whole: Environment
    ) -> None:
        assert not whole.holds(DEVELOPMENT_LOCK)

    def test_a_changed_lock_file_makes_it_stale(self, whole: Environment) -> None:
        (whole.root / RUNTIME_LOCK).write_text("# something\n")
        assert not whole.holds(RUNTIME_LOCK)

    def test_another_python_makes_it_stale(self, whole: Environment) -> None:
        stamp = whole.stamp.read_text().replace(sys.base_prefix, sys.base_prefix + "-other")
        whole.stamp.write_text(stamp)
        assert not whole.holds(RUNTIME_LOCK)

    def test_a_moved_folder_makes_it_stale(self, whole: Environment, tmp_path: Path) -> None:
        moved = tmp_path / "moved"
        moved.mkdir()
        for name in (".venv", RUNTIME_LOCK, DEVELOPMENT_LOCK):
            (whole.root / name).rename(moved / name)
        assert not Environment(moved).holds(RUNTIME_LOCK)

    def test_a_python_that_is_gone_makes_it_stale(self, whole: Environment) -> None:
        whole.python.unlink()
        assert not whole.holds(RUNTIME_LOCK)

    def test_a_package_that_is_gone_makes_it_stale(self, whole: Environment) -> None:
        (whole.packages / "click-8.5.1.dist-info").rmdir()
        assert not whole.holds(RUNTIME_LOCK)

    def test_a_package_that_somebody_added_does_no_harm(self, whole: Environment) -> None:
        (whole.packages / "ipython-9.0.0.dist-info").mkdir()
        assert whole.holds(RUNTIME_LOCK)

    @pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"origin": 1}', '{"locks": []}'])
    def test_a_broken_stamp_is_no_stamp(self, whole: Environment, text: str) -> None:
        whole.stamp.write_text(text)
        assert not whole.holds(RUNTIME_LOCK)


class TestPipFailures:
    @pytest.mark.parametrize(
        ("output", "says"),
        [
            ("NewConnectionError('<pip…>: Failed to establish a new connection')", "internet"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "lock file"),
            ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk"),
            ("ERROR: No matching distribution found for nh3==0.3.8", "nh3==0.3.8 is not offered"),
            ("ERROR: something new", "something new"),
            ("", "without a word"),
        ],
    )
    def test_each_is_said_in_a_sentence(self, output: str, says: str) -> None:
        assert says in pip_failure(output)

    def test_no_network_is_told_from_no_such_package(self) -> None:
        output = "Temporary failure in name resolution\nERROR: No matching distribution found for x"
        assert "internet" in pip_failure(output)


class TestCommandLine:
    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(PROJECT / "dev.py"), *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, **variables},
            timeout=30,
            check=False,
        )

    def test_help_names_every_command(self) -> None:
        done = self.run("--help")
        assert done.returncode == 0
        for command in ("run", "demo", "test", "lint", "bench", "build", "screenshots", "lock"):
            assert f"  {command} " in done.stdout

    @pytest.mark.parametrize("arguments", [(), ("frobnicate",)])
    def test_without_a_command_it_knows_it_says_which_there_are(
        self, arguments: tuple[str, ...]
    ) -> None:
        done = self.run(*arguments)
        assert done.returncode == 2
        assert "COMMAND" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
class TestBuilding:
    """With real environments, made from lock files that name no package."""

    def test_an_environment_is_built_once(
        self, project: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        environment = Environment(project)
        environment.build(RUNTIME_LOCK)
        assert environment.holds(RUNTIME_LOCK)
        assert not environment.holds(DEVELOPMENT_LOCK)
        said = capfd.readouterr().err
        assert "setting up" in said
        assert "ready after" in said

    def test_the_packages_for_developers_are_added_to_a_whole_environment(
        self, project: Path
    ) -> None:
        environment = Environment(project)
        environment.build(RUNTIME_LOCK)
        kept = environment.packages / "kept.txt"
        kept.touch()
        environment.build(DEVELOPMENT_LOCK)
        assert kept.exists()
        assert environment.holds(DEVELOPMENT_LOCK)
        assert environment.holds(RUNTIME_LOCK)

    def test_its_python_finds_the_project_from_every_folder(
        self, project: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        (project / "mailadmin.py").write_text("print('here')")
        environment = Environment(project)
        environment.build(RUNTIME_LOCK)
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        done = subprocess.run(
            [str(environment.python), "-P", "-m", "mailadmin"],
            cwd=elsewhere,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "here\n"

    def test_what_a_killed_build_left_is_built_anew(self, project: Path) -> None:
        environment = Environment(project)
        with subprocess.Popen(
            dev(project, "lint"), cwd=PROJECT, stderr=subprocess.DEVNULL
        ) as build:
            limit = time.monotonic() + 30
            while not environment.packages.exists() and time.monotonic() < limit:
                time.sleep(0.01)
            build.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        assert not environment.holds(DEVELOPMENT_LOCK)
        environment.build(DEVELOPMENT_LOCK)
        assert environment.holds(DEVELOPMENT_LOCK)

    def test_two_at_once_build_it_once(self, project: Path) -> None:
        """`lint` fails afterwards, for there is no linter: that it gets there is the point."""
        both = [
            subprocess.Popen(dev(project, "lint"), cwd=PROJECT, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = [process.communicate(timeout=60)[1] for process in both]
        assert Environment(project).holds(DEVELOPMENT_LOCK)
        assert sum("setting up Python packages" in text for text in said) == 1
        assert all("No module named ruff" in text for text in said)

    def test_without_a_package_index_it_says_so_in_a_sentence(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (project / RUNTIME_LOCK).write_text(f"click==8.5.1 --hash=sha256:{'0' * 64}\n")
        monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
        monkeypatch.setenv("PIP_RETRIES", "1")
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
        environment = Environment(project)
        with pytest.raises(Stop, match="the package index cannot be reached"):
            environment.build(RUNTIME_LOCK)
        assert not environment.holds(RUNTIME_LOCK)


def test_the_lock_is_free_again_when_its_owner_has_gone(tmp_path: Path) -> None:
    for _ in range(2):
        with one_at_a_time(tmp_path / "lock"):
            assert (tmp_path / "lock").exists()
