"""From what a source says to what is offered, and which offer is the best one."""

import itertools

import pytest

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.discover import choice, offers
from mailadmin.core.discover.account import form_of_offer
from mailadmin.core.discover.choice import DOUBTS, PATIENCE, in_order, is_decided, wants_guess
from mailadmin.core.discover.found import Found, FoundServer, Method, Source, Trust
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.known import look_known
from mailadmin.core.discover.offers import offer_of
from mailadmin.core.discover.outcome import Offer
from mailadmin.core.discover.source import Nothing
from mailadmin.core.discover.trial import Pair, Tried, candidates
from mailadmin.core.discover.wish import Wish
from mailadmin.core.forms.account_form import AccountForm
from mailadmin.core.forms.reading import read

ADDRESS = "anna@d.test"
KIN = Kin(domain="d.test", mail_hosts=("mx.hoster.test",))


def server(host: str = "smtp.d.test", **changes: object) -> FoundServer:
    values: dict[str, object] = {
        "kind": "imap" if host.startswith("imap") else "smtp",
        "host": host,
        "port": 993 if host.startswith("imap") else 465,
        "security": Security.TLS,
    }
    return FoundServer(**{**values, **changes})  # type: ignore[arg-type]


def offered(
    *servers: FoundServer,
    source: Source = Source.AUTOCONFIG,
    trust: Trust = Trust.SURE,
    mechanisms: tuple[str, ...] = ("PLAIN",),
    issuer: str = "",
    address: str = ADDRESS,
) -> Offer:
    """The offer for servers that all have answered."""
    outgoing = tuple(one for one in servers if one.kind == "smtp")
    incoming = tuple(one for one in servers if one.kind == "imap")
    found = Found(
        source=source, trust=trust, origin="here", outgoing=outgoing, incoming=incoming,
        issuer=issuer,
    )  # fmt: skip
    tried = [Tried(server=one, mechanisms=mechanisms) for one in (*outgoing[:1], *incoming[:1])]
    pair = Pair(outgoing=tried[0], incoming=tried[1] if incoming else None)
    made = offer_of(found, pair, KIN, address)
    assert made is not None
    return made


STRANGER, INBOX_STRANGER = offers.STRANGER, offers.STRANGER_INBOX


@pytest.mark.parametrize(
    ("source", "trust", "smtp", "imap", "consent"),
    [
        (Source.PROVIDER, Trust.SURE, "smtp.other.test", "imap.other.test", ()),
        (Source.DATABASE, Trust.LIKELY, "smtp.other.test", "imap.other.test", ()),
        (Source.MX, Trust.LIKELY, "smtp.other.test", "imap.other.test", ()),
        (Source.AUTOCONFIG, Trust.SURE, "smtp.d.test", "imap.d.test", ()),
        (Source.AUTOCONFIG, Trust.SURE, "smtp.hoster.test", "imap.hoster.test", ()),
        (Source.AUTOCONFIG, Trust.SURE, "smtp.other.test", "imap.d.test", (STRANGER,)),
        (Source.AUTOCONFIG, Trust.SURE, "smtp.d.test", "imap.other.test", (INBOX_STRANGER,)),
        (Source.AUTOCONFIG, Trust.DOUBTFUL, "smtp.d.test", "imap.d.test", (offers.DOUBTFUL,)),
        (Source.AUTOCONFIG, Trust.DOUBTFUL, "smtp.hoster.test", "imap.d.test", (STRANGER,)),
        (Source.DATABASE, Trust.DOUBTFUL, "smtp.d.test", "imap.d.test", (offers.DOUBTFUL,)),
        (Source.MX, Trust.DOUBTFUL, "smtp.hoster.test", "imap.d.test", (STRANGER,)),
        (Source.SRV, Trust.LIKELY, "smtp.d.test", "imap.d.test", ()),
        (Source.SRV, Trust.LIKELY, "smtp.gmail.com", "imap.gmail.com", ()),
        (Source.SRV, Trust.DOUBTFUL, "smtp.hoster.test", "imap.d.test", (STRANGER,)),
        (Source.HTTP, Trust.DOUBTFUL, "smtp.d.test", "imap.d.test", (offers.HTTP,)),
        (Source.HTTP, Trust.DOUBTFUL, "smtp.other.test", "imap.d.test", (offers.HTTP, STRANGER)),
        (Source.GUESS, Trust.DOUBTFUL, "smtp.d.test", "imap.d.test", (offers.GUESSED,)),
        (
            Source.GUESS, Trust.DOUBTFUL, "mx.hoster.test", "imap.d.test",
            (offers.GUESSED, STRANGER),
        ),
    ],
)  # fmt: skip
def test_what_has_to_be_agreed_to(
    source: Source, trust: Trust, smtp: str, imap: str, consent: tuple[str, ...]
) -> None:
    made = offered(server(smtp), server(imap), source=source, trust=trust)
    assert made.consent == consent


def test_a_connection_without_encryption_has_to_be_agreed_to() -> None:
    plain = offered(
        server(security=Security.NONE, port=25), server("imap.d.test", security=Security.NONE)
    )
    assert plain.consent == (offers.UNENCRYPTED, offers.UNENCRYPTED_INBOX)


PASSWORD, OAUTH = SignIn.PASSWORD, SignIn.OAUTH


@pytest.mark.parametrize(
    ("host", "methods", "mechanisms", "issuer", "sign_in", "works"),
    [
        ("smtp.d.test", (), ("PLAIN",), "", PASSWORD, True),
        ("smtp.d.test", (Method.PASSWORD,), ("PLAIN", "XOAUTH2"), "", PASSWORD, True),
        ("smtp.d.test", (), ("XOAUTH2",), "", OAUTH, False),
        ("smtp.d.test", (Method.OAUTH,), ("PLAIN", "XOAUTH2"), "", OAUTH, False),
        ("smtp.d.test", (Method.OAUTH,), ("XOAUTH2",), "login.d.test", OAUTH, False),
        ("smtp.d.test", (Method.OAUTH, Method.PASSWORD), ("PLAIN",), "login.d.test", PASSWORD,
         True),
        ("smtp.d.test", (Method.OAUTH, Method.PASSWORD), ("PLAIN", "XOAUTH2"), "login.d.test",
         OAUTH, True),
        ("smtp.d.test", (Method.PASSWORD, Method.OAUTH), ("PLAIN", "XOAUTH2"), "login.d.test",
         PASSWORD, True),
        ("smtp.d.test", (), ("GSSAPI", "OAUTHBEARER"), "", OAUTH, False),
        ("smtp.d.test", (), ("GSSAPI",), "", PASSWORD, False),
        ("smtp.gmail.com", (), ("PLAIN", "XOAUTH2"), "", OAUTH, True),
        ("smtp.gmail.com", (), ("PLAIN",), "", PASSWORD, True),
        ("smtp.gmail.com", (), (), "", OAUTH, True),
        ("smtp.office365.com", (), (), "", OAUTH, True),
        ("smtp.d.test", (), (), "", PASSWORD, True),
        ("smtp.comcast.net", (), ("PLAIN", "XOAUTH2"), "", PASSWORD, True),
        ("smtp.office365.com", (), ("LOGIN", "XOAUTH2"), "", OAUTH, True),
        ("smtp-mail.outlook.com", (), ("LOGIN", "XOAUTH2"), "", OAUTH, False),
    ],
)  # fmt: skip
def test_how_to_sign_in(
    host: str,
    methods: tuple[Method, ...],
    mechanisms: tuple[str, ...],
    issuer: str,
    sign_in: SignIn,
    works: bool,
) -> None:
    made = offered(server(host, methods=methods), mechanisms=mechanisms, issuer=issuer)
    assert (made.mail_server.sign_in, made.password_works) == (sign_in, works)
    if issuer and sign_in is OAUTH:
        assert made.mail_server.issuer == issuer


def test_a_stranger_gets_nobodys_token() -> None:
    made = offered(server(methods=(Method.OAUTH,)), issuer="login.microsoftonline.com")
    assert made.mail_server.issuer == ""


def test_the_issuer_of_a_known_server_is_its_own() -> None:
    made = offered(server("smtp.office365.com"), mechanisms=("XOAUTH2",), issuer="evil.test")
    assert made.mail_server.issuer == "login.microsoftonline.com"


@pytest.mark.parametrize(
    ("domain", "app_password", "sign_in"),
    [("gmail.com", True, OAUTH), ("gmx.de", False, PASSWORD), ("outlook.com", False, OAUTH)],
)
def test_known_providers(domain: str, app_password: bool, sign_in: SignIn) -> None:
    found = look_known(Wish(address=f"anna@{domain}"))
    assert isinstance(found, Found)
    assert found.trust is Trust.SURE
    pair = Pair(outgoing=Tried(server=found.outgoing[0], mechanisms=("LOGIN", "XOAUTH2")))
    made = offer_of(found, pair, Kin(domain=domain), f"anna@{domain}")
    assert made is not None
    assert made.consent == ()
    assert (made.app_password, made.mail_server.sign_in) == (app_password, sign_in)
    assert bool(made.app_password_page) >= app_password


def test_a_provider_that_lets_no_program_in_is_said_so() -> None:
    found = look_known(Wish(address="anna@tuta.com"))
    assert isinstance(found, Nothing)
    assert found.sentence == "discover.provider.no-programs"
    assert found.origin


def test_what_did_not_answer_is_offered_last_with_what_the_source_prefers() -> None:
    found = Found(
        source=Source.SRV, trust=Trust.LIKELY, origin="here",
        outgoing=(server("smtp.d.test", security=Security.NONE, port=25), server("smtp2.d.test")),
        incoming=(server("imap.d.test"),),
    )  # fmt: skip
    made = offer_of(found, Pair(), KIN, ADDRESS)
    assert made is not None
    assert not made.answered
    assert made.mail_server.host == "smtp2.d.test"
    assert made.inbox is not None


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "[::1]", "localhost", "mail", "a.localhost", "x y.test", "", "a..test"]
)
def test_no_stranger_sends_us_to_this_computer_or_nowhere(host: str) -> None:
    assert candidates((server(host),), "smtp") == ()


def test_few_servers_are_tried_and_each_once() -> None:
    many = [server(f"smtp{number}.d.test") for number in range(50)]
    tried = candidates((*many, *many), "smtp")
    assert len(tried) == len(set(tried)) <= 6
    assert candidates(many, "imap") == ()


def offer(source: Source, answered: bool = True, consent: bool = False, host: str = "") -> Offer:
    return Offer(
        source=source,
        origin="",
        trust=Trust.DOUBTFUL if consent else Trust.LIKELY,
        mail_server=Server(host=host or f"{source}.test", port=465, security=Security.TLS),
        answered=answered,
        consent=(STRANGER,) if consent else (),
    )


def test_the_best_offer_comes_first() -> None:
    best = offer(Source.AUTOCONFIG)
    second = offer(Source.GUESS)
    doubtful = offer(Source.PROVIDER, consent=True)
    silent = offer(Source.PROVIDER, answered=False, host="silent.test")
    for mixed in itertools.permutations((best, second, doubtful, silent)):
        assert in_order(mixed) == (best, second, doubtful, silent)


def test_the_same_servers_are_offered_once() -> None:
    twice = [offer(Source.SRV, host="smtp.d.test"), offer(Source.DATABASE, host="smtp.d.test")]
    assert [one.source for one in in_order(twice)] == [Source.DATABASE]


@pytest.mark.parametrize(
    ("offers_there", "running", "elapsed", "decided"),
    [
        ([], [Source.SRV], 1.0, False),
        ([], [], 1.0, True),
        ([offer(Source.SRV)], [Source.MX], 0.1, True),
        ([offer(Source.SRV)], [Source.AUTOCONFIG], 0.1, False),
        ([offer(Source.SRV)], [Source.AUTOCONFIG], PATIENCE, True),
        ([offer(Source.SRV, consent=True)], [Source.MX], PATIENCE, False),
        ([offer(Source.SRV, consent=True)], [Source.MX], DOUBTS, True),
        ([offer(Source.SRV, consent=True)], [Source.GUESS, Source.HTTP], 0.1, True),
        ([offer(Source.GUESS, consent=True)], [Source.HTTP], 0.1, False),
        ([offer(Source.PROVIDER, answered=False)], [Source.SRV], 9.0, False),
    ],
)
def test_how_long_to_wait(
    offers_there: list[Offer], running: list[Source], elapsed: float, decided: bool
) -> None:
    assert is_decided(offers_there, running, elapsed) is decided


@pytest.mark.parametrize(
    ("offers_there", "running", "elapsed", "wanted"),
    [
        ([], [Source.SRV], 0.1, False),
        ([], [], 0.1, True),
        ([], [Source.SRV], PATIENCE, True),
        ([offer(Source.SRV)], [], 9.0, False),
        ([offer(Source.SRV, answered=False)], [], 0.1, True),
    ],
)
def test_when_to_guess(
    offers_there: list[Offer], running: list[Source], elapsed: float, wanted: bool
) -> None:
    assert wants_guess(offers_there, running, elapsed) is wanted
    assert choice.PATIENCE < choice.DOUBTS


@pytest.mark.parametrize(
    ("host", "read_at", "mechanisms", "word"),
    [
        ("smtp.d.test", "imap.d.test", ("PLAIN",), "password"),
        ("smtp.d.test", "imap.d.test", ("XOAUTH2",), "oauth"),
        ("smtp.office365.com", "outlook.office365.com", ("XOAUTH2",), "microsoft"),
        ("smtp.gmail.com", "imap.gmail.com", ("XOAUTH2",), "google"),
    ],
)
def test_the_form_of_an_offer(
    host: str, read_at: str, mechanisms: tuple[str, ...], word: str
) -> None:
    inbox = server(read_at, kind="imap", port=993)
    made = offered(server(host, user_name="anna"), inbox, mechanisms=mechanisms)
    base = AccountForm(from_name="Anna", support_address="help@d.test")
    form = form_of_offer(made, ADDRESS, base)
    assert (form.server_host, form.server_port, form.server_security) == (host, "465", "tls")
    assert (form.server_auth, form.inbox_auth) == (word, word)
    assert (form.server_user, form.inbox_user) == ("anna", ADDRESS)
    assert (form.from_address, form.from_name) == (ADDRESS, "Anna")
    assert form.support_address == "help@d.test"
    assert form.inbox_host == inbox.host
    reading = read(form, "id")
    account = reading.account
    assert account is not None, reading.problems
    assert account.mail_server.issuer == made.mail_server.issuer


def test_an_offer_without_an_inbox_leaves_that_part_alone() -> None:
    base = AccountForm(inbox_host="imap.d.test", inbox_port="993")
    form = form_of_offer(offered(server()), ADDRESS, base)
    assert form.inbox_host == "imap.d.test"
