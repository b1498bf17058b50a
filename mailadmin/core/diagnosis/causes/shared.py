"""Words that several causes share: who a message is for, recurring steps, how to see success."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP


def to_mail_admin(*versions: str) -> Copy:
    """A message to whoever runs the user's own mail server."""
    return Copy(QT_TRANSLATE_NOOP("Fix", "Message to your mail admin"), versions)


def to_provider(*versions: str) -> Copy:
    """A message to the company that gives the user email or sending."""
    return Copy(QT_TRANSLATE_NOOP("Fix", "Message to your email provider"), versions)


def to_domain_host(*versions: str) -> Copy:
    """A message to whoever publishes the DNS records of the user's domain."""
    return Copy(QT_TRANSLATE_NOOP("Fix", "Message to your domain host"), versions)


def to_network_admin(*versions: str) -> Copy:
    """A message to whoever runs the user's network, its firewall and its computers."""
    return Copy(QT_TRANSLATE_NOOP("Fix", "Message to your network admin"), versions)


def to_recipient(*versions: str) -> Copy:
    """A message to the recipient, who often has to hand it on to a mail admin of their own."""
    return Copy(QT_TRANSLATE_NOOP("Fix", "Message to the recipient"), versions)


# fmt: off
# One sentence a line, as the translation tools find it.

ASK_MAIL_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Send your mail admin the message below and the text from “Copy for support”.")
ASK_MAIL_ADMIN_IF_IT_FAILS: Final = QT_TRANSLATE_NOOP("Fix", "If it still fails, send your mail admin the message below and the text from “Copy for support”.")
ASK_NETWORK_ADMIN_IF_IT_FAILS: Final = QT_TRANSLATE_NOOP("Fix", "If it still fails, send your network admin the message below.")
ASK_DOMAIN_HOST: Final = QT_TRANSLATE_NOOP("Fix", "Send your domain host (the company that looks after your domain name) the message below and those entries.")
TELL_RECIPIENT: Final = QT_TRANSLATE_NOOP("Fix", "Reach the recipient by phone or from another account, and pass on the message below.")
TEST_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”.")
MESSENGER_MEANWHILE: Final = QT_TRANSLATE_NOOP("Fix", "Until then the Messenger can send your mail, if you have set one up.")
ENCRYPT: Final = QT_TRANSLATE_NOOP("Fix", "Set “Security” to “Encrypted from the start (465)” or “Upgrade to encryption (587)”.")
SIGN_IN: Final = QT_TRANSLATE_NOOP("Fix", "Set “Sign-in” to “Password”, and type your user name and password.")
IF_YOU_CANNOT: Final = QT_TRANSLATE_NOOP("Fix", "If you can't do this yourself, send your mail admin the message below.")
COMPANY_COMPUTER: Final = QT_TRANSLATE_NOOP("Fix", "If others look after this computer, send your network admin the message below.")

NAME_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Name” turns green.")
CONNECTION_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Connection” turns green.")
GREETING_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Greeting” turns green.")
ENCRYPTION_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Encryption” turns green.")
CERTIFICATE_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Certificate” turns green.")
SIGN_IN_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Sign-in” turns green.")
SENDER_TURNS_GREEN: Final = QT_TRANSLATE_NOOP("Fix", "Press “Click here to test your connection”: the stage “Sender” turns green.")
EMAIL_TO_MYSELF_ARRIVES: Final = QT_TRANSLATE_NOOP("Fix", "Press “Send an Email” and send one to yourself: it arrives in your inbox.")
SAME_EMAIL_GOES_OUT: Final = QT_TRANSLATE_NOOP("Fix", "Press “Send an Email” and send the message again: it is accepted, and no error comes back.")
RECIPIENT_ANSWERS: Final = QT_TRANSLATE_NOOP("Fix", "Press “Send an Email”, send again, and ask the recipient whether it came.")
PASSWORD_IS_KEPT: Final = QT_TRANSLATE_NOOP("Fix", "Close the program and open it again: it no longer asks for the password.")
# fmt: on
