"""What the settings, the keyring and the forms say."""

from mailadmin.core.texts.noop import Text

TEXTS: dict[str, Text] = {}
