"""The words of a domain's checks: what each finding says, and what to publish.

One module a check, with two tables by finding id: ``TEXTS``, and ``FIXES`` for findings that ask
for a change.
"""

from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix
from mailadmin.core.texts.domain import blocklist, dkim, mx, ptr, survey
from mailadmin.core.texts.noop import Text

TEXTS: Mapping[str, Text] = {
    **survey.TEXTS,
    **mx.TEXTS,
    **dkim.TEXTS,
    **ptr.TEXTS,
    **blocklist.TEXTS,
}
FIXES: Mapping[str, Fix] = {**mx.FIXES, **dkim.FIXES, **ptr.FIXES, **blocklist.FIXES}
