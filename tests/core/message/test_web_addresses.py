"""Web addresses that nobody can open by mistake, and words that are none."""

import pytest

from mailadmin.core.message.web_addresses import made_harmless


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("see https://evil.example/delist now", "see hxxps://evil[.]example/delist now"),
        ("HTTP://a.b.example", "hxxp://a[.]b[.]example"),
        ("xhttp://evil.example", "xhxxp://evil[.]example"),
        ("http:\\\\evil.example", "hxxp:\\\\evil[.]example"),
        (
            "https://bank.example@evil.example/?q=a.b",
            "hxxps://bank[.]example@evil[.]example/?q=a.b",
        ),
        ("ftp://evil.example", "fxp://evil[.]example"),
        ("(www.evil.example)", "(www[.]evil[.]example)"),
        ("open evil.example/delist", "open evil[.]example/delist"),
        ("https://", "hxxps://"),
        ("550 5.1.1 <bob@example.org> unknown at mx.example.org [192.0.2.1]",) * 2,
        ("192.0.2.1/24 is listed at zen.spamhaus.org",) * 2,
    ],
)
def test_it_is_read_and_not_opened(text: str, harmless: str) -> None:
    assert made_harmless(text) == harmless


def test_what_is_harmless_stays_so() -> None:
    once = made_harmless("https://www.evil.example/www.evil.example/http://evil.example")
    assert "evil.example" not in once and "http" not in once
    assert made_harmless(once) == once
