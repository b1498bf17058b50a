"""Whether a server's name looks as if nobody had chosen it.

Providers give every address a name made of the address, such as ``dsl-192-0-2-7.example.net``.
Receivers take mail from such a name for that of an infected home computer. The judgement is
careful: the whole address and a word for such lines must be in the name, and no word for a mail
server.
"""

import re
from typing import Final

from mailadmin.core.dns.addresses import IpAddress

# fmt: off
_GENERIC: Final = frozenset((
    "adsl", "broadband", "cable", "client", "clients", "cpe", "cust", "customer", "customers",
    "dhcp", "dial", "dialin", "dialup", "dsl", "dyn", "dynamic", "dynip", "fiber", "fibre", "ftth",
    "home", "host", "hosts", "hsd", "ip", "ips", "mobile", "nat", "node", "pool", "pools", "ppp",
    "pppoe", "rdns", "res", "residential", "rev", "reverse", "sta", "static", "unassigned", "user",
    "users", "vdsl", "vps", "wifi", "wireless",
))
_MAIL: Final = frozenset((
    "mail", "mailer", "mailout", "mails", "mta", "mx", "out", "outbound", "outgoing", "relay",
    "smtp",
))
# fmt: on
_WORD: Final = re.compile(r"[a-z]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_NOT_HEXADECIMAL: Final = re.compile(r"[^0-9a-f]+")


def looks_generic(name: str, address: IpAddress) -> bool:
    """Whether a name is made of the address and of words for lines, pools and customers."""
    name = name.lower()
    words = set(_WORD.findall(name))
    if words.isdisjoint(_GENERIC) or not words.isdisjoint(_MAIL):
        return False
    return _has_ipv4(name, address) if address.version == 4 else _has_ipv6(name, address)


def _has_ipv4(name: str, address: IpAddress) -> bool:
    """The four numbers in order or backwards, joined or apart; or all of it in hexadecimal."""
    runs = _DIGITS.findall(name)
    for numbers in (tuple(address.packed), tuple(address.packed[::-1])):
        joined = {"".join(map(str, numbers)), "".join(f"{number:03}" for number in numbers)}
        if not joined.isdisjoint(runs) or numbers in _fours(runs):
            return True
    return address.packed.hex() in _NOT_HEXADECIMAL.split(name)


def _fours(runs: list[str]) -> set[tuple[int, ...]]:
    """Every four numbers that follow each other."""
    numbers = [int(run) if len(run) <= 3 else -1 for run in runs]
    return {tuple(numbers[start : start + 4]) for start in range(len(numbers) - 3)}


def _has_ipv6(name: str, address: IpAddress) -> bool:
    """The address as it is written, with hyphens or dots; or its digits, in order or backwards."""
    digits = address.packed.hex()
    groups = address.exploded.split(":")
    short = "-".join(group.lstrip("0") or "0" for group in groups)
    written = str(address).replace(":", "-")
    flat = re.sub(r"[-._]", "", name)
    return (
        digits in flat
        or digits[::-1] in flat
        or re.search(rf"(?<![0-9a-f])(?:{short}|{written})(?![0-9a-f])", name) is not None
    )
