"""What a chain of ARC means, in tables, and that all of it has its words."""

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.finding import HeaderSeen, RecordSeen, Status
from mailadmin.core.message.authentication import (
    Arc,
    ArcFault,
    ArcSet,
    Authentication,
    Chain,
    Signature,
    Word,
)
from mailadmin.core.reading.judge.arc import judge
from mailadmin.core.texts.message.arc import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said

UNKNOWN = (ArcFault.NO_ANSWER, ArcFault.NO_BODY)
KEY = Answer(name="s._domainkey.b.test", type="TXT", state=AnswerState.FOUND, values=("v=DKIM1",))


def sets(*domains: str) -> tuple[ArcSet, ...]:
    return tuple(
        ArcSet(instance=number, domain=domain, results=f"i={number}; {domain};\tspf=pass")
        for number, domain in enumerate(domains, 1)
    )


def arc(chain: Chain, fault: ArcFault | None = None, at: int | None = None) -> Authentication:
    found = () if chain is Chain.NONE else sets("a.test", "b.test")
    return Authentication(arc=Arc(chain=chain, sets=found, fault=fault, at=at))


@pytest.mark.parametrize(
    ("found", "what", "status"),
    [
        (arc(Chain.NONE), "none", Status.INFO),
        (arc(Chain.PASS), "ok", Status.OK),
        *(
            (
                arc(Chain.UNKNOWN if fault in UNKNOWN else Chain.FAIL, fault, at=2),
                fault.value,
                Status.UNKNOWN if fault in UNKNOWN else Status.WARNING,
            )
            for fault in ArcFault
        ),
    ],
)
def test_verdicts_and_their_words(found: Authentication, what: str, status: Status) -> None:
    verdict = judge(found)
    assert (verdict.id, verdict.status) == (f"message.arc.{what}", status)
    fix = said(verdict, TEXTS, FIXES)
    if fix is not None:
        assert_complete(FIXES[verdict.id], fix)
    assert (fix is not None) == (status is Status.WARNING or what == "no-body")


def test_who_sealed_and_where_it_broke() -> None:
    verdict = judge(arc(Chain.FAIL, ArcFault.SEAL, at=2))
    assert verdict.params["sealers"] == "a.test, b.test"
    assert (verdict.params["domain"], verdict.params["instance"]) == ("b.test", 2)


@pytest.mark.parametrize("fault", [ArcFault.SEAL, ArcFault.STATUS, ArcFault.FORM])
def test_a_seal_of_nobody_leaves_no_hole_in_a_sentence(fault: ArcFault) -> None:
    broken = Arc(chain=Chain.FAIL, sets=sets(""), fault=fault, at=1)
    verdict = judge(Authentication(arc=broken))
    assert verdict.id == "message.arc.form"
    assert said(verdict, TEXTS, FIXES) is not None


def test_too_many_sets_have_no_names() -> None:
    verdict = judge(Authentication(arc=Arc(chain=Chain.FAIL, fault=ArcFault.TOO_MANY)))
    assert verdict.id == "message.arc.too-many"
    assert said(verdict, TEXTS, FIXES) is not None


def test_what_each_found_and_the_keys_are_the_evidence() -> None:
    sealed = Signature(word=Word.PASS, key=KEY)
    one, two = sets("a.test", "b.test\x1b")
    found = ArcSet(instance=2, domain="b.test", results=two.results, seal=sealed, signature=sealed)
    evidence = judge(Authentication(arc=Arc(chain=Chain.PASS, sets=(one, found)))).evidence
    shown = "\N{REPLACEMENT CHARACTER}"
    assert evidence == (
        HeaderSeen("ARC-Authentication-Results", f"i=2; b.test{shown}; spf=pass"),
        HeaderSeen("ARC-Authentication-Results", "i=1; a.test; spf=pass"),
        RecordSeen(name=KEY.name, type="TXT", values=KEY.values, answer="found"),
    )


def test_there_are_no_words_for_what_is_never_said() -> None:
    assert set(TEXTS) == {f"message.arc.{what}" for what in {*ArcFault, "ok", "none"}}
    assert set(FIXES) <= set(TEXTS)
