"""Messages that mean harm are looked at to an end, and without an exception."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailadmin.core.message.content import look_at
from mailadmin.core.message.shown_text import LONGEST, text_of_message

HTML = b"Content-Type: text/html\r\n\r\n"
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
FILES = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
EVIL = [
    b"",
    b"\n",
    b"\x00" * 1000,
    b"a" * 10_000_000,
    b"Subject: " + b"a" * 10_000_000,
    b"X: y\r\n" * 100_000 + b"\r\nbody",
    b"From: " + b'"a" <a@b>, ' * 9_000 + b"\r\n\r\nbody",
    b"From: " + b"(" * 9_000 + b"\r\n\r\nbody",
    b"Subject: " + b"=?utf-8?B?" * 9_000 + b"\r\n\r\nbody",
    b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(1_000)
    ),
    FILES + b"--b\r\nContent-Disposition: attachment; filename=a.exe\r\n\r\nx\r\n" * 100_000,
    HTML + b'<a href="http://192.0.2.1/x">www.b.c</a>' * 200_000,
    HTML + b"<a " * 2_000_000,
    HTML + b"<a href=http://" + b"[" * 100_000 + b">x</a>",
    HTML + b"<p style='" + b"a:b;" * 100_000 + b"'>x",
    PLAIN + b"http://192.0.2.1/x " * 300_000,
    PLAIN + "p\u200b".encode() * 1_000_000,
    PLAIN + "a\u0436 ".encode() * 1_000_000,
    b"Content-Type: application/zip; name=a.zip\r\n\r\n" + (b"PK\x03\x04" + b"\0" * 26) * 100_000,
    b"Content-Type: application/zip; name=a.zip\r\n\r\nPK\x03\x04" + b"\xff" * 100,
    b"\r\n" + b"\n" * 2_000_000,
    random.Random(1).randbytes(2_000_000),
]


@pytest.mark.parametrize("number", range(len(EVIL)))
def test_every_message_is_looked_at(number: int) -> None:
    """The time limit of a test is the limit here too."""
    facts = look_at(EVIL[number])
    assert facts.size == len(EVIL[number])
    for remark in facts.remarks:
        for value in remark.params.values():
            assert not isinstance(value, str) or (len(value) <= 80 and "\n" not in value)
    assert len(text_of_message(EVIL[number])) <= LONGEST


PIECES = st.sampled_from(
    [
        b"From: ", b"Subject: ", b"Content-Type: ", b"multipart/mixed; boundary=x", b"\r\n", b"\n",
        b"--x\r\n", b"text/html", b"\r\n\r\n", b"<a href='", b"http://", b"xn--", b"@", b"[", b">",
        b"=?utf-8?B?", b"?=", b"&#", b"<script", b"<!--", b"style='color:", b"PK\x03\x04", b"\xff",
        b"application/zip; name=a.zip", b"Received: ; ", b"Date: ", b"charset=", b"base64", b"\x00",
        b"Content-Transfer-Encoding: ", b"www.a.b", b"\xe2\x80\x8b", b"filename*0*=",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=8), max_size=60).map(b"".join))
def test_no_bytes_bring_it_down(raw: bytes) -> None:
    look_at(raw)
    text_of_message(raw)
