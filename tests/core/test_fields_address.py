import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.forms.address import (
    Address,
    ascii_address,
    parse_address,
    parse_address_list,
    tidy_address,
)
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.texts import say

TAKEN = [
    ("anna@example.com", "anna@example.com", ""),
    (" Anna@Example.COM \n", "Anna@example.com", ""),
    ("mailto:anna@example.com?subject=x", "anna@example.com", ""),
    ("MAILTO:a%2Bb@example.com", "a+b@example.com", ""),
    ("Anna Berg <anna@example.com>", "anna@example.com", "Anna Berg"),
    ("Anna <mailto:anna@example.com>", "anna@example.com", "Anna"),
    ('"Berg, Anna" <anna@example.com>', "anna@example.com", "Berg, Anna"),
    ('"Anna \\"Annie\\" Berg" <anna@example.com>', "anna@example.com", 'Anna "Annie" Berg'),
    ("“Anna” <anna@example.com>", "anna@example.com", "Anna"),
    ("Dr. Anna Müller <a@x.de>", "a@x.de", "Dr. Anna Müller"),
    ("<anna@example.com>,", "anna@example.com", ""),
    ("'anna@example.com'", "anna@example.com", ""),
    ("“anna@example.com”", "anna@example.com", ""),
    ("d'@example.com", "d'@example.com", ""),
    ("anna@example.com.", "anna@example.com", ""),
    ("an\u200bna@example.com", "anna@example.com", ""),
    ("anna ＠ example．com", "anna@example.com", ""),
    ("jörg@müller.de", "jörg@müller.de", ""),
    ("用户@例え.jp", "用户@例え.jp", ""),
    ('"a b"@example.com', '"a b"@example.com', ""),
    ("anna@[192.0.2.5]", "anna@[192.0.2.5]", ""),
    ("anna@[IPv6:2001:db8::1]", "anna@[IPv6:2001:db8::1]", ""),
    ("root@localhost", "root@localhost", ""),
    ("root@server-1", "root@server-1", ""),
    ("anna@mail.LOCAL", "anna@mail.local", ""),
    ("anna@example.test", "anna@example.test", ""),
    ("a" * 64 + "@example.com", "a" * 64 + "@example.com", ""),
]


@pytest.mark.parametrize(("pasted", "address", "name"), TAKEN)
def test_a_pasted_address_is_taken(pasted: str, address: str, name: str):
    assert parse_address(tidy_address(pasted)) == Address(address, name)


REFUSED = [
    ("", "Type an email address"),
    ("anna.example.com", "no @ sign"),
    ("anna@", "nothing after"),
    ("@example.com", "no name before"),
    ("anna@@example.com", "more than one @"),
    ("anna@example,com", "Did you mean anna@example.com?"),
    ("anna@example;com", "Did you mean anna@example.com?"),
    ("anna berg@example.com", "a space"),
    ("anna@192.0.2.5", "anna@[192.0.2.5]"),
    ("anna@2001:db8::1", "anna@[IPv6:2001:db8::1]"),
    ("a..b@example.com", "a dot too many"),
    (".a@example.com", "a dot too many"),
    ("a@.com", "a dot too many"),
    ("a@example.c0", "not an email address"),
    ("a@x.invalid", "not an email address"),
    ("a@-x.com", "not an email address"),
    ("a" * 65 + "@example.com", "too long"),
    ("a" * 2000, "too long"),
    ("Anna <anna@example.com>>>", "not an email address"),
    ("Anna <a@x.de> Bob <b@x.de>", "more than one address"),
    ("An\0na <a@x.de>", "not an email address"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_wrong_address_is_told_what_would_be_right(text: str, words: str):
    problem = parse_address(tidy_address(text), "from_address")
    assert isinstance(problem, FieldProblem)
    assert problem.field == "from_address"
    assert words in say(problem.phrase)


@pytest.mark.parametrize(
    "text", [" anna@example.com", "anna@example.com\n", "anna@example.com\r\nX: y", "a\n@b.de"]
)
def test_without_tidying_nothing_around_an_address_is_taken(text: str):
    assert isinstance(parse_address(text), FieldProblem)


LISTS = [
    ("", [], 0),
    ("a@x.de, b@x.de; c@x.de\nd@x.de", ["a@x.de", "b@x.de", "c@x.de", "d@x.de"], 0),
    ("a@x.de，b@x.de；c@x.de", ["a@x.de", "b@x.de", "c@x.de"], 0),
    (",,a@x.de,;\n,", ["a@x.de"], 0),
    ("a@x.de, a@X.DE, A@x.de", ["a@x.de", "A@x.de"], 0),
    ('"Berg, Anna; PhD" <a@x.de>, b@x.de', ["a@x.de", "b@x.de"], 0),
    ("Berg, Anna <a@x.de>; Carl, Bob <b@x.de>", ["a@x.de", "b@x.de"], 0),
    ("“Berg, Anna” <a@x.de>", ["a@x.de"], 0),
    ("anna, b@x.de", ["b@x.de"], 1),
    ("x, y", [], 2),
    ("x, y, a@x.de, z", ["a@x.de"], 3),
    ("a@x.de b@y.de", [], 1),
    ('"unclosed <a@x.de>, b@x.de', [], 1),
    ('a@x.de\n"half, b@x.de\nc@x.de', ["a@x.de", "c@x.de"], 1),
    ('"a\\"b, c" <a@x.de>,b@x.de', ["a@x.de", "b@x.de"], 0),
]


@pytest.mark.parametrize(("text", "addresses", "problems"), LISTS)
def test_a_list_gives_every_address_and_every_problem(
    text: str, addresses: list[str], problems: int
):
    found = parse_address_list(text, "compose_to")
    assert [address.address for address in found.addresses] == addresses
    assert [problem.field for problem in found.problems] == ["compose_to"] * problems


def test_names_in_a_list_are_kept():
    found = parse_address_list("Berg, Anna, Dr. <a@x.de>; Bob <b@x.de>")
    assert [address.name for address in found.addresses] == ["Berg, Anna, Dr.", "Bob"]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_explained(text: str):
    found = parse_address(tidy_address(text))
    if isinstance(found, FieldProblem):
        assert say(found.phrase)
    else:
        assert parse_address(found.address) == Address(found.address)
        assert not set(found.address + found.name) & {"\r", "\n", "\0"}


@given(st.text(alphabet='a@x.de,;<>" \n\\', max_size=40))
def test_a_list_never_breaks_and_never_takes_what_is_no_address(text: str):
    found = parse_address_list(text)
    for address in found.addresses:
        assert parse_address(address.address) == Address(address.address)


def test_a_long_list_takes_time_as_its_length():
    text = ", ".join(f"Name {number} <a{number}@x.de>" for number in range(2000)) + ',<"' * 10000
    found = parse_address_list(text)
    assert len(found.addresses) == 2000
    assert len(found.problems) == 1


def test_a_list_has_a_longest_length():
    found = parse_address_list("a@x.de," * 20_000)
    assert found.addresses == ()
    assert "Send to fewer" in say(found.problems[0].phrase)


def test_the_domain_goes_to_servers_in_ascii():
    assert ascii_address("jörg@müller.de") == "jörg@xn--mller-kva.de"
    assert ascii_address('"a b"@example.com') == '"a b"@example.com'
    assert ascii_address("a@[192.0.2.5]") == "a@[192.0.2.5]"
