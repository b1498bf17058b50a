"""Published encoded words (RFC 2047), measured where they are present.

Read here, not by their runner: that can't tell CRLF from LF in what a program prints.
"""

import re

from mailadmin.core.message.encoded_words import literal
from tests.conformance.suites import cases, published

CASES = "rfc2047_cases.json"

pytestmark = published(CASES)


def test_words_say_what_they_should() -> None:
    def unfolded(text: str) -> str:
        return re.sub(r"\r?\n[ \t]+", " ", text).strip()

    found = cases(CASES)
    wrong = [
        (case["value"], literal(case["value"]))
        for case in found
        if unfolded(literal(case["value"])) != unfolded(case["want"])
    ]
    assert found
    assert wrong == []
