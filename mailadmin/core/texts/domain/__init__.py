"""The words of a domain's checks: what each finding says, and what to publish.

One module a check, with two tables by finding id: ``TEXTS``, and ``FIXES`` for findings that ask
for a change.
"""

from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix
from mailadmin.core.texts.domain import (
    bimi,
    blocklist,
    dane,
    dkim,
    dmarc,
    dnssec,
    mta_sts,
    mx,
    ptr,
    route,
    spf,
    survey,
    tls_rpt,
)
from mailadmin.core.texts.noop import Text

TEXTS: Mapping[str, Text] = {
    **survey.TEXTS,
    **route.TEXTS,
    **mx.TEXTS,
    **spf.TEXTS,
    **dkim.TEXTS,
    **dmarc.TEXTS,
    **ptr.TEXTS,
    **blocklist.TEXTS,
    **mta_sts.TEXTS,
    **tls_rpt.TEXTS,
    **dane.TEXTS,
    **dnssec.TEXTS,
    **bimi.TEXTS,
}
FIXES: Mapping[str, Fix] = {
    **route.FIXES,
    **mx.FIXES,
    **spf.FIXES,
    **dkim.FIXES,
    **dmarc.FIXES,
    **ptr.FIXES,
    **blocklist.FIXES,
    **mta_sts.FIXES,
    **tls_rpt.FIXES,
    **dane.FIXES,
    **dnssec.FIXES,
    **bimi.FIXES,
}
