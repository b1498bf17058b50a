"""What issuers are known to say, and what the person reads of it."""

from typing import get_args

import pytest

from mailadmin.core.finding import Status, Verdict
from mailadmin.core.fixes import fix_of
from mailadmin.core.http import HttpProblem
from mailadmin.core.oauth import refusals
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.device import pause_after
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT, Issuer, issuer_of_id
from mailadmin.core.oauth.judge import is_other_user, missing_scopes
from mailadmin.core.oauth.refusals import about, no_token, refusal
from mailadmin.core.oauth.tokens import Answer, NotAnswered, Refused, Tokens
from mailadmin.core.secret import Secret
from mailadmin.core.texts import TEXTS, oauth
from mailadmin.core.texts.oauth import said

USER = "anna@contoso.example"
MS_CLIENT = OAuthClient(issuer=MICROSOFT, client_id="11111111-2222", tenant="contoso.example")


def of(issuer: str) -> Issuer:
    found = issuer_of_id(issuer)
    assert found is not None
    return found


SAID = [
    ("invalid_grant", "AADSTS50173: The provided grant has expired", "over"),
    ("invalid_grant", "AADSTS700082: The refresh token has expired", "over"),
    ("invalid_grant", "AADSTS70008: expired or revoked", "over"),
    ("invalid_grant", "AADSTS50076: you must use multi-factor authentication", "second-factor"),
    ("invalid_grant", "AADSTS50079: required to enroll", "second-factor"),
    ("invalid_grant", "AADSTS65001: has not consented to use the application", "not-agreed"),
    ("access_denied", "AADSTS90094: The grant requires admin permission", "admin-approval"),
    ("access_denied", "AADSTS90095: consent requires approval", "admin-approval"),
    ("access_denied", "AADSTS65004: User declined to consent", "denied"),
    ("interaction_required", "AADSTS50020: User account from identity provider", "other-tenant"),
    ("invalid_grant", "AADSTS53003: Access has been blocked", "blocked"),
    ("invalid_grant", "AADSTS530003: Your device is required to be managed", "blocked"),
    ("unauthorized_client", "AADSTS700016: Application was not found", "unknown-client"),
    ("invalid_client", "AADSTS7000218: The request body must contain", "not-public"),
    ("invalid_client", "AADSTS7000215: Invalid client secret provided", "wrong-secret"),
    ("invalid_request", "AADSTS50011: The redirect URI does not match", "redirect-address"),
    ("invalid_request", "AADSTS50194: not configured as multi-tenant", "one-organisation"),
    # a number that is not known costs the better sentence only
    ("invalid_grant", "AADSTS999999: something new", "over"),
    ("odd", "AADSTS999999: something new", "refused"),
    ("odd", "XAADSTS501731", "refused"),
    # Google
    ("invalid_grant", "Token has been expired or revoked.", "over"),
    ("access_denied", "", "denied"),
    ("admin_policy_enforced", "", "admin-approval"),
    ("org_internal", "", "other-tenant"),
    ("redirect_uri_mismatch", "", "redirect-address"),
    ("invalid_client", "The OAuth client was not found.", "unknown-client"),
    ("deleted_client", "", "unknown-client"),
    # RFC 6749 and 8628
    ("invalid_scope", "", "lacks-permissions"),
    ("temporarily_unavailable", "", "busy"),
    ("expired_token", "", "over"),
    ("", "", "refused"),
]


@pytest.mark.parametrize(("error", "words", "what"), SAID)
def test_a_refusal_has_its_meaning(error: str, words: str, what: str) -> None:
    refused = Refused(error=error, description=words)
    verdict = no_token(refused, of(MICROSOFT), MS_CLIENT, USER)
    assert verdict.id == f"oauth.token.{what}"
    assert verdict.status is (Status.UNKNOWN if what == "busy" else Status.FAILED)


@pytest.mark.parametrize("what", [*said.REFUSALS])
@pytest.mark.parametrize("stage", ["oauth.page", "oauth.token"])
def test_every_meaning_has_its_words_and_its_fix(stage: str, what: str) -> None:
    client = OAuthClient(issuer=GOOGLE, client_id="7.apps.example")
    params = {**about(of(GOOGLE), client, USER), "words": "No.", "error": "no"}
    text = TEXTS[f"{stage}.{what}"]
    assert "{" not in text.title.format(**params) + text.detail.format(**params)
    fix = fix_of(Verdict(f"{stage}.{what}", Status.FAILED, params))
    assert fix is not None and fix.steps


def test_every_known_meaning_is_one_that_has_words() -> None:
    meanings = {*refusals._NUMBERS, *refusals._CODES}
    assert meanings <= set(said.REFUSALS)
    assert set(said.REFUSALS) - meanings == {"refused", "not-reached", "not-safe", "no-answer"}


def test_the_administrator_gets_a_message_with_the_page_and_the_reason() -> None:
    refused = Refused(error="access_denied", description="AADSTS90094: needs admin")
    verdict = refusal("oauth.page", refused, about(of(MICROSOFT), MS_CLIENT, USER))
    fix = fix_of(verdict)
    assert fix is not None
    (message,) = fix.copy
    link = "https://login.microsoftonline.com/contoso.example/adminconsent?client_id=11111111-2222"
    assert link in message.text
    assert "Reason:" in message.text and USER in message.text and "SMTP.Send" in message.text


def test_every_organisation_and_google_have_pages_of_their_own() -> None:
    anybody = OAuthClient(issuer=MICROSOFT, client_id="a&b=c")
    page = refusals.consent_page(anybody)
    assert page.endswith("/organizations/adminconsent?client_id=a%26b%3Dc")
    client = OAuthClient(issuer=GOOGLE, client_id="7.apps.example")
    params = about(of(GOOGLE), client, USER)
    fix = fix_of(Verdict("oauth.page.timed-out", Status.FAILED, params))
    assert fix is not None
    assert "https://admin.google.com" in fix.copy[0].text and "7.apps.example" in fix.copy[0].text


@pytest.mark.parametrize("problem", [None, *HttpProblem])
def test_silence_is_never_called_a_refusal(problem: HttpProblem | None) -> None:
    verdict = no_token(NotAnswered(problem=problem), of(GOOGLE), MS_CLIENT, USER)
    assert verdict.status is Status.UNKNOWN
    assert verdict.id in TEXTS


def test_a_strangers_words_stay_short_and_on_one_line() -> None:
    refused = Refused(error="e" * 60, description="a\r\nb\x1b[2J" + "c" * 900)
    verdict = no_token(refused, of(GOOGLE), MS_CLIENT, USER)
    words = str(verdict.params["words"])
    assert len(words) <= 80 and words.isprintable()


TOKENS = Tokens(access_token=Secret("a"), lasts=None)
PAUSES: list[tuple[Answer, float | None]] = [
    (TOKENS, None),
    (Refused(error="authorization_pending"), 5),
    (Refused(error="slow_down"), 10),
    (NotAnswered(problem=HttpProblem.TIMED_OUT), 10),
    (Refused(error="access_denied"), None),
    (Refused(error="expired_token"), None),
]


@pytest.mark.parametrize(("answer", "pause"), PAUSES)
def test_how_long_a_device_waits(answer: Answer, pause: float | None) -> None:
    assert len(get_args(Answer)) == 3
    assert pause_after(answer, 5) == pause


@pytest.mark.parametrize(
    ("expected", "names", "other"),
    [
        ("anna@example.com", ("ANNA@Example.com",), False),
        ("anna@example.com", ("x@tenant.example", "anna@example.com"), False),
        ("anna@example.com", ("ben@example.com",), True),
        ("anna@example.com", (), False),
        ("anna", ("ben@example.com",), False),
        ("a.n.na@gmail.com", ("anna@googlemail.com",), False),
        ("a.nna@example.com", ("anna@example.com",), True),
    ],
)
def test_who_is_somebody_else(expected: str, names: tuple[str, ...], other: bool) -> None:
    assert is_other_user(expected, names) is other


@pytest.mark.parametrize(
    ("granted", "missing"),
    [
        ((), ()),
        (("SMTP", "imap"), ()),
        (("imap", "openid"), ("smtp",)),
        (("openid",), ("smtp", "imap")),
    ],
)
def test_what_was_not_granted(granted: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert missing_scopes(("smtp", "imap", "offline_access"), granted) == missing


def test_every_sentence_of_this_part_has_its_values_named_once() -> None:
    assert not [name for name in oauth.FIXES if name not in TEXTS]
