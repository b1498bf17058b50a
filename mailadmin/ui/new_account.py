"""From settings that were found to a saved account whose test runs."""

from typing import TYPE_CHECKING

import msgspec

from mailadmin.core.account import Server, SignIn
from mailadmin.core.discover.outcome import Offer
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.accounts import blank_form
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from mailadmin.core.forms.account_form import AccountForm


def form_with(offer: Offer, address: str, password: str = "") -> "AccountForm":
    """The form of a new account with what was found, see :func:`filled`."""
    return filled(blank_form(address), offer, address, password)


def filled(form: "AccountForm", offer: Offer, address: str, password: str) -> "AccountForm":
    """A form with what was found in it; a password is for both servers."""
    from mailadmin.core.discover.account import form_of_offer

    if password and offer.mail_server.sign_in is SignIn.OAUTH:
        offer = _with_password(offer)
    form = form_of_offer(offer, address, form)
    if not password:
        return form
    secret = Secret(password)
    form = msgspec.structs.replace(form, server_password=secret)
    if offer.inbox is not None:
        form = msgspec.structs.replace(form, inbox_password=secret)
    return form


def _with_password(offer: Offer) -> Offer:
    """The same offer for somebody who signs in with a password instead."""

    def changed(server: Server) -> Server:
        return msgspec.structs.replace(server, sign_in=SignIn.PASSWORD, issuer="")

    inbox = None if offer.inbox is None else changed(offer.inbox)
    return msgspec.structs.replace(offer, mail_server=changed(offer.mail_server), inbox=inbox)


async def set_up(desk: Desk, account_id: str, form: "AccountForm") -> str:
    """Save the account and test it; a sentence about the password where that can't be right.

    What else is wrong is said where it can be put right, on the page of the settings.
    """
    from mailadmin.core.forms.reading import read

    reading = read(form, account_id)
    if reading.account is None:
        problem = reading.problems[0]
        if problem.field.endswith("_password"):
            return words.say(problem.phrase)
        desk.accounts.begin(reading.form)
        desk.page_wanted.emit("page_mail_server")
        desk.notice(Notice(text=words.say(problem.phrase), tone=Tone.WARNING))
        return ""
    # The test that follows asks for them.
    await desk.accounts.store(account_id, reading.secrets)
    desk.accounts.add(reading.account)
    desk.test_wanted.emit()
    return ""
