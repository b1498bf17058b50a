"""The domain in From, which a sender can write in many ways."""

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.author import AuthorState, addresses_in, from_domain_of

S = AuthorState
CASES: list[tuple[list[str], AuthorState, str]] = [
    (["a@d.test"], S.FOUND, "d.test"),
    (["A B <a@D.Test.>"], S.FOUND, "d.test"),
    (['"Doe, John" <a@d.test>'], S.FOUND, "d.test"),
    (["Doe, John <a@d.test>"], S.FOUND, "d.test"),
    (["=?utf-8?Q?Doe,_J:o;hn?= <a@d.test>"], S.FOUND, "d.test"),
    (["Team: a@d.test, B <b@d.test>;"], S.FOUND, "d.test"),
    (["<@x.test,@y.test:a@d.test>"], S.FOUND, "d.test"),
    (["a(c (d))@(x)d.test"], S.FOUND, "d.test"),
    (["a @ d . test"], S.FOUND, "d.test"),
    (['"a@e.test"@d.test'], S.FOUND, "d.test"),
    (["a@m\u00f8x.test"], S.FOUND, "xn--mx-lka.test"),
    # A name may look like an address, and only looks so.
    (["bank@bank.test <a@d.test>"], S.FOUND, "d.test"),
    (['"bank@bank.test" <a@d.test>'], S.FOUND, "d.test"),
    (["(b@bank.test) a@d.test"], S.FOUND, "d.test"),
    (["=?utf-8?q?b=40bank.test?= <a@d.test>"], S.FOUND, "d.test"),
    (["<a@d.test> <b@bank.test>"], S.FOUND, "d.test"),
    (['"A <a@d.test>'], S.FOUND, "d.test"),
    (["<a@d.test"], S.FOUND, "d.test"),
    (["a@d.test (cut off, b@e.test"], S.FOUND, "d.test"),
    ([], S.MISSING, ""),
    ([""], S.NO_ADDRESS, ""),
    (["<>"], S.NO_ADDRESS, ""),
    (["undisclosed:;"], S.NO_ADDRESS, ""),
    (["=?utf-8?q?b=40bank.test?="], S.NO_ADDRESS, ""),
    (["=?utf-8?q?b@bank.test?="], S.NO_ADDRESS, ""),
    (["Bank"], S.NO_ADDRESS, ""),
    (["a@"], S.NO_ADDRESS, ""),
    (["a@[192.0.2.1]"], S.NO_DOMAIN, ""),
    (["a@d..test"], S.NO_DOMAIN, ""),
    (["a@d.test, b@e.test"], S.SEVERAL_DOMAINS, ""),
    (["a@d.test", "a@d.test"], S.SEVERAL_FIELDS, ""),
    (["a@d.test", ""], S.SEVERAL_FIELDS, ""),
]


@pytest.mark.parametrize(("values", "state", "domain"), CASES)
def test_the_domain(values: list[str], state: AuthorState, domain: str) -> None:
    lines = "".join(f"From: {value}\r\n" for value in values)
    found = from_domain_of(headers.read(f"Subject: x\r\n{lines}\r\n".encode()))
    assert (found.state, found.domain) == (state, domain)


@pytest.mark.parametrize("piece", ["(", '"', '"\\"', "<", "=?", "=?a?q?", "a@b.c,", "[", "@", ":"])
def test_nothing_is_too_much(piece: str) -> None:
    assert len(addresses_in(piece * 2_000_000)) <= 100
