"""Published address cases, measured where they are present (see the suites' own README)."""

import json
import os
from pathlib import Path

import pytest

from mailadmin.core.forms.address import Address, parse_address

PROJECT = Path(__file__).resolve().parents[2]
SUITES = Path(os.environ.get("MAILADMIN_SUITES", PROJECT.parent / "shared" / "suites"))
CASES = SUITES / "data" / "address_cases.json"

# Cases whose answer depends on a decision that these suites take differently, and why ours.
DECIDED = {
    "my@localhost": "computers deliver to their own users",
    "me@bad-tld-1": "a name without dots is a computer inside the organisation, and may end so",
    "me@[IPv6:::1]": "a literal address is valid (RFC 5321 section 4.1.3)",
    "me@test.test.test": "example names for tests are what the sandbox and the tests use",
    '"Display Name" <me@example.com>': "a name beside the address is taken and kept",
    '"quoted.with..unicode.λ"@example.com': "international local parts are taken (RFC 6531)",
}

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not CASES.is_file(), reason="the published cases are not here"),
]


def test_no_valid_address_is_refused_and_nothing_invalid_is_taken():
    wrong = []
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        taken = isinstance(parse_address(case["address"]), Address)
        if case["address"] in DECIDED or case["want"] == "odd":
            continue
        if taken != (case["want"] == "ok"):
            wrong.append((case["src"], case["id"], case["address"], case["want"]))
    assert wrong == []
