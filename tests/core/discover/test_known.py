"""Providers that are known, and domains that are almost theirs."""

import pytest

from mailadmin.core.discover.known import alike_domain, look_known
from mailadmin.core.discover.source import Nothing
from mailadmin.core.discover.wish import Wish
from mailadmin.core.texts import TEXTS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("yaho.com", "yahoo.com"),
        ("example.com", ""),
        ("gmc.de", ""),
        ("", ""),
        ("\N{LATIN SMALL LETTER U WITH DIAERESIS}" * 200, ""),
    ],
)
def test_a_domain_that_is_almost_a_provider_s(typed: str, meant: str) -> None:
    assert alike_domain(typed) == meant


def test_a_slip_of_the_finger_is_told_and_nothing_is_taken_for_granted() -> None:
    answered = look_known(Wish(address="anna@gmial.com"))
    assert isinstance(answered, Nothing)
    assert (answered.sentence, answered.origin) == ("discover.provider.alike", "gmail.com")
    assert answered.sentence in TEXTS
