"""Debian's own NSD and Unbound as private instances: loopback, high ports, one folder.

NSD is in charge of a small world under ``test.``, made and signed anew for each session; Unbound
asks it and checks the signatures, and nobody else is asked. Both run as whoever runs the tests
and end with the process that started them.

==============  ===================================================================
signed.test     signed, and vouched for by the signed parent ``test.``
expired.test    the same, with signatures of last year
plain.test      not signed, and the parent proves that it need not be
silent.test     delegated to a name server that never says a word
lame.example    said to be at NSD, which knows nothing of it
==============  ===================================================================
"""

import contextlib
import os
import shutil
import socket
import time
from pathlib import Path
from typing import Final

import dns.dnssec
import dns.zone
from cryptography.hazmat.primitives.asymmetric import ec
from dns.dnssectypes import Algorithm, DSDigest
from dns.rdtypes.dnskeybase import Flag

from tests.live.daemon import Daemon, answers, free_ports, wait_until

LONGEST_LABEL: Final = "a" * 63
LONGEST_NAME: Final = ".".join(("a" * 63, "b" * 63, "c" * 63, "d" * 50, "plain.test"))
"""253 characters, more than which no name can have (RFC 1035 section 2.3.4)."""

LARGE: Final = 4000
"""Characters of the TXT record at ``large.plain.test``, far more than a datagram has room for."""

_SIGNED = rf"""
@              300 SOA   ns hostmaster 1 3600 600 86400 300
@              300 NS    ns
ns             300 A     127.0.0.1
@              300 MX    10 Mail
@              300 MX    20 backup
mail           300 A     192.0.2.25
mail           300 AAAA  2001:db8::25
backup         300 A     192.0.2.26
@              300 TXT   "v=spf1 mx include:_spf.plain" ".test exists:%{{i}}.listed.plain.test -all"
s1._domainkey  300 TXT   "v=DKIM1; k=rsa; " "p=MIIB" "IjAN"
*.wild         300 TXT   "any"
*.bulky        300 TXT   {" ".join([f'"{"x" * 200}"'] * 4)}
odd            300 TXT   "a\"b\\c;" "" "\195\188"
alias          300 CNAME mail
outside        300 CNAME three.plain.test.
"""

_PLAIN = rf"""
@              300 SOA   ns hostmaster 1 3600 600 86400 2
@              300 NS    ns
ns             300 A     127.0.0.1
@              300 A     192.0.2.80
_spf           300 TXT   "v=spf1 ip4:198.51.100.0/24 a:plain.test ?all"
old            300 TXT   "v=spf1 include:expired.test -all"
slow           300 TXT   "v=spf1 include:silent.test -all"
one            300 CNAME two
two            300 CNAME three
three          60  CNAME mail.signed.test.
dangling       300 CNAME nowhere
ring           300 CNAME gnir
gnir           300 CNAME ring
203.0.113.5.listed 300 A 127.0.0.2
brief          2   TXT   "gone soon"
xn--bcher-kva  300 A     192.0.2.81
{LONGEST_LABEL} 300 A    192.0.2.82
{LONGEST_NAME}. 300 A    192.0.2.83
large          300 TXT   {" ".join([f'"{"x" * 200}"'] * (LARGE // 200))}
"""

_EXPIRED = """
@              300 SOA   ns hostmaster 1 3600 600 86400 300
@              300 NS    ns
ns             300 A     127.0.0.1
@              300 TXT   "v=spf1 -all"
"""

_PARENT = """
@              300 SOA   ns hostmaster 1 3600 600 86400 300
@              300 NS    ns
ns             300 A     127.0.0.1
"""

_CHILDREN: Final = ("signed", "expired", "plain", "silent")

_NSD = """
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  zonesdir: {root}
  database: ""
  pidfile: ""
  logfile: {root}/nsd.log
  xfrdfile: {root}/xfrd.state
  xfrdir: {root}
  zonelistfile: {root}/zone.list
  # Its usual limit of 200 answers a second is for strangers.
  rrl-ratelimit: 0
remote-control:
  control-enable: no
"""

_UNBOUND = """
server:
  directory: {root}
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  logfile: {root}/unbound.log
  log-queries: yes
  interface: 127.0.0.1@{port}
  num-threads: 1
  module-config: "validator iterator"
  trust-anchor: "{anchor}"
  ede: yes
  do-not-query-localhost: no
  # It has its own idea of these (RFC 6761). For anything else the world is not to be asked.
  local-zone: "test." transparent
  local-zone: "lame.example." transparent
  local-zone: "." refuse
remote-control:
  control-enable: no
"""

_LAST_YEAR: Final = 365 * 86400


def missing() -> str | None:
    """Why the servers can't run here, None if they can."""
    if program("nsd") is None or program("unbound") is None:
        return "needs the packages nsd and unbound"
    return None


def has_ipv6() -> bool:
    """Whether this computer can talk to itself over IPv6."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as sock:
        sock.bind(("::1", 0))
        return True
    return False


class NameServers:
    """NSD, and Unbound before it. A context manager.

    ``authority`` and ``resolver`` are where they answer, ``resolver_ipv6`` the latter over IPv6,
    as ``HOST:PORT``.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = root / "unbound.log"
        nsd, unbound = self._ports = free_ports(2)
        self.authority = f"127.0.0.1:{nsd}"
        self.resolver = f"127.0.0.1:{unbound}"
        self.resolver_ipv6 = f"[::1]:{unbound}"
        self._silence = socket.socket(type=socket.SOCK_DGRAM)
        self._silence.bind(("127.0.0.1", 0))
        self._anchor = _write_zones(root)
        self._configure_nsd(nsd)
        self._configure_unbound(unbound, nsd)
        self._nsd = Daemon(str(program("nsd")), "-d", "-c", str(root / "nsd.conf"))
        # A copy, because AppArmor lets the one at its usual place read only the system's files.
        copy = shutil.copy(str(program("unbound")), root / "unbound")
        self._unbound = Daemon(str(copy), "-d", "-c", str(root / "unbound.conf"))

    def __enter__(self) -> "NameServers":
        try:
            self._nsd.start()
            self._unbound.start()
            wait_until(lambda: all(map(answers, self._ports)) and self._log.exists())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._unbound.stop()
        self._nsd.stop()
        self._silence.close()

    def asked(self, name: str, rdtype: str) -> int:
        """How often Unbound was asked this, by its own log."""
        entry = f" {name}. {rdtype} IN".lower()
        lines = self._log.read_text().lower().splitlines()
        return sum(line.rstrip().endswith(entry) for line in lines)

    def all_asked(self) -> int:
        """How many questions Unbound has heard so far."""
        return self._log.read_text().count(" IN\n")

    def _configure_nsd(self, port: int) -> None:
        config = _NSD.format(root=self._root, port=port)
        for zone in ("test", "signed.test", "expired.test", "plain.test"):
            config += f"zone:\n  name: {zone}\n  zonefile: {zone}.zone\n"
        (self._root / "nsd.conf").write_text(config)

    def _configure_unbound(self, port: int, nsd: int) -> None:
        config = _UNBOUND.format(root=self._root, port=port, anchor=self._anchor)
        if has_ipv6():
            config += f"server:\n  interface: ::1@{port}\n"
        silence = self._silence.getsockname()[1]
        # Delegations name no port, so it has to be told where each zone is.
        for zone in ("test", *(f"{child}.test" for child in _CHILDREN), "lame.example"):
            place = silence if zone == "silent.test" else nsd
            config += f"stub-zone:\n  name: {zone}\n  stub-addr: 127.0.0.1@{place}\n"
        (self._root / "unbound.conf").write_text(config)


def _write_zones(root: Path) -> str:
    """Make and sign the zones; the trust anchor is their common parent's DS record."""
    (root / "plain.test.zone").write_text(f"$ORIGIN plain.test.\n{_PLAIN}")
    parent = _PARENT
    for child in _CHILDREN:
        parent += f"{child} 300 NS ns.{child}\nns.{child} 300 A 127.0.0.1\n"
    parent += _write_signed(root, "signed.test", _SIGNED)
    parent += _write_signed(root, "expired.test", _EXPIRED, ago=_LAST_YEAR)
    return _write_signed(root, "test", parent).strip()


def _write_signed(root: Path, name: str, text: str, ago: int = 0) -> str:
    """Sign a zone as it was done so many seconds ago; what its parent says of its key (DS)."""
    zone = dns.zone.from_text(text, f"{name}.", relativize=False)
    private = ec.generate_private_key(ec.SECP256R1())
    key = dns.dnssec.make_dnskey(
        private.public_key(), Algorithm.ECDSAP256SHA256, flags=Flag.ZONE | Flag.SEP
    )
    signed = int(time.time()) - ago - 3600
    dns.dnssec.sign_zone(
        zone, keys=[(private, key)], dnskey_ttl=300, inception=signed, expiration=signed + 86400
    )
    zone.to_file(str(root / f"{name}.zone"), relativize=False)
    digest = dns.dnssec.make_ds(f"{name}.", key, DSDigest.SHA256)
    return f"{name}. 300 DS {digest}\n"


def program(name: str) -> str | None:
    """Where a server is; its folder is not on everybody's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
