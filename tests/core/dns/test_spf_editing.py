"""SPF records changed as text: tables, and what must hold for any record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.dns.spf import editing
from mailadmin.core.dns.spf.record import parse_record

SAME = [
    "v=spf1 -all",
    "v=spf1",
    "v=spf1 a mx ptr ip4:192.0.2.0/24 ip6:2001:db8::/32 include:_spf.example.com ~all",
    "v=spf1 a:all.example mx:include.example/24//64 exists:%{i}._spf.%{d2} ?all",
    "v=spf1 include:my-all.example-all.com include:ip4.example redirect=_spf.example.com",
    "v=spf1 mx exp=explain._spf.%{d} custom=a,b;c -all",
    "v=spf1 exists:%{L}.%{ir,-}.example -all",
    "v=spf1 ip4:192.0.2.1,192.0.2.2 ~all",
    "v=spf1 a: mx ~all",
    "v=spf1 nonsense ~all",
]

CORRECTED = [
    ("V=SPF1 INCLUDE:_SPF.Example.COM -ALL", "v=spf1 include:_spf.example.com -all"),
    ("v=spf1  mx   -all ", "v=spf1 mx -all"),
    ("v=spf1\tmx\u00a0-all", "v=spf1 mx -all"),
    ("v=spf1 mx\u200b -all", "v=spf1 mx -all"),
    ("v=spf1include:a.test ~all", "v=spf1 include:a.test ~all"),
    ("v=spf1;include:a.test;~all", "v=spf1 include:a.test ~all"),
    ("v=spf1, a, mx, ~all", "v=spf1 a mx ~all"),
    ("v=spf1:include:a.test ~all", "v=spf1 include:a.test ~all"),
    ("v = spf1 mx ~all", "v=spf1 mx ~all"),
    ("v=spf 1 mx ~all", "v=spf1 mx ~all"),
    (" v=spf1 mx ~all", "v=spf1 mx ~all"),
    ('"v=spf1 mx ~all"', "v=spf1 mx ~all"),
    ('"v=spf1 include:a.test" "~all"', "v=spf1 include:a.test ~all"),
    ("“v=spf1 mx ~all”", "v=spf1 mx ~all"),
    ("v=spf1 v=spf1 mx ~all", "v=spf1 mx ~all"),
    ("v=spf1 mx, ~all,", "v=spf1 mx ~all"),
    ("v=spf1 include:a.test,include:b.test ~all;", "v=spf1 include:a.test include:b.test ~all"),
    ("v=spf1 mx –all", "v=spf1 mx -all"),
    ("v=spf1 mx — all", "v=spf1 mx -all"),
    ("v=spf1 mx ~ all", "v=spf1 mx ~all"),
    ("v=spf1 mx -all.", "v=spf1 mx -all"),
    ("v=spf1 include: a.test ip4: 192.0.2.1 -all", "v=spf1 include:a.test ip4:192.0.2.1 -all"),
    ("v=spf1 include :a.test redirect= b.test", "v=spf1 include:a.test redirect=b.test"),
    ("v=spf1 include:a.test~all", "v=spf1 include:a.test ~all"),
    ("v=spf1 ip4:192.0.2.1-all", "v=spf1 ip4:192.0.2.1 -all"),
    ("v=spf1 ip6:2001:db8::1/64-all", "v=spf1 ip6:2001:db8::1/64 -all"),
    ("v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all", "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
    ("v=spf1 ip4:192.0.2.1include:a.test?all", "v=spf1 ip4:192.0.2.1 include:a.test ?all"),
    ("v=spf1 INCLUDE:%{D}.Test MX -all", "v=spf1 INCLUDE:%{D}.Test mx -all"),
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_what_is_right_or_unclear_stays(text: str) -> None:
    assert editing.corrected(text) == [text]


@pytest.mark.parametrize(("text", "right"), CORRECTED)
def test_what_can_only_be_meant_in_one_way_is_corrected(text: str, right: str) -> None:
    assert editing.corrected(text) == [right]
    assert editing.is_valid(right)
    assert editing.corrected(right) == [right]


def test_two_records_in_one_are_two() -> None:
    text = "v=spf1 include:a.test ~all v=spf1 mx -all"
    assert editing.corrected(text) == ["v=spf1 include:a.test ~all", "v=spf1 mx -all"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("v=spf1 -all", False),  # which is one
        ("v=spf1,-all", True),
        ("v=spf1include:a.test", True),
        (' "v=spf1 -all"', True),
        ("V = SPF1 -all", True),
        ("v=spf 1 -all", True),
        ("v=spf10 -all", False),
        ("v=spf1.0 -all", False),
        ("spf2.0/pra -all", False),
        ("about v=spf1 -all", False),
        ("v=DMARC1; p=none", False),
        ("", False),
        (" " * 5000 + "v=spf1", False),
    ],
)
def test_what_was_meant_to_be_a_record(text: str, meant: bool) -> None:
    assert editing.is_meant_as_record(text) is meant


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("v=spf1 mx ~all", ["include:a.test"], "v=spf1 mx include:a.test ~all"),
        ("v=spf1 mx -all exp=e.test", ["ip4:192.0.2.1"], "v=spf1 mx ip4:192.0.2.1 -all exp=e.test"),
        ("v=spf1 exp=e.test -all", ["mx"], "v=spf1 exp=e.test mx -all"),
        ("v=spf1 redirect=r.test", ["mx", "a"], "v=spf1 mx a redirect=r.test"),
        ("v=spf1 redirect=r.test ~all", ["mx"], "v=spf1 redirect=r.test mx ~all"),
        ("v=spf1 mx", ["a"], "v=spf1 mx a"),
        ("v=spf1", ["a"], "v=spf1 a"),
        ("v=spf1 include:A.test ~all", ["include:a.test"], "v=spf1 include:A.test ~all"),
        ("v=spf1 +include:a.test ~all", ["include:a.test"], "v=spf1 +include:a.test ~all"),
        ("v=spf1 ?include:a.test ~all", ["include:a.test"],
         "v=spf1 ?include:a.test include:a.test ~all"),
        ("v=spf1 include:%{L}.test ~all", ["include:%{l}.test"],
         "v=spf1 include:%{L}.test include:%{l}.test ~all"),
        ("v=spf1 ~all", ["a", "a"], "v=spf1 a ~all"),
        ("v=spf1 ~all a", ["mx"], "v=spf1 mx ~all a"),
    ],
)  # fmt: skip
def test_terms_are_added_before_the_end(text: str, terms: list[str], expected: str) -> None:
    assert editing.with_terms(text, terms) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["v=spf1 a ~all"], "v=spf1 a ~all"),
        (["v=spf1 a a ~all"], "v=spf1 a a ~all"),
        (["v=spf1 a ~all", "v=spf1 mx -all"], "v=spf1 a mx ~all"),
        (["v=spf1 a -all", "v=spf1 mx ~all"], "v=spf1 a mx ~all"),
        (["v=spf1 a ?all", "v=spf1 mx ~all"], "v=spf1 a mx ?all"),
        (["v=spf1 a -all", "v=spf1 mx -all"], "v=spf1 a mx -all"),
        (["v=spf1 a +all", "v=spf1 mx -all"], "v=spf1 a mx -all"),
        (["v=spf1 a all", "v=spf1 mx all"], "v=spf1 a mx ~all"),
        (["v=spf1 a", "v=spf1 mx -all"], "v=spf1 a mx -all"),
        (["v=spf1 a", "v=spf1 mx"], "v=spf1 a mx ~all"),
        (["v=spf1 mx A ~all", "v=spf1 a +MX -all"], "v=spf1 mx A ~all"),
        (["v=spf1 a redirect=r.test", "v=spf1 mx"], "v=spf1 a mx redirect=r.test"),
        (["v=spf1 redirect=r.test", "v=spf1 redirect=r.test"], "v=spf1 redirect=r.test"),
        (["v=spf1 a redirect=r.test", "v=spf1 mx -all"], "v=spf1 a include:r.test mx -all"),
        (["v=spf1 redirect=r.test", "v=spf1 redirect=s.test"],
         "v=spf1 include:r.test include:s.test ~all"),
        (["v=spf1 a -all redirect=r.test", "v=spf1 mx -all"], "v=spf1 a mx -all"),
        (["v=spf1 a exp=e.test -all", "v=spf1 mx exp=f.test -all"],
         "v=spf1 a exp=e.test mx -all"),
        (["v=spf1 a x=1 -all", "v=spf1 mx x=1 y=2 -all"], "v=spf1 a x=1 mx y=2 -all"),
        (["v=spf1 a -all"] * 3, "v=spf1 a -all"),
    ],
)  # fmt: skip
def test_several_records_become_one(texts: list[str], expected: str) -> None:
    assert editing.merged(texts) == expected
    assert editing.is_valid(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v=spf1 ~all mx", "v=spf1 mx ~all"),
        ("v=spf1 a ~all mx -all", "v=spf1 a mx ~all"),
        ("v=spf1 a ~all exp=e.test", "v=spf1 a ~all exp=e.test"),
        ("v=spf1 ~all mx exp=e.test", "v=spf1 mx ~all exp=e.test"),
        ("v=spf1 exp=e.test ~all", "v=spf1 exp=e.test ~all"),
        ("v=spf1 mx", "v=spf1 mx"),
    ],
)
def test_all_goes_behind_what_it_hides(text: str, expected: str) -> None:
    assert editing.with_all_last(text) == expected


def test_smaller_changes() -> None:
    assert editing.with_end("v=spf1 a +all", "~") == "v=spf1 a ~all"
    assert editing.with_end("v=spf1 a", "~") == "v=spf1 a ~all"
    assert editing.without_duplicates("v=spf1 mx a MX ip4:192.0.2.1 a ~all") == (
        "v=spf1 mx a ip4:192.0.2.1 ~all"
    )
    assert editing.without_terms("v=spf1 a MX a ~all", ["a", "mx"]) == "v=spf1 ~all"
    assert editing.new(["include:a.test", "ip4:192.0.2.1"]) == (
        "v=spf1 include:a.test ip4:192.0.2.1 ~all"
    )
    assert [editing.has_end(f"v=spf1 a {end}") for end in ("~all", "redirect=r.test", "mx")] == [
        True,
        True,
        False,
    ]
    only = ("-all", "exp=e.test -all", "", "x=y")
    assert not any(editing.lets_anybody_send(f"v=spf1 {rest}") for rest in only)
    some = ("a -all", "redirect=r.test", "-ip4:192.0.2.1 ~all")
    assert all(editing.lets_anybody_send(f"v=spf1 {rest}") for rest in some)


WORDS = (
    "a", "mx", "ptr", "-a:x.test", "include:i.test", "~include:all.test", "x=y",
    "ip4:192.0.2.0/24", "?ip6:2001:db8::/32", "exists:%{i}.%{D}.x",
)  # fmt: skip
TERMS = st.lists(st.sampled_from(WORDS))
ENDS = st.sampled_from([[], ["-all"], ["~all"], ["?all"], ["redirect=r.test"], ["exp=e.test"]])


@st.composite
def records(draw: st.DrawFn) -> str:
    return " ".join(["v=spf1", *draw(TERMS), *draw(ENDS)])


@given(records(), TERMS)
def test_everything_that_was_there_is_still_there_in_its_order(text: str, new: list[str]) -> None:
    changed = editing.terms_of(editing.with_terms(text, new))
    added = iter(changed)
    assert all(term in added for term in editing.terms_of(text))
    assert set(new) <= set(changed)
    parse_record(" ".join(["v=spf1", *changed]))


@given(st.lists(records(), min_size=2, max_size=4))
def test_a_merged_record_is_valid_and_lacks_nothing(texts: list[str]) -> None:
    merged = editing.merged(texts)
    parse_record(merged)
    there = editing.terms_of(merged)
    for text in texts:
        for term in editing.terms_of(text):
            assert term in there or term.endswith("all") or term.startswith("redirect=")
    assert len(there) == len(set(there))


@given(records())
def test_a_good_record_is_not_corrected(text: str) -> None:
    assert editing.corrected(text) == [text]


@given(st.text(max_size=200) | st.text(alphabet=' "v=spf1,;:~-+?alincudemx4.%{}’–', max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    for each in editing.corrected(text):
        assert each.startswith("v=spf1")
    editing.is_meant_as_record(text)
