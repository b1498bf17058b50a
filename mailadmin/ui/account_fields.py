"""The fields of the settings form, by the names of the contract, and the form they make."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from mailadmin.core.account import FromPolicy, Security, SignIn
from mailadmin.core.forms.account_form import AccountForm
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.forms.values import INBOX_PORTS, follow_port
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.sign_in_line import SignInLine
from mailadmin.ui.widgets.form import ChoiceField, Field, FieldGrid, PasswordField, TextField
from mailadmin.ui.widgets.text import Role, Text, one_line

PASSWORDS = ("server_password", "messenger_password", "inbox_password")
SECTIONS = ("server", "messenger", "inbox")


class AccountFields(QObject):
    """Every field once. ``edited`` and ``left`` carry the field's name."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.lines = {name: SignInLine(name, whose) for name, whose in _servers()}
        fields = (*_identity(), *_server(), *_messenger(), *_inbox())
        self.fields: dict[str, Field] = {field.name: field for field in fields}
        self._before = AccountForm()
        self._touched: set[str] = set()
        # Until a page takes them: a part without a parent would be a window once it is shown.
        self._home = QWidget()
        for part in (*fields, *self.lines.values()):
            part.setParent(self._home)
        for field in fields:
            field.edited.connect(self._edited)
            field.left.connect(self._left)

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def form(self) -> AccountForm:
        """The form as it stands now."""
        values: dict[str, str | Secret] = {
            name: Secret(field.value()) if name in PASSWORDS else field.value()
            for name, field in self.fields.items()
        }
        return msgspec.structs.replace(self._before, **values)

    def show(self, form: AccountForm) -> None:
        """Show a form; fields that say so already are left alone."""
        self._before = form
        for name, field in self.fields.items():
            value = getattr(form, name)
            if name.endswith("_security") and value == Security.AUTO:
                value = _resolved(form, name)
            field.set_value(value.reveal() if isinstance(value, Secret) else value)
        self._follow_sign_in()

    def name_page(self, section: str, name: str) -> None:
        """Call the provider's page in the choice of sign-ins by its name, where that is known."""
        field = self.fields[f"{section}_auth"]
        if isinstance(field, ChoiceField):
            field.set_words(SignIn.OAUTH, _page_words(name))

    def set_account_name(self, name: str) -> None:
        """Follow a new name of the account; it has no field of its own."""
        self._before = msgspec.structs.replace(self._before, account_name=name)

    def set_placeholder(self, name: str, text: str) -> None:
        """Say in grey what a field keeps already."""
        field = self.fields[name]
        if isinstance(field, TextField):
            field.set_placeholder(text)

    def forget_touched(self) -> None:
        """Begin anew: nobody has been in any field, so nothing is wrong yet."""
        self._touched.clear()
        for field in self.fields.values():
            field.show_problem("")

    def touch_all(self) -> None:
        """The user wants to go on: from now on every problem is shown."""
        self._touched.update(self.fields)

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Say beside each field what is wrong, once the user has been there."""
        sentences = {problem.field: words.say(problem.phrase) for problem in reversed([*problems])}
        for name, field in self.fields.items():
            field.show_problem(sentences.get(name, "") if name in self._touched else "")

    def say_problem(self, problem: FieldProblem) -> None:
        """Say what is wrong with one field, and go there."""
        self._touched.add(problem.field)
        self.fields[problem.field].show_problem(words.say(problem.phrase))
        self.focus_first((problem,))

    def focus_first(self, problems: Iterable[FieldProblem]) -> None:
        """Bring the user to the first field that needs them."""
        wrong = {problem.field for problem in problems}
        for name, field in self.fields.items():
            if name in wrong:
                field.editor.setFocus()
                return

    def _edited(self, name: str) -> None:
        section, _, part = name.partition("_")
        if part == "security" and section in SECTIONS:
            self._follow_security(section)
        self._follow_sign_in()
        self.edited.emit(name)

    def _left(self, name: str) -> None:
        self._touched.add(name)
        self.left.emit(name)

    def _follow_security(self, section: str) -> None:
        port = self.fields[f"{section}_port"]
        old = Security(getattr(self._before, f"{section}_security"))
        new = Security(self.fields[f"{section}_security"].value())
        if section == "inbox":
            port.set_value(follow_port(port.value(), old, new, INBOX_PORTS))
        else:
            port.set_value(follow_port(port.value(), old, new))
        changes = {f"{section}_security": str(new)}
        self._before = msgspec.structs.replace(self._before, **changes)

    def _follow_sign_in(self) -> None:
        for section in SECTIONS:
            choice = self.fields[f"{section}_auth"].value()
            at_page = choice not in (SignIn.PASSWORD, SignIn.NONE)
            for part in ("user", "password"):
                self.fields[f"{section}_{part}"].setEnabled(choice != SignIn.NONE)
            self.fields[f"{section}_password"].setVisible(not at_page)
            self.lines[section].setVisible(at_page)


def _servers() -> list[tuple[str, str]]:
    say_it = QCoreApplication.translate
    return [
        ("server", say_it("AccountFields", "Mail server")),
        ("messenger", say_it("AccountFields", "Messenger")),
        ("inbox", say_it("AccountFields", "Inbox")),
    ]


def _resolved(form: AccountForm, name: str) -> str:
    port = getattr(form, name.replace("_security", "_port"))
    return Security.AUTO.on_port(int(port) if port.isdecimal() else 0)


def _securities() -> list[tuple[str, str]]:
    return [
        (security, words.security_name(security))
        for security in (Security.TLS, Security.STARTTLS, Security.NONE)
    ]


def inbox_securities() -> list[tuple[str, str]]:
    """How the connection to a mailbox may be encrypted, and the words for it."""
    say_it = QCoreApplication.translate
    return [
        (Security.TLS, say_it("AccountFields", "Encrypted from the start (993)")),
        (Security.STARTTLS, say_it("AccountFields", "Upgrade to encryption (143)")),
        (Security.NONE, say_it("AccountFields", "None")),
    ]


def _sign_ins() -> list[tuple[str, str]]:
    say_it = QCoreApplication.translate
    return [*inbox_sign_ins(), (SignIn.NONE, say_it("AccountFields", "No sign-in"))]


def inbox_sign_ins() -> list[tuple[str, str]]:
    """A mailbox is never read without signing in."""
    say_it = QCoreApplication.translate
    return [
        (SignIn.PASSWORD, say_it("AccountFields", "Password")),
        ("microsoft", say_it("AccountFields", "With Microsoft")),
        ("google", say_it("AccountFields", "With Google")),
        (SignIn.OAUTH, _page_words("")),
    ]


def _page_words(name: str) -> str:
    """A sign-in at the page of somebody; of the provider, whoever that is, without a name."""
    say_it = QCoreApplication.translate
    if not name:
        return say_it("AccountFields", "At the provider's page")
    return say_it("AccountFields", "At the page of {0}").format(name)


def _policies() -> list[tuple[str, str]]:
    say_it = QCoreApplication.translate
    return [
        (FromPolicy.AUTOMATIC, say_it("AccountFields", "Automatic (asks your domain's policy)")),
        (FromPolicy.ON_BEHALF_OF, say_it("AccountFields", "Your address, on your behalf")),
        (FromPolicy.VIA, say_it("AccountFields", "“Your name via Messenger”")),
    ]


def _identity() -> tuple[Field, ...]:
    say_it = QCoreApplication.translate
    return (
        TextField(say_it("AccountFields", "Email address"), "from_address"),
        TextField(say_it("AccountFields", "From name"), "from_name"),
        TextField(say_it("AccountFields", "Reply-To"), "reply_to"),
    )


def _server() -> tuple[Field, ...]:
    say_it = QCoreApplication.translate
    limit = TextField(say_it("AccountFields", "Time limit"), "server_timeout")
    limit.line.addWidget(one_line(Text(say_it("AccountFields", "seconds"), Role.QUIET)))
    return (
        TextField(say_it("AccountFields", "Mail server"), "server_host"),
        TextField(say_it("AccountFields", "Port"), "server_port"),
        ChoiceField(say_it("AccountFields", "Security"), "server_security", _securities()),
        ChoiceField(say_it("AccountFields", "Sign-in"), "server_auth", _sign_ins()),
        TextField(say_it("AccountFields", "User name"), "server_user"),
        PasswordField(say_it("AccountFields", "Password"), "server_password"),
        limit,
    )


def _messenger() -> tuple[Field, ...]:
    say_it = QCoreApplication.translate
    return (
        TextField(say_it("AccountFields", "Messenger server"), "messenger_host"),
        TextField(say_it("AccountFields", "Messenger port"), "messenger_port"),
        ChoiceField(
            say_it("AccountFields", "Messenger security"), "messenger_security", _securities()
        ),
        ChoiceField(say_it("AccountFields", "Messenger sign-in"), "messenger_auth", _sign_ins()),
        TextField(say_it("AccountFields", "Messenger user name"), "messenger_user"),
        PasswordField(say_it("AccountFields", "Messenger password"), "messenger_password"),
        TextField(say_it("AccountFields", "Messenger's own address"), "messenger_address"),
        ChoiceField(
            say_it("AccountFields", "Messages it sends carry"),
            "messenger_from_policy",
            _policies(),
        ),
    )


def _inbox() -> tuple[Field, ...]:
    say_it = QCoreApplication.translate
    return (
        TextField(say_it("AccountFields", "Inbox server"), "inbox_host"),
        TextField(say_it("AccountFields", "Inbox port"), "inbox_port"),
        ChoiceField(
            say_it("AccountFields", "Inbox security"), "inbox_security", inbox_securities()
        ),
        ChoiceField(say_it("AccountFields", "Inbox sign-in"), "inbox_auth", inbox_sign_ins()),
        TextField(say_it("AccountFields", "Inbox user name"), "inbox_user"),
        PasswordField(say_it("AccountFields", "Inbox password"), "inbox_password"),
        TextField(say_it("AccountFields", "Support address"), "support_address"),
    )


def identity_grid(fields: AccountFields) -> FieldGrid:
    """Who the recipient sees."""
    return FieldGrid(
        [[(fields["from_address"], 5), (fields["from_name"], 4), (fields["reply_to"], 3)]]
    )


def server_grid(fields: AccountFields) -> FieldGrid:
    """The user's own mail server."""
    return FieldGrid(
        [
            [
                (fields["server_host"], 5),
                (fields["server_port"], 2),
                (fields["server_security"], 5),
            ],
            [
                (fields["server_auth"], 4),
                (fields["server_user"], 4),
                (fields["server_password"], 4),
            ],
            [(fields.lines["server"], 12)],
            [(fields["server_timeout"], 3)],
        ]
    )


def messenger_grid(fields: AccountFields) -> FieldGrid:
    """The relay that sends when the mail server can't."""
    return FieldGrid(
        [
            [
                (fields["messenger_host"], 5),
                (fields["messenger_port"], 2),
                (fields["messenger_security"], 5),
            ],
            [
                (fields["messenger_auth"], 4),
                (fields["messenger_user"], 4),
                (fields["messenger_password"], 4),
            ],
            [(fields.lines["messenger"], 12)],
            [(fields["messenger_address"], 6), (fields["messenger_from_policy"], 6)],
        ]
    )


def inbox_grid(fields: AccountFields) -> FieldGrid:
    """Where a message that may have been sent is looked for, and who hears of failures."""
    return FieldGrid(
        [
            [(fields["inbox_host"], 5), (fields["inbox_port"], 2), (fields["inbox_security"], 5)],
            [
                (fields["inbox_auth"], 4),
                (fields["inbox_user"], 4),
                (fields["inbox_password"], 4),
            ],
            [(fields.lines["inbox"], 12)],
        ]
    )
