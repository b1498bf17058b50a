"""An address of the domain that exists, for reports to go to."""

from collections.abc import Iterable

from mailadmin.core.dns.names import ascii_host


def own_mailbox(domain: str, addresses: Iterable[str]) -> str | None:
    """The first of the ``addresses`` that is in the domain itself, None where none is.

    Reports to another domain would need its consent. Addresses with letters outside ASCII are
    passed over: not every reporter can write to them.
    """
    for address in addresses:
        local, at, host = address.rpartition("@")
        if at and local and local.isascii() and ascii_host(host) == domain:
            return f"{local}@{domain}"
    return None
