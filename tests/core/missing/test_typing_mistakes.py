"""Typing mistakes in the domain of an address."""

import pytest

from mailadmin.core.missing.typing_mistakes import typing_mistake


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("tonline.de", "t-online.de"),
        ("wbe.de", "web.de"),
    ],
)
def test_one_slip_of_the_fingers_is_seen(typed: str, meant: str) -> None:
    assert typing_mistake(typed) == meant


@pytest.mark.parametrize(
    "domain",
    ["gmail.com", "example.com", "mail.de", "weber.de", "aol.at", "hotmail.at", "yahoo.com.sg",
     "freenet.ch", "gmx.li", "sky.de", "email.de", "x"],
)  # fmt: skip
def test_what_is_somebody_elses_name_is_none(domain: str) -> None:
    assert typing_mistake(domain) is None


def test_whom_the_user_has_written_to_before_is_known() -> None:
    assert typing_mistake("kudne.test", ("kunde.test",)) == "kunde.test"
    assert typing_mistake("kunde.test", ("kunde.test",)) is None
