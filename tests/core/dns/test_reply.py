"""What a reply says, read without its server: aliases, their TTL, and what is missing."""

import dns.message
import dns.rrset
import pytest

from mailadmin.core.dns import reply
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.exchange import NoReplyError

SOA = "test. 900 IN SOA ns.test. me.test. 1 2 3 4 300"


def reading(code: str, *records: str, authority: str = "") -> reply.Reading:
    """The reply to a question for the A records of a.test."""
    text = f"id 1\nopcode QUERY\nrcode {code}\nflags QR RD RA\n;QUESTION\na.test. IN A\n;ANSWER\n"
    lines = [*records, ";AUTHORITY", authority, ";ADDITIONAL"]
    return reply.read(dns.message.from_text(text + "\n".join(lines)))


def test_the_shortest_ttl_on_the_way_counts() -> None:
    found = reading(
        "NOERROR",
        "b.test. 50 IN A 192.0.2.2",
        "b.test. 50 IN A 192.0.2.1",
        "other.test. 1 IN A 192.0.2.9",
        "a.test. 70 IN CNAME B.test.",
    )
    assert (found.state, found.ttl, found.aliases) == (AnswerState.FOUND, 50, ("b.test.",))
    assert sorted(found.values) == ["192.0.2.1", "192.0.2.2"]
    assert reading("NOERROR", "a.test. 7 IN CNAME b.test.", "b.test. 50 IN A 192.0.2.1").ttl == 7


@pytest.mark.parametrize(
    ("code", "authority", "state", "ttl"),
    [
        ("NXDOMAIN", SOA, AnswerState.NO_SUCH_NAME, 300),
        ("NOERROR", SOA, AnswerState.NO_DATA, 300),
        ("NXDOMAIN", SOA.replace("900", "20"), AnswerState.NO_SUCH_NAME, 20),
        ("NXDOMAIN", SOA.replace("test. 900", "other. 900"), AnswerState.NO_SUCH_NAME, 300),
        ("NXDOMAIN", "", AnswerState.NO_SUCH_NAME, 300),
    ],
)
def test_what_is_missing_holds_as_long_as_the_zone_says(
    code: str, authority: str, state: AnswerState, ttl: int
) -> None:
    found = reading(code, authority=authority)
    assert (found.state, found.ttl, found.values, found.go_on) == (state, ttl, (), None)


def test_the_soa_of_another_zone_says_nothing() -> None:
    other = "other. 900 IN SOA ns.test. me.test. 1 2 3 4 5"
    assert reading("NXDOMAIN", authority=other).ttl == 300
    assert reading("NXDOMAIN", authority=other.replace("other.", "a.test.")).ttl == 5


def test_an_alias_to_a_name_of_which_nothing_is_said_leads_on() -> None:
    found = reading("NOERROR", "a.test. 7 IN CNAME b.example.")
    assert found.go_on is not None
    assert found.go_on.to_text() == "b.example."
    assert reading("NOERROR", "a.test. 7 IN CNAME b.test.", authority=SOA).go_on is None
    assert reading("NXDOMAIN", "a.test. 7 IN CNAME b.test.").state is AnswerState.NO_SUCH_NAME


@pytest.mark.parametrize(
    ("code", "records"),
    [
        ("NOERROR", ["a.test. 7 IN CNAME a.test."]),
        ("NOERROR", ["a.test. 7 IN CNAME b.test.", "b.test. 7 IN CNAME a.test."]),
        ("NXDOMAIN", ["a.test. 7 IN A 192.0.2.1"]),
    ],
)
def test_what_makes_no_sense_is_no_reply(code: str, records: list[str]) -> None:
    with pytest.raises(NoReplyError):
        reading(code, *records)


@pytest.mark.parametrize("sets", [3, 100, 3000])
def test_an_alias_is_found_among_few_and_many(sets: int) -> None:
    others = [f"x{number}.test. 7 IN CNAME y.test." for number in range(sets)]
    found = reading("NOERROR", *others, "a.test. 7 IN CNAME B.test.", "b.test. 7 IN A 192.0.2.1")
    assert found.values == ("192.0.2.1",)


@pytest.mark.parametrize("aliases", [16, 3000])
def test_a_long_way_of_aliases_is_not_gone_to_its_end(aliases: int) -> None:
    chain = [f"x{number}.test. 7 IN CNAME x{number + 1}.test." for number in range(aliases)]
    with pytest.raises(NoReplyError):
        reading("NOERROR", "a.test. 7 IN CNAME x0.test.", *chain)
