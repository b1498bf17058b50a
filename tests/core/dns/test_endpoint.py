"""How name servers are written."""

import pytest

from mailadmin.core.dns.endpoint import Endpoint, Way, parse_endpoint


def plain(host: str, port: int = 53) -> Endpoint:
    return Endpoint(host=host, port=port)


def tls(host: str, port: int = 853, name: str = "") -> Endpoint:
    return Endpoint(way=Way.TLS, host=host, port=port, name=name or host)


def https(host: str, path: str = "/dns-query", port: int = 443, name: str = "") -> Endpoint:
    return Endpoint(way=Way.HTTPS, host=host, port=port, name=name or host, path=path)


@pytest.mark.parametrize(
    ("text", "endpoint"),
    [
        ("9.9.9.9", plain("9.9.9.9")),
        ("127.0.0.1:5353", plain("127.0.0.1", 5353)),
        ("::1", plain("::1")),
        ("2001:DB8::53", plain("2001:db8::53")),
        ("[::1]:5353", plain("::1", 5353)),
        ("[::1]", plain("::1")),
        ("tls://9.9.9.9", tls("9.9.9.9")),
        ("tls://9.9.9.9:8853", tls("9.9.9.9", 8853)),
        ("tls://9.9.9.9:853#dns.quad9.net", tls("9.9.9.9", name="dns.quad9.net")),
        ("TLS://[2620:fe::fe]#DNS.quad9.net.", tls("2620:fe::fe", name="dns.quad9.net")),
        ("tls://dns.quad9.net", tls("dns.quad9.net")),
        ("https://dns.quad9.net/dns-query", https("dns.quad9.net")),
        ("https://dns.google", https("dns.google")),
        ("https://dns.google/", https("dns.google")),
        ("https://dns.google/dns-query{?dns}", https("dns.google")),
        ("https://doh.test:5443/q/x", https("doh.test", "/q/x", 5443)),
        ("https://9.9.9.9/dns-query#dns.quad9.net", https("9.9.9.9", name="dns.quad9.net")),
        ("https://[::1]:1/d", https("::1", "/d", 1)),
    ],
)
def test_what_is_a_name_server(text: str, endpoint: Endpoint) -> None:
    assert parse_endpoint(text) == endpoint


def test_the_port_of_a_plain_one_may_be_given_beside_it() -> None:
    assert parse_endpoint("127.0.0.1", 5353) == plain("127.0.0.1", 5353)
    assert parse_endpoint("127.0.0.1:54", 5353) == plain("127.0.0.1", 54)
    assert parse_endpoint("tls://127.0.0.1", 5353) == tls("127.0.0.1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dns.quad9.net",
        "9.9.9",
        "9.9.9.9:99999",
        "9.9.9.9:²",
        "9.9.9.9#name",
        "tls://",
        "tls://9.9.9.999",
        "tls://9.9.9.9/path",
        "tls://9.9.9.9:99999",
        "tls://9.9.9.9:x",
        "tls://user@9.9.9.9",
        "tls://9.9.9.9#a b",
        "tls://a..b",
        "tls://[::1",
        "https://",
        "https:///dns-query",
        "https://dns.test/?x=1",
        "https://dns.test/\r\nHost: x",
        "http://dns.test/dns-query",
        "udp://9.9.9.9",
        "quic://9.9.9.9",
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no name server\. Write an IP address"):
        parse_endpoint(text)
