"""What is taken for a message, and what is not."""

from pathlib import Path

import pytest

from mailadmin.core.reading.source import LARGEST, Refused, message_in, message_in_file

MESSAGE = "From: Änne <anna@example.com>\r\nSubject: Hi\r\n\r\nHello.\r\n"


@pytest.mark.parametrize(
    "data",
    [
        MESSAGE.encode(),
        b"\xef\xbb\xbf" + MESSAGE.encode(),
        MESSAGE.encode("utf-16"),
        b"\xfe\xff" + MESSAGE.encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16, big end first"],
)
def test_a_text_is_read_in_whatever_way_it_was_saved(data: bytes) -> None:
    assert message_in(data) == MESSAGE.encode()


def test_bytes_that_are_no_utf_8_are_left_alone() -> None:
    data = MESSAGE.encode("latin-1") + b"\0\xff"
    assert message_in(data) == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Refused.EMPTY),
        (b" \n\t\r\n", Refused.EMPTY),
        (b"\xff\xfe", Refused.EMPTY),
        (b"x" * (LARGEST + 1), Refused.TOO_BIG),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), Refused.OUTLOOK),
        (b"PK\x03\x04\x14\0\x06\0", Refused.NOT_TEXT),
        (b"550 5.1.1 User unknown", Refused.NO_HEADERS),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", Refused.NO_HEADERS),
    ],
    ids=["empty", "blank", "a mark alone", "big", "Outlook", "ZIP", "an error alone", "PDF"],
)
def test_what_is_no_message_has_its_reason(data: bytes, why: Refused) -> None:
    assert message_in(data) is why


def test_a_file_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "message.eml"
    file.write_bytes(MESSAGE.encode())
    assert message_in_file(file) == MESSAGE.encode()
    with file.open("wb") as big:
        big.truncate(50 * LARGEST)  # sparse: takes no room on the disk
    assert message_in_file(file) is Refused.TOO_BIG
    with pytest.raises(OSError, match="gone"):
        message_in_file(tmp_path / "gone")
