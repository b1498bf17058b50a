"""What the answer of a spam filter in reach means. It is that filter's opinion and no other's."""

from typing import Final

from mailadmin.core.filters_in_reach.answer import FilterAnswer, Kind, Rule, State
from mailadmin.core.finding import Params, ReplySeen, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.message.filters.rules import Topic, meaning_of, topic_of

NAMES: Final = {Kind.SPAMD: "SpamAssassin", Kind.RSPAMD: "Rspamd"}
"""The filters as people know them: the subject of the finding."""
MOST_RULES: Final = 6
LEAST_POINTS: Final = 0.5
"""Points from which a rule is worth a line."""
MOST_SHOWN: Final = 40
"""Rules that are kept as evidence."""

_OF_THE_WAY: Final = frozenset((
    Topic.SPF, Topic.DKIM, Topic.DMARC, Topic.REVERSE_DNS, Topic.HELO, Topic.BLOCKLIST,
))  # fmt: skip
"""What only a message that came over the internet can have right."""

_ACTIONS: Final = {
    "reject": ("filter-refuses", Status.WARNING),
    "quarantine": ("filter-marks", Status.WARNING),
    "add header": ("filter-marks", Status.WARNING),
    "rewrite subject": ("filter-marks", Status.WARNING),
    "soft reject": ("filter-later", Status.INFO),
    "greylist": ("filter-later", Status.INFO),
    "no action": ("filter-passes", Status.OK),
}
_NO_ANSWER: Final = {
    State.NOT_IN_REACH: "filter-not-in-reach",
    State.TIMED_OUT: "filter-timed-out",
    State.REFUSED: "filter-refused",
    State.BROKEN: "filter-broken",
}


def judge(answer: FilterAnswer, *, sent: bool = True) -> list[Verdict]:
    """What the filter makes of the message, then the rules that weigh most, a verdict each.

    ``sent``: the message came over the internet; before that, rules about its way say nothing.
    """
    name = NAMES[answer.place.kind]
    params: Params = {"filter": name, "place": echo(f"{answer.place.host}:{answer.place.port}")}
    if answer.state is not State.ANSWERED or answer.score is None or answer.limit is None:
        what = _NO_ANSWER.get(answer.state, "filter-broken")
        about: Params = {**params, "error": echo(answer.error)}
        return [Verdict(f"message.content.{what}", Status.UNKNOWN, about, _seen(answer))]
    params |= {"score": round(answer.score, 1), "limit": round(answer.limit, 1)}
    what, status = _meaning(answer)
    verdicts = [Verdict(f"message.content.{what}", status, params, _seen(answer))]
    heavy = [rule for rule in answer.rules if rule.points is None or rule.points >= LEAST_POINTS]
    about_it = [rule for rule in heavy if sent or topic_of(rule.name) not in _OF_THE_WAY]
    told = [_about(rule, answer, name) for rule in about_it if not _is_praise(rule)]
    # Several rules may mean the same; the heaviest speaks for them.
    first: dict[tuple[str, object], Verdict] = {}
    for verdict in told:
        first.setdefault((verdict.id, verdict.params.get("rule")), verdict)
    return verdicts + list(first.values())[:MOST_RULES]


def _meaning(answer: FilterAnswer) -> tuple[str, Status]:
    if answer.place.kind is Kind.RSPAMD:
        return _ACTIONS.get(answer.action, ("filter-does-else", Status.INFO))
    return ("filter-above", Status.WARNING) if answer.is_spam else ("filter-below", Status.OK)


def _about(rule: Rule, answer: FilterAnswer, name: str) -> Verdict:
    """What one rule is about, in words where it is known, else in those of the filter."""
    seen = (ReplySeen(code=answer.code or 0, enhanced=None, text=_row(rule)),)
    meaning = meaning_of(rule.name)
    if meaning is not None:
        return Verdict(meaning, Status.INFO, {}, seen)
    params: Params = {"filter": name, "rule": echo(rule.name)}
    if not rule.said:
        return Verdict("message.content.filter-rule-silent", Status.INFO, params, seen)
    return Verdict(
        "message.content.filter-rule", Status.INFO, {**params, "said": echo(rule.said)}, seen
    )


def _is_praise(rule: Rule) -> bool:
    return rule.points is None and topic_of(rule.name) is Topic.GOOD


def _seen(answer: FilterAnswer) -> tuple[ReplySeen, ...]:
    """The rules as the filter wrote them, or what it said instead."""
    if answer.code is None:
        return ()
    rows = "\n".join(map(_row, answer.rules[:MOST_SHOWN]))
    return (ReplySeen(code=answer.code, enhanced=None, text=rows or echo(answer.error)),)


def _row(rule: Rule) -> str:
    points = "" if rule.points is None else f"{rule.points:g}"
    return " ".join(filter(None, (points, echo(rule.name), echo(rule.said))))
