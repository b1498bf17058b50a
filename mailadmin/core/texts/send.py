"""What sending, the routes and the outbox say."""

from mailadmin.core.texts.noop import Text

TEXTS: dict[str, Text] = {}
