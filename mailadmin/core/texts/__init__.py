"""Words: every sentence people read, by id. Nothing is ever assembled from fragments in code.

One module per area; each is a plain table. A text is a complete sentence with named parameters,
marked for translation where it stands. ``translate`` is what a window puts in to speak another
language; the command line stays English.
"""

from collections.abc import Callable, Mapping

from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding
from mailadmin.core.texts import (
    arrival,
    discover,
    discover_config,
    domain,
    domain_list,
    fields,
    from_policy,
    history,
    history_changes,
    inbox,
    message,
    missing,
    oauth,
    outbox,
    report,
    second_look,
    send,
    settings,
    smtp,
)
from mailadmin.core.texts.noop import Text, english

Translate = Callable[[str], str]

TEXTS: Mapping[str, Text] = {
    **smtp.TEXTS,
    **second_look.TEXTS,
    **send.TEXTS,
    **from_policy.TEXTS,
    **outbox.TEXTS,
    **inbox.TEXTS,
    **history.TEXTS,
    **history_changes.TEXTS,
    **fields.TEXTS,
    **settings.TEXTS,
    **domain.TEXTS,
    **domain_list.TEXTS,
    **message.TEXTS,
    **arrival.TEXTS,
    **missing.TEXTS,
    **discover.TEXTS,
    **discover_config.TEXTS,
    **oauth.TEXTS,
    **report.TEXTS,
}


def say(phrase: Phrase, translate: Translate = english) -> str:
    """The sentence of a phrase, its parameters filled in."""
    return translate(TEXTS[phrase.id].title).format(**phrase.params)


def title_of(finding: Finding, translate: Translate = english) -> str:
    """The one sentence that a finding says."""
    verdict = finding.verdict
    return say(Phrase(verdict.id, verdict.params), translate)


def detail_of(finding: Finding, translate: Translate = english) -> str:
    """What else is worth knowing about a finding; empty where the sentence says it all."""
    verdict = finding.verdict
    return translate(TEXTS[verdict.id].detail).format(**verdict.params)
