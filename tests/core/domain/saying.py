"""A verdict in words, for tests: everything it names is there, and nothing is left over."""

import re
from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix, FixText, put_into_words
from mailadmin.core.finding import Verdict
from mailadmin.core.texts.noop import Text, english


def said(verdict: Verdict, texts: Mapping[str, Text], fixes: Mapping[str, Fix]) -> FixText | None:
    """The fix of a verdict, its sentences checked on the way. ``domain`` is added by the survey."""
    params = {"domain": "d.test", **verdict.params}
    text = texts[verdict.id]
    sentences = [text.title.format(**params), text.detail.format(**params)]
    fix = fixes.get(verdict.id)
    words = put_into_words(fix, params, english) if fix is not None else None
    if words is not None:
        sentences += [*words.steps, words.check, *(copy.text for copy in words.copy)]
    for sentence in sentences:
        assert "{" not in sentence
        assert "None" not in sentence
    assert sentences[0]
    return words


def assert_complete(fix: Fix, worded: FixText) -> None:
    """Every text to copy is there, and every step that has only one version is said."""
    must = [step for step in fix.steps if isinstance(step, str) and "{mailbox}" not in step]
    assert len(worded.steps) >= len(must)
    labels = [copy.label for copy in worded.copy]
    required = [copy.label for copy in fix.copy if isinstance(copy.text, str)]
    assert set(required) <= set(labels), (required, labels)
    for each in (*worded.steps, worded.check, *(copy.text for copy in worded.copy)):
        assert not re.search(r"\{\w*\}|…|\.\.\.", each), each
