"""Files of mail settings: what is read, what is left out, what is refused whole."""

import pytest

from mailadmin.core.account import Security
from mailadmin.core.discover.autoconfig import AutoconfigError, Config, read_config
from mailadmin.core.discover.config_servers import MOST_SERVERS
from mailadmin.core.discover.found import FoundServer, Method
from mailadmin.core.discover.xml_tree import DEEPEST, MOST_BYTES, MOST_ELEMENTS
from mailadmin.core.texts import TEXTS
from tests.core.discover.settings_files import IMAP, NAMES, OAUTH, SMTP, settings_file

ADDRESS = "jane.doe@d.test"
NOTE = "<!-- {} -->"


def read(*servers: str, names: str = NAMES, beside: str = "") -> Config:
    return read_config(settings_file(*servers, names=names, beside=beside), ADDRESS)


def refused(data: bytes) -> AutoconfigError:
    with pytest.raises(AutoconfigError) as problem:
        read_config(data, ADDRESS)
    error = problem.value
    assert error.phrase.id in TEXTS
    assert error.detail.isprintable()
    assert len(error.detail) < 500
    return error


def test_a_file_is_read() -> None:
    help_page = '<documentation url="https://d.test/help"/>'
    config = read(IMAP, SMTP, names=NAMES + help_page, beside=OAUTH)
    password = (Method.PASSWORD,)
    assert config == Config(
        provider="Mail of D",
        domains=("d.test",),
        incoming=(
            FoundServer(
                kind="imap", host="imap.d.test", port=993, security=Security.TLS,
                methods=password, user_name=ADDRESS,
            ),
        ),
        outgoing=(
            FoundServer(
                kind="smtp", host="smtp.d.test", port=465, security=Security.TLS,
                methods=password, user_name=ADDRESS,
            ),
        ),
        issuer="sign-in.d.test",
        scopes=("mail.read", "mail.send"),
        authorization_endpoint="https://sign-in.d.test/auth",
        token_endpoint="https://sign-in.d.test/token",
        help_page="https://d.test/help",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "user_name"),
    [
        ("%EMAILADDRESS%", "jane.doe@d.test"),
        ("%EMAILLOCALPART%", "jane.doe"),
        ("%EMAILDOMAIN%", "d.test"),
        (r"CORP\%EMAILLOCALPART%", r"CORP\jane.doe"),
        ("%EMAILLOCALPART%-%EMAILDOMAIN%", "jane.doe-d.test"),
        ("100%", "100%"),
        ("%FOO%", ""),  # only whoever wrote it knows what belongs there
    ],
)
def test_placeholders_of_a_user_name(said: str, user_name: str) -> None:
    config = read(IMAP.replace("%EMAILADDRESS%", said), SMTP.replace("%EMAILADDRESS%", said))
    assert (config.incoming[0].user_name, config.outgoing[0].user_name) == (user_name, user_name)


def test_placeholders_stand_everywhere() -> None:
    data = settings_file(
        IMAP.replace("imap.d.test", "imap.%EMAILDOMAIN%"),
        SMTP.replace("smtp.d.test", "%EMAILDOMAIN%"),
        names="<domain>%EMAILDOMAIN%</domain><displayName>%EMAILDOMAIN% mail</displayName>",
    ).replace(b'id="d.test"', b'id="%EMAILDOMAIN%"')
    config = read_config(data, ADDRESS)
    assert (config.incoming[0].host, config.outgoing[0].host) == ("imap.d.test", "d.test")
    assert (config.domains, config.provider) == (("d.test",), "d.test mail")


def test_an_address_brings_in_no_placeholder_and_no_markup() -> None:
    address = "%EMAILDOMAIN%&lt;<b>@d.test"
    assert read_config(settings_file(), address).incoming[0].user_name == address


def test_an_international_domain_becomes_a_host_name() -> None:
    data = settings_file(IMAP.replace("imap.d.test", "imap.%EMAILDOMAIN%"), SMTP)
    config = read_config(data, "jane@bücher.test")
    assert config.incoming[0].host == "imap.xn--bcher-kva.test"
    assert config.incoming[0].user_name == "jane@bücher.test"


def test_several_servers_stay_in_order() -> None:
    second = IMAP.replace("993", "143").replace("SSL", "STARTTLS")
    pop = IMAP.replace('"imap"', '"pop3"').replace("993", "995")
    plain = SMTP.replace("465", "25").replace("SSL", "plain")
    config = read(pop, second, plain, IMAP, SMTP)
    assert [(one.kind, one.port, one.security) for one in config.incoming] == [
        ("pop3", 995, Security.TLS), ("imap", 143, Security.STARTTLS), ("imap", 993, Security.TLS),
    ]  # fmt: skip
    assert [(one.port, one.security) for one in config.outgoing] == [
        (25, Security.NONE), (465, Security.TLS),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "methods"),
    [
        (["OAuth2", "password-cleartext"], (Method.OAUTH, Method.PASSWORD)),
        (["password-cleartext", "OAuth2"], (Method.PASSWORD, Method.OAUTH)),
        (["password-encrypted", "plain"], (Method.ENCRYPTED_PASSWORD, Method.PASSWORD)),
        (["secure"], (Method.ENCRYPTED_PASSWORD,)),
        (["GSSAPI", "NTLM", "TLS-client-cert"],
         (Method.GSSAPI, Method.NTLM, Method.CLIENT_CERTIFICATE)),
        (["something-new", "oauth2"], (Method.OAUTH,)),
        (["plain", "password-cleartext"], (Method.PASSWORD,)),
    ],
)  # fmt: skip
def test_ways_to_sign_in(said: list[str], methods: tuple[Method, ...]) -> None:
    one = "<authentication>password-cleartext</authentication>"
    several = "".join(f"<authentication>{word}</authentication>" for word in said)
    config = read(IMAP.replace(one, several), SMTP.replace(one, several), beside=OAUTH)
    assert (config.incoming[0].methods, config.outgoing[0].methods) == (methods, methods)


def test_of_a_value_given_twice_the_first_that_can_be_used_counts() -> None:
    twice = IMAP.replace("<port>", "<port>many</port><port>")
    again = SMTP.replace("<socketType>", "<socketType>SSL3</socketType><socketType>")
    config = read(twice, again)
    assert (config.incoming[0].port, config.outgoing[0].security) == (993, Security.TLS)


BAD_VALUES = [
    ("imap.d.test", ""),
    ("imap.d.test", "192.0.2.1"),
    ("imap.d.test", "0x7f.1"),
    ("imap.d.test", "2130706433"),
    ("imap.d.test", "[::1]"),
    ("imap.d.test", "imap.d.test/x"),
    ("imap.d.test", "imap.d.test:143"),
    ("imap.d.test", "imap\nd.test"),
    ("imap.d.test", "a" * 64 + ".test"),
    ("imap.d.test", "%FOO%.d.test"),
    ("993", "0"),
    ("993", "65536"),
    ("993", "-1"),
    ("993", "9e2"),
    ("993", "\N{ARABIC-INDIC DIGIT NINE}"),
    ("993", "9" * 5000),
    ("SSL", "none"),
    ("SSL", ""),
    ("password-cleartext", "magic"),
    ("password-cleartext", "none"),
    ("%EMAILADDRESS%", ""),
    ("%EMAILADDRESS%", "jane&#9;doe"),
    ("%EMAILADDRESS%", "jane\N{RIGHT-TO-LEFT OVERRIDE}"),
    ("%EMAILADDRESS%", "j" * 321),
    ('"imap"', '"nntp"'),
]


@pytest.mark.parametrize(("right", "wrong"), BAD_VALUES)
def test_a_server_with_something_wrong_is_left_out(right: str, wrong: str) -> None:
    bad = IMAP.replace(right, wrong)
    good = IMAP.replace("993", "994")
    assert [one.port for one in read(bad, good, SMTP).incoming] == [994]
    assert refused(settings_file(bad, SMTP)).phrase.id == "discover.config.no-incoming"


@pytest.mark.parametrize(
    ("said", "host", "personal"),
    [
        ("imap.%EMAILDOMAIN%", "imap.d.test", False),
        ("%EMAILLOCALPART%.d.test", "jane.doe.d.test", True),
        ("%REALNAME%imap.d.test", "imap.d.test", False),
    ],
)
def test_a_host_with_more_of_the_address_than_its_domain_is_a_personal_one(
    said: str, host: str, personal: bool
) -> None:
    server = read(IMAP.replace("imap.d.test", said), SMTP).incoming[0]
    assert (server.host, server.personal) == (host, personal)


def test_nobody_can_sign_in_by_oauth_alone_where_no_page_is_known() -> None:
    token = IMAP.replace("password-cleartext", "OAuth2")
    assert [one.methods for one in read(token, IMAP, SMTP).incoming] == [
        (Method.PASSWORD,), (Method.OAUTH,),
    ]  # fmt: skip
    assert read(token, IMAP, SMTP, beside=OAUTH).incoming[0].methods == (Method.OAUTH,)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("sign-in.d.test</issuer>", "</issuer>"),
        ("sign-in.d.test</issuer>", "192.0.2.1</issuer>"),
        ("https://sign-in.d.test/auth", "http://sign-in.d.test/auth"),
        ("https://sign-in.d.test/auth", "javascript:alert(1)"),
        ("https://sign-in.d.test/auth", "https://jane:pw@sign-in.d.test/auth"),
        ("https://sign-in.d.test/auth", "https://127.0.0.1/auth"),
        ("https://sign-in.d.test/token", "file:///etc/passwd"),
        ("https://sign-in.d.test/token", "https://sign-in.d.test:99999/"),
        ("https://sign-in.d.test/token", "https://sign-in.d.test/" + "x" * 2000),
    ],
)
def test_half_of_an_oauth_block_is_none(right: str, wrong: str) -> None:
    config = read(beside=OAUTH.replace(right, wrong))
    assert (config.issuer, config.authorization_endpoint, config.scopes) == ("", "", ())


def test_scopes_that_are_none_are_left_out() -> None:
    config = read(beside=OAUTH.replace("mail.read", 'https://d.test/mail "bad" caf\xe9'))
    assert config.scopes == ("https://d.test/mail", "mail.send")


@pytest.mark.parametrize(
    "page",
    [
        "http://d.test/help",
        "https://jane@d.test/",
        "data:text/html,x",
        "https://[::1]/",
        "https://d.test:0/",
    ],
)
def test_a_page_that_can_not_be_shown_is_none(page: str) -> None:
    assert read(names=f'{NAMES}<documentation url="{page}"/>').help_page == ""


def test_what_is_shown_of_a_name_is_one_short_line() -> None:
    names = f"<domain>d.test</domain><displayName>A&#10;\u202eb{'c' * 5000}</displayName>"
    provider = read(names=names).provider
    assert provider.isprintable()
    assert len(provider) < 200


def test_unknown_parts_and_prefixes_do_no_harm() -> None:
    data = settings_file(NOTE.format("x"), IMAP, "<calendar type='caldav'/>", SMTP)
    prefixed = data.replace(b"<clientConfig", b"<m:clientConfig xmlns:m='urn:x'").replace(
        b"</clientConfig", b"</m:clientConfig"
    )
    assert read_config(prefixed, ADDRESS) == read_config(data, ADDRESS) == read()


def test_space_around_a_value_does_no_harm() -> None:
    loose = IMAP.replace('"imap"', '" imap\t"').replace("993", "\n 993 ")
    assert read(loose, SMTP) == read()


def test_only_so_many_servers_are_read() -> None:
    assert len(read(*[IMAP] * 100, SMTP).incoming) == MOST_SERVERS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "koi8-r"])
def test_the_encoding_that_a_file_names_is_used(encoding: str) -> None:
    text = settings_file().decode().replace("UTF-8", encoding.removesuffix("-sig"))
    assert read_config(text.encode(encoding), ADDRESS) == read()


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE clientConfig [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<clientConfig>&d;</clientConfig>"""


@pytest.mark.parametrize(
    ("data", "what"),
    [
        # -- hostile
        (BOMB, "forbidden"),
        (BOMB.replace(b"&d;", b""), "forbidden"),
        (b"<!DOCTYPE clientConfig><clientConfig/>", "forbidden"),
        (b'<!DOCTYPE c SYSTEM "file:///etc/passwd"><clientConfig/>', "forbidden"),
        (b'<!DOCTYPE c [<!ENTITY x SYSTEM "http://d.test/">]><clientConfig>&x;</clientConfig>',
         "forbidden"),
        (b'<!DOCTYPE c [<!ENTITY % x SYSTEM "http://d.test/"> %x;]><clientConfig/>', "forbidden"),
        (b" " * (MOST_BYTES + 1), "too-big"),
        (settings_file() + b" " * MOST_BYTES, "too-big"),
        (b"<a>" * (DEEPEST + 1), "too-big"),
        (b"<a>" + b"<b/>" * MOST_ELEMENTS, "too-big"),
        # -- broken
        (b"", "broken"),
        (b"\0" * 1000, "broken"),
        (b"404 not found", "broken"),
        (b'{"imap": "d.test"}', "broken"),
        (settings_file()[:-20], "broken"),
        (settings_file() + b"<more/>", "broken"),
        (settings_file().replace(b"<port>993", b"<port>993&nbsp;"), "broken"),
        (settings_file().replace(b"Mail of D", b"Caf\xe9"), "broken"),
        (settings_file().replace(b"Mail of D", b"Mail\x01"), "broken"),
        (settings_file().replace(b"UTF-8", b"UTF-16"), "broken"),
        (settings_file().replace(b"UTF-8", b"no-such"), "broken"),
        (settings_file().replace(b"UTF-8", b"unicode_escape"), "broken"),
        (settings_file().replace(b"UTF-8", b"zlib"), "broken"),
        (settings_file().replace(b"UTF-8", b"shift_jis"), "broken"),
        # -- something else
        (b"<!DOCTYPE html><html><p>Welcome", "web-page"),
        (b"<html><head/></html>", "web-page"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "web-page"),
        (b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0" "http://www.w3.org/x.dtd"><html/>',
         "web-page"),
        (b"<HTML><BODY BGCOLOR=white>Not here<BR></BODY></HTML>", "web-page"),
        (b"<Autodiscover/>", "not-settings"),
        (settings_file().replace(b"clientConfig", b"clientconfig"), "not-settings"),
        (b"<clientConfig/>", "no-provider"),
        (settings_file().replace(b'id="d.test"', b""), "no-provider"),
        (settings_file(names="<displayName>D</displayName>"), "no-provider"),
        (settings_file(names="<domain>not a domain</domain>"), "no-provider"),
        (settings_file(IMAP), "no-outgoing"),
        (settings_file(SMTP), "no-incoming"),
    ],
)  # fmt: skip
def test_a_file_is_refused(data: bytes, what: str) -> None:
    assert refused(data).phrase.id == f"discover.config.{what}"


def test_a_refusal_says_what_is_wrong() -> None:
    error = refused(settings_file(IMAP.replace("993", "99\u202e3"), SMTP))
    assert error.detail == 'incomingServer type="imap" port="993"'


def test_a_file_of_exactly_the_limit_is_read() -> None:
    data = settings_file()
    assert read_config(data + b" " * (MOST_BYTES - len(data)), ADDRESS) == read()
