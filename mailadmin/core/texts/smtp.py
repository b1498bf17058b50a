"""Words of this area."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

TEXTS: dict[str, Text] = {}
