"""The words about a message as a whole."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "message.too-slow": Text(QT_TRANSLATE_NOOP("Finding", "This was not found out within {limit} seconds")),
    "message.reading.no-message": Text(QT_TRANSLATE_NOOP("Finding", "This is no message: it has no header lines such as “From: …” and “Received: …”."), QT_TRANSLATE_NOOP("Finding", "Save the whole message as a file, or copy its headers.")),
    "message.result.passed": Text(QT_TRANSLATE_NOOP("Finding", "Nothing in this message looks wrong.")),
    "message.result.several": Text(QT_TRANSLATE_NOOP("Finding", "{count} things about this message should be better.")),
    "message.result.unknown": Text(QT_TRANSLATE_NOOP("Finding", "This message tells too little to say anything about it.")),
    "message.not-proven.others": Text(QT_TRANSLATE_NOOP("Finding", "Other receivers' filters may decide otherwise.")),
    "message.not-proven.report": Text(QT_TRANSLATE_NOOP("Finding", "Anybody can send such a notice, with any words and links in it. It counts only if it is about a message that you really sent.")),
}
# fmt: on
