"""The facts about providers are sound, and a server's name leads to the right one or to nobody."""

import json
import re
from datetime import date

import pytest

from mailadmin.core.diagnosis import CAUSES
from mailadmin.core.providers import (
    Change,
    Provider,
    provider_of_domain,
    provider_of_host,
    provider_of_id,
    provider_of_mx,
    provider_of_server,
    providers,
)
from mailadmin.core.resources import resource

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?=.{{1,253}}$)({LABEL}\.)+{LABEL}")
INCLUDE = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
SELECTOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*|pattern: .+")
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def problems(provider: Provider) -> list[str]:
    """What is wrong with an entry that its types do not already forbid."""
    found = []

    def expect(good: object, what: str) -> None:
        if not good:
            found.append(f"{provider.id}: {what}")

    expect(re.fullmatch(r"[a-z0-9][a-z0-9-]*", provider.id), "id")
    expect(provider.name.strip(), "name")
    expect(MONTH.fullmatch(provider.checked), "checked")
    expect(provider.sources and all(source.strip() for source in provider.sources), "sources")
    expect(
        provider.username in (None, "full-address", "local-part")
        or str(provider.username).startswith("other: "),
        "username",
    )
    for servers in (provider.smtp, provider.imap):
        names = [(server.host, server.port) for server in servers]
        expect(len(set(names)) == len(names), "a server twice")
        for host, port in names:
            expect(HOST.fullmatch(host), f"host {host}")
            expect(0 < port < 65536, f"port {port}")
    for name in (*provider.domains, *provider.hosts, *provider.mx_suffixes):
        expect(HOST.fullmatch(name), f"name {name}")
    for name in provider.spf_include:
        expect(INCLUDE.fullmatch(name), f"include {name}")
    for name in provider.dkim_selectors:
        expect(SELECTOR.fullmatch(name), f"selector {name}")
    oauth = provider.auth.oauth if provider.auth else None
    if oauth is not None:
        expect(HOST.fullmatch(oauth.issuer), "OAuth issuer")
        for url in (oauth.authorization_endpoint, oauth.token_endpoint):
            expect(url.startswith("https://"), f"OAuth address {url}")
        expect(oauth.scopes_smtp and oauth.scopes_imap, "OAuth scopes")
    for change in provider.dated:
        expect(change.what.strip(), "a change without words")
        expect(set(change.causes) <= set(CAUSES), "a change for an unknown cause")
        expect(bool(change.causes) == bool(change.coming or change.past), "a change half told")
        expect(change.precision != "month-end" or change.date.day >= 28, "not a month's end")
        expect(
            change.precision != "half-year" or (change.date.day, change.date.month % 6) == (1, 1),
            "not the beginning of a half-year",
        )
    for url in filter(
        None,
        (
            provider.auth and provider.auth.app_password_url,
            provider.enable_access and provider.enable_access.url,
        ),
    ):
        expect(url.startswith("https://"), f"link {url}")
    model = provider.same_fixes_as
    expect(model is None or (provider_of_id(model) or provider).fixes, "shares nobody's fixes")
    return found


@pytest.mark.parametrize("provider", providers(), ids=lambda provider: provider.id)
def test_an_entry_is_sound(provider: Provider) -> None:
    assert problems(provider) == []


def test_a_bad_entry_is_noticed() -> None:
    bad = Provider(
        id="Bad id", name="x", kind="mailbox", domains=("no_host",), sources=(), checked="2026",
        dated=(Change(date=date(2026, 1, 3), what="x", precision="month-end"),),
    )  # fmt: skip
    assert len(problems(bad)) == 5


def test_ids_and_domains_are_unique() -> None:
    ids = [provider.id for provider in providers()]
    domains = [domain for provider in providers() for domain in provider.domains]
    assert len(ids) == len(set(ids)) >= 129
    assert len(domains) == len(set(domains)) > 300


def test_an_entry_has_no_empty_field() -> None:
    entries = json.loads(resource("providers.json").read_bytes())
    empty = [(e["id"], name) for e in entries for name in e if e[name] in (None, "", {})]
    assert empty == []


def test_notes_name_no_tool_of_ours() -> None:
    text = resource("providers.json").read_text(encoding="utf-8").lower()
    assert not [word for word in ("code index", "code search", "/tmp/", "/home/") if word in text]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("smtp.gmail.com", "gmail"),
        ("SMTP.Gmail.com.", "gmail"),
        ("imap.aol.com", "aol"),
        ("smtp.mail.me.com", "icloud"),
        ("smtp.office365.com", "microsoft-365"),
        ("smtp-mail.outlook.com", "outlook-com"),
        ("smtp.mail.yahoo.com", "yahoo"),
        ("smtp.mail.yahoo.de", "yahoo"),
        ("mail.gmx.at", "gmx-net"),
        ("smtp.yandex.ru", "yandex"),
        ("smtp.ionos.fr", "ionos-de"),
        ("smtppro.zoho.com", "zoho-us"),
        ("posteo.de", "posteo"),
        ("email-smtp.eu-west-1.amazonaws.com", "amazon-ses"),
        ("smtp.sendgrid.net", "sendgrid"),
        ("foo.mail.protection.outlook.com", "microsoft-365"),
        ("hotmail-com.olc.protection.outlook.com", "outlook-com"),
        ("aspmx.l.google.com", "google-workspace"),
        ("mx-aol.mail.gm0.yahoodns.net", "aol"),
        # Nobody's.
        ("smtp.gmail.com.evil.test", None),
        ("smtp.notgmail.com", None),
        ("evil-smtp.gmail.com", None),
        ("smtp.gmail.evil", None),
        ("mail.protection.outlook.com.evil.test", None),
        ("xmail.protection.outlook.com", None),
        ("customer.hd.free.fr", None),
        ("mail.example.org", None),
        ("127.0.0.1", None),
        ("localhost", None),
        ("com", None),
        ("", None),
        ("not a host", None),
    ],
)
def test_the_provider_of_a_server(host: str, expected: str | None) -> None:
    found = provider_of_host(host)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("host", "address", "expected"),
    [
        ("smtp.gmail.com", "me@gmail.com", "gmail"),
        ("smtp.gmail.com", "me@company.example", "google-workspace"),
        ("smtp.gmail.com", "", "gmail"),
        ("outlook.office365.com", "me@hotmail.com", "outlook-com"),
        ("outlook.office365.com", "me@company.example", "microsoft-365"),
        ("smtp.mail.yahoo.com", "me@cox.net", "cox"),
        ("smtp.mail.yahoo.com", "me@company.example", "yahoo"),
        ("127.0.0.1", "me@proton.me", "proton"),
        ("127.0.0.1", "me@company.example", None),
        # A server that only takes mail in is nobody's to sign in at.
        ("aspmx.l.google.com", "me@gmail.com", None),
        ("smtp.mailbox.org", "apikey", "mailbox-org"),
    ],
)
def test_who_shares_a_server_is_told_apart(host: str, address: str, expected: str | None) -> None:
    found = provider_of_server(host, address)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("domain", "expected"),
    [("gmx.de", "gmx-net"), ("GMX.DE", "gmx-net"), ("sub.gmx.de", None), ("", None)],
)
def test_the_provider_of_a_domain(domain: str, expected: str | None) -> None:
    found = provider_of_domain(domain)
    assert (found.id if found else None) == expected


def test_the_first_mail_host_that_is_known_decides() -> None:
    assert provider_of_mx([]) is None
    found = provider_of_mx(["mail.company.example", "mx.yandex.net"])
    assert found is not None and found.id == "yandex"


CHANGES = {
    "day": Change(date=date(2026, 5, 1), what="x", precision="day"),
    "month-end": Change(date=date(2026, 12, 31), what="x", precision="month-end"),
    "half-year": Change(date=date(2027, 7, 1), what="x", precision="half-year"),
}


@pytest.mark.parametrize(
    ("precision", "last_day_ahead", "first_day_over", "when"),
    [
        ("day", date(2026, 4, 30), date(2026, 5, 1), "on 1 May 2026"),
        ("month-end", date(2026, 12, 31), date(2027, 1, 1), "at the end of December 2026"),
        ("half-year", date(2027, 12, 31), date(2028, 1, 1), "in the second half of 2027"),
    ],
)
def test_a_change_is_over_when_nobody_can_doubt_it(
    precision: str, last_day_ahead: date, first_day_over: date, when: str
) -> None:
    change = CHANGES[precision]
    assert not change.is_past(last_day_ahead)
    assert change.is_past(first_day_over)
    assert change.when == when


def test_changes_are_split_by_the_day() -> None:
    microsoft = provider_of_id("microsoft-365")
    assert microsoft is not None
    past, coming = microsoft.changes(date(2026, 11, 27))
    assert [change.date.year for change in past] == [2022, 2026]
    assert [change.precision for change in coming] == ["month-end", "half-year"]
