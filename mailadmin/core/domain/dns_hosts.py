"""Whose name servers those are: where the DNS of a domain is kept, and where records are changed.

The facts are data, in ``resources/dns_hosts.json``: one entry a host, each with its sources and
the month it was checked in.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.resources import table


class DnsHost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One host of DNS.

    ``ns_suffixes`` are what the names of its servers end with, whole labels, in which ``#`` stands
    for a number. ``where`` is the way
    through its menus to the records, in its own words, ``link`` a page that explains it; None
    where no source says so. ``name_field`` is what it wants as the name of a record: the ``label``
    without the domain, or the ``whole`` name; None where that is not known.
    """

    id: str
    name: str
    ns_suffixes: tuple[str, ...]
    where: str | None = None
    link: str | None = None
    name_field: Literal["label", "whole"] | None = None
    sources: tuple[str, ...]
    checked: str


@functools.cache
def dns_hosts() -> tuple[DnsHost, ...]:
    """Every host that is known."""
    return table("dns_hosts.json", DnsHost)


def dns_host_of(name_servers: Iterable[str]) -> DnsHost | None:
    """The host that most of these name servers belong to; None where no one has the most.

    Servers of nobody we know count as those of one other host.
    """
    owners = Counter(owner.id if (owner := _owner(name)) else "" for name in name_servers)
    best = owners.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return next((host for host in dns_hosts() if host.id == best[0][0]), None)


def _owner(name_server: str) -> DnsHost | None:
    """The host with the longest suffix of this name."""
    name = ascii_host(name_server)
    labels = name.split(".") if name is not None else []
    for count in range(len(labels)):
        suffix = ".".join(labels[count:])
        for each in (suffix, re.sub(r"[0-9]+", "#", suffix)):
            if each in _by_suffix():
                return _by_suffix()[each]
    return None


@functools.cache
def _by_suffix() -> dict[str, DnsHost]:
    return {suffix: host for host in dns_hosts() for suffix in host.ns_suffixes}
