import socket
import struct

import dns.flags
import dns.message
import dns.opcode
import dns.query
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import pytest

from mailadmin.sandbox.scenario import Scenario

LARGE = " ".join(f'"{chr(97 + n % 26) * 200}"' for n in range(10))
WITH_LARGE = Scenario(id="large", title="", meaning="", records=(f"large TXT {LARGE}",))


def ask(sandbox, name, rdtype, *, over=dns.query.udp, **options):
    host, port = sandbox.dns_address
    query = dns.message.make_query(name, rdtype, **options)
    return over(query, host, port=port, timeout=5)


def values(response):
    return [rdata.to_text() for rrset in response.answer for rdata in rrset]


@pytest.mark.parametrize("over", [dns.query.udp, dns.query.tcp])
@pytest.mark.parametrize(
    ("name", "rdtype", "expected"),
    [
        ("smtp.sandbox.test", "A", ["127.0.0.1"]),
        ("SMTP.Sandbox.Test", "A", ["127.0.0.1"]),
        ("sandbox.test", "MX", ["10 mx.sandbox.test."]),
        ("mx.sandbox.test", "A", ["192.0.2.25"]),
        ("mail.sandbox.test", "A", ["smtp.sandbox.test.", "127.0.0.1"]),
        ("mail.sandbox.test", "CNAME", ["smtp.sandbox.test."]),
        ("1.0.0.127.in-addr.arpa", "PTR", ["smtp.sandbox.test."]),
    ],
)
def test_it_answers_what_it_knows(sandbox, over, name, rdtype, expected):
    response = ask(sandbox, name, rdtype, over=over)
    assert response.rcode() == dns.rcode.NOERROR
    assert response.flags & dns.flags.AA
    assert values(response) == expected


def test_the_domain_is_authenticated_by_default(sandbox):
    [dmarc] = values(ask(sandbox, "_dmarc.sandbox.test", "TXT"))
    assert dmarc.startswith('"v=DMARC1; p=reject;')
    [key] = values(ask(sandbox, "default._domainkey.sandbox.test", "TXT"))
    assert key.startswith('"v=DKIM1; k=rsa; p=MII')


@pytest.mark.parametrize(
    ("name", "rdtype", "rcode", "authority"),
    [
        ("no-such.sandbox.test", "A", dns.rcode.NXDOMAIN, "sandbox.test."),
        ("sandbox.test", "AAAA", dns.rcode.NOERROR, "sandbox.test."),
        ("_domainkey.sandbox.test", "TXT", dns.rcode.NOERROR, "sandbox.test."),
        ("mail.sandbox.test", "MX", dns.rcode.NOERROR, "sandbox.test."),
        ("example.com", "A", dns.rcode.NXDOMAIN, "."),
        ("2.0.0.127.in-addr.arpa", "PTR", dns.rcode.NXDOMAIN, "127.in-addr.arpa."),
    ],
)
def test_no_such_name_and_no_such_record_are_told_apart(sandbox, name, rdtype, rcode, authority):
    response = ask(sandbox, name, rdtype)
    assert response.rcode() == rcode
    [soa] = response.authority
    assert (soa.rdtype, soa.name.to_text()) == (dns.rdatatype.SOA, authority)


def test_a_large_answer_is_truncated_over_udp_and_whole_over_tcp(start):
    sandbox = start(WITH_LARGE)
    truncated = ask(sandbox, "large.sandbox.test", "TXT", use_edns=0, payload=4096)
    assert truncated.flags & dns.flags.TC
    assert truncated.answer == []
    whole = ask(sandbox, "large.sandbox.test", "TXT", over=dns.query.tcp)
    assert len(values(whole)[0]) > 2000


def test_without_edns_no_answer_is_longer_than_512_bytes(sandbox):
    key = "default._domainkey.sandbox.test"
    assert len(ask(sandbox, key, "TXT", use_edns=0).to_wire()) > 460
    sizes = {len(ask(sandbox, key, "TXT", use_edns=False).to_wire())}
    assert max(sizes) <= 512


def test_edns_is_answered_with_edns_and_only_then(sandbox):
    assert ask(sandbox, "sandbox.test", "A", use_edns=0).edns == 0
    assert ask(sandbox, "sandbox.test", "A", use_edns=False).edns == -1
    assert ask(sandbox, "sandbox.test", "A", use_edns=3).rcode() == dns.rcode.BADVERS


def test_several_questions_on_one_tcp_connection(sandbox):
    with socket.create_connection(sandbox.dns_address, timeout=5) as connection:
        queries = [dns.message.make_query("sandbox.test", kind) for kind in ("A", "MX", "TXT")]
        wires = [query.to_wire() for query in queries]
        connection.sendall(b"".join(struct.pack("!H", len(wire)) + wire for wire in wires))
        with connection.makefile("rb") as stream:
            for query in queries:
                (length,) = struct.unpack("!H", stream.read(2))
                assert query.is_response(dns.message.from_wire(stream.read(length)))


def test_what_it_does_not_do_it_says(sandbox):
    host, port = sandbox.dns_address
    notify = dns.message.make_query("sandbox.test", "SOA")
    notify.set_opcode(dns.opcode.NOTIFY)
    assert dns.query.udp(notify, host, port=port, timeout=5).rcode() == dns.rcode.NOTIMP
    chaos = dns.message.make_query("version.bind", "TXT", dns.rdataclass.CH)
    assert dns.query.udp(chaos, host, port=port, timeout=5).rcode() == dns.rcode.REFUSED


def test_a_malformed_question_is_called_one(sandbox):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(5)
        client.sendto(b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\xff", sandbox.dns_address)
        reply = client.recv(512)
        assert reply[:2] == b"\x12\x34"
        assert reply[3] & 0x0F == dns.rcode.FORMERR
        # An answer, and what is too short to be anything, is not answered at all.
        client.sendto(b"\x12\x34\x81\x00" + bytes(8), sandbox.dns_address)
        client.sendto(b"\x00", sandbox.dns_address)
        client.settimeout(0.1)
        with pytest.raises(TimeoutError):
            client.recv(512)


def test_a_scenario_replaces_records(sandbox):
    sandbox.switch("server-down-on-behalf")
    [dmarc] = values(ask(sandbox, "_dmarc.sandbox.test", "TXT"))
    assert "p=none" in dmarc
    sandbox.switch("all-well")
    [dmarc] = values(ask(sandbox, "_dmarc.sandbox.test", "TXT"))
    assert "p=reject" in dmarc


def test_no_answer_may_be_kept(sandbox):
    assert ask(sandbox, "smtp.sandbox.test", "A").answer[0].ttl == 0
    [soa] = ask(sandbox, "smtp.sandbox.test", "AAAA").authority
    assert (soa.ttl, soa[0].minimum) == (0, 0)
