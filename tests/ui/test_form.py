"""Form rows: names, problems, and the shape of the form."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from mailadmin.core.account import FromPolicy, Security, SignIn
from mailadmin.core.forms.account_form import AccountForm
from mailadmin.core.forms.reading import read
from mailadmin.core.secret import Secret
from mailadmin.ui.account_fields import AccountFields, server_grid
from mailadmin.ui.widgets.form import ChoiceField, FieldGrid, PasswordField, TextField
from tests.ui.support import accessible_name, find, type_into

FORM = AccountForm(
    account_name="Work",
    from_address="anna@example.com",
    from_name="Anna Berg",
    reply_to="office@example.com",
    support_address="help@example.com",
    server_host="smtp.example.com",
    server_port="465",
    server_security=Security.TLS,
    server_user="anna",
    server_password=Secret("secret"),
    server_timeout="15",
    messenger_host="relay.example.net",
    messenger_port="587",
    messenger_security=Security.STARTTLS,
    messenger_auth=SignIn.NONE,
    messenger_user="relay",
    messenger_address="relay@example.net",
    messenger_from_policy=FromPolicy.VIA,
    inbox_host="imap.example.com",
    inbox_port="993",
    inbox_user="anna",
)


def test_a_field_has_the_name_that_stands_above_it(app: QApplication) -> None:
    field = TextField("Mail server", "server_host")
    assert accessible_name(field.editor) == "Mail server"
    assert field.label.buddy() is field.editor
    assert field.editor.objectName() == "server_host"


def test_a_problem_stands_below_its_field_and_is_told_with_it(app: QApplication) -> None:
    field = TextField("Port", "server_port")
    field.show()
    field.show_problem("A port is a number.")
    assert field.problem() == "A port is a number."
    assert field.editor.accessibleDescription() == "A port is a number."
    field.show_problem("")
    assert field.editor.accessibleDescription() == ""


def test_a_password_is_hidden_until_the_user_wants_to_see_it(app: QApplication) -> None:
    field = PasswordField("Password", "server_password")
    edit = find(field, "server_password", QLineEdit)
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    eye = find(field, "server_password_show")
    assert accessible_name(eye) == "Show what is typed"
    eye.click()  # type: ignore[attr-defined]
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    field.set_value("another")
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_scrolling_page_does_not_change_a_choice(app: QApplication) -> None:
    field = ChoiceField("Security", "server_security", [("a", "A"), ("b", "B")])
    field.show()
    box = find(field, "server_security", QComboBox)
    box.clearFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert field.value() == "a"


def test_the_form_shows_and_gives_back_everything(app: QApplication) -> None:
    fields = AccountFields()
    fields.show(FORM)
    assert fields.form() == FORM


def test_automatic_security_is_shown_as_what_it_means_on_the_port(app: QApplication) -> None:
    fields = AccountFields()
    for port, shown in (("465", "tls"), ("587", "starttls"), ("", "starttls")):
        form = AccountForm(server_port=port, server_security=Security.AUTO)
        fields.show(form)
        assert fields["server_security"].value() == shown


@pytest.mark.parametrize(
    ("port", "security", "expected"),
    [("465", "starttls", "587"), ("465", "none", "25"), ("2525", "starttls", "2525")],
)
def test_the_port_follows_the_security_until_the_user_has_chosen_one(
    app: QApplication, port: str, security: str, expected: str
) -> None:
    fields = AccountFields()
    fields.show(AccountForm(server_port=port))
    choose(fields, "server_security", security)
    assert fields["server_port"].value() == expected


def test_the_port_follows_every_change_of_the_security(app: QApplication) -> None:
    fields = AccountFields()
    fields.show(AccountForm(server_port="465"))
    choose(fields, "server_security", "starttls")
    choose(fields, "server_security", "none")
    choose(fields, "server_security", "tls")
    assert fields["server_port"].value() == "465"


def test_without_a_sign_in_there_is_no_user_name_to_type(app: QApplication) -> None:
    fields = AccountFields()
    fields.show(FORM)
    assert not fields["messenger_user"].isEnabled()
    assert fields["server_user"].isEnabled()
    choose(fields, "messenger_auth", "password")
    assert fields["messenger_user"].isEnabled()


def test_problems_are_shown_only_where_the_user_has_been(app: QApplication) -> None:
    fields = AccountFields()
    fields.show(AccountForm(from_address="no address"))
    problems = read(fields.form(), "a").problems
    assert {problem.field for problem in problems} >= {"from_address", "server_host"}
    fields["from_address"].left.emit("from_address")
    fields.show_problems(problems)
    assert fields["from_address"].problem()
    assert not fields["server_host"].problem()
    fields.touch_all()
    fields.show_problems(problems)
    assert fields["server_host"].problem()


def test_fields_stand_side_by_side_only_where_there_is_room(app: QApplication) -> None:
    fields = AccountFields()
    grid = server_grid(fields)
    grid.resize(900, 400)
    grid.show()
    QApplication.processEvents()
    assert fields["server_host"].y() == fields["server_port"].y()
    grid.resize(320, 700)
    QApplication.processEvents()
    assert fields["server_port"].y() > fields["server_host"].y()
    assert fields["server_port"].x() == fields["server_host"].x()


def test_a_narrow_form_is_as_narrow_as_its_widest_field(app: QApplication) -> None:
    one, other = TextField("One", "one"), TextField("Other", "other")
    grid = FieldGrid([[(one, 6), (other, 6)]])
    widest = max(one.minimumSizeHint().width(), other.minimumSizeHint().width())
    assert grid.minimumSizeHint().width() == widest


def test_typing_is_told_with_the_name_of_the_field(app: QApplication) -> None:
    fields = AccountFields()
    edited: list[str] = []
    left: list[str] = []
    fields.edited.connect(edited.append)
    fields.left.connect(left.append)
    field = fields["server_user"]
    field.show()
    type_into(field, "server_user", "ab")
    assert set(edited) == {"server_user"}
    assert "server_user" in left


def choose(fields: AccountFields, name: str, value: str) -> None:
    box = fields[name].editor
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
