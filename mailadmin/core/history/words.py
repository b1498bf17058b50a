"""What came out of a run, and the differences between two, as sentences."""

import msgspec

from mailadmin.core.diagnosis import title_of_cause
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding
from mailadmin.core.history.comparison import Change, Difference
from mailadmin.core.history.run import Summary
from mailadmin.core.json_lines import Json
from mailadmin.core.texts import Translate, say, title_of
from mailadmin.core.texts.noop import english


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A difference in words: what is different, then the lines that show it."""

    title: str
    lines: tuple[str, ...]


def told(difference: Difference, translate: Translate = english) -> Told:
    """What is different, in words. The facts themselves are quoted as they were seen."""

    def line(word: str, what: str) -> str:
        return say(Phrase(f"history.{word}", {"what": what}), translate)

    if difference.change is Change.OUTCOME:
        lines: tuple[str, ...] = (
            line("then", _title(difference.then, translate)),
            line("now", _title(difference.now, translate)),
        )
    else:
        lines = (
            *(line("gone", fact) for fact in difference.gone),
            *(line("new", fact) for fact in difference.new),
        )
    return Told(title=say(Phrase(f"history.change.{difference.change}"), translate), lines=lines)


def difference_json(difference: Difference) -> Json:
    """A difference as JSON, with its words."""
    words = told(difference)
    return {
        "type": "difference",
        "check": difference.check,
        "route": difference.route,
        "change": difference.change,
        "title": words.title,
        "gone": list(difference.gone),
        "new": list(difference.new),
        "then": None if difference.then is None else difference.then.status,
        "now": None if difference.now is None else difference.now.status,
        "lines": list(words.lines),
    }


def says(summary: Summary) -> str:
    """What came out; what an older version said and this one does not know is left out."""
    try:
        if summary.cause is not None:
            return title_of_cause(summary.cause, summary.params)
        return say(summary.says) if summary.says is not None else "cancelled"
    except KeyError:
        return str(summary.outcome)


def _title(finding: Finding | None, translate: Translate) -> str:
    if finding is None:
        return say(Phrase("history.not-run"), translate)
    return title_of(finding, translate)
