"""Whether a verdict can be said: its sentences, its fix, and that nothing is left open in them."""

import re
from collections.abc import Mapping

from mailadmin.core.diagnosis.fix import Fix, FixText, put_into_words
from mailadmin.core.finding import Verdict
from mailadmin.core.texts.noop import Text, english


def said(
    verdict: Verdict, texts: Mapping[str, Text], fixes: Mapping[str, Fix]
) -> tuple[str, str, FixText | None]:
    """Title, detail and fix of a verdict in words. Fails where a parameter is missing."""
    text = texts[verdict.id]
    sentences = tuple(sentence.format(**verdict.params) for sentence in text)
    fix = fixes.get(verdict.id)
    worded = None if fix is None else put_into_words(fix, verdict.params, english)
    return sentences[0], sentences[1], worded


def assert_complete(fix: Fix, worded: FixText) -> None:
    """Every text to copy is there, and every step that has only one version is said."""
    must = [step for step in fix.steps if isinstance(step, str) and "{mailbox}" not in step]
    assert len(worded.steps) >= len(must)
    labels = [copy.label for copy in worded.copy]
    required = [copy.label for copy in fix.copy if isinstance(copy.text, str)]
    assert set(required) <= set(labels), (required, labels)
    for each in (*worded.steps, worded.check, *(copy.text for copy in worded.copy)):
        assert not re.search(r"\{\w*\}|…|\.\.\.", each), each
