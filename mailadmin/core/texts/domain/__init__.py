"""The words of a domain's checks: what each finding says, and what to publish.

One module a check, with two tables by finding id: ``TEXTS``, and ``FIXES`` for findings that ask
for a change.
"""

from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix
from mailadmin.core.texts.domain import dkim, survey
from mailadmin.core.texts.noop import Text

TEXTS: Mapping[str, Text] = {**survey.TEXTS, **dkim.TEXTS}
FIXES: Mapping[str, Fix] = {**dkim.FIXES}
