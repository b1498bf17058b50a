"""What to examine for the user's own domain: the routes of the account belong to it."""

from mailadmin.core.account import Account, Route
from mailadmin.core.domain.scene import DomainTarget, Sender
from mailadmin.core.forms.domain import read_domain


def target_of(domain: str, account: Account | None) -> DomainTarget:
    """The domain with the routes of an account, if it is the one that the account sends as.

    Nothing is known of how the mail of any other domain leaves.
    """
    if account is None or not sends_as(account, domain):
        return DomainTarget(domain=domain)
    server, messenger = account.mail_server, account.messenger
    senders = [Sender(route=Route.MAIL_SERVER, host=server.host, envelope=account.identity.address)]
    if messenger is not None:
        senders.append(
            Sender(
                route=Route.MESSENGER,
                host=messenger.server.host,
                envelope=messenger.address,
                from_policy=messenger.from_policy,
            )
        )
    return DomainTarget(domain=domain, senders=tuple(senders))


def sends_as(account: Account, domain: str) -> bool:
    """Whether this is the domain (in ASCII) of the account's own address."""
    return read_domain(account.identity.address) == domain
