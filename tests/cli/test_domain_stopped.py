"""A list whose run is stopped or killed: nothing is lost, and nobody is asked again."""

import asyncio
import csv
import os
import pty
import signal
import sys
from pathlib import Path

import pytest

from tests.servers.wayward_dns import WaywardServer

DOMAINS = [f"d{number}.late-20.test" for number in range(120)]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")


@pytest.fixture
def list_(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text("\n".join(DOMAINS))
    return path


@pytest.fixture
def nowhere(list_: Path) -> Path:
    list_.write_text("rcode-nxdomain.test")
    return list_


def arguments(server: WaywardServer, list_: Path, *more: str) -> list[str]:
    return [
        "-m", "mailadmin", "domain", "--file", str(list_), "--out", str(list_.parent / "out.csv"),
        "--resolver", f"127.0.0.1:{server.port}", "--data-dir", str(list_.parent), *more,
    ]  # fmt: skip


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


def rows(list_: Path) -> list[list[str]]:
    data = (list_.parent / "out.csv").read_text(encoding="utf-8-sig")
    whole = data[: data.rfind("\n") + 1]
    return list(csv.reader(whole.splitlines()))[1:]


async def until_rows(list_: Path, count: int) -> None:
    out = list_.parent / "out.csv"
    while not (out.exists() and len(rows(list_)) >= count):
        await asyncio.sleep(0.01)


async def test_a_name_that_does_not_exist_costs_a_list_a_few_questions(nowhere: Path) -> None:
    async with WaywardServer() as server:
        process = await start(*arguments(server, nowhere))
        _, err = await process.communicate()
    assert process.returncode == 1, err
    assert {kind for _, kind, _ in server.asked} == {"MX", "TXT", "NS"}
    assert len(server.asked) < 6


async def test_killed_and_continued_each_domain_is_answered_once(list_: Path) -> None:
    async with WaywardServer() as server:
        process = await start(*arguments(server, list_))
        await until_rows(list_, 5)
        process.kill()
        await process.communicate()
        done = {row[0] for row in rows(list_)}
        assert 5 <= len(done) < len(DOMAINS)
        server.asked.clear()
        process = await start(*arguments(server, list_, "--resume"))
        _, err = await process.communicate()
        assert process.returncode in (0, 1), err
    asked = {name for name, kind, _ in server.asked if kind == "MX"}
    assert not asked & done
    assert sorted(row[0] for row in rows(list_)) == sorted(DOMAINS)
    assert f"{len(DOMAINS)} in all" in err.decode()


async def test_ctrl_c_says_how_to_go_on(list_: Path) -> None:
    async with WaywardServer() as server:
        process = await start(*arguments(server, list_))
        await until_rows(list_, 3)
        process.send_signal(signal.SIGINT)
        _, err = await process.communicate()
    assert process.returncode == 130
    assert "again with --resume." in err.decode()
    assert "Traceback" not in err.decode()
    data = (list_.parent / "out.csv").read_bytes()
    assert data.endswith(b"\r\n")
    assert f"{len(rows(list_))} answers are in" in err.decode()


@pytest.fixture
def wrong_list(list_: Path) -> Path:
    list_.write_text("\n".join([*DOMAINS, "foo bar"]))
    return list_


async def test_a_terminal_gets_one_line_that_is_taken_away_before_others(wrong_list: Path) -> None:
    async with WaywardServer() as server:
        ours, its = pty.openpty()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments(server, wrong_list), stdout=its, stderr=its
        )
        os.close(its)
        shown = b""
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def readable() -> None:
            nonlocal shown
            try:
                data = os.read(ours, 65536)
            except OSError:
                data = b""
            shown += data
            if not data and not done.done():
                done.set_result(None)

        loop.add_reader(ours, readable)
        await done
        loop.remove_reader(ours)
        os.close(ours)
        await process.wait()
    lines = shown.decode().replace("\r\n", "\n").split("\n")
    progress = [part for part in "\n".join(lines).split("\r") if " of about " in part]
    assert "a second" in progress[-1]
    assert all("\n" not in part for part in progress)
    printed = [line.rsplit("\r", 1)[-1] for line in lines]
    assert printed[0] == f"Line {len(DOMAINS) + 1}: A domain has no spaces. Did you mean foo.bar?"
    assert printed[1].startswith(f"{len(DOMAINS) + 1} in all: ")
