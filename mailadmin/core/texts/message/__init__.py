"""The words of a message's checks: what each finding says, and what to do.

One module a check, with two tables by finding id: ``TEXTS``, and ``FIXES`` for findings that ask
for a change.
"""

from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix
from mailadmin.core.texts.message import (
    arc,
    bounce,
    content,
    content_fixes,
    dkim,
    dmarc,
    filter_answer,
    path,
    reading,
    rules,
    spf,
    verdict,
    verdict_fixes,
)
from mailadmin.core.texts.noop import Text

TEXTS: Mapping[str, Text] = {
    **reading.TEXTS,
    **bounce.TEXTS,
    **verdict.TEXTS,
    **path.TEXTS,
    **spf.TEXTS,
    **dkim.TEXTS,
    **dmarc.TEXTS,
    **arc.TEXTS,
    **content.TEXTS,
    **filter_answer.TEXTS,
    **rules.TEXTS,
}
FIXES: Mapping[str, Fix] = {
    **bounce.FIXES,
    **verdict_fixes.FIXES,
    **path.FIXES,
    **spf.FIXES,
    **dkim.FIXES,
    **dmarc.FIXES,
    **arc.FIXES,
    **content_fixes.FIXES,
    **filter_answer.FIXES,
}
