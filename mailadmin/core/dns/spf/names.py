"""What the macros of one check stand for (RFC 7208 section 7), and the names of its address."""

import ipaddress
from typing import Final

from mailadmin.core.dns import mx
from mailadmin.core.dns.addresses import IpAddress
from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.spf import macro
from mailadmin.core.dns.spf.macro import MacroString
from mailadmin.core.dns.spf.record import is_record

MAX_MX: Final = 10
"""Mail servers of one ``mx`` (section 4.6.4)."""

MAX_PTR: Final = 10
"""Names of an address that are looked at; the others are as if they were not (section 4.6.4)."""


class Names:
    """The address, the sender and the names of one check."""

    def __init__(
        self, ip: IpAddress, domain: str, sender: str, helo: str, receiver: str, now: float
    ) -> None:
        self.ip = ip
        self.domain = domain
        local, at, of = sender.rpartition("@")
        local = local if at and local else "postmaster"
        of = (of if of.isascii() else ascii_host(of) or of) or domain
        self.address_type = "A" if ip.version == 4 else "AAAA"
        self._values = {
            "s": f"{local}@{of}",
            "l": local,
            "o": of,
            "i": macro.dotted(ip),
            "v": "in-addr" if ip.version == 4 else "ip6",
            "h": helo,
            "c": str(ip),
            "r": receiver,
            "t": str(int(now)),
        }

    async def values(self, parts: MacroString, domain: str, questions: Questions) -> dict[str, str]:
        """What every letter in ``parts`` stands for; ``p`` asks the DNS."""
        values = {**self._values, "d": domain}
        if "p" in macro.letters_of(parts):
            values["p"] = _best(await self.validated(questions), domain)
        return values

    def values_now(self, parts: MacroString, domain: str) -> dict[str, str] | None:
        """The same without asking anybody, None where that does not do."""
        if "p" in macro.letters_of(parts):
            return None
        return {**self._values, "d": domain}

    async def validated(self, questions: Questions) -> list[str]:
        """The names of the address that lead back to it (section 5.5); none on any failure."""
        answer = await questions.query(self.ip.reverse_pointer, "PTR")
        names = answer.values[:MAX_PTR]
        found = await questions.query_all((name, self.address_type) for name in names)
        good = []
        for name, each in zip(names, found, strict=True):
            if any(ipaddress.ip_address(value) == self.ip for value in each.values):
                good.append(name.rstrip("."))
        return good


def spf_records(answer: Answer) -> list[str]:
    """The SPF records among the TXT records of a domain (section 4.5).

    The DNS gives them in any order, and two checks should come to the same words.
    """
    return sorted(value for value in answer.values if is_record(value))


def mail_servers(answer: Answer) -> list[str]:
    """The hosts of MX records, those to be tried first in front: so a check comes out the same."""
    return [record.host for record in mx.parse(answer)]


def _best(names: list[str], domain: str) -> str:
    """The domain itself, else a name below it, else any (section 7.3)."""
    domain = domain.lower()
    for name in names:
        if name.lower() == domain:
            return name
    below = [name for name in names if name.lower().endswith("." + domain)]
    return (below or names or ["unknown"])[0]
