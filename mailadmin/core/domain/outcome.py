"""What all checks of a domain come to."""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.event import Outcome, Phrase, Result
from mailadmin.core.finding import Finding, Params, Status

NOT_PROVEN: Final = (
    Phrase("domain.not-proven.signature"),
    Phrase("domain.not-proven.delivery"),
)
"""What no question to the DNS can show."""


class DomainResult(Result, frozen=True, kw_only=True, tag="domain"):
    """The end of one domain's checks. ``findings`` are in the order of the checks.

    It has no cause of its own: each finding brings what to do about it.
    """

    domain: str
    findings: tuple[Finding, ...] = ()


def result_of(domain: str, findings: Sequence[Finding], elapsed_ms: float) -> DomainResult:
    """The result that stands for these findings: the worst of them decides."""
    failed = [one for one in findings if one.status is Status.FAILED]
    warned = [one for one in findings if one.status is Status.WARNING]
    open_ = [one for one in findings if one.status is Status.UNKNOWN]
    about: Params = {"domain": domain, "count": len(failed) or len(warned) or len(open_)}
    status, kind = Outcome.PASSED, "passed"
    if any(one.verdict.id == "domain.mx.no-such-domain" for one in findings):
        status, kind = Outcome.FAILED, "no-such-domain"
    elif failed:
        status, kind = Outcome.FAILED, f"failed.{_one_or_several(failed)}"
    elif warned:
        status, kind = Outcome.WARNING, f"warning.{_one_or_several(warned)}"
    # A Messenger that sends in its own name passes whatever is known of the domain.
    elif not any(one.status is Status.OK and one.route is None for one in findings):
        status, kind = Outcome.UNKNOWN, "unknown"
    elif open_:
        kind = f"passed-as-far-as-known.{_one_or_several(open_)}"
    decides = next(iter((*failed, *warned)), None)
    return DomainResult(
        command="domain",
        status=status,
        title=Phrase(f"domain.result.{kind}", about),
        not_proven=() if kind == "no-such-domain" else NOT_PROVEN,
        elapsed_ms=round(elapsed_ms, 1),
        failure=decides,
        domain=domain,
        findings=tuple(findings),
    )


def _one_or_several(findings: Sequence[Finding]) -> str:
    return "one" if len(findings) == 1 else "several"
