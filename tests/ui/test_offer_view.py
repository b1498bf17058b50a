"""What an offer asks for: agreement, a password, an app password, or the provider's page."""

import msgspec
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.discover.found import Source, Trust
from mailadmin.core.discover.outcome import Offer
from mailadmin.core.oauth.issuers import GOOGLE
from mailadmin.ui.widgets.offer_view import OfferView, Shown
from tests.ui.support import find, is_shown, press

OWN = Offer(
    source=Source.AUTOCONFIG,
    origin="https://autoconfig.example.com/mail/config-v1.1.xml",
    trust=Trust.SURE,
    mail_server=Server(host="mail.example.com", port=465, security=Security.TLS),
)
GMAIL = msgspec.structs.replace(
    OWN,
    source=Source.PROVIDER,
    provider="Gmail",
    mail_server=Server(
        host="smtp.gmail.com",
        port=465,
        security=Security.TLS,
        sign_in=SignIn.OAUTH,
        issuer=GOOGLE,
    ),
    app_password=True,
    app_password_page="https://myaccount.google.com/apppasswords",
    help_page="https://support.google.com/mail",
)


class Browser(QObject):
    """Stands where the system's browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        QDesktopServices.setUrlHandler("https", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def shown(offer: Offer, **more: object) -> OfferView:
    view = OfferView(Shown(offer=offer, domain="example.com", **more), "find_")  # type: ignore[arg-type]
    view.show()
    QApplication.sendPostedEvents()
    return view


def said(view: OfferView) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_provider_that_knows_this_program_is_signed_in_to_at_its_page_first(
    app: QApplication,
) -> None:
    view = shown(GMAIL, page_of="Google", registered=True)
    assert is_shown(view, "find_sign_in")
    assert not is_shown(view, "find_password")
    press(view, "find_with_password")
    assert is_shown(view, "find_password")
    assert "app password" in said(view)


def test_a_provider_that_does_not_know_it_wants_an_app_password_first(app: QApplication) -> None:
    view = shown(GMAIL, page_of="Google")
    assert is_shown(view, "find_password")
    assert "Or sign in at Google's own page" in said(view)
    given: list[str] = []
    view.password_given.connect(given.append)
    QTest.keyClick(find(view, "find_password", QLineEdit), Qt.Key.Key_Return)
    assert given == []
    assert "Type the password first." in find(view, "find_password").accessibleDescription()
    QTest.keyClicks(find(view, "find_password", QLineEdit), "abcd efgh")
    QTest.keyClick(find(view, "find_password", QLineEdit), Qt.Key.Key_Return)
    assert given == ["abcd efgh"]


def test_where_no_password_works_there_is_no_field_for_one(app: QApplication) -> None:
    offer = msgspec.structs.replace(GMAIL, password_works=False)
    view = shown(offer, page_of="Google")
    assert is_shown(view, "find_sign_in")
    assert view.findChild(QLineEdit) is None


def test_a_page_that_nobody_knows_is_not_offered(app: QApplication) -> None:
    server = msgspec.structs.replace(GMAIL.mail_server, issuer="")
    view = shown(msgspec.structs.replace(GMAIL, mail_server=server))
    assert is_shown(view, "find_password")
    assert not is_shown(view, "find_sign_in")


def test_a_server_without_a_sign_in_wants_no_password(app: QApplication) -> None:
    server = msgspec.structs.replace(OWN.mail_server, sign_in=SignIn.NONE)
    view = shown(msgspec.structs.replace(OWN, mail_server=server))
    given: list[str] = []
    view.password_given.connect(given.append)
    press(view, "find_go_on")
    assert given == [""]


@pytest.mark.parametrize(
    ("offer", "consents", "certain"),
    [
        (OWN, (), True),
        (OWN, ("Somebody on the way could have written it.",), False),
        (msgspec.structs.replace(OWN, answered=False), (), False),
    ],
)
def test_what_is_doubtful_waits_for_the_user(
    app: QApplication, offer: Offer, consents: tuple[str, ...], certain: bool
) -> None:
    view = shown(offer, consents=consents)
    assert view.ready() == certain
    assert is_shown(view, "find_password") == certain
    if not certain:
        press(view, "find_agree")
        assert view.ready()
        assert is_shown(view, "find_password")


def test_the_providers_pages_are_opened_in_the_browser(app: QApplication) -> None:
    browser = Browser()
    view = shown(GMAIL, page_of="Google")
    press(view, "find_password_page")
    press(view, "find_help_page")
    QDesktopServices.unsetUrlHandler("https")
    assert browser.opened == [GMAIL.app_password_page, GMAIL.help_page]


@pytest.mark.parametrize("page", ["", "file:///etc/passwd", "javascript:alert(1)"])
def test_what_is_no_web_page_is_never_opened(app: QApplication, page: str) -> None:
    view = shown(
        msgspec.structs.replace(GMAIL, app_password_page=page, help_page=page), page_of="Google"
    )
    assert not is_shown(view, "find_password_page")
    assert not is_shown(view, "find_help_page")
