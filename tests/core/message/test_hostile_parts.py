"""Parts whose describing fields or encodings mean harm: read all the same, in no time."""

import pytest

from mailadmin.core.message.parts import split


@pytest.mark.parametrize(
    ("body", "decoded"),
    [
        (b"QUJD", b"ABC"),
        (b"QUJ", b""),
        (b"QU\xe9JDR\xe9\xe9\xe9=", b"ABC"),
        (b"QUJD=QUJDR", b"ABCABC"),
        (b"", b""),
    ],
)
def test_base64_that_ends_anywhere(body: bytes, decoded: bytes) -> None:
    (part,) = split(b"Content-Transfer-Encoding: base64\r\n\r\n" + body).all
    assert part.decoded() == decoded


@pytest.mark.parametrize("charset", ["punycode", "base64", "no-such", "utf-8", "unicode_escape"])
def test_a_charset_that_is_wrong_costs_letters(charset: str) -> None:
    (part,) = split(f"Content-Type: text/plain; charset={charset}\r\n\r\na".encode() + b"\x80").all
    assert part.text() == "a\x80"


def test_the_charset_that_takes_hours_is_none() -> None:
    head = b"Content-Type: text/plain; charset=punycode\r\n\r\n"
    (part,) = split(head + b"abc-" + b"a" * 2_000_000).all
    assert part.text().startswith("abc-aaa")


@pytest.mark.parametrize(
    "name", ["filename*=utf-99''%FF; filename*0*=a", "filename*0*=utf-8''%FF; filename*1=b", "*="]
)
def test_names_that_python_stumbles_over(name: str) -> None:
    (part,) = split(f"Content-Disposition: attachment; {name}\r\n\r\nabc".encode()).all
    assert isinstance(part.file_name, str)
    assert part.disposition in ("attachment", "")
