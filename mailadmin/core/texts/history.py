"""What the history says."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {
    "history.unknown-id": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "There is no test “{id}” in the history; the list shows their ids"
        )
    ),
    "history.several": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "Several tests in the history begin with “{id}”; type one letter more"
        )
    ),
    "history.not-comparable": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "Only connection tests and checks of a domain that came to a result are compared",
        )
    ),
    "history.unreadable": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "This test was kept by another version of the program and can't be opened"
        )
    ),
    "history.not-text": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The test is not in the history: a server sent what is not text"
        )
    ),
    "history.too-long": Text(
        QT_TRANSLATE_NOOP("Finding", "The test is not in the history: a server sent far too much")
    ),
    "history.set-aside": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The history was damaged; a new one was begun, and the old one kept as {kept}",
        )
    ),
    "history.was-broken": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history was damaged and has been replaced; please try again"
        )
    ),
    "history.broken-in-use": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history is damaged; close other windows of this program and try again"
        )
    ),
    "history.newer": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history was written by a newer version of this program; please update"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
    "history.locked": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history is in use by another program; try again in a moment"
        ),
        QT_TRANSLATE_NOOP("Finding", "{path}: {reason}"),
    ),
    "history.read-only": Text(
        QT_TRANSLATE_NOOP(
            "Finding",
            "The history can't be written; make this file and its folder writable: {path}",
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "history.cannot-open": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history can't be opened; check this file and its folder: {path}"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "history.full": Text(
        QT_TRANSLATE_NOOP("Finding", "The disk is full, so the test is not in the history"),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
    "history.disk-error": Text(
        QT_TRANSLATE_NOOP(
            "Finding", "The history could not be written or read; check the disk: {path}"
        ),
        QT_TRANSLATE_NOOP("Finding", "{reason}"),
    ),
    "history.slow": Text(
        QT_TRANSLATE_NOOP("Finding", "The disk did not answer in time, so the history has a gap"),
        QT_TRANSLATE_NOOP("Finding", "{path}"),
    ),
}
