"""What anybody may read of a report, whoever it is of: its own words, and the open settings.

A password that is such a word ("settings", the user's own address) stands in every report.
"""

from collections.abc import Iterator

import msgspec

from mailadmin.core.diagnosis import CAUSES
from mailadmin.core.event import Result, SendResult, Started
from mailadmin.core.finding import Evidence, Finding, TermSeen, Verdict
from mailadmin.core.report.as_json import encode
from mailadmin.core.report.content import Report
from mailadmin.core.resources import resource
from mailadmin.core.texts import TEXTS

_FIELDS = (Finding, Verdict, Result, SendResult, Started, TermSeen, *Evidence.__args__)

_FILES = ("report/report.html", "providers.json", "interceptors.json", "dns_hosts.json")
"""Words of ours that stand in files."""


def open_words(report: Report) -> str:
    """All of them."""
    return "\n".join(_words(report))


def _words(report: Report) -> Iterator[str]:
    yield encode(msgspec.structs.replace(report, tests=(), recent=()))
    for text in TEXTS.values():
        yield from text
    for cause in CAUSES.values():
        yield str(
            msgspec.to_builtins((cause.id, cause.title, cause.meaning, cause.tell, cause.fix))
        )
    for kind in _FIELDS:
        yield " ".join(kind.__struct_fields__)
    for name in _FILES:
        yield resource(name).read_text(encoding="utf-8")
