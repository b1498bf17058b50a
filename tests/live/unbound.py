"""A real Unbound that verifies with DNSSEC, asked plainly, over TLS and over HTTPS.

It has a whole tree of its own, from a signed root down to three domains: one that is signed, one
whose signatures have expired, and one that is not signed.
"""

import shutil
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.dnssec
import dns.zone
import trustme
from cryptography.hazmat.primitives.asymmetric import ec

from tests.live.postfix import Daemon, free_ports

PROGRAM = shutil.which("unbound", path="/usr/sbin:/usr/local/sbin:/usr/bin")
SIGNED, EXPIRED, UNSIGNED = "signed.test", "expired.test", "unsigned.test"

_PARENTS = ".", "test"
_HEAD = """
@ 300 SOA ns.{unsigned}. hostmaster.{unsigned}. 1 3600 600 86400 300
@ 300 NS  ns.{unsigned}.
"""
_MAIL = """
@ 300 MX  10 mx
ns 300 A  192.0.2.53
mx 300 A  192.0.2.25
_25._tcp.mx 300 TLSA 3 1 1 {digest}
"""


def _write_zone(folder: Path, name: str, records: str, *, ends: datetime | None) -> list[str]:
    """Write a zone, signed until ``ends`` (not at all if None); gives the DS of its key."""
    text = _HEAD.format(unsigned=UNSIGNED) + records
    zone = dns.zone.from_text(text, origin=_absolute(name), relativize=False)
    fingerprints = []
    if ends is not None:
        private = ec.generate_private_key(ec.SECP256R1())
        key = dns.dnssec.make_dnskey(
            private.public_key(), dns.dnssec.Algorithm.ECDSAP256SHA256, 257
        )
        fingerprints.append(str(dns.dnssec.make_ds(_absolute(name), key, "SHA256")))
        with zone.writer() as writing:
            dns.dnssec.sign_zone(
                zone,
                writing,
                keys=[(private, key)],
                add_dnskey=True,
                dnskey_ttl=300,
                inception=datetime.now(UTC) - timedelta(days=5),
                expiration=ends,
            )
    zone.to_file(str(folder / _file(name)), relativize=False)
    return fingerprints


def _absolute(name: str) -> str:
    return f"{name.rstrip('.')}."


def _file(name: str) -> str:
    return name.strip(".") or "root"


def _write_zones(folder: Path) -> str:
    """Write all zones, each vouched for by the one above it; gives the DS of the root's key."""
    now = datetime.now(UTC)
    later, mail = now + timedelta(days=1), _MAIL.format(digest="ab" * 32)
    ends = {SIGNED: later, EXPIRED: now - timedelta(days=1), UNSIGNED: None}
    below = ""
    for name, end in ends.items():
        below += _delegation(name, _write_zone(folder, name, mail, ends=end))
    below = _delegation("test", _write_zone(folder, "test", below, ends=later))
    (root,) = _write_zone(folder, ".", below, ends=later)
    return root


def _delegation(name: str, fingerprints: list[str]) -> str:
    lines = [f"{name}. 300 NS ns.{UNSIGNED}.", *(f"{name}. 300 DS {one}" for one in fingerprints)]
    return "\n".join([*lines, ""])


class Unbound(Daemon):
    """Use as a context manager. The ports are for plain questions, TLS and HTTPS."""

    def __init__(self, folder: Path, authority: trustme.CA) -> None:
        self._folder = folder
        self._authority = authority
        self.plain, self.tls, self.https = free_ports(3)
        super().__init__(str(PROGRAM), "-d", "-c", str(folder / "unbound.conf"))

    def __enter__(self) -> "Unbound":
        anchor = _write_zones(self._folder)
        certificate = self._authority.issue_cert("dns.test", "127.0.0.1")
        certificate.private_key_and_cert_chain_pem.write_to_path(str(self._folder / "server.pem"))
        text = self._configuration(anchor)
        (self._folder / "unbound.conf").write_text(text, encoding="utf-8")
        self.start()
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait(self) -> None:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.https), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise OSError("Unbound does not start")

    def _configuration(self, anchor: str) -> str:
        lines = [
            "server:",
            f"  directory: {self._folder}",
            '  chroot: ""',
            '  username: ""',
            '  pidfile: ""',
            "  use-syslog: no",
            "  do-daemonize: no",
            f"  interface: 127.0.0.1@{self.plain}",
            f"  interface: 127.0.0.1@{self.tls}",
            f"  interface: 127.0.0.1@{self.https}",
            f"  tls-port: {self.tls}",
            f"  https-port: {self.https}",
            "  tls-service-key: server.pem",
            "  tls-service-pem: server.pem",
            '  module-config: "validator iterator"',
            '  local-zone: "test." nodefault',
            "  do-not-query-localhost: no",
            f'  trust-anchor: ". DS {anchor}"',
            "remote-control:",
            "  control-enable: no",
        ]
        for name in (*_PARENTS, SIGNED, EXPIRED, UNSIGNED):
            lines += [
                "auth-zone:",
                f'  name: "{name}"',
                f'  zonefile: "{_file(name)}"',
                "  for-downstream: no",
                "  for-upstream: yes",
            ]
        return "\n".join([*lines, ""])
