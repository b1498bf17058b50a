"""What MX records mean, in tables, and that everything meant has its words."""

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import MAX_HOSTS, MxFacts, MxHost, MxRecord, parse
from mailadmin.core.domain.judge.mx import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.mx import FIXES, TEXTS
from tests.core.domain.saying import said

FOUND, NO_DATA = AnswerState.FOUND, AnswerState.NO_DATA
GONE, LOST = AnswerState.NO_SUCH_NAME, AnswerState.TEMPORARY_FAILURE


def answer(
    kind: str, *values: str, state: AnswerState | None = None, alias: str = "", name: str = "d.test"
) -> Answer:
    return Answer(
        name=name,
        type=kind,
        state=state or (FOUND if values else NO_DATA),
        values=values,
        aliases=(alias,) if alias else (),
    )


HOSTS = {
    "good.d.test": (answer("A", "192.0.2.1"), answer("AAAA", "2001:db8::1")),
    "four.d.test": (answer("A", "192.0.2.2"), answer("AAAA", state=LOST)),
    "gone.d.test": (answer("A", state=GONE), answer("AAAA", state=GONE)),
    "void.d.test": (answer("A"), answer("AAAA")),
    "lost.d.test": (answer("A", state=LOST), answer("AAAA", state=LOST)),
    "half.d.test": (answer("A"), answer("AAAA", state=LOST)),
    "alias.d.test": (
        answer("A", "192.0.2.3", alias="x.d.test."),
        answer("AAAA", alias="x.d.test."),
    ),
    "dead-alias.d.test": (answer("A", state=GONE, alias="x.d.test."), answer("AAAA", state=GONE)),
    "inside.d.test": (answer("A", "10.0.0.5"), answer("AAAA", "fd00::5")),
    "partly.d.test": (answer("A", "192.0.2.4", "10.0.0.5"), answer("AAAA")),
    "192.0.2.9.d.test": (answer("A", state=GONE), answer("AAAA", state=GONE)),
    "d-test.mail.protection.outlook.com": (answer("A", "192.0.2.5"), answer("AAAA")),
}


def facts(*values: str, state: AnswerState | None = None, own: tuple[Answer, ...] = ()) -> MxFacts:
    mx = answer("MX", *values, state=state)
    records = parse(mx)
    hosts = tuple(
        MxHost(record=record, answers=HOSTS.get(record.host.rstrip("."), ()))
        for record in records
        if record.host != "."
    )
    return MxFacts(domain="d.test", answer=mx, records=records, hosts=hosts[:MAX_HOSTS], own=own)


NOTHING = (answer("A"), answer("AAAA"))

CASES = [
    (facts("10 good.d.test.", "20 four.d.test."), "ok", Status.OK),
    (facts("10 good.d.test.", "10 four.d.test."), "ok", Status.OK),
    (facts("10 good.d.test."), "one-server", Status.INFO),
    (facts("10 four.d.test."), "one-server", Status.INFO),
    (facts("0 d-test.mail.protection.outlook.com."), "provider", Status.OK),
    (facts("10 good.d.test.", "20 lost.d.test."), "partly-known", Status.INFO),
    (facts("10 lost.d.test."), "hosts-unknown", Status.UNKNOWN),
    (facts("10 half.d.test."), "hosts-unknown", Status.UNKNOWN),
    (facts("10 gone.d.test.", "20 lost.d.test."), "hosts-unknown", Status.UNKNOWN),
    (facts(state=LOST), "temporary-failure", Status.UNKNOWN),
    (facts(own=(answer("A"), answer("AAAA", state=LOST))), "temporary-failure", Status.UNKNOWN),
    (facts(own=(answer("A", "10.0.0.1"), answer("AAAA", state=LOST))), "temporary-failure",
     Status.UNKNOWN),
    (facts(state=GONE), "no-such-domain", Status.FAILED),
    (facts(own=NOTHING), "nobody", Status.FAILED),
    (facts(own=(answer("A", "127.0.0.1"), answer("AAAA"))), "nobody", Status.FAILED),
    (facts(own=(answer("A", "192.0.2.1"), answer("AAAA"))), "implicit", Status.WARNING),
    (facts(own=(answer("A", state=LOST), answer("AAAA", "2001:db8::1"))), "implicit",
     Status.WARNING),
    (facts("0 ."), "null", Status.WARNING),
    (facts("0 .", "10 good.d.test."), "null-besides", Status.WARNING),
    (facts("0 .", "10 gone.d.test."), "only-missing", Status.FAILED),
    (facts("10 good.d.test.", "20 gone.d.test."), "host-missing", Status.WARNING),
    (facts("10 void.d.test.", "20 good.d.test."), "host-no-address", Status.WARNING),
    (facts("10 good.d.test.", "20 192.0.2.9."), "host-address", Status.WARNING),
    (facts("10 good.d.test.", "20 192.0.2.9.d.test."), "host-address", Status.WARNING),
    (facts("10 good.d.test.", "20 10.0.0.9."), "host-inside", Status.WARNING),
    (facts("10 good.d.test.", "20 localhost."), "host-inside", Status.WARNING),
    (facts("10 good.d.test.", "20 inside.d.test."), "host-inside", Status.WARNING),
    (facts("10 good.d.test.", "20 a\\032b.d.test."), "host-no-name", Status.WARNING),
    (facts("10 partly.d.test."), "host-partly-inside", Status.WARNING),
    (facts("10 alias.d.test."), "host-alias", Status.WARNING),
    (facts("10 alias.d.test.", "20 gone.d.test."), "host-missing", Status.WARNING),
    (facts("10 gone.d.test."), "only-missing", Status.FAILED),
    (facts("10 dead-alias.d.test."), "only-missing", Status.FAILED),
    (facts("10 void.d.test.", "20 gone.d.test."), "only-no-address", Status.FAILED),
    (facts("10 192.0.2.9."), "only-address", Status.FAILED),
    (facts("10 a\\032b.d.test."), "only-no-name", Status.FAILED),
    (facts("10 inside.d.test."), "internal", Status.INFO),
    (facts("10 inside.d.test.", "20 localhost."), "only-inside", Status.FAILED),
    (facts("10 localhost."), "only-inside", Status.FAILED),
    # Only so many were looked at, so nobody knows about the others.
    (facts(*(f"{n} gone.d.test." for n in range(1, 40))), "host-missing", Status.WARNING),
]  # fmt: skip


@pytest.mark.parametrize(("given", "what", "status"), CASES)
def test_verdicts_and_their_words(given: MxFacts, what: str, status: Status) -> None:
    verdict = judge(given)
    assert (verdict.id, verdict.status) == (f"domain.mx.{what}", status)
    assert (verdict.cause == "sender-unverifiable") is (status is Status.FAILED)
    assert len(verdict.evidence) == len(set(verdict.evidence))
    assert verdict.evidence[0].type == "MX"  # type: ignore[union-attr]
    fix = said(verdict, TEXTS, FIXES)
    assert (fix is not None) is (status in (Status.FAILED, Status.WARNING))
    if fix is not None:
        assert fix.steps
        assert fix.copy or what == "no-such-domain"


def test_every_text_is_said_and_every_fix_is_needed() -> None:
    ids = {judge(given).id for given, _, _ in CASES}
    assert ids == set(TEXTS)
    assert set(FIXES) <= ids


@pytest.mark.parametrize(
    ("given", "record"),
    [
        (facts("10 alias.d.test."), "10 x.d.test."),
        (facts("15 192.0.2.9."), "15 mail.d.test."),
        (facts(own=(answer("A", "192.0.2.1"), answer("AAAA"))), "10 d.test."),
    ],
)
def test_the_record_to_publish_is_whole(given: MxFacts, record: str) -> None:
    fix = said(judge(given), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy[0].text == record


@pytest.mark.parametrize(
    ("given", "kind", "name", "old"),
    [
        (facts("10 good.d.test.", "20 gone.d.test."), "MX", "d.test", "20 gone.d.test."),
        (facts("0 .", "10 good.d.test."), "MX", "d.test", "0 ."),
        (facts("10 partly.d.test."), "A", "partly.d.test", "10.0.0.5"),
    ],
)
def test_the_record_to_remove_is_named(given: MxFacts, kind: str, name: str, old: str) -> None:
    fix = said(judge(given), TEXTS, FIXES)
    assert fix is not None
    assert fix.copy[0].text == old
    assert f"Type: {kind}\nName: {name}\nValue: {old}\n" in fix.copy[1].text


def test_whose_servers_they_are() -> None:
    verdict = judge(facts("0 d-test.mail.protection.outlook.com."))
    assert "Microsoft 365" in str(verdict.params["provider"])


def test_what_was_not_tried_is_said() -> None:
    for what in ("ok", "provider", "one-server"):
        assert "not tried" in TEXTS[f"domain.mx.{what}"].detail


def test_a_sentence_names_a_handful_of_servers() -> None:
    record = MxRecord(10, "good.d.test.")
    hosts = tuple(MxHost(record=record, answers=HOSTS["good.d.test"]) for _ in range(20))
    many = MxFacts(
        domain="d.test", answer=answer("MX", "10 good.d.test."), records=(record,) * 20, hosts=hosts
    )
    assert str(judge(many).params["hosts"]).count("good.d.test") == 5
