"""What ``mailadmin discover`` does once its options are read; its help page needs none of this."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import click
import msgspec

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.option_form import InvalidInput
from mailadmin.cli.terminal import (
    Print,
    finding_line,
    fix_lines,
    json_listener,
    outcome_lines,
)
from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.discover.found import Source
from mailadmin.core.discover.outcome import DiscoverResult, Offer, consents
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import DATABASE, Wish
from mailadmin.core.event import Event, Finished, Found, Listener
from mailadmin.core.fixes import fix_of
from mailadmin.core.forms.address import Address, parse_address, tidy_address
from mailadmin.core.forms.field import echo
from mailadmin.core.texts import say


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of a call say, as they were typed."""

    address: str
    send_address: bool = False
    allow_http: bool = False
    database: str | None = None


def discovered(invocation: Invocation, order: Order) -> DiscoverResult:
    """Find the settings and print what comes. Raises :class:`InvalidInput`."""
    parsed = read_address(order.address)
    wish = Wish(
        address=parsed.address,
        send_address=order.send_address,
        allow_http=order.allow_http,
        database=DATABASE if order.database is None else _database(order.database),
    )
    if not wish.domain:
        raise InvalidInput(f"“{echo(order.address)}” has no domain whose settings could be found.")
    net = invocation.workspace().net
    return invocation.run(find_settings(wish, net, search_listener(invocation)))


def read_address(text: str) -> Address:
    """One address, as forgiving as the window's field. Raises :class:`InvalidInput`."""
    parsed = parse_address(tidy_address(text))
    if isinstance(parsed, Address):
        return parsed
    if sum("@" in piece for piece in re.split(r"[\s,;<>]+", text)) > 1:
        raise InvalidInput(f"“{echo(text)}” is more than one address. Give one address at a time.")
    raise InvalidInput(say(parsed.phrase))


def _database(text: str) -> str:
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        usable = False
    if text and not usable:
        raise InvalidInput(
            f"--database: “{echo(text)}” is not the address of a page, such as {DATABASE}"
        )
    return text


def search_listener(invocation: Invocation) -> Listener:
    """Prints a search and its end."""
    if invocation.json:
        return json_listener(click.echo)

    def listen(event: Event) -> None:
        match event:
            case Found(finding):
                click.echo(finding_line(finding, verbose=invocation.verbose))
            case Finished(result):
                assert isinstance(result, DiscoverResult)
                _print(result, click.echo)

    return listen


def _print(result: DiscoverResult, out: Print) -> None:
    out("")
    for text in outcome_lines(result):
        out(text)
    domain = result.address.rpartition("@")[2]
    for number, offer in enumerate(result.offers):
        out("")
        if number == 1:
            out("  Also found:")
        for text in settings_lines(offer, domain):
            out(text)
    fix = fix_of(result.verdict)
    if fix is not None:
        out("")
        for text in fix_lines(fix):
            out(text)


def settings_lines(offer: Offer, domain: str) -> Iterator[str]:
    """Settings for people, with what is worth knowing before they are used."""
    yield f"  {_SOURCES[offer.source]}" + (f" ({offer.origin})" if offer.origin else "")
    yield f"    Mail server  {_server_words(offer.mail_server)}"
    if offer.inbox is not None:
        yield f"    Inbox        {_server_words(offer.inbox)}"
    yield f"    User name    {offer.mail_server.user_name}"
    yield f"    Sign-in      {_sign_in_words(offer)}"
    if not offer.answered:
        yield "    ! These servers did not answer from here."
    for phrase in consents(offer, domain):
        yield click.style(f"    ! {say(phrase)}", fg="yellow")
    if offer.app_password_page:
        yield f"    {offer.app_password_page}"
    if offer.help_page:
        yield f"    {offer.help_page}"


def _server_words(server: Server) -> str:
    return f"{server.host}, port {server.port}, {_SECURITIES[server.security]}"


def _sign_in_words(offer: Offer) -> str:
    if offer.mail_server.sign_in is SignIn.NONE:
        return "none"
    password = "an app password" if offer.app_password else "password"
    if offer.mail_server.sign_in is SignIn.PASSWORD:
        return password
    page = offer.mail_server.issuer
    words = f"at the page of {page}" if page else "at your provider's page"
    return f"{words}, or {password}" if offer.password_works else words


_SOURCES: Final = {
    Source.PROVIDER: "Known to this program",
    Source.AUTOCONFIG: "Published by the domain itself",
    Source.DATABASE: "From the database of mail providers",
    Source.SRV: "From the domain's DNS records",
    Source.MX: "From whoever takes the domain's mail",
    Source.HTTP: "Published by the domain, sent without encryption",
    Source.GUESS: "Guessed: servers with the usual names",
}

_SECURITIES: Final = {
    Security.TLS: "encrypted from the start (tls)",
    Security.STARTTLS: "encryption by upgrade (starttls)",
    Security.NONE: "not encrypted (none)",
    Security.AUTO: "encrypted (auto)",
}
