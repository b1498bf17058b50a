"""The domain as people type it: what is taken, and what is said of the rest."""

import pytest

from mailadmin.core.event import Phrase
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.texts import say


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("example.com", "example.com"),
        (" Example.COM. ", "example.com"),
        ("anna@example.com", "example.com"),
        ("Anna Berg <anna@example.com>", "example.com"),
        ("mailto:anna@example.com", "example.com"),
        ("https://www.example.com/contact?a=b", "www.example.com"),
        ("“example.com”,", "example.com"),
        ("müller.de", "xn--mller-kva.de"),
        ("info@Bücher。example", "xn--bcher-kva.example"),
        ("_dmarc.example.com", "_dmarc.example.com"),
        ("example . com", "example.com"),
    ],
)
def test_what_people_type_is_read(typed: str, domain: str) -> None:
    assert read_domain(typed) == domain


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "missing"),
        ("  ", "missing"),
        ("@", "missing"),
        ("localhost", "no-dot"),
        ("192.0.2.7", "number"),
        ("2001:db8::7", "number"),
        ("example com", "space"),
        ("example,com", "comma"),
        ("example.com foo", "wrong"),
        ("anna@example.com and bert", "wrong"),
        ("-example.com", "hyphen"),
        ("exam!ple.com", "characters"),
        ("a" * 64 + ".com", "too-long"),
        ("x" * 2000, "too-long"),
        ("secret pass@exa mple", "space"),
    ],
)
def test_what_is_no_domain_gets_one_sentence(typed: str, problem: str) -> None:
    read = read_domain(typed)
    assert isinstance(read, Phrase)
    assert read.id == f"field.domain.{problem}"
    said = say(read)
    assert said
    assert "server" not in said
    assert "secret" not in said


def test_dots_too_many_are_named() -> None:
    assert read_domain("example..com") == Phrase("field.host.dots", {"host": "example..com"})
