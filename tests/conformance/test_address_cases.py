"""Published address cases, measured where they are present (see the suites' own README)."""

from mailadmin.core.forms.address import Address, parse_address
from tests.conformance.suites import cases, published

CASES = "address_cases.json"

# Cases whose answer depends on a decision that these suites take differently, and why ours.
DECIDED = {
    "my@localhost": "computers deliver to their own users",
    "me@bad-tld-1": "a name without dots is a computer inside the organisation, and may end so",
    "me@[IPv6:::1]": "a literal address is valid (RFC 5321 section 4.1.3)",
    "me@test.test.test": "example names for tests are what the sandbox and the tests use",
    '"Display Name" <me@example.com>': "a name beside the address is taken and kept",
    '"quoted.with..unicode.λ"@example.com': "international local parts are taken (RFC 6531)",
}

pytestmark = published(CASES)


def test_no_valid_address_is_refused_and_nothing_invalid_is_taken():
    wrong = []
    for case in cases(CASES):
        taken = isinstance(parse_address(case["address"]), Address)
        if case["address"] in DECIDED or case["want"] == "odd":
            continue
        if taken != (case["want"] == "ok"):
            wrong.append((case["src"], case["id"], case["address"], case["want"]))
    assert wrong == []
