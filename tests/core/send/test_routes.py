"""The decision which way a message goes: a table of cases, and what must hold for every case."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailadmin.core.account import Route
from mailadmin.core.finding import ExceptionSeen, Finding, ReplySeen, Status, Verdict
from mailadmin.core.send.routes import (
    Attempt,
    Done,
    GiveUp,
    RecipientState,
    TryMessenger,
    Uncertain,
    decide,
)
from mailadmin.core.smtp.delivery import Delivery, Moment, Refusal

SENT, REFUSED, NOT_SENT, MAYBE = (
    RecipientState.SENT,
    RecipientState.REFUSED,
    RecipientState.NOT_SENT,
    RecipientState.UNCERTAIN,
)
A, B, C = "a@example.com", "b@example.com", "c@example.com"


def failing(check: str, code: int | None = None, cause: str | None = None) -> Finding:
    evidence = (
        (ReplySeen(code=code, enhanced=None, text="no"),)
        if code
        else (ExceptionSeen(type="OSError", text="broken"),)
    )
    return Finding(
        check=check,
        subject="mail.example.com:587",
        route=Route.MAIL_SERVER,
        verdict=Verdict("id", Status.FAILED, {}, evidence, cause),
        started=datetime(2026, 11, 23, tzinfo=UTC),
        elapsed_ms=1.0,
    )


def refusal(address: str, code: int, cause: str | None = None) -> Refusal:
    reply = ReplySeen(code=code, enhanced=None, text="no")
    return Refusal(address=address, reply=reply, cause=cause, temporary=code < 500)


def failed(
    check: str,
    code: int | None = None,
    cause: str | None = None,
    *,
    moment: Moment = Moment.BEFORE_END,
    refused: tuple[Refusal, ...] = (),
) -> Delivery:
    return Delivery(failure=failing(check, code, cause), moment=moment, refused=refused)


def took(*accepted: str, refused: tuple[Refusal, ...] = ()) -> Delivery:
    return Delivery(accepted=accepted, refused=refused, moment=Moment.ANSWERED)


def by_server(delivery: Delivery, *recipients: str) -> Attempt:
    return Attempt(route=Route.MAIL_SERVER, recipients=recipients or (A,), delivery=delivery)


def by_messenger(delivery: Delivery, *recipients: str) -> Attempt:
    return Attempt(route=Route.MESSENGER, recipients=recipients or (A,), delivery=delivery)


SERVER_FAILURES = [
    pytest.param(failed("dns.resolve", cause="dns-name-not-found"), id="no such server"),
    pytest.param(failed("dns.resolve", cause="dns-resolver-failure"), id="no answer of the DNS"),
    pytest.param(failed("net.connect", cause="network-refused"), id="connection refused"),
    pytest.param(failed("net.connect", cause="network-timeout"), id="no answer at all"),
    pytest.param(failed("smtp.greeting", 554), id="turned away at the greeting"),
    pytest.param(failed("smtp.greeting", cause="network-timeout"), id="silent greeting"),
    pytest.param(failed("smtp.ehlo", 550, "protocol-helo-rejected"), id="EHLO refused"),
    pytest.param(failed("tls.handshake", cause="tls-mode-mismatch"), id="wrong encryption"),
    pytest.param(failed("tls.certificate", cause="tls-cert-expired"), id="expired certificate"),
    pytest.param(failed("smtp.auth", 535, "auth-bad-credentials"), id="wrong password"),
    pytest.param(failed("smtp.auth", 535, "unknown-generic"), id="sign-in refused, why unknown"),
    pytest.param(failed("keyring.read", cause="keyring-locked"), id="password not readable"),
    pytest.param(failed("smtp.sender", 550), id="sender refused, why unknown"),
    pytest.param(failed("smtp.sender", 553, "sender-not-owned"), id="sender not owned"),
    pytest.param(failed("smtp.sender", 550, "limits-sending-quota"), id="quota at MAIL"),
    pytest.param(failed("smtp.sender", 530, "auth-required"), id="sign-in wanted at MAIL"),
    pytest.param(failed("smtp.sender", 451), id="4xx at MAIL"),
    pytest.param(failed("smtp.sender", 452, "limits-message-size"), id="4xx at MAIL about size"),
    pytest.param(failed("smtp.sender"), id="connection lost at MAIL"),
    pytest.param(failed("smtp.recipient"), id="connection lost at RCPT"),
    pytest.param(failed("smtp.recipient", 421), id="421 at RCPT"),
    pytest.param(failed("smtp.message"), id="connection lost inside DATA"),
    pytest.param(failed("smtp.message", 451), id="4xx to DATA"),
    pytest.param(failed("smtp.message", 452, moment=Moment.ANSWERED), id="4xx after DATA"),
    pytest.param(
        failed("smtp.message", 554, "limits-sending-quota", moment=Moment.ANSWERED),
        id="quota after DATA",
    ),
    pytest.param(
        failed("smtp.message", 550, "sender-not-owned", moment=Moment.ANSWERED),
        id="sender not owned, said after DATA",
    ),
    pytest.param(
        failed("smtp.recipient", 550, "sender-relay-denied", refused=(
            refusal(A, 550, "sender-relay-denied"),
        )),
        id="relaying denied at RCPT",
    ),
    pytest.param(
        failed("smtp.recipient", 450, refused=(refusal(A, 450, "temporary-greylisted"),)),
        id="put off at RCPT",
    ),
]  # fmt: skip

JUDGEMENTS = [
    pytest.param(
        failed("smtp.recipient", 550, "recipient-unknown", refused=(
            refusal(A, 550, "recipient-unknown"),
        )),
        id="no such recipient",
    ),
    pytest.param(
        failed("smtp.recipient", 550, refused=(refusal(A, 550),)),
        id="recipient refused, why unknown",
    ),
    pytest.param(
        failed("smtp.recipient", 550, refused=(refusal(A, 550, "unknown-generic"),)),
        id="recipient refused, generically",
    ),
    pytest.param(failed("smtp.sender", 552, "limits-message-size"), id="too big, said at MAIL"),
    pytest.param(failed("smtp.sender", None, "limits-message-size"), id="too big, known before"),
    pytest.param(
        failed("smtp.message", 554, "content-spam", moment=Moment.ANSWERED), id="spam"
    ),
    pytest.param(
        failed("smtp.message", 554, "content-policy", moment=Moment.ANSWERED), id="policy"
    ),
    pytest.param(
        failed("smtp.message", 552, "limits-message-size", moment=Moment.ANSWERED), id="too big"
    ),
    pytest.param(
        failed("smtp.message", 554, moment=Moment.ANSWERED), id="message refused, why unknown"
    ),
    pytest.param(
        failed("smtp.message", 550, "recipient-mailbox-full", moment=Moment.ANSWERED),
        id="mailbox full, said after DATA",
    ),
]  # fmt: skip


@pytest.mark.parametrize("delivery", SERVER_FAILURES)
def test_what_is_the_servers_own_fault_goes_to_the_messenger(delivery: Delivery) -> None:
    decision = decide([A], [by_server(delivery)], messenger=True)
    assert isinstance(decision, TryMessenger)
    assert decision.addresses == (A,)
    assert decision.failure is delivery.failure
    assert delivery.failure is not None
    assert decision.cause == delivery.failure.verdict.cause or delivery.refused


@pytest.mark.parametrize("delivery", SERVER_FAILURES)
def test_without_a_messenger_the_servers_fault_ends_it(delivery: Delivery) -> None:
    decision = decide([A], [by_server(delivery)], messenger=False)
    assert isinstance(decision, GiveUp)
    assert decision.recipients[0].state in (NOT_SENT, REFUSED)


@pytest.mark.parametrize("delivery", JUDGEMENTS)
def test_a_refusal_of_this_recipient_or_content_is_final(delivery: Delivery) -> None:
    decision = decide([A], [by_server(delivery)], messenger=True)
    assert isinstance(decision, GiveUp)
    assert decision.recipients[0].state is REFUSED


def states(decision: object) -> list[RecipientState]:
    return [recipient.state for recipient in decision.recipients]  # type: ignore[attr-defined]


def test_an_accepted_message_is_done() -> None:
    decision = decide([A, B], [by_server(took(A, B), A, B)], messenger=True)
    assert isinstance(decision, Done)
    assert states(decision) == [SENT, SENT]
    assert {recipient.route for recipient in decision.recipients} == {Route.MAIL_SERVER}


def test_a_recipient_refused_singly_stops_nobody() -> None:
    delivery = took(A, C, refused=(refusal(B, 550, "recipient-unknown"),))
    decision = decide([A, B, C], [by_server(delivery, A, B, C)], messenger=True)
    assert isinstance(decision, Done)
    assert states(decision) == [SENT, REFUSED, SENT]
    assert decision.recipients[1].cause == "recipient-unknown"
    assert decision.recipients[1].reply is not None


def test_a_recipient_put_off_goes_through_the_messenger_alone() -> None:
    delivery = took(A, C, refused=(refusal(B, 450, "temporary-greylisted"),))
    decision = decide([A, B, C], [by_server(delivery, A, B, C)], messenger=True)
    assert isinstance(decision, TryMessenger)
    assert decision.addresses == (B,)
    assert decision.cause == "temporary-greylisted"
    assert decision.failure is None
    assert states(decision) == [SENT, REFUSED, SENT]


def test_the_messenger_completes_what_the_server_began() -> None:
    first = took(A, refused=(refusal(B, 450),))
    attempts = [by_server(first, A, B), by_messenger(took(B), B)]
    decision = decide([A, B], attempts, messenger=True)
    assert isinstance(decision, Done)
    assert [r.route for r in decision.recipients] == [Route.MAIL_SERVER, Route.MESSENGER]
    assert states(decision) == [SENT, SENT]


def test_who_was_refused_for_good_stays_out_when_the_connection_then_breaks() -> None:
    delivery = failed("smtp.message", refused=(refusal(B, 550, "recipient-unknown"),))
    decision = decide([A, B], [by_server(delivery, A, B)], messenger=True)
    assert isinstance(decision, TryMessenger)
    assert decision.addresses == (A,)


def test_content_refused_for_some_is_not_tried_elsewhere_for_those_put_off() -> None:
    delivery = failed(
        "smtp.message", 554, "content-spam", moment=Moment.ANSWERED, refused=(refusal(B, 450),)
    )
    decision = decide([A, B], [by_server(delivery, A, B)], messenger=True)
    assert isinstance(decision, GiveUp)
    assert states(decision) == [REFUSED, REFUSED]


@pytest.mark.parametrize("route", list(Route))
def test_silence_after_the_end_is_uncertain_and_nothing_else_is_tried(route: Route) -> None:
    delivery = failed("smtp.message", moment=Moment.AFTER_END, refused=(refusal(B, 450),))
    attempt = Attempt(route=route, recipients=(A, B), delivery=delivery)
    decision = decide([A, B], [attempt], messenger=True)
    assert isinstance(decision, Uncertain)
    assert states(decision) == [MAYBE, REFUSED]


def test_the_messenger_may_be_the_uncertain_one() -> None:
    attempts = [
        by_server(failed("net.connect")),
        by_messenger(failed("smtp.message", moment=Moment.AFTER_END)),
    ]
    decision = decide([A], attempts, messenger=True)
    assert isinstance(decision, Uncertain)
    assert decision.recipients[0].route is Route.MESSENGER


def test_sent_to_one_and_uncertain_for_another_is_uncertain() -> None:
    attempts = [
        by_server(took(A, refused=(refusal(B, 450),)), A, B),
        by_messenger(failed("smtp.message", moment=Moment.AFTER_END), B),
    ]
    decision = decide([A, B], attempts, messenger=True)
    assert isinstance(decision, Uncertain)
    assert states(decision) == [SENT, MAYBE]


def test_when_both_fail_before_the_end_nothing_was_sent() -> None:
    attempts = [by_server(failed("net.connect")), by_messenger(failed("smtp.auth", 535))]
    decision = decide([A], attempts, messenger=True)
    assert isinstance(decision, GiveUp)
    assert states(decision) == [NOT_SENT]
    assert decision.recipients[0].route is Route.MESSENGER


def test_the_messengers_failure_leaves_what_the_server_sent() -> None:
    attempts = [
        by_server(took(A, refused=(refusal(B, 450),)), A, B),
        by_messenger(failed("net.connect"), B),
    ]
    decision = decide([A, B], attempts, messenger=True)
    assert isinstance(decision, Done)
    assert states(decision) == [SENT, NOT_SENT]


def test_nothing_goes_back_from_the_messenger_to_the_mail_server() -> None:
    decision = decide([A], [by_messenger(failed("net.connect"))], messenger=True)
    assert isinstance(decision, GiveUp)


def test_without_an_attempt_everybody_waits() -> None:
    decision = decide([A], [], messenger=True)
    assert isinstance(decision, GiveUp)
    assert states(decision) == [RecipientState.WAITING]


@pytest.mark.parametrize(
    ("code", "kind"), [(400, TryMessenger), (499, TryMessenger), (500, GiveUp)]
)
def test_temporary_are_all_codes_from_400_to_499(code: int, kind: type) -> None:
    refused = failed("smtp.message", code, moment=Moment.ANSWERED)
    assert isinstance(decide([A], [by_server(refused)], messenger=True), kind)


def test_the_cause_is_that_of_the_first_who_goes_through_the_messenger() -> None:
    delivery = took(
        A, refused=(refusal(B, 450, "temporary-greylisted"), refusal(C, 451, "limits-rate"))
    )
    decision = decide([A, B, C], [by_server(delivery, A, B, C)], messenger=True)
    assert isinstance(decision, TryMessenger)
    assert (decision.addresses, decision.cause) == ((B, C), "temporary-greylisted")


def test_a_recipient_nobody_answered_for_is_not_sent_and_not_tried_elsewhere() -> None:
    decision = decide([A, B], [by_server(took(A), A, B)], messenger=True)
    assert isinstance(decision, Done)
    assert states(decision) == [SENT, NOT_SENT]


# -- what holds for every conversation a server could think of

CAUSES = st.sampled_from(
    [None, "unknown-generic", "content-spam", "recipient-unknown", "sender-relay-denied",
     "limits-message-size", "limits-sending-quota", "temporary-greylisted", "network-reset"]
)  # fmt: skip
CODES = st.sampled_from([None, 421, 450, 452, 535, 550, 552, 554])
CHECKS = st.sampled_from(
    ["dns.resolve", "net.connect", "tls.certificate", "smtp.auth", "smtp.sender",
     "smtp.recipient", "smtp.message", "keyring.read"]
)  # fmt: skip


@st.composite
def deliveries(draw: st.DrawFn, addresses: tuple[str, ...]) -> Delivery:
    """Anything a delivery to these addresses may report, sensible or not."""
    refused = tuple(
        refusal(address, draw(st.sampled_from([421, 450, 550, 553])), draw(CAUSES))
        for address in addresses
        if draw(st.booleans())
    )
    left = tuple(a for a in addresses if a not in {r.address for r in refused})
    if draw(st.booleans()) and left:
        return took(*left, refused=refused)
    moment = draw(st.sampled_from(list(Moment)))
    return failed(draw(CHECKS), draw(CODES), draw(CAUSES), moment=moment, refused=refused)


@given(st.data(), st.booleans(), st.sampled_from(list(Route)))
def test_whatever_servers_do_nobody_gets_it_twice_and_nobody_is_forgotten(
    data: st.DataObject, messenger: bool, first: Route
) -> None:
    everyone = tuple(data.draw(st.lists(st.sampled_from([A, B, C]), min_size=1, unique=True)))
    attempts: list[Attempt] = []
    route, addresses = first, everyone
    for _ in range(3):
        attempts.append(
            Attempt(route=route, recipients=addresses, delivery=data.draw(deliveries(addresses)))
        )
        decision = decide(everyone, attempts, messenger=messenger)
        # Everybody is in exactly one state, and it is an answer.
        assert [r.address for r in decision.recipients] == list(everyone)
        assert all(r.state is not RecipientState.WAITING for r in decision.recipients)
        if not isinstance(decision, TryMessenger):
            break
        state = {r.address: r.state for r in decision.recipients}
        assert messenger
        assert route is Route.MAIL_SERVER, "the Messenger is the last"
        assert all(a.delivery.moment is not Moment.AFTER_END or not _in_doubt(a) for a in attempts)
        assert decision.addresses
        assert all(state[address] in (NOT_SENT, REFUSED) for address in decision.addresses)
        route, addresses = Route.MESSENGER, decision.addresses
    assert len(attempts) <= 2
    _each_once(attempts)
    _says_what_happened(decision, attempts)


def _in_doubt(attempt: Attempt) -> bool:
    refused = {r.address for r in attempt.delivery.refused}
    return any(a not in refused for a in attempt.recipients)


def _each_once(attempts: list[Attempt]) -> None:
    accepted = [address for attempt in attempts for address in attempt.delivery.accepted]
    assert len(accepted) == len(set(accepted)), "one recipient through both routes"


def _says_what_happened(decision: object, attempts: list[Attempt]) -> None:
    accepted = {address for attempt in attempts for address in attempt.delivery.accepted}
    found = states(decision)
    assert found.count(SENT) == len(accepted)
    assert isinstance(decision, Uncertain) == (MAYBE in found)
    if isinstance(decision, GiveUp):
        assert not accepted
    if isinstance(decision, Done):
        assert accepted
