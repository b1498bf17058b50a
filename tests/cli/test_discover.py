"""``mailadmin discover``, against names and mail servers on this computer."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from mailadmin.cli.discovering import read_address
from tests.cli.conftest import Call
from tests.core.discover.neighbourhood import SRV, Neighbourhood, hosts, neighbourhood

FOREIGN = (
    "_submissions._tcp.e.test. SRV 0 1 {smtp} smtp.other.test.",
    *hosts("smtp.other.test"),
)


@pytest.fixture(scope="module")
def options(authority: trustme.CA, ca_file: Path) -> Iterator[list[str]]:
    """The options that lead to a neighbourhood in a thread: a call has a loop of its own."""
    up, down = threading.Event(), threading.Event()
    found: list[Neighbourhood] = []

    async def live() -> None:
        async with neighbourhood(authority, ca_file, *SRV, *FOREIGN, *CERTAIN) as here:
            found.append(here)
            up.set()
            while not down.is_set():
                await asyncio.sleep(0.02)

    thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
    thread.start()
    assert up.wait(10)
    name_server = f"127.0.0.1:{found[0].names.port}"
    yield ["--resolver", name_server, "--ca-file", str(ca_file), "--database", ""]
    down.set()
    thread.join(10)


CERTAIN = hosts("mail.google.com")
"""A name that the program takes for certain: without it no name can be looked up at all."""

NOBODY = ["--resolver", "127.0.0.1:9"]
"""A name server that is not there: nothing can be asked."""


def test_settings_as_json(call: Call, options: list[str]) -> None:
    called = call("discover", "anna@d.test", "--json", *options)
    assert called.status == 0
    assert {line["check"] for line in called.lines[:-1]} >= {
        "discover.provider", "discover.autoconfig", "discover.srv", "discover.mx",
        "discover.server",
    }  # fmt: skip
    result = called.result
    assert (result["command"], result["status"], result["fix"]) == ("discover", "passed", None)
    assert result["address"] == "anna@d.test"
    (settings,) = result["settings"]
    assert settings["source"] == "srv"
    assert settings["trust"] == "likely"
    assert settings["consent"] == []
    assert settings["answered"] is True
    server = settings["mail_server"]
    assert (server["server"], server["security"]) == ("smtp.d.test", "tls")
    assert (server["auth"], server["user"], server["issuer"]) == ("password", "anna@d.test", None)
    assert settings["inbox"]["server"] == "imap.d.test"


def test_settings_for_people(call: Call, options: list[str]) -> None:
    called = call("discover", "Anna <anna@d.test>", *options)
    assert called.status == 0
    for text in ("✔ The settings of anna@d.test were found", "smtp.d.test, port", "imap.d.test",
                 "From the domain's DNS records", "encrypted from the start (tls)"):  # fmt: skip
        assert text in called.out


def test_what_has_to_be_agreed_to_is_said(call: Call, options: list[str]) -> None:
    called = call("discover", "anna@e.test", *options)
    assert called.status == 0
    assert "! The server smtp.other.test does not belong to e.test." in called.out
    called = call("discover", "anna@e.test", "--json", *options)
    assert called.result["status"] == "warning"
    assert "smtp.other.test" in called.result["settings"][0]["consent"][0]


def test_nothing_is_found(call: Call, options: list[str]) -> None:
    called = call("discover", "anna@nobody.test", *options)
    assert called.status == 1
    assert "There is no domain nobody.test" in called.out
    assert "To do (you):" in called.out
    result = call("discover", "anna@nobody.test", "--json", *options).result
    assert (result["status"], result["settings"]) == ("failed", [])
    assert result["fix"]["who"] == "you"


def test_no_network(call: Call) -> None:
    called = call("discover", "anna@d.test", "--json", *NOBODY)
    assert called.status == 1
    assert (called.result["status"], called.result["cause"]) == ("unknown", "network-unreachable")
    assert called.result["fix"]["steps"]
    called = call("discover", "anna@gmail.com", *NOBODY)
    assert called.status == 1
    for text in ("smtp.gmail.com, port 465", "did not answer from here", "app password", "offline"):
        assert text in called.out


@pytest.mark.parametrize(
    "typed",
    [["anna@d.test", "ben@d.test"], ["anna@d.test,ben@d.test"], ["<anna@d.test>; <ben@d.test>"]],
    ids=" ".join,
)
def test_one_address_at_a_time(call: Call, typed: list[str]) -> None:
    called = call("discover", *typed, *NOBODY)
    assert called.status == 2
    assert "Give one address at a time." in called.err


@pytest.mark.parametrize(
    "typed",
    [" anna@d.test ", "mailto:anna@d.test?subject=x", "<anna@d.test>", "Anna Berg <anna@d.test>"],
)
def test_what_pasting_adds_is_forgiven(typed: str) -> None:
    assert read_address(typed).address == "anna@d.test"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["anna"],
        ["anna@"],
        ["anna@[192.0.2.1]"],
        ["anna@d.test", "--database", "ftp://x"],
        ["anna@d.test", "--database", "https://["],
        ["anna@d.test", "ben@d.test"],
    ],
    ids=" ".join,
)
def test_wrong_usage(call: Call, arguments: list[str]) -> None:
    called = call("discover", *arguments, *NOBODY)
    assert (called.status, called.out) == (2, "")
    assert called.err
