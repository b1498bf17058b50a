"""What a domain's DKIM keys mean, and that every verdict has its words and a whole fix."""

import re

import msgspec
import pytest

from mailadmin.core.diagnosis.fix import FixText, put_into_words
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dkim import Below, DkimFacts, Flaw, Selector, read_key
from mailadmin.core.domain.dkim import Signing
from mailadmin.core.domain.judge.dkim import REPAIRABLE, judge
from mailadmin.core.domain.proposals.dkim import SETUPS, setup_at
from mailadmin.core.domain.providers import MailProviders
from mailadmin.core.finding import Params, RecordSeen, Status, Verdict
from mailadmin.core.providers import provider_of_id
from mailadmin.core.texts.domain.dkim import FIXES, TEXTS
from mailadmin.core.texts.noop import english
from tests.core.dns.dkim_keys import ED25519, rsa

GOOD, WEAK = f"v=DKIM1; k=rsa; p={rsa(2048)}", f"v=DKIM1; k=rsa; p={rsa(1024)}"
SHORT, CUT, REVOKED = f"v=DKIM1; p={rsa(512)}", GOOD[:200], "v=DKIM1; p="
TESTING, UNTIDY = GOOD + "; t=y", GOOD + "; "
FOUND, NO_DATA = AnswerState.FOUND, AnswerState.NO_DATA
GONE, FAILURE = AnswerState.NO_SUCH_NAME, AnswerState.TEMPORARY_FAILURE


def answer(name: str, state: AnswerState, *values: str, alias: str = "") -> Answer:
    aliases = (f"{alias}.",) if alias else ()
    return Answer(name=name, type="TXT", state=state, values=values, aliases=aliases)


def at(
    name: str, *texts: str, state: AnswerState = FOUND, given: bool = False, alias: str = ""
) -> Selector:
    return Selector(
        name=name,
        given=given,
        answer=answer(f"{name}._domainkey.d.test", state, *texts, alias=alias),
        alias=alias or None,
        keys=tuple(read_key(text) for text in texts),
    )


def facts(
    *selectors: Selector,
    below: Below = Below.SOMETHING,
    wildcard: str = "",
    spf: str = "v=spf1 mx -all",
    provider: str = "",
    domain: AnswerState = FOUND,
) -> Signing:
    nobodys = (FOUND, wildcard) if wildcard else (GONE,)
    return Signing(
        keys=DkimFacts(
            domain="d.test",
            below=below,
            parent=answer("_domainkey.d.test", NO_DATA),
            nobodys=answer("x._domainkey.d.test", *nobodys),
            selectors=selectors,
        ),
        providers=MailProviders(
            mx=answer("d.test", GONE),
            txt=answer("d.test", domain, spf),
            receiving=provider_of_id(provider),
            sends_nothing=spf == "v=spf1 -all",
        ),
    )


CASES: list[tuple[Signing, str, Status]] = [
    (facts(at("a", GOOD)), "ok", Status.OK),
    (facts(at("a", GOOD), at("b", state=FAILURE)), "ok", Status.OK),
    (facts(at("a", GOOD), at("b", REVOKED)), "ok", Status.OK),
    (facts(at("a", GOOD), at("b", state=GONE, alias="x.test")), "ok", Status.OK),
    (facts(at("a", GOOD), at("b", f"k=ed25519; p={ED25519}")), "ok", Status.OK),
    (facts(at("a", f"k=ed25519; p={ED25519}")), "only-ed25519", Status.INFO),
    (facts(at("a", WEAK)), "weak", Status.WARNING),
    (facts(at("a", GOOD), at("b", WEAK)), "weak", Status.WARNING),
    (facts(at("a", f"v=DKIM1; p={rsa(4104)}")), "too-long", Status.WARNING),
    (facts(at("a", TESTING)), "testing-repairable", Status.WARNING),
    (facts(at("a", TESTING, alias="x.test")), "testing", Status.WARNING),
    (facts(at("a", UNTIDY)), "untidy-repairable", Status.WARNING),
    (facts(at("a", SHORT)), "too-short", Status.FAILED),
    (facts(at("a", GOOD), at("b", SHORT)), "too-short", Status.WARNING),
    (facts(at("a", GOOD), at("b", SHORT, given=True)), "too-short", Status.FAILED),
    (facts(at("a", CUT)), "cut", Status.FAILED),
    (facts(at("a", "v=DKIM1; p=AAAA")), "not-a-key", Status.FAILED),
    (facts(at("a", "v=DKIM1")), "no-data", Status.FAILED),
    (facts(at("a", "nonsense")), "syntax", Status.FAILED),
    (facts(at("a", f'"{GOOD}"')), "syntax-repairable", Status.FAILED),
    (facts(at("a", f'"{GOOD}"', alias="x.test")), "syntax", Status.FAILED),
    (facts(at("a", GOOD.replace("DKIM1", "DKIM2"))), "version-repairable", Status.FAILED),
    (facts(at("a", GOOD.replace("MII", "M'II"))), "base64-repairable", Status.FAILED),
    (facts(at("a", GOOD.replace("MII", "M!II"))), "base64", Status.FAILED),
    (facts(at("a", GOOD + "; h=sha1")), "hash-repairable", Status.FAILED),
    (facts(at("a", GOOD + "; s=tlsrpt")), "service-repairable", Status.FAILED),
    (facts(at("a", f"v=DKIM1; k=rsa; p={ED25519}")), "wrong-kind-repairable", Status.FAILED),
    (facts(at("a", "v=DKIM1; k=x; p=AAAA")), "algorithm", Status.FAILED),
    (facts(at("a", GOOD, GOOD + "; n=2")), "several-records", Status.FAILED),
    (facts(at("a", GOOD, REVOKED), at("b", GOOD)), "several-records", Status.WARNING),
    (facts(at("a", REVOKED)), "revoked", Status.WARNING),
    (facts(at("a", REVOKED, given=True)), "revoked", Status.FAILED),
    (facts(at("a", REVOKED, given=True), at("b", GOOD)), "revoked", Status.WARNING),
    (facts(at("a", state=GONE, alias="x.test")), "leads-nowhere", Status.WARNING),
    (facts(at("a", state=NO_DATA, alias="x.test", given=True), at("b", GOOD)), "leads-nowhere",
     Status.WARNING),
    (facts(at("a", state=GONE, given=True)), "selector-missing", Status.FAILED),
    (facts(at("a", state=GONE, given=True), at("b", GOOD)), "selector-missing", Status.WARNING),
    (facts(at("a", state=GONE, given=True), below=Below.CANNOT_TELL), "selector-missing",
     Status.FAILED),
    (facts(at("a", state=GONE, given=True), below=Below.NOTHING), "none", Status.WARNING),
    (facts(at("a", state=GONE)), "selector-unknown", Status.INFO),
    (facts(at("a", state=GONE), below=Below.CANNOT_TELL), "cannot-tell", Status.INFO),
    (facts(at("a", state=GONE), below=Below.NOTHING), "none", Status.WARNING),
    (facts(at("a", state=GONE), below=Below.NOTHING, domain=GONE), "no-such-domain",
     Status.SKIPPED),
    (facts(at("a", state=GONE), below=Below.NO_ANSWER), "no-answer", Status.UNKNOWN),
    (facts(at("a", state=FAILURE), below=Below.SOMETHING), "no-answer", Status.UNKNOWN),
    (facts(at("a", state=FAILURE), below=Below.NOTHING), "no-answer", Status.UNKNOWN),
    (facts(at("a", state=FAILURE, given=True), at("b", GOOD)), "no-answer", Status.UNKNOWN),
    (facts(at("a", state=FAILURE), at("b", CUT)), "cut", Status.FAILED),
    (facts(wildcard=REVOKED, below=Below.CANNOT_TELL), "all-revoked", Status.WARNING),
    (facts(wildcard=REVOKED, below=Below.CANNOT_TELL, spf="v=spf1 -all"), "all-revoked",
     Status.INFO),
    (facts(wildcard=GOOD, below=Below.CANNOT_TELL), "every-selector", Status.OK),
    (facts(wildcard="ok", below=Below.CANNOT_TELL), "cannot-tell", Status.INFO),
    (facts(below=Below.NOTHING, spf="v=spf1 -all"), "sends-nothing", Status.OK),
    (facts(at("a", CUT), spf="v=spf1 -all"), "cut", Status.FAILED),
    (facts(at("a", WEAK), at("b", CUT, given=True), at("c", CUT)), "cut", Status.FAILED),
]  # fmt: skip


@pytest.mark.parametrize(("signing", "what", "status"), CASES)
def test_the_verdict(signing: Signing, what: str, status: Status) -> None:
    verdict = judge(signing)
    assert (verdict.id, verdict.status) == (f"domain.dkim.{what}", status)
    assert verdict.evidence
    assert all(type(value) in (str, int, float) for value in verdict.params.values())


@pytest.mark.parametrize("provider", ["", "proton", *SETUPS])
@pytest.mark.parametrize("signing", [case[0] for case in CASES])
def test_words_and_fix_are_whole(signing: Signing, provider: str) -> None:
    named = msgspec.structs.replace(signing.providers, receiving=provider_of_id(provider))
    verdict = judge(msgspec.structs.replace(signing, providers=named))
    text = TEXTS[verdict.id]
    for sentence in filter(None, text):
        assert "{" not in sentence.format(**verdict.params)
    assert (verdict.id in FIXES) == (verdict.status not in DONE) or verdict.id in NOTHING_TO_DO
    if verdict.id in FIXES:
        for host in ({}, {"dns_host": "Host"}, {"dns_host": "Host", "dns_where": "Menu"}):
            fix = fix_of(verdict, host)
            assert len(fix.steps) == len(FIXES[verdict.id].steps)
            told = [*fix.steps, *(copy.text for copy in fix.copy), fix.check]
            assert not [each for each in told if "{" in each]
            assert bool(fix.copy) == any("message below" in step for step in fix.steps)


DONE = (Status.OK, Status.SKIPPED, Status.UNKNOWN)
NOTHING_TO_DO = {"domain.dkim.no-answer"}


def fix_of(verdict: Verdict, host: Params) -> FixText:
    return put_into_words(FIXES[verdict.id], {**verdict.params, **host}, english)


def test_every_verdict_is_among_the_cases_or_a_flaw() -> None:
    given = {judge(signing).id for signing, _, _ in CASES}
    flaws = {f"domain.dkim.{flaw}{end}" for flaw in Flaw for end in ("", REPAIRABLE)}
    assert set(TEXTS) - flaws <= given | {"domain.dkim.testing", "domain.dkim.revoked-repairable",
        "domain.dkim.weak-repairable"}  # fmt: skip
    assert flaws <= set(TEXTS) and flaws <= set(FIXES)
    assert given <= set(TEXTS)
    assert set(FIXES) <= set(TEXTS)


def test_the_record_to_publish_is_whole_and_good() -> None:
    for signing, what, _ in CASES:
        verdict = judge(signing)
        if what.endswith(REPAIRABLE):
            record = str(verdict.params["record"])
            assert read_key(record).counts and not read_key(record).faults
            texts = {copy.text for copy in fix_of(verdict, {}).copy}
            assert {record, verdict.params["old_record"]} <= texts
            assert verdict.params["record_name"] == "a._domainkey.d.test"
        else:
            assert "record" not in verdict.params


def test_where_a_record_breaks_is_counted_from_one_and_shown() -> None:
    verdict = judge(facts(at("a", "v=DKIM1; p=AB!CD\x1b[2J")))
    assert verdict.id == "domain.dkim.syntax"
    assert verdict.params["near"] == "p=AB!CD [2J"
    verdict = judge(facts(at("a", "v=DKIM1; p=AB!CD")))
    assert (verdict.params["at"], verdict.params["near"]) == (14, "!CD")


def test_an_alias_is_evidence() -> None:
    verdict = judge(facts(at("a", GOOD, alias="a.provider.test")))
    assert verdict.evidence == (
        RecordSeen(
            name="a._domainkey.d.test", type="CNAME", values=("a.provider.test.",), answer="found"
        ),
        RecordSeen(name="a.provider.test", type="TXT", values=(GOOD,), answer="found"),
    )


def test_records_of_a_provider_are_proposed_whole() -> None:
    verdict = judge(facts(below=Below.NOTHING, provider="fastmail"))
    records = str(verdict.params["dkim_records"]).splitlines()
    assert records[0] == "fm1._domainkey.d.test. CNAME fm1.d.test.dkim.fmhosted.com."
    assert len(records) == 3
    fix = fix_of(verdict, {})
    assert verdict.params["dkim_records"] in {copy.text for copy in fix.copy}


def test_records_that_only_the_provider_knows_are_not_invented() -> None:
    verdict = judge(facts(below=Below.NOTHING, provider="microsoft-365"))
    assert "dkim_records" not in verdict.params
    said = " ".join(fix_of(verdict, {}).steps)
    assert "https://security.microsoft.com/dkimv2" in said and "CNAME" not in said


@pytest.mark.parametrize("provider", SETUPS)
def test_a_setup_is_of_a_provider_and_says_something(provider: str) -> None:
    found, setup = provider_of_id(provider), SETUPS[provider]
    assert found is not None and setup.source.startswith("https://")
    assert bool(setup.where) != bool(setup.aliases)
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", setup.checked)
    params = setup_at(found, "d.test")
    assert params["provider_name"] == found.name
    for line in str(params.get("dkim_records", "")).splitlines():
        assert re.fullmatch(r"\w+\._domainkey\.d\.test\. CNAME [a-z0-9A-Z_.]+\.", line)
        assert line.split(".")[0] in found.dkim_selectors
    assert setup_at(None, "d.test") == {}
