"""What the sandbox's name server knows, as zone text (RFC 1035 section 5)."""

import base64
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mailadmin.core.discover.wish import DATABASE
from mailadmin.sandbox.outgoing import signing_key
from mailadmin.sandbox.scenario import Scenario

MAIL_SERVER_HOST = "smtp.sandbox.test"
MESSENGER_HOST = "messenger.sandbox.test"
INBOX_HOST = "imap.sandbox.test"
MX_HOST, MX_ADDRESS = "mx.sandbox.test", "192.0.2.25"
"""Where the mail server's mail goes out and comes in, as others see it."""
RELAY_HOST, RELAY_OUT_ADDRESS = "relay.messenger.sandbox.test", "192.0.2.26"
"""Where the Messenger's mail goes out."""
OTHER_MAIL_HOST = "mail.elsewhere.test"
GOOD_DOMAIN = "sandbox.test"
BAD_DOMAIN = "trouble.test"
QUIET_DOMAIN = "quiet.test"
WEB_HOST = "www.elsewhere.test"
SETTINGS_HOST = "autoconfig.sandbox.test"
"""Where the domain publishes its file for mail programs."""
DATABASE_HOST = urlsplit(DATABASE).hostname or ""
"""Mozilla's database of mail settings; the one in the sandbox is empty."""

SERVICES = {
    "_submissions._tcp": MAIL_SERVER_HOST,
    "_submission._tcp": MAIL_SERVER_HOST,
    "_imaps._tcp": INBOX_HOST,
    "_imap._tcp": INBOX_HOST,
}
"""The names of SRV records (RFC 6186, RFC 8314 section 5.1), and whose they are."""

_ORIGIN = dns.name.from_text("sandbox.test.")

_RECORDS = r"""
.                        SOA   ns hostmaster 1 3600 600 86400 0
.                        NS    ns
127.in-addr.arpa.        SOA   ns hostmaster 1 3600 600 86400 0
1.0.0.127.in-addr.arpa.  PTR   smtp
localhost.               A     127.0.0.1
@                        SOA   ns hostmaster 1 3600 600 86400 0
@                        NS    ns
@                        A     127.0.0.1
@                        MX    10 mx
@                        TXT   "v=spf1 ip4:127.0.0.1 ip6:::1 a:mx.sandbox.test -all"
_smtp._tls               TXT   "v=TLSRPTv1; rua=mailto:tls@sandbox.test"
mx                       A     192.0.2.25
25.2.0.192.in-addr.arpa. PTR   mx
_dmarc                   TXT   "v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@sandbox.test"
default._domainkey       TXT   {dkim}
ns                       A     127.0.0.1
smtp                     A     127.0.0.1
smtp                     TXT   "v=spf1 a -all"
mail                     CNAME smtp
imap                     A     127.0.0.1
autoconfig               A     127.0.0.1
messenger                A     127.0.0.1
messenger                MX    10 messenger
messenger                TXT   "v=spf1 a a:relay.messenger.sandbox.test -all"
relay.messenger          A     192.0.2.26
26.2.0.192.in-addr.arpa. PTR   relay.messenger
default._domainkey.messenger TXT {dkim}
mail.elsewhere.test.     A     127.0.0.1
www.elsewhere.test.      A     127.0.0.1
_dmarc.messenger         TXT   "v=DMARC1; p=reject; adkim=s; aspf=s"
"""
"""The domain of the sandbox. Its server for incoming mail has an address made for examples
(RFC 5737), because nobody can have mail delivered to an address of this computer."""

_TROUBLE = r"""
trouble.test.                        SOA   ns hostmaster 1 3600 600 86400 0
trouble.test.                        NS    ns
trouble.test.                        MX    10 mail.trouble.test.
trouble.test.                        MX    20 old.trouble.test.
trouble.test.                        TXT   "v=spf1 a:mail.trouble.test include:gone.test ~all"
trouble.test.                        TXT   "v=spf1 include:sandbox.test ?all"
_dmarc.trouble.test.                 TXT   "v=DMARC1; p=rejekt; pct=50; rua=reports@trouble.test"
default._domainkey.trouble.test.     TXT   "v=DKIM1; k=rsa; p="
_mta-sts.trouble.test.               TXT   "v=STSv1; id=20261127"
_smtp._tls.trouble.test.             TXT   "v=TLSRPTv1"
mail.trouble.test.                   A     203.0.113.66
66.113.0.203.in-addr.arpa.           PTR   host-203-0-113-66.dyn.trouble.test.
66.113.0.203.zen.spamhaus.org.       A     127.0.0.2
66.113.0.203.zen.spamhaus.org.       TXT   "Listed by the sandbox, to show what that looks like"
"""
"""A domain with everything wrong, to see what the program says of it."""

_QUIET = r"""
quiet.test.                          SOA   ns hostmaster 1 3600 600 86400 0
quiet.test.                          NS    ns
quiet.test.                          MX    10 in.quiet.test.
"""
"""A domain that says nothing about its servers. The one for incoming mail has no address: who
guesses tries it too, and nothing may leave this computer."""

_BLOCKLISTS = r"""
2.0.0.127.zen.spamhaus.org.          A     127.0.0.2
2.0.0.127.bl.spamcop.net.            A     127.0.0.2
2.0.0.127.psbl.surriel.com.          A     127.0.0.2
2.0.0.127.bl.mailspike.net.          A     127.0.0.2
2.0.0.127.dnsbl-1.uceprotect.net.    A     127.0.0.2
dbltest.com.dbl.spamhaus.org.        A     127.0.1.2
"""
"""The entries that every blocklist has, by which one knows that it answers (RFC 5782)."""

_Key = tuple[dns.name.Name, dns.rdatatype.RdataType]


class Zone:
    """Records by name and type. All names are absolute."""

    def __init__(self, text: str) -> None:
        self._rrsets = _parse(text)
        self._names = {parent for name, _ in self._rrsets for parent in _with_parents(name)}

    def replace(self, text: str) -> None:
        """Put the records of ``text`` in the place of those of the same name and type."""
        added = _parse(text)
        self._rrsets.update(added)
        self._names.update(parent for name, _ in added for parent in _with_parents(name))

    def find(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> dns.rrset.RRset | None:
        """The records of a name and type, None where there are none."""
        return self._rrsets.get((name, rdtype))

    def exists(self, name: dns.name.Name) -> bool:
        """Whether the name, or a name below it, has records (RFC 8020)."""
        return name in self._names

    def authority_over(self, name: dns.name.Name) -> dns.rrset.RRset:
        """The SOA that a negative answer carries (RFC 2308 section 3)."""
        while True:
            soa = self.find(name, dns.rdatatype.SOA)
            if soa is not None:
                return soa
            name = name.parent()


def zone_of(scenario: Scenario, services: Mapping[str, int] = MappingProxyType({})) -> Zone:
    """What the name server knows in a scenario. ``services`` are :data:`SERVICES` by their ports.

    Their names are relative, and they are left out where the domain does not publish them.
    """
    record = _key_record()
    strings = " ".join(f'"{record[start : start + 255]}"' for start in range(0, len(record), 255))
    zone = Zone(_RECORDS.format(dkim=strings) + _TROUBLE + _QUIET + _BLOCKLISTS)
    zone.replace(f"{DATABASE_HOST}. A 127.0.0.1")
    for host, behaviour in (
        (MAIL_SERVER_HOST, scenario.mail_server),
        (MESSENGER_HOST, scenario.messenger),
    ):
        if behaviour.dead_ipv6:
            zone.replace(f"{host}. AAAA ::1")
    if scenario.publishes:
        zone.replace(
            "\n".join(f"{name} SRV 0 1 {port} {SERVICES[name]}." for name, port in services.items())
        )
    if scenario.records:
        zone.replace("\n".join(scenario.records))
    return zone


def _key_record() -> str:
    """The public half of the key that the relays sign with (RFC 6376 section 3.6.1)."""
    public = signing_key().public_key()
    data = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(data).decode('ascii')}"


def _parse(text: str) -> dict[_Key, dns.rrset.RRset]:
    """Records, one a line: name, type, data. Names are relative unless they end with a dot."""
    records: dict[_Key, list[dns.rdata.Rdata]] = {}
    for line in filter(str.strip, text.splitlines()):
        try:
            owner, rdtype_text, data = line.split(maxsplit=2)
            rdtype = dns.rdatatype.from_text(rdtype_text)
            rdata = dns.rdata.from_text(
                dns.rdataclass.IN, rdtype, data, origin=_ORIGIN, relativize=False
            )
        except (ValueError, dns.exception.DNSException) as problem:
            raise ValueError(f"no record: {line!r} ({problem})") from problem
        records.setdefault((dns.name.from_text(owner, _ORIGIN), rdtype), []).append(rdata)
    # No answer may be kept (TTL 0): a change of scenario counts from the next question on.
    return {key: dns.rrset.from_rdata_list(key[0], 0, found) for key, found in records.items()}


def _with_parents(name: dns.name.Name) -> list[dns.name.Name]:
    """The name and every name above it."""
    return [name.split(depth)[1] for depth in range(1, len(name.labels) + 1)]
