"""A name server for very many domains, none of which is written down: ``_domains.py SECONDS``.

It answers each question ``SECONDS`` later, as if it were so far away, and counts. It prints its
port; a line on its standard input is an order, answered with a line of JSON: ``count`` (questions,
how many of them were asked again, and how many datagrams were only repeated), ``list`` (each
question once), ``reset``. It ends with its input.

Every ``dN.test`` has: two mail servers, one of its own and one of twenty that all share; an SPF
record with an include that includes; a DKIM key for the selector ``s1``; DMARC whose reports go to
another domain; TLS-RPT; addresses whose names lead back to them. No MTA-STS, DANE, DNSSEC or BIMI.
An ``rN.test`` is the same for a larger firm: five mail servers, seven includes, three domains that
get reports.
"""

import asyncio
import json
import sys
import threading

KEY = (
    "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtMp/q64XLMDHRNGdiczJgfVmKxMbv"
    "c0iHSz4Lx+qqDKNfBOvEwZt7pN8gTCpSZHj7o+WLp2+QSzacHefRt3xCuSVqG+6SzGYfXy36YHeuKptDoUWUoKrjcC"
    "E4ikfVpvfDr5237D4sL+TRNjBz3FYrNbOihFgf0gT0HDmNtFaQXr4EhVWhBfRpCIK/cmfXEqHlK5ns0flgAZWRFjXn"
    "UWvuiOMT5MmXLq86qZt121Cr2RnkissuESLHyZ/nMaHk7cftaeNgpSzEsAjRlutJsfP7O76IX7bEZWvY2MPjKFGjXs"
    "n1gF5ZQS+ulPdMBiBm9AUV9YWIlsJqHQ1KYhYzAitEwIDAQAB"
)
TYPES = {1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA",
         43: "DS", 48: "DNSKEY", 52: "TLSA", 257: "CAA"}  # fmt: skip
NUMBERS = {text: number for number, text in TYPES.items()}
HOSTERS = 20
TTL = (3600).to_bytes(4)
TXT, LISTED = "TXT", {"A": ["127.0.0.2"]}

Records = dict[str, list[str]]


def records_at(name: str) -> Records | None:
    """The records at a name by type, None where there is no such name."""
    labels = name.split(".")
    if name.endswith(".in-addr.arpa"):
        return _reverse(labels)
    if labels[:4] == ["2", "0", "0", "127"]:
        return LISTED  # every list of addresses has this one, to show that it is alive
    if labels[0] in ("test", "dbltest") and len(labels) > 1:
        return {"A": ["127.0.1.2"]}  # and every list of domains this one
    if labels[-1] != "test":
        return {} if len(labels) == 1 else None
    if len(labels) == 1:
        return {"NS": ["ns.hosting.test"], "SOA": ["test"]}
    domain, front = labels[-2], ".".join(labels[:-2])
    if domain == "hosting":
        return _shared(front)
    if domain.startswith("reports"):
        return {TXT: ["v=DMARC1"]} if front.endswith("._report._dmarc") else {}
    if domain[:1] not in ("d", "r") or not domain[1:].isdigit():
        return None
    return _own(domain, int(domain[1:]), front)


def _own(domain: str, number: int, front: str) -> Records | None:
    larger = domain[0] == "r"
    match front:
        case "":
            servers = [number % HOSTERS, *((number + n) % HOSTERS for n in (3, 5, 7) if larger)]
            includes = ["_spf", *(f"_spf{n}" for n in range(3, 9) if larger)]
            spf = " ".join(f"include:{each}.hosting.test" for each in includes)
            return {
                "MX": [f"10 mx.{domain}.test", *(f"20 mx{n}.hosting.test" for n in servers)],
                TXT: [f"v=spf1 {spf} a:mx.{domain}.test -all", "some=thing"],
                "NS": ["ns.hosting.test"],
                "SOA": ["test"],
                "A": ["46.0.1.1"],
            }
        case "mx":
            first = 47 if larger else 45
            return {"A": [f"{first}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"]}
        case "_dmarc":
            to = [domain, "reports", *(("reports2", "reports3") if larger else ())]
            reports = ",".join(f"mailto:a@{each}.test" for each in to)
            return {TXT: [f"v=DMARC1; p=quarantine; rua={reports}"]}
        case "_smtp._tls":
            return {TXT: [f"v=TLSRPTv1; rua=mailto:a@{domain}.test"]}
        case "s1._domainkey":
            return {TXT: [KEY]}
        case "_domainkey" | "_smtp" | "_tcp" | "_tcp.mx":
            return {}
    return None


def _shared(front: str) -> Records | None:
    match front:
        case "":
            return {"NS": ["ns.hosting.test"], "SOA": ["test"]}
        case "ns":
            return {"A": ["46.0.1.53"]}
        case "_spf":
            return {TXT: ["v=spf1 include:_spf2.hosting.test ip4:46.0.0.0/24 -all"]}
    if front.startswith("_spf"):
        return {TXT: [f"v=spf1 ip4:46.0.{front[4:]}.0/24 -all"]}
    if front[:2] == "mx" and front[2:].isdigit():
        return {"A": [f"46.0.0.{front[2:]}"]}
    return None


def _reverse(labels: list[str]) -> Records | None:
    four = labels[:-2][::-1]
    if len(four) < 4:
        return {}
    if four[0] in ("45", "47"):
        number = int(four[1]) << 16 | int(four[2]) << 8 | int(four[3])
        return {"PTR": [f"mx.{'d' if four[0] == '45' else 'r'}{number}.test"]}
    if four[:3] == ["46", "0", "0"]:
        return {"PTR": [f"mx{four[3]}.hosting.test"]}
    return None


def _name(text: str) -> bytes:
    labels = text.encode().split(b".")
    return b"".join(bytes([len(each)]) + each for each in labels) + b"\0"


def _data(kind: str, text: str) -> bytes:
    match kind:
        case "A":
            return bytes(int(each) for each in text.split("."))
        case "MX":
            preference, host = text.split()
            return int(preference).to_bytes(2) + _name(host)
        case "TXT":
            pieces = [text[at : at + 255].encode() for at in range(0, len(text), 255)]
            return b"".join(bytes([len(each)]) + each for each in pieces)
        case "SOA":
            return _name("ns.hosting.test") * 2 + b"\0\0\0\1" * 4 + TTL
    return _name(text)


def _record(owner: bytes, kind: str, text: str) -> bytes:
    data = _data(kind, text)
    return owner + NUMBERS[kind].to_bytes(2) + b"\0\1" + TTL + len(data).to_bytes(2) + data


AUTHORITY = _record(b"\0", "SOA", "test")  # of the root, so that it holds for every name
OWNER = b"\xc0\x0c"


def text_of(name: bytes) -> str:
    """A name on the wire as text; none of ours has a dot in a label."""
    labels, at = [], 0
    while at < len(name):
        labels.append(name[at + 1 : at + 1 + name[at]].decode("latin-1"))
        at += 1 + name[at]
    return ".".join(labels)


def reply(query: bytes) -> tuple[bytes, tuple[bytes, int]]:
    """The reply to a question, and the question: its name on the wire in lower case, its type."""
    end = query.index(0, 12)
    name, rdtype = query[12:end].lower(), int.from_bytes(query[end + 1 : end + 3])
    kind = TYPES.get(rdtype, "")
    found = records_at(text_of(name))
    answers = [_record(OWNER, kind, each) for each in (found or {}).get(kind, ())]
    counts = b"\0\1" + len(answers).to_bytes(2) + bytes([0, not answers, 0, 0])
    code = b"\x83" if found is None else b"\x80"
    body = b"".join(answers) or AUTHORITY
    return query[:2] + b"\x85" + code + counts + query[12 : end + 5] + body, (name, rdtype)


class Server(asyncio.DatagramProtocol):
    """Answers, later, and counts."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.asked: dict[tuple[bytes, int], int] = {}
        self.latest: dict[tuple[bytes, int], bytes] = {}
        self.repeated = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        """Begin."""
        self.transport = transport
        self.loop = asyncio.get_running_loop()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one question."""
        answer, question = reply(data)
        if self.latest.get(question) == data:
            self.repeated += 1  # nobody asks: somebody has waited too long for the answer
        else:
            self.asked[question] = self.asked.get(question, 0) + 1
            self.latest[question] = data
        if self.delay:
            self.loop.call_later(self.delay, self.transport.sendto, answer, addr)
        else:
            self.transport.sendto(answer, addr)

    def obey(self, order: str) -> object:
        """Count, list or forget."""
        match order:
            case "list":
                return [
                    [text_of(name), TYPES.get(kind, str(kind)), times]
                    for (name, kind), times in self.asked.items()
                ]
            case "reset":
                self.asked.clear()
                self.latest.clear()
                self.repeated = 0
        questions = sum(self.asked.values())
        again = questions - len(self.asked)
        return {"questions": questions, "again": again, "repeated": self.repeated}


async def main(delay: float) -> None:
    """Answer until standard input is closed."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    transport, server = await loop.create_datagram_endpoint(
        lambda: Server(delay), local_addr=("127.0.0.1", 0)
    )
    print(transport.get_extra_info("sockname")[1], flush=True)

    def obey(order: str) -> None:
        print(json.dumps(server.obey(order)), flush=True)

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(obey, line.strip())
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=listen, daemon=True).start()
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
