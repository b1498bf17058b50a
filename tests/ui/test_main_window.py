"""The whole window: names, keyboard, languages, first start, what it says."""

import asyncio
import itertools
import re

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from mailadmin.ui.composer import Composer
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.widgets.text import Text
from tests.ui import samples
from tests.ui.conftest import OpenStage
from tests.ui.samples import ACCOUNT
from tests.ui.support import (
    accessible_name,
    find,
    is_shown,
    press,
    reachable,
    room_for_all,
    type_into,
    until,
)

CONTRACT = {
    "page_home": "Home",
    "page_mail_server": "Mail server",
    "from_address": "Email address",
    "from_name": "From name",
    "reply_to": "Reply-To",
    "server_host": "Mail server",
    "server_port": "Port",
    "server_security": "Security",
    "server_auth": "Sign-in",
    "server_user": "User name",
    "server_password": "Password",
    "server_timeout": "Time limit",
    "test_connection": "Click here to test your connection",
    "messenger_host": "Messenger server",
    "messenger_port": "Messenger port",
    "messenger_security": "Messenger security",
    "messenger_user": "Messenger user name",
    "messenger_password": "Messenger password",
    "send_email": "Send an Email",
    "cancel": "Cancel",
    "copy_report": "Copy for support",
    "save_report": "Save report",
}
COMPOSER = {
    "compose_to": "To",
    "compose_cc": "Cc",
    "compose_bcc": "Bcc",
    "compose_subject": "Subject",
    "compose_message": "Message",
    "compose_attach": "Attach",
    "compose_self": "Send to myself",
    "compose_send": "Send",
    "cancel": "Cancel",
}


async def furnished(window: MainWindow, desk: Desk) -> MainWindow:
    """The window with an account, both pages opened, and a failed test on show."""
    desk.accounts.add(ACCOUNT)
    window.show_page("page_mail_server")
    page = window.page("page_mail_server")
    tester = page._testers[samples.Route.MAIL_SERVER]  # type: ignore[attr-defined]
    refused = samples.bad_run()[-1].result  # type: ignore[union-attr]
    tester.card.begin("Testing …", samples_stages())
    for event in samples.bad_run()[:-1]:
        tester.card.listen(event)
    tester.card.finish(refused, offer_trust=True)
    find(window, "inbox_section", QAbstractButton).click()
    await asyncio.sleep(0.02)
    return window


def samples_stages() -> object:
    from mailadmin.core.smtp.connection_test import CONNECTION_CHECKS
    from mailadmin.ui.stages import Stages

    return Stages(CONNECTION_CHECKS, samples.Route.MAIL_SERVER)


async def composer_of(desk: Desk) -> Composer:
    composer = Composer(desk, ACCOUNT, None)
    composer.show()
    press(composer, "compose_copies")
    await asyncio.sleep(0)
    return composer


async def test_the_names_of_the_contract_are_kept(window: MainWindow, desk: Desk) -> None:
    await furnished(window, desk)
    for name, visible in CONTRACT.items():
        assert accessible_name(find(window, name)) == visible, name
    composer = await composer_of(desk)
    for name, visible in COMPOSER.items():
        assert accessible_name(find(composer, name)) == visible, name


async def test_visible_labels_are_the_accessible_names(window: MainWindow, desk: Desk) -> None:
    await furnished(window, desk)
    composer = await composer_of(desk)
    for root in (window, composer):
        for button in root.findChildren(QAbstractButton):
            if button.text() and button.objectName() not in ("account_menu",):
                assert button.text() in accessible_name(button), button.objectName()
        for label in root.findChildren(QLabel):
            buddy = label.buddy()
            if buddy is not None:
                assert accessible_name(buddy) == label.text()


async def test_everything_the_keyboard_reaches_is_named_and_named_once(
    window: MainWindow, desk: Desk
) -> None:
    await furnished(window, desk)
    composer = await composer_of(desk)
    for root in (window, composer):
        window.show_page("page_mail_server")
        parts = list(reachable(root))
        assert len(parts) > 8
        for part in parts:
            assert accessible_name(part), f"{part} {part.objectName()} has no name"
        names = [part.objectName() for part in parts if part.objectName()]
        assert len(names) == len(set(names))
        everything = [
            part.objectName()
            for part in root.findChildren(QWidget)
            if part.objectName() and not part.objectName().startswith("qt_")
        ]
        repeated = {name for name in everything if everything.count(name) > 1}
        assert repeated == set()


async def test_the_tab_key_goes_where_the_eye_goes(window: MainWindow, desk: Desk) -> None:
    await furnished(window, desk)
    window.resize(1000, 700)
    await asyncio.sleep(0.02)
    page = window.page("page_mail_server")
    window.put_in_order()
    places = [
        part.mapTo(page.widget(), QPoint(0, part.height() // 2))
        for part in reachable(window)
        if page.isAncestorOf(part)
    ]
    assert len(places) > 30
    assert next(iter(reachable(window))).objectName() == "account_menu"
    for one, other in itertools.pairwise(places):
        below = other.y() > one.y() + 4
        beside = abs(other.y() - one.y()) <= 24 and other.x() > one.x()
        assert below or beside, f"{one} then {other}"


class Lengthening(QTranslator):
    """A language forty per cent longer, in marks that show what was not translated."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        text = source.replace("%n", str(n)) if n >= 0 else source
        return f"⟦{text}{'~' * (len(text) * 2 // 5)}⟧"

    def isEmpty(self) -> bool:
        return False


USERS_OWN = re.compile(
    r"[\d.:/@<>«»~ \u202f,%]*|.*(example\.(com|net)|Anna Berg|\d+ k?B|sheet).*|PLAIN|TLS.*",
    re.DOTALL,
)


def untranslated(root: QWidget) -> list[str]:
    """Every visible text that is neither translated nor the user's or a server's own."""
    shown = []
    for part in root.findChildren(QWidget):
        if not part.isVisibleTo(root):
            continue
        texts = []
        if isinstance(part, QLabel | QAbstractButton):
            texts.append(part.text())
        if isinstance(part, QComboBox):
            texts += [part.itemText(index) for index in range(part.count())]
        if isinstance(part, QLineEdit):
            texts.append(part.placeholderText())
        texts += [part.toolTip(), part.accessibleName()]
        shown += [text for text in texts if text and "⟦" not in text]
    return [text for text in shown if not USERS_OWN.fullmatch(text)]


async def test_another_language_leaves_no_english_word(
    window: MainWindow, desk: Desk, app: QApplication
) -> None:
    translator = Lengthening()
    app.installTranslator(translator)
    try:
        again = MainWindow(desk)
        again.show()
        assert untranslated(again) == []
        await furnished(again, desk)
        assert untranslated(again) == []
        again.show_page("page_home")
        assert untranslated(again) == []
        composer = await composer_of(desk)
        assert untranslated(composer) == []
    finally:
        app.removeTranslator(translator)


@pytest.mark.parametrize(("width", "height", "scale"), [(800, 560, 1), (1000, 700, 2)])
async def test_nothing_is_cut_off_in_small_windows_or_with_large_text(
    window: MainWindow, desk: Desk, app: QApplication, width: int, height: int, scale: int
) -> None:
    font = QFont(app.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    app.setFont(font)
    window.resize(width, height)
    await furnished(window, desk)
    for name in ("page_home", "page_mail_server"):
        window.show_page(name)
        await room_for_all(window.page(name))
    assert (window.width(), window.height()) == (width, height)


async def test_the_first_start_asks_one_question(window: MainWindow, desk: Desk) -> None:
    assert find(window, "start_address").isVisible()
    assert not find(window, "send_email").isVisible()
    type_into(window, "start_address", "not an address")
    press(window, "start_settings")
    assert find(window, "start_address").accessibleDescription()
    type_into(window, "start_address", "Anna <anna@example.com>")
    press(window, "start_settings")
    assert find(window, "from_address", QLineEdit).text() == "anna@example.com"
    assert find(window, "test_connection").isVisible()
    wanted: list[bool] = []
    desk.demonstration_wanted.connect(lambda: wanted.append(True))
    desk.accounts.delete()
    window.show_page("page_home")
    press(window, "start_demonstration")
    assert wanted == [True]


async def test_home_answers_what_is_known(on_stage: OpenStage) -> None:
    stage = await on_stage("all-well")
    answer = find(stage.window, "home_answer", Text)
    assert answer.text() == "Your email has not been tested yet"
    press(stage.window, "home_test")
    await until(lambda: stage.desk.latest.newest() is not None, 20)
    stage.window.show_page("page_home")
    assert answer.text() == "Your email works"
    stage.sandbox.switch("server-down")
    press(stage.window, "home_test")
    await until(lambda: len(stage.desk.latest.of(stage.sandbox.account.id)) == 2, 20)
    stage.window.show_page("page_home")
    assert "does not work" in answer.text()
    assert "Messenger" in answer.text()


async def test_an_unfinished_account_leads_back_to_its_settings(
    window: MainWindow, desk: Desk
) -> None:
    desk.accounts.begin_new("anna@example.com")
    assert not find(window, "send_email").isVisible()
    press(window, "home_settings")
    assert find(window, "from_address").isVisible()


async def test_keys_test_write_help_and_cancel(on_stage: OpenStage) -> None:
    stage = await on_stage("server-silent")
    window = stage.window
    await until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: find(window, "cancel").isVisible())
    await until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    await until(find(window, "test_connection").isEnabled, 3)
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = find(window, "help_window")
    assert "test your connection" in "".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    await until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.composer() is not None


async def test_copy_for_support_copies_the_last_result_and_no_secret(
    on_stage: OpenStage,
) -> None:
    stage = await on_stage("all-well")
    press(stage.window, "copy_report")
    assert "nothing to copy" in stage.window.notices.text()
    press(stage.window, "home_test")
    await until(lambda: stage.desk.latest.newest() is not None, 20)
    press(stage.window, "copy_report")
    text = QGuiApplication.clipboard().text()
    assert "smtp.auth" in text
    assert stage.sandbox.password not in text


async def test_sending_needs_an_account(window: MainWindow, desk: Desk) -> None:
    window.open_composer(None)
    assert window.composer() is None
    assert "account" in window.notices.text()


async def test_only_one_composer_is_open(window: MainWindow, desk: Desk) -> None:
    desk.accounts.add(ACCOUNT)
    window.open_composer(None)
    first = window.composer()
    window.open_composer(None)
    assert window.composer() is first


async def test_messages_and_tests_are_listed_with_their_details(on_stage: OpenStage) -> None:
    stage = await on_stage("both-down")
    stage.window.open_composer(None)
    composer = stage.window.composer()
    assert composer is not None
    press(composer, "compose_self")
    press(composer, "compose_send")
    await until(lambda: composer.failure.isVisible(), 20)
    (row,) = await stage.desk.workspace.outbox.rows()
    arrow = f"latest_{row.id}_details"
    await until(lambda: is_shown(stage.window, arrow))
    press(stage.window, arrow)
    shown = [label.text() for label in find(stage.window, f"latest_{row.id}").findChildren(QLabel)]
    assert f"{stage.sandbox.user}: not sent" in shown


async def test_the_window_follows_light_and_dark(
    window: MainWindow, desk: Desk, app: QApplication
) -> None:
    from PySide6.QtGui import QColor, QPalette

    desk.accounts.add(ACCOUNT)
    await asyncio.sleep(0.02)
    light = window.grab().toImage().pixelColor(5, 300)
    dark = QPalette(QColor("#26282b"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#eeeeee"))
    dark.setColor(QPalette.ColorRole.Base, QColor("#1c1e20"))
    app.setPalette(dark)
    await asyncio.sleep(0.02)
    assert light.lightness() > 200
    assert window.grab().toImage().pixelColor(5, 300).lightness() < 80
    title = find(window, "home_answer", Text)
    assert title.palette().color(QPalette.ColorRole.WindowText).lightness() > 200
    app.setPalette(QPalette(QColor("#efefef")))
    await asyncio.sleep(0.02)
    assert title.palette().color(QPalette.ColorRole.WindowText).lightness() < 60
