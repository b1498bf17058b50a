"""What a client shows with XOAUTH2 and OAUTHBEARER, and what is none of either."""

import json

import pytest

from mailadmin.core.oauth.sasl import response
from mailadmin.sandbox.sasl import BY_TOKEN, OAUTHBEARER, XOAUTH2, Shown, refusal, shown


@pytest.mark.parametrize("mechanism", BY_TOKEN)
@pytest.mark.parametrize("user", ["anna@sandbox.test", "a,b=c@sandbox.test", "änne@sandbox.test"])
def test_what_the_program_says_is_understood(mechanism, user):
    said = response(mechanism, user, "ya29.abc", "smtp.sandbox.test", 465)
    assert shown(mechanism, said) == Shown(user, "ya29.abc")


@pytest.mark.parametrize(
    ("mechanism", "said", "expected"),
    [
        (XOAUTH2, b"user=anna\x01auth=bearer t\x01\x01", Shown("anna", "t")),
        (XOAUTH2, b"user=anna\x01auth=Bearer t\x01", None),
        (XOAUTH2, b"user=anna\x01auth=Basic t\x01\x01", None),
        (XOAUTH2, b"user=anna\x01auth=Bearer \x01\x01", None),
        (XOAUTH2, b"user=anna\x01auth=Bearer t t\x01\x01", None),
        (XOAUTH2, b"user=anna\x01\x01", None),
        (XOAUTH2, b"user=\xff\x01auth=Bearer t\x01\x01", None),
        (XOAUTH2, b"", None),
        # RFC 7628 section 3.1: the name may be left out, the header may not.
        (OAUTHBEARER, b"n,,\x01auth=Bearer t\x01\x01", Shown("", "t")),
        (OAUTHBEARER, b"n,a=anna,\x01host=h\x01auth=Bearer t\x01\x01", Shown("anna", "t")),
        (OAUTHBEARER, b"user=anna\x01auth=Bearer t\x01\x01", None),
        (OAUTHBEARER, b"p=tls-unique,,\x01auth=Bearer t\x01\x01", None),
        (OAUTHBEARER, b"\x01", None),
        (OAUTHBEARER, b"\x01\x01", None),
    ],
)  # fmt: skip
def test_what_is_read_and_what_is_not(mechanism, said, expected):
    assert shown(mechanism, said) == expected


def test_a_refusal_is_in_the_words_of_its_mechanism():
    assert json.loads(refusal(XOAUTH2)) == {"status": "401", "schemes": "bearer", "scope": "mail"}
    assert json.loads(refusal(OAUTHBEARER)) == {"status": "invalid_token", "scope": "mail"}


def test_a_token_is_not_shown_by_accident():
    assert "ya29" not in repr(Shown("anna", "ya29.abc"))
