"""From events to rows."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from mailadmin.core.account import Route
from mailadmin.core.finding import Status
from mailadmin.ui.stages import Stages
from tests.ui import samples
from tests.ui.samples import finding, run_of, started


def test_planned_rows_stand_in_order_before_anything_has_run() -> None:
    stages = Stages(("dns.resolve", "net.connect"), Route.MAIL_SERVER)
    assert [stage.check for stage in stages] == ["dns.resolve", "net.connect"]
    assert all(not stage.running and stage.decisive is None for stage in stages)


def test_a_check_that_was_not_planned_gets_a_row_at_the_end() -> None:
    stages = Stages(("dns.resolve",), Route.MAIL_SERVER)
    stage = stages.listen(started("smtp.message"))
    assert stage is not None
    assert [row.check for row in stages] == ["dns.resolve", "smtp.message"]
    assert stages.running() is stage


def test_a_stage_runs_from_its_start_to_its_finding() -> None:
    stages = Stages()
    begin, end = run_of(samples.signed_in())
    stage = stages.listen(begin)
    assert stage is not None
    assert stage.running
    stages.listen(end)
    assert not stage.running
    assert stage.decisive is not None
    assert stage.decisive.status is Status.OK


def test_of_several_addresses_the_one_that_connected_decides_and_all_are_kept() -> None:
    stages = Stages()
    for event in run_of(*(found for found in samples.opening() if found.check == "net.connect")):
        stages.listen(event)
    (row,) = stages
    assert row.decisive is not None
    assert row.decisive.status is Status.OK
    assert len(row.evidence) == 2


@pytest.mark.parametrize("order", [1, -1])
def test_a_failure_outweighs_what_could_not_be_found_out(order: int) -> None:
    stages = Stages()
    found = [
        finding("net.connect", "net.connect.refused", Status.FAILED),
        finding("net.connect", "stage.cancelled", Status.UNKNOWN),
    ]
    for event in run_of(*found[::order]):
        stages.listen(event)
    (row,) = stages
    assert row.decisive is not None
    assert row.decisive.status is Status.FAILED


def test_a_failure_that_was_looked_at_again_is_shown_as_it_is_understood_now() -> None:
    stages = Stages()
    first = finding("net.connect", "net.connect.timed-out", Status.FAILED)
    control = finding("net.connect", "look.control-answered", Status.INFO)
    last = finding("net.connect", "look.server-down", Status.FAILED)
    last = msgspec.structs.replace(last, started=first.started)
    for event in (*run_of(first), *run_of(control, last)):
        stages.listen(event)
    (row,) = stages
    assert not row.running
    assert row.decisive == last


def test_what_was_seen_is_shown_once() -> None:
    stages = Stages()
    seen = samples.signed_in()
    for event in (*run_of(seen), *run_of(seen)):
        stages.listen(event)
    (row,) = stages
    assert row.evidence == seen.verdict.evidence


def test_the_two_routes_have_rows_of_their_own() -> None:
    stages = Stages()
    stages.listen(started("smtp.auth", route=Route.MAIL_SERVER))
    stages.listen(started("smtp.auth", route=Route.MESSENGER))
    assert [stage.route for stage in stages] == [Route.MAIL_SERVER, Route.MESSENGER]


def test_seconds_are_counted_from_the_start() -> None:
    stages = Stages()
    now = datetime.now(UTC)
    stage = stages.listen(started("smtp.auth", at=now - timedelta(seconds=3)))
    assert stage is not None
    assert stage.seconds(now) == pytest.approx(3)
