"""Published Authentication-Results values, each to be read or refused as its authors say."""

import json
import subprocess
from typing import Any

import pytest

from tests.conformance.suites import cases, ours, published

CASES = "ar_cases.json"

pytestmark = [*published(CASES), pytest.mark.slow, pytest.mark.timeout(300)]


def test_every_value_is_read_and_what_is_malformed_is_reported() -> None:
    found = cases(CASES)
    assert len(found) >= 70
    wrong = [(case["name"], why) for case in found if (why := _differences(case, _read(case)))]
    assert not wrong


def _read(case: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        ours("ar.py"), input=case["value"].encode(), capture_output=True, timeout=60, check=True
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
