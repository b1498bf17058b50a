"""The facts about hosts of DNS are sound, and name servers lead to the right one or to nobody."""

import json
import re

import pytest

from mailadmin.core.domain.dns_hosts import DnsHost, dns_host_of, dns_hosts
from mailadmin.core.resources import resource

SUFFIX = re.compile(r"([a-z0-9]([a-z0-9#-]*[a-z0-9#])?\.)+[a-z]{2,}")


def problems(host: DnsHost) -> list[str]:
    """What is wrong with an entry that its types do not already forbid."""
    expected = {
        "id": re.fullmatch(r"[a-z0-9][a-z0-9-]*", host.id),
        "name": host.name == host.name.strip() != "",
        "ns_suffixes": host.ns_suffixes and all(map(SUFFIX.fullmatch, host.ns_suffixes)),
        "where": host.where is None or host.where == host.where.strip() != "",
        "link": host.link is None or host.link.startswith("https://"),
        "sources": host.sources and all(source.strip() for source in host.sources),
        "source of where": host.where is None or any("://" in each for each in host.sources),
        "checked": re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", host.checked),
    }
    return [f"{host.id}: {what}" for what, good in expected.items() if not good]


@pytest.mark.parametrize("host", dns_hosts(), ids=lambda host: host.id)
def test_an_entry_is_sound_and_found_by_each_of_its_names(host: DnsHost) -> None:
    assert problems(host) == []
    for suffix in host.ns_suffixes:
        servers = [f"ns{number}.{suffix.replace('#', '42')}." for number in (1, 2)]
        assert dns_host_of(servers) is host


def test_a_bad_entry_is_noticed() -> None:
    bad = DnsHost(
        id="Bad id", name=" x", ns_suffixes=("*.host",), where="a > b", link="host.test",
        sources=("somewhere",), checked="2026",
    )  # fmt: skip
    assert len(problems(bad)) == 6


def test_ids_and_suffixes_are_unique_and_no_field_is_empty() -> None:
    ids = [host.id for host in dns_hosts()]
    suffixes = [suffix for host in dns_hosts() for suffix in host.ns_suffixes]
    assert len(ids) == len(set(ids)) >= 40
    assert len(suffixes) == len(set(suffixes))
    entries = json.loads(resource("dns_hosts.json").read_bytes())
    assert not [(e["id"], name) for e in entries for name in e if e[name] in (None, "", [])]


@pytest.mark.parametrize(
    ("servers", "expected"),
    [
        (["ADA.ns.cloudflare.com.", "bob.NS.cloudflare.com"], "cloudflare"),
        (["ns-1.awsdns-00.com", "ns-1900.awsdns-45.co.uk", "x.awsdns-1.net"], "route-53"),
        (["ns1-01.azure-dns.com", "ns2-01.azure-dns.net"], "azure"),
        (["docks17.rzone.de", "shades03.rzone.de"], "strato"),
        (["helium.ns.hetzner.de", "oxygen.ns.hetzner.com"], "hetzner"),
        # Most of them decide.
        (["a.ns.cloudflare.com", "b.ns.cloudflare.com", "ns1.ovh.net"], "cloudflare"),
        (["a.ns.cloudflare.com", "ns1.ovh.net"], None),
        (["a.ns.cloudflare.com", "ns.d.test"], None),
        (["a.ns.cloudflare.com", "ns1.d.test", "ns2.d.test"], None),
        (["a.ns.cloudflare.com", "b.ns.cloudflare.com", "ns.d.test"], "cloudflare"),
        # Nobody's.
        (["ns.cloudflare.com.evil.test"], None),
        (["evilns.cloudflare.com"], None),
        (["www.cloudflare.com"], None),
        (["ns1.awsdns-x.com", "ns1.awsdns-.com"], None),
        (["ns1.d.test"], None),
        (["..", "", "not a host", "\0", "\u00fc" * 300], None),
        ([], None),
    ],
)
def test_whose_name_servers_those_are(servers: list[str], expected: str | None) -> None:
    found = dns_host_of(servers)
    assert (found.id if found else None) == expected
