import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mailadmin.core.account import (
    Account,
    FromPolicy,
    Identity,
    Messenger,
    SecretRole,
    Security,
    Server,
    SignIn,
)
from mailadmin.core.forms.account_form import AccountForm, form_of, tidy
from mailadmin.core.forms.reading import Reading, read
from mailadmin.core.forms.values import INBOX_PORTS, follow_port
from mailadmin.core.secret import Secret
from mailadmin.core.texts import say

replace = msgspec.structs.replace

GOOD = AccountForm(
    from_address="anna@example.com",
    server_host="smtp.example.com",
    server_user="anna",
    server_password=Secret("secret"),
)
FULL = replace(
    GOOD,
    account_name="Work",
    from_name="Anna Berg",
    reply_to="office@example.com",
    support_address="help@example.com",
    server_port="587",
    server_security="starttls",
    server_timeout="45",
    messenger_host="relay.example.net",
    messenger_user="relay",
    messenger_password=Secret("second"),
    messenger_address="bounce@example.net",
    messenger_from_policy="via",
    inbox_host="imap.example.com",
    inbox_user="anna",
    inbox_password=Secret("third"),
)


def fields(reading: Reading) -> list[str]:
    return [problem.field for problem in reading.problems]


def test_a_small_form_becomes_an_account_with_sensible_defaults():
    reading = read(GOOD, "id1")
    assert reading.account == Account(
        id="id1",
        name="anna@example.com",
        identity=Identity(address="anna@example.com"),
        mail_server=Server(
            host="smtp.example.com", port=465, security=Security.TLS, user_name="anna"
        ),
    )
    assert reading.secrets == {SecretRole.MAIL_SERVER: Secret("secret")}
    assert (reading.problems, reading.warnings) == ((), ())


def test_a_full_form_becomes_a_full_account():
    reading = read(FULL, "id1")
    assert reading.problems == ()
    assert reading.account is not None
    assert reading.account.messenger == Messenger(
        server=Server(
            host="relay.example.net",
            port=465,
            security=Security.TLS,
            user_name="relay",
            time_limit=45,
        ),
        address="bounce@example.net",
        from_policy=FromPolicy.VIA,
    )
    assert reading.account.inbox == Server(
        host="imap.example.com", port=993, security=Security.TLS, user_name="anna", time_limit=45
    )
    assert set(reading.secrets) == {role for role in SecretRole if not role.is_grant}


def test_the_form_of_an_account_reads_as_the_same_account():
    account = read(FULL, "id1").account
    assert account is not None
    assert read(form_of(account), "other", account).account == account


def test_the_form_of_an_account_holds_no_secret():
    account = read(FULL, "id1").account
    assert account is not None
    held = [v for v in msgspec.structs.astuple(form_of(account)) if isinstance(v, Secret)]
    assert held == [Secret("")] * 3
    assert read(form_of(account), "id1", account).secrets == {}


def test_a_form_never_shows_its_passwords():
    assert "secret" not in repr(FULL) + str(FULL)


AT_MICROSOFT = {"server_host": "smtp.office365.com", "server_auth": "oauth", "inbox_auth": "oauth"}

WRONG = [
    ({"from_address": ""}, "from_address", "Type an email address"),
    ({"from_address": "anna@"}, "from_address", "nothing after"),
    ({"from_name": "x" * 201}, "from_name", "200 characters"),
    ({"account_name": "x" * 201}, "account_name", "200 characters"),
    ({"reply_to": "office"}, "reply_to", "no @ sign"),
    ({"support_address": "help@"}, "support_address", "nothing after"),
    ({"server_host": ""}, "server_host", "for example smtp.example.com"),
    ({"server_host": "smtp,example,com"}, "server_host", "Did you mean smtp.example.com?"),
    ({"server_port": "smtp"}, "server_port", "A port is a number"),
    ({"server_port": "0"}, "server_port", "from 1 to 65535"),
    ({"server_port": "65536"}, "server_port", "from 1 to 65535"),
    ({"server_port": "-1"}, "server_port", "A port is a number"),
    ({"server_port": "9" * 5000}, "server_port", "from 1 to 65535"),
    ({"server_security": "ssl3"}, "server_security", "tls, starttls, none, auto"),
    ({"server_auth": "kerberos"}, "server_auth", "password, microsoft, google, oauth, none"),
    ({"server_auth": "google"}, "server_auth", "smtp.example.com is none of them"),
    ({"inbox_host": "imap.example.com", "inbox_auth": "none"}, "inbox_auth", "without signing in"),
    (AT_MICROSOFT | {"inbox_host": "imap.example.com"}, "inbox_auth", "is none of them"),
    (AT_MICROSOFT | {"inbox_host": "imap.gmail.com"}, "inbox_auth", "share one sign-in"),
    ({"server_user": "an\0na"}, "server_user", "can't be seen"),
    ({"server_user": "x" * 201}, "server_user", "200 characters"),
    ({"server_password": Secret("two\nlines")}, "server_password", "line break"),
    ({"server_password": Secret("n\0l")}, "server_password", "line break"),
    ({"server_password": Secret("x" * 10_001)}, "server_password", "too long"),
    ({"server_timeout": "0"}, "server_timeout", "from 1 to 600"),
    ({"server_timeout": "601"}, "server_timeout", "from 1 to 600"),
    ({"server_timeout": "soon"}, "server_timeout", "from 1 to 600"),
    ({"server_timeout": "nan"}, "server_timeout", "from 1 to 600"),
    ({"messenger_host": "a b"}, "messenger_host", "Did you mean a.b?"),
    ({"messenger_host": "", "messenger_user": "relay"}, "messenger_host", "name of the server"),
    (
        {"messenger_host": "", "messenger_password": Secret("x")},
        "messenger_host",
        "name of the server",
    ),
    ({"messenger_host": "h", "messenger_port": "x"}, "messenger_port", "A port is a number"),
    ({"messenger_host": "h"}, "messenger_user", "Type the user name"),
    ({"messenger_address": "@"}, "messenger_address", "no name before"),
    ({"messenger_from_policy": "x"}, "messenger_from_policy", "automatic, on-behalf-of, via"),
    ({"inbox_host": "a..b"}, "inbox_host", "a dot too many"),
    ({"inbox_host": "h", "inbox_port": "70000"}, "inbox_port", "from 1 to 65535"),
    ({"inbox_user": "anna"}, "inbox_host", "name of the server"),
]


@pytest.mark.parametrize(("changes", "field", "words"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_field_keeps_the_account_back_and_is_told_at_the_field(
    changes: dict[str, str | Secret], field: str, words: str
):
    reading = read(replace(GOOD, **changes), "id1")
    assert reading.account is None
    assert field in fields(reading)
    sentence = next(say(p.phrase) for p in reading.problems if p.field == field)
    assert words in sentence


def test_all_problems_are_told_at_once():
    reading = read(AccountForm(server_port="x", server_host="a,b", reply_to="?"), "id1")
    assert fields(reading) == ["from_address", "reply_to", "server_host"]
    reading = read(replace(GOOD, server_port="x", server_timeout="y", reply_to="?"), "id1")
    assert sorted(fields(reading)) == ["reply_to", "server_port", "server_timeout"]


def test_no_problem_repeats_a_password():
    form = replace(GOOD, server_password=Secret("canary\nline"), server_host="x:canary@y")
    assert "canary" not in repr(read(form, "id1").problems)


def test_nothing_typed_is_lost_from_a_form_that_is_wrong():
    form = replace(FULL, server_host="a b", reply_to="half", server_port="x", inbox_host="..")
    assert tidy(form) == form


PASTED = [
    (
        {"server_host": "smtp://mail.example.com:587"},
        {"server_host": "mail.example.com", "server_port": "587", "server_security": "starttls"},
    ),
    (
        {"server_host": "smtps://anna@mail.example.com", "server_user": ""},
        {
            "server_host": "mail.example.com",
            "server_port": "465",
            "server_security": "tls",
            "server_user": "anna",
        },
    ),
    (
        {"server_host": "mail.example.com:2525", "server_security": "none"},
        {"server_host": "mail.example.com", "server_port": "2525", "server_security": "none"},
    ),
    (
        {"server_host": "smtp://other@mail.example.com"},
        {"server_host": "mail.example.com", "server_user": "anna"},
    ),
    (
        {"server_host": "smtp://a:hunter2@mail.example.com", "server_password": Secret("")},
        {"server_host": "mail.example.com", "server_password": Secret("hunter2")},
    ),
    ({"inbox_host": "imap.x.de:143"}, {"inbox_port": "143", "inbox_security": "starttls"}),
    (
        {"from_address": "Anna Berg <anna@example.com>"},
        {"from_address": "anna@example.com", "from_name": "Anna Berg"},
    ),
    (
        {"from_address": "Anna Berg <anna@example.com>", "from_name": "Office"},
        {"from_address": "anna@example.com", "from_name": "Office"},
    ),
    ({"reply_to": "mailto:office@example.com"}, {"reply_to": "office@example.com"}),
    (
        {"server_password": Secret("abcd efgh ijkl mnop")},
        {"server_password": Secret("abcdefghijklmnop")},
    ),
    (
        {"server_password": Secret(" abcd\u00a0efgh ijkl mnop\r\n")},
        {"server_password": Secret("abcdefghijklmnop")},
    ),
    ({"server_password": Secret("pass word\n")}, {"server_password": Secret("pass word")}),
    (
        {"server_password": Secret("abcd efgh ijkl mno1")},
        {"server_password": Secret("abcd efgh ijkl mno1")},
    ),
    ({"messenger_password": Secret(" x ")}, {"messenger_password": Secret(" x ")}),
]


@pytest.mark.parametrize(("typed", "tidied"), PASTED, ids=lambda value: str(value)[:50])
def test_what_was_pasted_goes_where_it_belongs(
    typed: dict[str, str | Secret], tidied: dict[str, str | Secret]
):
    form = tidy(replace(GOOD, **typed))
    assert {field: getattr(form, field) for field in tidied} == tidied


@pytest.mark.parametrize(
    ("text", "limit"),
    [("20", 20), (" 5 s ", 5), ("2,5 sec", 2.5), ("６００", 600), ("30 seconds", 30)],
)
def test_a_time_limit_is_read_as_people_write_it(text: str, limit: float):
    account = read(replace(GOOD, server_timeout=text), "id1").account
    assert account is not None
    assert account.mail_server.time_limit == limit


@pytest.mark.parametrize("text", ["587", " 587 ", ":587", "５８７", "587\u200b"])
def test_a_port_is_read_as_people_paste_it(text: str):
    account = read(replace(GOOD, server_port=text), "id1").account
    assert account is not None
    assert account.mail_server.port == 587


WARNED = [
    ({"server_password": Secret(" x")}, "server_password", "begins or ends with a space"),
    ({"server_password": Secret("x\u200by")}, "server_password", "can't be seen"),
    ({"server_security": "none"}, "server_security", "can read your mail"),
    (
        {"server_security": "starttls", "server_port": "465"},
        "server_security",
        "Port 465 is usually encrypted from the start",
    ),
    (
        {"server_security": "tls", "server_port": "587"},
        "server_security",
        "Port 587 is usually upgraded",
    ),
    ({"from_address": "anna@intranet"}, "from_address", "inside your organisation"),
]


@pytest.mark.parametrize(("changes", "field", "words"), WARNED)
def test_what_is_odd_is_said_and_taken(changes: dict[str, str | Secret], field: str, words: str):
    reading = read(replace(GOOD, **changes), "id1")
    assert reading.account is not None
    (warning,) = reading.warnings
    assert warning.field == field
    assert words in say(warning.phrase)


def test_a_server_without_sign_in_needs_no_user_and_keeps_no_password():
    reading = read(replace(GOOD, server_auth="none", server_user=""), "id1")
    assert reading.account is not None
    assert reading.account.mail_server.sign_in is SignIn.NONE
    assert reading.secrets == {}


@pytest.mark.parametrize(
    ("word", "host", "issuer"),
    [
        ("microsoft", "smtp.office365.com", "login.microsoftonline.com"),
        ("oauth", "smtp.gmail.com", "accounts.google.com"),
        ("Google", "smtp.gmail.com", "accounts.google.com"),
        ("oauth", "mail.example.com", "sign-in.example.com"),
    ],
)
def test_a_sign_in_page_is_the_one_of_the_server(word: str, host: str, issuer: str):
    typed = replace(GOOD, server_auth=word, server_host=host, server_issuer="sign-in.example.com")
    account = read(typed, "id1").account
    assert account is not None
    assert (account.mail_server.sign_in, account.mail_server.issuer) == (SignIn.OAUTH, issuer)
    assert read(form_of(account), "id1", account).account == account


@pytest.mark.parametrize(
    ("typed", "host", "issuer"),
    [
        ("microsoft", "smtp.office365.com", "login.microsoftonline.com"),
        (" Google ", "smtp.gmail.com", "accounts.google.com"),
        ("https://Sign-In.example.com/start", "mail.example.com", "sign-in.example.com"),
        ("sign-in.example.com/", "mail.example.com", "sign-in.example.com"),
    ],
)
def test_whose_page_it_is_may_be_a_word_or_an_address(typed: str, host: str, issuer: str):
    form = replace(GOOD, server_auth="oauth", server_host=host, server_issuer=typed)
    account = read(form, "id1").account
    assert account is not None and account.mail_server.issuer == issuer


@pytest.mark.parametrize("typed", ["a b", "http://", "sign-in_example", "https://[x/"])
def test_whose_page_it_is_must_be_a_host_name(typed: str):
    reading = read(replace(GOOD, server_auth="oauth", server_issuer=typed), "id1")
    assert [(p.field, p.phrase.id) for p in reading.problems] == [("server_issuer", "field.issuer")]


def test_the_inbox_is_opened_by_the_mail_servers_sign_in():
    typed = replace(
        FULL, server_auth="oauth", server_issuer="sign-in.example.com", inbox_auth="oauth"
    )
    account = read(typed, "id1").account
    assert account is not None and account.inbox is not None
    assert account.inbox.issuer == "sign-in.example.com"


def test_an_empty_user_name_is_the_email_address():
    account = read(replace(GOOD, server_user=""), "id1").account
    assert account is not None
    assert account.mail_server.user_name == "anna@example.com"


@pytest.mark.parametrize(
    ("user", "typed", "address"),
    [
        ("relay@example.net", "", "relay@example.net"),
        ("relay", "", "anna@example.com"),
        ("relay@example.net", "bounce@example.net", "bounce@example.net"),
    ],
)
def test_the_messenger_s_address_is_found_where_it_was_not_typed(
    user: str, typed: str, address: str
):
    form = replace(GOOD, messenger_host="h", messenger_user=user, messenger_address=typed)
    account = read(form, "id1").account
    assert account is not None
    assert account.messenger is not None
    assert account.messenger.address == address


def allowed(server: Server) -> Server:
    return replace(server, trusted_certificate="ab" * 32, plain_password_allowed=True)


@pytest.fixture
def trusting() -> Account:
    account = read(FULL, "id1").account
    assert account is not None
    assert account.messenger is not None
    assert account.inbox is not None
    return replace(
        account,
        mail_server=allowed(account.mail_server),
        messenger=replace(account.messenger, server=allowed(account.messenger.server)),
        inbox=allowed(account.inbox),
    )


def test_what_the_user_allowed_for_a_server_stays_while_it_is_the_same(trusting: Account):
    form = replace(form_of(trusting), from_name="New name", server_user="other")
    account = read(form, "new", trusting).account
    assert account is not None
    assert account.id == trusting.id
    assert account.mail_server.trusted_certificate == "ab" * 32
    assert account.messenger == trusting.messenger
    assert account.inbox == trusting.inbox


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("server", {"server_host": "evil.example.com"}),
        ("server", {"server_port": "2525"}),
        ("messenger", {"messenger_host": "evil.example.com"}),
        ("inbox", {"inbox_port": "2993"}),
    ],
)
def test_what_the_user_allowed_ends_with_another_host_or_port(
    trusting: Account, section: str, change: dict[str, str]
):
    account = read(replace(form_of(trusting), **change), "new", trusting).account
    assert account is not None
    assert account.messenger is not None
    servers = {
        "server": account.mail_server,
        "messenger": account.messenger.server,
        "inbox": account.inbox,
    }
    for name, server in servers.items():
        assert server is not None
        kept = name != section
        assert server.plain_password_allowed is kept
        assert (server.trusted_certificate is not None) is kept


def test_the_port_follows_the_security_until_it_was_changed():
    assert follow_port("465", Security.TLS, Security.STARTTLS) == "587"
    assert follow_port("", Security.TLS, Security.NONE) == "25"
    assert follow_port(" 587 ", Security.STARTTLS, Security.TLS) == "465"
    assert follow_port("2525", Security.TLS, Security.STARTTLS) == "2525"
    assert follow_port("587", Security.TLS, Security.NONE) == "587"
    assert follow_port("993", Security.TLS, Security.STARTTLS, INBOX_PORTS) == "143"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Anna\u00a0Berg\n", "Anna Berg"),
        ("“Anna Berg”", "Anna Berg"),
        ('Anna "Annie"', 'Anna "Annie"'),
        ('"Anna"\x1b', "Anna"),
        ("Anna\r\nBcc: all@example.com", "Anna Bcc: all@example.com"),
    ],
)
def test_a_name_is_one_line_without_the_quotation_marks_around_it(typed: str, name: str):
    account = read(replace(GOOD, from_name=typed), "id1").account
    assert account is not None
    assert account.identity.name == name


TEXT_FIELDS = [name for name in AccountForm.__struct_fields__ if not name.endswith("_password")]


@settings(max_examples=60)
@example({"account_name": '0"\x1b'})
@given(st.dictionaries(st.sampled_from(TEXT_FIELDS), st.text(max_size=30)))
def test_whatever_is_typed_is_read_or_explained(typed: dict[str, str]):
    form = replace(FULL, **typed)
    reading = read(form, "id1")
    assert (reading.account is None) == bool(reading.problems)
    assert all(say(problem.phrase) for problem in (*reading.problems, *reading.warnings))
    assert tidy(reading.form) == reading.form
    if reading.account is not None:
        again = read(form_of(reading.account), "id1", reading.account)
        assert again.account == reading.account


def test_the_fields_are_named_as_the_controls_on_the_screen():
    promised = [
        "from_address",
        "from_name",
        "reply_to",
        "server_host",
        "server_port",
        "server_security",
        "server_auth",
        "server_user",
        "server_password",
        "server_timeout",
        "messenger_host",
        "messenger_port",
        "messenger_security",
        "messenger_user",
        "messenger_password",
    ]
    assert set(promised) <= set(AccountForm.__struct_fields__)
