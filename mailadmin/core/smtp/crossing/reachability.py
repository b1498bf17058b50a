"""Crossing: which of them is it, the server, the port, the network or this computer."""

import ipaddress
from collections.abc import Iterable
from typing import Final

from mailadmin.core.finding import Params, Verdict
from mailadmin.core.smtp.crossing.case import Case, control_evidence
from mailadmin.core.smtp.names import is_on_the_internet, is_public_name

_UNREACHED: Final = ("network-timeout", "network-refused", "network-unreachable", "network-reset")

_RELAY_PORT: Final = 25


def _networks(*texts: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(map(ipaddress.ip_network, texts))


_NOBODYS: Final = _networks("0.0.0.0/8", "127.0.0.0/8", "198.18.0.0/15", "::/128", "::1/128")
"""No server on the internet has these: unspecified, this computer, benchmarks (RFC 6890).

Name filters answer with the first two, programs that carry everything through a tunnel with the
third.
"""

_INSIDE: Final = _networks(
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"
)
"""Addresses of companies, homes and their VPNs (RFC 1918, RFC 6598, RFC 4193)."""


def _is_in(address: str, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    return any(number.version == network.version and number in network for network in networks)


def name_leads_astray(case: Case) -> Verdict | None:
    """A public name that leads to this very computer, or to an address no server can have."""
    addresses = case.known.addresses
    if not _is_unreached_name(case) or not all(_is_in(one, _NOBODYS) for one in addresses):
        return None
    return case.now_is("look.name-filter", "network-intercepted", 0.85, leads_to=addresses[0])


def one_address_for_all(case: Case) -> Verdict | None:
    """Names of different owners that lead to the same private address."""
    if case.check == "dns.resolve" or not is_public_name(case.server.host):
        return None
    for reached in case.sight.controls:
        same = [address for address in reached.addresses if address in case.known.addresses]
        if same and not is_on_the_internet(same[0]):
            return case.now_is(
                "look.same-address",
                "network-intercepted",
                0.9,
                control_evidence([reached]),
                leads_to=same[0],
                control=reached.control.host,
            )
    return None


def inside_only(case: Case) -> Verdict | None:
    """A public name whose addresses only exist within a company's network or its VPN."""
    addresses = case.known.addresses
    if not _is_unreached_name(case) or not all(_is_in(one, _INSIDE) for one in addresses):
        return None
    cause, sure = case.failure.cause, case.failure.confidence
    return case.now_is("look.inside-only", cause, sure, inside=addresses[0])


def _is_unreached_name(case: Case) -> bool:
    unreached = case.check != "dns.resolve" and case.failure.cause in _UNREACHED
    return unreached and bool(case.known.addresses) and is_public_name(case.server.host)


def only_ipv6(case: Case) -> Verdict | None:
    """Only IPv6 addresses, none of them reached, while IPv4 works from here."""
    addresses = case.known.addresses
    if case.check != "net.connect" or not addresses or not all(":" in a for a in addresses):
        return None
    for reached in (*case.mail, *case.web):
        won = reached.connected
        if won is not None and ":" not in won.address:
            return case.now_is(
                "look.only-ipv6",
                "network-unreachable",
                0.9,
                control_evidence([reached]),
                reached=reached.control.host,
            )
    return None


def who_is_down(case: Case) -> Verdict | None:
    """The server, the port, or this computer's connection: control servers tell which."""
    unreached = case.check == "net.connect" and case.failure.cause in _UNREACHED
    if not unreached or not case.known.on_the_internet:
        return None
    asked = [reached for reached in case.mail if reached.control.host != case.server.host]
    up = [reached for reached in asked if reached.connected]
    online = [reached for reached in case.web if reached.connected]
    seen = tuple(control_evidence([*asked, *case.web]))
    if up and case.sight.setting is not None:
        return None  # the server is there: another port of it works
    if up:
        cause, sure = case.failure.cause, 0.97
        verdict_id = f"look.server-{'refuses' if cause == 'network-refused' else 'down'}"
        control = up[0].control
        return case.now_is(
            verdict_id, cause, sure, seen, control=control.host, control_port=control.port
        )
    if online and asked:
        silent = asked[0].control
        names: Params = {
            "control": silent.host,
            "control_port": silent.port,
            "web": online[0].control.host,
        }
        if case.sight.proxy:
            proxy = case.sight.proxy
            return case.now_is(
                "look.proxy", "network-local-block", 0.85, seen, proxy=proxy, **names
            )
        if case.server.port == _RELAY_PORT:
            return case.now_is("look.port25-blocked", "network-port25-blocked", 0.95, seen, **names)
        return case.now_is("look.port-blocked", "network-local-block", 0.9, seen, **names)
    if case.web and not online:
        if case.sight.proxy:
            proxy = case.sight.proxy
            return case.now_is("look.proxy-only", "network-local-block", 0.8, seen, proxy=proxy)
        return case.now_is(
            "look.offline", "network-unreachable", 0.9, seen, control=case.web[0].control.host
        )
    return None
