"""What servers' answers say, also those that make no sense."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.inbox import responses
from mailadmin.core.inbox.folders import Folder, Place
from mailadmin.core.inbox.responses import Fields, Numbers


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([b'() "/" INBOX'], [Folder(name="INBOX")]),
        ([b'(\\HasNoChildren) "." "inbox"'], [Folder(name="INBOX")]),
        ([b'(\\Junk) "/" "Trush"'], [Folder(name="Trush", place=Place.JUNK)]),
        ([b'(\\ALL \\Unmarked) "/" X'], [Folder(name="X", place=Place.ALL)]),
        ([b'(\\noselect) "/" X', b'(\\NonExistent) "/" Y'], []),
        ([b'() NIL "a b"'], [Folder(name="a b")]),
        ([b'() "/" 2026'], [Folder(name="2026")]),
        ([b'() "/" "&AOQ-"'], [Folder(name="ä")]),
        ([(b'() "/" {5}', b'a "b"'), b""], [Folder(name='a "b"')]),
        ([b'() "/" A ("CHILDINFO" ("SUBSCRIBED"))'], [Folder(name="A")]),
        # nonsense is left out, and the rest is read
        ([b'() "/" &!!!!-', b"(", b'() "/" NIL', b"", b'() "/" B'], [Folder(name="B")]),
        ([(b'() "/" {4}', b"a\r\nb"), b""], []),
        ([b"(" * 5_000, b'() "/" B'], [Folder(name="B")]),
        ([None], []),
    ],
)
def test_folders(pieces: list[Any], found: list[Folder]) -> None:
    assert list(responses.folders(pieces)) == found


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        (
            [b'"A" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 1)'],
            {"A": Numbers(messages=3, next_uid=9, validity=1)},
        ),
        ([b"inbox (uidnext 9)"], {"INBOX": Numbers(next_uid=9)}),
        ([b"A (UIDNEXT x MESSAGES -1 UIDVALIDITY 99999999999)"], {"A": Numbers()}),
        ([b"A ()"], {"A": Numbers()}),
        ([b"A", b"A (UIDNEXT"], {}),
    ],
)
def test_numbers(pieces: list[Any], found: dict[str, Numbers]) -> None:
    assert responses.statuses(pieces) == found


def test_what_is_fetched() -> None:
    header = b"Message-ID: <a@b>\r\nx-mailadmin-test:  word \r\n\r\n"
    pieces = [
        b"1 (FLAGS (\\Seen))",
        (b"3 (UID 8 RFC822.SIZE 20 BODY[HEADER.FIELDS (MESSAGE-ID)] {%d}" % len(header), header),
        b")",
        (b'2 (UID 7 X-GM-LABELS (\\Inbox "\\\\Sent") BODY[] {3}', b"abc"),
        b")",
        b"9 (UID 0)",
        b"9 (UID x)",
    ]
    assert responses.fields(pieces) == (
        Fields(uid=7, labels=frozenset({b"\\inbox", b"\\sent"})),
        Fields(uid=8, size=20, marks=("word",), message_ids=("<a@b>",)),
    )
    assert responses.body(pieces, 7) == b"abc"
    assert responses.body(pieces, 6) is None


@pytest.mark.parametrize(
    ("said", "prefixes"),
    [
        (b'(("INBOX." ".")) NIL (("Public." ".") ("&AOQ-/" "/"))', ("Public.", "ä/")),
        (b'(("" "/")) (("~" "/")) NIL', ("~",)),
        (b"NIL NIL NIL", ()),
        (b'(("" "/")) (() ("")) x', ()),
        (b"", ()),
    ],
)
def test_whose_folders(said: bytes, prefixes: tuple[str, ...]) -> None:
    assert responses.foreign_prefixes([said]) == prefixes


PIECE = st.one_of(st.binary(max_size=60), st.tuples(st.binary(max_size=40), st.binary(max_size=40)))


@given(st.lists(PIECE, max_size=6))
def test_nothing_that_is_said_raises(pieces: list[Any]) -> None:
    responses.folders(pieces)
    responses.statuses(pieces)
    responses.fields(pieces)
    responses.body(pieces, 1)
    responses.foreign_prefixes(pieces)
    responses.opened({"UIDNEXT": pieces, "EXISTS": pieces})


def test_a_message_without_what_was_asked_for_is_not_counted_as_seen() -> None:
    """News of its flags may come before the message itself can be fetched."""
    news = [b"3 (UID 103 FLAGS (\\Recent))"]
    assert responses.fields(news) == ()
    empty = [(b"4 (UID 104 BODY[HEADER.FIELDS (MESSAGE-ID)] {2}", b"\r\n"), b")"]
    assert [one.uid for one in responses.fields(empty)] == [104]
