"""What our own conversations meet: problems and replies, with the setting they happened in."""

import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.diagnosis import CAUSES
from mailadmin.core.diagnosis.own import causes_of_problem, causes_of_reply, speaks_of
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.diagnosis.weighing import all_signs
from mailadmin.core.finding import ExceptionSeen, ReplySeen
from mailadmin.core.problem import Problem, ProblemKind

TLS, STARTTLS, NONE = Security.TLS, Security.STARTTLS, Security.NONE


def problem(kind: ProblemKind, reply: ReplySeen | None = None) -> Problem:
    return Problem(kind=kind, seen=ExceptionSeen(type="OSError", text="no"), reply=reply)


def server(
    port: int = 587, security: Security = STARTTLS, host: str = "mail.example.com"
) -> Server:
    return Server(host=host, port=port, security=security)


PROBLEMS = [
    (ProblemKind.REFUSED, Moment.CONNECT, 587, STARTTLS, "network-refused"),
    (ProblemKind.TIMED_OUT, Moment.CONNECT, 587, STARTTLS, "network-timeout"),
    (ProblemKind.UNREACHABLE, Moment.CONNECT, 465, TLS, "network-unreachable"),
    (ProblemKind.RESET, Moment.SENDER, 587, STARTTLS, "network-reset"),
    (ProblemKind.FORBIDDEN, Moment.CONNECT, 587, STARTTLS, "network-local-block"),
    (ProblemKind.NOT_TLS, Moment.TLS, 587, TLS, "tls-mode-mismatch"),
    (ProblemKind.RESET, Moment.TLS, 587, TLS, "tls-mode-mismatch"),
    (ProblemKind.TIMED_OUT, Moment.TLS, 25, TLS, "tls-mode-mismatch"),
    (ProblemKind.RESET, Moment.TLS, 465, TLS, "network-reset"),
    (ProblemKind.TIMED_OUT, Moment.GREETING, 465, STARTTLS, "tls-mode-mismatch"),
    (ProblemKind.RESET, Moment.GREETING, 465, NONE, "tls-mode-mismatch"),
    (ProblemKind.TIMED_OUT, Moment.GREETING, 587, STARTTLS, "network-timeout"),
    (ProblemKind.TLS_TOO_OLD, Moment.TLS, 465, TLS, "tls-outdated-crypto"),
    (ProblemKind.CERTIFICATE, Moment.TLS, 465, TLS, "tls-cert-untrusted"),
    (ProblemKind.INJECTED, Moment.TLS, 587, STARTTLS, "network-intercepted"),
]


@pytest.mark.parametrize(("kind", "moment", "port", "security", "cause"), PROBLEMS)
def test_the_cause_of_a_problem(
    kind: ProblemKind, moment: Moment, port: int, security: Security, cause: str
) -> None:
    known = causes_of_problem(problem(kind), moment, server(port, security)).known
    assert known is not None
    assert known.cause == cause


def test_every_sign_of_a_problem_is_one_of_these() -> None:
    """The table above is complete: each kind that a cause is known by stands in it."""
    told = {kind for kind, *_ in PROBLEMS} | {ProblemKind.BAD_REPLY}
    signs = (sign for cause in CAUSES.values() for sign in cause.signs)
    assert {kind for sign in signs for kind in sign.problems} <= told


@pytest.mark.parametrize("kind", [ProblemKind.OTHER, ProblemKind.BAD_REPLY])
def test_trouble_without_a_kind_is_not_guessed(kind: ProblemKind) -> None:
    assert causes_of_problem(problem(kind), Moment.SENDER, server()).known is None


def test_the_last_word_of_a_server_says_more_than_its_hanging_up() -> None:
    last = ReplySeen(code=421, enhanced="4.7.0", text="Too many connections from your host")
    known = causes_of_problem(problem(ProblemKind.RESET, last), Moment.GREETING, server()).known
    assert known is not None
    assert known.cause == "limits-rate"


def test_a_last_word_that_says_nothing_leaves_the_problem() -> None:
    last = ReplySeen(code=554, enhanced=None, text="Bye")
    known = causes_of_problem(problem(ProblemKind.RESET, last), Moment.SENDER, server()).known
    assert known is not None
    assert known.cause == "network-reset"


def test_a_silent_port_25_may_be_blocked() -> None:
    causes = causes_of_problem(problem(ProblemKind.TIMED_OUT), Moment.CONNECT, server(25, NONE))
    assert "network-port25-blocked" in {guess.cause for guess in causes.also}


REPLIES = [
    (535, "5.7.139", "Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
     "Tenant", Moment.SIGN_IN, "auth-smtp-auth-disabled"),
    (534, "5.7.9", "Application-specific password required", Moment.SIGN_IN,
     "auth-app-password-required"),
    (535, "5.7.8", "Error: authentication failed", Moment.SIGN_IN, "auth-bad-credentials"),
    (535, None, "Incorrect authentication data", Moment.SIGN_IN, "auth-bad-credentials"),
    (454, "4.7.0", "Temporary authentication failure", Moment.SIGN_IN, "auth-backend-failure"),
    (535, None, "Too many failed login attempts", Moment.SIGN_IN, "auth-locked-out"),
    (504, "5.5.4", "Unrecognized authentication type", Moment.SIGN_IN, "auth-method-unavailable"),
    (530, "5.7.0", "Must issue a STARTTLS command first", Moment.SENDER, "tls-required-by-server"),
    (530, "5.7.0", "Authentication required", Moment.SENDER, "auth-required"),
    (553, "5.7.1", "<a@b.example>: Sender address rejected: not owned by user c", Moment.SENDER,
     "sender-not-owned"),
    (554, "5.7.1", "<x@y.example>: Relay access denied", Moment.RECIPIENT, "sender-relay-denied"),
    (550, "5.1.1", "relay access denied", Moment.RECIPIENT, "sender-relay-denied"),
    (550, "5.1.1", "not here", Moment.RECIPIENT, "recipient-unknown"),
    (450, "4.2.0", "Greylisted, see later", Moment.RECIPIENT, "temporary-greylisted"),
    (552, "5.2.2", "Mailbox full", Moment.RECIPIENT, "recipient-mailbox-full"),
    (552, "5.3.4", "Message size exceeds fixed limit", Moment.SENDER, "limits-message-size"),
    (550, "5.4.5", "Daily user sending limit exceeded", Moment.MESSAGE, "limits-sending-quota"),
    (554, "5.7.1", "This message looks like spam", Moment.MESSAGE, "content-spam"),
    (501, "5.5.4", "Invalid domain name", Moment.HELLO, "protocol-helo-rejected"),
    (451, "4.3.0", "Local problem", Moment.MESSAGE, "temporary-server-error"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "enhanced", "text", "moment", "cause"), REPLIES)
def test_the_cause_of_a_reply(
    code: int, enhanced: str | None, text: str, moment: Moment, cause: str
) -> None:
    reply = ReplySeen(code=code, enhanced=enhanced, text=text)
    known = causes_of_reply(reply, moment, server()).known
    assert known is not None
    assert known.cause == cause
    assert 0.5 < known.confidence < 1


@pytest.mark.parametrize(
    ("code", "text", "moment"),
    [
        (550, "Rejected", Moment.RECIPIENT),
        (554, "Transaction failed", Moment.MESSAGE),
        (554, "no", Moment.GREETING),
        (550, "no", Moment.MESSAGE),
    ],
)
def test_a_reply_that_says_nothing_is_not_guessed(code: int, text: str, moment: Moment) -> None:
    reply = ReplySeen(code=code, enhanced=None, text=text)
    assert causes_of_reply(reply, moment, server()).known is None


def test_the_provider_and_the_mechanism_count() -> None:
    reply = ReplySeen(code=535, enhanced="5.7.3", text="Authentication unsuccessful")
    office = server(host="smtp.office365.com")
    with_token = causes_of_reply(reply, Moment.SIGN_IN, office, "XOAUTH2").known
    assert with_token is not None
    assert with_token.cause == "auth-oauth-token"
    with_password = causes_of_reply(reply, Moment.SIGN_IN, office, "LOGIN").known
    assert with_password is not None
    assert with_password.cause == "auth-bad-credentials"


@pytest.mark.parametrize(
    ("code", "text", "speaks"),
    [
        (504, "5.5.2 <anna>: Helo command rejected: need fully-qualified hostname", True),
        (550, "Requested action not taken: Command rejected", True),
        (421, "too many connections from your address", False),
        (502, "5.5.1 what is EHLO", False),
    ],
)
def test_one_cause_is_asked_about_without_sorting_all_of_them(
    code: int, text: str, speaks: bool
) -> None:
    all_signs.cache_clear()
    reply = ReplySeen(code=code, enhanced=None, text=text)
    assert speaks_of("protocol-helo-rejected", reply, Moment.HELLO) is speaks
    assert all_signs.cache_info().currsize == 0
