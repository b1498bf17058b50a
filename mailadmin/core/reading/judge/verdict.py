"""Why is this in Junk? One reason, the surest first; nobody's is invented.

What a filter says itself comes first, then authentication that failed, then the sender's
reputation. Within the rules of a filter that counts points, what weighed most is the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from mailadmin.core.finding import HeaderSeen, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message.filters.rules import Topic
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word
from mailadmin.core.reading.verdict_facts import VerdictFacts

_MOST_RULES: Final = 3
"""Rules that a sentence names."""

_WORST_FIRST: Final = (
    Word.MALWARE,
    Word.PHISHING,
    Word.BLOCKED,
    Word.SPAM,
    Word.BULK,
    Word.SUSPICIOUS,
)

_BY_TOPIC: Final = {
    Topic.MALWARE: "malware",
    Topic.PHISHING: "rule-phishing",
    Topic.USER_LIST: "user-list",
    Topic.DMARC: "rule-authentication",
    Topic.SPF: "rule-authentication",
    Topic.DKIM: "rule-authentication",
    Topic.BLOCKLIST: "rule-blocklist",
    Topic.REVERSE_DNS: "rule-server",
    Topic.HELO: "rule-server",
    Topic.LINKS: "rule-links",
    Topic.ATTACHMENT: "rule-attachment",
    Topic.WORDS: "rule-words",
    Topic.SEEN_BEFORE: "rule-words",
    Topic.LOOK: "rule-look",
    Topic.SENDER: "rule-sender",
    Topic.SUBJECT: "rule-subject",
    Topic.FORM: "rule-form",
}
"""The reasons within the rules of a filter. Where no points are told, the first one counts."""

_CAUSES: Final = {
    "malware": "content-attachment-blocked",
    "attachment-type": "content-attachment-blocked",
    "rule-attachment": "content-attachment-blocked",
    "phishing": "content-spam",
    "spam": "content-spam",
    "rule-phishing": "content-spam",
    "rule-links": "content-spam",
    "rule-words": "content-spam",
    "rule-look": "content-spam",
    "rule-subject": "content-spam",
    "rule-sender": "content-spam",
    "rule-form": "content-malformed",
    "dmarc": "sender-dmarc-fail",
    "dmarc-failed": "sender-dmarc-fail",
    "spoof": "sender-spf-dkim-fail",
    "unconfirmed": "sender-spf-dkim-fail",
    "own-domain": "sender-spf-dkim-fail",
    "unauthenticated": "sender-spf-dkim-fail",
    "rule-authentication": "sender-spf-dkim-fail",
    "rule-server": "sender-ptr-missing",
    "no-reverse-dns": "sender-ptr-missing",
    "listed": "reputation-blocklisted",
    "rule-blocklist": "reputation-blocklisted",
    "user-list": "reputation-recipient-block",
    "admin-list": "reputation-recipient-block",
    "admin-rule": "reputation-recipient-block",
    "own-rule": "reputation-recipient-block",
}

_SURE: Final = 0.9
_LIKELY: Final = 0.6
"""Where the filter only says that it is spam, and we name what we found ourselves."""

_NO_REASON: Final = ("spam", "suspicious")


def judge(facts: VerdictFacts) -> Verdict:
    """The verdict on where a message is and why."""
    believed = tuple(one for one in facts.filters if one.believed)
    place = facts.place
    if place is None:
        place = next((one.placed for one in believed if one.placed is not None), None)
    deciding = _deciding(believed)
    if place is Place.JUNK:
        return _in_junk(facts, believed, deciding)
    if place is Place.INBOX:
        return _in_inbox(believed, deciding)
    return _anywhere(facts, believed, deciding)


def _deciding(believed: Sequence[FilterVerdict]) -> FilterVerdict | None:
    """The filter with the worst word; of those, one that says why. Else one that knows a rule."""
    for word in _WORST_FIRST:
        said = [one for one in believed if one.word is word]
        if said:
            return next((one for one in said if _reason(one) not in _NO_REASON), said[0])
    return next((one for one in believed if one.why is Why.OWN_RULE), None)


def _reason(one: FilterVerdict) -> str:
    """What a filter has against the message: the end of a finding's id."""
    if one.why not in (None, Why.SILENT):
        return str(one.why)
    match one.word:
        case Word.MALWARE | Word.PHISHING:
            return str(one.word)
        case Word.BLOCKED:
            return "admin-list"
        case Word.BULK:
            return "bulk" if one.bulk_level is None else "bulk-level"
    return _weighed_most(one.rules) or ("spam" if one.word is Word.SPAM else "suspicious")


def _weighed_most(rules: Iterable[Hit]) -> str | None:
    """The reason with the most points together; where no rule has points, the first of the list."""
    counted: dict[str, float] = defaultdict(float)
    named: set[str] = set()
    for rule in rules:
        reason = _BY_TOPIC.get(rule.topic) if rule.topic is not None else None
        if reason is None:
            continue
        if rule.points is None:
            named.add(reason)
        elif rule.points > 0:
            counted[reason] += rule.points
    if counted:
        return max(counted, key=lambda reason: counted[reason])
    return next((reason for reason in _BY_TOPIC.values() if reason in named), None)


def _in_junk(
    facts: VerdictFacts, believed: Sequence[FilterVerdict], deciding: FilterVerdict | None
) -> Verdict:
    seen = _seen(believed)
    is_spam = deciding is not None and _is_spam(deciding)
    status = Status.FAILED if is_spam else Status.WARNING
    if deciding is not None:
        reason = _reason(deciding)
        likely = None if _is_sure(reason, deciding) else _likeliest(facts)
        if likely is None:
            return _verdict(f"junk-{reason}", status, _params(deciding), seen, _SURE)
        return _verdict(f"junk-{likely}", status, _params(deciding), seen, _LIKELY)
    likely = _likeliest(facts)
    if likely is not None:
        return _verdict(f"junk-{likely}", status, {}, seen, _LIKELY)
    unproven = next((one for one in facts.filters if not one.believed and one.word.is_bad), None)
    if unproven is not None:
        return _verdict("junk-unproven", status, _params(unproven), _seen((unproven,)))
    cleared = _with(believed, Word.CLEAN, Word.ALLOWED)
    if cleared is not None:
        return _verdict("junk-though-clean", status, _params(cleared), seen)
    silent = _with(believed, Word.SCANNED)
    if silent is not None:
        return _verdict("junk-silent", status, _params(silent), seen)
    return _verdict("junk-unknown", status, {}, seen)


def _is_sure(reason: str, one: FilterVerdict) -> bool:
    """Whether the filter itself says that this was it: not where it only lists names of rules."""
    if reason.startswith("rule-"):
        return any((rule.points or 0.0) > 0 for rule in one.rules)
    return reason not in _NO_REASON


def _likeliest(facts: VerdictFacts) -> str | None:
    """What speaks against the sender, where the filter does not say what it minded."""
    if facts.result("dmarc") == "fail":
        return "dmarc-failed"
    if _is_unconfirmed(facts):
        return "unauthenticated"
    if facts.listed:
        return "listed"
    return "no-reverse-dns" if facts.reverse_dns is False else None


def _is_unconfirmed(facts: VerdictFacts) -> bool:
    """Whether neither SPF nor DKIM confirms the sender. What is not known counts for nothing."""
    if "pass" in facts.result("dmarc"):
        return False
    spf, dkim = facts.result("spf"), facts.result("dkim")
    without = ("fail", "softfail", "none", "neutral", "permerror", "policy")
    return facts.result("compauth") == "fail" or (spf in without and dkim in without)


def _in_inbox(believed: Sequence[FilterVerdict], deciding: FilterVerdict | None) -> Verdict:
    seen = _seen(believed)
    if deciding is not None:
        ends = {
            Word.MALWARE: "harmful",
            Word.PHISHING: "harmful",
            Word.SPAM: "spam",
            Word.BULK: "bulk",
            Word.BLOCKED: "blocked",
            Word.SUSPICIOUS: "suspicious",
        }
        end = ends.get(deciding.word, "own-rule")
        status = _status(deciding)
        return _verdict(f"inbox-though-{end}", status, _params(deciding), seen)
    allowed = _with(believed, Word.ALLOWED)
    if allowed is not None:
        return _verdict("inbox-allowed", Status.INFO, _params(allowed), seen)
    clean = _with(believed, Word.CLEAN)
    if clean is not None:
        return _verdict("inbox-clean", Status.OK, _params(clean), seen)
    silent = _with(believed, Word.SCANNED)
    if silent is not None:
        return _verdict("inbox-silent", Status.OK, _params(silent), seen)
    return _verdict("inbox-unsaid", Status.INFO, {}, seen)


def _anywhere(
    facts: VerdictFacts, believed: Sequence[FilterVerdict], deciding: FilterVerdict | None
) -> Verdict:
    """A message of which nobody knows the folder."""
    seen = _seen(believed)
    clean = _with(believed, Word.CLEAN)
    if deciding is not None:
        if clean is not None and _is_spam(deciding):
            params = {**_params(deciding), "other_filter": clean.maker}
            return _verdict("disagree", Status.WARNING, params, seen)
        status = _status(deciding)
        return _verdict(_reason(deciding), status, _params(deciding), seen, _SURE)
    allowed = _with(believed, Word.ALLOWED)
    if allowed is not None:
        return _verdict("allowed", Status.INFO, _params(allowed), seen)
    if clean is not None:
        return _verdict("clean", Status.OK, _params(clean), seen)
    silent = _with(believed, Word.SCANNED)
    if silent is not None:
        return _verdict("silent", Status.UNKNOWN, _params(silent), seen)
    unproven = next((one for one in facts.filters if not one.believed), None)
    if unproven is not None:
        return _verdict("unproven", Status.INFO, _params(unproven), _seen(facts.filters))
    return _verdict("nothing", Status.INFO, {}, seen)


def _with(believed: Iterable[FilterVerdict], *words: Word) -> FilterVerdict | None:
    return next((one for one in believed if one.word in words), None)


def _is_spam(one: FilterVerdict) -> bool:
    return one.word in (Word.SPAM, Word.PHISHING, Word.MALWARE)


def _status(one: FilterVerdict) -> Status:
    if _is_spam(one):
        return Status.FAILED
    return Status.WARNING if one.word in _WORST_FIRST else Status.INFO


def _verdict(
    what: str,
    status: Status,
    params: Params,
    seen: tuple[HeaderSeen, ...],
    confidence: float = _SURE,
) -> Verdict:
    cause = _CAUSES.get(what.removeprefix("junk-"))
    sure = confidence if cause is not None else None
    return Verdict(f"message.verdict.{what}", status, params, seen, cause, sure)


def _params(one: FilterVerdict) -> Params:
    """What the sentences name. ``said`` is the line to show to whoever looks after the filter."""
    params: Params = {
        "filter": echo(one.maker),
        "points": _points(one),
        "rules": _heaviest(one.rules),
    }
    if one.host:
        params["filter_host"] = echo(one.host)
    if one.bulk_level is not None:
        params["bulk_level"] = one.bulk_level
    if one.evidence:
        params["said"] = echo(f"{one.evidence[0].name}: {one.evidence[0].value}")
    return params


def _points(one: FilterVerdict) -> str:
    if one.score is None:
        return "–"
    return f"{one.score:g}" if one.limit is None else f"{one.score:g} / {one.limit:g}"


def _heaviest(rules: Iterable[Hit]) -> str:
    """The rules that weighed most against the message, with their points; a dash without any."""
    against = [rule for rule in rules if rule.topic in _BY_TOPIC and (rule.points or 1) > 0]
    against.sort(key=lambda rule: -(rule.points or 0.0))
    return ", ".join(_named(rule) for rule in against[:_MOST_RULES]) or "–"


def _named(rule: Hit) -> str:
    return echo(rule.name if rule.points is None else f"{rule.name} ({rule.points:g})")


def _seen(filters: Iterable[FilterVerdict]) -> tuple[HeaderSeen, ...]:
    """The fields of all of them, each once."""
    return tuple(dict.fromkeys(header for one in filters for header in one.evidence))
