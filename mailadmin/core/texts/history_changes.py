"""What has changed between two runs."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "history.change.outcome": Text(QT_TRANSLATE_NOOP("Finding", "It ended otherwise")),
    "history.change.subject": Text(
        QT_TRANSLATE_NOOP("Finding", "Another server or name was asked")
    ),
    "history.change.addresses": Text(
        QT_TRANSLATE_NOOP("Finding", "The server has other addresses")
    ),
    "history.change.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "The server shows another certificate")
    ),
    "history.change.encryption": Text(
        QT_TRANSLATE_NOOP("Finding", "The encryption is another one")
    ),
    "history.change.abilities": Text(
        QT_TRANSLATE_NOOP("Finding", "The server offers other things")
    ),
    "history.change.record": Text(QT_TRANSLATE_NOOP("Finding", "The DNS says something else")),
    "history.then": Text(QT_TRANSLATE_NOOP("Finding", "Then: {what}")),
    "history.now": Text(QT_TRANSLATE_NOOP("Finding", "Now: {what}")),
    "history.gone": Text(QT_TRANSLATE_NOOP("Finding", "No longer: {what}")),
    "history.new": Text(QT_TRANSLATE_NOOP("Finding", "New: {what}")),
    "history.not-run": Text(QT_TRANSLATE_NOOP("Finding", "It did not come to that")),
    "history.no-good-run": Text(
        QT_TRANSLATE_NOOP("Finding", "There is no earlier test of the same that went well")
    ),
    "history.compared": Text(
        QT_TRANSLATE_NOOP("Finding", "Compared with {at}, when it went well the last time")
    ),
    "history.nothing-changed": Text(
        QT_TRANSLATE_NOOP("Finding", "Nothing that the test can see has changed since then")
    ),
}
