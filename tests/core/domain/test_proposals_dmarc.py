"""DMARC records to publish: what is valid stays in its order, and the rest goes."""

import pytest

from mailadmin.core.dns.dmarc.record import Policy, parse
from mailadmin.core.domain.mailbox import own_mailbox
from mailadmin.core.domain.proposals.dmarc import corrected, first_record, mailto, merged


def test_a_first_record_asks_for_reports_only_where_somebody_gets_them() -> None:
    assert first_record(None) == "v=DMARC1; p=none"
    assert first_record("ann@d.test") == "v=DMARC1; p=none; rua=mailto:ann@d.test"
    assert mailto("o'x+y&z!,;%@d.test") == "mailto:o'x+y&z%21%2C%3B%25@d.test"
    assert parse(first_record("a!b%@d.test")).rua[0].address == "a!b%@d.test"


@pytest.mark.parametrize(
    ("record", "better"),
    [
        ("v=DMARC1; p=reject", "v=DMARC1; p=reject"),
        ("v = DMARC1 ;aspf=s;P = Reject ; fo=1:d ;", "v=DMARC1; aspf=s; p=reject; fo=1:d"),
        ("v=DMARC1; p=reject; pct=50; rf=afrf; ri=86400; adkim=s", "v=DMARC1; p=reject; adkim=s"),
        ("v=DMARC1; pct=50; p=reject", "v=DMARC1; p=reject"),
        ("v=DMARC1; rua=mailto:a@d.test", "v=DMARC1; p=none; rua=mailto:a@d.test"),
        ("v=DMARC1; sp=reject; p=rejct; t=y", "v=DMARC1; sp=reject; p=none; t=y"),
        ("v=DMARC1; p=reject; sp=x; np=; adkim=q", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject;; nothing; x=1;", "v=DMARC1; p=reject; x=1"),
        ("v=DMARC1; p=none; rua=mailto:a@d.test!10m, mailto:b, https://d.test/x",
         "v=DMARC1; p=none; rua=mailto:a@d.test,https://d.test/x"),
        ("v=DMARC1; p=none; rua=a@d.test; ruf=mailto:", "v=DMARC1; p=none; rua=mailto:a@d.test"),
        ("v=DMARC1; p=reject; p=none; p=quarantine", "v=DMARC1; p=none"),
        ("v=DMARC1; p=reject; p=rejct; sp=x; sp=none", "v=DMARC1; p=reject; sp=none"),
        ("v=DMARC1; p=none; rua=mailto:a@d.test; fo=1; rua=mailto:b@d.test,mailto:a@d.test; fo=0",
         "v=DMARC1; p=none; rua=mailto:a@d.test,mailto:b@d.test; fo=1"),
        ("v=DMARC1; p=none; rua=mailto:ä@d.test", "v=DMARC1; p=none"),
        ("v=DMARC1; p=none; v=DMARC1", "v=DMARC1; p=none"),
        ("v=DMARC1", "v=DMARC1; p=none"),
    ],
)  # fmt: skip
def test_a_record_is_corrected(record: str, better: str) -> None:
    assert corrected(parse(record)) == better
    assert not parse(better).faults
    assert corrected(parse(better)) == better


def test_tags_are_set_where_they_stand_and_left_out() -> None:
    record = parse("v=DMARC1; aspf=s; p=none; sp=none; rua=mailto:a@r.test,mailto:b@d.test")
    assert corrected(record, values={"p": Policy.REJECT}, drop=("sp",)) == (
        "v=DMARC1; aspf=s; p=reject; rua=mailto:a@r.test,mailto:b@d.test"
    )
    assert corrected(record, without_hosts=("r.test",)) == (
        "v=DMARC1; aspf=s; p=none; sp=none; rua=mailto:b@d.test"
    )
    assert corrected(record, without_hosts=("r.test", "d.test"), values={"t": "y"}) == (
        "v=DMARC1; aspf=s; p=none; sp=none; t=y"
    )


def test_several_records_become_their_mildest_with_all_their_addresses() -> None:
    texts = [
        "v=DMARC1; p=reject; adkim=s; rua=mailto:a@d.test",
        "v=DMARC1;p=quarantine; adkim=r; pct=5; ruf=mailto:f@d.test; rua=mailto:b@d.test;",
        "v=DMARC1",
    ]
    one = (
        "v=DMARC1; p=quarantine; adkim=s; rua=mailto:a@d.test,mailto:b@d.test; ruf=mailto:f@d.test"
    )
    # The DNS gives them in any order.
    assert [merged(texts), merged(reversed(texts))] == [one, one]
    assert merged(["v=DMARC1; p=reject", "v=DMARC1"]) == "v=DMARC1; p=reject"
    endless = "; ".join(f"x{number}=1" for number in range(5000))
    assert merged([f"v=DMARC1; {endless}"]).count(";") < 250


@pytest.mark.parametrize(
    ("addresses", "mailbox"),
    [
        (["ann@d.test"], "ann@d.test"),
        (["x@e.test", "@d.test", "ann", "Bert@D.test"], "Bert@d.test"),
        (["ä@d.test", "x@m.d.test"], None),
        ([], None),
    ],
)
def test_reports_go_to_an_address_of_the_domain_itself(
    addresses: list[str], mailbox: str | None
) -> None:
    assert own_mailbox("d.test", addresses) == mailbox
