"""A failure with everything that is known about it, as the rules of crossing see it."""

from collections.abc import Iterable

import msgspec

from mailadmin.core.account import Server
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.finding import AddressSeen, Evidence, Params, RecordSeen, Status, Verdict
from mailadmin.core.smtp.sightings import Known, Reached, Sight


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A failure and everything that is known about it."""

    check: str
    failure: Verdict
    server: Server
    known: Known
    sight: Sight

    def now_is(
        self,
        verdict_id: str,
        cause: str | None,
        confidence: float | None,
        seen: Iterable[Evidence] = (),
        **params: str | int | float,
    ) -> Verdict:
        """The failure as it is understood now, with everything that was seen of it."""
        return Verdict(
            verdict_id,
            Status.FAILED,
            {**self.failure.params, **params},
            (*self.failure.evidence, *seen),
            cause,
            confidence,
        )

    @property
    def web(self) -> list[Reached]:
        """The web servers asked."""
        return [reached for reached in self.sight.controls if reached.web]

    @property
    def mail(self) -> list[Reached]:
        """The mail servers asked, on the port that failed."""
        return [reached for reached in self.sight.controls if not reached.web]


def control(check: str, reached: Reached) -> Verdict:
    """What one control server showed, for the check that failed; only ever worth knowing."""
    params: Params = {"control": reached.control.host, "port": reached.control.port}
    evidence = tuple(control_evidence([reached]))
    seen = reached.certificate
    said = "answered" if reached.connected else "silent"
    if reached.name is not AnswerState.FOUND:
        said = "unknown"
    elif check == "dns.resolve":
        said = "known"
    elif seen is not None and seen.problems:
        said = "unverified"
    elif seen is not None and check == "tls.certificate":
        said = "verified"
    return Verdict(f"look.control-{said}", Status.INFO, params, evidence)


def control_evidence(controls: Iterable[Reached]) -> Iterable[Evidence]:
    """What was literally seen of control servers."""
    for reached in controls:
        if reached.name is not AnswerState.FOUND:
            yield RecordSeen(
                name=reached.control.host, type="address", values=(), answer=reached.name
            )
        for attempt in reached.attempts:
            outcome = "connected" if attempt.connected else "not-needed"
            if attempt.problem is not None:
                outcome = attempt.problem.kind
            yield AddressSeen(
                address=attempt.address, outcome=outcome, elapsed_ms=attempt.elapsed_ms
            )
        if reached.certificate is not None and reached.certificate.problems:
            yield reached.certificate
