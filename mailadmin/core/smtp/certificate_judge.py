"""What a certificate means for a connection. Pure: no I/O, no clock, no words."""

from typing import Final

from mailadmin.core.account import Server
from mailadmin.core.finding import Guess, Params, Status, Verdict
from mailadmin.core.problem import Problem
from mailadmin.core.smtp.facts import Handshake, NoUpgrade
from mailadmin.core.smtp.judge import about
from mailadmin.core.surroundings import ProductOf, nobody

SOON_DAYS: Final = 14
"""A certificate with fewer days left is worth a warning."""

_CAUSE_OF_CERTIFICATE: Final = {
    "expired": "tls-cert-expired",
    "not-yet-valid": "tls-cert-expired",
    "other-name": "tls-cert-hostname-mismatch",
    "self-signed": "tls-cert-untrusted",
    "untrusted": "tls-cert-untrusted",
    "weak": "tls-outdated-crypto",
}


def certificate(
    server: Server,
    facts: Handshake | NoUpgrade | Problem,
    product_of: ProductOf = nobody,
) -> Verdict:
    """Whose certificate it was, and until when it is good.

    ``product_of`` knows the security programs that make certificates of their own.
    """
    if not isinstance(facts, Handshake):
        return Verdict("stage.not-tested", Status.SKIPPED)
    seen = facts.certificate
    if seen is None:
        if facts.refusal is None:
            return Verdict("tls.certificate.unread", Status.INFO, about(server))
        evidence = (facts.refusal.seen,)
        cause = "tls-cert-untrusted"
        said = {**about(server), "error": facts.refusal.seen.text}
        return Verdict("tls.certificate.refused", Status.FAILED, said, evidence, cause, 0.6)
    params: Params = {
        **about(server),
        "names": ", ".join(seen.names) or seen.subject,
        "issuer": seen.issuer,
        "days": seen.days_left,
        "days_ago": -seen.days_left,
        "not_before": f"{seen.not_before:%d %B %Y}",
        "not_after": f"{seen.not_after:%d %B %Y}",
        "fingerprint": seen.sha256,
        "today": f"{facts.at:%d %B %Y}" if facts.at is not None else "",
    }
    kind = next((p for p in _CAUSE_OF_CERTIFICATE if p in seen.problems), "untrusted")
    stranger = facts.refusal is not None and kind in ("untrusted", "self-signed")
    product = product_of(seen.issuer, publicly_trusted=False if stranger else None)
    if product is not None:
        params |= {"product": product.name, "menu": product.menu or ""}
    if facts.refusal is not None and not facts.accepted_by_user:
        evidence_of_refusal = (seen, facts.refusal.seen)
        cause, sure = _CAUSE_OF_CERTIFICATE[kind], 0.95
        also: tuple[Guess, ...] = ()
        if product is not None and stranger:
            # Anybody can write this name into a certificate of their own.
            also = (Guess(cause, 0.4),)
            kind, cause, sure = "intercepted", "tls-cert-intercepted", 0.85
        verdict_id = f"tls.certificate.{kind}"
        return Verdict(verdict_id, Status.FAILED, params, evidence_of_refusal, cause, sure, also)
    if facts.accepted_by_user:
        return Verdict("tls.certificate.accepted", Status.WARNING, params, (seen,))
    if seen.days_left < SOON_DAYS:
        return Verdict("tls.certificate.expires-soon", Status.WARNING, params, (seen,))
    if product is not None:
        # It works, because this computer trusts the product; but it is not the server's own.
        return Verdict("tls.certificate.opened", Status.INFO, params, (seen,))
    return Verdict("tls.certificate.ok", Status.OK, params, (seen,))
