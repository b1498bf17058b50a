"""Addresses as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.send.addresses import Mailbox, one_line, read_mailbox, split_addresses
from mailadmin.core.send.errors import MessageError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anna@example.com", Mailbox("", "anna", "example.com")),
        ("  anna@example.com \n", Mailbox("", "anna", "example.com")),
        ("Anna Berg <anna@example.com>", Mailbox("Anna Berg", "anna", "example.com")),
        ('"Berg, Anna" <anna@example.com>', Mailbox("Berg, Anna", "anna", "example.com")),
        (r'"Anna \"A\" Berg" <anna@example.com>', Mailbox('Anna "A" Berg', "anna", "example.com")),
        ("<anna@example.com>", Mailbox("", "anna", "example.com")),
        ("anna@EXAMPLE.com", Mailbox("", "anna", "example.com")),
        ("Anna@example.com", Mailbox("", "Anna", "example.com")),
        ("anna@bücher.example", Mailbox("", "anna", "xn--bcher-kva.example")),
        ("änna@bücher.example", Mailbox("", "änna", "xn--bcher-kva.example")),
        ("anna@company.local", Mailbox("", "anna", "company.local")),
        ("anna@[192.0.2.1]", Mailbox("", "anna", "[192.0.2.1]")),
        ("anna@[IPv6:2001:db8::1]", Mailbox("", "anna", "[IPv6:2001:db8::1]")),
        ('"anna berg"@example.com', Mailbox("", '"anna berg"', "example.com")),
        ("Anna\r\nBcc: eve@example.com <anna@example.com>",
         Mailbox("Anna Bcc: eve@example.com", "anna", "example.com")),
    ],
)  # fmt: skip
def test_an_address_is_read_as_meant(typed: str, meant: Mailbox) -> None:
    assert read_mailbox(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "anna", "anna@", "@example.com", "anna@exa mple.com", "anna berg@example.com",
        "anna@example.com>", "<anna@example.com", "Anna <anna@example.com> x",
        "anna@-example.com", "anna@[not an address]", "anna..berg@example.com",
        "anna@example.com\r\nBcc: eve@example.com", "an\x00na@example.com",
        "<an\r\nna@example.com>", "a@b@c..d", "anna@" + "x" * 64 + ".com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_in_one_line(typed: str) -> None:
    with pytest.raises(MessageError) as caught:
        read_mailbox(typed)
    assert caught.value.phrase.id == "send.address.invalid"
    said = str(caught.value.phrase.params["address"])
    assert "\n" not in said and "\r" not in said and "\x00" not in said


def test_only_an_international_local_part_needs_smtputf8() -> None:
    assert read_mailbox("änna@example.com").needs_smtputf8
    assert not read_mailbox("anna@bücher.example").needs_smtputf8


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("a@x.test", ("a@x.test",)),
        ("a@x.test, b@x.test;c@x.test\nd@x.test", ("a@x.test", "b@x.test", "c@x.test", "d@x.test")),
        ('"Berg, Anna" <a@x.test>, b@x.test', ('"Berg, Anna" <a@x.test>', "b@x.test")),
        ("Berg, Anna <a@x.test>; Olsen, Bert <b@x.test>",
         ("Berg, Anna <a@x.test>", "Olsen, Bert <b@x.test>")),
        ("a@x.test,, ,", ("a@x.test",)),
        ("nonsense", ("nonsense",)),
        ("", ()),
        (" , ; ", ()),
    ],
)  # fmt: skip
def test_a_typed_line_is_split_into_addresses(line: str, addresses: tuple[str, ...]) -> None:
    assert split_addresses(line) == addresses


@given(st.text())
def test_one_line_is_one_line_that_can_be_written(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    line.encode()
