"""Characters by name or number, whatever number."""

import pytest

from mailadmin.core.diagnosis.peeling import plain
from mailadmin.core.html_entities import decoded
from mailadmin.core.message.bounce.said import without_tags

HUGE = "&#" + "9" * 5_000 + ";"


def test_what_is_written_by_name_or_number() -> None:
    assert decoded("a &lt;b&gt; &#228;&#xe4; &unknown") == "a <b> ää &unknown"


@pytest.mark.parametrize("read", [decoded, without_tags])
def test_a_number_of_thousands_of_digits_is_text(read) -> None:  # type: ignore[no-untyped-def]
    assert read(f"550 No {HUGE}") == f"550 No {HUGE}"


def test_a_reply_with_such_a_number_is_explained() -> None:
    assert plain(f"550 5.1.1 No such user {HUGE}").startswith("550 5.1.1 No such user")
