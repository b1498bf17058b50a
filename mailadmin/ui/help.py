"""Help for the page that is open, in a small window of its own."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mailadmin.ui.theme import GAP, WIDE
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.shelf import Column
from mailadmin.ui.widgets.text import Role, Text

Help = tuple[str, tuple[str, ...]]
"""A title, and the paragraphs below it."""


def paragraphs(page: str) -> Help:
    """The title and the text of the help for a page."""
    pages = {
        "page_mail_server": _mail_server,
        "page_domain": _domain,
        "page_arrival": _arrival,
        "page_history": _history,
        "page_explain": _explain,
        "composer": _composer,
        "sign_in": _sign_in,
        "client_form": _client,
    }
    return pages.get(page, _home)()


def _home() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Home"), (
        say_it(
            "Help",
            "Home says whether your email works. Test your connection, then send an email to "
            "yourself and see it arrive.",
        ),
        say_it(
            "Help",
            "A message that may have been sent stands on top until you decide: look for it in "
            "your inbox, send it again, or forget it.",
        ),
        say_it(
            "Help",
            "“Copy for support” puts the last result on the clipboard, without any password.",
        ),
        say_it(
            "Help",
            "“Save report” writes one file for your support: settings, the newest tests, and what "
            "has changed since it went well. It holds no password, and nothing of your messages.",
        ),
        _keys(),
    )


def _mail_server() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Mail server"), (
        say_it(
            "Help",
            "Type what your provider or your administrator told you. You may paste: spaces, "
            "“smtp://” and quotes are removed for you.",
        ),
        say_it(
            "Help",
            "“Click here to test your connection” goes through every step up to the point "
            "where a message would be sent, and sends none. Each step turns green or says "
            "what is wrong, and the arrow at its end shows what was seen.",
        ),
        say_it(
            "Help",
            "The Messenger is a second server that sends for you when your own can not. "
            "Your passwords are kept in the password store of this computer only.",
        ),
        _keys(),
    )


def _domain() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Domain"), (
        say_it(
            "Help",
            "“Check the domain” asks what everybody can ask: the public records of your domain. "
            "They tell receivers which servers may send for you. Nothing is changed, and no "
            "message is sent.",
        ),
        say_it(
            "Help",
            "The arrow at the end of a line shows what was seen, and where something is wrong, "
            "what to publish. If somebody else looks after your domain, copy the message there "
            "and send it to them.",
        ),
        say_it("Help", "Keys: Enter checks the domain, Ctrl+P prints, Esc cancels, F1 helps."),
    )


def _arrival() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Arrival"), (
        say_it(
            "Help",
            "“Send a test email to yourself and watch it arrive” sends a short message the way all "
            "your messages go, and looks into your mailbox until it is there. It says in which "
            "folder it is, and after how many seconds it came.",
        ),
        say_it(
            "Help",
            "Mailboxes of yours at other providers can be added: the message goes there too. "
            "Nothing in any mailbox is changed, unless you delete the test message.",
        ),
        say_it(
            "Help",
            "A message that somebody else received can be read as well: save it as a file and drop "
            "it on the page, or paste its headers. The arrow at the end of a line shows what was "
            "seen and what to do.",
        ),
        say_it(
            "Help", "Keys: Ctrl+Enter reads the pasted text, Ctrl+P prints, Esc cancels, F1 helps."
        ),
    )


def _history() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "History"), (
        say_it(
            "Help",
            "Every test and every message is kept here, the newest first. Open one to see it as it "
            "was then, and copy it for your support.",
        ),
        say_it(
            "Help",
            "“What has changed since it went well?” compares a test with the last good one before "
            "it: another server, certificate, record, or another answer.",
        ),
        say_it(
            "Help",
            "“Open a report” shows what another computer saw, from the file that somebody has "
            "sent you. It changes nothing of yours.",
        ),
        say_it(
            "Help",
            "The newest 5,000 tests stay. “Clear the history” removes the tests from this "
            "computer; messages stay in the outbox.",
        ),
        say_it("Help", "Keys: the arrows choose, Enter opens, Esc goes back, F1 helps."),
    )


def _explain() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Explain an error"), (
        say_it(
            "Help",
            "Paste an error message of any mail program, or a message that came back as "
            "undeliverable. The more of it, the better: the server's own words decide.",
        ),
        say_it(
            "Help",
            "If you know which server it came from and when it happened, say so under “What "
            "else do you know?”. Nothing of it leaves this computer.",
        ),
        _keys(),
    )


def _composer() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Send an Email"), (
        say_it(
            "Help",
            "Write the message and press Send. “Send to myself” puts your own address in. "
            "Drop files anywhere in the window to attach them.",
        ),
        say_it(
            "Help",
            "The window closes when a server has accepted the message. If your mail server "
            "can not take it, the Messenger does, and you are told so.",
        ),
        say_it("Help", "Keys: Ctrl+Enter sends, Esc cancels the sending, F1 helps."),
    )


def _sign_in() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "Signing in at the provider's page"), (
        say_it(
            "Help",
            "Some providers let a program in only after you have signed in at their own page. You "
            "do that in your browser; the password never comes to this program. What it gets "
            "instead opens your mail only, and you can take it back at the provider at any time.",
        ),
        say_it(
            "Help",
            "If the browser is on another computer, as when support helps on the phone, use a "
            "code: it is typed at the provider's page on any device. Type such a code only if you "
            "have begun the sign-in yourself.",
        ),
        say_it(
            "Help",
            "“Sign out” removes it from this computer, and takes it back at the provider where "
            "that can be done from here. At Microsoft it can't: it ends by itself, or at your "
            "account's own page.",
        ),
    )


def _client() -> Help:
    say_it = QCoreApplication.translate
    return say_it("Help", "How to get a client id"), (
        say_it(
            "Help",
            "A client id tells the provider which program asks. An administrator makes one in a "
            "quarter of an hour; one is enough for every computer of an office.",
        ),
        say_it(
            "Help",
            "Microsoft: in the Entra admin center, make a registration under “App registrations”. "
            "Add the platform “Mobile and desktop applications” with the redirect address "
            "http://127.0.0.1, allow public client flows, and add the permissions SMTP.Send, "
            "IMAP.AccessAsUser.All, offline_access, openid, profile and email. Copy the "
            "application (client) id.",
        ),
        say_it(
            "Help",
            "Google: in the Google Cloud console, open “Google Auth Platform”, add the scope "
            "https://mail.google.com/, and create a client of the kind “Desktop app”. Copy the "
            "client id and the client secret.",
        ),
        say_it(
            "Help",
            "Every step is in the program's guide “A client id for signing in with Microsoft, "
            "Google and others”; ask for it where you got the program. Until you have an id, a "
            "password works where the provider takes one; Google and others give out app passwords "
            "for that.",
        ),
    )


def _keys() -> str:
    return QCoreApplication.translate(
        "Help", "Keys: Ctrl+T tests the connection, Ctrl+N writes an email, Esc cancels, F1 helps."
    )


def show_help(parent: QWidget, page: str) -> QDialog:
    """Open the help for a page beside the window."""
    title, sentences = paragraphs(page)
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setObjectName("help_window")
    dialog.setWindowTitle(QCoreApplication.translate("Help", "Help"))
    width = dialog.fontMetrics().averageCharWidth() * 84
    column = Column()
    text = QVBoxLayout(column)
    text.setContentsMargins(0, 0, 0, 0)
    text.setSpacing(GAP)
    for part in (Text(title, Role.HEADING), *map(Text, sentences)):
        text.addWidget(part)
    box = QVBoxLayout(dialog)
    box.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
    box.setSpacing(WIDE)
    box.addWidget(column)
    close = PlainButton(QCoreApplication.translate("Help", "Close"), "help_close")
    close.clicked.connect(dialog.accept)
    box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.resize(width, box.totalHeightForWidth(width))
    dialog.open()
    return dialog
