"""How to publish a record, in words: a new one is added, an old one replaced, never both."""

import pytest

from mailadmin.core.diagnosis.fix import put_into_words
from mailadmin.core.finding import Params
from mailadmin.core.texts.domain.publishing import publish
from mailadmin.core.texts.noop import english

RECORD: Params = {
    "domain": "d.test",
    "record_type": "TXT",
    "record_name": "_dmarc.d.test",
    "record_label": "_dmarc",
    "record": "v=DMARC1; p=none",
}


@pytest.mark.parametrize(
    ("old", "said", "unsaid"),
    [
        ({}, "Add a record", "replace"),
        ({"old_record": "v=DMARC1"}, "replace", "Add a record"),
        ({"old_records": "v=DMARC1\nv=DMARC1; p=x"}, "delete them all", "replace"),
    ],
)
def test_a_record_is_added_or_replaced(old: Params, said: str, unsaid: str) -> None:
    fix = put_into_words(publish(), {**RECORD, **old}, english)
    steps = " ".join(fix.steps)
    assert said in steps and unsaid not in steps
