"""What the remarks about a message mean, and that each has its words."""

import pytest

from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.finding import Params, Status
from mailadmin.core.message.content import ContentFacts, Remark, What, look_at
from mailadmin.core.reading.judge.content import MOST_VERDICTS, judge
from mailadmin.core.texts.message.content import TEXTS
from mailadmin.core.texts.message.content_fixes import FIXES
from tests.core.domain.saying import said
from tests.core.message.test_content import GOOD, WORDS, attached, html, message

ID = "message.content."
MANY: Params = {"count": 3}
FILE: Params = {"file": "a.exe", "ending": "exe"}
LINK: Params = {"target": "t.example", "ascii": "xn--t.example", "text": "here"}
GIVEN: dict[What, Params] = {
    **{what: FILE for what in What if what.value.startswith("attachment")},
    What.ATTACHMENT_INSIDE: {**FILE, "inside": "b.js"},
    What.ATTACHMENT_TYPE: {**FILE, "type": "image/png"},
    **{what: LINK for what in What if what.value.startswith("link")},
    What.LINK_USER: {**LINK, "user": "bank.example"},
    What.LINK_ELSEWHERE: {**LINK, "promised": "bank.example"},
    What.SENDER_NAME: {"name": "a@b.example", "address": "c@d.example"},
    What.REPLY_ELSEWHERE: {"reply_to": "a@b.example", "address": "c@d.example"},
    What.EMBEDDED: {"element": "iframe"},
    What.DOUBLED_FIELD: {"field": "Subject", "count": 2},
    What.MESSAGE_ID: {"id": "x"},
    What.DATE_UNREADABLE: {"date": "yesterday"},
    What.DATE_FUTURE: {"date": "x", "hours": 5},
    What.DATE_OLD: {"date": "x", "hours": 120, "days": 5},
    What.LONG_LINES: {"bytes": 1200, "line": 7},
    What.CHARSET_UNKNOWN: {"charset": "x"},
    What.CHARSET_WRONG: {"charset": "utf-8"},
    What.NOT_ENCODED: {"field": "Subject"},
    What.HIDDEN_TEXT: {"count": 400, "text": "abc"},
    What.FADED_TEXT: {"count": 40, "text": "abc"},
    **{what: {"word": "abc"} for what in What if what.value.startswith("mixed")},
    What.IMAGES_ONLY: {"images": 2, "words": 3},
    What.TEXT_DIFFERS: {"percent": 5},
    What.FAKE_REPLY: {"subject": "Re: x"},
    What.SUBJECT_CAPITALS: {"subject": "X"},
    What.SUBJECT_MARKS: {"subject": "x", "count": 5},
    What.TOO_BIG: {"megabytes": 12.5, "limit": 10},
    What.HTML_CLIPPED: {"kilobytes": 120},
    What.HTML_BROKEN: {"element": "<div>"},
}


@pytest.mark.parametrize("what", list(What))
def test_every_remark_has_its_words_and_what_to_do(what: What) -> None:
    (verdict,) = judge(ContentFacts(remarks=(Remark(what, GIVEN.get(what, MANY)),)))
    assert verdict.id == ID + what.value
    assert verdict.status in (Status.FAILED, Status.WARNING, Status.INFO)
    fix = said(verdict, TEXTS, FIXES)
    assert fix is not None
    assert fix.steps
    assert fix.check
    for copy in fix.copy:
        assert copy.text.startswith("Hello,")
        assert copy.text.endswith("Thank you!")


def test_no_text_is_left_over() -> None:
    others = {"ok", "more", "header-only", "not-all-read"}
    assert set(TEXTS) == {ID + what.value for what in What} | {ID + other for other in others}
    assert set(FIXES) <= set(TEXTS)


def test_causes_are_known() -> None:
    ids = set(CAUSES)
    for what in What:
        (verdict,) = judge(ContentFacts(remarks=(Remark(what, GIVEN.get(what, MANY)),)))
        assert verdict.cause is None or verdict.cause in ids
        assert (verdict.cause is None) is (verdict.status is not Status.FAILED)


def test_nothing_found_is_one_verdict_that_promises_nothing() -> None:
    (verdict,) = judge(ContentFacts())
    assert (verdict.id, verdict.status) == (ID + "ok", Status.OK)
    text = TEXTS[verdict.id]
    assert "inbox" not in (text.title + text.detail).lower()
    assert "does not say where it will arrive" in text.detail


def test_what_was_not_read_is_said() -> None:
    (verdict,) = judge(ContentFacts(has_body=False))
    assert (verdict.id, verdict.status) == (ID + "header-only", Status.UNKNOWN)
    (verdict,) = judge(ContentFacts(complete=False))
    assert (verdict.id, verdict.status) == (ID + "not-all-read", Status.UNKNOWN)


def test_there_are_not_too_many() -> None:
    remarks = tuple(Remark(what, GIVEN.get(what, MANY)) for what in What)
    verdicts = judge(ContentFacts(remarks=remarks))
    assert len(verdicts) == MOST_VERDICTS + 1
    assert verdicts[0].id == ID + next(iter(What)).value
    assert verdicts[-1].params == {"count": len(What) - MOST_VERDICTS}


@pytest.mark.parametrize(
    ("limit", "status"), [(10, Status.INFO), (20, Status.WARNING), (25, Status.WARNING)]
)
def test_a_size_weighs_by_who_refuses_it(limit: int, status: Status) -> None:
    params: Params = {"megabytes": limit + 1, "limit": limit}
    (verdict,) = judge(ContentFacts(remarks=(Remark(What.TOO_BIG, params),)))
    assert verdict.status is status


@pytest.mark.parametrize(
    "raw",
    [
        attached("invoice.pdf.exe", b"MZ"),
        html(
            f'<p>{WORDS} <a href="https://a@evil.example/">www.bank.example</a></p>',
            Subject="Re: x",
        ),
        message(From="x", Date=None, Message_ID=None, List_Id="x"),
        message("x" * 2000 + "\n\r\n", Subject="A" * 300),
        GOOD[0],
    ],
)
def test_real_messages_are_put_into_words(raw: bytes) -> None:
    verdicts = judge(look_at(raw))
    assert verdicts
    for verdict in verdicts:
        said(verdict, TEXTS, FIXES)
        for evidence in verdict.evidence:
            assert "\n" not in getattr(evidence, "value", "")
