"""What the DKIM signatures of a message mean for the domain in its From. Pure.

One good signature of the sender's domain is enough (RFC 6376 section 4.2, RFC 9989 section 5.3),
so the best one is told; where there is none, what is wrong with the one that should be.
"""

from collections.abc import Collection
from typing import Final

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.judge.shown import all_of, on_one_line
from mailadmin.core.finding import Evidence, HeaderSeen, Params, Status, Verdict
from mailadmin.core.forms.field import clean, echo
from mailadmin.core.message.authentication import Authentication, Reason, Signature, Word
from mailadmin.core.message.organization import is_same

_MILDER: Final = {
    Reason.NO_ANSWER: Status.UNKNOWN,
    Reason.NO_BODY: Status.UNKNOWN,
    Reason.EXPIRED: Status.WARNING,
    Reason.PART_OF_BODY: Status.WARNING,
    Reason.KEY_FOR_TESTING: Status.WARNING,
}
"""The status for each reason that is no failure for certain."""

ORDER: Final = (
    Word.PASS, Word.TEMPERROR, Word.NEUTRAL, Word.FAIL, Word.POLICY, Word.PERMERROR
)  # fmt: skip
"""Which of several signatures is told: what may yet be good before what can't be."""


def judge(
    authentication: Authentication, from_domain: str, *, aligned: Collection[str] = ()
) -> Verdict:
    """One verdict on all signatures. ``from_domain`` is empty where From names none.

    Names that are the same, or one below the other in one organization, belong together (relaxed
    alignment). Two beside each other under a third one may: ``aligned`` are signing domains for
    which DMARC has found that out.
    """
    sender = ascii_host(from_domain) or from_domain.strip().lower()
    signatures = authentication.signatures
    evidence = _seen(signatures)
    if not signatures:
        return _verdict("none", Status.WARNING, {"from_domain": echo(sender)}, evidence)
    known = {name.rstrip(".").lower() for name in aligned}
    own = [each for each in signatures if _belongs(each, sender, known)]
    told = _best(own or signatures)
    if not own:
        good = [each for each in signatures if each.word is Word.PASS]
        told = _best(good or signatures)
        if good:
            what, status = ("other-domain", Status.WARNING) if sender else ("ok", Status.OK)
            return _verdict(what, status, _params(told, sender), evidence)
    if told.reason is None:
        return _verdict("ok", Status.OK, _params(told, sender), evidence)
    what = "unreadable-field" if _is_unreadable(told) else told.reason.value
    status = _MILDER.get(told.reason, Status.FAILED)
    return _verdict(what, status, _params(told, sender), evidence)


def _belongs(signature: Signature, sender: str, aligned: Collection[str]) -> bool:
    domain = ascii_host(signature.domain) or ""
    if not domain or not sender:
        return False
    if domain == sender or domain in aligned:
        return True
    # Above the names of many customers stands one that is nobody's, or their provider's.
    is_below = domain.endswith(f".{sender}") or sender.endswith(f".{domain}")
    return is_below and is_same(domain, sender)


def _best(signatures: Collection[Signature]) -> Signature:
    """The first of the best: a pass with nothing to add, another pass, then as in the order."""
    return min(signatures, key=lambda each: (ORDER.index(each.word), each.reason is not None))


def _is_unreadable(signature: Signature) -> bool:
    return signature.reason is Reason.BROKEN_FIELD and not signature.tag


def _params(signature: Signature, sender: str) -> Params:
    record_name = signature.key_name
    label = f"{signature.selector}._domainkey"
    params: Params = {
        "domain": echo(signature.domain),
        "from_domain": echo(sender),
        "selector": echo(signature.selector),
        "algorithm": echo(signature.algorithm),
        "tag": echo(signature.tag),
        "bits": signature.bits or 0,
        "unsigned_bytes": signature.unsigned_bytes or 0,
        "record_type": "TXT",
        "record_name": record_name,
        "record_label": echo(label),
        "records": len(signature.key.values) if signature.key is not None else 0,
    }
    if signature.key is not None and signature.key.aliases:
        params["alias"] = signature.key.aliases[-1].rstrip(".")
    return all_of(params)


def _seen(signatures: Collection[Signature]) -> tuple[Evidence, ...]:
    headers = (HeaderSeen("DKIM-Signature", on_one_line(clean(each.field))) for each in signatures)
    records = records_seen(*(each.key for each in signatures if each.key is not None))
    return (*headers, *records)


def _verdict(what: str, status: Status, params: Params, evidence: tuple[Evidence, ...]) -> Verdict:
    return Verdict(f"message.dkim.{what}", status, params, evidence)
