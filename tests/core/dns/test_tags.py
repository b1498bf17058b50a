"""Tag=value lists (RFC 6376 section 3.2): what is read, what is not, and where it stands."""

import pytest

from mailadmin.core.dns.tags import MOST_PARTS, Reason, parse


def pairs(text: str, *, fold_names: bool = False) -> list[tuple[str, str]]:
    return [(tag.name, tag.value) for tag in parse(text, fold_names=fold_names).tags]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("v=DKIM1", [("v", "DKIM1")]),
        ("v=DKIM1;p=abc==;", [("v", "DKIM1"), ("p", "abc==")]),
        (" v = DKIM1 ;\tp\t=\r\n abc ", [("v", "DKIM1"), ("p", "abc")]),
        ("p=", [("p", "")]),
        ("p=a b\r\n\tc", [("p", "a b\r\n\tc")]),
        ("a_1=x; P=y; p=z", [("a_1", "x"), ("P", "y"), ("p", "z")]),
        ("z=2; a=1; z=3", [("z", "2"), ("a", "1"), ("z", "3")]),
        ("rua=mailto:a@b.c!10m,mailto:d@e.f?subject=x", [
            ("rua", "mailto:a@b.c!10m,mailto:d@e.f?subject=x")
        ]),
    ],
)  # fmt: skip
def test_the_tags_come_in_their_order_with_their_values(
    text: str, read: list[tuple[str, str]]
) -> None:
    assert pairs(text) == read
    assert not parse(text).malformed


@pytest.mark.parametrize(
    ("text", "at", "part", "reason"),
    [
        ("v=1; word ; p=x", 5, "word", Reason.NO_EQUALS),
        ("v=1; 1a=x", 5, "1a=x", Reason.BAD_NAME),
        ("v=1; a-b=x", 5, "a-b=x", Reason.BAD_NAME),
        ("v=1;  =x", 6, "=x", Reason.BAD_NAME),
        ("v=1; p=ä", 5, "p=ä", Reason.BAD_CHARACTER),
        ("v=1; p=a\x00b", 5, "p=a\x00b", Reason.BAD_CHARACTER),
        ("v=1; p=a\nb", 5, "p=a\nb", Reason.BAD_CHARACTER),
        ("v=1; p=a\r\nb", 5, "p=a\r\nb", Reason.BAD_CHARACTER),
        ("v=1;; p=x", 4, "", Reason.EMPTY),
        ("v=1; ; p=x", 4, " ", Reason.EMPTY),
        (";v=1", 0, "", Reason.EMPTY),
        ("v=1; ", 4, " ", Reason.FINAL_SPACE),
    ],
)
def test_what_is_no_tag_is_kept_with_its_place_and_reason(
    text: str, at: int, part: str, reason: Reason
) -> None:
    (found,) = parse(text).malformed
    assert (found.at, found.text, found.reason) == (at, part, reason)
    assert pairs(text)[0] == ("v", "1")


def test_places_count_in_the_record_as_it_was_written() -> None:
    text = "v=1 ;  name =  value ;x=y"
    tags = parse(text).tags
    assert [text[tag.at :][: len(tag.name)] for tag in tags] == ["v", "name", "x"]
    assert [text[tag.value_at :][: len(tag.value)] for tag in tags] == ["1", "value", "y"]


def test_repeated_tags_are_all_there_and_named() -> None:
    tags = parse("a=1; b=2; a=3; A=4; a=5")
    assert [(tag.name, tag.value) for tag in tags.repeated] == [("a", "3"), ("a", "5")]
    assert tags.get("a") == "1"
    assert (tags.get("A"), tags.get("c")) == ("4", None)
    folded = parse("a=1; A=4", fold_names=True)
    assert [tag.value for tag in folded.repeated] == ["4"]


def test_an_endless_list_is_read_so_far() -> None:
    tags = parse(";" * 60_000)
    assert len(tags.malformed) == MOST_PARTS + 1
    assert tags.malformed[-1].reason is Reason.TOO_MANY
    assert tags.malformed[-1].at == MOST_PARTS
    whole = "a=1;" * MOST_PARTS
    assert len(parse(whole).tags) == MOST_PARTS
    assert not parse(whole).malformed
    assert [each.reason for each in parse(whole + "b=2").malformed] == [Reason.TOO_MANY]
