"""What ``mailadmin domain`` does once its options are read; its help page needs none of this."""

import ipaddress
from pathlib import Path
from typing import Final

import click
import msgspec

from mailadmin.cli.domain_words import domain_json_listener, domain_listener
from mailadmin.cli.invocation import EXIT_STATUS, Invocation
from mailadmin.cli.keeping import about_account, keep
from mailadmin.cli.option_form import InvalidInput
from mailadmin.core.account import Account
from mailadmin.core.dns.names import presentation
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.domain.own import sends_as, target_of
from mailadmin.core.domain.survey import CHECK_LIMIT, survey
from mailadmin.core.event import Event, Listener, Phrase, to_all
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.forms.field import echo
from mailadmin.core.history.run import Kind
from mailadmin.core.net import Net
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace

LONGEST_SELECTOR: Final = 63
"""Characters. Selectors with dots exist; longer ones leave no room for the domain."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of a call say, as they were typed."""

    domains: tuple[str, ...] = ()
    list_file: Path | None = None
    selectors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    out: Path | None = None
    resume: bool = False


class Examiner(msgspec.Struct, frozen=True, kw_only=True):
    """Examines domains, all of them in the same way.

    ``accounts`` are those of this computer's user: of their domains it is known who sends.
    ``sparing`` is as :func:`~mailadmin.core.domain.survey.survey` has it.
    """

    net: Net
    accounts: tuple[Account, ...]
    selectors: tuple[str, ...]
    addresses: tuple[str, ...]
    limit: float
    sparing: bool = False

    def account_of(self, domain: str) -> Account | None:
        """The first account that sends as this domain."""
        return next((one for one in self.accounts if sends_as(one, domain)), None)

    async def examine(self, domain: str, listener: Listener) -> DomainResult:
        """Examine one domain."""
        account = self.account_of(domain)
        target = msgspec.structs.replace(
            target_of(domain, account), selectors=self.selectors, addresses=self.addresses
        )
        return await survey(target, self.net, listener, limit=self.limit, sparing=self.sparing)


def surveyed(invocation: Invocation, order: Order) -> int:
    """Check the domains and print what comes. Gives the exit status.

    Raises :class:`InvalidInput`.
    """
    if order.resume and order.out is None:
        raise InvalidInput("--resume goes on with a file: name it with --out.")
    if not order.domains and order.list_file is None:
        raise InvalidInput("Name a domain, such as example.com, or a list of them with --file.")
    domains = tuple(dict.fromkeys(_domain(name) for name in order.domains))
    workspace = invocation.workspace()
    examiner = Examiner(
        net=workspace.net,
        accounts=_accounts(workspace),
        selectors=tuple(_selector(text) for text in order.selectors),
        addresses=tuple(_address(text) for text in order.addresses),
        limit=invocation.timeout or CHECK_LIMIT,
    )
    if order.list_file is None and order.out is None:
        return invocation.run(_one_after_the_other(invocation, domains, examiner, workspace))
    from mailadmin.cli.surveying_lists import surveyed_list

    order = msgspec.structs.replace(order, domains=domains)
    return surveyed_list(invocation, order, msgspec.structs.replace(examiner, sparing=True))


async def _one_after_the_other(
    invocation: Invocation, domains: tuple[str, ...], examiner: Examiner, workspace: Workspace
) -> int:
    status = 0
    for number, name in enumerate(domains):
        if invocation.json:
            listener = domain_json_listener(click.echo, name)
        else:
            listener = domain_listener(click.echo, verbose=invocation.verbose)
            if len(domains) > 1:
                click.echo("\n" * bool(number) + click.style(name, bold=True))
        events: list[Event] = []
        result = await examiner.examine(name, to_all(events.append, listener))
        if (account := examiner.account_of(name)) is not None:
            about = about_account(account, Kind.DOMAIN, domain=name)
            await keep(workspace, about, events, result)
        status = max(status, EXIT_STATUS[result.status])
    return status


def _accounts(workspace: Workspace) -> tuple[Account, ...]:
    loaded = workspace.settings_file.load()
    if loaded.notice is not None:
        click.echo(say(loaded.notice), err=True)
    return loaded.settings.accounts


def _domain(text: str) -> str:
    read = read_domain(text)
    if isinstance(read, Phrase):
        raise InvalidInput(say(read))
    return read


def _selector(text: str) -> str:
    """The name of a key; its whole name in the DNS is understood too."""
    name = text.strip().lower().partition("._domainkey")[0]
    if not name.isascii() or presentation(name) != name or len(name) > LONGEST_SELECTOR:
        raise InvalidInput(
            f"--selector: “{echo(text)}” is not the name of a DKIM key. It stands after s= in a"
            " signed message, such as mail or selector1."
        )
    return name


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise InvalidInput(
            f"--ip: “{text}” is not an IP address, such as 192.0.2.7 or 2001:db8::7."
        ) from None
