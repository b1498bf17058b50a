"""What an answer of the web comes to: settings to be believed or not, or why there are none."""

import pytest

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.published_answer import Place, answer_of, shown
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.http import Fetched, HttpProblem
from mailadmin.core.texts import TEXTS
from tests.core.discover.settings_files import (
    IMAP,
    NAMES,
    OAUTH,
    SMTP,
    of_host,
    settings_file,
)  # fmt: skip

ADDRESS = "jane@d.test"
URL = "https://autoconfig.d.test/mail/config-v1.1.xml"
KIN = Kin(domain="d.test", mail_hosts=("mx1.provider.example",))


def answer(
    fetched: Fetched, source: Source = Source.AUTOCONFIG, *, url: str = URL, kin: Kin = KIN
) -> Answered:
    return answer_of(fetched, Place(url=url, source=source), ADDRESS, kin)


def found(data: bytes, source: Source = Source.AUTOCONFIG, url: str = URL) -> Found:
    answered = answer(Fetched(url=url, status=200, body=data), source)
    assert isinstance(answered, Found)
    return answered


def test_settings_are_carried_over() -> None:
    data = settings_file(names=NAMES + '<documentation url="https://d.test/"/>', beside=OAUTH)
    settings = found(data, url=f"{URL}?emailaddress=jane%40d.test")
    assert (settings.source, settings.trust, settings.origin) == (
        Source.AUTOCONFIG, Trust.SURE, URL,
    )  # fmt: skip
    assert (settings.provider, settings.issuer, settings.help_page) == (
        "Mail of D", "sign-in.d.test", "https://d.test/",
    )  # fmt: skip
    assert [one.host for one in (*settings.outgoing, *settings.incoming)] == [
        "smtp.d.test", "imap.d.test",
    ]  # fmt: skip
    assert settings.outgoing[0].security is Security.TLS


@pytest.mark.parametrize(
    ("host", "source", "trust"),
    [
        ("imap.d.test", Source.AUTOCONFIG, Trust.SURE),
        ("d.test", Source.AUTOCONFIG, Trust.SURE),
        ("imap.gmail.com", Source.AUTOCONFIG, Trust.SURE),  # a provider that is known
        ("imap.provider.example", Source.AUTOCONFIG, Trust.SURE),  # takes the domain's mail
        ("imap.stranger.example", Source.AUTOCONFIG, Trust.DOUBTFUL),
        ("d.test.stranger.example", Source.AUTOCONFIG, Trust.DOUBTFUL),
        ("xd.test", Source.AUTOCONFIG, Trust.DOUBTFUL),
        ("evil.gmail.com.example", Source.AUTOCONFIG, Trust.DOUBTFUL),
        ("imap.stranger.example", Source.DATABASE, Trust.LIKELY),
        ("imap.d.test", Source.MX, Trust.LIKELY),
        ("imap.d.test", Source.HTTP, Trust.DOUBTFUL),
        ("imap.gmail.com", Source.HTTP, Trust.DOUBTFUL),
    ],
)
def test_how_far_settings_are_to_be_believed(host: str, source: Source, trust: Trust) -> None:
    assert found(of_host(host), source).trust is trust


@pytest.mark.parametrize("strange", [IMAP, SMTP])
def test_one_stranger_is_enough(strange: str) -> None:
    other = strange.replace(".d.test", ".stranger.example")
    assert found(settings_file(IMAP, SMTP, other)).trust is Trust.DOUBTFUL


@pytest.mark.parametrize("mine", [IMAP, SMTP])
def test_a_server_with_the_user_s_name_in_its_own_is_not_asked_for(mine: str) -> None:
    host = "imap.d.test" if mine is IMAP else "smtp.d.test"
    personal = mine.replace(host, "%EMAILLOCALPART%.d.test")
    answered = answer(Fetched(url=URL, status=200, body=settings_file(IMAP, SMTP, personal)))
    assert isinstance(answered, Nothing)
    assert (answered.why, answered.sentence, answered.detail) == (
        Why.UNSAFE, "discover.config.personal-host", "jane.d.test",
    )  # fmt: skip
    assert answered.sentence in TEXTS


def test_nobody_vouches_for_what_a_stranger_calls_himself() -> None:
    names = "<domain>d.test</domain><displayName>Your bank</displayName>"
    data = settings_file(names=names + '<documentation url="https://evil.example/"/>')
    settings = found(data, Source.HTTP)
    assert (settings.provider, settings.help_page) == ("", "")


def test_no_token_of_a_great_provider_is_asked_for_on_a_stranger_s_behalf() -> None:
    google = OAUTH.replace("sign-in.d.test</issuer>", "accounts.google.com</issuer>")
    assert found(settings_file(beside=google)).issuer == ""
    gmail = [part.replace("d.test", "gmail.com") for part in (IMAP, SMTP)]
    assert found(settings_file(*gmail, beside=google)).issuer == "accounts.google.com"
    mixed = settings_file(gmail[0], gmail[1], SMTP, beside=google)
    assert found(mixed).issuer == ""


def fetched(
    problem: HttpProblem, status: int | None = None, location: str = "", url: str = URL
) -> Fetched:
    return Fetched(url=url, status=status, problem=problem, location=location, error="so\r\nso")


CASES = [
    (fetched(HttpProblem.NO_ADDRESS), Why.NOT_THERE, ""),
    (fetched(HttpProblem.REFUSED), Why.NOT_THERE, ""),
    (fetched(HttpProblem.NO_TLS), Why.NOT_THERE, ""),
    (fetched(HttpProblem.STATUS, 404), Why.NOT_THERE, ""),
    (fetched(HttpProblem.STATUS, 403), Why.NOT_THERE, ""),
    (fetched(HttpProblem.STATUS, 204), Why.NOT_THERE, ""),
    (fetched(HttpProblem.STATUS, 429), Why.UNREACHABLE, "web.trouble"),
    (fetched(HttpProblem.STATUS, 500), Why.UNREACHABLE, "web.trouble"),
    (fetched(HttpProblem.STATUS, 503), Why.UNREACHABLE, "web.trouble"),
    (fetched(HttpProblem.NAME_UNKNOWN), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.TIMED_OUT), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.UNREACHABLE), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.RESET), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.FORBIDDEN), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.OTHER), Why.UNREACHABLE, ""),
    (fetched(HttpProblem.BAD_REPLY), Why.BROKEN, "web.bad-reply"),
    (fetched(HttpProblem.CERTIFICATE), Why.UNSAFE, "web.certificate"),
    (fetched(HttpProblem.TOO_BIG), Why.UNSAFE, "config.too-big"),
    (fetched(HttpProblem.REDIRECT, 302, "http://d.test/"), Why.UNSAFE, "web.redirect-to-http"),
    (fetched(HttpProblem.REDIRECT, 302, "HTTP://d.test/"), Why.UNSAFE, "web.redirect-to-http"),
    (fetched(HttpProblem.REDIRECT, 302, "https://d.test/"), Why.BROKEN, "web.redirect"),
    (fetched(HttpProblem.REDIRECT, 302, "/again"), Why.BROKEN, "web.redirect"),
    (fetched(HttpProblem.REDIRECT, 302, "https://[::"), Why.BROKEN, "web.redirect"),
    (fetched(HttpProblem.REDIRECT, 302, "javascript:1"), Why.BROKEN, "web.redirect"),
    (Fetched(url=URL, status=200, body=b"<!DOCTYPE html>"), Why.NOT_THERE, "config.web-page"),
    (Fetched(url=URL, status=200, body=b"<a>" * 100), Why.UNSAFE, "config.too-big"),
    (Fetched(url=URL, status=200, body=b"<!DOCTYPE a><a/>"), Why.UNSAFE, "config.forbidden"),
    (Fetched(url=URL, status=200, body=b"nothing"), Why.BROKEN, "config.broken"),
    (Fetched(url=URL, status=200, body=b"<a/>"), Why.BROKEN, "config.not-settings"),
]


@pytest.mark.parametrize(("seen", "why", "sentence"), CASES)
def test_why_there_are_no_settings(seen: Fetched, why: Why, sentence: str) -> None:
    nothing = answer(seen, url=f"{URL}?emailaddress=jane%40d.test")
    assert isinstance(nothing, Nothing)
    assert (nothing.source, nothing.why, nothing.origin) == (Source.AUTOCONFIG, why, URL)
    assert nothing.sentence == (f"discover.{sentence}" if sentence else "")
    assert nothing.detail.isprintable()
    if sentence:
        text = TEXTS[nothing.sentence]
        assert URL in (text.title + text.detail).format(origin=URL) or "config" in sentence


@pytest.mark.parametrize(
    "problem", [HttpProblem.NO_ADDRESS, HttpProblem.REFUSED, HttpProblem.NO_TLS]
)
def test_a_database_that_is_not_there_could_not_be_asked(problem: HttpProblem) -> None:
    nothing = answer(fetched(problem), Source.DATABASE)
    assert isinstance(nothing, Nothing)
    assert nothing.why is Why.UNREACHABLE


def test_what_began_without_encryption_is_not_refused_for_it() -> None:
    plain = URL.replace("https", "http")
    seen = fetched(HttpProblem.REDIRECT, 302, "http://d.test/", plain)
    nothing = answer(seen, Source.HTTP, url=plain)
    assert isinstance(nothing, Nothing)
    assert (nothing.why, nothing.sentence) == (Why.BROKEN, "discover.web.redirect")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://d.test/a?emailaddress=jane%40d.test#x", "https://d.test/a"),
        ("https://d.test@evil.example:8443/a", "https://evil.example:8443/a"),
    ],
)
def test_an_address_is_shown_without_what_misleads(url: str, text: str) -> None:
    assert shown(url) == text
