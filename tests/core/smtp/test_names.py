"""Which name was meant, and which names and addresses belong to the internet."""

import pytest

from mailadmin.core.smtp.names import (
    MOST,
    is_on_the_internet,
    is_public_name,
    likely_names,
    sibling_names,
)

KNOWN = ("smtp.gmail.com", "smtp.mail.com", "smtp.office365.com", "smtp-mail.outlook.com",
         "smtp.ionos.de", "smtp.aol.com", "smtp.web.de", "mail.gmx.com")  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("smtp.gmial.com", "smtp.gmail.com"),
        ("smpt.gmail.com", "smtp.gmail.com"),
        ("smtp.gmail.con", "smtp.gmail.com"),
        ("SMTP.GMAIL.CON.", "smtp.gmail.com"),
        ("smtp.gmail", "smtp.gmail.com"),
        ("smtp.office356.com", "smtp.office365.com"),
        ("smtp-mail.outlok.com", "smtp-mail.outlook.com"),
        ("stmp.ionos.de", "smtp.ionos.de"),
        ("smtp.web.d", "smtp.web.de"),
    ],
)
def test_a_name_written_almost_right_is_known(typed: str, meant: str) -> None:
    assert likely_names(typed, KNOWN, ())[0] == meant


@pytest.mark.parametrize("typed", ["smtp.company.de", "mail.firma.example", "x", "", "smtp"])
def test_a_name_like_no_other_is_not_guessed(typed: str) -> None:
    assert likely_names(typed, KNOWN, ()) == []


def test_the_usual_names_of_the_users_own_domain_are_worth_a_try() -> None:
    owners = ("anna@firma.test", "anna", "a@b@firma.test")
    assert likely_names("exchange.firma.test", KNOWN, owners) == [
        "smtp.firma.test",
        "mail.firma.test",
    ]


def test_no_stranger_is_offered_for_a_name_in_the_users_own_domain() -> None:
    assert likely_names("smtp.acl.com", KNOWN, ("bob@acl.com",)) == ["mail.acl.com"]
    assert "smtp.aol.com" in likely_names("smtp.acl.com", KNOWN, ("bob@firma.test",))


def test_the_name_that_was_typed_is_not_offered_again() -> None:
    assert likely_names("smtp.firma.test", KNOWN, ("anna@firma.test",)) == ["mail.firma.test"]


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("imap.firma.de", ["smtp.firma.de"]),
        ("POP3.Firma.de.", ["smtp.firma.de"]),
        ("www.firma.co.uk", ["smtp.firma.co.uk"]),
        ("smtp.firma.de", []),
        ("server7.firma.de", []),
        ("mail.de", []),
        ("imap", []),
        ("192.0.2.1", []),
    ],
)
def test_a_server_for_reading_has_a_sibling_for_sending(host: str, names: list[str]) -> None:
    assert sibling_names(host) == names


def test_an_international_domain_is_asked_for_as_it_is_in_the_dns() -> None:
    assert likely_names("x.test", (), ("anna@bücher.test",))[0] == "smtp.xn--bcher-kva.test"


def test_there_are_never_more_than_a_few() -> None:
    owners = [f"a@domain{number}.test" for number in range(50)]
    many = [f"smtp.gmail{letter}.com" for letter in "abcdefghij"]
    assert len(likely_names("smtp.gmail.com", many, owners)) == MOST


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("smtp.gmail.com", True),
        ("bücher.de", True),
        ("localhost", False),
        ("mailserver", False),
        ("mail.firma.local", False),
        ("smtp.sandbox.test", False),
        ("mail.example.com", False),
        ("8.8.8.8", False),
        ("[2001:4860:4860::8888]", False),
        ("", False),
    ],
)
def test_a_public_name_should_mean_the_same_everywhere(host: str, public: bool) -> None:
    assert is_public_name(host) is public


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("192.168.1.5", False),
        ("10.77.0.1", False),
        ("100.64.0.1", False),
        ("198.18.0.7", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_an_address_on_the_internet(address: str, there: bool) -> None:
    assert is_on_the_internet(address) is there
