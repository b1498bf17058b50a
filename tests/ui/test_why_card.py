"""Why did it not arrive? The dialogue on the Arrival page, on the real sandbox."""

import asyncio
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from mailadmin.core.account import Identity
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.event import to_nobody
from mailadmin.core.history.run import Kind
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.sandbox.scenario import BERT
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.arrival import ArrivalPage
from mailadmin.ui.tab_order import put_in_reading_order
from mailadmin.ui.why_card import Step, WhyCard
from mailadmin.ui.widgets.choice_button import ChoiceButton
from mailadmin.ui.widgets.error_text import ErrorText
from mailadmin.ui.widgets.text import Text
from tests.core.missing.samples import BOUNCE
from tests.ui import arrival_samples as samples
from tests.ui.conftest import OpenStage
from tests.ui.support import Stage, accessible_name, find, is_shown, press, reachable, until
from tests.ui.test_domain_page import LongWords, shown_texts
from tests.ui.test_main_window import untranslated

SILENT = {"scope": "one", "recipient": BERT, "after": "silence", "when": "earlier",
          "junk": "not-there", "before": "yes", "amount": "few"}  # fmt: skip


def card_of(window: MainWindow) -> WhyCard:
    page = window.page("page_arrival")
    assert isinstance(page, ArrivalPage)
    return page.why


def opened(window: MainWindow) -> WhyCard:
    window.show_page("page_arrival")
    press(window, "why_not_arrived")
    return card_of(window)


def answer(window: MainWindow, **answers: str) -> None:
    """Answer the questions as they come."""
    for name, value in answers.items():
        QApplication.sendPostedEvents()
        if name == "recipient":
            find(window, "why_recipient_line", QLineEdit).setText(value)
            press(window, "why_recipient_next")
        elif name == "text":
            find(window, "why_text_text", QPlainTextEdit).setPlainText(value)
            press(window, "why_text_next")
        else:
            press(window, f"why_{name}_{value.replace('-', '_')}")


async def found(window: MainWindow) -> list[str]:
    """Wait for the reasons: their titles."""
    card = card_of(window)
    await until(lambda: card.step is Step.DONE, 60)
    await asyncio.sleep(0.02)
    return titles(window)


def titles(window: MainWindow) -> list[str]:
    named = [(one.objectName(), one.text()) for one in window.findChildren(Text)]
    return [t for n, t in named if n.startswith("why_reason_") and n.endswith("_title")]


def question(window: MainWindow) -> str:
    """What is asked now."""
    asked = [one for one in window.findChildren(Text) if one.objectName().endswith("_question")]
    (one,) = asked
    return one.text()


def said(window: MainWindow) -> list[str]:
    """Everything that the card shows."""
    QApplication.sendPostedEvents()
    return [text.text() for text in shown_texts(card_of(window))]


def searching() -> bool:
    """Whether a search is under way."""
    return any(task.get_name() == "looking for reasons" for task in asyncio.all_tasks())


def answered_questions(window: MainWindow) -> list[str]:
    names = [one.objectName() for one in card_of(window).findChildren(QAbstractButton)]
    return [name.removeprefix("why_change_") for name in names if name.startswith("why_change_")]


# -- the questions


async def test_one_question_after_the_other_leads_to_reasons(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window = stage.window
    card = opened(window)
    assert question(window) == "Who did not get it?"
    for number, (name, value) in enumerate(SILENT.items()):
        assert len(answered_questions(window)) == number
        answer(window, **{name: value})
    assert card.step is Step.LOOKING
    reasons = await found(window)
    assert "The recipient's company may hold it in quarantine" in reasons
    assert reasons[-1] == "If nothing of this helps: ask the recipient's administrator"
    assert answered_questions(window) == list(SILENT)
    assert "Possible" in said(window)
    assert "What to do (the recipient)" in said(window)
    assert not is_shown(window, "why_not_arrived")
    assert not is_shown(window, "why_cancel")


async def test_an_answer_is_changed_without_giving_the_others_again(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window = stage.window
    opened(window)
    answer(window, **SILENT)
    await found(window)
    press(window, "why_change_junk")
    assert question(window) == "Has anybody looked in the recipient's Junk folder?"
    assert "junk" not in answered_questions(window)
    assert titles(window) == []
    before = find(window, "why_junk_not_there", ChoiceButton)
    assert before.accessibleDescription() == "Your answer so far"
    assert before.hasFocus() or not window.isActiveWindow()
    answer(window, junk="there")
    assert (await found(window))[0] == "It was delivered, into the Junk folder"
    press(window, "why_change_after")
    answer(window, after="error")
    assert question(window) == "What does it say?"
    assert answered_questions(window) == ["scope", "recipient", "after"]


async def test_an_address_that_is_none_is_refused_beside_its_field(window: MainWindow) -> None:
    opened(window)
    answer(window, scope="one", recipient="bert@")
    field = find(window, "why_recipient_line", QLineEdit)
    assert "nothing after the @" in field.accessibleDescription()
    answer(window, recipient="Bert <bert@sandbox.test>, ")
    assert question(window) == "What happened after you sent it?"
    assert "bert@sandbox.test" in said(window)


async def test_who_knows_nothing_gets_something_useful(window: MainWindow) -> None:
    """No account, no internet, no address."""
    opened(window)
    answer(window, scope="one")
    press(window, "why_recipient_skip")
    assert "I don't know it" in said(window)
    answer(window, after="silence", when="earlier", junk="not-looked", before="unknown",
           amount="few")  # fmt: skip
    reasons = await found(window)
    assert reasons[0] == "It may lie in the recipient's Junk folder"
    assert len(reasons) >= 3
    press(window, "why_looked")
    assert "No message that was sent with this program" in said(window)
    assert not is_shown(window, "why_reason_1_watch")
    assert any("Set up an account" in line for line in said(window))


async def test_the_keyboard_alone_is_enough(window: MainWindow) -> None:
    window.show_page("page_arrival")
    await until(window.isActiveWindow)
    find(window, "why_not_arrived").setFocus()
    QTest.keyClick(find(window, "why_not_arrived"), Qt.Key.Key_Space)
    first = find(window, "why_scope_one")
    await until(first.hasFocus)
    await asyncio.sleep(0.02)  # the choices get their places
    QTest.keyClick(first, Qt.Key.Key_Down)
    second = find(window, "why_scope_organization")
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    line = find(window, "why_recipient_line", QLineEdit)
    await until(line.hasFocus)
    QTest.keyClicks(line, BERT)
    QTest.keyClick(line, Qt.Key.Key_Return)
    await until(lambda: find(window, "why_after_bounce").hasFocus())
    QTest.keyClick(find(window, "why_after_bounce"), Qt.Key.Key_Space)
    text = find(window, "why_text_text", QPlainTextEdit)
    await until(text.hasFocus)
    await asyncio.sleep(0.02)
    QTest.keyClicks(text, "550 5.1.1 User unknown")
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    reasons = await found(window)
    assert reasons[0].startswith("A mail server said why")
    await until(lambda: find(window, "why_reason_1_details").hasFocus())


async def test_a_returned_message_is_dropped_as_a_file(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "bounce.eml"
    file.write_text(BOUNCE)
    opened(window)
    answer(window, scope="one", recipient="bert@firm.test", after="bounce")
    box = find(window, "why_text_text", ErrorText)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    box.insertFromMimeData(data)
    await until(lambda: "User unknown" in box.toPlainText())
    press(window, "why_text_next")
    assert (await found(window))[0] == "A mail server said why: There is no such recipient"


# -- what is known besides


async def test_a_returned_message_is_found_among_those_sent(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    draft = Draft(to=("bert@firm.test",), subject="Minutes", text="Hello.")
    sent = await send(stage.sandbox.account, draft, stage.desk.workspace, to_nobody)
    opened(stage.window)
    text = BOUNCE.replace("<1@x.test>", str(sent.message_id))
    answer(stage.window, scope="one", recipient="bert@firm.test", after="bounce", text=text)
    await found(stage.window)
    assert any("“Minutes”, which you sent with this program" in line for line in said(stage.window))
    assert any("User unknown" in line for line in said(stage.window))


async def test_the_search_is_shown_live_and_can_be_cancelled(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window = stage.window
    card = opened(window)
    answer(window, **SILENT)
    assert "Looking for reasons …" in said(window)
    live: set[str] = set()
    while card.step is Step.LOOKING:
        live.update(said(window))
        await asyncio.sleep(0)
    assert "Your domain" in live
    assert "Under way …" in live
    assert any(line.startswith("Checks of your domain: ") for line in live)
    press(window, "why_change_junk")
    answer(window, junk="not-looked")
    press(window, "why_cancel")
    await until(lambda: card.step is Step.STOPPED)
    assert "You stopped the search." in said(window)
    await until(lambda: not searching())
    press(window, "why_again")
    await found(window)
    press(window, "why_change_junk")
    answer(window, junk="there")
    page = window.page("page_arrival")
    page.stop()  # as Escape does
    await until(lambda: card.step is Step.STOPPED)


async def test_changing_an_answer_during_the_search_ends_it(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window = stage.window
    card = opened(window)
    answer(window, **SILENT)
    await until(lambda: card.step is Step.LOOKING)
    press(window, "why_change_scope")
    await until(lambda: not searching())
    assert card.step is Step.ASKING
    assert question(window) == "Who did not get it?"


# -- the test message


async def lost(stage: Stage, *others: Where | None) -> WhyCard:
    """The page after a test message that did not come, or not everywhere."""
    account = stage.desk.accounts.current
    assert account is not None
    address = account.identity.address
    boxes = [samples.seen(address, None)]
    boxes += [samples.seen(f"other{n}@sandbox.test", w) for n, w in enumerate(others)]
    stage.desk.remember(account.id, Kind.ARRIVAL, (), samples.result(*boxes))
    stage.window.show_page("page_arrival")
    await asyncio.sleep(0.02)
    return card_of(stage.window)


async def test_a_mailbox_where_it_is_missing_leads_here(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await lost(stage, Where.INBOX)
    stage.press("mailbox_0_why")
    assert question(stage.window) == "Did email of yours arrive there before?"
    assert stage.sandbox.user in said(stage.window)
    answer(stage.window, before="yes")
    reasons = await found(stage.window)
    assert any("take messages and not deliver them" in one for one in reasons)


async def test_only_a_mailbox_where_it_is_missing_leads_here(
    window: MainWindow, desk: Desk
) -> None:
    desk.accounts.add(samples.ACCOUNT)
    for witness in samples.WITNESSES:
        desk.accounts.put_witness(witness)
    page = window.page("page_arrival")
    assert isinstance(page, ArrivalPage)
    window.show_page("page_arrival")
    page.watch._begin(samples.OWN)
    page.watch._finish(
        samples.result(
            samples.seen(),
            samples.seen(samples.OTHER, None, failure="inbox.auth.refused"),
            samples.seen(samples.THIRD, None),
        )
    )
    shown = [n for n in range(3) if is_shown(window, f"mailbox_{n}_why")]
    assert shown == [2]
    assert samples.THIRD in accessible_name(find(window, "mailbox_2_why"))


async def test_what_came_nowhere_reached_nobody(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await lost(stage, None)
    stage.press("mailbox_0_why")
    assert "Nobody gets my email" in said(stage.window)


# -- what changes meanwhile


async def test_a_new_test_or_another_account_makes_the_reasons_old(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window, desk = stage.window, stage.desk
    opened(window)
    answer(window, **SILENT)
    await found(window)
    assert not is_shown(window, "why_again")
    await lost(stage, Where.INBOX)
    assert "A test message was sent since then." in said(window)
    press(window, "why_again")
    reasons = await found(window)
    assert any("take messages and not deliver them" in one for one in reasons)
    assert not is_shown(window, "why_outdated")
    account = desk.accounts.current
    assert account is not None
    other = msgspec.structs.replace(
        account, id="b2", name="Ben", identity=Identity(address="ben@sandbox.test")
    )
    desk.accounts.add(other)
    assert "The account has changed since then." in said(window)
    press(window, "why_again")
    reasons = await found(window)
    assert not any("take messages and not deliver them" in one for one in reasons)


async def test_another_account_during_the_search_begins_it_anew(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window, desk = stage.window, stage.desk
    card = opened(window)
    answer(window, **SILENT)
    await until(lambda: is_shown(window, "why_missing.outbox") or card.step is Step.DONE)
    assert card.step is Step.LOOKING
    account = desk.accounts.current
    assert account is not None
    other = msgspec.structs.replace(
        account, id="b2", name="Ben", identity=Identity(address="ben@trouble.test")
    )
    desk.accounts.add(other)
    await found(window)
    assert card._account == other
    assert "Your own domain may make receivers doubt your email" in titles(window)
    assert not is_shown(window, "why_outdated")


# -- where it leads


async def test_reasons_lead_on(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    window = stage.window
    opened(window)
    answer(window, **{**SILENT, "junk": "not-looked", "amount": "many"})
    reasons = await found(window)
    number = 1 + reasons.index("It may lie in the recipient's Junk folder")
    opener = find(window, f"why_reason_{number}_details", QAbstractButton)
    if not opener.isChecked():
        press(window, opener.objectName())
    press(window, f"why_reason_{number}_read")
    if window.isActiveWindow():
        assert find(window, "message_text").hasFocus()
    number = 1 + reasons.index("Filters treat mail to many people more strictly")
    press(window, f"why_reason_{number}_details")
    press(window, f"why_reason_{number}_domain")
    assert window.page("page_domain").isVisible()
    stage.press("page_arrival")
    assert titles(window) == reasons, "the reasons are kept while other pages are open"


async def test_a_text_that_is_missing_is_asked_for_again(window: MainWindow) -> None:
    opened(window)
    answer(window, scope="all", after="bounce")
    press(window, "why_text_skip")
    answer(window, before="yes", amount="few")
    assert (await found(window))[0] == "The reason stands in the message that came back"
    press(window, "why_reason_1_text")
    assert question(window) == "What does it say?"


async def test_the_reasons_are_copied(window: MainWindow) -> None:
    opened(window)
    answer(window, scope="all", after="late")
    reasons = await found(window)
    press(window, "why_copy")
    text = QGuiApplication.clipboard().text()
    assert all(reason in text for reason in reasons)
    assert "Who did not get it? Nobody gets my email" in text
    assert "on the clipboard" in window.notices.text()


async def test_start_again_and_close_forget_everything(window: MainWindow) -> None:
    card = opened(window)
    answer(window, scope="all", after="late")
    await found(window)
    press(window, "why_restart")
    assert question(window) == "Who did not get it?"
    assert answered_questions(window) == []
    answer(window, scope="all")
    press(window, "why_close")
    assert card.step is Step.CLOSED
    press(window, "why_not_arrived")
    assert answered_questions(window) == []


# -- looks


async def furnished(window: MainWindow) -> WhyCard:
    """The card with reasons, all of them open."""
    card = opened(window)
    answer(window, **SILENT)
    await found(window)
    for button in card.findChildren(QAbstractButton):
        if button.isCheckable() and not button.isChecked():
            button.setChecked(True)
    await asyncio.sleep(0.05)
    return card


async def test_everything_the_keyboard_reaches_is_named_and_named_once(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    card = await furnished(stage.window)
    put_in_reading_order((card,))
    parts = [part for part in reachable(stage.window) if card.isAncestorOf(part)]
    assert len(parts) > 12
    for part in parts:
        assert accessible_name(part), f"{part} {part.objectName()} has no name"
    named = [
        part.objectName()
        for part in card.findChildren(QWidget)
        if part.objectName() and not part.objectName().startswith("qt_")
    ]
    assert {name for name in named if named.count(name) > 1} == set()


@pytest.mark.parametrize(
    ("width", "height", "scale", "longer"),
    [(1000, 700, 1, False), (800, 560, 1, False), (1000, 700, 2, False), (800, 560, 1, True)],
)
async def test_nothing_is_cut_off(
    desk: Desk, app: QApplication, width: int, height: int, scale: int, longer: bool
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    app.setFont(font)
    translator = LongWords()
    if longer:
        app.installTranslator(translator)
    window = MainWindow(desk)
    window.show()
    window.resize(width, height)
    try:
        card = opened(window)
        answer(window, scope="organization")
        await asyncio.sleep(0.05)
        check_room(window, card)
        answer(window, recipient="bert@firm.test", after="silence", when="hour")
        await asyncio.sleep(0.05)
        check_room(window, card)
        answer(window, junk="not-there", before="yes", amount="many")
        await found(window)
        for button in card.findChildren(QAbstractButton):
            if button.isCheckable():
                button.setChecked(True)
        await asyncio.sleep(0.1)
        check_room(window, card)
        if longer:
            assert [one for one in untranslated(card) if "firm.test" not in one] == []
    finally:
        app.removeTranslator(translator)


def check_room(window: MainWindow, card: WhyCard) -> None:
    page = window.page("page_arrival")
    assert page.horizontalScrollBar().maximum() == 0
    for label in card.findChildren(Text):
        if label.isVisibleTo(page) and label.wordWrap() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
    for button in card.findChildren(ChoiceButton):
        if button.isVisibleTo(page):
            assert button.height() >= button.heightForWidth(button.width()) - 1, button.text()
