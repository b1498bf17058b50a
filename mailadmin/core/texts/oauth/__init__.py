"""Signing in at a provider's page: what is said, and what to do."""

from collections.abc import Mapping
from typing import Final

from mailadmin.core.diagnosis.fix import Fix
from mailadmin.core.texts.noop import Text
from mailadmin.core.texts.oauth import fixes, said

TEXTS: Final[Mapping[str, Text]] = said.TEXTS
FIXES: Final[Mapping[str, Fix]] = fixes.FIXES
