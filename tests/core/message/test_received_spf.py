"""Received-SPF as receivers write it."""

import pytest

from mailadmin.core.message import headers, received_spf
from mailadmin.core.message.border import border_of
from mailadmin.core.message.path import path_of
from mailadmin.core.message.received_spf import ReceivedSpf

CASES = [
    (  # RFC 7208 section 9.1 has such an example
        'Pass (mx.test: domain of "a@d.test" designates 192.0.2.1 as permitted) '
        'receiver=mx.test; client-ip=192.0.2.1; envelope-from="a@d.test"; helo=h.d.test;',
        ReceivedSpf(
            result="pass",
            comment='mx.test: domain of "a@d.test" designates 192.0.2.1 as permitted',
            receiver="mx.test",
            address="192.0.2.1",
            sender="a@d.test",
            helo="h.d.test",
        ),
    ),
    (
        "softfail identity=mailfrom; client-ip=2001:db8::1; envelope-from=<a@d.test>; receiver=mx",
        ReceivedSpf(
            result="softfail",
            receiver="mx",
            address="2001:db8::1",
            sender="a@d.test",
            identity="mailfrom",
        ),
    ),
    ("none", ReceivedSpf(result="none")),
    ("Fail (cut off", ReceivedSpf(result="fail", comment="cut off")),
    ("client-ip=192.0.2.1", ReceivedSpf(address="192.0.2.1")),
    ("", ReceivedSpf()),
    ("\x00" * 1000, ReceivedSpf()),
]


@pytest.mark.parametrize(("value", "read"), CASES)
def test_it_is_read(value: str, read: ReceivedSpf) -> None:
    assert received_spf.read(value) == read


@pytest.mark.parametrize("piece", ["(", '"', "a=", "a=b ", "a ", "=", "\\"])
def test_nothing_is_too_much(piece: str) -> None:
    assert received_spf.read("pass " + piece * 5_000_000).result == "pass"


def test_only_the_receivers_own_counts() -> None:
    border = "Received: from h.d.test ([192.0.2.1]) by mx.google.com\r\n"
    own = "Received-SPF: fail (google.com: no) client-ip=192.0.2.1\r\n"
    other = "Received-SPF: pass (bank.test: yes) client-ip=192.0.2.1\r\n"
    read = headers.read(f"{border}{other}{own}{border}{own}\r\n".encode())
    found = received_spf.own(read, border_of(read, path_of(read)))
    assert found is not None and found.value == "fail (google.com: no) client-ip=192.0.2.1"
    read = headers.read(f"{border}{other}\r\n".encode())
    assert received_spf.own(read, border_of(read, path_of(read))) is None
