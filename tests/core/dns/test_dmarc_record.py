"""A DMARC record, read: what counts, what is wrong and where (RFC 9989 sections 4.7, 4.8)."""

import pytest

from mailadmin.core.dns import tags
from mailadmin.core.dns.dmarc.record import Alignment, FaultReason, Policy, is_record, parse
from mailadmin.core.dns.report_uri import MOST_URIS

NONE, QUARANTINE, REJECT = Policy.NONE, Policy.QUARANTINE, Policy.REJECT


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("v=DMARC1", True),
        ("v=DMARC1;", True),
        ("v=DMARC1; p=none", True),
        ("V = DMARC1 ;p=none", True),
        ("v\t=\tDMARC1;", True),
        ("v=dmarc1; p=none", False),
        ("v=DMARC12; p=none", False),
        ("v=DMARC1 p=none", False),
        (" v=DMARC1; p=none", False),
        ("p=none; v=DMARC1", False),
        ("v=spf1 -all", False),
        ("", False),
    ],
)
def test_only_what_begins_with_the_version_is_a_record(text: str, is_one: bool) -> None:
    assert is_record(text) is is_one


@pytest.mark.parametrize(
    ("rest", "policies"),
    [
        ("p=none", (NONE, NONE, NONE)),
        ("p=Reject", (REJECT, REJECT, REJECT)),
        ("p = quarantine ", (QUARANTINE, QUARANTINE, QUARANTINE)),
        ("p=reject; sp=none", (REJECT, NONE, NONE)),
        ("p=none; sp=quarantine; np=reject", (NONE, QUARANTINE, REJECT)),
        ("p=none; np=reject", (NONE, NONE, REJECT)),
        ("sp=none; p=reject", (REJECT, NONE, NONE)),
        ("rua=mailto:a@b.test", (NONE, NONE, NONE)),
        ("rua=https://b.test/dmarc", (NONE, NONE, NONE)),
        ("p=reject; sp=bob; rua=mailto:a@b.test", (NONE, NONE, NONE)),
        ("p=reject; np=; rua=mailto:a@b.test!10m", (NONE, NONE, NONE)),
        ("p=block; rua=mailto:bad, mailto:a@b.test", (NONE, NONE, NONE)),
        ("p=reject; p=reject; rua=mailto:a@b.test", (NONE, NONE, NONE)),
        ("", None),
        ("sp=reject", None),
        ("p=block", None),
        ("p=reject; sp=bob", None),
        ("p=reject; np=", None),
        ("p=none; p=none", None),
        ("p=block; rua=a@b.test", None),
        ("p=block; rua=mailto:", None),
        ("p=block; rua=", None),
        ("p=block; rua=mailto:a@b.test!", None),
    ],
)
def test_the_policies_are_those_that_receivers_act_on(
    rest: str, policies: tuple[Policy, Policy, Policy] | None
) -> None:
    found = parse(f"v=DMARC1; {rest}").policies
    assert (None if found is None else (found.p, found.sp, found.np)) == policies


def test_every_other_tag_has_its_value_or_its_default() -> None:
    record = parse("v=DMARC1; p=reject; adkim=S; aspf=s; t=Y; psd=N; fo=d:s; ruf=mailto:f@b.test")
    assert (record.adkim, record.aspf) == (Alignment.STRICT, Alignment.STRICT)
    assert (record.testing, record.psd) == (True, "n")
    assert [uri.address for uri in record.ruf] == ["f@b.test"]
    assert not record.faults
    plain = parse("v=DMARC1; p=reject; adkim=x; t=maybe; psd=q")
    assert (plain.adkim, plain.aspf) == (Alignment.RELAXED, Alignment.RELAXED)
    assert (plain.testing, plain.psd) == (False, "u")


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("v=DMARC1; p=none; reject", FaultReason.NO_TAG, "reject"),
        ("v=DMARC1; p=none;; t=y", FaultReason.NO_TAG, ";"),
        ("v=DMARC1; p=none; rua=mailto:ä@b.test", FaultReason.BAD_CHARACTER, "rua=mailto:ä@b.test"),
        ("v=DMARC1; p=none; sp=bob", FaultReason.BAD_VALUE, "sp=bob"),
        ("v=DMARC1; p=none; adkim=bob", FaultReason.BAD_VALUE, "adkim=bob"),
        ("v=DMARC1; p=none; aspf=", FaultReason.BAD_VALUE, "aspf="),
        ("v=DMARC1; p=none; t=yes", FaultReason.BAD_VALUE, "t=yes"),
        ("v=DMARC1; p=none; psd=no", FaultReason.BAD_VALUE, "psd=no"),
        ("v=DMARC1; p=none; fo=", FaultReason.BAD_VALUE, "fo="),
        ("v=DMARC1; p=none; fo=bad", FaultReason.BAD_VALUE, "fo=bad"),
        ("v=DMARC1; p=none; t=y; t=n", FaultReason.REPEATED, "t=n"),
        ("v=DMARC1; p=none; rua=", FaultReason.BAD_ADDRESS, "rua="),
        ("v=DMARC1; p=none; rua=mailto:a b@c.test", FaultReason.BAD_ADDRESS, "mailto:a b@c.test"),
        ("v=DMARC1; p=none; rua=mailto:a@b.test,  mailto:c", FaultReason.BAD_ADDRESS, "mailto:c"),
        ("v=DMARC1; p=none; rua=mailto:a@b.test!10p", FaultReason.BAD_ADDRESS,
         "mailto:a@b.test!10p"),
        ("v=DMARC1; p=none; ruf=https:///x", FaultReason.BAD_ADDRESS, "https:///x"),
        ("v=DMARC1; p=none; rua=a@b.test", FaultReason.NO_SCHEME, "a@b.test"),
        ("v=DMARC1; adkim=s", FaultReason.NO_POLICY, "v=DMARC1; adkim=s"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(text: str, reason: FaultReason, part: str) -> None:
    (fault,) = parse(text).faults
    assert (fault.reason, fault.text) == (reason, part)
    assert text[fault.at :].startswith(part)


def test_faults_come_in_the_order_of_the_record() -> None:
    record = parse("v=DMARC1; t=x; nothing; p=none; p=none; rua=a@b.test; sp=x")
    assert [fault.text for fault in record.faults] == [
        "t=x",
        "nothing",
        "p=none",
        "a@b.test",
        "sp=x",
    ]


def test_old_tags_are_named_and_their_values_are_nobodys_business() -> None:
    record = parse("v=DMARC1; p=none; pct=500; rf=bob; ri=-1; x-y=1; polcy=reject")
    assert [tag.name for tag in record.removed] == ["pct", "rf", "ri"]
    assert record.percentage == "500"
    assert [tag.name for tag in record.unknown] == ["polcy"]
    assert [fault.text for fault in record.faults] == ["x-y=1"]


@pytest.mark.parametrize("fo", ["0", "1", "d", "s", "d:s", "s:d", "0:1:d:s", "1 : D"])
def test_failure_options_of_both_standards_are_taken(fo: str) -> None:
    assert not parse(f"v=DMARC1; p=none; fo={fo}").faults


def test_an_address_has_its_parts() -> None:
    text = "v=DMARC1; p=none; rua=mailto:DMARC+x@B.test!10M ,https://r.test/in"
    first, second = parse(text).rua
    assert (first.address, first.host, first.size) == ("DMARC+x@b.test", "b.test", "!10M")
    assert first.uri == "mailto:DMARC+x@B.test"
    assert (second.scheme, second.host, second.address) == ("https", "r.test", "")
    encoded = parse("v=DMARC1; p=none; rua=mailto:a%21b@c.test?subject=x").rua[0]
    assert (encoded.address, encoded.problem) == ("a!b@c.test", None)


@pytest.mark.parametrize(
    "text",
    [
        "v=DMARC1; p=none; rua=" + "," * 60_000,
        "v=DMARC1; p=none; rua=" + "mailto:a@b.test," * 4_000,
        "v=DMARC1; p=none; rua=mailto:" + "a" * 60_000 + "@b.test",
        "v=DMARC1; p=none; rua=mailto:a@" + "b." * 30_000 + "test",
        "v=DMARC1;" + "p=none;" * 9_000,
        "v=DMARC1; p=" + "\x1b[2J\x00\ufffd" * 9_000,
        "v=DMARC1;" + ";" * 60_000,
        "v=DMARC1; " + "=" * 60_000,
    ],
)
def test_records_that_mean_harm_leave_little_behind(text: str) -> None:
    record = parse(text)
    assert 0 < len(record.faults) <= tags.MOST_PARTS + 1
    assert len(record.rua) <= MOST_URIS + 1
