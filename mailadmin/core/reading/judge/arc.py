"""What the ARC chain of a message means: whether those who passed it on vouch for it. Pure."""

from typing import Final

from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.finding import Evidence, HeaderSeen, Params, Status, Verdict
from mailadmin.core.forms.field import clean, echo
from mailadmin.core.message.authentication import Arc, ArcFault, ArcSet, Authentication, Chain

MOST_NAMED: Final = 5
"""Servers that a sentence names."""

LONGEST_RESULTS: Final = 2_000
"""Characters that are shown of what one of them found."""


def judge(authentication: Authentication) -> Verdict:
    """The verdict on the chain. Most mail has none, and a broken one harms only forwarded mail."""
    arc = authentication.arc
    params, evidence = _params(arc), _seen(arc)
    match arc.chain:
        case Chain.NONE:
            return Verdict("message.arc.none", Status.INFO)
        case Chain.PASS:
            return Verdict("message.arc.ok", Status.OK, params, evidence)
        case Chain.UNKNOWN:
            return Verdict(f"message.arc.{arc.fault}", Status.UNKNOWN, params, evidence)
        case Chain.FAIL:
            nameless = arc.fault is not ArcFault.TOO_MANY and not params["domain"]
            fault = ArcFault.FORM if nameless else arc.fault
            return Verdict(f"message.arc.{fault}", Status.WARNING, params, evidence)


def _params(arc: Arc) -> Params:
    names = list(dict.fromkeys(each.domain for each in arc.sets if each.domain))
    at = next((each for each in arc.sets if each.instance == arc.at), ArcSet(instance=0))
    return {
        "sealers": ", ".join(echo(name) for name in names[:MOST_NAMED]),
        "sets": len(arc.sets),
        "instance": at.instance,
        "domain": echo(at.domain),
    }


def _seen(arc: Arc) -> tuple[Evidence, ...]:
    """What each of them found, the last one first as in the message, and the keys."""
    headers = (
        HeaderSeen("ARC-Authentication-Results", on_one_line(clean(each.results[:LONGEST_RESULTS])))
        for each in reversed(arc.sets)
        if each.results
    )
    signatures = (each for one in arc.sets for each in (one.signature, one.seal))
    keys = (each.key for each in signatures if each is not None and each.key is not None)
    return (*headers, *records_seen(*keys))
