"""What the answer of a filter in reach means, and that it has its words."""

import pytest

from mailadmin.core.filters_in_reach import (
    RSPAMD_HERE,
    SPAMD_HERE,
    FilterAnswer,
    Place,
    Rule,
    State,
)
from mailadmin.core.finding import Status
from mailadmin.core.reading.judge.filter_answer import MOST_RULES, judge
from mailadmin.core.texts.message import rules as rule_words
from mailadmin.core.texts.message.filter_answer import FIXES, TEXTS
from tests.core.domain.saying import said

ID = "message.content.filter-"
WORDS = {**TEXTS, **rule_words.TEXTS}


def answered(
    place: Place = SPAMD_HERE, score: float = 1.0, action: str = "", rules: tuple[Rule, ...] = ()
) -> FilterAnswer:
    limit = 5.0 if place is SPAMD_HERE else 15.0
    return FilterAnswer(
        place=place,
        state=State.ANSWERED,
        score=score,
        limit=limit,
        is_spam=score >= limit,
        action=action,
        rules=rules,
        code=0,
    )


def silent(state: State) -> FilterAnswer:
    return FilterAnswer(place=RSPAMD_HERE, state=state, error="no\nanswer")


CASES = [
    (answered(), "below", Status.OK),
    (answered(score=-0.04), "below", Status.OK),
    (answered(score=5.0), "above", Status.WARNING),
    (answered(RSPAMD_HERE, action="no action"), "passes", Status.OK),
    (answered(RSPAMD_HERE, action="greylist"), "later", Status.INFO),
    (answered(RSPAMD_HERE, action="soft reject"), "later", Status.INFO),
    (answered(RSPAMD_HERE, 7, "add header"), "marks", Status.WARNING),
    (answered(RSPAMD_HERE, 7, "rewrite subject"), "marks", Status.WARNING),
    (answered(RSPAMD_HERE, 16, "reject"), "refuses", Status.WARNING),
    (answered(RSPAMD_HERE, 16, "sing"), "does-else", Status.INFO),
    (silent(State.NOT_IN_REACH), "not-in-reach", Status.UNKNOWN),
    (silent(State.TIMED_OUT), "timed-out", Status.UNKNOWN),
    (silent(State.REFUSED), "refused", Status.UNKNOWN),
    (silent(State.BROKEN), "broken", Status.UNKNOWN),
    (FilterAnswer(place=SPAMD_HERE, state=State.ANSWERED), "broken", Status.UNKNOWN),
]


@pytest.mark.parametrize(("answer", "what", "status"), CASES)
def test_verdicts_and_their_words(answer: FilterAnswer, what: str, status: Status) -> None:
    (verdict,) = judge(answer)
    assert (verdict.id, verdict.status) == (ID + what, status)
    fix = said(verdict, WORDS, FIXES)
    assert (fix is not None) is (status in (Status.WARNING, Status.UNKNOWN))


RULES = (
    Rule("GTUBE", 1000, "BODY: Generic Test"),
    Rule("R_SPF_FAIL", 3, "SPF"),
    Rule("SPF_FAIL", 2, "SPF"),
    Rule("OUR_OWN_RULE", 1.5, "says\x1b[31m this"),
    Rule("SILENT_RULE", 1.2),
    Rule("SMALL", 0.1, "too small to be told"),
    Rule("BAYES_00", -1.9, "good"),
)


def test_the_rules_that_weigh_most_are_told_in_words() -> None:
    verdicts = judge(answered(score=1000, rules=RULES))[1:]
    assert [verdict.id for verdict in verdicts] == [
        "message.rule.test-text",
        "message.rule.spf-fail",
        "message.content.filter-rule",
        "message.content.filter-rule-silent",
    ]
    for verdict in verdicts:
        said(verdict, WORDS, FIXES)
    assert verdicts[2].params["said"] == "says[31m this"
    (seen,) = verdicts[0].evidence
    assert getattr(seen, "text", "") == "1000 GTUBE BODY: Generic Test"


def test_a_message_that_was_not_sent_yet_has_no_way_to_judge() -> None:
    ids = [verdict.id for verdict in judge(answered(rules=RULES), sent=False)]
    assert "message.rule.spf-fail" not in ids
    assert "message.rule.test-text" in ids


def test_names_without_points_are_told_too_but_not_praise() -> None:
    rules = (Rule("GTUBE"), Rule("DKIM_VALID"), Rule("HTML_MESSAGE"))
    ids = [verdict.id for verdict in judge(answered(rules=rules))[1:]]
    assert ids == ["message.rule.test-text"]


def test_there_are_not_too_many() -> None:
    rules = tuple(Rule(f"RULE_{number}", 5, "x") for number in range(400))
    assert len(judge(answered(rules=rules))) == 1 + MOST_RULES


def test_every_text_is_said() -> None:
    ids = {judge(answer)[0].id for answer, _, _ in CASES}
    ids |= {verdict.id for verdict in judge(answered(rules=RULES)) if verdict.id in TEXTS}
    assert ids == set(TEXTS)
    assert set(FIXES) <= ids
