"""Send an Email: written, kept, sent, refused, doubted."""

import asyncio
import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mailadmin.core.send import looking
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.records import State
from mailadmin.ui.composer import Composer
from mailadmin.ui.message_fields import MessageFields
from mailadmin.ui.widgets.editor import Editor, MessageEdit
from mailadmin.ui.widgets.text import Text
from tests.ui.conftest import OpenStage
from tests.ui.samples import ACCOUNT
from tests.ui.support import Stage, find, is_shown, press, shown_texts, type_into, until


async def composing(stage: Stage, subject: str = "Hello") -> Composer:
    """A composer with a message to oneself in it."""
    stage.window.show_page("page_home")
    press(stage.window, "send_email")
    composer = stage.window.composer()
    assert composer is not None
    press(composer, "compose_self")
    type_into(composer, "compose_subject", subject)
    find(composer, "compose_message", MessageEdit).setHtml("<p>Does it <b>work</b>?</p>")
    return composer


def closed(stage: Stage) -> bool:
    return stage.window.composer() is None


def received(stage: Stage) -> list[EmailMessage]:
    messages = []
    for data in stage.sandbox.mailbox(stage.sandbox.user):
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        messages.append(message)
    return messages


async def test_a_message_to_oneself_arrives_and_the_window_closes(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: closed(stage))
    (message,) = received(stage)
    assert message["Subject"] == "Hello"
    plain = message.get_body(("plain",))
    assert plain is not None
    assert "Does it work?" in plain.get_content()
    assert "font-weight" in str(message)
    assert stage.window.notices.text() == "Sent through your mail server"


async def test_when_the_server_fails_the_messenger_sends_and_the_user_is_told_why(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("server-down")
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: closed(stage), 20)
    assert stage.window.notices.text().startswith("Sent through the Messenger, because")
    assert len(received(stage)) == 1


async def test_what_nobody_could_send_stays_with_everything_in_it(on_stage: OpenStage) -> None:
    stage = await on_stage("both-down")
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: find(composer, "compose_send").isEnabled() and composer.failure.isVisible())
    assert find(composer, "compose_failure_title", Text).text()
    assert find(composer, "compose_subject", QLineEdit).text() == "Hello"
    assert "work" in find(composer, "compose_message", MessageEdit).toPlainText()
    stage.sandbox.switch("all-well")
    press(composer, "compose_send")
    await until(lambda: closed(stage), 20)
    rows = await stage.desk.workspace.outbox.rows()
    assert sorted(row.state for row in rows) == [State.DISCARDED, State.SENT]


async def test_what_may_have_been_sent_is_asked_about_on_home(on_stage: OpenStage) -> None:
    stage = await on_stage("lost-after-data-undelivered")
    without_inbox(stage)
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: closed(stage), 30)
    (row,) = await stage.desk.workspace.outbox.rows()
    assert row.state is State.UNCERTAIN
    await until(lambda: is_shown(stage.window, f"again_{row.id}"))
    press(stage.window, f"look_{row.id}")
    await until(lambda: "inbox" in stage.window.notices.text())
    press(stage.window, f"again_{row.id}")
    await until(lambda: stage.answers.asked)
    assert len(received(stage)) == 0, "nothing is sent again unasked"
    stage.sandbox.switch("all-well")
    stage.answers.choice = "yes"
    press(stage.window, f"again_{row.id}")
    await until(lambda: "Sent" in stage.window.notices.text(), 20)
    assert len(received(stage)) == 1


def without_inbox(stage: Stage) -> None:
    """Nobody can look, so a doubt stays, at once."""
    stage.desk.accounts.put(msgspec.structs.replace(stage.sandbox.account, inbox=None))


async def test_a_doubtful_message_can_be_found_in_the_inbox_or_forgotten(
    on_stage: OpenStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "LOOK_LIMIT", 3.0)  # it never comes
    stage = await on_stage("lost-after-data-undelivered")
    without_inbox(stage)
    for subject in ("first", "second"):
        composer = await composing(stage, subject)
        press(composer, "compose_send")
        await until(lambda: closed(stage), 40)
    stage.desk.accounts.put(stage.sandbox.account)
    second, first = await stage.desk.workspace.outbox.rows()
    await until(lambda: is_shown(stage.window, f"look_{first.id}"))
    press(stage.window, f"look_{first.id}")
    await until(lambda: "not in your mailbox" in stage.window.notices.text(), 40)
    stage.answers.choice = "yes"
    press(stage.window, f"forget_{second.id}")
    await until(lambda: not is_shown(stage.window, f"look_{second.id}"))
    row = await stage.desk.workspace.outbox.show(second.id)
    assert row.state is State.DISCARDED


async def test_cancel_stops_the_sending_and_keeps_the_message(on_stage: OpenStage) -> None:
    stage = await on_stage("server-silent")
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: find(composer, "cancel").isVisible())
    await until(lambda: "Mail server" in find(composer, "compose_state", Text).text())
    QTest.keyClick(composer, Qt.Key.Key_Escape)
    await until(find(composer, "compose_send").isEnabled, 3)
    assert find(composer, "compose_state", Text).text() == "Cancelled."
    (row,) = await stage.desk.workspace.outbox.rows()
    assert row.state is State.NOT_SENT


async def test_ctrl_enter_sends(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage)
    await until(composer.isActiveWindow)
    QTest.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: closed(stage))
    assert len(received(stage)) == 1


@pytest.mark.parametrize("to", ["", "nobody", "a@b@c"])
async def test_an_address_that_can_not_be_is_said_beside_the_field(
    on_stage: OpenStage, to: str
) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage)
    type_into(composer, "compose_to", to)
    press(composer, "compose_send")
    assert find(composer, "compose_to").accessibleDescription()
    assert await stage.desk.workspace.outbox.rows() == ()


async def test_what_is_being_written_is_on_disk_a_moment_later(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    await composing(stage, "Unfinished")

    async def kept() -> list[Draft]:
        return [saved.draft for saved in (await stage.desk.workspace.drafts.all()).drafts]

    async with asyncio.timeout(5):
        while not await kept():
            await asyncio.sleep(0.05)
    (draft,) = await kept()
    assert draft.subject == "Unfinished"
    assert draft.to == (stage.sandbox.user,)


@pytest.mark.parametrize(("answer", "drafts"), [("keep", 1), ("discard", 0)])
async def test_closing_asks_what_becomes_of_the_text(
    on_stage: OpenStage, answer: str, drafts: int
) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage)
    composer.close()
    await until(lambda: stage.answers.asked)
    assert not closed(stage), "the user has not decided"
    stage.answers.choice = answer
    composer.close()
    await until(lambda: closed(stage))
    assert len((await stage.desk.workspace.drafts.all()).drafts) == drafts


async def test_an_empty_composer_closes_without_a_question(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    press(stage.window, "send_email")
    composer = stage.window.composer()
    assert composer is not None
    composer.close()
    assert closed(stage)
    assert stage.answers.asked == []


async def test_a_kept_draft_is_offered_and_gone_on_with(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    kept = Draft(
        account_id=stage.sandbox.account.id, to=("bert@sandbox.test",), subject="Kept",
        html="<p>as it was</p>", cc=("anna@sandbox.test",),
    )  # fmt: skip
    await stage.desk.workspace.drafts.save(kept)
    press(stage.window, "send_email")
    composer = stage.window.composer()
    assert composer is not None
    await until(lambda: "Kept" in composer.notices.text())
    press(composer, "notice_action")
    assert find(composer, "compose_subject", QLineEdit).text() == "Kept"
    assert find(composer, "compose_cc", QLineEdit).isVisible()
    assert composer.draft().id == kept.id


async def test_files_are_attached_shown_and_sent(on_stage: OpenStage, tmp_path: Path) -> None:
    stage = await on_stage("all-well")
    report = tmp_path / "Übersicht.txt"
    report.write_text("figures", encoding="utf-8")
    composer = await composing(stage)
    stage.answers.files = [report, tmp_path / "missing.txt"]
    press(composer, "compose_attach")
    await until(lambda: composer.notices.text())
    assert "missing.txt" in composer.notices.text()
    assert [file.name for file in composer.draft().attachments] == ["Übersicht.txt"]
    press(composer, "compose_send")
    await until(lambda: closed(stage))
    (message,) = received(stage)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "Übersicht.txt"
    assert attached.get_content().strip() == "figures"


async def test_files_can_be_dropped_anywhere_and_taken_off_again(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    composer = await composing(stage)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPoint(10, 10).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    composer.dropEvent(drop)
    await until(lambda: composer.draft().attachments)
    await asyncio.sleep(0.02)
    press(composer, "attachment_0")
    assert composer.draft().attachments == ()


def test_files_over_the_text_are_left_to_the_window(app: QApplication, tmp_path: Path) -> None:
    edit = MessageEdit("Message", "compose_message")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    assert not edit.canInsertFromMimeData(data)
    pasted: list[list[Path]] = []
    edit.files_pasted.connect(pasted.append)
    edit.insertFromMimeData(data)
    assert pasted == [[tmp_path / "a.txt"]]
    assert edit.toPlainText() == ""


def test_a_pasted_page_loads_nothing_from_outside(app: QApplication, tmp_path: Path) -> None:
    asked: list[str] = []

    class Watched(MessageEdit):
        def loadResource(self, kind: int, name: QUrl | str) -> object:
            loaded = super().loadResource(kind, name)
            asked.append(QUrl(name).toString())
            assert loaded is None
            return loaded

    secret = tmp_path / "secret.css"
    secret.write_text("p {}", encoding="utf-8")
    edit = Watched("Message", "compose_message")
    data = QMimeData()
    data.setHtml(
        '<img src="http://tracker.example/pixel.png"><p onclick="x()">text</p>'
        f'<script>alert(1)</script><link rel="stylesheet" href="{secret.as_uri()}">'
    )
    edit.insertFromMimeData(data)
    edit.resize(300, 200)
    edit.grab()
    assert "text" in edit.toPlainText()
    assert "alert" not in edit.toPlainText()
    assert (
        edit.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(asked[0])) is None
    )


def test_bold_italic_lists_and_links_are_in_the_html(app: QApplication) -> None:
    editor = Editor("Message", "compose_message")
    editor.show()
    press(editor, "compose_message_bold")
    QTest.keyClicks(editor.text, "strong")
    press(editor, "compose_message_bold")
    press(editor, "compose_message_list")
    QTest.keyClicks(editor.text, "item")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    press(editor, "compose_message_list")
    editor.insert_link("https://example.com/a")
    html = editor.html()
    assert "font-weight" in html
    assert "<li" in html
    assert 'href="https://example.com/a"' in html


def test_an_empty_text_is_no_html(app: QApplication) -> None:
    assert Editor("Message", "compose_message").html() == ""


def test_the_route_is_shown_beside_the_sender(app: QApplication) -> None:
    fields = MessageFields(ACCOUNT)
    fields.resize(900, 200)
    fields.show()
    QApplication.processEvents()
    assert "via smtp.example.com, Messenger stands by" in find(fields, "compose_route", Text).text()
    assert "anna@example.com" in find(fields, "compose_from", Text).text()


async def checked(composer: Composer) -> None:
    press(composer, "compose_check")
    await until(lambda: composer._task is None)


async def test_the_message_is_checked_before_it_is_sent(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage, "BUY THIS TODAY!!!")
    await checked(composer)
    title = find(composer, "compose_content", Text)
    assert title.text() == "2 things in this message should be better"
    assert any("capital letters" in text.text() for text in shown_texts(composer))
    assert received(stage) == []
    press(composer, "compose_check_close")
    assert not is_shown(composer, "compose_content")
    type_into(composer, "compose_subject", "The meeting")
    text = "Dear Bert, the meeting is on Monday at nine in the small room. See you there, Anna"
    find(composer, "compose_message", MessageEdit).setHtml(f"<p>{text}</p>")
    await checked(composer)
    assert title.text() == "Nothing was found that filters dislike."


async def test_a_check_of_what_can_not_be_made_says_why(
    on_stage: OpenStage, tmp_path: Path
) -> None:
    stage = await on_stage("all-well")
    composer = await composing(stage)
    file = tmp_path / "gone.txt"
    file.write_text("x")
    await composer.attach([file])
    file.unlink()
    await checked(composer)
    assert "gone.txt" in composer.notices.text()
    assert not is_shown(composer, "compose_content")


async def test_another_password_is_tried_where_the_first_was_wrong(on_stage: OpenStage) -> None:
    stage = await on_stage("wrong-password")
    account = stage.desk.accounts.current
    assert account is not None
    stage.desk.accounts.put(msgspec.structs.replace(account, messenger=None))
    composer = await composing(stage)
    press(composer, "compose_send")
    await until(lambda: is_shown(composer, "compose_try_again"))
    type_into(composer, "compose_new_password", stage.sandbox.password)
    press(composer, "compose_try_again")
    await until(lambda: closed(stage))
    assert len(received(stage)) == 1
