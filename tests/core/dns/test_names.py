"""Names as the DNS wants them, the short way and the library's."""

import dns.name
import pytest

from mailadmin.core.dns.names import LONGEST_NAME, ascii_host, presentation
from mailadmin.core.dns.reply import question, wire_of

LABEL = "a" * 63
LONGEST = ".".join([LABEL, LABEL, LABEL, "b" * 61])
NAMES = ("d.test", "D.Test.", "_dmarc.d.test", "a--b.test", "-x.test", "7", LABEL, LONGEST, ".")
NO_NAMES = ("a..test", ".d.test", f"{LABEL}a.test", LONGEST + "c", "d.test..", "\N{KELVIN SIGN}..a")


@pytest.mark.parametrize("name", NAMES)
def test_a_question_is_written_as_the_library_writes_it(name: str) -> None:
    assert question(name, "A")[0] == wire_of(dns.name.from_text(name))


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_can_be_no_name_is_no_question(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        question(name, "A")


@pytest.mark.parametrize("name", ["\N{KELVIN SIGN}.test", "\N{LATIN SMALL LETTER LONG S}.test"])
def test_letters_that_only_look_like_ascii_are_no_ascii(name: str) -> None:
    assert presentation(name) is None
    host = ascii_host(name)
    assert host is not None and host.isascii()
    assert question(name, "A") == question(host, "A")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("d.test", "d.test"),
        ("d.test.", "d.test"),
        ("a b.test", r"a\032b.test"),
        ("a\x00.test", r"a\000.test"),
        ('"x".test', r"\034x\034.test"),
        (LONGEST, LONGEST),
        (LONGEST + "c", None),
        ("a..b", None),
        ("", None),
        ("ä.test", None),
    ],
)
def test_any_text_is_a_name_to_ask_for_or_none(name: str, written: str | None) -> None:
    assert presentation(name) == written
    assert len(LONGEST) == LONGEST_NAME
