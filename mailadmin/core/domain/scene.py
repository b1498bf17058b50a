"""What the checks of one domain work with."""

import msgspec

from mailadmin.core.account import FromPolicy, Route
from mailadmin.core.dns.questions import Questions
from mailadmin.core.domain.mailbox import own_mailbox
from mailadmin.core.net import Net


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """A way on which mail of the domain leaves: one of the account's servers, or an address.

    ``route`` is None for an address that somebody named. ``host`` is the server as it stands in
    the settings, ``envelope`` the address that bounces go
    to through it. ``from_policy`` is the Messenger's, None for the user's own server.
    """

    route: Route | None
    host: str
    envelope: str
    from_policy: FromPolicy | None = None


class DomainTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What to examine.

    ``domain`` is in ASCII and lower case. ``selectors`` are DKIM selectors that somebody named or
    that were seen in real messages; ``addresses`` are IP addresses that mail leaves from, as far
    as somebody knows; ``senders`` are the routes of the account.
    """

    domain: str
    selectors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    senders: tuple[Sender, ...] = ()


class Scene(msgspec.Struct, frozen=True):
    """One domain under examination.

    ``questions`` ask each question once for all checks; ``net`` is for what is not DNS.
    """

    target: DomainTarget
    questions: Questions
    net: Net

    @property
    def domain(self) -> str:
        """The domain, in ASCII and lower case."""
        return self.target.domain

    @property
    def mailbox(self) -> str | None:
        """An address of the domain that is known to exist."""
        return own_mailbox(self.domain, (sender.envelope for sender in self.target.senders))
