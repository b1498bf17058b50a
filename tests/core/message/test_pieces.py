"""Long texts piece by piece: the same as at once."""

import pytest

from mailadmin.core.message.pieces import PIECE, STRETCH, find, pieces


@pytest.mark.parametrize("before", range(PIECE - 2, PIECE + 2))
def test_no_piece_ends_within_a_line_end(before: int) -> None:
    text = b"a" * before + b"\r\n" + b"b" * PIECE
    cut = list(pieces(text))
    assert b"".join(cut) == text
    assert not any(piece.endswith(b"\r") for piece in cut)


def test_a_part_of_a_text() -> None:
    text = b"abc\r\ndef"
    assert list(pieces(text, 1, 4)) == [b"bc\r"]
    assert list(pieces(text, 4, 4)) == []


@pytest.mark.parametrize("before", [0, 1, STRETCH - 3, STRETCH - 1, STRETCH, STRETCH + 1])
def test_what_is_found_is_found_across_stretches(before: int) -> None:
    text = b"-" * before + b"--boundary" + b"-" * 10
    for start in (0, before // 2):
        assert find(text, b"--boundary", start, len(text)) == before
    assert find(text, b"--boundary", 0, before + 9) == -1
    assert find(text, b"--boundary", before + 1, len(text)) == -1
    assert find(b"", b"--b", 0, 0) == -1
