"""The record and the policy of MTA-STS, right and wrong (RFC 8461 sections 3.1, 3.2, 4.1)."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.dns.mta_sts_syntax import (
    Fault,
    Mode,
    Policy,
    SyntaxProblem,
    is_record,
    parse_policy,
    parse_record,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("v=STSv1; id=20160831085700Z;", "20160831085700Z"),
        ("v=STSv1;id=a", "a"),
        ("v=STSv1 ; id=a ; ", "a"),
        ("v=STSv1; x.y-z_1=!~; id=a", "a"),
        ("v=STSv1; id=a; id=b", "a"),
        ("v=STSv1; id=" + "9" * 32, "9" * 32),
    ],
)
def test_records(text: str, found: str) -> None:
    assert is_record(text)
    assert parse_record(text) == found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("v=STSv1", Fault(missing="id")),
        ("v=STSv1;", Fault(missing="id")),
        ("v=STSv1; x=1", Fault(missing="id")),
        ("v=STSv2; id=a", Fault(wrong="v=STSv2")),
        ("v=stsv1; id=a", Fault(wrong="v=stsv1")),
        ("V=STSv1; id=a", Fault(wrong="V=STSv1")),
        ("id=a; v=STSv1", Fault(wrong="id=a")),
        ("v=STSv1; id=", Fault(wrong="id=")),
        ("v=STSv1; ID=a", Fault(missing="id")),
        ("v=STSv1; id=a-b", Fault(wrong="id=a-b")),
        ("v=STSv1; id=" + "9" * 33, Fault(wrong="id=" + "9" * 33)),
        ("v=STSv1; id=a; 1%=a", Fault(wrong="1%=a")),
        ("v=STSv1; id=a; x=a=b", Fault(wrong="x=a=b")),
        ("v=STSv1; id=a; x", Fault(wrong="x")),
        ("v=STSv1;; id=a", Fault(wrong="")),
        ("", Fault(wrong="")),
        ("v=STSv1; id=ä", Fault(wrong="id=ä")),
    ],
)
def test_broken_records(text: str, fault: Fault) -> None:
    with pytest.raises(SyntaxProblem) as found:
        parse_record(text)
    assert found.value.fault == fault


ENFORCED = Policy(mode=Mode.ENFORCE, mx=("mx.d.test",), max_age=604800)
GOOD = "version: STSv1\nmode: enforce\nmx: mx.d.test\nmax_age: 604800\n"


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        (GOOD, ENFORCED),
        (GOOD.replace("\n", "\r\n"), ENFORCED),
        (GOOD.rstrip(), ENFORCED),
        ("max_age:0\nmode:none\nversion:STSv1", Policy(mode=Mode.NONE, mx=(), max_age=0)),
        ("version:STSv1\nmode:\ttesting \t\nmx:*.D.test\nmx: d.test\nmx: *.d.test\nmax_age:1\n\n",
         Policy(mode=Mode.TESTING, mx=("*.d.test", "d.test"), max_age=1)),
        (GOOD + "more: ext e  ns ion ü", ENFORCED),
        (GOOD + "mode: none\nmax_age: x", ENFORCED),
        (GOOD.replace("604800", "31557600"),
         Policy(mode=Mode.ENFORCE, mx=("mx.d.test",), max_age=31557600)),
    ],
)  # fmt: skip
def test_policies(text: str, policy: Policy) -> None:
    assert parse_policy(text) == policy


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault(missing="version")),
        (GOOD.replace("version: STSv1\n", ""), Fault(missing="version")),
        (GOOD.replace("mode: enforce\n", ""), Fault(missing="mode")),
        (GOOD.replace("max_age: 604800\n", ""), Fault(missing="max_age")),
        (GOOD.replace("mx: mx.d.test\n", ""), Fault(missing="mx")),
        (GOOD.replace("STSv1", "STSv10"), Fault(wrong="version: STSv10")),
        (GOOD.replace("enforce", "Enforce"), Fault(wrong="mode: Enforce")),
        (GOOD.replace("604800", "-1"), Fault(wrong="max_age: -1")),
        (GOOD.replace("604800", "01234567890"), Fault(wrong="max_age: 01234567890")),
        (GOOD.replace("604800", "31557601"), Fault(wrong="max_age: 31557601")),
        (GOOD.replace("604800", "٣"), Fault(wrong="max_age: ٣")),
        (GOOD.replace("mx.d.test", ""), Fault(wrong="mx:")),
        (GOOD.replace("mx.d.test", "**.test"), Fault(wrong="mx: **.test")),
        (GOOD.replace("mx.d.test", "mx.*.test"), Fault(wrong="mx: mx.*.test")),
        (GOOD.replace("mx.d.test", "*"), Fault(wrong="mx: *")),
        (GOOD.replace("mx.d.test", "-a.test"), Fault(wrong="mx: -a.test")),
        (GOOD.replace("mx.d.test", "mx.d.test."), Fault(wrong="mx: mx.d.test.")),
        (GOOD.replace("mx.d.test", "a.test, b.test"), Fault(wrong="mx: a.test, b.test")),
        (GOOD + "<html>", Fault(wrong="<html>")),
        (GOOD + "a" * 33 + ":1", Fault(wrong="a" * 33 + ":1")),
        (GOOD + "a: b\x00c", Fault(wrong="a: b\x00c")),
        (GOOD + "a: \ufffd", Fault(wrong="a: \ufffd")),
        ("\ufeff" + GOOD, Fault(wrong="\ufeffversion: STSv1")),
        (GOOD.replace("\n", "\r"), Fault(wrong=GOOD.replace("\n", "\r").rstrip("\r"))),
    ],
)  # fmt: skip
def test_broken_policies(text: str, fault: Fault) -> None:
    with pytest.raises(SyntaxProblem) as found:
        parse_policy(text)
    assert found.value.fault == fault


@pytest.mark.parametrize(
    ("pattern", "host", "covered"),
    [
        ("mx.d.test", "mx.d.test", True),
        ("mx.d.test", "mx2.d.test", False),
        ("*.d.test", "mx.d.test", True),
        ("*.d.test", "d.test", False),
        ("*.d.test", "a.mx.d.test", False),
        ("*.test", "mx.d.test", False),
        ("*.d.test", "mxd.test", False),
    ],
)
def test_what_a_pattern_covers(pattern: str, host: str, covered: bool) -> None:
    policy = Policy(mode=Mode.ENFORCE, mx=(pattern,), max_age=1)
    assert policy.uncovered((host,)) == (() if covered else (host,))


@given(st.text())
def test_any_text_is_a_policy_or_a_problem(text: str) -> None:
    for parse in (parse_policy, parse_record):
        with contextlib.suppress(SyntaxProblem):  # anything else is a failure
            parse(text)
