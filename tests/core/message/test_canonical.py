"""The two forms in which a message is signed, against the standard's words read line by line."""

import random
import re

import pytest

from mailadmin.core.message.authentication import canonical
from mailadmin.core.message.authentication.canonical import PIECE, Form, body, field, with_crlf
from mailadmin.core.message.authentication.content import MOST_FIELDS, read


def plainly(text: bytes, form: Form) -> bytes:
    """RFC 6376 sections 3.4.3 and 3.4.4 as they are written: a line at a time."""
    lines = text.split(b"\r\n")
    if form is Form.RELAXED:
        lines = [re.sub(rb"[ \t]+", b" ", line.rstrip(b" \t")) for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if lines:
        return b"\r\n".join(lines) + b"\r\n"
    return b"" if form is Form.RELAXED else b"\r\n"


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\r\n",
        b"\r\n\r\n",
        b" \t\r\n \r\n",
        b" C \r\nD \t E\r\n\r\n\r\n",
        b"no end",
        b"a \r",
        b"a\r\n\r\r\n",
        b"a \r \r\n\r\n",
        b" \r\n" * 3 + b"x",
        b"x" * PIECE + b" \r\n",
        b"x" * (PIECE - 1) + b" \r\n\r\n",
        b"x" * (PIECE - 1) + b"\r\ny",
        b" " * (3 * PIECE) + b"x",
        b"x" + b" " * (3 * PIECE) + b"\r\ny\r\n",
        b"x" + b"\r\n" * (2 * PIECE),
        b"x" + b" \r\n" * (2 * PIECE) + b"y",
    ],
)
def test_bodies(text: bytes, form: Form) -> None:
    assert b"".join(body(text, form)) == plainly(text, form)


@pytest.mark.parametrize("form", Form)
def test_any_body_comes_out_alike_wherever_it_is_cut(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    for size in (1, 2, 3, 5, 8):
        monkeypatch.setattr(canonical, "PIECE", size)
        for _ in range(300):
            text = with_crlf(bytes(chance.choices(b" \t\r\nab", k=chance.randrange(30))))
            assert b"".join(body(text, form)) == plainly(text, form), (size, text)


@pytest.mark.parametrize(
    ("raw", "relaxed"),
    [
        (b"A: X\r\n", b"a:X\r\n"),
        (b"B : Y\t\r\n\tZ  \r\n", b"b:Y Z\r\n"),
        (b"SUBJect:\r\n \t\r\n AbC\r\n", b"subject:AbC\r\n"),
        (b"X:\r\n", b"x:\r\n"),
        (b"X: a:b\rc\r\n", b"x:a:b\rc\r\n"),
    ],
)
def test_fields(raw: bytes, relaxed: bytes) -> None:
    assert field(raw, Form.RELAXED) == relaxed
    assert field(raw, Form.SIMPLE) == raw


@pytest.mark.parametrize(
    ("message", "raws", "body"),
    [
        (b"", [], b""),
        (b"\n\nA: 1\n 2\nB:3\n\nx\n", [b"A: 1\r\n 2\r\n", b"B:3\r\n"], b"x\r\n"),
        (b"A: 1\r\n \t\r\nB: 2", [b"A: 1\r\n \t\r\n", b"B: 2\r\n"], b""),
        (b"From x y\r\nA: 1\r\nno field\r\n folded\r\nB: 2\r\n", [b"A: 1\r\n", b"B: 2\r\n"], b""),
        (b" folded\r\nA : 1\r\n\r\n", [b"A : 1\r\n"], b""),
    ],
)
def test_fields_and_body_of_a_message(message: bytes, raws: list[bytes], body: bytes) -> None:
    found = read(message)
    assert [each.raw for each in found.fields] == raws
    assert found.body == body


@pytest.mark.parametrize("body", [b"", b"\r\nbody"])
def test_of_very_many_fields_only_so_many_are_read(body: bytes) -> None:
    found = read(b"a: b\r\n" * (MOST_FIELDS + 3) + body)
    assert len(found.fields) == MOST_FIELDS
    assert found.body == body[2:]


@pytest.mark.parametrize("size", [1, 2, 3, PIECE])
def test_line_ends_of_any_kind_are_read_as_crlf(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "PIECE", size)
    assert with_crlf(b"a\nb\r\nc\r\r\nd\re\n") == b"a\r\nb\r\nc\r\r\nd\re\r\n"
    assert with_crlf(b"a\r\n") == b"a\r\n"
