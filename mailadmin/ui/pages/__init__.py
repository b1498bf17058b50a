"""The pages of the window, in the order of the side bar. To add one: its module and one line."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication

from mailadmin.ui.desk import Desk
from mailadmin.ui.widgets.page import Page


class PageKind(msgspec.Struct, frozen=True):
    """A page that can be opened: its object name, its title, its icon, how it is made.

    ``words`` gives the title in the user's language.
    """

    name: str
    words: Callable[[], str]
    icon: str
    make: Callable[[Desk], Page]


def _home(desk: Desk) -> Page:
    from mailadmin.ui.pages.home import HomePage

    return HomePage(desk)


def _mail_server(desk: Desk) -> Page:
    from mailadmin.ui.pages.mail_server import MailServerPage

    return MailServerPage(desk)


def _domain(desk: Desk) -> Page:
    from mailadmin.ui.pages.domain import DomainPage

    return DomainPage(desk)


def _arrival(desk: Desk) -> Page:
    from mailadmin.ui.pages.arrival import ArrivalPage

    return ArrivalPage(desk)


def _history(desk: Desk) -> Page:
    from mailadmin.ui.pages.history import HistoryPage

    return HistoryPage(desk)


def _explain(desk: Desk) -> Page:
    from mailadmin.ui.pages.explain import ExplainPage

    return ExplainPage(desk)


PAGES = (
    PageKind("page_home", lambda: QCoreApplication.translate("Page", "Home"), "home", _home),
    PageKind(
        "page_mail_server",
        lambda: QCoreApplication.translate("Page", "Mail server"),
        "mail-server",
        _mail_server,
    ),
    PageKind(
        "page_domain", lambda: QCoreApplication.translate("Page", "Domain"), "domain", _domain
    ),
    PageKind(
        "page_arrival", lambda: QCoreApplication.translate("Page", "Arrival"), "arrival", _arrival
    ),
    PageKind(
        "page_history", lambda: QCoreApplication.translate("Page", "History"), "history", _history
    ),
    PageKind(
        "page_explain",
        lambda: QCoreApplication.translate("Page", "Explain an error"),
        "explain",
        _explain,
    ),
)
