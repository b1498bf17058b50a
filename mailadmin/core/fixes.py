"""What to do about a finding: by its id where the finding itself knows, else by its cause."""

import datetime
from typing import Final

from mailadmin.core.diagnosis import FixText, fix_for
from mailadmin.core.diagnosis.fix import Translate, put_into_words
from mailadmin.core.finding import Verdict
from mailadmin.core.texts import discover, domain, message, oauth
from mailadmin.core.texts.noop import english

_TABLES: Final = (domain.FIXES, message.FIXES, discover.FIXES, oauth.FIXES)


def fix_of(
    verdict: Verdict, translate: Translate = english, *, today: datetime.date | None = None
) -> FixText | None:
    """The fix of a verdict in words, None where there is nothing to do. See :func:`fix_for`."""
    own = next((table[verdict.id] for table in _TABLES if verdict.id in table), None)
    if own is not None:
        return put_into_words(own, verdict.params, translate)
    if verdict.cause is None:
        return None
    return fix_for(verdict.cause, verdict.params, translate, today=today)
