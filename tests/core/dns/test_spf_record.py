"""SPF records and macros as text: what they say, and where they break."""

import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.dns.names import presentation
from mailadmin.core.dns.spf import macro
from mailadmin.core.dns.spf.macro import SyntaxProblem
from mailadmin.core.dns.spf.record import Mechanism, Qualifier, is_record, parse_record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v=spf1", True),
        ("V=SPF1 -all", True),
        ("v=spf1 ", True),
        ("v=spf10", False),
        ("v=spf1\t-all", False),
        (" v=spf1", False),
        ("v=spf2.0/pra -all", False),
        ("", False),
    ],
)
def test_what_is_an_spf_record(text: str, expected: bool) -> None:
    assert is_record(text) is expected


@pytest.mark.parametrize(
    ("term", "qualifier", "name", "domain", "four", "six"),
    [
        ("all", "pass", "all", None, 32, 128),
        ("-ALL", "fail", "all", None, 32, 128),
        ("~a", "softfail", "a", None, 32, 128),
        ("?mx/24", "neutral", "mx", None, 24, 128),
        ("a//64", "pass", "a", None, 32, 64),
        ("a/24//64", "pass", "a", None, 24, 64),
        ("a/0//0", "pass", "a", None, 0, 0),
        ("A:Example.com", "pass", "a", "Example.com", 32, 128),
        ("mx:example.com.", "pass", "mx", "example.com.", 32, 128),
        ("mx:example.com/24//64", "pass", "mx", "example.com", 24, 64),
        ("a:foo/24.example.com", "pass", "a", "foo/24.example.com", 32, 128),
        ("a:foo:8080.example.com/8", "pass", "a", "foo:8080.example.com", 8, 128),
        ("a:example.xn--zckzah", "pass", "a", "example.xn--zckzah", 32, 128),
        ("a:example.1-2", "pass", "a", "example.1-2", 32, 128),
        ("a:a.%%", "pass", "a", "a.%", 32, 128),
        ("a:a.%-", "pass", "a", "a.%20", 32, 128),
        ("include:_spf.example.com", "pass", "include", "_spf.example.com", 32, 128),
        ("exists:!#$&'()*+,-./:;<=>?@[]^_`{|}~.com", "pass", "exists",
         "!#$&'()*+,-./:;<=>?@[]^_`{|}~.com", 32, 128),
        ("ptr", "pass", "ptr", None, 32, 128),
        ("-ptr:example.com", "fail", "ptr", "example.com", 32, 128),
    ],
)  # fmt: skip
def test_a_mechanism(
    term: str, qualifier: str, name: str, domain: str | None, four: int, six: int
) -> None:
    (found,) = parse_record(f"v=spf1 {term}").mechanisms
    written = None if found.domain is None else macro.expand(found.domain, {})
    assert (found.text, found.qualifier, found.name, written) == (term, qualifier, name, domain)
    assert (found.four, found.six) == (four, six)


@pytest.mark.parametrize(
    ("term", "network"),
    [
        ("ip4:192.0.2.1", "192.0.2.1/32"),
        ("ip4:192.0.2.129/25", "192.0.2.128/25"),
        ("IP4:0.0.0.0/0", "0.0.0.0/0"),
        ("ip6:2001:db8::1", "2001:db8::1/128"),
        ("ip6:2001:DB8::1/32", "2001:db8::/32"),
        ("ip6:::ffff:192.0.2.1", "::ffff:192.0.2.1/128"),
        ("ip6:::/0", "::/0"),
    ],
)
def test_an_address(term: str, network: str) -> None:
    (found,) = parse_record(f"v=spf1 {term}").mechanisms
    assert found.network == ipaddress.ip_network(network)


def test_a_whole_record() -> None:
    record = parse_record(
        "v=spf1  a ~include:a.example moo.cow-1=%{d}.b:/ redirect=c.example exp=d.example  "
    )
    assert record.mechanisms == (
        Mechanism(text="a", qualifier=Qualifier.PASS, name="a"),
        Mechanism(
            text="~include:a.example",
            qualifier=Qualifier.SOFTFAIL,
            name="include",
            domain=("a.example",),
        ),
    )
    assert record.redirect is not None
    assert record.exp is not None
    assert (record.redirect.domain, record.exp.domain) == (("c.example",), ("d.example",))


@pytest.mark.parametrize(
    ("record", "position", "reason"),
    [
        ("v=spf2", 0, "no-version"),
        ("v=spf1 a -all.", 9, "unknown-term"),
        ("v=spf1 -all:x.y", 11, "nothing-may-follow"),
        ("v=spf1 all/8", 10, "nothing-may-follow"),
        ("v=spf1 include", 14, "domain-missing"),
        ("v=spf1 include:", 15, "domain-missing"),
        ("v=spf1 exists", 13, "domain-missing"),
        ("v=spf1 include:a.b/24", 15, "bad-domain"),
        ("v=spf1 a:", 9, "domain-missing"),
        ("v=spf1 a:/24", 9, "domain-missing"),
        ("v=spf1 a:museum", 9, "bad-domain"),
        ("v=spf1 a:museum.", 9, "bad-domain"),
        ("v=spf1 a:192.0.2.1", 9, "bad-domain"),
        ("v=spf1 a:a.-b", 9, "bad-domain"),
        ("v=spf1 a:a.b-", 9, "bad-domain"),
        ("v=spf1 a:a.b..", 9, "bad-domain"),
        ("v=spf1 a:%%{d}x", 9, "bad-domain"),
        ("v=spf1 a:a.b:8080", 9, "bad-domain"),
        ("v=spf1 a/33", 9, "bad-prefix-length"),
        ("v=spf1 a/08", 9, "bad-prefix-length"),
        ("v=spf1 a/", 9, "bad-prefix-length"),
        ("v=spf1 a//129", 10, "bad-prefix-length"),
        ("v=spf1 mx:a.b/24//", 18, "bad-prefix-length"),
        ("v=spf1 a24", 7, "unknown-mechanism"),
        ("v=spf1 ptr/24", 10, "domain-missing"),
        ("v=spf1 ip4", 10, "address-missing"),
        ("v=spf1 ip4:1.2.3", 11, "bad-address"),
        ("v=spf1 ip4:01.2.3.4", 11, "bad-address"),
        ("v=spf1 ip4:2001:db8::1", 11, "bad-address"),
        ("v=spf1 ip4:1.2.3.4/33", 19, "bad-prefix-length"),
        ("v=spf1 ip4:1.2.3.4/", 19, "bad-prefix-length"),
        ("v=spf1 ip6:::1%lo", 11, "bad-address"),
        ("v=spf1 ip6:1.2.3.4", 11, "bad-address"),
        ("v=spf1 ip6:::1/129", 15, "bad-prefix-length"),
        ("v=spf1 mx,a", 7, "unknown-term"),
        ("v=spf1 -redirect=a.b", 7, "unknown-term"),
        ("v=spf1 ipv4:1.2.3.4", 7, "unknown-mechanism"),
        ("v=spf1 redirect=a.b redirect=a.b", 20, "repeated-modifier"),
        ("v=spf1 exp=a.b EXP=c.d", 15, "repeated-modifier"),
        ("v=spf1 redirect=", 16, "domain-missing"),
        ("v=spf1 redirect=a.b/24", 16, "bad-domain"),
        ("v=spf1 1x=y", 7, "unknown-term"),
        ("v=spf1 =y", 7, "unknown-term"),
        ("v=spf1 x=%{q}", 9, "unknown-macro"),
        ("v=spf1 x=%", 9, "broken-macro"),
        ("v=spf1 x=a%(d)", 10, "broken-macro"),
        ("v=spf1 a:%{d0}", 9, "zero-parts"),
        ("v=spf1 a:%{d:}", 9, "broken-macro"),
        ("v=spf1 a:%{c}.a.b", 9, "unknown-macro"),
        ("v=spf1 a:\N{LATIN SMALL LETTER U WITH DIAERESIS}.com", 9, "bad-character"),
        ("v=spf1 a\t-all", 7, "unknown-term"),
        ("v=spf1 a:a\t.com", 10, "bad-character"),
    ],
)
def test_where_a_record_breaks(record: str, position: int, reason: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_record(record)
    assert (caught.value.position, caught.value.reason) == (position, reason)


VALUES = {
    "s": "strong-bad@email.example.com",
    "l": "strong-bad",
    "o": "email.example.com",
    "d": "email.example.com",
    "i": macro.dotted(ipaddress.ip_address("192.0.2.3")),
    "v": "in-addr",
    "h": "a b&c",
    "r": "mx.example.org",
}
SIX = {**VALUES, "i": macro.dotted(ipaddress.ip_address("2001:db8::cb01")), "v": "ip6"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # RFC 7208 section 7.4
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d3}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
         "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
        ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
        # the rest of the grammar
        ("%{D2R}", "example.email"),
        ("%{H}", "a%20b%26c"),
        ("%{S}", "strong-bad%40email.example.com"),
        ("%%%_%-", "% %20"),
        ("%{d99999999999999999999}", "email.example.com"),
        ("%{d0000000000000000000002}", "example.com"),
        ("a b %{r}", "a b mx.example.org"),
    ],
)  # fmt: skip
def test_macros(text: str, expected: str) -> None:
    assert macro.expand(macro.parse(text, explanation=True), VALUES) == expected


def test_macros_of_ipv6() -> None:
    expanded = macro.expand(macro.parse("%{ir}.%{v}._spf.%{d2}"), SIX)
    assert expanded == (
        "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example.com"
    )


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (1, "abcdefghi.example.com"),
        (24, "abcdefghi." * 24 + "example.com"),
        (25, "abcdefghi." * 24 + "example.com"),
        (100_000, "abcdefghi." * 24 + "example.com"),
    ],
)
def test_a_name_that_is_too_long_loses_labels_at_the_left(parts: int, expected: str) -> None:
    began = time.process_time()
    local = ".".join(["abcdefghi"] * parts)
    name = macro.expand_name(macro.parse("%{l}.example.com."), {"l": local})
    assert name == expected
    assert time.process_time() - began < 1


@given(
    st.lists(st.sampled_from(["%{l}", "%{d1}", "%%", "%_", ".", "ab.", "x" * 60, "example.com"]))
)
def test_a_name_is_cut_as_if_it_had_been_expanded_whole(pieces: list[str]) -> None:
    values = {"l": "first.last", "d": "d.example"}
    parts = macro.parse("".join(pieces))
    name = macro.expand(parts, values).removesuffix(".")
    while len(name) > 253 and "." in name:
        name = name.partition(".")[2]
    assert macro.expand_name(parts, values)[-253:] == name[-253:]


def test_a_label_that_is_too_long_stays_no_name() -> None:
    name = macro.expand_name(macro.parse("%{l}"), {"l": "a" * 1000})
    assert presentation(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example.com", "example.com"),
        ("example.com.", "example.com"),
        ("a b\\c\x01.com", "a\\032b\\092c\\001.com"),
        ("a..com", None),
        (".com", None),
        ("", None),
        ("a" * 63 + ".com", "a" * 63 + ".com"),
        ("a" * 64 + ".com", None),
        (".".join(["a" * 49] * 5) + ".bcd", ".".join(["a" * 49] * 5) + ".bcd"),
        (".".join(["a" * 49] * 5) + ".bcde", None),
        ("\N{LATIN SMALL LETTER U WITH DIAERESIS}.com", None),
    ],
)
def test_any_text_as_a_name_to_ask_for(name: str, expected: str | None) -> None:
    assert presentation(name) == expected


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 " + "a " * 32000,
        "v=spf1 a:" + "%{d}" * 16000,
        "v=spf1 a:" + "." * 64000,
        "v=spf1 a:" + "a" * 64000 + "!",
        "v=spf1 a:a." + "1" * 64000,
        "v=spf1 a:" + "/1" * 32000 + "x",
        "v=spf1 a" + "/" * 64000,
        "v=spf1 a:%{d" + "." * 64000,
        "v=spf1 a:%{d" + "9" * 64000 + "}",
        "v=spf1 " + "a" * 64000 + "=",
        "v=spf1 " + " " * 64000,
        "v=spf1 a/" + "9" * 64000,
        "v=spf1 ip6:" + ":" * 64000,
    ],
)
def test_a_hostile_record_is_read_in_no_time(record: str) -> None:
    began = time.process_time()
    try:
        parse_record(record)
    except SyntaxProblem as wrong:
        assert 0 <= wrong.position <= len(record)
    assert time.process_time() - began < 1
