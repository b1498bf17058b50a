"""Replies from bytes: what is one, what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.problem import ProblemKind, WireError
from mailadmin.core.smtp.replies import MAX_REPLY, ReplyParser


def test_a_reply_of_several_lines_is_one_reply() -> None:
    (reply,) = ReplyParser().feed(b"250-server.test\r\n250-SIZE 10\r\n250 HELP\r\n")
    assert (reply.code, reply.text) == (250, "server.test\nSIZE 10\nHELP")


def test_the_enhanced_code_is_read_and_stays_in_the_text() -> None:
    (reply,) = ReplyParser().feed(b"535 5.7.8 Error: bad password\r\n")
    assert (reply.enhanced, reply.text) == ("5.7.8", "5.7.8 Error: bad password")


@pytest.mark.parametrize("text", ["5.7.8x odd", "version 2.1.0 ready", "2.0"])
def test_what_only_looks_like_an_enhanced_code_is_none(text: str) -> None:
    (reply,) = ReplyParser().feed(f"250 {text}\r\n".encode())
    assert reply.enhanced is None


@given(st.lists(st.integers(min_value=1, max_value=40), max_size=30))
def test_replies_are_the_same_however_the_bytes_are_cut(cuts: list[int]) -> None:
    data = b"220 hello\r\n250-one\r\n250-two\r\n250 three\r\n354\r\n421 4.3.2 bye\n"
    whole = list(ReplyParser().feed(data))
    parser, pieces, position = ReplyParser(), [], 0
    for cut in [*cuts, len(data)]:
        pieces += parser.feed(data[position : position + cut])
        position += cut
    assert pieces == whole
    assert [reply.code for reply in whole] == [220, 250, 354, 421]


@pytest.mark.parametrize(
    "data",
    [
        b"bogus\r\n",
        b"2200 too many digits\r\n",
        b"199 out of range\r\n",
        b"600 out of range\r\n",
        b"25 short\r\n",
        b"\r\n",
        b" 220 indented\r\n",
        b"+20 sign\r\n",
        b"250-one\r\n500 another code\r\n",
        b"HTTP/1.1 400 Bad Request\r\n",
    ],
)
def test_what_is_no_reply_is_refused(data: bytes) -> None:
    with pytest.raises(WireError) as error:
        list(ReplyParser().feed(data))
    assert error.value.kind is ProblemKind.BAD_REPLY


@pytest.mark.parametrize("piece", [b"x" * 1000, b"250-x\r\n" * 100])
def test_a_reply_without_end_is_refused_and_does_not_fill_the_memory(piece: bytes) -> None:
    parser = ReplyParser()
    with pytest.raises(WireError):
        for _ in range(2 * MAX_REPLY // len(piece) + 2):
            list(parser.feed(piece))


@given(st.binary(max_size=3000))
def test_any_bytes_give_replies_or_one_kind_of_error(data: bytes) -> None:
    try:
        replies = list(ReplyParser().feed(data))
    except WireError as error:
        assert error.kind is ProblemKind.BAD_REPLY
    else:
        assert all(200 <= reply.code < 600 for reply in replies)
