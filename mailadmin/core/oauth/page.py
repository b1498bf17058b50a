"""The address of the page that a person signs in at (RFC 6749 section 4.1.1)."""

import secrets
from typing import Final, NamedTuple

from mailadmin.core.oauth import exchange
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT, Issuer
from mailadmin.core.secret import Secret

_NAMING: Final = {MICROSOFT: ("openid", "profile", "email"), GOOGLE: ("openid", "email")}
"""The scopes under which an issuer says who signed in (OpenID Connect Core 1.0 section 5.4)."""


class Proof(NamedTuple):
    """What shows that an answer belongs to this sign-in, each 256 random bits.

    ``state`` comes back with the answer (RFC 6749 section 10.12); ``verifier`` goes with the code
    to the token endpoint, so that a code is of use to nobody else (RFC 7636 section 4.1).
    """

    state: Secret
    verifier: Secret


def new_proof() -> Proof:
    """A proof that nobody can guess."""
    return Proof(Secret(secrets.token_urlsafe(32)), Secret(secrets.token_urlsafe(32)))


def scopes_of(issuer: Issuer) -> tuple[str, ...]:
    """What is asked for: mail, and who signed in where an issuer is known to say it."""
    return tuple(dict.fromkeys((*issuer.scopes, *_NAMING.get(issuer.id, ()))))


async def page_address(
    issuer: Issuer, client: OAuthClient, redirect_uri: str, proof: Proof, user_name: str
) -> str:
    """The address to open in the system's browser.

    ``user_name`` is put into the page's field where the issuer can (``login_hint`` of OpenID
    Connect Core 1.0 section 3.1.2.1). No ``prompt`` is asked for: the page knows best what it has
    to show, and Google gives installed programs the right to new tokens every time.
    """
    fields = {
        "client_id": client.client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes_of(issuer)),
        "state": proof.state.reveal(),
        "login_hint": user_name,
    }
    return await exchange.address_for_code(issuer, fields, proof.verifier)
