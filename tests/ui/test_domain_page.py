"""The Domain page: real checks on a name server of our own, and hand-made events for its looks."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from mailadmin.core.account import Identity, Route
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.domain.checks import CHECKS
from mailadmin.core.finding import Status, TermSeen
from mailadmin.core.history.run import Kind, Run
from mailadmin.core.workspace import open_workspace
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.domain import DomainPage
from mailadmin.ui.printing import document_of
from mailadmin.ui.tasks import Tasks
from mailadmin.ui.widgets.check_row import CheckRow
from mailadmin.ui.widgets.survey_card import ROUTE, SurveyCard
from mailadmin.ui.widgets.term_tree import SHOWN, TermLine, TermTree
from mailadmin.ui.widgets.text import Text
from tests.servers.wayward_dns import WaywardServer
from tests.ui import domain_samples as samples
from tests.ui.samples import ACCOUNT
from tests.ui.support import (
    Answers,
    accessible_name,
    find,
    is_shown,
    press,
    reachable,
    room_for_all,
    shown_texts,
    type_into,
    until,
)
from tests.ui.test_main_window import Lengthening, untranslated

ZONE = """
.                       SOA  ns.example.com. hostmaster.example.com. 1 3600 600 86400 0
example.com.            SOA  ns.example.com. hostmaster.example.com. 1 3600 600 86400 0
example.com.            NS   ns.example.com.
example.com.            MX   10 mx.example.com.
example.com.            TXT  "v=spf1 mx include:news.example.net include:gone.example.net -all"
mx.example.com.         A    192.0.2.7
smtp.example.com.       A    192.0.2.7
news.example.net.       TXT  "v=spf1 include:deep.example.net -all"
deep.example.net.       TXT  "v=spf1 a:out.example.net ?all"
out.example.net.        A    192.0.2.9
other.example.org.      TXT  "nothing"
"""


@pytest.fixture
async def dns() -> AsyncIterator[NameServer]:
    server = NameServer(Zone(ZONE))
    await server.open()
    yield server
    await server.close()


async def opened(folder: Path, port: int, errors: list[tuple[str, BaseException]]) -> MainWindow:
    """The window of somebody whose names are asked at this port; Domain is open."""
    place = open_workspace(folder, (f"127.0.0.1:{port}",), None, MemoryCredentials())
    desk = Desk(place, Tasks(lambda name, error: errors.append((name, error))))
    desk.dialogs = Answers()
    await desk.accounts.load()
    desk.started = True
    desk.accounts.add(ACCOUNT)
    window = MainWindow(desk)
    window.show()
    window.show_page("page_domain")
    await asyncio.sleep(0)
    return window


async def closed(window: MainWindow, errors: list[tuple[str, BaseException]]) -> None:
    await window._desk.accounts.flush()
    await window._desk.tasks.close()
    window._desk.workspace.outbox.close()
    assert errors == []


@pytest.fixture
async def example(tmp_path: Path, dns: NameServer) -> AsyncIterator[MainWindow]:
    """A window in a world of example.com, whose SPF has a gap and which has no DMARC."""
    errors: list[tuple[str, BaseException]] = []
    window = await opened(tmp_path, dns.number, errors)
    yield window
    await closed(window, errors)


@pytest.fixture
async def silence(tmp_path: Path) -> AsyncIterator[MainWindow]:
    """A window in a world without answers."""
    errors: list[tuple[str, BaseException]] = []
    async with WaywardServer() as server:
        window = await opened(tmp_path, server.port, errors)
        yield window
        await closed(window, errors)


def page_of(window: MainWindow) -> DomainPage:
    page = window.page("page_domain")
    assert isinstance(page, DomainPage)
    return page


def rows_of(window: MainWindow) -> list[CheckRow]:
    card = page_of(window).card
    rows = (*card.routes.rows(), *card.checks.rows())
    return [row for row in rows if isinstance(row, CheckRow)]


def title(window: MainWindow) -> str:
    return find(window, "domain_result_title", Text).text()


async def checked(window: MainWindow, domain: str = "", limit: float = 20.0) -> str:
    """Check a domain and wait for the end; what the page says then."""
    if domain:
        type_into(window, "domain_name", domain)
    press(window, "check_domain")
    page = page_of(window)
    assert page._task is not None
    await until(lambda: page._task is None, limit)
    assert find(window, "check_domain").isEnabled()
    await asyncio.sleep(0.02)  # Qt shows what is added in its next round
    return title(window)


def told(window: MainWindow) -> set[str]:
    return {row.word.text() for row in rows_of(window)}


ENDS = {words.status_word(status) for status in Status}


# -- checking


async def test_every_check_ends_in_a_row_with_a_state_in_words(example: MainWindow) -> None:
    assert "example.com" in await checked(example)
    rows = {row.stage.check: row for row in rows_of(example)}
    assert set(rows) == {check.name for check in CHECKS}
    for row in rows.values():
        assert row.word.text() in ENDS
        assert accessible_name(row.icon) == row.word.text()
        assert row.word.text() in row.accessibleName()
        assert row.sentence.text()
    assert "Failed" in told(example)


async def test_the_worst_opens_and_what_to_publish_is_copied(example: MainWindow) -> None:
    await checked(example)
    page = page_of(example)
    copies = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and accessible_name(button).startswith("Copy: ")
    ]
    assert copies, "nothing to copy is open"
    for button in copies:
        button.click()
        copied = QGuiApplication.clipboard().text()
        shown = [block.toPlainText() for block in page.findChildren(QPlainTextEdit)]
        assert copied in shown
    assert any("Message" in accessible_name(button) for button in copies)


async def test_the_tree_of_spf_shows_what_leads_where(example: MainWindow) -> None:
    await checked(example)
    (row,) = [row for row in rows_of(example) if row.stage.check == "domain.spf"]
    row.opener.setChecked(True)
    lines = [line.accessibleName() for line in row.findChildren(TermLine)]
    said = "\n".join(lines)
    assert "Level 1: include:news.example.net" in said
    assert "Level 2: include:deep.example.net" in said
    assert "Level 3: a:out.example.net" in said
    (gone,) = [line for line in lines if "include:gone.example.net" in line]
    _, problem = gone.split(" of 10. ")
    assert problem, "nothing is said of what is missing"


async def test_another_domain_can_be_typed_and_has_no_routes(example: MainWindow) -> None:
    assert find(example, "domain_name", QLineEdit).text() == "example.com"
    await checked(example, "https://Other.Example.ORG/about")
    assert find(example, "domain_name", QLineEdit).text() == "other.example.org"
    assert "other.example.org" in title(example)
    assert not is_shown(example, "domain_question")


@pytest.mark.parametrize("text", ["", "not a domain", "192.0.2.7", "x" * 2000])
async def test_what_is_no_domain_is_said_beside_the_field(example: MainWindow, text: str) -> None:
    type_into(example, "domain_name", text)
    press(example, "check_domain")
    assert find(example, "domain_name").accessibleDescription()
    assert page_of(example)._task is None
    assert not page_of(example).card.isVisible()
    await checked(example, "example.com")
    assert not find(example, "domain_name").accessibleDescription()


async def test_a_domain_that_does_not_exist_leaves_the_rest_untested(example: MainWindow) -> None:
    assert await checked(example, "nothing.example.com") == (
        "There is no domain named nothing.example.com"
    )
    assert "Not tested" in told(example)
    assert not {"Passed", "Warning"} & told(example)


async def test_without_a_network_everything_is_honestly_unknown(
    window: MainWindow, desk: Desk
) -> None:
    window.show_page("page_domain")
    await checked(window, "example.com")
    assert title(window) == "Nothing about example.com could be found out"
    assert not {"Passed", "Warning", "Failed"} & told(window)
    assert "Could not be found out" in told(window)


async def test_without_a_network_a_messenger_is_no_reason_for_green(
    window: MainWindow, desk: Desk
) -> None:
    desk.accounts.add(ACCOUNT)
    window.show_page("page_domain")
    assert await checked(window) == "Nothing about example.com could be found out"


async def test_cancel_ends_it_at_once_and_every_row_says_something(silence: MainWindow) -> None:
    type_into(silence, "domain_name", "drop.example.com")
    press(silence, "check_domain")
    await until(lambda: is_shown(silence, "cancel"))
    await until(lambda: "Running" in told(silence))
    press(silence, "cancel")
    await until(find(silence, "check_domain").isEnabled, 2)
    assert title(silence) == "The check of drop.example.com was cancelled."
    assert told(silence) <= ENDS
    assert not is_shown(silence, "cancel")
    assert silence._desk.latest.of(ACCOUNT.id)[0].result is None


async def test_escape_cancels_and_return_checks(silence: MainWindow) -> None:
    await until(silence.isActiveWindow)
    type_into(silence, "domain_name", "drop.example.com")
    QTest.keyClick(find(silence, "domain_name"), Qt.Key.Key_Return)
    await until(lambda: is_shown(silence, "cancel"))
    QTest.keyClick(silence, Qt.Key.Key_Escape)
    await until(lambda: "cancelled" in title(silence), 2)
    assert find(silence, "check_domain").isEnabled()


async def test_one_check_runs_at_a_time(silence: MainWindow) -> None:
    type_into(silence, "domain_name", "drop.example.com")
    page = page_of(silence)
    page.start()
    page.start()
    await until(lambda: page.card.isVisible())
    page.start()
    names = [task.get_name() for task in asyncio.all_tasks()]
    assert names.count("checking a domain") == 1


async def test_what_breaks_leaves_nothing_running(app: QApplication) -> None:
    card = shown_card()
    card.begin("example.com", ("domain.mx", "domain.spf"), ())
    card.listen(samples.started("domain.mx"))
    card.broke()
    assert "could not be finished" in card.title()
    rows = {row.stage.check: row.word.text() for row in card.checks.rows()}  # type: ignore[attr-defined]
    assert rows == {"domain.mx": "Could not be found out", "domain.spf": "Not tested"}


# -- whose domain it is


async def test_results_stay_while_other_pages_are_open(example: MainWindow) -> None:
    said = await checked(example)
    example.show_page("page_home")
    example.show_page("page_domain")
    assert title(example) == said
    assert page_of(example).card.isVisible()


async def test_another_account_shows_its_own_domain(example: MainWindow) -> None:
    said = await checked(example)
    desk = example._desk
    desk.accounts.add(
        msgspec.structs.replace(
            ACCOUNT, id="b2", name="Ben", identity=Identity(address="ben@other.example.org")
        )
    )
    assert find(example, "domain_name", QLineEdit).text() == "other.example.org"
    assert not page_of(example).card.isVisible()
    desk.accounts.select(ACCOUNT.id)
    assert find(example, "domain_name", QLineEdit).text() == "example.com"
    assert title(example) == said
    assert page_of(example).card.isVisible()
    assert told(example) <= ENDS


async def test_a_check_under_way_does_not_reach_another_accounts_page(
    silence: MainWindow,
) -> None:
    type_into(silence, "domain_name", "drop.example.com")
    press(silence, "check_domain")
    await until(lambda: page_of(silence).card.isVisible())
    silence._desk.accounts.begin_new("ben@other.example.org")
    await until(lambda: len(silence._desk.tasks) == 0, 3)
    assert not page_of(silence).card.isVisible()
    assert find(silence, "check_domain").isEnabled()


async def test_another_server_makes_the_answer_old(example: MainWindow) -> None:
    await checked(example)
    hint = "Your settings have changed since then"
    assert not any(hint in text.text() for text in shown_texts(example))
    server = msgspec.structs.replace(ACCOUNT.mail_server, host="smtp.elsewhere.example")
    example._desk.accounts.put(msgspec.structs.replace(ACCOUNT, mail_server=server))
    assert any(hint in text.text() for text in shown_texts(example))
    await checked(example)
    assert not any(hint in text.text() for text in shown_texts(example))


async def test_home_has_a_light_for_the_accounts_own_domain(example: MainWindow) -> None:
    def light() -> str:
        example.show_page("page_home")
        texts = [text.text() for text in shown_texts(example)]
        return next(text for text in texts if text.startswith("Domain: "))

    assert light() == "Domain: Not tested yet"
    example.show_page("page_domain")
    await checked(example, "other.example.org")
    assert light() == "Domain: Not tested yet"
    example.show_page("page_domain")
    await checked(example, "example.com")
    assert light() == "Domain: Failed"
    names = [text.text() for text in shown_texts(example)]
    assert "Check of example.com" in names
    assert "Check of other.example.org" in names


async def test_a_domain_check_is_no_connection_test(example: MainWindow) -> None:
    await checked(example)
    assert example._desk.latest.last(ACCOUNT.id, Kind.TEST) is None
    run = example._desk.latest.last(ACCOUNT.id, Kind.DOMAIN, domain="example.com")
    assert isinstance(run, Run)


# -- on paper and for support


async def test_all_of_it_is_printed(example: MainWindow, tmp_path: Path) -> None:
    answers = example._desk.dialogs
    assert isinstance(answers, Answers)
    page_of(example).print_all()
    assert "nothing to print" in example.notices.text()
    await checked(example)
    press(example, "domain_print")
    await until(lambda: len(example._desk.tasks) == 0)
    answers.paper = tmp_path / "paper.pdf"
    press(example, "domain_print")
    await until(lambda: len(example._desk.tasks) == 0)
    assert answers.asked == ["Print the check of example.com"] * 2
    assert answers.paper.read_bytes().startswith(b"%PDF")
    result = page_of(example)._shown.result  # type: ignore[union-attr]
    assert result is not None
    text = document_of(result).toPlainText()
    assert title(example) in text
    for finding in result.findings:
        assert words.title_of(finding) in text
        fix = words.fix_of(finding)
        for copy in fix.copy if fix is not None else ():
            assert copy.text.split("\n")[0] in text
    assert "include:deep.example.net" in text


async def test_the_print_key_prints(example: MainWindow) -> None:
    await until(example.isActiveWindow)
    await checked(example)
    find(example, "domain_name").setFocus()
    QTest.keyClick(example, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    answers = example._desk.dialogs
    assert isinstance(answers, Answers)
    await until(lambda: answers.asked)


async def test_copy_for_support_has_the_findings_the_tree_and_what_to_do(
    example: MainWindow,
) -> None:
    await checked(example)
    press(example, "copy_report")
    text = QGuiApplication.clipboard().text()
    for row in rows_of(example):
        assert row.stage.check in text
    assert re.search(r"include:deep\.example\.net \(\d+\)", text)
    assert "To do (domain-host)" in text
    press(example, "domain_copy_for_support")
    assert QGuiApplication.clipboard().text() == text


# -- looks


def shown_card() -> SurveyCard:
    card = SurveyCard()
    card.resize(700, 900)
    card.show()
    return card


async def furnished(window: MainWindow, desk: Desk) -> DomainPage:
    """The page with everything on it that can be, all rows open."""
    desk.accounts.add(ACCOUNT)
    window.show_page("page_domain")
    page = page_of(window)
    samples.show(page.card)
    for row in rows_of(window):
        row.opener.setChecked(row.opener.isVisibleTo(page))
    for arrow in page.findChildren(QAbstractButton):
        if accessible_name(arrow).startswith("Record behind"):
            arrow.setChecked(True)
    await asyncio.sleep(0.05)
    return page


def test_the_worst_of_several_decides_and_all_are_told(app: QApplication) -> None:
    card = shown_card()
    samples.show(card)
    (row,) = [row for row in card.checks.rows() if row.stage.check == "domain.ptr"]
    assert isinstance(row, CheckRow)
    assert row.word.text() == "Warning"
    assert "(and one more)" in row.sentence.text()
    row.opener.click()
    heads = [text.text() for text in row.findChildren(Text)]
    for finding in samples.FINDINGS:
        if finding.check == "domain.ptr":
            assert words.title_of(finding) in heads
    steps = [text for text in heads if text == samples.a_step()]
    assert len(steps) == 1, "the same advice is given twice"


def test_the_answer_for_each_route_has_its_parts(app: QApplication) -> None:
    card = shown_card()
    samples.show(card)
    assert find(card, "domain_question", Text).text() == "May your servers send for example.com?"
    said = [text.text() for row in card.routes.rows() for text in row.findChildren(Text)]
    assert [row.stage.route for row in card.routes.rows()] == [Route.MAIL_SERVER, Route.MESSENGER]
    for part in ("Mail server", "Messenger", "SPF: Passed", "DKIM: Could not be found out"):
        assert part in said
    assert not [row for row in card.checks.rows() if row.stage.check == ROUTE]


def test_a_tree_is_bounded_and_read_line_by_line(app: QApplication) -> None:
    terms = tuple(TermSeen(text=f"include:n{n}.example", lookups=n) for n in range(300))
    tree = TermTree(samples.record("v=spf1 -all", *terms))
    tree.show()
    lines = tree.findChildren(TermLine)
    assert len(lines) == SHOWN
    assert "200 more are not shown." in [text.text() for text in tree.findChildren(Text)]
    assert lines[11].accessibleName() == "Level 1: include:n11.example, question 11 of 10"
    blocks = [block.accessibleName() for block in tree.findChildren(QPlainTextEdit)]
    assert lines[11].accessibleName() in blocks


def test_only_a_term_that_leads_to_a_record_can_be_opened(app: QApplication) -> None:
    tree = TermTree(samples.tree())
    tree.show()
    opened = {
        line.accessibleName().split()[2].strip(","): [
            arrow for arrow in line.findChildren(QAbstractButton) if arrow.isVisible()
        ]
        for line in tree.findChildren(TermLine)
    }
    assert opened["mx"] == []
    (arrow,) = opened["include:gone.example.net"]
    arrow.click()
    shown = [block.toPlainText() for block in tree.findChildren(QPlainTextEdit)]
    assert "There is no such name." in shown


def test_nothing_in_a_record_is_taken_for_html(app: QApplication) -> None:
    from mailadmin.core.domain.outcome import result_of

    term = TermSeen(text="include:<b>no</b>", lookups=1)
    seen = samples.record('v=spf1 "<b>no</b><img src=x>"', term)
    nasty = samples.finding("domain.spf", Status.OK, evidence=(seen,))
    document = document_of(result_of("example.com", [nasty], 1.0))
    assert "<b>no</b>" in document.toPlainText()
    card = shown_card()
    card.show_result(result_of("example.com", [nasty], 1.0))
    (row,) = card.checks.rows()
    row.opener.click()
    assert any("<b>no</b>" in block.toPlainText() for block in row.findChildren(QPlainTextEdit))


async def test_everything_the_keyboard_reaches_is_named_and_named_once(
    window: MainWindow, desk: Desk
) -> None:
    page = await furnished(window, desk)
    window.put_in_order()
    parts = [part for part in reachable(window) if page.isAncestorOf(part)]
    assert len(parts) > 20
    for part in parts:
        assert accessible_name(part), f"{part} {part.objectName()} has no name"
    named = [
        part.objectName()
        for part in page.findChildren(QWidget)
        if part.objectName() and not part.objectName().startswith("qt_")
    ]
    assert {name for name in named if named.count(name) > 1} == set()
    for button in page.findChildren(QAbstractButton):
        if button.text():
            assert button.text() in accessible_name(button)


async def test_the_names_that_others_rely_on_are_kept(window: MainWindow, desk: Desk) -> None:
    await furnished(window, desk)
    for name, visible in (
        ("page_domain", "Domain"),
        ("domain_name", "Domain to check"),
        ("check_domain", "Check the domain"),
        ("cancel", "Cancel"),
        ("domain_print", "Print…"),
        ("domain_copy_for_support", "Copy for support"),
    ):
        assert accessible_name(find(window, name)) == visible


class LongWords(Lengthening):
    """The same with words as long as German ones, and no longer."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        text = super().translate(context, source, disambiguation, n)
        return re.sub("~{18}", "~" * 17 + " ", text)


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
        page = await furnished(window, desk)
        await room_for_all(page)
        for block in page.findChildren(QPlainTextEdit):
            if block.isVisibleTo(page):
                assert block.horizontalScrollBar().maximum() == 0, block.toPlainText()
        if longer:
            assert untranslated(window) == []
    finally:
        app.removeTranslator(translator)
