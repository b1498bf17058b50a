"""A secret is found in every form in which a file could have it; what means nothing is not."""

import base64
import html
import json
import urllib.parse

import msgspec
import pytest

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.oauth.grant import Grant, sealed
from mailadmin.core.oauth.tokens import Tokens
from mailadmin.core.report.as_text import text_of
from mailadmin.core.report.errors import NotWritten
from mailadmin.core.report.file import Form
from mailadmin.core.report.open_words import open_words
from mailadmin.core.report.saving import check_again, render
from mailadmin.core.report.search import forms, holds_a_secret, secrets_of
from mailadmin.core.report.words import told
from mailadmin.core.secret import Secret
from mailadmin.core.workspace import Workspace
from tests.core.report.samples import ACCOUNT, WITNESS, a_test, report

MARK = 'mA<rk&"7Qd2ä/x+L w9'


def forms_of_mistakes() -> dict[str, bytes]:
    """How a secret gets into a file by accident."""
    plain = MARK.encode()
    aligned = {
        f"base64 behind {before}": base64.b64encode(b"anna"[:before] + plain + b"behind")
        for before in range(4)
    }
    return {
        **aligned,
        "plain": plain,
        "base64 for addresses": base64.urlsafe_b64encode(plain),
        "sign-in": base64.b64encode(b"\0anna@example.com\0" + plain),
        "percent": urllib.parse.quote(MARK).encode(),
        "percent, all": urllib.parse.quote(MARK, safe="").encode(),
        "percent, plus": urllib.parse.quote_plus(MARK).encode(),
        "percent, small": urllib.parse.quote(MARK, safe="").lower().replace("ma%3crk", "mA%3crk")
        .replace("qd", "Qd").replace("xx", "xx").replace("%2bl", "%2bL").encode(),
        "json": json.dumps(MARK).encode(),
        "json, letters": json.dumps(MARK, ensure_ascii=False).encode(),
        "json of msgspec": msgspec.json.encode(MARK),
        "json in a page": json.dumps(MARK).replace("<", r"\u003c").replace("&", r"\u0026").encode(),
        "html": html.escape(MARK).encode(),
        "html of a template": html.escape(MARK).replace("&quot;", "&#34;").encode(),
        "hexadecimal": plain.hex().encode(),
        "backwards": MARK[::-1].encode(),
    }  # fmt: skip


@pytest.mark.parametrize("how", forms_of_mistakes())
def test_a_secret_is_found_however_it_is_written(how: str) -> None:
    text = b"before " + forms_of_mistakes()[how] + b" behind"
    assert holds_a_secret(text, [Secret(MARK)], "")
    assert not holds_a_secret(text, [Secret("another-Mark-0815")], "")


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("where", ["reply", "transcript"])
def test_a_report_with_a_secret_is_refused_in_every_form(form: Form, where: str) -> None:
    leak = f"no {MARK} here"
    wrong = report(a_test(leak) if where == "reply" else a_test("x", transcript=(leak,)))
    with pytest.raises(NotWritten) as caught:
        check_again(render(wrong, form), [Secret(MARK)], wrong)
    assert caught.value.phrase.id == "report.holds-a-secret"
    assert MARK not in repr(caught.value)
    check_again(render(report(a_test("x")), form), [Secret(MARK)], report())


@pytest.mark.parametrize("form", Form)
def test_a_secret_that_a_line_end_would_tear_is_found(form: Form) -> None:
    """A PDF breaks lines; what is searched is the text before."""
    secret = "k7" * 300
    wrong = report(a_test(f"said {secret}"))
    with pytest.raises(NotWritten):
        check_again(render(wrong, form), [Secret(secret)], wrong)


@pytest.mark.parametrize(
    "secret", ["", "x", "1234", "ab12", "123456", "2026", "welcome", "Welcome", "POSTFIX"]
)
def test_what_occurs_by_chance_stops_no_report(secret: str) -> None:
    said = report(a_test(f"welcome Welcome POSTFIX ESMTP 123456 1234 ab12 x{secret}"))
    check_again(render(said, Form.TEXT), [Secret(secret)], said)


@pytest.mark.parametrize(
    "secret",
    ["password", "settings", "anna@example.com", "Smtp.Example.com", "relay-user", "confidence"],
)
def test_what_everybody_may_read_is_no_secret(secret: str) -> None:
    said = report(a_test("x"))
    for form in Form:
        check_again(render(said, form), [Secret(secret)], said)


def test_an_ordinary_word_is_still_found_in_base64() -> None:
    encoded = base64.b64encode(b"\0anna\0welcome")
    assert holds_a_secret(encoded, [Secret("welcome")], "")
    assert b"welcome" not in forms("welcome")


async def test_every_secret_that_is_known_is_searched_for(workspace: Workspace) -> None:
    grant = Grant(
        issuer="google", client_id="c", refresh_token="refresh-1", access_token="access-1"
    )
    credentials = MemoryCredentials(
        {
            (ACCOUNT.id, SecretRole.MAIL_SERVER): Secret("mail-1"),
            (ACCOUNT.id, SecretRole.MESSENGER): Secret("messenger-1"),
            (ACCOUNT.id, SecretRole.INBOX): Secret("inbox-1"),
            (ACCOUNT.id, SecretRole.MESSENGER_OAUTH): sealed(grant),
            (WITNESS.id, SecretRole.INBOX): Secret("witness-1"),
            ("another", SecretRole.MAIL_SERVER): Secret("not ours"),
        }
    )
    keeper = workspace.keys.keeper(ACCOUNT.id, SecretRole.MESSENGER_OAUTH)
    keeper.take(Tokens(access_token=Secret("token-1"), lasts=None))
    found = await secrets_of(
        ACCOUNT,
        (WITNESS,),
        credentials,
        lambda owner, role: workspace.keys.keeper(owner, role).held(),
    )
    texts = {secret.reveal() for secret in found}
    wanted = {"mail-1", "messenger-1", "inbox-1", "witness-1", "refresh-1", "access-1", "token-1"}
    assert wanted < texts
    assert "not ours" not in texts


def test_the_words_of_every_report_are_open() -> None:
    said = report()
    known = open_words(said).casefold()
    for line in text_of(told(said)).splitlines():
        for word in line.split():
            if word.isalpha():
                assert word.casefold() in known, word
