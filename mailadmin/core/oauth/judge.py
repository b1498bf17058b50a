"""Judgement: what each stage of a sign-in has shown."""

from typing import Final, NamedTuple

from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.finding import ExceptionSeen, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.oauth.browser_answer import BrowserAnswer, Code, OtherIssuer
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.core.oauth.refusals import TOKEN_IS_OVER, about, refusal
from mailadmin.core.oauth.request import Way
from mailadmin.core.oauth.tokens import Answer, NotAnswered, Refused, Tokens
from mailadmin.core.problem import Problem, ProblemKind

_NOT_MAIL: Final = ("openid", "profile", "email", "offline_access")
"""Scopes that no mail server asks for; issuers leave them out of their answers."""


class Registration(NamedTuple):
    """Whom the program asks, and as whom. None where the settings or the program do not know."""

    issuer: Issuer | None
    client: OAuthClient | None
    is_protected: bool = True


class NoBrowser(NamedTuple):
    """The system did not open a browser."""

    error: str


class Expected(NamedTuple):
    """Who was to sign in, and for what."""

    user: str
    scopes: tuple[str, ...]


def client(issuer_id: str, way: Way, user: str, found: Registration | Problem) -> Verdict:
    """Whether the program may ask the issuer at all."""
    params: Params = {"issuer": echo(issuer_id), "user": echo(user)}
    if isinstance(found, Problem):
        return Verdict("oauth.client.settings", Status.UNKNOWN, params, (found.seen,))
    issuer = found.issuer
    if issuer is None:
        return Verdict("oauth.client.no-issuer", Status.FAILED, params)
    params["issuer"] = issuer.name
    if found.client is None:
        params["issuer_id"] = issuer.id
        closed = "not-to-be-had" if issuer.registration else "missing"
        return Verdict(f"oauth.client.{closed}", Status.FAILED, params)
    params = about(issuer, found.client, user)
    if not found.is_protected:
        return Verdict("oauth.client.not-protected", Status.FAILED, params)
    if way is Way.DEVICE and not issuer.device_authorization_endpoint:
        return Verdict("oauth.client.no-codes", Status.FAILED, params)
    return Verdict("oauth.client.ok", Status.OK, params)


PageFacts = BrowserAnswer | Tokens | NoBrowser


def page(params: Params, facts: PageFacts | Problem) -> Verdict:
    """What came of the person's turn."""
    match facts:
        case Code() | Tokens():
            return Verdict("oauth.page.ok", Status.OK, params)
        case Refused() | NotAnswered():
            return refusal("oauth.page", facts, params)
        case OtherIssuer(said):
            return Verdict("oauth.page.other-issuer", Status.FAILED, {**params, "said": echo(said)})
        case NoBrowser(error):
            seen = ExceptionSeen(type="OSError", text=echo(error))
            return Verdict("oauth.page.no-browser", Status.FAILED, params, (seen,))
        case Problem(kind=ProblemKind.TIMED_OUT):
            return Verdict("oauth.page.timed-out", Status.FAILED, params)
        case Problem():
            return Verdict("oauth.page.no-port", Status.FAILED, params, (facts.seen,))


def token(params: Params, expected: Expected, answer: Answer | Problem) -> Verdict:
    """Whether the right person has got all that mail needs."""
    if isinstance(answer, Problem):
        answer = NotAnswered(detail=answer.kind)
    if not isinstance(answer, Tokens):
        return refusal("oauth.token", answer, params)
    params = {**params, "signed_in": echo(answer.user)}
    lacking = missing_scopes(expected.scopes, answer.scopes)
    if lacking:
        params["lacking"] = ", ".join(map(echo, lacking))
        return Verdict("oauth.token.lacks-scope", Status.WARNING, params, (), TOKEN_IS_OVER)
    if is_other_user(expected.user, answer.names):
        return Verdict("oauth.token.other-user", Status.WARNING, params)
    if not answer.refresh_token:
        params["minutes"] = max(round((answer.lasts or 0) / 60), 1)
        return Verdict("oauth.token.short-lived", Status.WARNING, params)
    named = "ok" if answer.user else "ok-unnamed"
    return Verdict(f"oauth.token.{named}", Status.OK, params)


def missing_scopes(wanted: tuple[str, ...], granted: tuple[str, ...]) -> tuple[str, ...]:
    """What the issuer has not granted; nothing where it does not say (RFC 6749 section 5.1)."""
    has = {scope.casefold() for scope in granted}
    mail = [scope for scope in wanted if scope.casefold() not in _NOT_MAIL]
    return tuple(scope for scope in mail if scope.casefold() not in has) if has else ()


def is_other_user(expected: str, names: tuple[str, ...]) -> bool:
    """Whether somebody else signed in; not where the issuer, or the account, has no name."""
    return "@" in expected and bool(names) and _same(expected) not in map(_same, names)


def _same(address: str) -> str:
    """One spelling of an address. Gmail knows no dots, and has two domains."""
    local, _, domain = address.strip().casefold().rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def kept(params: Params, stored: Phrase | CredentialsError | Problem | None) -> Verdict:
    """Whether the sign-in is still there when the program is started again."""
    match stored:
        case None:
            return Verdict("oauth.kept", Status.OK, params)
        case Phrase():
            return Verdict("oauth.kept.this-run", Status.WARNING, params)
        case CredentialsError():
            return stored.verdict()
        case Problem():
            return Verdict("keyring.unavailable", Status.FAILED, {}, (stored.seen,))
