"""The header of a message as files, mailboxes and clipboards have it."""

import pytest

from mailadmin.core.message.headers import MOST_FIELDS, MOST_LINES, read

LINES = [
    "Received: from a.test (a.test [192.0.2.1])",
    "\tby b.test (Postfix) with ESMTPS id 4ABC",
    "\tfor <anna@b.test>; Mon, 23 Nov 2026",
    "  09:41:04 +0100 (CET)",
    "DKIM-Signature: v=1; d=a.test; h=From:To:",
    "  Subject:Date; bh=x; b=y",
    "From: Anna <anna@a.test>",
    "Subject: Lunch",
]
VALUES = [
    (
        "Received",
        "from a.test (a.test [192.0.2.1]) by b.test (Postfix) with ESMTPS id 4ABC for "
        "<anna@b.test>; Mon, 23 Nov 2026 09:41:04 +0100 (CET)",
    ),
    ("DKIM-Signature", "v=1; d=a.test; h=From:To: Subject:Date; bh=x; b=y"),
    ("From", "Anna <anna@a.test>"),
    ("Subject", "Lunch"),
]


def said(raw: bytes) -> list[tuple[str, str]]:
    return [(field.name, " ".join(field.value.split())) for field in read(raw).fields]


def message(end: str = "\r\n", indentation: str = "") -> bytes:
    return (end.join(indentation + line for line in LINES) + end + end + "Hello").encode()


PASTED = {
    "as it should be": message(),
    "with LF": message("\n"),
    "with CR": message("\r"),
    "with doubled CR": message("\r\r\n"),
    "with empty lines before": b"\r\n \r\n" + message(),
    "with a byte order mark": b"\xef\xbb\xbf" + message(),
    "from a mailbox file": b"From anna@a.test Mon Nov 23 09:41:04 2026\n" + message("\n"),
    "from a quoted mailbox file": b">From anna@a.test Mon Nov 23 09:41:04 2026\n" + message("\n"),
    "with such a line among them": message("\n").replace(
        b"From: Anna", b">From anna Mon Nov 23 09:41:04 2026\nFrom: Anna"
    ),
    "indented": message("\n", "    "),
    "indented by a tab": message("\n", "\t"),
    "indented from the second line on": message("\n", "    ").lstrip(b" "),
    "indented less in the first line": message("\n", "    ")[2:],
    "without indentation": "\n".join(line.lstrip() for line in LINES).encode() + b"\n\nHello",
}


@pytest.mark.parametrize("raw", PASTED.values(), ids=PASTED.keys())
def test_the_fields_are_the_same_however_they_were_copied(raw: bytes) -> None:
    assert said(raw) == VALUES
    body = read(raw).body
    assert body is not None
    assert raw[body:].strip() == b"Hello"


def test_a_field_keeps_the_bytes_it_had() -> None:
    raw = message()
    assert b"".join(field.raw for field in read(raw).fields) == raw[: read(raw).body][:-2]


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        (b"", []),
        (b"Hello\r\n", []),
        (b"\xff\xfe\x00\x00:\n\n", []),
        (b"Subject: x", [("Subject", "x")]),
        (b"Subject : x\n", [("Subject", "x")]),
        (b"Subject:\n", [("Subject", "")]),
        (b"Subject: a\n  b\n", [("Subject", "a b")]),
        (b"Subject: a\n b: c\n\n", [("Subject", "a b: c")]),  # indented alone is no indentation
        (b"X: a\nhttps://a.test/\nY: b\n", [("X", "a https://a.test/"), ("Y", "b")]),
        (b"Subject: caf\xe9\nTo: \xc3\xa9\n", [("Subject", "café"), ("To", "é")]),
        (b"DKIM-Signature: h=From:\nTo:Subject:\nDate;b=x\n",
         [("DKIM-Signature", "h=From: To:Subject: Date;b=x")]),
        (b"DKIM-Signature: b=x; h=From:To\nSubject: Re: a\n",
         [("DKIM-Signature", "b=x; h=From:To"), ("Subject", "Re: a")]),
    ],
)  # fmt: skip
def test_what_is_and_what_is_no_field(raw: bytes, values: list[tuple[str, str]]) -> None:
    if raw.startswith(b"Subject: a\n b: c"):
        raw = raw.replace(b"\n\n", b"\nTo: d\n\n")
        values = [*values, ("To", "d")]
    assert said(raw) == values


FROM = b"From: CEO <ceo@bank.test>"


@pytest.mark.parametrize(
    "raw",
    [
        b"X-Any: h=a:\r\n" + FROM,
        b"DKIM-Signature: v=1; h=subject:\r\n" + FROM,
        b"DKIM-Signature: v=1; h=subject:\r\nFrom:ceo@bank.test;b=x",
        b"Received: a\r\n\tby b\r\nDKIM-Signature: v=1; h=subject:\r\nFrom:CEO",
        b"From://CEO<ceo@bank.test>",
        b"X-A: b\r" + FROM,
        b"X-A: b\r\r" + FROM,
    ],
)
def test_a_from_that_programs_show_is_read(raw: bytes) -> None:
    fields = read(raw + b"\r\nFrom: x@d.test\r\n\r\n")
    assert len(fields.values("From")) == 2
    assert b"".join(field.raw for field in fields.fields) + b"\r\n" == raw + (
        b"\r\nFrom: x@d.test\r\n\r\n"
    )


def test_a_part_of_a_message_may_begin_with_its_body() -> None:
    raw = b"--x\r\n\r\nSubject: no field\r\n"
    read_part = read(raw, 5)
    assert (read_part.fields, read_part.body) == ((), 7)


def test_names_are_found_in_any_case() -> None:
    headers = read(b"a: 1\nB: 2\nA: 3\n")
    assert headers.values("A") == ("1", "3")
    assert headers.value("b") == "2"
    assert headers.value("c") is None


HOSTILE = {
    "one line": b"Subject: " + b"x" * 10_000_000,
    "one indented line": b" " * 10_000_000,
    "no end of a name": b"x" * 10_000_000 + b":",
    "indented lines": b" x: y\n" * 1_000_000,
    "many fields": b"a: b\n" * 200_000,
    "binary": bytes(range(256)) * 40_000,
    "names that are signed": b"h=a:b\nD: h=\n" + b"a:b:c\n" * 1_000_000,
    "colons": b"D: h=\n" + b":" * 10_000_000,
    "blanks in signed names": (b"DKIM-Signature: h=a:\n" + b"a:" + b" " * 400 + b"!:\n") * 2_500,
    "returns before names": b"a: b\n" + b"\ra" * 2_000_000 + b"\n",
    "returns before fields": b"a: b\n" + b"\ra:" * 2_000_000 + b"\n",
    "signed names": b"DKIM-Signature: h=a:\n" + b"a :" * 1_000_000 + b"!\n",
    "returns": b"\r" * 5_000_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_headers_are_read_in_bounds(raw: bytes) -> None:
    headers = read(raw)
    assert len(headers.fields) <= MOST_FIELDS
    for field in headers.fields[:100]:
        assert len(field.value) <= 100_000
        assert "\n" not in field.value
        assert "\r" not in field.value


def test_fields_that_are_left_out_are_told() -> None:
    assert not read(b"a: b\n" * (MOST_FIELDS + 1)).complete
    assert read(b"a: b\n" * MOST_FIELDS).complete


def test_a_header_of_endless_lines_is_cut() -> None:
    found = read(b"X-A: b\r\n" + b" c\r\n" * (2 * MOST_LINES) + b"\r\nbody")
    assert (len(found.fields), found.complete, found.body) == (1, False, None)
    assert len(found.fields[0].raw) < 5 * MOST_LINES
