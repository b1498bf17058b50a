"""What the blocklists' answers mean: refused, perhaps refused, fine, or not known."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from mailadmin.core.dns.blocklist import BlocklistFacts, Consultation, Silence, Standing
from mailadmin.core.dns.blocklists import Weight
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.finding import Params, RecordSeen, Status, Verdict

_LISTED: Final[dict[Weight, tuple[str, Status, str]]] = {
    "serious": ("listed", Status.FAILED, "reputation-blocklisted"),
    "minor": ("listed-minor", Status.WARNING, "reputation-blocklisted"),
    "policy": ("home-address", Status.WARNING, "reputation-dynamic-ip"),
}
"""By the heaviest listing, heaviest first: what it is called, its status and its cause."""


def judge(facts: BlocklistFacts) -> Verdict:
    """The verdict on one address or one domain."""
    params: Params = {"subject": facts.subject}
    if facts.kind != "domain":
        params["ip"] = facts.subject
    listed = any(one.standing is Standing.LISTED for one in facts.consultations)
    if not facts.reachable and not listed:
        return Verdict("domain.blocklist.inside", Status.INFO, params)
    if not facts.consultations:
        return Verdict("domain.blocklist.no-lists", Status.INFO, params)
    seen = records_seen(*(answer for one in facts.consultations for answer in one.answers))
    standings = {
        standing: [one for one in facts.consultations if one.standing is standing]
        for standing in Standing
    }
    clean, unasked = standings[Standing.CLEAN], standings[Standing.COULD_NOT_ASK]
    params |= {
        "asked": len(facts.consultations) - len(unasked),
        "unasked": len(unasked),
        "clean_lists": _names(clean),
        "unasked_lists": _names(unasked),
    }
    if standings[Standing.LISTED]:
        return _listed(facts, standings[Standing.LISTED], params, seen)
    if not unasked:
        return Verdict("domain.blocklist.clean", Status.OK, params, seen)
    if clean:
        return Verdict("domain.blocklist.partly-clean", Status.INFO, params, seen)
    return Verdict(f"domain.blocklist.{_why_silent(unasked)}", Status.UNKNOWN, params, seen)


def _listed(
    facts: BlocklistFacts,
    listed: Sequence[Consultation],
    params: Params,
    seen: tuple[RecordSeen, ...],
) -> Verdict:
    worst = min(listed, key=lambda one: tuple(_LISTED).index(one.weight))
    what, status, cause = _LISTED[worst.weight]
    if facts.kind == "domain":
        what = "listed-domain" if worst.weight == "serious" else "listed-domain-minor"
    known = worst.blocklist.meanings_of(worst.codes)
    about: Params = {
        **params,
        "list": worst.blocklist.name,
        "lists": _names(listed),
        "meaning": " ".join(meaning.text for meaning in known),
        "reason": worst.reason,
        "removal": _page(worst),
    }
    return Verdict(f"domain.blocklist.{what}", status, about, seen, cause, 0.9)


def _page(listed: Consultation) -> str:
    """Where to read why. A link in an answer counts only if it leads to the list's own site."""
    own = listed.blocklist.removal
    if own and urlsplit(own).netloc != urlsplit(listed.link).netloc:
        return own
    return listed.link


def _why_silent(unasked: Sequence[Consultation]) -> str:
    """What to say where no list could be asked: what the user can change, if anything."""
    silences = {one.silence for one in unasked}
    for silence in (Silence.REWRITTEN, Silence.REFUSED):
        if silence in silences:
            return silence
    return "could-not-ask"


def _names(consultations: Sequence[Consultation]) -> str:
    return ", ".join(one.blocklist.name for one in consultations)
