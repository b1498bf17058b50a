"""Judgement: what an issuer's no, or its silence, means for the person.

What it says decides in three steps: Microsoft's number in its sentence, then the error code, and
where both are unknown the refusal is told as it is. Microsoft asks programs not to depend on its
numbers, which it may change: they only choose between sentences here, and an unknown one costs
nothing but the better sentence. Numbers and meanings: Microsoft Entra's page “Authentication and
authorization error codes” (and for 530003 the page on its SharePoint grid); codes: RFC 6749
sections 4.1.2.1 and 5.2, RFC 8628 section 3.5, RFC 7009 section 2.2.1, OpenID Connect Core 1.0
section 3.1.2.6, and Google's help page on error codes of signing in with a Google account.
"""

import re
from typing import Final
from urllib.parse import quote

from mailadmin.core.finding import ExceptionSeen, Params, Status, Verdict
from mailadmin.core.forms.field import clean, echo, without_controls
from mailadmin.core.http.facts import HttpProblem
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT, Issuer
from mailadmin.core.oauth.tokens import NotAnswered, Refused

TOKEN_IS_OVER: Final = "auth-oauth-token"
"""The cause of every refusal that a new sign-in mends."""

_NUMBERS: Final[dict[str, tuple[int, ...]]] = {
    "admin-approval": (90094, 90095),
    "not-agreed": (65001, 90008),
    "denied": (65004,),
    "over": (
        50089, 50132, 50133, 50173, 54005, 70000, 70008, 70019, 70043, 700082, 700084,
    ),
    "second-factor": (50072, 50074, 50076, 50078, 50079, 50158, 53004),
    "other-tenant": (16000, 16003, 50014, 50020, 50034, 51004, 90072, 500208),
    "blocked": (
        50005, 50097, 50131, 53000, 53001, 53002, 53003, 53011, 530003, 530032, 530035,
    ),
    "unknown-client": (70001, 700011, 700016, 7000112),
    "wrong-secret": (70002, 7000215, 7000222, 700025),
    "not-public": (7000218,),
    "redirect-address": (50011,),
    "one-organisation": (50194, 9002332),
    "lacks-permissions": (28002, 65005, 70011, 650056, 650057),
    "locked": (50053,),
    "disabled": (50057,),
    "not-assigned": (50105,),
    "password": (50055, 50126, 50144),
    "busy": (50033, 70012, 90006, 90012, 90024, 90033, 90055, 90090),
}  # fmt: skip
_CODES: Final[dict[str, tuple[str, ...]]] = {
    "admin-approval": ("admin_policy_enforced", "access_not_configured"),
    "not-agreed": ("consent_required", "interaction_required", "login_required"),
    "denied": ("access_denied", "authorization_declined"),
    "over": ("invalid_grant", "expired_token", "bad_verification_code"),
    "other-tenant": ("org_internal",),
    "unknown-client": ("invalid_client", "unauthorized_client", "deleted_client"),
    "redirect-address": ("redirect_uri_mismatch",),
    "lacks-permissions": ("invalid_scope",),
    "busy": ("temporarily_unavailable", "server_error"),
}
_OF_NUMBER: Final = {number: what for what, all_ in _NUMBERS.items() for number in all_}
_OF_CODE: Final = {code: what for what, all_ in _CODES.items() for code in all_}

_MENDED_BY_SIGNING_IN: Final = ("over", "not-agreed", "second-factor", "password")

_NUMBER: Final = re.compile(r"\bAADSTS(\d{5,7})\b")

_NOT_REACHED: Final = (
    HttpProblem.NO_ADDRESS,
    HttpProblem.NAME_UNKNOWN,
    HttpProblem.TIMED_OUT,
    HttpProblem.REFUSED,
    HttpProblem.UNREACHABLE,
    HttpProblem.RESET,
    HttpProblem.FORBIDDEN,
)
_NOT_SAFE: Final = (HttpProblem.NO_TLS, HttpProblem.CERTIFICATE)


def about(issuer: Issuer, client: OAuthClient, user: str) -> Params:
    """What the sentences of a sign-in are about.

    ``consent_page`` is where an administrator of Microsoft's approves the program; ``google_id``
    is the client id as Google's administrators look it up.
    """
    params: Params = {
        "issuer": issuer.name,
        "user": echo(user),
        "client_id": echo(client.client_id),
        "scopes": ", ".join(map(echo, issuer.scopes)),
    }
    if issuer.id == MICROSOFT:
        params["consent_page"] = consent_page(client)
    if issuer.id == GOOGLE:
        params["google_id"] = echo(client.client_id)
    return params


def consent_page(client: OAuthClient) -> str:
    """Where an administrator approves a program for everybody in a Microsoft 365 tenant.

    See “Grant tenant-wide admin consent to an application” of Microsoft Entra.
    """
    tenant = quote(client.tenant or "organizations", safe="")
    number = quote(client.client_id, safe="")
    return f"https://{MICROSOFT}/{tenant}/adminconsent?client_id={number}"


def no_token(
    answer: Refused | NotAnswered, issuer: Issuer, client: OAuthClient, user: str
) -> Verdict:
    """Why the issuer gave no new token to ``user``, who had signed in before."""
    return refusal("oauth.token", answer, about(issuer, client, user))


def refusal(stage: str, answer: Refused | NotAnswered, params: Params) -> Verdict:
    """What a no means at ``stage`` (``oauth.page`` or ``oauth.token``); see :func:`about`."""
    if isinstance(answer, NotAnswered):
        return _no_answer(stage, answer, params)
    what = meaning(answer)
    error = echo(answer.error) or "refused"
    said: Params = {"error": error, "words": echo(answer.description) or error}
    seen = ExceptionSeen(type=error, text=clean(without_controls(answer.description)))
    status = Status.UNKNOWN if what == "busy" else Status.FAILED
    cause = TOKEN_IS_OVER if what in _MENDED_BY_SIGNING_IN else None
    return Verdict(f"{stage}.{what}", status, {**params, **said}, (seen,), cause)


def meaning(answer: Refused) -> str:
    """Which of the known reasons a refusal has; ``refused`` where it is none of them."""
    number = _NUMBER.search(answer.description)
    of_number = _OF_NUMBER.get(int(number[1])) if number is not None else None
    return of_number or _OF_CODE.get(answer.error, "refused")


def _no_answer(stage: str, answer: NotAnswered, params: Params) -> Verdict:
    what = "no-answer"
    if answer.problem in _NOT_REACHED:
        what = "not-reached"
    elif answer.problem in _NOT_SAFE:
        what = "not-safe"
    seen = ExceptionSeen(type=answer.problem or "answer", text=echo(answer.detail))
    return Verdict(f"{stage}.{what}", Status.UNKNOWN, {**params}, (seen,))
