"""What the signatures of a message mean, in tables, and that all of it has its words."""

import msgspec
import pytest

from mailadmin.core.diagnosis.fix import Who
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.finding import HeaderSeen, RecordSeen, Status
from mailadmin.core.message.authentication import Authentication, Reason, Signature, Word
from mailadmin.core.reading.judge.dkim import judge
from mailadmin.core.texts.message.dkim import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said

KEY = Answer(
    name="s1._domainkey.d.test", type="TXT", state=AnswerState.FOUND, values=("v=DKIM1; p=x",)
)
WORDS = {
    Reason.BODY_CHANGED: Word.FAIL,
    Reason.HEADER_CHANGED: Word.FAIL,
    Reason.OTHER_KEY: Word.FAIL,
    Reason.NO_BODY: Word.NEUTRAL,
    Reason.NO_ANSWER: Word.TEMPERROR,
    Reason.KEY_TOO_SMALL: Word.POLICY,
    Reason.PART_OF_BODY: Word.PASS,
    Reason.KEY_FOR_TESTING: Word.PASS,
}
MILDER = {
    Reason.NO_BODY: Status.UNKNOWN,
    Reason.NO_ANSWER: Status.UNKNOWN,
    Reason.EXPIRED: Status.WARNING,
    Reason.PART_OF_BODY: Status.WARNING,
    Reason.KEY_FOR_TESTING: Status.WARNING,
}


def signature(reason: Reason | None = None, domain: str = "d.test") -> Signature:
    return Signature(
        word=WORDS.get(reason, Word.PERMERROR) if reason else Word.PASS,
        reason=reason,
        field=f"v=1; d={domain}; s=s1; a=rsa-sha256",
        domain=domain,
        selector="s1",
        algorithm="rsa-sha256",
        tag="bh" if reason is Reason.BROKEN_FIELD else "",
        key_name=f"s1._domainkey.{domain}",
        key=KEY,
        bits=512,
        unsigned_bytes=17,
    )


def of(*signatures: Signature) -> Authentication:
    return Authentication(signatures=signatures)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_status_its_words_and_a_whole_fix(reason: Reason) -> None:
    verdict = judge(of(signature(reason)), "d.test")
    assert verdict.id == f"message.dkim.{reason}"
    assert verdict.status is MILDER.get(reason, Status.FAILED)
    fix = said(verdict, TEXTS, FIXES)
    if fix is not None:
        assert_complete(FIXES[verdict.id], fix)
    waits = (Reason.NO_ANSWER, Reason.EXPIRED)
    assert (fix is None) == (reason in waits)


GOOD, OTHER = signature(), signature(domain="esp.test")
CHANGED, LOST = signature(Reason.BODY_CHANGED), signature(Reason.NO_ANSWER)
PART = signature(Reason.PART_OF_BODY)


@pytest.mark.parametrize(
    ("signatures", "sender", "what", "status", "domain"),
    [
        ((), "d.test", "none", Status.WARNING, None),
        ((), "", "none", Status.WARNING, None),
        ((GOOD,), "d.test", "ok", Status.OK, "d.test"),
        ((GOOD,), "D.Test", "ok", Status.OK, "d.test"),
        ((GOOD,), "news.d.test", "ok", Status.OK, "d.test"),
        ((signature(domain="mail.d.test"),), "d.test", "ok", Status.OK, "mail.d.test"),
        ((signature(domain="BÜCHER.test"),), "bücher.test", "ok", Status.OK, "BÜCHER.test"),
        ((GOOD,), "xd.test", "other-domain", Status.WARNING, "d.test"),
        ((OTHER,), "d.test", "other-domain", Status.WARNING, "esp.test"),
        (
            (signature(domain="github.io"),),
            "shop.github.io",
            "other-domain",
            Status.WARNING,
            "github.io",
        ),
        ((signature(domain="shop.co.uk"),), "news.shop.co.uk", "ok", Status.OK, "shop.co.uk"),
        ((OTHER,), "", "ok", Status.OK, "esp.test"),
        ((OTHER, GOOD), "d.test", "ok", Status.OK, "d.test"),
        ((CHANGED, GOOD), "d.test", "ok", Status.OK, "d.test"),
        ((CHANGED, OTHER), "d.test", "body-changed", Status.FAILED, "d.test"),
        ((PART, GOOD), "d.test", "ok", Status.OK, "d.test"),
        ((PART, OTHER), "d.test", "part-of-body", Status.WARNING, "d.test"),
        ((CHANGED, LOST), "d.test", "no-answer", Status.UNKNOWN, "d.test"),
        ((signature(Reason.NO_KEY), CHANGED), "d.test", "body-changed", Status.FAILED, "d.test"),
        (
            (signature(Reason.NO_KEY, "esp.test"), OTHER),
            "d.test",
            "other-domain",
            Status.WARNING,
            "esp.test",
        ),
        ((signature(Reason.NO_KEY, "esp.test"),), "d.test", "no-key", Status.FAILED, "esp.test"),
    ],
)
def test_the_signature_that_matters_is_told(
    signatures: tuple[Signature, ...], sender: str, what: str, status: Status, domain: str | None
) -> None:
    verdict = judge(of(*signatures), sender)
    assert (verdict.id, verdict.status) == (f"message.dkim.{what}", status)
    assert verdict.params.get("domain") == domain
    fix = said(verdict, TEXTS, FIXES)
    assert fix is None or fix.who is Who.MAIL_ADMIN


def test_domains_beside_each_other_belong_together_where_dmarc_says_so() -> None:
    beside = of(signature(domain="a.d.test"))
    assert judge(beside, "b.d.test").id == "message.dkim.other-domain"
    assert judge(beside, "b.d.test", aligned=("a.d.test",)).id == "message.dkim.ok"


def test_the_provider_is_named_where_the_record_is_kept_there() -> None:
    alias = msgspec.structs.replace(KEY, aliases=("s1.esp.test.",))
    there = msgspec.structs.replace(signature(Reason.KEY_REVOKED), key=alias)
    fix = said(judge(of(there), "d.test"), TEXTS, FIXES)
    assert fix is not None
    assert any("s1.esp.test" in step for step in fix.steps)


def test_fields_and_keys_are_the_evidence() -> None:
    verdict = judge(of(GOOD, OTHER), "d.test")
    assert verdict.evidence == (
        HeaderSeen("DKIM-Signature", "v=1; d=d.test; s=s1; a=rsa-sha256"),
        HeaderSeen("DKIM-Signature", "v=1; d=esp.test; s=s1; a=rsa-sha256"),
        RecordSeen(name=KEY.name, type="TXT", values=KEY.values, answer="found"),
    )


def test_an_unreadable_field_is_called_so() -> None:
    broken = msgspec.structs.replace(
        signature(Reason.BROKEN_FIELD), tag="", domain="", selector="", key=None, key_name=""
    )
    verdict = judge(of(broken), "d.test")
    assert verdict.id == "message.dkim.unreadable-field"
    assert said(verdict, TEXTS, FIXES) is not None


def test_what_a_stranger_wrote_stays_short_and_on_one_line() -> None:
    nasty = "x" * 5000 + "\n\x1b[31m\u202e"
    broken = Signature(
        word=Word.PERMERROR,
        reason=Reason.BROKEN_FIELD,
        field=nasty,
        domain=nasty,
        selector=nasty,
        identity=nasty,
        algorithm=nasty,
        tag="d",
    )
    verdict = judge(of(broken), nasty)
    values = [value for value in verdict.params.values() if isinstance(value, str)]
    assert all(len(value) <= 100 and value.isprintable() for value in values)
    (header,) = verdict.evidence
    assert isinstance(header, HeaderSeen)
    assert header.value.isprintable()


def test_there_are_no_words_for_what_is_never_said() -> None:
    others = {"ok", "none", "other-domain", "unreadable-field"}
    assert set(TEXTS) == {f"message.dkim.{what}" for what in {*Reason, *others}}
    assert set(FIXES) <= set(TEXTS)
