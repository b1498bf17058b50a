"""Stages, results and failures as people see them."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QWidget

from mailadmin.core.account import Route, Security, Server
from mailadmin.core.event import Event, Finished, Found
from mailadmin.core.finding import (
    CapabilitySeen,
    ExceptionSeen,
    Guess,
    HeaderSeen,
    RecordSeen,
    ReplySeen,
    Status,
    TranscriptSeen,
)
from mailadmin.core.smtp.connection_test import CONNECTION_CHECKS
from mailadmin.ui import words
from mailadmin.ui.stages import Stages
from mailadmin.ui.widgets.evidence import EvidenceView, fingerprint, reply_text
from mailadmin.ui.widgets.result_card import ResultCard
from mailadmin.ui.widgets.stage_list import StageList, StageRow
from mailadmin.ui.widgets.text import Text
from tests.ui import samples
from tests.ui.support import accessible_name, find, press, type_into


def card_after(events: list[Event], *, offer_trust: bool = True) -> ResultCard:
    card = ResultCard("test_")
    card.begin("Testing …", Stages(CONNECTION_CHECKS, Route.MAIL_SERVER))
    for event in events:
        card.listen(event)
        if isinstance(event, Finished):
            card.finish(event.result, offer_trust=offer_trust)
    card.resize(760, 900)
    card.show()
    return card


def texts_in(widget: QWidget) -> str:
    QApplication.processEvents()
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    blocks = [
        block.toPlainText()
        for block in widget.findChildren(QPlainTextEdit)
        if block.isVisibleTo(widget)
    ]
    return "\n".join((*labels, *blocks))


def row_of(card: ResultCard, check: str) -> StageRow:
    return next(row for row in card.stages.rows() if row.stage.check == check)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_shows_its_word_its_sentence_and_its_time(
    app: QApplication, status: Status
) -> None:
    stages = StageList("x_")
    stages.begin(Stages(("smtp.ehlo",), Route.MAIL_SERVER))
    found = samples.finding("smtp.ehlo", "smtp.ehlo.ok", status, params={"count": 4}, elapsed_ms=16)
    stages.listen(Found(found))
    (row,) = stages.rows()
    word = words.status_word(status)
    assert accessible_name(row.icon) == word
    seen = QAccessible.queryAccessibleInterface(row.icon)
    assert seen.role() is QAccessible.Role.Graphic
    assert row.sentence.text() == words.title_of(found)
    assert row.accessibleName().startswith(f"Capabilities: {word}")
    assert row.time.text() == ("" if status is Status.SKIPPED else "16 ms")


def test_a_running_stage_shows_its_seconds(app: QApplication) -> None:
    stages = StageList("x_")
    stages.begin(Stages(("smtp.auth",), Route.MAIL_SERVER))
    stages.listen(samples.started("smtp.auth", at=datetime.now(UTC) - timedelta(seconds=4)))
    (row,) = stages.rows()
    assert row.icon.accessibleName() == "Running"
    assert row.time.text() == "4 s"


def test_a_passed_test_says_what_was_proven_and_what_was_not(app: QApplication) -> None:
    card = card_after(samples.good_run())
    shown = texts_in(card)
    assert "smtp.example.com" in card.title()
    assert "Signed in as anna@example.com" in shown
    assert "No message was sent" in shown
    assert not card.failure.isVisible()
    assert find(card, "test_send_test_email").isVisible()


def test_a_failed_test_shows_the_cause_the_steps_and_what_was_not_tested(
    app: QApplication,
) -> None:
    card = card_after(samples.bad_run())
    shown = texts_in(card)
    assert "app password" in texts_in(card.failure)
    assert "What to do (you)" in shown
    assert "1." in shown
    assert row_of(card, "smtp.auth").icon.accessibleName() == "Failed"
    for check in ("smtp.sender", "smtp.recipient"):
        assert row_of(card, check).sentence.text() == "Not tested"
    assert not find(card, "test_send_test_email").isVisible()


def test_a_cancelled_test_says_so_and_leaves_nothing_running(app: QApplication) -> None:
    card = card_after(samples.good_run()[:6])
    card.cancelled()
    assert card.title() == "The test was cancelled."
    assert row_of(card, "smtp.recipient").sentence.text() == "Not tested"


def test_the_arrow_opens_what_was_seen_in_place(app: QApplication) -> None:
    card = card_after(samples.good_run())
    row = row_of(card, "tls.certificate")
    assert accessible_name(row.opener) == "Details: Certificate"
    assert "Fingerprint" not in texts_in(row)
    row.opener.click()
    assert fingerprint(samples.CERTIFICATE.sha256) in texts_in(row)
    assert "63 days left" in texts_in(row)
    row.opener.click()
    assert "Fingerprint" not in texts_in(row)


def test_a_row_puts_its_sentence_below_the_name_where_there_is_no_room(
    app: QApplication,
) -> None:
    card = card_after(samples.good_run())
    row = row_of(card, "smtp.auth")
    QApplication.processEvents()
    assert row.sentence.geometry().top() < row.name.geometry().bottom()
    card.resize(300, 900)
    QApplication.processEvents()
    assert row.sentence.geometry().top() >= row.name.geometry().bottom()


def test_all_sentences_can_be_selected_and_none_is_taken_for_html(app: QApplication) -> None:
    nasty = samples.finding(
        "smtp.greeting",
        "smtp.greeting.refused",
        Status.FAILED,
        ReplySeen(code=554, enhanced=None, text="<img src=x> <b>no</b>"),
        params={"reply": "554 <img src=x> <b>no</b>"},
    )
    card = card_after([*samples.run_of(nasty), Finished(samples.failed(nasty))])
    press(card, "test_server_said")
    assert "<b>no</b>" in texts_in(card)
    for label in card.findChildren(QLabel):
        if label.text() and label.wordWrap():
            assert label.textFormat().name == "PlainText"
            assert "TextSelectableByMouse" in str(label.textInteractionFlags())


def test_every_kind_of_evidence_can_be_shown(app: QApplication) -> None:
    opening = [seen for found in samples.opening() for seen in found.verdict.evidence]
    others = [
        RecordSeen(name="x.example", type="A", values=(), answer="no-such-name"),
        CapabilitySeen(lines=("SIZE 1",), encrypted=False),
        HeaderSeen(name="Received", value="from a by b"),
        TranscriptSeen(lines=("S: 220",)),
        ExceptionSeen(type="ConnectionRefusedError", text="refused", errno=111),
    ]
    shown = texts_in(EvidenceView([*opening, *others]))
    for part in ("192.0.2.7", "TLS 1.3", "no such name", "SIZE 1", "Received", "S: 220", "refused"):
        assert part in shown


def test_a_reply_is_shown_as_the_server_wrote_it() -> None:
    reply = ReplySeen(code=534, enhanced="5.7.9", text="first\nsecond")
    assert reply_text(reply) == "534-5.7.9 first\n534 5.7.9 second"


def test_copy_for_support_and_the_new_password_reach_the_page(app: QApplication) -> None:
    card = card_after(samples.bad_run())
    passwords: list[str] = []
    copies: list[bool] = []
    card.failure.new_password.connect(passwords.append)
    card.failure.copy_wanted.connect(lambda: copies.append(True))
    type_into(card, "test_new_password", "abcd efgh")
    press(card, "test_try_again")
    press(card, "test_copy_for_support")
    assert passwords == ["abcd efgh"]
    assert copies == [True]


def test_an_empty_new_password_is_not_tried(app: QApplication) -> None:
    card = card_after(samples.bad_run())
    passwords: list[str] = []
    card.failure.new_password.connect(passwords.append)
    press(card, "test_try_again")
    assert passwords == []


def test_a_setting_that_works_can_be_used(app: QApplication) -> None:
    better = Server(host="smtp.example.com", port=587, security=Security.STARTTLS)
    refused = samples.finding(
        "tls.handshake", "stage.not-tls", Status.FAILED, cause="tls-mode-mismatch",
        params={"error": "wrong version number"},
    )  # fmt: skip
    card = card_after([*samples.run_of(refused), Finished(samples.failed(refused, better))])
    used: list[object] = []
    card.failure.use_setting.connect(used.append)
    assert "port 587" in texts_in(card.failure)
    press(card, "test_use_setting")
    assert used == [better]


def certificate_failure() -> list[Event]:
    untrusted = samples.finding(
        "tls.certificate",
        "tls.certificate.self-signed",
        Status.FAILED,
        msgspec.structs.replace(samples.CERTIFICATE, problems=("self-signed",)),
        params={"names": "smtp.example.com", "issuer": "itself", "days": 3, "fingerprint": "AB"},
        cause="tls-cert-untrusted",
    )
    return [*samples.run_of(untrusted), Finished(samples.failed(untrusted))]


def test_a_certificate_may_be_trusted_by_its_fingerprint(app: QApplication) -> None:
    card = card_after(certificate_failure())
    trusted: list[str] = []
    card.failure.trust_certificate.connect(trusted.append)
    press(card, "test_trust_certificate")
    assert trusted == [samples.CERTIFICATE.sha256]


@pytest.mark.parametrize(
    ("cause", "offered"), [("tls-cert-expired", ["AB"]), ("network-intercepted", [])]
)
def test_only_the_mail_servers_own_certificate_may_be_trusted(
    app: QApplication, cause: str, offered: list[str]
) -> None:
    """A second look saw another server's, and whoever answers for others never gets a password."""
    own = msgspec.structs.replace(samples.CERTIFICATE, problems=("expired",), sha256="AB")
    control = msgspec.structs.replace(samples.CERTIFICATE, problems=("expired",), sha256="CD")
    failed = samples.finding("tls.certificate", "look.portal", Status.FAILED, own, control,
                             params={"control": "www.example.net", "shown": "x"},
                             cause=cause)  # fmt: skip
    card = card_after([*samples.run_of(failed), Finished(samples.failed(failed))])
    trusted: list[str] = []
    card.failure.trust_certificate.connect(trusted.append)
    for button in card.failure.findChildren(QAbstractButton, "test_trust_certificate"):
        button.click()
    assert trusted == offered


def test_other_causes_are_named_with_a_word_for_how_likely_they_are(app: QApplication) -> None:
    refused = samples.finding("smtp.auth", "smtp.auth.refused", Status.FAILED,
                              params={"reply": "535 5.7.8 no"},
                              cause="auth-bad-credentials")  # fmt: skip
    also = (Guess("auth-app-password-required", 0.6), Guess("auth-locked-out", 0.3))
    verdict = msgspec.structs.replace(refused.verdict, confidence=0.7, also=also)
    refused = msgspec.structs.replace(refused, verdict=verdict)
    card = card_after([*samples.run_of(refused), Finished(samples.failed(refused))])
    titles = [text.text() for text in card.failure.findChildren(Text, "other_cause")]
    assert [title.split(":")[0] for title in titles] == ["Likely", "Possible"]
    assert "%" not in texts_in(card.failure)


def test_trust_is_not_offered_where_the_settings_can_not_be_changed(app: QApplication) -> None:
    card = card_after(certificate_failure(), offer_trust=False)
    assert card.failure.findChildren(QWidget, "test_trust_certificate") == []


def test_a_text_to_publish_is_copied_as_it_stands(app: QApplication) -> None:
    refused = samples.finding(
        "smtp.sender",
        "smtp.sender.refused",
        Status.FAILED,
        params={"reply": "550 5.7.1 SPF", "address": "anna@example.com"},
        cause="sender-spf-dkim-fail",
    )
    result = samples.failed(refused)
    explained = words.explanation_of(result)
    assert explained is not None
    fix = explained.fix
    card = card_after([*samples.run_of(refused), Finished(result)])
    for number, copy in enumerate(fix.copy):
        press(card, f"test_copy_{number}")
        assert QGuiApplication.clipboard().text() == copy.text


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        ("https://support.example.com/help", True),
        ("http://example.com", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https:", False),
        ("mailto:a@example.com", False),
    ],
)
def test_only_web_pages_are_opened(link: str, opens: bool) -> None:
    assert words.is_web_address(link) is opens
