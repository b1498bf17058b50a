"""What all checks of a domain come to."""

from datetime import UTC, datetime

import pytest

from mailadmin.core.account import Route
from mailadmin.core.domain.outcome import result_of
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.texts import say


def found(check: str, status: Status, route: Route | None = None, what: str = "any") -> Finding:
    return Finding(
        check=check,
        subject="example.com",
        route=route,
        verdict=Verdict(f"{check}.{what}", status),
        started=datetime(2026, 11, 27, tzinfo=UTC),
        elapsed_ms=1.0,
    )


OK, INFO, WARNING = Status.OK, Status.INFO, Status.WARNING
FAILED, UNKNOWN, SKIPPED = Status.FAILED, Status.UNKNOWN, Status.SKIPPED


@pytest.mark.parametrize(
    ("statuses", "status", "said"),
    [
        ((OK, INFO), Outcome.PASSED, "Email from example.com is set up well"),
        ((OK, UNKNOWN), Outcome.PASSED, "one thing could not be found out"),
        ((OK, UNKNOWN, UNKNOWN), Outcome.PASSED, "2 things could not be found out"),
        ((OK, WARNING), Outcome.WARNING, "one thing should be better"),
        (
            (WARNING, FAILED, FAILED),
            Outcome.FAILED,
            "2 things about example.com have to",
        ),
        ((UNKNOWN, INFO), Outcome.UNKNOWN, "Nothing about example.com could be found out"),
    ],
)
def test_the_worst_decides(statuses: tuple[Status, ...], status: Outcome, said: str) -> None:
    result = result_of("example.com", [found("domain.spf", one) for one in statuses], 1.0)
    assert result.status is status
    assert said in say(result.title)
    decides = result.failure.status if result.failure is not None else None
    assert decides is next((one for one in (FAILED, WARNING) if one in statuses), None)


def test_a_messenger_that_needs_no_answer_proves_nothing_of_the_domain() -> None:
    route = found("domain.route", OK, Route.MESSENGER)
    checks = [found(check, UNKNOWN) for check in ("domain.mx", "domain.spf", "domain.dmarc")]
    assert result_of("example.com", [*checks, route], 1.0).status is Outcome.UNKNOWN


def test_a_domain_that_does_not_exist_is_said_before_all_else() -> None:
    missing = found("domain.mx", FAILED, what="no-such-domain")
    result = result_of("example.com", [missing, found("domain.spf", SKIPPED)], 1.0)
    assert say(result.title) == "There is no domain named example.com"
