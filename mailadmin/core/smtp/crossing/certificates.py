"""Crossing: certificates that say something about the way, or about this computer."""

import email.utils
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from mailadmin.core.finding import CertificateSeen, Evidence, Verdict
from mailadmin.core.smtp.crossing.case import Case, control_evidence

TOLERANCE: Final = timedelta(days=1)
"""A clock that is off by less has another time zone, not another day."""


_OF_SOMEBODY_ELSE: Final = frozenset({"other-name", "self-signed"})
"""What is wrong with a certificate that another server shows in the place of the asked one."""

MOST_NAMES: Final = 3
LONGEST_SHOWN: Final = 100
"""Names of a strange certificate, and characters of them, that are shown."""


def wrong_clock(case: Case) -> Verdict | None:
    """A certificate out of its time, and something else that says another day."""
    seen = _certificate(case)
    if seen is None:
        return None
    ahead, behind = "expired" in seen.problems, "not-yet-valid" in seen.problems
    if not (ahead or behind):
        return None
    at = case.sight.at
    told = date_in(case.known.greeting)
    tells = told is not None and abs(told - at) > TOLERANCE and (told < at) == ahead
    if told is not None and tells and not _is_refuted(told, case):
        return _clock_says(case, told, case.server.host, ())
    for reached in case.web:
        other = reached.certificate
        if other is None or reached.control.host == case.server.host:
            continue
        if _OF_SOMEBODY_ELSE & set(other.problems):
            continue  # not that server's own, so it says nothing of the day
        # The day is one on which that certificate holds: at the earliest, or at the latest.
        if behind and other.not_before - at > TOLERANCE:
            return _clock_says(case, other.not_before, reached.control.host, (other,))
        if ahead and at - other.not_after > TOLERANCE:
            return _clock_says(case, other.not_after, reached.control.host, (other,))
    return None


def _is_refuted(told: datetime, case: Case) -> bool:
    """Whether a day that a greeting tells can't be: a verified certificate does not hold on it.

    Anybody on the way can write a greeting that is not encrypted, and whoever sets the clock by
    it makes an old, stolen certificate good again.
    """
    verified = (reached.certificate for reached in case.web)
    return any(
        seen is not None and not seen.problems and not seen.not_before <= told <= seen.not_after
        for seen in verified
    )


def _clock_says(case: Case, told: datetime, witness: str, seen: tuple[Evidence, ...]) -> Verdict:
    return case.now_is(
        "look.clock-wrong" if not seen else "look.clock-doubtful",
        "tls-cert-expired",
        # Anybody on the way can write a greeting; a certificate at least is somebody's.
        0.9 if seen else 0.85,
        seen,
        clock=_day(case.sight.at),
        told=_day(told),
        witness=witness,
    )


def waiting_room(case: Case) -> Verdict | None:
    """A well-known web server that shows a certificate of somebody else: a captive portal."""
    for reached in case.web:
        seen = reached.certificate
        if seen is None or not _OF_SOMEBODY_ELSE & set(seen.problems):
            continue
        return case.now_is(
            "look.portal",
            "network-intercepted",
            0.85,
            control_evidence([reached]),
            control=reached.control.host,
            shown=(", ".join(seen.names[:MOST_NAMES]) or seen.subject)[:LONGEST_SHOWN],
        )
    return None


def opened_for_all(case: Case) -> Verdict | None:
    """Servers that have nothing in common, vouched for by the same stranger."""
    seen = _certificate(case)
    if seen is None or "untrusted" not in seen.problems:
        return None
    strangers = [
        (reached, reached.certificate)
        for reached in case.web
        if reached.certificate is not None and "untrusted" in reached.certificate.problems
    ]
    for reached, other in strangers:
        if other.issuer == seen.issuer:
            evidence = control_evidence([reached])
            cause = "tls-cert-intercepted"
            return case.now_is(
                "look.same-issuer", cause, 0.85, evidence, control=reached.control.host
            )
    if strangers:
        evidence = control_evidence([strangers[0][0]])
        control_name = strangers[0][0].control.host
        return case.now_is(
            "look.trusts-nobody", "tls-cert-untrusted", 0.8, evidence, control=control_name
        )
    return None


# -- reading

_DATE: Final = re.compile(r"[A-Z][a-z]{2}, +\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")


def date_in(greeting: str) -> datetime | None:
    """The date that a greeting tells (RFC 5322 section 3.3), as Exim and others write it."""
    match = _DATE.search(greeting)
    if match is None:
        return None
    try:
        told = email.utils.parsedate_to_datetime(match[0])
    except ValueError:
        return None
    return told if told.tzinfo is not None else told.replace(tzinfo=UTC)


def _certificate(case: Case) -> CertificateSeen | None:
    if case.check != "tls.certificate":
        return None
    evidence = case.failure.evidence
    return next((seen for seen in evidence if isinstance(seen, CertificateSeen)), None)


def _day(at: datetime) -> str:
    return f"{at:%d %B %Y}"
