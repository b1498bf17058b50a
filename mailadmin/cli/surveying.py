"""What ``mailadmin domain`` does once its options are read; its help page needs none of this."""

import ipaddress
from collections.abc import Sequence

from mailadmin.cli.invocation import EXIT_STATUS, Invocation
from mailadmin.cli.option_form import InvalidInput
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.domain.survey import CHECK_LIMIT, survey
from mailadmin.core.event import Phrase
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.texts import say


def surveyed(
    invocation: Invocation,
    names: Sequence[str],
    selectors: Sequence[str],
    addresses: Sequence[str],
) -> int:
    """Check the domains one after the other and print what comes. Gives the exit status.

    Raises :class:`InvalidInput`.
    """
    domains = list(dict.fromkeys(_domain(name) for name in names))
    ips = tuple(_address(text) for text in addresses)

    async def work() -> int:
        net, status = invocation.workspace().net, 0
        for name in domains:
            target = DomainTarget(domain=name, selectors=tuple(selectors), addresses=ips)
            limit = invocation.timeout or CHECK_LIMIT
            result = await survey(target, net, invocation.listener(), limit=limit)
            status = max(status, EXIT_STATUS[result.status])
        return status

    return invocation.run(work())


def _domain(text: str) -> str:
    read = read_domain(text)
    if isinstance(read, Phrase):
        raise InvalidInput(say(read))
    return read


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise InvalidInput(
            f"--ip: “{text}” is not an IP address, such as 192.0.2.7 or 2001:db8::7."
        ) from None
