"""A list in whatever form people have it: which domains are in it, and what is none."""

import pytest

from mailadmin.core.domain.listing.entries import LONGEST_RECORD, Entry, ListReader
from mailadmin.core.domain.listing.lines import LONGEST_LINE
from mailadmin.core.event import Phrase
from mailadmin.core.texts import say


def entries(data: bytes, piece: int | None = None) -> list[Entry]:
    """What stands in a list that comes in pieces of so many bytes."""
    reader, size = ListReader(), piece or len(data) or 1
    found = [e for at in range(0, len(data), size) for e in reader.feed(data[at : at + size])]
    return [*found, *reader.end()]


def read(data: bytes, piece: int | None = None) -> list[tuple[int, str]]:
    """Lines and domains; of what is none, the id of what is said."""
    return [
        (e.line, e.read.id if isinstance(e.read, Phrase) else e.read) for e in entries(data, piece)
    ]


LISTS = {
    "lines": (b"a.com\nb.com\n", [(1, "a.com"), (2, "b.com")]),
    "no line end at the end": (b"a.com\nb.com", [(1, "a.com"), (2, "b.com")]),
    "Windows": (b"a.com\r\nb.com\r\n", [(1, "a.com"), (2, "b.com")]),
    "old Mac": (b"a.com\rb.com\r", [(1, "a.com"), (2, "b.com")]),
    "remarks and blank lines": (
        b"# mine\n\n  \na.com # the first\n\t#b.com\nc.com\t# third\n",
        [(4, "a.com"), (6, "c.com")],
    ),
    "addresses and pages": (
        b"Anna Berg <anna@a.com>\nhttps://www.b.com/x?y#z\nC.COM.\n",
        [(1, "a.com"), (2, "www.b.com"), (3, "c.com")],
    ),
    "nothing": (b"", []),
    "only remarks": (b"# nothing\n", []),
    "UTF-8 with its mark": (b"\xef\xbb\xbfa.com\n", [(1, "a.com")]),
    "international": ("bücher.de\n".encode(), [(1, "xn--bcher-kva.de")]),
    "ANSI": ("bücher.de\n".encode("cp1252"), [(1, "xn--bcher-kva.de")]),
    "both in one": (
        "bücher.de\n".encode("cp1252") + "straße.de\n".encode(),
        [(1, "xn--bcher-kva.de"), (2, "xn--strae-oqa.de")],
    ),
    "UTF-16 as Excel writes it": (
        "\ufeffdomain\tname\r\nbücher.de\tB\r\n".encode("utf-16-le"),
        [(2, "xn--bcher-kva.de")],
    ),
    "UTF-16, the other way round": ("\ufeffa.com\n".encode("utf-16-be"), [(1, "a.com")]),
    "UTF-16 without a mark": ("a.com\nb.com\n".encode("utf-16-le"), [(1, "a.com"), (2, "b.com")]),
    "UTF-16 without a mark, the other way": ("a.com\n".encode("utf-16-be"), [(1, "a.com")]),
    "a table with commas": (b"name,domain\nA,a.com\nB,b.com\n", [(2, "a.com"), (3, "b.com")]),
    "with semicolons": (b"name;Domain;x\nA, Inc;a.com;1\n", [(2, "a.com")]),
    "with tabs": (b"name\tDOMAIN \nA, B; C\ta.com\n", [(2, "a.com")]),
    "with one column": (b'"domain"\n"a.com"\nb.com\n', [(2, "a.com"), (3, "b.com")]),
    "a remark before the names": (b"# list\n\ndomain\na.com\n", [(4, "a.com")]),
    "cells with commas and line ends": (
        b'note,domain\n"x, y",a.com\n"one\n# two\n""three""",b.com\nz,c.com\n',
        [(2, "a.com"), (3, "b.com"), (6, "c.com")],
    ),
    "a blank row": (b"name;domain\n;\n;a.com\n", [(3, "a.com")]),
    "no domain in a row": (b"name;domain\nA;\n", [(2, "field.domain.missing")]),
    "a short row": (b"name;domain\nA\nB;b.com\n", [(2, "list.short-row"), (3, "b.com")]),
    "an open quotation mark": (
        b'name,domain\n"A,a.com\nB,b.com\nC,c.com\n',
        [(2, "list.quotation-mark"), (3, "b.com"), (4, "c.com")],
    ),
    "no domains": (
        b"a.com\nfoo bar\nexample\n192.0.2.7\n\0\x1b\xff\nb.com\n",
        [
            (1, "a.com"),
            (2, "field.domain.space"),
            (3, "field.domain.no-dot"),
            (4, "field.domain.number"),
            (5, "field.domain.label"),
            (6, "b.com"),
        ],
    ),
    "a table whose columns have no names": (
        b"A;a.com\na.com 42\na.com, b.com\nc.com\n",
        [(1, "list.columns"), (2, "list.columns"), (3, "list.columns"), (4, "c.com")],
    ),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("piece", [None, 1, 5])
def test_a_list_is_read_whatever_it_is_written_in(name: str, piece: int | None) -> None:
    data, expected = LISTS[name]
    assert read(data, piece) == expected


def test_what_is_said_of_every_wrong_line_is_a_sentence() -> None:
    for data, _ in LISTS.values():
        for entry in entries(data):
            if isinstance(entry.read, Phrase):
                sentence = say(entry.read)
                assert sentence[0].isupper() or sentence[0] == "“"
                assert "{" not in sentence


def test_a_line_without_end_is_cut_and_said_and_the_next_one_is_read() -> None:
    data = b"x" * (3 * LONGEST_LINE) + b"\nb.com\n"
    found = entries(data, 1000)
    assert [(e.line, e.read) for e in found] == [(1, Phrase("field.domain.too-long")), (2, "b.com")]
    assert len(found[0].text) < 100


def test_an_endless_cell_swallows_no_more_than_its_own_line() -> None:
    rows = "".join(f"x,d{n}.com\n" for n in range(100))
    found = read(f'a,domain\n"open,o.com\n{rows}'.encode())
    assert found[0] == (2, "list.quotation-mark")
    assert [name for _, name in found[1:]] == [f"d{n}.com" for n in range(100)]


def test_quotation_marks_everywhere_cost_no_more_than_a_few_lines_each() -> None:
    # Each line could end the open cell and does not: all that is open is looked at again.
    data = b'a,domain\n"' + b'""x\n' * 5000
    found = read(data)
    assert len(found) < 5001
    assert {name for _, name in found} <= {"list.quotation-mark", "list.short-row"}
    assert LONGEST_RECORD < 50


def test_what_is_repeated_of_a_line_commands_no_terminal() -> None:
    (entry,) = entries(b"\x1b[2Jno\x07domain\n")
    assert entry.text.isprintable()
