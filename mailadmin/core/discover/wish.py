"""What is looked for, and how far the search may go."""

from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host

DATABASE: Final = "https://live.thunderbird.net/autoconfig/v1.1/"
"""Where Mozilla's database is asked: the domain is added to this address."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of which address to look for, and what the user agrees to.

    ``send_address`` lets the whole address leave the computer, and not its domain alone.
    ``allow_http`` also asks the domain without encryption. ``database`` is an address that the
    domain is added to, empty for none.
    """

    address: str
    send_address: bool = False
    allow_http: bool = False
    database: str = DATABASE

    @property
    def domain(self) -> str:
        """The domain of the address in ASCII (RFC 5891), empty where it is none."""
        return ascii_host(self.typed_domain) or ""

    @property
    def typed_domain(self) -> str:
        """The domain as it was typed, for sentences."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""
