"""What is read beside the library says the same as the library, or is left to it."""

import random
from collections.abc import Iterator

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from mailadmin.core.dns import reply
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.exchange import NoReplyError, Question
from mailadmin.core.dns.reading import Reading
from mailadmin.core.dns.usual_reply import usual

NAME = dns.name.from_text("4.3.2.1.list.test.")
SOA = "list.test. 900 IN SOA ns.list.test. me.list.test. 1 2 3 4 300"
TEXT = 'list.test. 900 IN TXT "v=spf1"'


def question() -> Question:
    return Question(reply.wire_of(NAME), dns.rdatatype.A)


def replied(
    to: Question,
    *authority: str,
    code: dns.rcode.Rcode = dns.rcode.NXDOMAIN,
    flags: int = dns.flags.RA,
    edns: bool = True,
    answer: str = "",
) -> dns.message.Message:
    message = dns.message.make_response(dns.message.from_wire(to.wire))
    message.flags |= flags
    message.use_edns(0 if edns else None)
    message.set_rcode(code)
    message.authority += [a_set(text) for text in authority]
    if answer:
        message.answer.append(a_set(answer))
    return message


def a_set(text: str) -> dns.rrset.RRset:
    name, ttl, _, rdtype, data = text.split(maxsplit=4)
    return dns.rrset.from_text(name, int(ttl), "IN", rdtype, data)


def read_both_ways(wire: bytes, to: Question) -> tuple[Reading | None, Reading]:
    """As here, and as the library reads it."""
    return usual(wire, to), reply.read(dns.message.from_wire(wire))


@pytest.mark.parametrize("code", [dns.rcode.NOERROR, dns.rcode.NXDOMAIN])
@pytest.mark.parametrize("edns", [True, False])
@pytest.mark.parametrize("flags", [dns.flags.RA, dns.flags.AA, dns.flags.RA | dns.flags.AD])
@pytest.mark.parametrize("soa", [SOA, SOA.replace("900", "20"), SOA.replace("list.test. 9", ". 9")])
def test_there_is_nothing(code: dns.rcode.Rcode, edns: bool, flags: int, soa: str) -> None:
    asked = question()
    wire = replied(asked, soa, code=code, edns=edns, flags=flags).to_wire()
    here, there = read_both_ways(wire, asked)
    assert here == there
    assert there.ttl == (20 if " 20 " in soa else 300)
    assert there.authentic == bool(flags & dns.flags.AD)


@pytest.mark.parametrize(
    "message",
    [
        replied(question()),
        replied(question(), SOA.replace("list.test. 9", "4.other. 9")),
        replied(question(), SOA, TEXT),
        replied(question(), TEXT),
        replied(question(), SOA, code=dns.rcode.SERVFAIL),
        replied(question(), SOA, code=dns.rcode.BADVERS),
        replied(question(), SOA, flags=0),
        replied(question(), SOA, flags=dns.flags.RA | dns.flags.TC),
        replied(question(), SOA, code=dns.rcode.NOERROR, answer="list.test. 5 IN A 192.0.2.1"),
    ],
)
def test_everything_else_is_left_to_the_library(message: dns.message.Message) -> None:
    asked = question()
    message.question[0].name = NAME
    wire = bytearray(message.to_wire())
    wire[:2] = asked.number
    wire[12 : 12 + len(asked.section)] = asked.section
    assert usual(bytes(wire), asked) is None


def test_other_letters_than_those_that_were_asked_are_no_answer() -> None:
    asked = question()
    wire = bytearray(replied(asked, SOA).to_wire())
    assert usual(bytes(wire), asked) is not None
    wire[20:24] = bytes(wire[20:24]).swapcase()
    assert usual(bytes(wire), asked) is None


def test_what_an_option_says_is_left_to_the_library() -> None:
    asked = question()
    message = replied(asked, SOA)
    message.use_edns(0, options=[dns.edns.EDEOption(dns.edns.EDECode.STALE_NXDOMAIN_ANSWER)])
    assert usual(message.to_wire(), asked) is None


def broken(wire: bytes, chance: random.Random) -> Iterator[bytes]:
    """A thousand replies that are almost this one."""
    for _ in range(1000):
        changed = bytearray(wire)
        for _ in range(chance.randint(1, 3)):
            match chance.randrange(3):
                case 0:
                    changed[chance.randrange(2, len(changed))] = chance.randrange(256)
                case 1:
                    del changed[chance.randrange(12, len(changed)) :]
                case _:
                    at = chance.randrange(12, len(changed) + 1)
                    changed[at:at] = chance.randbytes(chance.randint(1, 12))
            if len(changed) <= 12:
                break
        yield bytes(changed)


@pytest.mark.parametrize("seed", range(4))
def test_a_broken_reply_is_read_as_the_library_reads_it_or_not_at_all(seed: int) -> None:
    chance, asked = random.Random(seed), question()
    agreed = 0
    for wire in broken(replied(asked, SOA, edns=seed % 2 == 0).to_wire(), chance):
        if not asked.is_answered_by(wire):
            continue
        here = usual(wire, asked)
        if here is None:
            continue
        assert here.state in (AnswerState.NO_DATA, AnswerState.NO_SUCH_NAME)
        try:
            there = reply.read(dns.message.from_wire(wire))
        except (dns.exception.DNSException, NoReplyError, ValueError):
            continue  # the names inside the SOA, which say nothing
        assert here == there
        agreed += 1
    assert agreed > 20


FOUND = {
    "address": ("A", ["4.3.2.1.list.test. 60 IN A 192.0.2.1"]),
    "two": ("A", ["4.3.2.1.list.test. 60 IN A 192.0.2.1", "4.3.2.1.list.test. 50 IN A 192.0.2.2"]),
    "twice the same": ("MX", ["4.3.2.1.list.test. 60 IN MX 5 M.TEST."] * 2),
    "texts": (
        "TXT",
        [
            '4.3.2.1.list.test. 9 IN TXT "v=spf1 " "-all"',
            '4.3.2.1.list.test. 9 IN TXT "v=spf1 -all"',
        ],
    ),
    "alias": (
        "TXT",
        [
            "4.3.2.1.list.test. 60 IN CNAME Other.test.",
            "other.test. 5 IN CNAME third.test.",
            'third.test. 60 IN TXT "here"',
        ],
    ),
    "the alias itself": ("CNAME", ["4.3.2.1.list.test. 60 IN CNAME Other.test."]),
    "of a type without a reader": ("TYPE65400", ["4.3.2.1.list.test. 60 IN TYPE65400 \\# 1 00"]),
}


def found(asked: Question, records: list[str], *, edns: bool = True) -> bytes:
    message = dns.message.make_response(dns.message.from_wire(asked.wire))
    message.flags |= dns.flags.RA | dns.flags.AD
    message.use_edns(0 if edns else None)
    # Not as sets: what stands twice is sent twice.
    message.answer += [a_set(text) for text in records]
    return message.to_wire()


@pytest.mark.parametrize("edns", [True, False])
@pytest.mark.parametrize("case", FOUND)
def test_what_was_asked_for(case: str, edns: bool) -> None:
    rdtype, records = FOUND[case]
    asked = Question(reply.wire_of(NAME), dns.rdatatype.from_text(rdtype))
    here, there = read_both_ways(found(asked, records, edns=edns), asked)
    assert here == there
    assert there.state is AnswerState.FOUND
    assert there.ttl == min(int(text.split()[1]) for text in records)


@pytest.mark.parametrize(
    "records",
    [
        ["other.test. 60 IN A 192.0.2.1"],
        ["4.3.2.1.list.test. 60 IN CNAME other.test."],
        ["4.3.2.1.list.test. 60 IN CNAME a.test.", "4.3.2.1.list.test. 60 IN CNAME b.test."],
        [
            "4.3.2.1.list.test. 60 IN CNAME a.test.",
            "4.3.2.1.list.test. 60 IN CNAME b.test.",
            "a.test. 60 IN A 192.0.2.1",
        ],
        ["4.3.2.1.list.test. 60 IN CNAME b.test.", "b.test. 60 IN CNAME 4.3.2.1.list.test."],
        ["4.3.2.1.list.test. 60 IN A 192.0.2.1", '4.3.2.1.list.test. 60 IN TXT "x"'],
        [f"4.3.2.1.list.test. 60 IN A 192.0.2.{number}" for number in range(61)],
    ],
)
def test_other_records_are_left_to_the_library(records: list[str]) -> None:
    asked = question()
    assert usual(found(asked, records), asked) is None


def test_of_what_can_be_only_once_the_library_chooses() -> None:
    asked = Question(reply.wire_of(NAME), dns.rdatatype.SOA)
    both = [SOA.replace("list", "4.3.2.1.list", 1), SOA.replace("list", "4.3.2.1.list", 1) + "0"]
    assert usual(found(asked, both[:1]), asked) is not None
    assert usual(found(asked, both), asked) is None


@pytest.mark.parametrize("case", FOUND)
def test_a_broken_answer_is_read_as_the_library_reads_it_or_not_at_all(case: str) -> None:
    rdtype, records = FOUND[case]
    asked = Question(reply.wire_of(NAME), dns.rdatatype.from_text(rdtype))
    agreed = 0
    for wire in broken(found(asked, records), random.Random(case)):
        here = usual(wire, asked) if asked.is_answered_by(wire) else None
        if here is not None:
            assert here == reply.read(dns.message.from_wire(wire))
            agreed += 1
    assert agreed > 5


@pytest.mark.parametrize(
    "owner", [".", "test.", "list.test.", "1.list.test.", "4.3.2.1.list.test.", "LIST.test."]
)
def test_a_zone_above_the_name_is_found_however_it_is_written(owner: str) -> None:
    asked = question()
    written = SOA.replace("list.test. 9", f"{owner} 9", 1)
    for compress in (None, {}):
        wire = replied(asked, written).to_wire()
        if compress is None:
            name = dns.name.from_text(owner).to_wire()
            assert name is not None
            rest = wire[12 + len(asked.section) :]
            pointer_or_name = rest[: rest.index(b"\0\x06\0\1")]
            wire = wire[: 12 + len(asked.section)] + name + rest[len(pointer_or_name) :]
        here = usual(wire, asked)
        assert here is not None
        assert here == reply.read(dns.message.from_wire(wire))


@pytest.mark.parametrize("at", [13, 15, 21, 26, 40, 0x3FFF])
def test_a_pointer_into_a_label_or_elsewhere_is_none_of_a_zone_above(at: int) -> None:
    asked = question()
    wire = replied(asked, SOA).to_wire()
    start = 12 + len(asked.section)
    rest = wire[start:]
    rest = rest[rest.index(b"\0\x06\0\1") :]
    here = usual(wire[:start] + (0xC000 | at).to_bytes(2) + rest, asked)
    assert here is None


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"\0\0\1\x2c", b"\0\0\1\x2c\0"), (b"\0\0\1\x2c", b""), (b"\x02ns", b"\x80ns")],
)
def test_an_soa_of_another_length_is_the_librarys(before: bytes, after: bytes) -> None:
    asked = question()
    wire = replied(asked, SOA, edns=False).to_wire()
    at = wire.rindex(before)
    changed = bytearray(wire[:at] + after + wire[at + len(before) :])
    length = changed.index(b"\0\x06\0\1") + 8
    size = int.from_bytes(changed[length : length + 2]) + len(after) - len(before)
    changed[length : length + 2] = size.to_bytes(2)
    assert usual(wire, asked) is not None
    assert usual(bytes(changed), asked) is None


def test_signatures_are_the_librarys() -> None:
    asked = Question(reply.wire_of(NAME), dns.rdatatype.RRSIG)
    signature = "RRSIG {} 8 2 60 20300101000000 20200101000000 1 test. AAAA"
    records = [f"4.3.2.1.list.test. 60 IN {signature.format(kind)}" for kind in ("A", "NS")]
    assert usual(found(asked, records), asked) is None
