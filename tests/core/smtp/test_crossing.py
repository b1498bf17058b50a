"""What a failure and a second look mean together: tables of facts and what is made of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.diagnosis import explain
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.closer_look import CloserLook, certificates, looked_closer
from mailadmin.core.diagnosis.closer_look import network as on_network
from mailadmin.core.diagnosis.closer_look import settings as of_settings
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.finding import AddressSeen, CertificateSeen, ExceptionSeen, Status, Verdict
from mailadmin.core.problem import Problem, ProblemKind
from mailadmin.core.smtp.connect import Attempt
from mailadmin.core.smtp.crossing import Look, control, cross, worth_a_look
from mailadmin.core.smtp.crossing.certificates import date_in
from mailadmin.core.smtp.sightings import Known, Reached, Sight
from mailadmin.core.surroundings import WELL_KNOWN, Control, Surroundings
from mailadmin.core.texts import TEXTS

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
PUBLIC = ("203.0.112.9",)
GMAIL, YAHOO, WEB = "smtp.gmail.com", "smtp.mail.yahoo.com", "mail.google.com"


def server(host: str = "smtp.firma.de", port: int = 465) -> Server:
    return Server(host=host, port=port, security=Security.TLS)


def failure(cause: str | None, *seen: Any, verdict_id: str = "net.connect.timed-out") -> Verdict:
    params: dict[str, Any] = {"host": "smtp.firma.de", "port": 465, "limit": 20.0}
    return Verdict(verdict_id, Status.FAILED, params, seen, cause, 0.9)


def attempt(address: str, problem: ProblemKind | None = None) -> Attempt:
    trouble = None
    if problem is not None:
        trouble = Problem(kind=problem, seen=ExceptionSeen(type="OSError", text="no"))
    return Attempt(address=address, connected=problem is None, problem=trouble, elapsed_ms=12.0)


def up(host: str, web: bool = False, address: str = "203.0.112.1", **facts: Any) -> Reached:
    return Reached(
        control=Control(host, 443 if web else 465),
        web=web,
        name=AnswerState.FOUND,
        addresses=(address,),
        attempts=(attempt(address),),
        **facts,
    )


def silent(host: str, web: bool = False, kind: ProblemKind = ProblemKind.TIMED_OUT) -> Reached:
    return msgspec.structs.replace(up(host, web), attempts=(attempt("203.0.112.1", kind),))


def unknown(host: str, web: bool = True) -> Reached:
    return Reached(control=Control(host, 443), web=web, name=AnswerState.TEMPORARY_FAILURE)


def certificate(*problems: str, begins: int = -30, ends: int = 60, issuer: str = "CN=CA") -> Any:
    return CertificateSeen(
        subject="x", names=("wifi.hotel.test",), issuer=issuer,
        not_before=NOW + timedelta(days=begins), not_after=NOW + timedelta(days=ends),
        days_left=ends, sha256="00", key="EC 256", chain=("x",), problems=problems,
    )  # fmt: skip


def crossed(
    check: str, cause: str | None, *seen: Any, known: Known | None = None,
    target: Server | None = None, **facts: Any,
) -> Verdict | None:  # fmt: skip
    known = known or Known(addresses=PUBLIC, on_the_internet=True)
    verdict = cross(check, failure(cause, *seen), target or server(), known, Sight(at=NOW, **facts))
    if verdict is not None:
        # Whatever is said has words, all their parameters, and a cause that has a fix.
        assert verdict.status is Status.FAILED
        assert TEXTS[verdict.id].title.format(**verdict.params)
        assert TEXTS[verdict.id].detail.format(**verdict.params) is not None
        assert verdict.cause in CAUSES
        explained = explain(verdict.cause, verdict.params)
        assert explained.title != TEXTS[verdict.id].title.format(**verdict.params)
        assert all((explained.meaning, explained.tell, *explained.fix.steps))
        assert set(seen) <= set(verdict.evidence)
    return verdict


ALL = ("network-timeout", "network-refused", "network-unreachable", "network-reset")


@pytest.mark.parametrize("cause", ALL)
@pytest.mark.parametrize(
    ("controls", "port", "verdict", "now"),
    [
        # Another server answers on the port: it is this one.
        ((up(GMAIL), up(WEB, True)), 465, "look.server-", None),
        ((silent(GMAIL), up(YAHOO), silent(WEB, True)), 465, "look.server-", None),
        # Nobody answers on the port, the web does: it is the port.
        ((silent(GMAIL), silent(YAHOO), up(WEB, True)), 465, "look.port-blocked",
         "network-local-block"),
        ((silent(GMAIL, kind=ProblemKind.REFUSED), up(WEB, True)), 587, "look.port-blocked",
         "network-local-block"),
        ((silent(GMAIL), up(WEB, True)), 25, "look.port25-blocked", "network-port25-blocked"),
        ((unknown(GMAIL, False), up(WEB, True)), 465, "look.port-blocked", "network-local-block"),
        # Nobody answers at all: it is this computer.
        ((silent(GMAIL), silent(WEB, True)), 465, "look.offline", "network-unreachable"),
        ((silent(GMAIL), unknown(WEB)), 25, "look.offline", "network-unreachable"),
        ((silent(WEB, True),), 2525, "look.offline", "network-unreachable"),
        # No mail server is known to be up on this port, so nothing can be said of it.
        ((up(WEB, True),), 2525, None, None),
        ((), 465, None, None),
    ],
)  # fmt: skip
def test_the_server_the_port_or_this_computer(
    cause: str, controls: tuple[Reached, ...], port: int, verdict: str | None, now: str | None
) -> None:
    said = crossed("net.connect", cause, target=server(port=port), controls=controls)
    if verdict is None:
        assert said is None
        return
    assert said is not None
    assert said.id.startswith(verdict)
    assert said.cause == (now or cause)
    # That the controls were asked, and what they did, is in the evidence.
    outcomes = [seen.outcome for seen in said.evidence if isinstance(seen, AddressSeen)]
    assert outcomes
    assert ("connected" in outcomes) == any(reached.connected for reached in controls)


def test_a_server_that_is_down_is_told_from_one_that_refuses() -> None:
    refuses = crossed("net.connect", "network-refused", controls=(up(GMAIL),))
    down = crossed("net.connect", "network-timeout", controls=(up(GMAIL),))
    assert refuses is not None
    assert down is not None
    assert (refuses.id, down.id) == ("look.server-refuses", "look.server-down")
    assert refuses.confidence is not None
    assert refuses.confidence > 0.95


@pytest.mark.parametrize("cause", ["network-timeout", "network-refused"])
def test_the_internet_says_nothing_of_a_server_of_the_own_network(cause: str) -> None:
    own = Known(addresses=("192.168.1.5",), on_the_internet=False)
    controls = (silent(GMAIL), up(WEB, True))
    target = server("mail.firma.local")
    assert crossed("net.connect", cause, known=own, target=target, controls=controls) is None


@pytest.mark.parametrize(
    ("controls", "verdict"),
    [
        ((silent(GMAIL), up(WEB, True)), "look.proxy"),
        ((silent(GMAIL), silent(WEB, True)), "look.proxy-only"),
        ((up(GMAIL), up(WEB, True)), "look.server-down"),
    ],
)
def test_a_proxy_is_named_where_it_is_the_only_way_out(
    controls: tuple[Reached, ...], verdict: str
) -> None:
    said = crossed("net.connect", "network-timeout", controls=controls, proxy="proxy.firma:3128")
    assert said is not None
    assert said.id == verdict
    assert ("proxy.firma:3128" in said.params.values()) == (verdict != "look.server-down")


@pytest.mark.parametrize(
    ("addresses", "winner", "verdict"),
    [
        (("2001:db8::1",), "203.0.112.1", "look.only-ipv6"),
        (("2001:db8::1", "2001:db8::2"), "203.0.112.1", "look.only-ipv6"),
        (("2001:db8::1", "203.0.112.9"), "203.0.112.1", "look.server-down"),
        (("2001:db8::1",), "2001:db8::99", "look.server-down"),
    ],
)
def test_only_ipv6_and_it_does_not_work(
    addresses: tuple[str, ...], winner: str, verdict: str
) -> None:
    known = Known(addresses=addresses, on_the_internet=True)
    controls = (up(GMAIL, address=winner),)
    said = crossed("net.connect", "network-timeout", known=known, controls=controls)
    assert said is not None
    assert said.id == verdict


@pytest.mark.parametrize(
    ("address", "verdict", "cause"),
    [
        ("0.0.0.0", "look.name-filter", "network-intercepted"),
        ("127.0.0.1", "look.name-filter", "network-intercepted"),
        ("::1", "look.name-filter", "network-intercepted"),
        ("::", "look.name-filter", "network-intercepted"),
        ("198.18.0.42", "look.name-filter", "network-intercepted"),
        ("198.19.255.255", "look.name-filter", "network-intercepted"),
        ("100.64.7.7", "look.inside-only", "network-timeout"),
        ("192.168.1.5", "look.inside-only", "network-timeout"),
        ("fd00::5", "look.inside-only", "network-timeout"),
        ("198.20.0.1", None, None),
        ("203.0.112.9", None, None),
    ],
)
@pytest.mark.parametrize("check", ["net.connect", "smtp.greeting", "tls.handshake"])
def test_a_public_name_that_leads_elsewhere(
    check: str, address: str, verdict: str | None, cause: str | None
) -> None:
    said = crossed(check, "network-timeout", known=Known(addresses=(address,)))
    assert (said and said.id, said and said.cause) == (verdict, cause)
    # A name that is nobody's on the internet may lead where it likes.
    own = server("mail.firma.local")
    assert crossed(check, "network-timeout", known=Known(addresses=(address,)), target=own) is None


def test_one_good_address_is_enough_to_believe_the_name() -> None:
    known = Known(addresses=("127.0.0.1", "203.0.112.9"), on_the_internet=True)
    assert crossed("net.connect", "network-timeout", known=known) is None


def test_names_of_different_owners_at_one_private_address() -> None:
    known = Known(addresses=("10.0.0.1",))
    controls = (up(WEB, True, address="10.0.0.1"),)
    said = crossed("smtp.greeting", "protocol-wrong-service", known=known, controls=controls)
    assert said is not None
    assert (said.id, said.cause) == ("look.same-address", "network-intercepted")
    elsewhere = (up(WEB, True, address="10.0.0.2"),)
    assert (
        crossed("smtp.greeting", "protocol-wrong-service", known=known, controls=elsewhere) is None
    )


@pytest.mark.parametrize(
    ("problems", "portal"),
    [(("other-name",), True), (("self-signed",), True), (("untrusted",), False),
     (("expired",), False), ((), False)],
)  # fmt: skip
@pytest.mark.parametrize(
    ("check", "cause"),
    [("net.connect", "network-timeout"), ("smtp.greeting", "protocol-wrong-service"),
     ("tls.certificate", "tls-cert-hostname-mismatch")],
)  # fmt: skip
def test_a_well_known_web_server_with_a_strange_certificate_is_a_portal(
    check: str, cause: str, problems: tuple[str, ...], portal: bool
) -> None:
    controls = (up(WEB, True, certificate=certificate(*problems)),)
    said = crossed(check, cause, controls=controls)
    assert (said is not None and said.id == "look.portal") is portal
    if portal:
        assert said is not None
        assert said.cause == "network-intercepted"
        assert said.params["shown"] == "wifi.hotel.test"


@pytest.mark.parametrize(
    ("issuer", "other", "verdict", "cause"),
    [
        ("CN=Box", "CN=Box", "look.same-issuer", "tls-cert-intercepted"),
        ("CN=Box", "CN=Real CA", "look.trusts-nobody", "tls-cert-untrusted"),
        ("CN=Box", None, None, None),
    ],
)
def test_nobody_is_trusted_any_more(
    issuer: str, other: str | None, verdict: str | None, cause: str | None
) -> None:
    seen = certificate("untrusted", issuer=issuer)
    shown = certificate("untrusted", issuer=other) if other else certificate()
    params = {"issuer": issuer, "host": "smtp.firma.de", "port": 465}
    found = Verdict("tls.certificate.untrusted", Status.FAILED, params, (seen,),
                    "tls-cert-untrusted", 0.95)  # fmt: skip
    sight = Sight(at=NOW, controls=(up(WEB, True, certificate=shown),))
    said = cross("tls.certificate", found, server(), Known(), sight)
    assert (said and said.id, said and said.cause) == (verdict, cause)


EXPIRED = certificate("expired", begins=-90, ends=-3)
FUTURE = certificate("not-yet-valid", begins=40, ends=130)
TOO_LATE = "mail.firma.de ESMTP Exim 4.96 Mon, 01 Jun 2026 09:58:17 +0200"
TOO_EARLY = "mail.firma.de ESMTP Exim 4.96 Fri, 15 Jan 2027 09:58:17 +0100"
TODAY = "mail.firma.de ESMTP Exim 4.96 Fri, 27 Nov 2026 09:58:17 -0800"


@pytest.mark.parametrize(
    ("seen", "greeting", "control_seen", "verdict"),
    [
        (EXPIRED, TOO_LATE, None, "look.clock-wrong"),
        (FUTURE, TOO_EARLY, None, "look.clock-wrong"),
        # A date that would make it worse, or none, or one that agrees, proves nothing.
        (EXPIRED, TOO_EARLY, None, None),
        (FUTURE, TOO_LATE, None, None),
        (EXPIRED, TODAY, None, None),
        (EXPIRED, "ready", None, None),
        # Another server's certificate is out of its time in the same direction.
        (EXPIRED, "", certificate("expired", begins=-300, ends=-20), "look.clock-doubtful"),
        (FUTURE, "", certificate("not-yet-valid", begins=9, ends=99), "look.clock-doubtful"),
        (FUTURE, "", certificate("expired", begins=-300, ends=-20), None),
        (EXPIRED, "", certificate(), None),
        (FUTURE, "", certificate(), None),
        # Greetings can be anybody's. A verified certificate that does not hold on its day: a lie.
        (EXPIRED, TOO_LATE, certificate(begins=-30, ends=60), None),
        (FUTURE, TOO_EARLY, certificate(begins=-60, ends=30), None),
        (EXPIRED, TOO_LATE, certificate(begins=-9_000, ends=9_000), "look.clock-wrong"),
        (EXPIRED, TOO_LATE, certificate("untrusted"), "look.clock-wrong"),
        # A portal's own certificate says nothing of the day, however old it is.
        (EXPIRED, "", certificate("expired", "other-name", begins=-300, ends=-20), "look.portal"),
        (EXPIRED, "", certificate("expired", "self-signed", begins=-300, ends=-20), "look.portal"),
        (certificate("untrusted"), TOO_EARLY, None, None),
    ],
)
def test_the_clock_is_wrong_only_where_something_else_says_so(
    seen: Any, greeting: str, control_seen: Any, verdict: str | None
) -> None:
    known = Known(addresses=PUBLIC, greeting=greeting, on_the_internet=True)
    controls = (up(WEB, True, certificate=control_seen),) if control_seen else ()
    said = crossed("tls.certificate", "tls-cert-expired", seen, known=known, controls=controls)
    assert (said and said.id) == verdict
    if said is not None and said.id != "look.portal":
        assert said.cause == "tls-cert-expired"
        assert said.params["clock"] == "27 November 2026"
        assert said.params["told"] != said.params["clock"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("a ESMTP Exim 4.96.2 #2 Sat, 24 Aug 2024 09:58:17 +0200 ", (2024, 8, 24)),
        ("Sat,  4 Aug 2024 09:58:17 +0000", (2024, 8, 4)),
        ("Sat, 99 Aug 2024 09:58:17 +0200", None),
        ("Sat, 24 Xxx 2024 09:58:17 +0200", None),
        ("Sat, 24 Aug 2024 99:99:99 +0200", None),
        ("Sat, 24 Aug 2024 09:58:17 +9999", None),
        ("ready at 2024-08-24", None),
        ("", None),
    ],
)
def test_the_date_in_a_greeting(text: str, day: tuple[int, int, int] | None) -> None:
    told = date_in(text)
    assert (told and (told.year, told.month, told.day)) == day


@pytest.mark.parametrize("check", ["smtp.greeting", "smtp.ehlo", "tls.handshake"])
@pytest.mark.parametrize("cause", ["network-timeout", "network-reset", "tls-mode-mismatch", None])
def test_the_same_port_with_the_other_encryption(check: str, cause: str | None) -> None:
    works = msgspec.structs.replace(server(), security=Security.STARTTLS)
    said = crossed(check, cause, setting=works)
    assert said is not None
    assert (said.id, said.cause) == ("look.other-encryption", "tls-mode-mismatch")


def test_another_port_that_works_does_not_change_what_was_wrong() -> None:
    works = server(port=587)
    said = crossed("net.connect", "network-refused", setting=works)
    assert said is not None
    assert (said.id, said.cause) == ("look.other-setting", "network-refused")
    blocked = crossed("net.connect", "network-timeout", setting=works,
                      controls=(silent(GMAIL), up(WEB, True)))  # fmt: skip
    assert blocked is not None
    assert blocked.id == "look.port-blocked"
    # A server whose other port works is not down.
    there = crossed("net.connect", "network-timeout", setting=works,
                    controls=(up(GMAIL), up(WEB, True)))  # fmt: skip
    assert there is not None
    assert (there.id, there.cause) == ("look.other-setting", "network-timeout")


@pytest.mark.parametrize(
    ("heard", "speaks_tls", "verdict", "cause"),
    [
        ("HTTP/1.1 400 Bad Request", False, "smtp.greeting.http-server", "protocol-wrong-service"),
        ("<html>", False, "smtp.greeting.http-server", "protocol-wrong-service"),
        ("", True, "look.speaks-tls", "tls-mode-mismatch"),
        ("220 late", False, None, None),
        ("", False, None, None),
    ],
)
def test_what_a_silent_server_says_when_spoken_to(
    heard: str, speaks_tls: bool, verdict: str | None, cause: str | None
) -> None:
    said = crossed("smtp.greeting", "network-timeout", heard=heard, speaks_tls=speaks_tls)
    assert (said and said.id, said and said.cause) == (verdict, cause)


@pytest.mark.parametrize(
    ("cause", "controls", "likely", "verdict", "now"),
    [
        ("dns-name-not-found", (up(WEB, True),), None, None, None),
        ("dns-name-not-found", (up(WEB, True),), "smtp.gmail.com", "look.likely-name",
         "dns-name-not-found"),
        ("dns-name-not-found", (), "smtp.gmail.com", "look.likely-name", "dns-name-not-found"),
        # Where no name at all is found, "does not exist" was not meant so.
        ("dns-name-not-found", (unknown(WEB), unknown(GMAIL)), None, "look.no-names",
         "dns-resolver-failure"),
        ("dns-resolver-failure", (unknown(WEB),), None, "look.no-names", "dns-resolver-failure"),
        ("dns-resolver-failure", (unknown(WEB), silent(GMAIL, True)), None,
         "look.only-this-name", "dns-resolver-failure"),
        ("dns-resolver-failure", (), None, None, None),
    ],
)  # fmt: skip
def test_a_name_that_is_not_found(
    cause: str, controls: Any, likely: str | None, verdict: str | None, now: str | None
) -> None:
    meant = server(likely) if likely else None
    said = crossed("dns.resolve", cause, known=Known(), controls=controls, likely=meant)
    assert (said and said.id, said and said.cause) == (verdict, now)


def test_the_server_for_sending_of_the_same_domain() -> None:
    said = crossed("smtp.greeting", "protocol-wrong-service", likely=server("smtp.firma.de"))
    assert said is not None
    assert (said.id, said.cause) == ("look.other-host", "protocol-wrong-service")
    assert said.params["likely"] == "smtp.firma.de"


STAND_IN = Surroundings(
    mail={465: (Control(GMAIL, 465),)}, web=(Control(WEB, 443),), on_this_computer=True
)
ON_THE_INTERNET = Known(addresses=PUBLIC, on_the_internet=True)
EVERYTHING_OF_CONNECT = {Look.MAIL_CONTROLS, Look.WEB_CONTROLS, Look.OTHER_PORT, Look.PROXY}


@pytest.mark.parametrize(
    ("check", "cause", "target", "known", "looks"),
    [
        ("net.connect", "network-timeout", server(), ON_THE_INTERNET, EVERYTHING_OF_CONNECT),
        ("net.connect", "network-local-block", server(), ON_THE_INTERNET, set()),
        ("net.connect", "network-timeout", server("nas.local"), Known(addresses=("192.168.1.5",)),
         {Look.OTHER_PORT}),
        ("net.connect", "network-timeout", server(port=2525), ON_THE_INTERNET,
         EVERYTHING_OF_CONNECT - {Look.MAIL_CONTROLS}),
        ("dns.resolve", "dns-name-not-found", server(), Known(),
         {Look.WEB_CONTROLS, Look.LIKELY_NAME}),
        ("dns.resolve", "dns-name-not-found", server("nas.local"), Known(), {Look.LIKELY_NAME}),
        ("dns.resolve", "dns-resolver-failure", server(), Known(), {Look.WEB_CONTROLS}),
        ("smtp.greeting", "network-timeout", server(), ON_THE_INTERNET,
         {Look.OTHER_SETTING, Look.ASK_FIRST, Look.WEB_CONTROLS}),
        ("smtp.greeting", "network-reset", server(), ON_THE_INTERNET,
         {Look.OTHER_SETTING, Look.WEB_CONTROLS}),
        ("smtp.greeting", "protocol-wrong-service", server(), ON_THE_INTERNET,
         {Look.OTHER_SETTING, Look.WEB_CONTROLS, Look.SIBLING_NAME}),
        ("smtp.greeting", "reputation-blocklisted", server(), ON_THE_INTERNET,
         {Look.OTHER_SETTING}),
        ("tls.handshake", "tls-outdated-crypto", server(), ON_THE_INTERNET, set()),
        ("tls.handshake", "network-intercepted", server(), ON_THE_INTERNET, {Look.OTHER_SETTING}),
        ("tls.certificate", "tls-cert-expired", server(), ON_THE_INTERNET, {Look.WEB_CONTROLS}),
        ("tls.certificate", "tls-cert-intercepted", server(), ON_THE_INTERNET, set()),
        # A password that is wrong, or a sender who may not: nothing else to see.
        ("smtp.auth", "auth-bad-credentials", server(), ON_THE_INTERNET, set()),
        ("smtp.sender", "sender-not-owned", server(), ON_THE_INTERNET, set()),
        ("smtp.recipient", "recipient-unknown", server(), ON_THE_INTERNET, set()),
    ],
)  # fmt: skip
def test_no_more_is_looked_at_than_can_help(
    check: str, cause: str, target: Server, known: Known, looks: set[Look]
) -> None:
    assert worth_a_look(check, failure(cause), target, known, WELL_KNOWN) == looks


def test_our_own_bug_is_not_looked_at_again() -> None:
    bug = Verdict("stage.bug", Status.UNKNOWN, {"type": "KeyError"})
    assert worth_a_look("net.connect", bug, server(), ON_THE_INTERNET, STAND_IN) == set()


@pytest.mark.parametrize(
    ("check", "reached", "verdict"),
    [
        ("net.connect", up(GMAIL), "answered"),
        ("net.connect", silent(GMAIL), "silent"),
        ("net.connect", unknown(GMAIL), "unknown"),
        ("net.connect", up(WEB, True, certificate=certificate()), "answered"),
        ("net.connect", up(WEB, True, certificate=certificate("other-name")), "unverified"),
        ("tls.certificate", up(WEB, True, certificate=certificate()), "verified"),
        ("tls.certificate", up(WEB, True), "answered"),
        ("dns.resolve", up(WEB, True), "known"),
        ("dns.resolve", unknown(WEB), "unknown"),
    ],
)
def test_what_is_said_of_a_control(check: str, reached: Reached, verdict: str) -> None:
    said = control(check, reached)
    assert (said.id, said.status, said.cause) == (f"look.control-{verdict}", Status.INFO, None)
    assert TEXTS[said.id].title.format(**said.params)
    assert said.evidence


def test_the_well_known_servers_have_two_owners_for_every_port() -> None:
    controls = [*WELL_KNOWN.mail.values(), WELL_KNOWN.web]
    assert all(len({one.host.split(".")[-2] for one in group}) >= 2 for group in controls)
    assert {port for port, group in WELL_KNOWN.mail.items() for one in group if one.port == port}


UNTRUSTED = certificate("untrusted", issuer="CN=Box")
INSIDE = Known(addresses=("10.1.2.3",))
NOBODYS = Known(addresses=("0.0.0.0",))
OTHER = msgspec.structs.replace(server(), security=Security.STARTTLS)
BOTH_UP, PORT_SHUT = (up(GMAIL), up(WEB, True)), (silent(GMAIL), up(WEB, True))
NONE_UP = (silent(GMAIL), silent(WEB, True))


@pytest.mark.parametrize(
    ("check", "cause", "facts", "look"),
    [
        ("net.connect", "network-timeout", {"controls": BOTH_UP}, on_network.SILENT),
        ("net.connect", "network-refused", {"controls": BOTH_UP}, on_network.REFUSING),
        ("net.connect", "network-unreachable", {"controls": BOTH_UP}, on_network.NO_WAY_THERE),
        ("net.connect", "network-reset", {"controls": BOTH_UP}, None),
        ("net.connect", "network-timeout", {"controls": PORT_SHUT}, on_network.BLOCKED),
        ("net.connect", "network-timeout", {"controls": PORT_SHUT, "proxy": "proxy.firma:3128"},
         on_network.PROXY),
        ("net.connect", "network-timeout", {"controls": NONE_UP, "proxy": "proxy.firma:3128"},
         on_network.PROXY),
        ("net.connect", "network-timeout", {"controls": PORT_SHUT, "target": server(port=25)},
         None),
        *(("net.connect", cause, {"controls": NONE_UP}, on_network.OFFLINE) for cause in ALL),
        ("net.connect", "network-unreachable",
         {"controls": BOTH_UP, "known": Known(addresses=("2001:db8::1",), on_the_internet=True)},
         on_network.ONLY_IPV6),
        *(("net.connect", cause, {"known": INSIDE}, on_network.INSIDE) for cause in ALL),
        ("net.connect", "network-timeout", {"known": NOBODYS}, on_network.NAME_FILTER),
        ("net.connect", "network-timeout",
         {"known": INSIDE, "controls": (up(WEB, True, address="10.1.2.3"),)},
         on_network.PORTAL_BY_NAME),
        ("net.connect", "network-timeout",
         {"controls": (up(WEB, True, certificate=certificate("other-name")),)},
         on_network.PORTAL),
        ("net.connect", "network-timeout", {"controls": BOTH_UP, "setting": server(port=587)},
         of_settings.OTHER_PORT),
        ("smtp.greeting", "network-timeout", {"setting": OTHER}, of_settings.OTHER_ENCRYPTION),
        ("smtp.greeting", "network-timeout", {"speaks_tls": True}, of_settings.ENCRYPTED_PORT),
        ("smtp.greeting", "protocol-wrong-service", {"likely": server("smtp.firma.example")},
         of_settings.SENDING_SERVER),
        ("dns.resolve", "dns-name-not-found", {"likely": server("mail.firma.de")},
         of_settings.OTHER_NAME),
        ("dns.resolve", "dns-name-not-found", {"controls": (unknown(WEB),)}, of_settings.NO_NAMES),
        ("dns.resolve", "dns-resolver-failure", {"controls": (up(WEB, True),)},
         of_settings.ONLY_THIS_NAME),
    ],
)  # fmt: skip
def test_the_steps_fit_what_was_seen(
    check: str, cause: str, facts: dict[str, Any], look: CloserLook | None
) -> None:
    said = crossed(check, cause, **facts)
    assert said is not None
    assert said.cause is not None
    assert looked_closer(said.cause, said.params) is look


@pytest.mark.parametrize(
    ("seen", "shown", "cause", "look"),
    [
        (FUTURE, certificate("not-yet-valid", begins=9, ends=99), "tls-cert-expired",
         certificates.CLOCK),
        (UNTRUSTED, UNTRUSTED, "tls-cert-intercepted", None),
        (UNTRUSTED, certificate("untrusted", issuer="CN=Real CA"), "tls-cert-untrusted",
         certificates.TRUSTS_NOBODY),
    ],
)  # fmt: skip
def test_the_steps_fit_what_certificates_show(
    seen: Any, shown: Any, cause: str, look: CloserLook | None
) -> None:
    params = {"issuer": "CN=Box", "host": "smtp.firma.de", "port": 465,
              "not_before": "06 January 2027", "not_after": "06 April 2027"}  # fmt: skip
    found = Verdict("tls.certificate.untrusted", Status.FAILED, params, (seen,), "x", 0.95)
    sight = Sight(at=NOW, controls=(up(WEB, True, certificate=shown),))
    said = cross("tls.certificate", found, server(), Known(), sight)
    assert said is not None
    assert said.cause == cause
    assert looked_closer(cause, said.params) is look
