import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailadmin.core.account import Security
from mailadmin.core.event import Phrase
from mailadmin.core.forms.host import HostRead, ascii_host, read_host
from mailadmin.core.secret import Secret
from mailadmin.core.texts import say

TAKEN = [
    ("smtp.example.com", "smtp.example.com"),
    ("  smtp.example.com\t", "smtp.example.com"),
    ("smtp . example.com", "smtp.example.com"),
    ("smtp.exam ple.com", "smtp.example.com"),
    ("smtp.example.com.", "smtp.example.com"),
    ("SMTP.Example.COM", "smtp.example.com"),
    ("“smtp.example.com”", "smtp.example.com"),
    ("<smtp.example.com>", "smtp.example.com"),
    ("smtp.example.com,", "smtp.example.com"),
    ("smtp\u200b.example.com\ufeff", "smtp.example.com"),
    ("smtp.example.com\u00a0", "smtp.example.com"),
    ("ｓｍｔｐ．example。com", "smtp.example.com"),
    ("my_mail.local", "my_mail.local"),
    ("localhost", "localhost"),
    ("192.168.1.5", "192.168.1.5"),
    ("::1", "::1"),
    ("[::1]", "::1"),
    ("[IPv6:2001:DB8::1]", "2001:db8::1"),
    ("fe80::1%eth0", "fe80::1%eth0"),
    ("München.de", "münchen.de"),
    ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"),
    ("почта.рф", "почта.рф"),
    ("a" * 63 + ".com", "a" * 63 + ".com"),
]


@pytest.mark.parametrize(("pasted", "host"), TAKEN)
def test_a_pasted_host_is_taken(pasted: str, host: str):
    assert read_host(pasted) == HostRead(host=host)


SPREAD = [
    ("host:587", HostRead(host="host", port="587")),
    ("host : 587", HostRead(host="host", port="587")),
    ("host 587", HostRead(host="host", port="587")),
    ("smtp.example.com, port 587", HostRead(host="smtp.example.com", port="587")),
    ("smtp.example.com (Port: 587)", HostRead(host="smtp.example.com", port="587")),
    ("smtp.example.com\nport 587", HostRead(host="smtp.example.com", port="587")),
    ("host：５８７", HostRead(host="host", port="587")),
    ("192.168.1.5:25", HostRead(host="192.168.1.5", port="25")),
    ("[::1]:2525", HostRead(host="::1", port="2525")),
    ("smtp://host:587", HostRead(host="host", port="587")),
    ("smtps://user@host", HostRead(host="host", security=Security.TLS, user="user")),
    ("ssl://mail.x.de:465/", HostRead(host="mail.x.de", port="465", security=Security.TLS)),
    ("STARTTLS://mail.x.de", HostRead(host="mail.x.de", security=Security.STARTTLS)),
    ("https://mail.example.com/", HostRead(host="mail.example.com")),
    ("https://mail.example.com:8443/owa?a=b@c", HostRead(host="mail.example.com")),
    (
        "smtp://an%40x.de:p%2Fw@example.com:465",
        HostRead(host="example.com", port="465", user="an@x.de", password=Secret("p/w")),
    ),
    ("smtp://anna:p/w@x.de", HostRead(host="x.de", user="anna", password=Secret("p/w"))),
]


@pytest.mark.parametrize(("pasted", "read"), SPREAD)
def test_what_else_was_pasted_is_kept_for_its_own_field(pasted: str, read: HostRead):
    assert read_host(pasted) == read


REFUSED = [
    ("", "for example smtp.example.com"),
    (" \u200b ", "for example smtp.example.com"),
    ("smtp://", "for example smtp.example.com"),
    ("smtp,example,com", "Did you mean smtp.example.com?"),
    ("smtp.example, com", "Did you mean smtp.example.com?"),
    ("192,168,1,5", "Did you mean 192.168.1.5?"),
    ("mail example.com", "Did you mean mail.example.com?"),
    ("smtp,exa!mple,com", "should look like smtp.example.com"),
    ("anna@example.com", "often smtp.example.com"),
    ("anna@münchen.de", "often smtp.münchen.de"),
    ("anna@!", "often smtp.example.com"),
    ("192.168.1.300", "four numbers from 0 to 255"),
    ("587", "four numbers from 0 to 255"),
    ("smtp..example.com", "a dot too many"),
    (".example.com", "a dot too many"),
    ("-smtp.example.com", "hyphen"),
    ("smtp-.example.com", "hyphen"),
    ("ex!ample.com", "Remove this: !"),
    ("smtp.example.com:port", "Remove this: :"),
    ("a\0b.com", "by hand"),
    ("☃.com", "by hand"),
    ("a" * 64 + ".com", "too long"),
    ("ü" * 60 + ".com", "by hand"),
    (".".join(["a" * 60] * 5), "too long"),
    (".".join(["ü" * 30] * 8), "too long"),
    ("x" * 5000, "too long"),
]


@pytest.mark.parametrize(("pasted", "words"), REFUSED)
def test_a_wrong_host_is_told_what_would_be_right(pasted: str, words: str):
    problem = read_host(pasted)
    assert isinstance(problem, Phrase)
    assert words in say(problem)


@pytest.mark.parametrize(
    "pasted", ["anna:hunter2@example.com", "smtp://anna:hunter2@exa!mple.com", "a:hunter2/@b,c"]
)
def test_a_password_in_front_of_the_host_is_never_repeated(pasted: str):
    problem = read_host(pasted)
    assert isinstance(problem, Phrase)
    assert "hunter2" not in say(problem) + repr(problem)


@given(st.text(max_size=80))
@example("ß.de")
@example("Ⅷ.com")
@example("a\u200db.de")
def test_whatever_is_typed_is_taken_or_explained_and_taken_again(text: str):
    found = read_host(text)
    if isinstance(found, Phrase):
        assert say(found)
    else:
        again = read_host(found.host)
        assert again == HostRead(host=found.host)
        assert len(ascii_host(found.host).encode("ascii")) <= 253


def test_an_international_host_is_given_to_dns_in_ascii():
    assert ascii_host("почта.рф") == "xn--80a1acny.xn--p1ai"
    assert ascii_host("my_mail.münchen.de") == "my_mail.xn--mnchen-3ya.de"
    assert ascii_host("smtp.example.com") == "smtp.example.com"
