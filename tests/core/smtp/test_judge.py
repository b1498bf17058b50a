"""What single facts of a conversation mean: tables."""

import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.finding import ExceptionSeen, Status
from mailadmin.core.problem import Problem, ProblemKind
from mailadmin.core.smtp import judge
from mailadmin.core.smtp.connect import Attempt

SIX, FOUR = "2001:db8::1", "192.0.2.1"
SERVER = Server(host="mail.test", port=465, security=Security.TLS)


@pytest.mark.parametrize(
    ("address", "kind", "elapsed", "winner", "verdict"),
    [
        # It had a quarter second of head start and did nothing with it, or failed outright.
        (SIX, None, 270.0, FOUR, "ipv6-broken"),
        (SIX, ProblemKind.TIMED_OUT, 900.0, FOUR, "ipv6-broken"),
        (SIX, ProblemKind.REFUSED, 3.0, FOUR, "ipv6-broken"),
        (SIX, ProblemKind.RESET, 3.0, FOUR, "ipv6-broken"),
        # A computer without IPv6 is nothing to worry about.
        (SIX, ProblemKind.UNREACHABLE, 0.1, FOUR, "failed-not-needed"),
        # One that never began, one that lost to its own kind, and IPv4 itself.
        (SIX, None, None, FOUR, "not-needed"),
        (SIX, None, 270.0, "2001:db8::2", "not-needed"),
        (SIX, ProblemKind.REFUSED, 3.0, "2001:db8::2", "failed-not-needed"),
        (FOUR, None, 270.0, SIX, "not-needed"),
        (FOUR, ProblemKind.TIMED_OUT, 900.0, SIX, "failed-not-needed"),
        (SIX, ProblemKind.TIMED_OUT, 900.0, None, "timed-out"),
    ],
)
def test_ipv6_that_does_not_work_is_said_where_ipv4_does(
    address: str, kind: ProblemKind | None, elapsed: float | None, winner: str | None, verdict: str
) -> None:
    seen = ExceptionSeen(type="OSError", text="no")
    problem = Problem(kind=kind, seen=seen) if kind is not None else None
    facts = Attempt(address=address, connected=False, problem=problem, elapsed_ms=elapsed)
    said = judge.attempt(SERVER, facts, winner=winner)
    assert said.id == f"net.connect.{verdict}"
    assert said.status is (Status.FAILED if winner is None else Status.INFO)


@pytest.mark.parametrize(
    ("line", "service"),
    [
        ("HTTP/1.1 400 Bad Request", "http-server"),
        ("<!DOCTYPE html>", "http-server"),
        ("SSH-2.0-OpenSSH_9.2", "ssh-server"),
        ("* OK IMAP4rev1", "imap-server"),
        ("* BYE too many connections", "imap-server"),
        ("+OK POP3 ready", "pop3-server"),
        ("-ERR busy", "pop3-server"),
        ("220 mail.test ESMTP", None),
        ("", None),
    ],
)
def test_other_services_are_known_by_their_first_line(line: str, service: str | None) -> None:
    assert judge.service_of(line) == service
