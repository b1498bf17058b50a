"""What a domain's SPF record means, from records over real sockets to words and what to publish."""

import inspect
import re

import pytest

from mailadmin.core.diagnosis.fix import put_into_words
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf.branches import BreakKind, SpfTree, TermState
from mailadmin.core.dns.spf.published import Published
from mailadmin.core.dns.spf.result import Problem
from mailadmin.core.dns.spf.tree import survey
from mailadmin.core.domain.judge import spf as judge_module
from mailadmin.core.domain.judge.spf import judge, seen
from mailadmin.core.domain.proposals.spf import SpfFacts, look_up
from mailadmin.core.finding import RecordSeen, Status, Verdict
from mailadmin.core.texts.domain import spf as words
from mailadmin.core.texts.noop import english
from tests.servers.spf_zone import served, spf, txt
from tests.servers.wayward_dns import WaywardServer

ZONE = (
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::10",
    "four.d.test. A 198.51.100.9",
    "d.test. MX 10 mail.d.test.",
    *(f"eleven.d.test. MX 10 h{n}.d.test." for n in range(11)),
    spf("p.test", "ip4:203.0.113.0/24 -all"),
    spf("plus.test", "+all"),
    spf("neutral.test", "?all"),
    spf("open.test", "mx:d.test"),
    spf("broken.test", "a:"),
    txt("many.test", "v=spf1 -all"),
    txt("many.test", "v=spf1 ~all"),
    spf("to-broken.test", "include:broken.test -all"),
    spf("to-nobody.test", "redirect=nobody.test"),
    spf("to-eleven.test", "mx:eleven.d.test -all"),
    spf("to-d.test", "include:d.test -all"),
    spf("deep.test", "include:to-broken.test -all"),
    spf("ptr.test", "ptr -all"),
    spf("hidden.test", "-all a"),
    spf("five.test", "a:mail.d.test " * 5 + "-all"),
    *(spf(f"c{n}.test", f"include:c{n + 1}.test -all") for n in range(20)),
)  # fmt: skip


async def verdict_on(*rests: str, wanted: tuple[str, ...] = ()) -> Verdict:
    """The verdict on d.test with these records, whole if they begin so."""
    records = [
        txt("d.test", rest) if "v" in rest[:3].lower() else spf("d.test", rest) for rest in rests
    ]
    async with served(*ZONE, *records) as resolver:
        return judge(await look_up("d.test", resolver, wanted))


CASES = [
    # rest of the record, what it is, status, the record to publish
    ("mx -all", "good", "ok", None),
    ("mx ~all", "softfail", "ok", None),
    ("redirect=p.test", "good", "ok", None),
    ("include:neutral.test mx -all", "good", "ok", None),
    ("include:ptr.test mx -all", "good", "ok", None),
    ("include:hidden.test mx -all", "good", "ok", None),
    ("exists:%{i}.x.test -all", "good", "ok", None),
    ("mx -all redirect=nobody.test", "good", "ok", None),
    ("a:mail.d.test " * 4 + "include:p.test a:x..y.test mx mx:d.test -all", "good", "ok", None),
    ("foo -all", "syntax", "failed", None),
    ("mx, include:p.test ~all", "syntax", "failed", "v=spf1 mx include:p.test ~all"),
    ("mx, include:p.test ?all", "syntax", "failed", "v=spf1 mx include:p.test ?all"),
    ("mx include:nobody.test ?all", "include-missing", "failed", "v=spf1 mx ?all"),
    ("mx mx include:five.test include:c5.test -all", "too-big", "failed", None),
    ("mx mx include:five.test " + " ".join(f"a:mail.d.test/{n}" for n in range(26, 32)),
     "too-many-lookups", "failed", None),
    ("v=spf1include:p.test ~all", "not-recognised", "failed", "v=spf1 include:p.test ~all"),
    ("v=spf1;foo ~all", "not-recognised", "failed", None),
    ("mx include:d.test -all", "loop", "failed", "v=spf1 mx -all"),
    ("include:d.test -all", "loop", "failed", None),
    ("redirect=d.test", "loop", "failed", None),
    ("mx include:nobody.test -all", "include-missing", "failed", "v=spf1 mx -all"),
    ("mx redirect=nobody.test", "include-missing", "failed", "v=spf1 mx ~all"),
    ("include:x..y.test mx -all", "include-missing", "failed", "v=spf1 mx -all"),
    ("include:nobody.test -all", "include-missing", "failed", None),
    ("mx include:broken.test -all", "include-broken", "failed", None),
    ("mx include:many.test -all", "include-broken", "failed", None),
    ("mx include:deep.test -all", "include-broken", "failed", None),
    ("mx include:to-nobody.test -all", "include-broken", "failed", None),
    ("mx include:to-eleven.test -all", "include-broken", "failed", None),
    ("mx include:to-d.test -all", "include-broken", "failed", None),
    ("redirect=to-broken.test", "include-broken", "failed", None),
    ("mx:eleven.d.test -all", "too-many-mx", "failed", None),
    ("include:five.test include:five.test -all", "too-many-lookups", "failed",
     "v=spf1 include:five.test -all"),
    ("mx include:five.test " + " ".join(f"a:mail.d.test/{n}" for n in range(28, 32)) + " -all",
     "too-many-lookups", "failed", None),
    ("include:c0.test -all", "too-big", "failed", None),
    ("a:n1.test a:n2.test a:n3.test mx -all", "too-many-void-lookups", "failed", None),
    ("a:n1.test a:n2.test mx -all", "good", "ok", None),
    ("mx +all", "everybody-may-send", "warning", "v=spf1 mx ~all"),
    ("+all", "everybody-may-send", "warning", None),
    ("include:plus.test mx -all", "everybody-may-send", "warning", None),
    ("redirect=plus.test", "everybody-may-send", "warning", None),
    ("exists:mail.d.test -all", "everybody-may-send", "warning", None),
    ("ip4:0.0.0.0/0 -all", "everybody-may-send", "warning", None),
    ("ip4:0.0.0.0/2 ip4:64.0.0.0/3 ip4:96.0.0.0/3 -all", "everybody-may-send", "warning", None),
    ("?include:plus.test mx -all", "neutral", "warning", None),
    ("-all mx", "all-not-last", "warning", "v=spf1 mx -all"),
    ("mx ~all include:p.test", "all-not-last", "warning", "v=spf1 mx include:p.test ~all"),
    ("-all", "nobody-may-send", "warning", None),
    ("-ip4:192.0.2.1 ~all", "nobody-may-send", "warning", None),
    ("mx", "no-end", "warning", "v=spf1 mx ~all"),
    ("mx redirect=open.test", "no-end", "warning", None),
    ("mx ?all", "neutral", "warning", "v=spf1 mx ~all"),
    ("redirect=neutral.test", "neutral", "warning", None),
    ("ip4:10.0.0.0/8 -all", "broad", "warning", None),
    ("ip4:10.0.0.0/11 -all", "broad", "warning", None),
    ("ip4:10.0.0.0/12 -all", "good", "ok", None),
    ("ip6:2001::/19 -all", "broad", "warning", None),
    ("ip6:2001::/20 -all", "good", "ok", None),
    ("-ip4:10.0.0.0/8 mx -all", "good", "ok", None),
    ("a:four.d.test a:four.d.test/31 a:four.d.test/30 mx -all", "void-lookups-ipv6", "warning",
     None),
    ("a:four.d.test a:four.d.test/31 a:four.d.test/30 -all", "good", "ok", None),
    ("mx ptr -all", "ptr", "warning", None),
    ("mx include:five.test a:mail.d.test -all", "good", "ok", None),
    ("mx include:five.test a:mail.d.test a:mail.d.test/31 -all", "near-limit", "info", None),
    ("mx include:five.test a:mail.d.test a:mail.d.test/31 ptr -all", "ptr", "warning", None),
    ("mx -all all", "good", "ok", None),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "what", "status", "record"), CASES)
async def test_what_a_record_means(rest: str, what: str, status: str, record: str | None) -> None:
    verdict = await verdict_on(rest)
    assert (verdict.id, verdict.status) == (f"domain.spf.{what}", Status(status))
    if what not in ("good", "softfail"):
        assert verdict.params.get("record") == record


async def test_no_record_at_all() -> None:
    verdict = await verdict_on()
    assert (verdict.id, verdict.status) == ("domain.spf.no-record", Status.FAILED)
    assert "record" not in verdict.params
    verdict = await verdict_on(wanted=("include:p.test", "ip4:192.0.2.1"))
    assert verdict.params["record"] == "v=spf1 include:p.test ip4:192.0.2.1 ~all"
    assert verdict.params["lookups_after"] == 1
    assert "old_record" not in verdict.params and "lookups_before" not in verdict.params


async def test_nothing_is_added_to_a_record_that_is_there() -> None:
    verdict = await verdict_on("mx ?all", wanted=("include:p.test",))
    assert verdict.params["record"] == "v=spf1 mx ~all"


async def test_several_records() -> None:
    verdict = await verdict_on("mx -all", "include:p.test ~all")
    assert (verdict.id, verdict.status) == ("domain.spf.several-records", Status.FAILED)
    assert verdict.params["count"] == 2
    assert verdict.params["record"] == "v=spf1 include:p.test mx ~all"
    assert verdict.params["lookups_after"] == 2
    assert "lookups_before" not in verdict.params
    assert verdict.params["old_records"] == "v=spf1 include:p.test ~all\nv=spf1 mx -all"


async def test_what_comes_to_light_when_a_record_can_be_read_is_mended_too() -> None:
    verdict = await verdict_on("mx,include:nobody.test ~all")
    assert verdict.params["record"] == "v=spf1 mx ~all"


async def test_a_mistake_is_named_with_its_place() -> None:
    verdict = await verdict_on("mx ip4:1.2.3 -all")
    assert (verdict.params["term"], verdict.params["position"]) == ("ip4:1.2.3", 15)
    verdict = await verdict_on("mx foo  -all")
    assert (verdict.params["term"], verdict.params["position"]) == ("foo", 11)


async def test_what_costs_most_and_what_leads_nowhere() -> None:
    rest = "mx include:five.test a:n1.test a:n2.test a:mail.d.test exists:%{i}.x a:x..y.test -all"
    verdict = await verdict_on(rest)
    assert verdict.id == "domain.spf.too-many-lookups"
    assert verdict.params["costly"] == (
        "include:five.test (6), mx (1), a:n1.test (1), a:n2.test (1), a:mail.d.test (1)"
    )
    assert verdict.params["unused"] == "a:n1.test, a:n2.test, a:x..y.test"
    assert verdict.params["lookups"] == 12


async def test_whose_fault_a_broken_include_is() -> None:
    verdict = await verdict_on("mx include:deep.test -all")
    assert (verdict.params["term"], verdict.params["target"]) == (
        "include:deep.test",
        "broken.test",
    )


async def test_what_did_not_answer() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = "v=spf1 include:rcode-SERVFAIL.test ~all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        inside = judge(await look_up("d.test", resolver))
        whole = judge(await look_up("rcode-SERVFAIL.test", resolver))
    assert (inside.id, inside.status) == ("domain.spf.include-no-answer", Status.UNKNOWN)
    assert inside.params["term"] == "include:rcode-SERVFAIL.test"
    assert (whole.id, whole.status) == ("domain.spf.no-answer", Status.UNKNOWN)
    assert "SERVFAIL" in str(whole.params["error"])


async def test_what_is_no_domain() -> None:
    async with served() as resolver:
        verdict = judge(await look_up("test", resolver))
    assert (verdict.id, verdict.status) == ("domain.spf.no-domain", Status.SKIPPED)


async def evidence_of(rest: str) -> RecordSeen:
    async with served(*ZONE, spf("d.test", rest)) as resolver:
        return seen(await survey("d.test", resolver))


def flat(record: RecordSeen) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    for term in record.terms:
        found.append((term.text, term.lookups, term.problem.removeprefix("domain.spf.term.")))
        if term.record is not None:
            found += flat(term.record)
    return found


@pytest.mark.parametrize(
    ("rest", "terms"),
    [
        ("mx ip4:192.0.2.1 -all", [("mx", 1, "")]),
        ("include:to-d.test ptr ?all",
         [("include:to-d.test", 2, ""), ("include:d.test", 2, "loop"), ("ptr", 3, "ptr"),
          ("?all", 3, "neutral")]),
        ("include:neutral.test a:n.test exists:%{i}.x -all",
         [("include:neutral.test", 1, ""), ("a:n.test", 2, "nothing"),
          ("exists:%{i}.x", 3, "sender-decides")]),
        ("redirect=neutral.test", [("redirect=neutral.test", 1, ""), ("?all", 1, "neutral")]),
        ("include:broken.test include:many.test include:nobody.test -all",
         [("include:broken.test", 1, "syntax"), ("include:many.test", 2, "several-records"),
          ("include:nobody.test", 3, "no-record")]),
        ("ip4:10.0.0.0/8 -ip4:11.0.0.0/8 +all a",
         [("ip4:10.0.0.0/8", 0, "broad"), ("+all", 0, "everybody"), ("a", 0, "unreachable")]),
        ("include:plus.test -all",
         [("include:plus.test", 1, ""), ("+all", 1, "everybody"), ("-all", 1, "unreachable")]),
        ("include:five.test include:five.test -all",
         [("include:five.test", 6, ""), *[("a:mail.d.test", n, "") for n in range(2, 7)],
          ("include:five.test", 12, ""), *[("a:mail.d.test", n, "") for n in range(8, 11)],
          ("a:mail.d.test", 11, "over-limit"), ("a:mail.d.test", 12, "")]),
        ("a:n1.test exists:n2.test a:four.d.test mx:n3.test -all",
         [("a:n1.test", 1, "nothing"), ("exists:n2.test", 2, "nothing"), ("a:four.d.test", 3, ""),
          ("mx:n3.test", 4, "over-void-limit")]),
        ("include:c0.test -all",
         [*[(f"include:c{n}.test", 11, "") for n in range(10)],
          ("include:c10.test", 11, "over-limit")]),
        ("mx:eleven.d.test a:x..y.test -all",
         [("mx:eleven.d.test", 1, "too-many-mx"), ("a:x..y.test", 2, "no-name")]),
    ],
)  # fmt: skip
async def test_every_problem_is_told_where_it_stands(
    rest: str, terms: list[tuple[str, int, str]]
) -> None:
    assert flat(await evidence_of(rest)) == terms


async def test_the_evidence_is_the_record_and_those_inside() -> None:
    record = await evidence_of("include:p.test -all")
    assert (record.name, record.type, record.answer) == ("d.test", "TXT", "found")
    assert record.values == ("v=spf1 include:p.test -all",)
    inner = record.terms[0].record
    assert inner is not None
    assert (inner.name, inner.values) == ("p.test", ("v=spf1 ip4:203.0.113.0/24 -all",))


async def test_evidence_is_bounded() -> None:
    async with served(*ZONE) as resolver:
        record = "v=spf1 " + "a:mail.d.test " * 300
        assert len(seen(await survey("d.test", resolver, record=record)).terms) == 100


async def test_a_term_without_an_end_is_shown_in_part() -> None:
    verdict = await verdict_on("mx exists:" + "%{i}" * 200 + ".x foo -all")
    assert verdict.params["term"] == "foo"
    verdict = await verdict_on("mx " + "x" * 500 + " -all")
    assert verdict.params["term"] == "x" * 200 + "…"
    record = await evidence_of("exists:" + "%{i}" * 200 + ".x -all")
    assert len(record.terms[0].text) == 201


# Words


def all_ids() -> set[str]:
    """Every id that stands in the judge, and every state and problem of a term."""
    source = inspect.getsource(judge_module)
    whats = set(re.findall(r'_Judgement\(\s*"([a-z0-9-]+)"', source)) | {"good", "softfail"}
    whats |= {kind.value for kind in BreakKind}
    ids = {f"domain.spf.{what}" for what in whats}
    remarks = set(re.findall(r'yield "([a-z0-9-]+)"', source))
    inner = {Problem.NO_DOMAIN, Problem.NO_RECORD, Problem.SEVERAL_RECORDS, Problem.SYNTAX}
    states = {state.value for state in TermState} - {"fine"}
    of_terms = remarks | states | {problem.value for problem in inner} | {"no-answer"}
    return ids | {f"domain.spf.term.{what}" for what in of_terms}


def test_every_id_has_its_words_and_every_word_its_id() -> None:
    assert set(words.TEXTS) == all_ids()
    assert set(words.FIXES) <= set(words.TEXTS)


def test_every_finding_that_asks_for_a_change_has_its_fix() -> None:
    fine = {"good", "softfail", "near-limit", "no-domain", "no-answer", "include-no-answer"}
    told = {each for each in words.TEXTS if ".term." not in each}
    expected = {each for each in told if each.removeprefix("domain.spf.") not in fine}
    assert set(words.FIXES) == expected - {"domain.spf.nobody-may-send"}


ALL = [(rest,) for rest, *_ in CASES] + [(), ("mx -all", "a ~all"), ("mx foo -all", "a -all")]


@pytest.mark.parametrize("rests", ALL)
async def test_everything_can_be_put_into_words(rests: tuple[str, ...]) -> None:
    verdict = await verdict_on(*rests)
    text = words.TEXTS[verdict.id]
    # What the survey of a domain adds where it knows it.
    params = {"domain": "d.test", **verdict.params}
    said = [text.title.format(**params), text.detail.format(**params)]
    if verdict.id in words.FIXES:
        fix = put_into_words(words.FIXES[verdict.id], params, english)
        said += [*fix.steps, fix.check, *(copy.text for copy in fix.copy)]
        labels = [copy.label for copy in fix.copy]
        assert labels[-1] == "Message to your domain host"
        assert ("Record to publish" in labels) == ("record" in params)
        if "record" in params:
            assert str(params["record"]) in fix.copy[-1].text
    for sentence in said:
        bare = re.sub(r"%\{[^}]*\}", "", sentence)
        assert not re.search(r"[{}]|“”|\(\)|: ?$|None", bare), sentence


async def test_a_long_record_is_said_to_be_split() -> None:
    many = " ".join(f"ip4:192.0.2.{n}" for n in range(20))
    verdict = await verdict_on(f"{many} ?all")
    fix = put_into_words(words.FIXES[verdict.id], verdict.params, english)
    assert verdict.params["record_length"] == len(str(verdict.params["record"])) > 255
    assert any("several strings" in step for step in fix.steps)
    short = await verdict_on("mx ?all")
    fix = put_into_words(words.FIXES[short.id], short.params, english)
    assert not any("several strings" in step for step in fix.steps)


def test_an_answer_that_failed_is_not_called_missing() -> None:
    answer = Answer(name="d.test", type="TXT", state=AnswerState.TEMPORARY_FAILURE, error="silence")
    tree = SpfTree(published=Published(domain="d.test", answer=answer, problem=Problem.NO_ANSWER))
    verdict = judge(SpfFacts(tree=tree))
    assert (verdict.status, verdict.params["error"]) == (Status.UNKNOWN, "silence")
    record = verdict.evidence[0]
    assert isinstance(record, RecordSeen)
    assert record.answer == "temporary-failure"
