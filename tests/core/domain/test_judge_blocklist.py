"""What blocklists mean, in tables, and that everything meant has its words."""

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.blocklist import BlocklistFacts, Consultation, Silence, Standing
from mailadmin.core.dns.blocklists import Blocklist, Kind, Meaning, Weight
from mailadmin.core.domain.judge.blocklist import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.blocklist import FIXES, TEXTS
from tests.core.domain.saying import said

IP = "192.0.2.10"


def entry(name: str, weight: Weight, removal: str = "https://l.test/off") -> Blocklist:
    meaning = Meaning(codes=("127.0.0.2",), text=f"{name} says so.", weight=weight)
    return Blocklist(
        id=name,
        name=name,
        zone=f"{name}.test",
        kinds=("ip4", "domain"),
        meanings=(meaning,),
        removal=removal,
    )


def listed(
    name: str, weight: Weight, link: str = "", removal: str = "https://l.test/off"
) -> Consultation:
    seen = Answer(
        name=f"10.2.0.192.{name}.test", type="A", state=AnswerState.FOUND, values=("127.0.0.2",)
    )
    return Consultation(
        blocklist=entry(name, weight, removal),
        standing=Standing.LISTED,
        codes=("127.0.0.2",),
        reason=f"see {link}",
        link=link,
        answers=(seen,),
    )


def clean(name: str = "good") -> Consultation:
    return Consultation(blocklist=entry(name, "serious"), standing=Standing.CLEAN)


def silent(why: Silence, name: str = "mute") -> Consultation:
    return Consultation(
        blocklist=entry(name, "serious"), standing=Standing.COULD_NOT_ASK, silence=why
    )


def facts(*found: Consultation, kind: Kind = "ip4") -> BlocklistFacts:
    subject = "d.test" if kind == "domain" else IP
    return BlocklistFacts(subject=subject, kind=kind, consultations=found)


def within(*found: Consultation) -> BlocklistFacts:
    return BlocklistFacts(subject="10.0.0.1", kind="ip4", consultations=found, reachable=False)


SERIOUS, MINOR, HOME = listed("a", "serious"), listed("b", "minor"), listed("c", "policy")

CASES = [
    (facts(clean(), clean("fine")), "clean", Status.OK),
    (facts(clean(), kind="domain"), "clean", Status.OK),
    (facts(clean(), silent(Silence.REFUSED)), "partly-clean", Status.INFO),
    (facts(clean(), silent(Silence.NO_ANSWER)), "partly-clean", Status.INFO),
    (
        facts(silent(Silence.NO_ANSWER), silent(Silence.NOT_WORKING)),
        "could-not-ask",
        Status.UNKNOWN,
    ),
    (facts(silent(Silence.NO_ANSWER), silent(Silence.REFUSED)), "refused", Status.UNKNOWN),
    (facts(silent(Silence.REFUSED), silent(Silence.REWRITTEN)), "rewritten", Status.UNKNOWN),
    (facts(silent(Silence.REFUSED), kind="domain"), "refused", Status.UNKNOWN),
    (facts(SERIOUS, clean()), "listed", Status.FAILED),
    (facts(SERIOUS, silent(Silence.NO_ANSWER)), "listed", Status.FAILED),
    (facts(HOME, MINOR, SERIOUS), "listed", Status.FAILED),
    (facts(HOME, MINOR, clean()), "listed-minor", Status.WARNING),
    (facts(HOME, clean()), "home-address", Status.WARNING),
    (facts(SERIOUS, kind="domain"), "listed-domain", Status.FAILED),
    (facts(MINOR, kind="domain"), "listed-domain-minor", Status.WARNING),
    (facts(HOME, kind="domain"), "listed-domain-minor", Status.WARNING),
    (facts(), "no-lists", Status.INFO),
    (BlocklistFacts(subject="127.0.0.1", kind="ip4", reachable=False), "inside", Status.INFO),
    (within(clean()), "inside", Status.INFO),
    (within(silent(Silence.REFUSED)), "inside", Status.INFO),
    (within(SERIOUS), "listed", Status.FAILED),
]


@pytest.mark.parametrize(("given", "what", "status"), CASES)
def test_verdicts_and_their_words(given: BlocklistFacts, what: str, status: Status) -> None:
    verdict = judge(given)
    assert (verdict.id, verdict.status) == (f"domain.blocklist.{what}", status)
    if status in (Status.FAILED, Status.WARNING):
        home = "reputation-dynamic-ip", "reputation-blocklisted"
        assert verdict.cause == home[what != "home-address"] or given.kind == "domain"
    else:
        assert verdict.cause is None
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) is (status in (Status.FAILED, Status.WARNING))
    if fix is not None:
        assert given.subject in fix.copy[0].text


def test_every_text_is_said_and_every_fix_is_needed() -> None:
    ids = {judge(given).id for given, _, _ in CASES}
    assert ids == set(TEXTS)
    assert set(FIXES) <= ids


def test_the_worst_list_is_spoken_of_and_all_are_named() -> None:
    params = judge(facts(HOME, MINOR, SERIOUS)).params
    assert (params["list"], params["lists"]) == ("a", "c, b, a")
    assert params["meaning"] == "a says so."


@pytest.mark.parametrize(
    ("removal", "link", "page"),
    [
        ("https://l.test/off", "https://l.test/why?1", "https://l.test/why?1"),
        ("https://l.test/off", "https://evil.test/", "https://l.test/off"),
        ("https://l.test/off", "https://l.test@evil.test/", "https://l.test/off"),
        ("https://l.test/off", "https://l.test.evil.test/", "https://l.test/off"),
        ("https://l.test/off", "", "https://l.test/off"),
        ("", "https://own.test/why", "https://own.test/why"),
        ("", "", ""),
    ],
)
def test_only_the_lists_own_site_is_linked_to(removal: str, link: str, page: str) -> None:
    verdict = judge(facts(listed("a", "serious", link, removal)))
    assert verdict.params["removal"] == page
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None
    assert fix.steps[1].endswith(page or "off the list.")


def test_a_list_without_a_known_meaning_is_told_as_well() -> None:
    unknown = Consultation(
        blocklist=Blocklist(id="x", name="X", zone="x.test", kinds=("ip4",)),
        standing=Standing.LISTED,
        codes=("127.0.0.9",),
    )
    verdict = judge(facts(unknown))
    assert verdict.id == "domain.blocklist.listed-minor"
    said(verdict, TEXTS, FIXES)
