"""Published Authentication-Results values, each to be read or refused as its authors say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(os.environ.get("MAILADMIN_AR_CASES", SUITES / "data" / "ar_cases.json"))

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not CASES.is_file(), reason="the published cases are not here"),
]


def test_every_value_is_read_and_what_is_malformed_is_reported() -> None:
    cases = json.loads(CASES.read_text("utf-8"))
    assert len(cases) >= 70
    wrong = [(case["name"], why) for case in cases if (why := _differences(case, _read(case)))]
    assert not wrong


def _read(case: dict[str, Any]) -> dict[str, Any]:
    script = [sys.executable, str(HERE / "ar.py")]
    done = subprocess.run(
        script, input=case["value"].encode(), capture_output=True, timeout=60, check=True
    )
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _differences(case: dict[str, Any], read: dict[str, Any]) -> list[str]:
    if case["ok"] is not read["ok"]:
        return ["taken" if read["ok"] else "refused"]
    if not case["ok"]:
        return []
    wrong = []
    if case.get("authserv") not in (None, read["authserv"]):
        wrong.append("authserv")
    if case.get("count", len(read["results"])) != len(read["results"]):
        wrong.append("count")
    for wanted, found in zip(case["results"], read["results"], strict=False):
        wrong += [
            name
            for name in ("method", "result", "reason")
            if wanted.get(name) and wanted[name].lower() != str(found[name]).lower()
        ]
        properties = {(a, b, value) for a, b, value in found["props"]}
        wrong += [str(one) for one in map(tuple, wanted["props"]) if one not in properties]
    return wrong
