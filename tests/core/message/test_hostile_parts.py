"""Parts whose describing fields or encodings mean harm: read all the same, in no time."""

import sys

import pytest

from mailadmin.core.message.charsets import text_in
from mailadmin.core.message.parts import MOST_FIELDS, MOST_LIKE_BOUNDARIES, split


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


def test_the_fields_of_all_parts_together_are_bounded() -> None:
    part = b"--b\r\n" + b"X-A: b\r\n" * 4_000 + b"\r\nx\r\n"
    read = split(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 20)
    assert sum(len(part.headers.fields) for part in read.all) <= MOST_FIELDS
    assert not read.complete


def test_boundaries_that_are_none_are_looked_at_so_often() -> None:
    head = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n"
    few = split(head + b"--bc\r\n" * 10 + b"--b\r\n\r\ntwo\r\n--b--\r\n")
    many = split(head + b"--bc\r\n" * MOST_LIKE_BOUNDARIES + b"--b\r\n\r\ntwo\r\n--b--\r\n")
    assert (len(few.all), len(many.all)) == (3, 2)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "Grüße, 日本語 "),
        ("iso-2022-jp", "日本語 and more "),
        ("utf-16", "Grüße "),
        ("utf-7", "Grüße "),
    ],
)
def test_a_long_text_is_decoded_as_a_short_one(charset: str, text: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    (part,) = split(head + (text * 30_000).encode(charset)).all
    assert part.text() == text * 30_000


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("marked", [True, False])
def test_a_long_text_tells_its_byte_order_as_a_short_one(
    name: str, order: str, marked: bool
) -> None:
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if marked else ""
    data = (mark + "Grüße " * 30_000).encode(f"{name}-{order}")
    whole = data.decode(name, "replace")
    if marked or order == sys.byteorder[0] + "e":
        assert text_in(data, name) == whole == "Grüße " * 30_000
    else:
        assert text_in(data, name) != "Grüße " * 30_000  # nobody can know it without the mark


@pytest.mark.parametrize("charset", ["hex", "zlib_codec", "rot13", "bz2", "no-such"])
def test_what_is_no_charset_is_none_in_a_long_text_too(charset: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode()
    (part,) = split(head + b"abc " * 100_000).all
    assert part.text() == "abc " * 100_000
