"""The parts of a message, also of one that was made to break its reader."""

import base64

import pytest

from mailadmin.core.message.parts import DEEPEST, MOST_PARTS, Parts, split

TWO = (
    b"Content-Type: multipart/mixed; boundary=xx\r\n\r\npreamble\r\n"
    b"--xx\r\nContent-Type: text/plain\r\n\r\none\r\n"
    b"--xx\r\n\r\ntwo\r\n--xx--\r\nepilogue\r\n"
)


def bodies(parts: Parts) -> list[bytes]:
    return [part.body for part in parts.leaves]


def test_the_line_end_before_a_boundary_belongs_to_it() -> None:
    assert bodies(split(TWO)) == [b"one", b"two"]
    assert bodies(split(TWO.replace(b"\r\n", b"\n"))) == [b"one", b"two"]


def test_an_empty_part_is_empty() -> None:
    message = b"Content-Type: multipart/mixed; boundary=xx\n\n--xx\n\n--xx\n\n\n--xx--\n"
    assert bodies(split(message)) == [b"", b""]


def test_a_missing_end_ends_with_the_part_around_it() -> None:
    message = (
        b"Content-Type: multipart/mixed; boundary=out\n\n--out\n"
        b"Content-Type: multipart/mixed; boundary=in\n\n--in\n\none\n--out\n\ntwo\n--out--\n"
    )
    assert bodies(split(message)) == [b"one", b"two"]


def test_a_boundary_that_begins_like_another_is_another() -> None:
    message = (
        b"Content-Type: multipart/mixed; boundary=xx\n\n--xx\n"
        b"Content-Type: multipart/mixed; boundary=xxx\n\n--xxx\n\none\n--xxx--\n--xx--\n"
    )
    assert bodies(split(message)) == [b"one"]


def test_blanks_behind_a_boundary_are_padding() -> None:
    assert bodies(split(TWO.replace(b"--xx\r\n", b"--xx \t\r\n"))) == [b"one", b"two"]


def test_a_message_within_a_message_is_opened_and_a_header_alone_is_not() -> None:
    message = (
        b"Content-Type: multipart/report; boundary=xx\n\n"
        b"--xx\nContent-Type: message/rfc822\n\nSubject: inner\n\nbody\n"
        b"--xx\nContent-Type: text/rfc822-headers\n\nSubject: returned\n--xx--\n"
    )
    parts = split(message)
    assert [part.type for part in parts.all] == [
        "multipart/report",
        "message/rfc822",
        "text/plain",
        "text/rfc822-headers",
    ]
    assert parts.all[2].headers.value("Subject") == "inner"
    assert [part.parent for part in parts.all] == [None, 0, 1, 0]


def test_a_thousand_levels_and_a_hundred_thousand_parts_are_cut_short() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_000)
    )
    parts = split(deep)
    assert (parts.complete, parts.all[-1].level) == (False, DEEPEST)
    parts = split(b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nhi\n" * 100_000)
    assert (parts.complete, len(parts.all)) == (False, MOST_PARTS)


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("utf-8", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", b"Gr\xfc\xdfe", "Grüße"),
        ("utf-8", b"Gr\xfc\xdfe", "Gr"),
        ("no-such-thing", "Grüße".encode(), "Grüße"),
        ("punycode", b"a-b-c", "a-b-c"),
        ("zlib", b"abc", "abc"),
    ],
)
def test_a_wrong_charset_costs_letters_at_most(charset: str, body: bytes, text: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\n\n".encode()
    assert split(head + body).all[0].text().startswith(text)


@pytest.mark.parametrize("tail", [b"", b"=", b"Q", b"QQ", b"\xff!"])
def test_base64_is_decoded_as_far_as_it_goes(tail: bytes) -> None:
    head = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    body = base64.b64encode("Größe, 12".encode()) + b"\n" + tail
    assert split(head + body).all[0].text().startswith("Größe")
