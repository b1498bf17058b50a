"""The published DKIM cases, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_DKIM_CASES`` may name another file.
``MAILADMIN_SUITES_PYTHON`` may name a Python for the runner, which needs dnspython.
"""

import base64
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mailadmin.core.message.authentication import verify
from tests.servers.zone_server import serving, txt

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(os.environ.get("MAILADMIN_DKIM_CASES", SUITES / "data" / "dkim_cases.json"))
RUNNER = SUITES / "runners" / "dkim_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)

ONE_RECORD = "two records"
"""Two records that are the same to the letter are one in the DNS (RFC 2181 section 5)."""

TOO_LONG = 1_100
"""Characters of a record from which on the runner's name server gives no reply over UDP."""

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


def records_asked_for(case: dict[str, Any]) -> dict[str, str]:
    """The texts at the names of the message's keys."""
    message = base64.b64decode(case["msg"]).decode("latin-1").partition("\r\n\r\n")[0]
    fields = re.findall(r"(?ims)^dkim-signature:(.*?)(?=^\S)", message + "\r\nx")
    names = {f"{tag('s', field)}._domainkey.{tag('d', field)}".lower() for field in fields}
    return {
        name: text
        for name, text in case["txt"].items()
        if name.lower() in names and isinstance(text, str)
    }


def tag(name: str, field: str) -> str:
    found = re.search(rf"(?:^|;)\s*{name}\s*=\s*([^\s;]*)", field)
    return found[1] if found else ""


def is_long(case: dict[str, Any]) -> bool:
    return any(len(text) > TOO_LONG for text in records_asked_for(case).values())


def test_every_signature_gets_the_right_word(tmp_path: Path) -> None:
    if subprocess.run([PYTHON, "-c", "import dns"], capture_output=True).returncode:
        pytest.skip("no Python here can run the published cases (dnspython)")
    these = [case for case in cases() if case["name"] != ONE_RECORD and not is_long(case)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(these), encoding="utf-8")
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'dkim.py'))}"
    done = subprocess.run(
        [PYTHON, str(RUNNER), "run", str(file), f"cmd:{script} {{msg}} {{dns}} {{now}}", "-v"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    counts = re.search(r"exact word (\d+)/(\d+)\s*$", done.stdout)
    assert counts is not None, done.stdout
    assert int(counts[2]) >= 25
    assert counts[1] == counts[2], done.stdout


async def test_what_the_runner_can_not_serve_gets_the_right_word_too() -> None:
    long = [case for case in cases() if is_long(case)]
    assert len(long) >= 2
    for case in long:
        records = (txt(name, text) for name, text in records_asked_for(case).items())
        async with serving(*(each for several in records for each in several)) as (resolver, _):
            found = await verify(base64.b64decode(case["msg"]), resolver)
        assert [each.word for each in found.signatures] == case["want"], case["name"]
