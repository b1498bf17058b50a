"""What several tests do, told once."""

from pathlib import Path

from tests.window.desktop import MailSystem, Screen


def set_up(screen: Screen, mail: MailSystem, *, port: str | None = None) -> None:
    """Answer the first question, then type the settings of the sandbox's mail server."""
    screen.type("Email address", mail.user)
    screen.press("I'll type the settings myself")
    screen.read("Your mail server")
    type_settings(screen, mail, port=port)


def type_settings(screen: Screen, mail: MailSystem, *, port: str | None = None) -> None:
    """Fill the form of the mail server. Another ``port`` than the server's own may be typed."""
    screen.type("Email address", mail.user)
    host, right_port = mail.server("Mail server", "tls")
    screen.type("Mail server", host)
    screen.choose("Security", "Encrypted from")
    screen.type("Port", port or right_port)
    screen.type("User name", mail.user)
    screen.type("Password", mail.password)


def set_up_messenger(screen: Screen, mail: MailSystem) -> None:
    """Type the settings of the sandbox's Messenger."""
    host, port = mail.server("Messenger", "starttls")
    screen.type("Messenger server", host)
    screen.type("Messenger port", port)
    screen.type("Messenger user name", mail.messenger_user)
    screen.type("Messenger password", mail.messenger_password)
    screen.type("Messenger's own address", mail.messenger_address)


def send_to_myself(screen: Screen, subject: str) -> None:
    """Write a message on Home and press Send; the composer is open before and busy after."""
    screen.press("Home")
    screen.press("Send an Email")
    screen.press("Send to myself")
    screen.type("Subject", subject)
    screen.type("Message", "Does it arrive?")
    screen.press("Send")


def name_file(screen: Screen, path: Path) -> None:
    """Name a file in the open dialog, and take it with Enter.

    The path is put in as a whole: Qt's own dialog, which users on Windows and macOS never see,
    offers completions while keys are typed, and one that opens late swallows keys and the Enter.
    """
    screen.go_to("File name:")
    screen.write("File name:", str(path))
    screen.key("Return")
