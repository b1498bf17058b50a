"""Judgement: what it means for the person that no token came."""

from typing import Final

from mailadmin.core.finding import Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.core.oauth.tokens import NotAnswered, Refused

_TOKEN_IS_OVER: Final = "auth-oauth-token"


def no_token(answer: Refused | NotAnswered, issuer: Issuer, user: str) -> Verdict:
    """Why the issuer gave no new token to ``user``, who had signed in before."""
    about = {"issuer": issuer.name, "user": echo(user)}
    if isinstance(answer, NotAnswered):
        return Verdict("oauth.token.no-answer", Status.UNKNOWN, {**about})
    if answer.error == "invalid_grant":
        return Verdict("oauth.token.over", Status.FAILED, {**about}, cause=_TOKEN_IS_OVER)
    return Verdict("oauth.token.refused", Status.FAILED, {**about, "error": echo(answer.error)})
